//! The columns of a result, in the order of the command-line contract.

use crate::core::Schema;
use crate::finding::Language;
use crate::rules::{ResultColumn, RuleSet};

/// The subject's key and name, the indicators, the 方面, the sums and the grade, then the conditions.
pub(super) fn header(model: &RuleSet, language: Language) -> Vec<String> {
    let name_of = |field| model.schema.field(Schema::SUBJECTS, field).map(|field| field.name.as_str());
    let title = model.schema.table(Schema::SUBJECTS).and_then(|table| table.title);
    let mut before: Vec<&str> = model.subject_key().into_iter().filter_map(name_of).collect();
    before.extend(title.and_then(name_of));
    before.extend(model.indicators.iter().map(|indicator| indicator.code.as_str()));
    before.extend(model.heads.iter().map(|head| head.code.as_str()));
    let after = || model.conditions.iter().map(|condition| condition.name.as_str());
    let names = |language| ResultColumn::ALL.map(|column| column.name(language));
    // English names are kept free in English rule sets only; the Chinese ones in all.
    let clash = names(language).iter().any(|name| before.contains(name) || after().any(|other| other == *name));
    let columns = names(if clash { Language::Zh } else { language });
    before.into_iter().chain(columns).chain(after()).map(str::to_owned).collect()
}
