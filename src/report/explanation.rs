//! An explanation as an indented tree for the terminal.

mod limit;
pub(super) mod line;
mod ruling;
pub(super) mod said;
pub(super) mod shared;
pub(super) mod told;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::finding::{Language, visible};
use crate::words;
use crate::words::{
    Layout, Shared, Told, ToldBlock, ToldCondition, ToldIndicator, ToldNode, ToldOutput, Trace, TraceKind,
};
use limit::Limit;
use shared::{OnPage, Shown};

/// The tree from the grade to the cells. `full` prints everything; else many rows are cut, and a page that is still too
/// long is cut where most stands under one title.
#[must_use]
pub fn text(explanation: &Told, full: bool, language: Language) -> String {
    let told = told::told(explanation);
    let write = |limits: Option<Vec<Limit>>| {
        let mut page = Page { full, limits, ..Page::empty(&told, language) };
        page.explanation(explanation);
        page
    };
    let page = write(None);
    match limit::limits(page.lines, &page.sizes) {
        Some(limits) if !full => write(Some(limits)).text,
        _ => page.text,
    }
}

/// A page that is being written.
struct Page<'t> {
    text: String,
    words: Layout,
    full: bool,
    /// What stands on it so far.
    shown: OnPage<'t>,
    /// How many lines there are.
    lines: usize,
    /// How many lines there are under each title.
    sizes: Vec<usize>,
    /// How many of them there may be, in the same order.
    limits: Option<Vec<Limit>>,
    /// How many more there may be under the title at hand.
    left: Option<usize>,
    /// In how many 方面 stands what is written.
    within: usize,
}

impl<'t> Page<'t> {
    fn empty(told: &'t BTreeMap<Shared, &'t Trace>, language: Language) -> Self {
        Self {
            text: String::new(),
            words: Layout(language),
            full: false,
            shown: OnPage::empty(told, Layout(language)),
            lines: 0,
            sizes: Vec::new(),
            limits: None,
            left: None,
            within: 0,
        }
    }

    fn line(&mut self, depth: usize, line: &str) {
        match &mut self.left {
            Some(0) => return,
            Some(left) => *left -= 1,
            None => {}
        }
        // A title stands behind an empty line; a line break within is one of a cell.
        let (before, line) = line.strip_prefix('\n').map_or(("", line), |line| ("\n", line));
        let line = format!("{before}{}", visible(line));
        self.lines += line.split('\n').count();
        let indent = if line.is_empty() { 0 } else { depth + self.within };
        let _ = writeln!(self.text, "{}{line}", "  ".repeat(indent));
    }

    /// A line behind an empty one.
    fn title(&mut self, depth: usize, title: &str) {
        self.line(0, "");
        self.line(depth, title);
    }

    /// Lines that stand under a title. Those for which there is no place are counted.
    fn under(&mut self, title: &str, depth: usize, write: impl FnOnce(&mut Self)) {
        self.shown.begin(title);
        let before = self.lines;
        let limit = self.limits.as_ref().and_then(|limits| limits.get(self.sizes.len())).copied();
        self.left = limit.map(|limit| limit.shown);
        write(self);
        self.left = None;
        if let Some(hidden) = limit.map(Limit::hidden).filter(|hidden| *hidden > 0) {
            self.line(depth, &self.words.more(TraceKind::Figure, hidden));
        }
        self.sizes.push(self.lines - before);
    }

