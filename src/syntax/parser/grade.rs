//! 加分, 扣分, 否决, 限制, 降等, 参评, 人工定等, 等次

use std::ops::Range;

use super::super::ast::{
    Block, Definition, Demotion, Entry, Expr, ExprKind, Grade, Grades, Grading, Item, ManualGrades, Name,
    Participation, Quota, Restriction, StatementKind, StillTied, Veto,
};
use super::super::grammar::Rule;
use super::super::sign::half_width_text;
use super::Parser;
use super::basics::optional_basis;
use super::call::once;
use super::expression::expression;
use super::literal;
use super::node::{Built, Children, Node, misplaced};
use super::statements::{ITEMS, Statements};
use crate::finding::{Code, Diagnostic, Fix};
use crate::finding::{Span, Spanned};
use crate::number::RoundingMode;
use crate::words;

/// The items of 加分 and 扣分.
const ENTRIES: Statements = Statements { words: &[], otherwise: Some(StatementKind::Entry) };

/// The statements of 等次.
const GRADES: Statements =
    Statements { words: &[Rule::kw_otherwise, Rule::kw_missing], otherwise: Some(StatementKind::Grade) };

/// The statements of a further grading.
const IN_GRADING: Statements = Statements {
    words: &[Rule::kw_otherwise, Rule::kw_missing, Rule::kw_veto, Rule::kw_restriction, Rule::kw_demote],
    otherwise: Some(StatementKind::Grade),
};

/// What stands in the braces of a further grading and beside the main one.
pub(super) const OF_GRADING: &[Rule] = &[Rule::kw_veto, Rule::kw_restriction, Rule::kw_demote];

