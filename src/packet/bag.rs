//! Writes a packet: a bag as RFC 8493 has it, in a folder or in a zip archive, the same bytes for the same content.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::digest::{Digest, Hashing, Passing};
use super::fault::Fault;
use super::manifest::Manifest;
use super::signature::PrivateKey;
use super::zipped::FREE;
use super::{BAGIT, BAGIT_TEXT, DATA, INFO, KEY, MANIFEST, SIGNATURE, TAGS, name};
use crate::cancel::{BYTES, look};
use crate::host::{Files, Host, read_all};
use crate::invariant::fit;
use crate::words;

/// Writes a file.
pub type Fill<'c> = Box<dyn Fn(&mut dyn Write) -> io::Result<()> + 'c>;

/// What a file of a packet holds.
pub enum Content<'c> {
    /// Bytes at hand.
    Bytes(Vec<u8>),
    /// A file as it is, whose digest is known.
    File {
        /// Who reads it.
        host: &'c dyn Host,
        /// Where it is.
        path: String,
        /// What it was when it was read.
        digest: Digest,
    },
    /// What is written when it is asked for: about so many bytes.
    Written(u64, Fill<'c>),
}

/// A packet that is being put together.
#[derive(Default)]
pub struct Bag<'c> {
    files: BTreeMap<String, Content<'c>>,
    folded: BTreeMap<String, String>,
    info: Vec<(&'static str, String)>,
}

impl<'c> Bag<'c> {
    /// Adds a file of the data.
    ///
    /// # Errors
    /// What is wrong with its name.
    pub fn add(&mut self, file: impl Into<String>, content: Content<'c>) -> Result<(), Fault> {
        let file = file.into();
        if let Some(why) = name::wrong(&file) {
            return Err(Fault::Name { name: file, why });
        }
        if let Some(other) = self.folded.insert(name::folded(&file), file.clone()) {
            let why = words!("文件名和「{other}」分不清", "it cannot be told from `{other}`");
            return Err(Fault::Name { name: file, why });
        }
        self.files.insert(file, content);
        Ok(())
    }

    /// The files of the data by their names.
    pub fn files(&self) -> impl Iterator<Item = (&str, &Content<'c>)> {
        self.files.iter().map(|(name, content)| (name.as_str(), content))
    }

    /// Adds a line to `bag-info.txt`.
    pub fn info(&mut self, label: &'static str, value: &str) {
        self.info.push((label, value.split_whitespace().collect::<Vec<_>>().join(" ")));
    }

    /// Writes it in the place of the packet that is there, into a zip archive where the path ends so; until it is whole,
    /// that one stays. Gives its digest.
    ///
    /// # Errors
    /// As the file system says.
    pub fn write(&self, host: &dyn Host, path: &str, key: Option<&PrivateKey>) -> io::Result<Digest> {
        let mut digest = None;
        let is_zip = path.get(path.len().saturating_sub(4)..).is_some_and(|end| end.eq_ignore_ascii_case(".zip"));
        if is_zip {
            let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
            let top = name.get(..name.len().saturating_sub(4)).filter(|top| name::wrong(top).is_none());
            host.replace(path, &mut |out| {
                let mut zip = ZipWriter::new_stream(out);
                digest = Some(self.fill(&mut Zipped { zip: &mut zip, top: top.unwrap_or("packet") }, key)?);
                zip.finish()?;
                Ok(())
            })?;
        } else {
            host.replace_folder(path, BAGIT, &mut |files| {
                digest = Some(self.fill(&mut InFolder(files), key)?);
                Ok(())
            })?;
        }
        digest.ok_or_else(|| io::Error::other("nothing was written"))
    }

    /// What tells of a packet, to whoever has it later, that it is this one, and tells nobody else what is in it: the SHA-256
    /// of its signature, which only the owner of the key can make.
    ///
    /// # Errors
    /// As what it is made of is read.
    pub fn seal(&self, key: &PrivateKey) -> io::Result<Digest> {
        let mut tags = Tags::default();
        self.fill(&mut tags, None)?;
        Ok(Digest::of(&key.sign(&tags.0)))
    }

