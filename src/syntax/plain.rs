//! Pieces of rule text beside one another: on one line, by what they say, and cut where a word begins something else.

use super::keyword;
use super::sign::{half_width, half_width_text, invisible};
use super::token::{Kind, Token, Tokens};
use crate::invariant::part_of;
use crate::number::{Number, Unit};

/// The words that begin a piece of a clause: what stands behind one is told by it.
const BEGIN: &[&str] = &[
    "目标",
    "封顶",
    "保底",
    "两端",
    "不允许",
    "满意",
    "底",
    "幅",
    "范围",
    "相等",
    "降序",
    "升序",
    "首名",
    "每降一位",
    "并列",
    "仍同",
    "每",
    "每低",
    "每高",
    "减",
    "加",
    "得",
    "乘",
    "减半",
    "时",
    "不足一步",
    "去高",
    "去低",
    "保留",
    "精确到",
    "显示",
    "列",
    "可缺失",
    "备查",
    "不公开",
    "主键",
    "名称",
    "覆盖",
];

/// A piece of a clause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The word that begins it, in Chinese; none of what stands first.
    pub word: Option<&'static str>,
    /// All of it on one line, as written.
    pub text: String,
}

/// A piece of rule text on one line, without comments; a line break that ended a part becomes `;`.
#[must_use]
pub fn one_line(text: &str) -> String {
    let mut plain = String::new();
    for token in Tokens::new(text).filter(|token| token.kind != Kind::Comment) {
        plain.push_str(part_of(text, token.start..token.end));
    }
    let mut line = String::new();
    for part in plain.lines().map(str::trim).filter(|part| !part.is_empty()) {
        let continues = line.is_empty()
            || line.ends_with(['{', ';', '(', ',', '、', ':', '；'])
            || part.starts_with(['}', ')', ';'])
            || ["且", "或", "and ", "or "].iter().any(|word| part.starts_with(word));
        if !line.is_empty() {
            line.push_str(if continues { " " } else { " ; " });
        }
        line.push_str(&part.split_whitespace().collect::<Vec<_>>().join(" "));
    }
    line
}

/// What a piece of rule text says, however it is spelt: keywords and functions in Chinese, signs half-width, no blanks and
/// no comments, and a number with its unit as what it comes to (5 亿元 is 50000 万元).
#[must_use]
pub fn said(text: &str) -> String {
    let mut said = String::new();
    let mut tokens = Tokens::new(text).filter(|token| !is_gap(token.kind)).peekable();
    while let Some(token) = tokens.next() {
        let written = part_of(text, token.start..token.end);
        match token.kind {
            Kind::Number => {
                let unit = tokens.peek().and_then(|next| unit(part_of(text, next.start..next.end)));
                if unit.is_some() {
                    tokens.next();
                }
                said.push_str(&amount(written, unit.as_ref()));
            }
            Kind::Word => {
                let word = half_width_text(written);
                said.push_str(keyword::of_word(&word).map_or(keyword::function_zh(&word), |keyword| keyword.zh));
            }
            Kind::Text | Kind::OpenText => said.push_str(&template(written.trim_matches(['"', '“', '”', '＂']))),
            Kind::Unknown => said.extend(written.chars().filter(|c| invisible(*c).is_none())),
            _ => said.extend(written.chars().map(half_width)),
        }
        said.push(' ');
    }
    said
}

/// A text in quotes, the expressions in its braces by what they say.
fn template(text: &str) -> String {
    let mut parts = text.split('{');
    let mut said = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        match part.split_once('}') {
            Some((inside, rest)) => said.extend(["{", &self::said(inside), "}", rest]),
            None => said.extend(["{", part]),
        }
    }
    said
}

fn is_gap(kind: Kind) -> bool {
    matches!(kind, Kind::Blank | Kind::Newline | Kind::Comment)
}

fn unit(word: &str) -> Option<Unit> {
    let word = half_width_text(word);
    if keyword::of_word(&word).is_some() { None } else { Unit::parse(&word) }
}

/// A number in base units, with what it measures.
fn amount(written: &str, unit: Option<&Unit>) -> String {
    let written: String = written.chars().map(half_width).collect();
    let Some(number) = Number::parse(&written) else { return written };
    match unit {
        Some(unit) if unit.dimension.is_pure() => (number * unit.scale.clone()).to_string(),
        Some(unit) => format!("{} {:?}", number * unit.scale.clone(), unit.dimension),
        None => number.to_string(),
    }
}

/// Cuts a clause where a word begins something else, outside of brackets.
#[must_use]
pub fn pieces(text: &str) -> Vec<Piece> {
    let mut found = Vec::new();
    let (mut word, mut start, mut depth) = (None, 0, 0_usize);
    let mut put = |word: Option<&'static str>, text: &str| {
        let text = one_line(text);
        if !text.is_empty() {
            found.push(Piece { word, text });
        }
    };
    for Token { kind, start: at, end } in Tokens::new(text) {
        match kind {
            Kind::Sign('(' | '{' | '[') => depth = depth.saturating_add(1),
            Kind::Sign(')' | '}' | ']') => depth = depth.saturating_sub(1),
            Kind::Word if depth == 0 => {
                let keyword = keyword::of_word(&half_width_text(part_of(text, at..end)));
                let begins = keyword.and_then(|keyword| BEGIN.iter().find(|begin| **begin == keyword.zh));
                if let Some(begins) = begins {
                    put(word, part_of(text, start..at));
                    (word, start) = (Some(*begins), at);
                }
            }
            _ => {}
        }
    }
    put(word, part_of(text, start..));
    found
}

/// The words that begin what is given without its word. A cell under a header has none: there the column says it.
const OF_CLAUSES: &[&str] = &[
    "依据",
    "适用",
    "取值",
    "计分",
    "调整",
    "缺失",
    "权重",
    "舍入",
    "方向",
    "佐证",
    "建议",
    "汇总",
    "赋权",
    "缺项",
    "封顶",
    "周期",
    "层级",
    "脚本限度",
    "名额",
];

/// A clause without the word that begins it.
#[must_use]
pub fn behind_word(text: &str) -> &str {
    let first = Tokens::new(text).find(|token| !is_gap(token.kind));
    let word = first.and_then(|first| keyword::of_word(part_of(text, first.start..first.end)));
    let begins = word.is_some_and(|word| OF_CLAUSES.contains(&word.zh));
    first.filter(|_| begins).map_or(text, |first| part_of(text, first.end..)).trim()
}

/// A number with the unit behind it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Amount {
    /// The number as written.
    pub number: String,
    /// The unit; empty where there is none.
    pub unit: String,
}

/// The numbers of a piece of rule text.
#[must_use]
pub fn amounts(text: &str) -> Vec<Amount> {
    let mut tokens = Tokens::new(text).filter(|token| !is_gap(token.kind)).peekable();
    let mut found = Vec::new();
    while let Some(token) = tokens.next() {
        if token.kind == Kind::Number {
            let next = tokens.peek().map(|next| half_width_text(part_of(text, next.start..next.end)));
            let unit = next.filter(|next| unit(next).is_some()).unwrap_or_default();
            found.push(Amount { number: half_width_text(part_of(text, token.start..token.end)), unit });
        }
    }
    found
}

/// The dates of a piece of rule text, as 2023-03-31.
#[must_use]
pub fn dates(text: &str) -> Vec<String> {
    let dates = Tokens::new(text).filter(|token| token.kind == Kind::Date);
    dates.map(|token| half_width_text(part_of(text, token.start..token.end))).collect()
}
