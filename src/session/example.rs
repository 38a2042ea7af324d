//! 示例: facts scored by the exact engine and held against what is expected.

use crate::core::{Constant, ExprId, FigureId, Schema, Type, Verdict};
use crate::data::{self, Tables};
use crate::engine::exact::{Evaluator, Value};
use crate::engine::{self, Scores};
use crate::finding::{Code, Diagnostic, Language, Place, Sources};
use crate::invariant::OrBroken;
use crate::number::{Calendar, Number, Rounding};
use crate::program::Program;
use crate::review;
use crate::rules::{Example, Expectation, ExpectedOutcome};
use crate::syntax;
use crate::words;
use crate::words::Wording;

/// What an 示例 expects of a figure or grade that is withheld.
const MISSING: &str = "缺失";

/// Runs one 示例. Nothing when it holds. `sources` are those of the rules.
#[must_use]
pub fn run_example(sources: &Sources, program: &Program, example: &Example, calendar: &Calendar) -> Vec<Diagnostic> {
    let tables = match data::from_example(&program.rules.schema, &example.facts, sources) {
        Ok(tables) => tables,
        Err(findings) => return findings,
    };
    let evaluator = Evaluator::new(program, &tables, calendar);
    for assumption in &example.assumptions {
        for (row, value) in assumption.values.iter().enumerate() {
            evaluator.assume(assumption.figure, row, value.into());
        }
    }
    let scores = match engine::score_assumed(program, &evaluator) {
        Ok(scores) => scores,
        Err(faults) => return faults,
    };
    let judged = Judged { program, tables: &tables, evaluator: &evaluator, scores: &scores };
    let mut findings = Vec::new();
    for expectation in &example.expectations {
        let Some((wanted, found)) = judged.difference(expectation) else { continue };
        findings.push(
            Diagnostic::error(
                Code::H0801,
                expectation.span,
                words!("期望 {wanted}，实得 {found}", "expected {wanted}, got {found}"),
            )
            .label(example.span, words!("在这个示例里", "in this example")),
        );
    }
    findings.extend(evaluator.faults());
    let failed: Vec<Option<Place>> = findings.iter().map(|finding| finding.place.clone()).collect();
    for expectation in &example.expectations {
        // Where the outcome is another one, its reason is too.
        if failed.contains(&Some(Place::Source(expectation.span))) {
            continue;
        }
        let reasons = || review::reasons(program, &evaluator, sources, &scores, example, expectation);
        let told = |language| {
            let wording = Wording { rules: &program.rules, language };
            reasons().iter().map(|reason| wording.reason(reason)).collect()
        };
        findings.extend(
            because(expectation, told)
                .map(|finding| finding.label(example.span, words!("在这个示例里", "in this example"))),
        );
    }
    findings
}

/// An 示例 that was scored.
struct Judged<'a> {
    program: &'a Program,
    tables: &'a Tables,
    evaluator: &'a Evaluator<'a>,
    scores: &'a Scores,
}

impl Judged<'_> {
    /// What is expected and what came out, when they differ.
    #[allow(clippy::too_many_lines, reason = "one arm for each kind of expectation")]
    fn difference(&self, expectation: &Expectation) -> Option<(String, String)> {
        let Self { program, tables, evaluator, scores } = *self;
        let row = expectation.subject;
        Some(match &expectation.outcome {
            ExpectedOutcome::Marks(figure, marks) => {
                let value = evaluator.figure(*figure, row);
                let printed = |number: &Number| match program.precision(*figure) {
                    Some(precision) if precision.exact => number.round(precision.rounding),
                    _ => number.clone(),
                };
                let holds = |found: &Number| found == marks || printed(found) == *marks;
                if value.as_number().is_some_and(holds) {
                    return None;
                }
                let found = value.as_number().map_or_else(
                    || missing(program, tables, &value),
                    |found| marks_words(found, program.places(*figure)),
                );
                (marks_words(marks, program.places(*figure)), found)
            }
            ExpectedOutcome::Value { figure, wanted, rounding } => {
                let value = rounded(program, *figure, evaluator.figure(*figure, row), *rounding);
                if value == Value::from(wanted) {
                    return None;
                }
                (constant_words(program, *figure, wanted), value_words(program, tables, *figure, &value))
            }
            ExpectedOutcome::Call { call, wanted, rounding } => {
                match differing_call(program, evaluator, row, (*call, wanted.as_ref(), *rounding)) {
                    Some((wanted, value)) => {
                        let shown = |value: &Value| value_shown(program, tables, &program.arena[*call].ty, value);
                        (wanted.map_or_else(|| MISSING.to_owned(), |wanted| shown(&wanted)), shown(&value))
                    }
                    None => return None,
                }
            }
            ExpectedOutcome::Verdict(id, wanted) => {
                let found = scores.conditions.get(id.0).and_then(|verdicts| verdicts.get(row));
                if found == Some(wanted) {
                    return None;
                }
                (wanted.word().to_owned(), found.map_or("", |found| found.word()).to_owned())
            }
            ExpectedOutcome::Grade(wanted) => {
                let found = scores.grade.get(row).and_then(Option::as_deref).map(str::to_owned);
                if found.as_ref() == Some(wanted) {
                    return None;
                }
                let notes = scores.notes.get(row).map(|notes| notes.join("；")).unwrap_or_default();
                (wanted.clone(), found.unwrap_or_else(|| format!("没有等次（{notes}）")))
            }
            ExpectedOutcome::NoGrade => match scores.grade.get(row).and_then(Option::as_deref).map(str::to_owned) {
                Some(found) => (MISSING.to_owned(), found),
                None => return None,
            },
            ExpectedOutcome::NotApplicable(figure) => {
                // What has no 适用 always applies.
                if program.figure(*figure).is_some() && evaluator.figure(*figure, row) == Value::YesNo(false) {
                    return None;
                }
                (Verdict::NotApplicable.word().to_owned(), "适用".to_owned())
            }
            ExpectedOutcome::Missing(figure) => {
                let value = evaluator.figure(*figure, row);
                if value.reasons().is_some() {
                    return None;
                }
                let found = match value.as_number() {
                    Some(marks) if program.precision(*figure).is_some() => marks_words(marks, program.places(*figure)),
                    _ => value_words(program, tables, *figure, &value),
                };
                (MISSING.to_owned(), found)
            }
        })
    }
}

