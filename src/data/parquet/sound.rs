//! Whether what a parquet file says of itself agrees, before memory is taken for it.

use polars_core::prelude::{PolarsResult, polars_bail};
use polars_parquet::parquet::metadata::FileMetadata;

use crate::data::parents::NO_ROW;
use crate::invariant::fit;

/// So many cells may stand in however few bytes.
const MODEST: usize = 1 << 24;

/// No byte of a large table holds more cells: even where all of a column are the same, a key tells rows apart.
const MOST_FOR_A_BYTE: u64 = 1 << 6;

/// Checks the numbers of rows and values; `names` are the columns that are read, `length` is that of the file.
///
/// # Errors
/// What does not agree: a row less would be a row that nobody misses.
pub(super) fn check(metadata: &FileMetadata, names: &[&str], length: u64) -> PolarsResult<()> {
    let groups = &metadata.row_groups;
    let rows = groups.iter().try_fold(0_usize, |sum, group| sum.checked_add(group.num_rows()));
    if rows != Some(metadata.num_rows) {
        polars_bail!(ComputeError: "the row groups do not have the rows of the file");
    }
    if u32::try_from(metadata.num_rows).map_or(true, |rows| rows == NO_ROW) {
        polars_bail!(ComputeError: "too many rows");
    }
    let cells = metadata.num_rows.saturating_mul(names.len());
    if cells > MODEST && fit::<u64>(cells) / MOST_FOR_A_BYTE > length {
        polars_bail!(ComputeError: "the file says that it has more rows than it can hold");
    }
    for group in groups {
        let columns = names.iter().flat_map(|name| group.columns_under_root_iter(name).into_iter().flatten());
        for column in columns {
            if usize::try_from(column.num_values()) != Ok(group.num_rows()) {
                polars_bail!(ComputeError: "a column does not have the rows of its row group");
            }
        }
    }
    Ok(())
}
