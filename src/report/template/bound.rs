//! The ends of what may be written into a column.

use super::value::{in_cells, serial};
use crate::core::{Constant, End, Field, Type};

/// One end.
#[derive(Debug, Clone)]
pub(super) struct Bound {
    /// As a formula of a sheet, in what cells hold.
    pub(super) formula: String,
    /// As a person says it, with its unit.
    pub(super) text: String,
    /// Whether the end itself may be written.
    pub(super) inclusive: bool,
}

/// The least and the greatest value that a field declares.
pub(super) fn bounds(field: &Field) -> (Option<Bound>, Option<Bound>) {
    let bound = |end: &Option<End>| end.as_ref().and_then(|end| bound(end, &field.ty));
    (bound(&field.range.low), bound(&field.range.high))
}

fn bound(end: &End, ty: &Type) -> Option<Bound> {
    let (formula, text) = match (&end.at, ty) {
        (Constant::Number(base), Type::Number(unit)) => (in_cells(base, ty)?.to_string(), unit.shows(base, 2)),
        (Constant::Date(date), _) => {
            // Where programs count days differently there is nothing to compare with.
            serial(*date)?;
            let (year, month, day) = date.ymd();
            (format!("DATE({year},{month},{day})"), date.to_string())
        }
        _ => return None,
    };
    Some(Bound { formula, text, inclusive: end.inclusive })
}
