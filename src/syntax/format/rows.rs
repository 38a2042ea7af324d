//! The bars of rows stand below one another.

use std::collections::BTreeMap;
use std::ops::Range;

use unicode_width::UnicodeWidthStr as _;

use super::super::grammar::Rule;
use super::element::Element;
use super::line::Line;
use super::spacing::has_space;
use crate::cancel::looking;
use crate::invariant::OrBroken;

/// A cell that is wider than this takes no part: one long formula would move the bars of all other rows out of sight.
const WIDEST: usize = 32;

/// Pads the cells of rows, so that those of one block are as wide as one another.
pub(super) fn align(lines: &mut [Line]) {
    let mut widest: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for line in looking(lines.iter()) {
        let (Some(block), Some(bars)) = (line.rows, bars(&line.elements)) else { continue };
        let widths = widest.entry(block).or_default();
        for (place, cell) in cells(&bars).enumerate() {
            let width = width(line.elements.get(cell).or_broken("a cell stands in its line"));
            if widths.len() <= place {
                widths.push(0);
            }
            if let Some(known) = widths.get_mut(place).filter(|_| width <= WIDEST) {
                *known = (*known).max(width);
            }
        }
    }
    for line in looking(lines.iter_mut()) {
        let (Some(block), Some(bars)) = (line.rows, bars(&line.elements)) else { continue };
        let Some(widths) = widest.get(&block) else { continue };
        for ((cell, bar), wanted) in cells(&bars).zip(&bars).zip(widths) {
            let own = line.elements.get(cell).or_broken("a cell stands in its line");
            // Between two bars stands one blank, around a cell stand two.
            let wanted = if own.is_empty() && *wanted > 0 { wanted + 1 } else { *wanted };
            let missing = wanted.saturating_sub(width(own));
            if missing > 0 {
                line.padded.insert(*bar, missing);
            }
        }
    }
}

/// The bars of a line that is a row and nothing else; a 表头 stands for itself.
fn bars(elements: &[Element]) -> Option<Vec<usize>> {
    if elements.first()?.keyword == Some(Rule::kw_header) {
        return None;
    }
    let (mut bars, mut depth) = (Vec::new(), 0_usize);
    for (place, element) in elements.iter().enumerate() {
        if element.opens() {
            depth = depth.saturating_add(1);
        } else if element.closes() {
            depth = depth.saturating_sub(1);
        } else if depth == 0 && element.is(';') {
            return None;
        } else if depth == 0 && element.is('|') {
            bars.push(place);
        }
    }
    (!bars.is_empty()).then_some(bars)
}

/// The cells in front of bars.
fn cells(bars: &[usize]) -> impl Iterator<Item = Range<usize>> {
    let starts = std::iter::once(0).chain(bars.iter().map(|bar| bar + 1));
    starts.zip(bars).map(|(start, end)| start..*end)
}

/// How wide a cell is printed; letters of East Asian scripts take two columns.
fn width(cell: &[Element]) -> usize {
    let texts: usize = cell.iter().map(|element| element.text.width()).sum();
    let blanks = cell.iter().zip(cell.iter().skip(1)).filter(|(before, next)| has_space(before, next)).count();
    texts + blanks
}
