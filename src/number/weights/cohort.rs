//! Weights from what the members of a cohort have of each item: one row for each member.

use super::enclosure::{Enclosure, Grid};
use super::{settled, shares};
use crate::invariant::{OrBroken, fit};
use crate::number::Number;

/// 标准差法: the standard deviation of an item over the sum of all. Sample and population give the same.
/// `None` when no item differs between members.
#[must_use]
pub fn deviation(rows: &[Vec<Number>], places: u32) -> Option<Vec<Number>> {
    let spread = Spread::of(rows)?;
    if spread.variances.iter().all(Number::is_zero) {
        return None;
    }
    settled(places, |grid| {
        let roots: Vec<Enclosure> = spread.variances.iter().map(|variance| root(grid, variance)).collect();
        shares(grid, &roots)
    })
}

/// CRITIC法: C = σ × Σ (1 − r) over the other items, over the sum of all C. An item that does not differ
/// between members tells nothing: its weight is 0 and it is left out of the sums of the others. `None` when
/// all C are 0.
#[must_use]
pub fn critic(rows: &[Vec<Number>], places: u32) -> Option<Vec<Number>> {
    let spread = Spread::of(rows)?;
    let items = spread.variances.len();
    let differs = |item: usize| spread.variances.get(item).is_some_and(|variance| !variance.is_zero());
    let mut conflicts: Vec<Vec<(usize, Number)>> = Vec::new();
    for item in 0..items {
        let others = (0..items).filter(|other| *other != item && differs(item) && differs(*other));
        let pairs: Option<Vec<_>> = others.map(|other| Some((other, spread.covariance(item, other)?))).collect();
        // Items that rise together exactly have r = 1 and add nothing.
        let apart = pairs?.into_iter().filter(|(other, covariance)| !spread.as_one(item, *other, covariance));
        conflicts.push(apart.collect());
    }
    if conflicts.iter().all(Vec::is_empty) {
        return None;
    }
    settled(places, |grid| {
        let roots: Vec<Enclosure> = spread.variances.iter().map(|variance| root(grid, variance)).collect();
        let mut parts = Vec::new();
        for (own, others) in roots.iter().zip(&conflicts) {
            let mut terms = Vec::new();
            for (other, covariance) in others {
                // σ (1 − r) = σ − cov ÷ σ of the other
                let shared = grid.over(&grid.exact(covariance), roots.get(*other)?)?;
                terms.push(Grid::less(own, &shared));
            }
            parts.push(Grid::sum(terms.iter()));
        }
        shares(grid, &parts)
    })
}

/// 熵权法: p = x ÷ Σx, e = −Σ p ln p ÷ ln n with 0 ln 0 = 0, weight (1 − e) ÷ Σ (1 − e). An item that all
/// members have alike, or none of them has, has e = 1 and weight 0. `None` when all are so, or there are
/// fewer than two members, or an amount is negative.
#[must_use]
pub fn entropy(rows: &[Vec<Number>], places: u32) -> Option<Vec<Number>> {
    let spread = Spread::of(rows)?;
    if spread.variances.iter().all(Number::is_zero) || rows.iter().flatten().any(Number::is_negative) {
        return None;
    }
    let members = Number::from_integer(fit(rows.len()));
    settled(places, |grid| {
        let of_members = grid.ln(&members)?;
        let mut parts = Vec::new();
        for (item, variance) in spread.variances.iter().enumerate() {
            if variance.is_zero() {
                parts.push(grid.exact(&Number::zero()));
                continue;
            }
            // 1 − e = 1 + Σ p ln p ÷ ln n
            let amounts: Vec<&Number> = rows.iter().filter_map(|row| row.get(item)).collect();
            let all: Number = amounts.iter().copied().sum();
            let mut terms = Vec::new();
            for amount in amounts.into_iter().filter(|amount| !amount.is_zero()) {
                let share = amount.checked_div(&all)?;
                terms.push(grid.times(&grid.exact(&share), &grid.ln(&share)?));
            }
            let order = grid.over(&Grid::sum(terms.iter()), &of_members)?;
            parts.push(Grid::sum([grid.exact(&Number::one()), order].iter()));
        }
        shares(grid, &parts)
    })
}

/// 0 exactly, or a root.
fn root(grid: &Grid, variance: &Number) -> Enclosure {
    if variance.is_zero() { grid.exact(variance) } else { grid.root(variance) }
}

/// How items spread among members; sums of squares, which n or n − 1 would divide alike.
struct Spread {
    columns: Vec<Vec<Number>>,
    sums: Vec<Number>,
    variances: Vec<Number>,
}

impl Spread {
    /// `None` for fewer than two members.
    fn of(rows: &[Vec<Number>]) -> Option<Self> {
        let items = rows.first()?.len();
        if rows.len() < 2 {
            return None;
        }
        let column = |item: usize| rows.iter().map(|row| row.get(item).cloned()).collect::<Option<Vec<Number>>>();
        let columns: Vec<Vec<Number>> = (0..items).map(column).collect::<Option<_>>()?;
        let sums = columns.iter().map(|column| column.iter().sum()).collect();
        let mut spread = Self { columns, sums, variances: Vec::new() };
        spread.variances = (0..items).map(|item| spread.covariance(item, item)).collect::<Option<_>>()?;
        Some(spread)
    }

    /// Σ (x − mean of x) (y − mean of y) = Σ x y − Σx Σy ÷ n: the distances would each have the denominator of the
    /// mean.
    fn covariance(&self, one: usize, other: usize) -> Option<Number> {
        let (x, y) = (self.columns.get(one)?, self.columns.get(other)?);
        let products: Number = x.iter().zip(y).map(|(x, y)| x * y).sum();
        let of_sums = (self.sums.get(one)? * self.sums.get(other)?).checked_div(&Number::count(x.len()))?;
        Some(products - of_sums)
    }

    /// Whether r = 1.
    fn as_one(&self, one: usize, other: usize, covariance: &Number) -> bool {
        let square = |item: usize| self.variances.get(item).or_broken("each item has its variance");
        !covariance.is_negative() && covariance * covariance == square(one) * square(other)
    }
}
