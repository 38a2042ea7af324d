//! Every grade can be reached, and every veto and restriction can fire.

use super::domain::Domain;
use super::interval::Interval;
use super::known::Known;
use super::prover::{Prover, rounded};
use super::witness::Search;
use super::{Answer, Proofs, Statement};
use crate::core::{Expr, FigureId};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::number::Number;
use crate::rules::{Block, Head, Precision, RuleSet, WhenMissing};
use crate::words;

pub(super) fn prove(prover: &Prover<'_>, search: &Search, proofs: &mut Proofs) {
    settle_sums(prover);
    grades(prover, proofs);
    for veto in &prover.model.vetoes {
        fires((prover, search), proofs, ("否决", "veto"), &veto.name, &veto.condition, veto.span);
    }
    for demotion in &prover.model.demotions {
        fires((prover, search), proofs, ("降等", "demotion"), &demotion.name, &demotion.condition, demotion.span);
    }
    for cap in &prover.model.restrictions {
        fires((prover, search), proofs, ("限制", "restriction"), &cap.name, &cap.condition, cap.span);
    }
}

/// What sums can come to. A mark outside 0 to the full marks gives no result at all, and however the marks of a
/// head are put together, it lies between 0 and its full marks too.
fn settle_sums(prover: &Prover<'_>) {
    let model = prover.model;
    let is_open = |head: &Head| {
        let mut indicators = head.indicators.iter().filter_map(|indicator| model.indicators.get(*indicator));
        indicators.any(|indicator| indicator.uncapped || indicator.unfloored)
    };
    let up_to = |full: &Number| Interval::between(Number::zero(), full.clone());
    for (index, head) in model.heads.iter().enumerate() {
        let varies = head
            .indicators
            .iter()
            .filter_map(|indicator| model.indicators.get(*indicator))
            .any(|indicator| indicator.applies.is_some() || indicator.when_missing == WhenMissing::NotApplicable);
        let counted = if varies { up_to(&head.full) } else { Interval::point(head.full.clone()) };
        prover.settle(FigureId::HeadFull(index), Domain::Number(counted));
        let marks = if is_open(head) { Interval::all() } else { up_to(&head.full) };
        prover.settle(FigureId::Head(index), Domain::Number(in_places(model, marks, head.node.precision)));
    }
    let Some(full) = &model.full else { return };
    let base = if model.heads.iter().any(is_open) { Interval::all() } else { up_to(full) };
    let bonus = block(prover, model.bonus.as_ref());
    let deduction = block(prover, model.deduction.as_ref());
    let total = base.plus(&bonus).minus(&deduction);
    let total = match &model.total.cap {
        Some(cap) => total.least(&Interval::point(cap.clone())),
        None => total,
    };
    let total = in_places(model, total, model.total.node.precision);
    prover.settle(FigureId::Base, Domain::Number(base));
    prover.settle(FigureId::Bonus, Domain::Number(bonus));
    prover.settle(FigureId::Deduction, Domain::Number(deduction));
    prover.settle(FigureId::Total, Domain::Number(total));
}

/// A sum of marks as a rule rounds it.
fn in_places(model: &RuleSet, sum: Interval, precision: Option<Precision>) -> Interval {
    match precision {
        Some(Precision { rounding, exact: false }) => rounded(&sum, rounding, &mark_cell(model, FigureId::Total).ty),
        _ => sum,
    }
}

fn mark_cell(model: &RuleSet, id: FigureId) -> Expr {
    let (ty, span) = model
        .indicators
        .first()
        .map_or((crate::core::Type::Number(crate::number::Unit::pure()), Span::default()), |indicator| {
            (indicator.score.ty.clone(), indicator.span)
        });
    Expr::new(crate::core::ExprKind::Figure(id), ty, span)
}

fn block(prover: &Prover<'_>, block: Option<&Block>) -> Interval {
    let Some(block) = block else { return Interval::point(Number::zero()) };
    let known = Known::default();
    let entries = block.entries.iter().map(|entry| prover.interval(&entry.marks, &known));
    let sum = entries.fold(Interval::point(Number::zero()), |sum, marks| sum.plus(&marks));
    let capped = match &block.cap {
        Some(cap) => sum.least(&Interval::point(cap.clone())),
        None => sum,
    };
    match (prover.model.rounding, block.entries.first()) {
        (Some(Precision { rounding, exact: false }), Some(entry)) => rounded(&capped, rounding, &entry.marks.ty),
        _ => capped,
    }
}

