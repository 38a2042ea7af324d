//! An explanation as an indented tree for the terminal.

use std::fmt::Write as _;

use crate::core::Verdict;
use crate::review::{
    BlockExplanation, CellOrigin, ConditionExplanation, Explanation, IndicatorExplanation, NodeExplanation, Trace,
};

/// Of many rows only the first are printed, unless one indicator was asked for.
const ROWS_SHOWN: usize = 3;

/// The tree from the grade to the cells. `full` prints every row.
#[must_use]
pub fn text(explanation: &Explanation, full: bool) -> String {
    let mut text = String::new();
    let example = if explanation.is_example { "（示例，非官方）" } else { "" };
    let _ = writeln!(text, "{}{example}", explanation.rule_set);
    let name = explanation.name.as_deref().unwrap_or_default();
    let _ = writeln!(text, "{}", format!("{} {name}", explanation.key).trim_end());
    heading(&mut text, explanation, full);
    for head in &explanation.heads {
        let title = titled(&head.code, &head.title, &head.mark, &head.full, &head.basis);
        let _ = writeln!(text, "\n{title}");
        if let Some(node) = &head.node {
            self::node(&mut text, node, &head.mark);
        }
        for indicator in &head.indicators {
            self::indicator(&mut text, indicator, full);
        }
    }
    block(&mut text, "加分", explanation.bonus.as_ref(), full);
    block(&mut text, "扣分", explanation.deduction.as_ref(), full);
    if !explanation.conditions.is_empty() {
        let _ = writeln!(text, "\n条件");
        for condition in &explanation.conditions {
            self::condition(&mut text, condition, full);
        }
    }
    text
}

fn heading(text: &mut String, explanation: &Explanation, full: bool) {
    if !explanation.heads.is_empty() {
        let rank = explanation.rank.map(|rank| format!("，名次 {rank}/{}", explanation.subjects)).unwrap_or_default();
        if explanation.gives_outcomes {
            let _ = write!(text, "等次 {}  ", explanation.grade.as_deref().unwrap_or("待定"));
        }
        let _ = writeln!(text, "总分 {}{rank}", blank(&explanation.total));
    }
    if let Some(node) = &explanation.total_node {
        self::node(text, node, &explanation.base);
    }
    for note in &explanation.notes {
        let _ = writeln!(text, "  {note}");
    }
    for veto in &explanation.vetoes {
        condition(text, veto, full);
    }
    if let Some(next) = &explanation.next_grade {
        let _ = writeln!(text, "距「{}」", next.grade);
        for term in &next.unmet {
            let _ = writeln!(text, "  {}", term.sentence());
        }
    }
}

/// How a node came from its parts.
fn node(text: &mut String, node: &NodeExplanation, mark: &str) {
    let _ = writeln!(text, "  {}", node.how);
    if let Some(weighting) = &node.weighting {
        let _ = writeln!(text, "  {weighting}");
    }
    if !node.weights.is_empty() {
        let weights = node.weights.iter().map(|part| {
            let weight = part.weight.as_deref().unwrap_or("—");
            format!("{} {weight}", part.code)
        });
        let _ = writeln!(text, "  权重 {}", weights.collect::<Vec<_>>().join("、"));
    }
    if !node.chosen.is_empty() {
        let _ = writeln!(text, "  取 {}", node.chosen.join("、"));
    }
    if let Some(unrounded) = &node.unrounded {
        let _ = writeln!(text, "  得分 {unrounded} → {} 分", blank(mark));
    }
}

fn indicator(text: &mut String, indicator: &IndicatorExplanation, full: bool) {
    let title = titled(&indicator.code, &indicator.title, &indicator.mark, &indicator.full, &indicator.basis);
    let _ = writeln!(text, "\n  {title}");
    if indicator.mark == Verdict::NotApplicable.word() {
        return;
    }
    if let Some(weight) = &indicator.effective_weight {
        let _ = writeln!(text, "    有效权重 {weight}");
    }
    let _ = writeln!(text, "    {}", indicator.method);
    if let Some(branch) = &indicator.score.branch {
        let _ = writeln!(text, "    落在 {branch}");
    }
    let formula = if indicator.score.formula.is_empty() { &indicator.score.value } else { &indicator.score.formula };
    if let Some(unrounded) = &indicator.unrounded {
        let unrounded = format!("{unrounded} 分");
        let worked = if *formula == unrounded { unrounded } else { format!("{formula} = {unrounded}") };
        let _ = writeln!(text, "    得分 {worked} → {} 分", blank(&indicator.mark));
    } else {
        let _ = writeln!(text, "    得分 缺失");
        for missing in &indicator.missing {
            let _ = writeln!(text, "      {missing}");
        }
    }
    traces(text, &indicator.score.from, 3, full);
    if let Some(evidence) = &indicator.evidence {
        let _ = writeln!(text, "    佐证 {evidence}");
    }
    if let Some(advice) = &indicator.advice {
        let _ = writeln!(text, "    建议 {advice}");
    }
}

