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
    /// What is worked out, one pass over all rows after the other.
    pub(super) passes: Vec<Pass>,
    /// How many columns are kept.
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
    /// From a column of a table above that an earlier pass has kept.
    Above(TableId, usize),
    /// From a fold of the same pass over the rows of a table below.
    Folded(TableId, usize),
}

/// What is worked out of the rows of one table in one pass.
#[derive(Default)]
pub(super) struct Turn {
    pub(super) routine: Routine,
    /// What rows above make of it in the same pass; nothing above the subjects.
    pub(super) folds: Vec<Folding>,
    /// Steps whose results are kept for all rows, and in which column.
    pub(super) kept: Vec<Keep>,
}

impl Turn {
    /// Whether its rows are gone through at all.
    pub(super) fn is_taken(&self) -> bool {
        !(self.folds.is_empty() && self.kept.is_empty())
    }
}

/// A figure over rows below each row of a table; its parts are steps of the rows.
pub(super) struct Folding {
    pub(super) at: TableId,
    pub(super) figure: Figure<usize>,
    pub(super) kind: Kind,
}

/// What is worked out of every row before all of them are looked at.
#[derive(Default)]
pub(super) struct Pass {
    /// By table; the subjects are the first.
    pub(super) tables: Vec<Turn>,
    /// What is then asked of all rows of a table; its parts are columns.
    pub(super) gathers: Vec<Gather>,
    /// Columns that nobody needs afterwards.
    pub(super) done: Vec<usize>,
}

impl Pass {
    /// What is worked out of the subjects.
    pub(super) fn of_subjects(&self) -> &Turn {
        self.tables.first().or_broken("there are subjects")
    }
}

/// A result that is kept.
pub(super) struct Keep {
    pub(super) step: usize,
    pub(super) column: usize,
    pub(super) kind: Kind,
    pub(super) is_nullable: bool,
}

