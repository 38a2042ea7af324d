//! Rows in a skeleton: each cell is a clause whose word stands in the 表头.

use std::ops::Range;

use super::super::ast::{Column, ColumnKind, StatementKind};
use super::super::grammar::Rule;
use super::super::keyword;
use super::super::sign::half_width_text;
use super::super::skeleton::{Member, Part, Statement, Stretch, Text, Verb};
use super::Parser;
use super::reader::Above;
use super::target::bare;

/// The words of clauses that a column may be of.
const WORDS: &[(StatementKind, Rule)] = &[
    (StatementKind::Basis, Rule::kw_basis),
    (StatementKind::Applies, Rule::kw_applies),
    (StatementKind::Value, Rule::kw_value),
    (StatementKind::Scoring, Rule::kw_scoring),
    (StatementKind::Adjustment, Rule::kw_adjust),
    (StatementKind::Missing, Rule::kw_missing),
    (StatementKind::Direction, Rule::kw_direction),
    (StatementKind::Evidence, Rule::kw_evidence),
    (StatementKind::Advice, Rule::kw_advice),
    (StatementKind::Weight, Rule::kw_weight),
    (StatementKind::Rounding, Rule::kw_rounding),
];

impl Parser<'_> {
    /// 指标 { 表头 … ; rows }
    pub(super) fn is_table_of_changes(&self, pieces: &Range<usize>) -> bool {
        self.first_word(pieces, &[Rule::kw_indicator]).is_some() && self.opens_inside(pieces)
    }

    /// The changes that the rows of 修改 指标 { 表头 … ; rows } are.
    pub(super) fn table_of_changes(&mut self, pieces: &Range<usize>) -> Vec<Statement> {
        let Some(block) = self.block(pieces) else { return Vec::new() };
        let statements = self.statements(block.inside);
        let header = self.header_among(&statements);
        self.headers.push(header);
        let rows = statements.iter().filter(|statement| self.is_row(statement)).cloned().collect::<Vec<_>>();
        let rows = rows.iter().filter_map(|row| self.row_skeleton(row)).collect();
        self.headers.pop();
        rows
    }

    /// A row as the indicator that it is.
    pub(super) fn row_skeleton(&mut self, pieces: &Range<usize>) -> Option<Statement> {
        let Above::Header(header) = self.header_here() else { return None };
        let cells = self.cells(pieces).filter(|cells| cells.len() == header.columns.len())?;
        let first = cells.first()?;
        let (name, at) = (half_width_text(self.text(first.start)), self.span(first));
        let mut row = bare((Rule::kw_indicator, name, at, Verb::Plain), self.span(pieces))?;
        row.header = Some(header.span);
        let is_english = self.layout.written.get(header.span.start..).is_some_and(|text| text.starts_with("header"));
        let mut members: Vec<Member> = Vec::new();
        for (column, cell) in header.columns.iter().zip(&cells) {
            if self.is_nothing(cell) {
                continue;
            }
            let span = self.span(cell);
            match &column.kind {
                ColumnKind::Code => {}
                ColumnKind::Title => row.head.push(Part { rule: Rule::string, span }),
                ColumnKind::Marks(None) => row.head.push(Part { rule: Rule::amount, span }),
                ColumnKind::Marks(Some(kind)) => {
                    row.head.push(Part { rule: Rule::kind_mark, span: kind.span });
                    row.head.push(Part { rule: Rule::c_marks, span });
                }
                ColumnKind::Clause(_) | ColumnKind::Local(_) => {
                    members.push(self.cell_member(column, cell, is_english));
                }
            }
        }
        row.block = Some(members);
        Some(row)
    }

    fn cell_member(&self, column: &Column, cell: &Range<usize>, is_english: bool) -> Member {
        let span = self.span(cell);
        let rule = match &column.kind {
            ColumnKind::Clause(kind) => {
                WORDS.iter().find(|(known, _)| known == kind).map_or(Rule::kw_value, |(_, rule)| *rule)
            }
            _ => Rule::kw_definition,
        };
        let word = keyword::of_rule(rule);
        let said = word.map_or("", |word| if is_english { word.en } else { word.zh });
        let mut key = word.map_or("", |word| word.zh).to_owned();
        let mut stretches = vec![Stretch::Said(said), Stretch::Said(" ")];
        match &column.kind {
            ColumnKind::Local(name) => {
                key = format!("{key} {}", name.value);
                stretches.extend([Stretch::Written(name.span), Stretch::Said(" = ")]);
            }
            ColumnKind::Clause(StatementKind::Adjustment) => {
                let is_end = |piece: &usize| self.first_word(&(*piece..piece + 1), &[Rule::kw_when]).is_some();
                let end = cell.clone().find(is_end).unwrap_or(cell.end);
                key = format!("{key} {}", self.canonical(&(cell.start..end)));
            }
            _ => {}
        }
        let Text(rest) = self.text_of(cell);
        stretches.extend(rest);
        Member {
            verb: Verb::Plain,
            key,
            item: None,
            parts: Vec::new(),
            inside: None,
            row: None,
            text: Text(stretches),
            is_touched: true,
            span,
            written: span,
        }
    }
}
