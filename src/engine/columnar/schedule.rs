//! The integer program as a schedule: forms put in the order in which they are worked out, each once.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};

use super::figure::Figure;
use super::form::Form;
use super::kind::Kind;
use super::op::Op;
use crate::core::{ByHash, FieldId, Schema, TableId};
use crate::invariant::{OrBroken, fit};

/// What is done with the tables.
pub(super) struct Schedule {
    /// For each table below the subjects what is worked out of its rows.
    pub(super) tables: Vec<Below>,
    /// What is worked out of the subjects, one pass over all of them after the other.
    pub(super) passes: Vec<Pass>,
    /// How many columns of the subjects are kept.
    pub(super) columns: usize,
    /// The column of each output.
    pub(super) outputs: Vec<usize>,
}

/// The steps over rows of one table.
#[derive(Default)]
pub(super) struct Routine {
    pub(super) steps: Vec<Step>,
}

/// One operation; its result is known by its place among the steps.
pub(super) struct Step {
    pub(super) task: Task,
    pub(super) kind: Kind,
    /// The results that nobody needs after this step.
    pub(super) done: Vec<usize>,
}

/// How a step comes by its values.
pub(super) enum Task {
    /// By an operation on earlier steps, or from the tables.
    Op(Op<usize>),
    /// From a column that an earlier pass has kept.
    Kept(usize),
    /// From a fold over the rows of a table below.
    Folded(TableId, usize),
}

/// What is worked out of the rows of one table below.
#[derive(Default)]
pub(super) struct Below {
    pub(super) routine: Routine,
    pub(super) folds: Vec<Folding>,
}

/// A figure over rows below each row of a table; its parts are steps of the rows.
pub(super) struct Folding {
    pub(super) at: TableId,
    pub(super) figure: Figure<usize>,
    pub(super) kind: Kind,
}

/// What is worked out of every subject before all of them are looked at.
#[derive(Default)]
pub(super) struct Pass {
    pub(super) routine: Routine,
    /// Steps whose results are kept for all subjects, and in which column.
    pub(super) kept: Vec<Keep>,
    /// What is then asked of all subjects; its parts are columns.
    pub(super) gathers: Vec<Gather>,
    /// Columns that nobody needs afterwards.
    pub(super) done: Vec<usize>,
}

/// A result that is kept.
pub(super) struct Keep {
    pub(super) step: usize,
    pub(super) column: usize,
    pub(super) kind: Kind,
    pub(super) is_nullable: bool,
}

/// A question to all subjects.
pub(super) struct Gather {
    pub(super) column: usize,
    pub(super) kind: Kind,
    pub(super) op: Op<usize>,
}

/// The nodes of one table; each part of a node stands before it.
#[derive(Default)]
struct Nodes {
    list: Vec<Node>,
    /// The places of nodes by the hashes of their operations and kinds.
    places: ByHash,
    /// Forms that have their node, by address.
    seen: BTreeMap<usize, usize>,
}

struct Node {
    op: Op<usize>,
    kind: Kind,
    level: usize,
    is_nullable: bool,
}

impl Schedule {
    /// Of forms of the subjects that are wanted; there are so many tables.
    pub(super) fn of(outputs: &[Form], tables: usize) -> Self {
        let mut all: Vec<Nodes> = (0..tables).map(|_| Nodes::default()).collect();
        let wanted: Vec<usize> = outputs.iter().map(|form| placed(&mut all, Schema::SUBJECTS, form)).collect();
        let mut below: Vec<Below> = (0..tables).map(|_| Below::default()).collect();
        // Whoever asks stands above whom it asks, so the folds of a table are known when it is scheduled.
        let mut folds: BTreeMap<(usize, usize), (TableId, usize)> = BTreeMap::new();
        for (table, nodes) in all.iter().enumerate() {
            for (place, node) in nodes.list.iter().enumerate() {
                if let Op::Below(of, figure) = &node.op {
                    let foldings = &mut below.get_mut(of.0).or_broken("each table is scheduled").folds;
                    folds.insert((table, place), (*of, foldings.len()));
                    foldings.push(Folding { at: TableId(table), figure: figure.clone(), kind: node.kind });
                }
            }
        }
        for (table, (nodes, below)) in all.iter().zip(&mut below).enumerate().skip(1) {
            let every: Vec<usize> = (0..nodes.list.len()).collect();
            let held: BTreeSet<usize> = below.folds.iter().flat_map(|fold| parts(&fold.figure)).collect();
            let task = |place: usize, op: &Op<usize>| task(&folds, (table, place), op);
            below.routine = routine(nodes, &every, &every, &held, task);
        }
        let subjects = all.first().or_broken("there are subjects");
        let (passes, columns, outputs) = passes(subjects, &wanted, &folds);
        Self { tables: below, passes, columns, outputs }
    }
}

