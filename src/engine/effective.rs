//! Effective weights: what a share of an indicator's marks is worth in the total, down the tree.

use super::exact::{Evaluator, Value};
use super::full_marks::full_marks;
use crate::core::{ChildId, Constant, ExprKind, FigureId, HeadId, IndicatorId, NodeId, Schema};
use crate::invariant::OrBroken;
use crate::number::Number;
use crate::program::Program;
use crate::rules::{Aggregate, Weights, WhenMissing};

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
    program.rules.nodes().any(|(_, node)| !node.is_sum())
}

/// What the parts of every node of the tree weigh.
#[derive(Debug, Clone)]
pub struct TreeWeights {
    /// What stands directly below 总分.
    pub total: Result<NodeWeights, NoWeight>,
    /// What stands directly below each 方面.
    pub heads: Vec<Result<NodeWeights, NoWeight>>,
}

/// What the parts of a node weigh.
#[derive(Debug, Clone)]
pub struct NodeWeights {
    /// What all that count weigh together; the full marks of a plain sum.
    pub whole: Number,
    /// Each part.
    pub parts: Vec<PartWeight>,
}

/// What a part of a node weighs.
#[derive(Debug, Clone)]
pub struct PartWeight {
    /// Its weight.
    pub amount: Result<Number, NoWeight>,
    /// That over the whole.
    pub share: Result<Number, NoWeight>,
}

/// The weights of the tree; of one subject, or of all when the evaluator is absent.
#[must_use]
pub fn tree_weights(program: &Program, of: Option<(&Evaluator<'_>, usize)>) -> TreeWeights {
    let look = Look { program, of };
    let of_node = |id: NodeId| look.parts(id).map(|parts| look.weights(id, &parts));
    let heads = program.rules.each_head().map(|(id, _)| of_node(NodeId::Head(id)));
    TreeWeights { heads: heads.collect(), total: of_node(NodeId::Total) }
}

impl TreeWeights {
    /// The effective weights of all indicators in file order, or why there is none: their shares down the tree.
    #[must_use]
    pub fn effective(&self, program: &Program) -> Vec<Result<Number, NoWeight>> {
        let rules = &program.rules;
        let mut weights = vec![Err(NoWeight::Absent); rules.indicators.len()];
        // A head stands before those within it.
        let mut of_heads = vec![Err(NoWeight::Absent); rules.heads.len()];
        let nodes = std::iter::once((NodeId::Total, &rules.total.node)).chain(rules.nodes());
        for (id, node) in nodes.take(rules.heads.len() + 1) {
            let (inner, outer) = match id {
                NodeId::Total => (&self.total, Ok(Number::one())),
                NodeId::Head(head) => {
                    let known = "a head is one of the rules";
                    (self.heads.get(head.0).or_broken(known), of_heads.get(head.0).or_broken(known).clone())
                }
            };
            for (place, child) in node.children.iter().enumerate() {
                let weight = || Ok(inner.as_ref().map_err(|why| *why)?.share(place)? * outer.clone()?);
                let slot = match child {
                    ChildId::Head(head) => of_heads.get_mut(head.0),
                    ChildId::Indicator(indicator) => weights.get_mut(indicator.0),
                };
                *slot.or_broken("what stands below a node is one of the rules") = weight();
            }
        }
        weights
    }
}

impl NodeWeights {
    fn share(&self, place: usize) -> Result<Number, NoWeight> {
        self.parts.get(place).or_broken("a node has a share for each of its parts").share.clone()
    }
}

/// The weight of each child of a node for a subject, over their sum; `None` for a child without one.
#[must_use]
pub fn weights_of(program: &Program, evaluator: &Evaluator<'_>, row: usize, node: NodeId) -> Vec<Option<Number>> {
    let look = Look { program, of: Some((evaluator, row)) };
    let children = program.rules.node(node).children.iter();
    let parts = children.map(|child| Part { full: look.full_of(*child), counts: look.may_count(*child) });
    look.weights(node, &parts.collect::<Vec<_>>()).parts.into_iter().map(|part| part.share.ok()).collect()
}

/// A child of a node.
struct Part {
    full: Result<Number, NoWeight>,
    counts: bool,
}

struct Look<'a> {
    program: &'a Program,
    of: Option<(&'a Evaluator<'a>, usize)>,
}

