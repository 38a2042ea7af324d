//! A zip archive as the folder of the data: what chat programs and mail send.

use std::collections::BTreeMap;
use std::fmt;
use std::io::{self, ErrorKind, Write};
use std::path::PathBuf;

use crate::book::{Archive, Book, Fault};
use crate::host::{Access, Allowed, Host, Input, Kind, Server};
use crate::words;

/// A host that shows the files of an archive as those of a folder of its name.
pub(super) struct Packed<'h> {
    host: &'h dyn Host,
    path: String,
    archive: Archive,
    /// The places of its files, by their paths. A folder that all of them are in is none of these.
    files: BTreeMap<String, usize>,
}

/// Why a file of an archive cannot be read.
#[derive(Debug)]
pub(super) struct Unread(pub(super) Fault);

impl fmt::Display for Unread {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (message, _) = self.0.words();
        f.write_str(&message.en)
    }
}

impl std::error::Error for Unread {}

impl<'h> Packed<'h> {
    /// Of a file that is an archive and no workbook; nothing of any other.
    ///
    /// # Errors
    /// Why its list of files cannot be read.
    pub(super) fn of(host: &'h dyn Host, path: &str) -> Result<Option<Self>, Fault> {
        if !super::telling::is_book(host, path) {
            return Ok(None);
        }
        let input = host.open(path).map_err(Fault::Unread)?;
        let Err(Fault::Archive) = Book::open(input.as_ref()) else { return Ok(None) };
        let archive = Archive::open(input.as_ref())?;
        let names: Vec<&str> = archive.members().iter().map(|member| member.name.as_str()).collect();
        let above = folder_of_all(&names);
        let mut files = BTreeMap::new();
        for (place, name) in names.iter().enumerate() {
            let name = name.strip_prefix(above).unwrap_or(name).to_owned();
            if files.insert(name.clone(), place).is_some() {
                let why = words!("有两个同名的文件", "two files of it have one name");
                return Err(Fault::Broken { part: name, why });
            }
        }
        Ok(Some(Self { host, path: path.to_owned(), archive, files }))
    }

    /// The path of what stands within the archive, from its top.
    fn within<'p>(&self, path: &'p str) -> Option<&'p str> {
        let rest = path.strip_prefix(self.path.as_str())?;
        if rest.is_empty() { Some("") } else { rest.strip_prefix('/') }
    }

    fn names_in(&self, folder: &str) -> Vec<String> {
        let folder = if folder.is_empty() || folder.ends_with('/') { folder.to_owned() } else { format!("{folder}/") };
        let inside = self.files.keys().filter_map(|file| file.strip_prefix(&folder)?.split('/').next());
        let mut names: Vec<String> = inside.map(str::to_owned).collect();
        names.dedup();
        names
    }
}

/// The folder, with a slash behind, that all files are in; empty where there is none.
fn folder_of_all<'n>(names: &[&'n str]) -> &'n str {
    let Some(first) = names.first() else { return "" };
    let ends = first.match_indices('/').map(|(end, _)| end.saturating_add(1)).rev();
    let mut folders = ends.filter_map(|end| first.get(..end));
    folders.find(|folder| names.iter().all(|name| name.starts_with(folder))).unwrap_or("")
}

impl Host for Packed<'_> {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        let Some(within) = self.within(path) else { return self.host.read(path) };
        let place = self.files.get(within).ok_or(ErrorKind::NotFound)?;
        self.archive.member(*place).map_err(|fault| io::Error::other(Unread(fault)))
    }

    fn replace(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        self.host.replace(path, fill)
    }

    fn make_folder(&self, path: &str) -> io::Result<()> {
        self.host.make_folder(path)
    }

    fn kept_rows(&self, table: &str) -> Option<io::Result<Vec<u8>>> {
        self.host.kept_rows(table)
    }

    fn keep_rows(&self, table: &str, rows: &dyn Input) {
        self.host.keep_rows(table, rows);
    }

    fn is_same(&self, one: &str, other: &str) -> bool {
        self.host.is_same(one, other)
    }

    fn open(&self, path: &str) -> io::Result<Box<dyn Input>> {
        if self.within(path).is_none() {
            return self.host.open(path);
        }
        Ok(Box::new(self.read(path)?))
    }

    fn kind(&self, path: &str) -> Kind {
        match self.within(path) {
            None => self.host.kind(path),
            Some("") => Kind::Folder,
            Some(within) if self.files.contains_key(within) => Kind::File,
            Some(within) if !self.names_in(within).is_empty() => Kind::Folder,
            Some(_) => Kind::Nothing,
        }
    }

    fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        match self.within(folder.trim_end_matches('/')) {
            None => self.host.names(folder),
            Some(within) => Ok(self.names_in(within)),
        }
    }

    fn on_disk(&self, path: &str) -> Option<PathBuf> {
        if self.within(path).is_some() { None } else { self.host.on_disk(path) }
    }

    fn access(&self, server: &Server) -> Option<Access> {
        self.host.access(server)
    }

    fn leads_into(&self, path: &str, folder: &str) -> bool {
        self.host.leads_into(path, folder)
    }

    fn folder_behind(&self, path: &str) -> String {
        self.host.folder_behind(path)
    }

    fn allowed(&self) -> &Allowed {
        self.host.allowed()
    }
}
