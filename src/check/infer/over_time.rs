//! Rows in the order of time: the latest one, and how many periods on end keep to something.

use super::rows::Source;
use crate::check::Checker;
use crate::check::context::Context;
use crate::core::{
    Comparison, Constant, ExprId, ExprKind, FieldId, KeyPart, Operator, Origin, Peers, Schema, Statistic, TableId,
    Ties, Type,
};
use crate::finding::{Code, Diagnostic, Span, Spanned};
use crate::number::Number;
use crate::syntax::ast::{self, End};
use crate::words;

impl Checker<'_> {
    /// 最晚 巡查日: of the rows that count those at the last date; two of them are more rows than one.
    pub(super) fn at_end(
        &mut self,
        end: &Spanned<(End, ast::Name)>,
        source: Source,
        at: TableId,
        span: Span,
    ) -> Option<Source> {
        let (end_span, (end, name)) = (end.span, &end.value);
        let table = source.table;
        let mut field = || self.named(None, name, name.span, &Context::row(table));
        let (first, second) = (field()?, field()?);
        let ty = self.arena[first].ty.clone();
        if !matches!(ty, Type::Date | Type::Number(_)) {
            let (zh, en) = super::type_names(&ty);
            return self.refuse(Diagnostic::error(
                Code::H0302,
                name.span,
                words!(
                    "最早、最晚比的是日期或数，这里是{zh}",
                    "the earliest and the latest are of dates or numbers, not of {en}"
                ),
            ));
        }
        let filter = source.filter.map(|filter| self.shared(filter, Some(table)));
        let again = filter.map(|filter| self.another(filter));
        let statistic = if *end == End::Latest { Statistic::Max } else { Statistic::Min };
        let kind = ExprKind::Rows { table, beside: None, statistic, filter, value: Some(first) };
        let extreme = self.arena.add(kind, ty, Origin::implied(span));
        let extreme = self.shared(extreme, Some(at));
        let is_at_end = self.arena.compare(Comparison::Equal, (second, extreme), Origin::implied(end_span));
        Some(Source { filter: self.all_of(again, Some(is_at_end), span), ..source })
    }

    /// 连续期数(历年 其中 评定等次 是 优秀 按 年度): how many periods on end keep to it, back from the last one that there is.
    pub(super) fn run_length(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let [argument] = self.arguments::<1>(call)?;
        let (ast::ExprKind::Name { table: None, name: rows }, Some(period), None, None) =
            (&argument.kind, &call.period, &call.pick, &call.same_matter)
        else {
            return self.refuse(
                Diagnostic::error(
                    Code::H0207,
                    span,
                    words!(
                        "连续期数要写哪张表、哪些行、按哪一列",
                        "the length of a run is of rows of a table, with a condition and the column of the periods"
                    ),
                )
                .help(words!(
                    "如 连续期数(历年 其中 评定等次 是 优秀 按 年度)",
                    "such as run_length(years where grade is excellent by year)"
                )),
            );
        };
        let (of, outer) = self.row_source(rows)?;
        let at = context.table?;
        if self.schema.path_up(of, at).is_none_or(|path| path.is_empty()) {
            return self.not_below(of, at, span);
        }
        let filter = match &call.filter {
            Some(filter) => Some(self.infer_yes_no(filter, &Context::row(of))?),
            None => None,
        };
        let outer = outer.map(|outer| self.shared(outer, Some(of)));
        let among = outer.map(|outer| self.another(outer));
        let counts = self.all_of(outer, filter, span);
        let counts = counts.map(|counts| self.shared(counts, Some(of)));
        // The last period is that of all rows, whether they keep to it or not.
        let last = self.period(period, of)?;
        let ty = self.arena[last].ty.clone();
        let kind =
            ExprKind::Rows { table: of, beside: None, statistic: Statistic::Max, filter: among, value: Some(last) };
        let last = self.arena.add(kind, ty, Origin::implied(span));
        let last = self.shared(last, Some(at));
        let is_on_end = self.is_on_end(period, (of, at), counts, last)?;
        let filter = self.all_of(counts, Some(is_on_end), span);
        let value = Some(self.period(period, of)?);
        let kind = ExprKind::Rows { table: of, beside: None, statistic: Statistic::CountDistinct, filter, value };
        Some(self.arena.add(kind, Type::pure(), span))
    }

    /// The period of a row: a number.
    fn period(&mut self, period: &Spanned<ast::Name>, of: TableId) -> Option<ExprId> {
        let name = period.value.clone();
        let span = name.span;
        self.infer_number(&ast::Expr { kind: ast::ExprKind::Name { table: None, name }, span }, &Context::row(of))
    }

    /// Of the periods that keep to something, the k-th from the end is k − 1 before the last one exactly while none is
    /// missing between.
    fn is_on_end(
        &mut self,
        period: &Spanned<ast::Name>,
        (of, at): (TableId, TableId),
        counts: Option<ExprId>,
        last: ExprId,
    ) -> Option<ExprId> {
        let origin = Origin::implied(period.span);
        let (own, ranked) = (self.period(period, of)?, self.period(period, of)?);
        let unit = self.number_unit(own)?;
        let ty = Type::Number(unit.clone());
        let value = match counts {
            Some(counts) => {
                let (counts, nothing) = (self.another(counts), self.arena.add(ExprKind::Undecided, ty.clone(), origin));
                self.arena.only_where(counts, ranked, nothing, origin)
            }
            None => ranked,
        };
        let peers = Peers { table: of, same: self.key_fields(at) };
        let rank = ExprKind::Rank { peers, value, descending: true, ties: Ties::Dense };
        let rank = self.arena.add(rank, Type::pure(), origin);
        let one = self.arena.pure(Number::one(), origin);
        let before = self.arena.arithmetic(Operator::Subtract, (rank, one), Type::pure(), origin);
        let step = self.arena.constant(Constant::Number(unit.scale.clone()), ty.clone(), origin);
        let before = self.arena.arithmetic(Operator::Multiply, (before, step), ty.clone(), origin);
        let ago = self.arena.arithmetic(Operator::Subtract, (last, own), ty, origin);
        Some(self.arena.compare(Comparison::Equal, (ago, before), origin))
    }

    /// The fields that tell a row of a table from all others.
    fn key_fields(&self, table: TableId) -> Vec<(TableId, FieldId)> {
        let mut key = Vec::new();
        let mut at = Some(table);
        while let Some(table) = at.and_then(|id| self.schema.table(id)) {
            let Some(id) = at else { break };
            key.extend(table.key.iter().filter_map(|part| match part {
                KeyPart::Field(field) => Some((id, *field)),
                KeyPart::Parent => None,
            }));
            let goes_on = id != Schema::SUBJECTS && table.key.contains(&KeyPart::Parent);
            at = if goes_on { self.schema.parent(id) } else { None };
        }
        key
    }
}
