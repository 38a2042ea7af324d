//! Which item a change is about. 方面 and 指标 stand in the blocks of 方面, at any depth.

use super::super::grammar::Rule;
use super::super::skeleton::{Kind, Member, Statement};

/// The items in the block of another.
fn inside(item: &mut Statement) -> impl Iterator<Item = &mut Statement> {
    item.block.iter_mut().flatten().filter_map(|member| member.item.as_mut())
}

fn is_it(item: &Statement, kind: &Kind, name: &str) -> bool {
    item.kind.word == kind.word && item.name == name
}

/// The item of a kind and name.
pub(super) fn item<'s>(items: &'s mut [Statement], kind: &Kind, name: &str) -> Option<&'s mut Statement> {
    items.iter_mut().find_map(|item| among(item, kind, name))
}

fn among<'s>(item: &'s mut Statement, kind: &Kind, name: &str) -> Option<&'s mut Statement> {
    if is_it(item, kind, name) {
        return Some(item);
    }
    inside(item).find_map(|item| among(item, kind, name))
}

/// Takes an item out; what it stood in is printed part by part.
pub(super) fn take(items: &mut Vec<Statement>, kind: &Kind, name: &str) -> Option<Statement> {
    if let Some(gone) = items.extract_if(.., |item| is_it(item, kind, name)).last() {
        return Some(gone);
    }
    items.iter_mut().find_map(|item| take_from(item, kind, name))
}

fn take_from(item: &mut Statement, kind: &Kind, name: &str) -> Option<Statement> {
    let block = item.block.as_mut()?;
    let own = block.extract_if(.., |member| member.item.as_ref().is_some_and(|item| is_it(item, kind, name))).last();
    let gone = match own {
        Some(member) => member.item,
        None => inside(item).find_map(|item| take_from(item, kind, name)),
    };
    item.is_touched |= gone.is_some();
    gone
}

/// Marks what an item stands in as changed, so that it is printed part by part.
pub(super) fn touch_around(items: &mut [Statement], kind: &Kind, name: &str) {
    items.iter_mut().any(|item| touch_above(item, kind, name));
}

/// Whether an item is the one that is meant or has it inside.
fn touch_above(item: &mut Statement, kind: &Kind, name: &str) -> bool {
    if is_it(item, kind, name) {
        return true;
    }
    let is_around = inside(item).any(|item| touch_above(item, kind, name));
    item.is_touched |= is_around;
    is_around
}

/// An item and all inside it, each before what is inside.
pub(super) fn whole(item: &Statement) -> Vec<&Statement> {
    let within = item.block.iter().flatten().filter_map(|member| member.item.as_ref());
    std::iter::once(item).chain(within.flat_map(whole)).collect()
}

/// The names of all items of a kind.
pub(super) fn names(items: &[Statement], kind: &Kind) -> Vec<String> {
    let of_kind = items.iter().flat_map(whole).filter(|item| item.kind.word == kind.word);
    of_kind.map(|item| item.name.clone()).collect()
}

/// The codes of the 方面 in which an item of a code stands, from the outermost in.
pub(super) fn heads_around(items: &[Statement], code: &str) -> Vec<String> {
    let is_node = |item: &Statement| matches!(item.kind.word, Rule::kw_head | Rule::kw_indicator);
    let is_it = |member: &Member| member.item.as_ref().is_some_and(|item| is_node(item) && item.name == code);
    let heads = items.iter().flat_map(whole).filter(|item| item.kind.word == Rule::kw_head);
    let around = heads.filter(|head| whole(head).into_iter().any(|item| item.block.iter().flatten().any(is_it)));
    around.map(|head| head.name.clone()).collect()
}

/// Whether a word begins a common block.
pub(super) fn is_common(word: Rule) -> bool {
    matches!(word, Rule::kw_each_indicator | Rule::kw_each_head)
}
