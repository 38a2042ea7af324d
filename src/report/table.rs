//! Scores as a table for the terminal, aligned under Chinese names.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::cancel::{looking, sort_by};
use crate::core::{Schema, SubjectId, Type, Verdict};
use crate::finding::{Language, visible};
use crate::invariant::{OrBroken, entry};
use crate::result::{Mark, Marks, OutputColumn, Scores};
use crate::rules::{Output, ResultColumn, RuleSet};
use crate::shown::{Column, Kind, Shown, Titles, kind};
use crate::words;
use crate::words::{Term, Wording};

#[derive(Clone, Copy)]
pub(super) enum Align {
    Left,
    Right,
}

/// Subjects by rank with their 方面, total and grade; then what has to be said of single subjects,
/// the conditions, and a line that counts the grades.
#[must_use]
pub fn table(model: &RuleSet, scores: &Scores, language: Language, shown: &Shown) -> String {
    let wording = Wording { model, subjects: &scores.subjects, language };
    let not_official = if model.is_example { words::not_official(language) } else { "" };
    let mut text = format!("{}{not_official}\n\n", visible(&model.title));
    let rows = shown.rows().map_or_else(|| by_rank(scores), <[usize]>::to_vec);
    if shown.is_chosen() {
        text.push_str(&chosen(wording, scores, shown, &rows));
        return text;
    }
    let has_columns = model.has_marks() || model.grades.is_some() || !model.outputs.is_empty();
    text.push_str(&if has_columns { marks(wording, scores, &rows) } else { verdict_counts(wording, scores, shown) });
    let notes = notes(wording, scores, &rows);
    if !notes.is_empty() {
        let _ = write!(text, "\n{}\n{notes}", ResultColumn::Notes.name(language));
    }
    let verdicts = open_verdicts(wording, scores, shown);
    if !verdicts.is_empty() {
        let _ = write!(text, "\n{}\n{verdicts}", words::conditions(language));
    }
    text.push('\n');
    text.push_str(&visible(&summary(wording, scores, &rows)));
    text.push('\n');
    text
}

fn marks(wording: Wording<'_>, scores: &Scores, rows: &[usize]) -> String {
    let Wording { model, language, .. } = wording;
    let column = |column: ResultColumn| column.name(language).to_owned();
    let term = |term: Term| term.word(language).to_owned();
    let has_marks = model.shows_marks();
    let mut header = if has_marks { vec![(column(ResultColumn::Rank), Align::Right)] } else { Vec::new() };
    header.extend(keys(wording));
    let titled = model.schema.table(Schema::SUBJECTS).is_some_and(|table| table.title.is_some());
    if titled {
        header.push((term(Term::Name), Align::Left));
    }
    header.extend(model.heads.iter().map(|head| (head.code.clone(), Align::Right)));
    let sums = [ResultColumn::Base, ResultColumn::Bonus, ResultColumn::Deduction, ResultColumn::Total];
    header.extend(sums.map(|sum| (column(sum), Align::Right)).into_iter().filter(|_| has_marks));
    let graded = model.gives_outcomes();
    if graded {
        header.push((column(ResultColumn::Grade), Align::Left));
    }
    // What a line puts out of each indicator is too wide for a terminal; --columns asks for it.
    let outputs: Vec<&Output> = model.outputs.iter().collect();
    let outputs = || outputs.iter().zip(&scores.outputs).filter(|(output, _)| !output.of_each);
    header.extend(outputs().map(|(output, _)| (output.title.clone(), align(&output.ty))));
    let mut lines = Vec::new();
    for row in looking(rows.iter().copied()) {
        let rank = *entry(&scores.rank, row);
        let rank = rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string());
        let mut cells = if has_marks { vec![rank] } else { Vec::new() };
        cells.extend(scores.subjects.key_parts(row, model.subject_key().len().max(1)));
        if titled {
            cells.push(name(scores, row));
        }
        let sums = [&scores.base, &scores.bonus, &scores.deduction, &scores.total];
        let columns = scores.heads.iter().chain(sums.into_iter().filter(|_| has_marks));
        cells.extend(columns.map(|column| marked(wording, column, row)));
        if graded {
            let grade = scores.grade.of(row).as_deref();
            cells.push(grade.map_or_else(|| term(without_grade(scores, row)), str::to_owned));
        }
        cells.extend(outputs().map(|(output, column)| put_out(output, column, row, language)));
        lines.push(cells);
    }
    grid(&header, &lines)
}

fn align(ty: &Type) -> Align {
    if matches!(ty, Type::Number(_)) { Align::Right } else { Align::Left }
}

fn put_out(output: &Output, column: &OutputColumn, row: usize, language: Language) -> String {
    let missing = || if output.is_grading { Term::Open.word(language) } else { "—" }.to_owned();
    column.get(row).map_or_else(missing, |value| words::output(&value, language))
}

