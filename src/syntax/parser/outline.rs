//! Statements and blocks as ranges of pieces.

use std::ops::Range;

use super::super::token::Kind;
use super::Parser;
use crate::finding::Span;
use crate::invariant::part_of;

/// A statement with a block.
pub(super) struct Block {
    /// Before `{`.
    pub(super) head: Range<usize>,
    /// Between the braces.
    pub(super) inside: Range<usize>,
    /// After `}`.
    pub(super) after: Range<usize>,
}

impl Parser<'_> {
    /// The statements in a range of pieces.
    pub(super) fn statements(&self, pieces: Range<usize>) -> Vec<Range<usize>> {
        let mut found = Vec::new();
        let mut start = pieces.start;
        let mut at = pieces.start;
        while at < pieces.end {
            let Some(piece) = self.layout.pieces.get(at) else { break };
            if piece.kind == Kind::Sign(';') {
                found.push(start..at);
                start = at + 1;
            }
            at = piece.partner.max(at + 1);
        }
        found.push(start..pieces.end);
        found.retain(|statement| !statement.is_empty());
        found
    }

    /// Cuts a statement at its last `{` that stands in no other bracket.
    pub(super) fn block(&self, statement: &Range<usize>) -> Option<Block> {
        let mut at = statement.start;
        let mut last = None;
        while at < statement.end {
            let piece = self.layout.pieces.get(at)?;
            if piece.kind == Kind::Sign('{') {
                last = Some((at, piece.partner));
            }
            at = piece.partner.max(at + 1);
        }
        let (open, close) = last.filter(|(open, _)| !self.is_too_deep(*open))?;
        let close = close.clamp(open + 1, statement.end);
        Some(Block {
            head: statement.start..open,
            inside: open + 1..close,
            after: (close + 1).min(statement.end)..statement.end,
        })
    }

    /// Whether a bracket has been reported as nested too deeply; what it opens is not read, so no reader recurs further.
    fn is_too_deep(&self, open: usize) -> bool {
        let Some(piece) = self.layout.pieces.get(open) else { return false };
        let damage = &self.layout.damage;
        let from = damage.partition_point(|damage| damage.at < piece.start);
        damage.iter().skip(from).take_while(|damage| damage.at == piece.start).any(|damage| damage.is_fatal)
    }

    /// The bytes that pieces cover.
    pub(super) fn bytes(&self, pieces: &Range<usize>) -> Option<Range<usize>> {
        let first = self.layout.pieces.get(pieces.start)?;
        let last = self.layout.pieces.get(pieces.end.checked_sub(1)?)?;
        Some(first.start..last.end.max(first.end))
    }

    /// The span that pieces cover.
    pub(super) fn span(&self, pieces: &Range<usize>) -> Span {
        let bytes = self.bytes(pieces).unwrap_or(0..0);
        Span::new(self.source, bytes.start, bytes.end)
    }

    /// The text of one piece.
    pub(super) fn text(&self, piece: usize) -> &str {
        self.layout.pieces.get(piece).map_or("", |piece| part_of(&self.layout.text, piece.start..piece.end))
    }

    /// Whether a piece is a word.
    pub(super) fn is_word(&self, piece: usize) -> bool {
        self.layout.pieces.get(piece).is_some_and(|piece| piece.kind == Kind::Word)
    }
}
