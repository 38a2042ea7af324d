//! Functions of many numbers in words and numbers, so that a reader can redo them on paper.

use super::formula::{Binding, Piece, between, joined, listed, text};
use super::teller::Teller;
use crate::core::Places;
use crate::number::Number;
use crate::result::{Operation, OrderedTerm, OrderedWeights, StepId, Value};

impl Teller<'_> {
    /// «方根(1.1664, 2)», «方根(甲 × 乙 × 丙, 3)», «甲 80% ^ 0.3 × 乙 90% ^ 0.7».
    pub(super) fn powers(&self, factors: &[(StepId, StepId)]) -> Vec<Piece> {
        let degree = factors.first().and_then(|(_, exponent)| self.degree_of_root(*exponent));
        let one_degree = factors.iter().all(|(_, exponent)| self.degree_of_root(*exponent) == degree);
        let root = |inside: Vec<Piece>, degree: &Number| {
            let name = text(format!("{}(", self.wording.say("方根", "root")));
            std::iter::once(name).chain(inside).chain([text(format!(", {degree})"))]).collect()
        };
        match (factors, degree.filter(|_| one_degree)) {
            ([(base, _)], Some(degree)) => root(listed(&[*base]), &degree),
            ([(base, exponent)], None) => {
                let name = text(format!("{}(", self.wording.say("幂", "power")));
                let base = Piece::Step(*base, Binding::Logic);
                vec![name, base, text(", "), self.share(*exponent, Binding::Logic), text(")")]
            }
            (_, Some(degree)) => {
                let bases: Vec<StepId> = factors.iter().map(|(base, _)| *base).collect();
                root(joined(&bases, Binding::Product, " × "), &degree)
            }
            (_, None) => {
                let powers = factors.iter().map(|(base, exponent)| {
                    vec![Piece::Step(*base, Binding::Tight), text(" ^ "), self.share(*exponent, Binding::Tight)]
                });
                between(powers, " × ")
            }
        }
    }

    /// «0.5 × 丙 90 + 0.3 × 甲 80 + 0.2 × 乙 70», «中位数(丙 90, 甲 80, 乙 70)»: from the greatest, terms
    /// without weight left out of a sum.
    pub(super) fn ordered(&self, terms: &[OrderedTerm], weights: &OrderedWeights) -> Vec<Piece> {
        let number = |id: StepId| self.step(id).value.as_number();
        let counts =
            |term: &&OrderedTerm| term.counts.is_none_or(|counts| self.step(counts).value == Value::Truth(true));
        let mut sorted: Vec<StepId> = terms.iter().filter(counts).map(|term| term.value).collect();
        sorted.sort_by(|left, right| number(*right).cmp(&number(*left)));
        let places = match weights {
            OrderedWeights::Written(weights) => {
                let weights = weights.iter().map(|weight| (number(*weight).cloned(), Some(*weight)));
                return self.weighed(&sorted, &weights.collect::<Vec<_>>());
            }
            OrderedWeights::Trimmed { high, low } => Places::Trimmed { high: *high, low: *low },
            OrderedWeights::Middle => Places::Middle,
            OrderedWeights::Greatest => Places::Greatest,
            OrderedWeights::Least => Places::Least,
        };
        match places.weights(sorted.len()) {
            Some(weights) => {
                let weights = weights.into_iter().map(|weight| (Some(weight), None));
                self.weighed(&sorted, &weights.collect::<Vec<_>>())
            }
            None => vec![text(self.uncovered())],
        }
    }

    /// Sorted terms with the weights of their places; a written weight has its step.
    fn weighed(&self, sorted: &[StepId], weights: &[(Option<Number>, Option<StepId>)]) -> Vec<Piece> {
        let known: Vec<Option<&Number>> = weights.iter().map(|(weight, _)| weight.as_ref()).collect();
        if let Some((high, low)) = dropped(&known) {
            let kept = known.len().saturating_sub(high + low);
            let (name, end) = if high == low && kept <= 2 {
                (self.wording.say("中位数", "median"), String::new())
            } else {
                (self.wording.say("截尾平均", "trimmed_mean"), self.wording.dropped(&high, &low))
            };
            let name = text(format!("{name}("));
            return std::iter::once(name).chain(listed(sorted)).chain([text(format!("{end})"))]).collect();
        }
        let parts = sorted.iter().zip(weights).filter_map(|(term, (weight, written))| {
            let term = Piece::Step(*term, Binding::Product);
            match weight {
                Some(known) if known.is_zero() => None,
                Some(known) if *known == Number::one() => Some(vec![term]),
                weight => {
                    let shown = match (written, weight) {
                        (Some(written), _) => self.share(*written, Binding::Product),
                        (None, Some(weight)) => text(plain(weight)),
                        (None, None) => text(""),
                    };
                    Some(vec![shown, text(" × "), term])
                }
            }
        });
        between(parts, " + ")
    }

    /// A weight or an exponent; a fixed one that does not end is written as a fraction.
    fn share(&self, id: StepId, needs: Binding) -> Piece {
        let step = self.step(id);
        match (&step.operation, step.value.as_number()) {
            (Operation::Constant, Some(number)) if number.places().is_none() => {
                text(if needs == Binding::Tight { format!("({number})") } else { number.to_string() })
            }
            _ => Piece::Step(id, needs),
        }
    }

    /// n of an exponent 1/n.
    fn degree_of_root(&self, exponent: StepId) -> Option<Number> {
        let step = self.step(exponent);
        let exponent = step.value.as_number().filter(|_| step.operation == Operation::Constant)?;
        let degree = Number::one().checked_div(exponent)?;
        (degree.is_integer() && degree > Number::one()).then_some(degree)
    }
}

/// A weight that is not written; one that does not end as a fraction.
fn plain(weight: &Number) -> String {
    const SHOWN_PLACES: u32 = 6;
    if weight.places().is_none() { weight.to_string() } else { weight.to_readable(SHOWN_PLACES) }
}

/// How many of the greatest and of the least count nothing, when all others count the same.
fn dropped(weights: &[Option<&Number>]) -> Option<(usize, usize)> {
    let counts = |weight: Option<&Number>| weight.is_some_and(|weight| !weight.is_zero());
    let mut each = weights.iter().copied();
    let (high, last) = (each.clone().position(counts)?, each.rposition(counts)?);
    let kept = weights.get(high..=last)?;
    let same = kept.iter().all(|weight| Some(weight) == kept.first());
    let low = weights.len().checked_sub(last + 1)?;
    (same && high + low > 0).then_some((high, low))
}
