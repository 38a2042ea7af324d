//! Numbers as written, and the cases of a `switch`.

use std::ops::Range;
use std::sync::Arc;

use rhai::Position;

use super::Translator;
use crate::invariant::part_of;
use crate::number::Number;
use crate::script::token::Sort;
use crate::script::tree::{Kind, Node, Pattern};

impl Translator<'_> {
    /// The number at a place. rhai keeps 28 digits of it; the text has them all.
    pub(super) fn number(&mut self, position: Position) -> Node {
        let index = self.tokens.index(self.tokens.byte(position));
        match self.written(index) {
            Some((number, at, _)) => super::node(at, Kind::Number(number)),
            None => self.forbid(self.at(position), super::words::LARGE),
        }
    }

    /// The number that begins at a token, its bytes and the token after it.
    fn written(&self, index: usize) -> Option<(Number, Range<usize>, usize)> {
        // rhai makes one number of -(1) and of -(-(1)), at the place of its first sign.
        let (mut negative, mut place) = (false, index);
        while matches!(self.tokens.text(place), "-" | "+" | "(") {
            negative ^= self.tokens.text(place) == "-";
            place = place.saturating_add(1);
        }
        let token = self.tokens.get(place).filter(|token| token.sort == Sort::Number)?;
        let start = self.tokens.get(index)?.at.start;
        let digits = self.tokens.text(place).replace('_', "");
        let radix = |from: u32| i128::from_str_radix(part_of(&digits, 2..), from).ok();
        let number = match digits.get(..2) {
            Some("0x" | "0X") => Number::ratio(radix(16)?, 1)?,
            Some("0o" | "0O") => Number::ratio(radix(8)?, 1)?,
            Some("0b" | "0B") => Number::ratio(radix(2)?, 1)?,
            _ => Number::parse(&digits)?,
        };
        let number = if negative { -number } else { number };
        Some((number, start..token.at.end, place.saturating_add(1)))
    }

    /// The cases of an arm of a `switch`, read from the text: rhai keeps only their hashes.
    pub(super) fn patterns(&self, guard: Option<&Node>, body: &Node) -> Option<Vec<Pattern>> {
        let place = self.before(self.tokens.index(body.bytes().start), "=>")?;
        let mut place = match guard {
            Some(guard) => self.before(self.tokens.index(guard.bytes().start), "if")?,
            None => place,
        };
        let end = place;
        while let Some(before) = place.checked_sub(1) {
            if matches!(self.tokens.text(before), "{" | "," | "}") {
                break;
            }
            place = before;
        }
        let mut patterns = Vec::new();
        loop {
            let (pattern, after) = self.pattern(place)?;
            patterns.push(pattern);
            match self.tokens.text(after) {
                _ if after == end => return Some(patterns),
                "|" if after < end => place = after.saturating_add(1),
                _ => return None,
            }
        }
    }

    /// The last token before another that is this word, over nothing but brackets that open.
    fn before(&self, mut place: usize, word: &str) -> Option<usize> {
        loop {
            place = place.checked_sub(1)?;
            match self.tokens.text(place) {
                text if text == word => return Some(place),
                "(" | "{" => {}
                _ => return None,
            }
        }
    }

    fn pattern(&self, place: usize) -> Option<(Pattern, usize)> {
        let token = self.tokens.get(place)?;
        let text = self.tokens.text(place);
        let after = place.saturating_add(1);
        match token.sort {
            Sort::Word if text == "true" || text == "false" => Some((Pattern::YesNo(text == "true"), after)),
            Sort::Text | Sort::Letter => {
                let inner = text.get(1..text.len().checked_sub(1)?).filter(|inner| !inner.contains('\\'))?;
                Some((Pattern::Text(Arc::from(inner)), after))
            }
            _ => {
                let (from, _, after) = self.written(place)?;
                let inclusive = self.tokens.text(after) == "..=";
                if inclusive || self.tokens.text(after) == ".." {
                    let (to, _, after) = self.written(after.saturating_add(1))?;
                    return Some((Pattern::Range { from: from.whole()?, to: to.whole()?, inclusive }, after));
                }
                Some((Pattern::Number(from), after))
            }
        }
    }
}
