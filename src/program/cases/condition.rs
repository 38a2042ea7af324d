//! Conditions as what they ask and how the answers lead to yes or no.

use std::collections::BTreeMap;

use super::meanings::Meanings;
use super::question::{Answers, Beside, Question, Subject, number};
use crate::core::{Comparison, Constant, ExprId, ExprKind, Operator, Type};
use crate::invariant::OrBroken;
use crate::number::Number;

/// A condition.
#[derive(Debug, Clone)]
pub(super) enum Condition {
    Known(bool),
    /// Whether the answer to a question stands so to another answer.
    Asked {
        question: usize,
        comparison: Comparison,
        beside: Beside,
        place: usize,
    },
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
    /// The first whose condition holds.
    Chosen(Vec<(Condition, Condition)>, Box<Condition>),
}

/// A number that may depend on conditions.
#[derive(Debug, Clone)]
pub(super) enum Amount {
    Known(Number),
    /// There is none.
    Nothing,
    Chosen(Vec<(Condition, Amount)>, Box<Amount>),
}

/// What is known of a condition from some answers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    Known(bool),
    /// A field that it needs is empty.
    Missing,
    /// It rests on this question, which has no answer yet.
    Open(usize),
}

/// Reads expressions and gathers what they ask.
pub(super) struct Reader<'c> {
    meanings: &'c dyn Meanings,
    pub(super) questions: Vec<Question>,
    by_subject: BTreeMap<Subject, usize>,
}

impl<'c> Reader<'c> {
    pub(super) fn new(meanings: &'c dyn Meanings) -> Self {
        Self { meanings, questions: Vec::new(), by_subject: BTreeMap::new() }
    }

    /// A condition; what is not understood is asked for whole.
    pub(super) fn condition(&mut self, expr: ExprId) -> Condition {
        if let Some(Constant::YesNo(truth)) = self.meanings.constant(expr) {
            return Condition::Known(truth);
        }
        let (expr, name) = self.meant(expr);
        let arena = self.meanings.arena();
        match &arena[expr].kind {
            ExprKind::And(terms) => Condition::All(terms.iter().map(|term| self.condition(*term)).collect()),
            ExprKind::Or(terms) => Condition::Any(terms.iter().map(|term| self.condition(*term)).collect()),
            ExprKind::Not(value) => Condition::Not(Box::new(self.condition(*value))),
            ExprKind::Case { arms, otherwise } => {
                let arms = arms.iter().map(|(when, then)| (self.condition(*when), self.condition(*then))).collect();
                Condition::Chosen(arms, Box::new(self.condition(*otherwise)))
            }
            ExprKind::IsEmpty { table, field } => {
                let subject = Subject::Empty(*table, *field);
                self.asked(subject, expr, name, Answers::Truth, (Comparison::Equal, Beside::Fixed))
            }
            ExprKind::Compare { comparison, left, right, .. } => self.compared(*comparison, *left, *right),
            _ => {
                let subject = Subject::Value(arena[expr].class);
                self.asked(subject, expr, name, Answers::Truth, (Comparison::Equal, Beside::Fixed))
            }
        }
    }

    /// A number that is fixed, or fixed for each of some cases; `None` of another.
    pub(super) fn amount(&mut self, expr: ExprId) -> Option<Amount> {
        if let Some(number) = self.number(expr) {
            return Some(Amount::Known(number));
        }
        let (expr, _) = self.meant(expr);
        match &self.meanings.arena()[expr].kind {
            ExprKind::Undecided => Some(Amount::Nothing),
            ExprKind::Case { arms, otherwise } => {
                let mut read = Vec::new();
                for (when, then) in arms {
                    read.push((self.condition(*when), self.amount(*then)?));
                }
                Some(Amount::Chosen(read, Box::new(self.amount(*otherwise)?)))
            }
            _ => None,
        }
    }

    fn meant(&self, expr: ExprId) -> (ExprId, Option<String>) {
        self.meanings.meant(expr)
    }

    fn number(&self, expr: ExprId) -> Option<Number> {
        match self.meanings.constant(expr)? {
            Constant::Number(number) => Some(number),
            _ => None,
        }
    }

