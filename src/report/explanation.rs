//! An explanation as an indented tree for the terminal.

mod limit;
mod ruling;
mod shared;
mod told;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use crate::finding::{Language, visible};
use crate::result::Cell;
use crate::words;
use crate::words::{
    Layout, Shared, Told, ToldAdjustment, ToldBlock, ToldCondition, ToldIndicator, ToldNode, Trace, TraceKind,
};
use limit::Limit;

/// Of many rows only the first are printed.
const ROWS_SHOWN: usize = 3;

/// Of many members of a cohort only the first are printed.
const MEMBERS_SHOWN: usize = 12;

/// Of many lines of a script only the first and the last are printed: the last one has the result.
const LINES_SHOWN: (usize, usize) = (16, 4);

/// The tree from the grade to the cells. `full` prints everything; else many rows are cut, and a page that is still too
/// long is cut where most stands under one title.
#[must_use]
pub fn text(explanation: &Told, full: bool, language: Language) -> String {
    let told = told::told(explanation);
    let write = |limits: Option<Vec<Limit>>| {
        let mut page = Page { told: &told, limits, full, ..Page::empty(&told, language) };
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
    /// Where what may be referred to is told.
    told: &'t BTreeMap<Shared, &'t Trace>,
    /// What of it is on the page: under which title, and what it is called there.
    printed: BTreeMap<Shared, (String, String)>,
    /// Under which title lines are being written.
    title: String,
    /// The cells that stand under it.
    cells: BTreeSet<(String, u64, String)>,
    /// How many lines there are.
    lines: usize,
    /// How many lines there are under each title.
    sizes: Vec<usize>,
    /// How many of them there may be, in the same order.
    limits: Option<Vec<Limit>>,
    /// How many more there may be under the title at hand.
    left: Option<usize>,
}

impl<'t> Page<'t> {
    fn empty(told: &'t BTreeMap<Shared, &'t Trace>, language: Language) -> Self {
        Self {
            text: String::new(),
            words: Layout(language),
            full: false,
            told,
            printed: BTreeMap::new(),
            title: String::new(),
            cells: BTreeSet::new(),
            lines: 0,
            sizes: Vec::new(),
            limits: None,
            left: None,
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
        let _ = writeln!(self.text, "{}{line}", "  ".repeat(depth));
    }

    /// Lines that stand under a title. Those for which there is no place are counted.
    fn under(&mut self, title: &str, depth: usize, write: impl FnOnce(&mut Self)) {
        title.clone_into(&mut self.title);
        self.cells.clear();
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
        for head in &explanation.heads {
            let title = self.words.titled(&head.code, &head.title, &head.mark, &head.full, &head.basis);
            self.line(0, &format!("\n{title}"));
            if let Some(node) = &head.node {
                self.node(node, &head.mark);
            }
            for indicator in &head.indicators {
                self.indicator(indicator);
            }
        }
        self.block(self.words.bonus(), explanation.bonus.as_ref());
        self.block(self.words.deduction(), explanation.deduction.as_ref());
        if !explanation.conditions.is_empty() {
            self.line(0, &format!("\n{}", words::conditions(self.words.0)));
            for condition in &explanation.conditions {
                self.condition(condition);
            }
        }
    }

    fn heading(&mut self, explanation: &Told) {
        if explanation.has_total {
            let rank = explanation.rank.map(|rank| (rank, explanation.subjects));
            let grade = explanation.gives_outcomes.then_some(explanation.grade.as_deref());
            self.line(0, &self.words.standing(grade, &explanation.total, rank));
        }
        if let Some(node) = &explanation.total_node {
            self.node(node, &explanation.base);
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
    fn node(&mut self, node: &ToldNode, mark: &str) {
        self.line(1, &node.how);
        if let Some(weighting) = &node.weighting {
            self.line(1, weighting);
        }
        if !node.weights.is_empty() {
            let weights = node.weights.iter().map(|part| (part.code.as_str(), part.weight.as_deref()));
            self.line(1, &self.words.weights(weights));
        }
        if !node.chosen.is_empty() {
            self.line(1, &self.words.takes(&node.chosen));
        }
        if let Some(rescaled) = &node.rescaled {
            self.line(1, rescaled);
        }
        if let Some(unrounded) = &node.unrounded {
            let number = self.words.marks(unrounded);
            let is_plain = node.formula.is_empty() || node.formula == number;
            let worked = match &node.formula {
                _ if is_plain => unrounded.clone(),
                formula if formula.ends_with(&format!(" = {number}")) => formula.clone(),
                formula => format!("{formula} = {unrounded}"),
            };
            let rounded = self.words.rounded(node.rounding.as_deref());
            self.line(1, &format!("{}{rounded}", self.words.score(&worked, mark)));
        }
    }

    fn indicator(&mut self, indicator: &ToldIndicator) {
        let ToldIndicator { code, title, mark, full, basis, .. } = indicator;
        let title = self.words.titled(code, title, mark, full, basis);
        self.line(0, &format!("\n  {title}"));
        if !indicator.applies {
            return self.why_not(indicator);
        }
        if let Some(weight) = &indicator.effective_weight {
            self.line(2, &format!("{} {weight}", self.words.effective_weight()));
        }
        self.line(2, &indicator.method);
        if let Some(branch) = &indicator.score.branch {
            self.line(2, &format!("{} {branch}", self.words.falls_in()));
        }
        for ToldAdjustment { clause, before, after } in &indicator.adjustments {
            self.line(2, &self.words.changed(clause, before, after));
        }
        let score = &indicator.score;
        let formula = if score.formula.is_empty() { &score.value } else { &score.formula };
        if let Some(unrounded) = &indicator.unrounded {
            let unrounded = self.words.marks(unrounded);
            let worked = if *formula == unrounded { unrounded } else { format!("{formula} = {unrounded}") };
            let rounded = self.words.rounded(indicator.rounding.as_deref());
            self.line(2, &format!("{}{rounded}", self.words.score(&worked, mark)));
        } else {
            self.line(2, &self.words.no_score());
            for missing in &indicator.missing {
                self.line(3, missing);
            }
        }
        self.under(code, 3, |page| page.traces(&score.from, 3));
        for gloss in &indicator.glosses {
            self.line(2, gloss);
        }
        if let Some(evidence) = &indicator.evidence {
            self.line(2, &format!("{} {evidence}", self.words.evidence()));
        }
        if let Some(advice) = &indicator.advice {
            self.line(2, &format!("{} {advice}", self.words.advice()));
        }
    }

    /// Why an indicator does not apply.
    fn why_not(&mut self, indicator: &ToldIndicator) {
        let Some(why) = &indicator.why_not else { return };
        self.line(2, why);
        indicator.missing.iter().for_each(|missing| self.line(3, missing));
        self.under(&indicator.code, 3, |page| page.traces(&indicator.because, 3));
        for gloss in &indicator.glosses {
            self.line(2, gloss);
        }
    }

    fn traces(&mut self, from: &[Trace], depth: usize) {
        let runs = from.chunk_by(|one, next| one.kind == next.kind);
        for run in runs {
            self.run(run, depth);
        }
    }

    /// Figures of a formula are few and differ; rows, members and lines of a loop are many and alike.
    fn run(&mut self, run: &[Trace], depth: usize) {
        let kind = run.first().map(|first| first.kind).unwrap_or_default();
        let (first, last) = match kind {
            _ if self.full => (run.len(), 0),
            TraceKind::Figure | TraceKind::LeftOut => (run.len(), 0),
            TraceKind::Row => (ROWS_SHOWN, 0),
            TraceKind::Member => (MEMBERS_SHOWN, 0),
            TraceKind::Line => LINES_SHOWN,
        };
        let hidden = run.len().saturating_sub(first + last);
        for (place, trace) in run.iter().enumerate() {
            if hidden == 0 || place < first || place >= first + hidden {
                self.trace(trace, depth);
            } else if place == first {
                self.line(depth, &self.words.more(kind, hidden));
            }
        }
    }

    fn trace(&mut self, trace: &Trace, depth: usize) {
        if self.left == Some(0) {
            return;
        }
        if let Some(counted) = self.counted(trace) {
            return self.line(depth, &counted);
        }
        let (trace, see) = self.shown(trace, depth);
        for shared in &trace.tells {
            self.printed.insert(*shared, (self.title.clone(), trace.label.clone()));
        }
        // A row is named by its place, which the cell gives too.
        let own_row = trace.kind == TraceKind::Row
            && trace.cell.as_ref().is_some_and(|cell| self.words.line_of(&cell.file, cell.row) == trace.label);
        let mut figures: Vec<&str> = Vec::new();
        for figure in [&trace.label, &trace.formula, &trace.value] {
            let repeated = figures.last().is_some_and(|last| last == figure || last.ends_with(&format!(" = {figure}")));
            let is_place = own_row && *figure == trace.label;
            if !(figure.is_empty() || repeated || is_place) {
                figures.push(figure);
            }
        }
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
        let mut before: Option<&Cell> = None;
        for cell in &trace.cells {
            let is_there = before.is_some_and(|before| (&before.file, before.row) == (&cell.file, cell.row));
            let place =
                if is_there { String::new() } else { format!("  ← {}", self.words.line_of(&cell.file, cell.row)) };
            let _ = write!(line, "{place}{}", self.cell(cell));
            before = Some(cell);
        }
        match &trace.cell {
            Some(cell) if trace.kind != TraceKind::Row && !self.is_new(cell) => {
                line.push_str(&self.words.in_brackets(self.words.above_here()));
            }
            Some(cell) => {
                let _ = write!(line, "  ← {}{}", self.words.place_of(cell), self.cell(cell));
            }
            None => {}
        }
        self.line(depth, &line);
        let is_said = |declared: &&String| !trace.formula.is_empty() && declared.ends_with(&trace.formula);
        let declared = trace.declared.as_ref().filter(|_| self.full && see.is_none());
        if let Some(declared) = declared.filter(|declared| !is_said(declared)) {
            self.line(depth + 1, declared);
        }
        self.traces(&trace.from, depth + 1);
    }

    /// What a cell says, and what it was corrected to.
    fn cell(&self, cell: &Cell) -> String {
        let corrected = cell.correction.as_ref().map(|correction| self.words.corrected(correction));
        let mark = cell.mark.map(|mark| self.words.cell_mark(mark));
        [Some(self.words.cell(&cell.column, &cell.text)), mark, corrected].into_iter().flatten().collect()
    }

    /// Whether a cell has not been shown under the title at hand.
    fn is_new(&mut self, Cell { file, row, column, .. }: &Cell) -> bool {
        self.cells.insert((file.clone(), *row, column.clone()))
    }

    /// A row that was counted, with the cells and figures that decided it, on one line. A figure has rows
    /// of its own; `full` leaves it to be printed with them.
    fn counted(&self, trace: &Trace) -> Option<String> {
        if trace.kind != TraceKind::Row || trace.from.is_empty() || trace.cell.is_some() || !trace.formula.is_empty() {
            return None;
        }
        let mut reasons = String::new();
        for reason in &trace.from {
            match &reason.cell {
                Some(cell) => reasons.push_str(&self.cell(cell)),
                None if self.full => return None,
                None => {
                    reasons.push_str(&self.words.figure(&reason.label, &reason.value));
                    let how = reason.branch.as_deref().map(|how| self.words.in_brackets(how));
                    reasons.push_str(how.as_deref().unwrap_or_default());
                }
            }
        }
        Some(format!("{}  ← {}{reasons}", trace.value, trace.label))
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
        let basis = self.words.basis(&condition.basis);
        let line = format!("{}  {}  {basis}", condition.name, condition.verdict);
        self.line(1, line.trim_end());
        self.under(&condition.name, 2, |page| page.reasons(condition));
    }

    /// What a condition lacks, and what it rests on.
    fn reasons(&mut self, condition: &ToldCondition) {
        for term in &condition.unmet {
            self.line(2, &term.sentence);
        }
        condition.because.iter().for_each(|because| self.trace(because, 2));
        for gloss in &condition.glosses {
            self.line(2, gloss);
        }
        let Some(trace) = &condition.trace else { return };
        let is_said = condition.unmet.iter().any(|term| term.sentence.starts_with(&trace.formula));
        if !trace.formula.is_empty() && !is_said {
            self.line(2, &trace.formula);
        }
        // A column that is the condition itself.
        if let Some(cell) = &trace.cell {
            let column = Trace { label: cell.column.clone(), ..trace.clone() };
            self.trace(&column, 3);
        }
        self.traces(&trace.from, 3);
    }
}
