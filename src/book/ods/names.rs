//! What sheets there are.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::BufRead;

use crate::book::fault::Fault;
use crate::book::name::Name;
use crate::book::xml::{Next, Xml};
use crate::words;

/// To read one sheet is to go through those before it: of very many that would take long.
const MOST: usize = 255;

/// Reads the names of the sheets. The whole part is gone through: it says them where their cells begin.
pub(super) fn read(input: impl BufRead, part: &str) -> Result<Vec<Name>, Fault> {
    let mut xml = Xml::new(input, part);
    let mut names = Vec::new();
    // Styles of sheets that are not shown, and the style at hand.
    let mut hidden: BTreeSet<String> = BTreeSet::new();
    let mut style = None;
    let mut is_book = false;
    loop {
        match xml.next()? {
            Next::Start(3, tag) if tag.name() == "style:style" => {
                style = tag.attribute("style:name")?.map(Cow::into_owned);
            }
            Next::Start(4, tag) if tag.name() == "style:table-properties" => {
                let is_hidden = tag.attribute("table:display")?.is_some_and(|value| value == "false");
                hidden.extend(style.take_if(|_| is_hidden));
            }
            Next::Start(3, tag) if tag.name() == "office:spreadsheet" => is_book = true,
            Next::Start(4, tag) if is_book && tag.name() == "table:table" => {
                let name = tag.attribute("table:name")?.unwrap_or_default().into_owned();
                let style = tag.attribute("table:style-name")?;
                let is_hidden = style.is_some_and(|style| hidden.contains(style.as_ref()));
                names.push(Name { name, is_hidden });
                if names.len() > MOST {
                    let why = words!("里的工作表超过 {MOST} 张", "it has more than {MOST} sheets");
                    return Err(Fault::TooLarge { part: part.to_owned(), why });
                }
            }
            Next::End(3) => {
                style = None;
                if is_book && !names.is_empty() {
                    is_book = false;
                }
            }
            Next::Over if names.is_empty() => {
                let what = words!("这个文件里没有工作表", "there is no sheet in this file");
                return Err(Fault::Foreign { what });
            }
            Next::Over => return Ok(names),
            _ => {}
        }
    }
}
