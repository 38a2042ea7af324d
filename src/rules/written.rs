//! Facts, what is set and what is expected, as a 示例 writes them.

use std::fmt::Write as _;

use super::example::{Assumption, Example, Expectation, ExpectedOutcome, FactRow, FactRows};
use super::ruleset::RuleSet;
use crate::core::{Constant, FieldId, FigureId, Schema, Type, Verdict};
use crate::finding::Language;
use crate::invariant::{OrBroken, broken, entry};
use crate::number::{Number, Unit};

/// Rows longer than this stand on lines of their own.
const WIDE: usize = 60;

/// A whole 示例; `ty` gives the types of figures, `notes` are comments at its beginning. Nothing of a rule set that lacks
/// what is named, or where a value has no finite decimal.
#[must_use]
pub fn example_text(
    rules: &RuleSet,
    ty: &dyn Fn(FigureId) -> Option<Type>,
    example: &Example,
    notes: &[String],
) -> Option<String> {
    let language = rules.language;
    let title = example.title.replace('"', "”");
    let mut text = format!("{} \"{title}\" {{\n", language.either("示例", "example"));
    for note in notes {
        let _ = writeln!(text, "  // {note}");
    }
    for facts in &example.facts {
        text.push_str(&facts_text(rules, facts));
    }
    for assumption in &example.assumptions {
        let _ = writeln!(text, "  {}", assumption_text(rules, ty, assumption)?);
    }
    for expectation in &example.expectations {
        let subject = subject_text(rules, example, expectation);
        let _ = writeln!(text, "  {}", expectation_text(rules, ty, expectation, &subject)?);
    }
    text.push_str("}\n");
    Some(text)
}

/// The key of the subject that is meant, with a blank behind it; nothing where there is only one.
fn subject_text(rules: &RuleSet, example: &Example, expectation: &Expectation) -> String {
    let rows = example.facts.iter().find(|facts| facts.table == Schema::SUBJECTS).map_or(&[][..], |facts| &facts.rows);
    let (Some(row), false) = (rows.get(expectation.subject.0), rows.len() < 2) else { return String::new() };
    let parts = rules.subject_key().into_iter().filter_map(|key| {
        let (_, value) = row.fields.iter().find(|(field, _)| *field == key)?;
        Some(value.as_cell(&rules.schema.field(Schema::SUBJECTS, key)?.ty))
    });
    let parts: Vec<String> = parts.collect();
    match parts.as_slice() {
        [] => format!("{} ", expectation.subject.0 + 1),
        [only] if is_plain(only) => format!("{only} "),
        _ => format!("\"{}\" ", crate::core::key_text(&parts)),
    }
}

fn assumption_text(rules: &RuleSet, ty: &dyn Fn(FigureId) -> Option<Type>, assumption: &Assumption) -> Option<String> {
    let language = rules.language;
    let assume = language.either("设", "assume");
    let name = name(rules, assumption.figure)?;
    let what = match assumption.figure {
        FigureId::Value(_) => language.either("取值 ", "value "),
        FigureId::Mark(_) | FigureId::Head(_) => language.either("得分 ", "mark "),
        _ => "",
    };
    let ty = ty(assumption.figure)?;
    let mut values = Vec::new();
    for value in &assumption.values {
        is_finite(value, &ty).then_some(())?;
        values.push(constant_text(value, &ty, language));
    }
    Some(format!("{assume} {what}{name} = {}", values.join(", ")))
}

fn expectation_text(
    rules: &RuleSet,
    ty: &dyn Fn(FigureId) -> Option<Type>,
    expectation: &Expectation,
    subject: &str,
) -> Option<String> {
    let language = rules.language;
    let said = match &expectation.outcome {
        ExpectedOutcome::Marks(figure, marks) => {
            marks.places()?;
            format!("{} {} {marks} 分", name(rules, *figure)?, language.either("得", "gets"))
        }
        ExpectedOutcome::Value { figure, wanted, .. } => {
            let ty = ty(*figure)?;
            is_finite(wanted, &ty).then_some(())?;
            let wanted = constant_text(wanted, &ty, language);
            format!("{} {} {wanted}", name(rules, *figure)?, language.either("为", "to_be"))
        }
        ExpectedOutcome::Verdict(condition, verdict) => {
            format!("{} {}", entry(&rules.conditions, condition.0).name, verdict.written(language))
        }
        ExpectedOutcome::Grade(label) => {
            let label = if label.chars().all(char::is_alphanumeric) { label.clone() } else { format!("\"{label}\"") };
            format!("{} {label}", language.either("等次", "grades"))
        }
        ExpectedOutcome::NoGrade => {
            format!("{} {}", language.either("等次", "grades"), language.either("缺失", "missing"))
        }
        ExpectedOutcome::Missing(figure) => format!("{} {}", name(rules, *figure)?, language.either("缺失", "missing")),
        ExpectedOutcome::NotApplicable(figure) => {
            format!("{} {}", name(rules, *figure)?, Verdict::NotApplicable.written(language))
        }
        ExpectedOutcome::Call { .. } => return None,
    };
    Some(format!("{} {subject}{said}", language.either("期望", "expect")))
}

