//! Random scoring trees: both engines agree, and both give what a naive reading of the manual gives.

use heng::core::{ChildId, Constant, DataWeights, ExprKind, FigureId, HeadId, IndicatorId, NodeId, Operator, Type};
use heng::data::Tables;
use heng::engine::exact;
use heng::finding::Span;
use heng::number::{Number, Rounding, RoundingMode, weights};
use heng::rules::{Aggregate, Gaps, Head, Node, Precision, RuleSet, Weights, WhenMissing};

use crate::agreement::agree;
use crate::build::{AMOUNT, AREA, FLAG, KIND, Row, SHARE, SUBJECTS, calendar, empty_model, table, with_indicator};
use crate::expressions::{arithmetic, field, ids, program, pure, ratio, start_afresh, whole};

/// A stream of choices.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 33) as usize % sides
    }

    fn row(&mut self) -> Row {
        let mut amount = || if self.roll(9) == 0 { None } else { Some([0, 1, 3, 5, 7, 10][self.roll(6)]) };
        let numbers = [amount(), amount(), amount()];
        let flag = [Some(true), Some(true), Some(false), None][self.roll(4)];
        Row { numbers, flag, kind: [Some(0), Some(1), Some(2), None][self.roll(4)], ..Row::default() }
    }

    fn precision(&mut self) -> Precision {
        let modes = [RoundingMode::HalfUp, RoundingMode::HalfEven, RoundingMode::Up, RoundingMode::Down];
        let rounding = Rounding::new(self.roll(4) as u32, modes[self.roll(4)]);
        Precision { rounding, exact: self.roll(3) == 0 }
    }

    fn aggregate(&mut self, children: usize) -> Aggregate {
        match self.roll(12) {
            0 => Aggregate::Sum,
            1..=3 => Aggregate::Mean,
            4 => Aggregate::Geometric { rounding: Rounding::new(6, RoundingMode::HalfUp) },
            5 => Aggregate::Harmonic,
            6 => Aggregate::Power {
                exponent: [2, 3, -1, -2][self.roll(4)],
                rounding: Rounding::new(5, RoundingMode::HalfUp),
            },
            7 => Aggregate::Least,
            8 => Aggregate::Greatest,
            9 => Aggregate::Median,
            10 => Aggregate::Trimmed { high: self.roll(2), low: self.roll(2) },
            _ => {
                let one = i128::try_from(children).unwrap();
                let all = one * (one + 1) / 2;
                Aggregate::Ordered((1..=one).map(|weight| Number::ratio(weight, all).unwrap()).collect())
            }
        }
    }

    fn weights(&mut self, children: usize) -> Weights {
        match self.roll(5) {
            0 => Weights::default(),
            1 => {
                let kind = [DataWeights::Entropy, DataWeights::Deviation, DataWeights::Critic][self.roll(3)];
                let same = if self.roll(2) == 0 { vec![KIND] } else { Vec::new() };
                let min_max = self.roll(2) == 0;
                Weights::Data { kind, min_max, same, places: 3, span: Span::default() }
            }
            _ => {
                let each = ids((0..children).map(|_| ratio(self.roll(4) as i128 + 1, 7)).collect());
                Weights::Given { each, add_up: false, consistency: None }
            }
        }
    }

    fn node(&mut self, children: usize) -> Node {
        let aggregate = self.aggregate(children);
        let weights = if aggregate.weighs() { self.weights(children) } else { Weights::default() };
        let coverage = [None, Some(Number::ratio(1, 2).unwrap())][self.roll(2)].clone();
        let gaps = (self.roll(3) == 0).then(|| Gaps { coverage, span: Span::default() });
        Node {
            children: Vec::new(),
            aggregate,
            weights,
            gaps,
            precision: Some(self.precision()),
            span: Span::default(),
        }
    }

    fn model(&mut self) -> RuleSet {
        start_afresh();
        let mut model = empty_model(None);
        model.rounding = Some(self.precision());
        let heads = 1 + self.roll(3);
        for head in 0..heads {
            let children = 1 + self.roll(4);
            model.heads.push(Head {
                code: String::new(),
                title: String::new(),
                full: Number::from_integer(10),
                by_kind: None,
                is_limited: false,
                cap: None,
                basis: Vec::new(),
                within: NodeId::Total,
                node: self.node(children),
                span: Span::default(),
            });
            for _ in 0..children {
                let ordered = matches!(model.heads[head].node.aggregate, Aggregate::Ordered(_));
                let applies = (!ordered && self.roll(3) == 0).then(|| field(SUBJECTS, FLAG));
                let value = field(SUBJECTS, [AMOUNT, SHARE, AREA][self.roll(3)]);
                // Within 0 to full marks, whatever the unit of the column is.
                let score = arithmetic(Operator::Multiply, value.clone(), ratio(1, [1, 2, 3][self.roll(3)]));
                let score = pure(ExprKind::Least(ids(vec![score, whole(10)])));
                model = with_indicator(model, applies, Some(value), score);
                let id = IndicatorId(model.indicators.len() - 1);
                model.heads[0].node.children.retain(|known| *known != ChildId::Indicator(id));
                model.heads[head].node.children.push(ChildId::Indicator(id));
                let indicator = model.indicators.last_mut().unwrap();
                indicator.within = NodeId::Head(HeadId(head));
                if self.roll(4) == 0 {
                    indicator.precision = Some(self.precision());
                }
                if !ordered && self.roll(5) == 0 {
                    indicator.when_missing = WhenMissing::NotApplicable;
                }
            }
        }
        model.full = Some(Number::from_integer(10));
        let mut tops = Vec::new();
        for head in 0..heads {
            // Weights of 有序加权 are as many as the parts.
            let around = (head > 0 && self.roll(3) == 0).then(|| self.roll(head));
            let around = around.filter(|around| !matches!(model.heads[*around].node.aggregate, Aggregate::Ordered(_)));
            match around {
                Some(around) => {
                    model.heads[head].within = NodeId::Head(HeadId(around));
                    model.heads[around].node.children.push(ChildId::Head(HeadId(head)));
                }
                None => tops.push(ChildId::Head(HeadId(head))),
            }
        }
        model.total.node = Node { children: tops, ..self.node(heads) };
        if matches!(model.total.node.aggregate, Aggregate::Ordered(_)) {
            model.total.node.aggregate = Aggregate::Greatest;
        }
        model
    }
}

