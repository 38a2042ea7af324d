//! Which `;` are printed: those between two statements of one line.

use super::element::{Element, Shape};
use crate::cancel::looking;

/// Leaves out the `;` that a line break or brace makes superfluous.
pub(super) fn needed(elements: Vec<Element>) -> Vec<Element> {
    let mut kept: Vec<Element> = Vec::new();
    let mut dropped: Option<Element> = None;
    let mut rest = looking(elements.into_iter()).peekable();
    while let Some(mut element) = rest.next() {
        if let Some(separator) = dropped.take() {
            element.newlines = element.newlines.max(separator.newlines);
        }
        if !element.is(';') {
            kept.push(element);
            continue;
        }
        // Of several in a row the last one decides, which knows what follows.
        if rest.peek().is_some_and(|next| next.is(';')) {
            dropped = Some(element);
            continue;
        }
        let after_nothing = kept.last().is_none_or(|last| last.is('{') || last.is(';') || last.is_comma());
        let next = rest.peek();
        let next_is_negative = next.is_some_and(|next| next.shape == Shape::Negative);
        let at_line_end = element.newlines > 0
            || next.is_none_or(|next| next.newlines > 0 || next.is('}') || next.shape == Shape::Comment);
        // Before a sign a line break alone would join the two lines.
        let before_comma = next.is_some_and(Element::is_comma);
        if after_nothing || before_comma || at_line_end && !next_is_negative {
            dropped = Some(element);
        } else {
            kept.push(element);
        }
    }
    kept
}
