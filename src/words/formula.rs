//! Steps as formulas, names and numbers together: «营业收入 66490 万元 ÷ 营收目标 10 亿元 × 8 分».
//!
//! A formula is written piece by piece, so that one as deep as a chain of ten thousand 调整 is neither recursed into
//! nor copied.

use super::teller::Teller;
use crate::core::Operator;
use crate::result::{Name, Operation, StepId, Taken};

/// How tightly an operator binds, to know where brackets are needed.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
pub(super) enum Binding {
    Logic,
    Compare,
    Sum,
    Product,
    Tight,
}

/// A piece of a formula.
pub(super) enum Piece {
    /// Words.
    Text(String),
    /// A step that must bind so tightly, or stand in brackets.
    Step(StepId, Binding),
}

/// The pieces of a step, and how tightly they bind.
pub(super) type Pieces = (Vec<Piece>, Binding);

impl Teller<'_> {
    /// A step as a formula.
    pub(super) fn formula(&self, id: StepId) -> String {
        let mut formula = String::new();
        let mut open = vec![Piece::Step(id, Binding::Logic)];
        while let Some(piece) = open.pop() {
            match piece {
                Piece::Text(text) => formula.push_str(&text),
                Piece::Step(id, needs) => {
                    let (pieces, binding) = self.pieces(id);
                    if binding < needs {
                        formula.push('(');
                        open.push(text(")"));
                    }
                    open.extend(pieces.into_iter().rev());
                }
            }
        }
        formula
    }

    /// Where a step leads: along the branches that were taken and what stood in for missing values, to something that
    /// was worked out. It ends at a choice of which nobody knows the branch.
    pub(super) fn way(&self, mut id: StepId) -> StepId {
        loop {
            id = match &self.step(id).operation {
                Operation::Choose { taken: Some(Taken { value, .. }), .. } => *value,
                Operation::IfMissing { stand_in, stands_in: true, .. } => *stand_in,
                Operation::IfMissing { of, .. } => *of,
                _ => return id,
            };
        }
    }

    fn pieces(&self, id: StepId) -> Pieces {
        let id = self.way(id);
        let step = self.step(id);
        let own = || self.wording.value(&step.value);
        let accurate = |mut call: Vec<Piece>, places: u32| {
            let own = self.wording.value_to(&step.value, places);
            call.push(Piece::Text(format!(" {} = {own}", self.wording.accurate_to(places))));
            (call, Binding::Compare)
        };
        let call = |zh, en, inside: Vec<Piece>| {
            let name = text(format!("{}(", self.wording.say(zh, en)));
            let pieces = std::iter::once(name).chain(inside).chain([text(")")]).collect();
            (pieces, Binding::Tight)
        };
        match &step.operation {
            // A way that ends at a choice: nobody knows which branch is taken.
            Operation::Constant | Operation::Choose { .. } | Operation::IfMissing { .. } => {
                (vec![text(own())], Binding::Tight)
            }
            Operation::Figure { figure, .. } => {
                let name = match figure {
                    Name::Value { .. } => self.wording.say("取值", "value").to_owned(),
                    other => self.wording.name(other),
                };
                (vec![text(format!("{name} {}", own()))], Binding::Tight)
            }
            Operation::Cell { name, .. } => (vec![text(format!("{name} {}", own()))], Binding::Tight),
            Operation::Rows { .. }
            | Operation::Cohort { .. }
            | Operation::CohortWeight { .. }
            | Operation::Rank { .. }
            | Operation::IsEmpty { .. }
            | Operation::Script(_)
            | Operation::WorkingDayAfter { .. }
            | Operation::NextWorkingDay { .. } => {
                (vec![text(format!("{} = {}", self.source(id), own()))], Binding::Compare)
            }
            Operation::Negate { of } => (vec![text("−"), Piece::Step(*of, Binding::Tight)], Binding::Product),
            Operation::Arithmetic { operator, left, right } => {
                let (sign, own, right_needs) = match operator {
                    Operator::Add => (" + ", Binding::Sum, Binding::Sum),
                    Operator::Subtract => (" − ", Binding::Sum, Binding::Product),
                    Operator::Multiply => (" × ", Binding::Product, Binding::Product),
                    Operator::Divide => (" ÷ ", Binding::Product, Binding::Tight),
                };
                (vec![Piece::Step(*left, own), text(sign), Piece::Step(*right, right_needs)], own)
            }
            Operation::Compare { comparison, word, dates, left, right } => {
                let word = self.wording.comparison(*comparison, word.as_deref(), *dates);
                let sides = [*left, *right].map(|side| Piece::Step(side, Binding::Sum));
                let [left, right] = sides;
                (vec![left, text(format!(" {word} ")), right], Binding::Compare)
            }
            Operation::Sum { terms } => (joined(terms, Binding::Sum, " + "), Binding::Sum),
            Operation::And { terms } => {
                (joined(terms, Binding::Compare, self.wording.say(" 且 ", " and ")), Binding::Logic)
            }
            Operation::Or { terms } => {
                (joined(terms, Binding::Compare, self.wording.say(" 或 ", " or ")), Binding::Logic)
            }
            Operation::Not { of } => {
                let not = text(format!("{} ", self.wording.say("非", "not")));
                (vec![not, Piece::Step(*of, Binding::Tight)], Binding::Compare)
            }
            Operation::Least { terms, .. } => call("最小值", "least", listed(terms)),
            Operation::Greatest { terms, absolute: true, .. } => {
                call("绝对值", "abs", listed(terms.get(..1).unwrap_or_default()))
            }
            Operation::Greatest { terms, .. } => call("最大值", "greatest", listed(terms)),
            Operation::Round { of, rounding } => {
                let how = text(format!("{}(", self.wording.rounding(*rounding)));
                let end = text(format!(") = {}", own()));
                (vec![how, Piece::Step(*of, Binding::Logic), end], Binding::Compare)
            }
            Operation::Powers { factors, places } => {
                let product = self.powers(factors);
                match places {
                    Some(places) => accurate(product, *places),
                    None => (product, Binding::Product),
                }
            }
            Operation::Logarithm { of, base, places } => {
                let terms: Vec<StepId> = std::iter::once(*of).chain(*base).collect();
                accurate(call("对数", "log", listed(&terms)).0, *places)
            }
            Operation::Exponential { of, places } => accurate(call("指数", "exp", listed(&[*of])).0, *places),
            Operation::Ordered { terms, weights } => (self.ordered(terms, weights), Binding::Sum),
            Operation::Undecided => (vec![text(self.wording.say("无法确定", "undecided"))], Binding::Tight),
            Operation::Uncovered => (vec![text(self.uncovered())], Binding::Tight),
        }
    }

    pub(super) fn uncovered(&self) -> &'static str {
        self.wording.say("覆盖不足", "too little applies")
    }
}

/// Words as a piece.
pub(super) fn text(text: impl Into<String>) -> Piece {
    Piece::Text(text.into())
}

/// Steps with something between each two.
pub(super) fn joined(terms: &[StepId], needs: Binding, joint: &str) -> Vec<Piece> {
    between(terms.iter().map(|term| vec![Piece::Step(*term, needs)]), joint)
}

/// Steps as they stand in a list.
pub(super) fn listed(terms: &[StepId]) -> Vec<Piece> {
    joined(terms, Binding::Logic, ", ")
}

/// Pieces with something between each two.
pub(super) fn between(parts: impl Iterator<Item = Vec<Piece>>, joint: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (place, part) in parts.enumerate() {
        if place > 0 {
            pieces.push(text(joint));
        }
        pieces.extend(part);
    }
    pieces
}
