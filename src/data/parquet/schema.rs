//! The columns of a parquet file, and what each holds.

use polars_arrow::datatypes::TimeUnit;
use polars_core::prelude::{ArrowDataType, ArrowField, PolarsResult, polars_bail};
use polars_parquet::read::schema::parquet_to_arrow_schema;
use polars_parquet::read::{FileMetadata, infer_schema};

use super::arrow::{self, Held};

/// Under this name a file says what its columns were before they were written.
const WRITTEN: &str = "ARROW:schema";

/// The columns, in the order of the file.
///
/// # Errors
/// What the file says of its columns cannot be read, or two of them have one name.
pub(super) fn columns(metadata: &FileMetadata) -> PolarsResult<Vec<ArrowField>> {
    let pairs = metadata.key_value_metadata().iter().flatten();
    let said = pairs.filter(|pair| pair.key == WRITTEN).filter_map(|pair| pair.value.as_deref()).next_back();
    let held = match said.map(arrow::held) {
        None => Vec::new(),
        Some(Some(held)) => held,
        Some(None) => polars_bail!(ComputeError: "what columns were before they were written is damaged"),
    };
    let refused = match super::guard::guarded(|| infer_schema(metadata)) {
        Ok(schema) => return Ok(schema.iter_values().cloned().collect()),
        Err(refused) => refused,
    };
    // One type that the library does not know is no matter of the other columns: it is said of each how it was written.
    let own = parquet_to_arrow_schema(metadata.schema().fields());
    let is_told_twice = own.len() != metadata.schema().fields().len();
    if is_told_twice || held.len() != own.len() || !held.iter().any(|held| matches!(held, Held::Unknown)) {
        return Err(refused);
    }
    let fields = own.iter_values().zip(held).map(|(field, held)| {
        let dtype = match held {
            Held::Nothing => ArrowDataType::Null,
            // In the file it is a whole number like any other.
            Held::Duration => ArrowDataType::Duration(TimeUnit::Microsecond),
            Held::Unknown | Held::Plain => field.dtype.clone(),
        };
        ArrowField::new(field.name.clone(), dtype, field.is_nullable)
    });
    Ok(fields.collect())
}
