//! The outside world behind one trait, so that tests, editors and fuzzers can bring their own.

mod allowed;
mod credentials;
mod fence;
mod files;
mod input;
mod path;
pub mod progress;
mod recorded;
mod server;
mod unfinished;

use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;
use std::sync::Arc;

pub use allowed::Allowed;
pub use credentials::Access;
pub use fence::{Fence, outside};
pub use files::Files;
pub use input::Input;
pub(crate) use input::read_all;
pub use path::folder_of;
pub use recorded::Recorded;
pub use server::{Server, ServerFault, ServerKind};

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

    /// Makes a folder, with those above it, unless it is there. A host that knows files only has all folders.
    ///
    /// # Errors
    /// As the file system says; `AlreadyExists` where a file has the name.
    fn make_folder(&self, _path: &str) -> io::Result<()> {
        Ok(())
    }

    /// Replaces a folder with all that is in it by the files that `fill` gives; until these are whole, the old one stays.
    /// Only a folder with a file of the name `mark`, or one without files, is replaced.
    ///
    /// # Errors
    /// As `fill` or the file system says; `DirectoryNotEmpty` where another folder has the name, `NotADirectory` where a
    /// file has; `Unsupported` of a host that knows files only.
    fn replace_folder(
        &self,
        _path: &str,
        _mark: &str,
        _fill: &mut dyn FnMut(&mut dyn Files) -> io::Result<()>,
    ) -> io::Result<()> {
        Err(ErrorKind::Unsupported.into())
    }

    /// Whether a path leads to a link. A host without links has none.
    fn is_link(&self, _path: &str) -> bool {
        false
    }

    /// The rows that were read of a table of a database before, as CSV, where this host has kept them.
    fn kept_rows(&self, _table: &str) -> Option<io::Result<Vec<u8>>> {
        None
    }

    /// Takes the rows that were read of a table of a database, as CSV, where whoever reads keeps them.
    fn keep_rows(&self, _table: &str, _rows: &dyn Input) {}

    /// Whether two paths lead to the same file. A host that knows no other way compares the paths.
    fn is_same(&self, one: &str, other: &str) -> bool {
        one == other
    }

    /// A file of which parts can be read. A host that does not say otherwise reads it whole.
    ///
    /// # Errors
    /// As [`Host::read`]. What is no file is refused at once: to open a pipe is to wait for its other end.
    fn open(&self, path: &str) -> io::Result<Box<dyn Input>> {
        Ok(Box::new(self.read(path)?))
    }

    /// What a path leads to. A host that knows files only has all folders.
    fn kind(&self, path: &str) -> Kind {
        if self.open(path).is_ok() { Kind::File } else { Kind::Folder }
    }

    /// The names of what stands in a folder, in the order of their bytes.
    ///
    /// # Errors
    /// As the file system says; `Unsupported` of a host that cannot tell.
    fn names(&self, _folder: &str) -> io::Result<Vec<String>> {
        Err(ErrorKind::Unsupported.into())
    }

    /// Where a file stands on the real file system, for a library that opens it itself; `None` where it stands on none.
    fn on_disk(&self, _path: &str) -> Option<PathBuf> {
        None
    }

    /// Leave to connect to a database server, with who connects; `None` where nobody gave leave.
    fn access(&self, _server: &Server) -> Option<Access> {
        None
    }

    /// Whether a path leads into a folder, or to it. A host without links takes both as they are written.
    fn leads_into(&self, path: &str, folder: &str) -> bool {
        path::is_below(path, folder)
    }

    /// The folder that a path leads into, as whoever runs it would write it.
    fn folder_behind(&self, path: &str) -> String {
        path::folder_of(path).to_owned()
    }

    /// What whoever runs it allows to be reached beyond the folders of rules and data: nothing, unless they say so.
    fn allowed(&self) -> &Allowed {
        &allowed::NOTHING
    }
}

/// What a path leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A file, whose bytes stay where they are.
    File,
    /// A folder.
    Folder,
    /// A pipe, a socket or a device: it has no end, or may keep who reads it waiting.
    Stream,
    /// There is nothing, or nothing that may be looked at.
    Nothing,
}

/// A file that is to be read whole, if it is no longer than so many bytes.
///
/// # Errors
/// As [`Host::read`]; `FileTooLarge` before anything of it is read.
pub fn read_up_to(host: &dyn Host, path: &str, most: usize) -> io::Result<Vec<u8>> {
    let input = host.open(path)?;
    if input.length() > fit::<u64>(most) {
        return Err(ErrorKind::FileTooLarge.into());
    }
    input::whole(input.as_ref(), most)
}

/// The real file system.
#[derive(Debug, Clone, Copy, Default)]
pub struct Disk;