/// What a 示例 calls a figure.
fn name(rules: &RuleSet, figure: FigureId) -> Option<String> {
    let language = rules.language;
    Some(match figure {
        FigureId::Definition(id) => {
            let definition = entry(&rules.definitions, id.0);
            (definition.table == Schema::SUBJECTS).then(|| definition.name.clone())?
        }
        FigureId::Value(id) | FigureId::Mark(id) | FigureId::Applies(id) => rules.indicator(id).code.clone(),
        FigureId::Head(id) | FigureId::HeadApplies(id) => entry(&rules.heads, id.0).code.clone(),
        FigureId::Base => language.either("基础分", "base").to_owned(),
        // These words are no names, but in quotes.
        FigureId::Bonus => language.either("\"加分\"", "\"bonus\"").to_owned(),
        FigureId::Deduction => language.either("\"扣分\"", "\"deduction\"").to_owned(),
        FigureId::Total => language.either("总分", "total").to_owned(),
        _ => return None,
    })
}

/// Whether a value can be written as a decimal.
fn is_finite(value: &Constant, ty: &Type) -> bool {
    match (value, ty) {
        (Constant::Number(number), Type::Number(unit)) => {
            let shown = number.checked_div(&unit.scale).or_broken("no unit is nothing");
            shown.places().is_some_and(|places| places <= 12)
        }
        _ => true,
    }
}

/// The rows of a table: one in braces, several as a list.
#[must_use]
pub fn facts_text(rules: &RuleSet, facts: &FactRows) -> String {
    let table = rules.schema.table(facts.table).or_broken("facts are of a declared table");
    let name = &table.name;
    let language = rules.language;
    let above: &[String] = table.parent.as_ref().map_or(&[], |parent| &parent.columns);
    let field = |id: &FieldId| entry(&table.fields, id.0);
    let cells = |row: &FactRow| -> Vec<(String, String)> {
        let parent = above.iter().zip(row.parent.iter().flatten());
        let parent = parent.map(|(column, value)| (column.clone(), text_text(value)));
        let own = row.fields.iter().map(|(id, value)| {
            let field = field(id);
            (field.name.clone(), constant_text(value, &field.ty, language))
        });
        parent.chain(own).collect()
    };
    let rows: Vec<Vec<(String, String)>> = facts.rows.iter().map(cells).collect();
    match rows.as_slice() {
        [] => format!("  {name} {}\n", language.either("无", "nothing")),
        [only] => one(name, only),
        several => {
            let mut text = String::new();
            // Rows of one figure have the same columns; those of another follow on a line of their own.
            let mut rest = several;
            while let Some(first) = rest.first() {
                let columns =
                    |row: &[(String, String)]| -> Vec<String> { row.iter().map(|(name, _)| name.clone()).collect() };
                let names = columns(first);
                let run = rest.iter().take_while(|row| columns(row) == names).count();
                let (run, behind) = rest.split_at_checked(run).or_broken("a run is a part of what is left");
                text.push_str(&if names.is_empty() {
                    one(name, first).repeat(run.len())
                } else {
                    list(name, &names, run)
                });
                rest = behind;
            }
            text
        }
    }
}

fn one(name: &str, cells: &[(String, String)]) -> String {
    let cells: Vec<String> = cells.iter().map(|(name, value)| format!("{name} : {value}")).collect();
    let line = cells.join(" ; ");
    if line.chars().count() <= WIDE {
        return format!("  {name} {{ {line} }}\n");
    }
    format!("  {name} {{\n    {}\n  }}\n", cells.join("\n    "))
}

fn list(name: &str, columns: &[String], rows: &[Vec<(String, String)>]) -> String {
    let tuple = |row: &Vec<(String, String)>| {
        let cells: Vec<&str> = row.iter().map(|(_, value)| value.as_str()).collect();
        if cells.len() == 1 { cells.concat() } else { format!("({})", cells.join(", ")) }
    };
    let tuples: Vec<String> = rows.iter().map(tuple).collect();
    let line = tuples.join(", ");
    let line = if line.chars().count() <= WIDE { line } else { tuples.join(",\n    ") };
    format!("  {name} {{ {} }} = {line}\n", columns.join(", "))
}

/// A value as a rule file writes it.
#[must_use]
pub fn constant_text(value: &Constant, ty: &Type, language: Language) -> String {
    match (value, ty) {
        (Constant::Number(number), Type::Number(unit)) => number_text(number, unit),
        (Constant::YesNo(truth), _) => language.truth(*truth).to_owned(),
        (Constant::Text(text), _) => text_text(text),
        (Constant::Choice(choice), Type::Choice(choices)) => {
            choices.in_rules().get(*choice).cloned().or_broken("a choice is one of its column")
        }
        (Constant::Number(_) | Constant::Choice(_), _) => broken("a value is of its type"),
        (Constant::Date(date), _) => date.to_string(),
    }
}

fn is_plain(text: &str) -> bool {
    text.is_ascii() && text.starts_with(char::is_alphabetic) && text.chars().all(char::is_alphanumeric)
}

fn text_text(text: &str) -> String {
    if is_plain(text) { text.to_owned() } else { format!("\"{text}\"") }
}

/// A number with its unit; one whose unit has no name that can be written takes that of the column by itself.
#[must_use]
pub fn number_text(number: &Number, unit: &Unit) -> String {
    let writable = Unit::parse(&unit.name).is_some_and(|read| read == *unit) && !unit.name.contains(['·', '×', '*']);
    if writable {
        return unit.shows(number, 12);
    }
    number.checked_div(&unit.scale).or_broken("no unit is nothing").to_string()
}
