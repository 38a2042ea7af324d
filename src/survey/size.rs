//! Numbers that are probably in another unit: ten thousand times as large as the others of their column, or as the lines
//! that rules draw for it.

use std::collections::BTreeSet;

use crate::core::{Constant, ExprKind, Field, FieldId, TableId, Type};
use crate::data::{Table, Typed};
use crate::finding::{Code, Diagnostic, Place};
use crate::number::Number;
use crate::program::Program;
use crate::words;

/// What is so many times as large as the middle of its column is in another unit, or wrong.
const TIMES: i128 = 1000;

/// Of fewer numbers there is no middle.
const FEWEST: usize = 4;

/// So many cells of a column are told.
const TOLD: usize = 5;

pub(super) fn look(
    program: &Program,
    table: &Table,
    (of, id, field): (TableId, FieldId, &Field),
    findings: &mut Vec<Diagnostic>,
) {
    let (Type::Number(unit), Some(column)) = (&field.ty, table.column(id)) else { return };
    let Typed::Number { scale, values } = &column.typed else { return };
    let mut sizes: Vec<i128> =
        values.iter().flatten().filter(|value| *value != 0).filter_map(i128::checked_abs).collect();
    sizes.sort_unstable();
    let Some(middle) = sizes.get(sizes.len() / 2).copied() else { return };
    let name = &field.column;
    if sizes.len() >= FEWEST {
        let too_large = |value: i128| middle.checked_mul(TIMES).is_some_and(|line| value.saturating_abs() >= line);
        let rows = values.iter().enumerate().filter(|(_, value)| value.is_some_and(too_large));
        for (row, _) in rows.take(TOLD) {
            let shown = unit.shows(&(Number::from_scaled(middle, *scale) * &unit.scale), 0);
            let message = words!(
                "「{name}」的这个数是一般的一千倍以上（中间的一个是 {shown}），像是单位填错",
                "this number of `{name}` is more than a thousand times the usual one ({shown} is in the middle): it may be in another unit"
            );
            let place = Place::Cell(table.place(id, row));
            findings.push(
                Diagnostic { place: Some(place), ..Diagnostic::file(Code::H0511, table.file.clone(), message) }.help(
                    words!(
                        "核对单位，如 万元 里填了元",
                        "check the unit: yuan may stand where ten thousand yuan should"
                    ),
                ),
            );
        }
    }
    let (Some(least), Some(greatest)) = (sizes.first(), sizes.last()) else { return };
    let at = |size: i128| Number::from_scaled(size, *scale) * &unit.scale;
    for line in lines(program, of, id) {
        let thousand = Number::from_scaled(TIMES, 0);
        let above = at(*least) >= &line * &thousand;
        let below = &at(*greatest) * &thousand <= line;
        if !above && !below {
            continue;
        }
        let (shown, some) = (unit.shows(&line, 0), unit.shows(&at(middle), 0));
        let message = words!(
            "规则拿「{name}」与 {shown} 比，而数据里的数都差一千倍以上（如 {some}），像是单位不对",
            "the rules compare `{name}` with {shown}, and all numbers of the data are a thousand times away from it (such as {some}): a unit may be wrong"
        );
        findings.push(Diagnostic::file(Code::H0511, table.file.clone(), message).help(words!(
            "核对规则里的数的单位和数据里这一列的单位",
            "check the unit of the number in the rules and that of the column in the data"
        )));
        break;
    }
}

/// The numbers above 0 that rules compare a column with, in base units.
fn lines(program: &Program, table: TableId, field: FieldId) -> BTreeSet<Number> {
    let is_field = |id| matches!(&program.arena[id].kind, ExprKind::Field { table: of, field: own } if *of == table && *own == field);
    let number = |id| match &program.arena[program.inlined(id)].kind {
        ExprKind::Constant(Constant::Number(number)) if *number > Number::zero() => Some(number.clone()),
        _ => None,
    };
    let mut lines = BTreeSet::new();
    for figure in program.figures() {
        for (_, node) in program.arena.walk(figure.expr) {
            let ExprKind::Compare { left, right, .. } = &node.kind else { continue };
            let line = if is_field(*left) { number(*right) } else { number(*left).filter(|_| is_field(*right)) };
            lines.extend(line);
        }
    }
    lines
}
