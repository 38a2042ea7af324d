//! Files that are read part by part.

use std::fs::File;
use std::io;
use std::sync::Arc;

use crate::cancel::{BYTES, look};
use crate::invariant::{OrBroken, fit};

/// A file of which any part can be read, by several threads at once.
pub trait Input: Send + Sync {
    /// How many bytes there are, as far as is known: a file may grow or shrink while it is read.
    fn length(&self) -> u64;

    /// Reads what stands from a place on, and how much that is: nothing at the end.
    ///
    /// # Errors
    /// As the file system says.
    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<usize>;
}

impl Input for Vec<u8> {
    fn length(&self) -> u64 {
        fit(self.len())
    }

    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<usize> {
        let rest = usize::try_from(at).ok().and_then(|at| self.get(at..)).unwrap_or_default();
        let some = rest.get(..out.len()).unwrap_or(rest);
        if let Some(out) = out.get_mut(..some.len()) {
            out.copy_from_slice(some);
        }
        Ok(some.len())
    }
}

impl<I: Input> Input for Arc<I> {
    fn length(&self) -> u64 {
        I::length(self)
    }

    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<usize> {
        I::read_at(self, at, out)
    }
}

/// All bytes, if there are no more than so many.
pub(super) fn whole(input: &dyn Input, most: usize) -> io::Result<Vec<u8>> {
    let known = usize::try_from(input.length()).unwrap_or(usize::MAX);
    let mut bytes = Vec::with_capacity(known.min(most));
    loop {
        look();
        let length = bytes.len();
        // One byte more than is known tells whether that is all.
        let more = known.saturating_sub(length).saturating_add(1).min(BYTES);
        bytes.resize(length.saturating_add(more), 0);
        let read = read_all(input, fit(length), bytes.get_mut(length..).or_broken("there is room for what is read"))?;
        bytes.truncate(length.saturating_add(read));
        if bytes.len() > most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        if read < more {
            return Ok(bytes);
        }
    }
}

/// Reads until there is no room, or nothing more.
pub(crate) fn read_all(input: &dyn Input, at: u64, out: &mut [u8]) -> io::Result<usize> {
    let mut filled = 0_usize;
    while let Some(room) = out.get_mut(filled..).filter(|room| !room.is_empty()) {
        match input.read_at(at.saturating_add(fit(filled)), room) {
            Ok(0) => break,
            Ok(read) => filled = filled.saturating_add(read),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(filled)
}

/// A file of the real file system.
pub(super) struct OnDisk {
    file: File,
    length: u64,
}

impl OnDisk {
    #[allow(clippy::disallowed_methods, reason = "this is the one place that opens files to read them")]
    pub(super) fn open(path: &str) -> io::Result<Self> {
        let file = File::open(path)?;
        let length = file.metadata()?.len();
        Ok(Self { file, length })
    }
}

impl Input for OnDisk {
    fn length(&self) -> u64 {
        self.length
    }

    #[cfg(unix)]
    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<usize> {
        std::os::unix::fs::FileExt::read_at(&self.file, out, at)
    }

    #[cfg(windows)]
    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<usize> {
        std::os::windows::fs::FileExt::seek_read(&self.file, out, at)
    }
}
