//! What common blocks say, put into each item as if it stood there, and what items define of their own, as definitions.
//!
//! The nearest wins, clause by clause: what an item says itself, then the innermost block, then outward. Trees are put
//! in, never text, so a clause keeps its place and a finding about it is one about the block.

use std::collections::BTreeMap;

use super::ast::{
    Below, Child, Clause, Common, Definition, File, Head, Indicator, Item, Local, Name, Node, StatementKind, Table,
    Unread,
};
use super::keyword;
use crate::finding::{Code, Diagnostic, Span, Spanned, Words};
use crate::words;

/// Puts what common blocks say into the items below them. Gives what is wrong with the blocks.
pub(super) fn put_in(file: &mut File) -> Vec<Diagnostic> {
    let mut spreading = Spreading::default();
    let top: Vec<Common> = file
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Common(common) => Some((**common).clone()),
            _ => None,
        })
        .collect();
    spreading.lost =
        file.unread_items().filter(|lost| lost.kind == Some(StatementKind::Common)).map(lost_clause).collect();
    spreading.enter(top);
    for item in &mut file.items {
        match item {
            Item::Head(head) => spreading.head(head),
            Item::Indicator(indicator) => spreading.indicator(indicator),
            Item::Total(total) => {
                let locals = std::mem::take(&mut total.locals);
                spreading.switched_off(&total.node.without, |_| false);
                spreading.define(&Spanned::new(TOTAL.to_owned(), total.span), locals);
            }
            _ => {}
        }
    }
    let tables: Vec<&Table> = file
        .items
        .iter()
        .filter_map(|item| match item {
            Item::Table(table) => Some(&**table),
            _ => None,
        })
        .collect();
    let keyed = file.items.iter().filter_map(|item| match item {
        Item::Keyed(keyed) => Some(keyed.definitions(&tables)),
        _ => None,
    });
    let keyed: Vec<Definition> = keyed.flatten().collect();
    file.items.extend(keyed.into_iter().chain(spreading.definitions).map(Item::Definition));
    file.items.extend(spreading.refused.into_iter().map(Item::Unread));
    spreading.findings
}

/// What 总分 is called where one of its figures is named.
const TOTAL: &str = "总分";

/// A block that could not be read may say anything.
fn lost_clause(block: &Unread) -> Unread {
    Unread::place(block.span)
}

/// A statement that is not taken.
fn refused(kind: StatementKind, span: Span) -> Unread {
    Unread { kind: Some(kind), ..Unread::place(span) }
}

#[derive(Default)]
struct Spreading {
    /// The blocks at hand, from outside in.
    blocks: Vec<Common>,
    /// What of blocks that could not be read may be lost.
    lost: Vec<Unread>,
    /// What a finding is about, which counts as unread.
    refused: Vec<Unread>,
    definitions: Vec<Definition>,
    findings: Vec<Diagnostic>,
}

impl Spreading {
    /// The blocks of a head or of the file; one of each word.
    fn enter(&mut self, blocks: Vec<Common>) {
        let mut first: Vec<&Common> = Vec::new();
        for each in &blocks {
            if let Some(before) = first.iter().find(|before| before.of == each.of) {
                let Words { zh, en } = word_of(each.of);
                self.refused.push(refused(StatementKind::Common, each.word));
                self.findings.push(
                    Diagnostic::error(
                        Code::H0205,
                        each.word,
                        words!("一个花括号里「{zh}」只写一次", "a block has one `{en}`"),
                    )
                    .label(before.word, words!("前面已经写过", "written here already"))
                    .help(words!("把两处合写成一处", "put both into one")),
                );
            } else {
                first.push(each);
            }
        }
        self.blocks.extend(blocks);
    }

    fn head(&mut self, head: &mut Head) {
        self.node(&mut head.node);
        let lost = self.about(Below::Heads).flat_map(|each| &each.unread).chain(&self.lost).cloned();
        head.unread.extend(lost.collect::<Vec<_>>());
        let locals = self.locals_of(Below::Heads, std::mem::take(&mut head.locals));
        self.define(&head.code, locals);
        let outer = self.blocks.len();
        self.enter(std::mem::take(&mut head.common));
        for child in &mut head.children {
            match child {
                Child::Head(head) => self.head(head),
                Child::Indicator(indicator) => self.indicator(indicator),
            }
        }
        head.common = self.blocks.split_off(outer);
    }

    /// The blocks that speak of these items, the innermost first.
    fn about(&self, of: Below) -> impl Iterator<Item = &Common> {
        self.blocks.iter().rev().filter(move |each| each.of == of)
    }

