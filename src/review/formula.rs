//! Expressions in words and numbers.

use super::function::{absolute, figure_words, order_word, ties_word};
use crate::core::{Comparison, Expr, ExprKind, FieldId, FigureId, Operator, Schema, Statistic, TableId, Type};
use crate::engine::exact::{Evaluator, Value};
use crate::finding::{Sources, Span};
use crate::number::{Number, Rounding, RoundingMode};
use crate::program::Program;
use crate::words::Wording;

/// Decimals shown of a value that does not end.
const SHOWN_PLACES: u32 = 6;

/// What formulas are written with.
pub(super) struct Writer<'a> {
    pub(super) plan: &'a Program<'a>,
    pub(super) sources: &'a Sources,
    pub(super) evaluator: &'a Evaluator<'a>,
    pub(super) wording: Wording<'a>,
}

/// How tightly an operator binds, to know where brackets are needed.
#[derive(PartialEq, Eq, PartialOrd, Ord, Clone, Copy)]
pub(super) enum Binding {
    Logic,
    Compare,
    Sum,
    Product,
    Tight,
}

impl Writer<'_> {
    /// A value of a type for readers.
    #[allow(clippy::unused_self, reason = "one writer for names, formulas and values")]
    pub(super) fn value(&self, value: &Value, ty: &Type) -> String {
        match (value, ty) {
            (Value::Missing(_), _) => "缺失".to_owned(),
            (Value::Number(number), Type::Number(unit)) => unit.shows(number, SHOWN_PLACES),
            (Value::Number(number), _) => number.to_readable(SHOWN_PLACES),
            (Value::YesNo(truth), _) => if *truth { "是" } else { "否" }.to_owned(),
            (Value::Text(text), _) => text.to_string(),
            (Value::Choice(choice), Type::Choice(choices)) => choices.get(*choice).cloned().unwrap_or_default(),
            (Value::Choice(choice), _) => choice.to_string(),
            (Value::Date(date), _) => date.to_string(),
        }
    }

    /// What a named figure is called.
    pub(super) fn name(&self, id: FigureId) -> String {
        let model = self.plan.model;
        let indicator = |index: usize| model.indicators.get(index).map_or("", |indicator| indicator.code.as_str());
        let head = |index: usize| model.heads.get(index).map_or("", |head| head.code.as_str());
        match id {
            FigureId::Parameter(index) => {
                model.parameters.get(index).map(|known| known.name.clone()).unwrap_or_default()
            }
            FigureId::Definition(index) => {
                model.definitions.get(index).map(|known| known.name.clone()).unwrap_or_default()
            }
            FigureId::Applies(index) => format!("{} 适用", indicator(index)),
            FigureId::Value(index) => format!("{} 取值", indicator(index)),
            FigureId::Given(index) => format!("{} 填报的取值", indicator(index)),
            FigureId::Score(index) | FigureId::Mark(index) => indicator(index).to_owned(),
            FigureId::HeadApplies(index) => format!("{} 适用", head(index)),
            FigureId::Weight(None, child) => format!("{} 权重", head(child)),
            FigureId::Weight(Some(of), child) => {
                let child = model.heads.get(of).and_then(|head| head.indicators.get(child)).copied();
                format!("{} 权重", child.map_or("", indicator))
            }
            FigureId::HeadFull(index) => format!("{} 满分", head(index)),
            FigureId::Head(index) => head(index).to_owned(),
            FigureId::Base => "基础分".to_owned(),
            FigureId::BonusEntry(_) | FigureId::Bonus => "加分".to_owned(),
            FigureId::DeductionEntry(_) | FigureId::Deduction => "扣分".to_owned(),
            FigureId::Total => "总分".to_owned(),
            FigureId::ConditionApplies(index) | FigureId::Condition(index) => {
                model.conditions.get(index).map(|known| known.name.clone()).unwrap_or_default()
            }
            FigureId::Veto(index) => model.vetoes.get(index).map(|known| known.name.clone()).unwrap_or_default(),
            FigureId::Restriction(index) => {
                model.restrictions.get(index).map(|known| known.name.clone()).unwrap_or_default()
            }
            FigureId::Participates => "参评".to_owned(),
            FigureId::Demotion(index) => model.demotions.get(index).map(|known| known.name.clone()).unwrap_or_default(),
            FigureId::Requirement(index) => model
                .grades
                .as_ref()
                .and_then(|grades| grades.grades.get(index))
                .map(|grade| grade.name.clone())
                .unwrap_or_default(),
        }
    }

    /// The text of the rule at an expression, on one line. A cohort figure is named by what it is: a
    /// scoring method implies figures that are not written.
    pub(super) fn source(&self, expr: &Expr) -> String {
        match &expr.kind {
            ExprKind::Cohort { same, figure, filter, value } => {
                let (name, inside, after) = figure_words(figure);
                format!("{name}({}{inside}){after}", self.of_cohort(filter.as_deref(), value.as_deref(), same))
            }
            ExprKind::Rank { same, value, descending, ties } => {
                let (order, ties) = (order_word(*descending), ties_word(*ties));
                format!("名次({}{order}{ties})", self.of_cohort(None, Some(value), same))
            }
            // 不存在(…) is the opposite of 存在(…), of which this is the value.
            ExprKind::Rows { figure: Statistic::Exists, .. } => {
                let text = one_line(self.sources.text(expr.span));
                text.strip_prefix('不').map_or_else(|| text.clone(), str::to_owned)
            }
            _ => one_line(self.sources.text(expr.span)),
        }
    }

    /// «取值 范围 同 园区类型»
    fn of_cohort(&self, filter: Option<&Expr>, value: Option<&Expr>, same: &[FieldId]) -> String {
        let schema = &self.plan.model.schema;
        let field = |field: &FieldId| schema.field(Schema::SUBJECTS, *field).map_or("", |field| field.name.as_str());
        let earned = |value: &Expr| {
            matches!(
                value.kind,
                ExprKind::Figure(
                    FigureId::Value(_) | FigureId::Mark(_) | FigureId::Head(_) | FigureId::Base | FigureId::Total
                )
            )
        };
        let participating =
            of_participants(filter, value) || (self.plan.model.participation.is_some() && value.is_some_and(earned));
        let value = match value {
            Some(Expr { kind: ExprKind::Figure(FigureId::Value(_)), .. }) => "取值".to_owned(),
            // 平均得分: the value is the mark that the whole 计分 gives.
            Some(value) if self.plan.model.indicators.iter().any(|known| known.method_span == value.span) => {
                "得分".to_owned()
            }
            Some(value) => self.source(value),
            None => schema.table(Schema::SUBJECTS).map(|table| table.name.clone()).unwrap_or_default(),
        };
        let shared = format!("同 {}", same.iter().map(field).collect::<Vec<_>>().join("、"));
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

    /// What follows 其中 of a cohort; 参评 is said by its 范围.
    fn chosen(&self, filter: &Expr) -> String {
        let terms = match &filter.kind {
            ExprKind::And(terms) if terms.first().is_some_and(is_participation) => terms.get(1..).unwrap_or_default(),
            _ if is_participation(filter) => &[],
            _ => std::slice::from_ref(filter),
        };
        terms.iter().map(|term| self.source(term)).collect::<Vec<_>>().join(" 且 ")
    }

    /// An expression for a row, names and numbers together: «营业收入 66490 万元 ÷ 营收目标 10 亿元 × 8 分».
    pub(super) fn formula(&self, expr: &Expr, at: (TableId, usize)) -> String {
        self.write(expr, at).0
    }

    fn write(&self, expr: &Expr, at: (TableId, usize)) -> (String, Binding) {
        let own = || self.value(&self.evaluator.eval(expr, at.0, at.1), &expr.ty);
        let accurate = |call: String, places: u32| {
            let own = self.accurate(&self.evaluator.eval(expr, at.0, at.1), &expr.ty, places);
            (format!("{call} 精确到 {places} 位 = {own}"), Binding::Compare)
        };
        match &expr.kind {
            ExprKind::Constant(_) => (own(), Binding::Tight),
            ExprKind::Figure(id) => {
                let name = match id {
                    FigureId::Value(_) => "取值".to_owned(),
                    other => self.name(*other),
                };
                (format!("{name} {}", own()), Binding::Tight)
            }
            ExprKind::Field { table, field } => {
                let name = self.plan.model.schema.field(*table, *field).map_or("", |field| field.name.as_str());
                (format!("{name} {}", own()), Binding::Tight)
            }
            ExprKind::Rows { .. }
            | ExprKind::Cohort { .. }
            | ExprKind::CohortWeight { .. }
            | ExprKind::Rank { .. }
            | ExprKind::IsEmpty { .. }
            | ExprKind::Script(_)
            | ExprKind::WorkingDayAfter { .. }
            | ExprKind::NextWorkingDay(_) => (format!("{} = {}", self.source(expr), own()), Binding::Compare),
            ExprKind::Negate(value) => (format!("−{}", self.bound(value, at, Binding::Tight)), Binding::Product),
            ExprKind::Arithmetic { operator, left, right } => self.arithmetic(*operator, left, right, at),
            ExprKind::Compare { comparison, left, right } => (
                format!(
                    "{} {} {}",
                    self.bound(left, at, Binding::Sum),
                    self.comparison_word(*comparison, left, right),
                    self.bound(right, at, Binding::Sum)
                ),
                Binding::Compare,
            ),
            ExprKind::And(terms) => (self.joined(terms, at, " 且 "), Binding::Logic),
            ExprKind::Or(terms) => (self.joined(terms, at, " 或 "), Binding::Logic),
            ExprKind::Not(value) => (format!("非 {}", self.bound(value, at, Binding::Tight)), Binding::Compare),
            ExprKind::Case { .. } => match self.taken(expr, at) {
                Some(taken) => self.write(taken, at),
                None => (own(), Binding::Tight),
            },
            ExprKind::Least(terms) => (format!("最小值({})", self.listed(terms, at)), Binding::Tight),
            ExprKind::Greatest(terms) => {
                let text = match absolute(terms) {
                    Some(value) => format!("绝对值({})", self.formula(value, at)),
                    None => format!("最大值({})", self.listed(terms, at)),
                };
                (text, Binding::Tight)
            }
            ExprKind::Round { value, rounding } => {
                let how = rounding_words(*rounding);
                (format!("{how}({}) = {}", self.formula(value, at), own()), Binding::Compare)
            }
            ExprKind::Powers { factors, places } => {
                let product = self.powers(factors, at);
                match places {
                    Some(places) => accurate(product, *places),
                    None => (product, Binding::Product),
                }
            }
            ExprKind::Logarithm { value, base, places } => {
                let terms: Vec<String> =
                    std::iter::once(value).chain(base).map(|term| self.formula(term, at)).collect();
                accurate(format!("对数({})", terms.join(", ")), *places)
            }
            ExprKind::Exponential { value, places } => accurate(format!("指数({})", self.formula(value, at)), *places),
            ExprKind::Ordered { terms, weights } => (self.ordered(terms, weights, at), Binding::Sum),
            ExprKind::IfMissing { value, default } => {
                let missing = matches!(self.evaluator.eval(value, at.0, at.1), Value::Missing(_));
                self.write(if missing { default } else { value }, at)
            }
            ExprKind::Undecided => ("无法确定".to_owned(), Binding::Tight),
            ExprKind::Uncovered => ("覆盖不足".to_owned(), Binding::Tight),
        }
    }

    /// The branch of a 若/分档 that was taken.
    pub(super) fn taken<'e>(&self, expr: &'e Expr, at: (TableId, usize)) -> Option<&'e Expr> {
        let ExprKind::Case { arms, otherwise } = &expr.kind else { return None };
        for (condition, value) in arms {
            match self.evaluator.eval(condition, at.0, at.1) {
                Value::YesNo(true) => return Some(value),
                Value::YesNo(false) => {}
                _ => return None,
            }
        }
        Some(otherwise)
    }

    fn arithmetic(&self, operator: Operator, left: &Expr, right: &Expr, at: (TableId, usize)) -> (String, Binding) {
        let (sign, own, right_needs) = match operator {
            Operator::Add => ("+", Binding::Sum, Binding::Sum),
            Operator::Subtract => ("−", Binding::Sum, Binding::Product),
            Operator::Multiply => ("×", Binding::Product, Binding::Product),
            Operator::Divide => ("÷", Binding::Product, Binding::Tight),
        };
        (format!("{} {sign} {}", self.bound(left, at, own), self.bound(right, at, right_needs)), own)
    }

    pub(super) fn bound(&self, expr: &Expr, at: (TableId, usize), needs: Binding) -> String {
        let (text, binding) = self.write(expr, at);
        if binding < needs { format!("({text})") } else { text }
    }

    fn joined(&self, terms: &[Expr], at: (TableId, usize), joint: &str) -> String {
        terms.iter().map(|term| self.bound(term, at, Binding::Compare)).collect::<Vec<_>>().join(joint)
    }

    fn listed(&self, terms: &[Expr], at: (TableId, usize)) -> String {
        terms.iter().map(|term| self.formula(term, at)).collect::<Vec<_>>().join(", ")
    }

    /// The comparison in the very word that the rule uses: what stands between its two sides.
    pub(super) fn comparison_word(&self, comparison: Comparison, left: &Expr, right: &Expr) -> String {
        const LONGEST: usize = 20;
        let between = Span { end: right.span.start, start: left.span.end, ..left.span };
        let written =
            self.sources.text(between).trim_matches(|mark: char| mark.is_whitespace() || "()（）".contains(mark));
        let is_word = !written.is_empty() && written.len() <= LONGEST && !written.contains(char::is_whitespace);
        if is_word { written.to_owned() } else { usual_word(comparison, &left.ty).to_owned() }
    }

    /// Whether 封顶 or 保底 stands right before a number.
    pub(super) fn is_bound(&self, term: &Expr) -> bool {
        let text = self.sources.get(term.span.source).map_or("", |source| source.text.as_str());
        let before = text.get(..term.span.start).unwrap_or("").trim_end();
        ["封顶", "保底", "cap", "floor"].iter().any(|word| before.ends_with(word))
    }

    /// A number in the unit of a type.
    pub(super) fn number(&self, number: &Number, ty: &Type) -> String {
        self.value(&Value::Number(number.clone()), ty)
    }
}

