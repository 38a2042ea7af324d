//! A program as text: every named figure in the order in which they are worked out.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::core::{ConditionId, ExprId, ExprKind, FigureId, FunctionId, HeadId, IndicatorId, NodeId, ScriptCall, Type};
use crate::engine::{NoWeight, tree_weights, tree_weighs};
use crate::finding::Sources;
use crate::invariant::{OrBroken, broken};
use crate::number::Number;
use crate::program::Program;

/// One line for each figure: id, table, type and the rule text that it comes from.
#[must_use]
pub fn text(program: &Program, sources: &Sources) -> String {
    let mut text = format!("{}\n", program.rules.title);
    let named = program.figures().iter().filter(|figure| figure.id.is_named());
    for (step, figure) in named.enumerate() {
        let shown = &program.arena[program.inlined(figure.expr)];
        let table =
            figure.table.and_then(|table| program.rules.schema.table(table)).map_or("", |table| table.name.as_str());
        let ty = match &shown.ty {
            Type::Number(unit) if unit.name.is_empty() => "数".to_owned(),
            Type::Number(unit) => unit.name.clone(),
            Type::YesNo => "是否".to_owned(),
            Type::Text => "文本".to_owned(),
            Type::Choice(_) => "枚举".to_owned(),
            Type::Date => "日期".to_owned(),
        };
        let source = sources.text(shown.span()).split_whitespace().collect::<Vec<_>>().join(" ");
        let name = name(program, figure.id);
        let at = if table.is_empty() { String::new() } else { format!(" 每个「{table}」") };
        let rule = if derived(figure.id) { String::new() } else { format!("  {source}") };
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
    for (indicator, weight) in program.rules.indicators.iter().zip(tree_weights(program, None).effective(program)) {
        let weight = match weight {
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
    let rules = &program.rules;
    if rules.functions.is_empty() {
        return;
    }
    let _ = writeln!(text, "\n脚本");
    for (id, function) in rules.each_function() {
        let path = rules.scripts.get(function.file).map_or("", |file| file.path.as_str());
        let calls = calls(program, id);
        let how = match &function.untranslatable {
            Some(impure) => format!("逐行解释：{}", impure.zh),
            None if calls.is_empty() => "没有调用".to_owned(),
            None if calls.iter().any(|call| call.translated.is_none()) => "逐行解释：这样调用译不成算式".to_owned(),
            None if calls.iter().filter_map(|call| call.translated).any(|expr| leaves_the_rationals(program, expr)) => {
                "逐行解释：方根、对数一类的结果不能按列计算".to_owned()
            }
            None => "按列计算".to_owned(),
        };
        let _ = writeln!(text, "  {}（{path}）  {how}", function.name);
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

fn name(program: &Program, id: FigureId) -> String {
    let rules = &program.rules;
    let indicator = |id: IndicatorId| rules.indicator(id).code.as_str();
    let head = |id: HeadId| rules.head(id).code.as_str();
    let condition = |id: ConditionId| rules.condition(id).name.as_str();
    match id {
        FigureId::Parameter(id) => format!("参数 {}", rules.parameter(id).name),
        FigureId::Definition(id) => format!("定义 {}", rules.definition(id).name),
        FigureId::Applies(id) => format!("适用 {}", indicator(id)),
        FigureId::Value(id) => format!("取值 {}", indicator(id)),
        FigureId::Score(id) => format!("计分 {}", indicator(id)),
        FigureId::Mark(id) => format!("得分 {}（舍入）", indicator(id)),
        FigureId::Given(id) => format!("填报的取值 {}", indicator(id)),
        FigureId::HeadApplies(id) => format!("适用 {}", head(id)),
        FigureId::Weight(NodeId::Total, child) => format!("权重 {}", head(HeadId(child))),
        FigureId::Weight(NodeId::Head(of), child) => {
            let child = rules.head(of).indicators.get(child).or_broken("a weight is that of a child of the node");
            format!("权重 {}", indicator(*child))
        }
        FigureId::HeadFull(id) => format!("满分 {}", head(id)),
        FigureId::Head(id) => format!("方面 {}", head(id)),
        FigureId::Base => "基础分".to_owned(),
        FigureId::BonusEntry(index) => format!("加分项 {}", index + 1),
        FigureId::Bonus => "加分".to_owned(),
        FigureId::DeductionEntry(index) => format!("扣分项 {}", index + 1),
        FigureId::Deduction => "扣分".to_owned(),
        FigureId::Total => "总分".to_owned(),
        FigureId::ConditionApplies(id) => format!("适用 {}", condition(id)),
        FigureId::Condition(id) => format!("条件 {}", condition(id)),
        FigureId::Veto(id) => format!("否决 {}", rules.veto(id).name),
        FigureId::Restriction(id) => format!("限制 {}", rules.restriction(id).name),
        FigureId::Participates => "参评".to_owned(),
        FigureId::Demotion(id) => format!("降等 {}", rules.demotion(id).name),
        FigureId::Requirement(id) => format!("等次 {}", rules.grade(id).name),
        FigureId::Stage(..) | FigureId::Step(..) | FigureId::Part(_) => broken("only named figures have a name"),
    }
}
