//! The table of marks.

use super::tree::seen;
use crate::invariant::fit;
use crate::number::{Number, Rounding, RoundingMode};
use crate::words::{Layout, Told, ToldBlock, ToldHead, ToldIndicator};

/// A row of the table.
#[derive(Debug, Default)]
pub(super) struct Row {
    /// The place on the page where it is told.
    pub(super) to: Option<String>,
    pub(super) name: String,
    pub(super) mark: String,
    pub(super) full: String,
    pub(super) lost: String,
    pub(super) share: Option<Share>,
    pub(super) basis: String,
    kind: Kind,
}

/// What a row is of.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Kind {
    #[default]
    Indicator,
    Head,
    Sum,
}

/// How much of full marks a mark is.
#[derive(Debug)]
pub(super) struct Share {
    pub(super) words: String,
    /// From 0 to 100.
    pub(super) width: String,
}

impl Row {
    pub(super) fn class(&self) -> Option<&'static str> {
        match self.kind {
            Kind::Indicator => None,
            Kind::Head => Some("head"),
            Kind::Sum => Some("sum"),
        }
    }

    pub(super) fn is_lost(&self) -> bool {
        !self.lost.is_empty()
    }

    /// What was got of full marks.
    fn of(name: String, mark: &str, full: &str) -> Self {
        let numbers = Number::parse(mark).zip(Number::parse(full));
        let places = mark.split_once('.').map_or(0, |(_, places)| places.len());
        let lost = numbers.as_ref().map(|(mark, full)| full - mark).filter(|lost| *lost > zero());
        let lost = lost.map(|lost| lost.to_fixed(fit(places))).unwrap_or_default();
        let share = numbers.and_then(|(mark, full)| Share::of(&mark, &full));
        Self { name, mark: seen(mark), full: full.to_owned(), lost, share, ..Self::default() }
    }
}

impl Share {
    /// Nothing where full marks are 0.
    fn of(mark: &Number, full: &Number) -> Option<Self> {
        let hundred = Number::from_integer(100);
        let share = mark.checked_div(full)? * &hundred;
        // A rate that is cut is not taken for the exact one.
        let cut = share.round(Rounding::new(1, RoundingMode::Down));
        let more = if cut == share { "" } else { "…" };
        let words = format!("{cut}{more}%");
        Some(Self { words, width: share.max(zero()).min(hundred).to_fixed(1) })
    }
}

fn zero() -> Number {
    Number::from_integer(0)
}

/// The rows of each 方面, and those of what is added up.
pub(super) fn rows(told: &Told, words: Layout) -> Vec<Vec<Row>> {
    let own: Vec<Row> = told.indicators.iter().map(|indicator| of_indicator(indicator, 0, words)).collect();
    let mut groups: Vec<Vec<Row>> = told.heads.iter().map(|head| of_head(head, words)).collect();
    if !own.is_empty() {
        groups.insert(0, own);
    }
    if !groups.is_empty() {
        groups.push(sums(told, words));
    }
    groups
}

fn of_head(head: &ToldHead, words: Layout) -> Vec<Row> {
    let name = seen(&format!("{}{} {}", further_in(head.depth), head.code, head.title));
    let own = Row {
        to: Some(head.code.clone()),
        basis: seen(&words.clauses(&head.basis)),
        kind: Kind::Head,
        ..Row::of(name, &head.mark, &head.full)
    };
    let indicators = head.indicators.iter().map(|indicator| of_indicator(indicator, head.depth, words));
    std::iter::once(own).chain(indicators).collect()
}

fn of_indicator(indicator: &ToldIndicator, depth: usize, words: Layout) -> Row {
    let name = seen(&format!("{}{} {}", further_in(depth), indicator.code, indicator.title));
    Row {
        to: Some(indicator.code.clone()),
        basis: seen(&words.clauses(&indicator.basis)),
        ..Row::of(name, &indicator.mark, &indicator.full)
    }
}

/// How much further in what stands in so many 方面 begins.
fn further_in(depth: usize) -> String {
    "　".repeat(depth)
}

fn sums(told: &Told, words: Layout) -> Vec<Row> {
    let block = |block: &ToldBlock, name: &str, sign: &str| Row {
        name: name.to_owned(),
        mark: format!("{sign}{}", block.mark),
        kind: Kind::Sum,
        ..Row::default()
    };
    let mut rows = Vec::new();
    if told.addition.is_some() {
        rows.push(Row { name: words.base().to_owned(), mark: told.base.clone(), kind: Kind::Sum, ..Row::default() });
    }
    rows.extend(told.bonus.iter().map(|bonus| block(bonus, words.bonus(), "+")));
    rows.extend(told.deduction.iter().map(|deduction| block(deduction, words.deduction(), "−")));
    rows.push(Row { name: words.total().to_owned(), mark: told.total.clone(), kind: Kind::Sum, ..Row::default() });
    rows
}