/// Grades are asked from the best down; one without a quota takes all who meet its requirement, unless a restriction
/// keeps them out. A demotion leads to any grade but the best, and a decision of people to any at all.
fn grades(prover: &Prover<'_>, proofs: &mut Proofs) {
    let model = prover.model;
    let Some(grades) = &model.grades else { return };
    let mut left = Some(Known::default());
    for (place, grade) in grades.grades.iter().enumerate() {
        let name = &grade.name;
        let other_ways = model.manual.is_some() || place > 0 && !model.demotions.is_empty();
        let alone = prover.assume(&grade.requirement, true, &Known::default());
        let reached = left.as_ref().and_then(|left| prover.assume(&grade.requirement, true, left));
        let no_place = grade.quota.as_ref().is_some_and(|quota| quota.share.is_zero());
        let why = match (no_place, &alone, &reached) {
            _ if other_ways => None,
            (true, ..) => Some(words!("名额是 0", "its quota gives no place")),
            (_, None, _) => Some(unmet(prover, grade.line.as_ref())),
            (_, Some(_), None) => {
                Some(words!("够得上它的都已评为更高的等次", "whoever meets its requirement has a better grade already"))
            }
            _ => None,
        };
        state(proofs, name, grade.span, why);
        let takes_all = grade.quota.is_none() && !model.restrictions.iter().any(|cap| cap.best > place);
        if takes_all {
            left = left.and_then(|left| prover.assume(&grade.requirement, false, &left));
        }
    }
    let span = grades.grades.last().map_or_else(Span::default, |grade| grade.span);
    let other_ways = model.manual.is_some() || !model.demotions.is_empty();
    let why = (left.is_none() && !other_ways).then(|| {
        words!(
            "前面的等次已包括所有情形，最后一等可以写成「其余」",
            "the grades before leave nobody; the last of them may be the rest"
        )
    });
    state(proofs, &grades.otherwise, span, why);
}

fn unmet(prover: &Prover<'_>, line: Option<&Number>) -> Words {
    let total = prover.interval(&mark_cell(prover.model, FigureId::Total), &Known::default());
    if let (Some(line), Some(most)) = (line, &total.high)
        && most.at < *line
    {
        let (line, most) = (line.to_readable(4), most.at.to_readable(4));
        return words!("总分最多 {most} 分，到不了 {line} 分", "the total is at most {most} and never reaches {line}");
    }
    words!("它要求的几项不能同时成立", "what it requires cannot hold together")
}

fn state(proofs: &mut Proofs, name: &str, span: Span, why: Option<Words>) {
    let claim = words!("评得出", "it can be reached");
    let (answer, shown) = match &why {
        // That it is not ruled out is all that intervals can say.
        None => (Answer::Unknown, words!("没有发现矛盾", "nothing rules it out")),
        Some(why) => (Answer::Refuted, why.clone()),
    };
    proofs.state(Statement {
        code: Code::H0443,
        subject: name.to_owned(),
        claim,
        answer,
        why: shown,
        span,
        example: None,
    });
    let Some(Words { zh, en }) = why else { return };
    proofs.findings.push(
        Diagnostic::warning(
            Code::H0443,
            span,
            words!("没有一家会评为「{name}」：{zh}", "nobody can be graded `{name}`: {en}"),
        )
        .help(words!("核对分数线、要求和名额", "check the line, the requirement and the quota")),
    );
}

fn fires<'e>(
    (prover, search): (&Prover<'e>, &Search),
    proofs: &mut Proofs,
    (kind_zh, kind_en): (&str, &str),
    name: &str,
    condition: &'e Expr,
    span: Span,
) {
    let known = Known::default();
    let can = prover.assume(condition, true, &known).is_some();
    let always = can && prover.truth(condition, &known).is_certain();
    let (answer, why) = match (can, always) {
        (false, _) => (Answer::Refuted, words!("它的条件不会成立", "its condition never holds")),
        (_, true) => (Answer::Refuted, words!("它的条件对每一家都成立", "its condition holds for every subject")),
        _ if search.holds(prover, condition) => (Answer::Proved, words!("有这样的数据", "there are such data")),
        _ => (Answer::Unknown, words!("没有发现矛盾", "nothing rules it out")),
    };
    proofs.state(Statement {
        code: Code::H0444,
        subject: name.to_owned(),
        claim: words!("会触发，也会不触发", "it can fire, and need not"),
        answer,
        why: why.clone(),
        span,
        example: None,
    });
    if answer != Answer::Refuted {
        return;
    }
    let Words { zh, en } = why;
    proofs.findings.push(
        Diagnostic::warning(
            Code::H0444,
            span,
            words!("{kind_zh}「{name}」没有作用：{zh}", "the {kind_en} `{name}` decides nothing: {en}"),
        )
        .label(condition.span, words!("条件", "the condition"))
        .help(words!("核对条件里的各项，和列的范围", "check the parts of the condition, and the ranges of columns")),
    );
}