    fn indicator(&mut self, indicator: &mut Indicator) {
        let mut said: Vec<StatementKind> = indicator.clauses.iter().map(|clause| clause.kind.kind()).collect();
        said.extend(indicator.without.iter().map(|without| without.value));
        said.extend(indicator.unread.iter().filter_map(|unread| unread.kind));
        let mut clauses: Vec<Clause> = Vec::new();
        let mut unread: Vec<Unread> = Vec::new();
        for each in self.about(Below::Indicators) {
            let here: Vec<StatementKind> = each.clauses.iter().map(|clause| clause.kind.kind()).collect();
            clauses.extend(each.clauses.iter().filter(|clause| !said.contains(&clause.kind.kind())).cloned());
            unread
                .extend(each.unread.iter().filter(|lost| lost.kind.is_none_or(|kind| !said.contains(&kind))).cloned());
            said.extend(here);
            said.extend(each.without.iter().map(|without| without.value));
            said.extend(each.unread.iter().filter_map(|lost| lost.kind));
        }
        let is_common = |kind| {
            self.about(Below::Indicators).any(|each| each.clauses.iter().any(|clause| clause.kind.kind() == kind))
        };
        let idle: Vec<Spanned<StatementKind>> =
            indicator.without.iter().filter(|without| !is_common(without.value)).cloned().collect();
        self.switched_off(&idle, |_| false);
        indicator.clauses.extend(clauses);
        indicator.unread.extend(unread);
        indicator.unread.extend(self.lost.iter().cloned());
        let locals = self.locals_of(Below::Indicators, std::mem::take(&mut indicator.locals));
        self.define(&indicator.code, locals);
    }

    fn node(&mut self, node: &mut Node) {
        let mut without: Vec<StatementKind> = node.without.iter().map(|without| without.value).collect();
        let own = node.without.clone();
        let mut common: Vec<StatementKind> = Vec::new();
        for each in self.blocks.iter().rev().filter(|each| each.of == Below::Heads) {
            let Node { aggregate, weighting, gaps, precision, weight, applies, cap, .. } = &each.node;
            let mut fill = |kind, is_there: bool| {
                if is_there {
                    common.push(kind);
                }
                is_there && !without.contains(&kind)
            };
            if fill(StatementKind::Aggregate, aggregate.is_some()) {
                node.aggregate = node.aggregate.take().or_else(|| aggregate.clone());
            }
            if fill(StatementKind::Weighting, weighting.is_some()) {
                node.weighting = node.weighting.take().or_else(|| weighting.clone());
            }
            if fill(StatementKind::Gaps, gaps.is_some()) {
                node.gaps = node.gaps.take().or_else(|| gaps.clone());
            }
            if fill(StatementKind::Rounding, precision.is_some()) {
                node.precision = node.precision.take().or_else(|| precision.clone());
            }
            if fill(StatementKind::Weight, weight.is_some()) {
                node.weight = node.weight.take().or_else(|| weight.clone());
            }
            if fill(StatementKind::Applies, applies.is_some()) {
                node.applies = node.applies.take().or_else(|| applies.clone());
            }
            if fill(StatementKind::Cap, cap.is_some()) {
                node.cap = node.cap.take().or_else(|| cap.clone());
            }
            without.extend(each.node.without.iter().map(|without| without.value));
        }
        self.switched_off(&own, |kind| common.contains(&kind));
    }

    /// 缺失 无 where no common block says anything of it.
    fn switched_off(&mut self, without: &[Spanned<StatementKind>], is_common: impl Fn(StatementKind) -> bool) {
        for Spanned { span, value } in without {
            if is_common(*value) {
                continue;
            }
            self.refused.push(refused(*value, *span));
            self.findings.push(
                Diagnostic::error(
                    Code::H0213,
                    *span,
                    words!(
                        "外面没有写共同的这个子句，没有什么可免去",
                        "no block outside has this clause for all, so there is nothing to leave out"
                    ),
                )
                .help(words!("删去这一条", "remove this clause")),
            );
        }
    }

    /// The figures of an item: its own, then those that blocks give to each.
    fn locals_of(&self, of: Below, own: Vec<Local>) -> Vec<Local> {
        let mut locals = own;
        for each in self.about(of) {
            let known: Vec<String> = locals.iter().map(|local| local.name.value.clone()).collect();
            locals.extend(each.locals.iter().filter(|local| !known.contains(&local.name.value)).cloned());
        }
        locals
    }

    fn define(&mut self, item: &Name, locals: Vec<Local>) {
        let mut first: BTreeMap<String, Name> = BTreeMap::new();
        for Local { name, value, span } in locals {
            if let Some(before) = first.get(&name.value) {
                let written = &name.value;
                self.refused.push(refused(StatementKind::Definition, span));
                self.findings.push(
                    Diagnostic::error(
                        Code::H0202,
                        name.span,
                        words!("「{written}」定义了两次", "`{written}` is defined twice"),
                    )
                    .label(before.span, words!("第一次在这里", "first defined here"))
                    .help(words!("删去其中一个，或换一个名称", "remove one, or give it another name")),
                );
                continue;
            }
            first.insert(name.value.clone(), name.clone());
            let full = Spanned::new(format!("{}.{}", item.value, name.value), name.span);
            let of = Some(item.clone());
            self.definitions.push(Definition { table: None, of, name: full, value, span });
        }
    }
}

/// The word of a common block.
fn word_of(of: Below) -> Words {
    keyword::words(match of {
        Below::Indicators => "各指标",
        Below::Heads => "各方面",
    })
}
