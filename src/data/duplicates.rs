//! Rows of a file that have the key of an earlier row.

use super::complaint::shortened;
use super::findings::Findings;
use super::keys::Keys;
use super::rows::{Above, Rows};
use crate::core::{KeyPart, Table};
use crate::finding::{Code, Diagnostic, Words};
use crate::invariant::OrBroken;
use crate::words;

/// Reports each such row among the findings about its file, with the line of the first.
pub(super) fn report(rows: &Rows, declared: &Table, above: Option<&Above<'_>>, findings: &mut [Findings<'_>]) {
    let keys = Keys::new(&rows.columns, &declared.key, &rows.parents);
    let headers: Vec<&str> = declared
        .key
        .iter()
        .flat_map(|part| match part {
            KeyPart::Parent => above.map_or(&[][..], |above| above.columns).iter().map(String::as_str).collect(),
            KeyPart::Field(field) => {
                declared.fields.get(field.0).map(|field| field.column.as_str()).into_iter().collect::<Vec<_>>()
            }
        })
        .collect();
    let parent_text = |row: u32| above.and_then(|above| above.link.text(row)).unwrap_or_default().into_owned();
    for (first, second) in keys.duplicates(rows.lines.len()) {
        let Some(findings) = findings.get_mut(rows.lines.file_place(second)) else { continue };
        findings.add(Code::H0504, |at| {
            let key = keys.text(second, parent_text);
            let (shown, Words { zh, en }) = (shortened(&key), Words::listed(&headers));
            let line = rows.lines.get(first).or_broken("each row has its line");
            let is_turned = rows.readings.get(rows.lines.file_place(first)).is_some_and(|reading| reading.is_turned);
            let file = rows.lines.file(first).filter(|file| is_turned || Some(*file) != rows.lines.file(second));
            let column = match headers.as_slice() {
                [only] => Some(*only),
                _ => None,
            };
            let place = at.place(rows.lines.get(second), column, Some(&key));
            let found = Diagnostic::data(
                Code::H0504,
                place,
                match file {
                    None => words!(
                        "主键「{zh}」重复：「{shown}」在第 {line} 行已经有了",
                        "duplicate key ({en}): `{shown}` is already in line {line}"
                    ),
                    Some(file) => words!(
                        "主键「{zh}」重复：「{shown}」在 {file} 第 {line} 行已经有了",
                        "duplicate key ({en}): `{shown}` is already in {file}, line {line}"
                    ),
                },
            );
            let found = found.help(words!(
                "每个主键只能有一行；请删去或改正其中一行",
                "a key may occur in one row only; remove or correct one of the two"
            ));
            let parents = (rows.parents.get(first), rows.parents.get(second));
            match above.filter(|_| parents.0 != parents.1 && !declared.key.contains(&KeyPart::Parent)) {
                // The same month below two parks is no mistake of the data.
                Some(above) => {
                    let whole: Vec<&str> = above.columns.iter().map(String::as_str).chain(headers.clone()).collect();
                    let (parent_columns, Words { zh: all, en: all_en }) =
                        (Words::listed(above.columns), Words::listed(&whole));
                    let (above_zh, above_en) = (parent_columns.zh, parent_columns.en);
                    found.help(words!(
                        "每个主键只能有一行；请删去或改正其中一行。同一个「{zh}」可以在不同的「{above_zh}」下面各有一行的，主键合起来是：{all}",
                        "a key may occur in one row only; remove or correct one of the two. If the same {en} may stand below different {above_en}, the key is {all_en} together"
                    ))
                }
                None => found,
            }
        });
    }
}
