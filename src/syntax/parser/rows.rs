//! The rows of lists in a skeleton: bands, parts, points, arms, items of an enumeration, terms of a condition.

use std::ops::Range;

use super::super::grammar::Rule;
use super::super::keyword;
use super::super::sign::half_width_text;
use super::super::skeleton::{Between, Row, Stretch, Text, Verb};
use super::super::token::Kind as Token;
use super::Parser;
use super::comparison::comparison_of_rule;
use super::skeleton::without_quotes;
use crate::core::Comparison;
use crate::finding::Span;
use crate::invariant::{entry, part_of};
use crate::number::Number;

impl Parser<'_> {
    /// Changes to rows.
    pub(super) fn rows(&self, pieces: Range<usize>) -> Vec<Row> {
        let rows = self.statements(pieces).into_iter().map(|statement| {
            let (verb, written) = (self.verb_of(&statement), self.span(&statement));
            let rest = if verb == Verb::Plain { statement } else { statement.start + 1..statement.end };
            self.row_of(&rest, verb, written)
        });
        rows.collect()
    }

    pub(super) fn row_of(&self, pieces: &Range<usize>, verb: Verb, written: Span) -> Row {
        let new = self.new_address(pieces).filter(|_| !matches!(verb, Verb::Insert(_) | Verb::Remove));
        let old = self.address(&(pieces.start..new.map_or(pieces.end, |new| new.saturating_sub(1))));
        let whole = new.unwrap_or(pieces.start)..pieces.end;
        let address = self.address(&whole);
        Row {
            verb,
            key: self.canonical(&old),
            shown: self.written_text(&old),
            to: new.map(|_| self.canonical(&address)),
            address: self.span(&address),
            cells: self.cells_of(&whole),
            text: self.text_of(&whole),
            written,
        }
    }

    /// The pieces of a row that stand before its colon or its 每; of an item of an enumeration its name, behind 作.
    fn address(&self, pieces: &Range<usize>) -> Range<usize> {
        let names = |piece: &usize| self.first_word(&(*piece..piece + 1), &[Rule::kw_as]).is_some();
        let is_text = |piece: usize| entry(&self.layout.pieces, piece).kind == Token::Text;
        let name = pieces.clone().skip(1).find(names).filter(|at| at + 1 < pieces.end && is_text(at - 1));
        if let Some(name) = name {
            return name + 1..pieces.end;
        }
        let ends = |piece: &usize| {
            self.is_sign(*piece, ':')
                || self.is_sign(*piece, '|')
                || *piece > pieces.start && self.first_word(&(*piece..piece + 1), &[Rule::kw_per]).is_some()
        };
        pieces.start..pieces.clone().find(ends).unwrap_or(pieces.end)
    }

    fn cells_of(&self, pieces: &Range<usize>) -> Vec<Option<Span>> {
        let cells = self.cells(pieces).unwrap_or_default();
        cells.iter().map(|cell| (!self.is_nothing(cell)).then(|| self.span(cell))).collect()
    }

    /// Pieces however they are spelt: words in Chinese, comparisons as signs, numbers without idle zeros, no blanks.
    pub(super) fn canonical(&self, pieces: &Range<usize>) -> String {
        let mut text = String::new();
        for piece in pieces.clone() {
            let written = half_width_text(self.text(piece));
            let rule = keyword::rule_of(&written);
            match rule.and_then(comparison_of_rule) {
                Some(comparison) => text.push(sign_of(comparison)),
                None if self.is_word(piece) => {
                    let known = keyword::of_word(&written).map(|keyword| keyword.zh);
                    text.push_str(known.unwrap_or_else(|| keyword::function_zh(&written)));
                }
                None => match Number::parse(&written) {
                    Some(number) => text.push_str(&number.to_string()),
                    None if self.is_sign(piece, '、') => text.push(','),
                    None => text.push_str(without_quotes(&written)),
                },
            }
        }
        text.replace(">=", "≥").replace("<=", "≤").replace("!=", "≠")
    }

    /// Pieces as they are written.
    fn written_text(&self, pieces: &Range<usize>) -> String {
        let bytes = self.bytes(pieces).unwrap_or(0..0);
        part_of(&self.layout.text, bytes).to_owned()
    }

    /// A text with the rows of what stands in braces.
    pub(super) fn text_of(&self, pieces: &Range<usize>) -> Text {
        let mut stretches = Vec::new();
        let mut from = pieces.start;
        let mut at = pieces.start;
        while at < pieces.end {
            let partner = entry(&self.layout.pieces, at).partner;
            if self.is_sign(at, '{') && partner > at + 1 && partner < pieces.end {
                stretches.push(Stretch::Written(self.span(&(from..at + 1))));
                let inside = at + 1..partner;
                let (rows, between) = self.listed(&inside);
                stretches.push(Stretch::Rows(rows, between));
                from = partner;
                at = partner;
            }
            at += 1;
        }
        if from < pieces.end {
            stretches.push(Stretch::Written(self.span(&(from..pieces.end))));
        }
        Text(stretches)
    }

    /// A condition, whose list is the terms in its braces.
    pub(super) fn text_of_condition(&self, pieces: &Range<usize>) -> Text {
        let block = self.block(pieces).map(|block| self.statements(block.inside)).unwrap_or_default();
        let has_basis = |item: &Range<usize>| {
            item.clone().any(|piece| self.first_word(&(piece..piece + 1), &[Rule::kw_basis]).is_some())
        };
        let inside = match block.as_slice() {
            [only] if !self.is_labelled(only) && !has_basis(only) => only,
            [first, .., last] => return self.text_of_items(pieces, &block, first.start..last.end),
            [only] => return self.text_of_items(pieces, &block, only.clone()),
            [] => return self.text_of(pieces),
        };
        let joints = self.joints(inside);
        let word = match joints.first() {
            Some(at) => keyword::of_word(self.text(*at)),
            None => keyword::of_rule(Rule::kw_and),
        };
        let is_english = self.text(pieces.start).is_ascii();
        let between = match word.map(|word| word.rule) {
            Some(Rule::kw_or) if is_english => " or ",
            Some(Rule::kw_or) => " 或 ",
            _ if is_english => " and ",
            _ => " 且 ",
        };
        let ends = joints.iter().copied().chain([inside.end]);
        let starts = [inside.start].into_iter().chain(joints.iter().map(|at| at + 1));
        let rows =
            starts.zip(ends).map(|(start, end)| self.row_of(&(start..end), Verb::Plain, self.span(&(start..end))));
        let written = |range: Range<usize>| Stretch::Written(self.span(&range));
        Text(vec![
            written(pieces.start..inside.start),
            Stretch::Rows(rows.filter(|row| !row.key.is_empty()).collect(), Between::Terms(between)),
            written(inside.end..pieces.end),
        ])
    }

    /// A condition, whose list is the items in its braces.
    fn text_of_items(&self, pieces: &Range<usize>, items: &[Range<usize>], inside: Range<usize>) -> Text {
        let written = |range: Range<usize>| Stretch::Written(self.span(&range));
        let rows = items.iter().map(|item| self.item_row(item, Verb::Plain, self.span(item)));
        Text(vec![
            written(pieces.start..inside.start),
            Stretch::Rows(rows.collect(), Between::Statements),
            written(inside.end..pieces.end),
        ])
    }

    /// An item of a condition: by its label, where it has one.
    fn item_row(&self, pieces: &Range<usize>, verb: Verb, written: Span) -> Row {
        if !self.is_labelled(pieces) {
            return self.row_of(pieces, verb, written);
        }
        let label = pieces.start..pieces.start + 1;
        Row {
            verb,
            key: self.canonical(&label),
            shown: self.written_text(&label),
            to: None,
            cells: Vec::new(),
            address: self.span(&label),
            text: self.text_of(pieces),
            written,
        }
    }

    /// Changes to the terms and items of a condition: a term that is itself joined by 且 or 或 is put in brackets.
    pub(super) fn terms(&self, pieces: Range<usize>) -> Vec<Row> {
        let statements = self.statements(pieces);
        let joined = statements.iter().map(|statement| {
            let verb = self.verb_of(statement);
            let rest = if verb == Verb::Plain { statement.clone() } else { statement.start + 1..statement.end };
            !self.is_labelled(&rest) && !self.joints(statement).is_empty()
        });
        let joined: Vec<bool> = joined.collect();
        let rows = statements.iter().map(|statement| {
            let (verb, written) = (self.verb_of(statement), self.span(statement));
            let rest = if verb == Verb::Plain { statement.clone() } else { statement.start + 1..statement.end };
            self.item_row(&rest, verb, written)
        });
        let rows = rows.zip(joined);
        let bracketed = rows.map(|(mut row, is_joined)| {
            if is_joined && row.verb != Verb::Remove {
                row.text.0.insert(0, Stretch::Said("("));
                row.text.0.push(Stretch::Said(")"));
            }
            row
        });
        bracketed.collect()
    }

    /// Where 且 or 或 join the terms of an expression; nowhere in one that begins with 若.
    fn joints(&self, pieces: &Range<usize>) -> Vec<usize> {
        let is = |at: usize, words: &[Rule]| self.first_word(&(at..at + 1), words).is_some();
        let mut found = Vec::new();
        let mut at = pieces.start;
        while at < pieces.end {
            if is(at, &[Rule::kw_if]) {
                return Vec::new();
            }
            found.extend(is(at, &[Rule::kw_and, Rule::kw_or]).then_some(at));
            at = entry(&self.layout.pieces, at).partner.max(at + 1);
        }
        found
    }

    /// The rows in braces: statements, or names with commas between them.
    fn listed(&self, inside: &Range<usize>) -> (Vec<Row>, Between) {
        let statements = self.statements(inside.clone());
        let row = |pieces: &Range<usize>| self.row_of(pieces, Verb::Plain, self.span(pieces));
        let has_colon = inside.clone().any(|piece| self.is_sign(piece, ':'));
        let commas: Vec<usize> = if has_colon { Vec::new() } else { self.commas(inside) };
        if commas.is_empty() {
            return (statements.iter().map(row).collect(), Between::Statements);
        }
        let mut rows = Vec::new();
        for statement in statements {
            let mut start = statement.start;
            for end in commas.iter().copied().filter(|comma| statement.contains(comma)).chain([statement.end]) {
                if start < end {
                    rows.push(row(&(start..end)));
                }
                start = end + 1;
            }
        }
        (rows, Between::Names)
    }

    /// The commas that stand in no bracket of these pieces.
    pub(super) fn commas(&self, pieces: &Range<usize>) -> Vec<usize> {
        let mut found = Vec::new();
        let mut at = pieces.start;
        while at < pieces.end {
            found.extend((self.is_sign(at, ',') || self.is_sign(at, '、')).then_some(at));
            at = entry(&self.layout.pieces, at).partner.max(at + 1);
        }
        found
    }
}

fn sign_of(comparison: Comparison) -> char {
    match comparison {
        Comparison::AtLeast => '≥',
        Comparison::Above => '>',
        Comparison::AtMost => '≤',
        Comparison::Below => '<',
        Comparison::Equal => '=',
        Comparison::Unequal => '≠',
    }
}
