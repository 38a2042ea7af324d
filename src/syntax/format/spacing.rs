//! Spaces within a line.

use super::super::grammar::Rule;
use super::element::{Element, Shape};

/// Whether a space stands between two elements of a line.
pub(super) fn has_space(before: &Element, next: &Element) -> bool {
    // 等次(单项) reads as a function does.
    if before.keyword == Some(Rule::kw_grades) && next.is('(') {
        return false;
    }
    match (before.shape, next.shape) {
        // The type of a column is no unit of a number.
        (Shape::Sign(':' | '→' | '>'), Shape::CloseUnit) => true,
        (Shape::Plain, Shape::CloseUnit) => !before.text.starts_with(|c: char| c.is_ascii_digit() || c == '.'),
        (Shape::Negative | Shape::Sign('(' | '[' | '.' | '、'), _)
        | (_, Shape::CloseUnit | Shape::Sign(')' | ']' | '.' | '、' | ','))
        | (Shape::Function, Shape::Sign('(')) => false,
        // >= is one sign, kept as written, and so is ->.
        (Shape::Sign('<' | '>' | '!'), Shape::Sign('=')) | (Shape::Sign('-'), Shape::Sign('>')) => !next.touches,
        _ => true,
    }
}
