//! Whether a column has to be filled in.

use crate::core::Field;

/// Whether a column has to be filled in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Duty {
    /// A mark or the row itself depends on it.
    Required,
    /// It is kept for the record; no mark depends on it.
    Recorded,
    /// 可缺失
    Optional,
}

impl Duty {
    pub(super) fn of(field: &Field) -> Self {
        match (field.optional, field.record_only) {
            (true, _) => Self::Optional,
            (false, true) => Self::Recorded,
            (false, false) => Self::Required,
        }
    }
}
