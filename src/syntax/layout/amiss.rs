//! Which brace is lost or doubled, told by the indentation of the lines.
//!
//! Asked only where brackets do not pair. The text is then read as if the brace stood where it is missing, or did not
//! stand where it is too many, so that the rest of the file is what its author sees.

use super::super::grammar::Rule;
use super::brackets::{opens_only_clauses, opens_only_items};
use super::lines::{Line, lines};
use crate::invariant::part_of;

/// In a text with more mistakes indentation tells nothing.
const MOST_REPAIRS: usize = 100;

/// What is wrong with a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Amiss {
    /// The `}` of a `{` is lost; it is read as if it stood at the place.
    Unclosed {
        /// Whether a quote in the line is why.
        is_cut: bool,
        /// Whether it opens within its line: what it holds may be lost with the `}`.
        is_inline: bool,
    },
    /// The `{` of a `}` is lost; it is read as if it stood at the place.
    Unopened {
        /// The `}`.
        closer: usize,
        /// Whether a quote in the line is why.
        is_cut: bool,
    },
    /// The line that opens the block behind the place is lost.
    Headless {
        /// Where the block begins.
        first: usize,
    },
    /// The brace at the place is too many.
    Doubled,
    /// The brace at the place has lost its partner within the line: nothing of the line can be told apart.
    Unpaired {
        /// Where the line begins.
        line: usize,
    },
    /// The line that opens a block stands twice: the first of the two, from the place on, is not read.
    Repeated {
        /// Where the line ends.
        end: usize,
    },
    /// Parentheses that are open at the place are not closed.
    Parentheses,
}

/// Where something is wrong with a bracket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Repair {
    /// The first byte of a brace, or one past what stands before one that is lost.
    pub(super) at: usize,
    /// What is wrong.
    pub(super) amiss: Amiss,
}

/// A block that is open, by its first line.
struct Frame {
    line: usize,
    /// Whether a line begins with the `}` that stands below the beginning of its first line.
    is_closed_below: bool,
}

/// What is wrong with the brackets of a text, in the order of the text. Nothing where the indentation does not tell.
pub(super) fn amiss(text: &str) -> Vec<Repair> {
    let lines = lines(text);
    if !is_indented(&lines) {
        return Vec::new();
    }
    let is_broken = lines_of_broken_items(&lines);
    let mut walk = Walk { text, lines: &lines, frames: Vec::new(), found: Vec::new() };
    for at in 0..lines.len() {
        walk.line(at);
    }
    walk.end_frames(lines.len(), &mut 0);
    let mut found = walk.found;
    found.retain(|(line, _)| is_broken.get(*line) == Some(&true));
    if found.len() > MOST_REPAIRS {
        return Vec::new();
    }
    found.sort_by_key(|(_, repair)| repair.at);
    found.into_iter().map(|(_, repair)| repair).collect()
}

/// Whether what stands in blocks is further in than their first lines, most of the time.
fn is_indented(lines: &[Line]) -> bool {
    let pairs = lines.iter().zip(lines.iter().skip(1));
    let blocks = pairs.filter(|(line, next)| line.opens_at_its_end && next.leading.is_empty());
    let (all, deeper) = blocks
        .fold((0, 0), |(all, deeper), (line, next)| (all + 1_usize, deeper + usize::from(next.indent > line.indent)));
    deeper * 4 >= all * 3
}

/// Whether a line begins an item of the file.
fn begins_item(lines: &[Line], at: usize) -> bool {
    lines.get(at).is_some_and(|line| line.indent == 0 && line.word.is_some_and(opens_only_items))
}

/// Of each line, whether it stands in an item whose brackets do not pair.
fn lines_of_broken_items(lines: &[Line]) -> Vec<bool> {
    let mut broken = Vec::with_capacity(lines.len());
    let (mut depth, mut is_broken) = (0_usize, false);
    for (at, line) in lines.iter().enumerate() {
        if begins_item(lines, at) {
            let item = at - broken.len();
            broken.extend(std::iter::repeat_n(is_broken || depth > 0, item));
            (depth, is_broken) = (0, false);
        }
        let closes = line.leading.len() + line.closes.len();
        is_broken |= closes > depth || line.in_parentheses.is_some() || !line.closed_before.is_empty();
        depth = depth.saturating_sub(closes) + line.opens.len();
    }
    let item = lines.len() - broken.len();
    broken.extend(std::iter::repeat_n(is_broken || depth > 0, item));
    broken
}

struct Walk<'l> {
    text: &'l str,
    lines: &'l [Line],
    frames: Vec<Frame>,
    /// With the line that it is about.
    found: Vec<(usize, Repair)>,
}

