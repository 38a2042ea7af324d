//! A mark lies between 0 and the full marks.

use super::domain::Domain;
use super::interval::Interval;
use super::known::Known;
use super::mark::{bounds_of, round, unknown};
use super::prover::Prover;
use super::statement::{Answer, Broken, Proofs, Statement, Suspect};
use super::trial::Trial;
use super::witness::Search;
use crate::core::{FigureId, Item};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::invariant::OrBroken;
use crate::number::Number;
use crate::program::Program;
use crate::rules::Indicator;
use crate::words;

/// With `everything`, also says of which marks it is proved.
pub(super) fn prove(prover: &Prover<'_>, search: &Search, everything: bool, proofs: &mut Proofs) {
    let rules = &prover.program.rules;
    for (id, indicator) in rules.each_indicator() {
        // Whatever else is found, a mark outside gives no result.
        prover.settle(FigureId::Mark(id), Domain::Number(bounds_of(indicator)));
    }
    for (id, indicator) in rules.each_indicator() {
        let full = &indicator.full;
        let bounds = bounds_of(indicator);
        let base = match indicator.applies {
            Some(applies) => prover.ask().assume(applies, true, &Known::default()),
            None => Some(Known::default()),
        };
        let (mark, concerned) = match base {
            Some(base) => {
                let concerned = prover.of(base);
                let mark = concerned.interval(indicator.score, &concerned.base);
                (round(prover, id, &mark), Some(concerned))
            }
            // It applies to nobody.
            None => (Interval::empty(), None),
        };
        // A mark outside is an error of its own, so that totals are sums of marks within.
        let within = mark.meet(&bounds);
        let is_limited = prover.body(FigureId::Applies(id)).is_some();
        let kept = if is_limited { within.hull(&Interval::point(Number::zero())) } else { within };
        prover.settle(FigureId::Mark(id), Domain::Number(kept));
        if indicator.is_open_below && mark.low.as_ref().is_none_or(|low| low.at.is_negative()) {
            let rules = &prover.program.rules;
            proofs.findings.push(rules.about(open_below(indicator), Some(Item::Indicator(id))));
        }
        if indicator.uncapped && indicator.unfloored {
            continue;
        }
        let is_proved = mark.is_within(&bounds);
        if is_proved && !everything {
            continue;
        }
        let shown = full.to_readable(4);
        let why = match (is_proved, &concerned) {
            (true, _) => reached(&mark),
            (false, Some(concerned)) => unknown(concerned, indicator.score),
            (false, None) => words!("", ""),
        };
        let statement = proofs.state(Statement {
            code: Code::H0441,
            subject: indicator.code.clone(),
            claim: match (indicator.unfloored, indicator.uncapped) {
                (true, _) => words!("得分不超过 {shown} 分", "the mark is at most {shown}"),
                (_, true) => words!("得分不低于 0 分", "the mark is at least 0"),
                _ => words!("得分在 0 到 {shown} 分之间", "the mark lies between 0 and {shown}"),
            },
            answer: if is_proved { Answer::Proved } else { Answer::Unknown },
            why,
            span: indicator.method_span,
            example: None,
        });
        if let (false, Some(concerned)) = (is_proved, &concerned) {
            let trials = search.outside(concerned, id, indicator);
            if !trials.is_empty() {
                proofs.suspects.push(Suspect { statement, trials, broken: Broken::Outside(full.clone()) });
            }
        }
    }
}

/// Only one end is stated, and the ranges of the columns do not say that the other is never reached.
fn open_below(indicator: &Indicator) -> Diagnostic {
    let code = &indicator.code;
    Diagnostic::warning(
        Code::H0405,
        indicator.method_span,
        words!(
            "{code} 写了「封顶」，没有写「保底」：取值低到得分小于 0 时得多少分",
            "{code} has a cap and no floor: what is earned where the value takes the mark below 0"
        ),
    )
    .help(words!(
        "在后面加：保底 0 分；取值不会那么低的，在「数据」里给列写范围，如：不低于 0",
        "add: floor 0 分; or, if the value never is so low, give its column a range, such as at_least 0"
    ))
}

/// The marks that can come out.
fn reached(mark: &Interval) -> Words {
    match (&mark.low, &mark.high) {
        _ if mark.is_empty() => words!("没有一家适用或有得分", "it gives nobody a mark"),
        (Some(low), Some(high)) => {
            let (low, high) = (low.at.to_readable(4), high.at.to_readable(4));
            words!("在 {low} 到 {high} 分之间", "from {low} to {high}")
        }
        _ => words!("", ""),
    }
}

/// The finding, with the 示例 that shows it.
pub(super) fn finding(program: &Program, trial: &Trial, marks: &[Number], full: &Number, span: Span) -> Diagnostic {
    let code = &program.rules.indicator(trial.indicator).code;
    let mark = marks.first().or_broken("a mark that leaves its bounds was found").to_readable(10);
    let full = full.to_readable(4);
    let title = words!(
        "反例：{code} 得 {mark} 分，超出 0 到 {full} 分",
        "counter-example: {code} gets {mark} marks, outside 0 to {full}"
    );
    Diagnostic::error(
        Code::H0441,
        span,
        words!("{code} 可能得 {mark} 分，超出 0 到满分 {full} 分", "{code} can give {mark} marks, outside 0 to {full}"),
    )
    .help(words!(
        "在计分后写：封顶 满分 保底 0 分；数据不会到这一步的，改「数据」里列的范围",
        "add to the scoring: cap full_marks floor 0 分; or narrow the range of the column that the table declares"
    ))
    .example(trial.text(program, &title, marks))
}
