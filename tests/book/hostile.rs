//! Files that are made to take more time or memory than a file may.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use heng::book::Book;

use crate::support::{Xlsx, fixture, ods, pack, read, told, zipped};

/// A small file takes at most two seconds; here others share the machine, and what is looked for is what takes minutes.
const LONGEST: Duration = Duration::from_mins(1);

/// Reads within the bounds of a small file, and gives the first line.
fn first(bytes: &[u8]) -> String {
    let started = Instant::now();
    let mut lines = read(bytes);
    let mut took = started.elapsed();
    for _ in 0..2 {
        if took > LONGEST {
            let again = Instant::now();
            lines = read(bytes);
            took = took.min(again.elapsed());
        }
    }
    assert!(took < LONGEST, "took {took:?}");
    lines.truncate(1);
    lines.pop().unwrap_or_default()
}

#[test]
fn a_sheet_is_as_large_as_its_cells() {
    let sheet = "<dimension ref=\"A1:XFD1048576\"/><sheetData><row r=\"1048576\" spans=\"1:16384\"><c r=\"XFD1048576\"><v>1</v></c></row></sheetData>";
    assert_eq!(first(&Xlsx { sheet, ..Xlsx::default() }.bytes()), "XFD1048576 1 (Number)");
}

#[test]
fn a_part_that_inflates_without_end_is_refused() {
    let bomb = "it inflates to far more than an honest file would (it may be a “zip bomb”)";
    for (part, name) in
        [(4, "xl/styles.xml"), (5, "xl/sharedStrings.xml"), (6, "xl/worksheets/sheet1.xml"), (2, "xl/workbook.xml")]
    {
        for filling in [" ", "<a/>", "<!-- -->", "x"] {
            let mut parts = Xlsx::default().parts();
            let length = parts[part].1.iter().rposition(|byte| *byte == b'<').unwrap();
            let end = parts[part].1.split_off(length);
            parts[part].1.extend(filling.repeat((40 << 20) / filling.len()).into_bytes());
            parts[part].1.extend(end);
            let bytes = pack(&parts);
            assert!(bytes.len() < 250_000, "{}", bytes.len());
            assert_eq!(first(&bytes), format!("the file is too large to be read: {name}: {bomb}"), "{filling}");
        }
    }
}

