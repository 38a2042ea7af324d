//! Slips in tables of text: in cells, rows, columns, quotation marks, separators, encodings, and anywhere.

use encoding_rs::GB18030;

use crate::random::Random;

/// How the cells of a table are written down.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form {
    separator: char,
    line_end: &'static str,
    encoding: Encoding,
}

#[derive(Debug, Clone, Copy)]
enum Encoding {
    Utf8,
    Utf8WithMark,
    Gb18030,
    Utf16,
    Utf16BigEndian,
}

impl Form {
    pub(crate) const ALL: [Self; 6] = [
        Self { separator: ',', line_end: "\n", encoding: Encoding::Utf8 },
        Self { separator: ',', line_end: "\r\n", encoding: Encoding::Utf8WithMark },
        Self { separator: ',', line_end: "\r\n", encoding: Encoding::Gb18030 },
        Self { separator: ';', line_end: "\r\n", encoding: Encoding::Gb18030 },
        Self { separator: '\t', line_end: "\r\n", encoding: Encoding::Utf16 },
        Self { separator: '|', line_end: "\n", encoding: Encoding::Utf16BigEndian },
    ];

    /// The file of some cells.
    pub(crate) fn bytes(self, cells: &[Vec<String>]) -> Vec<u8> {
        let quoted = |cell: &String| {
            let needs = cell.contains([self.separator, '"', '\n', '\r']);
            if needs { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.clone() }
        };
        let mut text = String::new();
        for row in cells {
            let row: Vec<String> = row.iter().map(quoted).collect();
            text += &row.join(&self.separator.to_string());
            text += self.line_end;
        }
        self.encoded(&text)
    }

    fn encoded(self, text: &str) -> Vec<u8> {
        let wide = |write: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(write);
        match self.encoding {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf8WithMark => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
            Encoding::Gb18030 => GB18030.encode(text).0.into_owned(),
            Encoding::Utf16 => [0xFF, 0xFE].into_iter().chain(wide(u16::to_le_bytes)).collect(),
            Encoding::Utf16BigEndian => [0xFE, 0xFF].into_iter().chain(wide(u16::to_be_bytes)).collect(),
        }
    }
}

/// What people, programs and nobody writes into a cell.
const CELLS: &[&str] = &[
    "",
    " ",
    "-",
    "—",
    "/",
    "…",
    "无",
    "0",
    "-0",
    "00",
    "1e5",
    "1E+308",
    "９９．５％",
    "百分之九十",
    "一百二十三亿",
    "1,234,567",
    "1，234",
    "1 234",
    "(120)",
    "（3）",
    "−5",
    "≥20",
    "20-25",
    "约30",
    "二十余家",
    "5.2亿",
    "12万元",
    "300平米",
    "3 亩",
    "0.7",
    "120%",
    "-3%",
    "增长15%",
    "持平",
    "2024-02-30",
    "2024.1.1",
    "20240101",
    "45291",
    "2024年",
    "1/2/24",
    "是",
    "√",
    "×",
    "有",
    "0.30000000000000004",
    "#REF!",
    "#N/A",
    "=1+1",
    "@SUM(A1)",
    "合计",
    "小计",
    "其中：",
    "甲类",
    "甲类 ",
    "P01",
    "P99",
    "园区编号",
    "名称",
    "\u{feff}",
    "\u{202e}乙",
    "\u{0}",
    "\u{1b}[2J",
    "😀",
    "𠮷",
    "\u{fffd}",
    "nan",
    "inf",
    "true",
    "null",
    "0x10",
    "99999999999999999999999999999999999999999999",
    "0.00000000000000000000000000000000000000000001",
    "'123",
    "a\tb",
    "一\n二",
    "\r",
    "\"",
    "\"\"",
    "、",
    "；",
];

/// Signs that mean something to the form of a text.
const SIGNS: &[&str] = &["\"", ",", ";", "\t", "|", "\n", "\r", "\r\n", "\"\"", "\"\n", ",\"", "\u{0}", "\u{feff}"];

/// A table with up to four slips, in one of the forms.
pub(crate) fn mutated(sound: &[Vec<String>], random: &mut Random) -> Vec<u8> {
    let mut cells = sound.to_vec();
    let slips = random.below(4);
    for _ in 0..=slips {
        in_cells(&mut cells, random);
    }
    let form = random.of_all(&Form::ALL);
    let mut bytes = form.bytes(&cells);
    if random.percent(30) {
        let sign = form.encoded(random.of_all(SIGNS));
        let at = random.below(bytes.len() + 1);
        bytes.splice(at..at, sign);
    }
    if random.percent(20) {
        anywhere(&mut bytes, random);
    }
    bytes
}

fn in_cells(cells: &mut Vec<Vec<String>>, random: &mut Random) {
    if cells.is_empty() {
        return;
    }
    let at = random.below(cells.len());
    match random.below(12) {
        0..=4 => {
            if let Some(cell) = one_of(&mut cells[at], random) {
                *cell = odd(random);
            }
        }
        5 => {
            let row = cells[at].clone();
            let to = random.below(cells.len() + 1);
            cells.insert(to, row);
        }
        6 => {
            cells.remove(at);
        }
        7 => {
            let other = random.below(cells.len());
            cells.swap(at, other);
        }
        8 => {
            let place = random.below(12);
            for row in cells.iter_mut().filter(|row| place < row.len()) {
                row.remove(place);
            }
        }
        9 => {
            let (place, text) = (random.below(12), odd(random));
            let copies = random.one_in(2);
            for row in cells.iter_mut().filter(|row| place < row.len()) {
                let cell = if copies { row[place].clone() } else { text.clone() };
                row.insert(place, cell);
            }
        }
        10 => {
            let row = &mut cells[at];
            if random.one_in(2) { row.push(odd(random)) } else { row.truncate(random.below(row.len() + 1)) }
        }
        _ => {
            let cell = odd(random);
            let other = one_of(&mut cells[at], random);
            if let Some(own) = other {
                let at = own.char_indices().map(|(at, _)| at).nth(random.below(8)).unwrap_or(own.len());
                own.insert_str(at, &cell);
            }
        }
    }
}

fn one_of<'c>(row: &'c mut [String], random: &mut Random) -> Option<&'c mut String> {
    if row.is_empty() { None } else { row.get_mut(random.below(row.len())) }
}

fn odd(random: &mut Random) -> String {
    let cell = random.of_all(CELLS);
    if random.one_in(60) { cell.repeat(1 + random.below(5_000)) } else { cell.to_owned() }
}

fn anywhere(bytes: &mut Vec<u8>, random: &mut Random) {
    if bytes.is_empty() {
        return;
    }
    let at = random.below(bytes.len());
    match random.below(4) {
        0 => bytes.truncate(at),
        1 => bytes[at] ^= 1 << random.below(8),
        2 => {
            bytes.remove(at);
        }
        _ => {
            let to = (at + random.below(200)).min(bytes.len());
            let part = bytes[at..to].to_vec();
            bytes.splice(at..at, part);
        }
    }
}
