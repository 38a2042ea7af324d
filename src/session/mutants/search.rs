//! The search for facts with which a rule set and its mutant differ.

use std::cell::RefCell;

use super::facts::{self, Facts, Numbers, Place};
use super::judge::{Prepared, assuming, is_same};
use super::reach::Reach;
use crate::core::{ConditionId, Constant, DefinitionId, FigureId, Schema, SubjectId};
use crate::data;
use crate::engine;
use crate::engine::exact::{Evaluator, Value};
use crate::finding::Span;
use crate::number::Calendar;
use crate::program::Program;
use crate::rules::{Example, Expectation, ExpectedOutcome};
use crate::session::from_data::{named, printed};

/// So many facts are looked at for one mutant.
const MOST_STEPS: usize = 600;

/// So many 示例 are begun from.
const MOST_SEEDS: usize = 4;

pub(super) struct Search<'s> {
    pub(super) program: &'s Program,
    pub(super) mutant: &'s Program,
    pub(super) reach: &'s Reach,
    pub(super) calendar: &'s Calendar,
    /// A 示例 that expects something to be missing: it shows little of a line, and is better than none.
    pub(super) lesser: RefCell<Option<Example>>,
}

impl Search<'_> {
    /// A 示例 that the rule set holds and the mutant does not.
    pub(super) fn example(&self, prepared: &[Prepared<'_>], steps: &mut usize) -> Option<Example> {
        let Self { program, mutant, reach, .. } = *self;
        let numbers = Numbers::of(program, mutant, reach);
        let cells = facts::cells(program, mutant, reach, &numbers);
        let figures = facts::figures(program, reach, &numbers);
        let mut left = MOST_STEPS;
        let mut tried = |facts: &Facts| {
            left = left.checked_sub(1)?;
            *steps += 1;
            Some(self.told(facts))
        };
        // With as little as there can be, then with what 示例 say.
        let key = Facts::of_key(program);
        for place in &figures {
            for value in &place.values {
                if let Some(found) = tried(&key.with(program, place.at, value.clone()))? {
                    return Some(found);
                }
            }
        }
        let of_examples = prepared
            .iter()
            .filter(|one| one.example.expectations.iter().any(|expected| reach.concerns(&expected.outcome)));
        let of_examples = of_examples
            .take(MOST_SEEDS)
            .map(|one| Facts { rows: one.example.facts.clone(), assumptions: one.example.assumptions.clone() });
        let seeds: Vec<Facts> = std::iter::once(Facts::plain(program, &cells)).chain(of_examples).collect();
        for seed in &seeds {
            if let Some(found) = tried(seed)? {
                return Some(found);
            }
            for place in cells.iter().chain(&figures) {
                for value in &place.values {
                    if let Some(found) = tried(&seed.with(program, place.at, value.clone()))? {
                        return Some(found);
                    }
                }
            }
        }
        let seed = seeds.first()?;
        let all: Vec<&Place> = cells.iter().chain(&figures).collect();
        for few in all.iter().filter(|place| place.is_few) {
            for value in &few.values {
                let seed = seed.with(program, few.at, value.clone());
                for place in all.iter().filter(|place| place.at != few.at) {
                    for value in &place.values {
                        if let Some(found) = tried(&seed.with(program, place.at, value.clone()))? {
                            return Some(found);
                        }
                    }
                }
            }
        }
        let many: Vec<&&Place> = all.iter().filter(|place| !place.is_few).collect();
        for (at, one) in many.iter().enumerate() {
            for value in one.values.iter().take(8) {
                let seed = seed.with(program, one.at, value.clone());
                for other in many.iter().skip(at + 1) {
                    for value in other.values.iter().take(8) {
                        if let Some(found) = tried(&seed.with(program, other.at, value.clone()))? {
                            return Some(found);
                        }
                    }
                }
            }
        }
        None
    }

    /// What is expected of facts with which the two differ.
    fn told(&self, facts: &Facts) -> Option<Example> {
        let Self { program, mutant, reach, calendar, .. } = *self;
        let tables = data::from_facts(&program.rules.schema, &facts.rows).ok()?;
        let own = assuming(program, &tables, calendar, &facts.assumptions);
        let other = assuming(mutant, &tables, calendar, &facts.assumptions);
        if let Some(named) = &reach.named {
            let differs = named.iter().any(|figure| {
                mutant.figure(*figure).is_some()
                    && (0..Reach::rows(program, *figure, &tables))
                        .any(|row| !is_same(&own.figure(*figure, row), &other.figure(*figure, row)))
            });
            if !differs {
                return None;
            }
        }
        let expectation = (0..tables.subjects().rows).find_map(|row| {
            let outcome = self.outcome((&own, &other), row).or_else(|| self.ruled((&own, &other), row))?;
            Some(Expectation { subject: SubjectId(row), outcome, because: None, span: Span::default() })
        })?;
        if !own.faults().is_empty() {
            return None;
        }
        let is_lesser = matches!(expectation.outcome, ExpectedOutcome::Missing(_) | ExpectedOutcome::NoGrade);
        let example = Example {
            title: String::new(),
            facts: facts.rows.clone(),
            assumptions: facts.assumptions.clone(),
            expectations: vec![expectation],
            span: Span::default(),
        };
        if is_lesser {
            self.lesser.borrow_mut().get_or_insert(example);
            return None;
        }
        Some(example)
    }

    /// A mark or a value that differs.
    fn outcome(&self, (own, other): (&Evaluator<'_>, &Evaluator<'_>), row: usize) -> Option<ExpectedOutcome> {
        let Self { program, mutant, reach, .. } = *self;
        let definitions = program.rules.definitions.iter().enumerate();
        let definitions = definitions
            .filter(|(_, definition)| definition.table == Schema::SUBJECTS && !definition.is_row_set)
            .map(|(place, _)| FigureId::Definition(DefinitionId(place)));
        named(program)
            .chain(definitions)
            .filter(|figure| reach.affected.contains(figure) && mutant.figure(*figure).is_some())
            .find_map(|figure| {
                let (value, changed) = (own.figure(figure, row), other.figure(figure, row));
                if is_same(&value, &changed) {
                    return None;
                }
                let is_mark = !matches!(figure, FigureId::Definition(_));
                match (&value, &changed) {
                    (Value::Number(mark), Value::Number(changed)) if is_mark => {
                        let told = printed(program, figure, mark);
                        let differs = printed(mutant, figure, changed) != told && *changed != told;
                        (differs && told.places().is_some()).then_some(ExpectedOutcome::Marks(figure, told))
                    }
                    (Value::Number(mark), _) if is_mark => {
                        Some(ExpectedOutcome::Marks(figure, printed(program, figure, mark)))
                    }
                    (Value::Missing(_), _) => Some(ExpectedOutcome::Missing(figure)),
                    (value, _) => Some(ExpectedOutcome::Value { figure, wanted: constant(value)?, rounding: None }),
                }
            })
    }

    /// A verdict or a grade that differs.
    fn ruled(&self, (own, other): (&Evaluator<'_>, &Evaluator<'_>), row: usize) -> Option<ExpectedOutcome> {
        let Self { program, mutant, reach, .. } = *self;
        if !reach.grades {
            return None;
        }
        let (own, other) = (engine::score_assumed(program, own).ok()?, engine::score_assumed(mutant, other).ok()?);
        if own.conditions.len() == other.conditions.len() {
            for place in 0..program.rules.conditions.len() {
                let verdicts = [&own, &other].map(|scores| scores.verdict(ConditionId(place), row));
                if let [own, other] = verdicts
                    && own != other
                {
                    return Some(ExpectedOutcome::Verdict(ConditionId(place), own));
                }
            }
        }
        if own.grade.of(row) == other.grade.of(row) {
            return None;
        }
        Some(match own.grade.of(row) {
            Some(label) => ExpectedOutcome::Grade(label.to_string()),
            None => ExpectedOutcome::NoGrade,
        })
    }
}

fn constant(value: &Value) -> Option<Constant> {
    Some(match value {
        Value::Number(number) => Constant::Number(number.clone()),
        Value::YesNo(truth) => Constant::YesNo(*truth),
        Value::Text(text) => Constant::Text(text.to_string()),
        Value::Choice(choice) => Constant::Choice(*choice),
        Value::Date(date) => Constant::Date(*date),
        Value::Missing(_) => return None,
    })
}
