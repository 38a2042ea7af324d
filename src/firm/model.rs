//! The marks of a population as sums of weighed parts, so that weights can be moved.

use std::collections::BTreeSet;

use crate::core::{ChildId, FigureId, HeadId, IndicatorId, NodeId};
use crate::engine::Reweighted;
use crate::engine::exact::Evaluator;
use crate::finding::Words;
use crate::invariant::OrBroken;
use crate::number::{Number, Rounding, RoundingMode};
use crate::program::Program;
use crate::rules::{Aggregate, RuleSet, Weights};
use crate::words;

/// One part whose weight can be moved.
#[derive(Debug, Clone)]
pub(super) struct Part {
    pub(super) code: String,
    pub(super) title: String,
    pub(super) weight: Number,
    /// The 方面 whose marks move with it, where parts are indicators.
    heads: Vec<HeadId>,
    indicator: Option<IndicatorId>,
}

/// How the totals of a population come from weighed parts.
pub(super) struct Model<'a> {
    pub(super) program: &'a Program,
    pub(super) parts: Vec<Part>,
    pub(super) subjects: Vec<Subject>,
    /// How a total is rounded; not at all when absent.
    pub(super) rounding: Option<Rounding>,
    cap: Option<Number>,
}

/// A subject with what each part gives it.
pub(super) struct Subject {
    /// What each part adds to the total; nothing of one that does not apply.
    pub(super) gives: Vec<Option<Number>>,
    /// 加分 less 扣分; nothing when the total is missing.
    rest: Option<Number>,
    /// All weights of the parts that apply.
    pub(super) whole: Number,
}

/// What a subject comes to with other weights.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Came {
    pub(super) total: Option<Number>,
    /// The 方面 that move, with their marks and full marks.
    pub(super) heads: Vec<(HeadId, Option<Number>, Option<Number>)>,
}

impl<'a> Model<'a> {
    /// The indicators where marks are only added up, or else the 方面 of the total; why neither can be moved.
    pub(super) fn of(
        program: &'a Program,
        known: &Reweighted<'_>,
        evaluator: &Evaluator<'_>,
    ) -> Result<(Self, Option<Words>), Words> {
        match Self::of_indicators(program, known) {
            Ok(model) => Ok((model, None)),
            Err(why) => Self::of_heads(program, known, evaluator).map(|model| (model, Some(why))),
        }
    }

    fn of_indicators(program: &'a Program, known: &Reweighted<'_>) -> Result<Self, Words> {
        let rules = &program.rules;
        if rules.nodes().any(|(_, node)| !node.is_sum()) {
            return Err(words!(
                "方面或总分不是分数相加，指标的权重不逐个移动",
                "marks are not only added up, so indicators are not moved one by one"
            ));
        }
        if rules.heads.iter().any(|head| head.node.precision.is_some_and(|precision| !precision.exact)) {
            return Err(words!(
                "方面另有舍入，指标的权重不逐个移动",
                "heads are rounded by themselves, so indicators are not moved one by one"
            ));
        }
        let children = rules.nodes().flat_map(|(_, node)| &node.children);
        if children.into_iter().any(|child| rules.by_kind(*child).is_some()) {
            return Err(words!(
                "分值按类别不同，指标的权重不逐个移动",
                "full marks differ by kind, so indicators are not moved one by one"
            ));
        }
        let parts = rules.each_indicator().map(|(id, indicator)| Part {
            code: indicator.code.clone(),
            title: indicator.title.clone(),
            weight: indicator.full.clone(),
            heads: around(rules, id),
            indicator: Some(id),
        });
        let rows = known.outputs.numbers.get(&FigureId::Total).map_or(0, |column| column.values.len());
        let subject = |row: usize| {
            let gives = rules.each_indicator().map(|(id, _)| {
                let applies = known.applies(FigureId::Applies(id), row) == Some(true);
                applies.then(|| known.number(FigureId::Mark(id), row)).flatten()
            });
            let gives: Vec<Option<Number>> = gives.collect();
            let fulls = rules.each_indicator().zip(&gives).filter(|(_, gives)| gives.is_some());
            let whole = fulls.map(|((_, indicator), _)| indicator.full.clone()).sum();
            Subject { gives, rest: rest(known, row), whole }
        };
        Self::checked(program, known, parts.collect(), (0..rows).map(subject).collect())
    }

