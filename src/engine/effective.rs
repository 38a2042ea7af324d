//! Effective weights: what a share of an indicator's marks is worth in the total, down the tree.

use super::exact::{Evaluator, Value};
use crate::core::{Constant, ExprKind, FigureId, Schema};
use crate::number::Number;
use crate::program::Program;
use crate::rules::{Aggregate, Node, Weights, WhenMissing};

/// Why an indicator has no effective weight.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoWeight {
    /// A node above it does not weigh its parts (最大, 中位数 …).
    Unweighed,
    /// It is not the same for all subjects.
    Varies,
    /// Data give it.
    FromData,
    /// It does not count, or what it rests on is missing.
    Absent,
}

/// Whether some node of the tree is more than a sum, so that full marks do not tell the weights.
#[must_use]
pub fn tree_weighs(program: &Program) -> bool {
    let model = program.rules;
    !model.total.node.is_sum() || model.heads.iter().any(|head| !head.node.is_sum())
}

/// The effective weight of an indicator; of one subject, or of all when the evaluator is absent.
///
/// # Errors
/// Why there is none.
pub fn effective_weight(
    program: &Program,
    of: Option<(&Evaluator<'_>, usize)>,
    indicator: usize,
) -> Result<Number, NoWeight> {
    let model = program.rules;
    let head_index = model.indicators.get(indicator).map(|indicator| indicator.head).ok_or(NoWeight::Absent)?;
    let head = model.heads.get(head_index).ok_or(NoWeight::Absent)?;
    let look = Look { program, of };
    let indicators: Vec<Part> = head
        .indicators
        .iter()
        .map(|id| {
            Ok(Part { full: model.indicators.get(*id).map(|known| known.full.clone()), counts: look.counts(*id)? })
        })
        .collect::<Result<_, NoWeight>>()?;
    let own = head.indicators.iter().position(|id| *id == indicator).ok_or(NoWeight::Absent)?;
    let heads: Vec<Part> = model
        .heads
        .iter()
        .map(|head| {
            let counts: Vec<bool> = head.indicators.iter().map(|id| look.counts(*id)).collect::<Result<_, _>>()?;
            let counts = model.total.node.is_sum() || counts.into_iter().any(|counts| counts);
            Ok(Part { full: Some(head.full.clone()), counts })
        })
        .collect::<Result<_, NoWeight>>()?;
    let inner = look.share(&head.node, Some(head_index), &indicators, own, &head.full)?;
    let full = model.full.clone().unwrap_or_else(Number::zero);
    let outer = look.share(&model.total.node, None, &heads, head_index, &full)?;
    Ok(inner * outer)
}

/// A child of a node.
struct Part {
    full: Option<Number>,
    counts: bool,
}

struct Look<'a> {
    program: &'a Program,
    of: Option<(&'a Evaluator<'a>, usize)>,
}

impl Look<'_> {
    fn counts(&self, indicator: usize) -> Result<bool, NoWeight> {
        let known = self.program.rules.indicators.get(indicator).ok_or(NoWeight::Absent)?;
        if known.applies.is_none() && known.when_missing != WhenMissing::NotApplicable {
            return Ok(true);
        }
        let (evaluator, row) = self.of.ok_or(NoWeight::Varies)?;
        match evaluator.figure(FigureId::Applies(indicator), row) {
            Value::YesNo(counts) => Ok(counts),
            _ => Err(NoWeight::Absent),
        }
    }

    /// The share of one part in a node.
    fn share(
        &self,
        node: &Node,
        id: Option<usize>,
        parts: &[Part],
        own: usize,
        full: &Number,
    ) -> Result<Number, NoWeight> {
        if !parts.get(own).is_some_and(|part| part.counts) {
            return Err(NoWeight::Absent);
        }
        let marks = |part: &Part| part.full.clone().unwrap_or_else(Number::zero);
        let amounts: Vec<Number> = match &node.aggregate {
            Aggregate::Sum if node.gaps.is_none() => {
                let share = parts.get(own).and_then(|part| marks(part).checked_div(full));
                return share.ok_or(NoWeight::Absent);
            }
            Aggregate::Sum => parts.iter().map(marks).collect(),
            aggregate if aggregate.weighs() => {
                (0..parts.len()).map(|index| self.weight(node, id, index)).collect::<Result<_, _>>()?
            }
            _ => return Err(NoWeight::Unweighed),
        };
        let counted = amounts.iter().zip(parts).filter(|(_, part)| part.counts).map(|(amount, _)| amount);
        let all: Number = counted.sum();
        amounts.get(own).and_then(|amount| amount.checked_div(&all)).ok_or(NoWeight::Absent)
    }

    fn weight(&self, node: &Node, id: Option<usize>, index: usize) -> Result<Number, NoWeight> {
        match (&node.weights, self.of) {
            (Weights::Data { .. }, None) => Err(NoWeight::FromData),
            (Weights::Data { .. }, Some((evaluator, row))) => {
                evaluator.figure(FigureId::Weight(id, index), row).as_number().cloned().ok_or(NoWeight::Absent)
            }
            (Weights::Given { each, .. }, of) => match (each.get(index), of) {
                (None, _) => Ok(Number::one()),
                (Some(weight), Some((evaluator, row))) => {
                    evaluator.eval(weight, Schema::SUBJECTS, row).as_number().cloned().ok_or(NoWeight::Absent)
                }
                (Some(weight), None) => match &weight.kind {
                    ExprKind::Constant(Constant::Number(number)) => Ok(number.clone()),
                    _ => Err(NoWeight::Varies),
                },
            },
        }
    }
}

/// The weight of each child of a node for a subject, over their sum; `None` for a child without one.
#[must_use]
pub fn weights_of(
    program: &Program,
    evaluator: &Evaluator<'_>,
    row: usize,
    head: Option<usize>,
) -> Vec<Option<Number>> {
    let look = Look { program, of: Some((evaluator, row)) };
    let model = program.rules;
    let any = |index: usize| {
        let indicators = model.heads.get(index).map(|head| head.indicators.as_slice()).unwrap_or_default();
        indicators.iter().any(|id| look.counts(*id) != Ok(false))
    };
    let (node, parts, full) = if let Some(known) = head.and_then(|head| model.heads.get(head)) {
        let parts = known.indicators.iter().map(|id| Part {
            full: model.indicators.get(*id).map(|known| known.full.clone()),
            counts: look.counts(*id) != Ok(false),
        });
        (&known.node, parts.collect::<Vec<_>>(), known.full.clone())
    } else {
        let parts = model.heads.iter().enumerate();
        let parts = parts.map(|(index, head)| Part { full: Some(head.full.clone()), counts: any(index) });
        (&model.total.node, parts.collect(), model.full.clone().unwrap_or_else(Number::zero))
    };
    (0..parts.len()).map(|index| look.share(node, head, &parts, index, &full).ok()).collect()
}
