//! Folders that are written as a whole.

use std::io::{self, Write};

/// The files of a folder that is being written.
pub trait Files {
    /// Writes a file by its path within the folder, with the folders that it is in.
    ///
    /// # Errors
    /// As `fill` or the file system says.
    fn file(&mut self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()>;
}
