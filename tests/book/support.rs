//! Workbooks put together part by part, and sheets as lines.

use std::fmt::Write as _;
use std::io::{Cursor, Write};

use heng::book::{Book, Fault, Kind, Sheet, address};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A fixture by its name.
pub(crate) fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(format!("{}/tests/book/fixtures/{name}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A zip archive of members.
pub(crate) fn zipped(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        // The kind of an ods is to be readable without unpacking.
        let method = if *name == "mimetype" { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        writer.start_file(*name, SimpleFileOptions::default().compression_method(method)).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const LINKS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

/// An xlsx with one sheet, by the inside of its parts.
#[derive(Default)]
pub(crate) struct Xlsx<'p> {
    /// What stands in the workbook before its sheets.
    pub(crate) workbook: &'p str,
    pub(crate) styles: &'p str,
    pub(crate) strings: &'p str,
    pub(crate) sheet: &'p str,
}

impl Xlsx<'_> {
    pub(crate) fn parts(&self) -> Vec<(&'static str, Vec<u8>)> {
        let link = |id: u32, kind: &str, target: &str| {
            format!(r#"<Relationship Id="rId{id}" Type="{LINKS}/{kind}" Target="{target}"/>"#)
        };
        let links = |links: &[String]| format!("<Relationships>{}</Relationships>", links.concat());
        let workbook = format!(
            r#"<workbook xmlns="{MAIN}" xmlns:r="{LINKS}">{}<sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
            self.workbook
        );
        vec![
            ("[Content_Types].xml", b"<Types/>".to_vec()),
            ("_rels/.rels", links(&[link(1, "officeDocument", "xl/workbook.xml")]).into()),
            ("xl/workbook.xml", workbook.into()),
            (
                "xl/_rels/workbook.xml.rels",
                links(&[
                    link(1, "worksheet", "worksheets/sheet1.xml"),
                    link(2, "styles", "styles.xml"),
                    link(3, "sharedStrings", "sharedStrings.xml"),
                ])
                .into(),
            ),
            ("xl/styles.xml", format!(r#"<styleSheet xmlns="{MAIN}">{}</styleSheet>"#, self.styles).into()),
            ("xl/sharedStrings.xml", format!(r#"<sst xmlns="{MAIN}">{}</sst>"#, self.strings).into()),
            ("xl/worksheets/sheet1.xml", format!(r#"<worksheet xmlns="{MAIN}">{}</worksheet>"#, self.sheet).into()),
        ]
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        pack(&self.parts())
    }
}

/// A zip archive of parts.
pub(crate) fn pack(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    zipped(&parts.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect::<Vec<_>>())
}

/// An ods by the inside of its sheets.
pub(crate) fn ods(spreadsheet: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>{spreadsheet}</office:spreadsheet></office:body></office:document-content>"#
    );
    zipped(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content.as_bytes())])
}

/// The only sheet of a workbook.
pub(crate) fn sheet(bytes: &[u8]) -> Result<Sheet, Fault> {
    Book::open(&bytes.to_vec())?.sheet(0)
}

/// The cells of a sheet, a line for each: its place, its text, its kind where it is no text, and what the file says.
pub(crate) fn lines(sheet: &Sheet) -> Vec<String> {
    let mut lines = Vec::new();
    for row in sheet.rows() {
        for cell in row.cells() {
            let mut line = format!("{} {}", address(cell.column, row.number), cell.text);
            if cell.kind != Kind::Text {
                write!(line, " ({:?})", cell.kind).unwrap();
            }
            if let Some(raw) = cell.raw {
                write!(line, " <{raw}>").unwrap();
            }
            if row.is_hidden {
                line += " hidden";
            }
            lines.push(line);
        }
    }
    lines
}

/// The cells of the only sheet, or what is wrong.
pub(crate) fn read(bytes: &[u8]) -> Vec<String> {
    match sheet(bytes) {
        Ok(sheet) => lines(&sheet),
        Err(fault) => vec![told(&fault)],
    }
}

/// What is wrong, in English.
pub(crate) fn told(fault: &Fault) -> String {
    let (message, help) = fault.words();
    assert!(!message.zh.is_empty() && !help.zh.is_empty() && !help.en.is_empty(), "{fault:?}");
    message.en
}