    fn of_heads(program: &'a Program, known: &Reweighted<'_>, evaluator: &Evaluator<'_>) -> Result<Self, Words> {
        let rules = &program.rules;
        let node = &rules.total.node;
        let is_mean = node.aggregate == Aggregate::Mean && node.gaps.is_none();
        if !node.is_sum() && !is_mean {
            return Err(words!(
                "总分不是方面得分相加或加权平均，权重不能按比例移动",
                "the total is no sum or weighted mean of the heads, so weights cannot be moved in proportion"
            ));
        }
        let weights: Option<Vec<Number>> = match (&node.weights, node.is_sum()) {
            (_, true) => Some(node.children.iter().map(|child| rules.full_of(*child).clone()).collect()),
            (Weights::Given { each, .. }, _) if each.is_empty() => Some(vec![Number::one(); node.children.len()]),
            (Weights::Given { each, .. }, _) => each
                .iter()
                .map(|weight| program.arena.fixed_value(*weight, &|_| None))
                .map(|value| match value {
                    Some(crate::core::Constant::Number(number)) => Some(number),
                    _ => None,
                })
                .collect(),
            (Weights::Data { .. }, _) => None,
        };
        let Some(weights) = weights else {
            return Err(words!(
                "方面的权重不是定数，不移动",
                "the weights of the heads are not fixed and are not moved"
            ));
        };
        let parts = node.children.iter().zip(&weights).map(|(child, weight)| Part {
            code: rules.code(*child).to_owned(),
            title: rules.title_of(*child).to_owned(),
            weight: weight.clone(),
            heads: Vec::new(),
            indicator: None,
        });
        let all: Number = weights.iter().sum();
        let rows = evaluator.tables().subjects().rows;
        let subject = |row: usize| {
            let gives: Vec<Option<Number>> = node
                .children
                .iter()
                .zip(&weights)
                .map(|(child, weight)| {
                    let applies = known.applies(child.applies(), row) == Some(true);
                    let mark = applies.then(|| known.number(child.mark(), row)).flatten()?;
                    if node.is_sum() { Some(mark) } else { (mark * weight).checked_div(&all) }
                })
                .collect();
            let whole = weights.iter().zip(&gives).filter(|(_, gives)| gives.is_some()).map(|(weight, _)| weight).sum();
            Subject { gives, rest: rest(known, row), whole }
        };
        Self::checked(program, known, parts.collect(), (0..rows).map(subject).collect())
    }

    /// A model that gives the totals that came out.
    fn checked(
        program: &'a Program,
        known: &Reweighted<'_>,
        parts: Vec<Part>,
        subjects: Vec<Subject>,
    ) -> Result<Self, Words> {
        let printed = program.printed(FigureId::Total);
        let rounding = (!printed.exact).then_some(printed.rounding);
        let cap = program.rules.total.cap.as_ref().map(|cap| cap.value.clone());
        let model = Self { program, parts, subjects, rounding, cap };
        let same = vec![Number::one(); model.parts.len()];
        for row in 0..model.subjects.len() {
            let came = model.came(row, &same);
            if came.total != known.number(FigureId::Total, row) {
                return Err(words!(
                    "按各部分相加对不上公布的总分，权重不移动",
                    "the parts do not add up to the totals that came out, so weights are not moved"
                ));
            }
        }
        Ok(model)
    }

    /// The factor of each part for a subject when one weight moves by so much and the others are scaled.
    pub(super) fn factors(&self, row: usize, moved: usize, by: &Number) -> Vec<Number> {
        let one = || vec![Number::one(); self.parts.len()];
        let (Some(subject), Some(part)) = (self.subjects.get(row), self.parts.get(moved)) else { return one() };
        if subject.gives.get(moved).is_none_or(Option::is_none) || part.weight.is_zero() {
            return one();
        }
        let rest = &subject.whole - &part.weight;
        let own = (&part.weight + by).checked_div(&part.weight).unwrap_or_else(Number::one);
        let others = (&rest - by).checked_div(&rest).unwrap_or_else(Number::one);
        (0..self.parts.len()).map(|at| if at == moved { own.clone() } else { others.clone() }).collect()
    }

