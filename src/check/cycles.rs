//! Figures that read one another in a circle.
//!
//! Definitions find their own circles while they are inferred. Marks and totals are read through the items that imply
//! them, so those circles show only in the program.

use super::{Checker, DEEPEST_CHAIN};
use crate::core::FigureId;
use crate::finding::{Code, Diagnostic, Words};
use crate::invariant::OrBroken;
use crate::program::{Program, Read, Ring};
use crate::rules::RuleSet;
use crate::words;

impl Checker<'_> {
    /// Reports each circle of figures once.
    pub(super) fn refuse_cycles(&mut self, rules: &RuleSet, rings: &[Ring]) {
        for ring in rings {
            let finding = cyclic(rules, ring);
            self.report(finding);
        }
    }

    /// Refuses chains of marks that nobody could follow.
    pub(super) fn refuse_chains(&mut self, program: &Program) {
        let Some((depth, indicator)) = program.longest_chain() else { return };
        if depth <= DEEPEST_CHAIN {
            return;
        }
        self.report(Diagnostic::error(
            Code::H0104,
            program.rules.indicator(indicator).span,
            words!(
                "指标一层引一层的得分，超过 {DEEPEST_CHAIN} 层",
                "indicators read one another's marks more than {DEEPEST_CHAIN} deep"
            ),
        ));
    }
}

/// Each entry of the ring is read by the one before it, the first by the last.
fn cyclic(rules: &RuleSet, ring: &[Read]) -> Diagnostic {
    let earned = |id: FigureId| {
        !matches!(
            id,
            FigureId::Definition(_)
                | FigureId::ConditionApplies(_)
                | FigureId::Condition(_)
                | FigureId::Value(_)
                | FigureId::Given(_)
                | FigureId::Score(_)
        )
    };
    let written = ring.iter().filter_map(|read| Some((!earned(read.id), read.span?)));
    let span = written.min_by_key(|(is_plain, span)| (*is_plain, span.start)).map(|(_, span)| span);
    let span = span.or_broken("a circle goes through something that is written");
    // Named from the figure that reads, so that the sentence begins where the reader looks.
    let read = ring.iter().position(|read| read.span == Some(span)).or_broken("the place is that of one of them");
    let start = read.checked_sub(1).unwrap_or(ring.len().saturating_sub(1));
    let ids = ring.iter().cycle().skip(start).take(ring.len() + 1).map(|read| read.id);
    let mut names: Vec<Words> = Vec::new();
    for name in ids.filter_map(|id| name(rules, id)) {
        if names.last() != Some(&name) {
            names.push(name);
        }
    }
    if let [only] = names.as_slice() {
        names.push(only.clone());
    }
    let joined = |word: fn(&Words) -> &str| names.iter().map(word).collect::<Vec<_>>().join(" → ");
    let (zh, en) = (joined(|words| &words.zh), joined(|words| &words.en));
    Diagnostic::error(Code::H0203, span, words!("循环定义：{zh}", "cyclic definition: {en}")).help(words!(
        "其中一项须改为直接读数据，或改读另一项的得分",
        "one of them must read the data directly, or the mark of another one"
    ))
}

/// What a person calls a figure; figures that only lie between two others have no name.
fn name(rules: &RuleSet, id: FigureId) -> Option<Words> {
    Some(match id {
        FigureId::Definition(id) => {
            let name = &rules.definition(id).name;
            words!("定义 {name}", "definition {name}")
        }
        FigureId::Applies(id)
        | FigureId::Value(id)
        | FigureId::Given(id)
        | FigureId::Stage(id, _)
        | FigureId::Score(id)
        | FigureId::Mark(id) => {
            let code = &rules.indicator(id).code;
            words!("指标 {code}", "indicator {code}")
        }
        FigureId::HeadFull(id) | FigureId::Head(id) => {
            let code = &rules.head(id).code;
            words!("方面 {code}", "head {code}")
        }
        FigureId::ConditionApplies(id) | FigureId::Condition(id) => {
            let name = &rules.condition(id).name;
            words!("条件 {name}", "condition {name}")
        }
        FigureId::BonusEntry(_) | FigureId::Bonus => words!("加分", "bonus"),
        FigureId::DeductionEntry(_) | FigureId::Deduction => words!("扣分", "deduction"),
        FigureId::Total => words!("总分", "total"),
        FigureId::Participates => words!("参评", "participates"),
        _ => return None,
    })
}
