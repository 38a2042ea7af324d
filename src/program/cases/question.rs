//! What conditions ask of a subject, and what may be answered.

use std::collections::BTreeSet;

use super::meanings::Meanings;
use crate::core::{ClassId, Constant, End, ExprId, ExprKind, Field, FieldId, Schema, Statistic, TableId, Type};
use crate::finding::Words;
use crate::number::{Base, Number};
use crate::words;

/// Names a question, wherever it is asked.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Subject {
    /// What a value is.
    Value(ClassId),
    /// How two values stand to each other.
    Pair(ClassId, ClassId),
    /// Whether a field is empty.
    Empty(TableId, FieldId),
}

/// A question with the answers that conditions tell apart.
#[derive(Debug, Clone)]
pub(super) struct Question {
    pub(super) subject: Subject,
    /// The expression that is asked for, the first of a pair.
    pub(super) expr: ExprId,
    /// The name of a definition by which it is asked for.
    pub(super) name: Option<String>,
    pub(super) answers: Answers,
}

/// The answers that are told apart, each by its number.
#[derive(Debug, Clone)]
pub(super) enum Answers {
    /// 0 is no, 1 is yes.
    Truth,
    /// Of a pair: below, equal, above; only equal and not equal of what has no order.
    Order { is_ordered: bool },
    /// The pieces of the number line between some cuts, with their ends; dates are days.
    Numbers(BTreeSet<Number>),
    /// Choices that are named, and the others together.
    Choices(BTreeSet<usize>),
    /// Texts that are named, and any other.
    Texts(BTreeSet<String>),
}

/// What a condition compares an answer with.
#[derive(Debug, Clone)]
pub(super) enum Beside {
    /// Yes, or of a pair that both are equal.
    Fixed,
    Number(Number),
    Choice(usize),
    /// A choice of an enumeration of so many that are ordered.
    Ranked(usize, usize),
    Text(String),
}

impl Question {
    /// Tells an answer apart.
    pub(super) fn tell_apart(&mut self, beside: &Beside) {
        match (&mut self.answers, beside) {
            (Answers::Numbers(cuts), Beside::Number(cut)) => cuts.extend([cut.clone()]),
            (Answers::Choices(named), Beside::Choice(choice)) => named.extend([*choice]),
            // What is neither above nor below cannot be taken together.
            (Answers::Choices(named), Beside::Ranked(_, count)) => named.extend(0..*count),
            (Answers::Texts(named), Beside::Text(text)) => named.extend([text.clone()]),
            _ => {}
        }
    }

    /// The number of the answer that a condition compares with, once all are told apart.
    pub(super) fn place(&self, beside: &Beside) -> usize {
        match (&self.answers, beside) {
            (Answers::Numbers(cuts), Beside::Number(cut)) => cuts.range(..cut).count() * 2 + 1,
            (Answers::Choices(named), Beside::Choice(choice) | Beside::Ranked(choice, _)) => {
                named.range(..choice).count()
            }
            (Answers::Texts(named), Beside::Text(text)) => named.range(..text.clone()).count(),
            _ => 1,
        }
    }

    /// The field of the subjects that it asks for as it is.
    pub(super) fn field(&self, known: &dyn Meanings) -> Option<FieldId> {
        match (&self.subject, &known.arena()[self.expr].kind) {
            (Subject::Empty(Schema::SUBJECTS, field), _)
            | (Subject::Value(_), ExprKind::Field { table: Schema::SUBJECTS, field }) => Some(*field),
            _ => None,
        }
    }

    /// The field that leaves it without an answer where it is empty.
    pub(super) fn may_be_empty(&self, known: &dyn Meanings) -> Option<(TableId, FieldId)> {
        match (&self.subject, &known.arena()[self.expr].kind) {
            (Subject::Value(_), ExprKind::Field { table, field }) => Some((*table, *field)),
            _ => None,
        }
    }

    /// The table whose rows it counts, however many there may be.
    pub(super) fn counted_rows(&self, known: &dyn Meanings) -> Option<TableId> {
        match (&self.subject, &known.arena()[self.expr].kind) {
            (Subject::Value(_), ExprKind::Rows { table, statistic: Statistic::Count | Statistic::Exists, .. }) => {
                Some(*table)
            }
            _ => None,
        }
    }

