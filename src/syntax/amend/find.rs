//! Which item a change is about.

use super::super::grammar::Rule;
use super::super::skeleton::{Kind, Member, Statement};

/// The item of a kind and name; indicators stand in the blocks of heads.
pub(super) fn item<'s>(items: &'s mut [Statement], kind: &Kind, name: &str) -> Option<&'s mut Statement> {
    if kind.word == Rule::kw_indicator {
        let members = items.iter_mut().filter_map(|item| item.block.as_mut()).flatten();
        return members.filter_map(|member| member.item.as_mut()).find(|item| item.name == name);
    }
    items.iter_mut().find(|item| item.kind.word == kind.word && item.name == name)
}

/// Takes an item out.
pub(super) fn take(items: &mut Vec<Statement>, kind: &Kind, name: &str) -> Option<Statement> {
    let is_it = |item: &Statement| item.kind.word == kind.word && item.name == name;
    if kind.word != Rule::kw_indicator {
        return items.extract_if(.., |item| is_it(item)).last();
    }
    items.iter_mut().find_map(|head| {
        let block = head.block.as_mut()?;
        let gone = block.extract_if(.., |member| member.item.as_ref().is_some_and(is_it)).last()?;
        head.is_touched = true;
        gone.item
    })
}

/// Marks the head of an indicator as changed, so that it is printed part by part.
pub(super) fn touch_head_of(items: &mut [Statement], indicator: &str) {
    let is_it = |member: &Member| member.item.as_ref().is_some_and(|item| item.name == indicator);
    let mut heads = items.iter_mut();
    if let Some(head) = heads.find(|head| head.block.as_ref().is_some_and(|block| block.iter().any(is_it))) {
        head.is_touched = true;
    }
}

/// The names of all items of a kind.
pub(super) fn names(items: &[Statement], kind: &Kind) -> Vec<String> {
    let inside =
        items.iter().filter_map(|item| item.block.as_ref()).flatten().filter_map(|member| member.item.as_ref());
    let of_kind = items.iter().chain(inside).filter(|item| item.kind.word == kind.word);
    of_kind.map(|item| item.name.clone()).collect()
}
