//! Other orders and rules of rounding.

use super::variation::Variation;
use crate::core::FigureId;
use crate::finding::Words;
use crate::number::{Rounding, RoundingMode};
use crate::program::Program;
use crate::rules::{Precision, RuleSet};
use crate::words;

/// The rule set with marks rounded at another place or another way.
pub(super) fn variations(program: &Program) -> Vec<Variation> {
    let rules = &program.rules;
    if !rules.has_marks() {
        return Vec::new();
    }
    let mut found = Vec::new();
    let total = program.printed(FigureId::Total).rounding;
    let now = order(rules);
    let orders: [(Order, Words, Changing); 3] = [
        (Order::EachMark, words!("舍入次序：每个指标都舍入", "rounding order: each mark is rounded"), each_mark),
        (Order::TotalOnly, words!("舍入次序：只舍入总分", "rounding order: only the total is rounded"), total_only),
        (Order::None, words!("舍入次序：都不舍入", "rounding order: nothing is rounded"), none),
    ];
    for (order, what, change) in orders {
        if now == Some(order) {
            continue;
        }
        let mut changed = rules.clone();
        change(&mut changed, total);
        found.push(Variation::of_rules(what, program, changed));
    }
    let own = modes(rules);
    let others = [
        (RoundingMode::HalfUp, words!("舍入方法：四舍五入", "rounding rule: half up")),
        (RoundingMode::HalfEven, words!("舍入方法：四舍六入五成双", "rounding rule: half to even")),
        (RoundingMode::Down, words!("舍入方法：舍去（去尾）", "rounding rule: towards zero")),
    ];
    for (mode, what) in others {
        if own == [mode] {
            continue;
        }
        let mut changed = rules.clone();
        each(&mut changed, |precision| precision.rounding.mode = mode);
        found.push(Variation::of_rules(what, program, changed));
    }
    found
}

/// A change to where a rule set rounds; the rounding is that of the total as printed.
type Changing = fn(&mut RuleSet, Rounding);

/// Where a rule set rounds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Order {
    EachMark,
    TotalOnly,
    None,
}

/// The order that a rule set has, if it is one of these.
fn order(rules: &RuleSet) -> Option<Order> {
    let marks: Vec<bool> = rules
        .indicators
        .iter()
        .filter_map(|indicator| indicator.precision.or(rules.rounding))
        .map(|precision| precision.exact)
        .collect();
    let heads = rules.heads.iter().filter_map(|head| head.node.precision);
    let heads_exact = heads.clone().all(|precision| precision.exact);
    let total = rules.total.node.precision.map(|precision| precision.exact);
    match (marks.iter().all(|exact| *exact), total) {
        (true, Some(false)) if heads_exact => Some(Order::TotalOnly),
        (true, _) if heads_exact => Some(Order::None),
        _ if marks.iter().all(|exact| !exact) && heads.count() == 0 && total.is_none() => Some(Order::EachMark),
        _ => None,
    }
}

/// The ways of rounding that a rule set uses, each once.
fn modes(rules: &RuleSet) -> Vec<RoundingMode> {
    let mut found = Vec::new();
    let mut copy = rules.clone();
    each(&mut copy, |precision| {
        if !found.contains(&precision.rounding.mode) {
            found.push(precision.rounding.mode);
        }
    });
    found
}

/// All precisions of marks and sums of marks.
fn each(rules: &mut RuleSet, mut change: impl FnMut(&mut Precision)) {
    rules.rounding.iter_mut().for_each(&mut change);
    rules.indicators.iter_mut().filter_map(|indicator| indicator.precision.as_mut()).for_each(&mut change);
    rules.heads.iter_mut().filter_map(|head| head.node.precision.as_mut()).for_each(&mut change);
    rules.total.node.precision.iter_mut().for_each(&mut change);
}

fn each_mark(rules: &mut RuleSet, _: Rounding) {
    each(rules, |precision| precision.exact = false);
}

fn total_only(rules: &mut RuleSet, total: Rounding) {
    each(rules, |precision| precision.exact = true);
    rules.total.node.precision = Some(Precision { rounding: total, exact: false });
}

fn none(rules: &mut RuleSet, total: Rounding) {
    each(rules, |precision| precision.exact = true);
    rules.total.node.precision = Some(Precision { rounding: total, exact: true });
}
