//! Quotas.

use super::list::listed;
use super::wording::Wording;
use crate::finding::Language;
use crate::invariant::OrBroken;
use crate::number::{Number, RoundingMode};
use crate::result::Note;

impl Wording<'_> {
    /// A grade was earned and its quota had no place left; nothing for another note.
    pub(super) fn beyond_quota(&self, note: &Note) -> String {
        let Note::BeyondQuota { grade, places, group, participants, by_people, is_tied } = note else {
            return String::new();
        };
        let (name, group) = (self.grade_name(*grade), listed(group, self.language));
        let quota = self.grade(*grade).quota.as_ref().or_broken("a quota that has no place left is there");
        let (share, rounded) = (percent(&quota.share), places_rounded(quota.rounding, self.language));
        match self.language {
            Language::Zh => {
                let whose = if group.is_empty() { group } else { group + " " };
                let manual =
                    if *by_people > 0 { format!("，人工定等已占 {by_people} 个") } else { String::new() };
                let tied = if *is_tied { "线上并列未能区分，" } else { "" };
                format!(
                    "达到{name}条件，{name}名额 {places} 个（{whose}参评 {participants} 家的 {share}，{rounded}{manual}），{tied}未进入名额"
                )
            }
            Language::En => {
                let whose = if group.is_empty() { group } else { format!(" in {group}") };
                let manual =
                    if *by_people > 0 { format!(", {by_people} taken by manual grades") } else { String::new() };
                let tied = if *is_tied { ", tied at the line" } else { "" };
                format!(
                    "meets {name}, beyond its quota of {places} ({share} of {participants} participants{whose}, {rounded}{manual}){tied}"
                )
            }
        }
    }
}

/// «30%»
pub(super) fn percent(share: &Number) -> String {
    format!("{}%", (share * &Number::from_integer(100)).to_readable(4))
}

/// How a share is rounded to places.
pub(super) fn places_rounded(mode: RoundingMode, language: Language) -> &'static str {
    let (zh, en) = match mode {
        RoundingMode::Down | RoundingMode::Floor => ("向下取整", "rounded down"),
        RoundingMode::Up | RoundingMode::Ceiling => ("向上取整", "rounded up"),
        RoundingMode::HalfUp => ("四舍五入", "rounded half up"),
        RoundingMode::HalfEven => ("四舍六入五成双", "rounded half to even"),
    };
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}
