//! What a packet is kept in: a folder, or a zip archive of one.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, ErrorKind};

use super::fault::Fault;
use super::name::{self, are_few};
use super::zipped::Zip;
use crate::cancel::look;
use crate::host::{Host, Input, Kind};
use crate::words;

/// Folders are no deeper one within the other.
const DEEPEST: usize = 24;

/// The files of a packet, from its top.
pub(super) enum Container<'h> {
    Folder { host: &'h dyn Host, path: String, files: BTreeSet<String> },
    Zip(Zip),
}

impl<'h> Container<'h> {
    /// Reads the list of files; what is no file is refused.
    pub(super) fn open(host: &'h dyn Host, path: &str) -> Result<Self, Fault> {
        let container = match host.kind(path) {
            Kind::Folder => {
                let mut files = BTreeSet::new();
                walk(host, path, "", 0, &mut files)?;
                Self::Folder { host, path: path.to_owned(), files }
            }
            Kind::File => {
                let unread = |error| Fault::Unread { name: String::new(), error };
                Self::Zip(Zip::open(host.open(path).map_err(unread)?.into())?)
            }
            Kind::Stream => return Err(Fault::form("", words!("它是管道或设备", "it is a pipe or a device"))),
            Kind::Nothing => {
                return Err(Fault::Unread { name: String::new(), error: ErrorKind::NotFound.into() });
            }
        };
        let mut seen: BTreeMap<String, &str> = BTreeMap::new();
        for name in container.files() {
            if let Some(why) = name::wrong(name) {
                return Err(Fault::Name { name: name.to_owned(), why });
            }
            if let Some(other) = seen.insert(name::folded(name), name) {
                let why = words!("文件名和「{other}」分不清", "it cannot be told from `{other}`");
                return Err(Fault::Name { name: name.to_owned(), why });
            }
        }
        Ok(container)
    }

    /// The names of all files.
    pub(super) fn files(&self) -> Box<dyn Iterator<Item = &str> + '_> {
        match self {
            Self::Folder { files, .. } => Box::new(files.iter().map(String::as_str)),
            Self::Zip(zip) => Box::new(zip.files()),
        }
    }

    pub(super) fn has(&self, name: &str) -> bool {
        match self {
            Self::Folder { files, .. } => files.contains(name),
            Self::Zip(zip) => zip.has(name),
        }
    }

    /// A file of it.
    pub(super) fn file(&self, name: &str) -> io::Result<Box<dyn Input>> {
        match self {
            Self::Folder { host, path, .. } if self.has(name) => host.open(&format!("{path}/{name}")),
            Self::Folder { .. } => Err(ErrorKind::NotFound.into()),
            Self::Zip(zip) => zip.file(name),
        }
    }
}

/// Adds the files of a folder and those below it.
fn walk(host: &dyn Host, top: &str, folder: &str, depth: usize, files: &mut BTreeSet<String>) -> Result<(), Fault> {
    let path = if folder.is_empty() { top.to_owned() } else { format!("{top}/{folder}") };
    if depth > DEEPEST {
        return Err(Fault::form(folder, words!("文件夹套得太深", "folders are too deep in one another")));
    }
    let names = host.names(&path).map_err(|error| match error.kind() {
        ErrorKind::InvalidFilename => {
            Fault::form(folder, words!("有的文件名不是 UTF-8", "the name of a file is not UTF-8"))
        }
        _ => Fault::Unread { name: folder.to_owned(), error },
    })?;
    for name in names {
        look();
        let within = if folder.is_empty() { name } else { format!("{folder}/{name}") };
        let path = format!("{top}/{within}");
        let odd = |why| Err(Fault::Name { name: within.clone(), why });
        if host.is_link(&path) {
            return odd(words!("文件是链接，会指到包的外面", "file is a link, which may lead out of the packet"));
        }
        match host.kind(&path) {
            Kind::Folder => walk(host, top, &within, depth.saturating_add(1), files)?,
            Kind::File if are_few(files.len()) => {
                files.insert(within);
            }
            Kind::File => return Err(Fault::form("", words!("文件太多", "it has too many files"))),
            Kind::Stream => return odd(words!("文件是管道或设备", "file is a pipe or a device")),
            Kind::Nothing => return odd(words!("文件打不开", "file cannot be opened")),
        }
    }
    Ok(())
}
