//! A host that reads from a packet and nowhere else: what opens a packet runs its rules over its data, and connects to
//! nothing.

use std::collections::BTreeSet;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

use super::packet::Packet;
use super::{DATA, KEPT};
use crate::host::{Access, Host, Input, Kind, Server};
use crate::invariant::fit;

/// The files of a packet below its path; where data are to be read that are not in it, those of another host elsewhere.
pub struct Mounted<'p> {
    packet: &'p Packet<'p>,
    beside: Option<&'p dyn Host>,
}

impl<'p> Mounted<'p> {
    /// Of a packet that was opened.
    #[must_use]
    pub fn of(packet: &'p Packet<'p>) -> Self {
        Self { packet, beside: None }
    }

    /// Of a packet that was opened, and whatever a host has elsewhere.
    #[must_use]
    pub fn beside(packet: &'p Packet<'p>, host: &'p dyn Host) -> Self {
        Self { packet, beside: Some(host) }
    }

    /// The path of a file of the data, by its name behind `data/`.
    #[must_use]
    pub fn path(&self, name: &str) -> String {
        let path = self.packet.path();
        if name.is_empty() { format!("{path}/data") } else { format!("{path}/{DATA}{name}") }
    }

    /// What a path leads to, from the top of the packet; nothing outside of it.
    fn within(&self, path: &str) -> Option<String> {
        let rest = path.strip_prefix(self.packet.path())?;
        if !rest.is_empty() && !rest.starts_with('/') {
            return None;
        }
        let mut steps: Vec<&str> = Vec::new();
        for step in rest.split('/') {
            match step {
                "" | "." => {}
                ".." => {
                    steps.pop()?;
                }
                step => steps.push(step),
            }
        }
        Some(steps.join("/"))
    }

    /// The names of what is in a folder.
    fn in_folder(&self, folder: &str) -> Vec<String> {
        let folder = if folder.is_empty() { String::new() } else { format!("{folder}/") };
        let files = self.packet.files().files().filter_map(|(name, _)| name.strip_prefix(&folder));
        let names: BTreeSet<&str> = files.filter_map(|rest| rest.split('/').next()).collect();
        names.into_iter().map(str::to_owned).collect()
    }
}

impl Host for Mounted<'_> {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let input = self.open(path)?;
        let mut bytes = vec![0; fit(input.length())];
        let read = crate::host::read_all(input.as_ref(), 0, &mut bytes)?;
        bytes.truncate(read);
        Ok(bytes)
    }

    fn replace(&self, _: &str, _: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        Err(ErrorKind::PermissionDenied.into())
    }

    fn make_folder(&self, _: &str) -> io::Result<()> {
        Err(ErrorKind::PermissionDenied.into())
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Input>> {
        let Some(name) = self.within(path) else {
            return self.beside.map_or_else(|| Err(ErrorKind::NotFound.into()), |host| host.open(path));
        };
        self.packet.file(name.strip_prefix(DATA).ok_or(ErrorKind::NotFound)?)
    }

    fn kind(&self, path: &str) -> Kind {
        match self.within(path) {
            Some(name) if self.packet.files().digest(&name).is_some() => Kind::File,
            Some(name) if !self.in_folder(&name).is_empty() => Kind::Folder,
            Some(_) => Kind::Nothing,
            None => self.beside.map_or(Kind::Nothing, |host| host.kind(path)),
        }
    }

    fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        if let (None, Some(host)) = (self.within(folder), self.beside) {
            return host.names(folder);
        }
        match self.kind(folder) {
            Kind::Folder => Ok(self.within(folder).map(|folder| self.in_folder(&folder)).unwrap_or_default()),
            Kind::File => Err(ErrorKind::NotADirectory.into()),
            Kind::Stream | Kind::Nothing => Err(ErrorKind::NotFound.into()),
        }
    }

    /// All of a packet belongs together.
    fn leads_into(&self, path: &str, folder: &str) -> bool {
        self.within(path).is_some() || self.beside.is_some_and(|host| host.leads_into(path, folder))
    }

    fn kept_rows(&self, table: &str) -> Option<io::Result<Vec<u8>>> {
        let name = format!("{KEPT}{table}.csv");
        self.packet.has(&name).then(|| self.read(&self.path(&name)))
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        one == other || self.beside.is_some_and(|host| host.is_same(one, other))
    }

    fn on_disk(&self, path: &str) -> Option<PathBuf> {
        if self.within(path).is_some() { None } else { self.beside?.on_disk(path) }
    }

    fn access(&self, server: &Server) -> Option<Access> {
        self.beside?.access(server)
    }
}
