//! Grades of moved totals: each is a function of how the totals and rates stand to the lines of the rules and, with quotas,
//! to one another, so that each such standing is graded once.

use std::cell::RefCell;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::model::{Came, Model};
use crate::core::{Constant, ExprId, ExprKind, FigureId, HeadId, Operator};
use crate::engine::{Heads, Reweighted};
use crate::finding::Words;
use crate::number::Number;
use crate::program::Program;
use crate::rules::TieKey;
use crate::words;

/// What is compared with a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Compared {
    Total,
    Head(HeadId),
    Rate(HeadId),
}

/// The grade of a subject; none when it is withheld.
pub(super) type Grade = Option<Arc<str>>;

/// How all stand: to the lines, and to one another.
type Standing = Vec<i64>;

pub(super) struct Grading<'a> {
    known: &'a Reweighted<'a>,
    pub(super) model: &'a Model<'a>,
    /// What the rules compare with fixed numbers.
    pub(super) lines: Vec<(Compared, Number)>,
    /// Whether subjects are held against one another.
    pub(super) has_quotas: bool,
    /// The 方面 that break ties and move with their indicators.
    tie_heads: Vec<HeadId>,
    alone: RefCell<BTreeMap<(usize, Standing), Grade>>,
    together: RefCell<BTreeMap<Standing, Vec<Grade>>>,
}

impl<'a> Grading<'a> {
    /// # Errors
    /// Why the grades cannot be told from how totals stand to lines.
    pub(super) fn new(known: &'a Reweighted<'a>, model: &'a Model<'a>) -> Result<Self, Words> {
        let program = model.program;
        let mut lines = Vec::new();
        let moving = model.moving_heads();
        for id in known.changed(&moving) {
            let Some(body) = program.body(id) else { continue };
            if !gathered(program, body, &mut lines) {
                return Err(words!(
                    "等次的要求不只是和定数相比（用到别家、名次或算式），权重不移动",
                    "what grades ask is more than a comparison with fixed numbers (other subjects, ranks, formulas), so weights are not moved"
                ));
            }
        }
        lines.sort();
        lines.dedup();
        let quotas = program.rules.each_grade().filter_map(|(_, grade)| grade.quota.as_ref());
        let quotas: Vec<_> = quotas.collect();
        let tie_heads = quotas.iter().flat_map(|quota| &quota.tie_break).filter_map(|key| match key {
            TieKey::Head(head) if moving.contains(head) => Some(*head),
            _ => None,
        });
        let tie_heads = tie_heads.collect();
        let (alone, together) = (RefCell::default(), RefCell::default());
        Ok(Self { known, model, lines, has_quotas: !quotas.is_empty(), tie_heads, alone, together })
    }

    /// The grades of all when each part is taken so many times for each subject.
    pub(super) fn grades(&self, factors: &dyn Fn(usize) -> Vec<Number>) -> Vec<Grade> {
        let subjects = self.model.subjects.len();
        let came: Vec<Came> = (0..subjects).map(|row| self.model.came(row, &factors(row))).collect();
        let standing: Vec<Standing> = came.iter().map(|came| self.to_lines(came)).collect();
        if !self.has_quotas {
            let known = |row: usize, own: &Standing| self.alone.borrow().get(&(row, own.clone())).cloned();
            let all: Option<Vec<Grade>> = standing.iter().enumerate().map(|(row, own)| known(row, own)).collect();
            if let Some(all) = all {
                return all;
            }
            let grades = self.graded(&came);
            let mut alone = self.alone.borrow_mut();
            for ((row, own), grade) in standing.into_iter().enumerate().zip(&grades) {
                alone.insert((row, own), grade.clone());
            }
            return grades;
        }
        let mut together: Standing = standing.into_iter().flatten().collect();
        together.extend(ranks(&came.iter().map(|came| came.total.clone()).collect::<Vec<_>>()));
        for head in &self.tie_heads {
            let marks = came.iter().map(|came| came.heads.iter().find(|(id, ..)| id == head)?.1.clone());
            together.extend(ranks(&marks.collect::<Vec<_>>()));
        }
        if let Some(known) = self.together.borrow().get(&together) {
            return known.clone();
        }
        let grades = self.graded(&came);
        self.together.borrow_mut().insert(together, grades.clone());
        grades
    }

