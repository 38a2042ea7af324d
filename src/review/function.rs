//! Functions of many numbers in words and numbers, so that a reader can redo them on paper.

use super::formula::{Binding, Writer};
use crate::core::{Constant, ExprId, ExprKind, Places, Statistic, TableId, Term, Ties, Type};
use crate::engine::exact::Value;
use crate::number::Number;

impl Writer<'_> {
    /// «方根(1.1664, 2)», «方根(甲 × 乙 × 丙, 3)», «甲 80% ^ 0.3 × 乙 90% ^ 0.7».
    pub(super) fn powers(&self, factors: &[(ExprId, ExprId)], at: (TableId, usize)) -> String {
        let joined =
            |write: &dyn Fn(&(ExprId, ExprId)) -> String| factors.iter().map(write).collect::<Vec<_>>().join(" × ");
        let degree = factors.first().and_then(|(_, exponent)| self.degree_of_root(*exponent));
        let one_degree = factors.iter().all(|(_, exponent)| self.degree_of_root(*exponent) == degree);
        match (factors, degree.filter(|_| one_degree)) {
            ([(base, _)], Some(degree)) => format!("方根({}, {degree})", self.formula(*base, at)),
            ([(base, exponent)], None) => {
                format!("幂({}, {})", self.formula(*base, at), self.share(*exponent, at, Binding::Logic))
            }
            (_, Some(degree)) => {
                format!("方根({}, {degree})", joined(&|(base, _)| self.bound(*base, at, Binding::Product)))
            }
            (_, None) => joined(&|(base, exponent)| {
                format!("{} ^ {}", self.bound(*base, at, Binding::Tight), self.share(*exponent, at, Binding::Tight))
            }),
        }
    }

    /// «0.5 × 丙 90 + 0.3 × 甲 80 + 0.2 × 乙 70», «中位数(丙 90, 甲 80, 乙 70)»: from the greatest, terms
    /// without weight left out of a sum.
    pub(super) fn ordered(&self, terms: &[Term], places: &Places, at: (TableId, usize)) -> String {
        let number = |expr: ExprId| self.eval(expr, at).as_number().cloned();
        let counts = |term: &&Term| term.counts.is_none_or(|counts| self.eval(counts, at) == Value::YesNo(true));
        let mut sorted: Vec<(Option<Number>, ExprId)> =
            terms.iter().filter(counts).map(|term| (number(term.value), term.value)).collect();
        sorted.sort_by(|(left, _), (right, _)| right.cmp(left));
        let weights: Vec<(Option<Number>, String)> = match places {
            Places::Written(weights) => {
                weights.iter().map(|weight| (number(*weight), self.share(*weight, at, Binding::Product))).collect()
            }
            _ => match places.weights(sorted.len()) {
                Some(weights) => {
                    weights.into_iter().map(|weight| (Some(weight.clone()), self.plain(&weight))).collect()
                }
                None => return "覆盖不足".to_owned(),
            },
        };
        let known: Vec<Option<&Number>> = weights.iter().map(|(weight, _)| weight.as_ref()).collect();
        if let Some((high, low)) = dropped(&known) {
            let list = sorted.iter().map(|(_, term)| self.formula(*term, at)).collect::<Vec<_>>().join(", ");
            let kept = known.len().saturating_sub(high + low);
            return if high == low && kept <= 2 {
                format!("中位数({list})")
            } else {
                format!("截尾平均({list} 去高 {high} 去低 {low})")
            };
        }
        let parts = sorted.iter().zip(&weights).filter_map(|((_, term), (weight, shown))| {
            let term = self.bound(*term, at, Binding::Product);
            match weight {
                Some(known) if known.is_zero() => None,
                Some(known) if *known == Number::one() => Some(term),
                _ => Some(format!("{shown} × {term}")),
            }
        });
        parts.collect::<Vec<_>>().join(" + ")
    }

    /// A weight or an exponent; a fixed one that does not end is written as a fraction.
    fn share(&self, expr: ExprId, at: (TableId, usize), needs: Binding) -> String {
        match self.kind(expr) {
            ExprKind::Constant(Constant::Number(number)) if number.places().is_none() => {
                if needs == Binding::Tight {
                    format!("({number})")
                } else {
                    number.to_string()
                }
            }
            _ => self.bound(expr, at, needs),
        }
    }

    /// A fixed weight.
    fn plain(&self, weight: &Number) -> String {
        if weight.places().is_none() { weight.to_string() } else { self.number(weight, &Type::pure()) }
    }

    /// x of the greater one of x and −x.
    pub(super) fn absolute(&self, terms: &[ExprId]) -> Option<ExprId> {
        let [value, negated] = terms else { return None };
        let ExprKind::Negate(same) = self.kind(*negated) else { return None };
        let class = |expr: ExprId| self.program.arena[self.shown(expr)].class;
        (class(*same) == class(*value)).then_some(*value)
    }

    /// n of an exponent 1/n.
    fn degree_of_root(&self, exponent: ExprId) -> Option<Number> {
        let ExprKind::Constant(Constant::Number(exponent)) = self.kind(exponent) else { return None };
        let degree = Number::one().checked_div(exponent)?;
        (degree.is_integer() && degree > Number::one()).then_some(degree)
    }

    /// A result with all the decimals that it was asked for.
    pub(super) fn accurate(&self, value: &Value, ty: &Type, places: u32) -> String {
        match (value, ty) {
            (Value::Number(number), Type::Number(unit)) => unit.shows(number, places),
            _ => self.value(value, ty),
        }
    }
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

/// A figure as a call: its name, what stands before the closing bracket, and what after it.
pub(super) fn statistic_words(statistic: &Statistic) -> (&'static str, String, String) {
    let accurate = |places: u32| format!(" 精确到 {places} 位");
    let of = |sample: bool| if sample { " 样本" } else { " 总体" }.to_owned();
    let plain = |name| (name, String::new(), String::new());
    match statistic {
        Statistic::Count | Statistic::CountDistinct => plain("计数"),
        Statistic::Exists => plain("存在"),
        Statistic::Sum | Statistic::SumOfGreatest { .. } => plain("求和"),
        Statistic::Min => plain("最小"),
        Statistic::Max => plain("最大"),
        Statistic::Mean => plain("平均"),
        Statistic::Only => plain("取"),
        Statistic::TrimmedMean { high, low } => ("截尾平均", format!(" 去高 {high} 去低 {low}"), String::new()),
        Statistic::Quantile { at, kind: 7 } if Number::ratio(1, 2).is_some_and(|half| half == **at) => plain("中位数"),
        Statistic::Quantile { at, kind } => {
            let at = (&**at * &Number::from_integer(100)).to_readable(6);
            ("分位数", format!(" 位置 {at}% 类型 {kind}"), String::new())
        }
        Statistic::Variance { sample } => ("方差", of(*sample), String::new()),
        Statistic::StandardDeviation { sample, places } => ("标准差", of(*sample), accurate(*places)),
        Statistic::GeometricMean { places } => ("几何平均", String::new(), accurate(*places)),
        Statistic::HarmonicMean => plain("调和平均"),
    }
}

/// The order of a rank that is not the usual one, the greatest first.
pub(super) fn order_word(descending: bool) -> &'static str {
    if descending { "" } else { " 升序" }
}

/// The rank that equal values share when it is not the usual one.
pub(super) fn ties_word(ties: Ties) -> &'static str {
    match ties {
        Ties::Competition => "",
        Ties::Last => " 并列 最低名次",
        Ties::Dense => " 并列 连续",
        Ties::Average => " 并列 平均",
    }
}
