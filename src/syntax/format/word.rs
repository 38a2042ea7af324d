//! Strings as printed.

use std::collections::BTreeMap;

use super::super::keyword;
use super::super::mark::{Mark, Role};
use crate::finding::Language;
use crate::invariant::part_of;

/// A string literal: the keywords of its expressions in the wanted language, its quotes half-width if they can be.
pub(super) fn string(written: &str, start: usize, marks: &BTreeMap<usize, Mark>, keywords: Option<Language>) -> String {
    let mut text = String::new();
    let mut at = 0;
    for mark in marks.range(start..start + written.len()).map(|(_, mark)| mark) {
        let (from, to) = (mark.start - start, mark.end - start);
        let Some(word) = written.get(from..to) else { continue };
        let twin = match (mark.role, keywords) {
            (Role::Keyword(keyword), Some(language)) => Some(keyword.word(language)),
            (Role::Function | Role::Own, Some(language)) => keyword::function_in(word, language),
            _ => None,
        };
        if let (Some(twin), Some(before)) = (twin, written.get(at..from)) {
            text.push_str(before);
            text.push_str(twin);
            // 保留2位 needs no space; its twin does.
            if twin.is_ascii() && written.get(to..).is_some_and(|rest| rest.starts_with(|c: char| c.is_alphanumeric()))
            {
                text.push(' ');
            }
            at = to;
        }
    }
    text.push_str(part_of(written, at..));
    quoted(&text)
}

/// “…” and ＂…＂ become "…" unless the text holds such a quote itself.
fn quoted(text: &str) -> String {
    let inside =
        text.strip_prefix(['“', '＂', '"']).and_then(|rest| rest.strip_suffix(['”', '＂', '"'])).unwrap_or(text);
    if inside.contains(['"', '＂']) { text.to_owned() } else { format!("\"{inside}\"") }
}
