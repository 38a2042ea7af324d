//! What form a file is of: told by its bytes, never by its name.

use crate::finding::Words;
use crate::words;

/// A form of file that holds sheets.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Form {
    /// xlsx and xlsm.
    Xlsx,
    /// xls and et: what Excel wrote before 2007 and WPS still writes.
    Xls,
    /// ods.
    Ods,
    /// A page with tables, often named .xls.
    Html,
    /// A zip archive with files in it.
    Archive,
}

/// The form of a file that begins so, by its first 4 KiB. What begins as a zip archive may turn out to be a workbook
/// only when its list of parts is read: see [`super::Book::form`].
#[must_use]
pub fn form(start: &[u8]) -> Option<Form> {
    if start.starts_with(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1") {
        return Some(Form::Xls);
    }
    if start.starts_with(b"PK\x03\x04") || start.starts_with(b"PK\x05\x06") {
        let holds = |mark: &[u8]| memchr::memmem::find(start, mark).is_some();
        return Some(match () {
            () if holds(b"application/vnd.oasis.opendocument") => Form::Ods,
            () if holds(b"[Content_Types].xml") || holds(b"_rels/.rels") || holds(b"xl/") => Form::Xlsx,
            () => Form::Archive,
        });
    }
    is_page(start).then_some(Form::Html)
}

/// Whether a text begins as a page: with a tag, and with what a page has.
fn is_page(start: &[u8]) -> bool {
    // Of UTF-16 the letters of tags remain.
    let text: Vec<u8> = start.iter().filter(|byte| **byte != 0).map(u8::to_ascii_lowercase).collect();
    let text = text.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&text);
    let text = text.strip_prefix(b"\xFF\xFE").or(text.strip_prefix(b"\xFE\xFF")).unwrap_or(text);
    let holds = |mark: &[u8]| memchr::memmem::find(text, mark).is_some();
    let begins = |mark: &[u8]| text.trim_ascii_start().starts_with(mark);
    begins(b"<") && (holds(b"<table") || holds(b"<html")) || begins(b"mime-version:") || is_xml(text)
}

/// Whether a text is a workbook as one file of XML, which is refused by its name.
fn is_xml(text: &[u8]) -> bool {
    let holds = |mark: &[u8]| memchr::memmem::find(text, mark).is_some();
    let begins = text.trim_ascii_start().starts_with(b"<?xml");
    begins && (holds(b"urn:schemas-microsoft-com:office:spreadsheet") || holds(b"office:document"))
}

/// What a file is that is told as a page and is none.
pub(super) fn other_text(text: &str) -> Option<Words> {
    let start = text.get(..text.floor_char_boundary(4096)).unwrap_or(text).to_ascii_lowercase();
    if start.trim_ascii_start().starts_with("mime-version:") {
        return Some(words!(
            "这是单一文件网页（mht），不是工作簿",
            "this is a page in a single file (mht), not a workbook"
        ));
    }
    is_xml(start.as_bytes()).then(|| words!("这是 XML 格式的表格", "this is a workbook as a file of XML"))
}
