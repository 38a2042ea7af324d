//! Rule text to syntax tree.
//!
//! ```text
//!  text ──► layout ──► parser ──► ast::File
//!           │          │ each statement by grammar/heng.pest
//!           │          └► marks ──► format ──► text
//!           └ where statements end, which brackets belong together
//! ```
//!
//! After this stage every name and word is as written, places are true to the text, and the tree is nowhere
//! deeper than 256 expressions, so that later stages may walk it by recursion. A statement with a mistake
//! has a finding, and keeps its place in the tree as one that could not be read.

mod amend;
pub mod ast;
mod common;
mod edits;
mod format;
mod grammar;
pub mod keyword;
mod language;
mod layout;
mod mark;
mod parser;
mod plain;
mod quoted;
mod sign;
mod skeleton;
mod tie;
mod token;
mod upgrade;

use pest::Parser as _;

use crate::finding::{self, Diagnostic, SourceId, Span};
use crate::invariant::{OrBroken, part_of};
pub use amend::{Change, Merged, merge};
pub use edits::{Edit, edits};
pub use format::format;
pub use language::keyword_language;
pub use plain::{Amount, Piece, amounts, behind_word, dates, one_line, pieces, said};
pub use quoted::with_keywords_of;
pub use tie::{RANK_TIES, RankTie, tie_words};
use token::{Kind, Tokens};
pub use upgrade::upgrade;

/// The newest edition of the rule language that is known. It rises when a text that was read before is read no longer
/// or would come to mean something else; a file that states none is of the first.
pub const EDITION: u32 = 2;

/// Parses a rule file. Findings are in the order of the text.
#[must_use]
pub fn parse(id: SourceId, text: &str) -> (ast::File, Vec<Diagnostic>) {
    let (file, _, diagnostics) = read(id, text, false);
    (file, diagnostics)
}

fn parse_with_marks(id: SourceId, text: &str) -> (ast::File, Reading, Vec<Diagnostic>) {
    read(id, text, true)
}

/// Reads a text; with its marks when they are wanted.
fn read(id: SourceId, text: &str, marked: bool) -> (ast::File, Reading, Vec<Diagnostic>) {
    let layout = layout::lay_out(id, text);
    let refused = layout.diagnostics.first().filter(|_| layout.text.is_empty());
    let language = if refused.is_some() { keyword_language(text) } else { layout.tally.language() };
    let refused = refused.map(|_| ast::Item::Unread(ast::Unread::place(Span::new(id, 0, text.len()))));
    let mut parsed = parser::parse(id, &layout, marked);
    parsed.file.items.extend(refused);
    let amiss = common::put_in(&mut parsed.file);
    let mut diagnostics = layout.diagnostics;
    let is_retold = |span: finding::Span| parsed.retold.iter().any(|statement| statement.contains(span));
    diagnostics.retain(|finding| !matches!(finding.place, Some(finding::Place::Source(span)) if is_retold(span)));
    diagnostics.extend(parsed.diagnostics);
    diagnostics.extend(amiss);
    diagnostics.sort_by_key(|diagnostic| match &diagnostic.place {
        Some(finding::Place::Source(span)) => span.start,
        _ => 0,
    });
    let file = ast::File { language, ..parsed.file };
    (file, Reading { laid: layout.text, marks: parsed.marks }, diagnostics)
}

/// What the formatter needs of a parse.
struct Reading {
    laid: String,
    marks: Vec<mark::Mark>,
}

/// Reads a question to the rows of a result: 总分 不低于 80 分 且 等次 是 优秀.
///
/// # Errors
/// What is wrong with it.
pub fn asked(id: SourceId, text: &str) -> Result<ast::Asked, Vec<Diagnostic>> {
    let layout = layout::lay_out(id, text);
    if layout.diagnostics.iter().any(Diagnostic::is_error) {
        return Err(layout.diagnostics);
    }
    let (asked, findings) = parser::asked(id, &layout);
    asked.ok_or(findings)
}

/// The number that a word of an office text is, as it is written in a rule: 40 分 for 四十分.
#[must_use]
pub fn number_of_word(word: &str) -> Option<String> {
    parser::number(word)
}

/// Whether a finding is of a bracket that does not pair with another, or of a quote that is not closed: then nothing
/// else of its statement can be told.
#[must_use]
pub fn is_unpaired(found: &Diagnostic) -> bool {
    found.code == finding::Code::H0103 || layout::is_open_text(found)
}

/// Whether a text can stand as a name, without quotes.
#[must_use]
pub fn is_name(text: &str) -> bool {
    grammar::Grammar::parse(grammar::Rule::whole_name, text).is_ok()
}

/// Whether a name stands behind a word: 参数 NAME.
#[must_use]
pub fn begins_declaration(word: &str) -> bool {
    parser::is_declaring(word)
}

/// The words of a rule text that may be names, each once, in their order.
#[must_use]
pub fn names(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for token in Tokens::new(text).filter(|token| token.kind == Kind::Word) {
        let word = sign::half_width_text(part_of(text, token.start..token.end));
        if !keyword::of_word(&word).is_some_and(keyword::Keyword::is_reserved) && !found.contains(&word) {
            found.push(word);
        }
    }
    found
}

/// A piece of rule text as it is compared with another: keywords and functions in Chinese, signs half-width, no
/// blanks. What a rule is called by does not change with the language of its keywords.
#[must_use]
pub fn comparable(text: &str) -> String {
    let mut plain = String::new();
    for token in Tokens::new(text) {
        let written = part_of(text, token.start..token.end);
        match token.kind {
            Kind::Blank | Kind::Newline => {}
            Kind::Word => {
                // In a sentence an English word may touch a Chinese one: 要求at_least.
                let at = written.find(|c: char| c.is_ascii() != written.starts_with(|c: char| c.is_ascii()));
                let (first, rest) =
                    written.split_at_checked(at.unwrap_or(written.len())).or_broken("a letter was found there");
                for part in [first, rest].map(sign::half_width_text) {
                    plain.push_str(keyword::of_word(&part).map_or(keyword::function_zh(&part), |keyword| keyword.zh));
                }
            }
            Kind::Unknown => plain.extend(written.chars().filter(|c| sign::invisible(*c).is_none())),
            // Quotes hold words of a rule too, and pair by chance in a sentence.
            Kind::Text | Kind::OpenText => plain.extend(written.chars().filter(|c| !c.is_whitespace())),
            _ => plain.extend(written.chars().map(sign::half_width)),
        }
    }
    plain
}
