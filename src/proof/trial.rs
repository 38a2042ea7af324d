//! A counter-example to try, and the 示例 that shows it.

use std::fmt::Write as _;

use super::known::Key;
use super::variable::{Fact, Variable};
use crate::core::{Constant, FieldId, FigureId, IndicatorId, KeyPart, Schema, TableId, Type};
use crate::finding::{Span, Words};
use crate::invariant::OrBroken;
use crate::number::Number;
use crate::program::Program;
pub(super) use crate::rules::number_text;
use crate::rules::{Assumption, FactRow, FactRows, RuleSet, constant_text, facts_text};

/// Facts for which an indicator is said to give marks that it must not give.
#[derive(Debug, Clone)]
pub struct Trial {
    /// The indicator.
    pub indicator: IndicatorId,
    /// Rows of tables.
    pub facts: Vec<FactRows>,
    /// Figures set directly.
    pub assumptions: Vec<Assumption>,
    /// The values of the indicator that differ between the subjects.
    pub(super) values: Vec<Number>,
    names: Vec<String>,
}

impl Trial {
    /// One subject with the values at some places of the options of variables.
    pub(super) fn of(
        rules: &RuleSet,
        indicator: IndicatorId,
        variables: &[Variable],
        places: &[usize],
    ) -> Option<Self> {
        Self::of_subjects(rules, indicator, (variables, places), 1)
    }

    /// Subjects that differ in nothing but the values of an indicator.
    pub(super) fn with_values(
        rules: &RuleSet,
        indicator: IndicatorId,
        key: &Key,
        facts: (&[Variable], &[usize]),
        values: &[Number],
    ) -> Option<Self> {
        let mut trial = Self::of_subjects(rules, indicator, facts, values.len())?;
        trial.values = values.to_vec();
        if let Some(column) = as_column(key) {
            let rows = trial.facts.iter_mut().find(|facts| facts.table == Schema::SUBJECTS);
            for (row, value) in rows.into_iter().flat_map(|facts| &mut facts.rows).zip(values) {
                row.fields.push((column, Constant::Number(value.clone())));
            }
            return Some(trial);
        }
        trial.assumptions.push(Assumption {
            figure: FigureId::Value(indicator),
            values: values.iter().cloned().map(Constant::Number).collect(),
            span: Span::default(),
        });
        Some(trial)
    }

    fn of_subjects(
        rules: &RuleSet,
        indicator: IndicatorId,
        (variables, places): (&[Variable], &[usize]),
        subjects: usize,
    ) -> Option<Self> {
        let keys = rules.subject_key();
        let key = *keys.first()?;
        let key_type = &rules.schema.field(Schema::SUBJECTS, key).or_broken("the key is a column").ty;
        // Subjects with keys of several columns are made up one at a time, without a key.
        if keys.len() > 1 && subjects > 1 {
            return None;
        }
        let mut shared: Vec<(FieldId, Constant)> = Vec::new();
        let mut below: Vec<(TableId, Vec<Cells>)> = Vec::new();
        for (variable, place) in variables.iter().zip(places) {
            match &variable.options.get(*place).or_broken("a place is one of the options").1 {
                Fact::Given(field, value) => shared.push((*field, value.clone())),
                Fact::Rows(table, rows) => match below.iter_mut().find(|(known, _)| known == table) {
                    Some((_, known)) => {
                        let before = known.len();
                        known.extend(rows.iter().map(|row| renamed(row, before)));
                    }
                    None => below.push((*table, rows.clone())),
                },
            }
        }
        let mut names = Vec::new();
        let mut rows = Vec::new();
        for subject in 0..subjects {
            let mut fields = shared.clone();
            let name = match (fields.iter().find(|(field, _)| *field == key), key_type) {
                _ if keys.len() > 1 => String::new(),
                (Some((_, Constant::Text(text))), _) if subjects == 1 => text.clone(),
                (None, Type::Text) => {
                    let name = format!("P{}", subject + 1);
                    fields.insert(0, (key, Constant::Text(name.clone())));
                    name
                }
                (None, _) if subjects == 1 => String::new(),
                _ => return None,
            };
            names.push(name);
            rows.push(FactRow { parent: None, fields, span: Span::default() });
        }
        if subjects > 1 && below.iter().any(|(_, rows)| !rows.is_empty()) {
            return None;
        }
        let mut facts = vec![FactRows { table: Schema::SUBJECTS, rows }];
        for (table, rows) in below {
            let rows = rows.into_iter().map(|fields| FactRow { parent: None, fields, span: Span::default() });
            facts.push(FactRows { table, rows: rows.collect() });
        }
        Some(Self { indicator, facts, assumptions: Vec::new(), values: Vec::new(), names })
    }

    /// The 示例 in the words of the rules, with the marks that came out.
    pub(super) fn text(&self, program: &Program, title: &Words, marks: &[Number]) -> String {
        let language = program.rules.language;
        let mut text = format!("{} \"{}\" {{\n", language.either("示例", "example"), title.in_language(language));
        for facts in &self.facts {
            text.push_str(&facts_text(&program.rules, facts));
        }
        let indicator = program.rules.indicator(self.indicator);
        let code = &indicator.code;
        for assumption in &self.assumptions {
            let assumed = program.figure(assumption.figure).or_broken("what is assumed is a figure");
            let ty = &program.arena[assumed.expr].ty;
            let shown = |value| constant_text(value, ty, language);
            let values: Vec<String> = assumption.values.iter().map(shown).collect();
            let given = language.either("设 取值", "assume value");
            let _ = writeln!(text, "  {given} {code} = {}", values.join(", "));
        }
        for (name, mark) in self.names.iter().zip(marks) {
            let subject = if name.is_empty() { String::new() } else { format!("{name} ") };
            let (expect, gets) = (language.either("期望", "expect"), language.either("得", "gets"));
            let _ = writeln!(text, "  {expect} {subject}{code} {gets} {} 分", mark.to_readable(10));
        }
        text.push_str("}\n");
        text
    }
}

/// The cells of a row.
type Cells = Vec<(FieldId, Constant)>;

/// A row that stands behind so many others: the names that were made up for it go on from theirs.
fn renamed(row: &[(FieldId, Constant)], before: usize) -> Cells {
    let rename = |value: &Constant| match value {
        Constant::Text(text) => match text.strip_prefix('S').and_then(|number| number.parse::<usize>().ok()) {
            Some(number) => Constant::Text(format!("S{}", number.saturating_add(before))),
            None => value.clone(),
        },
        other => other.clone(),
    };
    row.iter().map(|(field, value)| (*field, rename(value))).collect()
}

/// Whether all rows of a table can be told apart without a name: a key of another type than text cannot be made up.
pub(super) fn can_be_named(rules: &RuleSet, table: TableId) -> bool {
    let declared = rules.schema.table(table).or_broken("a table that is read is declared");
    declared.key.iter().all(|part| match part {
        KeyPart::Parent => true,
        KeyPart::Field(field) => declared.fields.get(field.0).is_some_and(|field| matches!(field.ty, Type::Text)),
    })
}

/// Whether a figure is a column of the subjects, so that an example can give it as data.
fn as_column(key: &Key) -> Option<FieldId> {
    match key {
        Key::Field(Schema::SUBJECTS, field) => Some(*field),
        _ => None,
    }
}
