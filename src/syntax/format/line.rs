//! Lines: indentation, blank lines, and the column of types in a 数据 block.

use std::collections::BTreeMap;

use unicode_width::UnicodeWidthStr as _;

use super::super::grammar::Rule;
use super::element::{Element, Shape};
use super::spacing::has_space;
use crate::cancel::looking;

/// A line as printed.
#[derive(Debug, Default)]
pub(super) struct Line {
    indent: usize,
    blank_before: bool,
    pub(super) elements: Vec<Element>,
    /// Of a line that declares a column: which 数据 block it stands in.
    table: Option<usize>,
    /// Of a line that is a row: in which block it stands.
    pub(super) rows: Option<usize>,
    /// So many blanks stand before an element besides the one between two.
    pub(super) padded: BTreeMap<usize, usize>,
}

impl Line {
    /// Whether it declares several columns.
    fn names_several(&self) -> bool {
        self.elements.get(1).is_some_and(Element::is_comma)
    }
}

/// Cuts elements into lines.
pub(super) fn lines(elements: Vec<Element>) -> Vec<Line> {
    let mut nest = Nest::default();
    let mut lines: Vec<Line> = Vec::new();
    for element in looking(elements.into_iter()) {
        // A block opens on the line of its head.
        let breaks = element.newlines > 0 && (!element.is('{') || nest.after_comment);
        if breaks || lines.is_empty() {
            lines.push(Line {
                indent: nest.indent(&element),
                blank_before: element.newlines > 1 && !lines.is_empty() && !element.closes(),
                elements: Vec::new(),
                table: nest.table_of(&element),
                rows: nest.begins(&element).then(|| nest.block()),
                padded: BTreeMap::new(),
            });
        }
        nest.pass(&element);
        if let Some(line) = lines.last_mut() {
            line.elements.push(element);
        }
    }
    lines
}

#[derive(Debug, Clone, Copy)]
struct Frame {
    is_block: bool,
    table: Option<usize>,
    /// Which of all blocks it is, from 1.
    number: usize,
}

/// Where the printing stands.
#[derive(Debug, Default)]
struct Nest {
    frames: Vec<Frame>,
    /// First word of the item.
    item: Option<Rule>,
    tables: usize,
    blocks: usize,
    after_comment: bool,
    /// The last element but comments opened a bracket, or there was none.
    at_opening: bool,
    has_begun: bool,
}

impl Nest {
    fn indent(&self, element: &Element) -> usize {
        let brackets = self.frames.len() - usize::from(element.closes() && !self.frames.is_empty());
        let in_block = self.frames.last().is_some_and(|frame| frame.is_block);
        let joins = in_block && matches!(element.keyword, Some(Rule::kw_and | Rule::kw_or | Rule::kw_else));
        let goes_on = self.has_begun
            && !self.at_opening
            && !element.begins_statement
            && !element.closes()
            && !element.is('{')
            && !joins
            && (in_block || self.frames.is_empty());
        brackets + usize::from(goes_on)
    }

    /// Whether an element is the first of a statement.
    fn begins(&self, element: &Element) -> bool {
        self.at_opening || element.begins_statement || !self.has_begun
    }

    /// The block at hand.
    fn block(&self) -> usize {
        self.frames.last().map_or(0, |frame| frame.number)
    }

    fn table_of(&self, element: &Element) -> Option<usize> {
        let begins = self.at_opening || element.begins_statement;
        let declares = element.shape == Shape::Plain && element.keyword.is_none();
        match self.frames.as_slice() {
            [frame] if begins && declares => frame.table,
            _ => None,
        }
    }

    fn pass(&mut self, element: &Element) {
        self.after_comment = element.shape == Shape::Comment;
        if self.after_comment {
            return;
        }
        let behind_verb = matches!(self.item, Some(Rule::kw_amend | Rule::kw_insert)) && element.keyword.is_some();
        if self.frames.is_empty() && (element.begins_statement || !self.has_begun || behind_verb) {
            self.item = element.keyword;
        }
        self.has_begun = true;
        self.at_opening = element.opens();
        if element.opens() {
            let is_table = self.frames.is_empty() && self.item == Some(Rule::kw_table);
            self.tables += usize::from(is_table);
            self.blocks += 1;
            let (is_block, table) = (element.is('{'), is_table.then_some(self.tables));
            self.frames.push(Frame { is_block, table, number: self.blocks });
        } else if element.closes() {
            self.frames.pop();
        }
    }
}

/// Prints lines.
pub(super) fn print(lines: &[Line]) -> String {
    let mut text = String::new();
    let mut column = (None, 0);
    for line in looking(lines.iter()) {
        if line.table.is_some() && column.0 != line.table {
            column = (line.table, type_column(lines, line.table));
        }
        if line.blank_before {
            text.push('\n');
        }
        for _ in 0..line.indent {
            text.push_str("  ");
        }
        let mut before: Option<&Element> = None;
        for (position, element) in line.elements.iter().enumerate() {
            if before.is_some_and(|before| has_space(before, element)) {
                text.push(' ');
            }
            text.extend(std::iter::repeat_n(' ', line.padded.get(&position).copied().unwrap_or(0)));
            text.push_str(&element.text);
            if position == 0 && line.table.is_some() && line.elements.len() > 1 && !line.names_several() {
                for _ in element.text.width()..column.1 {
                    text.push(' ');
                }
            }
            before = Some(element);
        }
        text.push('\n');
    }
    text
}

/// The width of the longest name that a 数据 block declares.
fn type_column(lines: &[Line], table: Option<usize>) -> usize {
    let declarations = looking(lines.iter()).filter(|line| line.table == table && !line.names_several());
    let names = declarations.filter_map(|line| line.elements.first());
    names.map(|name| name.text.width()).max().unwrap_or(0)
}
