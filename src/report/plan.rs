//! A program as text: every named figure in the order in which they are worked out.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::core::{ExprId, ExprKind, FigureId, FunctionId, Schema, ScriptCall, TableId};
use crate::engine::columnar::{Listing, Over, Reason};
use crate::engine::{NoWeight, tree_weighs, tree_weights};
use crate::finding::{Language, Sources};
use crate::number::Number;
use crate::program::Program;
use crate::words::{self, Layout};

/// One line for each figure: id, table, type and the rule text that it comes from.
#[must_use]
pub fn text(program: &Program, sources: &Sources, language: Language) -> String {
    let layout = Layout(language);
    let mut text = format!("{}\n", program.rules.title);
    let named = program.figures().iter().filter(|figure| figure.id.is_named());
    for (step, figure) in named.enumerate() {
        let shown = &program.arena[program.inlined(figure.expr)];
        let table = figure.table.and_then(|table| program.rules.schema.table(table));
        let at = table.map(|table| layout.of_each(&table.name)).unwrap_or_default();
        let source = sources.text(shown.span()).split_whitespace().collect::<Vec<_>>().join(" ");
        let rule = if derived(figure.id) { String::new() } else { format!("  {source}") };
        let (name, ty) = (words::figure(&program.rules, figure.id, language), layout.type_of(&shown.ty));
        let _ = writeln!(text, "{:>4}  {name}{at} → {ty}{rule}", step + 1);
    }
    effective(&mut text, program, layout);
    scripts(&mut text, program, layout);
    text
}

/// The integer program that works a rule set out on the data at hand.
#[must_use]
pub fn program_text(program: &Program, listing: Option<&Listing>, language: Language) -> String {
    let layout = Layout(language);
    let Some(listing) = listing else { return format!("{}\n", layout.all_exactly()) };
    let name = |table: TableId| program.rules.schema.table(table).map_or("", |table| table.name.as_str());
    let mut text = String::new();
    for section in &listing.sections {
        let title = match section.over {
            Over::Rows(table, most) => layout.rows_of(name(table), most),
            Over::Subjects(pass) => layout.each_subject(name(Schema::SUBJECTS), pass),
            Over::Cohort(pass) => layout.all_subjects(name(Schema::SUBJECTS), pass),
        };
        let _ = writeln!(text, "\n{title}");
        for line in &section.lines {
            let _ = writeln!(text, "  {line}");
        }
    }
    if !listing.outputs.is_empty() {
        let _ = writeln!(text, "\n{}", layout.outputs());
        for (id, columns) in &listing.outputs {
            let _ = writeln!(text, "  {} = {}", words::figure(&program.rules, *id, language), columns.join(" ÷ "));
        }
    }
    if !listing.exactly.is_empty() {
        let _ = writeln!(text, "\n{}", layout.exactly());
        for (id, reason) in &listing.exactly {
            let why = match reason {
                Reason::Width => layout.too_wide(),
                Reason::Divisors => layout.many_divisors(),
                Reason::Form => layout.no_form(),
            };
            let _ = writeln!(text, "  {}  {why}", words::figure(&program.rules, *id, language));
        }
    }
    text
}

/// The effective weight of every indicator, where full marks alone do not tell it.
fn effective(text: &mut String, program: &Program, layout: Layout) {
    if !tree_weighs(program) {
        return;
    }
    let _ = writeln!(text, "\n{}", layout.effective_weights());
    for (indicator, weight) in program.rules.indicators.iter().zip(tree_weights(program, None).effective(program)) {
        let weight = match weight {
            Ok(weight) => format!("{}%", (weight * Number::from_integer(100)).to_readable(8)),
            Err(NoWeight::Unweighed) => layout.unweighed().to_owned(),
            Err(NoWeight::FromData) => layout.from_data().to_owned(),
            Err(NoWeight::Varies | NoWeight::Absent) => layout.varies().to_owned(),
        };
        let _ = writeln!(text, "  {} {}  {weight}", indicator.code, indicator.title);
    }
}

/// How the functions of scripts run.
fn scripts(text: &mut String, program: &Program, layout: Layout) {
    let rules = &program.rules;
    if rules.functions.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n{}", layout.scripts());
    for (id, function) in rules.each_function() {
        let file = rules.script(function.file);
        let calls = calls(program, id);
        let how = match &function.untranslatable {
            Some(impure) => layout.line_by_line(match layout.0 {
                Language::Zh => &impure.zh,
                Language::En => &impure.en,
            }),
            None if calls.is_empty() => layout.uncalled().to_owned(),
            None if calls.iter().any(|call| call.translated.is_none()) => layout.line_by_line(layout.untranslatable()),
            None if calls.iter().filter_map(|call| call.translated).any(|expr| leaves_the_rationals(program, expr)) => {
                layout.line_by_line(layout.irrational())
            }
            None => layout.by_columns().to_owned(),
        };
        let _ = writeln!(text, "  {}{}  {how}", function.name, layout.in_file(&file.path));
    }
}

fn calls(program: &Program, function: FunctionId) -> Vec<&ScriptCall> {
    let nodes = program.figures().iter().flat_map(|figure| program.arena.walk(figure.expr));
    let calls = nodes.filter_map(|(_, node)| match &node.kind {
        ExprKind::Script(call) if call.function == function => Some(call),
        _ => None,
    });
    calls.collect()
}

/// Whether the result of an expression, or of a part that it needs more than once, is no quotient of columns.
fn leaves_the_rationals(program: &Program, expr: ExprId) -> bool {
    let mut seen = BTreeSet::new();
    let mut open = vec![expr];
    while let Some(expr) = open.pop() {
        for (_, node) in program.arena.walk(expr) {
            match node.kind {
                ExprKind::Powers { .. } | ExprKind::Logarithm { .. } | ExprKind::Exponential { .. } => return true,
                ExprKind::Figure(id) if !id.is_named() && seen.insert(id) => open.extend(program.body(id)),
                _ => {}
            }
        }
    }
    false
}

/// Figures that items imply have no text of their own.
fn derived(id: FigureId) -> bool {
    matches!(
        id,
        FigureId::Mark(_)
            | FigureId::Head(_)
            | FigureId::HeadFull(_)
            | FigureId::HeadApplies(_)
            | FigureId::Base
            | FigureId::Bonus
            | FigureId::Deduction
            | FigureId::Total
    )
}
