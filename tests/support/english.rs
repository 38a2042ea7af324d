//! What is said in English of rules and data holds no Chinese but theirs.

use heng::finding::{Diagnostic, Language, Place, Renderer, Sources, render_all};
use heng::report;
use heng::syntax;
use heng::syntax::keyword::{FUNCTIONS, KEYWORDS, UNITS};

/// Whether a character is one of Chinese text: a letter, or a sign that only Chinese text has.
pub(crate) fn is_chinese(letter: char) -> bool {
    matches!(letter, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}')
}

/// The runs of Chinese characters in a text that stand in none of the others. A name and the words of a template that
/// follow it are one run, so two of the others may share one.
pub(crate) fn foreign<'t>(said: &'t str, known: &[String]) -> Vec<&'t str> {
    let is_known = |part: &str| known.iter().any(|text| text.contains(part));
    let is_of_two = |run: &str| run.char_indices().any(|(at, _)| is_known(&run[..at]) && is_known(&run[at..]));
    let runs = said.split(|letter| !is_chinese(letter)).filter(|run| !run.is_empty());
    runs.filter(|run| !is_known(run) && !is_of_two(run)).collect()
}

/// The same of what a finding says. A unit has a Chinese name only, so what is to be written may hold one that is not there yet.
pub(crate) fn foreign_to_findings<'t>(said: &'t str, known: &[String]) -> Vec<&'t str> {
    let units = UNITS.iter().map(|unit| (*unit).to_owned());
    foreign(said, &known.iter().cloned().chain(units).collect::<Vec<_>>())
}

/// What is foreign in findings, in every form in which they are told.
pub(crate) fn foreign_in(sources: &Sources, findings: &[Diagnostic], known: &[String]) -> Vec<String> {
    findings.iter().flat_map(|finding| foreign_in_one(sources, finding, known)).collect()
}

fn foreign_in_one(sources: &Sources, finding: &Diagnostic, known: &[String]) -> Vec<String> {
    let known: Vec<String> = known.iter().cloned().chain(answers(sources, finding)).collect();
    let findings = std::slice::from_ref(finding);
    let mut json = report::DiagnosticsJson::default();
    json.add(sources, findings, Language::En);
    let forms = [
        render_all(Renderer { language: Language::En, color: false }, sources, findings),
        report::concise(sources, findings, Language::En),
        json.text(),
    ];
    let mut found: Vec<String> = Vec::new();
    for form in &forms {
        for run in foreign_to_findings(form, &known) {
            let line = form.lines().find(|line| line.contains(run)).unwrap_or_default();
            found.push(format!("`{run}` in: {line}"));
        }
    }
    found
}

/// What is meant by a word that is not English, such as 分当 for 分档: it is answered in its own language.
fn answers(sources: &Sources, finding: &Diagnostic) -> Vec<String> {
    let finding = finding.clone().at_origin(sources);
    let Some(Place::Source(span)) = finding.place else { return Vec::new() };
    if sources.text(span).is_ascii() {
        return Vec::new();
    }
    let meant = finding.help.as_ref().and_then(|help| help.en.strip_prefix("did you mean `")?.split('`').next());
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits).filter(|edit| !sources.text(edit.span).is_ascii());
    meant.map(str::to_owned).into_iter().chain(edits.map(|edit| edit.text.clone())).collect()
}

/// Rules with English keywords, also where they cannot be read.
pub(crate) fn in_english(rules: &str) -> String {
    syntax::format(rules, Some(Language::En)).unwrap_or_else(|_| word_by_word(rules))
}

/// Each word that is a keyword, outside of quotes and comments.
fn word_by_word(rules: &str) -> String {
    let mut said = String::new();
    let mut rest = rules;
    while let Some(first) = rest.chars().next() {
        let is_of_word = |letter: char| letter.is_alphanumeric() || letter == '_';
        let end = match first {
            '"' | '“' | '＂' => rest.find('\n').into_iter().chain(closing(rest)).min(),
            '/' if rest.starts_with("//") => rest.find('\n'),
            _ if is_of_word(first) => rest.find(|letter| !is_of_word(letter)),
            _ => Some(first.len_utf8()),
        };
        let (word, after) = rest.split_at(end.unwrap_or(rest.len()));
        said.push_str(&english_word(word));
        rest = after;
    }
    said
}

/// Where a quoted text ends.
fn closing(text: &str) -> Option<usize> {
    let mut quotes = text.char_indices().skip(1).filter(|(_, letter)| matches!(letter, '"' | '”' | '＂'));
    quotes.next().map(|(at, quote)| at + quote.len_utf8())
}

fn english_word(word: &str) -> String {
    let twins = || KEYWORDS.iter().map(|keyword| (keyword.zh, keyword.en)).chain(FUNCTIONS.iter().copied());
    if let Some((_, en)) = twins().find(|(zh, _)| *zh == word) {
        return en.to_owned();
    }
    let glued = KEYWORDS.iter().filter(|keyword| keyword.is_glued());
    let figure = glued.filter_map(|keyword| Some((keyword.en, word.strip_prefix(keyword.zh)?)));
    let figure = figure.filter(|(_, rest)| rest.starts_with(|letter: char| letter.is_ascii_digit()));
    figure.map(|(en, rest)| format!("{en} {rest}")).next().unwrap_or_else(|| word.to_owned())
}
