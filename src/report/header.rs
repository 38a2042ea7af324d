//! The columns of a result, in the order of the command-line contract.

use crate::core::Schema;
use crate::program::Program;
use crate::rules::RESULT_COLUMNS;

/// The subject's key and name, the indicators, the 方面, the sums and the grade, then the conditions.
pub(super) fn header(program: &Program) -> Vec<String> {
    let rules = &program.rules;
    let name_of = |field| rules.schema.field(Schema::SUBJECTS, field).map(|field| field.name.clone());
    let title = rules.schema.table(Schema::SUBJECTS).and_then(|table| table.title);
    let mut header: Vec<String> = rules.subject_key().and_then(name_of).into_iter().collect();
    header.extend(title.and_then(name_of));
    header.extend(rules.indicators.iter().map(|indicator| indicator.code.clone()));
    header.extend(rules.heads.iter().map(|head| head.code.clone()));
    header.extend(RESULT_COLUMNS.map(str::to_owned));
    header.extend(rules.conditions.iter().map(|condition| condition.name.clone()));
    header
}
