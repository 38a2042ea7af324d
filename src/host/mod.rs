//! The outside world behind one trait, so that tests, editors and fuzzers can bring their own.

pub mod progress;
mod unfinished;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::io::{self, Read, Write};

use crate::cancel::{BYTES, look};
use crate::invariant::fit;

/// Reads files. Nothing below `cli/` touches the file system another way.
pub trait Host {
    /// The bytes of a file.
    ///
    /// # Errors
    /// As the file system says; `NotFound` when there is no such file.
    fn read(&self, path: &str) -> io::Result<Vec<u8>>;

    /// Replaces a file by what `fill` writes; where that fails, the old file stays as it is.
    ///
    /// # Errors
    /// As `fill` or the file system says.
    fn replace(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()>;

    /// Replaces a file.
    ///
    /// # Errors
    /// As the file system says.
    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.replace(path, &mut |out| {
            for some in bytes.chunks(BYTES) {
                look();
                out.write_all(some)?;
            }
            Ok(())
        })
    }

    /// Whether two paths lead to the same file. A host that knows no other way compares the paths.
    fn is_same(&self, one: &str, other: &str) -> bool {
        one == other
    }

    /// Whether there is a folder. A host that knows files only has them all.
    fn has_folder(&self, _path: &str) -> bool {
        true
    }
}

/// The real file system.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Host for Disk {
    #[allow(clippy::disallowed_methods, reason = "this is the one place that reads files")]
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let mut file = std::fs::File::open(path)?;
        let length = file.metadata().map_or(0, |known| known.len());
        let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0));
        loop {
            look();
            if Read::by_ref(&mut file).take(fit(BYTES)).read_to_end(&mut bytes)? == 0 {
                return Ok(bytes);
            }
        }
    }

    /// Written beside and renamed, so that an interrupted run leaves the old file whole.
    fn replace(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        unfinished::replace(path, fill)
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        let whole = |path: &str| std::fs::canonicalize(path).ok();
        whole(one).is_some_and(|one| whole(other) == Some(one))
    }

    fn has_folder(&self, path: &str) -> bool {
        path.is_empty() || std::path::Path::new(path).is_dir()
    }
}

/// Removes the files that [`Disk`] has half written, for whoever is about to end the process while they are. From then
/// on no file is finished.
pub fn abandon_unfinished() {
    unfinished::abandon();
}

/// Files held in memory.
#[derive(Debug, Default)]
pub struct Memory(RefCell<BTreeMap<String, Vec<u8>>>);

impl Memory {
    /// Adds or replaces a file.
    pub fn put(&self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.borrow_mut().insert(path.into(), bytes.into());
    }
}

impl Host for Memory {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0.borrow().get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn replace(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let mut bytes = Vec::new();
        fill(&mut bytes)?;
        self.put(path, bytes);
        Ok(())
    }
}
