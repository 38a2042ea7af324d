//! 修改 各指标 and 修改 各方面: one change to the clauses of every item, in the common block where there is one.

use std::collections::{BTreeMap, BTreeSet};

use super::super::grammar::Rule;
use super::super::keyword;
use super::super::skeleton::{Key, Member, Statement, Verb, kind_of};
use super::block::Block;
use super::merge::Merging;
use super::{doubt, find, refusal};
use crate::finding::{Diagnostic, Span, Spanned};
use crate::invariant::OrBroken;

/// What is left alone: under the key of a clause the items that have it themselves, with its place.
#[derive(Default)]
struct LeftAlone(Vec<(String, Vec<(String, Span)>)>);

impl LeftAlone {
    fn add(&mut self, key: &str, item: String, at: Span) {
        match self.0.iter_mut().find(|(known, _)| known == key) {
            Some((_, kept)) => kept.push((item, at)),
            None => self.0.push((key.to_owned(), vec![(item, at)])),
        }
    }

    fn doubts(&self, clauses: &[Member]) -> Vec<Diagnostic> {
        let mut doubts = Vec::new();
        for clause in clauses {
            let Some((_, kept)) = self.0.iter().find(|(key, _)| *key == clause.key) else { continue };
            let codes: Vec<String> = kept.iter().map(|(code, _)| code.clone()).collect();
            doubts.extend(kept.first().map(|(_, first)| doubt::has_own(clause, &codes, *first)));
        }
        doubts
    }
}

impl Merging<'_> {
    /// Carries a change out on each item below a head, or on all. One that has a clause of its own keeps it, unless the
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
        let is_old = change.kind.word == Rule::kw_each_indicator && !self.has_common();
        if is_old { self.in_each(change, within, throughout) } else { self.in_block(&change, within, throughout) }
    }

    /// Whether anything is said once for several items: a file with rows or common blocks.
    fn has_common(&self) -> bool {
        let mut items = self.items.iter().flat_map(find::whole);
        items.any(|item| find::is_common(item.kind.word) || item.header.is_some())
    }

    /// Writes the clauses into the common block, and takes those of the items away where the change is throughout.
    fn in_block(&mut self, change: &Statement, within: Option<&Spanned<String>>, throughout: bool) -> Vec<String> {
        let scope = within.map(|head| head.value.clone()).unwrap_or_default();
        let members = change.block.clone().unwrap_or_default();
        let is_whole = |member: &&Member| member.row.is_none() && member.inside.is_none() && member.item.is_none();
        let clauses: Vec<Member> = members.iter().filter(is_whole).cloned().collect();
        if find::item(&mut self.items, change.kind, &scope).is_none() {
            self.new_block(change, &scope);
        }
        let Some(block) = find::item(&mut self.items, change.kind, &scope) else { return Vec::new() };
        let (kind, at) = (block.kind, block.span);
        let known = block.block.get_or_insert_default();
        // What only items have is taken from them alone.
        let is_here = |member: &Member| member.verb != Verb::Remove || known.iter().any(|known| is_own(known, member));
        let (here, of_items): (Vec<Member>, Vec<Member>) = members.into_iter().partition(is_here);
        let mut found = Block { members: known, kind, name: "", at, key: Key::Word }.put(here);
        block.is_touched = true;
        find::touch_around(&mut self.items, change.kind, &scope);
        let mut changing = Changing {
            clauses: &clauses,
            throughout,
            wanted: if kind.word == Rule::kw_each_head { Rule::kw_head } else { Rule::kw_indicator },
            scope: (kind.word, scope.clone()),
            left_alone: LeftAlone::default(),
            taken: BTreeSet::new(),
            codes: Vec::new(),
        };
        for item in &mut self.items {
            changing.walk(item, within.map(|within| within.value.as_str()));
        }
        let Changing { left_alone, taken, codes, .. } = changing;
        found.extend(left_alone.doubts(&clauses));
        let is_idle =
            |member: &&Member| !taken.contains(&member.key) && !left_alone.0.iter().any(|(key, _)| *key == member.key);
        for member in of_items.iter().filter(is_idle) {
            found.push(refusal::no_member(kind, "", member, &[], at));
        }
        self.findings.extend(found);
        codes
    }

    /// A common block that is not there yet, with nothing in it.
    fn new_block(&mut self, change: &Statement, scope: &str) {
        let block = Statement {
            verb: Verb::Plain,
            name: scope.to_owned(),
            word: change.word,
            block: Some(Vec::new()),
            is_touched: true,
            ..change.clone()
        };
        let head = kind_of(Rule::kw_head).or_broken("方面 is a kind of item");
        if scope.is_empty() {
            let before = |item: &Statement| {
                find::is_common(item.kind.word)
                    || matches!(item.kind.word, Rule::kw_header | Rule::kw_head | Rule::kw_indicator)
            };
            let at = self.items.iter().position(before).unwrap_or(self.items.len());
            self.items.insert(at, block);
        } else if let Some(head) = find::item(&mut self.items, head, scope) {
            head.block.get_or_insert_default().insert(0, Member::of(block));
        }
    }

    /// Writes the clauses into each indicator, as in a file where nothing is said for all.
    fn in_each(&mut self, change: Statement, within: Option<&Spanned<String>>, throughout: bool) -> Vec<String> {
        let members = change.block.unwrap_or_default();
        let (clauses, others): (Vec<Member>, Vec<Member>) = members
            .into_iter()
            .partition(|member| member.row.is_none() && member.inside.is_none() && member.item.is_none());
        self.findings.extend(others.iter().map(refusal::no_clause));
        let mut left_alone = LeftAlone::default();
        let mut changed = Vec::new();
        let mut findings = Vec::new();
        let mut change_one = |indicator: &mut Statement| -> bool {
            let mut said = Vec::new();
            for clause in &clauses {
                let own = indicator.block.iter().flatten().find(|known| is_own(known, clause));
                match own {
                    Some(own) if !throughout => left_alone.add(&clause.key, indicator.name.clone(), own.span),
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
        findings.extend(left_alone.doubts(&clauses));
        self.findings.extend(findings);
        changed
    }

    fn codes_of_heads(&self) -> Vec<String> {
        let items = self.items.iter().flat_map(find::whole);
        items.filter(|item| item.kind.word == Rule::kw_head).map(|head| head.name.clone()).collect()
    }

    /// The 表头 of the file.
    pub(super) fn headers(&self) -> Vec<Span> {
        self.items.iter().filter(|item| item.kind.word == Rule::kw_header).map(|header| header.span).collect()
    }

    /// What common blocks say of an item, by the keys of their clauses; the innermost last.
    pub(super) fn common_of(&self, code: &str) -> BTreeMap<String, String> {
        let around = find::heads_around(&self.items, code);
        let scopes = std::iter::once(String::new()).chain(around);
        let mut said = BTreeMap::new();
        for scope in scopes {
            let blocks = self.items.iter().flat_map(find::whole);
            let blocks = blocks.filter(|item| find::is_common(item.kind.word) && item.name == scope);
            for member in blocks.flat_map(|block| block.block.iter().flatten()) {
                said.insert(member.key.clone(), super::super::comparable(self.sources.text(member.span)));
            }
        }
        said
    }
}

/// A change to a common block while the items below it are gone through.
struct Changing<'c> {
    clauses: &'c [Member],
    throughout: bool,
    /// The word of the items.
    wanted: Rule,
    /// The word of the block, and the head in which it stands.
    scope: (Rule, String),
    left_alone: LeftAlone,
    /// The keys of clauses that were taken from items.
    taken: BTreeSet<String>,
    codes: Vec<String>,
}

impl Changing<'_> {
    /// Whether anything in an item changed; what stands around is printed part by part then.
    fn walk(&mut self, item: &mut Statement, within: Option<&str>) -> bool {
        let is_there = within.is_none();
        let is_inner_block = item.kind.word == self.scope.0 && item.name != self.scope.1;
        let mut has_changed = false;
        if is_there && (item.kind.word == self.wanted || is_inner_block) {
            has_changed |= self.own(item);
        }
        let within = within.filter(|within| item.kind.word != Rule::kw_head || item.name != *within);
        for inner in item.block.iter_mut().flatten().filter_map(|member| member.item.as_mut()) {
            has_changed |= self.walk(inner, within);
        }
        item.is_touched |= has_changed;
        has_changed
    }

    fn own(&mut self, item: &mut Statement) -> bool {
        let is_block = find::is_common(item.kind.word);
        let name = if is_block {
            let word = keyword::of_rule(item.kind.word).map_or("", |word| word.zh);
            format!("{} {word}", item.name)
        } else {
            self.codes.push(item.name.clone());
            item.name.clone()
        };
        let mut has_changed = false;
        for clause in self.clauses {
            let Some(own) = item.block.iter().flatten().find(|known| is_own(known, clause)).map(|own| own.span) else {
                continue;
            };
            if self.throughout {
                item.block.iter_mut().for_each(|block| block.retain(|known| !is_own(known, clause)));
                self.taken.insert(clause.key.clone());
                has_changed = true;
            } else {
                self.left_alone.add(&clause.key, name.clone(), own);
            }
        }
        has_changed
    }
}

