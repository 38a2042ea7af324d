//! 依据 of all items, gathered for the comparison with a list of clauses.

use crate::finding::{Span, Spanned, Words};
use crate::invariant::OrBroken;
use crate::rules::{Citation, Claim};
use crate::syntax::ast::{ClauseKind, File, Head, Indicator, Item, Name, TreeNode};
use crate::syntax::keyword;
use crate::words;

/// What the items of a file claim to come from, in file order. Items that take no 依据 are left out.
pub(super) fn of(file: &File) -> Vec<Claim> {
    file.items.iter().flat_map(of_item).collect()
}

fn of_item(item: &Item) -> Vec<Claim> {
    match item {
        // What the file as a whole implements is no clause, and the others take no 依据.
        Item::RuleSet(_)
        | Item::Edition(_)
        | Item::Cycle(_)
        | Item::Basis(_)
        | Item::FullMarks(_)
        | Item::Levels(_)
        | Item::Rounding(_)
        | Item::Enumeration(_)
        | Item::Table(_)
        | Item::Script(_)
        | Item::ScriptLimits(_)
        | Item::Definition(_)
        | Item::Bonus(_)
        | Item::Deduction(_)
        | Item::Total(_)
        | Item::ManualGrades(_)
        | Item::Outputs(_)
        | Item::Example(_)
        | Item::Inherit(_)
        | Item::Amendment(_)
        | Item::Common(_)
        | Item::Header(_)
        | Item::Unread(_) => Vec::new(),
        Item::Gloss(gloss) => vec![aid("口径", &gloss.code, &gloss.basis)],
        Item::Parameter(parameter) => vec![Claim {
            citations: parameter.values.iter().flat_map(|value| citations(&value.basis)).collect(),
            ..aid("参数", &parameter.name, &[])
        }],
        Item::Keyed(keyed) => vec![aid("参数", &Name::new(keyed.name(), keyed.key.span), &keyed.basis)],
        Item::Condition(condition) => vec![rule("条件", &condition.name, &condition.basis)],
        Item::Head(head) => of_head(head),
        Item::Indicator(indicator) => vec![of_indicator(indicator)],
        Item::Veto(veto) => vec![rule("否决", &veto.name, &veto.basis)],
        Item::Demotion(demotion) => vec![rule("降等", &demotion.name, &demotion.basis)],
        Item::Participation(participation) => vec![Claim {
            item: word("参评"),
            is_rule: true,
            citations: citations(&participation.basis),
            span: participation.span,
        }],
        Item::Restriction(cap) => vec![rule("限制", &cap.name, &cap.basis)],
        Item::Grading(grading) => vec![rule("等次", &grading.name, &grading.grades.basis)],
        Item::Grades(grades) => {
            vec![Claim {
                item: word("等次"),
                is_rule: true,
                citations: citations(&grades.basis),
                span: grades.grades.first().map_or(grades.span, |grade| grade.name.span),
            }]
        }
    }
}

fn of_head(head: &Head) -> Vec<Claim> {
    let own = std::iter::once(rule("方面", &head.code, &head.basis));
    let below = head.children().flat_map(|child| match child {
        TreeNode::Head(head) => of_head(head),
        TreeNode::Indicator(indicator) => vec![of_indicator(indicator)],
    });
    own.chain(below).collect()
}

fn of_indicator(indicator: &Indicator) -> Claim {
    let basis = indicator.clauses.iter().filter_map(|clause| match &clause.kind {
        ClauseKind::Basis(basis) => Some(basis),
        _ => None,
    });
    Claim { citations: basis.flat_map(|basis| citations(basis)).collect(), ..rule("指标", &indicator.code, &[]) }
}

fn rule(word: &str, name: &Spanned<String>, basis: &[Spanned<String>]) -> Claim {
    Claim { is_rule: true, ..aid(word, name, basis) }
}

fn aid(word: &str, name: &Spanned<String>, basis: &[Spanned<String>]) -> Claim {
    let (Words { zh, en }, name_text) = (self::word(word), &name.value);
    let item = words!("{zh} {name_text}", "{en} {name_text}");
    Claim { item, is_rule: false, citations: citations(basis), span: name.span }
}

/// The word that begins an item, in each language.
fn word(zh: &str) -> Words {
    let word = keyword::of_word(zh).or_broken("an item begins with a keyword");
    Words::of(|language| word.word(language).to_owned())
}

fn citations(basis: &[Spanned<String>]) -> Vec<Citation> {
    let one = |text: &Spanned<String>| Citation {
        text: text.value.clone(),
        is_quoted: is_quoted(&text.value, text.span),
        span: text.span,
    };
    basis.iter().map(one).collect()
}

/// The place of a text takes in its quotes, which its value does not. A clause with half-width brackets is
/// shorter in the text than in the tree.
fn is_quoted(value: &str, span: Span) -> bool {
    span.end.saturating_sub(span.start) > value.len()
}
