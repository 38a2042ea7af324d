//! 参数, and which of its dated values holds in the cycle.

use super::context::Context;
use super::{Checker, texts};
use crate::core::ExprId;
use crate::finding::{Code, Diagnostic, Fix, Span};
use crate::number::Date;
use crate::rules::Parameter;
use crate::syntax::ast;
use crate::words;

/// A value with the days on which it holds.
type Dated<'a> = (&'a ast::ParameterValue, ExprId);

impl Checker<'_> {
    /// A parameter with the value of this cycle.
    pub(super) fn parameter_of_cycle(&mut self, source: &ast::Parameter) -> Option<Parameter> {
        let values: Vec<Option<Dated<'_>>> = source.values.iter().map(|value| self.fixed_value(value)).collect();
        let values: Vec<Dated<'_>> = values.into_iter().collect::<Option<_>>()?;
        let (_, first) = values.first()?;
        let mut fits = true;
        for (entry, value) in values.iter().skip(1) {
            fits &= self.same_type(first.clone(), value.clone(), entry.value.span).is_some();
        }
        fits &= self.periods_are_apart(&source.values);
        if !fits {
            return None;
        }
        let (entry, value) = self.holding_in_cycle(source, &values)?;
        let (name, basis) = (source.name.value.clone(), texts(&entry.basis));
        Some(Parameter { name, value, basis, is_read: false, span: source.span })
    }

    fn fixed_value<'v>(&mut self, entry: &'v ast::ParameterValue) -> Option<Dated<'v>> {
        let value = self.infer(&entry.value, &Context::constant(), None)?;
        if self.constant(value).is_none() {
            return self.refuse(Diagnostic::error(
                Code::H0302,
                entry.value.span,
                words!(
                    "参数的值须是固定的数、日期或文字，不能读数据",
                    "a parameter must be a fixed value and cannot read data"
                ),
            ));
        }
        Some((entry, value))
    }

    /// Whether no two values hold on the same day. A value until further notice holds on all later days.
    fn periods_are_apart(&mut self, entries: &[ast::ParameterValue]) -> bool {
        let mut dated: Vec<(Date, Option<Date>, Span)> = Vec::new();
        for entry in entries {
            let Some(from) = entry.from else { continue };
            if let Some(to) = entry.to.filter(|to| *to < from) {
                self.report(
                    Diagnostic::error(Code::H0105, entry.span, words!("止日早于起日", "it ends before it begins"))
                        .help(words!("把两个日期换过来", "exchange the two dates"))
                        .fix(Fix::replace(
                            Span { end: entry.value.span.start, ..entry.span },
                            self.in_file(&words!("{to} 至 {from} : ", "{to} to {from} : ")),
                        )),
                );
                return false;
            }
            dated.push((from, entry.to, entry.span));
        }
        dated.sort_by_key(|(from, ..)| *from);
        let mut apart = true;
        for pair in dated.windows(2) {
            let [(_, to, before), (from, _, span)] = pair else { continue };
            if to.is_none_or(|to| *from <= to) {
                self.report(
                    Diagnostic::error(
                        Code::H0432,
                        *span,
                        words!("{from} 有两个值：时段重叠", "there are two values on {from}: the periods overlap"),
                    )
                    .label(*before, words!("与这一行重叠", "overlaps with this one"))
                    .help(words!(
                        "前一行写上止日，止日在后一行起日的前一天",
                        "give the earlier one a last day, the day before the later one begins"
                    )),
                );
                apart = false;
            }
        }
        apart
    }

    /// The value that holds from the first to the last day of the cycle.
    fn holding_in_cycle<'v>(&mut self, source: &ast::Parameter, values: &[Dated<'v>]) -> Option<Dated<'v>> {
        let cycle = self.file.items.iter().find_map(|item| match item {
            ast::Item::Cycle(cycle) => Some((cycle.from, cycle.to, cycle.span)),
            _ => None,
        });
        let always = values.iter().find(|(entry, _)| entry.from.is_none());
        let Some((first, last, span)) = cycle else {
            // That the cycle is missing is found elsewhere.
            return always.or(values.last()).cloned();
        };
        let holds = |entry: &ast::ParameterValue| {
            entry.from.is_none_or(|from| from <= first) && entry.to.is_none_or(|to| last <= to)
        };
        if let Some(found) = values.iter().find(|(entry, _)| holds(entry)) {
            return Some(found.clone());
        }
        let name = &source.name.value;
        let meets = |entry: &&ast::ParameterValue| {
            entry.from.is_none_or(|from| from <= last) && entry.to.is_none_or(|to| first <= to)
        };
        let some = values.iter().map(|(entry, _)| *entry).filter(meets).count();
        let message = match some {
            0 => words!("「{name}」在本周期没有值", "`{name}` has no value in this cycle"),
            1 => words!("「{name}」的值没有盖住整个周期", "no value of `{name}` covers the whole cycle"),
            _ => words!("「{name}」的值在周期当中换了", "the value of `{name}` changes within the cycle"),
        };
        self.refuse(
            Diagnostic::error(Code::H0431, source.name.span, message)
                .label(span, words!("周期是 {first} 至 {last}", "the cycle is {first} to {last}"))
                .help(words!(
                    "写一行盖住整个周期的值，如 {first} 起 : …",
                    "write one value that covers the whole cycle, such as {first} since : …"
                )),
        )
    }
}
