//! What is proved of a rule set without data.

use std::collections::BTreeMap;

use super::Checker;
use super::heads::{Applies, KnownIndicator};
use super::nodes::Sibling;
use crate::core::{Comparison, Constant, Expr, ExprKind, FieldId, FigureId, Schema, Type};
use crate::finding::{Code, Diagnostic};
use crate::number::Number;
use crate::rules::Head;
use crate::words;

/// The value of an expression that reads no data; `cell` gives the value of a named figure that is known.
pub(super) fn constant(expr: &Expr, cell: &dyn Fn(FigureId) -> Option<Constant>) -> Option<Constant> {
    let number = |expr: &Expr| match constant(expr, cell)? {
        Constant::Number(number) => Some(number),
        _ => None,
    };
    match &expr.kind {
        ExprKind::Constant(value) => Some(value.clone()),
        ExprKind::Figure(id) => cell(*id),
        _ => {
            let operands: Vec<Number> = expr.children().into_iter().map(number).collect::<Option<_>>()?;
            expr.of_numbers(&operands).ok().map(Constant::Number)
        }
    }
}

/// One kind of subject: a choice for each enumerated field on which 适用 depends.
type Kind = BTreeMap<FieldId, usize>;

/// More kinds than this are not looked at one by one.
const MOST_KINDS: usize = 256;

/// The marks of a head's indicators add up to the head's, for every kind of subject. The first kind
/// for which they do not is reported.
pub(super) fn weights(head: &Head, indicators: &[KnownIndicator], schema: &Schema) -> Option<Diagnostic> {
    let mut fields: BTreeMap<FieldId, usize> = BTreeMap::new();
    for indicator in indicators {
        match &indicator.applies {
            Applies::Always => {}
            Applies::Unknown => return None,
            Applies::Where(applies) => choice_fields(applies, schema, &mut fields),
        }
    }
    kinds(&fields)?.into_iter().find_map(|kind| {
        let mut counted = Vec::new();
        for indicator in indicators {
            let counts = match &indicator.applies {
                Applies::Where(applies) => holds(applies, &kind)?,
                Applies::Always | Applies::Unknown => true,
            };
            if counts {
                counted.push(indicator);
            }
        }
        let sum: Number = counted.iter().map(|indicator| &indicator.full).sum();
        (sum != head.full).then(|| unequal(head, &counted, &sum, &describe(&kind, schema)))
    })
}

/// All combinations of choices, or nothing when there are too many to look at one by one.
fn kinds(fields: &BTreeMap<FieldId, usize>) -> Option<Vec<Kind>> {
    let mut kinds: Vec<Kind> = vec![Kind::new()];
    for (field, choices) in fields {
        kinds = kinds
            .iter()
            .flat_map(|kind| {
                (0..*choices).map(|choice| {
                    kind.iter().map(|(known, value)| (*known, *value)).chain([(*field, choice)]).collect()
                })
            })
            .collect();
        if kinds.len() > MOST_KINDS {
            return None;
        }
    }
    Some(kinds)
}

/// The weights of a node's children that apply, for every kind of subject.
pub(super) struct Account {
    /// All weights together, when they are the same for everyone.
    pub(super) all: Option<Number>,
    /// By kind.
    pub(super) kinds: Vec<Counted>,
}

/// The weights that apply to one kind of subject.
pub(super) struct Counted {
    /// The kind in words; empty when there is but one.
    pub(super) kind: String,
    /// Their sum.
    pub(super) sum: Number,
    /// Code and weight of each.
    pub(super) list: Vec<String>,
}

