//! `heng bounds`: what open cells could still do.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::sorted;
use crate::bounds::{Bounds, CellValue, End, SubjectBounds};
use crate::finding::{Language, visible};
use crate::rules::RuleSet;
use crate::words::{self, Possible};

/// What is printed as JSON.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "heng bounds --format json")]
pub(super) struct Document<'a> {
    /// Title of the rule set.
    rule_set: &'a str,
    #[serde(flatten)]
    bounds: &'a Bounds,
}

/// As JSON.
#[must_use]
pub fn json(rules: &RuleSet, bounds: &Bounds) -> String {
    sorted::text(&Document { rule_set: &rules.title, bounds })
}

/// As text, subject by subject.
#[must_use]
pub fn text(rules: &RuleSet, bounds: &Bounds, language: Language) -> String {
    let said = Possible(language);
    let not_official = if rules.is_example { words::not_official(language) } else { "" };
    let mut text = format!("{}{not_official}\n", visible(&rules.title));
    if bounds.open == 0 {
        let _ = writeln!(text, "{}", said.nothing());
    } else {
        let _ = writeln!(text, "{}", said.open(bounds.open));
        if bounds.subjects.is_empty() {
            let _ = writeln!(text, "{}", said.nobody());
        }
    }
    for subject in &bounds.subjects {
        text.push('\n');
        text.push_str(&of_subject(subject, rules.shows_marks(), said));
    }
    text
}

fn of_subject(subject: &SubjectBounds, is_of_marks: bool, said: Possible) -> String {
    let name = subject.name.as_ref().map(|name| format!(" {name}")).unwrap_or_default();
    let ends = match (&subject.least, &subject.most) {
        // Grades may be asked for without marks.
        _ if !is_of_marks => String::new(),
        (Some(least), Some(most)) => {
            let bound = |end: &End| end.bound.clone().unwrap_or_else(|| said.no_bound().to_owned());
            said.total(&bound(least), &bound(most))
        }
        _ => said.no_total().to_owned(),
    };
    let title = format!("{}{}  {ends}", visible(&subject.subject), visible(&name));
    let mut text = format!("{}\n", title.trim_end());
    if subject.may_lack_total && subject.least.is_some() {
        let _ = writeln!(text, "  {}", said.may_lack());
    }
    let ends = [(said.least(), &subject.least, false), (said.most(), &subject.most, true)];
    let rows = ends.into_iter().filter_map(|(word, end, is_most)| {
        let end = end.as_ref()?;
        Some(vec![word.to_owned(), of_end(end, is_most, said), with(&end.with)])
    });
    text.push_str(&aligned(&rows.collect::<Vec<_>>(), "  "));
    if !subject.grades.is_empty() {
        let _ = writeln!(text, "  {}", said.grades());
        let rows = subject.grades.iter().map(|grade| {
            let label = grade.grade.clone().unwrap_or_else(|| said.no_grade().to_owned());
            let stands = if grade.confirmed { said.confirmed() } else { said.not_excluded() };
            vec![label, stands.to_owned(), with(&grade.with)]
        });
        text.push_str(&aligned(&rows.collect::<Vec<_>>(), "    "));
    }
    if !subject.fields.is_empty() {
        let _ = writeln!(text, "  {}", said.fields());
        let rows = subject.fields.iter().map(|field| {
            let cell = &field.cell;
            let mut range = cell.range.clone();
            if cell.unbounded && range != said.no_range() {
                let _ = write!(range, "（{}）", said.no_range());
            }
            if cell.disputed {
                let _ = write!(range, " {}", said.disputed());
            }
            let left = if is_of_marks {
                said.left(field.spread_left.as_deref(), field.grades_left)
            } else {
                said.grades_left(field.grades_left)
            };
            vec![cell.cell.clone(), said.line(&cell.file, cell.line), range, left]
        });
        text.push_str(&aligned(&rows.collect::<Vec<_>>(), "    "));
    }
    if subject.others_matter {
        let _ = writeln!(text, "  {}", said.others());
    }
    text
}

fn of_end(end: &End, is_most: bool, said: Possible) -> String {
    match (&end.bound, &end.reached, end.confirmed) {
        (Some(bound), _, true) => format!("{bound}  {}", said.confirmed()),
        (_, Some(reached), false) => said.reached(reached, is_most),
        (Some(bound), ..) => format!("{bound}  {}", said.not_excluded()),
        (None, ..) => said.no_bound().to_owned(),
    }
}

fn with(values: &[CellValue]) -> String {
    /// Of more cells the first are shown.
    const SHOWN: usize = 4;
    let shown = values.iter().take(SHOWN).map(|own| format!("{} = {}", own.cell, own.value));
    let mut text = shown.collect::<Vec<_>>().join("; ");
    if values.len() > SHOWN {
        let _ = write!(text, " … ({})", values.len());
    }
    text
}

/// Rows under one another, each column as wide as its widest cell.
pub(super) fn aligned(rows: &[Vec<String>], indent: &str) -> String {
    let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
    let width =
        |column: usize| rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..columns).map(width).collect();
    let mut text = String::new();
    for row in rows {
        let mut line = indent.to_owned();
        for (cell, width) in row.iter().zip(&widths) {
            let cell = visible(cell);
            let pad = width.saturating_sub(cell.as_ref().width());
            let _ = write!(line, "{cell}{}  ", " ".repeat(pad));
        }
        text.push_str(line.trim_end());
        text.push('\n');
    }
    text
}
