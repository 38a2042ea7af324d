//! What the numbers of each column come to together.

use schemars::JsonSchema;
use serde::Serialize;

use super::table::{Align, grid};
use crate::finding::{Language, visible};
use crate::number::{Number, Rounding, RoundingMode};
use crate::rules::RuleSet;
use crate::shown::{Numbers, Summary, Titles};
use crate::words::{self, SummaryTerm};

/// The numbers of a column, put together exactly.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Row<'m> {
    /// What the column is called.
    column: &'m str,
    /// The title of an indicator or 方面.
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<&'m str>,
    /// The unit of its numbers; absent without one.
    #[serde(skip_serializing_if = "Option::is_none")]
    unit: Option<String>,
    /// How many subjects have a number.
    count: usize,
    /// How many have none: it is missing or does not apply.
    without: usize,
    /// Their sum over how many there are; absent, as all that follow, where none has a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    mean: Option<Number>,
    /// The least.
    #[serde(skip_serializing_if = "Option::is_none")]
    least: Option<Number>,
    /// The quantile of type 7 at 25%.
    #[serde(skip_serializing_if = "Option::is_none")]
    lower_quartile: Option<Number>,
    /// The one in the middle, or the mean of the two.
    #[serde(skip_serializing_if = "Option::is_none")]
    median: Option<Number>,
    /// The quantile of type 7 at 75%.
    #[serde(skip_serializing_if = "Option::is_none")]
    upper_quartile: Option<Number>,
    /// The greatest.
    #[serde(skip_serializing_if = "Option::is_none")]
    greatest: Option<Number>,
    /// Of marks: how many have the full ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    full: Option<usize>,
    /// Of marks: that share of those who have a number.
    #[serde(skip_serializing_if = "Option::is_none")]
    full_share: Option<Number>,
}

/// As data.
pub(super) fn rows<'m>(model: &'m RuleSet, summaries: &[Summary], language: Language) -> Vec<Row<'m>> {
    let titles = Titles::of(model, language);
    let row = |summary: &Summary| {
        let numbers = summary.numbers.as_ref();
        let of = |pick: fn(&Numbers) -> &Number| numbers.map(|numbers| pick(numbers).clone());
        Row {
            column: titles.title(summary.column),
            title: titles.long(summary.column),
            unit: Some(summary.unit.name.clone()).filter(|name| !name.is_empty()),
            count: summary.count,
            without: summary.without,
            mean: of(|numbers| &numbers.mean),
            least: of(|numbers| &numbers.least),
            lower_quartile: of(|numbers| &numbers.lower),
            median: of(|numbers| &numbers.median),
            upper_quartile: of(|numbers| &numbers.upper),
            greatest: of(|numbers| &numbers.greatest),
            full: summary.full,
            full_share: share(summary),
        }
    };
    summaries.iter().map(row).collect()
}

fn share(summary: &Summary) -> Option<Number> {
    Number::count(summary.full?).checked_div(&Number::count(summary.count))
}

/// As a table for the terminal. Means and quantiles have two places more than the numbers that they are made of.
#[must_use]
pub fn text(model: &RuleSet, summaries: &[Summary], language: Language) -> String {
    let titles = Titles::of(model, language);
    let not_official = if model.is_example { words::not_official(language) } else { "" };
    let title = |term: SummaryTerm, align| (term.word(language).to_owned(), align);
    let mut header = vec![title(SummaryTerm::Column, Align::Left)];
    header.extend(SummaryTerm::NUMBERS.map(|term| title(term, Align::Right)));
    let lines: Vec<Vec<String>> = summaries
        .iter()
        .map(|summary| {
            let long = titles.long(summary.column).unwrap_or_default();
            let column = format!("{} {long}", titles.title(summary.column));
            let mut cells = vec![column.trim_end().to_owned(), summary.count.to_string(), summary.without.to_string()];
            cells.extend(match &summary.numbers {
                Some(numbers) => printed(numbers).to_vec(),
                None => vec!["—".to_owned(); 6],
            });
            let percent = share(summary).map(|share| format!("{}%", places(&(share * Number::from_integer(100)), 1)));
            cells.push(percent.unwrap_or_else(|| "—".to_owned()));
            cells
        })
        .collect();
    let table = if lines.is_empty() {
        format!("{}\n", words::nothing_to_put_together(language))
    } else {
        grid(&header, &lines)
    };
    format!("{}{not_official}\n\n{table}", visible(&model.title))
}

fn printed(numbers: &Numbers) -> [String; 6] {
    let own = numbers.places.min(MOST_PLACES);
    let more = own.saturating_add(2);
    [
        places(&numbers.mean, more),
        places(&numbers.least, own),
        places(&numbers.lower, more),
        places(&numbers.median, more),
        places(&numbers.upper, more),
        places(&numbers.greatest, own),
    ]
}

/// Exact numbers are cut here in print; as JSON they are whole.
const MOST_PLACES: u32 = 6;

fn places(number: &Number, places: u32) -> String {
    number.round(Rounding::new(places, RoundingMode::HalfUp)).to_fixed(places)
}