#[test]
fn a_text_that_many_cells_share_is_kept_once() {
    let strings = format!("<si><t>{}</t></si>", "长".repeat(10_000));
    let mut cells = String::from("<sheetData>");
    for row in 1..=20_000 {
        write!(cells, "<row r=\"{row}\">{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(50)).unwrap();
    }
    cells += "</sheetData>";
    let bytes = Xlsx { sheet: &cells, strings: &strings, ..Xlsx::default() }.bytes();
    let started = Instant::now();
    let sheet = Book::open(&bytes).unwrap().sheet(0).unwrap();
    assert_eq!(sheet.cells(), 1_000_000);
    assert!(started.elapsed() < LONGEST, "a text for each cell would be 30 GB");
}

#[test]
fn cells_that_repeat_others_without_end_are_refused() {
    let cell =
        r#"<table:table-cell office:value-type="float" office:value="1" table:number-columns-repeated="16384"/>"#;
    let bytes = ods(&format!(
        r#"<table:table table:name="表"><table:table-row table:number-rows-repeated="1048576">{cell}</table:table-row></table:table>"#
    ));
    assert_eq!(
        first(&bytes),
        "the file is too large to be read: content.xml: it has more than 8388608 cells that repeat others"
    );
    let wide = ods(&format!(
        r#"<table:table table:name="表"><table:table-row>{}</table:table-row></table:table>"#,
        cell.replace("16384", "4294967295")
    ));
    assert!(first(&wide).starts_with("the file is too large to be read"));
    let empty = r#"<table:table-cell table:number-columns-repeated="4294967295"/>"#;
    let beyond = ods(&format!(
        r#"<table:table table:name="表"><table:table-row table:number-rows-repeated="4294967295">{empty}</table:table-row><table:table-row>{empty}{}</table:table-row></table:table>"#,
        cell.replace("16384", "1")
    ));
    assert!(first(&beyond).contains("which no sheet has"));
    let blanks = ods(
        r#"<table:table table:name="表"><table:table-row><table:table-cell office:value-type="string"><text:p><text:s text:c="4294967295"/></text:p></table:table-cell></table:table-row></table:table>"#,
    );
    let too_many = "the file is too large to be read: content.xml: it has more than 4194304 blanks";
    assert_eq!(first(&blanks), too_many);
    let cell =
        r#"<table:table-cell office:value-type="string"><text:p>a<text:s text:c="32768"/></text:p></table:table-cell>"#;
    let blanks = ods(&format!(
        r#"<table:table table:name="表"><table:table-row>{}</table:table-row></table:table>"#,
        cell.repeat(1000)
    ));
    assert_eq!(first(&blanks), too_many);
}

#[test]
fn xml_that_no_office_program_writes_is_refused() {
    let malformed = "the file is damaged: xl/worksheets/sheet1.xml: it is not well-formed XML";
    let attributes: String = (0..100_000).fold(String::new(), |mut text, number| {
        write!(text, " a{number}=\"\"").unwrap();
        text
    });
    for sheet in [
        ["<a>".repeat(100_000), "</a>".repeat(100_000)].concat(),
        format!("<sheetData><row{attributes}/></sheetData>"),
        "<sheetData>".to_owned(),
        "</worksheet><worksheet>".to_owned(),
        "<sheetData><row><c><v>&#0;</v></c></row></sheetData>".to_owned(),
    ] {
        assert_eq!(first(&Xlsx { sheet: &sheet, ..Xlsx::default() }.bytes()), malformed);
    }
    let mut parts = Xlsx::default().parts();
    let entity =
        r#"<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><worksheet><sheetData/></worksheet>"#;
    parts[6].1 = entity.into();
    assert_eq!(first(&pack(&parts)), malformed);
}

#[test]
fn areas_and_columns_without_end_take_no_memory() {
    let mut inside = String::from("<cols>");
    for _ in 0..10_000 {
        inside += "<col min=\"1\" max=\"4294967295\" hidden=\"1\"/>";
    }
    inside += "</cols><sheetData/><mergeCells><mergeCell ref=\"A1:ZZZ9999999\"/></mergeCells>";
    assert_eq!(first(&Xlsx { sheet: &inside, ..Xlsx::default() }.bytes()), "");
    let page =
        format!("<table><tr>{}</tr>{}", "<td colspan=1000 rowspan=65534>".repeat(16), "<tr><td>x".repeat(100_000));
    assert_eq!(
        first(page.as_bytes()),
        "the file is too large to be read: html: too many of its cells reach over several rows"
    );
}

#[test]
fn a_file_that_is_cut_off_is_damaged_or_less() {
    for name in ["orgs_libreoffice.xlsx", "orgs_libreoffice.ods", "orgs_libreoffice.xls", "page_libreoffice_html.xls"] {
        let bytes = fixture(name);
        for length in (0..bytes.len()).step_by(97) {
            let cut = &bytes[..length];
            match Book::open(&cut.to_vec()) {
                Err(fault) => assert!(!told(&fault).is_empty()),
                // Of an xls what is cut off may be what no sheet needs; of a page each beginning is one.
                Ok(_) => assert!(name.ends_with("xls"), "{name} with {length} bytes"),
            }
        }
    }
}

#[test]
fn a_byte_that_changed_is_found_by_the_checksum() {
    let bytes = zipped(&[("xl/workbook.xml", b"<workbook/>")]);
    assert!(told(&Book::open(&bytes).unwrap_err()).contains("it is missing"));
    let whole =
        Xlsx { sheet: "<sheetData><row r=\"1\"><c r=\"A1\"><v>90</v></c></row></sheetData>", ..Xlsx::default() }
            .parts();
    let stored = stored(&whole);
    let at = stored.windows(11).position(|some| some == b"<v>90</v></").unwrap();
    let mut flipped = stored.clone();
    flipped[at + 3] = b'4';
    assert_eq!(read(&stored), ["A1 90 (Number)"]);
    assert_eq!(
        read(&flipped),
        ["the file is damaged: xl/worksheets/sheet1.xml: it cannot be inflated (its data or its checksum is wrong)"]
    );
}

/// The parts in a zip archive as they are.
fn stored(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    use std::io::Write;
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        writer.start_file(*name, options).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn parts_of_one_name_are_refused() {
    let bytes = zipped(&[("xl/workbook.xml", b"<workbook/>"), ("XL\\Workbook.xml", b"<workbook/>")]);
    assert_eq!(
        told(&Book::open(&bytes).unwrap_err()),
        "the file is damaged: xl/workbook.xml: two parts of it have one name"
    );
}
