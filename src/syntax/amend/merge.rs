//! The changes, one after the other.

use super::super::grammar::Rule;
use super::super::skeleton::{Kind, MadeOf, Member, Naming, Part, Statement, Verb, kind_of};
use super::block::Block;
use super::change::Change;
use super::doubt;
use super::each;
use super::find;
use super::find::is_common;
use super::head::{is_of_kinds, put_kinds, put_part};
use super::refusal;
use super::renaming::{self, Renaming};
use super::rows::Lists;
use crate::finding::Diagnostic;
use crate::finding::{SourceId, Sources, Span, Spanned};
use crate::invariant::OrBroken;

/// A way in which an item is changed: each once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    /// 修改, 新增 or 删除
    Content,
    /// 修改 各指标
    Each,
    /// 更名
    Name,
    /// 移动
    Place,
}

/// The items while changes are carried out.
pub(super) struct Merging<'s> {
    pub(super) sources: &'s Sources,
    base: SourceId,
    pub(super) items: Vec<Statement>,
    pub(super) inherit: Span,
    renamings: Vec<Renaming>,
    pub(super) findings: Vec<Diagnostic>,
    /// What has been changed so far, and in which way.
    changed: Vec<(Way, Change)>,
    /// Indicators that were taken out.
    gone: Vec<Statement>,
    /// Kinds of which the amending file has its own.
    replaced: Vec<Rule>,
}

impl<'s> Merging<'s> {
    pub(super) fn new(sources: &'s Sources, base: SourceId, items: Vec<Statement>, inherit: Span) -> Self {
        let (renamings, findings, changed) = (Vec::new(), Vec::new(), Vec::new());
        let (gone, replaced) = (Vec::new(), Vec::new());
        Self { sources, base, items, inherit, renamings, findings, changed, gone, replaced }
    }

    pub(super) fn finish(self) -> (Vec<Statement>, Vec<Renaming>, Vec<Change>, Vec<Diagnostic>) {
        let changes = self.changed.into_iter().map(|(_, change)| change).collect();
        (self.items, self.renamings, changes, self.findings)
    }

    /// The heads that a change concerns: those in which it stands, and where it goes.
    fn heads_of(&self, change: &Statement) -> Vec<String> {
        if !matches!(change.kind.word, Rule::kw_head | Rule::kw_indicator) {
            return Vec::new();
        }
        let own = (change.kind.word == Rule::kw_head).then(|| change.name.clone());
        let there = match &change.verb {
            Verb::Insert(Some(head)) | Verb::Move(Some(head)) => Some(head.value.clone()),
            _ => None,
        };
        find::heads_around(&self.items, &change.name).into_iter().chain(own).chain(there).collect()
    }

    /// How many changes could not be carried out.
    fn refused(&self) -> usize {
        self.findings.iter().filter(|finding| finding.is_error()).count()
    }

    /// 删除 of an indicator, then 新增 of its code under another head: plain to carry out, and it has a shorter way.
    fn doubt_of_move(&self, change: &Statement, before: &Change) -> Option<Diagnostic> {
        let Verb::Insert(Some(to)) = &change.verb else { return None };
        if !before.removes || before.heads.contains(&to.value) {
            return None;
        }
        let gone = self.gone.iter().find(|gone| gone.kind.word == change.kind.word && gone.name == change.name)?;
        let plain = |span: Span| crate::syntax::comparable(self.sources.text(span));
        let said = |item: &Statement| -> Vec<String> {
            let clauses = item.block.iter().flatten().map(|member| plain(member.span));
            item.head.iter().map(|part| plain(part.span)).chain(clauses).collect()
        };
        let text = &self.sources.source(change.written.source).text;
        let language = (said(gone) == said(change)).then(|| crate::syntax::keyword_language(text));
        Some(doubt::moved(change, to, before.written, language))
    }