impl Parser<'_> {
    /// 加分 / 扣分 [封顶 MARKS] { "title" EXPR ; … }
    pub(super) fn entries(&mut self, rule: Rule, pieces: &Range<usize>, span: Span) -> Option<Block> {
        let block = self.wanted_block(pieces)?;
        let cap = self.opening(rule, &block.head, |parts| match parts.take(Rule::block_cap) {
            Ok(cap) => expression(cap.children().take(Rule::amount)?).map(Some),
            Err(_) => Ok(None),
        });
        let mut unread = self.left_out(pieces, &block, &[]);
        unread.extend(cap.is_none().then(|| self.unread(&block.head, ITEMS)));
        let mut entries = Vec::new();
        for statement in self.statements(block.inside.clone()) {
            if self.is_full() {
                unread.push(self.rest(statement.start..block.inside.end));
                break;
            }
            let Some(statement) = self.changed(&statement, &[]) else { continue };
            match self.leaf(Rule::s_entry, &statement, entry) {
                Some(entry) => entries.push(entry),
                None => unread.push(self.unread(&statement, ENTRIES)),
            }
        }
        Some(Block { cap: cap.flatten(), entries, unread, span })
    }

    /// 等次 [NAME] [依据 …] { … }
    pub(super) fn grades(&mut self, pieces: &Range<usize>, span: Span) -> Option<Item> {
        let block = self.wanted_block(pieces)?;
        let word = self.text(pieces.start).to_owned();
        let head = self.leaf(Rule::s_grades, &block.head, |parts| {
            parts.take(Rule::kw_grades)?;
            Ok((parts.take_if(Rule::name).map(|name| literal::name(&name)), optional_basis(parts)?))
        });
        let mut unread = self.left_out(pieces, &block, &[]);
        unread.extend(head.is_none().then(|| self.unread(&block.head, ITEMS)));
        // Of an opening with a mistake the name is known.
        let (name, basis) = head.unwrap_or_else(|| (self.name_of_grading(&block.head), Vec::new()));
        let (words, statements) = if name.is_some() { (OF_GRADING, IN_GRADING) } else { (&[][..], GRADES) };
        let (mut vetoes, mut restrictions, mut demotions) = (Vec::new(), Vec::new(), Vec::new());
        let mut grades = Vec::new();
        let (mut otherwise, mut immaterial) = (None, None);
        for statement in self.statements(block.inside.clone()) {
            if self.is_full() {
                unread.push(self.rest(statement.start..block.inside.end));
                break;
            }
            let Some(statement) = self.changed(&statement, &[]) else { continue };
            let read = match self.first_word(&statement, words) {
                Some(Rule::kw_veto) => self.leaf(Rule::s_veto, &statement, veto).map(|read| vetoes.push(read)),
                Some(Rule::kw_restriction) => {
                    self.leaf(Rule::s_restriction, &statement, restriction).map(|read| restrictions.push(read))
                }
                Some(_) => self.leaf(Rule::s_demotion, &statement, demotion).map(|read| demotions.push(read)),
                None if self.first_word(&statement, &[Rule::kw_missing]).is_some() => {
                    self.immaterial(&statement, &mut immaterial)
                }
                None => self.grade(&statement, &mut grades, &mut otherwise),
            };
            if read.is_none() {
                unread.push(self.unread(&statement, statements));
            }
        }
        let grades = Grades { grades, otherwise, immaterial, basis, unread, span };
        let Some(name) = name else { return Some(Item::Grades(grades)) };
        let called = Spanned::new(format!("{word}({})", name.value), name.span);
        let value = Expr { kind: ExprKind::GradeOf(name.clone()), span: name.span };
        let figure = Definition { table: None, of: None, span: name.span, name: called, value };
        Some(Item::Grading(Box::new(Grading { name, figure, grades, vetoes, restrictions, demotions })))
    }

    /// What stands behind 等次 where it can be a name, and is no clause that lacks its 依据.
    fn name_of_grading(&self, head: &Range<usize>) -> Option<Name> {
        let at = Some(head.start + 1).filter(|at| *at < head.end)?;
        self.name_at(at).filter(|name| !(name.value.starts_with('第') && name.value.contains('条')))
    }

    /// 缺失 无碍 照定
    fn immaterial(&mut self, pieces: &Range<usize>, immaterial: &mut Option<Spanned<()>>) -> Option<()> {
        let here = self.span(pieces);
        self.leaf(Rule::s_grade_missing, pieces, |_| Ok(()))?;
        let kept = once(immaterial, Spanned::new((), here), here, "缺失");
        self.kept(kept)
    }

    /// A grade, or 其余; `None` when it is not in the tree.
    fn grade(
        &mut self,
        pieces: &Range<usize>,
        grades: &mut Vec<Grade>,
        otherwise: &mut Option<Spanned<String>>,
    ) -> Option<()> {
        if self.first_word(pieces, &[Rule::kw_otherwise]).is_some() {
            let here = self.span(pieces);
            let label =
                self.leaf(Rule::s_grade_rest, pieces, |parts| Ok(literal::string(&parts.take(Rule::string)?)))?;
            let kept = once(otherwise, label, here, "其余");
            return self.kept(kept);
        }
        if let Some(signed) = self.signed_name(pieces) {
            let bytes = self.bytes(pieces)?;
            let finding = self.with_certain_fix(Rule::s_grade, &bytes, signed, grade);
            self.diagnostics.push(finding);
            return None;
        }
        if self.may_lack_block() {
            // Of a changed grade only what changes is written; the tree of a change is not used.
            return self.leaf(Rule::s_grade_change, pieces, |_| Ok(()));
        }
        grades.push(self.leaf(Rule::s_grade, pieces, grade)?);
        Some(())
    }

    /// A grade whose name has a sign behind it (A+, B-) and is not in quotes: the sign would be taken for that
    /// of a number.
    fn signed_name(&self, statement: &Range<usize>) -> Option<Diagnostic> {
        let is_sign = |piece: &usize| matches!(half_width_text(self.text(*piece)).as_str(), "+" | "-");
        let signs = statement.clone().skip(1).take_while(is_sign);
        let end = signs.last()? + 1;
        if !self.is_word(statement.start) {
            return None;
        }
        let written: String = (statement.start..end).map(|piece| half_width_text(self.text(piece))).collect();
        let span = self.span(&(statement.start..end));
        Some(
            Diagnostic::error(
                Code::H0105,
                span,
                words!("等次名「{written}」里有符号", "the name `{written}` of a grade has a sign in it"),
            )
            .help(words!("写在引号里：\"{written}\"", "write it in quotes: \"{written}\""))
            .fix(Fix::replace(span, format!("\"{written}\""))),
        )
    }
}

fn entry(parts: &mut Children<'_>) -> Built<Entry> {
    let title = literal::string(&parts.take(Rule::string)?);
    let marks = expression(parts.take(Rule::expression)?)?;
    Ok(Entry { title, marks, span: parts.span })
}

/// 否决 NAME EXPR 则 OUTCOME
pub(super) fn veto(parts: &mut Children<'_>) -> Built<Veto> {
    let name = literal::name(&parts.take(Rule::name)?);
    let condition = expression(parts.take(Rule::expression)?)?;
    let outcome = literal::label(parts.take(Rule::label)?)?;
    Ok(Veto { name, condition, outcome, basis: optional_basis(parts)?, span: parts.span })
}