impl Look<'_> {
    fn counts(&self, id: IndicatorId) -> Result<bool, NoWeight> {
        let known = self.program.rules.indicator(id);
        if known.applies.is_none() && known.when_missing != WhenMissing::NotApplicable {
            return Ok(true);
        }
        let (evaluator, row) = self.of.ok_or(NoWeight::Varies)?;
        match evaluator.figure(FigureId::Applies(id), row) {
            Value::YesNo(counts) => Ok(counts),
            _ => Err(NoWeight::Absent),
        }
    }

    /// What stands below a node; what is below a plain sum counts.
    fn parts(&self, id: NodeId) -> Result<Vec<Part>, NoWeight> {
        let rules = &self.program.rules;
        let node = rules.node(id);
        let part = |child: &ChildId| {
            let counts = match child {
                ChildId::Indicator(indicator) => self.counts(*indicator)?,
                ChildId::Head(head) => node.is_sum() || self.some_counts(*head)?,
            };
            Ok(Part { full: self.full_of(*child), counts })
        };
        node.children.iter().map(part).collect()
    }

    /// The full marks of something, of the subject where they differ by kind.
    fn full_of(&self, id: ChildId) -> Result<Number, NoWeight> {
        match (self.program.rules.by_kind(id), self.of) {
            (None, _) => Ok(self.program.rules.full_of(id).clone()),
            (Some(_), None) => Err(NoWeight::Varies),
            (Some(_), Some((evaluator, row))) => full_marks(self.program, evaluator, id, row).ok_or(NoWeight::Absent),
        }
    }

    /// Whether something below a head counts; each part of it is asked.
    fn some_counts(&self, head: HeadId) -> Result<bool, NoWeight> {
        let children = self.program.rules.head(head).node.children.iter();
        let counts: Vec<bool> = children
            .map(|child| match child {
                ChildId::Indicator(indicator) => self.counts(*indicator),
                ChildId::Head(head) => self.some_counts(*head),
            })
            .collect::<Result<_, _>>()?;
        Ok(counts.contains(&true))
    }

    /// Whether something may count: also where that is not known.
    fn may_count(&self, child: ChildId) -> bool {
        match child {
            ChildId::Indicator(indicator) => self.counts(indicator) != Ok(false),
            ChildId::Head(head) => {
                self.program.rules.head(head).node.children.iter().any(|child| self.may_count(*child))
            }
        }
    }

    /// What each part of a node weighs.
    fn weights(&self, id: NodeId, parts: &[Part]) -> NodeWeights {
        let node = self.program.rules.node(id);
        let amounts: Result<Vec<Number>, NoWeight> = match &node.aggregate {
            Aggregate::Sum => {
                // What does not count needs none.
                let full = |part: &Part| if part.counts { part.full.clone() } else { Ok(Number::zero()) };
                parts.iter().map(full).collect()
            }
            aggregate if aggregate.weighs() => (0..parts.len()).map(|index| self.weight(id, index)).collect(),
            _ => Err(NoWeight::Unweighed),
        };
        let whole = match &amounts {
            Ok(_) if node.is_sum() => self.full(id),
            Ok(amounts) => {
                Ok(amounts.iter().zip(parts).filter(|(_, part)| part.counts).map(|(amount, _)| amount).sum())
            }
            Err(why) => Err(*why),
        };
        // Without a whole there is no share of it, and its parts tell nothing.
        let (amounts, whole) = match whole {
            Ok(whole) => (amounts, whole),
            Err(why) => (Err(why), Number::zero()),
        };
        let weight = |(place, part): (usize, &Part)| {
            let amount = match &amounts {
                _ if !part.counts => Err(NoWeight::Absent),
                Ok(amounts) => Ok(amounts.get(place).cloned().or_broken("a node has a weight for each of its parts")),
                Err(why) => Err(*why),
            };
            let share = amount.clone().and_then(|amount| amount.checked_div(&whole).ok_or(NoWeight::Absent));
            PartWeight { amount, share }
        };
        NodeWeights { parts: parts.iter().enumerate().map(weight).collect(), whole }
    }

    fn full(&self, id: NodeId) -> Result<Number, NoWeight> {
        match id {
            NodeId::Head(head) => self.full_of(ChildId::Head(head)),
            NodeId::Total => Ok(self.program.rules.full.clone().or_broken("rules with heads have full marks")),
        }
    }

    fn weight(&self, id: NodeId, index: usize) -> Result<Number, NoWeight> {
        match (&self.program.rules.node(id).weights, self.of) {
            (Weights::Data { .. }, None) => Err(NoWeight::FromData),
            (Weights::Data { .. }, Some((evaluator, row))) => {
                evaluator.figure(FigureId::Weight(id, index), row).as_number().cloned().ok_or(NoWeight::Absent)
            }
            (Weights::Given { each, .. }, of) => match (each.get(index), of) {
                (None, _) => Ok(Number::one()),
                (Some(weight), Some((evaluator, row))) => {
                    evaluator.eval(*weight, Schema::SUBJECTS, row).as_number().cloned().ok_or(NoWeight::Absent)
                }
                (Some(weight), None) => match &self.program.arena[*weight].kind {
                    ExprKind::Constant(Constant::Number(number)) => Ok(number.clone()),
                    _ => Err(NoWeight::Varies),
                },
            },
        }
    }
}