    fn declared<'c>(&self, known: &'c dyn Meanings) -> Option<&'c Field> {
        known.schema().field(Schema::SUBJECTS, self.field(known)?)
    }

    /// All answers that can be given.
    pub(super) fn possible(&self, known: &dyn Meanings) -> Vec<usize> {
        match &self.answers {
            Answers::Truth => vec![0, 1],
            Answers::Order { is_ordered: true } => vec![0, 1, 2],
            Answers::Order { is_ordered: false } => vec![1, 2],
            Answers::Numbers(cuts) => self.pieces(cuts, known),
            Answers::Choices(named) => {
                let all = match &known.arena()[self.expr].ty {
                    Type::Choice(choices) => choices.len(),
                    _ => usize::MAX,
                };
                (0..named.len() + usize::from(named.len() < all)).collect()
            }
            Answers::Texts(named) => (0..=named.len()).collect(),
        }
    }

    /// The pieces of the number line that its range leaves.
    fn pieces(&self, cuts: &BTreeSet<Number>, known: &dyn Meanings) -> Vec<usize> {
        let ty = &known.arena()[self.expr].ty;
        let counts_rows = self.counted_rows(known).is_some();
        let step = match ty {
            Type::Number(unit) if matches!(unit.dimension.as_base(), Some(Base::Count(_))) => Some(unit.scale.clone()),
            Type::Date => Some(Number::one()),
            _ if counts_rows => Some(Number::one()),
            _ => None,
        };
        let range = self.declared(known).map(|field| &field.range);
        let end = |end: &End| Some((number(&end.at)?, end.inclusive));
        let low = range.and_then(|range| end(range.low.as_ref()?));
        let low = low.or_else(|| counts_rows.then(|| (Number::zero(), true)));
        let high = range.and_then(|range| end(range.high.as_ref()?));
        let cuts: Vec<&Number> = cuts.iter().collect();
        let is_within = |piece: &usize| {
            let at = piece / 2;
            if piece % 2 == 1 {
                let Some(cut) = cuts.get(at) else { return false };
                let above = low.as_ref().is_none_or(|(low, inclusive)| *cut > low || *cut == low && *inclusive);
                return above
                    && high.as_ref().is_none_or(|(high, inclusive)| *cut < high || *cut == high && *inclusive);
            }
            // An open piece: what is left of it between the ends of the range.
            let from = at.checked_sub(1).and_then(|before| cuts.get(before)).map(|cut| ((*cut).clone(), false));
            let to = cuts.get(at).map(|cut| ((*cut).clone(), false));
            let from = [from, low.clone()]
                .into_iter()
                .flatten()
                .max_by(|one, other| one.0.cmp(&other.0).then(other.1.cmp(&one.1)));
            let to = [to, high.clone()]
                .into_iter()
                .flatten()
                .min_by(|one, other| one.0.cmp(&other.0).then(one.1.cmp(&other.1)));
            let (Some((from, from_held)), Some((to, to_held))) = (from, to) else { return true };
            match &step {
                Some(step) => holds_a_step((&from, from_held), (&to, to_held), step),
                None => from < to || from == to && from_held && to_held,
            }
        };
        (0..=cuts.len() * 2).filter(is_within).collect()
    }

    /// The answer in words, such as 类别 甲 or 收入 超过 5 万元; `None` of what has no name.
    pub(super) fn told(&self, answer: usize, known: &dyn Meanings) -> Option<Words> {
        let name = match &self.name {
            Some(name) => name.as_str(),
            None => self.declared(known)?.name.as_str(),
        };
        let ty = &known.arena()[self.expr].ty;
        Some(match (&self.answers, &self.subject) {
            (_, Subject::Empty(..)) if answer == 1 => words!("{name} 为空", "{name} empty"),
            (_, Subject::Empty(..)) => words!("{name} 不为空", "{name} not empty"),
            (Answers::Truth, _) if answer == 1 => words!("{name}", "{name}"),
            (Answers::Truth, _) => words!("非 {name}", "not {name}"),
            (Answers::Order { .. }, _) => return None,
            (Answers::Numbers(cuts), _) => {
                let cuts: Vec<String> = cuts.iter().map(|cut| shown(cut, ty)).collect();
                let below = cuts.get((answer / 2).wrapping_sub(1));
                match (answer % 2, below, cuts.get(answer / 2)) {
                    (1, _, Some(cut)) => words!("{name} 等于 {cut}", "{name} equals {cut}"),
                    (_, Some(low), Some(high)) => {
                        words!("{name} 超过 {low}、低于 {high}", "{name} above {low} and below {high}")
                    }
                    (_, Some(low), None) => words!("{name} 超过 {low}", "{name} above {low}"),
                    (_, None, Some(high)) => words!("{name} 低于 {high}", "{name} below {high}"),
                    (_, None, None) => return None,
                }
            }
            (Answers::Choices(named), _) => {
                const LISTED: usize = 3;
                let Type::Choice(choices) = ty else { return None };
                let others = choices.iter().enumerate().filter(|(choice, _)| !named.contains(choice));
                let meant: Vec<&str> = match named.iter().nth(answer) {
                    Some(choice) => choices.get(*choice).map(String::as_str).into_iter().collect(),
                    None => others.map(|(_, name)| name.as_str()).collect(),
                };
                let more = if meant.len() > LISTED { "…" } else { "" };
                let list = meant.iter().take(LISTED).copied().collect::<Vec<_>>().join("、");
                words!("{name} {list}{more}", "{name} {list}{more}")
            }
            (Answers::Texts(named), _) => {
                if let Some(text) = named.iter().nth(answer) {
                    words!("{name} {text}", "{name} {text}")
                } else {
                    let listed = named.iter().map(String::as_str).collect::<Vec<_>>().join("、");
                    words!("{name} 不是 {listed}", "{name} not {listed}")
                }
            }
        })
    }
}

/// Whether a multiple of a step lies between two ends.
fn holds_a_step((from, from_held): (&Number, bool), (to, to_held): (&Number, bool), step: &Number) -> bool {
    let Some(steps) = from.checked_div(step) else { return true };
    let floor = steps.round(crate::number::Rounding::new(0, crate::number::RoundingMode::Floor));
    let first = if floor == steps && from_held { floor } else { floor + Number::one() };
    let first = first * step;
    first < *to || first == *to && to_held
}

/// A number, a date as its days, or a choice as its place.
pub(super) fn number(constant: &Constant) -> Option<Number> {
    match constant {
        Constant::Number(number) => Some(number.clone()),
        Constant::Date(date) => Some(Number::from_integer(date.days_since_epoch().into())),
        Constant::Choice(place) => Some(Number::count(*place)),
        _ => None,
    }
}

fn shown(cut: &Number, ty: &Type) -> String {
    if let Type::Number(unit) = ty {
        return unit.shows(cut, 6);
    }
    let days = cut.to_scaled(0).and_then(|days| i32::try_from(days).ok());
    days.and_then(crate::number::Date::from_days).map_or_else(|| cut.to_readable(0), |date| date.to_string())
}
