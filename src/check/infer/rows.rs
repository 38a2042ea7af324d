//! Figures over rows and over cohorts.

use super::function::Function;
use crate::check::Checker;
use crate::check::context::{Cohort, Context};
use crate::core::{Beside, ExprId, ExprKind, Schema, Statistic, TableId};
use crate::finding::{Code, Diagnostic, Fix, Span, Words};
use crate::syntax::ast;
use crate::syntax::keyword::function_words;
use crate::words;

/// Rows to work a figure out over.
pub(super) struct Source {
    pub(super) table: TableId,
    /// Where they stand, unless it is below the row at hand.
    pub(super) beside: Option<Beside>,
    pub(super) filter: Option<ExprId>,
    pub(super) value: Option<ExprId>,
}

impl Checker<'_> {
    pub(super) fn rows_call(
        &mut self,
        function: Function,
        call: &ast::Call,
        span: Span,
        context: &Context,
    ) -> Option<ExprId> {
        let at = context.table?;
        let source = self.source(call, span, context.table)?;
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
            return self.cohort(function, &source, cohort, call, span);
        }
        let below = self.schema.path_up(source.table, at).is_some_and(|path| !path.is_empty());
        if !below && source.beside.is_none() {
            return self.not_below(source.table, at, span);
        }
        let source = match &call.end {
            Some(_) if source.beside.is_some() => return self.misused_modifier(call),
            Some(end) => self.at_end(end, source, at, span)?,
            None => source,
        };
        let (statistic, ty) = self.figure(function, &source, call, span)?;
        let value = source.value.filter(|_| statistic != Statistic::Count && statistic != Statistic::Exists);
        let Source { table, beside, filter, .. } = source;
        let kind = ExprKind::Rows { table, beside, statistic, filter, value };
        Some(self.arena.add(kind, ty, span))
    }

    pub(super) fn cohort_call(
        &mut self,
        function: Function,
        call: &ast::Call,
        scope: &ast::Scope,
        span: Span,
        context: &Context,
    ) -> Option<ExprId> {
        let Some(table) = context.table else {
            return self.refuse(Diagnostic::error(
                Code::H0207,
                span,
                words!(
                    "「范围」比的是被评对象或表里的行，这里没有",
                    "a cohort is one of subjects or of rows of a table, and there are none here"
                ),
            ));
        };
        let cohort = self.cohort_at(scope, table)?;
        let whole_table = matches!(
            call.arguments.as_slice(),
            [ast::Expr { kind: ast::ExprKind::Name { table: None, name }, .. }] if self.is_row_source(&name.value)
        );
        let source = if whole_table {
            self.source(call, span, None)?
        } else {
            let [value] = self.arguments::<1>(call)?;
            let value = self.infer_number(value, context)?;
            let filter = match &call.filter {
                Some(filter) => Some(self.infer_yes_no(filter, &Context::row(table))?),
                None => None,
            };
            Source { table, beside: None, filter, value: Some(value) }
        };
        if source.table != table {
            return self.misused_modifier(call);
        }
        self.cohort(function, &source, cohort, call, span)
    }

    fn cohort(
        &mut self,
        function: Function,
        source: &Source,
        cohort: Cohort,
        call: &ast::Call,
        span: Span,
    ) -> Option<ExprId> {
        let (statistic, ty) = self.figure(function, source, call, span)?;
        if matches!(statistic, Statistic::Only | Statistic::CountDistinct | Statistic::SumOfGreatest { .. }) {
            return self.misused_modifier(call);
        }
        let value = source.value.filter(|_| statistic != Statistic::Count && statistic != Statistic::Exists);
        let (filter, value) = self.members(&cohort, (source.filter, value), span);
        let kind = ExprKind::Cohort { peers: cohort.peers, statistic, filter, value };
        Some(self.arena.add(kind, ty, span))
    }

    /// Rows that cannot be summed up where they are asked for.
    pub(super) fn not_below<T>(&mut self, rows: TableId, at: TableId, span: Span) -> Option<T> {
        let (rows, here) = (self.table_name(rows), self.table_name(at));
        self.refuse(Diagnostic::error(
            Code::H0207,
            span,
            words!(
                "「{rows}」不在「{here}」之下，不能在这里汇总",
                "`{rows}` is not below `{here}` and cannot be summed here"
            ),
        ))
    }

    /// ROWS, ROWS.FIELD or ROWS 取 EXPR, with 其中, asked for at a row of a table.
    fn source(&mut self, call: &ast::Call, span: Span, at: Option<TableId>) -> Option<Source> {
        if let [_, _, ..] = call.arguments.as_slice() {
            return self.side_by_side(call);
        }
        let [argument] = self.arguments::<1>(call)?;
        let ast::ExprKind::Name { table, name } = &argument.kind else {
            return self.no_rows(call, argument);
        };
        let rows = table.as_ref().unwrap_or(name);
        if table.is_none() && !self.is_row_source(&name.value) && self.is_member(Schema::SUBJECTS, &name.value) {
            return self.no_rows(call, argument);
        }
        let (of, outer) = self.row_source(rows)?;
        let context = Context::row(of);
        let (beside, filter) = match (self.is_beside(of, at), at, &call.filter) {
            (Some(above), Some(at), filter) => {
                let (beside, filter) = self.looked_up(filter.as_ref(), (of, at, above), span)?;
                (Some(beside), filter)
            }
            (_, _, Some(filter)) => (None, Some(self.infer_yes_no(filter, &context)?)),
            (_, _, None) => (None, None),
        };
        let value = match (&call.pick, table) {
            (Some(pick), None) => Some(self.infer(pick, &context, None)?),
            (None, Some(_)) => Some(self.named(None, name, argument.span, &context)?),
            (None, None) => None,
            (Some(_), Some(_)) => return self.misused_modifier(call),
        };
        Some(Source { table: of, beside, filter: self.all_of(outer, filter, span), value })
    }

    /// 最大(10, 甲): figures side by side where rows are wanted.
    fn side_by_side<T>(&mut self, call: &ast::Call) -> Option<T> {
        let (Words { zh, en }, found) = (function_words(&call.function.value), call.arguments.len());
        let error = Diagnostic::error(
            Code::H0207,
            call.function.span,
            words!("「{zh}」要 1 个参数，写了 {found} 个", "`{en}` takes 1 arguments, {found} given"),
        );
        let meant = |words: &Words| Fix::replace(call.function.span, self.in_file(words));
        let error = match zh.as_str() {
            "最大" => error
                .help(words!(
                    "几个数中最大的，写 最大值(甲, 乙)",
                    "for the greatest of some numbers, write greatest(a, b)"
                ))
                .fix(meant(&words!("最大值", "greatest"))),
            "最小" => error
                .help(words!("几个数中最小的，写 最小值(甲, 乙)", "for the least of some numbers, write least(a, b)"))
                .fix(meant(&words!("最小值", "least"))),
            "求和" => error.help(words!("几个数相加，写 甲 + 乙", "to add some numbers, write a + b")),
            _ => error,
        };
        self.refuse(error)
    }

    /// 最大(取值): a value of each subject where rows are wanted.
    fn no_rows<T>(&mut self, call: &ast::Call, argument: &ast::Expr) -> Option<T> {
        if let ast::ExprKind::Name { table: None, name } = &argument.kind
            && self.may_be_cut_rows(name)
        {
            return None;
        }
        let Words { zh, en } = function_words(&call.function.value);
        let Words { zh: value, en: value_en } = match &argument.kind {
            ast::ExprKind::Name { name, .. } => Words::of(|_| name.value.clone()),
            ast::ExprKind::Value => words!("取值", "value"),
            ast::ExprKind::Total => words!("总分", "total"),
            _ => Words::of(|_| "…".to_owned()),
        };
        let error = Diagnostic::error(
            Code::H0207,
            argument.span,
            words!("「{zh}」里先写数据表或行集", "`{en}` starts with a table or a set of rows"),
        );
        self.refuse(error.help(words!(
            "各家之间的，写 {zh}({value} 范围 全部)；下级的行的，写 {zh}(表.列 其中 …)",
            "over all subjects, write {en}({value_en} scope everyone); over rows below, {en}(table.column where …)"
        )))
    }
}
