//! The language of the keywords of a file.

use super::keyword;
use super::token::{Kind, Tokens};
use crate::finding::Language;
use crate::invariant::part_of;

/// So many bytes are read to tell the language of a file.
const HEAD_OF_FILE: usize = 64 << 10;

/// The language that most keywords of a file are in; Chinese when there are as many of both.
#[must_use]
pub fn keyword_language(text: &str) -> Language {
    // The head of a file tells; noise of many megabytes is not read through.
    let mut end = text.len().min(HEAD_OF_FILE);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let words = Tokens::new(part_of(text, ..end)).filter(|token| token.kind == Kind::Word);
    let (mut zh, mut en) = (0_usize, 0_usize);
    for token in words {
        let word = part_of(text, token.start..token.end);
        match keyword::of_word(word) {
            Some(keyword) if keyword.zh == word => zh += 1,
            Some(_) => en += 1,
            None => {}
        }
    }
    if en > zh { Language::En } else { Language::Zh }
}
