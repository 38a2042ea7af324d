//! The parts of a zip archive, inflated as they are read and no further than a file of its size can honestly need.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{self, BufReader, Cursor, ErrorKind, Read};
use std::sync::Arc;

use zip::ZipArchive;
use zip::read::ZipFile;
use zip::result::ZipError;

use super::fault::Fault;
use crate::cancel::look;
use crate::invariant::fit;
use crate::words;

/// The bytes of a file, shared by whoever reads parts of it.
#[derive(Debug, Clone)]
pub(super) struct Bytes(pub(super) Arc<Vec<u8>>);

impl Bytes {
    /// What tells the form of the file.
    pub(super) fn start(&self) -> &[u8] {
        self.0.get(..START).unwrap_or(&self.0)
    }
}

/// So many bytes tell the form of a file.
const START: usize = 4096;

impl AsRef<[u8]> for Bytes {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

/// A zip archive.
#[derive(Debug, Clone)]
pub(super) struct Zip {
    archive: ZipArchive<Cursor<Bytes>>,
    /// Its members by the names under which they are looked for.
    places: BTreeMap<String, usize>,
}

/// A member while it is inflated.
pub(super) type Stream<'z> = BufReader<Counted<ZipFile<'z, Cursor<Bytes>>>>;

/// No part is inflated to more than this.
const MOST: u64 = 1 << 30;

/// A part of any size may be inflated to so much; a large one to so many times its size.
const FREE: u64 = 1 << 24;
const TIMES: u64 = 64;

impl Zip {
    /// Reads the list of members.
    pub(super) fn open(bytes: Bytes) -> Result<Self, Fault> {
        look();
        let archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| fault("zip", &error))?;
        let mut places = BTreeMap::new();
        for (place, name) in archive.file_names_raw().enumerate() {
            let name = looked_for(name);
            if places.insert(name.clone(), place).is_some() {
                return Err(twice(name));
            }
        }
        // Of members with the very same name all but one are lost in the list.
        if archive.has_duplicate_names() {
            return Err(twice("zip".to_owned()));
        }
        Ok(Self { archive, places })
    }

    /// Whether there is a part of a name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(&looked_for(name.as_bytes()))
    }

    /// The names of all members in the order of the list, as bytes, and whether they are said to be UTF-8.
    pub(super) fn members(&self) -> impl Iterator<Item = (&[u8], bool)> {
        const UTF_8: u16 = 1 << 11;
        self.archive.file_names_raw().enumerate().filter_map(|(place, name)| {
            let entry = self.archive.by_index_data(place).ok()?;
            Some((name, entry.flags().as_u16() & UTF_8 != 0))
        })
    }

    /// Reads a part to its end, so that its checksum is verified.
    pub(super) fn read<T>(
        &self,
        name: &str,
        read: impl FnOnce(&mut Stream<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let Some(place) = self.places.get(&looked_for(name.as_bytes())) else {
            let why = words!("找不到", "it is missing");
            return Err(Fault::Broken { part: name.to_owned(), why });
        };
        self.read_at(*place, name, read)
    }

    /// Reads the member at a place of the list.
    pub(super) fn read_at<T>(
        &self,
        place: usize,
        name: &str,
        read: impl FnOnce(&mut Stream<'_>) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let mut archive = self.archive.clone();
        let is_encrypted = archive.by_index_raw(place).map_err(|error| fault(name, &error))?.encrypted();
        if is_encrypted {
            return Err(Fault::Encrypted);
        }
        let file = archive.by_index(place).map_err(|error| fault(name, &error))?;
        let most = FREE.saturating_add(file.compressed_size().saturating_mul(TIMES)).min(MOST);
        let mut stream = BufReader::with_capacity(1 << 16, Counted { inner: file, left: most });
        let value = read(&mut stream)?;
        io::copy(&mut stream, &mut io::sink()).map_err(|error| unreadable(name, &error))?;
        Ok(value)
    }
}

/// The name under which a part is looked for: programs do not agree on case and direction of slashes.
fn looked_for(name: &[u8]) -> String {
    let name: Cow<'_, str> = String::from_utf8_lossy(name);
    name.replace('\\', "/").trim_start_matches('/').to_ascii_lowercase()
}

/// Two parts have one name: which of them is meant is not to be guessed.
fn twice(part: String) -> Fault {
    Fault::Broken { part, why: words!("有两个同名的部分", "two parts of it have one name") }
}

/// What cannot be read of a part: all bytes are in memory, so that it is the part that is at fault.
pub(super) fn unreadable(part: &str, error: &io::Error) -> Fault {
    let part = part.to_owned();
    if error.kind() == ErrorKind::FileTooLarge {
        let why = words!(
            "解压后大得不合常理（可能是“压缩炸弹”）",
            "it inflates to far more than an honest file would (it may be a “zip bomb”)"
        );
        return Fault::TooLarge { part, why };
    }
    let why = words!("解不开（压缩数据或校验和不对）", "it cannot be inflated (its data or its checksum is wrong)");
    Fault::Broken { part, why }
}

fn fault(part: &str, error: &ZipError) -> Fault {
    let why = match error {
        ZipError::Io(error) => return unreadable(part, error),
        ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => return Fault::Encrypted,
        ZipError::CompressionMethodNotSupported(_) | ZipError::UnsupportedArchive(_) => {
            words!("的压缩方法不支持", "it is compressed in a way that is not supported")
        }
        _ => words!("不完整（文件可能没有下载完）", "it is not complete (the file may not be downloaded whole)"),
    };
    Fault::Broken { part: part.to_owned(), why }
}

/// Counts what is read, and ends where it is too much.
pub(super) struct Counted<R> {
    inner: R,
    left: u64,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        look();
        let read = self.inner.read(out)?;
        match self.left.checked_sub(fit(read)) {
            Some(left) => self.left = left,
            None => return Err(ErrorKind::FileTooLarge.into()),
        }
        Ok(read)
    }
}