    /// Carries out one change.
    pub(super) fn apply(&mut self, change: Statement) {
        if change.verb == Verb::Plain {
            self.plain(change);
            return;
        }
        let Some(change) = self.apart(change) else { return };
        let way = match change.verb {
            Verb::Rename(..) => Way::Name,
            Verb::Move(_) => Way::Place,
            Verb::AmendEach(..) => Way::Each,
            _ => Way::Content,
        };
        let is_it = |(known, before): &&(Way, Change)| *known == way && before.is_of(change.kind.word, &change.name);
        let before = self.changed.iter().find(is_it).map(|(_, before)| before.clone());
        if let Some(before) = before.filter(|_| way != Way::Each) {
            let Some(doubt) = self.doubt_of_move(&change, &before) else {
                self.findings.push(refusal::twice(&change, before.written));
                return;
            };
            self.findings.push(doubt);
        }
        let found = self.refused();
        let done = Change {
            word: change.kind.word,
            name: change.name.clone(),
            removes: change.verb == Verb::Remove,
            heads: self.heads_of(&change),
            at: change.name_span,
            written: change.written,
        };
        match change.verb.clone() {
            Verb::Plain => {}
            Verb::Amend => self.amend(change),
            Verb::AmendEach(within, throughout) => {
                let word = match change.kind.word {
                    Rule::kw_each_head => Rule::kw_head,
                    _ => Rule::kw_indicator,
                };
                for code in self.amend_each(change, within.as_ref(), throughout) {
                    let heads = find::heads_around(&self.items, &code);
                    self.changed.push((Way::Each, Change { word, name: code, heads, ..done.clone() }));
                }
                return;
            }
            Verb::Insert(into) => self.insert(change, into.as_ref()),
            Verb::Remove => match find::take(&mut self.items, change.kind, &change.name) {
                Some(gone) => self.gone.push(gone),
                None => self.absent(&change),
            },
            Verb::Rename(name, title) => self.rename(&change, name, title),
            Verb::Move(to) => self.relocate(&change, to.as_ref()),
        }
        if self.refused() == found {
            self.changed.push((way, done));
        }
    }

    /// Changes to what stands in the block of 修改 方面 are carried out by themselves; what is left of the change.
    fn apart(&mut self, mut change: Statement) -> Option<Statement> {
        if change.kind.word != Rule::kw_head || change.verb != Verb::Amend {
            return Some(change);
        }
        let members = change.block.take().unwrap_or_default();
        let had_block = !members.is_empty();
        let (indicators, clauses): (Vec<Member>, Vec<Member>) =
            members.into_iter().partition(|member| member.item.is_some());
        let is_empty = clauses.is_empty() && change.head.is_empty() && !indicators.is_empty();
        change.block = (had_block && !clauses.is_empty()).then_some(clauses);
        for member in indicators {
            let head = Spanned::new(change.name.clone(), change.name_span);
            let mut item = member.item?;
            let is_common = is_common(item.kind.word);
            if is_common {
                item.name.clone_from(&change.name);
            }
            let verb = match (member.verb, &item.verb) {
                (Verb::Insert(_), _) => Verb::Insert(Some(head)),
                (Verb::Remove, _) => Verb::Remove,
                (_, Verb::AmendEach(_, throughout)) if is_common => Verb::AmendEach(Some(head), *throughout),
                _ => Verb::Amend,
            };
            self.apply(Statement { verb, ..item });
        }
        (!is_empty).then_some(change)
    }

    /// 移动 … 至 方面 …: it keeps its code and clauses, and stands last there.
    fn relocate(&mut self, change: &Statement, to: Option<&Spanned<String>>) {
        let Some(known) = find::item(&mut self.items, change.kind, &change.name) else {
            self.absent(change);
            return;
        };
        if let Some(to) = to {
            let is_inside =
                find::whole(known).iter().any(|item| item.kind.word == Rule::kw_head && item.name == to.value);
            if is_inside {
                let place = known.name_span;
                self.findings.push(refusal::into_itself(change, to, place));
                return;
            }
            let Some(head) = find::item(&mut self.items, head_kind(), &to.value) else {
                let heads = find::names(&self.items, head_kind());
                self.findings.push(refusal::no_head(to, &heads, self.inherit));
                return;
            };
            let is_it = |member: &Member| {
                member.item.as_ref().is_some_and(|item| item.kind.word == change.kind.word && item.name == change.name)
            };
            if head.block.iter().flatten().any(is_it) {
                let place = head.name_span;
                self.findings.push(refusal::is_there_already(change, to, place));
                return;
            }
        }
        let before = self.common_of(&change.name);
        let mut moved = find::take(&mut self.items, change.kind, &change.name).or_broken("what was found can be taken");
        // Another 表头 may hold there.
        let tops: Vec<Span> = self.headers();
        each::as_blocks(&mut moved, &|header| !tops.contains(&header));
        let own = each::own_keys(&moved);
        self.place(moved, to.map(|to| to.value.as_str()));
        let after = self.common_of(&change.name);
        self.findings.extend(each::differs(change, &before, &after, &own));
    }

