//! Steps as formulas, names and numbers together: «营业收入 66490 万元 ÷ 营收目标 10 亿元 × 8 分».
//!
//! A formula is written piece by piece, so that one as deep as a chain of ten thousand 调整 is neither recursed into
//! nor copied.

use std::collections::BTreeSet;

use super::layout::Layout;
use super::teller::Teller;
use super::term::verdict;
use super::traced::holds_word;
use crate::core::{Comparison, Operator, Statistic, Verdict};
use crate::finding::Language;
use crate::invariant::OrBroken;
use crate::number::RoundingMode;
use crate::result::{Name, Operation, StepId, Taken, Value};

/// A formula that is longer goes on with values.
const LONGEST: usize = 4000;

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

/// What is said of a comparison that does not hold.
#[derive(Clone, Copy)]
enum Failing {
    /// Nothing.
    Unsaid,
    /// That it does not hold.
    Said,
    /// That something else is wanted.
    Wanted,
}

/// The pieces of a step, and how tightly they bind.
pub(super) type Pieces = (Vec<Piece>, Binding);

impl Teller<'_> {
    /// A step as a formula. A comparison in it that does not hold says so; one that is the whole is told beside what it
    /// came to.
    pub(super) fn formula(&self, id: StepId) -> String {
        let whole = self.way(id);
        self.written(id, |id| if id == whole { Failing::Unsaid } else { Failing::Said })
    }

    /// A step as what is wanted: of a comparison that fails it is told what is wanted instead.
    pub(super) fn requirement(&self, id: StepId) -> String {
        let mut wanted: BTreeSet<StepId> = BTreeSet::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            let id = self.way(id);
            match &self.step(id).operation {
                Operation::And { terms } => open.extend(terms),
                Operation::Compare { .. }
                | Operation::TextTest { .. }
                | Operation::Asked { .. }
                | Operation::Not { .. } => wanted.extend([id]),
                _ => {}
            }
        }
        self.written(id, |id| if wanted.contains(&id) { Failing::Wanted } else { Failing::Said })
    }

    fn written(&self, id: StepId, failing: impl Fn(StepId) -> Failing) -> String {
        let mut formula = String::new();
        let mut open = vec![Piece::Step(id, Binding::Logic)];
        while let Some(piece) = open.pop() {
            match piece {
                Piece::Text(text) => formula.push_str(&text),
                // A figure without a name is written wherever it is read, and so are those that it reads: what is too
                // long goes on with what the parts come to.
                Piece::Step(id, _) if formula.len() > LONGEST && !self.is_short(id) => {
                    formula.push_str(&self.wording.value(&self.step(id).value));
                }
                Piece::Step(id, needs) => {
                    let (pieces, binding) = self.pieces(id, &failing);
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
                Operation::IfMissing { is_written: true, .. } => return id,
                Operation::IfMissing { .. } if self.is_there(id).is_some() => return id,
                Operation::Choose { taken: Some(Taken { value, .. }), .. } => *value,
                Operation::IfMissing { stand_in, stands_in: true, .. } => *stand_in,
                Operation::IfMissing { of, .. } => *of,
                _ => return id,
            };
        }
    }

    /// Whether a step is written by its name or its value alone.
    fn is_short(&self, id: StepId) -> bool {
        let operation = &self.step(self.way(id)).operation;
        operation.is_leaf() || *operation == Operation::Constant
    }

    /// What is drawn in, and what the lower and the upper end of its cohort come to, where a step holds it between the two.
    fn is_winsorised(&self, terms: &[StepId]) -> Option<[StepId; 3]> {
        let end = |id: StepId| {
            let of = match &self.step(id).operation {
                Operation::Figure { of, .. } => *of,
                _ => id,
            };
            match &self.step(of).operation {
                Operation::Cohort { statistic: Statistic::Winsorised { .. }, .. } => Some(of),
                _ => None,
            }
        };
        let [raised, high] = terms else { return None };
        let Operation::Greatest { terms, .. } = &self.step(*raised).operation else { return None };
        let [of, low] = terms.as_slice() else { return None };
        Some([*of, end(*low)?, end(*high)?])
    }

    /// The figure of which a step says whether it is there.
    fn is_there(&self, id: StepId) -> Option<StepId> {
        let Operation::IfMissing { of, .. } = &self.step(id).operation else { return None };
        let Operation::Compare { comparison: Comparison::Equal, word: None, left, right, .. } =
            &self.step(*of).operation
        else {
            return None;
        };
        match (&self.step(*left).operation, &self.step(*right).operation) {
            (Operation::Figure { of: one, .. }, Operation::Figure { of: other, .. }) if one == other => Some(*left),
            _ => None,
        }
    }

    #[allow(clippy::too_many_lines, reason = "an arm for each operation")]
    fn pieces(&self, id: StepId, failing: &impl Fn(StepId) -> Failing) -> Pieces {
        let id = self.way(id);
        let step = self.step(id);
        let own = || self.wording.value(&step.value);
        let accurate = |mut call: Vec<Piece>, places: u32, mode: RoundingMode| {
            let own = self.wording.value_to(&step.value, places);
            call.push(Piece::Text(format!(" {} = {own}", self.wording.accurate_to(places, mode))));
            (call, Binding::Compare)
        };
        let call = |zh, en, inside: Vec<Piece>| {
            let name = text(format!("{}(", self.wording.say(zh, en)));
            let pieces = std::iter::once(name).chain(inside).chain([text(")")]).collect();
            (pieces, Binding::Tight)
        };
        if let Some(figure) = self.is_there(id) {
            let there = step.value == Value::Truth(true);
            let there = if there {
                self.wording.say("有得分", "has a mark")
            } else {
                self.wording.say("没有得分", "has no mark")
            };
            return (vec![text(format!("{} {there}", self.source(figure)))], Binding::Compare);
        }
        match &step.operation {
            Operation::IfMissing { of, stand_in, is_written: true, .. } => {
                call("默认", "or_else", listed(&[*of, *stand_in]))
            }
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
            | Operation::Copeland { .. }
            | Operation::Rank { .. }
            | Operation::IsEmpty { .. }
            | Operation::Script(_)
            | Operation::TextLength { .. }
            | Operation::WorkingDayAfter { .. }
            | Operation::NextWorkingDay { .. } => {
                (vec![text(format!("{} = {}", self.source(id), own()))], Binding::Compare)
            }
            Operation::Negate { of } => (vec![text("−"), Piece::Step(*of, Binding::Tight)], Binding::Product),
            Operation::Arithmetic { left, right, .. } if self.is_between_choices(*left, *right) => {
                call("级差", "steps_apart", listed(&[*right, *left]))
            }
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
                let [left, right] = [*left, *right].map(|side| Piece::Step(side, Binding::Sum));
                let failing = if step.value == Value::Truth(false) { failing(id) } else { Failing::Unsaid };
                self.compared([left, right], &word, failing)
            }
            Operation::TextTest { test, left, right } => {
                let failing = if step.value == Value::Truth(false) { failing(id) } else { Failing::Unsaid };
                let sides = [*left, *right].map(|side| Piece::Step(side, Binding::Sum));
                self.compared(sides, self.wording.text_test(*test, true), failing)
            }
            Operation::Sum { terms } => (joined(terms, Binding::Sum, " + "), Binding::Sum),
            Operation::And { terms } => {
                (joined(terms, Binding::Compare, self.wording.say(" 且 ", " and ")), Binding::Logic)
            }
            Operation::Or { terms } => {
                (joined(terms, Binding::Compare, self.wording.say(" 或 ", " or ")), Binding::Logic)
            }
            Operation::Asked { condition, asked, verdict: known, .. } => {
                let failing = if step.value == Value::Truth(false) { failing(id) } else { Failing::Unsaid };
                (vec![text(self.outcome(condition, *known, (*asked, true), failing))], Binding::Compare)
            }
            Operation::Not { of } if matches!(self.step(*of).operation, Operation::Asked { .. }) => {
                let Operation::Asked { condition, asked, verdict: known, .. } = &self.step(*of).operation else {
                    return (Vec::new(), Binding::Compare);
                };
                let failing = if step.value == Value::Truth(false) { failing(id) } else { Failing::Unsaid };
                (vec![text(self.outcome(condition, *known, (*asked, false), failing))], Binding::Compare)
            }
            Operation::Not { of } if matches!(self.step(*of).operation, Operation::TextTest { .. }) => {
                let Operation::TextTest { test, left, right } = &self.step(*of).operation else {
                    return (Vec::new(), Binding::Compare);
                };
                let failing = if step.value == Value::Truth(false) { failing(id) } else { Failing::Unsaid };
                let sides = [*left, *right].map(|side| Piece::Step(side, Binding::Sum));
                self.compared(sides, self.wording.text_test(*test, false), failing)
            }
            Operation::Not { of } => {
                let not = text(format!("{} ", self.wording.say("非", "not")));
                (vec![not, Piece::Step(*of, Binding::Tight)], Binding::Compare)
            }
            Operation::Least { terms, .. } if self.is_winsorised(terms).is_some() => {
                let [of, low, high] = self.is_winsorised(terms).or_broken("it was looked at before");
                let piece = |id: StepId| Piece::Step(id, Binding::Compare);
                let (low_word, high_word) =
                    (self.wording.say("，下端 ", ", lower end "), self.wording.say("，上端 ", ", upper end "));
                let value = |id: StepId| text(self.wording.value(&self.step(id).value));
                call("缩尾", "winsorised", vec![piece(of), text(low_word), value(low), text(high_word), value(high)])
            }
            Operation::Least { terms, .. } => call("最小值", "least", listed(terms)),
            Operation::Greatest { terms, absolute: true, .. } => {
                call("绝对值", "abs", listed(terms.get(..1).or_broken("an absolute value is that of a number")))
            }
            Operation::Greatest { terms, .. } => call("最大值", "greatest", listed(terms)),
            Operation::Round { of, rounding } => {
                let unit = if let Value::Number { unit, .. } = &step.value { unit.as_ref() } else { None };
                let how = text(format!("{}(", self.wording.rounding(*rounding, unit)));
                let end = text(format!(") = {}", own()));
                (vec![how, Piece::Step(*of, Binding::Logic), end], Binding::Compare)
            }
            Operation::Powers { factors, places, mode } => {
                let product = self.powers(factors);
                match places {
                    Some(places) => accurate(product, *places, *mode),
                    None => (product, Binding::Product),
                }
            }
            Operation::Logarithm { of, base, places, mode } => {
                let terms: Vec<StepId> = std::iter::once(*of).chain(*base).collect();
                accurate(call("对数", "log", listed(&terms)).0, *places, *mode)
            }
            Operation::Exponential { of, places, mode } => {
                accurate(call("指数", "exp", listed(&[*of])).0, *places, *mode)
            }
            Operation::Ordered { terms, weights } => (self.ordered(terms, weights), Binding::Sum),
            Operation::Undecided => (vec![text(format!("{} {}", self.source(id), own()).trim_start())], Binding::Tight),
            Operation::Uncovered => (vec![text(self.uncovered())], Binding::Tight),
        }
    }

    /// Two sides with a word between them.
    fn compared(&self, [left, right]: [Piece; 2], word: &str, failing: Failing) -> Pieces {
        match failing {
            Failing::Unsaid => (vec![left, text(format!(" {word} ")), right], Binding::Compare),
            Failing::Said => {
                let fails = Layout(self.wording.language).in_brackets(holds_word(false, self.wording.language));
                (vec![left, text(format!(" {word} ")), right, text(fails)], Binding::Compare)
            }
            Failing::Wanted => {
                let wanted = match self.wording.language {
                    Language::Zh => format!("，要求{word} "),
                    Language::En => format!(", wanted {word} "),
                };
                (vec![left, text(wanted), right], Binding::Logic)
            }
        }
    }

    /// Whether what is subtracted are the places of choices.
    fn is_between_choices(&self, left: StepId, right: StepId) -> bool {
        [left, right].iter().any(|side| matches!(self.step(*side).value, Value::Choice(_)))
    }

    /// What a condition comes to; of one that fails also what is wanted of it.
    fn outcome(&self, condition: &str, known: Verdict, (asked, is): (Verdict, bool), failing: Failing) -> String {
        let language = self.wording.language;
        let known = verdict(known, language);
        let not = if is { "" } else { self.wording.say("不是 ", "other than ") };
        let wanted = format!("{not}{}", verdict(asked, language));
        match (failing, language) {
            (Failing::Unsaid, _) => format!("{condition} {known}"),
            (Failing::Said, Language::Zh) => format!("{condition} {known}（要求{wanted}）"),
            (Failing::Said, Language::En) => format!("{condition} {known} (wanted {wanted})"),
            (Failing::Wanted, Language::Zh) => format!("{condition} {known}，要求{wanted}"),
            (Failing::Wanted, Language::En) => format!("{condition} {known}, wanted {wanted}"),
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