fn tables(dice: &mut Dice) -> Tables {
    let rows: Vec<Row> = (0..=dice.roll(6)).map(|_| dice.row()).collect();
    let none = || table(&[], true, [0; 3]);
    Tables(vec![table(&rows, false, [0; 3]), none(), none(), none()])
}

#[test]
fn both_engines_agree_on_random_trees() {
    let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
    for _ in 0..600 {
        let tables = tables(&mut dice);
        agree(&dice.model(), &tables);
    }
}

/// A child that applies: its mark, its unrounded share of full marks, its weight.
struct Known {
    mark: Number,
    weight: Number,
}

/// The aggregate as the manual says it, on the children that apply; `None` when it is missing.
fn naive(node: &Node, known: &[Known], children: usize, limited: bool) -> Option<Number> {
    let zero = Number::zero();
    let any_zero = known.iter().any(|child| child.mark.is_zero());
    let sum = |of: &dyn Fn(&Known) -> Number| known.iter().map(of).sum::<Number>();
    let all = sum(&|child| child.weight.clone());
    let mut sorted: Vec<Number> = known.iter().map(|child| child.mark.clone()).collect();
    sorted.sort_by(|left, right| right.cmp(left));
    let mean = |numbers: &[Number]| {
        numbers.iter().sum::<Number>().checked_div(&Number::from_integer(i64::try_from(numbers.len()).ok()?))
    };
    match &node.aggregate {
        Aggregate::Sum if node.gaps.is_none() => Some(sum(&|child| child.mark.clone())),
        // Nothing is left out of a sum of children that all apply to everyone.
        Aggregate::Sum if known.len() == children && !limited => Some(sum(&|child| child.mark.clone())),
        // Every child has the full marks of the node here.
        Aggregate::Sum => Some(mean(&sorted).unwrap_or(zero)),
        _ if known.is_empty() => Some(zero),
        Aggregate::Mean => sum(&|child| &child.mark * &child.weight).checked_div(&all),
        Aggregate::Harmonic if any_zero => Some(zero),
        Aggregate::Harmonic => all.checked_div(&sum(&|child| child.weight.checked_div(&child.mark).unwrap())),
        Aggregate::Least => sorted.last().cloned(),
        Aggregate::Greatest => sorted.first().cloned(),
        Aggregate::Median => {
            let middle = (sorted.len() - 1) / 2;
            mean(&sorted[middle..sorted.len() - middle])
        }
        Aggregate::Trimmed { high, low } => {
            let end = sorted.len().checked_sub(*low).filter(|end| end > high)?;
            mean(&sorted[*high..end])
        }
        Aggregate::Ordered(weights) => {
            assert_eq!(weights.len(), children);
            Some(sorted.iter().zip(weights).map(|(mark, weight)| mark * weight).sum())
        }
        Aggregate::Geometric { .. } | Aggregate::Power { .. } | Aggregate::Formula(_) => {
            unreachable!("not one of these rational ones")
        }
    }
}

