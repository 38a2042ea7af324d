//! 沿用: the files that a rule file is made of.

use super::text::{beside, bytes, decoded};
use crate::finding::{Code, Diagnostic, Place, SourceId, Sources, Span};
use crate::host::Host;
use crate::invariant::OrBroken;
use crate::syntax::ast::{self, Item};
use crate::syntax::{self, Change};
use crate::words;

/// A rule file with all that it inherits.
#[derive(Debug)]
pub(super) struct Whole {
    /// The source that holds it: the file itself, or the text put together from the file it inherits and its changes.
    pub(super) id: SourceId,
    /// The source that holds the whole of the inherited file.
    pub(super) base: Option<SourceId>,
    /// The changes that were carried out.
    pub(super) changes: Vec<Change>,
    /// What is wrong with the others, and doubts about those.
    pub(super) findings: Vec<Diagnostic>,
}

impl Whole {
    /// Whether a change could not be carried out.
    pub(super) fn is_refused(&self) -> bool {
        self.findings.iter().any(Diagnostic::is_error)
    }
}

/// The whole of a rule file that was read and parsed. `paths` are the files from the one asked for to this one.
///
/// # Errors
/// The findings of a file that inherits nothing, or of one that is inherited: nothing can be put together from these.
pub(super) fn whole(
    host: &dyn Host,
    sources: &mut Sources,
    id: SourceId,
    (file, findings): (&ast::File, Vec<Diagnostic>),
    paths: &[String],
) -> Result<Whole, Vec<Diagnostic>> {
    let inherits: Vec<&ast::Inherit> = file
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Inherit(inherit) => Some(inherit),
            _ => None,
        })
        .collect();
    let Some(inherit) = inherits.first() else {
        let change = file.items.iter().find_map(|item| match item {
            Item::Amendment(change) => Some(change.span),
            _ => None,
        });
        // 沿用 itself may be what could not be read.
        return match change {
            Some(span) if findings.is_empty() => Err(vec![without_inherited(span)]),
            _ if findings.is_empty() => Ok(Whole { id, base: None, changes: Vec::new(), findings }),
            _ => Err(findings),
        };
    };
    let mut findings = findings;
    findings.extend(inherits.get(1).map(|second| {
        Diagnostic::error(Code::H0205, second.span, words!("「沿用」只写一次", "a file inherits one other"))
            .label(inherit.span, words!("第一次在这里", "first written here"))
            .help(words!("被沿用的文件可以再沿用别的", "the inherited file may inherit another"))
    }));
    let base = match inherited(host, sources, inherit, paths) {
        Ok(base) => base,
        Err(more) => return Err([findings, more].concat()),
    };
    let unread: Vec<Span> = file.unread_items().map(|unread| unread.span).collect();
    let (merged, refused) = syntax::merge(sources, base, id, inherit.span, &unread);
    findings.extend(refused);
    let path = paths.last().or_broken("there is the file that is read").to_owned();
    let id = sources.add_composed(path, merged.text, merged.slices);
    Ok(Whole { id, base: Some(base), changes: merged.changes, findings })
}

/// The whole of the file that 沿用 names.
fn inherited(
    host: &dyn Host,
    sources: &mut Sources,
    inherit: &ast::Inherit,
    paths: &[String],
) -> Result<SourceId, Vec<Diagnostic>> {
    let path = beside(paths.last().or_broken("there is the file that is read"), &inherit.file.value);
    if let Some(from) = paths.iter().position(|known| beside("", known) == path) {
        let ring: Vec<&str> = paths.iter().skip(from).map(String::as_str).collect();
        let ring = ring.join(" → ");
        let span = inherit.file.span;
        return Err(vec![
            Diagnostic::error(
                Code::H0212,
                span,
                words!("沿用绕成一圈：{ring} → {path}", "files inherit in a circle: {ring} → {path}"),
            )
            .help(words!("其中一个文件须写全，不沿用别的", "one of them must be whole and inherit nothing")),
        ]);
    }
    let read = bytes(host, &path, Code::H0211).and_then(|bytes| decoded(bytes, &path, Code::H0211));
    let text = read.map_err(|unreadable| vec![at(inherit.file.span, unreadable)])?;
    let id = sources.add(path.clone(), text);
    let text = &sources.source(id).text;
    let (file, findings) = syntax::parse(id, text);
    let paths = [paths, &[path]].concat();
    let whole = whole(host, sources, id, (&file, findings), &paths)?;
    if whole.is_refused() { Err(whole.findings) } else { Ok(whole.id) }
}

/// A file that cannot be read is found at the place that names it.
fn at(span: Span, finding: Diagnostic) -> Diagnostic {
    if finding.code == Code::H0903 {
        return Diagnostic { place: Some(Place::Source(span)), ..finding };
    }
    let help = words!(
        "文件名从本文件所在的文件夹算起；核对名称和编码",
        "the name is relative to the folder of this file; check it, and that the file is UTF-8"
    );
    Diagnostic::error(finding.code, span, finding.message).help(help)
}

fn without_inherited(span: Span) -> Diagnostic {
    Diagnostic::error(
        Code::H0216,
        span,
        words!(
            "这一条改的是沿用的文件，而本文件没有写「沿用」",
            "this changes an inherited file, and nothing is inherited"
        ),
    )
    .help(words!(
        "在 规则集、周期 之后写：沿用 \"evaluation-2022-2023.heng\"",
        "write behind rule_set and cycle: inherit \"evaluation-2022-2023.heng\""
    ))
}
