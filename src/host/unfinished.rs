//! Files that are being written: under a name of their own, beside the one that they replace.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

use super::files::Files;

/// The temporary names that are in use. They belong to the process, as files do: whoever ends it has to know them all.
static NAMES: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Bytes that are written at once.
const BUFFER: usize = 1 << 20;

/// Replaces a file at once: whoever reads it finds the old bytes or all that `fill` writes, also when the process is
/// ended half-way.
pub(super) fn replace(path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    // What is no file, such as a pipe or /dev/null, is written to as it is: it cannot be replaced.
    if fs::metadata(path).is_ok_and(|known| !known.is_file() && !known.is_dir()) {
        let mut out = BufWriter::with_capacity(BUFFER, File::options().write(true).open(path)?);
        return fill(&mut out).and_then(|()| out.flush());
    }
    let (beside, new) = Beside::create(path)?;
    let mut out = BufWriter::with_capacity(BUFFER, new);
    fill(&mut out)?;
    drop(out.into_inner()?);
    beside.finish(path)
}

/// Replaces a folder at once, as far as two renamings one behind the other are: whoever looks finds the old files or all
/// that `fill` gives.
pub(super) fn replace_folder(
    path: &str,
    mark: &str,
    fill: &mut dyn FnMut(&mut dyn Files) -> io::Result<()>,
) -> io::Result<()> {
    let path = path.trim_end_matches('/');
    let is_there = match fs::symlink_metadata(path) {
        Ok(known) if known.is_dir() => {
            let is_marked = fs::symlink_metadata(format!("{path}/{mark}")).is_ok_and(|known| known.is_file());
            if !is_marked && fs::read_dir(path)?.next().is_some() {
                return Err(ErrorKind::DirectoryNotEmpty.into());
            }
            true
        }
        Ok(_) => return Err(ErrorKind::NotADirectory.into()),
        Err(_) => false,
    };
    let beside = Beside::create_folder(path)?;
    fill(&mut Below(&beside.0))?;
    let old = format!("{path}.heng-old");
    if is_there {
        // A run that was ended between the two renamings has left one.
        if Path::new(&old).join(mark).is_file() {
            fs::remove_dir_all(&old)?;
        }
        fs::rename(path, &old)?;
    }
    if let Err(error) = beside.finish(path) {
        let _ = fs::rename(&old, path);
        return Err(error);
    }
    if is_there { fs::remove_dir_all(old) } else { Ok(()) }
}

/// The files below a folder.
struct Below<'b>(&'b str);

impl Files for Below<'_> {
    fn file(&mut self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        let path = format!("{}/{path}", self.0);
        fs::create_dir_all(super::path::folder_of(&path))?;
        let mut out = BufWriter::with_capacity(BUFFER, File::create_new(path)?);
        fill(&mut out)?;
        out.flush()
    }
}

/// Removes a file, or a folder with all that is in it.
fn remove(name: &str) {
    let _ = if Path::new(name).is_dir() { fs::remove_dir_all(name) } else { fs::remove_file(name) };
}

/// A file, or folder, under its temporary name, which is removed unless it is finished: a run may fail or be cancelled while it
/// writes.
struct Beside(String);

impl Beside {
    /// The name is known before there is a file, and no file appears after [`abandon`].
    fn create(path: &str) -> io::Result<(Self, File)> {
        let name = format!("{path}.heng-new");
        let mut names = names();
        let file = File::create(&name)?;
        names.insert(name.clone());
        Ok((Self(name), file))
    }

    /// The same for a folder; what an earlier run has left of one is removed.
    fn create_folder(path: &str) -> io::Result<Self> {
        let name = format!("{path}.heng-new");
        let mut names = names();
        if Path::new(&name).exists() {
            fs::remove_dir_all(&name)?;
        }
        fs::create_dir_all(&name)?;
        names.insert(name.clone());
        Ok(Self(name))
    }

    fn finish(self, path: &str) -> io::Result<()> {
        let mut names = names();
        fs::rename(&self.0, path)?;
        names.remove(&self.0);
        Ok(())
    }
}

impl Drop for Beside {
    fn drop(&mut self) {
        // A finished one is known no more, and its name may be in use again.
        let mut names = names();
        if names.remove(&self.0) {
            remove(&self.0);
        }
    }
}

/// Removes what is half written. The process is to end now: nothing can be written to its end any more.
pub(super) fn abandon() {
    const TRIES: u32 = 20;
    for _ in 0..TRIES {
        let names = match NAMES.try_lock() {
            Ok(names) => names,
            Err(TryLockError::Poisoned(names)) => names.into_inner(),
            // Somebody is just creating or renaming a file, which on a dead network drive may take for ever.
            Err(TryLockError::WouldBlock) => {
                thread::sleep(Duration::from_millis(10));
                continue;
            }
        };
        for name in names.iter() {
            remove(name);
        }
        std::mem::forget(names);
        return;
    }
}

fn names() -> MutexGuard<'static, BTreeSet<String>> {
    NAMES.lock().unwrap_or_else(PoisonError::into_inner)
}