    fn compared(&mut self, comparison: Comparison, left: ExprId, right: ExprId) -> Condition {
        match (self.meanings.constant(left), self.meanings.constant(right)) {
            (Some(left), Some(right)) => Condition::Known(match (number(&left), number(&right)) {
                (Some(left), Some(right)) => comparison.of(left.cmp(&right)),
                _ => (left == right) == (comparison == Comparison::Equal),
            }),
            (None, Some(right)) => self.beside(comparison, left, right),
            (Some(left), None) => self.beside(comparison.mirrored(), right, left),
            (None, None) => {
                let ((left, _), (right, _)) = (self.meant(left), self.meant(right));
                let arena = self.meanings.arena();
                let is_ordered = match &arena[left].ty {
                    Type::Number(_) | Type::Date => true,
                    Type::Choice(choices) => choices.order().is_some(),
                    Type::YesNo | Type::Text => false,
                };
                let (one, other) = (arena[left].class, arena[right].class);
                let answers = Answers::Order { is_ordered };
                if one <= other {
                    self.asked(Subject::Pair(one, other), left, None, answers, (comparison, Beside::Fixed))
                } else {
                    let comparison = comparison.mirrored();
                    self.asked(Subject::Pair(other, one), right, None, answers, (comparison, Beside::Fixed))
                }
            }
        }
    }

    /// A value compared with a fixed one.
    fn beside(&mut self, comparison: Comparison, value: ExprId, fixed: Constant) -> Condition {
        match fixed {
            Constant::YesNo(truth) => {
                let condition = self.condition(value);
                let is_plain = truth == (comparison == Comparison::Equal);
                if is_plain { condition } else { Condition::Not(Box::new(condition)) }
            }
            Constant::Choice(choice) if !matches!(comparison, Comparison::Equal | Comparison::Unequal) => {
                let count = match &self.meanings.arena()[value].ty {
                    Type::Choice(choices) => choices.len(),
                    _ => 0,
                };
                let beside = Beside::Ranked(choice, count);
                self.value(value, Answers::Choices((0..count).collect()), (comparison, beside))
            }
            Constant::Choice(choice) => {
                self.value(value, Answers::Choices([choice].into()), (comparison, Beside::Choice(choice)))
            }
            Constant::Text(text) => {
                self.value(value, Answers::Texts([text.clone()].into()), (comparison, Beside::Text(text)))
            }
            Constant::Date(_) => {
                let days = number(&fixed).or_broken("a date is a number of days");
                self.value(value, Answers::Numbers([days.clone()].into()), (comparison, Beside::Number(days)))
            }
            Constant::Number(number) => {
                let (comparison, value, cut) = self.bare(comparison, value, number);
                self.value(value, Answers::Numbers([cut.clone()].into()), (comparison, Beside::Number(cut)))
            }
        }
    }

    /// The comparison of the one part that varies: 收入 × 2 ≥ 10 asks for 收入 ≥ 5.
    fn bare(&self, mut comparison: Comparison, value: ExprId, mut cut: Number) -> (Comparison, ExprId, Number) {
        let mut value = value;
        loop {
            let (bare, _) = self.meant(value);
            match &self.meanings.arena()[bare].kind {
                ExprKind::Negate(inner) => {
                    (comparison, value, cut) = (comparison.mirrored(), *inner, -cut);
                }
                ExprKind::Arithmetic { operator, left, right } => {
                    let (one, other) = (self.number(*left), self.number(*right));
                    let moved = match (operator, one, other) {
                        (Operator::Add, Some(by), None) => Some((*right, &cut - &by, false)),
                        (Operator::Add, None, Some(by)) => Some((*left, &cut - &by, false)),
                        (Operator::Subtract, None, Some(by)) => Some((*left, &cut + &by, false)),
                        (Operator::Subtract, Some(by), None) => Some((*right, &by - &cut, true)),
                        (Operator::Multiply, Some(by), None) => {
                            cut.checked_div(&by).map(|cut| (*right, cut, by.is_negative()))
                        }
                        (Operator::Multiply, None, Some(by)) => {
                            cut.checked_div(&by).map(|cut| (*left, cut, by.is_negative()))
                        }
                        (Operator::Divide, None, Some(by)) if !by.is_zero() => {
                            Some((*left, &cut * &by, by.is_negative()))
                        }
                        _ => None,
                    };
                    let Some((inner, at, is_turned)) = moved else { return (comparison, value, cut) };
                    (value, cut) = (inner, at);
                    if is_turned {
                        comparison = comparison.mirrored();
                    }
                }
                _ => return (comparison, value, cut),
            }
        }
    }

    fn value(&mut self, value: ExprId, answers: Answers, wanted: (Comparison, Beside)) -> Condition {
        let (expr, name) = self.meant(value);
        let subject = Subject::Value(self.meanings.arena()[expr].class);
        self.asked(subject, expr, name, answers, wanted)
    }

