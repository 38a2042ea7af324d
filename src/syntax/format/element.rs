//! What is printed, one word or sign at a time.

use std::collections::BTreeMap;

use super::super::Reading;
use super::super::grammar::Rule;
use super::super::keyword;
use super::super::mark::{Mark, Role};
use super::super::sign::{half_width, half_width_text};
use super::super::token::{Kind, Token, Tokens};
use super::word;
use crate::cancel::looking;
use crate::finding::Language;
use crate::invariant::part_of;

/// A word, sign or comment with the line breaks before it.
#[derive(Debug, Clone)]
pub(super) struct Element {
    /// As printed.
    pub(super) text: String,
    /// How it is spaced.
    pub(super) shape: Shape,
    /// Line breaks before it.
    pub(super) newlines: usize,
    /// A statement ended before it.
    pub(super) begins_statement: bool,
    /// It touched the one before.
    pub(super) touches: bool,
    /// The keyword it is.
    pub(super) keyword: Option<Rule>,
}

/// How an element is spaced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// A name, number or string.
    Plain,
    /// The name of a function: its bracket follows at once.
    Function,
    /// A unit that stands close to its number.
    CloseUnit,
    /// A sign before its number.
    Negative,
    /// A bracket round part of an expression.
    Group,
    /// Another sign.
    Sign(char),
    /// A comment.
    Comment,
}

impl Element {
    /// Whether it opens a bracket.
    pub(super) fn opens(&self) -> bool {
        self.is_sign() && matches!(self.text.as_str(), "(" | "[" | "{")
    }

    /// Whether it closes one.
    pub(super) fn closes(&self) -> bool {
        self.is_sign() && matches!(self.text.as_str(), ")" | "]" | "}")
    }

    /// Whether it is this sign.
    pub(super) fn is(&self, sign: char) -> bool {
        self.shape == Shape::Sign(sign)
    }

    /// Whether it is a comma of any kind.
    pub(super) fn is_comma(&self) -> bool {
        self.is(',') || self.is('、')
    }

    fn is_sign(&self) -> bool {
        matches!(self.shape, Shape::Sign(_) | Shape::Group)
    }
}

/// The elements of a text without syntax errors.
pub(super) fn elements(text: &str, reading: &Reading, keywords: Option<Language>) -> Vec<Element> {
    let marks: BTreeMap<usize, Mark> = looking(reading.marks.iter()).map(|mark| (mark.start, *mark)).collect();
    let mut found: Vec<Element> = Vec::new();
    let mut newlines = 0;
    let mut end = 0;
    let mut ended = false;
    let mut behind_comma = false;
    for token in looking(Tokens::new(text)) {
        if token.start < end {
            // Printed with the mark that it belongs to.
            continue;
        }
        match token.kind {
            Kind::Blank => continue,
            Kind::Newline => {
                newlines += 1;
                continue;
            }
            _ => {}
        }
        let mark = marks.get(&token.start).copied();
        let whole = match mark {
            Some(Mark { role: Role::ClauseRef | Role::Unit, end, .. }) => Token { end, ..token },
            _ => token,
        };
        let gap = part_of(&reading.laid, end..token.start);
        let mut element = element(text, whole, mark, &marks, keywords);
        element.newlines = newlines;
        ended |= gap.contains(';');
        element.begins_statement = ended && !element.is_comma();
        if element.shape != Shape::Comment {
            // Beside a comma a separator separates nothing.
            ended = element.is(';') && !behind_comma;
            behind_comma = element.is_comma() || element.is(';') && behind_comma;
        }
        element.touches = token.start == end;
        if element.is_comma() {
            let before = found.iter_mut().rev().take_while(|before| before.shape == Shape::Comment);
            before.for_each(|comment| comment.begins_statement = false);
        }
        found.push(element);
        newlines = 0;
        end = whole.end;
    }
    end_last_statement(&mut found);
    found
}

/// The end of the text ends the last statement too: comments on lines of their own behind it are no part of it, whether
/// a separator was written or not.
fn end_last_statement(found: &mut [Element]) {
    let comments = found.iter().rev().take_while(|element| element.shape == Shape::Comment).count();
    let behind = found.len() - comments;
    let mut ended = false;
    for comment in found.iter_mut().skip(behind) {
        ended |= comment.newlines > 0;
        comment.begins_statement |= ended;
    }
}

/// A name, half-width unless that would make it a keyword: ｃａｐ is a name and cap is none.
fn name(written: &str) -> String {
    let narrow = half_width_text(written);
    let becomes_keyword = keyword::of_word(&narrow).is_some() && keyword::of_word(written).is_none();
    if becomes_keyword { written.to_owned() } else { narrow }
}

fn element(
    text: &str,
    token: Token,
    mark: Option<Mark>,
    marks: &BTreeMap<usize, Mark>,
    keywords: Option<Language>,
) -> Element {
    let written = part_of(text, token.start..token.end);
    let mut keyword = None;
    let (text, shape) = match (mark.map(|mark| mark.role), token.kind) {
        (_, Kind::Comment) => (written.trim_end().to_owned(), Shape::Comment),
        (Some(Role::ClauseRef), _) => (written.to_owned(), Shape::Plain),
        (Some(Role::Unit), _) => {
            let unit = half_width_text(written);
            let close = unit.starts_with(['%', '‰']);
            (unit, if close { Shape::CloseUnit } else { Shape::Plain })
        }
        (Some(Role::Keyword(word)), Kind::Word) => {
            keyword = Some(word.rule);
            (keywords.map_or(written, |language| word.word(language)).to_owned(), Shape::Plain)
        }
        (Some(Role::Function), _) => {
            let twin = keywords.and_then(|language| keyword::function_in(written, language));
            (twin.map_or_else(|| name(written), str::to_owned), Shape::Function)
        }
        (Some(Role::Own), Kind::Word) => {
            let twin = keywords.and_then(|language| keyword::function_in(written, language));
            (twin.map_or_else(|| name(written), str::to_owned), Shape::Plain)
        }
        (Some(Role::FunctionName), _) => (name(written), Shape::Function),
        (Some(Role::Negative), _) => ("-".to_owned(), Shape::Negative),
        (Some(Role::Group), _) => (half_width_text(written), Shape::Group),
        (_, Kind::Text) => (word::string(written, token.start, marks, keywords), Shape::Plain),
        (_, Kind::Sign(sign)) => (half_width(sign).to_string(), Shape::Sign(sign)),
        _ => (name(written), Shape::Plain),
    };
    Element { text, shape, newlines: 0, begins_statement: false, touches: false, keyword }
}
