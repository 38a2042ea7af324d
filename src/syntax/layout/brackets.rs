//! The open brackets while a text is read.

use super::super::grammar::Rule;

/// At most so many unclosed brackets are reported; the rest follow from the first.
const MAX_REPORTS: usize = 20;

#[derive(Debug, Clone, Copy)]
struct Frame {
    piece: usize,
    sign: char,
    /// 若 seen since the last separator; each nests in the one before.
    ifs: usize,
    /// Whether it opens in a line that begins with 方面, which may hold others.
    is_of_head: bool,
}

/// The stack of open brackets.
#[derive(Debug, Default)]
pub(super) struct Brackets {
    frames: Vec<Frame>,
    ifs_at_top: usize,
    depth: usize,
    reports: usize,
    depth_reported: bool,
    /// First word of the statement at the top level.
    pub(super) statement: Option<Rule>,
    /// First word of the line at hand.
    line: Option<Rule>,
}

impl Brackets {
    /// The innermost open bracket.
    pub(super) fn innermost(&self) -> Option<char> {
        self.frames.last().map(|frame| frame.sign)
    }

    /// The piece of the innermost open bracket, and its sign.
    pub(super) fn innermost_opened(&self) -> Option<(usize, char)> {
        self.frames.last().map(|frame| (frame.piece, frame.sign))
    }

    /// Whether no bracket is open.
    pub(super) fn is_at_top(&self) -> bool {
        self.frames.is_empty()
    }

    /// Opens a bracket; whether that is too deep.
    pub(super) fn open(&mut self, piece: usize, sign: char) -> bool {
        let is_of_head = sign == '{' && self.line.take() == Some(Rule::kw_head);
        self.frames.push(Frame { piece, sign, ifs: 0, is_of_head });
        self.deepen()
    }

    /// Begins a 若; whether that is too deep.
    pub(super) fn begin_if(&mut self) -> bool {
        match self.frames.last_mut() {
            Some(frame) => frame.ifs += 1,
            None => self.ifs_at_top += 1,
        }
        self.deepen()
    }

    fn deepen(&mut self) -> bool {
        self.depth += 1;
        self.depth > MAX_NESTING
    }

    /// A separator: the 若 before it are over.
    pub(super) fn end_part(&mut self) {
        let ifs = if let Some(frame) = self.frames.last_mut() {
            &mut frame.ifs
        } else {
            self.depth_reported = false;
            &mut self.ifs_at_top
        };
        self.depth = self.depth.saturating_sub(*ifs);
        *ifs = 0;
    }

    /// Closes a bracket: the unclosed ones inside it, and the one it closes. `None` for a stray closer.
    pub(super) fn close(&mut self, sign: char) -> Option<(Vec<usize>, usize)> {
        let opening = match sign {
            ')' => '(',
            ']' => '[',
            _ => '{',
        };
        // A block is not closed by the `)` of an unopened bracket inside it.
        let reach = self.frames.iter().rev().take_while(|frame| opening == '{' || frame.sign != '{');
        let position = reach.take_while(|frame| frame.sign != opening).count();
        let target = self.frames.len().checked_sub(position + 1)?;
        let opened = *self.frames.get(target).filter(|frame| frame.sign == opening)?;
        let unclosed = self.cut(target + 1);
        self.cut(target);
        Some((unclosed, opened.piece))
    }

    /// A line begins, with this word.
    pub(super) fn begin_line(&mut self, word: Option<Rule>) {
        self.line = word;
    }

