//! Weights that data or judgements give, correct to the decimals that are asked for.
//!
//! The figures on the way leave the rationals. They are enclosed between decimals that are refined until
//! both ends round alike. Two ends that still differ after some hundred decimals enclose a half exactly,
//! which is rounded up as ever.

mod ahp;
mod cohort;
mod enclosure;

pub use ahp::{Judgement, NotReciprocal, judged};
pub use cohort::{critic, deviation, entropy};

use super::Number;
use enclosure::{Enclosure, Grid};

/// Decimals beyond those asked for, from round to round.
const REFINEMENTS: [u32; 5] = [12, 24, 48, 96, 192];

/// Works out shares on ever finer grids until all are told to so many decimals.
fn settled(places: u32, work: impl Fn(&Grid) -> Option<Vec<Enclosure>>) -> Option<Vec<Number>> {
    let mut last = None;
    for more in REFINEMENTS {
        let grid = Grid::of_digits(places.saturating_add(more));
        let Some(shares) = work(&grid) else { continue };
        let told: Option<Vec<Number>> = shares.iter().map(|share| grid.rounded(share, places)).collect();
        if told.is_some() {
            return told;
        }
        last = Some(shares.iter().map(|share| grid.ends(share, places).1).collect());
    }
    last
}

/// Each part over the sum of all.
fn shares(grid: &Grid, parts: &[Enclosure]) -> Option<Vec<Enclosure>> {
    let all = Grid::sum(parts.iter());
    parts.iter().map(|part| grid.over(part, &all)).collect()
}