    fn explanation(&mut self, explanation: &Told) {
        let example = if explanation.is_example { words::not_official(self.words.0) } else { "" };
        self.line(0, &format!("{}{example}", explanation.rule_set));
        let name = explanation.name.as_deref().unwrap_or_default();
        self.line(0, format!("{} {name}", explanation.key).trim_end());
        self.heading(explanation);
        for indicator in &explanation.indicators {
            self.indicator(indicator);
        }
        for head in &explanation.heads {
            self.within = head.depth;
            let title = self.words.titled(&head.code, &head.title, &head.mark, &head.full, &head.basis);
            self.title(0, &title);
            if let Some(node) = &head.node {
                self.node(&head.code, node, &head.mark);
            }
            for indicator in &head.indicators {
                self.indicator(indicator);
            }
        }
        self.within = 0;
        self.block(self.words.bonus(), explanation.bonus.as_ref());
        self.block(self.words.deduction(), explanation.deduction.as_ref());
        if !explanation.conditions.is_empty() {
            self.line(0, &format!("\n{}", words::conditions(self.words.0)));
            for condition in &explanation.conditions {
                self.condition(condition);
            }
        }
        let (gradings, outputs): (Vec<&ToldOutput>, Vec<&ToldOutput>) =
            explanation.outputs.iter().partition(|output| output.is_grading);
        for grading in gradings {
            self.line(0, &format!("\n{}", self.words.grading(&grading.title, &grading.value)));
            self.under(&grading.title, 1, |page| page.trace(&grading.trace, 1));
        }
        if !outputs.is_empty() {
            self.line(0, &format!("\n{}", self.words.listed()));
            for output in outputs {
                self.line(1, &format!("{}  {}", output.title, output.value));
                self.under(&output.title, 2, |page| page.trace(&output.trace, 2));
            }
        }
    }

    fn heading(&mut self, explanation: &Told) {
        if explanation.has_total {
            let rank = explanation.rank.map(|rank| (rank, explanation.subjects));
            let grade = explanation.gives_outcomes.then_some(explanation.grade.as_deref());
            self.line(0, &self.words.standing(grade, &explanation.total, rank));
        } else if explanation.ruling.is_some() {
            self.line(0, &self.words.graded(explanation.grade.as_deref()));
        }
        if let Some(node) = &explanation.total_node {
            let title = self.words.total();
            self.node(title, node, &explanation.base);
        }
        if let Some(line) = &explanation.addition {
            self.line(1, line);
        }
        self.under("", 1, |page| explanation.notes.iter().for_each(|note| page.line(1, note)));
        for veto in &explanation.vetoes {
            self.condition(veto);
        }
        let next = explanation.next_grade.as_ref();
        if let Some(ruling) = &explanation.ruling {
            self.ruling(ruling, next.map(|next| next.grade.as_str()));
        }
        if let Some(next) = next {
            self.next_grade(next, explanation.ruling.as_ref());
        }
    }

    /// How a node came from its parts.
    fn node(&mut self, title: &str, node: &ToldNode, mark: &str) {
        for line in said::node(node, mark, self.words) {
            self.line(1, &line);
        }
        if !node.from.is_empty() {
            self.under(title, 2, |page| page.traces(&node.from, 2));
        }
    }

    fn indicator(&mut self, indicator: &ToldIndicator) {
        let ToldIndicator { code, title, mark, full, basis, .. } = indicator;
        let title = self.words.titled(code, title, mark, full, basis);
        self.title(1, &title);
        let (lines, missing) = said::indicator(indicator, self.words);
        for line in &lines {
            self.line(2, line);
        }
        for missing in missing {
            self.line(3, missing);
        }
        if lines.is_empty() {
            return;
        }
        let from = if indicator.applies { &indicator.score.from } else { &indicator.because };
        self.under(code, 3, |page| page.traces(from, 3));
        let behind = said::behind(indicator, self.words);
        let glosses = self.shown.glosses(code, &indicator.glosses);
        glosses.iter().chain(&behind).for_each(|line| self.line(2, line));
    }

    fn traces(&mut self, from: &[Trace], depth: usize) {
        let runs = from.chunk_by(|one, next| one.kind == next.kind);
        for run in runs {
            self.run(run, depth);
        }
    }

