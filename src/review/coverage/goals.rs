//! The ways that a rule set has.

use std::collections::{BTreeMap, BTreeSet};

use super::{CoveredWay, Goal, WayKind, verdicts};
use crate::core::{ExprId, ExprKind, FigureId, IndicatorId, Role};
use crate::engine::exact::Way;
use crate::finding::{Sources, Span, Spanned};
use crate::invariant::OrBroken;
use crate::program::Program;
use crate::rules::{Block, RuleSet};
use crate::words::one_line;

/// Longer texts of rules are cut in reports.
const LONGEST_TEXT: usize = 60;

/// All ways in the order of the text, each once.
pub(super) fn of(program: &Program, sources: &Sources) -> Vec<CoveredWay> {
    let mut search = Search { program, sources, looked_into: BTreeSet::new(), found: BTreeMap::new() };
    for figure in program.figures().iter().filter(|figure| figure.id.is_named()) {
        search.expression(&item_of(&program.rules, figure.id), figure.expr);
    }
    search.items(&program.rules);
    let mut ways: Vec<CoveredWay> = search.found.into_values().collect();
    ways.sort_by(|left, right| (left.span, left.kind, &left.goal).cmp(&(right.span, right.kind, &right.goal)));
    ways
}

/// What a named figure belongs to.
fn item_of(rules: &RuleSet, id: FigureId) -> String {
    let indicator = |id: IndicatorId| format!("指标 {}", rules.indicator(id).code);
    let entry = |word: &str, block: &Option<Block>, index: usize| {
        let entry = block.as_ref().and_then(|block| block.entries.get(index));
        format!("{word}「{}」", entry.or_broken("an entry is one of its block").title)
    };
    match id {
        FigureId::Parameter(id) => format!("参数 {}", rules.parameter(id).name),
        FigureId::Definition(id) => format!("定义 {}", rules.definition(id).name),
        FigureId::Applies(id)
        | FigureId::Value(id)
        | FigureId::Given(id)
        | FigureId::Score(id)
        | FigureId::Mark(id) => indicator(id),
        FigureId::Head(id) => format!("方面 {}", rules.head(id).code),
        FigureId::Base => "总分".to_owned(),
        FigureId::BonusEntry(index) => entry("加分", &rules.bonus, index),
        FigureId::DeductionEntry(index) => entry("扣分", &rules.deduction, index),
        FigureId::ConditionApplies(id) | FigureId::Condition(id) => format!("条件 {}", rules.condition(id).name),
        FigureId::Veto(id) => format!("否决 {}", rules.veto(id).name),
        FigureId::Restriction(id) => format!("限制 {}", rules.restriction(id).name),
        FigureId::Participates => "参评".to_owned(),
        FigureId::Demotion(id) => format!("降等 {}", rules.demotion(id).name),
        FigureId::Requirement(id) => format!("等次 {}", rules.grade(id).name),
        _ => String::new(),
    }
}

struct Search<'s> {
    program: &'s Program,
    sources: &'s Sources,
    /// Figures without names that were seen; the first item that reads one has its ways.
    looked_into: BTreeSet<FigureId>,
    found: BTreeMap<Goal, CoveredWay>,
}