    fn fill(&self, sink: &mut dyn Sink, key: Option<&PrivateKey>) -> io::Result<Digest> {
        let mut files = Manifest::default();
        let mut all = 0_u64;
        for (name, content) in &self.files {
            let name = format!("{DATA}{name}");
            let (digest, length) = put(sink, &name, content)?;
            files.0.insert(name, digest);
            all = all.saturating_add(length);
        }
        let mut info = String::new();
        for (label, value) in &self.info {
            let _ = writeln!(info, "{label}: {value}");
        }
        let _ = writeln!(info, "Payload-Oxum: {all}.{}", files.0.len());
        let mut tags = Manifest::default();
        for (name, text) in [(BAGIT, BAGIT_TEXT.to_owned()), (INFO, info), (MANIFEST, files.text())] {
            let (digest, _) = put(sink, name, &Content::Bytes(text.into_bytes()))?;
            tags.0.insert(name.to_owned(), digest);
        }
        let tags = tags.text().into_bytes();
        let signed = key.map(|key| (key.sign(&tags), key.public().pem()));
        let (digest, _) = put(sink, TAGS, &Content::Bytes(tags))?;
        if let Some((signature, key)) = signed {
            put(sink, KEY, &Content::Bytes(key.into_bytes()))?;
            put(sink, SIGNATURE, &Content::Bytes(signature))?;
        }
        Ok(digest)
    }
}

/// Where files go.
trait Sink {
    /// Writes a file of about so many bytes.
    fn file(
        &mut self,
        name: &str,
        about: u64,
        fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()>;
}

/// Nothing is kept but the tag manifest.
#[derive(Default)]
struct Tags(Vec<u8>);

impl Sink for Tags {
    fn file(&mut self, name: &str, _: u64, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        if name == TAGS { fill(&mut self.0) } else { fill(&mut io::sink()) }
    }
}

struct InFolder<'f>(&'f mut dyn Files);

impl Sink for InFolder<'_> {
    fn file(&mut self, name: &str, _: u64, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        self.0.file(name, fill)
    }
}

struct Zipped<'z, W: Write + io::Seek> {
    zip: &'z mut ZipWriter<W>,
    top: &'z str,
}

impl<W: Write + io::Seek> Sink for Zipped<'_, W> {
    fn file(
        &mut self,
        name: &str,
        about: u64,
        fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> io::Result<()> {
        // What is large is stored, so that any part of it can be read, and nothing honest looks like a bomb.
        let method = if about > FREE { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .unix_permissions(0o644)
            .large_file(about > u64::from(u32::MAX) / 2);
        self.zip.start_file(format!("{}/{name}", self.top), options)?;
        fill(self.zip)
    }
}

/// Writes a file; gives its digest and how many bytes it has.
fn put(sink: &mut dyn Sink, name: &str, content: &Content<'_>) -> io::Result<(Digest, u64)> {
    let mut hashing = Hashing::default();
    match content {
        Content::Bytes(bytes) => sink.file(name, fit(bytes.len()), &mut |out| {
            hashing = Hashing::default();
            Passing { out, hashing: &mut hashing }.write_all(bytes)
        })?,
        Content::File { host, path, .. } => {
            let input = host.open(path)?;
            sink.file(name, input.length(), &mut |out| {
                hashing = Hashing::default();
                let mut out = Passing { out, hashing: &mut hashing };
                let (mut at, mut some) = (0_u64, vec![0; BYTES]);
                loop {
                    look();
                    let read = read_all(input.as_ref(), at, &mut some)?;
                    out.write_all(some.get(..read).unwrap_or_default())?;
                    at = at.saturating_add(fit(read));
                    if read < some.len() {
                        return Ok(());
                    }
                }
            })?;
        }
        Content::Written(about, fill) => sink.file(name, *about, &mut |out| {
            hashing = Hashing::default();
            fill(&mut Passing { out, hashing: &mut hashing })
        })?,
    }
    let (found, length) = hashing.end();
    if let Content::File { digest, path, .. } = content
        && *digest != found
    {
        return Err(io::Error::other(format!("{path} was changed while it was read")));
    }
    Ok((found, length))
}
