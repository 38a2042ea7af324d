//! What is kept of a statement that could not be read.

use std::collections::BTreeSet;
use std::ops::Range;

use super::super::ast::{Name, StatementKind, Unread};
use super::super::grammar::Rule;
use super::super::keyword::{self, Keyword, TYPES, UNITS};
use super::super::sign::half_width_text;
use super::super::token::Kind;
use super::outline::Block;
use super::statements::{COLUMNS, FUNCTIONS, ITEMS, Statements};
use super::{MAX_DIAGNOSTICS, Parser};
use crate::finding::{Span, Spanned};

/// Words with a name behind them.
const DECLARING: &[Rule] = &[
    Rule::kw_choice,
    Rule::kw_table,
    Rule::kw_gloss,
    Rule::kw_parameter,
    Rule::kw_definition,
    Rule::kw_condition,
    Rule::kw_head,
    Rule::kw_indicator,
    Rule::kw_veto,
    Rule::kw_restriction,
    Rule::kw_demote,
];

/// Whether a name stands behind a word.
pub(in crate::syntax) fn is_declaring(word: &str) -> bool {
    keyword::rule_of(word).is_some_and(|rule| DECLARING.contains(&rule))
}

impl Parser<'_> {
    /// What can be told of a statement that could not be read.
    pub(super) fn unread(&self, pieces: &Range<usize>, among: Statements) -> Unread {
        let kind = self.kind_among(pieces, among);
        let name = self.declared_name(kind, pieces);
        let mut inside = self.declared_inside(kind, pieces);
        if kind == Some(StatementKind::Total) && self.block(pieces).is_none() {
            // 总分 10 分 is meant for 满分.
            let (kind, name, span) = (Some(StatementKind::FullMarks), None, self.span(pieces));
            inside.push(Unread { kind, name, inside: Vec::new(), span });
        }
        let span = self.span(pieces);
        let lost = match kind {
            // A text alone is what is left of 其余 "…".
            Some(StatementKind::Grade) if pieces.len() == 1 => Some(StatementKind::Otherwise),
            // 方面 2 位 四舍五入
            Some(StatementKind::Head | StatementKind::Indicator) if self.rounds(pieces) => {
                Some(StatementKind::Rounding)
            }
            _ => None,
        };
        inside.extend(lost.map(|kind| Unread { kind: Some(kind), name: None, inside: Vec::new(), span }));
        Unread { kind, name, inside, span }
    }

    fn kind_among(&self, pieces: &Range<usize>, among: Statements) -> Option<StatementKind> {
        let word = self.first_word(pieces, among.words).filter(|_| !self.is_turned(pieces));
        word.and_then(kind_of).or(among.otherwise)
    }

    /// Whether a statement says how something is rounded.
    fn rounds(&self, pieces: &Range<usize>) -> bool {
        let says = |piece| matches!(keyword::rule_of(self.text(piece)), Some(Rule::kw_places | Rule::kw_unrounded));
        pieces.clone().any(says)
    }

    /// Statements that are not looked at, since there are findings enough.
    pub(super) fn rest(&mut self, pieces: Range<usize>) -> Unread {
        self.stop_at(&pieces);
        Unread { kind: None, name: None, inside: self.declared_inside(None, &pieces), span: self.span(&pieces) }
    }

    /// What was left out of a block although its statements were read: what stands behind its brace, and places that
    /// were reported before any statement was. Those in a statement with a block of its own, in `nested`, are kept
    /// there.
    pub(super) fn left_out(&self, pieces: &Range<usize>, block: &Block, nested: &[Span]) -> Vec<Unread> {
        let behind = (!block.after.is_empty()).then(|| self.unread(&block.after, ITEMS));
        let whole = self.span(pieces);
        behind.into_iter().chain(self.damaged(whole, nested)).collect()
    }

    /// Reported places within a span and in none of the spans in order that keep their own.
    pub(super) fn damaged<'s>(&'s self, within: Span, nested: &'s [Span]) -> impl Iterator<Item = Unread> + 's {
        let damage = &self.layout.damage;
        let from = damage.partition_point(|damage| damage.at < within.start);
        let inside = damage.iter().skip(from).take_while(move |damage| damage.at < within.end);
        let spans = inside.map(|damage| Span::new(self.source, damage.at, damage.at + 1));
        let kept_here = spans.filter(|span| {
            let after = nested.partition_point(|nested| nested.end <= span.start);
            nested.get(after).is_none_or(|nested| !nested.contains(*span))
        });
        kept_here.map(Unread::place).take(MAX_DIAGNOSTICS)
    }

    /// The name at a piece, if a name stands there.
    pub(super) fn name_at(&self, piece: usize) -> Option<Name> {
        let text = half_width_text(self.text(piece));
        let is_name = self.is_word(piece) && !keyword::of_word(&text).is_some_and(Keyword::is_reserved);
        is_name.then(|| Spanned::new(text, self.span(&(piece..piece + 1))))
    }

    fn declared_name(&self, kind: Option<StatementKind>, pieces: &Range<usize>) -> Option<Name> {
        let at = |offset: usize| pieces.start.checked_add(offset).filter(|piece| pieces.contains(piece));
        let named = |offset: usize| at(offset).and_then(|piece| self.name_at(piece));
        match kind? {
            StatementKind::Definition if at(2).is_some_and(|piece| self.is_sign(piece, '.')) => named(3),
            StatementKind::Enumeration
            | StatementKind::Table
            | StatementKind::Gloss
            | StatementKind::Parameter
            | StatementKind::Definition
            | StatementKind::Condition
            | StatementKind::Head
            | StatementKind::Indicator
            | StatementKind::Veto
            | StatementKind::Restriction
            | StatementKind::Demotion => named(1),
            // A column that lost its name begins with its type, and one that changed places with it stands behind.
            StatementKind::Column if self.is_type(pieces.start) => {
                named(1).filter(|name| !self.is_type(pieces.start + 1) && keyword::of_word(&name.value).is_none())
            }
            StatementKind::Column | StatementKind::Function => named(0),
            StatementKind::Grade => named(0).or_else(|| at(0).and_then(|piece| self.quoted(piece))),
            _ => None,
        }
    }

    /// A text without its quotes, with its place.
    pub(super) fn quoted(&self, piece: usize) -> Option<Name> {
        let is_text = self.layout.pieces.get(piece).is_some_and(|piece| piece.kind == Kind::Text);
        let inside = |text: &str| text.trim_matches(['"', '＂', '“', '”']).to_owned();
        is_text.then(|| Spanned::new(inside(self.text(piece)), self.span(&(piece..piece + 1))))
    }

    fn declared_inside(&self, kind: Option<StatementKind>, pieces: &Range<usize>) -> Vec<Unread> {
        let mut found = Vec::new();
        // An unknown first word may stand for a right one, or be the name itself.
        if kind.is_none() {
            let of_path = if self.is_sign(pieces.start + 1, '.') { pieces.start + 2 } else { pieces.start + 1 };
            let names = [pieces.start, of_path].into_iter().filter(|piece| pieces.contains(piece));
            let names = names.filter_map(|piece| self.name_at(piece));
            found.extend(names.map(|name| Unread { span: name.span, name: Some(name), kind, inside: Vec::new() }));
        }
        let is_named = matches!(kind, Some(StatementKind::Parameter | StatementKind::Definition));
        if let Some(name) = self.declared_name(kind, pieces).filter(|_| is_named) {
            // 参数 投入线为200万元: the name ends where its value begins.
            let start = name.value.split(['为', '是']).next().filter(|start| start.len() < name.value.len());
            let start = start.map(|start| Spanned::new(start.to_owned(), name.span));
            found.extend(start.map(|name| Unread { kind, inside: Vec::new(), span: name.span, name: Some(name) }));
        }
        if kind == Some(StatementKind::Column) {
            // Two lines that run into one another.
            let words = pieces.clone().skip(1).filter(|piece| !self.is_type(*piece));
            let names = words.filter_map(|piece| self.name_at(piece));
            found.extend(names.map(|name| Unread { kind, inside: Vec::new(), span: name.span, name: Some(name) }));
        }
        if self.is_sign(pieces.start, '{') {
            found.extend(
                self.of_block(pieces)
                    .iter()
                    .map(|kind| Unread { kind: Some(*kind), ..Unread::place(self.span(pieces)) }),
            );
            let columns = self.statements(pieces.start + 1..pieces.end.saturating_sub(1));
            let names = columns.iter().filter_map(|column| self.declared_name(Some(StatementKind::Column), column));
            let kind = Some(StatementKind::Column);
            found.extend(names.map(|name| Unread { kind, inside: Vec::new(), span: name.span, name: Some(name) }));
        }
        let mut nameless = BTreeSet::new();
        for piece in pieces.clone().skip(1) {
            let one = piece..(piece + 2).min(pieces.end);
            let Some(kind) = keyword::rule_of(self.text(piece)).and_then(kind_of) else { continue };
            let name = self.first_word(&one, DECLARING).and_then(|_| self.name_at(piece + 1));
            if name.is_some() || nameless.insert(kind) {
                found.push(Unread { kind: Some(kind), name, inside: Vec::new(), span: self.span(&one) });
            }
        }
        let own = match kind {
            Some(StatementKind::Table) => COLUMNS,
            Some(StatementKind::Script) => FUNCTIONS,
            _ => return found,
        };
        let statements = self.block(pieces).map(|block| self.statements(block.inside)).unwrap_or_default();
        for statement in statements {
            let kind = self.kind_among(&statement, own);
            let name = self.declared_name(kind, &statement);
            found.push(Unread { kind, name, inside: Vec::new(), span: self.span(&statement) });
        }
        found
    }

    /// What may be declared by a block whose first line is lost, by the words in it.
    fn of_block(&self, pieces: &Range<usize>) -> &'static [StatementKind] {
        let has = |words: &[Rule]| pieces.clone().any(|piece| self.first_word(&(piece..pieces.end), words).is_some());
        if has(&[Rule::kw_indicator]) {
            &[StatementKind::Head]
        } else if has(&[Rule::kw_value, Rule::kw_scoring]) {
            &[StatementKind::Indicator]
        } else {
            &[StatementKind::Table, StatementKind::Condition, StatementKind::Definition, StatementKind::Parameter]
        }
    }

    /// Whether a piece is the type or unit of a column.
    pub(super) fn is_type(&self, piece: usize) -> bool {
        let word = half_width_text(self.text(piece));
        TYPES.contains(&word.as_str()) || UNITS.contains(&word.as_str()) || self.is_sign(piece, '%')
    }

    pub(super) fn is_sign(&self, piece: usize, sign: char) -> bool {
        self.layout.pieces.get(piece).is_some_and(|piece| piece.kind == Kind::Sign(sign))
    }
}

