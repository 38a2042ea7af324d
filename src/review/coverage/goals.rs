//! The ways that a rule set has.

use std::collections::BTreeMap;

use super::{CoveredWay, Goal, WayKind, verdicts};
use crate::core::{Expr, ExprKind, FigureId};
use crate::engine::exact::Way;
use crate::finding::{Sources, Span};
use crate::program::Program;
use crate::review::formula::one_line;
use crate::rules::{Block, RuleSet};

/// Longer texts of rules are cut in reports.
const LONGEST_TEXT: usize = 60;

/// All ways in the order of the text, each once.
pub(super) fn of(program: &Program, sources: &Sources) -> Vec<CoveredWay> {
    let mut search = Search { sources, found: BTreeMap::new() };
    for cell in program.figures() {
        search.expression(&item_of(program.rules, cell.id), &cell.expr);
    }
    search.items(program.rules);
    let mut ways: Vec<CoveredWay> = search.found.into_values().collect();
    ways.sort_by(|left, right| (left.span, left.kind, &left.goal).cmp(&(right.span, right.kind, &right.goal)));
    ways
}

/// What a named figure belongs to.
fn item_of(model: &RuleSet, id: FigureId) -> String {
    let indicator = |index: usize| model.indicators.get(index).map_or("", |known| known.code.as_str());
    let entry = |word: &str, block: &Option<Block>, index: usize| {
        let entry = block.as_ref().and_then(|block| block.entries.get(index));
        entry.map(|entry| format!("{word}「{}」", entry.title))
    };
    let named = |word: &str, name: Option<&String>| name.map(|name| format!("{word} {name}"));
    let item = match id {
        FigureId::Parameter(index) => named("参数", model.parameters.get(index).map(|known| &known.name)),
        FigureId::Definition(index) => named("定义", model.definitions.get(index).map(|known| &known.name)),
        FigureId::Applies(index)
        | FigureId::Value(index)
        | FigureId::Given(index)
        | FigureId::Score(index)
        | FigureId::Mark(index) => Some(format!("指标 {}", indicator(index))),
        FigureId::Head(index) => named("方面", model.heads.get(index).map(|known| &known.code)),
        FigureId::Base => Some("总分".to_owned()),
        FigureId::BonusEntry(index) => entry("加分", &model.bonus, index),
        FigureId::DeductionEntry(index) => entry("扣分", &model.deduction, index),
        FigureId::ConditionApplies(index) | FigureId::Condition(index) => {
            named("条件", model.conditions.get(index).map(|known| &known.name))
        }
        FigureId::Veto(index) => named("否决", model.vetoes.get(index).map(|known| &known.name)),
        FigureId::Restriction(index) => named("限制", model.restrictions.get(index).map(|known| &known.name)),
        FigureId::Participates => Some("参评".to_owned()),
        FigureId::Demotion(index) => named("降等", model.demotions.get(index).map(|known| &known.name)),
        FigureId::Requirement(index) => {
            let grade = model.grades.as_ref().and_then(|grades| grades.grades.get(index));
            named("等次", grade.map(|grade| &grade.name))
        }
        _ => None,
    };
    item.unwrap_or_default()
}