impl Walk<'_> {
    fn line(&mut self, at: usize) {
        let Some(line) = self.lines.get(at) else { return };
        let mut leading = line.leading.len();
        self.end_frames(at, &mut leading);
        let own = line.leading.len() - leading;
        for closer in line.leading.iter().skip(own) {
            if own > 0 {
                self.add(at, *closer, Amiss::Doubled);
            } else {
                self.unopened(at, line, *closer);
            }
        }
        for closer in &line.closes {
            if self.frames.last().is_some_and(|frame| !frame.is_closed_below) {
                self.frames.pop();
            } else {
                let before = part_of(self.text, ..*closer);
                let is_doubled = before.ends_with(['}', '｝']);
                self.add(at, *closer, if is_doubled { Amiss::Doubled } else { Amiss::Unpaired { line: line.start } });
            }
        }
        self.open(at, line);
        for before in &line.closed_before {
            self.add(at, *before, Amiss::Unclosed { is_cut: line.is_cut, is_inline: true });
        }
        if let Some(end) = line.in_parentheses {
            self.add(at, end, Amiss::Parentheses);
        }
    }

    /// Ends the blocks that a line is not in. `closers`: how many `}` it begins with, less those that close one.
    fn end_frames(&mut self, at: usize, closers: &mut usize) {
        while let Some(frame) =
            self.frames.pop_if(|frame| self.lines.get(frame.line).is_none_or(|line| line.until <= at))
        {
            if frame.is_closed_below && *closers > 0 {
                *closers -= 1;
                continue;
            }
            let last = self.lines.get(at.saturating_sub(1));
            let is_cut = self.lines.get(frame.line).is_some_and(|line| line.is_cut);
            self.add(frame.line, last.map_or(0, |last| last.end), Amiss::Unclosed { is_cut, is_inline: false });
        }
    }

    fn open(&mut self, at: usize, line: &Line) {
        if self.is_repeated(at, line) {
            self.add(at, line.start, Amiss::Repeated { end: line.end });
            return;
        }
        let next = self.lines.get(line.until);
        let is_closed_below = next.is_some_and(|next| next.indent == line.indent && !next.leading.is_empty());
        let is_block = is_closed_below || line.until > at + 1;
        for opener in &line.opens {
            // Of two side by side the second, unless it is the one that is closed.
            let (before, behind) = (part_of(self.text, ..*opener), part_of(self.text, *opener..));
            let is_second = before.trim_end_matches([' ', '\t', '\u{3000}']).ends_with(['{', '｛']);
            let behind = behind.chars().skip(1).find(|next| !matches!(next, ' ' | '\t' | '\u{3000}'));
            let is_first = behind.is_some_and(|next| matches!(next, '{' | '｛'));
            let is_other_closed = line.opens.last() == Some(opener);
            if is_second || is_first && is_other_closed {
                self.add(at, *opener, Amiss::Doubled);
            } else if is_block {
                self.frames.push(Frame { line: at, is_closed_below });
            } else {
                self.add(at, line.end, Amiss::Unclosed { is_cut: line.is_cut, is_inline: true });
            }
        }
    }

    /// Whether the next line says the same, and both open a block.
    fn is_repeated(&self, at: usize, line: &Line) -> bool {
        let Some(next) = self.lines.get(at + 1) else { return false };
        let text = |line: &Line| self.text.get(line.start..line.end);
        line.opens_at_its_end && next.opens_at_its_end && line.indent == next.indent && text(line) == text(next)
    }

    /// A `}` at the beginning of a line that closes no block.
    fn unopened(&mut self, at: usize, line: &Line, closer: usize) {
        let before = line.since.and_then(|since| Some((since, self.lines.get(since)?)));
        let first = self.lines.get(line.since.map_or(0, |since| since + 1));
        let inside = line.since.map_or(at, |since| at - since - 1);
        match (before, first) {
            (Some((since, before)), Some(first))
                if inside > 0 && before.indent == line.indent && before.may_open(first) =>
            {
                self.add(since, before.end, Amiss::Unopened { closer, is_cut: before.is_cut });
            }
            (_, Some(first)) if inside > 0 => {
                let end = before.map_or(0, |(_, before)| before.end);
                self.add(at, end, Amiss::Headless { first: first.start });
            }
            _ => self.add(at, closer, Amiss::Doubled),
        }
    }

    fn add(&mut self, line: usize, at: usize, amiss: Amiss) {
        self.found.push((line, Repair { at, amiss }));
    }
}

impl Line {
    /// Whether the block that another line begins may belong to what this line says.
    fn may_open(&self, first: &Line) -> bool {
        if !self.leading.is_empty() || !self.opens.is_empty() {
            return false;
        }
        let Some(word) = self.word else { return true };
        match first.word {
            Some(Rule::kw_indicator | Rule::kw_aggregate | Rule::kw_weighting | Rule::kw_gaps) => {
                matches!(word, Rule::kw_head | Rule::kw_total | Rule::kw_amend | Rule::kw_insert)
            }
            Some(Rule::kw_expect | Rule::kw_assume) => word == Rule::kw_example,
            Some(first) if first == Rule::kw_value || opens_only_clauses(first) => {
                matches!(
                    word,
                    Rule::kw_indicator | Rule::kw_each_indicator | Rule::kw_head | Rule::kw_amend | Rule::kw_insert
                )
            }
            _ => matches!(
                word,
                Rule::kw_choice
                    | Rule::kw_table
                    | Rule::kw_script
                    | Rule::kw_parameter
                    | Rule::kw_definition
                    | Rule::kw_condition
                    | Rule::kw_head
                    | Rule::kw_indicator
                    | Rule::kw_each_indicator
                    | Rule::kw_scoring
                    | Rule::kw_total
                    | Rule::kw_bonus
                    | Rule::kw_deduction
                    | Rule::kw_manual
                    | Rule::kw_grades
                    | Rule::kw_outputs
                    | Rule::kw_example
                    | Rule::kw_weighting
                    | Rule::kw_amend
                    | Rule::kw_insert
            ),
        }
    }
}
