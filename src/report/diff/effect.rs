//! What a change of rules does, for a terminal.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use super::rounded;
use crate::compare::{Effect, PlayerNamed, SubjectMove, Which};
use crate::finding::visible;
use crate::number::{Number, Rounding, RoundingMode};
use crate::words::{Differing, listed};

/// So many subjects are listed.
const MOST: usize = 200;

/// The effect, below the differences.
#[must_use]
pub(super) fn text(effect: &Effect, words: Differing) -> String {
    let mut text = format!("\n{}\n", words.effect_heading());
    let is_two = effect.scored.made_for.is_none();
    for line in words.scored(effect) {
        let _ = writeln!(text, "  {}", visible(&line));
    }
    for (which, keys) in [(Which::Old, &effect.gone), (Which::New, &effect.new)] {
        if !keys.is_empty() {
            let _ = writeln!(text, "  {}", visible(&words.only(which, keys)));
        }
    }
    if !effect.scored.tied.is_empty() {
        let _ = writeln!(text, "\n{}", words.tied_heading(is_two));
        for tied in &effect.scored.tied {
            let _ = writeln!(text, "  {}", visible(&words.tied(tied, is_two)));
        }
    }
    add_matrix(&mut text, effect, words);
    add_grades(&mut text, effect, words);
    // Where nothing is scored on either side there are grades alone.
    let has_marks = |subject: &SubjectMove| subject.old.total.is_some() || subject.new.total.is_some();
    let is_scored = !effect.indicators.is_empty() || effect.subjects.iter().any(has_marks);
    if is_scored {
        add_totals(&mut text, effect, words);
        add_apart(&mut text, effect, words);
        add_indicators(&mut text, effect, words);
    }
    text
}

/// Cells aligned under one another: texts to the left, the others to the right.
pub(super) fn table(rows: &[Vec<String>], texts: &[usize]) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
    let widths: Vec<usize> = (0..columns).map(|column| width(column).unwrap_or(0)).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = String::from(" ");
        for (column, cell) in row.iter().enumerate() {
            let cell = visible(cell);
            let pad = " ".repeat(widths.get(column).copied().unwrap_or(0).saturating_sub(cell.width()));
            let _ = if texts.contains(&column) { write!(line, " {cell}{pad} ") } else { write!(line, " {pad}{cell} ") };
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}

fn add_matrix(text: &mut String, effect: &Effect, words: Differing) {
    let label = |grade: &Option<String>| grade.clone().unwrap_or_else(|| words.no_grade().to_owned());
    let matrix = &effect.matrix;
    if matrix.old.iter().flatten().next().is_none() && matrix.new.iter().flatten().next().is_none() {
        return;
    }
    let mut rows = vec![[String::new()].into_iter().chain(matrix.new.iter().map(label)).collect::<Vec<_>>()];
    for (grade, counts) in matrix.old.iter().zip(&matrix.counts) {
        let counts = counts.iter().map(|count| if *count == 0 { "·".to_owned() } else { count.to_string() });
        rows.push([label(grade)].into_iter().chain(counts).collect());
    }
    let _ = write!(text, "\n{}\n{}", words.matrix_heading(), table(&rows, &[0]));
}

fn called(subject: &SubjectMove) -> String {
    [subject.key.as_str(), subject.name.as_deref().unwrap_or_default()].join(" ").trim_end().to_owned()
}

fn add_grades(text: &mut String, effect: &Effect, words: Differing) {
    let grade = |grade: &Option<String>| grade.clone().unwrap_or_else(|| words.no_grade().to_owned());
    let moved: Vec<&SubjectMove> =
        effect.subjects.iter().filter(|subject| subject.old.grade != subject.new.grade).collect();
    if effect.subjects.iter().all(|subject| subject.old.grade.is_none() && subject.new.grade.is_none()) {
        return;
    }
    let _ = writeln!(text, "\n{}", words.graded(moved.len(), effect.subjects.len()));
    for subject in moved.iter().take(MOST) {
        let _ = writeln!(
            text,
            "  {}  {} → {}",
            visible(&called(subject)),
            grade(&subject.old.grade),
            grade(&subject.new.grade)
        );
        if let Some(shares) = &subject.grade_shares {
            let percent: Vec<Number> = shares.iter().map(|share| share * &Number::count(100)).collect();
            let shown = rounded::shares(&percent, 0);
            let named = |(player, share): (&PlayerNamed, &Number)| {
                (!share.is_zero()).then(|| format!("{} {}%", words.player(player), plain(share)))
            };
            let named: Vec<String> = effect.players.iter().zip(&shown).filter_map(named).collect();
            let _ = writeln!(text, "    {} {}", words.grade_of(), visible(&listed(&named, words.0)));
        }
    }
}

