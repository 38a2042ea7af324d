//! How a figure of the outputs is worked out.

/// Whether a figure of the outputs ran in columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lowered {
    /// In columns.
    Columns,
    /// Row by row in the exact engine, for this reason.
    Exactly(Reason),
}

/// Why a figure cannot be worked out in columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The bounds do not prove that all figures on the way fit 128 bits.
    Width,
    /// Quotients with a divisor of their own in each row are added up, or compared across rows.
    Divisors,
    /// A form that has no lowering.
    Form,
}
