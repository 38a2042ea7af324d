//! What an xls may say, record by record.

use encoding_rs::GBK;
use heng::book::{Area, Book};

use crate::support::{lines, told};

/// A record.
fn record(kind: u16, data: &[u8]) -> Vec<u8> {
    let length = u16::try_from(data.len()).unwrap();
    [&kind.to_le_bytes(), &length.to_le_bytes(), data].concat()
}

/// The data of a record, number after number.
fn words(words: &[u16]) -> Vec<u8> {
    words.iter().flat_map(|word| word.to_le_bytes()).collect()
}

/// A text of two bytes a letter, with a length of one byte or two.
fn wide(text: &str, is_length_short: bool) -> Vec<u8> {
    let units: Vec<u16> = text.encode_utf16().collect();
    let length = u16::try_from(units.len()).unwrap().to_le_bytes();
    [if is_length_short { &length[..1] } else { &length }, &[1], &words(&units)].concat()
}

/// A compound file with one stream.
fn compound(name: &str, mut stream: Vec<u8>) -> Vec<u8> {
    const END: u32 = 0xFFFF_FFFE;
    stream.resize(stream.len().max(4096).next_multiple_of(512), 0);
    let length = u32::try_from(stream.len()).unwrap();
    let mut head = vec![0; 512];
    let mut put = |at: usize, bytes: &[u8]| head[at..at + bytes.len()].copy_from_slice(bytes);
    put(0, b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1");
    put(26, &words(&[3, 0xFFFE, 9, 6]));
    put(44, &1_u32.to_le_bytes());
    put(48, &1_u32.to_le_bytes());
    put(56, &4096_u32.to_le_bytes());
    put(60, &END.to_le_bytes());
    put(68, &END.to_le_bytes());
    put(76, &[0xFF; 436]);
    put(76, &0_u32.to_le_bytes());
    // The table of sectors itself, the directory, and the stream.
    let mut table: Vec<u32> = vec![0xFFFF_FFFD, END];
    table.extend((3..3 + length / 512).map(|next| if next == 2 + length / 512 { END } else { next }));
    table.resize(128, 0xFFFF_FFFF);
    let entry = |name: &str, kind: u8, start: u32, length: u32| {
        let mut entry = vec![0; 128];
        let units: Vec<u16> = name.encode_utf16().chain([0]).collect();
        entry[..2 * units.len()].copy_from_slice(&words(&units));
        entry[64] = u8::try_from(2 * units.len()).unwrap();
        entry[66] = kind;
        entry[116..120].copy_from_slice(&start.to_le_bytes());
        entry[120..124].copy_from_slice(&length.to_le_bytes());
        entry
    };
    let directory = [entry("Root Entry", 5, END, 0), entry(name, 2, 2, length), vec![0; 256]].concat();
    let table: Vec<u8> = table.into_iter().flat_map(u32::to_le_bytes).collect();
    [head, table, directory, stream].concat()
}

/// A workbook: records of the whole, and of a sheet by its name.
fn workbook(version: u16, globals: &[Vec<u8>], name: &[u8], sheet: &[Vec<u8>]) -> Vec<u8> {
    let begin = |kind: u16| record(0x0809, &words(&[version, kind, 0, 0, 0, 0, 0, 0]));
    let end = record(0x000A, &[]);
    let chart = record(0x0085, &[&[0, 0, 0, 0, 0, 2, 1, 0], &b"x"[..]].concat());
    let before = [begin(5), globals.concat(), chart].concat();
    let start = u32::try_from(before.len() + 4 + 6 + name.len() + end.len()).unwrap();
    let sheet_of = record(0x0085, &[&start.to_le_bytes()[..], &[0, 0], name].concat());
    let stream = [before, sheet_of, end.clone(), begin(0x10), sheet.concat(), end].concat();
    compound(if version == 0x0600 { "Workbook" } else { "Book" }, stream)
}

fn cell(kind: u16, row: u16, column: u16, style: u16, rest: &[u8]) -> Vec<u8> {
    record(kind, &[words(&[row, column, style]), rest.to_vec()].concat())
}

#[test]
fn each_kind_of_record_is_read() {
    let xf = |format: u16| record(0x00E0, &words(&[0, format, 0, 0]));
    // Two texts: one of bytes that goes on wide in the next record, one with runs and how it is read aloud.
    let first = record(0x00FC, &[&[2, 0, 0, 0, 2, 0, 0, 0, 4, 0, 0], &b"ab"[..]].concat());
    let second = record(
        0x003C,
        &[&[1][..], &words(&[0x7532, 0x4E59]), &[1, 0, 0x0D, 1, 0, 3, 0, 0, 0], &words(&[0x4E19]), &[9; 4], &[8; 3]]
            .concat(),
    );
    let globals = [
        record(0x0042, &words(&[1200])),
        record(0x041E, &[words(&[0xA4]), wide("0.00\"万元\"", false)].concat()),
        xf(0),
        xf(9),
        xf(14),
        xf(0xA4),
        first,
        second,
    ];
    let float = |value: f64| value.to_le_bytes();
    let formula = |row: u16, value: [u8; 8]| cell(0x0006, row, 1, 0, &[&value[..], &[0; 8]].concat());
    let sheet = [
        record(0x0208, &words(&[1, 0, 9, 255, 0, 0, 0x20, 0])),
        record(0x007D, &words(&[3, 4, 0, 0, 1, 0])),
        cell(0x0203, 0, 0, 0, &float(0.1 + 0.2)),
        cell(0x0203, 0, 1, 1, &float(0.7)),
        cell(0x0203, 0, 2, 2, &float(45291.0)),
        cell(0x0203, 0, 3, 3, &float(5.2)),
        cell(0x0203, 0, 4, 0, &float(f64::NAN)),
        // Small numbers: whole, in hundredths, below zero, and the upper half of a float.
        cell(0x027E, 1, 0, 0, &(100 << 2 | 2_u32).to_le_bytes()),
        cell(0x027E, 1, 1, 0, &(12345 << 2 | 3_u32).to_le_bytes()),
        cell(0x027E, 1, 2, 0, &((-7_i32 << 2).cast_unsigned() | 2).to_le_bytes()),
        cell(0x027E, 1, 3, 0, &u32::try_from((1.5_f64).to_bits() >> 32).unwrap().to_le_bytes()),
        record(0x00BD, &words(&[2, 0, 0, 6, 0, 0, 10, 0, 1])),
        cell(0x00FD, 3, 0, 0, &0_u32.to_le_bytes()),
        cell(0x00FD, 3, 1, 0, &1_u32.to_le_bytes()),
        cell(0x00FD, 3, 2, 0, &0_u32.to_le_bytes()),
        cell(0x0204, 3, 3, 0, &wide("丁", false)),
        cell(0x0205, 4, 0, 0, &[1, 0]),
        cell(0x0205, 4, 1, 0, &[0x17, 1]),
        formula(5, float(12.0)),
        formula(6, [0, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        record(0x0207, &wide("文", false)),
        formula(7, [1, 0, 1, 0, 0, 0, 0xFF, 0xFF]),
        formula(8, [2, 0, 7, 0, 0, 0, 0xFF, 0xFF]),
        formula(9, [3, 0, 0, 0, 0, 0, 0xFF, 0xFF]),
        // A chart has numbers of its own.
        record(0x0809, &words(&[0x0600, 0x20, 0, 0, 0, 0, 0, 0])),
        cell(0x0203, 0, 0, 0, &float(99.0)),
        record(0x000A, &[]),
        record(0x00E5, &words(&[1, 0, 1, 0, 2])),
    ];
    let bytes = workbook(0x0600, &globals, &wide("鹿城 ", true), &sheet);
    let book = Book::open(&bytes).unwrap();
    let names: Vec<&str> = book.sheets().iter().map(|sheet| sheet.name.as_str()).collect();
    assert_eq!(names, ["鹿城 "]);
    let sheet = book.sheet(0).unwrap();
    assert_eq!(
        lines(&sheet),
        [
            "A1 0.3 (Number) <0.30000000000000004>",
            "B1 70% (Percent) <0.7>",
            "C1 2023-12-31 (Date) <45291>",
            "D1 5.2万元 <5.2>",
            "E1 NaN (Error)",
            "A2 100 (Number) hidden",
            "B2 123.45 (Number) hidden",
            "C2 -7 (Number) hidden",
            "D2 1.5 (Number) hidden",
            "A3 1 (Number)",
            "B3 2 (Number)",
            "A4 ab甲乙",
            "B4 丙",
            "C4 ab甲乙",
            "D4 丁",
            "A5 TRUE (Truth) <1>",
            "B5 #REF! (Error)",
            "B6 12 (Number)",
            "B7 文",
            "B8 TRUE (Truth) <1>",
            "B9 #DIV/0! (Error)",
        ]
    );
    assert_eq!(sheet.hidden_columns(), [3, 4]);
    assert_eq!(sheet.merged(), [Area { rows: 0..2, columns: 0..3 }]);
}

#[test]
fn a_file_of_before_1997_is_read_in_its_page() {
    let said = |text: &str| GBK.encode(text).0.into_owned();
    let short = |text: &str| [vec![u8::try_from(said(text).len()).unwrap()], said(text)].concat();
    let globals = [
        record(0x0042, &words(&[936])),
        record(0x041E, &[words(&[0xA4]), short("yyyy\"年\"m\"月\"")].concat()),
        record(0x00E0, &words(&[0, 0xA4, 0])),
    ];
    let label = [words(&[u16::try_from(said("温州").len()).unwrap()]), said("温州")].concat();
    let sheet = [cell(0x0204, 0, 0, 0, &label), cell(0x0203, 0, 1, 0, &45291_f64.to_le_bytes())];
    let book = Book::open(&workbook(0x0500, &globals, &short("机构"), &sheet)).unwrap();
    assert_eq!(book.sheets()[0].name, "机构");
    assert_eq!(lines(&book.sheet(0).unwrap()), ["A1 温州", "B1 2023-12-31 (Date) <45291>"]);
}

#[test]
fn what_cannot_be_is_refused() {
    let broken = "the file is damaged: Workbook: its records are not complete";
    for sheet in [
        cell(0x00FD, 0, 0, 0, &0_u32.to_le_bytes()),
        cell(0x0203, 0, 0, 0, &[0; 7]),
        record(0x0208, &[0; 8]),
        vec![0x03, 0x02, 0xFF, 0xFF],
    ] {
        let book = Book::open(&workbook(0x0600, &[], &wide("一", true), &[sheet])).unwrap();
        assert_eq!(told(&book.sheet(0).unwrap_err()), broken);
    }
    // More texts than there are, and a text longer than its records.
    for strings in [&[9, 0, 0, 0, 0xFF, 0xFF, 0xFF, 0xFF][..], &[1, 0, 0, 0, 1, 0, 0, 0, 0xFF, 0xFF, 1, 0, 0]] {
        let book = Book::open(&workbook(0x0600, &[record(0x00FC, strings)], &wide("一", true), &[])).unwrap();
        assert_eq!(told(&book.sheet(0).unwrap_err()), broken);
    }
    let twice = [cell(0x0203, 0, 0, 0, &[0; 8]), cell(0x0203, 0, 0, 0, &[0; 8])];
    let book = Book::open(&workbook(0x0600, &[], &wide("一", true), &twice)).unwrap();
    assert_eq!(told(&book.sheet(0).unwrap_err()), "the file is damaged: Workbook: the cell A1 stands there twice");
}
