//! Spaces within a line.

use super::element::{Element, Shape};

/// Whether a space stands between two elements of a line.
pub(super) fn has_space(before: &Element, next: &Element) -> bool {
    match (before.shape, next.shape) {
        (Shape::Negative | Shape::Sign('(' | '[' | '.' | '、'), _)
        | (_, Shape::CloseUnit | Shape::Sign(')' | ']' | '.' | '、' | ','))
        | (Shape::Function, Shape::Sign('(')) => false,
        // >= is one sign, kept as written.
        (Shape::Sign('<' | '>' | '!'), Shape::Sign('=')) => !next.touches,
        _ => true,
    }
}
