//! How a figure of the outputs is worked out.

use std::fmt;

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

impl fmt::Display for Lowered {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Columns => f.write_str("按列计算"),
            Self::Exactly(reason) => write!(f, "逐行计算：{reason}"),
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Width => "按数据的范围，中间数值可能超出 128 位整数",
            Self::Divisors => "汇总或比较的比值各行除数不同",
            Self::Form => "这种写法不能按列计算",
        })
    }
}
