//! Why something could not be worked out.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::core::{IndicatorId, TableId};

/// A line of a data file.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::Missing;
///
/// let explanation = parks::run()?.explain("P3")?;
/// let Missing::Cell { at, .. } = &explanation.heads[0].indicators[0].missing[0] else { panic!() };
/// assert_eq!(at.line, 4);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Line {
    /// The file as named to the user.
    pub file: String,
    /// The line from 1; the header is line 1.
    pub line: u64,
}

/// One reason why a value is missing.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::Missing;
///
/// let explanation = parks::run()?.explain("P3")?;
/// let missing = &explanation.heads[0].indicators[0].missing;
/// assert!(matches!(&missing[0], Missing::Cell { column, .. } if column == "满意率"));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Missing {
    /// An empty cell.
    Cell {
        /// Its table.
        table: TableId,
        /// Where its row stands.
        at: Line,
        /// The header of its column.
        column: String,
        /// What stands in it instead of a value (缺失记号, 不适用记号); absent of an empty one.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        mark: Option<String>,
    },
    /// A long file has no row of this name.
    NoItem {
        /// The table.
        table: TableId,
        /// Where the other rows of its key begin.
        at: Line,
        /// What the row would be called.
        item: String,
    },
    /// No row of a table fits.
    NoRow {
        /// The table.
        table: TableId,
    },
    /// A 示例 says nothing about a table.
    UnknownTable {
        /// The table.
        table: TableId,
    },
    /// A division by zero.
    ZeroDivisor {
        /// The table for whose rows it was worked out.
        table: TableId,
        /// The row; absent of a figure over many rows.
        at: Option<Line>,
        /// The header of the one column of the row that the divisor comes from.
        column: Option<String>,
    },
    /// A number outside the domain of a function (the root of a negative), or a result too large.
    OutsideDomain {
        /// The row; absent of a figure over many rows.
        at: Option<Line>,
        /// The header of the one column of the row that the number comes from.
        column: Option<String>,
    },
    /// A recorded verdict is still open, or growth has no base.
    Undecided,
    /// Nothing of a 方面 or 总分 applies.
    NothingApplies,
    /// The 适用 of an indicator does not hold.
    DoesNotApply {
        /// Which.
        indicator: IndicatorId,
    },
    /// Too little of a 方面 or 总分 applies (覆盖).
    Uncovered,
    /// The members of a cohort do not tell apart the items that they are to weigh.
    Alike,
    /// A fault that was reported apart.
    Fault,
}
