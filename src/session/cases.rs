//! Rows of 示例 that stand in a file beside the rules.
//!
//! Each line of the file becomes a line of a text, its cells between bars, so that it is read as if it stood in the rules
//! and a finding names the file and its line.

use std::fmt::Write as _;

use super::text::{beside, bytes};
use crate::data;
use crate::finding::{Code, Diagnostic, Language, Place, Slice, SourceId, Sources, Span, Spanned};
use crate::host::Host;
use crate::invariant::{OrBroken, fit};
use crate::syntax::ast::{self, Cases, Item};
use crate::syntax::{self, keyword};
use crate::words;

/// Puts the rows of files into the 示例 that name them. Gives what is wrong with them.
pub(super) fn put_in(host: &dyn Host, sources: &mut Sources, file: &mut ast::File) -> Vec<Diagnostic> {
    let mut findings = Vec::new();
    let language = file.language;
    for item in &mut file.items {
        let Item::Example(example) = item else { continue };
        let Some(name) = &example.file else { continue };
        if let Some(cases) = &example.cases {
            let message = words!("行写在文件里，这里又写了表头", "the rows stand in a file, and here is a header too");
            let finding = Diagnostic::error(Code::H0802, cases.span, message);
            findings.push(finding.help(words!("留一处，删去另一处", "keep one of them")));
            continue;
        }
        match read(host, sources, name) {
            Ok(lines) => {
                let text = Text::of(&lines);
                let (cases, found) =
                    text.read(sources, &path(sources, name), [word("example", language), word("header", language)]);
                findings.extend(found);
                example.cases = cases;
            }
            Err(finding) => findings.push(*finding),
        }
    }
    findings
}

/// The path of a file: relative to that in which it is named.
fn path(sources: &Sources, name: &Spanned<String>) -> String {
    beside(&sources.source(sources.origin(name.span).source).path, &name.value)
}

fn read(
    host: &dyn Host,
    sources: &Sources,
    name: &Spanned<String>,
) -> Result<Vec<(u64, Vec<String>)>, Box<Diagnostic>> {
    let path = path(sources, name);
    let place = Some(Place::Source(name.span));
    let bytes = bytes(host, &path, Code::H0901).map_err(|found| Diagnostic { place: place.clone(), ..found })?;
    let lines = data::cells(bytes, &path).map_err(|why| {
        let (zh, en) = (why.zh, why.en);
        let message = words!("「{path}」读不出：{zh}", "`{path}` cannot be read: {en}");
        Diagnostic::error(Code::H0901, name.span, message)
    })?;
    if lines.iter().filter(|(_, cells)| !is_blank(cells)).count() < 2 {
        let message = words!("「{path}」里没有行", "there are no rows in `{path}`");
        return Err(Box::new(Diagnostic::error(Code::H0802, name.span, message).help(words!(
            "第一行写表头（列名、设 取值 编号、期望 编号），下面一行一例",
            "the first line is the header (column, assume value code, expect code), each line below an example"
        ))));
    }
    Ok(lines)
}

/// The column that stands first: a line cannot begin with a cell that says nothing.
fn front(lines: &[(u64, Vec<String>)]) -> usize {
    let is_full = |place: &usize| {
        let said = |cells: &Vec<String>| cells.get(*place).is_some_and(|cell| !cell.trim().is_empty());
        lines.iter().filter(|(_, cells)| !is_blank(cells)).all(|(_, cells)| said(cells))
    };
    let columns = lines.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    (0..columns).find(is_full).unwrap_or(0)
}

/// Where the cell stands that is put into a place when one column is moved to the front.
fn moved(place: usize, front: usize) -> usize {
    match place {
        0 => front,
        place if place <= front => place - 1,
        place => place,
    }
}

fn is_blank(cells: &[String]) -> bool {
    cells.iter().all(|cell| cell.trim().is_empty())
}

/// A file as text of the rules.
struct Text {
    /// Each line of it at its number.
    text: String,
}

impl Text {
    fn of(lines: &[(u64, Vec<String>)]) -> Self {
        let expects = [Language::Zh, Language::En].map(|language| word("expect", language));
        let front = front(lines);
        let mut text = String::new();
        let mut line = 1_u64;
        let mut header: Option<Vec<String>> = None;
        for (number, cells) in lines.iter().filter(|(_, cells)| !is_blank(cells)) {
            while line < *number {
                text.push('\n');
                line += 1;
            }
            let cells: Vec<String> =
                (0..cells.len()).filter_map(|place| cells.get(moved(place, front)).cloned()).collect();
            let cells = &cells;
            let said: Vec<String> = match &header {
                None => {
                    let last = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
                    let columns: Vec<String> = cells.iter().take(last).map(|cell| on_one_line(cell)).collect();
                    header = Some(columns.clone());
                    columns
                }
                Some(columns) => {
                    let last = cells.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
                    let said = (0..columns.len().max(last)).map(|place| {
                        let [cell, column] = [cells, columns].map(|all| all.get(place).map_or("", String::as_str));
                        let is_expected = expects.iter().any(|expect| column.starts_with(expect));
                        written(cell, is_expected)
                    });
                    said.collect()
                }
            };
            let _ = write!(text, "{}", said.join(" | "));
        }
        text.push('\n');
        Self { text }
    }

    /// The cases that the text is.
    fn read(self, sources: &mut Sources, path: &str, [example, header]: [&str; 2]) -> (Option<Cases>, Vec<Diagnostic>) {
        let shown = sources.add(path, self.text.clone());
        let mut whole = format!("{example} \"\" {{\n{header} ");
        let mut slices = Vec::new();
        let mut from = 0;
        for line in self.text.split_inclusive('\n') {
            let length = line.trim_end_matches('\n').len();
            if length > 0 {
                slices.push(Slice { at: whole.len(), length, origin: Span::new(shown, from, from + length) });
                whole.push_str(line.trim_end_matches('\n'));
                whole.push_str(" ;\n");
            }
            from += line.len();
        }
        whole.push_str("}\n");
        let id: SourceId = sources.add_composed(path, whole.clone(), slices);
        let (file, mut findings) = syntax::parse(id, &whole);
        let mut cases = file.items.into_iter().find_map(|item| match item {
            Item::Example(example) => example.cases,
            _ => None,
        });
        for row in cases.iter_mut().flat_map(|cases| &mut cases.rows) {
            let place = sources.origin(row.span);
            row.number = fit(sources.line_column(place.source, place.start).0);
        }
        // Edits of what is shown are no edits of the file.
        for finding in &mut findings {
            finding.fix = None;
        }
        (cases, findings)
    }
}

/// A keyword by its English word.
fn word(en: &'static str, language: Language) -> &'static str {
    let word = keyword::of_word(en).or_broken("these words are keywords");
    language.either(word.zh, word.en)
}

fn on_one_line(cell: &str) -> String {
    cell.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A cell as the rules write it: what is no number, name or keyword is a text.
fn written(cell: &str, is_expected: bool) -> String {
    let cell = on_one_line(cell);
    if cell.is_empty() {
        return "—".to_owned();
    }
    let is_plain = cell
        .starts_with(|first: char| first.is_ascii_digit() || matches!(first, '-' | '+' | '.' | '"' | '“' | '—'))
        || syntax::is_name(&cell)
        || keyword::of_word(&cell).is_some();
    if is_expected || is_plain { cell } else { format!("\"{cell}\"") }
}
