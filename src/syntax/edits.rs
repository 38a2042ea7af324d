//! Small edits of a rule text, each of which makes one rule say something else: what 示例 are there to notice.

use super::ast::{self, ClauseKind, File, Item, Method, Part};
use super::keyword;
use super::token::{Kind, Token, Tokens};
use crate::core::EditKind;
use crate::finding::Span;
use crate::invariant::part_of;
use crate::number::Number;

/// An edit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Edit {
    /// What is replaced.
    pub span: Span,
    /// What stands there then.
    pub text: String,
    /// What kind of edit it is.
    pub kind: EditKind,
    /// The item of the file in which it stands, counted from 0.
    pub item: usize,
}

/// Words for which another one may stand, by their English twins.
const OTHERS: &[(&str, &str, EditKind)] = &[
    ("at_least", "above", EditKind::Inclusion),
    ("no_fewer_than", "more_than", EditKind::Inclusion),
    ("no_smaller_than", "greater_than", EditKind::Inclusion),
    ("reaches", "exceeds", EditKind::Inclusion),
    ("no_earlier_than", "later_than", EditKind::Inclusion),
    ("exceeds", "reaches", EditKind::Inclusion),
    ("above", "at_least", EditKind::Inclusion),
    ("greater_than", "no_smaller_than", EditKind::Inclusion),
    ("more_than", "no_fewer_than", EditKind::Inclusion),
    ("later_than", "no_earlier_than", EditKind::Inclusion),
    ("at_most", "below", EditKind::Inclusion),
    ("no_higher_than", "below", EditKind::Inclusion),
    ("no_greater_than", "smaller_than", EditKind::Inclusion),
    ("no_more_than", "fewer_than", EditKind::Inclusion),
    ("no_later_than", "earlier_than", EditKind::Inclusion),
    ("below", "no_higher_than", EditKind::Inclusion),
    ("fewer_than", "no_more_than", EditKind::Inclusion),
    ("smaller_than", "no_greater_than", EditKind::Inclusion),
    ("short_of", "at_most", EditKind::Inclusion),
    ("less_than", "at_most", EditKind::Inclusion),
    ("earlier_than", "no_later_than", EditKind::Inclusion),
    ("better_than", "no_worse_than", EditKind::Inclusion),
    ("no_worse_than", "better_than", EditKind::Inclusion),
    ("worse_than", "no_better_than", EditKind::Inclusion),
    ("no_better_than", "worse_than", EditKind::Inclusion),
    ("half_up", "toward_zero", EditKind::Rounding),
    ("half_even", "toward_zero", EditKind::Rounding),
    ("away_from_zero", "toward_zero", EditKind::Rounding),
    ("toward_zero", "half_up", EditKind::Rounding),
    ("round_down", "round_up", EditKind::Rounding),
    ("round_up", "round_down", EditKind::Rounding),
    ("whole_step", "proportional", EditKind::Rounding),
    ("proportional", "uncounted", EditKind::Rounding),
    ("uncounted", "whole_step", EditKind::Rounding),
    ("and", "or", EditKind::Logic),
    ("or", "and", EditKind::Logic),
    ("is_not", "is", EditKind::Logic),
    ("is", "is_not", EditKind::Logic),
    ("within", "not_within", EditKind::Logic),
    ("not_within", "within", EditKind::Logic),
];

/// Every edit of the rules in a file, in the order of the text.
#[must_use]
pub fn edits(text: &str, file: &File) -> Vec<Edit> {
    let mut found = Vec::new();
    for (item, (span, known)) in file.items.iter().map(|item| (ruling(item), item)).enumerate() {
        let Some(span) = span else { continue };
        words(text, span, item, &mut found);
        branches(known, item, &mut found);
    }
    found.sort_by_key(|change| (change.span.start, change.span.end, change.kind));
    found.dedup();
    found
}

/// The place of an item that decides something.
fn ruling(item: &Item) -> Option<Span> {
    Some(match item {
        Item::Rounding(clause) => clause.span,
        Item::Parameter(parameter) => parameter.span,
        Item::Keyed(parameters) => parameters.span,
        Item::Definition(definition) => definition.span,
        Item::Condition(condition) => condition.span,
        Item::Head(head) => head.span,
        Item::Indicator(indicator) => indicator.span,
        Item::Common(common) => common.span,
        Item::Total(total) => total.span,
        Item::Bonus(block) | Item::Deduction(block) => block.span,
        Item::Veto(veto) => veto.span,
        Item::Restriction(restriction) => restriction.span,
        Item::Demotion(demotion) => demotion.span,
        Item::Participation(participation) => participation.span,
        Item::Grades(grades) => grades.span,
        _ => return None,
    })
}

