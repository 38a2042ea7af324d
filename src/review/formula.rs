//! Expressions in words and numbers.

use crate::core::{Comparison, ExprId, ExprKind, Field, FieldId, FigureId, Operator, TableId, Type};
use crate::engine::exact::{Evaluator, Value};
use crate::finding::{Sources, Span};
use crate::invariant::{OrBroken, broken};
use crate::number::{Number, Rounding, RoundingMode};
use crate::program::Program;
use crate::words::Wording;

/// Decimals shown of a value that does not end.
const SHOWN_PLACES: u32 = 6;

/// What formulas are written with.
pub(super) struct Writer<'a> {
    pub(super) program: &'a Program,
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

impl<'a> Writer<'a> {
    /// A node as it is shown: a figure without a name is shown as what it stands for.
    pub(super) fn shown(&self, expr: ExprId) -> ExprId {
        self.program.inlined(expr)
    }

    /// What a node is shown as.
    pub(super) fn kind(&self, expr: ExprId) -> &'a ExprKind {
        let program: &'a Program = self.program;
        &program.arena[program.inlined(expr)].kind
    }

    /// The value of a node for a row.
    pub(super) fn eval(&self, expr: ExprId, (table, row): (TableId, usize)) -> Value {
        self.evaluator.eval(expr, table, row)
    }

    /// The value of a node for a row, for readers.
    pub(super) fn own(&self, expr: ExprId, at: (TableId, usize)) -> String {
        self.value(&self.eval(expr, at), &self.program.arena[expr].ty)
    }

    /// A field of the tables.
    pub(super) fn field(&self, table: TableId, field: FieldId) -> &'a Field {
        self.program.rules.schema.field(table, field).or_broken("a field that is read is declared")
    }

    /// A value of a type for readers.
    #[allow(clippy::unused_self, reason = "one writer for names, formulas and values")]
    pub(super) fn value(&self, value: &Value, ty: &Type) -> String {
        match (value, ty) {
            (Value::Missing(_), _) => "缺失".to_owned(),
            (Value::Number(number), Type::Number(unit)) => unit.shows(number, SHOWN_PLACES),
            (Value::Number(number), _) => number.to_readable(SHOWN_PLACES),
            (Value::YesNo(truth), _) => if *truth { "是" } else { "否" }.to_owned(),
            (Value::Text(text), _) => text.to_string(),
            (Value::Choice(choice), Type::Choice(choices)) => {
                choices.get(*choice).cloned().or_broken("a choice is one of its type")
            }
            (Value::Choice(_), _) => broken("a choice has a type of choices"),
            (Value::Date(date), _) => date.to_string(),
        }
    }

    /// An expression for a row, names and numbers together: «营业收入 66490 万元 ÷ 营收目标 10 亿元 × 8 分».
    pub(super) fn formula(&self, expr: ExprId, at: (TableId, usize)) -> String {
        self.write(expr, at).0
    }

    fn write(&self, expr: ExprId, at: (TableId, usize)) -> (String, Binding) {
        let expr = self.way(expr, at);
        let own = || self.own(expr, at);
        let accurate = |call: String, places: u32| {
            let own = self.accurate(&self.eval(expr, at), &self.program.arena[expr].ty, places);
            (format!("{call} 精确到 {places} 位 = {own}"), Binding::Compare)
        };
        match self.kind(expr) {
            // A way that ends at a choice: nobody knows which branch is taken.
            ExprKind::Constant(_) | ExprKind::Case { .. } | ExprKind::IfMissing { .. } => (own(), Binding::Tight),
            ExprKind::Figure(id) => {
                let name = match id {
                    FigureId::Value(_) => "取值".to_owned(),
                    other => self.name(*other),
                };
                (format!("{name} {}", own()), Binding::Tight)
            }
            ExprKind::Field { table, field } => {
                (format!("{} {}", self.field(*table, *field).name, own()), Binding::Tight)
            }
            ExprKind::Rows { .. }
            | ExprKind::Cohort { .. }
            | ExprKind::CohortWeight { .. }
            | ExprKind::Rank { .. }
            | ExprKind::IsEmpty { .. }
            | ExprKind::Script(_)
            | ExprKind::WorkingDayAfter { .. }
            | ExprKind::NextWorkingDay(_) => (format!("{} = {}", self.source(expr), own()), Binding::Compare),
            ExprKind::Negate(value) => (format!("−{}", self.bound(*value, at, Binding::Tight)), Binding::Product),
            ExprKind::Arithmetic { operator, left, right } => self.arithmetic(*operator, *left, *right, at),
            ExprKind::Compare { comparison, left, right, word } => (
                format!(
                    "{} {} {}",
                    self.bound(*left, at, Binding::Sum),
                    self.comparison_word(*comparison, *left, *word),
                    self.bound(*right, at, Binding::Sum)
                ),
                Binding::Compare,
            ),
            ExprKind::Sum(terms) => (self.joined(terms, at, Binding::Sum, " + "), Binding::Sum),
            ExprKind::And(terms) => (self.joined(terms, at, Binding::Compare, " 且 "), Binding::Logic),
            ExprKind::Or(terms) => (self.joined(terms, at, Binding::Compare, " 或 "), Binding::Logic),
            ExprKind::Not(value) => (format!("非 {}", self.bound(*value, at, Binding::Tight)), Binding::Compare),
            ExprKind::Least(terms) => (format!("最小值({})", self.listed(terms, at)), Binding::Tight),
            ExprKind::Greatest(terms) => {
                let text = match self.absolute(terms) {
                    Some(value) => format!("绝对值({})", self.formula(value, at)),
                    None => format!("最大值({})", self.listed(terms, at)),
                };
                (text, Binding::Tight)
            }
            ExprKind::Round { value, rounding } => {
                let how = rounding_words(*rounding);
                (format!("{how}({}) = {}", self.formula(*value, at), own()), Binding::Compare)
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
                    std::iter::once(value).chain(base).map(|term| self.formula(*term, at)).collect();
                accurate(format!("对数({})", terms.join(", ")), *places)
            }
            ExprKind::Exponential { value, places } => accurate(format!("指数({})", self.formula(*value, at)), *places),
            ExprKind::Ordered { terms, places } => (self.ordered(terms, places, at), Binding::Sum),
            ExprKind::Undecided => ("无法确定".to_owned(), Binding::Tight),
            ExprKind::Uncovered => ("覆盖不足".to_owned(), Binding::Tight),
        }
    }

    pub(super) fn is_missing(&self, expr: ExprId, at: (TableId, usize)) -> bool {
        matches!(self.eval(expr, at), Value::Missing(_))
    }

    fn arithmetic(&self, operator: Operator, left: ExprId, right: ExprId, at: (TableId, usize)) -> (String, Binding) {
        let (sign, own, right_needs) = match operator {
            Operator::Add => ("+", Binding::Sum, Binding::Sum),
            Operator::Subtract => ("−", Binding::Sum, Binding::Product),
            Operator::Multiply => ("×", Binding::Product, Binding::Product),
            Operator::Divide => ("÷", Binding::Product, Binding::Tight),
        };
        (format!("{} {sign} {}", self.bound(left, at, own), self.bound(right, at, right_needs)), own)
    }

    pub(super) fn bound(&self, expr: ExprId, at: (TableId, usize), needs: Binding) -> String {
        let (text, binding) = self.write(expr, at);
        if binding < needs { format!("({text})") } else { text }
    }

    fn joined(&self, terms: &[ExprId], at: (TableId, usize), needs: Binding, joint: &str) -> String {
        terms.iter().map(|term| self.bound(*term, at, needs)).collect::<Vec<_>>().join(joint)
    }

    fn listed(&self, terms: &[ExprId], at: (TableId, usize)) -> String {
        terms.iter().map(|term| self.formula(*term, at)).collect::<Vec<_>>().join(", ")
    }

    /// The comparison in the very word that the rule uses.
    pub(super) fn comparison_word(&self, comparison: Comparison, left: ExprId, word: Option<Span>) -> String {
        match word {
            Some(word) => self.sources.text(word).to_owned(),
            None => usual_word(comparison, &self.program.arena[left].ty).to_owned(),
        }
    }

    /// A number in the unit of a type.
    pub(super) fn number(&self, number: &Number, ty: &Type) -> String {
        self.value(&Value::Number(number.clone()), ty)
    }
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
