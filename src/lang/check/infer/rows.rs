//! Figures over rows and over cohorts.

use super::call::Function;
use crate::lang::check::Checker;
use crate::lang::check::context::Context;
use crate::lang::check::names::all_of;
use crate::lang::check::participation::Cohort;
use crate::lang::model::{Expr, ExprKind, Figure, Schema, TableId, Type};
use crate::lang::syntax::ast;
use crate::lang::{Code, Diagnostic, Span};
use crate::number::Unit;
use crate::words;

/// Rows to work a figure out over.
struct Source {
    table: TableId,
    filter: Option<Expr>,
    value: Option<Expr>,
}

impl Checker<'_> {
    pub(super) fn rows_call(
        &mut self,
        function: Function,
        call: &ast::Call,
        span: Span,
        context: &Context,
    ) -> Option<Expr> {
        let source = self.source(call, span)?;
        let at = context.table?;
        // 计数(园区 其中 …) in a condition with 范围 runs over the cohort.
        if source.table == at && at == Schema::SUBJECTS {
            let Some(cohort) = context.scope.clone() else {
                return self.refuse(
                    Diagnostic::error(
                        Code::H0207,
                        span,
                        words!("对全体被评对象计算，要写范围", "a figure over the subjects needs its cohort"),
                    )
                    .help(words!(
                        "条件写「范围 同 …」，函数里写「范围 全部」",
                        "write `scope same …` on the condition, or `scope everyone` in the call"
                    )),
                );
            };
            return self.cohort(function, source, cohort, call, span);
        }
        let below = self.schema.path_up(source.table, at).is_some_and(|path| !path.is_empty());
        if !below {
            let (rows, here) = (self.table_name(source.table), self.table_name(at));
            return self.refuse(Diagnostic::error(
                Code::H0207,
                span,
                words!(
                    "「{rows}」不在「{here}」之下，不能在这里汇总",
                    "`{rows}` is not below `{here}` and cannot be summed here"
                ),
            ));
        }
        let (figure, ty) = self.figure(function, &source, call, span)?;
        let value = source.value.filter(|_| figure != Figure::Count && figure != Figure::Exists);
        let kind = ExprKind::Rows {
            table: source.table,
            figure,
            filter: source.filter.map(Box::new),
            value: value.map(Box::new),
        };
        Some(Expr::new(kind, ty, span))
    }

    pub(super) fn cohort_call(
        &mut self,
        function: Function,
        call: &ast::Call,
        scope: &ast::Scope,
        span: Span,
        context: &Context,
    ) -> Option<Expr> {
        if context.table != Some(Schema::SUBJECTS) {
            return self.refuse(Diagnostic::error(
                Code::H0207,
                span,
                words!("「范围」只能用于被评对象的值", "a cohort can only be taken of values of the subjects"),
            ));
        }
        let cohort = self.cohort_of(scope)?;
        let whole_table = matches!(
            call.arguments.as_slice(),
            [ast::Expr { kind: ast::ExprKind::Name { table: None, name }, .. }] if self.is_row_source(&name.value)
        );
        let source = if whole_table {
            self.source(call, span)?
        } else {
            let [value] = self.arguments::<1>(call)?;
            let value = self.infer_number(value, context)?;
            let filter = match &call.filter {
                Some(filter) => Some(self.infer_yes_no(filter, &Context::subject())?),
                None => None,
            };
            Source { table: Schema::SUBJECTS, filter, value: Some(value) }
        };
        if source.table != Schema::SUBJECTS {
            return self.misused_modifier(call);
        }
        self.cohort(function, source, cohort, call, span)
    }

    fn cohort(
        &mut self,
        function: Function,
        source: Source,
        cohort: Cohort,
        call: &ast::Call,
        span: Span,
    ) -> Option<Expr> {
        let (figure, ty) = self.figure(function, &source, call, span)?;
        if matches!(figure, Figure::Only | Figure::CountDistinct | Figure::SumOfGreatest { .. }) {
            return self.misused_modifier(call);
        }
        let value = source.value.filter(|_| figure != Figure::Count && figure != Figure::Exists);
        let (filter, value) = cohort.members(source.filter, value, span);
        let kind =
            ExprKind::Cohort { same: cohort.same, figure, filter: filter.map(Box::new), value: value.map(Box::new) };
        Some(Expr::new(kind, ty, span))
    }

    /// ROWS, ROWS.FIELD or ROWS 取 EXPR, with 其中.
    fn source(&mut self, call: &ast::Call, span: Span) -> Option<Source> {
        let [argument] = self.arguments::<1>(call)?;
        let ast::ExprKind::Name { table, name } = &argument.kind else {
            let function = &call.function.value;
            return self.refuse(
                Diagnostic::error(
                    Code::H0207,
                    argument.span,
                    words!("「{function}」里先写数据表或行集", "`{function}` starts with a table or a set of rows"),
                )
                .help(words!("如 求和(机构.营业收入 其中 …)", "such as sum(orgs.revenue where …)")),
            );
        };
        let rows = table.as_ref().unwrap_or(name);
        let (of, outer) = self.row_source(rows)?;
        let context = Context::row(of);
        let filter = match &call.filter {
            Some(filter) => Some(self.infer_yes_no(filter, &context)?),
            None => None,
        };
        let value = match (&call.pick, table) {
            (Some(pick), None) => Some(self.infer(pick, &context, None)?),
            (None, Some(_)) => Some(self.named(None, name, argument.span, &context)?),
            (None, None) => None,
            (Some(_), Some(_)) => return self.misused_modifier(call),
        };
        Some(Source { table: of, filter: all_of(outer, filter, span), value })
    }

    /// 计数(表.列): whether rows or values are meant cannot be told.
    fn counted_column<T>(&mut self, call: &ast::Call, span: Span) -> Option<T> {
        let name = &call.function.value;
        self.refuse(
            Diagnostic::error(
                Code::H0207,
                span,
                words!("「{name}」数的是行，不写列", "`{name}` is about rows and takes no column"),
            )
            .help(words!(
                "写 计数(表)；数不同的值写 计数(不重复 表.列)；只数填了的行写 计数(表 其中 列 不为空)",
                "write count(table); for different values count(distinct table.column); for filled cells count(table where column is_not_empty)"
            )),
        )
    }

    /// What a function works out, and the type of the result.
    fn figure(&mut self, function: Function, source: &Source, call: &ast::Call, span: Span) -> Option<(Figure, Type)> {
        let modifiers = (call.distinct.is_some(), call.same_matter.as_ref(), call.trim.as_ref());
        let count = Type::Number(Unit::pure());
        let numeric = matches!(source.value.as_ref().map(|value| &value.ty), Some(Type::Number(_)));
        let dated = matches!(source.value.as_ref().map(|value| &value.ty), Some(Type::Date));
        let value_type = source.value.as_ref().map(|value| value.ty.clone());
        match (function, modifiers) {
            (Function::Count | Function::Exists, (false, None, None)) if source.value.is_some() => {
                self.counted_column(call, span)
            }
            (Function::Count, (false, None, None)) => Some((Figure::Count, count)),
            (Function::Count, (true, None, None)) if source.value.is_some() => Some((Figure::CountDistinct, count)),
            (Function::Exists, (false, None, None)) => Some((Figure::Exists, Type::YesNo)),
            (Function::Only, (false, None, None)) if source.value.is_some() => Some((Figure::Only, value_type?)),
            (Function::Sum, (false, None, None)) if numeric => Some((Figure::Sum, value_type?)),
            (Function::Sum, (false, Some(by), None)) if numeric => {
                let by = self.field_id(source.table, by)?;
                Some((Figure::SumOfGreatest { by }, value_type?))
            }
            (Function::Mean, (false, None, None)) if numeric => Some((Figure::Mean, value_type?)),
            (Function::Max, (false, None, None)) if numeric || dated => Some((Figure::Max, value_type?)),
            (Function::Min, (false, None, None)) if numeric || dated => Some((Figure::Min, value_type?)),
            (Function::TrimmedMean, (false, None, Some((high, low)))) if numeric => {
                Some((Figure::TrimmedMean { high: high.value, low: low.value }, value_type?))
            }
            (Function::TrimmedMean, (false, None, None)) => self.refuse(
                Diagnostic::error(
                    Code::H0405,
                    span,
                    words!("截尾平均没有写去几个最高、几个最低", "a trimmed mean must say how many it drops"),
                )
                .help(words!(
                    "写成：截尾平均(评分.分值 其中 … 去高 1 去低 1)",
                    "write: trimmed_mean(scores.mark where … drop_high 1 drop_low 1)"
                )),
            ),
            (
                Function::Sum | Function::Mean | Function::Max | Function::Min | Function::Only | Function::TrimmedMean,
                _,
            ) if !numeric && !matches!(function, Function::Only) => {
                let name = &call.function.value;
                self.refuse(
                    Diagnostic::error(
                        Code::H0302,
                        span,
                        words!("「{name}」要对一列数计算", "`{name}` works on a column of numbers"),
                    )
                    .help(words!("写成 {name}(表.列 其中 …)", "write {name}(table.column where …)")),
                )
            }
            _ => self.misused_modifier(call),
        }
    }
}
