//! 人工定等: decisions of people, read from their table.

use std::collections::BTreeMap;

use super::subjects::subject_key;
use crate::core::{FieldId, Type};
use crate::data::{Cell, Table, Tables};
use crate::finding::{Bounded, Code, Diagnostic, Language, nearest};
use crate::invariant::OrBroken;
use crate::program::Program;
use crate::rules::ManualGrades;
use crate::words;

/// A decision on one subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ManualGrade {
    pub(super) row: usize,
    pub(super) label: String,
    pub(super) reason: String,
    pub(super) document: String,
}

/// The decisions on all subjects, in the order of their table. A table that a 示例 does not mention
/// holds none.
///
/// Decisions without a reason or a document, with a grade that the rules do not have, or a second one
/// on the same subject are faults.
pub(super) fn decisions(program: &Program, tables: &Tables, faults: &mut Bounded) -> Vec<ManualGrade> {
    let mut grades = Vec::new();
    let Some(manual) = &program.rules.manual else { return grades };
    let table = tables.table(manual.table);
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    for line in 0..table.rows {
        let row = table.parent_of(line).or_broken("a decision is one on a subject");
        if let Some(earlier) = seen.insert(row, line) {
            faults.add(|| {
                let key = subject_key(program, tables, row);
                let first = table.lines.get(earlier).or_broken("each row has its line");
                let file = Some(table.file_of(earlier)).filter(|file| *file != table.file_of(line));
                let (zh, en) = file.map_or_else(Default::default, |file| (format!(" {file} "), format!("{file}, ")));
                Diagnostic::data(
                    Code::H0421,
                    table.place(manual.grade, line),
                    words!(
                        "{key} 有两条人工定等（前一条在{zh}第 {first} 行）",
                        "{key} has two manual grades (the earlier one in {en}row {first})"
                    ),
                )
                .help(words!("一家只留一条", "keep one for each subject"))
            });
        }
        let read = |field: FieldId| text(program, manual, table, field, line);
        match (read(manual.grade), read(manual.reason), read(manual.document)) {
            (Some(label), Some(reason), Some(document)) => {
                if program.rules.outcomes().contains(&label.as_str()) {
                    grades.push(ManualGrade { row, label, reason, document });
                } else {
                    faults.add(|| unknown(program, table, manual.grade, line, &label));
                }
            }
            (grade, reason, _) => {
                let field = match (grade, reason) {
                    (None, _) => manual.grade,
                    (_, None) => manual.reason,
                    _ => manual.document,
                };
                faults.add(|| empty(program, tables, table, field, (line, row)));
            }
        }
    }
    grades
}

/// A cell as text; `None` when it is empty.
fn text(program: &Program, manual: &ManualGrades, table: &Table, field: FieldId, line: usize) -> Option<String> {
    match (table.cell(field, line), program.rules.schema.field(manual.table, field).map(|field| &field.ty)) {
        (Cell::Text(text), _) => Some(text.to_owned()),
        (Cell::Choice(choice), Some(Type::Choice(choices))) => choices.get(choice).cloned(),
        _ => None,
    }
}

fn unknown(program: &Program, table: &Table, field: FieldId, line: usize, label: &str) -> Diagnostic {
    let known = program.rules.outcomes();
    let [zh, en] = [Language::Zh, Language::En].map(|language| words::listed(&known, language));
    let found = Diagnostic::data(
        Code::H0421,
        table.place(field, line),
        words!("没有「{label}」这个等次，只有：{zh}", "there is no grade `{label}`, only: {en}"),
    );
    match nearest(label, known.iter().copied()) {
        Some(name) => found.help(words!("是不是想写「{name}」？", "did you mean `{name}`?")),
        None => found.help(words!("填规则「等次」里的名称", "write the name of a grade of the rules")),
    }
}

fn empty(program: &Program, tables: &Tables, table: &Table, field: FieldId, (line, row): (usize, usize)) -> Diagnostic {
    let place = table.place(field, line);
    let (key, column) = (subject_key(program, tables, row), place.column.clone().or_broken("a field has its column"));
    Diagnostic::data(
        Code::H0421,
        place,
        words!("{key} 的人工定等没有填「{column}」", "the manual grade of {key} lacks `{column}`"),
    )
    .help(words!(
        "等次、理由、文号都要填；不作人工定等的，删去这一行",
        "grade, reason and document are all wanted; without a decision, remove the row"
    ))
}