/// The node of a form, made after those of its parts.
fn placed(all: &mut [Nodes], table: TableId, form: &Form) -> usize {
    let known = "each table has its nodes";
    if let Some(place) = all.get(table.0).or_broken(known).seen.get(&form.address()) {
        return *place;
    }
    let op = form.op().map(|below, part| placed(all, below.unwrap_or(table), part));
    let nodes = all.get_mut(table.0).or_broken(known);
    let node = Node { op, kind: form.kind(), level: form.level(), is_nullable: form.is_nullable() };
    let place = nodes.place_of(node);
    nodes.seen.insert(form.address(), place);
    place
}

impl Nodes {
    /// The place of a node, or of the one that is equal to it.
    fn place_of(&mut self, node: Node) -> usize {
        let mut hasher = DefaultHasher::new();
        (&node.op, node.kind).hash(&mut hasher);
        let [a, b, c, d, ..] = hasher.finish().to_le_bytes();
        let list = &self.list;
        let same =
            |other: u32| list.get(fit::<usize>(other)).is_some_and(|it| it.op == node.op && it.kind == node.kind);
        let next = list.len();
        if let Some(known) = self.places.find_or_add(u32::from_le_bytes([a, b, c, d]), fit(next), same) {
            return fit(known);
        }
        self.list.push(node);
        next
    }
}

fn parts(figure: &Figure<usize>) -> Vec<usize> {
    let mut parts = Vec::new();
    figure.each_part(|part| parts.push(*part));
    parts
}

fn task(folds: &BTreeMap<(usize, usize), (TableId, usize)>, at: (usize, usize), op: &Op<usize>) -> Task {
    match folds.get(&at) {
        Some((of, fold)) => Task::Folded(*of, *fold),
        None => Task::Op(op.clone()),
    }
}

/// Steps for some nodes, in their order. `local` gives for each of them its step; results in `held` are not done with.
fn routine(
    nodes: &Nodes,
    chosen: &[usize],
    local: &[usize],
    held: &BTreeSet<usize>,
    task: impl Fn(usize, &Op<usize>) -> Task,
) -> Routine {
    let mut last_use: BTreeMap<usize, usize> = BTreeMap::new();
    let mut steps: Vec<Step> = Vec::with_capacity(chosen.len());
    for (step, place) in chosen.iter().enumerate() {
        let node = nodes.list.get(*place).or_broken("a step is of a node");
        let task = match task(*place, &node.op) {
            Task::Op(op) => {
                let op = op.map(|_, part| *local.get(*part).or_broken("a part has its step"));
                op.each_part(|part| {
                    last_use.insert(*part, step);
                });
                Task::Op(op)
            }
            other => other,
        };
        steps.push(Step { task, kind: node.kind, done: Vec::new() });
    }
    for (part, last) in last_use {
        if !held.contains(&part) {
            steps.get_mut(last).or_broken("the last use is a step").done.push(part);
        }
    }
    Routine { steps }
}

