//! How the header of a file names a declared column.

use crate::core::{Field, Type};
use crate::number::Unit;

use super::blank::is_blank;

/// What the words above a column say of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Heading {
    /// They are the declared ones, or differ in blanks, line breaks and the width of brackets alone.
    Named,
    /// They name a unit too: its bare numbers are in this one.
    In(Unit),
    /// They name a unit of another quantity.
    Other(String),
}

/// The declared words and those that 或 gives beside them.
pub(super) fn words(field: &Field) -> impl Iterator<Item = &str> {
    std::iter::once(&field.column).chain(&field.also).map(String::as_str)
}

impl Heading {
    /// Of a header held against a column; `None` when it names another.
    pub(super) fn of(header: &str, field: &Field) -> Option<Self> {
        if words(field).any(|word| word == header) {
            return Some(Self::Named);
        }
        let plain_header = plain(header);
        let ways = words(field).map(plain);
        for word in ways {
            if word == plain_header {
                return Some(Self::Named);
            }
            let Type::Number(unit) = &field.ty else { continue };
            // 营业收入（万元） is declared and 营业收入（亿元） found, or only one of them names its unit.
            let (stem, own) = split(&word);
            let own = own.filter(|own| Unit::read(own).is_some_and(|own| own.scale == unit.scale));
            let stem = if own.is_some() { stem } else { word.as_str() };
            let (found, named) = split(&plain_header);
            if found != stem {
                continue;
            }
            let Some(named) = named else {
                return own.is_some().then_some(Self::Named);
            };
            match Unit::read(named) {
                Some(other) if other.dimension != unit.dimension => return Some(Self::Other(named.to_owned())),
                Some(other) if other.scale == unit.scale => return Some(Self::Named),
                Some(other) => return Some(Self::In(other)),
                None => {}
            }
        }
        None
    }
}

/// A cell of more signs is no header, and is not gone through for each of the columns that it could be.
const LONGEST: usize = 1_000;

/// Without blanks and line breaks, brackets and letters in half width; of what is too long for a header, the beginning.
pub(super) fn plain(header: &str) -> String {
    header.chars().take(LONGEST).filter(|sign| !is_blank(*sign) && !sign.is_control()).map(half).collect()
}

/// A sign in half width.
fn half(sign: char) -> char {
    match sign {
        '【' | '〔' => '[',
        '】' | '〕' => ']',
        '！'..='～' => u32::from(sign).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(sign),
        other => other,
    }
}

/// A plain header and the unit that it may name: 营业收入(万元), 营业收入[单位:万元], 营业收入:万元, 营业收入/万元.
fn split(plain: &str) -> (&str, Option<&str>) {
    let in_brackets = [('(', ')'), ('[', ']')].into_iter().find_map(|(open, close)| {
        let inner = plain.strip_suffix(close)?;
        inner.rsplit_once(open)
    });
    let behind = || plain.rsplit_once([':', '/', ',', '_']);
    match in_brackets.or_else(behind) {
        Some((stem, unit)) if !stem.is_empty() && !unit.is_empty() => {
            let unit = unit.strip_prefix("单位").map_or(unit, |unit| unit.trim_start_matches(':'));
            (stem.trim_end_matches("单位"), Some(unit))
        }
        _ => (plain, None),
    }
}

/// The unit that a plain header names.
pub(super) fn named_unit(plain: &str) -> Option<Unit> {
    split(plain).1.and_then(Unit::read)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Span;

    fn field(column: &str, unit: &str) -> Field {
        Field {
            name: column.into(),
            column: column.into(),
            also: vec!["收入".into()],
            ty: Type::Number(Unit::parse(unit).unwrap_or_else(Unit::pure)),
            optional: false,
            record_only: false,
            private: false,
            evidence: false,
            range: crate::core::Range::default(),
            change: None,
            span: Span::default(),
        }
    }

    #[test]
    fn a_header_names_its_column_in_these_ways() {
        let revenue = field("营业收入", "万元");
        for header in
            ["营业收入", "收入", "营业\n收入", " 营业 收入", "营业收入（万元）", "营业收入(万元)", "营业收入：万元"]
        {
            assert_eq!(Heading::of(header, &revenue), Some(Heading::Named), "{header}");
        }
        let dust = field("浓度", "微克/立方米");
        for (header, unit) in
            [("浓度（mg/m³）", "毫克/立方米"), ("浓度(mg/L)", "毫克/升"), ("浓度（毫克/升）", "毫克/升")]
        {
            let scale = Unit::parse(unit).map(|unit| unit.scale.clone());
            let found = match Heading::of(header, &dust) {
                Some(Heading::In(unit)) => Some(unit.scale.clone()),
                _ => None,
            };
            assert_eq!(found, scale, "{header}");
        }
        assert_eq!(Heading::of("浓度（μg/m3）", &dust), Some(Heading::Named));
        for (header, unit) in [("营业收入（亿元）", "亿元"), ("营业收入[单位：元]", "元"), ("收入/元", "元")]
        {
            let unit = Unit::parse(unit).map(Heading::In);
            assert_eq!(Heading::of(header, &revenue), unit, "{header}");
        }
        assert_eq!(Heading::of("营业收入（人）", &revenue), Some(Heading::Other("人".into())));
        for header in ["营业收入（含代收代付）", "营业收入2023", "营业", "", "（万元）"] {
            assert_eq!(Heading::of(header, &revenue), None, "{header}");
        }
        // The declared words name the unit.
        let revenue = field("营业收入（万元）", "万元");
        assert_eq!(Heading::of("营业收入(万元)", &revenue), Some(Heading::Named));
        assert_eq!(Heading::of("营业收入", &revenue), Some(Heading::Named));
        assert_eq!(Heading::of("营业收入（亿元）", &revenue), Unit::parse("亿元").map(Heading::In));
    }
}
