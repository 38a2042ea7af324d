//! Which part of an explanation is asked for.

use crate::program::Program;

/// The part of an explanation that is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Only<'c> {
    /// All of it.
    Whole,
    /// An indicator, or a 方面 with its indicators.
    Code(&'c str),
    /// 总分: how it is added up, and the marks of the 方面.
    Total,
    /// 加分
    Bonus,
    /// 扣分
    Deduction,
    /// 等次: what decides it, and the next one.
    Grades,
    /// A 条件.
    Condition(&'c str),
}

/// Words for the parts that have no code.
const PARTS: [(&str, &str, Only<'static>); 4] = [
    ("总分", "total", Only::Total),
    ("加分", "bonus", Only::Bonus),
    ("扣分", "deduction", Only::Deduction),
    ("等次", "grades", Only::Grades),
];

impl<'c> Only<'c> {
    /// The part of this name; what the rules call so goes before the words for parts.
    pub(super) fn of(program: &Program, name: Option<&'c str>) -> Self {
        let Some(name) = name else { return Self::Whole };
        let rules = &program.rules;
        let is_code = rules.indicators.iter().any(|indicator| indicator.code == name)
            || rules.heads.iter().any(|head| head.code == name);
        if is_code {
            return Self::Code(name);
        }
        if rules.conditions.iter().any(|condition| condition.name == name) {
            return Self::Condition(name);
        }
        let part = PARTS.iter().find(|(zh, en, _)| name == *zh || name == *en);
        part.map_or(Self::Code(name), |(_, _, part)| *part)
    }

    /// Whether it is all, or this.
    pub(super) fn takes(self, part: Only<'_>) -> bool {
        self == Only::Whole || self == part
    }
}

/// What a part of an explanation can be asked for by: codes of indicators and 方面, names of 条件, and the words for the
/// parts that the rules have, in both languages.
#[must_use]
pub fn parts(program: &Program) -> Vec<&str> {
    let rules = &program.rules;
    let indicators = rules.indicators.iter().map(|indicator| indicator.code.as_str());
    let heads = rules.heads.iter().map(|head| head.code.as_str());
    let conditions = rules.conditions.iter().map(|condition| condition.name.as_str());
    let is_there = |part: &Only<'_>| match part {
        Only::Total => rules.has_marks(),
        Only::Bonus => rules.bonus.is_some(),
        Only::Deduction => rules.deduction.is_some(),
        _ => rules.gives_outcomes(),
    };
    let words = PARTS.iter().filter(|(.., part)| is_there(part)).flat_map(|(zh, en, _)| [*zh, *en]);
    indicators.chain(heads).chain(conditions).chain(words).collect()
}
