//! Assignments and methods that change a variable.

use std::cmp::Ordering;
use std::rc::Rc;
use std::sync::Arc;

use super::run::{HAS_SLOT, Run, check_nested, stored};
use super::stop::{Outcome, Stop};
use crate::invariant::{OrBroken, fit};
use crate::script::cell::{Cell, Fields, Items};
use crate::script::tree::{Access, Change, Node, Operation};

/// One step from a list or record to a part of it, worked out.
enum Key {
    Item(i64),
    Field(Arc<str>),
}

impl Run<'_> {
    #[inline(never)]
    pub(super) fn assign(
        &mut self,
        slot: usize,
        path: &[Access],
        operation: Option<Operation>,
        value: &Node,
        node: &Node,
    ) -> Outcome {
        let value = self.eval(value)?;
        if path.is_empty() {
            let value = match operation {
                None => value,
                Some(operation) => {
                    let before = self.taken(slot);
                    self.operate(operation, &before, &value, node)?
                }
            };
            self.set(slot, value);
            return Ok(Cell::Nothing);
        }
        let value = stored(value, node)?;
        let keys = self.keys(path)?;
        let mut whole = self.taken(slot);
        // Taken out first: while the part is changed its value must not be seen as shared.
        let added = operation.is_none();
        let part = self.part(&mut whole, &keys, value.nested(), added, node)?;
        let new = match operation {
            None => value,
            Some(operation) => self.operate(operation, part, &value, node)?,
        };
        *part = new;
        self.set(slot, whole);
        Ok(Cell::Nothing)
    }

    #[inline(never)]
    pub(super) fn change(
        &mut self,
        change: Change,
        slot: usize,
        path: &[Access],
        arguments: &[Node],
        node: &Node,
    ) -> Outcome {
        let keys = self.keys(path)?;
        let mut given = Vec::with_capacity(arguments.len());
        for argument in arguments {
            let cell = self.eval(argument)?;
            given.push(stored(cell, argument)?);
        }
        let nested = given.iter().map(Cell::nested).max().unwrap_or(0).saturating_add(1);
        let mut whole = self.taken(slot);
        let part = self.part(&mut whole, &keys, nested, false, node)?;
        let outcome = match part {
            Cell::Missing(reasons) => return Err(Stop::Missing(reasons.clone())),
            Cell::List(items) => {
                let items = self.own_list(items, node)?;
                items.nested = items.nested.max(nested);
                self.change_list(change, items, given, node)?
            }
            Cell::Record(fields) => {
                let fields = self.own_record(fields, node)?;
                match (change, given.as_slice()) {
                    (Change::Remove, [Cell::Text(name)]) => {
                        let place = fields.fields.iter().position(|(known, _)| known == name);
                        place.map_or(Cell::Nothing, |place| fields.fields.remove(place).1)
                    }
                    (Change::Clear, []) => {
                        fields.fields.clear();
                        Cell::Nothing
                    }
                    _ => return Err(Stop::runtime(node, "记录没有这个方法", "a record has no such method")),
                }
            }
            other => return Err(Stop::wanted(node, "列", "a list", other)),
        };
        self.set(slot, whole);
        Ok(outcome)
    }

    fn change_list(&mut self, change: Change, items: &mut Items, given: Vec<Cell>, node: &Node) -> Outcome {
        let cells = &mut items.cells;
        let mut given = given.into_iter();
        match change {
            Change::Push => {
                self.sized(cells.len().saturating_add(1), node)?;
                cells.extend(given.next());
            }
            Change::Insert => {
                let (place, cell) = given.next().zip(given.next()).or_broken("what is handed over was counted");
                self.sized(cells.len().saturating_add(1), node)?;
                self.spend_items(cells.len() / 8, node)?;
                let place = index(&place, cells.len(), node)?;
                cells.insert(place.min(cells.len()), cell);
            }
            Change::Pop => {
                return cells.pop().ok_or_else(|| Stop::runtime(node, "列是空的", "the list is empty"));
            }
            Change::Remove => {
                let place = given.next().or_broken("what is handed over was counted");
                self.spend_items(cells.len() / 8, node)?;
                let place = index(&place, cells.len(), node)?;
                if place >= cells.len() {
                    return Err(outside(place, cells.len(), node));
                }
                return Ok(cells.remove(place));
            }
            Change::Clear => cells.clear(),
            Change::Reverse => {
                self.spend_items(cells.len() / 8, node)?;
                cells.reverse();
            }
            Change::Sort => self.sort(cells, node)?,
        }
        Ok(Cell::Nothing)
    }

    /// From the least; numbers, texts or dates, not mixed. It is paid for and looked through beforehand: an order that
    /// breaks off in the middle is none, and sorting by it may panic.
    fn sort(&mut self, cells: &mut [Cell], node: &Node) -> Result<(), Stop> {
        if let Some(reasons) = self.lacking(cells, node)? {
            return Err(Stop::Missing(reasons));
        }
        for pair in cells.windows(2) {
            if let [left, right] = pair {
                self.compare(Operation::Below, left, right, node)?;
            }
        }
        let longest = cells.iter().map(length).max().unwrap_or(0);
        let count = fit::<u64>(cells.len());
        let rounds = u64::from(count.checked_ilog2().unwrap_or(0));
        self.spend(count.saturating_mul(rounds).saturating_mul(1 + longest), node)?;
        cells.sort_by(|left, right| match (left, right) {
            (Cell::Number(left), Cell::Number(right)) => left.cmp(right),
            (Cell::Text(left), Cell::Text(right)) => left.cmp(right),
            (Cell::Date(left), Cell::Date(right)) => left.cmp(right),
            // Each has been compared with the next, so all are of one sort.
            _ => Ordering::Equal,
        });
        Ok(())
    }

    fn taken(&mut self, slot: usize) -> Cell {
        std::mem::replace(self.slot(slot).or_broken(HAS_SLOT), Cell::Nothing)
    }

    fn keys(&mut self, path: &[Access]) -> Result<Vec<Key>, Stop> {
        let mut keys = Vec::with_capacity(path.len());
        for access in path {
            keys.push(match access {
                Access::Field(name) => Key::Field(name.clone()),
                Access::Item(index) => match self.eval(index)? {
                    Cell::Text(name) => Key::Field(name),
                    Cell::Missing(reasons) => return Err(Stop::Missing(reasons)),
                    other => Key::Item(whole(&other, index)?),
                },
            });
        }
        Ok(keys)
    }

    /// The part that keys lead to, in a whole that nobody shares on the way. `nested` is the depth of what will
    /// be put there; `added` says whether a field that is not there yet is made.
    fn part<'c>(
        &mut self,
        whole: &'c mut Cell,
        keys: &[Key],
        nested: usize,
        added: bool,
        node: &Node,
    ) -> Result<&'c mut Cell, Stop> {
        check_nested(keys.len().saturating_add(nested), node)?;
        let mut place = whole;
        for (index, key) in keys.iter().enumerate() {
            let deeper = keys.len().saturating_sub(index).saturating_add(nested);
            place = match (place, key) {
                (Cell::List(items), Key::Item(at)) => {
                    let items = self.own_list(items, node)?;
                    items.nested = items.nested.max(deeper);
                    let count = items.cells.len();
                    let at = from_end(*at, count);
                    at.and_then(|at| items.cells.get_mut(at))
                        .ok_or_else(|| outside(at.unwrap_or(usize::MAX), count, node))?
                }
                (Cell::Record(fields), Key::Field(name)) => {
                    let fields = self.own_record(fields, node)?;
                    fields.nested = fields.nested.max(deeper);
                    self.spend_items(fields.fields.len() / 8, node)?;
                    let known = fields.fields.iter().position(|(known, _)| known == name);
                    if known.is_none() && added && index.saturating_add(1) == keys.len() {
                        self.sized(fields.fields.len().saturating_add(1), node)?;
                        fields.fields.push((name.clone(), Cell::Nothing));
                    }
                    let at = known.unwrap_or(fields.fields.len().saturating_sub(1));
                    match fields.fields.get_mut(at) {
                        Some((known, cell)) if known == name => cell,
                        _ => return Err(no_field(name, node)),
                    }
                }
                (Cell::Missing(reasons), _) => return Err(Stop::Missing(reasons.clone())),
                (other, Key::Item(_)) => return Err(Stop::wanted(node, "列", "a list", other)),
                (other, Key::Field(_)) => return Err(Stop::wanted(node, "记录", "a record", other)),
            };
        }
        Ok(place)
    }

    /// A list to be changed; one that is shared is copied, and the copy is paid for.
    fn own_list<'c>(&mut self, items: &'c mut Rc<Items>, node: &Node) -> Result<&'c mut Items, Stop> {
        if Rc::strong_count(items) > 1 {
            self.spend_items(items.cells.len(), node)?;
        }
        Ok(Rc::make_mut(items))
    }

    fn own_record<'c>(&mut self, fields: &'c mut Rc<Fields>, node: &Node) -> Result<&'c mut Fields, Stop> {
        if Rc::strong_count(fields) > 1 {
            self.spend_items(fields.fields.len(), node)?;
        }
        Ok(Rc::make_mut(fields))
    }
}