/// What a call of a function must give and what it gives, when they differ; must it be missing, the first is absent.
fn differing_call(
    program: &Program,
    evaluator: &Evaluator<'_>,
    row: usize,
    (call, wanted, rounding): (ExprId, Option<&Constant>, Option<Rounding>),
) -> Option<(Option<Value>, Value)> {
    let value = match (evaluator.eval(call, Schema::SUBJECTS, row), rounding) {
        (Value::Number(number), Some(rounding)) => Value::Number(program.arena[call].ty.rounded(&number, rounding)),
        (value, _) => value,
    };
    let wanted = wanted.map(Value::from);
    let holds = match &wanted {
        Some(wanted) => value == *wanted,
        None => value.reasons().is_some(),
    };
    // What a script fails of is reported as its fault.
    let differs = !holds && evaluator.faults().is_empty();
    differs.then_some((wanted, value))
}

/// 因: one of the reasons for an outcome contains the text, in whichever language it was written.
fn because(expectation: &Expectation, reasons: impl Fn(Language) -> Vec<String>) -> Option<Diagnostic> {
    let because = expectation.because.as_ref()?;
    let wanted = &because.value;
    let sought = syntax::comparable(wanted);
    let [zh, en] = [Language::Zh, Language::En].map(reasons);
    if zh.iter().chain(&en).any(|reason| syntax::comparable(reason).contains(&sought)) {
        return None;
    }
    let message = if zh.is_empty() {
        words!(
            "结果相符，但没有可说的理由，更没有「{wanted}」",
            "the outcome holds, but for no reason that could be named, such as `{wanted}`"
        )
    } else {
        let (zh, en) = (words::sentences(&zh, Language::Zh), words::sentences(&en, Language::En));
        words!(
            "结果相符，理由里却没有「{wanted}」，而是：{zh}",
            "the outcome holds, but `{wanted}` is not among its reasons: {en}"
        )
    };
    Some(Diagnostic::error(Code::H0801, because.span, message))
}

fn marks_words(marks: &Number, places: u32) -> String {
    format!("{} 分", marks.to_fixed(places))
}

fn missing(program: &Program, tables: &Tables, value: &Value) -> String {
    let notes = engine::missing_notes(program, tables, value.reasons().into_iter().flatten());
    format!("缺失（{}）", notes.join("；"))
}

/// A value as 保留 has it, in the unit that its readers see.
fn rounded(program: &Program, figure: FigureId, value: Value, rounding: Option<Rounding>) -> Value {
    match (&value, rounding) {
        (Value::Number(number), Some(rounding)) => Value::Number(ty(program, figure).rounded(number, rounding)),
        _ => value,
    }
}

fn ty(program: &Program, figure: FigureId) -> &Type {
    let body = program.body(figure).or_broken("what an example expects is a figure of the program");
    &program.arena[body].ty
}

fn value_words(program: &Program, tables: &Tables, figure: FigureId, value: &Value) -> String {
    value_shown(program, tables, ty(program, figure), value)
}

/// A value as its readers see it.
fn value_shown(program: &Program, tables: &Tables, ty: &Type, value: &Value) -> String {
    match (value, ty) {
        (Value::Number(number), Type::Number(unit)) => unit.shows(number, 8),
        (Value::Missing(_), _) => missing(program, tables, value),
        (Value::Choice(choice), Type::Choice(choices)) => choices.get(*choice).cloned().unwrap_or_default(),
        (Value::YesNo(truth), _) => if *truth { "是" } else { "否" }.to_owned(),
        (Value::Date(date), _) => date.to_string(),
        (Value::Text(text), _) => text.to_string(),
        _ => String::new(),
    }
}

fn constant_words(program: &Program, figure: FigureId, wanted: &Constant) -> String {
    value_words(program, &Tables::default(), figure, &Value::from(wanted))
}