    /// What a subject comes to when each part is taken so many times.
    pub(super) fn came(&self, row: usize, factors: &[Number]) -> Came {
        let nothing = Came { total: None, heads: Vec::new() };
        let Some(subject) = self.subjects.get(row) else { return nothing };
        let mut heads: Vec<(HeadId, Option<Number>, Option<Number>)> = Vec::new();
        for head in self.moving_heads() {
            let own = self.parts.iter().zip(factors).zip(&subject.gives);
            let own = own.filter(|((part, _), gives)| part.heads.contains(&head) && gives.is_some());
            let (mut mark, mut full) = (Number::zero(), Number::zero());
            for ((part, factor), gives) in own {
                mark = mark + gives.clone().unwrap_or_else(Number::zero) * factor;
                full = full + &part.weight * factor;
            }
            let lacks = subject.rest.is_none();
            heads.push((head, (!lacks).then_some(mark), Some(full)));
        }
        let Some(rest) = &subject.rest else { return Came { total: None, heads } };
        let sum: Number =
            subject.gives.iter().zip(factors).filter_map(|(gives, factor)| Some(gives.as_ref()? * factor)).sum();
        Came { total: Some(self.rounded(sum + rest)), heads }
    }

    /// What a total before 封顶 and rounding is at the end.
    pub(super) fn rounded(&self, raw: Number) -> Number {
        let capped = match &self.cap {
            Some(cap) => raw.min(cap.clone()),
            None => raw,
        };
        match self.rounding {
            Some(rounding) => capped.round(rounding),
            None => capped,
        }
    }

    /// The total before 封顶 and rounding.
    pub(super) fn raw(&self, row: usize, factors: &[Number]) -> Option<Number> {
        let subject = self.subjects.get(row)?;
        let rest = subject.rest.as_ref()?;
        let sum: Number =
            subject.gives.iter().zip(factors).filter_map(|(gives, factor)| Some(gives.as_ref()? * factor)).sum();
        Some(sum + rest)
    }

    /// The 方面 that move with their indicators.
    pub(super) fn moving_heads(&self) -> BTreeSet<HeadId> {
        self.parts.iter().flat_map(|part| part.heads.iter().copied()).collect()
    }

    /// 封顶 of the total.
    pub(super) fn cap(&self) -> Option<&Number> {
        self.cap.as_ref()
    }

    /// Whether parts are indicators.
    pub(super) fn is_of_indicators(&self) -> bool {
        self.parts.iter().any(|part| part.indicator.is_some())
    }

    /// How far a weight may go: down to 0, and up to where all others are 0.
    pub(super) fn range(&self, part: usize) -> (Number, Number) {
        let Some(own) = self.parts.get(part) else { return (Number::zero(), Number::zero()) };
        let concerned = self.subjects.iter().filter(|subject| subject.gives.get(part).is_some_and(Option::is_some));
        let whole = concerned.map(|subject| subject.whole.clone()).min().unwrap_or_else(|| own.weight.clone());
        (-own.weight.clone(), whole - &own.weight)
    }
}

/// 加分 less 扣分, where there is a total.
fn rest(known: &Reweighted<'_>, row: usize) -> Option<Number> {
    known.number(FigureId::Total, row)?;
    let own = |id| known.number(id, row).unwrap_or_else(Number::zero);
    Some(own(FigureId::Bonus) - own(FigureId::Deduction))
}

/// The half of the last place of a rounding, where it rounds to the nearer one.
pub(super) fn boundaries(rounding: Option<Rounding>, line: &Number) -> Vec<Number> {
    let Some(rounding) = rounding else { return vec![line.clone()] };
    let step = rounding.apart();
    let below = line.round(Rounding { mode: RoundingMode::Floor, ..rounding });
    let half = step.checked_div(&Number::from_integer(2)).or_broken("two is not 0");
    match rounding.mode {
        RoundingMode::HalfUp | RoundingMode::HalfEven => vec![&below - &half, &below + &half],
        _ => vec![&below - &step, below.clone(), &below + &step],
    }
}

/// The 方面 around an indicator, from the outermost in.
fn around(rules: &RuleSet, id: IndicatorId) -> Vec<HeadId> {
    let nodes = rules.path_to(ChildId::Indicator(id)).into_iter();
    let heads = nodes.filter_map(|node| match node {
        NodeId::Head(head) => Some(head),
        NodeId::Total => None,
    });
    heads.collect()
}
