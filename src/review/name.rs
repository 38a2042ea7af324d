//! What figures, cohorts and clauses are called.

use super::formula::Writer;
use super::function::{order_word, statistic_words, ties_word};
use crate::core::{ExprId, ExprKind, FieldId, FigureId, NodeId, Schema};
use crate::finding::Span;
use crate::invariant::{OrBroken, broken};

impl<'a> Writer<'a> {
    /// What a named figure is called.
    pub(super) fn name(&self, id: FigureId) -> String {
        let rules = &self.program.rules;
        match id {
            FigureId::Parameter(id) => rules.parameter(id).name.clone(),
            FigureId::Definition(id) => rules.definition(id).name.clone(),
            FigureId::Applies(id) => format!("{} 适用", rules.indicator(id).code),
            FigureId::Value(id) => format!("{} 取值", rules.indicator(id).code),
            FigureId::Given(id) => format!("{} 填报的取值", rules.indicator(id).code),
            FigureId::Score(id) | FigureId::Mark(id) => rules.indicator(id).code.clone(),
            FigureId::HeadApplies(id) => format!("{} 适用", rules.head(id).code),
            FigureId::Weight(node, child) => format!("{} 权重", self.code_of_child(node, child)),
            FigureId::HeadFull(id) => format!("{} 满分", rules.head(id).code),
            FigureId::Head(id) => rules.head(id).code.clone(),
            FigureId::Base => "基础分".to_owned(),
            FigureId::BonusEntry(_) | FigureId::Bonus => "加分".to_owned(),
            FigureId::DeductionEntry(_) | FigureId::Deduction => "扣分".to_owned(),
            FigureId::Total => "总分".to_owned(),
            FigureId::ConditionApplies(id) | FigureId::Condition(id) => rules.condition(id).name.clone(),
            FigureId::Veto(id) => rules.veto(id).name.clone(),
            FigureId::Restriction(id) => rules.restriction(id).name.clone(),
            FigureId::Participates => "参评".to_owned(),
            FigureId::Demotion(id) => rules.demotion(id).name.clone(),
            FigureId::Requirement(id) => rules.grade(id).name.clone(),
            FigureId::Stage(..) | FigureId::Step(..) | FigureId::Part(_) => {
                broken("a figure without a name is shown as what it stands for")
            }
        }
    }