    fn run(&mut self, run: &[Trace], depth: usize) {
        let kind = run.first().map(|first| first.kind).unwrap_or_default();
        let left_out = line::left_out(run, self.full);
        for (place, trace) in run.iter().enumerate() {
            if !left_out.contains(&place) {
                self.trace(trace, depth);
            } else if place == left_out.start {
                self.line(depth, &self.words.more(kind, left_out.len()));
            }
        }
    }

    fn trace(&mut self, trace: &Trace, depth: usize) {
        if self.left == Some(0) {
            return;
        }
        if let Some(reasons) = line::counted(trace, self.full, self.words) {
            return self.line(depth, &format!("{}  ← {}{reasons}", trace.value, trace.label));
        }
        let Shown { trace, see, .. } = self.shown.shown(trace, depth);
        self.shown.print(&trace);
        let figures = line::figures(&trace, self.words);
        let mut line = figures.join(if trace.kind == TraceKind::Line { "  " } else { " = " });
        if let Some(branch) = &trace.branch {
            line.push_str(&self.words.in_brackets(branch));
        }
        if let Some(see) = &see {
            line.push_str(&self.words.in_brackets(see));
        }
        if !trace.basis.is_empty() {
            let _ = write!(line, "  {}", self.words.basis(&trace.basis));
        }
        line.push_str(&line::cells(&trace, self.words));
        match &trace.cell {
            Some(cell) if trace.kind != TraceKind::Row && !self.shown.is_new(cell) => {
                line.push_str(&self.words.in_brackets(self.words.above_here()));
            }
            Some(cell) => {
                let _ = write!(line, "  ← {}{}", self.words.place_of(cell), line::cell(cell, self.words));
            }
            None => {}
        }
        self.line(depth, &line);
        if let Some(declared) = line::declared(&trace).filter(|_| self.full && see.is_none()) {
            self.line(depth + 1, declared);
        }
        self.traces(&trace.from, depth + 1);
    }

    fn block(&mut self, title: &str, block: Option<&ToldBlock>) {
        let Some(block) = block else { return };
        let line = self.words.block(title, &block.mark, block.cap.as_deref());
        self.line(0, &format!("\n{line}"));
        for entry in &block.entries {
            self.under(&entry.title, 2, |page| page.trace(&entry.trace, 1));
        }
    }

    fn condition(&mut self, condition: &ToldCondition) {
        self.condition_at(condition, &condition.name, 1);
        let demands = condition.demands.as_deref().filter(|_| !condition.items.is_empty());
        if let Some(demands) = demands {
            self.line(2, demands);
        }
        for item in &condition.items {
            self.condition_at(item, &format!("{}{}", condition.name, item.name), 2);
        }
    }

    fn condition_at(&mut self, condition: &ToldCondition, title: &str, depth: usize) {
        let basis = self.words.basis(&condition.basis);
        let line = format!("{}  {}  {basis}", condition.name, condition.verdict);
        self.line(depth, line.trim_end());
        self.under(title, depth + 1, |page| page.reasons(condition, depth + 1));
    }

    /// What a condition lacks, and what it rests on.
    fn reasons(&mut self, condition: &ToldCondition, depth: usize) {
        for term in &condition.unmet {
            self.line(depth, &term.sentence);
        }
        condition.because.iter().for_each(|because| self.trace(because, depth));
        self.rests_on(condition, depth);
        let glosses = self.shown.glosses(&condition.name, &condition.glosses);
        for line in &glosses {
            self.line(depth, line);
        }
    }

    fn rests_on(&mut self, condition: &ToldCondition, depth: usize) {
        let Some(trace) = &condition.trace else { return };
        let is_said = condition.unmet.iter().any(|term| term.sentence.starts_with(&trace.formula));
        if !trace.formula.is_empty() && !is_said {
            self.line(depth, &trace.formula);
        }
        // A column that is the condition itself.
        if let Some(cell) = &trace.cell {
            let column = Trace { label: cell.column.clone(), ..trace.clone() };
            self.trace(&column, depth + 1);
        }
        self.traces(&trace.from, depth + 1);
    }
}
