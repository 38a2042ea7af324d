//! Calls of scripts, line by line.

use super::Steps;
use super::task::Telling;
use super::task::{Handed, Task};
use crate::core::{Argument as Written, ExprId, ExprKind, Peers, ScriptCall};
use crate::invariant::{OrBroken, broken};
use crate::result::{Argument, Datum, Operation, Script, ScriptLine};
use crate::review::view::At;
use crate::script;
use crate::words::one_line;

impl Steps<'_> {
    pub(super) fn open_script(&mut self, expr: ExprId, call: &ScriptCall, at: At) {
        let (mut handed, mut tasks) = (Vec::new(), Vec::new());
        for argument in &call.arguments {
            handed.push(match argument {
                Written::Value(value) => {
                    tasks.extend([Task::Visit(*value, at), Task::Root]);
                    Handed::Value(*value)
                }
                Written::Rows { table, filter } => {
                    let rows = self.view.evaluator.rows_below(at, *table).unwrap_or_default();
                    let (listed, own) = self.listed(&rows, *table, *filter, None);
                    tasks.extend(own);
                    Handed::Rows(*table, listed)
                }
                Written::Column { same, filter, value } => {
                    Handed::Cohort(self.cohort(&Peers::of_subjects(same), *filter, &[*value], at.1, Telling::All))
                }
                Written::Record(_) => Handed::Record,
            });
        }
        self.todo.push(Task::Script(expr, at, handed));
        self.todo.extend(tasks.into_iter().rev());
    }

    pub(super) fn script_done(&mut self, expr: ExprId, at: At, handed: Vec<Handed>) {
        let view = self.view;
        let ExprKind::Script(call) = &view.program.arena[expr].kind else { broken("only a call of a script runs") };
        // The steps of the last argument were done last.
        let arguments = handed.into_iter().rev().map(|handed| match handed {
            Handed::Value(value) => {
                let step = self.last_done();
                self.say(step, |view| view.source(value));
                Argument::Value(step)
            }
            Handed::Rows(table, listed) => Argument::Rows(self.rows_of(table, listed, None)),
            Handed::Cohort(cohort) => Argument::Cohort(cohort),
            Handed::Record => Argument::Record,
        });
        let mut arguments: Vec<Argument> = arguments.collect();
        arguments.reverse();
        let rules = &view.program.rules;
        let function = rules.function(call.function);
        let file = rules.script(function.file);
        let ran = view.evaluator.steps(call, at.0, at.1);
        let lines = ran.steps.iter().map(|step| ScriptLine {
            line: u64::try_from(step.line).or_broken("a line of a text has a small number"),
            text: one_line(&step.text),
            holds: step.branch,
            variables: step.variables.iter().map(|(name, value)| (name.clone(), datum(value))).collect(),
        });
        let operation = Operation::Script(Script {
            function: function.name.clone(),
            path: file.path.clone(),
            arguments,
            lines: lines.collect(),
            result: ran.result.as_ref().map(datum),
        });
        let clause = Some(view.source(expr));
        self.finish_node(expr, operation, view.eval(expr, at), clause);
    }
}

/// A value of a script as results have it.
#[must_use]
pub fn datum(value: &script::Datum) -> Datum {
    match value {
        script::Datum::Number(number) => Datum::Number(number.clone()),
        script::Datum::YesNo(truth) => Datum::Truth(*truth),
        script::Datum::Text(text) => Datum::Text(text.to_string()),
        script::Datum::Date(date) => Datum::Date(*date),
        script::Datum::List(items) => Datum::List(items.iter().map(datum).collect()),
        script::Datum::Record(fields) => {
            Datum::Record(fields.iter().map(|(name, value)| (name.to_string(), datum(value))).collect())
        }
        script::Datum::Missing(_) => Datum::Missing,
    }
}