    /// The brackets that a word at the beginning of a line shows to be unclosed. A 方面 that stands further in than the
    /// items of the file is within another.
    pub(super) fn reset_at(&mut self, word: Option<Rule>, is_further_in: bool) -> Vec<usize> {
        if self.frames.is_empty() {
            return Vec::new();
        }
        let heads = self.frames.iter().take_while(|frame| frame.is_of_head).count();
        let keep = match word {
            // 人工定等 names the column of 等次.
            Some(Rule::kw_grades) if self.statement == Some(Rule::kw_manual) && self.frames.len() == 1 => {
                return Vec::new();
            }
            // A further grading has its own.
            Some(Rule::kw_veto | Rule::kw_restriction) if self.statement == Some(Rule::kw_grades) && is_further_in => {
                return Vec::new();
            }
            Some(Rule::kw_definition) if self.statement.is_some_and(may_define) => return Vec::new(),
            Some(Rule::kw_head) if is_further_in && heads > 0 => heads,
            Some(rule) if opens_only_items(rule) => 0,
            Some(Rule::kw_indicator) if self.statement == Some(Rule::kw_head) => heads.max(1),
            Some(rule) if opens_only_clauses(rule) && self.statement == Some(Rule::kw_head) => heads.max(1) + 1,
            _ => return Vec::new(),
        };
        self.cut(keep)
    }

    /// Whether a line here declares a column.
    pub(super) fn may_be_field(&self) -> bool {
        self.frames.len() == 1 && self.statement == Some(Rule::kw_table)
    }

    /// Whether a word at the beginning of a line begins an item, whatever stands before it.
    pub(super) fn begins_item(&self, word: Option<Rule>) -> bool {
        self.frames.is_empty() && word.is_some_and(opens_only_items)
    }

    /// The parentheses that are open since the innermost brace.
    pub(super) fn end_parentheses(&mut self) -> Vec<usize> {
        let inside = self.frames.iter().rev().take_while(|frame| frame.sign != '{').count();
        self.cut(self.frames.len() - inside)
    }

    /// Everything that is still open.
    pub(super) fn reset(&mut self) -> Vec<usize> {
        self.cut(0)
    }

    fn cut(&mut self, keep: usize) -> Vec<usize> {
        let mut pieces = Vec::new();
        while self.frames.len() > keep {
            let Some(frame) = self.frames.pop() else { break };
            self.depth = self.depth.saturating_sub(1 + frame.ifs);
            pieces.push(frame.piece);
        }
        pieces
    }

    /// Counts a report of an unclosed bracket; whether it is still wanted.
    pub(super) fn may_report(&mut self) -> bool {
        self.reports += 1;
        self.reports <= MAX_REPORTS
    }

    /// Whether no depth has been reported since the statement began.
    pub(super) fn first_depth_report(&mut self) -> bool {
        self.reports += 1;
        !std::mem::replace(&mut self.depth_reported, true) && self.reports <= MAX_REPORTS
    }
}

/// Whether an item that begins with this word may have figures of its own.
fn may_define(word: Rule) -> bool {
    matches!(
        word,
        Rule::kw_head
            | Rule::kw_total
            | Rule::kw_each_indicator
            | Rule::kw_each_head
            | Rule::kw_amend
            | Rule::kw_insert
    )
}

/// Words that begin an item of the file and can begin no line inside a block.
pub(super) fn opens_only_items(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::kw_rule_set
            | Rule::kw_cycle
            | Rule::kw_table
            | Rule::kw_gloss
            | Rule::kw_parameter
            | Rule::kw_definition
            | Rule::kw_condition
            | Rule::kw_head
            | Rule::kw_bonus
            | Rule::kw_deduction
            | Rule::kw_veto
            | Rule::kw_restriction
            | Rule::kw_grades
            | Rule::kw_example
    )
}

/// Words that begin a clause of an indicator and can begin no line inside one.
pub(super) fn opens_only_clauses(rule: Rule) -> bool {
    matches!(
        rule,
        Rule::kw_basis | Rule::kw_applies | Rule::kw_scoring | Rule::kw_adjust | Rule::kw_evidence | Rule::kw_advice
    )
}

/// How deep brackets and 若 may be nested in each other.
pub(in crate::syntax) const MAX_NESTING: usize = 64;
