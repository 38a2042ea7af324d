//! The inputs of a result: their fingerprints, and they themselves where the packet is to have them.

use super::Packing;
use crate::data::{Lines, Table};
use crate::invariant::fit;
use crate::packet::{Content, Digest, InputFile, InputTable, Inputs, KEPT};

/// Stands for whatever is in the folder of the data.
const WITHIN: &str = "_";

impl Packing<'_> {
    /// The inputs, where the folder of the data is, and the file of corrections.
    pub(super) fn inputs(&mut self) -> (Inputs, String, Option<String>) {
        let made = self.made;
        let within = format!("{}/{WITHIN}", made.data.trim_end_matches('/'));
        let is_file = made.opened.iter().any(|path| path == made.data);
        let opened: Vec<&str> =
            made.opened.iter().map(String::as_str).filter(|path| Some(*path) != made.corrections).collect();
        let folder: Option<&str> = if is_file { Some(made.data) } else { Some(within.as_str()) };
        let paths: Vec<&str> = folder.into_iter().chain(opened.iter().copied()).collect();
        let places = self.placed(&paths);
        let data = places.first().map(|place| place.strip_suffix(WITHIN).filter(|_| !is_file).unwrap_or(place));
        let data = format!("inputs/{}", data.unwrap_or_default()).trim_end_matches('/').to_owned();
        let mut inputs = Inputs::default();
        for (path, place) in opened.into_iter().zip(places.iter().skip(1)) {
            self.input(format!("inputs/{place}"), path, &mut inputs);
        }
        for (table, rows) in &made.kept {
            let place = format!("{KEPT}{table}.csv");
            let count = made.model.schema.tables.iter().position(|declared| declared.name == *table);
            let rows_of = |at: usize| made.tables.0.get(at).map_or(0, |table| table.rows);
            inputs.files.push(InputFile {
                path: place.clone(),
                bytes: fit(rows.len()),
                sha256: Digest::of(rows).to_string(),
                tables: count.map(|at| InputTable { table: table.clone(), rows: rows_of(at) }).into_iter().collect(),
            });
            if made.with_data {
                self.add(place, Content::Bytes(rows.clone()));
            }
        }
        inputs.evidence = super::evidence::of(made);
        let corrections = made.corrections.map(|path| {
            let place = format!("corrections/{}", path.rsplit(['/', '\\']).next().unwrap_or_default());
            self.input(place.clone(), path, &mut inputs);
            place
        });
        (inputs, data, corrections)
    }

    fn input(&mut self, place: String, path: &str, inputs: &mut Inputs) {
        let made = self.made;
        let known = if made.with_data { self.file(place.clone(), path) } else { self.fingerprint(path) };
        let Some((digest, bytes)) = known else { return };
        let folder = format!("{}/", made.data.trim_end_matches('/'));
        let name = path.strip_prefix(&folder).unwrap_or_else(|| path.rsplit('/').next().unwrap_or(path));
        let declared = made.model.schema.tables.iter().zip(&made.tables.0);
        let tables = declared.filter_map(|(declared, table)| {
            rows_from(table, name).map(|rows| InputTable { table: declared.name.clone(), rows })
        });
        let mut tables: Vec<InputTable> = tables.collect();
        if tables.is_empty() && path == made.data {
            // The files within an archive are not told apart.
            let declared = made.model.schema.tables.iter().zip(&made.tables.0);
            tables = declared
                .map(|(declared, table)| InputTable { table: declared.name.clone(), rows: table.rows })
                .collect();
        }
        inputs.files.push(InputFile { path: place, bytes, sha256: digest.to_string(), tables });
    }
}

/// How many rows of a table stand in a file, or in sheets of it; nothing where the table is not read from it.
fn rows_from(table: &Table, file: &str) -> Option<usize> {
    let is_of = |name: &str| name.strip_prefix(file).is_some_and(|rest| rest.is_empty() || rest.starts_with('['));
    match &table.lines {
        Lines::Several(files) => {
            let own = files.iter().filter(|own| is_of(&own.name));
            own.map(|own| own.lines.len()).reduce(usize::saturating_add)
        }
        Lines::Listed(_) | Lines::Stretched(_) | Lines::Numbered(_) => is_of(&table.file).then_some(table.rows),
    }
}
