//! The language of the keywords of a file.

use super::keyword::{self, Keyword};
use super::token::{Kind, Tokens};
use crate::finding::Language;
use crate::invariant::part_of;

/// So many bytes are read to tell the language of a file.
const HEAD_OF_FILE: usize = 64 << 10;

/// How many keywords of each language stand in the head of a file.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    zh: usize,
    en: usize,
}

impl Tally {
    /// Counts a word that ends at a byte of the file. The head of a file tells; noise of many megabytes is not read through.
    pub(super) fn count(&mut self, word: &str, keyword: &Keyword, end: usize) {
        if end <= HEAD_OF_FILE {
            let counted = if keyword.zh == word { &mut self.zh } else { &mut self.en };
            *counted += 1;
        }
    }

    /// The language that most keywords are in; Chinese when there are as many of both.
    pub(super) fn language(self) -> Language {
        if self.en > self.zh { Language::En } else { Language::Zh }
    }
}

/// The language that most keywords of a file are in.
#[must_use]
pub fn keyword_language(text: &str) -> Language {
    let mut end = text.len().min(HEAD_OF_FILE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let mut tally = Tally::default();
    for token in Tokens::new(part_of(text, ..end)).filter(|token| token.kind == Kind::Word) {
        let word = part_of(text, token.start..token.end);
        if let Some(keyword) = keyword::of_word(word) {
            tally.count(word, keyword, token.end);
        }
    }
    tally.language()
}