/// The passes over the subjects, how many columns they keep, and the columns of what is wanted.
fn passes(
    nodes: &Nodes,
    wanted: &[usize],
    folds: &BTreeMap<(usize, usize), (TableId, usize)>,
) -> (Vec<Pass>, usize, Vec<usize>) {
    let node = |place: usize| nodes.list.get(place).or_broken("a part is a node");
    let rounds = nodes.list.iter().map(|node| node.level + 1).max().unwrap_or(1);
    // Kept is what is wanted, what all subjects are asked about, and what a later pass reads and cannot read again.
    let mut kept: BTreeSet<usize> = wanted.iter().copied().collect();
    let mut last_pass: BTreeMap<usize, usize> = BTreeMap::new();
    for later in &nodes.list {
        let is_gathered = later.op.is_gathered();
        later.op.each_part(|part| {
            let part_of = node(*part);
            if is_gathered || (part_of.level < later.level && !part_of.op.is_source()) {
                kept.insert(*part);
            }
        });
    }
    kept.extend(nodes.list.iter().enumerate().filter(|(_, node)| node.op.is_gathered()).map(|(place, _)| place));
    let column: BTreeMap<usize, usize> = kept.iter().enumerate().map(|(column, place)| (*place, column)).collect();
    let column_of = |place: usize| *column.get(&place).or_broken("what is kept has its column");
    let mut passes: Vec<Pass> = Vec::with_capacity(rounds);
    for round in 0..rounds {
        let made = |node: &Node| node.level == round && !node.op.is_gathered();
        let mut chosen: BTreeSet<usize> = BTreeSet::new();
        for (place, each) in nodes.list.iter().enumerate() {
            // A source is read where it is needed.
            if made(each) && (!each.op.is_source() || kept.contains(&place)) {
                chosen.insert(place);
                each.op.each_part(|part| {
                    chosen.insert(*part);
                });
            }
        }
        let chosen: Vec<usize> = chosen.into_iter().collect();
        let mut local = vec![usize::MAX; nodes.list.len()];
        for (step, place) in chosen.iter().enumerate() {
            *local.get_mut(*place).or_broken("a step is of a node") = step;
        }
        let is_made = |place: usize| made(node(place)) || node(place).op.is_source();
        let keeps: Vec<Keep> = chosen
            .iter()
            .enumerate()
            .filter(|(_, place)| made(node(**place)) && kept.contains(place))
            .map(|(step, place)| Keep {
                step,
                column: column_of(*place),
                kind: node(*place).kind,
                is_nullable: node(*place).is_nullable,
            })
            .collect();
        let held = keeps.iter().map(|keep| keep.step).collect();
        let routine = routine(nodes, &chosen, &local, &held, |place, op| {
            if is_made(place) { task(folds, (Schema::SUBJECTS.0, place), op) } else { Task::Kept(column_of(place)) }
        });
        for step in &routine.steps {
            if let Task::Kept(column) = step.task {
                last_pass.insert(column, round);
            }
        }
        let gathered = nodes.list.iter().enumerate();
        let gathered = gathered.filter(|(_, node)| node.op.is_gathered() && node.level == round + 1);
        let gathers: Vec<Gather> = gathered
            .map(|(place, node)| {
                let op = node.op.map(|_, part| column_of(*part));
                op.each_part(|column| {
                    last_pass.insert(*column, round);
                });
                Gather { column: column_of(place), kind: node.kind, op }
            })
            .collect();
        passes.push(Pass { routine, kept: keeps, gathers, done: Vec::new() });
    }
    let outputs: Vec<usize> = wanted.iter().map(|place| column_of(*place)).collect();
    for (column, last) in last_pass {
        if !outputs.contains(&column) {
            passes.get_mut(last).or_broken("the last pass is one").done.push(column);
        }
    }
    (passes, kept.len(), outputs)
}

/// The fields that a grouping of subjects asks for.
pub(super) fn grouping(op: &Op<usize>) -> &[FieldId] {
    match op {
        Op::Cohort(same, _) | Op::Rank(same, _) => same,
        _ => &[],
    }
}
