//! A program as text: every named figure in the order in which they are worked out.

use std::fmt::Write as _;

use crate::core::{Expr, ExprKind, FigureId, ScriptCall, Type};
use crate::engine::{NoWeight, effective_weight, tree_weighs};
use crate::finding::Sources;
use crate::number::Number;
use crate::program::Program;

/// One line for each figure: id, table, type and the rule text that it comes from.
#[must_use]
pub fn text(program: &Program, sources: &Sources) -> String {
    let mut text = format!("{}\n", program.rules.title);
    for (step, cell) in program.figures().iter().enumerate() {
        let table =
            cell.table.and_then(|table| program.rules.schema.table(table)).map_or("", |table| table.name.as_str());
        let ty = match &cell.expr.ty {
            Type::Number(unit) if unit.name.is_empty() => "数".to_owned(),
            Type::Number(unit) => unit.name.clone(),
            Type::YesNo => "是否".to_owned(),
            Type::Text => "文本".to_owned(),
            Type::Choice(_) => "枚举".to_owned(),
            Type::Date => "日期".to_owned(),
        };
        let source = sources.text(cell.expr.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let name = name(program, cell.id);
        let at = if table.is_empty() { String::new() } else { format!(" 每个「{table}」") };
        let rule = if derived(cell.id) { String::new() } else { format!("  {source}") };
        let _ = writeln!(text, "{:>4}  {name}{at} → {ty}{rule}", step + 1);
    }
    effective(&mut text, program);
    scripts(&mut text, program);
    text
}

/// The effective weight of every indicator, where full marks alone do not tell it.
fn effective(text: &mut String, program: &Program) {
    if !tree_weighs(program) {
        return;
    }
    let _ = writeln!(text, "\n有效权重");
    for (index, indicator) in program.rules.indicators.iter().enumerate() {
        let weight = match effective_weight(program, None, index) {
            Ok(weight) => format!("{}%", (weight * Number::from_integer(100)).to_readable(8)),
            Err(NoWeight::Unweighed) => "上级不加权".to_owned(),
            Err(NoWeight::FromData) => "由数据定，见 explain".to_owned(),
            Err(NoWeight::Varies | NoWeight::Absent) => "各家不同，见 explain".to_owned(),
        };
        let _ = writeln!(text, "  {} {}  {weight}", indicator.code, indicator.title);
    }
}

/// How the functions of scripts run.
fn scripts(text: &mut String, program: &Program) {
    let model = program.rules;
    if model.functions.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n脚本");
    for (index, function) in model.functions.iter().enumerate() {
        let path = model.scripts.get(function.file).map_or("", |file| file.path.as_str());
        let calls = calls(program, index);
        let how = match &function.untranslatable {
            Some(impure) => format!("逐行解释：{}", impure.zh),
            None if calls.is_empty() => "没有调用".to_owned(),
            None if calls.iter().any(|call| call.translated.is_none()) => "逐行解释：这样调用译不成算式".to_owned(),
            None if calls.iter().filter_map(|call| call.translated.as_deref()).any(leaves_the_rationals) => {
                "逐行解释：方根、对数一类的结果不能按列计算".to_owned()
            }
            None => "按列计算".to_owned(),
        };
        let _ = writeln!(text, "  {}（{path}）  {how}", function.name);
    }
}

fn calls<'p>(program: &'p Program, function: usize) -> Vec<&'p ScriptCall> {
    let mut found = Vec::new();
    let mut open: Vec<&Expr> = program.figures().iter().map(|cell| &cell.expr).collect();
    while let Some(expr) = open.pop() {
        if let ExprKind::Script(call) = &expr.kind
            && call.function == function
        {
            found.push(call.as_ref());
        }
        open.extend(expr.children());
    }
    found
}

fn leaves_the_rationals(expr: &Expr) -> bool {
    let own = matches!(expr.kind, ExprKind::Powers { .. } | ExprKind::Logarithm { .. } | ExprKind::Exponential { .. });
    own || expr.children().into_iter().any(leaves_the_rationals)
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

fn name(program: &Program, id: FigureId) -> String {
    let model = program.rules;
    let indicator = |index: usize| model.indicators.get(index).map_or("", |known| known.code.as_str());
    let head = |index: usize| model.heads.get(index).map_or("", |known| known.code.as_str());
    let condition = |index: usize| model.conditions.get(index).map_or("", |known| known.name.as_str());
    match id {
        FigureId::Parameter(index) => {
            format!("参数 {}", model.parameters.get(index).map_or("", |known| known.name.as_str()))
        }
        FigureId::Definition(index) => {
            format!("定义 {}", model.definitions.get(index).map_or("", |known| known.name.as_str()))
        }
        FigureId::Applies(index) => format!("适用 {}", indicator(index)),
        FigureId::Value(index) => format!("取值 {}", indicator(index)),
        FigureId::Score(index) => format!("计分 {}", indicator(index)),
        FigureId::Mark(index) => format!("得分 {}（舍入）", indicator(index)),
        FigureId::Given(index) => format!("填报的取值 {}", indicator(index)),
        FigureId::HeadApplies(index) => format!("适用 {}", head(index)),
        FigureId::Weight(None, child) => format!("权重 {}", head(child)),
        FigureId::Weight(Some(of), child) => {
            let child = model.heads.get(of).and_then(|head| head.indicators.get(child)).copied();
            format!("权重 {}", child.map_or("", indicator))
        }
        FigureId::HeadFull(index) => format!("满分 {}", head(index)),
        FigureId::Head(index) => format!("方面 {}", head(index)),
        FigureId::Base => "基础分".to_owned(),
        FigureId::BonusEntry(index) => format!("加分项 {}", index + 1),
        FigureId::Bonus => "加分".to_owned(),
        FigureId::DeductionEntry(index) => format!("扣分项 {}", index + 1),
        FigureId::Deduction => "扣分".to_owned(),
        FigureId::Total => "总分".to_owned(),
        FigureId::ConditionApplies(index) => format!("适用 {}", condition(index)),
        FigureId::Condition(index) => format!("条件 {}", condition(index)),
        FigureId::Veto(index) => format!("否决 {}", model.vetoes.get(index).map_or("", |known| known.name.as_str())),
        FigureId::Restriction(index) => {
            format!("限制 {}", model.restrictions.get(index).map_or("", |known| known.name.as_str()))
        }
        FigureId::Participates => "参评".to_owned(),
        FigureId::Demotion(index) => {
            format!("降等 {}", model.demotions.get(index).map_or("", |known| known.name.as_str()))
        }
        FigureId::Requirement(index) => format!(
            "等次 {}",
            model.grades.as_ref().and_then(|grades| grades.grades.get(index)).map_or("", |known| known.name.as_str())
        ),
    }
}
