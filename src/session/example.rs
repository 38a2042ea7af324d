//! 示例: facts scored by the exact engine and held against what is expected.

use crate::core::{Constant, ExprId, FigureId, Schema, Type};
use crate::data::{self, Tables};
use crate::engine;
use crate::engine::exact::{Evaluator, Value};
use crate::finding::{Code, Diagnostic, Language, Place, Sources, Words};
use crate::invariant::{OrBroken, broken, entry};
use crate::number::{Calendar, Number, Rounding};
use crate::program::Program;
use crate::result::Scores;
use crate::review;
use crate::rules::{Example, Expectation, ExpectedOutcome};
use crate::syntax;
use crate::words;
use crate::words::{Term, Wording};

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
            Diagnostic::error(Code::H0801, expectation.span, outcome(&wanted, &found))
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
            let wording = judged.wording(language);
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
    fn difference(&self, expectation: &Expectation) -> Option<(Words, Words)> {
        let Self { program, evaluator, scores, .. } = *self;
        let row = expectation.subject.0;
        let missing = || Words::of(|language| Term::Missing.word(language).to_owned());
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
                let places = program.places(*figure);
                let found = value.as_number().map_or_else(|| self.missing(&value), |found| marks_words(found, places));
                (marks_words(marks, places), found)
            }
            ExpectedOutcome::Value { figure, wanted, rounding } => {
                let value = rounded(program, *figure, evaluator.figure(*figure, row), *rounding);
                if value == Value::from(wanted) {
                    return None;
                }
                (self.value_of(*figure, &Value::from(wanted)), self.value_of(*figure, &value))
            }
            ExpectedOutcome::Call { call, wanted, rounding } => {
                match differing_call(program, evaluator, row, *call, wanted.as_ref(), *rounding) {
                    Some((wanted, value)) => {
                        let shown = |value: &Value| self.value(&program.arena[*call].ty, value);
                        (wanted.map_or_else(missing, |wanted| shown(&wanted)), shown(&value))
                    }
                    None => return None,
                }
            }
            ExpectedOutcome::Verdict(index, wanted) => {
                let found = entry(entry::<Vec<_>>(&scores.conditions, index.0), row);
                if found == wanted {
                    return None;
                }
                let said = |verdict| Words::of(|language| words::verdict(verdict, language).to_owned());
                (said(*wanted), said(*found))
            }
            ExpectedOutcome::Grade(wanted) => {
                let found = scores.grade.of(row).as_deref().map(str::to_owned);
                if found.as_ref() == Some(wanted) {
                    return None;
                }
                let why = |language| self.wording(language).notes(scores.notes.of(row));
                let none = || Words::of(|language| words::no_grade(&why(language), language));
                (as_it_is(wanted), found.map_or_else(none, |found| as_it_is(&found)))
            }
            ExpectedOutcome::NoGrade => match scores.grade.of(row).as_deref() {
                Some(found) => (missing(), as_it_is(found)),
                None => return None,
            },
            ExpectedOutcome::NotApplicable(figure) => {
                // What has no 适用 always applies.
                if program.figure(*figure).is_some() && evaluator.figure(*figure, row) == Value::YesNo(false) {
                    return None;
                }
                let said = |term: Term| Words::of(|language| term.word(language).to_owned());
                (said(Term::NotApplicable), said(Term::Applies))
            }
            ExpectedOutcome::Missing(figure) => {
                let value = evaluator.figure(*figure, row);
                if value.reasons().is_some() {
                    return None;
                }
                let found = match value.as_number() {
                    Some(marks) if program.precision(*figure).is_some() => marks_words(marks, program.places(*figure)),
                    _ => self.value_of(*figure, &value),
                };
                (missing(), found)
            }
        })
    }

    fn wording(&self, language: Language) -> Wording<'_> {
        Wording { model: &self.program.rules, subjects: &self.scores.subjects, language }
    }

    fn missing(&self, value: &Value) -> Words {
        let notes = engine::missing_notes(self.tables, value.reasons().into_iter().flatten());
        Words::of(|language| {
            let wording = self.wording(language);
            let reasons: Vec<String> = notes.iter().map(|note| wording.note(note)).collect();
            words::missing(&reasons, language)
        })
    }

    /// The value of a figure as its readers see it.
    fn value_of(&self, figure: FigureId, value: &Value) -> Words {
        let figure = self.program.figure(figure).or_broken("what is expected is a figure");
        self.value(&self.program.arena[figure.expr].ty, value)
    }

    /// A value as its readers see it.
    fn value(&self, ty: &Type, value: &Value) -> Words {
        match (value, ty) {
            (Value::Number(number), Type::Number(unit)) => as_it_is(&unit.shows(number, 8)),
            (Value::Missing(_), _) => self.missing(value),
            (Value::Choice(choice), Type::Choice(choices)) => as_it_is(entry::<String>(choices, *choice)),
            (Value::YesNo(truth), _) => Words::of(|language| language.truth(*truth).to_owned()),
            (Value::Date(date), _) => as_it_is(&date.to_string()),
            (Value::Text(text), _) => as_it_is(text),
            (Value::Number(_) | Value::Choice(_), _) => broken("a value is of its type"),
        }
    }
}

/// What a call of a function must give and what it gives, when they differ; must it be missing, the first is absent.
fn differing_call(
    program: &Program,
    evaluator: &Evaluator<'_>,
    row: usize,
    call: ExprId,
    wanted: Option<&Constant>,
    rounding: Option<Rounding>,
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

fn outcome(wanted: &Words, found: &Words) -> Words {
    let ((wanted_zh, wanted_en), (found_zh, found_en)) = ((&wanted.zh, &wanted.en), (&found.zh, &found.en));
    words!("期望 {wanted_zh}，实得 {found_zh}", "expected {wanted_en}, got {found_en}")
}

/// What is the same in every language.
fn as_it_is(text: &str) -> Words {
    Words::of(|_| text.to_owned())
}

fn marks_words(marks: &Number, places: u32) -> Words {
    Words::of(|language| words::marks(&marks.to_fixed(places), language))
}

/// A value as 保留 has it, in the unit that its readers see.
fn rounded(program: &Program, figure: FigureId, value: Value, rounding: Option<Rounding>) -> Value {
    match (&value, rounding) {
        (Value::Number(number), Some(rounding)) => {
            let body = program.body(figure).or_broken("what an example expects is a figure of the program");
            Value::Number(program.arena[body].ty.rounded(number, rounding))
        }
        _ => value,
    }
}
