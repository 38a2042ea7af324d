//! The list of clauses, a TOML file.

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::Spanned;

use super::reference::Reference;
use crate::finding::{Code, Diagnostic, SourceId, Span, Words};
use crate::words;

/// What a clause may be, in Chinese and English. Only the first asks for a rule.
pub const KINDS: [(&str, &str); 8] = [
    ("规则", "rule"),
    ("引语", "preamble"),
    ("定义", "definition"),
    ("原则", "principle"),
    ("鼓励", "encouragement"),
    ("职责", "duty"),
    ("程序", "procedure"),
    ("施行", "commencement"),
];

/// The clauses of a document in its order.
#[derive(Debug, Clone)]
pub struct ClauseList {
    /// What the document is called.
    pub document: String,
    /// Its clauses.
    pub clauses: Vec<ListedClause>,
}

/// A clause.
#[derive(Debug, Clone)]
pub struct ListedClause {
    /// As 依据 writes it.
    pub id: String,
    /// The same in numbers.
    pub reference: Reference,
    /// What it is.
    pub kind: String,
    /// Its words.
    pub text: String,
    /// Where the list has it.
    pub span: Span,
}

impl ListedClause {
    /// Whether a rule is expected for it.
    #[must_use]
    pub fn expects_rule(&self) -> bool {
        let [(zh, en), ..] = KINDS;
        self.kind == zh || self.kind == en
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    document: String,
    #[serde(default)]
    clause: Vec<WrittenClause>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenClause {
    id: Spanned<String>,
    kind: Spanned<String>,
    text: String,
}

/// Reads a list of clauses.
///
/// # Errors
/// H0461 for a list that is not of this form, a clause listed twice, one that no 依据 can name, and an unknown kind.
pub fn read(source: SourceId, text: &str) -> Result<ClauseList, Vec<Diagnostic>> {
    let written: Written = toml::from_str(text).map_err(|error| vec![malformed(source, text, &error)])?;
    let mut findings = Vec::new();
    let mut seen: BTreeMap<Reference, Span> = BTreeMap::new();
    let mut clauses = Vec::new();
    for clause in written.clause {
        let span = place(source, &clause.id);
        let (id, kind) = (clause.id.get_ref(), clause.kind.get_ref());
        if !KINDS.iter().any(|(zh, en)| kind == zh || kind == en) {
            let Words { zh, en } =
                Words::of(|language| language.listed(&KINDS.map(|(zh, en)| language.either(zh, en))));
            findings.push(
                ill_formed(
                    place(source, &clause.kind),
                    words!("「{kind}」不是条款的种类，只有：{zh}", "`{kind}` is no kind of clause; there are {en}"),
                )
                .suggest(kind, KINDS.iter().flat_map(|(zh, en)| [*zh, *en])),
            );
        }
        let Some(reference) = Reference::parse(id) else {
            findings.push(ill_formed(span, words!("「{id}」不是条款号", "`{id}` is not the number of a clause")).help(
                words!(
                    "写成 第九条、第九条（一）、第九条（一）第二款，标准写成 3.2.5",
                    "write the number of a clause, such as 3.2.5"
                ),
            ));
            continue;
        };
        if let Some(first) = seen.insert(reference.clone(), span) {
            let repeated = ill_formed(span, words!("「{id}」列了两次", "`{id}` is listed twice"));
            findings.push(repeated.label(first, words!("第一次在这里", "first listed here")));
        }
        clauses.push(ListedClause { id: id.clone(), reference, kind: kind.clone(), text: clause.text, span });
    }
    if clauses.is_empty() && findings.is_empty() {
        let whole = Span::new(source, 0, text.chars().next().map_or(0, char::len_utf8));
        findings.push(ill_formed(whole, words!("条款表里没有条款", "there is no clause in the list")).help(words!(
            "每一条写 [[clause]]，下面是 id、kind、text",
            "write [[clause]] with id, kind and text for each"
        )));
    }
    if findings.is_empty() { Ok(ClauseList { document: written.document, clauses }) } else { Err(findings) }
}

fn place(source: SourceId, text: &Spanned<String>) -> Span {
    Span::new(source, text.span().start, text.span().end)
}

fn ill_formed(span: Span, message: crate::finding::Words) -> Diagnostic {
    Diagnostic::error(Code::H0461, span, message)
}

fn malformed(source: SourceId, text: &str, error: &toml::de::Error) -> Diagnostic {
    let range = error.span().unwrap_or(0..0);
    let end = range
        .end
        .max(range.start + text.get(range.start..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8));
    let said = error.message().to_owned();
    ill_formed(
        Span::new(source, range.start, end.min(text.len())),
        words!("条款表读不懂：{said}", "the list of clauses cannot be read: {said}"),
    )
    .help(words!(
        "开头写 document = \"文件名\"，每一条写 [[clause]]，下面是 id、kind、text",
        "begin with document = \"…\"; write [[clause]] with id, kind and text for each clause"
    ))
}
