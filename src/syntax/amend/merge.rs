//! The changes, one after the other.

use super::super::grammar::Rule;
use super::super::skeleton::{MadeOf, Member, Naming, Part, Statement, Verb, kind_of};
use super::find;
use super::refusal;
use super::renaming::{self, Renaming};
use crate::finding::Diagnostic;
use crate::finding::{SourceId, Span, Spanned};

/// The parts of a head in the order in which they are written.
const HEAD_ORDER: &[Rule] = &[Rule::string, Rule::amount, Rule::block_cap, Rule::parent, Rule::basis];

/// The items while changes are carried out.
pub(super) struct Merging {
    base: SourceId,
    items: Vec<Statement>,
    inherit: Span,
    renamings: Vec<Renaming>,
    findings: Vec<Diagnostic>,
    /// What has been changed so far: kind, name, whether it was a renaming, and where.
    changed: Vec<(Rule, String, bool, Span)>,
    /// Kinds of which the amending file has its own.
    replaced: Vec<Rule>,
}

impl Merging {
    pub(super) fn new(base: SourceId, items: Vec<Statement>, inherit: Span) -> Self {
        let (renamings, findings, changed) = (Vec::new(), Vec::new(), Vec::new());
        Self { base, items, inherit, renamings, findings, changed, replaced: Vec::new() }
    }

    pub(super) fn finish(self) -> (Vec<Statement>, Vec<Renaming>, Vec<Diagnostic>) {
        (self.items, self.renamings, self.findings)
    }

    /// Carries out one change.
    pub(super) fn apply(&mut self, change: Statement) {
        if change.verb == Verb::Plain {
            self.plain(change);
            return;
        }
        let renames = matches!(change.verb, Verb::Rename(..));
        let known = |(kind, name, was_renamed, _): &&(Rule, String, bool, Span)| {
            *kind == change.kind.word && *name == change.name && *was_renamed == renames
        };
        if let Some((.., first)) = self.changed.iter().find(known) {
            self.findings.push(refusal::twice(&change, *first));
            return;
        }
        let (found, place) = (self.findings.len(), (change.kind.word, change.name.clone(), renames, change.written));
        match change.verb.clone() {
            Verb::Plain => {}
            Verb::Amend => self.amend(change),
            Verb::Insert(into) => self.insert(change, into),
            Verb::Remove => {
                if !find::take(&mut self.items, change.kind, &change.name) {
                    self.absent(&change);
                }
            }
            Verb::Rename(name, title) => self.rename(&change, name, title),
        }
        if self.findings.len() == found {
            self.changed.push(place);
        }
    }

    /// 规则集, 周期 and 依据 belong to each file; everything else says whether it is changed or new.
    fn plain(&mut self, item: Statement) {
        let word = item.kind.word;
        if word == Rule::kw_example {
            self.items.push(item);
            return;
        }
        if !matches!(word, Rule::kw_rule_set | Rule::kw_cycle | Rule::kw_basis) {
            self.findings.push(refusal::without_verb(&item));
            return;
        }
        let at = self.items.iter().position(|known| known.kind.word == word);
        if self.replaced.contains(&word) {
            let after = self.items.iter().rposition(|known| known.kind.word == word).map_or(0, |at| at + 1);
            self.items.insert(after, item);
            return;
        }
        self.replaced.push(word);
        self.items.retain(|known| known.kind.word != word);
        self.items.insert(at.unwrap_or(0).min(self.items.len()), item);
    }

    fn amend(&mut self, change: Statement) {
        let Some(item) = find::item(&mut self.items, change.kind, &change.name) else {
            self.absent(&change);
            return;
        };
        if change.kind.made_of == MadeOf::One {
            *item = change;
            return;
        }
        if change.head.is_empty() && change.block.is_none() {
            self.findings.push(refusal::says_nothing(&change));
            return;
        }
        item.is_touched = true;
        for part in &change.head {
            put_part(&mut item.head, *part);
        }
        if let Some(members) = change.block {
            let block = item.block.get_or_insert_default();
            let missing = put_members(block, members);
            let name = item.name.clone();
            self.findings
                .extend(missing.iter().map(|member| refusal::no_member(change.kind, &name, member, item.span)));
        }
        if change.kind.word == Rule::kw_indicator {
            find::touch_head_of(&mut self.items, &change.name);
        }
    }

