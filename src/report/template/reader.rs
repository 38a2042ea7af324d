//! The items behind a column: what they are called, their clauses, and what has to be shown for them.

use std::collections::BTreeSet;

use super::column::Column;
use super::source::Template;
use crate::core::TableId;
use crate::finding::Language;
use crate::program::Reader;
use crate::rules::{Gloss, RuleSet};

/// What items read a column for.
#[derive(Debug, Default)]
pub(super) struct Purpose<'r> {
    /// The items, each by its name.
    pub(super) items: Vec<String>,
    /// 佐证 of each item that has one, in the order of the items.
    pub(super) evidence: Vec<Option<&'r str>>,
    /// Clauses, each once.
    pub(super) clauses: Vec<&'r str>,
    /// 口径 that are taken on one of these clauses.
    pub(super) glosses: Vec<&'r Gloss>,
}

impl<'r> Purpose<'r> {
    /// Of a column. That of a parent's key, and of the own key, is to name rows.
    pub(super) fn of_column(template: &Template<'r>, column: &Column<'_>, table: TableId) -> Self {
        match column.own {
            Some(own) => Self::of(template, template.readers.of_column(table, own)),
            None => Self::default(),
        }
    }

    /// Of the rows of a table: who counts them.
    pub(super) fn of_rows(template: &Template<'r>, table: TableId) -> Self {
        Self::of(template, template.readers.of_rows(table))
    }

    fn of(template: &Template<'r>, readers: impl Iterator<Item = Reader>) -> Self {
        let rules = &template.program.rules;
        let mut purpose = Self::default();
        let mut seen: BTreeSet<&str> = BTreeSet::new();
        for reader in readers {
            purpose.items.push(name(rules, reader, template.says.0));
            purpose.evidence.push(evidence(rules, reader));
            let clauses = basis(rules, reader).iter().map(String::as_str);
            purpose.clauses.extend(clauses.filter(|clause| seen.insert(clause)));
        }
        let is_of = |gloss: &&Gloss| gloss.basis.iter().any(|clause| seen.contains(clause.as_str()));
        purpose.glosses = rules.glosses.iter().filter(is_of).collect();
        purpose
    }
}

fn name(rules: &RuleSet, reader: Reader, language: Language) -> String {
    let named = |zh, en, name: &str| match language {
        Language::Zh => format!("{}「{name}」", language.either(zh, en)),
        Language::En => format!("{} `{name}`", language.either(zh, en)),
    };
    let entry = |block: &Option<crate::rules::Block>, place: usize| {
        block.as_ref().and_then(|block| block.entries.get(place)).map_or("", |entry| entry.title.as_str()).to_owned()
    };
    match reader {
        Reader::Indicator(id) => {
            let indicator = rules.indicator(id);
            format!("{} {}", indicator.code, indicator.title)
        }
        Reader::Condition(id) => named("条件", "condition", &rules.condition(id).name),
        Reader::Bonus(place) => named("加分", "bonus", &entry(&rules.bonus, place)),
        Reader::Deduction(place) => named("扣分", "deduction", &entry(&rules.deduction, place)),
        Reader::Participation => language.either("参评", "participation").to_owned(),
        Reader::Veto(id) => named("否决", "veto", &rules.veto(id).name),
        Reader::Restriction(id) => named("限制", "restriction", &rules.restriction(id).name),
        Reader::Demotion(id) => {
            named("降等", "demotion", rules.demotions.get(id.0).map_or("", |demotion| demotion.name.as_str()))
        }
        Reader::Grade(id) => named("等次", "grade", &rules.grade(id).name),
        Reader::Output(id) => named("列出", "output", &rules.output(id).title),
        Reader::Manual => language.either("人工定等", "manual grades").to_owned(),
    }
}

fn evidence(rules: &RuleSet, reader: Reader) -> Option<&str> {
    match reader {
        Reader::Indicator(id) => rules.indicator(id).evidence.as_deref(),
        _ => None,
    }
}

/// The clauses of an item; those of its 方面 where an indicator names none.
fn basis(rules: &RuleSet, reader: Reader) -> &[String] {
    match reader {
        Reader::Indicator(id) => {
            let indicator = rules.indicator(id);
            rules.basis_of(indicator)
        }
        Reader::Condition(id) => &rules.condition(id).basis,
        Reader::Participation => rules.participation.as_ref().map_or(&[], |item| item.basis.as_slice()),
        Reader::Veto(id) => &rules.veto(id).basis,
        Reader::Restriction(id) => &rules.restriction(id).basis,
        Reader::Demotion(id) => rules.demotions.get(id.0).map_or(&[], |item| item.basis.as_slice()),
        Reader::Bonus(_) | Reader::Deduction(_) | Reader::Grade(_) | Reader::Manual | Reader::Output(_) => &[],
    }
}
