//! Characters that nobody sees: they are reported by their code points, and the text is read as if they were not there.

use std::borrow::Cow;

use super::super::sign::{Invisible, invisible};
use super::super::token::{Kind, Token, Tokens};
use super::refusal;
use crate::finding::{Diagnostic, SourceId, Span};
use crate::invariant::part_of;

/// A text of the same length without the invisible characters outside of strings and comments. Where one stood in a
/// word, the word is whole, and blanks stand behind it.
pub(super) fn taken_out(source: SourceId, text: &str) -> (Cow<'_, str>, Vec<Diagnostic>) {
    if !text.contains(|letter| invisible(letter).is_some()) {
        return (Cow::Borrowed(text), Vec::new());
    }
    let whole = String::with_capacity(text.len());
    let mut seen = Seen { source, text, whole, word: 0, behind: 0, findings: refusal::Listed::default() };
    for token in Tokens::new(text) {
        match token.kind {
            Kind::Unknown => seen.unknown(token),
            Kind::Word | Kind::Number | Kind::Date => seen.push(token),
            _ => {
                seen.end_word();
                seen.push(token);
                seen.word = seen.whole.len();
            }
        }
    }
    seen.end_word();
    (Cow::Owned(seen.whole), seen.findings.into_list())
}

struct Seen<'t> {
    source: SourceId,
    text: &'t str,
    whole: String,
    /// Where the word at hand begins.
    word: usize,
    /// Blanks to be put behind it.
    behind: usize,
    findings: refusal::Listed,
}

impl Seen<'_> {
    fn push(&mut self, token: Token) {
        self.whole.push_str(part_of(self.text, token.start..token.end));
    }

    /// The word at hand is over. It stays in parts when otherwise its letters would stand between those of the text.
    fn end_word(&mut self) {
        let behind = std::mem::take(&mut self.behind);
        let word = part_of(&self.whole, self.word..);
        let fits = word.char_indices().all(|(at, _)| self.text.is_char_boundary(self.word + at))
            && self.text.is_char_boundary(self.word + word.len());
        if behind > 0 && !fits {
            let end = self.word + word.len() + behind;
            let parts = part_of(self.text, self.word..end).chars().map(|letter| match invisible(letter) {
                Some(_) => " ".repeat(letter.len_utf8()),
                None => letter.to_string(),
            });
            let parts: String = parts.collect();
            self.whole.truncate(self.word);
            self.whole.push_str(&parts);
        } else {
            self.whole.extend(std::iter::repeat_n(' ', behind));
        }
        self.word = self.whole.len();
    }

    fn unknown(&mut self, token: Token) {
        let run = part_of(self.text, token.start..token.end);
        for (offset, letter) in run.char_indices() {
            let start = token.start + offset;
            let Some(kind) = invisible(letter) else {
                self.end_word();
                self.whole.push(letter);
                self.word = self.whole.len();
                continue;
            };
            self.behind += letter.len_utf8();
            if kind.is_blank {
                self.end_word();
            }
            self.report(letter, kind, start);
        }
    }

    /// Several of one kind in a row are one finding.
    fn report(&mut self, letter: char, kind: Invisible, start: usize) {
        let repeats = self.text.get(..start).is_some_and(|before| before.ends_with(letter));
        if !repeats {
            let rest = part_of(self.text, start..);
            let length = rest.find(|other| other != letter).unwrap_or(rest.len());
            let span = Span::new(self.source, start, start + length);
            let finding = refusal::unseen(span, self.text, letter, kind);
            match self.findings.last_mut().filter(|last| is_one_line(last, span, self.text)) {
                Some(last) => refusal::beside(last, finding, self.text),
                None => self.findings.add(|| finding),
            }
        }
    }
}

/// Whether a finding stands on the line of a place.
fn is_one_line(finding: &Diagnostic, place: Span, text: &str) -> bool {
    let between = finding.span().and_then(|span| text.get(span.start..place.start));
    between.is_some_and(|between| !between.contains(['\n', '\r']))
}