fn add_totals(text: &mut String, effect: &Effect, words: Differing) {
    let mut header = vec![words.key().to_owned(), words.name().to_owned()];
    header.extend([words.old_total(), words.new_total(), words.change()].map(str::to_owned));
    header.extend(effect.players.iter().map(|player| words.player(player)));
    let mut rows = vec![header];
    for subject in effect.subjects.iter().take(MOST) {
        let total = |total: &Option<String>| total.clone().unwrap_or_else(|| "—".to_owned());
        let mut row = vec![subject.key.clone(), subject.name.clone().unwrap_or_default()];
        row.extend([total(&subject.old.total), total(&subject.new.total)]);
        row.push(subject.change.as_ref().map_or_else(|| "—".to_owned(), |change| signed(change, 2)));
        let shown = subject.shares.as_ref().map(|shares| rounded::shares(shares, 2)).unwrap_or_default();
        row.extend(shown.iter().map(|share| signed(share, 2)));
        rows.push(row);
    }
    let _ = write!(text, "\n{}\n{}", words.totals_heading(), table(&rows, &[0, 1]));
    if effect.subjects.len() > MOST {
        let _ = writeln!(text, "  {}", words.more_subjects(effect.subjects.len().saturating_sub(MOST)));
    }
    if effect.players.len() > 1 {
        let _ = writeln!(text, "  {}", words.shared(effect));
    }
}

fn add_apart(text: &mut String, effect: &Effect, words: Differing) {
    let Some(apart) = &effect.apart else { return };
    let shown = |number: &Option<Number>| number.as_ref().map_or_else(|| "—".to_owned(), |number| signed(number, 2));
    let row = |name: &str, cells: [&str; 2], one: &Option<Number>, other: &Option<Number>, mean: &Option<Number>| {
        vec![
            name.to_owned(),
            cells[0].to_owned(),
            shown(one),
            cells[1].to_owned(),
            shown(other),
            words.mean_of_both().to_owned(),
            shown(mean),
        ]
    };
    let rows = [
        row(
            words.rules_effect(),
            [words.on_old_data(), words.on_new_data()],
            &apart.rules_on_old,
            &apart.rules_on_new,
            &apart.rules,
        ),
        row(
            words.data_effect(),
            [words.by_old_rules(), words.by_new_rules()],
            &apart.data_on_old,
            &apart.data_on_new,
            &apart.data,
        ),
    ];
    let _ = write!(text, "\n{}\n{}", words.apart_heading(), table(&rows, &[0, 1, 3, 5]));
}

fn add_indicators(text: &mut String, effect: &Effect, words: Differing) {
    let mut header = vec![words.indicator().to_owned(), words.name().to_owned()];
    header.extend([words.old_full(), words.new_full(), words.counted(), words.mean()].map(str::to_owned));
    header.extend([words.gained(), words.lost()].map(str::to_owned));
    let mut rows = vec![header];
    let mut still = 0_usize;
    for indicator in &effect.indicators {
        if indicator.most.is_none() && indicator.least.is_none() && indicator.old_full == indicator.new_full {
            still = still.saturating_add(1);
            continue;
        }
        let full = |full: &Option<Number>| full.as_ref().map_or_else(|| "—".to_owned(), |full| full.to_readable(0));
        let mover = |mover: &Option<crate::compare::Mover>| {
            mover.as_ref().map_or_else(|| "—".to_owned(), |mover| format!("{} {}", mover.key, signed(&mover.change, 2)))
        };
        rows.push(vec![
            indicator.code.clone(),
            indicator.title.clone(),
            full(&indicator.old_full),
            full(&indicator.new_full),
            indicator.count.to_string(),
            indicator.mean.as_ref().map_or_else(|| "—".to_owned(), |mean| signed(mean, 2)),
            mover(&indicator.most),
            mover(&indicator.least),
        ]);
    }
    let rows = if rows.len() > 1 { table(&rows, &[0, 1, 6, 7]) } else { String::new() };
    let _ = write!(text, "\n{}\n{rows}", words.indicators_heading());
    if still > 0 {
        let _ = writeln!(text, "  {}", words.still(still));
    }
}

/// A whole number; the sign of one below 0 is that of the table.
fn plain(number: &Number) -> String {
    let sign = if number.is_negative() { "−" } else { "" };
    format!("{sign}{}", number.abs().to_readable(0))
}

/// A number with its sign: «+1.20», «−0.50», «0».
fn signed(number: &Number, places: u32) -> String {
    let rounded = number.round(Rounding::new(places, RoundingMode::HalfUp));
    if rounded.is_zero() {
        return "0".to_owned();
    }
    let sign = if rounded.is_negative() { "−" } else { "+" };
    format!("{sign}{}", rounded.abs().to_fixed(places))
}