/// The rational aggregates against the naive reading, mark by mark.
#[test]
fn heads_are_what_the_manual_says() {
    let mut dice = Dice(0x2545_F491_4F6C_DD1D);
    let mut compared = 0;
    for _ in 0..800 {
        let tables = tables(&mut dice);
        let model = dice.model();
        let program = program(&model);
        let Ok(outputs) = exact::run(&program, &tables, &calendar()) else { continue };
        for (id, head) in model.each_head() {
            let Weights::Given { each, .. } = &head.node.weights else { continue };
            let irrational = matches!(head.node.aggregate, Aggregate::Geometric { .. } | Aggregate::Power { .. });
            let covers = head.node.gaps.as_ref().is_some_and(|gaps| gaps.coverage.is_some());
            if irrational || covers {
                continue;
            }
            for row in 0..tables.0[0].rows {
                let limited = head.node.children.iter().any(|id| outputs.truths.contains_key(&id.applies()));
                let mut known = Vec::new();
                let mut is_known = true;
                for (place, id) in head.node.children.iter().enumerate() {
                    let weight = match each.get(place).map(|weight| &program.arena[*weight].kind) {
                        Some(ExprKind::Constant(Constant::Number(weight))) => weight.clone(),
                        _ => Number::one(),
                    };
                    let applies = outputs.truths.get(&id.applies()).map(|truths| truths[row]);
                    match (applies, outputs.numbers[&id.mark()].number(row)) {
                        (Some(Some(false)), _) => {}
                        (Some(None), _) | (_, None) => is_known = false,
                        (_, Some(mark)) => known.push(Known { mark, weight }),
                    }
                }
                let found = outputs.numbers[&FigureId::Head(id)].number(row);
                // Of nothing there is no number; plain sums of what always adds up are not asked.
                if known.is_empty() && is_known {
                    assert!(found.is_none_or(|found| found.is_zero() && head.node.is_sum()), "{:?}", head.node);
                    continue;
                }
                let wanted = naive(&head.node, &known, head.node.children.len(), limited).filter(|_| is_known);
                let wanted = wanted.map(|wanted| match head.node.precision {
                    Some(Precision { rounding, exact: false }) => wanted.round(rounding),
                    _ => wanted,
                });
                assert_eq!(found, wanted, "{:?}", head.node);
                compared += usize::from(wanted.is_some());
            }
        }
    }
    assert!(compared > 500, "{compared}");
}

/// Weights from data divide by their sum: full marks everywhere are full marks of the node.
#[test]
fn full_marks_stay_full_whatever_the_rounded_weights_add_up_to() {
    let rows = [[10, 3, 9], [7, 7, 3], [10, 5, 6], [6, 9, 4], [10, 10, 10]];
    let rows: Vec<Row> = rows.iter().map(|numbers| Row { numbers: numbers.map(Some), ..Row::default() }).collect();
    let none = || table(&[], true, [0; 3]);
    let tables = Tables(vec![table(&rows, false, [0; 3]), none(), none(), none()]);
    let kinds = [DataWeights::Entropy, DataWeights::Deviation, DataWeights::Critic];
    for (kind, min_max) in kinds.into_iter().flat_map(|kind| [(kind, false), (kind, true)]) {
        start_afresh();
        let mut model = empty_model(Some(Rounding::new(2, RoundingMode::HalfUp)));
        for column in [AMOUNT, SHARE, AREA] {
            // Cells are whole; the units of the columns are divided out.
            let value = field(SUBJECTS, column);
            let Type::Number(unit) = value.ty() else { unreachable!() };
            let scale = Number::one().checked_div(&unit.scale).unwrap();
            let scale = pure(ExprKind::Constant(Constant::Number(scale)));
            let score = arithmetic(Operator::Multiply, value, scale);
            model = with_indicator(model, None, None, score);
        }
        model.heads[0].node = Node {
            children: model.heads[0].node.children.clone(),
            aggregate: Aggregate::Mean,
            weights: Weights::Data { kind, min_max, same: Vec::new(), places: 2, span: Span::default() },
            precision: Some(Rounding::new(4, RoundingMode::HalfUp).into()),
            ..Node::default()
        };
        let outputs = exact::run(&program(&model), &tables, &calendar()).unwrap();
        assert_eq!(outputs.numbers[&FigureId::Head(HeadId(0))].number(4), Some(Number::from_integer(10)), "{kind:?}");
        agree(&model, &tables);
        // The weights are those of the shares, which 极差 first lays out from 0 to 1: 6 to 10, 3 to 10, 3 to 10.
        let extremes = if min_max { [(6, 10), (3, 10), (3, 10)] } else { [(0, 10); 3] };
        let share = |(number, (least, greatest)): (&Option<i128>, (i128, i128))| {
            Number::ratio(number.unwrap() - least, greatest - least).unwrap()
        };
        let shares: Vec<Vec<Number>> =
            rows.iter().map(|row| row.numbers.iter().zip(extremes).map(share).collect()).collect();
        let wanted = match kind {
            DataWeights::Entropy => weights::entropy(&shares, 2),
            DataWeights::Deviation => weights::deviation(&shares, 2),
            DataWeights::Critic => weights::critic(&shares, 2),
        };
        let found: Vec<Number> = (0..3)
            .map(|child| outputs.numbers[&FigureId::Weight(NodeId::Head(HeadId(0)), child)].number(0).unwrap())
            .collect();
        assert_eq!(Some(found), wanted);
    }
}