/// The columns that were asked for, and nothing else.
fn chosen(wording: Wording<'_>, scores: &Scores, shown: &Shown, rows: &[usize]) -> String {
    let titles = Titles::of(wording.model, wording.language);
    let columns = shown.columns().iter().copied();
    let header: Vec<(String, Align)> = columns
        .map(|column| {
            let is_number = matches!(kind(wording.model, column), Kind::Number(_));
            (titles.title(column).to_owned(), if is_number { Align::Right } else { Align::Left })
        })
        .collect();
    let cells = |row: &usize| shown.columns().iter().map(|column| said(wording, scores, *column, *row)).collect();
    let lines: Vec<Vec<String>> = looking(rows.iter()).map(cells).collect();
    grid(&header, &lines)
}

/// What stands in a column.
fn said(wording: Wording<'_>, scores: &Scores, column: Column, row: usize) -> String {
    let language = wording.language;
    let mark = |marks: &Marks| marked(wording, marks, row);
    match column {
        Column::Key(part) => {
            let parts = scores.subjects.key_parts(row, wording.model.subject_key().len().max(1));
            entry(&parts, part).clone()
        }
        Column::Name => name(scores, row),
        Column::Indicator(id) => mark(entry(&scores.indicators, id.0)),
        Column::Head(id) => mark(entry(&scores.heads, id.0)),
        Column::Standing(standing) => match standing {
            ResultColumn::Base => mark(&scores.base),
            ResultColumn::Bonus => mark(&scores.bonus),
            ResultColumn::Deduction => mark(&scores.deduction),
            ResultColumn::Total => mark(&scores.total),
            ResultColumn::Rank => entry(&scores.rank, row).map_or_else(|| "—".to_owned(), |rank| rank.to_string()),
            ResultColumn::Grade => {
                let grade = scores.grade.of(row).as_deref();
                grade.map_or_else(|| without_grade(scores, row).word(language).to_owned(), str::to_owned)
            }
            ResultColumn::Notes => words::sentences(&wording.remarks(scores, SubjectId(row)), language),
        },
        Column::Condition(id) => words::verdict(scores.verdict(id, row), language).to_owned(),
        Column::Output(id) => put_out(wording.model.output(id), entry(&scores.outputs, id.0), row, language),
    }
}

/// A mark: as office tables have it; what is only not known says so.
fn marked(wording: Wording<'_>, marks: &Marks, row: usize) -> String {
    match marks.get(row).or_broken("every subject has its mark") {
        Mark::NotApplicable => "—".to_owned(),
        Mark::Withheld => Term::Missing.word(wording.language).to_owned(),
        given @ Mark::Given { .. } => wording.mark(given),
    }
}

/// Of the columns that name a subject: a key of several is called as its columns are.
fn keys(Wording { model, language, .. }: Wording<'_>) -> Vec<(String, Align)> {
    let key = model.subject_key();
    if key.len() < 2 {
        return vec![(Term::Key.word(language).to_owned(), Align::Left)];
    }
    let fields = key.into_iter().filter_map(|field| model.schema.field(Schema::SUBJECTS, field));
    fields.map(|field| (field.name.clone(), Align::Left)).collect()
}

/// For a rule set of conditions only: how many of each verdict every subject has.
fn verdict_counts(wording: Wording<'_>, scores: &Scores, shown: &Shown) -> String {
    let language = wording.language;
    let mut header = keys(wording);
    header.push((Term::Name.word(language).to_owned(), Align::Left));
    let kinds = Verdict::ALL;
    header.extend(kinds.map(|kind| (words::verdict(kind, language).to_owned(), Align::Right)));
    let rows: Vec<Vec<String>> = looking(0..shown.len(scores))
        .map(|place| {
            let row = shown.row(place);
            let mut cells = scores.subjects.key_parts(row, wording.model.subject_key().len().max(1));
            cells.push(name(scores, row));
            cells.extend(kinds.map(|kind| {
                let of_kind = scores.conditions.iter().filter(|verdicts| verdicts.get(row) == Some(&kind));
                of_kind.count().to_string()
            }));
            cells
        })
        .collect();
    grid(&header, &rows)
}

/// A note that more subjects share is said once.
const MOST_ALIKE: usize = 5;

/// Notes subject by subject, then those that many share.
fn notes(wording: Wording<'_>, scores: &Scores, rows: &[usize]) -> String {
    let said = rows.iter().map(|row| {
        let row = *row;
        let notes: Vec<String> =
            wording.notes(scores.notes.of(row)).iter().map(|note| visible(note).into_owned()).collect();
        (row, notes)
    });
    let said: Vec<(usize, Vec<String>)> = said.filter(|(_, notes)| !notes.is_empty()).collect();
    let mut sharing: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, notes) in &said {
        for note in notes {
            sharing.entry(note).or_default().push(*row);
        }
    }
    let mut own = String::new();
    let mut shared = String::new();
    for (row, notes) in &said {
        for note in notes {
            match sharing.get(note.as_str()) {
                Some(all) if all.len() > MOST_ALIKE => {
                    if all.first() == Some(row) {
                        let some: Vec<_> = all.iter().take(3).map(|row| scores.subjects.key(*row)).collect();
                        let some = words::of_many(&some, all.len(), wording.language);
                        let _ = writeln!(shared, "  {}  {note}", visible(&some));
                    }
                }
                _ => {
                    let _ = writeln!(own, "  {}  {note}", visible(&scores.subjects.key(*row)));
                }
            }
        }
    }
    own + shared.as_str()
}

