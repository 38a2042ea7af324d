//! A call of a script, line by line.

use std::fmt::Write as _;

use super::explanation::Trace;
use super::formula::Writer;
use super::name::one_line;
use crate::core::{Argument, ExprKind, ScriptCall, TableId};
use crate::invariant::OrBroken;
use crate::script;

/// Items of a list or record that are shown; the others are counted.
const MOST_ITEMS: usize = 8;

/// Decimals of a number of a script that are shown.
const MOST_PLACES: u32 = 8;

impl Writer<'_> {
    /// What a call was handed, and the lines that ran with what they did to the variables.
    pub(super) fn script(&self, call: &ScriptCall, at: (TableId, usize), depth: usize) -> Vec<Trace> {
        let mut from: Vec<Trace> = Vec::new();
        for argument in &call.arguments {
            match argument {
                Argument::Value(value) if matches!(self.kind(*value), ExprKind::Constant(_)) => {}
                Argument::Value(value) => from.push(self.trace(self.source(*value), *value, at, depth + 1)),
                Argument::Rows { table, filter } => {
                    from.extend(self.rows(at, *table, *filter, None, depth + 1));
                }
                Argument::Column { same, filter, value } => {
                    from.extend(self.members(same, *filter, Some(*value), at.1));
                }
                // The first line that ran says what is in it.
                Argument::Record(_) => {}
            }
        }
        let ran = self.evaluator.steps(call, at.0, at.1);
        let rules = &self.program.rules;
        let file =
            rules.scripts.get(rules.function(call.function).file).or_broken("a function is in a file of scripts");
        let path = &file.path;
        let named = |variables: &[(String, script::Datum)]| {
            let shown = variables.iter().map(|(name, value)| format!("{name} = {}", shown(value)));
            shown.collect::<Vec<_>>().join("，")
        };
        let last = ran.steps.len().saturating_sub(1);
        from.extend(ran.steps.iter().enumerate().map(|(place, step)| {
            let line = step.line;
            let result = ran.result.as_ref().filter(|_| place == last).map(|value| format!("结果 {}", shown(value)));
            let variables = Some(named(&step.variables)).filter(|named| !named.is_empty());
            let branch = step.branch.map(|holds| if holds { "成立" } else { "不成立" }.to_owned());
            Trace {
                label: format!("{path} 第 {line} 行"),
                formula: one_line(&step.text),
                value: variables.into_iter().chain(result).collect::<Vec<_>>().join("，"),
                branch,
                is_step: true,
                ..Trace::default()
            }
        }));
        from
    }
}

/// A value as a script has it.
#[must_use]
pub fn shown(value: &script::Datum) -> String {
    match value {
        script::Datum::Number(number) => number.to_readable(MOST_PLACES),
        script::Datum::YesNo(truth) => if *truth { "是" } else { "否" }.to_owned(),
        script::Datum::Text(text) => format!("“{text}”"),
        script::Datum::Date(date) => date.to_string(),
        script::Datum::List(items) if matches!(items.first(), Some(script::Datum::Record(_))) => {
            format!("{} 条记录", items.len())
        }
        script::Datum::List(items) => {
            let all = items.iter().map(shown);
            format!("[{}]", cut(all, items.len()))
        }
        script::Datum::Record(fields) => {
            let all = fields.iter().map(|(name, value)| format!("{name}: {}", shown(value)));
            format!("{{{}}}", cut(all, fields.len()))
        }
        script::Datum::Missing(_) => "缺失".to_owned(),
    }
}

fn cut(items: impl Iterator<Item = String>, count: usize) -> String {
    let mut list = items.take(MOST_ITEMS).collect::<Vec<_>>().join(", ");
    if count > MOST_ITEMS {
        let _ = write!(list, ", … 共 {count} 项");
    }
    list
}
