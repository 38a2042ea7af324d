//! The ways that a rule set has.

use std::collections::{BTreeMap, BTreeSet};

use super::way::{Coverage, CoveredWay, Goal, place, verdicts};
use crate::core::{ExprId, ExprKind, FigureId, Role};
use crate::engine::exact::Way;
use crate::finding::{Sources, Span, Spanned};
use crate::invariant::OrBroken;
use crate::number::Number;
use crate::program::Program;
use crate::result::{Bound, Name, WayKind, WayOf, WayText};
use crate::review::clause::name;
use crate::rules::RuleSet;

/// All ways in the order of the text, each once.
pub(super) fn of(program: &Program, sources: &Sources) -> Coverage {
    let (found, gone) = (BTreeMap::new(), BTreeMap::new());
    let mut search = Search { program, sources, looked_into: BTreeSet::new(), found, gone };
    for figure in program.figures().iter().filter(|figure| figure.id.is_named()) {
        search.expression(figure.id, figure.expr);
    }
    search.items(&program.rules);
    let mut ways: Vec<CoveredWay> = search.found.into_values().collect();
    ways.sort_by(|left, right| (left.span, left.kind, &left.goal).cmp(&(right.span, right.kind, &right.goal)));
    Coverage { ways, gone: search.gone }
}

struct Search<'s> {
    program: &'s Program,
    sources: &'s Sources,
    /// Figures without names that were seen; the first figure that reads one has its ways.
    looked_into: BTreeSet<FigureId>,
    found: BTreeMap<Goal, CoveredWay>,
    gone: BTreeMap<Way, Goal>,
}

