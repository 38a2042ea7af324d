//! Files that are being written: under a name of their own, beside the one that they replace.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::sync::{Mutex, MutexGuard, PoisonError, TryLockError};
use std::thread;
use std::time::Duration;

/// The temporary names that are in use. They belong to the process, as files do: whoever ends it has to know them all.
static NAMES: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

/// Replaces a file at once: whoever reads it finds the old bytes or all of the new ones, also when the process is
/// ended half-way.
pub(super) fn replace(path: &str, bytes: &[u8]) -> io::Result<()> {
    let beside = format!("{path}.heng-new");
    let mut file = create(&beside)?;
    let written = file.write_all(bytes);
    drop(file);
    let mut names = names();
    let ended = written.and_then(|()| fs::rename(&beside, path));
    if ended.is_err() {
        let _ = fs::remove_file(&beside);
    }
    names.remove(&beside);
    ended
}

/// The name is known before there is a file, and no file appears after [`abandon`].
fn create(beside: &str) -> io::Result<File> {
    let mut names = names();
    names.insert(beside.to_owned());
    let file = File::create(beside);
    if file.is_err() {
        names.remove(beside);
    }
    file
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
            let _ = fs::remove_file(name);
        }
        std::mem::forget(names);
        return;
    }
}

fn names() -> MutexGuard<'static, BTreeSet<String>> {
    NAMES.lock().unwrap_or_else(PoisonError::into_inner)
}
