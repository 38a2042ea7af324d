//! Rows of totals held against the rows that they total.

use super::blank::trim;
use super::cell::{self, Said};
use super::complaint::shortened;
use super::findings::Findings;
use super::header::Header;
use super::left_out::{Told, What};
use super::lines::Lines;
use super::table::{Column, Typed};
use crate::cancel::looking;
use crate::core::{Field, KeyPart, Table, Type};
use crate::finding::{Code, Diagnostic};
use crate::invariant::OrBroken;
use crate::number::Number;
use crate::words;

/// Reports each total that is neither the sum of all rows, nor of those above, nor of those since the total before. A total
/// of shares is a mean or a rate, and is not looked at.
pub(super) fn check(
    totals: &[Told],
    header: &Header,
    (declared, columns, lines): (&Table, &[Column], &Lines),
    findings: &mut Findings<'_>,
) {
    let mut before = 0;
    for (row, cells) in totals.iter().filter(|(row, _)| row.what == What::Total) {
        let fields = declared.fields.iter().enumerate().zip(columns).zip(cells).zip(&header.given);
        for ((((id, field), column), text), given) in fields {
            let is_key = declared.key.iter().any(|part| matches!(part, KeyPart::Field(key) if key.0 == id));
            let text = trim(text);
            let Type::Number(unit) = &field.ty else { continue };
            if is_key || text.is_empty() || unit.is_percent() {
                continue;
            }
            let Ok(Said::Number(total)) = cell::read(text, &field.ty, given.as_ref()) else { continue };
            let total = Number::from_scaled(total.value, total.places);
            let Typed::Number { scale, values } = &column.typed else { continue };
            let (mut all, mut above, mut since) = (Number::zero(), Number::zero(), Number::zero());
            for (place, value) in looking(values.iter().enumerate()) {
                let Some(value) = value else { continue };
                let value = Number::from_scaled(value, *scale);
                let line = lines.get(place).or_broken("each row has its line");
                all = all + &value;
                if line < row.line {
                    above = above + &value;
                    if line > before {
                        since = since + &value;
                    }
                }
            }
            if ![&all, &above, &since].contains(&&total) {
                let shown = given.as_ref().unwrap_or(unit);
                report(field, row.line, text, &shown.shows(&(above * &unit.scale), 0), findings);
            }
        }
        before = row.line;
    }
}

fn report(field: &Field, line: u64, text: &str, sum: &str, findings: &mut Findings<'_>) {
    findings.add(Code::H0510, |at| {
        let (column, shown) = (&field.column, shortened(text));
        let place = at.place(Some(line), Some(column), Some(text));
        let message = words!(
            "合计行「{column}」写的是「{shown}」，上面各行加起来是 {sum}",
            "the row of totals says `{shown}` for `{column}`, and the rows above it add up to {sum}"
        );
        Diagnostic::data(Code::H0510, place, message).help(words!(
            "核对各行和合计；合计行不参加计分，确认各行无误的，改正或删去合计行",
            "check the rows and the total; the total is not scored: if the rows are right, correct or remove it"
        ))
    });
}