    fn graded(&self, came: &[Came]) -> Vec<Grade> {
        let totals: Vec<Option<Number>> = came.iter().map(|came| came.total.clone()).collect();
        let mut heads = Heads::new();
        for came in came {
            for (head, mark, full) in &came.heads {
                heads.entry(*head).or_default().push((mark.clone(), full.clone()));
            }
        }
        self.known.grades(&totals, &heads)
    }

    /// How a subject stands to each line.
    fn to_lines(&self, came: &Came) -> Standing {
        let of = |(compared, line): &(Compared, Number)| {
            let value = value(came, *compared);
            value.map_or(2, |value| match value.cmp(line) {
                Ordering::Less => -1,
                Ordering::Equal => 0,
                Ordering::Greater => 1,
            })
        };
        self.lines.iter().map(of).collect()
    }
}

/// What a subject comes to in what is compared; nothing where that does not move.
fn value(came: &Came, compared: Compared) -> Option<Number> {
    let head = |head: HeadId| came.heads.iter().find(|(id, ..)| *id == head);
    match compared {
        Compared::Total => came.total.clone(),
        Compared::Head(id) => head(id)?.1.clone(),
        Compared::Rate(id) => {
            let (_, mark, full) = head(id)?;
            mark.as_ref()?.checked_div(full.as_ref()?)
        }
    }
}

/// Dense ranks; −1 of what is missing.
fn ranks(numbers: &[Option<Number>]) -> Vec<i64> {
    let mut sorted: Vec<&Number> = numbers.iter().flatten().collect();
    sorted.sort();
    sorted.dedup();
    let place = |number: &Number| sorted.partition_point(|other| *other < number);
    let rank =
        |number: &Option<Number>| number.as_ref().map_or(-1, |number| i64::try_from(place(number)).unwrap_or(i64::MAX));
    numbers.iter().map(rank).collect()
}

/// Takes down what an expression compares with fixed numbers; whether it does nothing else with what moves.
fn gathered(program: &Program, body: ExprId, lines: &mut Vec<(Compared, Number)>) -> bool {
    let body = program.inlined(body);
    match &program.arena[body].kind {
        ExprKind::And(terms) | ExprKind::Or(terms) => terms.iter().all(|term| gathered(program, *term, lines)),
        ExprKind::Not(value) => gathered(program, *value, lines),
        ExprKind::Compare { left, right, .. } => {
            let fixed = |expr: ExprId| {
                let of = |id: FigureId| program.body(id).and_then(|body| program.arena.fixed_value(body, &|_| None));
                match program.arena.fixed_value(expr, &of) {
                    Some(Constant::Number(number)) => Some(number),
                    _ => None,
                }
            };
            let sides = [(*left, *right), (*right, *left)];
            let known = sides.iter().find_map(|(own, line)| Some((compared(program, *own)?, fixed(*line)?)));
            match known {
                Some(line) => {
                    lines.push(line);
                    true
                }
                None => !moves(program, body),
            }
        }
        _ => !moves(program, body),
    }
}

/// What moves: the total, a 方面, its rate.
fn compared(program: &Program, expr: ExprId) -> Option<Compared> {
    let expr = program.inlined(expr);
    match &program.arena[expr].kind {
        ExprKind::Figure(FigureId::Total) => Some(Compared::Total),
        ExprKind::Figure(FigureId::Head(head)) => Some(Compared::Head(*head)),
        ExprKind::Arithmetic { operator: Operator::Divide, left, right } => {
            let (left, right) = (program.inlined(*left), program.inlined(*right));
            match (&program.arena[left].kind, &program.arena[right].kind) {
                (ExprKind::Figure(FigureId::Head(one)), ExprKind::Figure(FigureId::HeadFull(other)))
                    if one == other =>
                {
                    Some(Compared::Rate(*one))
                }
                _ => None,
            }
        }
        _ => None,
    }
}

/// Whether an expression reads something that may move.
fn moves(program: &Program, expr: ExprId) -> bool {
    let mut open = vec![expr];
    let mut seen = std::collections::BTreeSet::new();
    while let Some(expr) = open.pop() {
        for (_, node) in program.arena.walk(expr) {
            let ExprKind::Figure(id) = &node.kind else { continue };
            match id {
                FigureId::Total | FigureId::Head(_) | FigureId::HeadFull(_) => return true,
                id if seen.insert(*id) => open.extend(program.body(*id)),
                _ => {}
            }
        }
    }
    false
}
