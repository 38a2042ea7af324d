//! Figures down to their cells.

use serde::Serialize;

use super::teller::Teller;
use super::value::datum;
use crate::finding::Language;
use crate::result::{Argument, Cell, CohortId, Operation, Row, Script, StepId};

/// Figures are followed at most so deep; a rule set that passes checking stays far below.
const DEEPEST: usize = 40;

/// A figure and where it comes from, in words.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Trace {
    /// What it is called, or the text of the rule.
    pub label: String,
    /// The formula with names and numbers; empty when there is nothing to work out.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub formula: String,
    /// The value with its unit, exact or cut with «…»; 缺失 when missing.
    pub value: String,
    /// The branch that was taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub branch: Option<String>,
    /// The input cell that it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cell: Option<Cell>,
    /// One of many rows of a table, called by its file and line.
    #[serde(skip)]
    pub is_row: bool,
    /// A line of a script that ran: its label is its place, its formula the line, its value what it changed.
    #[serde(skip)]
    pub is_step: bool,
    /// What it was worked out from.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub from: Vec<Trace>,
}

impl Trace {
    /// A cell under the header of its column.
    pub(super) fn of_cell(cell: &Cell) -> Self {
        Self { label: cell.column.clone(), value: cell.text.clone(), cell: Some(cell.clone()), ..Self::default() }
    }
}

impl Teller<'_> {
    /// A step, and all that it was worked out from.
    pub(super) fn trace(&self, label: String, id: StepId, depth: usize) -> Trace {
        let step = self.step(id);
        let mut trace = Trace { label, value: self.wording.value(&step.value), ..Trace::default() };
        if depth > DEEPEST {
            return trace;
        }
        match &step.operation {
            Operation::Constant | Operation::CohortWeight { .. } => {}
            Operation::Cell { cell, .. } => trace.cell.clone_from(cell),
            Operation::IsEmpty { name, cell } => {
                trace.label.clone_from(name);
                trace.value = match cell {
                    Some(cell) if !cell.text.is_empty() => cell.text.clone(),
                    _ => self.wording.say("空", "empty").to_owned(),
                };
                trace.cell.clone_from(cell);
            }
            Operation::Script(script) => trace.from = self.script(script, depth),
            // Marks and totals are named, not followed: each has an explanation of its own.
            Operation::Figure { figure, .. } if figure.is_told_apart() => trace.label = self.wording.name(figure),
            Operation::Figure { .. } => return self.named(id, depth),
            Operation::Rows { rows, .. } => trace.from = self.rows(rows, depth),
            Operation::Cohort { cohort, .. } => trace.from = self.members(*cohort),
            Operation::Rank { ranked, own, cohort, .. } => {
                trace.from = vec![self.trace(self.wording.clause(ranked), *own, depth + 1)];
                trace.from.extend(self.members(*cohort));
            }
            _ => {
                trace.formula = self.formula(id);
                trace.branch = self.branch(id);
                let from = step.from.as_deref().unwrap_or_default();
                trace.from = from.iter().map(|leaf| self.trace(self.source(*leaf), *leaf, depth + 1)).collect();
            }
        }
        trace
    }

    /// A named figure under its own name.
    fn named(&self, id: StepId, depth: usize) -> Trace {
        let Operation::Figure { figure, of } = &self.step(id).operation else { return Trace::default() };
        let name = self.wording.name(figure);
        let mut trace = self.trace(name.clone(), *of, depth + 1);
        trace.label = name;
        trace.value = self.wording.value(&self.step(*of).value);
        match &self.step(*of).operation {
            Operation::Rows { .. } | Operation::Cohort { .. } | Operation::Rank { .. } => {
                trace.formula = self.source(*of);
            }
            Operation::Figure { figure, .. } if figure.is_told_apart() => trace.formula = self.wording.name(figure),
            _ => {}
        }
        trace
    }

    /// The rows that a figure over rows was worked out from.
    fn rows(&self, rows: &[Row], depth: usize) -> Vec<Trace> {
        let row = |row: &Row| {
            let trace = match row.value {
                Some(value) => self.trace(String::new(), value, depth + 1),
                None => Trace { value: self.counted(), from: self.read(&row.read, depth), ..Trace::default() },
            };
            Trace { label: self.wording.line_of(&row.at.file, row.at.line), is_row: true, ..trace }
        };
        rows.iter().map(row).collect()
    }

    /// The cells and figures that decided whether a row counts.
    fn read(&self, read: &[StepId], depth: usize) -> Vec<Trace> {
        let trace = |id: &StepId| match &self.step(*id).operation {
            Operation::Cell { cell: Some(cell), .. } => Trace::of_cell(cell),
            _ => self.named(*id, depth),
        };
        read.iter().map(trace).collect()
    }

    /// What is said of a row or member that a count took in.
    fn counted(&self) -> String {
        self.wording.say("计入", "counted").to_owned()
    }

    fn members(&self, cohort: CohortId) -> Vec<Trace> {
        let members = self.cohort(cohort).members.iter().map(|member| {
            let value = match member.values.first() {
                Some(value) => self.wording.value(value),
                None => self.counted(),
            };
            Trace { label: member.key.clone(), value, ..Trace::default() }
        });
        members.collect()
    }

    /// What a call was handed, and the lines that ran with what they did to the variables.
    fn script(&self, script: &Script, depth: usize) -> Vec<Trace> {
        let mut from: Vec<Trace> = Vec::new();
        for argument in &script.arguments {
            match argument {
                Argument::Value(value) if self.step(*value).operation == Operation::Constant => {}
                Argument::Value(value) => from.push(self.trace(self.source(*value), *value, depth + 1)),
                Argument::Rows(rows) => from.extend(self.rows(rows, depth + 1)),
                Argument::Cohort(cohort) => from.extend(self.members(*cohort)),
                // The first line that ran says what is in it.
                Argument::Record => {}
            }
        }
        let comma = self.wording.say("，", ", ");
        let last = script.lines.len().saturating_sub(1);
        from.extend(script.lines.iter().enumerate().map(|(place, line)| {
            let result = script.result.as_ref().filter(|_| place == last);
            let result = result
                .map(|value| format!("{} {}", self.wording.say("结果", "result"), datum(value, self.wording.language)));
            let variables =
                line.variables.iter().map(|(name, value)| format!("{name} = {}", datum(value, self.wording.language)));
            let branch = line.holds.map(|holds| holds_word(holds, self.wording.language).to_owned());
            Trace {
                label: self.wording.line_of(&script.path, line.line),
                formula: line.text.clone(),
                value: variables.chain(result).collect::<Vec<_>>().join(comma),
                branch,
                is_step: true,
                ..Trace::default()
            }
        }));
        from
    }
}

/// Whether a condition of a script held.
#[must_use]
pub fn holds_word(holds: bool, language: Language) -> &'static str {
    match (holds, language) {
        (true, Language::Zh) => "成立",
        (false, Language::Zh) => "不成立",
        (true, Language::En) => "holds",
        (false, Language::En) => "does not hold",
    }
}
