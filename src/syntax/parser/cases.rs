//! Rows of an 示例 under a 表头.

use std::ops::Range;

use super::super::ast::{CaseCell, CaseColumn, CaseColumnKind, CaseRow, Cases, Expected, StatementKind, Unread};
use super::super::grammar::Rule;
use super::Parser;
use super::basics::single;
use super::example::{assumed, because, outcome, target};
use super::expression::{expression, path};
use super::literal;
use super::node::{Built, Children, Node};
use super::statements::Statements;
use crate::finding::{Code, Diagnostic, Span};
use crate::words;

/// The statements that cases are written in.
const ROWS: Statements = Statements { words: &[Rule::kw_header], otherwise: Some(StatementKind::Facts) };

impl Parser<'_> {
    /// Whether a statement of an 示例 is its 表头 or a row.
    pub(super) fn is_of_cases(&self, statement: &Range<usize>) -> bool {
        self.first_word(statement, &[Rule::kw_header]).is_some() || self.cells(statement).is_some()
    }

    /// The 表头 and the rows among the statements of an 示例. What cannot be read is put with the rest of it.
    pub(super) fn cases(&mut self, statements: &[Range<usize>], unread: &mut Vec<Unread>) -> Option<Cases> {
        let (headers, rows): (Vec<_>, Vec<_>) =
            statements.iter().partition(|statement| self.first_word(statement, &[Rule::kw_header]).is_some());
        let header = match headers.as_slice() {
            [] => {
                let first = rows.first()?;
                let finding = without_header(self.span(first));
                self.diagnostics.push(finding);
                None
            }
            [only] => self.leaf(Rule::s_cases, only, header).filter(|header| self.is_told_apart(header)),
            [first, second, ..] => {
                let message = words!("表头写了两次", "there are two headers");
                let finding = Diagnostic::error(Code::H0205, self.span(second), message)
                    .label(self.span(first), words!("第一次在这里", "first written here"))
                    .help(words!("分成两个示例", "make two examples of it"));
                self.diagnostics.push(finding);
                None
            }
        };
        let Some(mut cases) = header else {
            // What its rows say is not known.
            let lost = |statement: &&Range<usize>| Unread {
                kind: None,
                name: None,
                inside: Vec::new(),
                span: self.span(statement),
            };
            unread.extend(headers.iter().chain(&rows).map(lost));
            return None;
        };
        for (place, statement) in rows.into_iter().enumerate() {
            if self.is_full() {
                unread.push(self.unread(statement, ROWS));
                break;
            }
            match self.case(statement, place + 1, &cases) {
                Some(row) => cases.rows.push(row),
                None => unread.push(self.unread(statement, ROWS)),
            }
        }
        Some(cases)
    }

    fn is_told_apart(&mut self, cases: &Cases) -> bool {
        let mut columns = cases.columns.iter().enumerate();
        let repeated =
            columns.find(|(place, column)| cases.columns.iter().take(*place).any(|before| before.says_as(column)));
        let Some((_, column)) = repeated else { return true };
        let message = words!("表头里这一列写了两次", "this column stands twice in the header");
        self.diagnostics.push(
            Diagnostic::error(Code::H0205, column.span, message).help(words!("删去其中一列", "remove one of them")),
        );
        false
    }

    fn case(&mut self, statement: &Range<usize>, number: usize, cases: &Cases) -> Option<CaseRow> {
        let span = self.span(statement);
        let cells = self.cells(statement).unwrap_or_else(|| vec![statement.clone()]);
        if cells.len() != cases.columns.len() {
            let finding = self.of_width(cells.len(), span, (cases.columns.len(), cases.span));
            self.diagnostics.push(finding);
            return None;
        }
        let mut read = Vec::with_capacity(cells.len());
        let mut is_whole = true;
        for (cell, column) in cells.iter().zip(&cases.columns) {
            if self.is_nothing(cell) {
                read.push(None);
                continue;
            }
            let cell = match column.kind {
                CaseColumnKind::Expect { .. } => self.leaf(Rule::c_case, cell, expected),
                _ => self.leaf(Rule::c_expression, cell, single).map(CaseCell::Value),
            };
            is_whole &= cell.is_some();
            read.push(cell);
        }
        is_whole.then_some(CaseRow { number, cells: read, span })
    }
}

impl CaseColumn {
    /// Whether two columns say the same.
    fn says_as(&self, other: &Self) -> bool {
        match (&self.kind, &other.kind) {
            (CaseColumnKind::Fact { table, field }, CaseColumnKind::Fact { table: of, field: other }) => {
                let same = |one: &super::super::ast::Name, other: &super::super::ast::Name| one.value == other.value;
                same(field, other)
                    && match (table, of) {
                        (Some(one), Some(other)) => same(one, other),
                        (one, other) => one.is_none() && other.is_none(),
                    }
            }
            (CaseColumnKind::Assume { name, what }, CaseColumnKind::Assume { name: other, what: also }) => {
                name.value == other.value && what == also
            }
            (CaseColumnKind::Expect { name, is_value }, CaseColumnKind::Expect { name: other, is_value: also }) => {
                name.value == other.value && is_value == also
            }
            _ => false,
        }
    }
}

fn header(parts: &mut Children<'_>) -> Built<Cases> {
    let span = parts.span;
    parts.take_if(Rule::kw_header);
    let mut columns = Vec::new();
    for node in parts.rest() {
        if node.rule() == Rule::case_column {
            columns.push(CaseColumn { span: node.span(), kind: column(node)? });
        }
    }
    Ok(Cases { columns, rows: Vec::new(), span })
}

fn column(node: Node<'_>) -> Built<CaseColumnKind> {
    let mut parts = node.children();
    if parts.take_if(Rule::kw_assume).is_some() {
        let (what, name) = assumed(&mut parts)?;
        return Ok(CaseColumnKind::Assume { name, what });
    }
    if parts.take_if(Rule::kw_expect).is_some() {
        if parts.take_if(Rule::kw_value).is_some() {
            return Ok(CaseColumnKind::Expect { name: literal::name(&parts.take(Rule::name)?), is_value: true });
        }
        return Ok(CaseColumnKind::Expect { name: target(parts.next()?)?, is_value: false });
    }
    let (table, field) = path(parts.take(Rule::path)?)?;
    Ok(CaseColumnKind::Fact { table, field })
}

fn expected(parts: &mut Children<'_>) -> Built<CaseCell> {
    let node = parts.next()?;
    let expected = match node.rule() {
        Rule::case_outcome => Expected::Outcome(outcome(node)?),
        _ => Expected::Bare(expression(node)?),
    };
    Ok(CaseCell::Expected(expected, because(parts)?))
}

fn without_header(row: Span) -> Diagnostic {
    let message = words!("这一行上面没有表头", "there is no header for this row");
    Diagnostic::error(Code::H0231, row, message).help(words!(
        "在行的上面写：表头 列名 | 设 取值 编号 | 期望 编号",
        "write above the rows: header column | assume value code | expect code"
    ))
}
