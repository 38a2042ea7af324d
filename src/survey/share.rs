//! Shares that were probably typed as fractions: a column in % of which no value is above 1.

use crate::core::{Field, FieldId, Type};
use crate::data::{Table, Typed};
use crate::finding::{Code, Diagnostic, Place};
use crate::words;

/// One such row tells nothing: 0.5% is a share too.
const FEWEST: usize = 2;

pub(super) fn look(table: &Table, (id, field): (FieldId, &Field), findings: &mut Vec<Diagnostic>) {
    let (Type::Number(unit), Some(column)) = (&field.ty, table.column(id)) else { return };
    let Typed::Number { scale, values } = &column.typed else { return };
    let Some((least, greatest)) = values.range().filter(|_| unit.is_percent()) else { return };
    let Some(one) = 10_i128.checked_pow(*scale) else { return };
    if least < 0 || greatest > one || greatest == 0 || *scale == 0 {
        return;
    }
    let filled = values.iter().flatten().filter(|value| *value != 0).count();
    let Some(row) = values.iter().position(|value| value.is_some_and(|value| value != 0)) else { return };
    // Who writes 0.5% knows what it is.
    let says_so = |row: usize| column.text(row).is_some_and(|text| text.ends_with(['%', '％']));
    if filled < FEWEST || (0..table.rows).any(says_so) {
        return;
    }
    let name = &field.column;
    let message = words!(
        "「{name}」的单位是 %，而 {filled} 个数都不大于 1，像是小数：0.58 在这里是 0.58%",
        "`{name}` is in %, and none of its {filled} numbers is above 1: they look like fractions, and 0.58 is 0.58% here"
    );
    let place = Place::Cell(table.place(id, row));
    findings.push(
        Diagnostic { place: Some(place), ..Diagnostic::file(Code::H0511, table.file.clone(), message) }.help(words!(
            "是百分之五十八的，填 58 或 58%；或在规则里把这一列的单位写成 数值",
            "write 58 or 58% for fifty-eight per cent, or declare the column as number"
        )),
    );
}