/// The common blocks of a head have its name.
pub(super) fn follow(head: &mut Statement, old: &str) {
    let name = head.name.clone();
    let inside = head.block.iter_mut().flatten().filter_map(|member| member.item.as_mut());
    for block in inside.filter(|item| find::is_common(item.kind.word) && item.name == old) {
        block.name.clone_from(&name);
    }
}

/// Rows in an item, under a 表头 that does not hold where they come to stand, are printed as blocks. Whether there are any.
pub(super) fn as_blocks(item: &mut Statement, is_lost: &dyn Fn(Span) -> bool) -> bool {
    let headers = item.block.iter().flatten().filter(|member| member.key == "表头");
    let own: Vec<Span> = headers.map(|member| member.span).collect();
    let is_lost_here = |header: Span| is_lost(header) && !own.contains(&header);
    let mut has_rows = item.header.is_some_and(is_lost);
    for inner in item.block.iter_mut().flatten().filter_map(|member| member.item.as_mut()) {
        has_rows |= as_blocks(inner, &is_lost_here);
    }
    item.is_touched |= has_rows;
    has_rows
}

/// The keys of the clauses that an indicator has itself; of a head nothing, since what stands in it may differ.
pub(super) fn own_keys(item: &Statement) -> BTreeSet<String> {
    let is_one = item.kind.word == Rule::kw_indicator;
    item.block.iter().flatten().filter(|_| is_one).map(|member| member.key.clone()).collect()
}

/// A move by which other common clauses hold for an item.
pub(super) fn differs(
    change: &Statement,
    before: &BTreeMap<String, String>,
    after: &BTreeMap<String, String>,
    own: &BTreeSet<String>,
) -> Option<Diagnostic> {
    let keys: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
    let changed = keys.into_iter().filter(|key| !own.contains(*key) && before.get(*key) != after.get(*key));
    let changed: Vec<String> = changed.cloned().collect();
    (!changed.is_empty()).then(|| doubt::other_common(change, &changed))
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
