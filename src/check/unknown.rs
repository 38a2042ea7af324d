//! A name that nothing bears where it is read.

use super::Checker;
use super::context::Wanted;
use crate::core::{ExprId, Schema, TableId};
use crate::finding::{Code, Diagnostic, Fix, Span};
use crate::number::Unit;
use crate::syntax::ast;
use crate::syntax::number_of_word;
use crate::words;

impl Checker<'_> {
    pub(super) fn unknown_name(
        &mut self,
        of: TableId,
        name: &ast::Name,
        span: Span,
        wanted: Option<&Wanted>,
    ) -> Option<ExprId> {
        if self.is_lost(name, Self::VALUES) || self.is_lost_table(of) {
            return None;
        }
        let written = &name.value;
        let table = self.table_name(of);
        let error = Diagnostic::error(
            Code::H0201,
            name.span,
            words!(
                "「{written}」没有定义：它不是「{table}」的列，也不是定义、参数或条件",
                "`{written}` is not defined: no column of `{table}`, definition, parameter or condition"
            ),
        );
        if let Some(error) = in_digits(error.clone(), name) {
            return self.refuse(error);
        }
        if let Some(error) = self.lacks_figure(name) {
            return self.refuse(error);
        }
        if let Some((help, fix)) = self.of_another_kind(name, span, wanted) {
            return self.refuse(Diagnostic { fix, ..error.help(help) });
        }
        // The name may be right, only in another table.
        let elsewhere = self
            .schema
            .tables
            .iter()
            .find(|other| other.fields.iter().any(|field| field.name == *written))
            .map(|other| (other.name.clone(), false))
            .or_else(|| {
                let (key, _) = self.definition_ids.iter().find(|(key, _)| key.1 == *written)?;
                key.0.map(|table| (self.table_name(table), true))
            });
        let error = match elsewhere {
            // A definition of the subjects is read below them, where one of each row is meant.
            Some((other, true)) if other != table && other == self.table_name(Schema::SUBJECTS) => error.help(words!(
                "「{written}」是按「{other}」定义的；要「{table}」的每一行各有一个，定义写成 {table}.{written} = …",
                "`{written}` is defined for each row of `{other}`; for each row of `{table}` define {table}.{written} = …"
            )),
            Some((other, _)) if other != table => error
                .help(words!(
                    "「{other}」有「{written}」，写成 {other}.{written}",
                    "`{other}` has `{written}`: write {other}.{written}"
                ))
                .fix(Fix::replace(span, format!("{other}.{written}"))),
            _ => {
                let known = self.names_on(of, wanted);
                error.suggest(written, known.iter().map(String::as_str))
            }
        };
        self.refuse(error)
    }
}

/// The error about a name that is a number in words, or a unit that lacks its number.
pub(super) fn in_digits(error: Diagnostic, name: &ast::Name) -> Option<Diagnostic> {
    let written = &name.value;
    if Unit::parse(written).is_some() {
        let help = words!(
            "「{written}」是单位，前面要写数：1 {written}",
            "`{written}` is a unit and needs its number: 1 {written}"
        );
        return Some(error.help(help).fix(Fix::replace(name.span, format!("1 {written}"))));
    }
    let number = number_of_word(written)?;
    let help = words!("数用阿拉伯数字写：{number}", "numbers are written in digits: {number}");
    Some(error.help(help).fix(Fix::replace(name.span, number)))
}
