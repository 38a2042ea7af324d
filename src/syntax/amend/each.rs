//! 修改 各指标: one change to the clauses of every indicator.

use super::super::grammar::Rule;
use super::super::skeleton::{Key, Member, Statement, Verb};
use super::block::Block;
use super::merge::Merging;
use super::{doubt, find, refusal};
use crate::finding::{Span, Spanned};

impl Merging<'_> {
    /// Carries a change out on each indicator of a head, or on all. One that has a clause of its own keeps it, unless the
    /// change is throughout. Gives the codes of those that changed.
    pub(super) fn amend_each(
        &mut self,
        change: Statement,
        within: Option<&Spanned<String>>,
        throughout: bool,
    ) -> Vec<String> {
        if let Some(head) = within.filter(|head| !self.codes_of_heads().contains(&head.value)) {
            let heads = self.codes_of_heads();
            self.findings.push(refusal::no_head(head, &heads, self.inherit));
            return Vec::new();
        }
        let members = change.block.unwrap_or_default();
        let (clauses, others): (Vec<Member>, Vec<Member>) = members
            .into_iter()
            .partition(|member| member.row.is_none() && member.inside.is_none() && member.item.is_none());
        self.findings.extend(others.iter().map(refusal::no_clause));
        let mut left_alone: Vec<(String, Vec<(String, Span)>)> = Vec::new();
        let mut changed = Vec::new();
        let mut findings = Vec::new();
        let mut change_one = |indicator: &mut Statement| -> bool {
            let mut said = Vec::new();
            for clause in &clauses {
                let own = indicator.block.iter().flatten().find(|known| is_own(known, clause));
                match own {
                    Some(own) if !throughout => {
                        let kept = (indicator.name.clone(), own.span);
                        match left_alone.iter_mut().find(|(key, _)| *key == clause.key) {
                            Some((_, kept_by)) => kept_by.push(kept),
                            None => left_alone.push((clause.key.clone(), vec![kept])),
                        }
                    }
                    None if clause.verb == Verb::Remove => {}
                    _ => said.push(Member { verb: plain(&clause.verb), ..clause.clone() }),
                }
            }
            if said.is_empty() {
                return false;
            }
            let (kind, name, at) = (indicator.kind, indicator.name.clone(), indicator.span);
            let members = indicator.block.get_or_insert_default();
            findings.extend(Block { members, kind, name: &name, at, key: Key::Word }.put(said));
            indicator.is_touched = true;
            changed.push(name);
            true
        };
        for item in &mut self.items {
            each_indicator(item, within.map(|within| within.value.as_str()), &mut change_one);
        }
        for clause in &clauses {
            let Some((_, kept)) = left_alone.iter().find(|(key, _)| *key == clause.key) else { continue };
            let codes: Vec<String> = kept.iter().map(|(code, _)| code.clone()).collect();
            findings.extend(kept.first().map(|(_, first)| doubt::has_own(clause, &codes, *first)));
        }
        self.findings.extend(findings);
        changed
    }

    fn codes_of_heads(&self) -> Vec<String> {
        let items = self.items.iter().flat_map(find::whole);
        items.filter(|item| item.kind.word == Rule::kw_head).map(|head| head.name.clone()).collect()
    }
}

/// Changes each indicator within the head of a code, or every one; what stands around one that changed is printed part by
/// part. Whether one changed.
fn each_indicator(item: &mut Statement, within: Option<&str>, change: &mut dyn FnMut(&mut Statement) -> bool) -> bool {
    let is_there = within.is_none();
    if item.kind.word == Rule::kw_indicator {
        return is_there && change(item);
    }
    let within = within.filter(|within| item.kind.word != Rule::kw_head || item.name != *within);
    let mut has_changed = false;
    for inner in item.block.iter_mut().flatten().filter_map(|member| member.item.as_mut()) {
        has_changed |= each_indicator(inner, within, change);
    }
    item.is_touched |= has_changed;
    has_changed
}

/// Whether a clause that is there is the one that a change is about.
fn is_own(known: &Member, clause: &Member) -> bool {
    known.key == clause.key || clause.verb == Verb::Remove && known.key.starts_with(&format!("{} ", clause.key))
}

/// What is written behind 新增 fills the place as what is written bare.
fn plain(verb: &Verb) -> Verb {
    if *verb == Verb::Remove { Verb::Remove } else { Verb::Plain }
}
