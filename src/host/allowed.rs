//! What a run may reach beyond the folders of its rules and its data, as whoever started it says.

use super::server::Server;

/// Folders, and servers of databases.
#[derive(Debug, Clone, Default)]
pub struct Allowed {
    folders: Vec<String>,
    servers: Vec<Server>,
}

/// Nothing.
pub(super) static NOTHING: Allowed = Allowed { folders: Vec::new(), servers: Vec::new() };

impl Allowed {
    /// What is written behind `--allow`: an address has `://`, all else is a folder (or a file).
    ///
    /// # Errors
    /// Which of the addresses, counted from 1, is none of a server. It may hold a password, and is not repeated.
    pub fn of<'w>(written: impl IntoIterator<Item = &'w str>) -> Result<Self, usize> {
        let mut allowed = Self::default();
        for (place, item) in written.into_iter().enumerate() {
            if item.contains("://") {
                allowed.servers.push(Server::parse(item).map_err(|_| place.saturating_add(1))?);
            } else {
                allowed.folders.push(item.to_owned());
            }
        }
        Ok(allowed)
    }

    /// The folders, or single files.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.folders.iter().map(String::as_str)
    }

    /// Whether a database may be connected to: a server that names no database stands for all of its own.
    #[must_use]
    pub fn server(&self, server: &Server) -> bool {
        self.servers.iter().any(|allowed| server.is_within(allowed))
    }
}