impl Account {
    /// `None` when it depends on more than choices which children apply.
    pub(super) fn of(siblings: &[Sibling<'_>], each: &[Expr], schema: &Schema) -> Option<Self> {
        let mut fields: BTreeMap<FieldId, usize> = BTreeMap::new();
        for (sibling, weight) in siblings.iter().zip(each) {
            match sibling.applies {
                _ if sibling.lapses => return None,
                Applies::Unknown => return None,
                Applies::Always => {}
                Applies::Where(applies) => choice_fields(applies, schema, &mut fields),
            }
            choice_fields(weight, schema, &mut fields);
        }
        let mut account = Self { all: None, kinds: Vec::new() };
        for kind in kinds(&fields)? {
            let mut counted = Counted { kind: describe(&kind, schema), sum: Number::zero(), list: Vec::new() };
            let mut all = Number::zero();
            for (sibling, weight) in siblings.iter().zip(each) {
                let weight = of_kind(weight, &kind)?;
                let counts = match sibling.applies {
                    Applies::Where(applies) => holds(applies, &kind)?,
                    Applies::Always | Applies::Unknown => true,
                };
                if counts {
                    counted.list.push(format!("{} {}", sibling.code, weight.to_readable(6)));
                    counted.sum = counted.sum + &weight;
                }
                all = all + weight;
            }
            account.all = if account.kinds.is_empty() { Some(all) } else { account.all.filter(|known| *known == all) };
            account.kinds.push(counted);
        }
        Some(account)
    }
}

/// The number of an expression for a kind; `None` when it depends on more.
fn of_kind(expr: &Expr, kind: &Kind) -> Option<Number> {
    match &expr.kind {
        ExprKind::Case { arms, otherwise } => {
            for (condition, value) in arms {
                if holds(condition, kind)? {
                    return of_kind(value, kind);
                }
            }
            of_kind(otherwise, kind)
        }
        _ => match constant(expr, &|_| None)? {
            Constant::Number(number) => Some(number),
            _ => None,
        },
    }
}

/// An expression that is fixed for each choice of an enumeration, its numbers folded; `None` of another.
pub(super) fn fixed_by_choice(expr: &Expr, fixed: &dyn Fn(&Expr) -> Option<Number>) -> Option<Expr> {
    if let Some(number) = fixed(expr) {
        return Some(Expr { kind: ExprKind::Constant(Constant::Number(number)), ..expr.clone() });
    }
    let ExprKind::Case { arms, otherwise } = &expr.kind else { return None };
    let of_choice = |condition: &Expr| {
        let ExprKind::Compare { left, right, .. } = &condition.kind else { return false };
        let is_choice = matches!(right.kind, ExprKind::Constant(Constant::Choice(_)));
        is_choice && matches!(left.kind, ExprKind::Field { table: Schema::SUBJECTS, .. })
    };
    let arms = arms
        .iter()
        .map(|(condition, value)| {
            Some((condition.clone(), fixed_by_choice(value, fixed).filter(|_| of_choice(condition))?))
        })
        .collect::<Option<Vec<_>>>()?;
    let otherwise = Box::new(fixed_by_choice(otherwise, fixed)?);
    Some(Expr { kind: ExprKind::Case { arms, otherwise }, ..expr.clone() })
}

/// The numbers that such an expression may be.
pub(super) fn numbers(expr: &Expr) -> Vec<&Number> {
    match &expr.kind {
        ExprKind::Constant(Constant::Number(number)) => vec![number],
        ExprKind::Case { arms, otherwise } => {
            arms.iter().map(|(_, value)| value).chain([otherwise.as_ref()]).flat_map(numbers).collect()
        }
        _ => Vec::new(),
    }
}

fn unequal(head: &Head, counted: &[&KnownIndicator], sum: &Number, of_kind: &str) -> Diagnostic {
    let list: Vec<String> =
        counted.iter().map(|indicator| format!("{} {}", indicator.code, indicator.full.to_readable(4))).collect();
    let (code, list) = (&head.code, super::summands(&list));
    let (sum, full) = (sum.to_readable(4), head.full.to_readable(4));
    Diagnostic::error(
        Code::H0401,
        head.span,
        words!(
            "方面 {code} 的指标{of_kind}相加为 {sum} 分，不是 {full} 分（{list}）",
            "the indicators of {code}{of_kind} add up to {sum} marks, not {full} ({list})"
        ),
    )
    .help(words!("改指标的分值，或改方面的分值", "change the marks of an indicator, or of the head"))
}

/// The enumerated fields of the subjects that an expression reads, with their numbers of choices.
fn choice_fields(expr: &Expr, schema: &Schema, fields: &mut BTreeMap<FieldId, usize>) {
    let mut stack = vec![expr];
    while let Some(expr) = stack.pop() {
        if let ExprKind::Field { table, field } = &expr.kind
            && let Some(Type::Choice(choices)) = schema.field(*table, *field).map(|field| &field.ty)
        {
            fields.insert(*field, choices.len());
        }
        stack.extend(expr.children());
    }
}

/// Whether a condition holds for a kind; `None` when it depends on more.
fn holds(expr: &Expr, kind: &Kind) -> Option<bool> {
    match &expr.kind {
        ExprKind::Constant(Constant::YesNo(truth)) => Some(*truth),
        ExprKind::And(terms) => {
            let known: Vec<Option<bool>> = terms.iter().map(|term| holds(term, kind)).collect();
            if known.contains(&Some(false)) {
                Some(false)
            } else {
                known.into_iter().collect::<Option<Vec<_>>>().map(|_| true)
            }
        }
        ExprKind::Or(terms) => {
            let known: Vec<Option<bool>> = terms.iter().map(|term| holds(term, kind)).collect();
            if known.contains(&Some(true)) {
                Some(true)
            } else {
                known.into_iter().collect::<Option<Vec<_>>>().map(|_| false)
            }
        }
        ExprKind::Not(value) => holds(value, kind).map(|truth| !truth),
        ExprKind::Compare { comparison, left, right } => {
            let (ExprKind::Field { field, .. }, ExprKind::Constant(Constant::Choice(choice))) =
                (&left.kind, &right.kind)
            else {
                return None;
            };
            let equal = kind.get(field)? == choice;
            match comparison {
                Comparison::Equal => Some(equal),
                Comparison::Unequal => Some(!equal),
                _ => None,
            }
        }
        _ => None,
    }
}

fn describe(kind: &Kind, schema: &Schema) -> String {
    let parts: Vec<String> = kind
        .iter()
        .filter_map(|(field, choice)| {
            let field = schema.field(Schema::SUBJECTS, *field)?;
            let Type::Choice(choices) = &field.ty else { return None };
            Some(format!("{} {}", field.name, choices.get(*choice)?))
        })
        .collect();
    if parts.is_empty() { String::new() } else { format!("（{}）", parts.join("，")) }
}

impl Checker<'_> {
    /// 总分 lines of grades fall from the best grade down.
    pub(super) fn check_grade_lines(&mut self, grades: &[crate::rules::Grade]) {
        let mut above: Option<(Number, &crate::rules::Grade)> = None;
        for grade in grades {
            let Some(line) = grade.line.clone() else { continue };
            if let Some((higher, better)) = &above
                && line >= *higher
            {
                let (name, better_name) = (&grade.name, &better.name);
                let (line, higher) = (line.to_readable(4), higher.to_readable(4));
                self.report(
                    Diagnostic::error(
                        Code::H0404,
                        grade.span,
                        words!(
                            "「{name}」的线 {line} 分不低于更高等次「{better_name}」的 {higher} 分",
                            "the line of `{name}`, {line}, is not below that of the better `{better_name}`, {higher}"
                        ),
                    )
                    .label(better.span, words!("更高的等次", "the better grade"))
                    .help(words!(
                        "等次从高到低排列，分数线依次降低",
                        "list grades from the best down, each line lower than the one before"
                    )),
                );
            }
            above = Some((line, grade));
        }
    }

    /// The least 总分 that a requirement asks for. Of a rounded total, no total below it is enough.
    pub(super) fn total_line(&self, requirement: &Expr) -> Option<Number> {
        let ExprKind::Compare { comparison: Comparison::AtLeast | Comparison::Above, left, right } = &requirement.kind
        else {
            let ExprKind::And(terms) = &requirement.kind else { return None };
            return terms.iter().find_map(|term| self.total_line(term));
        };
        match &left.kind {
            ExprKind::Figure(FigureId::Total) => self.constant_number(right),
            ExprKind::Round { value, rounding } if matches!(value.kind, ExprKind::Figure(FigureId::Total)) => {
                let step = Number::from_scaled(1, rounding.places);
                Some(self.constant_number(right)? - &step)
            }
            _ => None,
        }
    }
}
