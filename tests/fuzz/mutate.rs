//! Slips of the pen: tokens left out, doubled, swapped, changed, and taken from elsewhere.

use heng::syntax::keyword::{FUNCTIONS, KEYWORDS, UNITS};

use crate::random::Random;

/// Words, numbers, strings, blanks and signs of a text.
pub(crate) fn tokens(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = |holds: fn(char) -> bool| rest.find(|c| !holds(c)).unwrap_or(rest.len());
        let end = if first.is_whitespace() && first != '\n' {
            length(|c| c.is_whitespace() && c != '\n')
        } else if first.is_numeric() {
            length(|c| c.is_numeric() || c == '.')
        } else if first.is_alphabetic() || first == '_' {
            length(|c| c.is_alphanumeric() || c == '_')
        } else if first == '"' {
            rest[1..].find(['"', '\n']).map_or(rest.len(), |at| at + 2)
        } else {
            first.len_utf8()
        };
        let (token, after) = rest.split_at(end);
        found.push(token);
        rest = after;
    }
    found
}

const SIGNS: &[&str] = &[
    "(", ")", "{", "}", "[", "]", ";", ":", ",", "、", "=", "+", "-", "*", "/", "×", "÷", "\n", " ", "\"", "“", "”",
    "//", ".", "%", "（", "）", "｛", "｝", "；", "：", "，", "＝", "－", "。", "≥", "<=", "!", "\u{3000}", "\t",
    "\r\n", "\u{feff}", "\u{0}", "😀", "́",
];

const NUMBERS: &[&str] = &[
    "0",
    "1",
    "-1",
    "100",
    "0.5",
    "99.999",
    "1e5",
    "００１",
    "10000000000000000000000000000000000000000",
    "3.",
    ".5",
    "2024-02-30",
    "2024-01-01",
    "2024年1月1日",
    "第九条（一）",
    "第九条第二款",
];

/// Another token.
fn token(random: &mut Random) -> String {
    match random.below(6) {
        0 => random.of_all(SIGNS).to_owned(),
        1 => random.of_all(NUMBERS).to_owned(),
        2 => random.of_all(UNITS).to_owned(),
        3 => {
            let (zh, en) = random.of_all(FUNCTIONS);
            if random.one_in(4) { en } else { zh }.to_owned()
        }
        _ => {
            let word = random.of_all(KEYWORDS);
            if random.one_in(5) { word.en } else { word.zh }.to_owned()
        }
    }
}

/// One to four slips. `other` gives tokens too.
pub(crate) fn mutated(text: &str, other: &str, random: &mut Random) -> String {
    let mut found: Vec<String> = tokens(text).into_iter().map(str::to_owned).collect();
    let others = tokens(other);
    for _ in 0..=random.below(4) {
        if found.is_empty() {
            break;
        }
        let at = random.below(found.len());
        match random.below(12) {
            0 => {
                found.remove(at);
            }
            1 => {
                let end = (at + 1 + random.below(8)).min(found.len());
                found.drain(at..end);
            }
            2 => found.insert(at, found[at].clone()),
            3 => {
                let with = random.below(found.len());
                found.swap(at, with);
            }
            4 => {
                let end = (at + 1 + random.below(12)).min(found.len());
                let part: Vec<String> = found[at..end].to_vec();
                let to = random.below(found.len());
                found.splice(to..to, part);
            }
            5 | 6 => found[at] = token(random),
            7 => found.insert(at, token(random)),
            8 => {
                // A number or unit for another one: the text stays a rule.
                let numbers: Vec<usize> =
                    (0..found.len()).filter(|place| found[*place].starts_with(|c: char| c.is_ascii_digit())).collect();
                if let Some(place) = numbers.get(random.below(numbers.len().max(1))) {
                    random.of_all(NUMBERS).clone_into(&mut found[*place]);
                }
            }
            9 if !others.is_empty() => {
                let from = random.below(others.len());
                let end = (from + 1 + random.below(20)).min(others.len());
                found.splice(at..at, others[from..end].iter().map(|token| (*token).to_owned()));
            }
            10 => found[at] = wide(&found[at]),
            _ => {
                // One character of a token.
                let mut letters: Vec<char> = found[at].chars().collect();
                if !letters.is_empty() {
                    letters.remove(random.below(letters.len()));
                }
                found[at] = letters.into_iter().collect();
            }
        }
    }
    found.concat()
}

/// The same rules laid out another way: blanks, line breaks, separators, comments, the width of signs.
pub(crate) fn relaid(text: &str, random: &mut Random) -> String {
    let mut laid = String::new();
    for token in tokens(text) {
        let is_sign = token.chars().count() == 1 && token.starts_with(|c: char| c.is_ascii_punctuation());
        match token {
            "\n" => laid.push_str(random.of_all(&["\n", "\n", "\n\n", " \n\t", "\r\n", "\n\n\n  ", " // 注\n"])),
            ";" => laid.push_str(random.of_all(&[";", "；", "\n", ";\n", " ;; "])),
            "{" | "," if random.one_in(3) => laid.extend([token, random.of_all(&["\n", "\n\n", " "])]),
            "}" if random.one_in(4) => laid.push_str(random.of_all(&["\n}", ";}", " ;\n}"])),
            "(" | ")" if random.one_in(4) => laid.extend([random.of_all(&[" ", "\n"]), token]),
            _ if is_sign && token != "\"" && random.one_in(4) => laid.push_str(&wide(token)),
            _ if token.trim().is_empty() => laid.push_str(random.of_all(&[" ", "  ", "\t", "\u{3000}", "\u{a0}"])),
            _ => laid.push_str(token),
        }
    }
    laid
}

/// Full-width signs and digits for half-width ones.
fn wide(token: &str) -> String {
    let wide = |c: char| if c.is_ascii_graphic() { char::from_u32(u32::from(c) + 0xFEE0).unwrap() } else { c };
    token.chars().map(wide).collect()
}

/// A row of tokens that nobody would write.
pub(crate) fn soup(random: &mut Random) -> String {
    let mut text = String::new();
    for _ in 0..random.below(40) {
        text.push_str(&token(random));
        if random.one_in(2) {
            text.push(' ');
        }
    }
    text
}

/// Any characters.
pub(crate) fn noise(random: &mut Random) -> String {
    let mut bytes = Vec::new();
    for _ in 0..random.below(200) {
        match random.below(4) {
            0 => bytes.push(random.below(256) as u8),
            1 => bytes.push(b' ' + random.below(95) as u8),
            2 => bytes.extend(random.of_all(SIGNS).bytes()),
            _ => {
                let letter = char::from_u32(random.below(0x1_1000) as u32).unwrap_or('衡');
                bytes.extend(letter.to_string().bytes());
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