    fn code_of_child(&self, node: NodeId, child: usize) -> &'a str {
        let rules = &self.program.rules;
        let code = match node {
            NodeId::Head(head) => {
                let id = rules.head(head).indicators.get(child);
                id.map(|id| rules.indicator(*id).code.as_str())
            }
            NodeId::Total => rules.heads.get(child).map(|head| head.code.as_str()),
        };
        code.or_broken("a weight is that of a child of its node")
    }

    /// The text of the rule at an expression, on one line. A cohort figure is named by what it is: a
    /// scoring method implies figures that are not written.
    pub(super) fn source(&self, expr: ExprId) -> String {
        let node = &self.program.arena[self.shown(expr)];
        match &node.kind {
            ExprKind::Cohort { same, statistic, filter, value } => {
                let (name, inside, after) = statistic_words(statistic);
                format!("{name}({}{inside}){after}", self.of_cohort(*filter, *value, same))
            }
            ExprKind::Rank { same, value, descending, ties } => {
                let (order, ties) = (order_word(*descending), ties_word(*ties));
                format!("名次({}{order}{ties})", self.of_cohort(None, Some(*value), same))
            }
            _ => self.text(node.span()),
        }
    }

    /// The text of the rule at a place, on one line.
    pub(super) fn text(&self, span: Span) -> String {
        one_line(self.sources.text(span))
    }

    /// «取值 范围 同 园区类型»
    fn of_cohort(&self, filter: Option<ExprId>, value: Option<ExprId>, same: &[FieldId]) -> String {
        let rules = &self.program.rules;
        let participating = self.is_of_participants(filter, value)
            || (rules.participation.is_some() && value.is_some_and(|value| self.is_earned(value)));
        let value = match value {
            Some(value) if matches!(self.kind(value), ExprKind::Figure(FigureId::Value(_))) => "取值".to_owned(),
            // 平均得分: the value is the mark that the whole 计分 gives.
            Some(value) if self.is_score(value) => "得分".to_owned(),
            Some(value) => self.source(value),
            None => rules.schema.table(Schema::SUBJECTS).or_broken("there are subjects").name.clone(),
        };
        let fields: Vec<&str> = same.iter().map(|field| self.field(Schema::SUBJECTS, *field).name.as_str()).collect();
        let shared = format!("同 {}", fields.join("、"));
        let scope = match (participating, same.is_empty()) {
            (true, true) => "参评".to_owned(),
            (true, false) => format!("参评 {shared}"),
            (false, true) => "全部".to_owned(),
            (false, false) => shared,
        };
        match filter.map(|filter| self.chosen(filter)) {
            Some(chosen) if !chosen.is_empty() => format!("{value} 范围 {scope} 其中 {chosen}"),
            _ => format!("{value} 范围 {scope}"),
        }
    }

    /// Whether only those who participate have a value, whatever it is compared with.
    fn is_earned(&self, value: ExprId) -> bool {
        matches!(
            self.kind(value),
            ExprKind::Figure(
                FigureId::Value(_) | FigureId::Mark(_) | FigureId::Head(_) | FigureId::Base | FigureId::Total
            )
        )
    }

    /// Whether a value is the mark of an indicator on its way.
    fn is_score(&self, value: ExprId) -> bool {
        matches!(self.program.arena[self.of_member(value)].kind, ExprKind::Figure(FigureId::Stage(..)))
    }

    /// What follows 其中 of a cohort; 参评 is said by its 范围.
    fn chosen(&self, filter: ExprId) -> String {
        let filters = [filter];
        let terms = match self.kind(filter) {
            ExprKind::And(terms) => terms.as_slice(),
            _ => &filters,
        };
        let terms = match terms {
            [first, others @ ..] if self.is_participation(*first) => others,
            // The whole filter stands in its own words.
            _ => &filters,
        };
        terms.iter().map(|term| self.source(*term)).collect::<Vec<_>>().join(" 且 ")
    }

    /// Whether a cohort is that of the participants: its filter, or the value of its members, asks for it.
    fn is_of_participants(&self, filter: Option<ExprId>, value: Option<ExprId>) -> bool {
        let filtered = filter.is_some_and(|filter| match self.kind(filter) {
            ExprKind::And(terms) => terms.first().is_some_and(|first| self.is_participation(*first)),
            _ => self.is_participation(filter),
        });
        filtered || value.is_some_and(|value| self.of_member(value) != value)
    }

    fn is_participation(&self, expr: ExprId) -> bool {
        matches!(self.kind(expr), ExprKind::Figure(FigureId::Participates))
    }

    /// The value itself of one that only those who participate have.
    pub(super) fn of_member(&self, value: ExprId) -> ExprId {
        match self.kind(value) {
            ExprKind::Case { arms, .. } => match arms.first() {
                Some((condition, inner)) if self.is_participation(*condition) => *inner,
                _ => value,
            },
            _ => value,
        }
    }
}

/// The text of a rule on one line; a line break that ended a part becomes `;`.
pub(super) fn one_line(text: &str) -> String {
    let mut line = String::new();
    for part in text.lines().map(str::trim).filter(|part| !part.is_empty()) {
        let continues = line.is_empty()
            || line.ends_with(['{', ';', '(', ',', '；'])
            || part.starts_with(['}', ')', ';'])
            || ["且", "或", "and ", "or "].iter().any(|word| part.starts_with(word));
        if !line.is_empty() {
            line.push_str(if continues { " " } else { " ; " });
        }
        line.push_str(part);
    }
    line
}
