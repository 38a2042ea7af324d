//! How cells show their numbers, by the number of their style.

use std::collections::BTreeMap;
use std::io::BufRead;

use crate::book::fault::Fault;
use crate::book::shown::Shown;
use crate::book::xml::{Next, Xml};

/// Reads how each style of cells shows numbers.
pub(super) fn read(input: impl BufRead, part: &str) -> Result<Vec<Shown>, Fault> {
    let mut xml = Xml::new(input, part);
    let mut own = BTreeMap::new();
    let mut styles: Vec<u32> = Vec::new();
    let mut is_of_cells = false;
    loop {
        match xml.next()? {
            Next::Start(2, tag) => is_of_cells = tag.local_name() == "cellXfs",
            Next::Start(3, tag) if tag.local_name() == "numFmt" => {
                let id = tag.attribute("numFmtId")?.and_then(|id| id.parse::<u32>().ok());
                if let (Some(id), Some(code)) = (id, tag.attribute("formatCode")?) {
                    own.insert(id, Shown::by_code(&code));
                }
            }
            Next::Start(3, tag) if is_of_cells && tag.local_name() == "xf" => {
                let id = tag.attribute("numFmtId")?.and_then(|id| id.parse().ok());
                styles.push(id.unwrap_or_default());
            }
            Next::Over => break,
            _ => {}
        }
    }
    let shown = |id: u32| own.get(&id).copied().unwrap_or_else(|| Shown::built_in(id));
    Ok(styles.into_iter().map(shown).collect())
}
