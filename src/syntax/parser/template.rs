//! Text with expressions in braces: "距目标还差 {目标值 - 取值}".

use std::ops::Range;

use super::super::ast::{Template, TemplatePart};
use super::super::grammar::Rule;
use super::super::keyword;
use super::super::layout::MAX_NESTING;
use super::super::token::{Kind, Tokens};
use super::{Parser, basics};
use crate::finding::{Code, Diagnostic};
use crate::finding::{Span, Spanned};
use crate::words;

impl Parser<'_> {
    /// Reads the inside of a string literal. `{{` and `}}` are literal braces.
    pub(super) fn template(&mut self, text: &Spanned<String>) -> Option<Template> {
        let mut parts = Vec::new();
        let mut words = String::new();
        // The opening quote is one character, of one byte or three.
        let closing = self.layout.text.get(text.span.start..)?.chars().next()?.len_utf8();
        let base = text.span.start + closing;
        let inside = text.value.as_str();
        let mut at = 0;
        while let Some(c) = inside.get(at..).and_then(|rest| rest.chars().next()) {
            let next = inside.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next());
            let start = at;
            at += c.len_utf8();
            match c {
                '{' | '｛' | '}' | '｝' if next == Some(c) => {
                    words.push(c);
                    at += c.len_utf8();
                }
                '{' | '｛' => {
                    let length = closing_brace(inside.get(at..)?);
                    let Some(length) = length else {
                        self.loose_brace(base + start, c);
                        return None;
                    };
                    if !words.is_empty() {
                        parts.push(TemplatePart::Text(std::mem::take(&mut words)));
                    }
                    let value = self.embedded(base + at..base + at + length)?;
                    parts.push(value);
                    at += length;
                    at += inside.get(at..)?.chars().next()?.len_utf8();
                }
                '}' | '｝' => {
                    self.loose_brace(base + start, c);
                    return None;
                }
                _ => words.push(c),
            }
        }
        if !words.is_empty() {
            parts.push(TemplatePart::Text(words));
        }
        Some(Template { parts, span: text.span })
    }

    fn embedded(&mut self, bytes: Range<usize>) -> Option<TemplatePart> {
        let text = self.layout.text.get(bytes.clone())?;
        let kept = bytes.start..bytes.start + text.trim_end().len();
        if nesting(text) > MAX_NESTING {
            let span = Span::new(self.source, bytes.start, bytes.end);
            let message = words!("花括号里的算式套得太深", "the expression in braces is nested too deeply");
            self.diagnostics.push(Diagnostic::error(Code::H0104, span, message));
            return None;
        }
        if kept.is_empty() {
            self.loose_brace(bytes.start.checked_sub(1)?, '{');
            return None;
        }
        self.fragment(Rule::s_template, kept, basics::single).map(TemplatePart::Value)
    }

    fn loose_brace(&mut self, at: usize, brace: char) {
        let span = Span::new(self.source, at, at + brace.len_utf8());
        let message = words!(
            "「{brace}」处应是一对花括号，里面写要显示的数",
            "at `{brace}` a pair of braces with a value inside is expected"
        );
        let help = words!(
            "写法：建议 \"还差 {{目标值 - 取值}}\"；要显示花括号本身，写两个",
            "write: advice \"short by {{target - value}}\"; to show a brace, write it twice"
        );
        self.diagnostics.push(Diagnostic::error(Code::H0105, span, message).help(help));
    }
}

/// The length of the text up to the brace that closes it.
fn closing_brace(text: &str) -> Option<usize> {
    let mut open = 0_usize;
    for token in Tokens::new(text) {
        match token.kind {
            Kind::Sign('{') => open += 1,
            Kind::Sign('}') if open == 0 => return Some(token.start),
            Kind::Sign('}') => open -= 1,
            _ => {}
        }
    }
    None
}

/// An upper bound of how deep brackets and 若 are nested.
fn nesting(text: &str) -> usize {
    let opens = |token: super::super::token::Token| match token.kind {
        Kind::Sign(sign) => matches!(sign, '(' | '[' | '{'),
        Kind::Word => text.get(token.start..token.end).and_then(keyword::rule_of) == Some(Rule::kw_if),
        _ => false,
    };
    Tokens::new(text).filter(|token| opens(*token)).count()
}
