//! An explanation as an indented tree for the terminal.

use std::fmt::Write as _;

use crate::finding::Language;
use crate::result::Cell;
use crate::words;
use crate::words::{Layout, Told, ToldBlock, ToldCondition, ToldIndicator, ToldNode, Trace};

/// Of many rows only the first are printed, unless one indicator was asked for.
const ROWS_SHOWN: usize = 3;

/// The tree from the grade to the cells. `full` prints every row.
#[must_use]
pub fn text(explanation: &Told, full: bool, language: Language) -> String {
    let mut page = Page { text: String::new(), words: Layout(language), full };
    page.explanation(explanation);
    page.text
}

/// A page that is being written.
struct Page {
    text: String,
    words: Layout,
    full: bool,
}

impl Page {
    fn line(&mut self, depth: usize, line: &str) {
        let _ = writeln!(self.text, "{}{line}", "  ".repeat(depth));
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
        if !explanation.heads.is_empty() {
            let rank = explanation.rank.map(|rank| (rank, explanation.subjects));
            let grade = explanation.gives_outcomes.then_some(explanation.grade.as_deref());
            self.line(0, &self.words.standing(grade, &explanation.total, rank));
        }
        if let Some(node) = &explanation.total_node {
            self.node(node, &explanation.base);
        }
        for line in explanation.addition.iter().chain(&explanation.notes) {
            self.line(1, line);
        }
        for veto in &explanation.vetoes {
            self.condition(veto);
        }
        if let Some(next) = &explanation.next_grade {
            self.line(0, &self.words.short_of(&next.grade));
            for term in &next.unmet {
                self.line(1, &term.sentence);
            }
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
        if let Some(unrounded) = &node.unrounded {
            self.line(1, &self.words.score(unrounded, mark));
        }
    }

    fn indicator(&mut self, indicator: &ToldIndicator) {
        let ToldIndicator { code, title, mark, full, basis, .. } = indicator;
        let title = self.words.titled(code, title, mark, full, basis);
        self.line(0, &format!("\n  {title}"));
        if !indicator.applies {
            return;
        }
        if let Some(weight) = &indicator.effective_weight {
            self.line(2, &format!("{} {weight}", self.words.effective_weight()));
        }
        self.line(2, &indicator.method);
        if let Some(branch) = &indicator.score.branch {
            self.line(2, &format!("{} {branch}", self.words.falls_in()));
        }
        let score = &indicator.score;
        let formula = if score.formula.is_empty() { &score.value } else { &score.formula };
        if let Some(unrounded) = &indicator.unrounded {
            let unrounded = self.words.marks(unrounded);
            let worked = if *formula == unrounded { unrounded } else { format!("{formula} = {unrounded}") };
            self.line(2, &self.words.score(&worked, mark));
        } else {
            self.line(2, &self.words.no_score());
            for missing in &indicator.missing {
                self.line(3, missing);
            }
        }
        self.traces(&score.from, 3);
        if let Some(evidence) = &indicator.evidence {
            self.line(2, &format!("{} {evidence}", self.words.evidence()));
        }
        if let Some(advice) = &indicator.advice {
            self.line(2, &format!("{} {advice}", self.words.advice()));
        }
    }

    fn traces(&mut self, from: &[Trace], depth: usize) {
        let shown = if self.full { from.len() } else { from.len().min(rows_shown(from)) };
        for trace in from.iter().take(shown) {
            self.trace(trace, depth);
        }
        if shown < from.len() {
            self.line(depth, &self.words.more_rows(from.len() - shown));
        }
    }

    fn trace(&mut self, trace: &Trace, depth: usize) {
        if let Some(counted) = self.counted(trace) {
            return self.line(depth, &counted);
        }
        // A row is named by its place, which the cell gives too.
        let own_row = trace.is_row
            && trace.cell.as_ref().is_some_and(|cell| self.words.line_of(&cell.file, cell.row) == trace.label);
        let mut figures: Vec<&str> = Vec::new();
        for figure in [&trace.label, &trace.formula, &trace.value] {
            let repeated = figures.last().is_some_and(|last| last == figure || last.ends_with(&format!(" = {figure}")));
            let is_place = own_row && *figure == trace.label;
            if !(figure.is_empty() || repeated || is_place) {
                figures.push(figure);
            }
        }
        let mut line = figures.join(if trace.is_step { "  " } else { " = " });
        if let Some(branch) = &trace.branch {
            line.push_str(&self.words.in_brackets(branch));
        }
        if let Some(Cell { file, row, column, text }) = &trace.cell {
            let _ = write!(line, "  ← {}{}", self.words.line_of(file, *row), self.words.cell(column, text));
        }
        self.line(depth, &line);
        self.traces(&trace.from, depth + 1);
    }

    /// A row that was counted, with the cells and figures that decided it, on one line. A figure has rows
    /// of its own; `full` leaves it to be printed with them.
    fn counted(&self, trace: &Trace) -> Option<String> {
        if !trace.is_row || trace.from.is_empty() || trace.cell.is_some() || !trace.formula.is_empty() {
            return None;
        }
        let mut reasons = String::new();
        for reason in &trace.from {
            match &reason.cell {
                Some(cell) => reasons.push_str(&self.words.cell(&cell.column, &cell.text)),
                None if self.full => return None,
                None => reasons.push_str(&self.words.figure(&reason.label, &reason.value)),
            }
        }
        Some(format!("{}  ← {}{reasons}", trace.value, trace.label))
    }

    fn block(&mut self, title: &str, block: Option<&ToldBlock>) {
        let Some(block) = block else { return };
        let line = self.words.block(title, &block.mark, block.cap.as_deref());
        self.line(0, &format!("\n{line}"));
        for entry in &block.entries {
            self.trace(&entry.trace, 1);
        }
    }

    fn condition(&mut self, condition: &ToldCondition) {
        let basis = self.words.basis(&condition.basis);
        let line = format!("{}  {}  {basis}", condition.name, condition.verdict);
        self.line(1, line.trim_end());
        for term in &condition.unmet {
            self.line(2, &term.sentence);
        }
        let Some(trace) = &condition.trace else { return };
        if !trace.formula.is_empty() {
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

/// Rows of a table are many and alike; figures of a formula are few and differ.
fn rows_shown(from: &[Trace]) -> usize {
    if from.iter().all(|trace| trace.is_row) { ROWS_SHOWN } else { from.len() }
}
