//! Numbers as people write them beyond digits and a unit: 二十家, 百分之七十, (120), 增长15%, 5.2亿, 1 234.
//!
//! What stands beside the words is read as any number is (`decimal.rs`).
//!
//! Each form stands for one number whoever reads it. What stands for several (约3000, 20余家, 20-25, 二三十) is none of them.

use super::blank::{is_blank, trim};
use super::decimal::Decimal;
use crate::number::{Dimension, Number, Unit, decimal_of_numeral, whole_of_numeral};

/// What stands before a rate that has risen, and before one that has fallen.
const RISEN: &[&str] = &["增长", "上升", "提高", "增加", "上涨", "↑", "▲"];
const FALLEN: &[&str] = &["负增长", "下降", "降低", "减少", "下滑", "下跌", "↓", "▼"];
const UNCHANGED: &[&str] = &["持平", "与上年持平", "与去年持平", "同比持平", "零增长"];

/// Other names that people give to units in cells.
const ALIASES: &[(&str, &str)] =
    &[("平米", "平方米"), ("平方", "平方米"), ("m2", "平方米"), ("M2", "平方米"), ("块", "元")];

/// What 5.2亿 counts.
const LARGE: &[(&str, i128)] =
    &[("百万", 1_000_000), ("千万", 10_000_000), ("万", 10_000), ("亿", 100_000_000), ("千", 1000)];

/// Nobody says a number in more bytes; every beginning of a text is tried.
const LONGEST: usize = 400;

/// The number that a cell of a column in `unit` says in one of these forms; bare ones are in `given`.
pub(super) fn read(text: &str, unit: &Unit, given: &Unit) -> Option<Decimal> {
    let text = trim(text.strip_prefix(['\'', '’']).unwrap_or(text));
    let plain = |text: &str| Decimal::read_plain(text, unit, given).ok();
    if text.len() > LONGEST {
        return plain(text);
    }
    let positive = |text: &str| simple(text, unit, given).or_else(|| plain(text)).filter(|read| read.value >= 0);
    negative_in_brackets(text)
        .and_then(positive)
        .and_then(Decimal::negated)
        .or_else(|| rate(text, unit, &positive))
        .or_else(|| simple(text, unit, given))
        .or_else(|| plain(text))
}

fn negative_in_brackets(text: &str) -> Option<&str> {
    let inner = text.strip_prefix(['(', '（'])?.strip_suffix([')', '）'])?;
    Some(trim(inner))
}

/// 增长15%, 下降3.2%, 持平: only of shares, so that 减少3家 stays what nobody knows.
fn rate(text: &str, unit: &Unit, positive: &dyn Fn(&str) -> Option<Decimal>) -> Option<Decimal> {
    if unit.dimension != Dimension::pure() {
        return None;
    }
    let text = text.strip_prefix("同比").unwrap_or(text);
    if UNCHANGED.contains(&text) {
        return Some(Decimal { value: 0, places: 0 });
    }
    let behind = |words: &[&str]| words.iter().find_map(|word| text.strip_prefix(word)).map(trim);
    if let Some(rest) = behind(FALLEN) {
        return positive(rest).and_then(Decimal::negated);
    }
    behind(RISEN).and_then(positive)
}

/// 百分之七十, 二十家, 5.2亿, 5000平米, 1 234.
fn simple(text: &str, unit: &Unit, given: &Unit) -> Option<Decimal> {
    let plain = |text: &str| Decimal::read_plain(text, unit, given).ok();
    if let Some(share) = text.strip_prefix("百分之") {
        return plain(&format!("{}%", decimal_of_numeral(share)?));
    }
    if let Some(joined) = without_gaps(text) {
        return plain(&joined).or_else(|| simple(&joined, unit, given));
    }
    for (alias, name) in ALIASES {
        if let Some(stem) = text.strip_suffix(alias) {
            return plain(&format!("{}{name}", trim(stem)));
        }
    }
    large(text, unit, given).or_else(|| {
        // The longest beginning that is a number: 五千万元 is in 元.
        let ends = text.char_indices().map(|(place, sign)| place.saturating_add(sign.len_utf8())).rev();
        let mut ends = ends.filter_map(|end| text.split_at_checked(end));
        ends.find_map(|(numeral, rest)| {
            let digits = whole_of_numeral(&zeros(numeral)).map(|whole| whole.to_string());
            let digits = digits.or_else(|| decimal_of_numeral(numeral))?;
            plain(&format!("{digits}{}", trim(rest)))
        })
    })
}

/// ○ is written for 〇.
fn zeros(numeral: &str) -> String {
    numeral.replace('○', "〇")
}

/// 1 234 567 as 1234567.
fn without_gaps(text: &str) -> Option<String> {
    let mut groups = text.split(is_blank);
    let first = groups.next()?;
    let sign_free = first.trim_start_matches(['-', '−', '－', '+']);
    let is_group = |group: &str| group.len() == 3 && group.bytes().all(|byte| byte.is_ascii_digit());
    let leads = (1..=3).contains(&sign_free.len()) && sign_free.bytes().all(|byte| byte.is_ascii_digit());
    let mut joined = first.to_owned();
    let mut count = 0_usize;
    let mut rest = groups.peekable();
    while let Some(group) = rest.next() {
        let end = group.find(|sign: char| !sign.is_ascii_digit()).unwrap_or(group.len());
        let (digits, behind) = group.split_at_checked(end)?;
        if !is_group(digits) || (!behind.is_empty() && rest.peek().is_some()) {
            return None;
        }
        joined.push_str(group);
        count = count.saturating_add(1);
    }
    (leads && count > 0 && !sign_free.starts_with('0')).then_some(joined)
}

/// 5.2亿 of money is in 元, of anything else in the unit of the column without the 万 of its own.
fn large(text: &str, unit: &Unit, given: &Unit) -> Option<Decimal> {
    let (stem, times) = LARGE.iter().find_map(|(word, times)| Some((text.strip_suffix(word)?, *times)))?;
    let number = Decimal::read_plain(trim(stem), &Unit::pure(), &Unit::pure()).ok()?;
    if unit.is_percent() {
        return None;
    }
    let name = given.name.trim_start_matches(['万', '亿', '千', '百']);
    let one = Unit::parse(name).filter(|one| one.dimension == unit.dimension);
    let one = one.or_else(|| (unit.dimension == Dimension::pure()).then(Unit::pure))?;
    let base = Number::from_scaled(number.value, number.places) * Number::from_scaled(times, 0) * &one.scale;
    Decimal::of(&base.checked_div(&unit.scale)?).ok()
}