impl Host for Disk {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        input::whole(self.open(path)?.as_ref(), usize::MAX)
    }

    /// Written beside and renamed, so that an interrupted run leaves the old file whole.
    fn replace(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        unfinished::replace(path, fill)
    }

    fn make_folder(&self, path: &str) -> io::Result<()> {
        std::fs::create_dir_all(path)
    }

    /// Written beside and renamed.
    fn replace_folder(
        &self,
        path: &str,
        mark: &str,
        fill: &mut dyn FnMut(&mut dyn Files) -> io::Result<()>,
    ) -> io::Result<()> {
        unfinished::replace_folder(path, mark, fill)
    }

    fn is_link(&self, path: &str) -> bool {
        std::fs::symlink_metadata(path).is_ok_and(|known| known.is_symlink())
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        let whole = |path: &str| std::fs::canonicalize(path).ok();
        whole(one).is_some_and(|one| whole(other) == Some(one))
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Input>> {
        match self.kind(path) {
            // What the file system says is said as it says it.
            Kind::File | Kind::Nothing => {}
            Kind::Folder => return Err(ErrorKind::IsADirectory.into()),
            Kind::Stream => return Err(ErrorKind::NotSeekable.into()),
        }
        Ok(Box::new(input::OnDisk::open(path)?))
    }

    fn leads_into(&self, path: &str, folder: &str) -> bool {
        path::leads_into(path, folder)
    }

    /// Of a link it is where that leads.
    fn folder_behind(&self, path: &str) -> String {
        let written = path::folder_of(path);
        if path::leads_into(path, written) {
            return written.to_owned();
        }
        path::folder_behind(path).unwrap_or_else(|| written.to_owned())
    }

    fn kind(&self, path: &str) -> Kind {
        match std::fs::metadata(if path.is_empty() { "." } else { path }) {
            Ok(known) if known.is_file() => Kind::File,
            Ok(known) if known.is_dir() => Kind::Folder,
            Ok(_) => Kind::Stream,
            Err(_) => Kind::Nothing,
        }
    }

    fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        let entries = std::fs::read_dir(if folder.is_empty() { "." } else { folder })?;
        let mut names = BTreeSet::new();
        for entry in entries {
            look();
            let name = entry?.file_name();
            names.insert(name.into_string().map_err(|_| io::Error::from(ErrorKind::InvalidFilename))?);
        }
        Ok(names.into_iter().collect())
    }

    fn on_disk(&self, path: &str) -> Option<PathBuf> {
        Some(PathBuf::from(path))
    }
}

/// Removes the files that [`Disk`] has half written, for whoever is about to end the process while they are. From then
/// on no file is finished.
pub fn abandon_unfinished() {
    unfinished::abandon();
}

/// Files held in memory.
#[derive(Debug, Default)]
pub struct Memory(RefCell<BTreeMap<String, Arc<Vec<u8>>>>);

impl Memory {
    /// Adds or replaces a file.
    pub fn put(&self, path: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.borrow_mut().insert(path.into(), Arc::new(bytes.into()));
    }

    fn get(&self, path: &str) -> io::Result<Arc<Vec<u8>>> {
        self.0.borrow().get(path).cloned().ok_or_else(|| ErrorKind::NotFound.into())
    }
}

/// The files below a folder in memory.
struct Below<'p> {
    path: &'p str,
    files: BTreeMap<String, Arc<Vec<u8>>>,
}

impl Files for Below<'_> {
    fn file(&mut self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let mut bytes = Vec::new();
        fill(&mut bytes)?;
        self.files.insert(format!("{}/{path}", self.path), Arc::new(bytes));
        Ok(())
    }
}

impl Host for Memory {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.get(path).map(|bytes| bytes.to_vec())
    }

    fn replace(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let mut bytes = Vec::new();
        fill(&mut bytes)?;
        self.put(path, bytes);
        Ok(())
    }

    fn replace_folder(
        &self,
        path: &str,
        _mark: &str,
        fill: &mut dyn FnMut(&mut dyn Files) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut new = Below { path, files: BTreeMap::new() };
        fill(&mut new)?;
        let mut files = self.0.borrow_mut();
        files.retain(|file, _| file.strip_prefix(path).is_none_or(|rest| !rest.starts_with('/')));
        files.append(&mut new.files);
        Ok(())
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Input>> {
        Ok(Box::new(self.get(path)?))
    }

    fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        let folder = if folder.is_empty() || folder.ends_with('/') { folder.to_owned() } else { format!("{folder}/") };
        let files = self.0.borrow();
        let inside = files.keys().filter_map(|path| path.strip_prefix(&folder)?.split('/').next());
        let names: BTreeSet<&str> = inside.filter(|name| !name.is_empty()).collect();
        Ok(names.into_iter().map(str::to_owned).collect())
    }
}
