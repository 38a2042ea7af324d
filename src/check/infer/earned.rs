//! What has been earned: 得分, 得分率, and whether 总分 may be read.

use crate::check::Checker;
use crate::check::context::{Context, Owner};
use crate::core::{ExprId, ExprKind, FigureId, IndicatorId, Operator, Origin, Schema};
use crate::finding::{Code, Diagnostic, Span};
use crate::number::Number;
use crate::syntax::ast;
use crate::words;

impl Checker<'_> {
    /// Marks belong to a subject, and there are none without heads.
    pub(in crate::check) fn may_read_marks(&mut self, span: Span, context: &Context) -> Option<()> {
        if context.table != Some(Schema::SUBJECTS) {
            return self.refuse(Diagnostic::error(
                Code::H0207,
                span,
                words!(
                    "得分和总分是被评对象的，不能写在参数里或下级的行里",
                    "marks and totals belong to a subject; a parameter or a row below has none"
                ),
            ));
        }
        if !self.children.is_empty() {
            return Some(());
        }
        // It is missing once, however often it is read; a head may be what could not be read.
        let lacks = words!("没有方面和指标，就没有得分和总分", "without heads and indicators there are no marks");
        let is_told = self.diagnostics.iter().any(|told| told.code == Code::H0204 && told.message == lacks);
        if !is_told && !self.may_lack_children() {
            self.report(Diagnostic::error(Code::H0204, span, lacks));
        }
        None
    }

    /// 得分(D1), 得分率(D), 得分率(总分): the rounded marks, or their share of the full marks.
    pub(super) fn mark_call(
        &mut self,
        is_rate: bool,
        call: &ast::Call,
        span: Span,
        context: &Context,
    ) -> Option<ExprId> {
        let [argument] = self.arguments::<1>(call)?;
        self.may_read_marks(span, context)?;
        let earner = self.earner(argument)?;
        self.earned(earner, is_rate, span)
    }

    /// 权重(D1): its share among what stands beside it.
    pub(super) fn weight_call(&mut self, call: &ast::Call, span: Span, context: &Context) -> Option<ExprId> {
        let [argument] = self.arguments::<1>(call)?;
        self.may_read_marks(span, context)?;
        let earner = self.earner(argument)?;
        self.weight_of(earner, span)
    }

    /// The rounded marks of an item, or their share of its full marks.
    pub(in crate::check) fn earned(&mut self, earner: Owner, is_rate: bool, span: Span) -> Option<ExprId> {
        if let Owner::Indicator(id) = earner
            && let Some(known) = self.indicators.get(id.0).filter(|known| !known.has_scoring)
        {
            if self.file.may_lack(ast::StatementKind::Common) {
                return None;
            }
            let code = known.code.clone();
            return self.refuse(
                Diagnostic::error(
                    Code::H0204,
                    span,
                    words!(
                        "指标 {code} 没有写「计分」，没有得分可读",
                        "indicator {code} has no `scoring` and so no mark to read"
                    ),
                )
                .help(words!("读它的取值；或给它写「计分」", "read its value, or write its `scoring`")),
            );
        }
        let (got, full) = match earner {
            Owner::Indicator(id) => (self.arena.mark_of(FigureId::Mark(id), span), self.full_of(id, span)),
            Owner::Head(id) => {
                (self.arena.mark_of(FigureId::Head(id), span), self.arena.mark_of(FigureId::HeadFull(id), span))
            }
            Owner::Total => {
                let sum: Number = self.siblings(&self.children, Vec::new()).iter().map(|part| &part.full).sum();
                let full = self.written_full_marks().unwrap_or(sum);
                (self.arena.mark_of(FigureId::Total, span), self.arena.marks(full, span))
            }
        };
        let value = if is_rate { self.operate(Operator::Divide, got, full, span)? } else { got };
        Some(match earner {
            Owner::Indicator(id) if self.indicators.get(id.0)?.is_limited => self.where_applies(id, value, span),
            _ => value,
        })
    }

    fn earner(&mut self, argument: &ast::Expr) -> Option<Owner> {
        let name = match &argument.kind {
            ast::ExprKind::Total => return Some(Owner::Total),
            ast::ExprKind::Name { table: None, name } => name,
            _ => {
                return self.refuse(
                    Diagnostic::error(
                        Code::H0207,
                        argument.span,
                        words!(
                            "这里写指标或方面的编号，或者总分",
                            "the code of an indicator or head is wanted here, or total"
                        ),
                    )
                    .help(words!("如 得分(D1)、得分率(D)", "such as mark(D1), mark_rate(D)")),
                );
            }
        };
        if let Some(id) = self.indicator_of(name) {
            return Some(Owner::Indicator(id));
        }
        if let Some(id) = self.head_of(name) {
            return Some(Owner::Head(id));
        }
        if self.is_lost(name, Self::EARNERS) {
            return None;
        }
        let written = &name.value;
        let known: Vec<String> = self
            .indicators
            .iter()
            .map(|indicator| indicator.code.clone())
            .chain(self.heads.iter().map(|head| head.code.clone()))
            .collect();
        self.refuse(
            Diagnostic::error(
                Code::H0201,
                name.span,
                words!("没有编号为「{written}」的指标或方面", "there is no indicator or head `{written}`"),
            )
            .suggest(written, known.iter().map(String::as_str)),
        )
    }

    /// A subject to whom an indicator does not apply has no mark, which is not the same as 0.
    fn where_applies(&mut self, indicator: IndicatorId, value: ExprId, span: Span) -> ExprId {
        let ty = self.arena[value].ty.clone();
        let condition = self.arena.truth_of(FigureId::Applies(indicator), Origin::implied(span));
        let nothing = self.arena.add(ExprKind::Undecided, ty, Origin::implied(span));
        self.arena.only_where(condition, value, nothing, span)
    }
}
