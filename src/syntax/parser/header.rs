//! 表头, and which one holds for the rows of a block.

use std::ops::Range;

use super::super::ast::{Column, ColumnKind, Header, StatementKind};
use super::super::grammar::Rule;
use super::node::{Built, Children, Node, misplaced};
use super::reader::Above;
use super::unread::kind_of;
use super::{Parser, literal};
use crate::finding::{Code, Diagnostic};
use crate::words;

impl Parser<'_> {
    /// 表头 编号 | 名称 | …
    pub(super) fn header(&mut self, pieces: &Range<usize>) -> Option<Header> {
        let header = self.leaf(Rule::s_header, pieces, header)?;
        let repeated =
            header.columns.iter().enumerate().find(|(place, column)| {
                header.columns.iter().take(*place).any(|before| before.kind.says_as(&column.kind))
            });
        if let Some((_, column)) = repeated {
            let message = words!("表头里这一列写了两次", "this column stands twice in the header");
            self.diagnostics.push(
                Diagnostic::error(Code::H0205, column.span, message)
                    .help(words!("删去其中一列，或换一个名称", "remove one, or take another name")),
            );
            return None;
        }
        match header.columns.first() {
            Some(Column { kind: ColumnKind::Code, .. }) => Some(header),
            first => {
                let span = first.map_or(header.span, |column| column.span);
                let message = words!("表头的第一列是「编号」", "the first column of a header is `code`");
                self.diagnostics.push(Diagnostic::error(Code::H0231, span, message).help(words!(
                    "写法：表头 编号 | 名称 | 取值 | 计分",
                    "write: header code | title | value | scoring"
                )));
                None
            }
        }
    }

    /// The 表头 among the statements of a block, wherever it stands. What is wrong with it is told where it is read.
    pub(super) fn header_among(&mut self, statements: &[Range<usize>]) -> Above {
        let is_header = |statement: &&Range<usize>| self.first_word(statement, &[Rule::kw_header]).is_some();
        let Some(statement) = statements.iter().find(is_header) else { return Above::None };
        let (known, marked, retold) = (self.diagnostics.len(), self.marks.found.len(), self.retold.len());
        let header = self.header(statement);
        self.diagnostics.truncate(known);
        self.marks.found.truncate(marked);
        self.retold.truncate(retold);
        header.map_or(Above::Unread, Above::Header)
    }

    /// The 表头 that holds here: that of the innermost block that has one.
    pub(super) fn header_here(&self) -> Above {
        self.headers.iter().rev().find(|above| !matches!(above, Above::None)).cloned().unwrap_or(Above::None)
    }
}

impl ColumnKind {
    /// Whether two columns say the same of an item.
    fn says_as(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Local(one), Self::Local(other)) | (Self::Marks(Some(one)), Self::Marks(Some(other))) => {
                one.value == other.value
            }
            (Self::Clause(StatementKind::Adjustment), _) => false,
            (Self::Marks(_), Self::Marks(_)) => true,
            (one, other) => one == other,
        }
    }
}

fn header(parts: &mut Children<'_>) -> Built<Header> {
    let span = parts.span;
    parts.take_if(Rule::kw_header);
    let mut columns = Vec::new();
    for node in parts.rest() {
        if node.rule() == Rule::column {
            columns.push(Column { span: node.span(), kind: column(node)? });
        }
    }
    Ok(Header { columns, span })
}

fn column(node: Node<'_>) -> Built<ColumnKind> {
    let span = node.span();
    let mut parts = node.children();
    let first = parts.next()?;
    Ok(match first.rule() {
        Rule::kw_code => ColumnKind::Code,
        Rule::kw_title => ColumnKind::Title,
        Rule::kw_marks => ColumnKind::Marks(parts.take_if(Rule::name).map(|name| literal::name(&name))),
        Rule::column_word => ColumnKind::Clause(kind_of(first.only()?.rule()).ok_or_else(|| misplaced(span))?),
        _ => ColumnKind::Local(literal::name(&first)),
    })
}
