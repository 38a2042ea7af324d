//! The header of a column: as the rules declare it, with the unit behind.

use crate::core::{Field, Type};
use crate::finding::Language;
use crate::number::Unit;

/// 营业收入（万元）. One that says its unit already stays as it is.
pub(super) fn heading(field: &Field, language: Language) -> String {
    let header = &field.column;
    let Type::Number(unit) = &field.ty else { return header.clone() };
    if unit.name.is_empty() || says(header, &unit.name) {
        return header.clone();
    }
    match language {
        Language::Zh => format!("{header}（{}）", unit.name),
        Language::En => format!("{header} ({})", unit.name),
    }
}

/// Whether a header says a unit: 年度 is in 年, 服务人次 in 人次, 面积（亩） in what stands in its brackets.
fn says(header: &str, unit: &str) -> bool {
    let header = header.trim();
    header.ends_with(unit) || unit == "年" && header.contains(unit) || in_brackets(header).is_some_and(is_unit)
}

/// What stands in the brackets at the end.
fn in_brackets(header: &str) -> Option<&str> {
    let before = header.strip_suffix(['）', ')'])?;
    let (_, inside) = before.rsplit_once(['（', '('])?;
    Some(inside.trim())
}

fn is_unit(text: &str) -> bool {
    let text = text.strip_prefix("单位").map_or(text, |rest| rest.trim_start_matches([':', '：']));
    Unit::parse(text.trim()).is_some()
}
