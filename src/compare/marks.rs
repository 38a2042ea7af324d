//! Full marks and the rows of methods, as they are compared.

use super::item::Label;
use super::view::{Clause, Viewer, plain};
use crate::finding::Span;
use crate::syntax;
use crate::syntax::ast;

impl Viewer<'_, '_> {
    /// Full marks, for everyone or by kind. Under a header the kinds stand there, and the marks in the cells of the row.
    pub(super) fn full(&self, full: Option<&ast::Expr>, kinds: &[(ast::Name, ast::Expr)]) -> Option<Clause> {
        if let Some(full) = full {
            return Some(self.at(Label::FullMarks, full.span));
        }
        let mut text = String::new();
        for (kind, marks) in kinds {
            if !text.is_empty() {
                text.push('、');
            }
            text.push_str(self.text(kind.span));
            text.push(' ');
            text.push_str(self.text(marks.span));
        }
        (!text.is_empty()).then(|| plain(Label::FullMarks, text))
    }

    /// The rows of the list of a method.
    pub(super) fn rows(&self, method: &ast::Method) -> Vec<String> {
        let line = |span: Span| syntax::one_line(self.text(span));
        let pair = |from: &ast::Expr, to: &ast::Expr| line(from.span.to(to.span));
        match method {
            ast::Method::Bands { bands, otherwise } => {
                let rows = bands.iter().map(|band| line(band.span));
                let rest = otherwise.as_ref().map(|rest| format!("其余 : {}", line(rest.span)));
                rows.chain(rest).collect()
            }
            ast::Method::Cumulative(parts) => {
                let rows = parts.iter().flat_map(|part| match part {
                    ast::Part::Cases(cases) => cases.iter().map(|(when, marks)| pair(when, marks)).collect(),
                    ast::Part::Each(each) => vec![line(each.span)],
                });
                rows.collect()
            }
            ast::Method::Interpolate { points, .. } => points.iter().map(|(at, marks)| pair(at, marks)).collect(),
            ast::Method::DeductEach { parts, .. } => parts.iter().map(|each| line(each.span)).collect(),
            _ => Vec::new(),
        }
    }
}
