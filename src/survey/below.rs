//! Subjects that have no row in a table below: what is counted or added up of it is 0.

use crate::core::{Schema, TableId};
use crate::data::Tables;
use crate::finding::{Code, Diagnostic, Words};
use crate::words;

/// So many are named.
const NAMED: usize = 10;

pub(super) fn look(schema: &Schema, tables: &Tables, id: TableId, findings: &mut Vec<Diagnostic>) {
    let (Some(declared), Some(table)) = (schema.table(id), tables.get(id)) else { return };
    let (Some(parent), Some(parents)) = (&declared.parent, &table.parents) else { return };
    let (Some(above), Some(of)) = (tables.get(parent.table), schema.table(parent.table)) else { return };
    let mut has_row = vec![false; above.rows];
    for row in parents.iter() {
        if let Some(has) = usize::try_from(row).ok().and_then(|row| has_row.get_mut(row)) {
            *has = true;
        }
    }
    let lacking: Vec<usize> = has_row.iter().enumerate().filter(|(_, has)| !**has).map(|(row, _)| row).collect();
    if lacking.is_empty() {
        return;
    }
    let named: Vec<String> = lacking.iter().take(NAMED).map(|row| super::rows::key_of(of, above, *row)).collect();
    let (count, all, above_name, name) = (lacking.len(), above.rows, &of.name, &declared.name);
    let Words { zh, en } = Words::listed(&named);
    let more = if count > NAMED { "…" } else { "" };
    let message = words!(
        "{count} 家「{above_name}」（共 {all} 家）在「{name}」里没有一行：{zh}{more}",
        "{count} of {all} rows of `{above_name}` have no row in `{name}`: {en}{more}"
    );
    let file = table.files().next().unwrap_or(&table.file).to_owned();
    findings.push(Diagnostic::file(Code::H0512, file, message).help(words!(
        "它们的计数和求和是 0；核对是确实没有，还是没有报来",
        "what is counted or added up for them is 0; check whether there is nothing, or nothing was sent"
    )));
}
