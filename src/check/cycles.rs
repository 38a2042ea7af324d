//! Figures that read one another in a circle.
//!
//! Definitions find their own circles while they are inferred. Marks and totals are read through the
//! items that imply them, so those circles show only when everything is known.

use std::collections::{BTreeMap, BTreeSet};

use super::{Checker, DEEPEST_CHAIN};
use crate::core::{Expr, ExprKind, FigureId};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::rules::{RuleSet, WhenMissing};
use crate::words;

/// A figure that another one reads, and where it says so; an item that implies it says it nowhere.
type Read = (FigureId, Option<Span>);

impl Checker<'_> {
    /// Reports each circle of figures once, and chains of marks that nobody could follow.
    pub(super) fn refuse_cycles(&mut self, model: &RuleSet) {
        let reads = all_reads(model);
        let mut search = Search::of(&reads);
        for id in reads.keys() {
            search.visit(*id);
        }
        let marks = search.seen.iter().filter_map(|(id, depth)| match id {
            FigureId::Mark(index) => Some((*index, (*depth)?)),
            _ => None,
        });
        let deepest = marks.max_by_key(|(_, depth)| *depth);
        for ring in &search.rings {
            let finding = cyclic(model, ring);
            self.report(finding);
        }
        if let Some((index, depth)) = deepest
            && depth > DEEPEST_CHAIN
            && search.rings.is_empty()
        {
            let span = model.indicators.get(index).map(|indicator| indicator.span).unwrap_or_default();
            self.report(Diagnostic::error(
                Code::H0104,
                span,
                words!(
                    "指标一层引一层的得分，超过 {DEEPEST_CHAIN} 层",
                    "indicators read one another's marks more than {DEEPEST_CHAIN} deep"
                ),
            ));
        }
    }
}

/// A walk along what is read. The path is kept by hand, as a rule set may have any number of figures.
struct Search<'r> {
    reads: &'r BTreeMap<FigureId, Vec<Read>>,
    /// Figures that are done, with the greatest number of marks on a way down from them; without one, figures on the
    /// way down to where the walk stands.
    seen: BTreeMap<FigureId, Option<usize>>,
    /// That way.
    path: Vec<Step<'r>>,
    rings: Vec<Vec<Read>>,
    /// The figures of the rings.
    ringed: BTreeSet<FigureId>,
}

/// A figure on the way down.
struct Step<'r> {
    id: FigureId,
    /// Where it is read.
    span: Option<Span>,
    /// What it reads and has not been looked at.
    rest: &'r [Read],
    /// The greatest number of marks on a way down from what has been looked at.
    below: usize,
}

impl<'r> Search<'r> {
    fn of(reads: &'r BTreeMap<FigureId, Vec<Read>>) -> Self {
        Self { reads, seen: BTreeMap::new(), path: Vec::new(), rings: Vec::new(), ringed: BTreeSet::new() }
    }

    fn go_down(&mut self, id: FigureId, span: Option<Span>) {
        self.seen.insert(id, None);
        let rest = self.reads.get(&id).map_or(&[][..], Vec::as_slice);
        self.path.push(Step { id, span, rest, below: 0 });
    }

    fn visit(&mut self, root: FigureId) {
        if self.seen.contains_key(&root) {
            return;
        }
        self.go_down(root, None);
        while let Some(step) = self.path.last_mut() {
            let Some(((read, span), rest)) = step.rest.split_first() else {
                let depth = step.below + usize::from(matches!(step.id, FigureId::Mark(_)));
                self.seen.insert(step.id, Some(depth));
                self.path.pop();
                if let Some(above) = self.path.last_mut() {
                    above.below = above.below.max(depth);
                }
                continue;
            };
            step.rest = rest;
            match self.seen.get(read) {
                Some(Some(depth)) => step.below = step.below.max(*depth),
                Some(None) => self.close_ring(*read, *span),
                None => self.go_down(*read, *span),
            }
        }
    }

    /// A second ring through the same figure is broken where the first one is.
    fn close_ring(&mut self, from: FigureId, span: Option<Span>) {
        if self.ringed.contains(&from) {
            return;
        }
        let below = self.path.iter().skip_while(|step| step.id != from).skip(1);
        let ring: Vec<Read> = std::iter::once((from, span)).chain(below.map(|step| (step.id, step.span))).collect();
        if !ring.iter().any(|(id, _)| self.ringed.contains(id)) {
            self.ringed.extend(ring.iter().map(|(id, _)| *id));
            self.rings.push(ring);
        }
    }
}