/// Whether a cohort is that of the participants: its filter, or the value of its members, asks for it.
fn of_participants(filter: Option<&Expr>, value: Option<&Expr>) -> bool {
    let filtered = filter.is_some_and(|filter| match &filter.kind {
        ExprKind::And(terms) => terms.first().is_some_and(is_participation),
        _ => is_participation(filter),
    });
    let limited = value.is_some_and(|value| match &value.kind {
        ExprKind::Case { arms, .. } => arms.first().is_some_and(|(condition, _)| is_participation(condition)),
        _ => false,
    });
    filtered || limited
}

fn is_participation(expr: &Expr) -> bool {
    matches!(expr.kind, ExprKind::Figure(FigureId::Participates))
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

/// How a number is rounded, as the name of a function.
fn rounding_words(rounding: Rounding) -> String {
    let mode = match (rounding.mode, rounding.places) {
        (RoundingMode::HalfUp, _) => "四舍五入",
        (RoundingMode::HalfEven, _) => "四舍六入五成双",
        (RoundingMode::Up, _) => "进位",
        (RoundingMode::Down, _) => "舍去",
        (RoundingMode::Ceiling, _) => "向上取整",
        (RoundingMode::Floor, _) => "向下取整",
    };
    if rounding.places == 0 { mode.to_owned() } else { format!("{mode} {} 位", rounding.places) }
}

/// A comparison that a method implies, in the words of documents.
fn usual_word(comparison: Comparison, ty: &Type) -> &'static str {
    match (comparison, ty) {
        (Comparison::AtLeast, Type::Date) => "不早于",
        (Comparison::Above, Type::Date) => "晚于",
        (Comparison::AtMost, Type::Date) => "不晚于",
        (Comparison::Below, Type::Date) => "早于",
        (Comparison::AtLeast, _) => "不低于",
        (Comparison::Above, _) => "超过",
        (Comparison::AtMost, _) => "不超过",
        (Comparison::Below, _) => "低于",
        (Comparison::Equal, _) => "是",
        (Comparison::Unequal, _) => "不是",
    }
}
