//! Findings in English hold no Chinese but that of the rules and the data.

use heng::finding::{Code, Language, Words};
use heng::host::Memory;
use heng::syntax::{keyword, with_keywords_of};

use crate::english_text::{foreign_in, foreign_to_findings, in_english};
use crate::fixes::checked;
use crate::page::Page;
use crate::run;

/// What is foreign in the findings of rules once their keywords are English.
pub(crate) fn foreign_of(rules: &str) -> Vec<String> {
    let rules = in_english(rules);
    let host = Memory::default();
    host.put("rules.heng", rules.as_str());
    let (sources, findings) = checked(&host, "rules.heng");
    foreign_in(&sources, &findings, &[rules])
}

#[test]
fn the_findings_of_every_page_speak_english() {
    let mut found = Vec::new();
    for code in Code::ALL {
        let (sources, findings, known) = run::in_english(&Page::of(*code));
        let codes: Vec<&str> = findings.iter().map(|finding| finding.code.name()).collect();
        if !codes.contains(&code.name()) {
            found.push(format!("{code} is not found in English, but {codes:?}"));
        }
        found.extend(foreign_in(&sources, &findings, &known).into_iter().map(|run| format!("{code}: {run}")));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_findings_of_the_corpus_speak_english() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/rules");
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).unwrap() {
        found.extend(foreign_of(&std::fs::read_to_string(file.unwrap().path()).unwrap()));
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

/// What is to be typed into a file is in its language, whatever the language of the message.
#[test]
fn the_way_out_is_in_the_keywords_of_the_rules() {
    // Only keywords that are no words of a sentence can be told from one.
    let english = |word: &str| {
        let is_of_rules = keyword::of_word(word).is_some() || keyword::FUNCTIONS.iter().any(|(_, en)| *en == word);
        is_of_rules && word.contains('_')
    };
    let mut found = Vec::new();
    for code in Code::ALL {
        for finding in run::findings(&Page::of(*code), false) {
            let Some(help) = finding.help else { continue };
            let words = help.en.split(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '_'));
            found.extend(words.filter(|word| english(word)).map(|word| format!("{code}: {word}: {}", help.en)));
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    let said = |zh: &str, en: &str, rules: Language| {
        let Words { zh, en } = with_keywords_of(rules, Words { zh: zh.to_owned(), en: en.to_owned() });
        (zh, en)
    };
    let (zh, en) = (
        "允许缺的，改「缺失 报错」，或写 封顶 满分",
        "where gaps are allowed, change `missing refuse` for what is missing, or write cap full_marks",
    );
    assert_eq!(
        said(zh, en, Language::Zh),
        (
            zh.to_owned(),
            "where gaps are allowed, change `缺失 报错` for what is missing, or write 封顶 满分".to_owned()
        )
    );
    assert_eq!(
        said(zh, en, Language::En),
        ("允许缺的，改「missing refuse」，或写 cap full_marks".to_owned(), en.to_owned())
    );
}

/// The literal at the beginning of a text, and what follows it.
fn literal(text: &str) -> Option<(&str, &str)> {
    let inside = text.trim_start().strip_prefix('"')?;
    let mut is_escaped = false;
    for (at, letter) in inside.char_indices() {
        match letter {
            '\\' if !is_escaped => is_escaped = true,
            '"' if !is_escaped => return Some((&inside[..at], &inside[at + 1..])),
            _ => is_escaped = false,
        }
    }
    None
}

/// The pairs `("甲", "a")` and the arguments of that form in a source text.
fn pairs(source: &str) -> Vec<(&str, &str)> {
    // A replacement is no translation.
    let openings = source.match_indices('(').filter(|(at, _)| !source[..*at].ends_with("replace"));
    let openings = openings.map(|(at, _)| &source[at + 1..]);
    let pair = |text| {
        let (zh, rest) = literal(text)?;
        let (en, rest) = literal(rest.strip_prefix(',')?)?;
        let rest = rest.trim_start();
        let ends =
            rest.starts_with(')') || rest.strip_prefix(',').is_some_and(|rest| rest.trim_start().starts_with(')'));
        ends.then_some((zh, en))
    };
    openings.filter_map(pair).collect()
}

fn sources(folder: &std::path::Path) -> Vec<std::path::PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { sources(&path) } else { vec![path] }).collect()
}

#[test]
fn no_english_half_of_a_pair_is_chinese() {
    let (mut found, mut seen) = (Vec::new(), 0);
    let is_table_of_signs = |file: &std::path::Path| file.ends_with("finding/alike.rs");
    for file in sources(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src")) {
        if is_table_of_signs(&file) {
            continue;
        }
        let source = std::fs::read_to_string(&file).unwrap();
        // Pairs of tests are examples.
        let source = source.split("#[cfg(test)]").next().unwrap_or_default();
        for (zh, en) in pairs(source).into_iter().filter(|(zh, _)| !zh.is_ascii()) {
            seen += 1;
            if !foreign_to_findings(en, &[]).is_empty() {
                found.push(format!("{}: {zh} | {en}", file.display()));
            }
        }
    }
    assert!(seen >= 900, "only {seen} pairs");
    assert!(found.is_empty(), "{}", found.join("\n"));
}
