//! The files of 佐证 that cells name.

use std::collections::BTreeSet;

use super::made::Made;
use crate::cancel::looking;
use crate::host::{Fence, Host};
use crate::packet::{Digest, Evidence};

/// Each file that a cell names, once for its column, with its digest where it lies in the folder of the data.
pub(super) fn of(made: &Made<'_>) -> Vec<Evidence> {
    let data = made.data.trim_end_matches('/');
    let fence = Fence::within(made.host, [data.to_owned()]);
    let mut all = Vec::new();
    for (declared, table) in made.model.schema.tables.iter().zip(&made.tables.0) {
        let columns = declared.fields.iter().zip(&table.columns).filter(|(field, _)| field.evidence);
        for (field, column) in columns {
            let files: BTreeSet<String> =
                looking(0..table.rows).filter_map(|row| Some(column.text(row)?.trim().to_owned())).collect();
            for file in files.into_iter().filter(|file| !file.is_empty()) {
                let found =
                    fence.open(&format!("{data}/{file}")).and_then(|input| Digest::of_input(input.as_ref())).ok();
                all.push(Evidence {
                    table: declared.name.clone(),
                    column: field.name.clone(),
                    file,
                    bytes: found.map(|(_, bytes)| bytes),
                    sha256: found.map(|(digest, _)| digest.to_string()),
                });
            }
        }
    }
    all
}
