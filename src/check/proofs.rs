//! What is proved of a rule set without data.

use std::collections::BTreeMap;

use super::Checker;
use super::constant::constant;
use super::known::Sibling;
use super::known::{Applies, KnownIndicator};
use crate::core::{Arena, Comparison, Constant, ExprId, ExprKind, FieldId, FigureId, Role, Schema, Type};
use crate::finding::{Code, Diagnostic, Words};
use crate::number::Number;
use crate::rules::Head;
use crate::words;

/// One kind of subject: a choice for each enumerated field on which 适用 depends.
type Kind = BTreeMap<FieldId, usize>;

/// More kinds than this are not looked at one by one.
const MOST_KINDS: usize = 256;

/// The marks of a head's indicators add up to the head's, for every kind of subject. The first kind
/// for which they do not is reported.
pub(super) fn weights(
    arena: &Arena,
    head: &Head,
    indicators: &[KnownIndicator],
    schema: &Schema,
) -> Option<Diagnostic> {
    let mut fields: BTreeMap<FieldId, usize> = BTreeMap::new();
    for indicator in indicators {
        match &indicator.applies {
            Applies::Always => {}
            Applies::Unknown => return None,
            Applies::Where(applies) => choice_fields(arena, *applies, schema, &mut fields),
        }
    }
    kinds(&fields)?.into_iter().find_map(|kind| {
        let mut counted = Vec::new();
        for indicator in indicators {
            let counts = match &indicator.applies {
                Applies::Where(applies) => holds(arena, *applies, &kind)?,
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
    pub(super) kind: Words,
    /// Their sum.
    pub(super) sum: Number,
    /// Code and weight of each.
    pub(super) list: Vec<String>,
}

impl Account {
    /// `None` when it depends on more than choices which children apply.
    pub(super) fn of(arena: &Arena, siblings: &[Sibling<'_>], each: &[ExprId], schema: &Schema) -> Option<Self> {
        let mut fields: BTreeMap<FieldId, usize> = BTreeMap::new();
        for (sibling, weight) in siblings.iter().zip(each) {
            match sibling.applies {
                _ if sibling.lapses => return None,
                Applies::Unknown => return None,
                Applies::Always => {}
                Applies::Where(applies) => choice_fields(arena, *applies, schema, &mut fields),
            }
            choice_fields(arena, *weight, schema, &mut fields);
        }
        let mut account = Self { all: None, kinds: Vec::new() };
        for kind in kinds(&fields)? {
            let mut counted = Counted { kind: describe(&kind, schema), sum: Number::zero(), list: Vec::new() };
            let mut all = Number::zero();
            for (sibling, weight) in siblings.iter().zip(each) {
                let weight = of_kind(arena, *weight, &kind)?;
                let counts = match sibling.applies {
                    Applies::Where(applies) => holds(arena, *applies, &kind)?,
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
fn of_kind(arena: &Arena, expr: ExprId, kind: &Kind) -> Option<Number> {
    match &arena[expr].kind {
        ExprKind::Case { arms, otherwise } => {
            for (condition, value) in arms {
                if holds(arena, *condition, kind)? {
                    return of_kind(arena, *value, kind);
                }
            }
            of_kind(arena, *otherwise, kind)
        }
        _ => match constant(arena, expr, &|_| None)? {
            Constant::Number(number) => Some(number),
            _ => None,
        },
    }
}

/// The numbers of an expression that is fixed for each choice of an enumeration; `None` of another.
pub(super) fn numbers(
    arena: &Arena,
    expr: ExprId,
    fixed: &dyn Fn(ExprId) -> Option<Number>,
) -> Option<Vec<(ExprId, Number)>> {
    if let Some(number) = fixed(expr) {
        return Some(vec![(expr, number)]);
    }
    let ExprKind::Case { arms, otherwise } = &arena[expr].kind else { return None };
    let mut all = Vec::new();
    for (condition, value) in arms {
        let ExprKind::Compare { left, right, .. } = &arena[*condition].kind else { return None };
        let is_choice = matches!(arena[*right].kind, ExprKind::Constant(Constant::Choice(_)));
        if !is_choice || !matches!(arena[*left].kind, ExprKind::Field { table: Schema::SUBJECTS, .. }) {
            return None;
        }
        all.extend(numbers(arena, *value, fixed)?);
    }
    if !is_never_reached(arena, *otherwise) {
        all.extend(numbers(arena, *otherwise, fixed)?);
    }
    Some(all)
}

/// Whether it stands behind arms for all choices of an enumeration.
pub(super) fn is_never_reached(arena: &Arena, otherwise: ExprId) -> bool {
    let node = &arena[otherwise];
    matches!(node.kind, ExprKind::Undecided) && node.origin.role == Role::Implied
}

fn unequal(head: &Head, counted: &[&KnownIndicator], sum: &Number, of_kind: &Words) -> Diagnostic {
    let list: Vec<String> =
        counted.iter().map(|indicator| format!("{} {}", indicator.code, indicator.full.to_readable(4))).collect();
    let (code, list) = (&head.code, super::summands(&list));
    let (sum, full) = (sum.to_readable(4), head.full.to_readable(4));
    let Words { zh, en } = of_kind;
    Diagnostic::error(
        Code::H0401,
        head.span,
        words!(
            "方面 {code} 的指标{zh}相加为 {sum} 分，不是 {full} 分（{list}）",
            "the indicators of {code}{en} add up to {sum} marks, not {full} ({list})"
        ),
    )
    .help(words!("改指标的分值，或改方面的分值", "change the marks of an indicator, or of the head"))
}

/// The enumerated fields of the subjects that an expression reads, with their numbers of choices.
fn choice_fields(arena: &Arena, expr: ExprId, schema: &Schema, fields: &mut BTreeMap<FieldId, usize>) {
    for (_, node) in arena.walk(expr) {
        if let ExprKind::Field { table, field } = &node.kind
            && let Some(Type::Choice(choices)) = schema.field(*table, *field).map(|field| &field.ty)
        {
            fields.insert(*field, choices.len());
        }
    }
}

/// Whether a condition holds for a kind; `None` when it depends on more.
fn holds(arena: &Arena, expr: ExprId, kind: &Kind) -> Option<bool> {
    match &arena[expr].kind {
        ExprKind::Constant(Constant::YesNo(truth)) => Some(*truth),
        ExprKind::And(terms) => {
            let known: Vec<Option<bool>> = terms.iter().map(|term| holds(arena, *term, kind)).collect();
            if known.contains(&Some(false)) {
                Some(false)
            } else {
                known.into_iter().collect::<Option<Vec<_>>>().map(|_| true)
            }
        }
        ExprKind::Or(terms) => {
            let known: Vec<Option<bool>> = terms.iter().map(|term| holds(arena, *term, kind)).collect();
            if known.contains(&Some(true)) {
                Some(true)
            } else {
                known.into_iter().collect::<Option<Vec<_>>>().map(|_| false)
            }
        }
        ExprKind::Not(value) => holds(arena, *value, kind).map(|truth| !truth),
        ExprKind::Compare { comparison, left, right, .. } => {
            let (ExprKind::Field { field, .. }, ExprKind::Constant(Constant::Choice(choice))) =
                (&arena[*left].kind, &arena[*right].kind)
            else {
                return None;
            };
            let equal = *kind.get(field)? == *choice;
            match comparison {
                Comparison::Equal => Some(equal),
                Comparison::Unequal => Some(!equal),
                _ => None,
            }
        }
        _ => None,
    }
}

fn describe(kind: &Kind, schema: &Schema) -> Words {
    let parts: Vec<String> = kind
        .iter()
        .filter_map(|(field, choice)| {
            let field = schema.field(Schema::SUBJECTS, *field)?;
            let Type::Choice(choices) = &field.ty else { return None };
            Some(format!("{} {}", field.name, choices.get(*choice)?))
        })
        .collect();
    if parts.is_empty() {
        return words!("", "");
    }
    Words { zh: format!("（{}）", parts.join("，")), en: format!(" ({})", parts.join(", ")) }
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
    pub(super) fn total_line(&self, requirement: ExprId) -> Option<Number> {
        let ExprKind::Compare { comparison: Comparison::AtLeast | Comparison::Above, left, right, .. } =
            &self.arena[requirement].kind
        else {
            let ExprKind::And(terms) = &self.arena[requirement].kind else { return None };
            return terms.iter().find_map(|term| self.total_line(*term));
        };
        match &self.arena[*left].kind {
            ExprKind::Figure(FigureId::Total) => self.constant_number(*right),
            ExprKind::Round { value, rounding }
                if matches!(self.arena[*value].kind, ExprKind::Figure(FigureId::Total)) =>
            {
                let step = Number::from_scaled(1, rounding.places);
                Some(self.constant_number(*right)? - &step)
            }
            _ => None,
        }
    }
}
