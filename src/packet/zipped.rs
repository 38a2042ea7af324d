//! A packet in a zip archive. Only what our writer and honest archivers write is read: files that are stored or deflated,
//! each once, none of them a link, encrypted or larger than it can honestly be.

use std::collections::BTreeMap;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::sync::Arc;

use zip::result::ZipError;
use zip::{CompressionMethod, ZipArchive};

use super::fault::Fault;
use super::name::{self, are_few};
use crate::cancel::look;
use crate::host::{Input, read_all};
use crate::invariant::fit;
use crate::words;

/// A file of any size may be inflated to so much; a large one to so many times its size. Our writer deflates only what is
/// no larger than the first.
pub(super) const FREE: u64 = 1 << 24;
const TIMES: u64 = 64;

/// Nothing is inflated to more.
const MOST: u64 = 1 << 30;

/// The files of an archive.
pub(super) struct Zip {
    input: Arc<dyn Input>,
    archive: ZipArchive<Seeking>,
    /// Their places in its list, by their names without the folder that all are in.
    places: BTreeMap<String, usize>,
}

impl Zip {
    pub(super) fn open(input: Arc<dyn Input>) -> Result<Self, Fault> {
        look();
        let mut archive =
            ZipArchive::new(Seeking { input: Arc::clone(&input), at: 0 }).map_err(|error| broken(&error))?;
        if !are_few(archive.len()) {
            return Err(Fault::form("", words!("文件太多", "it has too many files")));
        }
        if archive.has_duplicate_names() {
            return Err(Fault::form("", words!("压缩包里有同名的文件", "two files of the archive have one name")));
        }
        if archive.offset() != 0 {
            return Err(Fault::form("", words!("压缩包前面还有别的内容", "something stands before the archive")));
        }
        let mut files = Vec::new();
        for place in 0..archive.len() {
            files.extend(file(&archive, place)?.map(|name| (name, place)));
        }
        archive.validate_header_consistency().map_err(|_| {
            Fault::form(
                "",
                words!(
                    "压缩包的目录和内容对不上，或者有重叠的文件",
                    "the list of the archive does not agree with what is in it, or files of it overlap"
                ),
            )
        })?;
        let top = top(&files).to_owned();
        let places =
            files.into_iter().map(|(name, place)| (name.get(top.len()..).unwrap_or_default().to_owned(), place));
        Ok(Self { input, places: places.collect(), archive })
    }

    pub(super) fn files(&self) -> impl Iterator<Item = &str> {
        self.places.keys().map(String::as_str)
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.places.contains_key(name)
    }

    /// A stored file is read where it is; another is inflated.
    pub(super) fn file(&self, name: &str) -> io::Result<Box<dyn Input>> {
        look();
        let place = *self.places.get(name).ok_or(ErrorKind::NotFound)?;
        let mut archive = self.archive.clone();
        let entry = archive.by_index_raw(place)?;
        let (size, packed) = (entry.size(), entry.compressed_size());
        if let (CompressionMethod::Stored, Some(start)) = (entry.compression(), entry.data_start()) {
            if size != packed {
                return Err(ErrorKind::InvalidData.into());
            }
            return Ok(Box::new(Part { input: Arc::clone(&self.input), start, length: size }));
        }
        drop(entry);
        let most = FREE.max(packed.saturating_mul(TIMES)).min(MOST);
        if size > most {
            return Err(ErrorKind::FileTooLarge.into());
        }
        let mut bytes = Vec::new();
        // One byte more than it is said to have tells whether that is all.
        archive.by_index(place)?.take(size.saturating_add(1)).read_to_end(&mut bytes)?;
        if fit::<u64>(bytes.len()) == size { Ok(Box::new(bytes)) } else { Err(ErrorKind::InvalidData.into()) }
    }
}

/// The name of the file at a place; nothing of a folder.
fn file(archive: &ZipArchive<Seeking>, place: usize) -> Result<Option<String>, Fault> {
    const KIND: u32 = 0o170_000;
    const FILE: u32 = 0o100_000;
    const FOLDER: u32 = 0o040_000;
    look();
    let entry = archive.by_index_data(place).map_err(|error| broken(&error))?;
    let Ok(name) = str::from_utf8(entry.name_raw()).map(str::to_owned) else {
        return Err(Fault::form("", words!("有的文件名不是 UTF-8", "the name of a file is not UTF-8")));
    };
    let odd = |why| Err(Fault::Name { name: name.clone(), why });
    let (plain, is_folder) = name.strip_suffix('/').map_or((name.as_str(), false), |plain| (plain, true));
    if let Some(why) = name::wrong(plain) {
        return odd(why);
    }
    if entry.encrypted() {
        return odd(words!("文件有密码保护", "file is encrypted"));
    }
    let kind = entry.unix_mode().unwrap_or_default() & KIND;
    if kind != 0 && kind != if is_folder { FOLDER } else { FILE } {
        return odd(words!("文件是链接或设备", "file is a link or a device"));
    }
    if !matches!(entry.compression(), CompressionMethod::Stored | CompressionMethod::Deflated) {
        return odd(words!("文件的压缩方法不支持", "file is compressed in a way that is not supported"));
    }
    let most = FREE.max(entry.compressed_size().saturating_mul(TIMES));
    if entry.size() > most {
        return odd(words!(
            "文件解压后大得不合常理（可能是“压缩炸弹”）",
            "file inflates to far more than an honest file would (it may be a “zip bomb”)"
        ));
    }
    Ok((!is_folder).then_some(name))
}

/// The folder, with a slash behind, that the packet is in; empty where it is in none.
fn top(files: &[(String, usize)]) -> &str {
    let first = files.first().and_then(|(name, _)| name.split_inclusive('/').next()).unwrap_or_default();
    let is_top = first.ends_with('/')
        && files.iter().all(|(name, _)| name.starts_with(first))
        && files.iter().any(|(name, _)| name.strip_prefix(first) == Some(super::BAGIT));
    if is_top { first } else { "" }
}

fn broken(error: &ZipError) -> Fault {
    let why = match error {
        ZipError::Io(error) => words!("压缩包读不出：{error}", "the archive cannot be read: {error}"),
        _ => words!("压缩包不完整，或者不是压缩包", "it is no zip archive, or not a whole one"),
    };
    Fault::form("", why)
}

/// An input as something with a place.
#[derive(Clone)]
struct Seeking {
    input: Arc<dyn Input>,
    at: u64,
}

impl Read for Seeking {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        look();
        let read = read_all(self.input.as_ref(), self.at, out)?;
        self.at = self.at.saturating_add(fit(read));
        Ok(read)
    }
}

impl Seek for Seeking {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        let at = match to {
            SeekFrom::Start(at) => Some(at),
            SeekFrom::End(by) => self.input.length().checked_add_signed(by),
            SeekFrom::Current(by) => self.at.checked_add_signed(by),
        };
        self.at = at.ok_or(ErrorKind::InvalidInput)?;
        Ok(self.at)
    }
}

/// A part of a file, as a file.
struct Part {
    input: Arc<dyn Input>,
    start: u64,
    length: u64,
}

impl Input for Part {
    fn length(&self) -> u64 {
        self.length
    }

    fn read_at(&self, at: u64, out: &mut [u8]) -> io::Result<usize> {
        let left = self.length.saturating_sub(at);
        let most = usize::try_from(left).unwrap_or(usize::MAX).min(out.len());
        let room = out.get_mut(..most).unwrap_or_default();
        self.input.read_at(self.start.saturating_add(at), room)
    }
}
