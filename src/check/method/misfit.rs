//! Bands that do not fit the value: of a yes or no, of choices for a number.

use super::Scored;
use crate::check::Checker;
use crate::core::Type;
use crate::finding::{Code, Diagnostic, Edit, Fix, Span};
use crate::syntax::ast::{self, Band, BandTest};
use crate::words;

impl Checker<'_> {
    /// 分档 { 有 : 10 分 ; 无 : 0 分 } of what is 是 or 否: 算式 若 取值 则 10 分 否则 0 分.
    pub(super) fn by_truth(
        &self,
        error: Diagnostic,
        bands: &[Band],
        otherwise: Option<&ast::Expr>,
        scored: &Scored<'_>,
    ) -> Diagnostic {
        let value = scored.context.indicator.and_then(|id| self.indicators.get(id.0)?.value);
        if !value.is_some_and(|value| self.arena[value].ty == Type::YesNo) {
            return error;
        }
        let truth = |band: &Band| match &band.test {
            BandTest::Kinds(kinds) if band.besides.is_none() => match kinds.as_slice() {
                [only] if matches!(only.value.as_str(), "有" | "对" | "真" | "yes" | "true") => Some(true),
                [only] if matches!(only.value.as_str(), "无" | "没有" | "错" | "假" | "no" | "false") => {
                    Some(false)
                }
                _ => None,
            },
            _ => None,
        };
        let (first, second) = match (bands, otherwise) {
            ([first, second], None) if truth(first).is_some() && truth(second) == truth(first).map(|holds| !holds) => {
                (first, second.marks.span)
            }
            ([first], Some(rest)) => (first, rest.span),
            _ => return error,
        };
        let begins = match truth(first) {
            Some(true) => words!("计分 算式 若 取值 则 ", "scoring formula if value then "),
            Some(false) => words!("计分 算式 若 非 取值 则 ", "scoring formula if not value then "),
            None => return error,
        };
        let whole = scored.span;
        let edit =
            |start: usize, end: usize, text: &str| Edit { span: Span { start, end, ..whole }, text: text.to_owned() };
        let edits = vec![
            edit(whole.start, first.marks.span.start, self.in_file(&begins)),
            edit(first.marks.span.end, second.start, self.in_file(&words!(" 否则 ", " else "))),
            edit(second.end, whole.end, ""),
        ];
        error.fix(Fix { edits })
    }

    /// Ⅲ类 : 4 分, where 取值 is a number.
    pub(super) fn kinds_of_number(&mut self, band: &Band) {
        let BandTest::Kinds(kinds) = &band.test else { return };
        let Some(first) = kinds.first() else { return };
        let written = &first.value;
        let error = Diagnostic::error(
            Code::H0302,
            first.span,
            words!("取值是一个数，「{written}」是一项", "the value is a number, and `{written}` is a choice"),
        );
        if matches!(written.as_str(), "其他" | "其它" | "other" | "others") {
            let rest = words!("其余", "otherwise");
            let error = error.help(words!("写作：其余", "write: otherwise"));
            return self.report(error.fix(Fix::replace(first.span, self.in_file(&rest))));
        }
        self.report(error.help(words!("写一档，如 不低于 95% : 4 分", "write a band, such as at_least 95% : 4 分")));
    }
}