/// Edits of words and numbers.
fn words(text: &str, span: Span, item: usize, found: &mut Vec<Edit>) {
    let part = part_of(text, span.start..span.end);
    let mut before: Option<&'static str> = None;
    // What is quoted from a document, and the full marks of an item, which are checked against one another.
    let (mut is_quoted, mut is_opening) = (false, false);
    let tokens = Tokens::new(part).filter(|token| !matches!(token.kind, Kind::Blank | Kind::Comment));
    for token in tokens {
        let written = part_of(part, token.start..token.end);
        let at = |token: Token| Span { start: span.start + token.start, end: span.start + token.end, ..span };
        match token.kind {
            Kind::Newline | Kind::Sign('{' | '}' | ';' | '|') => (is_quoted, is_opening, before) = (false, false, None),
            Kind::Word => {
                let word = keyword::of_word(written);
                before = word.map(|word| word.en);
                is_quoted |= matches!(before, Some("basis" | "evidence" | "advice"));
                is_opening |= matches!(before, Some("indicator" | "head"));
                let Some(word) = word.filter(|_| !is_quoted) else { continue };
                // 非 in front of a condition.
                if word.en == "not" {
                    found.push(Edit { span: at(token), text: String::new(), kind: EditKind::Logic, item });
                }
                let Some((_, other, kind)) = OTHERS.iter().find(|(own, _, _)| *own == word.en) else { continue };
                let Some(other) = keyword::of_word(other) else { continue };
                let other = if written == word.zh { other.zh } else { other.en };
                found.push(Edit { span: at(token), text: other.to_owned(), kind: *kind, item });
            }
            Kind::Number if !is_quoted && !is_opening => {
                let is_limit = before.is_some_and(|word| {
                    OTHERS.iter().any(|(own, _, kind)| *own == word && *kind == EditKind::Inclusion)
                });
                for up in if is_limit { &[true, false][..] } else { &[true] } {
                    if let Some(text) = beside(written, *up) {
                        found.push(Edit { span: at(token), text, kind: EditKind::Number, item });
                    }
                }
                before = None;
            }
            _ => before = None,
        }
    }
}

/// The next number with as many decimals.
fn beside(written: &str, up: bool) -> Option<String> {
    let number = Number::parse(written)?;
    let places = written.rsplit_once('.').map_or(0, |(_, decimals)| decimals.len());
    let places = u32::try_from(places).ok().filter(|places| *places <= 12)?;
    let step = Number::from_scaled(1, places);
    let next = if up { &number + &step } else { &number - &step };
    (!next.is_negative()).then(|| next.to_fixed(places))
}

/// Edits that take a branch away.
fn branches(known: &Item, item: usize, found: &mut Vec<Edit>) {
    let mut gone = |span: Span| {
        found.push(Edit { span, text: String::new(), kind: EditKind::Branch, item });
    };
    let mut of_indicator = |indicator: &ast::Indicator| {
        for clause in indicator.clauses.iter().filter(|clause| indicator.span.contains(clause.span)) {
            match &clause.kind {
                ClauseKind::Adjustment(_) => gone(clause.span),
                ClauseKind::Scoring(scoring) => in_method(&scoring.method.value, &mut gone),
                _ => {}
            }
        }
    };
    match known {
        Item::Head(head) => {
            for node in head.below() {
                if let ast::TreeNode::Indicator(indicator) = node {
                    of_indicator(indicator);
                }
            }
        }
        Item::Indicator(indicator) => of_indicator(indicator),
        Item::Bonus(block) | Item::Deduction(block) if block.entries.len() > 1 => {
            block.entries.iter().for_each(|entry| gone(entry.span));
        }
        Item::Condition(condition) if condition.items.len() > 1 => {
            condition.items.iter().for_each(|item| gone(item.span));
        }
        Item::Veto(veto) => gone(veto.span),
        Item::Restriction(restriction) => gone(restriction.span),
        Item::Demotion(demotion) => gone(demotion.span),
        _ => {}
    }
}

fn in_method(method: &Method, gone: &mut impl FnMut(Span)) {
    match method {
        Method::Bands { bands, .. } if bands.len() > 1 => bands.iter().for_each(|band| gone(band.span)),
        Method::Cumulative(parts) => {
            for part in parts {
                match part {
                    Part::Cases(cases) => {
                        if let [(when, then)] = cases.as_slice()
                            && parts.len() > 1
                        {
                            gone(when.span.to(then.span));
                        }
                    }
                    Part::Each(each) if parts.len() > 1 => gone(each.span),
                    Part::Each(_) => {}
                }
            }
        }
        Method::DeductEach { parts, .. } if parts.len() > 1 => parts.iter().for_each(|part| gone(part.span)),
        _ => {}
    }
}