fn traces(text: &mut String, from: &[Trace], depth: usize, full: bool) {
    let shown = if full { from.len() } else { from.len().min(rows_shown(from)) };
    for trace in from.iter().take(shown) {
        self::trace(text, trace, depth, full);
    }
    if shown < from.len() {
        let _ = writeln!(text, "{}… 另有 {} 行", "  ".repeat(depth), from.len() - shown);
    }
}

/// Rows of a table are many and alike; figures of a formula are few and differ.
fn rows_shown(from: &[Trace]) -> usize {
    if from.iter().all(|trace| trace.is_row) { ROWS_SHOWN } else { from.len() }
}

fn trace(text: &mut String, trace: &Trace, depth: usize, full: bool) {
    let pad = "  ".repeat(depth);
    if let Some(counted) = counted(trace, full) {
        let _ = writeln!(text, "{pad}{counted}");
        return;
    }
    let origin = trace.cell.as_ref().map(|cell| {
        let CellOrigin { file, row, column, text } = cell;
        (format!("{file} 第 {row} 行"), format!("{file} 第 {row} 行「{column}」“{text}”"))
    });
    // A row is named by its place, which the cell gives too.
    let own_row = trace.is_row && origin.as_ref().is_some_and(|(row, _)| *row == trace.label);
    let mut figures: Vec<&str> = Vec::new();
    for figure in [&trace.label, &trace.formula, &trace.value] {
        let repeated = figures.last().is_some_and(|last| last == figure || last.ends_with(&format!(" = {figure}")));
        let is_place = own_row && *figure == trace.label;
        if !(figure.is_empty() || repeated || is_place) {
            figures.push(figure);
        }
    }
    let _ = write!(text, "{pad}{}", figures.join(if trace.is_step { "  " } else { " = " }));
    if let Some(branch) = &trace.branch {
        let _ = write!(text, "（{branch}）");
    }
    if let Some((_, origin)) = origin {
        let _ = write!(text, "  ← {origin}");
    }
    text.push('\n');
    traces(text, &trace.from, depth + 1, full);
}

/// A row that was counted, with the cells and figures that decided it, on one line. A figure has rows
/// of its own; `full` leaves it to be printed with them.
fn counted(trace: &Trace, full: bool) -> Option<String> {
    if !trace.is_row || trace.from.is_empty() || trace.cell.is_some() || !trace.formula.is_empty() {
        return None;
    }
    let mut reasons = String::new();
    for reason in &trace.from {
        match &reason.cell {
            Some(cell) => {
                let _ = write!(reasons, "「{}」“{}”", cell.column, cell.text);
            }
            None if full => return None,
            None => {
                let _ = write!(reasons, "「{}」{}", reason.label, reason.value);
            }
        }
    }
    Some(format!("{}  ← {}{reasons}", trace.value, trace.label))
}

fn block(text: &mut String, title: &str, block: Option<&BlockExplanation>, full: bool) {
    let Some(block) = block else { return };
    let cap = block.cap.as_ref().map(|cap| format!("（封顶 {cap} 分）")).unwrap_or_default();
    let _ = writeln!(text, "\n{title}  {} 分{cap}", blank(&block.mark));
    for entry in &block.entries {
        self::trace(text, &entry.trace, 1, full);
    }
}

fn condition(text: &mut String, condition: &ConditionExplanation, full: bool) {
    let line = format!("  {}  {}  {}", condition.name, condition.verdict, basis(&condition.basis));
    let _ = writeln!(text, "{}", line.trim_end());
    for term in &condition.unmet {
        let _ = writeln!(text, "    {}", term.sentence());
    }
    if let Some(trace) = &condition.trace {
        if !trace.formula.is_empty() {
            let _ = writeln!(text, "    {}", trace.formula);
        }
        // A column that is the condition itself.
        if let Some(cell) = &trace.cell {
            let column = Trace { label: cell.column.clone(), ..trace.clone() };
            self::trace(text, &column, 3, full);
        }
        traces(text, &trace.from, 3, full);
    }
}

/// «D1 营业收入规模  5.32 / 8 分  依据 第十四条（四）»
fn titled(code: &str, title: &str, mark: &str, full: &str, clauses: &[String]) -> String {
    let line = format!("{code} {title}  {} / {full} 分  {}", blank(mark), basis(clauses));
    line.trim_end().to_owned()
}

fn basis(basis: &[String]) -> String {
    if basis.is_empty() { String::new() } else { format!("依据 {}", basis.join("、")) }
}

fn blank(mark: &str) -> &str {
    if mark.is_empty() { "—" } else { mark }
}
