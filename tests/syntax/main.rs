//! Rule text to syntax tree and back.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod amendment;
mod bounds;
#[path = "../support/english.rs"]
#[allow(dead_code, reason = "each test program uses what it needs")]
mod english_text;
mod expression;
mod findings;
mod formatter;
mod keywords;
mod noise;
mod rule_files;
mod width;

use heng::finding::{Diagnostic, Language, Place, SourceId, Sources};
use heng::syntax::{self, ast, keyword};

/// The tree of a text that must have no finding.
fn tree(text: &str) -> ast::File {
    let (file, diagnostics) = syntax::parse(SourceId::default(), text);
    assert!(diagnostics.is_empty(), "{text}\n{diagnostics:#?}");
    file
}

/// What is found in a text once its keywords are English is said without other Chinese words.
fn speaks_english(text: &str) {
    let text = english_text::in_english(text);
    if syntax::keyword_language(&text) == Language::Zh {
        return;
    }
    let mut sources = Sources::default();
    let id = sources.add("test.heng", text.as_str());
    let foreign = english_text::foreign_in(&sources, &syntax::parse(id, &text).1, std::slice::from_ref(&text));
    assert!(foreign.is_empty(), "{text}\n{}", foreign.join("\n"));
}

fn findings(text: &str) -> Vec<Diagnostic> {
    speaks_english(text);
    syntax::parse(SourceId::default(), text).1
}

/// The code, line and underlined text of each finding.
fn seen(text: &str) -> Vec<(String, usize, String)> {
    speaks_english(text);
    let mut sources = Sources::default();
    let id = sources.add("test.heng", text);
    let (_, diagnostics) = syntax::parse(id, text);
    let place = |diagnostic: &Diagnostic| match &diagnostic.place {
        Some(Place::Source(span)) => *span,
        other => panic!("{other:?}"),
    };
    diagnostics
        .iter()
        .map(|diagnostic| {
            let span = place(diagnostic);
            assert!(!sources.text(span).is_empty(), "an empty place: {diagnostic:?}");
            let line = sources.line_column(id, span.start).0;
            (diagnostic.code.name().to_owned(), line, sources.text(span).to_owned())
        })
        .collect()
}

/// A tree without its places, and with Chinese words of comparison.
fn shape(file: &ast::File) -> String {
    let debug = format!("{:?}", file.items);
    let mut shape = String::new();
    for part in debug.split("..") {
        // A place is printed as source:start..end.
        let kept = part.trim_start_matches(|c: char| c.is_ascii_digit());
        shape.push_str(kept.trim_end_matches(|c: char| c.is_ascii_digit() || c == ':'));
    }
    for word in keyword::KEYWORDS {
        shape = shape.replace(
            &format!("word: Spanned {{ value: \"{}\"", word.en),
            &format!("word: Spanned {{ value: \"{}\"", word.zh),
        );
    }
    shape
}
