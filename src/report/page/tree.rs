//! Figures and what they rest on, as parts of a page.

use std::collections::{BTreeMap, BTreeSet};

use super::line::{Forest, Group, Line, ROWS, See};
use crate::finding::visible;
use crate::report::explanation::line::{cell, cells, counted, declared, figures, left_out};
use crate::report::explanation::shared::{OnPage, Shown};
use crate::words::{Layout, Shared, Trace, TraceKind};

/// More lines of a kind than these are folded.
const UNFOLDED: usize = 20;

/// Makes parts of a page of what is told.
pub(super) struct Tree<'t> {
    words: Layout,
    full: bool,
    on_page: OnPage<'t>,
    /// What can be referred to.
    ids: BTreeSet<Shared>,
    /// The 口径 that were told, with where.
    glosses: BTreeMap<String, String>,
}

impl<'t> Tree<'t> {
    pub(super) fn new(told: &'t BTreeMap<Shared, &'t Trace>, words: Layout, full: bool) -> Self {
        Self { words, full, on_page: OnPage::empty(told, words), ids: BTreeSet::new(), glosses: BTreeMap::new() }
    }

    /// What stands under a title that begins here.
    pub(super) fn under(&mut self, title: &str, from: &[Trace]) -> Forest {
        self.on_page.begin(title);
        Forest { groups: self.groups(from, 0) }
    }

    /// 口径 under a title. One that was told is named only.
    pub(super) fn glosses(&mut self, title: &str, glosses: &[String]) -> Vec<String> {
        let mut lines = Vec::with_capacity(glosses.len());
        for gloss in glosses {
            let (name, _) = gloss.split_once(['：', ':']).unwrap_or((gloss, ""));
            match self.glosses.get(gloss) {
                Some(place) => {
                    let place = self.words.told_at(place);
                    lines.push(seen(&format!("{name}{}", self.words.in_brackets(&place))));
                }
                None => {
                    lines.push(seen(gloss));
                    self.glosses.insert(gloss.clone(), title.to_owned());
                }
            }
        }
        lines
    }

    /// More that stands under the same title.
    pub(super) fn more(&mut self, from: &[Trace]) -> Vec<Group> {
        self.groups(from, 0)
    }

    /// Sentences with what each rests on, under a title that begins here.
    pub(super) fn sentences<'s>(&mut self, title: &str, said: impl Iterator<Item = (String, &'s [Trace])>) -> Forest {
        self.on_page.begin(title);
        let line = |(said, from): (String, &[Trace])| Line {
            figures: vec![seen(&said)],
            groups: self.groups(from, 1),
            ..Line::default()
        };
        let lines: Vec<Line> = said.map(line).collect();
        let groups = if lines.is_empty() { Vec::new() } else { vec![Group { class: None, folded: None, lines }] };
        Forest { groups }
    }

    fn groups(&mut self, from: &[Trace], depth: usize) -> Vec<Group> {
        from.chunk_by(|one, next| one.kind == next.kind).map(|run| self.group(run, depth)).collect()
    }

    fn group(&mut self, run: &[Trace], depth: usize) -> Group {
        let kind = run.first().map(|first| first.kind).unwrap_or_default();
        let left_out = left_out(run, self.full);
        let mut lines = Vec::with_capacity(run.len());
        for (place, trace) in run.iter().enumerate() {
            if !left_out.contains(&place) {
                lines.push(self.line(trace, depth));
            } else if place == left_out.start {
                lines.push(Line { figures: vec![self.words.more(kind, left_out.len())], ..Line::default() });
            }
        }
        let is_folded = kind != TraceKind::Figure && lines.len() > UNFOLDED;
        let folded = is_folded.then(|| self.words.many(kind, lines.len()));
        let class = match kind {
            TraceKind::Member => Some("members"),
            TraceKind::Figure if lines.len() > 3 && lines.iter().all(|line| line.groups.is_empty()) => Some("members"),
            TraceKind::Line => Some(ROWS),
            TraceKind::Row | TraceKind::LeftOut if lines.iter().all(Line::is_short) => Some(ROWS),
            _ => None,
        };
        Group { class, folded, lines }
    }

    fn line(&mut self, trace: &Trace, depth: usize) -> Line {
        if let Some(reasons) = counted(trace, self.full, self.words) {
            let cell = Some(seen(&format!("{}{reasons}", trace.label)));
            return Line { figures: vec![seen(&trace.value)], cell, ..Line::default() };
        }
        let Shown { trace, see, at } = self.on_page.shown(trace, depth);
        self.on_page.print(&trace);
        let ids: Vec<Shared> = trace.tells.iter().filter(|told| self.ids.insert(**told)).copied().collect();
        let to = at.filter(|at| trace.is_below || self.ids.contains(at)).map(id);
        let mut line = Line {
            ids: ids.into_iter().map(id).collect(),
            figures: figures(&trace, self.words).into_iter().map(seen).collect(),
            is_code: trace.kind == TraceKind::Line,
            branch: trace.branch.as_ref().map(|branch| seen(&self.words.in_brackets(branch))),
            see: see.map(|words| See { words: seen(&self.words.in_brackets(&words)), to }),
            basis: Some(seen(&self.words.basis(&trace.basis))).filter(|basis| !basis.is_empty()),
            ..Line::default()
        };
        let cells = cells(&trace, self.words);
        // The mark before a cell is on the page.
        let own = cells.trim_start().trim_start_matches('←').trim_start();
        line.cell = Some(seen(own)).filter(|own| !own.is_empty());
        let is_elsewhere = line.see.is_some();
        line.declared = declared(&trace).filter(|_| self.full && !is_elsewhere).map(seen);
        match &trace.cell {
            Some(of) if trace.kind != TraceKind::Row && !self.on_page.is_new(of) => {
                line.see = Some(See { words: self.words.in_brackets(self.words.above_here()), to: None });
            }
            Some(of) => line.cell = Some(seen(&format!("{}{}", self.words.place_of(of), cell(of, self.words)))),
            None => {}
        }
        line.groups = self.groups(&trace.from, depth.saturating_add(1));
        line
    }
}

/// A text in which nothing is hidden.
pub(super) fn seen(text: &str) -> String {
    visible(text).into_owned()
}

/// The place of what is told once.
fn id(shared: Shared) -> String {
    match shared {
        Shared::Step(step) => format!("s-{}", step.0),
        Shared::Cohort(cohort) => format!("c-{}", cohort.0),
    }
}
