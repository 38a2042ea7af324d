//! Which part of an xlsx file holds what.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use crate::book::dates::Epoch;
use crate::book::fault::Fault;
use crate::book::name::Name;
use crate::book::xml::{Next, Xml, is_true};
use crate::book::zipped::Zip;
use crate::words;

/// What a workbook consists of.
#[derive(Debug)]
pub(super) struct Contents {
    pub(super) sheets: Vec<Part>,
    /// The part with texts that cells share.
    pub(super) strings: Option<String>,
    /// The part that says how cells show their numbers.
    pub(super) styles: Option<String>,
    pub(super) epoch: Epoch,
    /// Whether the formulas are to be worked out anew by who opens the file: their values may never have been.
    pub(super) is_stale: bool,
}

/// A sheet and the part that holds it.
#[derive(Debug)]
pub(super) struct Part {
    pub(super) name: Name,
    pub(super) part: String,
}

/// A part that another refers to.
struct Link {
    /// The last word of the address that says what it is: `worksheet`, `styles`.
    kind: String,
    part: String,
}

/// Reads what sheets there are, and where.
pub(super) fn read(zip: &Zip) -> Result<Contents, Fault> {
    let workbook = if zip.has("_rels/.rels") {
        links(zip, "")?.into_values().find(|link| link.kind == "officeDocument").map(|link| link.part)
    } else {
        None
    };
    let workbook = workbook.unwrap_or_else(|| "xl/workbook.xml".to_owned());
    if let Some(what) = foreign(&workbook, zip) {
        return Err(what);
    }
    let links = links(zip, &workbook)?;
    let of_kind = |kind: &str| links.values().find(|link| link.kind == kind).map(|link| link.part.clone());
    let mut contents = Contents {
        sheets: Vec::new(),
        strings: of_kind("sharedStrings"),
        styles: of_kind("styles"),
        epoch: Epoch::default(),
        is_stale: false,
    };
    zip.read(&workbook, |input| {
        let mut xml = Xml::new(input, &workbook);
        let mut is_workbook = false;
        let mut parts = BTreeSet::new();
        loop {
            match xml.next()? {
                Next::Start(1, tag) => is_workbook = tag.local_name() == "workbook",
                Next::Start(2, tag) if tag.local_name() == "workbookPr" => {
                    let is_1904 = tag.attribute("date1904")?.is_some_and(|value| is_true(&value));
                    contents.epoch = if is_1904 { Epoch::Of1904 } else { Epoch::Of1900 };
                }
                Next::Start(2, tag) if tag.local_name() == "calcPr" => {
                    contents.is_stale = tag.attribute("fullCalcOnLoad")?.is_some_and(|value| is_true(&value));
                }
                Next::Start(3, tag) if tag.local_name() == "sheet" => {
                    let (mut name, mut id, mut is_hidden) = (None, None, false);
                    for attribute in tag.attributes() {
                        let (key, value) = attribute?;
                        match key {
                            "name" => name = Some(value.into_owned()),
                            "state" => is_hidden = value != "visible",
                            // The prefix is the file's own.
                            _ if key.ends_with(":id") => id = Some(value.into_owned()),
                            _ => {}
                        }
                    }
                    let link = id.and_then(|id| links.get(&id));
                    let (Some(name), Some(link)) = (name, link) else {
                        let why = words!("有一张工作表没有说存在哪里", "it does not say where one of its sheets is");
                        return Err(xml.broken(why));
                    };
                    // Charts and dialogs have no cells.
                    if link.kind == "worksheet" {
                        let part = link.part.clone();
                        if !parts.insert(part.clone()) {
                            let why = words!("有两张工作表是同一个部分", "two of its sheets are one part");
                            return Err(xml.broken(why));
                        }
                        contents.sheets.push(Part { name: Name { name, is_hidden }, part });
                    }
                }
                Next::Over => break,
                _ => {}
            }
        }
        if is_workbook { Ok(()) } else { Err(xml.broken(words!("不是工作簿", "it is not a workbook"))) }
    })?;
    Ok(contents)
}

/// What a file is whose parts are those of another program.
fn foreign(workbook: &str, zip: &Zip) -> Option<Fault> {
    let what = if Path::new(workbook).extension().is_some_and(|end| end.eq_ignore_ascii_case("bin")) {
        words!("这是 xlsb（二进制工作簿）", "this is a binary workbook (xlsb)")
    } else if workbook.starts_with("word/") || zip.has("word/document.xml") {
        words!("这是 Word 文档，不是表格", "this is a document of Word, not a workbook")
    } else if workbook.starts_with("ppt/") || zip.has("ppt/presentation.xml") {
        words!("这是演示文稿，不是表格", "this is a presentation, not a workbook")
    } else {
        return None;
    };
    Some(Fault::Foreign { what })
}

/// The parts that a part refers to, by the names under which it does; those of the file are asked for by no name.
fn links(zip: &Zip, part: &str) -> Result<BTreeMap<String, Link>, Fault> {
    let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
    let list = if folder.is_empty() { format!("_rels/{file}.rels") } else { format!("{folder}/_rels/{file}.rels") };
    let mut links = BTreeMap::new();
    zip.read(&list, |input| {
        let mut xml = Xml::new(input, &list);
        loop {
            match xml.next()? {
                Next::Start(2, tag) if tag.local_name() == "Relationship" => {
                    let (mut id, mut kind, mut target) = (None, None, None);
                    for attribute in tag.attributes() {
                        let (key, value) = attribute?;
                        match key {
                            "Id" => id = Some(value.into_owned()),
                            "Type" => kind = value.rsplit('/').next().map(str::to_owned),
                            "Target" => target = Some(resolved(folder, &value)),
                            _ => {}
                        }
                    }
                    if let (Some(id), Some(kind), Some(part)) = (id, kind, target) {
                        links.insert(id, Link { kind, part });
                    }
                }
                Next::Over => return Ok(()),
                _ => {}
            }
        }
    })?;
    Ok(links)
}

/// The part that a target leads to from a folder: `worksheets/sheet1.xml`, `/xl/styles.xml`, `../xl/styles.xml`.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let is_absolute = target.starts_with('/');
    let mut parts: Vec<&str> = if is_absolute { Vec::new() } else { folder.split('/').collect() };
    for part in target.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            _ => parts.push(part),
        }
    }
    parts.retain(|part| !part.is_empty());
    parts.join("/")
}
