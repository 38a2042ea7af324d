//! What must hold of any text.

use heng::check::{Checked, check};
use heng::finding::{Diagnostic, Language, Place, Renderer, SourceId, Sources};
use heng::host::Memory;
use heng::session;
use heng::syntax::{self, ast, keyword};

use crate::pages::Page;

/// The text under test; its page is source 0.
const TEXT: SourceId = SourceId(1);

/// Reads a text, and lays it out when it can be read: the layout is a fixed point with the same tree, and so is
/// the English twin, there and back.
pub(crate) fn read_and_format(text: &str) -> (ast::File, Vec<Diagnostic>) {
    let (file, findings) = syntax::parse(TEXT, text);
    for finding in &findings {
        placed(finding, text);
    }
    assert_eq!(file.has_unread(), !findings.is_empty(), "what could not be read is in the tree\n{text}\n{findings:?}");
    if !findings.is_empty() {
        assert!(syntax::format(text, None).is_err(), "a text with findings is laid out");
        return (file, findings);
    }
    let once = syntax::format(text, None).expect("a text without findings is laid out");
    assert_eq!(syntax::format(&once, None).as_ref(), Ok(&once), "the layout is no fixed point");
    let shape = shape(&file);
    same(&shape, &once, "the layout changes the meaning");
    let english = syntax::format(&once, Some(Language::En)).expect("English");
    same(&shape, &english, "the English twin has another meaning");
    let chinese = syntax::format(&once, Some(Language::Zh)).expect("Chinese");
    assert_eq!(syntax::format(&english, Some(Language::Zh)).as_ref(), Ok(&chinese), "not the same there and back");
    assert_eq!(syntax::format(&chinese, Some(Language::En)).as_ref(), Ok(&english), "not the same back and there");
    (file, findings)
}

fn same(shape: &str, text: &str, words: &str) {
    let (file, findings) = syntax::parse(TEXT, text);
    assert!(findings.is_empty(), "{words}: it has findings\n{text}\n{findings:?}");
    let found = self::shape(&file);
    assert!(found == shape, "{words}\n{text}\n{shape}\n{found}");
}

fn placed(finding: &Diagnostic, text: &str) {
    let spans = match &finding.place {
        Some(Place::Source(span)) => std::iter::once(*span).chain(finding.labels.iter().map(|label| label.span)),
        other => panic!("a finding without a place: {other:?}"),
    };
    for span in spans {
        assert!(
            text.get(span.start..span.end).is_some_and(|text| !text.is_empty()),
            "no place in the text: {finding:?}"
        );
    }
}

/// Checks a page with an item replaced by the items of the text; whether it is a rule set.
pub(crate) fn check_in(
    page: &mut Page,
    item: usize,
    text: &str,
    read: (ast::File, Vec<Diagnostic>),
    renders: bool,
) -> bool {
    let range = page.items[item].1.clone();
    let (own, findings) = read;
    let count = own.items.len();
    let whole = range.start..range.start + count;
    let replaced: Vec<ast::Item> = page.file.items.splice(range, own.items).collect();
    // The rows of a file are put in by the session, which tells why there are none; check is silent about them.
    let lacks_rows =
        page.file.items.iter().any(
            |item| matches!(item, ast::Item::Example(example) if example.file.is_some() && example.cases.is_none()),
        );
    let Checked { program: model, findings: more, .. } = check(&page.file, &[]);
    page.file.items.splice(whole, replaced);
    assert!(model.is_none() || findings.is_empty(), "a model of a text with findings");
    assert!(
        model.is_some() || lacks_rows || !findings.is_empty() || more.iter().any(Diagnostic::is_error),
        "refused without a finding"
    );
    if renders {
        let mut sources = Sources::default();
        sources.add("page.heng", page.text.as_str());
        sources.add("text.heng", text);
        for language in [Language::Zh, Language::En] {
            for finding in findings.iter().chain(&more) {
                let _ = Renderer { language, color: false }.render(&sources, finding);
            }
        }
    }
    model.is_some()
}

/// The whole way: a file through reading, checking and its own 示例.
pub(crate) fn whole(text: &str) {
    let host = Memory::default();
    host.put("rules.heng", text);
    let rules = session::rules(&host, "rules.heng").expect("the file is there");
    let renderer = Renderer { language: rules.language, color: false };
    for finding in &rules.diagnostics {
        let _ = renderer.render(&rules.sources, finding);
    }
    if let Some(program) = &rules.program {
        let calendar = heng::number::Calendar::china().expect("the built-in calendar");
        for example in &program.rules.examples {
            let _ = session::run_example(&rules.sources, program, example, &calendar);
        }
    }
}

/// A tree without its places, its words in Chinese.
fn shape(file: &ast::File) -> String {
    let debug = format!("{:?}", file.items);
    let mut shape = String::with_capacity(debug.len());
    for part in debug.split("..") {
        // A place is printed as source:start..end.
        let kept = part.trim_start_matches(|c: char| c.is_ascii_digit());
        shape.push_str(kept.trim_end_matches(|c: char| c.is_ascii_digit() || c == ':'));
    }
    let in_chinese = |word: &str| keyword::of_word(word).map_or_else(|| word.to_owned(), |word| word.zh.to_owned());
    let shape = changed(&shape, "word: Spanned { value: \"", in_chinese);
    // 得分, where it may be that of a part or a column, is a name of the tree.
    // 等次(单项), as the figure of a further grading is read, begins with the word; nothing else has a bracket in its name.
    let shape = changed(&shape, "name: Spanned { value: \"", |name| match name.split_once('(') {
        Some((word, grading)) => format!("{}({grading}", in_chinese(word)),
        None if keyword::is_own_figure(name) => keyword::function_words(name).zh,
        None => name.to_owned(),
    });
    // How a line without a title is headed: its text, in its layout and its language.
    changed(&shape, "written: \"", |_| String::new())
}

/// A printed tree in which the texts behind some words are others.
fn changed(debug: &str, before: &str, change: impl Fn(&str) -> String) -> String {
    let mut rest = debug;
    let mut made = String::with_capacity(debug.len());
    while let Some(at) = rest.find(before) {
        let (known, after) = rest.split_at(at + before.len());
        let mut is_escaped = false;
        let end = after.find(|letter| {
            let ends = letter == '"' && !is_escaped;
            is_escaped = letter == '\\' && !is_escaped;
            ends
        });
        let (text, more) = after.split_at(end.unwrap_or(0));
        made.push_str(known);
        made.push_str(&change(text));
        rest = more;
    }
    made + rest
}