impl Search<'_> {
    fn add(&mut self, kind: WayKind, item: &str, text: &str, span: Span, goal: Goal) {
        let mut text = one_line(text);
        if text.chars().count() > LONGEST_TEXT {
            text = text.chars().take(LONGEST_TEXT).chain(['…']).collect();
        }
        let way = CoveredWay { kind, item: item.to_owned(), text, span, reached: false, goal: goal.clone() };
        self.found.entry(goal).or_insert(way);
    }

    /// The whole text in which a place stands.
    fn around(&self, place: Span) -> &str {
        &self.sources.get(place.source).or_broken("a place of the rules is in one of their sources").text
    }

    /// The text from one place to the end of another; empty when they are not in this order.
    fn between(&self, from: Span, start: usize, end: usize) -> &str {
        self.around(from).get(start..end).unwrap_or("")
    }

    /// The ways of an expression and of the figures without names that it reads.
    fn expression(&mut self, item: &str, root: ExprId) {
        let program = self.program;
        let arena = &program.arena;
        let mut roots = vec![root];
        while let Some(root) = roots.pop() {
            for (expr, node) in arena.walk(root) {
                match &node.kind {
                    ExprKind::Figure(id) if !id.is_named() && self.looked_into.insert(*id) => {
                        roots.push(program.body(*id).or_broken("a figure that is read is one of the program"));
                    }
                    ExprKind::Case { arms, otherwise } => self.case(item, expr, arms, *otherwise),
                    ExprKind::IfMissing { default, .. } if arena[*default].origin.role == Role::StandIn => {
                        let span = arena.span(*default);
                        let text = self.line_of(span).to_owned();
                        self.add(WayKind::StandIn, item, &text, span, Goal::Gone(Way::StandIn { default: span }));
                    }
                    ExprKind::Least(terms) | ExprKind::Greatest(terms) => self.bounds(item, expr, terms),
                    _ => {}
                }
            }
        }
    }

    /// 封顶 and 保底 among the operands of a least or greatest number.
    fn bounds(&mut self, item: &str, whole: ExprId, operands: &[ExprId]) {
        let arena = &self.program.arena;
        for operand in operands {
            if arena[whole].origin.role == Role::Implied {
                continue;
            }
            let word = match arena[*operand].origin.role {
                Role::Cap => "封顶",
                Role::Floor => "保底",
                _ => continue,
            };
            let span = arena.span(*operand);
            let text = format!("{word} {}", self.sources.text(span));
            self.add(WayKind::Bound, item, &text, span, Goal::Gone(Way::Bound { term: span }));
        }
    }

    /// Branches that are written; a scoring method implies others.
    fn case(&mut self, item: &str, case: ExprId, arms: &[(ExprId, ExprId)], otherwise: ExprId) {
        let arena = &self.program.arena;
        let (role, span) = (|expr: ExprId| arena[expr].origin.role, |expr: ExprId| arena.span(expr));
        let kind = kind_of(role(case));
        let mut last: Option<ExprId> = None;
        for (condition, value) in arms {
            if role(*condition) == Role::Implied {
                continue;
            }
            last = Some(*value);
            let (condition, value) = (span(*condition), span(*value));
            let text = match kind {
                WayKind::Adjustment => self.sources.text(span(case)),
                _ => self.between(condition, condition.start, value.end),
            };
            let text = text.to_owned();
            self.add(kind, item, &text, condition, Goal::Gone(Way::Arm { condition, value }));
        }
        // 按 that names every choice has no other branch; its last value stands there again. A nested 否则 若
        // has branches of its own.
        let Some(last) = last.map(span).filter(|last| *last != span(otherwise)) else { return };
        let is_choice = matches!(arena[self.program.inlined(otherwise)].kind, ExprKind::Case { .. });
        if role(otherwise) != Role::Implied && !is_choice {
            let value = span(otherwise);
            let text = self.between(value, last.end, value.end);
            let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == ';' || c == '；').to_owned();
            self.add(kind, item, &text, value, Goal::Gone(Way::Otherwise { case: span(case), value }));
        }
    }

    /// The line that a place stands on.
    fn line_of(&self, place: Span) -> &str {
        let text = self.around(place);
        let (before, behind) = text.split_at_checked(place.start).or_broken("a place is in its text");
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let length = behind.find('\n').unwrap_or(behind.len());
        text.get(start..place.start + length).or_broken("a line is in its text")
    }

    /// Ways that are no branches of expressions.
    fn items(&mut self, rules: &RuleSet) {
        for (id, condition) in rules.each_condition() {
            for verdict in verdicts(condition.soft, condition.applies.is_some()) {
                let item = format!("条件 {}", condition.name);
                self.add(WayKind::Verdict, &item, verdict.word(), condition.span, Goal::Verdict(id, verdict.word()));
            }
        }
        for (id, veto) in rules.each_veto() {
            self.item(WayKind::Veto, "", veto.span, Goal::Fires(FigureId::Veto(id)));
        }
        for (id, restriction) in rules.each_restriction() {
            self.item(WayKind::Restriction, "", restriction.span, Goal::Fires(FigureId::Restriction(id)));
        }
        for (id, demotion) in rules.each_demotion() {
            self.item(WayKind::Demotion, "", demotion.span, Goal::Fires(FigureId::Demotion(id)));
        }
        if let Some(participation) = &rules.participation {
            self.item(WayKind::Grade, "", participation.span, Goal::Grade(participation.otherwise.clone()));
        }
        for (word, id, block) in
            [("加分", FigureId::Bonus, &rules.bonus), ("扣分", FigureId::Deduction, &rules.deduction)]
        {
            let Some(block) = block else { continue };
            if let (Some(cap), Some(first)) = (&block.cap, block.entries.first()) {
                let text = format!("封顶 {} 分", cap.to_readable(4));
                self.add(WayKind::Bound, word, &text, first.span, Goal::BlockCap(id));
            }
        }
        let Some(grades) = &rules.grades else { return };
        for grade in &grades.grades {
            self.item(WayKind::Grade, "等次", grade.span, Goal::Grade(grade.name.clone()));
        }
        let Spanned { value: label, span } = &grades.otherwise;
        self.add(WayKind::Grade, "等次", &format!("其余 {label}"), *span, Goal::Grade(label.clone()));
    }

    /// A way that is an item of the rule set, told in its words.
    fn item(&mut self, kind: WayKind, item: &str, span: Span, goal: Goal) {
        let text = self.sources.text(span).to_owned();
        self.add(kind, item, &text, span, goal);
    }
}

/// What the branches of a choice are.
fn kind_of(role: Role) -> WayKind {
    match role {
        Role::Adjustment(_) => WayKind::Adjustment,
        Role::Part(_) => WayKind::Part,
        Role::Band(_) => WayKind::Band,
        _ => WayKind::Branch,
    }
}