    fn insert(&mut self, change: Statement, into: Option<Spanned<String>>) {
        if let Some(known) = find::item(&mut self.items, change.kind, &change.name) {
            self.findings.push(refusal::already_there(&change, known.name_span));
            return;
        }
        let word = change.kind.word;
        if word == Rule::kw_indicator {
            let Some(into) = into else { return };
            let head = kind_of(Rule::kw_head).and_then(|kind| find::item(&mut self.items, kind, &into.value));
            let Some(head) = head else {
                let heads = kind_of(Rule::kw_head).map(|kind| find::names(&self.items, kind)).unwrap_or_default();
                self.findings.push(refusal::no_head(&into, &heads, self.inherit));
                return;
            };
            head.is_touched = true;
            let (key, span) = (format!("指标 {}", change.name), change.span);
            // Its head is printed without 于 方面.
            let item = Some(Statement { is_touched: true, ..change });
            head.block.get_or_insert_default().push(Member { key, drops: false, item, span });
            return;
        }
        let after = self.items.iter().rposition(|item| item.kind.word == word).map(|at| at + 1);
        self.items.insert(after.unwrap_or(self.items.len()), change);
    }

    fn rename(&mut self, change: &Statement, name: Option<Spanned<String>>, title: Option<Span>) {
        if let Some(new) = &name
            && let Some(known) =
                find::item(&mut self.items, change.kind, &renaming::with_table(&change.name, &new.value))
        {
            self.findings.push(refusal::name_is_taken(new, known.name_span));
            return;
        }
        let clash = name.as_ref().and_then(|_| renaming::clash(&self.items, change.kind.word, &change.name));
        let Some(item) = find::item(&mut self.items, change.kind, &change.name) else {
            self.absent(change);
            return;
        };
        if let Some(title) = title {
            let titled = matches!(change.kind.word, Rule::kw_head | Rule::kw_indicator);
            if !titled {
                self.findings.push(refusal::has_no_title(change, title));
                return;
            }
            put_part(&mut item.head, Part { rule: Rule::string, span: title });
            item.is_touched = true;
        }
        if let Some(new) = name {
            if matches!(change.kind.naming, Naming::Only | Naming::Word) {
                self.findings.push(refusal::has_no_name(change));
                return;
            }
            if item.name_span.source != self.base {
                self.findings.push(refusal::renamed_late(change, item.written));
                return;
            }
            if let Some(place) = clash {
                self.findings.push(refusal::name_is_ambiguous(change, place));
                return;
            }
            self.renamings.push(Renaming::new(change, &new, self.base, item.name_span));
            item.name = renaming::with_table(&change.name, &new.value);
            item.is_touched = item.block.is_some();
        }
        if change.kind.word == Rule::kw_indicator {
            let name = item.name.clone();
            find::touch_head_of(&mut self.items, &name);
        }
    }

    fn absent(&mut self, change: &Statement) {
        let known = find::names(&self.items, change.kind);
        let earlier = self
            .changed
            .iter()
            .find(|(kind, name, _, span)| *kind == change.kind.word && *name == change.name && *span != change.written);
        self.findings.push(refusal::absent(change, &known, self.inherit, earlier.map(|(.., span)| *span)));
    }
}

/// Puts a part into a head, in place of one of its kind.
fn put_part(head: &mut Vec<Part>, part: Part) {
    head.retain(|known| known.rule != part.rule);
    head.push(part);
    head.sort_by_key(|part| HEAD_ORDER.iter().position(|rule| *rule == part.rule));
}

/// Puts statements into a block: in place of those with the same key; where there are none, behind the one written
/// before them or in front of the one written after. Gives back what was to be dropped and is not there.
fn put_members(block: &mut Vec<Member>, members: Vec<Member>) -> Vec<Member> {
    let mut missing = Vec::new();
    let mut put: Vec<String> = Vec::new();
    let mut after: Option<usize> = None;
    let mut rest = members.into_iter();
    while let Some(member) = rest.next() {
        let at = block.iter().position(|known| known.key == member.key);
        if member.drops {
            block.retain(|known| known.key != member.key);
            if at.is_none() {
                missing.push(member);
            }
            after = None;
            continue;
        }
        let at = if put.contains(&member.key) {
            // A second 调整 stands behind the first.
            block.iter().rposition(|known| known.key == member.key).map(|at| at + 1)
        } else {
            block.retain(|known| known.key != member.key);
            put.push(member.key.clone());
            let next = || rest.as_slice().first().filter(|next| !next.drops);
            let before = || next().and_then(|next| block.iter().position(|known| known.key == next.key));
            at.or(after).or_else(before)
        };
        // 其余 stays last, and what is said of a head stands before its indicators.
        let is_clause = member.item.is_none();
        let last = |known: &Member| known.key == "其余" || is_clause && known.item.is_some();
        let end = block.iter().position(last).unwrap_or(block.len());
        let at = at.unwrap_or(end).min(block.len());
        block.insert(at, member);
        after = Some(at + 1);
    }
    missing
}