/// The whole number that a value is.
pub(super) fn whole(cell: &Cell, node: &Node) -> Result<i64, Stop> {
    match cell {
        Cell::Number(number) => {
            number.whole().ok_or_else(|| Stop::runtime(node, "这里要整数", "a whole number is wanted here"))
        }
        other => Err(Stop::wanted(node, "整数", "a whole number", other)),
    }
}

fn from_end(at: i64, count: usize) -> Option<usize> {
    match usize::try_from(at) {
        Ok(at) => Some(at),
        Err(_) => count.checked_sub(usize::try_from(at.unsigned_abs()).ok()?),
    }
}

#[cold]
pub(super) fn outside(at: usize, count: usize, node: &Node) -> Stop {
    let place = if at == usize::MAX { String::new() } else { format!(" {at}") };
    let zh = format!("序号{place}不在范围内：共 {count} 项，从 0 数起");
    Stop::runtime(node, zh, format!("there is no item{place}: there are {count}, counted from 0"))
}

#[cold]
pub(super) fn no_field(name: &str, node: &Node) -> Stop {
    Stop::runtime(node, format!("记录里没有「{name}」"), format!("the record has no field `{name}`"))
}

/// An index as a place; a negative one counts from the end.
pub(super) fn index(cell: &Cell, count: usize, node: &Node) -> Result<usize, Stop> {
    if let Cell::Missing(reasons) = cell {
        return Err(Stop::Missing(reasons.clone()));
    }
    let at = whole(cell, node)?;
    from_end(at, count).ok_or_else(|| outside(usize::MAX, count, node))
}

/// What comparing a value costs besides the step.
fn length(cell: &Cell) -> u64 {
    match cell {
        Cell::Number(number) if number.words() > 1 => number.words().saturating_mul(number.words()) / 32,
        Cell::Text(text) => fit(text.len() / 16),
        _ => 0,
    }
}
