//! `heng firm`: how firm grades are.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::bounds::aligned;
use super::sorted;
use crate::finding::{Language, visible};
use crate::firm::{Crossing, Firm, FirmSubject, Moves, Weighed};
use crate::number::{Number, Rounding, RoundingMode};
use crate::rules::RuleSet;
use crate::words::{self, Firmness};

/// What is printed as JSON.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "heng firm --format json")]
pub(super) struct Document<'a> {
    /// Title of the rule set.
    rule_set: &'a str,
    #[serde(flatten)]
    firm: &'a Firm,
}

/// As JSON.
#[must_use]
pub fn json(rules: &RuleSet, firm: &Firm) -> String {
    sorted::text(&Document { rule_set: &rules.title, firm })
}

/// As text: what was varied, then subject by subject.
#[must_use]
pub fn text(rules: &RuleSet, firm: &Firm, language: Language) -> String {
    let said = Firmness(language);
    let not_official = if rules.is_example { words::not_official(language) } else { "" };
    let mut text = format!("{}{not_official}\n", visible(&rules.title));
    if !firm.tried.is_empty() {
        let _ = writeln!(text, "\n{}", said.tried());
        let rows = firm.tried.iter().map(|tried| vec![tried.what.clone(), said.changed(tried.changed)]);
        text.push_str(&aligned(&rows.collect::<Vec<_>>(), "  "));
    }
    if !firm.left_out.is_empty() {
        let _ = writeln!(text, "\n{}", said.left_out());
        let rows = firm.left_out.iter().map(|left| vec![left.what.clone(), left.why.clone()]);
        text.push_str(&aligned(&rows.collect::<Vec<_>>(), "  "));
    }
    if let Some(draws) = &firm.draws {
        let _ = writeln!(text, "\n{}", said.drawn(draws.count, draws.seed, &draws.within));
    }
    for subject in &firm.subjects {
        text.push('\n');
        text.push_str(&of_subject(subject, firm, said));
    }
    text
}

fn of_subject(subject: &FirmSubject, firm: &Firm, said: Firmness) -> String {
    let label = |grade: &Option<String>| grade.clone().unwrap_or_else(|| said.no_grade().to_owned());
    let name = subject.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
    let total = subject.total.as_deref().unwrap_or("—");
    let mut text =
        format!("{}{}  {}  {total}\n", visible(&subject.subject), visible(&name), visible(&label(&subject.grade)));
    if subject.changes.is_empty() && !firm.tried.is_empty() {
        let _ = writeln!(text, "  {}", said.firm());
    } else if !subject.changes.is_empty() {
        let _ = writeln!(text, "  {}", said.changes());
        let rows = subject.changes.iter().map(|change| vec![change.what.clone(), label(&change.grade)]);
        text.push_str(&aligned(&rows.collect::<Vec<_>>(), "    "));
    }
    if !subject.moves.is_empty() {
        let crossing = |crossing: &Option<Crossing>| {
            let told = |own: &Crossing| said.crossing(&own.at, &own.about, own.reached, &label(&own.grade));
            crossing.as_ref().map_or_else(|| "—".to_owned(), told)
        };
        let weight = |code: &str| firm.weights.iter().find(|known| known.code == code);
        let moved = subject.moves.iter().filter(|moves| moves.down.is_some() || moves.up.is_some());
        let mut moved: Vec<&Moves> = moved.collect();
        let all = moved.len();
        if firm.subjects.len() > 1 && all > SHORT {
            moved.sort_by_key(|moves| nearest(moves, weight(&moves.code)));
            moved.truncate(SHORT);
        }
        let rows = moved.iter().map(|moves| {
            let own = weight(&moves.code).map(|known| known.weight.clone()).unwrap_or_default();
            vec![moves.code.clone(), own, format!("↓ {}", crossing(&moves.down)), format!("↑ {}", crossing(&moves.up))]
        });
        let rows: Vec<Vec<String>> = rows.collect();
        if rows.is_empty() {
            let _ = writeln!(text, "  {}", said.no_weight());
        } else {
            let _ = writeln!(text, "  {}", said.moves());
            text.push_str(&aligned(&rows, "    "));
            if rows.len() < all {
                let _ = writeln!(text, "    {}", said.more());
            } else if all < subject.moves.len() {
                let _ = writeln!(text, "    {}", said.anywhere());
            }
        }
    }
    if !subject.without.is_empty() {
        let _ = writeln!(text, "  {}", said.without());
        let rows = subject.without.iter().map(|without| vec![without.code.clone(), label(&without.grade)]);
        text.push_str(&aligned(&rows.collect::<Vec<_>>(), "    "));
    }
    if !subject.shares.is_empty() {
        let all: u64 = subject.shares.iter().map(|share| share.count).sum();
        let _ = writeln!(text, "  {}", said.shares());
        let rows = subject.shares.iter().map(|share| {
            let times = said.times(share.count, all, &percent(share.count, all));
            vec![label(&share.grade), times]
        });
        text.push_str(&aligned(&rows.collect::<Vec<_>>(), "    "));
    }
    text
}

/// Of several subjects no more weights are listed than these, the nearest first.
const SHORT: usize = 5;

/// How far a weight may move at least, as a share of itself.
fn nearest(moves: &Moves, weighed: Option<&Weighed>) -> Option<Number> {
    let own = Number::from_exact(&weighed?.weight)?;
    let far = |crossing: &Crossing| (Number::from_exact(&crossing.at)? - &own).abs().checked_div(&own);
    [&moves.down, &moves.up].into_iter().flatten().filter_map(far).min()
}

/// A share in per cent, to one decimal.
fn percent(count: u64, all: u64) -> String {
    let share = Number::ratio(i128::from(count) * 100, i128::from(all)).unwrap_or_else(Number::zero);
    share.round(Rounding::new(1, RoundingMode::HalfUp)).to_fixed(1)
}