    /// Puts an item last into a head, or behind the last of its kind (a part of 总分 behind the last part).
    fn place(&mut self, item: Statement, into: Option<&str>) {
        let Some(into) = into else {
            // 方面 and 指标 stand side by side below 总分.
            let is_part = |word: Rule| matches!(word, Rule::kw_head | Rule::kw_indicator);
            let word = item.kind.word;
            let is_beside = |known: &Statement| known.kind.word == word || is_part(word) && is_part(known.kind.word);
            let after = self.items.iter().rposition(is_beside).map(|at| at + 1);
            self.items.insert(after.unwrap_or(self.items.len()), item);
            return;
        };
        let head = find::item(&mut self.items, head_kind(), into).or_broken("a head that was found is there");
        head.is_touched = true;
        head.block.get_or_insert_default().push(Member::of(item));
        find::touch_around(&mut self.items, head_kind(), into);
    }

    /// 规则集, 周期 and 依据 belong to each file; everything else says whether it is changed or new.
    fn plain(&mut self, item: Statement) {
        let word = item.kind.word;
        if word == Rule::kw_example {
            self.items.push(item);
            return;
        }
        // It says what the cells of rows in this file are.
        if word == Rule::kw_header {
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
        let MadeOf::Block(_, key) = change.kind.made_of else {
            match change.inside {
                Some(rows) => {
                    item.is_touched = true;
                    let of = refusal::shown(item.kind, &item.name);
                    let mut lists = Lists { texts: vec![&mut item.text], of, at: item.span };
                    self.findings.extend(lists.apply(rows));
                }
                None => *item = change,
            }
            return;
        };
        if change.head.is_empty() && change.block.is_none() {
            self.findings.push(refusal::says_nothing(&change));
            return;
        }
        item.is_touched = true;
        let by_kind: Vec<Part> = change.head.iter().filter(|part| is_of_kinds(part.rule)).copied().collect();
        put_kinds(self.sources, &mut item.head, &by_kind);
        for part in change.head.iter().filter(|part| !is_of_kinds(part.rule)) {
            if part.rule == Rule::no_cap && !item.head.iter().any(|known| known.rule == Rule::block_cap) {
                let of = refusal::shown(item.kind, &item.name);
                self.findings.push(refusal::no_part(&of, "封顶", "cap", part.span));
            }
            put_part(&mut item.head, *part);
        }
        if let Some(members) = change.block {
            let (kind, name, at) = (item.kind, item.name.clone(), item.span);
            let block = item.block.get_or_insert_default();
            self.findings.extend(Block { members: block, kind, name: &name, at, key }.put(members));
        }
        find::touch_around(&mut self.items, change.kind, &change.name);
    }

    fn insert(&mut self, change: Statement, into: Option<&Spanned<String>>) {
        if let Some(known) = find::item(&mut self.items, change.kind, &change.name) {
            self.findings.push(refusal::already_there(&change, known.name_span));
            return;
        }
        if let Some(into) = into
            && find::item(&mut self.items, head_kind(), &into.value).is_none()
        {
            let heads = find::names(&self.items, head_kind());
            self.findings.push(refusal::no_head(into, &heads, self.inherit));
            return;
        }
        let mut change = change;
        let name = Spanned::new(change.name.clone(), change.name_span);
        let moved: Vec<Member> = match &mut change.block {
            Some(block) => block.extract_if(.., |member| matches!(member.verb, Verb::Move(_))).collect(),
            None => Vec::new(),
        };
        each::as_blocks(&mut change, &|_| true);
        // Its head is printed without 于 方面.
        let is_touched = into.is_some() || !moved.is_empty();
        let is_touched = is_touched || change.is_touched;
        self.place(Statement { is_touched, ..change }, into.map(|into| into.value.as_str()));
        for item in moved.into_iter().filter_map(|member| member.item) {
            self.apply(Statement { verb: Verb::Move(Some(name.clone())), ..item });
        }
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
            item.is_touched |= item.block.is_some() && item.header.is_none();
            each::follow(item, &change.name);
        }
        let name = item.name.clone();
        find::touch_around(&mut self.items, change.kind, &name);
    }

    fn absent(&mut self, change: &Statement) {
        let known = find::names(&self.items, change.kind);
        let earlier = self
            .changed
            .iter()
            .find(|(_, before)| before.is_of(change.kind.word, &change.name) && before.written != change.written);
        self.findings.push(refusal::absent(change, &known, self.inherit, earlier.map(|(_, before)| before.written)));
    }
}

fn head_kind() -> &'static Kind {
    kind_of(Rule::kw_head).or_broken("方面 is a kind of item")
}