struct Search<'s> {
    sources: &'s Sources,
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

    /// The text from one place to the end of another; empty when they are not in this order.
    fn between(&self, from: Span, start: usize, end: usize) -> &str {
        let text = self.sources.get(from.source).map_or("", |source| source.text.as_str());
        text.get(start..end).unwrap_or("")
    }

    fn expression(&mut self, item: &str, expr: &Expr) {
        match &expr.kind {
            ExprKind::Case { arms, otherwise } => self.case(item, expr, arms, otherwise),
            ExprKind::IfMissing { value, default } if default.span != value.span => {
                let text = self.line_of(default.span).to_owned();
                self.add(
                    WayKind::StandIn,
                    item,
                    &text,
                    default.span,
                    Goal::Gone(Way::StandIn { default: default.span }),
                );
            }
            ExprKind::Least(terms) | ExprKind::Greatest(terms) => {
                for term in terms.iter().skip(1) {
                    if let Some(word) = self.bound_before(term.span) {
                        let text = format!("{word} {}", self.sources.text(term.span));
                        self.add(WayKind::Bound, item, &text, term.span, Goal::Gone(Way::Bound { term: term.span }));
                    }
                }
            }
            _ => {}
        }
        for child in expr.children() {
            self.expression(item, child);
        }
    }

    /// Branches that are written: those that a scoring method implies have the method's own place.
    fn case(&mut self, item: &str, expr: &Expr, arms: &[(Expr, Expr)], otherwise: &Expr) {
        let kind = self.kind_of(expr.span);
        let mut last: Option<&Expr> = None;
        for (condition, value) in arms {
            let is_adjustment = kind == WayKind::Adjustment;
            if condition.span == expr.span || value.span == expr.span && !is_adjustment {
                continue;
            }
            last = Some(value);
            let text = if is_adjustment {
                self.sources.text(expr.span)
            } else {
                self.between(condition.span, condition.span.start, value.span.end)
            };
            let text = text.to_owned();
            let goal = Goal::Gone(Way::Arm { condition: condition.span, value: value.span });
            self.add(kind, item, &text, condition.span, goal);
        }
        // 按 that names every choice has no other branch; its last value stands there again. A nested 否则 若
        // has branches of its own.
        let Some(last) = last.filter(|last| last.span != otherwise.span) else { return };
        let has_own_words = expr.span.contains(otherwise.span) && otherwise.span != expr.span;
        if has_own_words && !matches!(otherwise.kind, ExprKind::Case { .. }) {
            let text = self.between(otherwise.span, last.span.end, otherwise.span.end);
            let text = text.trim_start_matches(|c: char| c.is_whitespace() || c == ';' || c == '；').to_owned();
            self.add(
                kind,
                item,
                &text,
                otherwise.span,
                Goal::Gone(Way::Otherwise { case: expr.span, value: otherwise.span }),
            );
        }
    }

    fn kind_of(&self, case: Span) -> WayKind {
        let text = self.sources.text(case);
        let mut words =
            text.split(|c: char| c.is_whitespace() || c == '{' || c == '｛').filter(|word| !word.is_empty());
        match (words.next().unwrap_or(""), words.next().unwrap_or("")) {
            ("调整" | "adjust", _) => WayKind::Adjustment,
            ("计分" | "scoring", "累计" | "cumulative") => WayKind::Part,
            ("计分" | "scoring", _) => WayKind::Band,
            _ => WayKind::Branch,
        }
    }

    /// The word 封顶 or 保底 that stands right before a number.
    fn bound_before(&self, term: Span) -> Option<&'static str> {
        let before = self.between(term, 0, term.start).trim_end();
        [("封顶", "封顶"), ("cap", "封顶"), ("保底", "保底"), ("floor", "保底")]
            .into_iter()
            .find(|(word, _)| before.ends_with(word))
            .map(|(_, zh)| zh)
    }

    /// The line that a place stands on.
    fn line_of(&self, place: Span) -> &str {
        let text = self.between(place, 0, self.length(place));
        let start = text.get(..place.start).and_then(|before| before.rfind('\n')).map_or(0, |at| at + 1);
        let rest = text.get(start..).unwrap_or("");
        rest.lines().next().unwrap_or("")
    }

    fn length(&self, place: Span) -> usize {
        self.sources.get(place.source).map_or(0, |source| source.text.len())
    }

    /// Ways that are no branches of expressions.
    fn items(&mut self, model: &RuleSet) {
        for (index, condition) in model.conditions.iter().enumerate() {
            for verdict in verdicts(condition.soft, condition.applies.is_some()) {
                let item = format!("条件 {}", condition.name);
                self.add(WayKind::Verdict, &item, verdict.word(), condition.span, Goal::Verdict(index, verdict.word()));
            }
        }
        for (index, veto) in model.vetoes.iter().enumerate() {
            let text = self.sources.text(veto.span).to_owned();
            self.add(WayKind::Veto, "", &text, veto.span, Goal::Fires(FigureId::Veto(index)));
        }
        for (index, cap) in model.restrictions.iter().enumerate() {
            let text = self.sources.text(cap.span).to_owned();
            let goal = Goal::Fires(FigureId::Restriction(index));
            self.add(WayKind::Restriction, "", &text, cap.span, goal);
        }
        for (index, demotion) in model.demotions.iter().enumerate() {
            let text = self.sources.text(demotion.span).to_owned();
            self.add(WayKind::Demotion, "", &text, demotion.span, Goal::Fires(FigureId::Demotion(index)));
        }
        if let Some(participation) = &model.participation {
            let text = self.sources.text(participation.span).to_owned();
            let goal = Goal::Grade(participation.otherwise.clone());
            self.add(WayKind::Grade, "", &text, participation.span, goal);
        }
        for (word, id, block) in
            [("加分", FigureId::Bonus, &model.bonus), ("扣分", FigureId::Deduction, &model.deduction)]
        {
            let Some(block) = block else { continue };
            if let (Some(cap), Some(first)) = (&block.cap, block.entries.first()) {
                let text = format!("封顶 {} 分", cap.to_readable(4));
                self.add(WayKind::Bound, word, &text, first.span, Goal::BlockCap(id));
            }
        }
        let Some(grades) = &model.grades else { return };
        for grade in &grades.grades {
            let text = self.sources.text(grade.span).to_owned();
            let goal = Goal::Grade(grade.name.clone());
            self.add(WayKind::Grade, "等次", &text, grade.span, goal);
        }
        let span = self.label_after(grades.grades.last().map(|grade| grade.span), &grades.otherwise);
        let goal = Goal::Grade(grades.otherwise.clone());
        self.add(WayKind::Grade, "等次", &format!("其余 {}", grades.otherwise), span, goal);
    }

    /// Where 其余 of the grades is written: its label behind the last grade.
    fn label_after(&self, last: Option<Span>, label: &str) -> Span {
        let Some(last) = last else { return Span::default() };
        let after = self.between(last, last.end, self.length(last));
        let at = after.find(label).map_or(last.start, |at| last.end + at);
        Span { start: at, end: at + label.len(), ..last }
    }
}
