//! Keywords in sentences about a rule file: what is to be typed there has to be in its language.

use std::collections::BTreeSet;
use std::ops::Range;

use super::keyword::{function_in, of_word};
use crate::finding::{Language, Words};
use crate::invariant::part_of;

/// Words of sentences too: they are taken for keywords only where a sentence quotes them.
const OF_SENTENCES: [&str; 6] = ["and", "or", "is", "且", "或", "是"];

/// A sentence whose keywords in both languages are those of a rule file. A keyword is a word that the one sentence has
/// where the other has its twin; one that is quoted somewhere is one only there, unless it can be no word of a sentence:
/// in Chinese what stands behind a blank, in English what has an underscore.
#[must_use]
pub fn with_keywords_of(rules: Language, sentence: Words) -> Words {
    let Words { zh, en } = sentence;
    match rules {
        Language::Zh => Words { en: with_keywords(&en, Language::En, &zh), zh },
        Language::En => Words { zh: with_keywords(&zh, Language::Zh, &en), en },
    }
}

fn with_keywords(told: &str, language: Language, twin: &str) -> String {
    let rules = match language {
        Language::Zh => Language::En,
        Language::En => Language::Zh,
    };
    let there: BTreeSet<&str> = words(twin, rules).into_iter().map(|range| part_of(twin, range)).collect();
    let quotes = quotes(told, language);
    let is_quoted = |word: &Range<usize>| quotes.iter().any(|quote| quote.start <= word.start && word.end <= quote.end);
    let keywords = words(told, language).into_iter().filter_map(|range| {
        let word = part_of(told, range.clone());
        let keyword = of_word(word).map(|keyword| keyword.word(rules)).filter(|keyword| there.contains(keyword));
        let function = || function_in(word, rules).filter(|function| there.contains(function));
        Some((range, word, keyword.or_else(function)?))
    });
    let keywords: Vec<(Range<usize>, &str, &str)> = keywords.collect();
    let meant = keywords.iter().filter(|(range, ..)| is_quoted(range));
    let meant: BTreeSet<&str> = meant.map(|(_, word, _)| *word).chain(OF_SENTENCES).collect();
    let mut whole = String::new();
    let mut end = 0;
    for (range, word, keyword) in keywords {
        let is_plain = match language {
            Language::Zh => part_of(told, 0..range.start).ends_with(' '),
            Language::En => word.contains('_'),
        };
        if is_plain || !meant.contains(word) || is_quoted(&range) {
            whole.push_str(part_of(told, end..range.start));
            whole.push_str(keyword);
            end = range.end;
        }
    }
    whole.push_str(part_of(told, end..told.len()));
    whole
}

/// The words of a sentence. Chinese has none, but a keyword is set off by blanks and signs.
fn words(text: &str, language: Language) -> Vec<Range<usize>> {
    let is_word = |letter: char| match language {
        Language::Zh => letter.is_alphanumeric() || letter == '_',
        Language::En => letter.is_ascii_alphanumeric() || letter == '_',
    };
    let mut words: Vec<Range<usize>> = Vec::new();
    for (at, letter) in text.char_indices().filter(|(_, letter)| is_word(*letter)) {
        let end = at.saturating_add(letter.len_utf8());
        match words.last_mut() {
            Some(word) if word.end == at => word.end = end,
            _ => words.push(at..end),
        }
    }
    words
}

/// What a sentence quotes.
fn quotes(text: &str, language: Language) -> Vec<Range<usize>> {
    let (open, close) = match language {
        Language::Zh => ('「', '」'),
        Language::En => ('`', '`'),
    };
    let mut quotes = Vec::new();
    let mut opened: Option<usize> = None;
    for (at, letter) in text.char_indices() {
        match opened {
            Some(start) if letter == close => {
                quotes.push(start..at);
                opened = None;
            }
            None if letter == open => opened = Some(at),
            _ => {}
        }
    }
    quotes
}
