//! The columns of a result.

use crate::core::{ConditionId, HeadId, IndicatorId, OutputId, Schema};
use crate::rules::{ResultColumn, RuleSet};

/// A column of a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Column {
    /// A part of the key of the subjects.
    Key(usize),
    /// What the subjects are called.
    Name,
    /// Marks of an indicator.
    Indicator(IndicatorId),
    /// Marks of a 方面.
    Head(HeadId),
    /// What every result has.
    Standing(ResultColumn),
    /// Verdicts of a condition.
    Condition(ConditionId),
    /// What 列出 puts out.
    Output(OutputId),
}

impl Column {
    /// All columns, in the order of the command-line contract: the key and the name, the indicators, the 方面, the sums and
    /// the grade (without the sums where there are grades and nothing is scored), the conditions, then what 列出 adds.
    #[must_use]
    pub fn all(model: &RuleSet) -> Vec<Self> {
        let mut columns: Vec<Self> = (0..model.subject_key().len()).map(Self::Key).collect();
        let is_titled = model.schema.table(Schema::SUBJECTS).is_some_and(|table| table.title.is_some());
        columns.extend(is_titled.then_some(Self::Name));
        columns.extend(model.each_indicator().map(|(id, _)| Self::Indicator(id)));
        columns.extend(model.each_head().map(|(id, _)| Self::Head(id)));
        let standing = ResultColumn::ALL.into_iter().filter(|column| model.shows_marks() || !column.is_of_marks());
        columns.extend(standing.map(Self::Standing));
        columns.extend(model.each_condition().map(|(id, _)| Self::Condition(id)));
        columns.extend(model.each_output().map(|(id, _)| Self::Output(id)));
        columns
    }
}
