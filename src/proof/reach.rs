//! Every grade can be reached, and every veto and restriction can fire.

use super::known::Known;
use super::prover::{Opens, Prover};
use super::statement::{Answer, Proofs, Statement};
use super::witness::Search;
use crate::core::{ExprId, FigureId, GradeId};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::number::Number;
use crate::words;

pub(super) fn prove(prover: &Prover<'_>, search: &Search, proofs: &mut Proofs) {
    let rules = &prover.program.rules;
    grades(prover, proofs);
    for veto in &rules.vetoes {
        fires((prover, search), proofs, ("否决", "veto"), &veto.name, veto.condition, veto.span);
    }
    for demotion in &rules.demotions {
        fires((prover, search), proofs, ("降等", "demotion"), &demotion.name, demotion.condition, demotion.span);
    }
    for restriction in &rules.restrictions {
        let (name, condition) = (&restriction.name, restriction.condition);
        fires((prover, search), proofs, ("限制", "restriction"), name, condition, restriction.span);
    }
}

/// Grades are asked from the best down; one without a quota takes all who meet its requirement, unless a restriction
/// keeps them out. A demotion leads to any grade but the best, and a decision of people to any at all.
fn grades(prover: &Prover<'_>, proofs: &mut Proofs) {
    let rules = &prover.program.rules;
    let Some(grades) = &rules.grades else { return };
    let mut left = Some(Known::default());
    for (id, grade) in rules.each_grade() {
        let name = &grade.name;
        let other_ways = rules.manual.is_some() || id > GradeId(0) && !rules.demotions.is_empty();
        let alone = prover.ask().assume(grade.requirement, true, &Known::default());
        let reached = left.as_ref().and_then(|left| prover.assume(grade.requirement, true, left));
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
        let takes_all = grade.quota.is_none() && !rules.restrictions.iter().any(|restriction| restriction.best > id);
        if takes_all {
            left = left.and_then(|left| prover.assume(grade.requirement, false, &left));
        }
    }
    let span = grades.grades.last().map_or_else(Span::default, |grade| grade.span);
    let other_ways = rules.manual.is_some() || !rules.demotions.is_empty();
    let why = (left.is_none() && !other_ways).then(|| {
        words!(
            "前面的等次已包括所有情形，最后一等可以写成「其余」",
            "the grades before leave nobody; the last of them may be the rest"
        )
    });
    state(proofs, &grades.otherwise.value, span, why);
}

fn unmet(prover: &Prover<'_>, line: Option<&Number>) -> Words {
    let total = prover.interval_of(FigureId::Total, &Known::default());
    if let (Some(line), Some(least)) = (line, &total.low)
        && prover.program.rules.total.falls
        && least.at > *line
    {
        let (line, least) = (line.to_readable(4), least.at.to_readable(4));
        return words!(
            "总分最少 {least} 分，低不到 {line} 分",
            "the total is at least {least} and never as low as {line}"
        );
    }
    if let (Some(line), Some(most)) = (line, &total.high)
        && !prover.program.rules.total.falls
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

fn fires(
    (prover, search): (&Prover<'_>, &Search),
    proofs: &mut Proofs,
    (kind_zh, kind_en): (&str, &str),
    name: &str,
    condition: ExprId,
    span: Span,
) {
    let known = Known::default();
    // One that a parameter turns off, or on, may be meant so.
    let open = prover.opening(Opens::Switches);
    let can = open.assume(condition, true, &known).is_some();
    let always = can && open.truth(condition, &known).is_certain();
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
        .label(prover.program.arena.span(condition), words!("条件", "the condition"))
        .help(words!("核对条件里的各项，和列的范围", "check the parts of the condition, and the ranges of columns")),
    );
}