/// A question to all rows of a table.
pub(super) struct Gather {
    pub(super) table: TableId,
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
        let wanted = outputs.iter().map(|form| (Schema::SUBJECTS, placed(&mut all, Schema::SUBJECTS, form)));
        let wanted: Vec<Place> = wanted.collect();
        passes(&all, &wanted)
    }

    /// How many tables there are.
    pub(super) fn tables(&self) -> usize {
        self.passes.first().or_broken("there is a pass").tables.len()
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

/// A node of a table.
type Place = (TableId, usize);

fn node(all: &[Nodes], (table, place): Place) -> &Node {
    all.get(table.0).and_then(|nodes| nodes.list.get(place)).or_broken("a part is a node")
}

/// All nodes, each after its parts in the same table.
fn each(all: &[Nodes]) -> impl Iterator<Item = (Place, &Node)> {
    let tables = all.iter().enumerate();
    tables.flat_map(|(table, nodes)| {
        nodes.list.iter().enumerate().map(move |(place, node)| ((TableId(table), place), node))
    })
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

/// What is kept from one pass to another, each in a column of its own: what is wanted, what all rows are asked about,
/// and what a later pass reads and cannot read again.
fn kept(all: &[Nodes], wanted: &[Place]) -> BTreeMap<Place, usize> {
    let mut kept: BTreeSet<Place> = wanted.iter().copied().collect();
    for (at, later) in each(all) {
        let (is_gathered, is_above) = (later.op.is_gathered(), matches!(later.op, Op::Above(..)));
        let mut read = |part: Place| {
            let part_of = node(all, part);
            if is_gathered || is_above || (part_of.level < later.level && !part_of.op.is_source()) {
                kept.insert(part);
            }
        };
        later.op.each_part(|part| read((at.0, *part)));
        later.op.each_part_elsewhere(|table, part| read((table, *part)));
        if is_gathered {
            kept.insert(at);
        }
    }
    kept.into_iter().enumerate().map(|(column, place)| (place, column)).collect()
}

fn passes(all: &[Nodes], wanted: &[Place]) -> Schedule {
    let columns = kept(all, wanted);
    let column_of = |place: Place| *columns.get(&place).or_broken("what is kept has its column");
    let rounds = each(all).map(|(_, node)| node.level + 1).max().unwrap_or(1);
    let mut last_pass: BTreeMap<usize, usize> = BTreeMap::new();
    let mut passes: Vec<Pass> = Vec::with_capacity(rounds);
    for round in 0..rounds {
        let mut pass = Pass { tables: turns(all, &columns, round), ..Pass::default() };
        for step in pass.tables.iter().flat_map(|turn| &turn.routine.steps) {
            if let Task::Kept(column) | Task::Above(_, column) = step.task {
                last_pass.insert(column, round);
            }
        }
        let gathered = each(all).filter(|(_, node)| node.op.is_gathered() && node.level == round + 1);
        for ((table, place), node) in gathered {
            let op = node.op.map(|of, part| column_of((of.unwrap_or(table), *part)));
            let mut read = |column: &usize| {
                last_pass.insert(*column, round);
            };
            op.each_part(&mut read);
            op.each_part_elsewhere(|_, column| read(column));
            pass.gathers.push(Gather { table, column: column_of((table, place)), kind: node.kind, op });
        }
        passes.push(pass);
    }
    let outputs: Vec<usize> = wanted.iter().map(|place| column_of(*place)).collect();
    for (column, last) in last_pass {
        if !outputs.contains(&column) {
            passes.get_mut(last).or_broken("the last pass is one").done.push(column);
        }
    }
    Schedule { passes, columns: columns.len(), outputs }
}

/// What one pass works out, by table.
fn turns(all: &[Nodes], columns: &BTreeMap<Place, usize>, round: usize) -> Vec<Turn> {
    let made = |node: &Node| node.level == round && !node.op.is_gathered();
    let mut turns: Vec<Turn> = all.iter().map(|_| Turn::default()).collect();
    // Whoever asks stands above whom it asks; so the folds of a table are known before its steps.
    let mut folds: BTreeMap<Place, (TableId, usize)> = BTreeMap::new();
    for (place, node) in each(all).filter(|(_, node)| made(node)) {
        if let Op::Below(of, figure) = &node.op {
            let foldings = &mut turns.get_mut(of.0).or_broken("each table has its turn").folds;
            folds.insert(place, (*of, foldings.len()));
            foldings.push(Folding { at: place.0, figure: figure.clone(), kind: node.kind });
        }
    }
    for (table, (nodes, turn)) in all.iter().zip(&mut turns).enumerate() {
        let table = TableId(table);
        let mut folded: BTreeSet<usize> = BTreeSet::new();
        for fold in &turn.folds {
            fold.figure.each_part(|part| {
                folded.insert(*part);
            });
        }
        let mut chosen = folded.clone();
        for (place, each) in nodes.list.iter().enumerate() {
            // A source is read where it is needed.
            if made(each) && (!each.op.is_source() || columns.contains_key(&(table, place))) {
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
        let own = |place: usize| nodes.list.get(place).or_broken("a step is of a node");
        let step_of = |place: usize| *local.get(place).or_broken("a part has its step");
        let keeps = chosen.iter().filter(|place| made(own(**place))).filter_map(|place| {
            let column = *columns.get(&(table, *place))?;
            let Node { kind, is_nullable, .. } = *own(*place);
            Some(Keep { step: step_of(*place), column, kind, is_nullable })
        });
        turn.kept = keeps.collect();
        for fold in &mut turn.folds {
            fold.figure = fold.figure.map(|part| step_of(*part));
        }
        let held = turn.kept.iter().map(|keep| keep.step).chain(folded.iter().map(|part| step_of(*part))).collect();
        turn.routine = routine(nodes, &chosen, &local, &held, |place, op| {
            let column = |place: Place| *columns.get(&place).or_broken("what is kept has its column");
            if !made(own(place)) && !op.is_source() {
                return Task::Kept(column((table, place)));
            }
            match (op, folds.get(&(table, place))) {
                (_, Some((of, fold))) => Task::Folded(*of, *fold),
                (Op::Above(of, part), None) => Task::Above(*of, column((*of, *part))),
                _ => Task::Op(op.clone()),
            }
        });
    }
    turns
}

/// By what rows are grouped that are asked all together.
pub(super) fn grouping(op: &Op<usize>) -> &[(TableId, FieldId)] {
    match op {
        Op::Cohort(peers, _) | Op::Rank(peers, _) => &peers.same,
        _ => &[],
    }
}
