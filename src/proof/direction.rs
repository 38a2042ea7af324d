//! 方向: as the value rises, the mark never falls (or never rises).
//!
//! Where the rule compares the value with fixed numbers, the marks between two of them follow one
//! expression; its slope is worked out there, and the pieces are held against one another at their ends.

use super::course::Course;
use super::known::Known;
use super::mark;
use super::prover::Prover;
use super::statement::{Answer, Broken, Proofs, Statement, Suspect};
use super::trial::{Trial, number_text};
use super::witness::Search;
use crate::core::{Direction, FigureId, Type};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::invariant::{OrBroken, broken};
use crate::number::Number;
use crate::program::Program;
use crate::words;

pub(super) fn prove(prover: &Prover<'_>, search: &Search, everything: bool, proofs: &mut Proofs) {
    let program = prover.program;
    for (id, indicator) in program.rules.each_indicator() {
        if indicator.direction.is_none() && !everything {
            continue;
        }
        let Some(value) = indicator.value else { continue };
        let Type::Number(unit) = &program.arena[value].ty else { continue };
        let base = match indicator.applies {
            Some(applies) => prover.ask().assume(applies, true, &Known::default()),
            None => Some(Known::default()),
        };
        let Some(base) = base else { continue };
        let concerned = prover.of(base);
        let key = concerned.key_of(FigureId::Value(id));
        let course = Course { prover: &concerned, key, id, indicator, unit };
        let (never_falls, never_rises) = course.ways();
        let answer = |holds: bool| if holds { Answer::Proved } else { Answer::Unknown };
        let Some((direction, span)) = indicator.direction else {
            let known = never_falls || never_rises;
            proofs.state(Statement {
                code: Code::H0442,
                subject: indicator.code.clone(),
                claim: words!(
                    "取值升高时得分往哪边走（没有写方向）",
                    "which way the mark goes (no direction declared)"
                ),
                answer: answer(known),
                why: match (never_falls, never_rises) {
                    (true, true) => words!("不变", "it stays"),
                    (true, false) => words!("不降", "it never falls"),
                    (false, true) => words!("不升", "it never rises"),
                    (false, false) => words!("有升有降，或没有证出", "both ways, or no proof was found"),
                },
                span: indicator.method_span,
                example: None,
            });
            continue;
        };
        let (is_proved, claim) = match direction {
            Direction::HigherIsBetter => {
                (never_falls, words!("取值升高，得分不降", "as the value rises, the mark never falls"))
            }
            Direction::LowerIsBetter => {
                (never_rises, words!("取值升高，得分不升", "as the value rises, the mark never rises"))
            }
        };
        let why = if is_proved {
            words!("各段依次相接", "piece by piece")
        } else {
            mark::unknown(&concerned, indicator.score)
        };
        let statement = proofs.state(Statement {
            code: Code::H0442,
            subject: indicator.code.clone(),
            claim,
            answer: answer(is_proved),
            why,
            span,
            example: None,
        });
        if !is_proved {
            let trials = course.against(direction, search);
            if !trials.is_empty() {
                proofs.suspects.push(Suspect { statement, trials, broken: Broken::Against(direction) });
            }
        }
    }
}

/// The finding, with the 示例 that shows it.
pub(super) fn finding(
    program: &Program,
    trial: &Trial,
    marks: &[Number],
    direction: Direction,
    span: Span,
) -> Diagnostic {
    let indicator = program.rules.indicator(trial.indicator);
    let code = &indicator.code;
    let value = indicator.value.or_broken("a direction is that of a value");
    let Type::Number(unit) = &program.arena[value].ty else { broken("a value that rises is a number") };
    let values: Vec<String> = trial.values.iter().map(|value| number_text(value, unit)).collect();
    let marks_of: Vec<String> = marks.iter().map(|mark| mark.to_readable(10)).collect();
    let ([from, to], [less, more]) = (values.as_slice(), marks_of.as_slice()) else {
        broken("a direction is broken by two marks")
    };
    let Words { zh, en } = match direction {
        Direction::HigherIsBetter => words!(
            "取值由 {from} 升到 {to}，{code} 的得分反而由 {less} 分降到 {more} 分",
            "as the value rises from {from} to {to}, the mark of {code} falls from {less} to {more}"
        ),
        Direction::LowerIsBetter => words!(
            "取值由 {from} 升到 {to}，{code} 的得分反而由 {less} 分升到 {more} 分",
            "as the value rises from {from} to {to}, the mark of {code} rises from {less} to {more}"
        ),
    };
    let text = trial.text(program, &words!("反例：{zh}", "counter-example: {en}"), marks);
    let finding = Diagnostic::error(Code::H0442, span, Words { zh, en }).help(words!(
        "核对各档的分值和次序；本来就要这样的，改「方向」或删去它",
        "check the marks and the order of the bands; if it is meant so, change or remove the direction"
    ));
    finding.example(text).label(indicator.method_span, words!("计分在这里", "the scoring"))
}
