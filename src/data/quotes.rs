//! Where quotation marks stand in a text of cells.

use crate::invariant::OrBroken;

/// How quotation marks stand at a place of a text. A cell that begins with one goes on to the next that is not doubled;
/// elsewhere a mark is a sign like any other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Marked {
    Outside,
    Inside,
    /// Behind a mark within marks: of two, the second opens again what the first closed.
    Closed,
}

impl Marked {
    /// Goes on from a place to the end of a text; what stands before the place is known. Gives the end of the last row
    /// that ends behind the place. The text begins with a row.
    pub(super) fn go_on(&mut self, text: &[u8], from: usize, delimiter: u8) -> Option<usize> {
        let mut last = None;
        let mut at = from;
        let mark_from = |at: usize| {
            let rest = text.get(at..).or_broken("the place lies in the text");
            // Most texts have none, which is known fastest.
            let has = rest.contains(&b'"');
            has.then(|| rest.iter().position(|byte| *byte == b'"')).flatten().map(|place| at.saturating_add(place))
        };
        loop {
            match self {
                Self::Inside => {
                    let Some(mark) = mark_from(at) else { return last };
                    *self = Self::Closed;
                    at = mark.saturating_add(1);
                }
                Self::Closed => match text.get(at) {
                    None => return last,
                    Some(b'"') => {
                        *self = Self::Inside;
                        at = at.saturating_add(1);
                    }
                    Some(_) => *self = Self::Outside,
                },
                Self::Outside => {
                    let mark = mark_from(at);
                    last = end_of_row(text, at, mark.unwrap_or(text.len())).or(last);
                    let Some(mark) = mark else { return last };
                    let before = mark.checked_sub(1).and_then(|before| text.get(before));
                    let begins = before.is_none_or(|before| matches!(before, b'\n' | b'\r') || *before == delimiter);
                    if begins {
                        *self = Self::Inside;
                    }
                    at = mark.saturating_add(1);
                }
            }
        }
    }
}

/// Behind the last line end in a part of a text. A CR at the end of all may be the first half of one.
fn end_of_row(text: &[u8], from: usize, to: usize) -> Option<usize> {
    let to = if to == text.len() && text.last() == Some(&b'\r') { to.saturating_sub(1) } else { to };
    let part = text.get(from..to)?;
    let last = part.iter().rposition(|byte| matches!(byte, b'\n' | b'\r'))?;
    Some(from.saturating_add(last).saturating_add(1))
}

/// How many lines end in a text; a line ends with LF, CR LF or CR.
pub(super) fn line_ends(text: &str) -> u64 {
    let mut after_return = false;
    text.bytes().fold(0, |lines, byte| {
        let ends = byte == b'\r' || (byte == b'\n' && !after_return);
        after_return = byte == b'\r';
        lines.saturating_add(u64::from(ends))
    })
}
