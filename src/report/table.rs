//! Scores as a table for the terminal, aligned under Chinese names.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::core::{Schema, Verdict};
use crate::data::Tables;
use crate::engine::{Mark, Scores, subject_key};
use crate::program::Program;

enum Align {
    Left,
    Right,
}

/// Subjects by rank with their 方面, total and grade; then what has to be said of single subjects,
/// the conditions, and a line that counts the grades.
#[must_use]
pub fn table(program: &Program, tables: &Tables, scores: &Scores) -> String {
    let mut text =
        format!("{}{}\n\n", program.rules.title, if program.rules.is_example { "（示例，非官方）" } else { "" });
    if program.rules.heads.is_empty() {
        text.push_str(&verdict_counts(program, tables, scores));
    } else {
        text.push_str(&marks(program, tables, scores));
    }
    let notes = notes(program, tables, scores);
    if !notes.is_empty() {
        text.push_str("\n说明\n");
        text.push_str(&notes);
    }
    let verdicts = open_verdicts(program, tables, scores);
    if !verdicts.is_empty() {
        text.push_str("\n条件\n");
        text.push_str(&verdicts);
    }
    text.push('\n');
    text.push_str(&summary(program, scores));
    text.push('\n');
    text
}

fn marks(program: &Program, tables: &Tables, scores: &Scores) -> String {
    let mut header = vec![("名次".to_owned(), Align::Right), ("编号".to_owned(), Align::Left)];
    let titled = program.rules.schema.table(Schema::SUBJECTS).is_some_and(|table| table.title.is_some());
    if titled {
        header.push(("名称".to_owned(), Align::Left));
    }
    header.extend(program.rules.heads.iter().map(|head| (head.code.clone(), Align::Right)));
    header.extend(["基础分", "加分", "扣分", "总分"].map(|name| (name.to_owned(), Align::Right)));
    let graded = program.rules.gives_outcomes();
    if graded {
        header.push(("等次".to_owned(), Align::Left));
    }
    let mut rows = Vec::new();
    for row in by_rank(scores) {
        let rank = scores.rank.get(row).copied().flatten();
        let mut cells =
            vec![rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string()), subject_key(program, tables, row)];
        if titled {
            cells.push(name(program, tables, row));
        }
        let columns = scores.heads.iter().chain([&scores.base, &scores.bonus, &scores.deduction, &scores.total]);
        cells.extend(columns.map(|column| {
            let shown = column.get(row).map(Mark::shown).unwrap_or_default();
            if shown.is_empty() { "—".to_owned() } else { shown }
        }));
        if graded {
            cells.push(scores.grade.get(row).and_then(Option::as_deref).unwrap_or("待定").to_owned());
        }
        rows.push(cells);
    }
    grid(&header, &rows)
}

/// For a rule set of conditions only: how many of each verdict every subject has.
fn verdict_counts(program: &Program, tables: &Tables, scores: &Scores) -> String {
    let mut header = vec![("编号".to_owned(), Align::Left), ("名称".to_owned(), Align::Left)];
    let kinds = Verdict::ALL;
    header.extend(kinds.map(|kind| (kind.word().to_owned(), Align::Right)));
    let rows: Vec<Vec<String>> = (0..scores.subjects())
        .map(|row| {
            let mut cells = vec![subject_key(program, tables, row), name(program, tables, row)];
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
fn notes(program: &Program, tables: &Tables, scores: &Scores) -> String {
    let rows = by_rank(scores);
    let mut sharing: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for row in &rows {
        for note in scores.notes.get(*row).into_iter().flatten() {
            sharing.entry(note).or_default().push(*row);
        }
    }
    let mut own = String::new();
    let mut shared = String::new();
    for row in rows {
        for note in scores.notes.get(row).into_iter().flatten() {
            match sharing.get(note.as_str()) {
                Some(all) if all.len() > MOST_ALIKE => {
                    if all.first() == Some(&row) {
                        let some = all.iter().take(3).map(|row| subject_key(program, tables, *row));
                        let some = some.collect::<Vec<_>>().join("、");
                        let _ = writeln!(shared, "  {some} 等 {} 家  {note}", all.len());
                    }
                }
                _ => {
                    let _ = writeln!(own, "  {}  {note}", subject_key(program, tables, row));
                }
            }
        }
    }
    own + shared.as_str()
}

/// Conditions that are not met, to be explained or open, subject by subject.
fn open_verdicts(program: &Program, tables: &Tables, scores: &Scores) -> String {
    let mut text = String::new();
    for row in 0..scores.subjects() {
        let mut parts = Vec::new();
        for kind in [Verdict::NotMet, Verdict::NeedsReason, Verdict::Open] {
            let of_kind: Vec<&str> = program
                .rules
                .conditions
                .iter()
                .zip(&scores.conditions)
                .filter(|(_, verdicts)| verdicts.get(row) == Some(&kind))
                .map(|(condition, _)| condition.name.as_str())
                .collect();
            if !of_kind.is_empty() {
                parts.push(format!("{}：{}", kind.word(), of_kind.join("、")));
            }
        }
        if !parts.is_empty() {
            let _ = writeln!(text, "  {}  {}", subject_key(program, tables, row), parts.join("；"));
        }
    }
    text
}

/// «共 5 家：优秀 1、良好 2 …», grades from the best down, then other outcomes.
fn summary(program: &Program, scores: &Scores) -> String {
    let all = scores.subjects();
    if program.rules.grades.is_none() {
        return format!("共 {all} 家");
    }
    let mut parts: Vec<String> = program
        .rules
        .outcomes()
        .iter()
        .map(|label| {
            let count = scores.grade.iter().filter(|grade| grade.as_deref() == Some(*label)).count();
            format!("{label} {count}")
        })
        .collect();
    let withheld = scores.grade.iter().filter(|grade| grade.is_none()).count();
    if withheld > 0 {
        parts.push(format!("待定 {withheld}"));
    }
    format!("共 {all} 家：{}", parts.join("、"))
}

/// Ranked subjects first, the others after them in table order.
fn by_rank(scores: &Scores) -> Vec<usize> {
    let mut rows: Vec<usize> = (0..scores.subjects()).collect();
    rows.sort_by_key(|row| (scores.rank.get(*row).copied().flatten().unwrap_or(usize::MAX), *row));
    rows
}

fn name(program: &Program, tables: &Tables, row: usize) -> String {
    let title = program.rules.schema.table(Schema::SUBJECTS).and_then(|table| table.title);
    title.and_then(|field| tables.get(Schema::SUBJECTS)?.place(field, row).text).unwrap_or_default()
}

fn grid(header: &[(String, Align)], rows: &[Vec<String>]) -> String {
    let widths: Vec<usize> = header
        .iter()
        .enumerate()
        .map(|(column, (title, _))| {
            let cells = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.width());
            cells.chain([title.width()]).max().unwrap_or(0)
        })
        .collect();
    let titles: Vec<String> = header.iter().map(|(title, _)| title.clone()).collect();
    let rule = "─".repeat(widths.iter().sum::<usize>() + 2 * widths.len().saturating_sub(1));
    let mut text = line(header, &widths, &titles);
    text.push_str(&rule);
    text.push('\n');
    for row in rows {
        text.push_str(&line(header, &widths, row));
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