/// 限制 NAME EXPR 则 最高 GRADE
pub(super) fn restriction(parts: &mut Children<'_>) -> Built<Restriction> {
    let name = literal::name(&parts.take(Rule::name)?);
    let condition = expression(parts.take(Rule::expression)?)?;
    let grade = literal::label(parts.take(Rule::label)?)?;
    Ok(Restriction { name, condition, grade, basis: optional_basis(parts)?, span: parts.span })
}

/// 降等 NAME EXPR 则 降 n 等
pub(super) fn demotion(parts: &mut Children<'_>) -> Built<Demotion> {
    let name = literal::name(&parts.take(Rule::name)?);
    let condition = expression(parts.take(Rule::expression)?)?;
    let steps = literal::count(&parts.take(Rule::count)?)?;
    parts.take(Rule::kw_grade_step)?;
    Ok(Demotion { name, condition, steps, basis: optional_basis(parts)?, span: parts.span })
}

/// 参评 EXPR 其余 "label"
pub(super) fn participation(parts: &mut Children<'_>) -> Built<Participation> {
    let condition = expression(parts.take(Rule::expression)?)?;
    let otherwise = literal::string(&parts.take(Rule::string)?);
    Ok(Participation { condition, otherwise, basis: optional_basis(parts)?, span: parts.span })
}

/// 人工定等 TABLE { 等次 FIELD ; 理由 FIELD ; 文号 FIELD }, the columns in any order.
pub(super) fn manual(parts: &mut Children<'_>) -> Built<ManualGrades> {
    let table = literal::name(&parts.take(Rule::name)?);
    let (mut grade, mut reason, mut document) = (None, None, None);
    while let Some(column) = parts.take_if(Rule::manual_column) {
        let span = column.span();
        let mut inside = column.children();
        let word = inside.next()?;
        let name = literal::name(&inside.take(Rule::name)?);
        let column = match word.rule() {
            Rule::kw_grades => &mut grade,
            Rule::kw_reason => &mut reason,
            _ => &mut document,
        };
        once(column, name, span, word.text())?;
    }
    Ok(ManualGrades { table, grade, reason, document, span: parts.span })
}

fn grade(parts: &mut Children<'_>) -> Built<Grade> {
    let name = literal::label(parts.take(Rule::label)?)?;
    let requirement = expression(parts.take(Rule::expression)?)?;
    let quota = match parts.take_if(Rule::quota) {
        Some(node) => Some(quota(node)?),
        None => None,
    };
    Ok(Grade { name, requirement, quota, span: parts.span })
}

fn quota(node: Node<'_>) -> Built<Quota> {
    let span = node.span();
    let mut parts = node.children();
    parts.take(Rule::kw_quota)?;
    let of_participants = parts.take_if(Rule::kw_of_participants).map(|word| word.span());
    let share = expression(parts.take(Rule::amount)?)?;
    let scope = parts.take_if(Rule::scope).map(literal::scope);
    let mut quota =
        Quota { share, of_participants, scope, rounding: None, tie_break: Vec::new(), still_tied: None, span };
    while let Some(part) = parts.step() {
        let here = part.span();
        match part.rule() {
            Rule::quota_rounding => {
                let word = part.only()?;
                let mode = match word.rule() {
                    Rule::kw_round_down => RoundingMode::Floor,
                    Rule::kw_round_up => RoundingMode::Ceiling,
                    _ => literal::rounding_mode(word)?,
                };
                quota.rounding = Some(Spanned::new(mode, here));
            }
            Rule::tie_break => {
                let heads = part.children().rest();
                let heads = heads.into_iter().filter(|head| head.rule() == Rule::head_name);
                quota.tie_break = heads.map(head_name).collect::<Built<_>>()?;
            }
            Rule::still_tied => {
                let value = match part.children().rest().last().map(Node::rule) {
                    Some(Rule::kw_all_in) => StillTied::AllIn,
                    _ => StillTied::AllOut,
                };
                quota.still_tied = Some(Spanned::new(value, here));
            }
            _ => return Err(misplaced(here)),
        }
    }
    Ok(quota)
}

/// A head's code, or 总分, which has its Chinese name in the tree.
fn head_name(node: Node<'_>) -> Built<Name> {
    let word = node.only()?;
    Ok(if word.rule() == Rule::kw_total {
        Spanned::new("总分".to_owned(), word.span())
    } else {
        literal::name(&word)
    })
}
