//! Cells of data files.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Correction;

/// An input cell.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::result::Operation;
///
/// let explanation = parks::run()?.explain("P1")?;
/// let cells = explanation.steps.iter().filter_map(|step| match &step.operation {
///     Operation::Cell { cell, .. } => cell.as_ref(),
///     _ => None,
/// });
/// assert!(cells.into_iter().any(|cell| (cell.column.as_str(), cell.text.as_str()) == ("满意率", "95%")));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Cell {
    /// File.
    pub file: String,
    /// Line of the file, from 1.
    pub row: u64,
    /// Header of the column.
    pub column: String,
    /// Text as found.
    pub text: String,
    /// Address in a sheet, such as `E7`; none in other files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub address: Option<String>,
    /// What it was corrected to; absent where it holds as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub correction: Option<Correction>,
    /// What the text is declared to stand for; absent of a text that says what it says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mark: Option<CellMark>,
}

/// What a text in a cell is declared to stand for.
///
/// ```
/// use heng::result::CellMark;
///
/// assert_eq!(serde_json::to_string(&CellMark::Inapplicable).ok().as_deref(), Some(r#""inapplicable""#));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CellMark {
    /// 缺失记号: no value.
    Missing,
    /// 不适用记号: none is to be had.
    Inapplicable,
    /// 零记号: 0.
    Zero,
    /// There is no such row in a long table, and so no text (展开); the row is the first of its key.
    NoItem,
}

impl Cell {
    /// What the cell says, or was corrected to.
    #[must_use]
    pub fn says(&self) -> &str {
        self.correction.as_ref().map_or(&self.text, |correction| &correction.value)
    }
}
