//! The words of comparison.

use super::super::ast::{Comparison, Name};
use super::super::grammar::Rule;
use super::super::sign::half_width_text;
use super::node::{Built, Node, misplaced};
use crate::core::TextTest;
use crate::finding::Spanned;

/// The comparison that a word or sign stands for.
pub(super) fn comparison_of(word: &Node<'_>) -> Built<Comparison> {
    comparison_of_rule(word.rule()).ok_or_else(|| misplaced(word.span()))
}

/// The comparison that the rule of a word or sign stands for.
pub(super) fn comparison_of_rule(rule: Rule) -> Option<Comparison> {
    Some(match rule {
        Rule::kw_at_least
        | Rule::kw_no_fewer
        | Rule::kw_no_smaller
        | Rule::kw_reaches
        | Rule::kw_no_earlier
        | Rule::kw_no_worse
        | Rule::sym_at_least => Comparison::AtLeast,
        Rule::kw_exceeds
        | Rule::kw_above
        | Rule::kw_greater
        | Rule::kw_more
        | Rule::kw_later
        | Rule::kw_better
        | Rule::sym_above => Comparison::Above,
        Rule::kw_at_most
        | Rule::kw_no_higher
        | Rule::kw_no_greater
        | Rule::kw_no_more
        | Rule::kw_no_later
        | Rule::kw_no_better
        | Rule::sym_at_most => Comparison::AtMost,
        Rule::kw_below
        | Rule::kw_fewer
        | Rule::kw_smaller
        | Rule::kw_short_of
        | Rule::kw_less
        | Rule::kw_earlier
        | Rule::kw_worse
        | Rule::sym_below => Comparison::Below,
        Rule::kw_is | Rule::kw_equals | Rule::sym_equal => Comparison::Equal,
        Rule::kw_is_not | Rule::kw_not_equal | Rule::sym_not_equal => Comparison::Unequal,
        _ => return None,
    })
}

/// What the rule of a word asks of two texts, and whether it denies it.
pub(super) fn text_test_of(rule: Rule) -> Option<(TextTest, bool)> {
    Some(match rule {
        Rule::kw_begins_with => (TextTest::BeginsWith, false),
        Rule::kw_begins_otherwise => (TextTest::BeginsWith, true),
        Rule::kw_ends_with => (TextTest::EndsWith, false),
        Rule::kw_ends_otherwise => (TextTest::EndsWith, true),
        Rule::kw_contains => (TextTest::Contains, false),
        Rule::kw_lacks => (TextTest::Contains, true),
        _ => return None,
    })
}

/// A `compare` node: the comparison and its word.
pub(super) fn compare(node: Node<'_>) -> Built<(Comparison, Name)> {
    let word = node.only()?;
    Ok((comparison_of(&word)?, Spanned::new(half_width_text(word.text()), word.span())))
}