/// Each entry of the ring is read by the one before it, the first by the last.
fn cyclic(model: &RuleSet, ring: &[Read]) -> Diagnostic {
    let earned = |id: FigureId| {
        !matches!(id, FigureId::Definition(_) | FigureId::Value(_) | FigureId::Given(_) | FigureId::Score(_))
    };
    let written = ring.iter().filter_map(|(id, span)| Some((!earned(*id), (*span)?)));
    let span = written.min_by_key(|(is_plain, span)| (*is_plain, span.start)).map(|(_, span)| span).unwrap_or_default();
    // Named from the figure that reads, so that the sentence begins where the reader looks.
    let read = ring.iter().position(|(_, at)| *at == Some(span)).unwrap_or(0);
    let start = read.checked_sub(1).unwrap_or(ring.len().saturating_sub(1));
    let ids = ring.iter().cycle().skip(start).take(ring.len() + 1).map(|(id, _)| *id);
    let mut names: Vec<Words> = Vec::new();
    for name in ids.filter_map(|id| name(model, id)) {
        if names.last() != Some(&name) {
            names.push(name);
        }
    }
    if let [only] = names.as_slice() {
        names.push(only.clone());
    }
    let joined = |word: fn(&Words) -> &str| names.iter().map(word).collect::<Vec<_>>().join(" → ");
    let (zh, en) = (joined(|words| &words.zh), joined(|words| &words.en));
    Diagnostic::error(Code::H0203, span, words!("循环定义：{zh}", "cyclic definition: {en}")).help(words!(
        "其中一项须改为直接读数据，或改读另一项的得分",
        "one of them must read the data directly, or the mark of another one"
    ))
}

/// What a person calls a figure; figures that only lie between two others have no name.
fn name(model: &RuleSet, id: FigureId) -> Option<Words> {
    let indicator = |index: usize| model.indicators.get(index).map(|known| known.code.as_str());
    let head = |index: usize| model.heads.get(index).map(|known| known.code.as_str());
    Some(match id {
        FigureId::Definition(index) => {
            let name = &model.definitions.get(index)?.name;
            words!("定义 {name}", "definition {name}")
        }
        FigureId::Applies(index)
        | FigureId::Value(index)
        | FigureId::Given(index)
        | FigureId::Score(index)
        | FigureId::Mark(index) => {
            let code = indicator(index)?;
            words!("指标 {code}", "indicator {code}")
        }
        FigureId::HeadFull(index) | FigureId::Head(index) => {
            let code = head(index)?;
            words!("方面 {code}", "head {code}")
        }
        FigureId::BonusEntry(_) | FigureId::Bonus => words!("加分", "bonus"),
        FigureId::DeductionEntry(_) | FigureId::Deduction => words!("扣分", "deduction"),
        FigureId::Total => words!("总分", "total"),
        FigureId::Participates => words!("参评", "participates"),
        _ => return None,
    })
}

/// What each figure that can be part of a circle reads.
fn all_reads(model: &RuleSet) -> BTreeMap<FigureId, Vec<Read>> {
    let mut reads: BTreeMap<FigureId, Vec<Read>> = BTreeMap::new();
    for (index, definition) in model.definitions.iter().enumerate() {
        reads.insert(FigureId::Definition(index), written(&definition.value));
    }
    let participates = model.participation.as_ref().map(|_| (FigureId::Participates, None));
    reads.insert(
        FigureId::Participates,
        model.participation.iter().flat_map(|known| written(&known.condition)).collect(),
    );
    for (index, indicator) in model.indicators.iter().enumerate() {
        // With 缺失 不适用 whether the indicator applies rests on its mark, and its value on the written 适用.
        let lapses = indicator.when_missing == WhenMissing::NotApplicable;
        let limit = (lapses || indicator.applies.is_some()).then_some((FigureId::Applies(index), None));
        let applies = indicator.applies.iter().flat_map(written);
        let by_mark = lapses.then_some((FigureId::Score(index), None));
        reads.insert(FigureId::Applies(index), applies.clone().chain(by_mark).collect());
        let concerned: Vec<Read> = if lapses { applies.collect() } else { limit.into_iter().collect() };
        for (id, value) in [(FigureId::Value(index), &indicator.value), (FigureId::Given(index), &indicator.given)] {
            let value = value.iter().flat_map(written).chain(concerned.clone());
            reads.insert(id, value.chain(participates).collect());
        }
        reads.insert(FigureId::Score(index), written(&indicator.score));
        let mark = limit.into_iter().chain([(FigureId::Score(index), None)]);
        reads.insert(FigureId::Mark(index), mark.chain(participates).collect());
    }
    for (index, head) in model.heads.iter().enumerate() {
        let own =
            |cell: fn(usize) -> FigureId| head.indicators.iter().map(|indicator| (cell(*indicator), None)).collect();
        // Weights that data give rest on the marks of the head too.
        reads.insert(FigureId::Head(index), own(FigureId::Mark));
        reads.insert(FigureId::HeadFull(index), own(FigureId::Applies));
    }
    reads.insert(FigureId::Base, (0..model.heads.len()).map(|head| (FigureId::Head(head), None)).collect());
    let entries = |block: &Option<crate::rules::Block>| -> Vec<Read> {
        block.iter().flat_map(|block| &block.entries).flat_map(|entry| written(&entry.marks)).collect()
    };
    reads.insert(FigureId::Bonus, entries(&model.bonus));
    reads.insert(FigureId::Deduction, entries(&model.deduction));
    reads.insert(FigureId::Total, [FigureId::Base, FigureId::Bonus, FigureId::Deduction].map(|id| (id, None)).to_vec());
    reads
}

/// The figures that an expression names.
fn written(expr: &Expr) -> Vec<Read> {
    let mut found = Vec::new();
    let mut stack = vec![expr];
    while let Some(expr) = stack.pop() {
        if let ExprKind::Figure(id) = expr.kind {
            found.push((id, Some(expr.span)));
        }
        stack.extend(expr.children());
    }
    found
}
