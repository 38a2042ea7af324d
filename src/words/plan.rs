//! The figures of a program.

use super::layout::Layout;
use super::value::unit_word;
use crate::core::{ConditionId, FigureId, HeadId, IndicatorId, Type};
use crate::finding::Language;
use crate::invariant::{OrBroken, broken};
use crate::rules::RuleSet;

/// A named figure with what kind it is: «得分 A1（舍入）».
#[must_use]
pub fn figure(rules: &RuleSet, id: FigureId, language: Language) -> String {
    let named = |zh, en, name: &str| format!("{} {name}", language.either(zh, en));
    let entry = |zh, en, index: usize| format!("{} {}", language.either(zh, en), index + 1);
    let indicator = |id: IndicatorId| rules.indicator(id).code.as_str();
    let head = |id: HeadId| rules.head(id).code.as_str();
    let condition = |id: ConditionId| rules.condition(id).name.as_str();
    match id {
        FigureId::Parameter(id) => named("参数", "parameter", &rules.parameter(id).name),
        FigureId::Definition(id) => named("定义", "definition", &rules.definition(id).name),
        FigureId::Applies(id) => named("适用", "applies", indicator(id)),
        FigureId::Value(id) => named("取值", "value", indicator(id)),
        FigureId::Score(id) => named("计分", "scoring", indicator(id)),
        FigureId::Mark(id) => match language {
            Language::Zh => format!("得分 {}（舍入）", indicator(id)),
            Language::En => format!("mark {} (rounded)", indicator(id)),
        },
        FigureId::Given(id) => named("填报的取值", "value as given", indicator(id)),
        FigureId::HeadApplies(id) => named("适用", "applies", head(id)),
        FigureId::Weight(of, child) => {
            let child = rules.node(of).children.get(child).or_broken("a weight is that of a child of the node");
            named("权重", "weight", rules.code(*child))
        }
        FigureId::HeadFull(id) => named("满分", "full marks", head(id)),
        FigureId::Head(id) => named("方面", "head", head(id)),
        FigureId::Base => language.either("基础分", "base").to_owned(),
        FigureId::BonusEntry(index) => entry("加分项", "bonus entry", index),
        FigureId::Bonus => language.either("加分", "bonus").to_owned(),
        FigureId::DeductionEntry(index) => entry("扣分项", "deduction entry", index),
        FigureId::Deduction => language.either("扣分", "deduction").to_owned(),
        FigureId::Total => language.either("总分", "total").to_owned(),
        FigureId::ConditionApplies(id) => named("适用", "applies", condition(id)),
        FigureId::Condition(id) => named("条件", "condition", condition(id)),
        FigureId::Veto(id) => named("否决", "veto", &rules.veto(id).name),
        FigureId::Restriction(id) => named("限制", "restriction", &rules.restriction(id).name),
        FigureId::Participates => language.either("参评", "participates").to_owned(),
        FigureId::Output(id) => named("列出", "output", &rules.output(id).title),
        FigureId::Demotion(id) => named("降等", "demotion", &rules.demotion(id).name),
        FigureId::Requirement(id) => named("等次", "grade", &rules.grade(id).name),
        FigureId::Stage(..) | FigureId::Step(..) | FigureId::Part(_) => broken("only named figures have a name"),
    }
}

impl Layout {
    /// A type; a number by its unit.
    #[must_use]
    pub fn type_of(self, ty: &Type) -> String {
        match ty {
            Type::Number(unit) if unit.name.is_empty() => self.0.either("数", "number").to_owned(),
            Type::Number(unit) => unit_word(&unit.name, self.0).to_owned(),
            Type::YesNo => self.0.either("是否", "yes_no").to_owned(),
            Type::Text => self.0.either("文本", "text").to_owned(),
            Type::Choice(_) => self.0.either("枚举", "choice").to_owned(),
            Type::Date => self.0.either("日期", "date").to_owned(),
        }
    }

    /// For whose rows a figure is worked out: « 每个「园区」».
    #[must_use]
    pub fn of_each(self, table: &str) -> String {
        match self.0 {
            Language::Zh => format!(" 每个「{table}」"),
            Language::En => format!(" of each `{table}`"),
        }
    }

    /// Behind the name of a function: its file.
    #[must_use]
    pub fn in_file(self, path: &str) -> String {
        match self.0 {
            Language::Zh => format!("（{path}）"),
            Language::En => format!(" ({path})"),
        }
    }

    /// That a function of a script is interpreted line by line, and why.
    #[must_use]
    pub fn line_by_line(self, why: &str) -> String {
        match self.0 {
            Language::Zh => format!("逐行解释：{why}"),
            Language::En => format!("line by line: {why}"),
        }
    }
}
