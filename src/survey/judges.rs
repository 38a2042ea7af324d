//! Sheets of judges: what a trimmed mean over rows below is made of.

use crate::cancel::looking;
use crate::core::{ExprId, ExprKind, Field, FieldId, Schema, Statistic, TableId, Type};
use crate::data::{Cell, Table, Tables};
use crate::finding::{Code, Diagnostic, Place, Words};
use crate::invariant::fit;
use crate::number::Number;
use crate::program::Program;
use crate::words;

/// So many places of a kind are told.
const TOLD: usize = 10;

/// A trimmed mean of marks.
struct Trimmed {
    field: FieldId,
    /// How many are left out at both ends.
    ends: u32,
}

pub(super) fn look(program: &Program, tables: &Tables, id: TableId, findings: &mut Vec<Diagnostic>) {
    let schema = &program.rules.schema;
    let (Some(declared), Some(table)) = (schema.table(id), tables.get(id)) else { return };
    for trimmed in trimmed(program, id) {
        let Some(field) = declared.fields.get(trimmed.field.0) else { continue };
        blank(table, trimmed.field, field, findings);
        above_most(table, &trimmed, field, findings);
        too_few(schema, tables, id, &trimmed, findings);
        own(schema, tables, id, findings);
    }
}

/// The trimmed means over rows of a table, each column once.
fn trimmed(program: &Program, table: TableId) -> Vec<Trimmed> {
    let mut found: Vec<Trimmed> = Vec::new();
    for figure in program.figures() {
        for (_, node) in program.arena.walk(figure.expr) {
            let ExprKind::Rows {
                table: of, statistic: Statistic::TrimmedMean { high, low }, value: Some(value), ..
            } = &node.kind
            else {
                continue;
            };
            let Some(field) = field_of(program, table, *value).filter(|_| *of == table) else { continue };
            if !found.iter().any(|known| known.field == field) {
                found.push(Trimmed { field, ends: high.saturating_add(*low) });
            }
        }
    }
    found
}

fn field_of(program: &Program, table: TableId, value: ExprId) -> Option<FieldId> {
    match &program.arena[value].kind {
        ExprKind::Field { table: of, field } if *of == table => Some(*field),
        _ => None,
    }
}

fn warn(table: &Table, place: Option<Place>, message: Words, help: Words, findings: &mut Vec<Diagnostic>) {
    let found = Diagnostic::file(Code::H0514, table.file.clone(), message).help(help);
    findings.push(match place {
        Some(place) => Diagnostic { place: Some(place), ..found },
        None => found,
    });
}

/// Cells without a mark.
fn blank(table: &Table, id: FieldId, field: &Field, findings: &mut Vec<Diagnostic>) {
    let Some(column) = table.column(id) else { return };
    let rows = looking(0..table.rows).filter(|row| !column.typed.is_present(*row));
    for row in rows.take(TOLD) {
        let name = &field.column;
        warn(
            table,
            Some(Place::Cell(table.place(id, row))),
            words!("评委没有打「{name}」", "a judge gave no `{name}`"),
            words!("补上；弃权的，删去这一行", "fill it in, or remove the row if the judge abstained"),
            findings,
        );
    }
}

/// Marks above five times the middle: marks out of 100 among marks out of 10. What a range forbids is not read at all.
fn above_most(table: &Table, trimmed: &Trimmed, field: &Field, findings: &mut Vec<Diagnostic>) {
    let Type::Number(unit) = &field.ty else { return };
    let mut marks: Vec<(Number, usize)> = Vec::new();
    for row in looking(0..table.rows) {
        if let Cell::Number(mark) = table.cell(trimmed.field, row) {
            marks.push((mark, row));
        }
    }
    marks.sort();
    let Some(middle) = marks.get(marks.len() / 2).map(|(mark, _)| mark.clone()) else { return };
    let line = &middle * &Number::from_scaled(5, 0);
    for (mark, row) in marks.iter().filter(|(mark, _)| *mark > line && middle > Number::zero()).take(TOLD) {
        let (mark, middle) = (unit.shows(&(mark * &unit.scale), 0), unit.shows(&(&middle * &unit.scale), 0));
        warn(
            table,
            Some(Place::Cell(table.place(trimmed.field, *row))),
            words!(
                "打了 {mark}，是一般的五倍以上（中间的一个是 {middle}），像是按百分制打的",
                "{mark} is more than five times the usual mark ({middle} is in the middle): it may be out of 100"
            ),
            words!("核对满分，按同一个满分打", "check the full marks; all judges mark out of the same"),
            findings,
        );
    }
}

/// Subjects of which so few marks are there that nothing is left between the ends.
fn too_few(schema: &Schema, tables: &Tables, id: TableId, trimmed: &Trimmed, findings: &mut Vec<Diagnostic>) {
    let (Some(declared), Some(table)) = (schema.table(id), tables.get(id)) else { return };
    let (Some(parent), Some(parents)) = (&declared.parent, &table.parents) else { return };
    let (Some(of), Some(above), Some(column)) =
        (schema.table(parent.table), tables.get(parent.table), table.column(trimmed.field))
    else {
        return;
    };
    let mut counts = vec![0_u32; above.rows];
    for row in looking(0..table.rows).filter(|row| column.typed.is_present(*row)) {
        if let Some(count) = parents.get(row).and_then(|row| counts.get_mut(fit::<usize>(row))) {
            *count = count.saturating_add(1);
        }
    }
    let few = counts.iter().enumerate().filter(|(_, count)| **count > 0 && **count <= trimmed.ends);
    for (row, count) in few.take(TOLD) {
        let key = super::rows::key_of(of, above, row);
        let (ends, name) = (trimmed.ends, &of.name);
        warn(
            table,
            None,
            words!(
                "「{name}」{key} 只有 {count} 个评分，去掉 {ends} 个就没有了",
                "`{name}` {key} has {count} marks, of which {ends} are left out: none is left"
            ),
            words!("补齐评委，或改规则里去掉几个", "let more judges mark, or leave fewer out in the rules"),
            findings,
        );
    }
}

/// Judges who mark a subject of their own county: both tables have a column of that name.
fn own(schema: &Schema, tables: &Tables, id: TableId, findings: &mut Vec<Diagnostic>) {
    let (Some(declared), Some(table), Some(subjects)) =
        (schema.table(id), tables.get(id), schema.table(Schema::SUBJECTS))
    else {
        return;
    };
    let says = |name: &str| ["县", "区", "单位", "county", "district"].iter().any(|word| name.contains(word));
    for (own, field) in declared.fields.iter().enumerate().filter(|(_, field)| says(&field.name)) {
        let Some(other) =
            subjects.fields.iter().position(|other| says(&other.name) && shares(&field.name, &other.name))
        else {
            continue;
        };
        let mut told = 0_usize;
        for row in looking(0..table.rows) {
            let Some(subject) = super::rows::subject_of(schema, tables, id, row) else { continue };
            let mine = table.column(FieldId(own)).and_then(|column| column.text(row));
            let theirs = tables.subjects().column(FieldId(other)).and_then(|column| column.text(subject));
            if mine.is_none() || mine != theirs || told >= TOLD {
                continue;
            }
            told = told.saturating_add(1);
            warn(
                table,
                Some(Place::Cell(table.place(FieldId(own), row))),
                words!("评委给本县的打了分", "a judge marked a subject of their own county"),
                words!("按回避的规定删去这一行", "remove the row if judges have to abstain"),
                findings,
            );
        }
    }
}

/// 评委所在县 and 归属县 end alike.
fn shares(one: &str, other: &str) -> bool {
    one == other || one.chars().last() == other.chars().last()
}