/// What a first word begins.
pub(super) fn kind_of(word: Rule) -> Option<StatementKind> {
    Some(match word {
        Rule::kw_rule_set => StatementKind::RuleSet,
        Rule::kw_cycle => StatementKind::Cycle,
        Rule::kw_basis => StatementKind::Basis,
        Rule::kw_full => StatementKind::FullMarks,
        Rule::kw_edition => StatementKind::Edition,
        Rule::kw_levels => StatementKind::Levels,
        Rule::kw_rounding => StatementKind::Rounding,
        Rule::kw_table => StatementKind::Table,
        Rule::kw_key => StatementKind::Key,
        Rule::kw_spread => StatementKind::Spread,
        Rule::kw_other_columns => StatementKind::OtherColumns,
        Rule::kw_sheet => StatementKind::Sheet,
        Rule::kw_header_row => StatementKind::HeaderRow,
        Rule::kw_missing_marks | Rule::kw_inapplicable_marks | Rule::kw_zero_marks => StatementKind::Marks,
        Rule::kw_choice => StatementKind::Enumeration,
        Rule::kw_script => StatementKind::Script,
        Rule::kw_script_limits => StatementKind::ScriptLimits,
        Rule::kw_gloss => StatementKind::Gloss,
        Rule::kw_alternative => StatementKind::Alternative,
        Rule::kw_parameter => StatementKind::Parameter,
        Rule::kw_definition => StatementKind::Definition,
        Rule::kw_condition => StatementKind::Condition,
        Rule::kw_head => StatementKind::Head,
        Rule::kw_indicator => StatementKind::Indicator,
        Rule::kw_applies => StatementKind::Applies,
        Rule::kw_value => StatementKind::Value,
        Rule::kw_scoring => StatementKind::Scoring,
        Rule::kw_adjust => StatementKind::Adjustment,
        Rule::kw_missing => StatementKind::Missing,
        Rule::kw_direction => StatementKind::Direction,
        Rule::kw_evidence => StatementKind::Evidence,
        Rule::kw_advice => StatementKind::Advice,
        Rule::kw_weight => StatementKind::Weight,
        Rule::kw_aggregate => StatementKind::Aggregate,
        Rule::kw_weighting => StatementKind::Weighting,
        Rule::kw_gaps => StatementKind::Gaps,
        Rule::kw_cap => StatementKind::Cap,
        Rule::kw_each_indicator | Rule::kw_each_head => StatementKind::Common,
        Rule::kw_header => StatementKind::Header,
        Rule::kw_total => StatementKind::Total,
        Rule::kw_bonus => StatementKind::Bonus,
        Rule::kw_deduction => StatementKind::Deduction,
        Rule::kw_veto => StatementKind::Veto,
        Rule::kw_restriction => StatementKind::Restriction,
        Rule::kw_demote => StatementKind::Demotion,
        Rule::kw_participate => StatementKind::Participation,
        Rule::kw_manual => StatementKind::ManualGrades,
        Rule::kw_grades => StatementKind::Grades,
        Rule::kw_otherwise => StatementKind::Otherwise,
        Rule::kw_outputs => StatementKind::Outputs,
        Rule::kw_example => StatementKind::Example,
        Rule::kw_assume => StatementKind::Assumption,
        Rule::kw_expect => StatementKind::Expectation,
        Rule::kw_inherit => StatementKind::Inherit,
        Rule::kw_amend | Rule::kw_insert | Rule::kw_remove | Rule::kw_rename | Rule::kw_move => {
            StatementKind::Amendment
        }
        _ => return None,
    })
}
