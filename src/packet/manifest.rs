//! Lists of files with their digests, in the one form that is taken: `SHA-256  name`, sorted by the bytes of the names,
//! each line ended by a line feed, no name twice. What one writer may have written in several ways, another may have
//! changed.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::digest::Digest;
use super::fault::Fault;
use super::name;
use crate::cancel::looking;
use crate::words;

/// Files and their digests.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Manifest(pub(super) BTreeMap<String, Digest>);

impl Manifest {
    /// Reads a manifest by its name.
    pub(super) fn parse(file: &str, bytes: &[u8]) -> Result<Self, Fault> {
        let wrong = |line: usize, zh: &str, en: &str| {
            let line = line.saturating_add(1);
            Fault::form(file, words!("第 {line} 行{zh}", "line {line} {en}"))
        };
        let text = str::from_utf8(bytes)
            .map_err(|_| Fault::form(file, words!("不是 UTF-8 文字", "it is no text in UTF-8")))?;
        if text.starts_with('\u{feff}') {
            return Err(wrong(0, "开头有 BOM", "begins with a byte order mark"));
        }
        if text.contains('\r') {
            let line = text.split('\n').position(|line| line.contains('\r')).unwrap_or_default();
            return Err(wrong(line, "的换行是 CRLF，应是 LF", "ends with CRLF instead of LF"));
        }
        if !text.is_empty() && !text.ends_with('\n') {
            return Err(Fault::form(file, words!("末行没有换行", "its last line has no line end")));
        }
        let mut files: BTreeMap<String, Digest> = BTreeMap::new();
        for (place, line) in looking(text.split_terminator('\n').enumerate()) {
            let Some((digest, name)) = line.split_once("  ") else {
                return Err(wrong(place, "不是“SHA-256 两个空格 文件名”", "is not `SHA-256, two blanks, name`"));
            };
            let Some(digest) = Digest::parse(digest) else {
                return Err(wrong(
                    place,
                    "的 SHA-256 不是 64 位小写十六进制数",
                    "has no SHA-256 of 64 hexadecimal digits in small letters",
                ));
            };
            if let Some(why) = name::wrong(name) {
                return Err(Fault::Name { name: name.to_owned(), why });
            }
            if files.contains_key(name) {
                return Err(wrong(place, "的文件名前面已经有了", "names a file for the second time"));
            }
            if files.last_key_value().is_some_and(|(last, _)| last.as_str() > name) {
                return Err(wrong(place, "没有按文件名排序", "is not in the order of the names"));
            }
            files.insert(name.to_owned(), digest);
        }
        Ok(Self(files))
    }

    /// The text of it.
    pub(super) fn text(&self) -> String {
        let mut text = String::new();
        for (name, digest) in &self.0 {
            let _ = writeln!(text, "{digest}  {name}");
        }
        text
    }

    /// The files, by the bytes of their names.
    pub fn files(&self) -> impl Iterator<Item = (&str, Digest)> {
        self.0.iter().map(|(name, digest)| (name.as_str(), *digest))
    }

    /// The digest of a file.
    #[must_use]
    pub fn digest(&self, name: &str) -> Option<Digest> {
        self.0.get(name).copied()
    }
}
