//! A host on which a run may connect to some database servers.

use std::io::{self, Write};
use std::path::PathBuf;

use super::credentials::{self, Access};
use super::server::Server;
use super::{Host, Input, Kind};

/// Another host, with leave to connect to some servers with what the environment says.
pub struct Connecting<'h> {
    host: &'h dyn Host,
    allowed: Vec<Server>,
}

impl<'h> Connecting<'h> {
    /// Gives leave for some servers, or for all databases of those that name none.
    #[must_use]
    pub fn new(host: &'h dyn Host, allowed: Vec<Server>) -> Self {
        Self { host, allowed }
    }
}

impl Host for Connecting<'_> {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.host.read(path)
    }

    fn replace(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        self.host.replace(path, fill)
    }

    fn write(&self, path: &str, bytes: &[u8]) -> io::Result<()> {
        self.host.write(path, bytes)
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        self.host.is_same(one, other)
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Input>> {
        self.host.open(path)
    }

    fn kind(&self, path: &str) -> Kind {
        self.host.kind(path)
    }

    fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        self.host.names(folder)
    }

    fn on_disk(&self, path: &str) -> Option<PathBuf> {
        self.host.on_disk(path)
    }

    fn access(&self, server: &Server) -> Option<Access> {
        let is_allowed = self.allowed.iter().any(|allowed| server.is_within(allowed));
        is_allowed.then(|| credentials::of_environment(server))
    }
}