impl Search<'_> {
    fn add(&mut self, kind: WayKind, of: WayOf, text: WayText, span: Span, goal: Goal) {
        let is_common = matches!(goal, Goal::Of(..));
        let way = CoveredWay { kind, of, text, span, reached: false, is_common, goal: goal.clone() };
        self.found.entry(goal).or_insert(way);
    }

    /// A way that the evaluator goes along nodes.
    fn along(&mut self, way: Way, kind: WayKind, of: FigureId, text: WayText, (span, goal): (Span, Goal)) {
        let goal = self.of_item(way, goal, span);
        self.gone.insert(way, goal.clone());
        let of = WayOf::Item(name(self.program, of));
        self.add(kind, of, text, span, goal);
    }

    /// What is said once for several items is a way of each.
    fn of_item(&self, way: Way, goal: Goal, span: Span) -> Goal {
        let (Way::Arm(expr) | Way::Otherwise(expr) | Way::StandIn(expr) | Way::Bound(expr)) = way;
        match self.program.arena[expr].origin.item {
            Some(item) if self.program.rules.is_common(span) => Goal::Of(item, Box::new(goal)),
            _ => goal,
        }
    }

    /// The whole text in which a place stands.
    fn around(&self, place: Span) -> &str {
        &self.sources.source(place.source).text
    }

    /// The text from one place to the end of another; empty when they are not in this order.
    fn between(&self, from: Span, start: usize, end: usize) -> &str {
        self.around(from).get(start..end).unwrap_or("")
    }

    /// The ways of a figure and of the figures without names that it reads.
    fn expression(&mut self, of: FigureId, root: ExprId) {
        let program = self.program;
        let arena = &program.arena;
        let mut roots = vec![root];
        while let Some(root) = roots.pop() {
            for (expr, node) in arena.walk(root) {
                match &node.kind {
                    ExprKind::Figure(id) if !id.is_named() && self.looked_into.insert(*id) => {
                        roots.push(program.body(*id).or_broken("a figure that is read is one of the program"));
                    }
                    ExprKind::Case { arms, otherwise } => self.case(of, expr, arms, *otherwise),
                    ExprKind::IfMissing { default, .. } if arena[*default].origin.role == Role::StandIn => {
                        let span = arena.span(*default);
                        let text = WayText::Written(self.line_of(span).to_owned());
                        let goal = Goal::StandIn(span);
                        self.along(Way::StandIn(*default), WayKind::StandIn, of, text, (span, goal));
                    }
                    ExprKind::Least(terms) | ExprKind::Greatest(terms) => self.bounds(of, expr, terms),
                    _ => {}
                }
            }
        }
    }

    /// 封顶 and 保底 among the operands of a least or greatest number.
    fn bounds(&mut self, of: FigureId, whole: ExprId, operands: &[ExprId]) {
        let arena = &self.program.arena;
        for operand in operands {
            let bound = match arena[*operand].origin.role {
                Role::Cap => Bound::Cap,
                Role::Floor => Bound::Floor,
                _ => continue,
            };
            let (way, span) = (Way::Bound(*operand), arena.span(*operand));
            if !arena[whole].origin.role.is_implied() {
                let text = WayText::Bound { bound, text: self.sources.text(span).to_owned() };
                self.along(way, WayKind::Bound, of, text, (span, Goal::Bound(span)));
            } else if let Some((cap, place)) = self.cap(of) {
                self.along(way, WayKind::Bound, of, WayText::Cap(cap), (place, Goal::Cap(of)));
            }
        }
    }

    /// 封顶 of 加分, 扣分 or 总分, and where it is found.
    fn cap(&self, of: FigureId) -> Option<(Number, Span)> {
        let rules = &self.program.rules;
        let block = match of {
            FigureId::Bonus => rules.bonus.as_ref(),
            FigureId::Deduction => rules.deduction.as_ref(),
            FigureId::Total => return rules.total.cap.clone().map(|cap| (cap.value, cap.span)),
            _ => None,
        }?;
        Some((block.cap.clone()?, block.entries.first()?.span))
    }

    /// Branches that are written; a scoring method implies others.
    fn case(&mut self, of: FigureId, case: ExprId, arms: &[(ExprId, ExprId)], otherwise: ExprId) {
        let arena = &self.program.arena;
        let (role, span) = (|expr: ExprId| arena[expr].origin.role, |expr: ExprId| arena.span(expr));
        let kind = kind_of(role(case));
        let mut last: Option<ExprId> = None;
        for (condition, value) in arms {
            if role(*condition).is_implied() {
                continue;
            }
            last = Some(*value);
            let way = Way::Arm(*condition);
            let (condition, value) = (span(*condition), span(*value));
            let text = match kind {
                WayKind::Adjustment => self.sources.text(span(case)),
                _ => self.between(condition, condition.start, value.end),
            };
            let text = WayText::Written(text.to_owned());
            self.along(way, kind, of, text, (condition, Goal::Arm { condition, value }));
        }
        // 按 that names every choice has no other branch; its last value stands there again. A nested 否则 若
        // has branches of its own.
        let Some(last) = last.map(span).filter(|last| *last != span(otherwise)) else { return };
        let is_choice = matches!(arena[self.program.inlined(otherwise)].kind, ExprKind::Case { .. });
        if !role(otherwise).is_implied() && !is_choice {
            let value = span(otherwise);
            let text = self.between(value, last.end, value.end);
            let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == ';' || c == '；').to_owned();
            let goal = Goal::Otherwise { case: span(case), value };
            self.along(Way::Otherwise(case), kind, of, WayText::Written(text), (value, goal));
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
                let of = WayOf::Item(Name::Condition { name: condition.name.clone() });
                let goal = Goal::Verdict(id, place(verdict));
                self.add(WayKind::Verdict, of, WayText::Verdict(verdict), condition.span, goal);
            }
        }
        for (id, veto) in rules.each_veto() {
            self.item(WayKind::Veto, WayOf::Itself, veto.span, Goal::Fires(FigureId::Veto(id)));
        }
        for (id, restriction) in rules.each_restriction() {
            let goal = Goal::Fires(FigureId::Restriction(id));
            self.item(WayKind::Restriction, WayOf::Itself, restriction.span, goal);
        }
        for (id, demotion) in rules.each_demotion() {
            self.item(WayKind::Demotion, WayOf::Itself, demotion.span, Goal::Fires(FigureId::Demotion(id)));
        }
        if let Some(participation) = &rules.participation {
            let goal = Goal::Grade(participation.otherwise.clone());
            self.item(WayKind::Grade, WayOf::Itself, participation.span, goal);
        }
        let Some(grades) = &rules.grades else { return };
        for grade in &grades.grades {
            self.item(WayKind::Grade, WayOf::Grades, grade.span, Goal::Grade(grade.name.clone()));
        }
        let Spanned { value: label, span } = &grades.otherwise;
        let text = WayText::Otherwise(label.clone());
        self.add(WayKind::Grade, WayOf::Grades, text, *span, Goal::Grade(label.clone()));
    }

    /// A way that is an item of the rule set, told in its words.
    fn item(&mut self, kind: WayKind, of: WayOf, span: Span, goal: Goal) {
        let text = WayText::Written(self.sources.text(span).to_owned());
        self.add(kind, of, text, span, goal);
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