    fn asked(
        &mut self,
        subject: Subject,
        expr: ExprId,
        name: Option<String>,
        answers: Answers,
        (comparison, beside): (Comparison, Beside),
    ) -> Condition {
        let next = self.questions.len();
        let question = *self.by_subject.entry(subject.clone()).or_insert(next);
        if question == next {
            self.questions.push(Question { subject, expr, name, answers });
        } else if let Some(known) = self.questions.get_mut(question) {
            known.tell_apart(&beside);
        }
        Condition::Asked { question, comparison, beside, place: 0 }
    }
}

impl Condition {
    /// Gives answers their numbers, once all that are told apart are known.
    pub(super) fn settle(&mut self, questions: &[Question]) {
        match self {
            Self::Known(_) => {}
            Self::Asked { question, beside, place, .. } => {
                *place = questions.get(*question).map_or(0, |question| question.place(beside));
            }
            Self::All(terms) | Self::Any(terms) => terms.iter_mut().for_each(|term| term.settle(questions)),
            Self::Not(value) => value.settle(questions),
            Self::Chosen(arms, otherwise) => {
                for (when, then) in arms {
                    when.settle(questions);
                    then.settle(questions);
                }
                otherwise.settle(questions);
            }
        }
    }

    /// The questions that it asks.
    pub(super) fn each_question(&self, each: &mut impl FnMut(usize)) {
        match self {
            Self::Known(_) => {}
            Self::Asked { question, .. } => each(*question),
            Self::All(terms) | Self::Any(terms) => terms.iter().for_each(|term| term.each_question(each)),
            Self::Not(value) => value.each_question(each),
            Self::Chosen(arms, otherwise) => {
                for (when, then) in arms {
                    when.each_question(each);
                    then.each_question(each);
                }
                otherwise.each_question(each);
            }
        }
    }

    /// What comes of it; `empty` tells whether what a question asks for is an empty field.
    pub(super) fn found(&self, answers: &[Option<usize>], empty: &impl Fn(usize) -> bool) -> Found {
        match self {
            Self::Known(truth) => Found::Known(*truth),
            Self::Asked { question, .. } if empty(*question) => Found::Missing,
            Self::Asked { question, comparison, place, .. } => match answers.get(*question).copied().flatten() {
                Some(answer) => Found::Known(comparison.of(answer.cmp(place))),
                None => Found::Open(*question),
            },
            Self::All(terms) => ended(terms.iter().map(|term| term.found(answers, empty)), false),
            Self::Any(terms) => ended(terms.iter().map(|term| term.found(answers, empty)), true),
            Self::Not(value) => match value.found(answers, empty) {
                Found::Known(truth) => Found::Known(!truth),
                other => other,
            },
            Self::Chosen(arms, otherwise) => {
                for (when, then) in arms {
                    match when.found(answers, empty) {
                        Found::Known(true) => return then.found(answers, empty),
                        Found::Known(false) => {}
                        other => return other,
                    }
                }
                otherwise.found(answers, empty)
            }
        }
    }
}

/// 且 ends at the first false term, 或 at the first true one.
fn ended(terms: impl Iterator<Item = Found>, ends: bool) -> Found {
    let mut all = Found::Known(!ends);
    for found in terms {
        match found {
            Found::Known(truth) if truth == ends => return found,
            Found::Open(_) if !matches!(all, Found::Open(_)) => all = found,
            Found::Missing if matches!(all, Found::Known(_)) => all = found,
            _ => {}
        }
    }
    all
}

impl Amount {
    pub(super) fn settle(&mut self, questions: &[Question]) {
        if let Self::Chosen(arms, otherwise) = self {
            for (when, then) in arms {
                when.settle(questions);
                then.settle(questions);
            }
            otherwise.settle(questions);
        }
    }

    pub(super) fn each_question(&self, each: &mut impl FnMut(usize)) {
        if let Self::Chosen(arms, otherwise) = self {
            for (when, then) in arms {
                when.each_question(each);
                then.each_question(each);
            }
            otherwise.each_question(each);
        }
    }

    /// What it comes to: `Err` where a question is open or a field is empty.
    pub(super) fn found(&self, answers: &[Option<usize>], empty: &impl Fn(usize) -> bool) -> Result<Number, Found> {
        match self {
            Self::Known(number) => Ok(number.clone()),
            Self::Nothing => Err(Found::Missing),
            Self::Chosen(arms, otherwise) => {
                for (when, then) in arms {
                    match when.found(answers, empty) {
                        Found::Known(true) => return then.found(answers, empty),
                        Found::Known(false) => {}
                        other => return Err(other),
                    }
                }
                otherwise.found(answers, empty)
            }
        }
    }
}
