//! Parts and methods of lists, records and texts.

use std::rc::Rc;
use std::sync::Arc;

use super::change::{index as place_of, no_field, outside, whole as whole_number};
use super::run::{HAS_SLOT, Run, stored};
use super::stop::{Outcome, Stop};
use crate::invariant::{OrBroken, fit, part_of};
use crate::number::Number;
use crate::script::cell::{Cell, Items};
use crate::script::tree::{Kind, Method, Node, Operation};

impl Run<'_> {
    #[inline(never)]
    pub(super) fn range(&mut self, from: &Node, to: &Node, inclusive: bool) -> Outcome {
        let (start, end) = (self.eval(from)?, self.eval(to)?);
        if let Some(reasons) = self.lacking(&[start.clone(), end.clone()], from)? {
            return Err(Stop::Missing(reasons));
        }
        let (start, end) = (whole_number(&start, from)?, whole_number(&end, to)?);
        Ok(Cell::Range(start, if inclusive { end.saturating_add(1) } else { end }))
    }

    #[inline(never)]
    pub(super) fn item(&mut self, whole: &Node, index: &Node, node: &Node) -> Outcome {
        let (list, at) = (self.eval(whole)?, self.eval(index)?);
        match (&list, &at) {
            (_, Cell::Missing(reasons)) => Err(Stop::Missing(reasons.clone())),
            (Cell::Missing(_), _) => Ok(list),
            (Cell::Record(fields), Cell::Text(name)) => {
                self.spend_items(fields.fields.len() / 8, node)?;
                fields.get(name).cloned().ok_or_else(|| no_field(name, node))
            }
            (Cell::List(items), Cell::Range(from, to)) => {
                let part = bounds(*from, *to, items.cells.len());
                self.spend_items(part.len(), node)?;
                self.listed(items.cells.get(part).or_broken("bounds lie within").to_vec(), node)
            }
            (Cell::List(items), at) => {
                let at = place_of(at, items.cells.len(), index)?;
                items.cells.get(at).cloned().ok_or_else(|| outside(at, items.cells.len(), node))
            }
            (Cell::Text(text), at) => {
                self.spend_items(text.len() / 16, node)?;
                let count = text.chars().count();
                let part = match at {
                    Cell::Range(from, to) => bounds(*from, *to, count),
                    at => {
                        let at = place_of(at, count, index)?;
                        if at >= count {
                            return Err(outside(at, count, node));
                        }
                        at..at.saturating_add(1)
                    }
                };
                self.text(text.chars().skip(part.start).take(part.len()).collect(), node)
            }
            (other, _) => Err(Stop::wanted(whole, "列", "a list", other)),
        }
    }

    #[inline(never)]
    pub(super) fn field(&mut self, whole: &Node, name: &Arc<str>, node: &Node) -> Outcome {
        match self.eval(whole)? {
            Cell::Record(fields) => {
                self.spend_items(fields.fields.len() / 8, node)?;
                fields.get(name).cloned().ok_or_else(|| no_field(name, node))
            }
            missing @ Cell::Missing(_) => Ok(missing),
            other => Err(Stop::wanted(whole, "记录", "a record", &other)),
        }
    }

    #[inline(never)]
    pub(super) fn within(&mut self, part: &Node, whole: &Node, node: &Node) -> Outcome {
        let (part, whole) = (self.eval(part)?, self.eval(whole)?);
        self.contains(&whole, &part, node)
    }

    fn contains(&mut self, whole: &Cell, part: &Cell, node: &Node) -> Outcome {
        if let Some(reasons) = self.lacking(&[whole.clone(), part.clone()], node)? {
            return Err(Stop::Missing(reasons));
        }
        Ok(Cell::YesNo(match (whole, part) {
            (Cell::List(_), _) => return self.place(whole, part, node).map(|place| Cell::YesNo(place.is_some())),
            (Cell::Text(text), Cell::Text(part)) => {
                self.spend_items(text.len() / 16, node)?;
                text.contains(&**part)
            }
            (Cell::Record(fields), Cell::Text(name)) => {
                self.spend_items(fields.fields.len() / 8, node)?;
                fields.get(name).is_some()
            }
            (Cell::Range(from, to), Cell::Number(number)) => {
                *number >= Number::from_integer(*from) && *number < Number::from_integer(*to)
            }
            (other, _) => {
                return Err(Stop::wanted(node, "列、文本、记录或范围", "a list, text, record or range", other));
            }
        }))
    }

    /// The place of an equal item.
    fn place(&mut self, whole: &Cell, part: &Cell, node: &Node) -> Result<Option<usize>, Stop> {
        let Cell::List(items) = whole else { return Ok(None) };
        for (at, item) in items.cells.iter().enumerate() {
            self.spend(1, node)?;
            if self.compare(Operation::Equal, item, part, node)? {
                return Ok(Some(at));
            }
        }
        Ok(None)
    }

    #[inline(never)]
    pub(super) fn method(&mut self, method: Method, whole: &Node, arguments: &[Node], node: &Node) -> Outcome {
        let value = self.eval(whole)?;
        if let Cell::Missing(_) = value {
            return Ok(value);
        }
        if method.takes_closure() {
            let Cell::List(items) = value else { return Err(Stop::wanted(whole, "列", "a list", &value)) };
            return self.over(method, &items, arguments, node);
        }
        let mut given = Vec::with_capacity(arguments.len());
        for argument in arguments {
            given.push(self.eval(argument)?);
        }
        if let Some(reasons) = self.lacking(&given, node)? {
            return Err(Stop::Missing(reasons));
        }
        match (method, &value, given.as_slice()) {
            (Method::Length | Method::IsEmpty, _, []) => {
                let count = match &value {
                    Cell::List(items) => items.cells.len(),
                    Cell::Record(fields) => fields.fields.len(),
                    Cell::Text(text) => {
                        self.spend_items(text.len() / 16, node)?;
                        text.chars().count()
                    }
                    other => return Err(Stop::wanted(whole, "列、文本或记录", "a list, text or record", other)),
                };
                Ok(if method == Method::Length { Cell::Number(Number::count(count)) } else { Cell::YesNo(count == 0) })
            }
            (Method::Contains, whole, [part]) => self.contains(whole, part, node),
            (Method::IndexOf, Cell::List(_), [part]) => {
                let place = self.place(&value, part, node)?;
                Ok(Cell::Number(place.map_or(Number::from_integer(-1), Number::count)))
            }
            (Method::IndexOf, Cell::Text(text), [Cell::Text(part)]) => {
                self.spend_items(text.len() / 8, node)?;
                let place = text.find(&**part).map(|at| part_of(text, ..at).chars().count());
                Ok(Cell::Number(place.map_or(Number::from_integer(-1), Number::count)))
            }
            (Method::Keys, Cell::Record(fields), []) => {
                self.spend_items(fields.fields.len(), node)?;
                self.listed(fields.fields.iter().map(|(name, _)| Cell::Text(name.clone())).collect(), node)
            }
            (Method::Values, Cell::Record(fields), []) => {
                self.spend_items(fields.fields.len(), node)?;
                self.listed(fields.fields.iter().map(|(_, cell)| cell.clone()).collect(), node)
            }
            (Method::StartsWith, Cell::Text(text), [Cell::Text(part)]) => Ok(Cell::YesNo(text.starts_with(&**part))),
            (Method::EndsWith, Cell::Text(text), [Cell::Text(part)]) => Ok(Cell::YesNo(text.ends_with(&**part))),
            (Method::Split, Cell::Text(text), [Cell::Text(mark)]) => {
                // Every part takes memory of its own.
                self.spend_items(text.len().saturating_add(1).saturating_mul(2), node)?;
                let parts: Vec<Cell> = text.split(&**mark).map(|part| Cell::Text(Arc::from(part))).collect();
                self.listed(parts, node)
            }
            (Method::Part, Cell::List(_) | Cell::Text(_), [from, rest @ ..]) => {
                let from = whole_number(from, node)?;
                let count = rest.first().map(|count| whole_number(count, node)).transpose()?.unwrap_or(i64::MAX);
                self.part_of(&value, from, count, node)
            }
            (Method::ToText, value, []) => self.shown(value, node).map(Cell::Text),
            (_, other, _) => Err(Stop::wanted(whole, "有这个方法的值", "a value with this method", other)),
        }
    }

    fn part_of(&mut self, value: &Cell, from: i64, count: i64, node: &Node) -> Outcome {
        let to = from.saturating_add(count);
        match value {
            Cell::List(items) => {
                let part = bounds(from, to, items.cells.len());
                self.spend_items(part.len(), node)?;
                self.listed(items.cells.get(part).or_broken("bounds lie within").to_vec(), node)
            }
            Cell::Text(text) => {
                self.spend_items(text.len() / 16, node)?;
                let part = bounds(from, to, text.chars().count());
                self.text(text.chars().skip(part.start).take(part.len()).collect(), node)
            }
            other => Err(Stop::wanted(node, "列或文本", "a list or text", other)),
        }
    }

    /// Methods that ask a closure about every item.
    fn over(&mut self, method: Method, items: &Rc<Items>, arguments: &[Node], node: &Node) -> Outcome {
        let (closure, rest) = arguments.split_first().or_broken("what is handed over was counted");
        if method == Method::Reduce {
            let mut sum = match rest.first() {
                Some(first) => self.eval(first)?,
                None => Cell::Nothing,
            };
            for item in &items.cells {
                sum = self.apply(closure, [sum, item.clone()])?;
            }
            return Ok(sum);
        }
        let mut found = Vec::new();
        for item in &items.cells {
            let answer = self.apply(closure, [item.clone()])?;
            if method == Method::Map {
                found.push(stored(answer, closure)?);
                continue;
            }
            let truth = match answer {
                Cell::YesNo(truth) => truth,
                Cell::Missing(reasons) => return Err(Stop::Missing(reasons)),
                other => return Err(Stop::wanted(closure, "是或否", "true or false", &other)),
            };
            match (method, truth) {
                (Method::Filter, true) => found.push(item.clone()),
                (Method::Some, true) | (Method::All, false) => return Ok(Cell::YesNo(truth)),
                (Method::Find, true) => return Ok(item.clone()),
                _ => {}
            }
        }
        match method {
            Method::Some => Ok(Cell::YesNo(false)),
            Method::All => Ok(Cell::YesNo(true)),
            Method::Find => Ok(super::run::lack(crate::script::Lack::NoItem, node)),
            _ => self.listed(found, node),
        }
    }

    fn apply<const N: usize>(&mut self, closure: &Node, arguments: [Cell; N]) -> Outcome {
        let Kind::Closure(function, captures) = &closure.kind else {
            return Err(Stop::runtime(closure, "这里要一个闭包", "a closure is wanted here"));
        };
        self.spend(1, closure)?;
        for slot in captures {
            let cell = self.slot(*slot).or_broken(HAS_SLOT).clone();
            self.stack.push(cell);
        }
        self.stack.extend(arguments);
        self.function(*function, captures.len().saturating_add(N), closure)
    }
}

/// A range of places within a count; negative ones count from the end.
fn bounds(from: i64, to: i64, count: usize) -> std::ops::Range<usize> {
    let length = fit::<i64>(count);
    let place = |at: i64| fit(if at < 0 { at.saturating_add(length).max(0) } else { at.min(length) });
    let (from, to) = (place(from), place(to));
    from..to.max(from)
}
