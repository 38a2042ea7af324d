//! The nodes of the scoring tree as they are declared, so that anything may refer to them.

use std::collections::BTreeMap;

use super::heads::{DECLARED, adds_up};
use super::known::Kinds;
use super::known::{Applies, KnownHead, KnownIndicator};
use super::{Checker, State};
use crate::core::{ChildId, HeadId, IndicatorId, NodeId};
use crate::finding::{Code, Diagnostic};
use crate::invariant::OrBroken;
use crate::number::Number;
use crate::syntax::ast::{self, ClauseKind, StatementKind, TreeNode};
use crate::words;

/// How many levels a tree has at most, 总分 not counted.
const DEEPEST: usize = 8;

/// What stands above nodes that are declared.
#[derive(Clone, Copy)]
struct Above<'k> {
    /// Whether marks below it are added up.
    adds_up: bool,
    full: Option<&'k Number>,
    kinds: Option<&'k Kinds>,
    /// Whether something keeps it from some subjects.
    is_limited: bool,
    /// Whether what is said once for heads may be among what could not be read.
    may_lack_common: bool,
}

impl<'a> Checker<'a> {
    /// Codes and full marks of the whole tree, so that anything may refer to them.
    pub(super) fn declare_heads(&mut self) {
        let mut columns: BTreeMap<String, ast::Name> = BTreeMap::new();
        let conditions = self.file.items.iter().filter_map(|item| match item {
            ast::Item::Condition(condition) => Some(&condition.name),
            _ => None,
        });
        let names: Vec<&ast::Name> = self.file.tree().into_iter().map(TreeNode::code).collect();
        for name in names.iter().copied().chain(conditions.clone()) {
            let written = &name.value;
            if self.names_results(written) || self.names_subjects(written) {
                self.report(Diagnostic::error(
                    Code::H0202,
                    name.span,
                    words!(
                        "「{written}」是结果表的列名，不能用作编号或条件名",
                        "`{written}` is a column of the results and cannot be used here"
                    ),
                ));
            }
        }
        for name in names {
            if let Some(first) = columns.insert(name.value.clone(), name.clone()) {
                self.repeated(name, &first);
            }
        }
        // A condition is a column of the results too.
        for name in conditions {
            if let Some(first) = columns.get(&name.value) {
                self.repeated(name, first);
            }
        }
        let adds_up = adds_up(self.total_clauses()) && !self.loses_aggregate(NodeId::Total);
        let omits = |child: TreeNode<'_>| child.full().is_none() && child.title().is_some();
        let full = if !adds_up && self.file.children().any(omits) { self.written_full_marks() } else { None };
        let may_lack_common = self.file.may_lack(StatementKind::Common);
        let of_total = Above { adds_up, full: full.as_ref(), kinds: None, is_limited: false, may_lack_common };
        self.children = self.declare_children(self.file.children().collect(), 1, of_total);
    }

    /// Nodes of one level with all below them.
    fn declare_children(&mut self, children: Vec<TreeNode<'a>>, depth: usize, above: Above<'_>) -> Vec<ChildId> {
        let mut ids = Vec::new();
        for child in children {
            let (full, kinds) = match self.declared_full(child, above) {
                Some((full, kinds)) => (Some(full), kinds),
                None => (None, None),
            };
            let is_limited = above.is_limited || kinds.as_ref().is_some_and(|kinds| !kinds.is_everyone());
            match child {
                TreeNode::Head(head) => {
                    let id = HeadId(self.heads.len());
                    ids.push(ChildId::Head(id));
                    let is_limited = is_limited || head.node.applies.is_some();
                    self.heads.push(KnownHead {
                        code: head.code.value.clone(),
                        full_unknown: full.is_none(),
                        full: full.clone().unwrap_or_else(Number::zero),
                        kinds: kinds.clone(),
                        is_limited,
                        applies: Applies::Always,
                        lapses: false,
                        children: Vec::new(),
                        span: head.code.span,
                    });
                    if depth >= DEEPEST {
                        self.too_deep(head);
                        continue;
                    }
                    let loses = above.may_lack_common || ast::may_be(&head.unread, StatementKind::Aggregate);
                    let adds_up = adds_up(&head.node) && !loses;
                    let of_head = Above { adds_up, full: full.as_ref(), kinds: kinds.as_ref(), is_limited, ..above };
                    let below = self.declare_children(head.children().collect(), depth + 1, of_head);
                    self.heads.get_mut(id.0).or_broken(DECLARED).children = below;
                }
                TreeNode::Indicator(indicator) => {
                    ids.push(ChildId::Indicator(IndicatorId(self.indicators.len())));
                    self.declare_indicator(indicator, full, kinds, is_limited);
                }
            }
        }
        ids
    }

    fn declare_indicator(
        &mut self,
        indicator: &'a ast::Indicator,
        full: Option<Number>,
        kinds: Option<Kinds>,
        is_limited: bool,
    ) {
        self.values.push((indicator, State::Untouched));
        let has = |is_it: fn(&ClauseKind) -> bool| indicator.clauses.iter().any(|clause| is_it(&clause.kind));
        let lapses = has(|kind| matches!(kind, ClauseKind::Missing(ast::Missing::NotApplicable)));
        self.indicators.push(KnownIndicator {
            code: indicator.code.value.clone(),
            full_unknown: full.is_none(),
            full: full.unwrap_or_else(Number::zero),
            kinds,
            has_value: has(|kind| matches!(kind, ClauseKind::Value(_))) || indicator.may_lack(StatementKind::Value),
            is_limited: is_limited || has(|kind| matches!(kind, ClauseKind::Applies(_))) || lapses,
            has_scoring: has(|kind| matches!(kind, ClauseKind::Scoring(_)))
                || indicator.may_lack(StatementKind::Scoring),
            value: None,
            applies: Applies::Always,
            lapses,
            span: indicator.code.span,
        });
    }

    /// The full marks of a node as written, or those of what it stands below where marks do not add up.
    fn declared_full(&mut self, child: TreeNode<'_>, above: Above<'_>) -> Option<(Number, Option<Kinds>)> {
        if let Some(written) = child.full() {
            return self.fixed_marks(written).map(|full| (full, None));
        }
        if !child.kinds().is_empty() {
            return self
                .marks_by_kind(child.kinds())
                .map(|kinds| (kinds.greatest(), Some(kinds).filter(|kinds| !kinds.is_one())));
        }
        // One whose opening could not be read has been reported.
        child.title()?;
        if !above.adds_up {
            return above.full.map(|full| (full.clone(), above.kinds.cloned()));
        }
        let code = child.code();
        let written = &code.value;
        self.refuse(
            Diagnostic::error(
                Code::H0204,
                code.span,
                words!("「{written}」没有写分值", "the full marks of `{written}` are not written"),
            )
            .help(words!(
                "在名称后写分值：\"…\" 10 分；上一级写了 汇总 平均 等、不是各项相加的，可以不写",
                "write them behind the title: \"…\" 10 分; below a node that is no sum they may be left out"
            )),
        )
    }

    fn too_deep(&mut self, head: &ast::Head) {
        let code = &head.code.value;
        self.report(
            Diagnostic::error(
                Code::H0104,
                head.code.span,
                words!(
                    "方面「{code}」在第 {DEEPEST} 层，下面不能再有",
                    "head `{code}` is on level {DEEPEST}, the last"
                ),
            )
            .help(words!("把最下面几层并成一层", "put the lowest levels into one")),
        );
    }
}
