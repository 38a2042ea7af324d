//! What a newline means.

use super::super::grammar::Rule;
use super::super::keyword;
use super::super::token::{Kind, Token};
use super::piece::Piece;

/// A newline with what stands around it.
pub(super) struct Line<'t> {
    /// The text.
    pub(super) text: &'t str,
    /// What stands before it.
    pub(super) pieces: &'t [Piece],
    /// What comes next.
    pub(super) next: Token,
    /// The next token touches a number: `-5%`.
    pub(super) next_touches_number: bool,
    /// The innermost open bracket.
    pub(super) bracket: Option<char>,
}

impl Line<'_> {
    /// Whether the newline ends a statement.
    pub(super) fn ends_statement(&self) -> bool {
        let Some(last) = self.pieces.last() else { return false };
        !matches!(self.bracket, Some('(' | '[')) && !self.goes_on_after(*last) && !self.goes_on_with_next()
    }

    fn goes_on_after(&self, last: Piece) -> bool {
        match last.kind {
            // A cell with a minus alone is over with its line.
            Kind::Sign('-') if self.is_cell() => false,
            Kind::Sign(sign) => {
                matches!(sign, '{' | ';' | ',' | '、' | ':' | '=' | '<' | '>' | '≥' | '≤' | '≠' | '|')
                    || is_arithmetic(sign)
            }
            Kind::Word => self.word(last.start, last.end).is_some_and(wants_operand),
            _ => false,
        }
    }

    /// Whether the last piece is all that stands behind a bar.
    fn is_cell(&self) -> bool {
        matches!(self.pieces, [.., Piece { kind: Kind::Sign('|'), .. }, _])
    }

    fn goes_on_with_next(&self) -> bool {
        match self.next.kind {
            // A block may list negative numbers line by line.
            // Nothing has a second block.
            Kind::Sign('{') if self.pieces.last().is_some_and(|last| last.kind == Kind::Sign('}')) => false,
            Kind::Sign('-' | '+') => self.bracket.is_none() || !self.next_touches_number,
            Kind::Sign(sign) => matches!(sign, '{' | '}' | ')' | ']' | ',' | '、' | '|') || is_arithmetic(sign),
            Kind::Word => self.word(self.next.start, self.next.end).is_some_and(continues),
            _ => false,
        }
    }

    fn word(&self, start: usize, end: usize) -> Option<Rule> {
        keyword::rule_of(self.text.get(start..end)?)
    }
}

/// Signs of arithmetic.
pub(in super::super) fn is_arithmetic(sign: char) -> bool {
    matches!(sign, '+' | '-' | '*' | '×' | '÷' | '/')
}

/// Words that go on with the line before.
pub(in super::super) fn continues(rule: Rule) -> bool {
    matches!(rule, Rule::kw_and | Rule::kw_or | Rule::kw_where | Rule::kw_then | Rule::kw_else)
}

/// Words that are nothing without what follows. 是 is not among them: it may be a value.
fn wants_operand(rule: Rule) -> bool {
    continues(rule)
        || matches!(
            rule,
            Rule::kw_not
                | Rule::kw_if
                | Rule::kw_at_least
                | Rule::kw_no_fewer
                | Rule::kw_no_smaller
                | Rule::kw_reaches
                | Rule::kw_no_earlier
                | Rule::kw_exceeds
                | Rule::kw_above
                | Rule::kw_greater
                | Rule::kw_more
                | Rule::kw_later
                | Rule::kw_at_most
                | Rule::kw_no_higher
                | Rule::kw_no_greater
                | Rule::kw_no_more
                | Rule::kw_no_later
                | Rule::kw_below
                | Rule::kw_fewer
                | Rule::kw_smaller
                | Rule::kw_short_of
                | Rule::kw_less
                | Rule::kw_earlier
                | Rule::kw_is_not
                | Rule::kw_equals
                | Rule::kw_not_equal
        )
}