/// Conditions that are not met, to be explained or open, subject by subject.
fn open_verdicts(Wording { model, language, .. }: Wording<'_>, scores: &Scores, shown: &Shown) -> String {
    let mut text = String::new();
    for row in looking(0..shown.len(scores)).map(|place| shown.row(place)) {
        let mut parts = Vec::new();
        for kind in [Verdict::NotMet, Verdict::NeedsReason, Verdict::Open] {
            let of_kind: Vec<&str> = model
                .conditions
                .iter()
                .zip(&scores.conditions)
                .filter(|(_, verdicts)| verdicts.get(row) == Some(&kind))
                .map(|(condition, _)| condition.name.as_str())
                .collect();
            if !of_kind.is_empty() {
                parts.push(words::of_verdict(kind, &of_kind, language));
            }
        }
        if !parts.is_empty() {
            let said = format!("{}  {}", scores.subjects.key(row), words::sentences(&parts, language));
            let _ = writeln!(text, "  {}", visible(&said));
        }
    }
    text
}

/// «共 5 家：优秀 1、良好 2 …», grades from the best down, then other outcomes.
fn summary(Wording { model, language, .. }: Wording<'_>, scores: &Scores, rows: &[usize]) -> String {
    let all = rows.len();
    if model.grades.is_none() {
        return words::all_in_all(all, &[], language);
    }
    let graded = |row: &usize| scores.grade.of(*row).as_deref();
    let count = |label: Option<&str>| looking(rows.iter()).filter(|row| graded(row) == label).count();
    let mut outcomes: Vec<(&str, usize)> =
        model.outcomes().into_iter().map(|label| (label, count(Some(label)))).collect();
    let ungraded = || rows.iter().filter(|row| graded(row).is_none()).map(|row| without_grade(scores, *row));
    for kind in [Term::Open, Term::NotApplicable] {
        let count = ungraded().filter(|own| *own == kind).count();
        if count > 0 {
            outcomes.push((kind.word(language), count));
        }
    }
    words::all_in_all(all, &outcomes, language)
}

/// What is said of a subject that has no grade: to whom nothing applies nothing is still to come.
fn without_grade(scores: &Scores, row: usize) -> Term {
    match scores.total.get(row) {
        Some(Mark::NotApplicable) => Term::NotApplicable,
        _ => Term::Open,
    }
}

/// Ranked subjects first, the others after them in table order.
fn by_rank(scores: &Scores) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..scores.subjects.len()).collect();
    let key = |row: &usize| (entry(&scores.rank, *row).unwrap_or(usize::MAX), *row);
    sort_by(&mut rows, |one, other| key(one).cmp(&key(other)));
    rows
}

fn name(scores: &Scores, row: usize) -> String {
    scores.subjects.name(row).unwrap_or_default().to_owned()
}

pub(super) fn grid(header: &[(String, Align)], rows: &[Vec<String>]) -> String {
    let header: Vec<(String, Align)> =
        header.iter().map(|(title, align)| (visible(title).into_owned(), *align)).collect();
    let seen = |row: &Vec<String>| row.iter().map(|cell| visible(cell).into_owned()).collect();
    let rows: Vec<Vec<String>> = looking(rows.iter()).map(seen).collect();
    let widths: Vec<usize> = header
        .iter()
        .enumerate()
        .map(|(column, (title, _))| {
            let cells = looking(rows.iter()).filter_map(|row| row.get(column)).map(|cell| cell.width());
            cells.chain([title.width()]).max().unwrap_or(0)
        })
        .collect();
    let titles: Vec<String> = header.iter().map(|(title, _)| title.clone()).collect();
    let rule = "─".repeat(widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1));
    let mut text = line(&header, &widths, &titles);
    text.push_str(&rule);
    text.push('\n');
    for row in looking(rows.iter()) {
        text.push_str(&line(&header, &widths, row));
    }
    text
}

fn line(header: &[(String, Align)], widths: &[usize], cells: &[String]) -> String {
    let padded: Vec<String> = header
        .iter()
        .zip(widths)
        .zip(cells)
        .map(|(((_, align), width), cell)| {
            let space = " ".repeat(width.saturating_sub(cell.width()));
            match align {
                Align::Left => format!("{cell}{space}"),
                Align::Right => format!("{space}{cell}"),
            }
        })
        .collect();
    format!("{}\n", padded.join("  ").trim_end())
}
