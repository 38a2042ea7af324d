//! A row under a 表头 as the indicator that it is: each cell is read by the rule of its clause.

use std::ops::Range;

use super::super::ast::{Clause, ClauseKind, Column, ColumnKind, Header, Indicator, Local, StatementKind, Unread};
use super::super::grammar::Rule;
use super::reader::Above;
use super::{Parser, basics, indicator, literal, scoring, tree};
use crate::finding::{Code, Diagnostic, Span, Spanned};
use crate::words;

impl Parser<'_> {
    /// The cells of a row; none of a statement that has no bar outside of brackets.
    pub(super) fn cells(&self, pieces: &Range<usize>) -> Option<Vec<Range<usize>>> {
        let mut cells = Vec::new();
        let (mut start, mut at) = (pieces.start, pieces.start);
        while at < pieces.end {
            if self.is_sign(at, '|') {
                cells.push(start..at);
                start = at + 1;
            }
            at = self.layout.pieces.get(at).map_or(pieces.end, |piece| piece.partner.max(at + 1));
        }
        cells.push(start..pieces.end);
        (cells.len() > 1).then_some(cells)
    }

    /// Whether a statement is a row.
    pub(super) fn is_row(&self, pieces: &Range<usize>) -> bool {
        self.first_word(pieces, &[Rule::kw_header]).is_none() && self.cells(pieces).is_some()
    }

    /// What is kept of a row that could not be read.
    pub(super) fn unread_row(&self, pieces: &Range<usize>) -> Unread {
        let (kind, span) = (Some(StatementKind::Indicator), self.span(pieces));
        Unread { kind, name: self.name_at(pieces.start), inside: Vec::new(), span }
    }

    /// A row as an indicator; `None` when nothing is left of it.
    pub(super) fn row_of_table(&mut self, pieces: &Range<usize>) -> Option<Indicator> {
        let cells = self.cells(pieces)?;
        let span = self.span(pieces);
        let header = match self.header_here() {
            Above::Header(header) => header,
            Above::Unread => return None,
            Above::None => {
                let finding = without_header(span);
                // One for the rows of a table.
                let is_told = self.diagnostics.last().is_some_and(|last| last.message == finding.message);
                self.diagnostics.extend((!is_told).then_some(finding));
                return None;
            }
        };
        if cells.len() != header.columns.len() {
            let finding = self.unlike(&header, cells.len(), span);
            self.diagnostics.push(finding);
            return None;
        }
        let mut cells = header.columns.iter().zip(cells);
        let (_, first) = cells.next()?;
        let code = self.leaf(Rule::c_code, &first, |parts| Ok(literal::name(&parts.take(Rule::name)?)))?;
        let title = Some(code.clone());
        let mut row = Indicator {
            code,
            title,
            full: None,
            kinds: Vec::new(),
            clauses: Vec::new(),
            locals: Vec::new(),
            without: Vec::new(),
            unread: Vec::new(),
            span,
        };
        for (column, cell) in cells {
            if !self.is_nothing(&cell) && self.cell(column, &cell, &mut row).is_none() {
                row.unread.push(self.unread_cell(column, &cell, &row));
            }
        }
        Some(row)
    }

    /// Whether a cell is empty, or has a dash alone.
    pub(super) fn is_nothing(&self, cell: &Range<usize>) -> bool {
        cell.is_empty() || cell.len() == 1 && self.is_sign(cell.start, '—')
    }

    /// Reads a cell; `None` when it is not in the tree.
    fn cell(&mut self, column: &Column, cell: &Range<usize>, row: &mut Indicator) -> Option<()> {
        let span = self.span(cell);
        if cell.len() == 1 && self.is_sign(cell.start, '-') {
            let message = words!("这一格只有一个减号", "this cell has a minus and nothing else");
            let help = words!("没有的写 —，或空着", "write — for nothing, or leave it empty");
            let fix = crate::finding::Fix::replace(span, "—");
            self.diagnostics.push(Diagnostic::error(Code::H0105, span, message).help(help).fix(fix));
            return None;
        }
        match &column.kind {
            ColumnKind::Code => {}
            ColumnKind::Title => {
                row.title = None;
                row.title = Some(self.leaf(Rule::c_title, cell, title)?);
            }
            ColumnKind::Marks(kind) => {
                let title = row.title.take();
                let marks = self.leaf(Rule::c_marks, cell, basics::marks)?;
                match kind {
                    Some(kind) => row.kinds.push((kind.clone(), marks)),
                    None => row.full = Some(marks),
                }
                row.title = title;
            }
            ColumnKind::Local(name) => {
                let value = self.leaf(Rule::c_expression, cell, basics::single)?;
                row.locals.push(Local { name: name.clone(), value, span });
            }
            ColumnKind::Clause(kind) => {
                if self.first_word(cell, &[Rule::kw_nothing]).is_some() && cell.len() == 1 {
                    self.leaf(Rule::c_nothing, cell, |_| Ok(()))?;
                    row.without.push(Spanned::new(*kind, span));
                    return Some(());
                }
                let kind = self.clause_in_cell(*kind, cell)?;
                row.clauses.push(Clause { kind, span });
            }
        }
        Some(())
    }

    fn clause_in_cell(&mut self, kind: StatementKind, cell: &Range<usize>) -> Option<ClauseKind> {
        let expression = |parser: &mut Self| parser.leaf(Rule::c_expression, cell, basics::single);
        match kind {
            StatementKind::Basis => {
                self.leaf(Rule::c_basis, cell, |parts| literal::basis_items(parts.rest())).map(ClauseKind::Basis)
            }
            StatementKind::Applies => expression(self).map(ClauseKind::Applies),
            StatementKind::Value => expression(self).map(ClauseKind::Value),
            StatementKind::Weight => expression(self).map(ClauseKind::Weight),
            StatementKind::Scoring => {
                self.leaf(Rule::c_scoring, cell, scoring::scoring).map(Box::new).map(ClauseKind::Scoring)
            }
            StatementKind::Adjustment => {
                self.leaf(Rule::c_adjust, cell, indicator::adjustment).map(Box::new).map(ClauseKind::Adjustment)
            }
            StatementKind::Missing => self.leaf(Rule::c_missing, cell, indicator::missing).map(ClauseKind::Missing),
            StatementKind::Rounding => self.leaf(Rule::c_rounding, cell, tree::own_rounding).map(ClauseKind::Rounding),
            StatementKind::Direction => {
                self.leaf(Rule::c_direction, cell, basics::direction).map(ClauseKind::Direction)
            }
            StatementKind::Evidence => self.leaf(Rule::c_title, cell, title).map(ClauseKind::Evidence),
            _ => {
                let text = self.leaf(Rule::c_title, cell, title)?;
                self.template(&text).map(ClauseKind::Advice)
            }
        }
    }

    fn unread_cell(&self, column: &Column, cell: &Range<usize>, row: &Indicator) -> Unread {
        let span = self.span(cell);
        let kind = match &column.kind {
            ColumnKind::Clause(kind) => Some(*kind),
            ColumnKind::Local(_) => Some(StatementKind::Definition),
            _ => None,
        };
        let name = match &column.kind {
            ColumnKind::Local(name) => Some(Spanned::new(format!("{}.{}", row.code.value, name.value), name.span)),
            _ => None,
        };
        let is_of_opening = kind.is_none();
        let inside = Vec::new();
        // Marks or a title that cannot be read: nothing else of the row is lost.
        let kind = if is_of_opening { Some(StatementKind::Indicator) } else { kind };
        Unread { kind, name, inside, span }
    }

    /// A row with another number of cells than its header.
    pub(super) fn unlike(&self, header: &Header, found: usize, row: Span) -> Diagnostic {
        self.of_width(found, row, (header.columns.len(), header.span))
    }

    /// A row with so many cells, and the columns of its header.
    pub(super) fn of_width(&self, found: usize, row: Span, (wanted, header): (usize, Span)) -> Diagnostic {
        let shown = |span: Span| {
            let text = self.layout.written.get(span.start..span.end).unwrap_or_default();
            let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
            if line.chars().count() > LONGEST_SHOWN {
                line.chars().take(LONGEST_SHOWN).chain(['…']).collect()
            } else {
                line
            }
        };
        let row_text = shown(row);
        Diagnostic::error(
            Code::H0231,
            row,
            words!(
                "这一行有 {found} 格，表头有 {wanted} 列：{row_text}",
                "this row has {found} cells, its header {wanted} columns: {row_text}"
            ),
        )
        .label(header, words!("表头", "the header"))
        .help(if found < wanted {
            words!("没有的一格写 —", "write — in a cell that says nothing")
        } else {
            words!(
                "删去多出的一格，或在表头加一列；算式里没有「|」，「或者」写作 或",
                "remove a cell, or add a column to the header; in an expression write `or`, not a bar"
            )
        })
    }
}

/// So many letters of a row are quoted.
const LONGEST_SHOWN: usize = 60;

fn without_header(row: Span) -> Diagnostic {
    let message = words!("这一行上面没有表头", "there is no header for this row");
    Diagnostic::error(Code::H0231, row, message).help(words!(
        "在这个花括号里或外面写：表头 编号 | 名称 | 分值 | 取值 | 计分",
        "write in these braces, or outside of them: header code | title | marks | value | scoring"
    ))
}

fn title(parts: &mut super::node::Children<'_>) -> super::node::Built<Spanned<String>> {
    Ok(literal::string(&parts.take(Rule::string)?))
}
