//! Declared ranges of columns: 满意率 % 不低于 0% 不超过 100%.

use super::Checker;
use super::context::Context;
use super::infer::type_names;
use crate::core::{Comparison, Constant, End, ExprId, ExprKind, FieldId, Range, TableId, Type};
use crate::finding::{Code, Diagnostic};
use crate::syntax::ast;
use crate::words;

impl Checker<'_> {
    /// The ranges of all columns. They may read parameters, so names are declared before.
    pub(super) fn declare_ranges(&mut self) {
        let file = self.file;
        for item in &file.items {
            let ast::Item::Table(source) = item else { continue };
            let Some(table) = self.schema.tables.iter().position(|table| table.span == source.span) else { continue };
            for field in source.fields.iter().filter(|field| !field.bounds.is_empty() || field.change.is_some()) {
                let Some(index) = self.field_place(TableId(table), field) else { continue };
                let range = self.range(TableId(table), index, &field.bounds);
                let change = field.change.as_ref().map(|change| self.change((TableId(table), index), field, change));
                let declared = self.schema.tables.get_mut(table).and_then(|table| table.fields.get_mut(index.0));
                if let Some(declared) = declared {
                    declared.range = range;
                    declared.change = change;
                }
            }
        }
    }

    fn field_place(&self, table: TableId, source: &ast::Field) -> Option<FieldId> {
        let fields = &self.schema.table(table)?.fields;
        fields.iter().position(|field| field.span == source.span).map(FieldId)
    }

    /// 可改: between what a column may be changed.
    fn change(&mut self, (table, index): (TableId, FieldId), field: &ast::Field, change: &ast::FieldChange) -> Range {
        let is_text = self.schema.field(table, index).is_some_and(|declared| declared.ty == Type::Text);
        if field.is_key || is_text {
            let name = &field.name.value;
            self.report(
                Diagnostic::error(
                    Code::H0209,
                    change.span,
                    words!(
                        "「{name}」是主键或文本，不能写「可改」",
                        "`{name}` is a key or a text, which nobody can try other values of"
                    ),
                )
                .help(words!(
                    "「可改」写在数、日期、是否和枚举的列后面",
                    "write `adjustable` behind columns of numbers, dates, yes-or-no and choices"
                )),
            );
            return Range::default();
        }
        self.range(table, index, &change.bounds)
    }

    fn range(&mut self, table: TableId, field: FieldId, bounds: &[ast::Bound]) -> Range {
        let mut range = Range::default();
        let Some(declared) = self.schema.field(table, field) else { return range };
        let (name, ty, span) = (declared.name.clone(), declared.ty.clone(), declared.span);
        let value = self.arena.add(ExprKind::Field { table, field }, ty.clone(), span);
        for bound in bounds {
            let word = &bound.word.value;
            let (is_low, inclusive) = match bound.comparison {
                Comparison::AtLeast => (true, true),
                Comparison::Above => (true, false),
                Comparison::AtMost => (false, true),
                Comparison::Below => (false, false),
                Comparison::Equal | Comparison::Unequal => {
                    self.report(
                        Diagnostic::error(
                            Code::H0209,
                            bound.span,
                            words!(
                                "列的范围不能用「{word}」，要写不低于、不超过一类的词",
                                "a range is written with words such as at_least or at_most, not `{word}`"
                            ),
                        )
                        .help(words!(
                            "只能填几项的列，类型写 枚举 {{ … }}",
                            "a column that takes only some values is a choice {{ … }}"
                        )),
                    );
                    continue;
                }
            };
            let Some(at) = self.limit(value, bound) else { continue };
            let end = if is_low { &mut range.low } else { &mut range.high };
            if let Some(first) = end {
                let first = first.span;
                self.report(
                    Diagnostic::error(
                        Code::H0209,
                        bound.span,
                        words!("「{name}」的范围这一端写了两次", "this end of the range of `{name}` is given twice"),
                    )
                    .label(first, words!("第一次在这里", "first written here")),
                );
                continue;
            }
            *end = Some(End { at, inclusive, span: bound.span });
        }
        if let (true, Some(low)) = (range.is_empty(), &range.low) {
            self.report(
                Diagnostic::error(
                    Code::H0209,
                    range.high.as_ref().map_or(low.span, |high| high.span),
                    words!("「{name}」的范围里一个值也没有", "no value lies in the range of `{name}`"),
                )
                .label(low.span, words!("另一端在这里", "the other end"))
                .help(words!("核对两端，小的一端在前", "check both ends; the lesser comes first")),
            );
            return Range::default();
        }
        range
    }

    /// The limit as a constant of the column's quantity.
    fn limit(&mut self, value: ExprId, bound: &ast::Bound) -> Option<Constant> {
        let ty = self.arena[value].ty.clone();
        let limit = self.infer(&bound.limit, &Context::constant(), Some(&ty))?;
        let limit = match (&self.arena[value].ty, &self.arena[limit].ty) {
            (Type::Number(_), Type::Number(_)) => self.same_quantity(value, limit, bound.span)?.1,
            (Type::Date, Type::Date) => limit,
            (ty, _) => {
                let (zh, en) = type_names(ty);
                return self.refuse(Diagnostic::error(
                    Code::H0302,
                    bound.span,
                    words!(
                        "只有数和日期的列能写范围，并且用数或日期写；这一列是{zh}",
                        "only a column of numbers or dates has a range, of numbers or dates; this is {en}"
                    ),
                ));
            }
        };
        self.constant(limit)
    }
}
