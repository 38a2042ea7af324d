//! 方面 and 指标.

use super::context::{Context, Owner};
use super::known::Kinds;
use super::known::{Applies, KnownHead, Sibling};
use super::marks::total_unequal;
use super::nodes::Levels;
use super::{Checker, texts};
use crate::core::{Arena, ChildId, ExprId, ExprKind, FieldId, HeadId, KeyPart, NodeId, Origin, Schema};
use crate::finding::{Code, Diagnostic, Language, Span, Spanned};
use crate::invariant::{OrBroken, broken};
use crate::number::Number;
use crate::rules::{Head, Indicator, Node, ResultColumn};
use crate::syntax::ast::{self, StatementKind, TreeNode};
use crate::words;

pub(super) const DECLARED: &str = "nodes are declared before their clauses are looked at";

/// What keeps nodes from some subjects, from what stands above them.
#[derive(Clone, Default)]
pub(super) struct Limits {
    /// All of these hold for whom they count.
    pub(super) all: Vec<ExprId>,
    /// One of them has errors.
    pub(super) is_unknown: bool,
    /// One of which nothing applies is left out.
    may_lack: bool,
}

/// The checked nodes, by their ids.
struct Built {
    heads: Vec<Option<Head>>,
    indicators: Vec<Option<Indicator>>,
}

impl<'a> Checker<'a> {
    /// The clauses of 总分 as written.
    pub(super) fn total_clauses(&self) -> Option<&'a ast::Node> {
        self.file.items.iter().find_map(|item| match item {
            ast::Item::Total(total) => Some(&total.node),
            _ => None,
        })
    }

    /// Whether the 汇总 of a node may be among what could not be read.
    pub(super) fn loses_aggregate(&self, of: NodeId) -> bool {
        match of {
            NodeId::Total => self.file.items.iter().any(|item| match item {
                ast::Item::Total(total) => ast::may_be(&total.unread, StatementKind::Aggregate),
                ast::Item::Unread(unread) => {
                    unread.may_be(StatementKind::Total)
                        || unread.may_be(StatementKind::Aggregate)
                        || unread.may_be(StatementKind::Head)
                }
                _ => false,
            }),
            NodeId::Head(head) => {
                self.file.heads().nth(head.0).is_some_and(|head| ast::may_be(&head.unread, StatementKind::Aggregate))
            }
        }
    }

    /// Whether results have a column of this name: in the language of the file, or in Chinese.
    pub(super) fn names_results(&self, name: &str) -> bool {
        let languages = [Language::Zh, self.file.language];
        ResultColumn::ALL.iter().any(|column| languages.iter().any(|language| column.name(*language) == name))
    }

    /// Whether a field of the subject table gives results their first columns.
    pub(super) fn names_subjects(&self, name: &str) -> bool {
        let Some(subjects) = self.schema.table(Schema::SUBJECTS) else { return false };
        subjects.fields.iter().enumerate().any(|(id, field)| {
            let id = FieldId(id);
            field.name == name && (subjects.key.contains(&KeyPart::Field(id)) || subjects.title == Some(id))
        })
    }

    /// All heads, and all indicators unless one has errors.
    pub(super) fn heads(&mut self, levels: Levels) -> (Vec<Head>, Option<Vec<Indicator>>) {
        let mut built = Built { heads: vec![None; self.heads.len()], indicators: vec![None; self.indicators.len()] };
        let children = self.children.clone();
        let may_lack = !is_plain_sum(self.total_clauses());
        let sources: Vec<TreeNode<'a>> = self.file.children().collect();
        let limits = Limits { may_lack, ..Limits::default() };
        self.children_of(NodeId::Total, (&children, sources), &limits, levels, &mut built);
        // Heads below the last level have been refused.
        (built.heads.into_iter().flatten().collect(), built.indicators.into_iter().collect())
    }

    /// The nodes of one level with all below them.
    fn children_of(
        &mut self,
        within: NodeId,
        (ids, sources): (&[ChildId], Vec<TreeNode<'a>>),
        limits: &Limits,
        levels: Levels,
        built: &mut Built,
    ) {
        for (id, source) in ids.iter().zip(sources) {
            match (*id, source) {
                (ChildId::Indicator(id), TreeNode::Indicator(source)) => {
                    if !is_rounded(TreeNode::Indicator(source)) {
                        self.needs_rounding(source.code.span);
                    }
                    let outside = self.begin(Some(Owner::Indicator(id)));
                    let checked = self.indicator(id, within, source, limits);
                    self.begin(outside);
                    *built.indicators.get_mut(id.0).or_broken(DECLARED) = checked;
                }
                (ChildId::Head(id), TreeNode::Head(source)) => {
                    if !is_rounded(TreeNode::Head(source)) {
                        self.needs_rounding(source.code.span);
                    }
                    let known = self.heads.get(id.0).or_broken(DECLARED).clone();
                    let own = self.limits_of(source, known.kinds.as_ref(), limits);
                    let below = (known.children.as_slice(), source.children().collect());
                    self.children_of(NodeId::Head(id), below, &own, levels, built);
                    let outside = self.begin(Some(Owner::Head(id)));
                    let head = self.head(id, within, source, (limits.may_lack, levels));
                    self.begin(outside);
                    *built.heads.get_mut(id.0).or_broken(DECLARED) = Some(head);
                }
                _ => broken("nodes are declared in the order of the file"),
            }
        }
    }

    /// What keeps that which stands below a head from some subjects.
    fn limits_of(&mut self, source: &ast::Head, kinds: Option<&Kinds>, above: &Limits) -> Limits {
        let mut limits = Limits { may_lack: !is_plain_sum(Some(&source.node)), ..above.clone() };
        limits.all.extend(kinds.and_then(|kinds| self.is_of_kinds(kinds)));
        match source.node.applies.as_ref().map(|applies| self.infer_yes_no(applies, &Context::subject())) {
            None => {}
            Some(Some(applies)) => limits.all.push(applies),
            Some(None) => limits.is_unknown = true,
        }
        limits
    }

    fn head(&mut self, id: HeadId, within: NodeId, source: &ast::Head, (may_lack, levels): (bool, Levels)) -> Head {
        let before = self.diagnostics.len();
        let node = self.head_node(id, source, levels);
        // What is wrong with the node is the likely cause of marks that do not add up.
        let misread = node.is_none() && self.diagnostics.len() > before;
        let known = self.heads.get(id.0).or_broken(DECLARED).clone();
        let head = Head {
            code: source.code.value.clone(),
            title: source.title.as_ref().map_or_else(String::new, |title| title.value.clone()),
            full: known.full.clone(),
            by_kind: self.by_kind(known.kinds.as_ref(), source.code.span),
            is_limited: known.is_limited,
            cap: self.cap_of_head(source, &known),
            basis: texts(&source.basis),
            within,
            // One with errors has been reported.
            node: Node { children: known.children.clone(), ..node.unwrap_or_default() },
            span: source.code.span,
        };
        // The marks of what could not be read are not in the sum.
        let is_cut = known.children.is_empty() && source.children().next().is_some();
        let lost = !source.unread.is_empty() || is_cut;
        let unknown =
            known.full_unknown || self.siblings(&known.children, Vec::new()).iter().any(|one| one.full_unknown);
        // Under a cap the parts may come to more.
        if !lost && !unknown && adds_up(Some(&source.node)) && !misread && head.cap.is_none() {
            let place = (Some(head.code.as_str()), head.span);
            let full = (&known.full, known.kinds.as_ref());
            let lacks = (source.node.gaps.is_some(), may_lack || known.is_limited);
            self.marks_add_up(place, &known.children, full, lacks);
        }
        head
    }

    /// 封顶 of a head: so many marks, or 满分.
    fn cap_of_head(&mut self, source: &ast::Head, known: &KnownHead) -> Option<Spanned<Number>> {
        let cap = source.node.cap.as_ref()?;
        let marks = match &cap.kind {
            ast::ExprKind::FullMarks if known.full_unknown => return None,
            ast::ExprKind::FullMarks if known.kinds.is_none() => known.full.clone(),
            _ => self.fixed_marks(cap)?,
        };
        if marks > known.full && !known.full_unknown {
            let (code, full) = (&known.code, known.full.to_readable(4));
            self.report(Diagnostic::error(
                Code::H0701,
                cap.span,
                words!("方面 {code} 的封顶高于它的满分 {full} 分", "the cap of {code} is above its full marks, {full}"),
            ));
        }
        Some(Spanned::new(marks, cap.span))
    }

    /// What a node knows of its children; `weights` as far as they are written.
    pub(super) fn siblings<'s>(&self, children: &[ChildId], weights: Vec<Option<&'s ast::Expr>>) -> Vec<Sibling<'s>> {
        let weights = weights.into_iter().chain(std::iter::repeat(None));
        let sibling = |(child, weight): (&ChildId, Option<&'s ast::Expr>)| match child {
            ChildId::Head(id) => {
                let known = self.heads.get(id.0).or_broken(DECLARED).clone();
                Sibling {
                    code: known.code,
                    full: known.full,
                    kinds: known.kinds,
                    full_unknown: known.full_unknown,
                    applies: known.applies,
                    lapses: known.lapses,
                    weight,
                    span: known.span,
                }
            }
            ChildId::Indicator(id) => {
                let known = self.indicators.get(id.0).or_broken(DECLARED).clone();
                Sibling {
                    code: known.code,
                    full: known.full,
                    kinds: known.kinds,
                    full_unknown: known.full_unknown,
                    applies: known.applies,
                    lapses: known.lapses,
                    weight,
                    span: known.span,
                }
            }
        };
        children.iter().zip(weights).map(sibling).collect()
    }

    /// How a head comes from what stands below it, and for whom it counts.
    fn head_node(&mut self, id: HeadId, source: &ast::Head, levels: Levels) -> Option<Node> {
        let children = self.heads.get(id.0).or_broken(DECLARED).children.clone();
        // What stands below the last level has been refused, and nothing is known of it.
        if children.is_empty() && source.children().next().is_some() {
            self.heads.get_mut(id.0).or_broken(DECLARED).applies = Applies::Unknown;
            return None;
        }
        let siblings = self.siblings(&children, source.children().map(TreeNode::weight).collect());
        let applies = some_applies(&mut self.arena, &siblings, source.code.span);
        let known = self.heads.get_mut(id.0).or_broken(DECLARED);
        known.applies = applies;
        known.lapses = !siblings.iter().any(Sibling::always_counts) && siblings.iter().any(|sibling| sibling.lapses);
        let full = Some(known.full.clone()).filter(|_| !known.full_unknown);
        if source.has_unread() {
            return None;
        }
        self.node(&source.node, (&source.code.value, source.code.span), full.as_ref(), &siblings, levels.head)
    }

    pub(super) fn source_full_marks(&self) -> Vec<&'a ast::Expr> {
        let items = self.file.items.iter();
        items
            .filter_map(|item| match item {
                ast::Item::FullMarks(full) => Some(full),
                _ => None,
            })
            .collect()
    }

    /// 满分 as written.
    pub(super) fn written_full_marks(&mut self) -> Option<Number> {
        let written = self.source_full_marks();
        written.first().and_then(|written| self.fixed_marks(written))
    }

    /// Whether something that stands directly below 总分 may be among what could not be read.
    pub(super) fn may_lack_children(&self) -> bool {
        [StatementKind::Head, StatementKind::Indicator].into_iter().any(|kind| self.file.may_lack(kind))
    }

    /// Full marks of all that stands below 总分, held against 满分 when 总分 is their sum.
    pub(super) fn full_marks_of_all(&mut self, is_sum: bool) -> Option<Number> {
        let written = self.source_full_marks();
        self.only_once(&written.iter().map(|full| full.span).collect::<Vec<_>>());
        let parts = self.siblings(&self.children, Vec::new());
        if parts.is_empty() {
            return None;
        }
        let sum: Number = parts.iter().map(|part| &part.full).sum();
        let Some(source) = written.first() else {
            let missing = words!("缺少「满分」：写 满分 100 分", "full marks are missing: write full_marks 100 分");
            self.absent(StatementKind::FullMarks, &missing);
            return Some(sum);
        };
        let full = self.fixed_marks(source)?;
        let summed = !self.may_lack_children() && !parts.iter().any(|part| part.full_unknown);
        let children = self.children.clone();
        let is_limited = |child: &ChildId| match child {
            ChildId::Head(id) => self.heads.get(id.0).is_some_and(|head| head.is_limited),
            ChildId::Indicator(id) => self.indicators.get(id.0).is_some_and(|known| known.is_limited),
        };
        if summed && is_sum && children.iter().any(is_limited) {
            let has_gaps = self.total_clauses().is_some_and(|total| total.gaps.is_some());
            self.marks_add_up((None, source.span), &children, (&full, None), (has_gaps, false));
        } else if summed && is_sum && full != sum {
            let list: Vec<String> =
                parts.iter().map(|part| format!("{} {}", part.code, part.full.to_readable(4))).collect();
            let (sum, full, list) = (sum.to_readable(4), full.to_readable(4), super::summands(&list));
            self.report(total_unequal(source.span, &words!("", ""), (&sum, &full, &list)));
        }
        Some(full)
    }
}

/// Whether a node is the sum of its children, as far as that is written.
pub(super) fn adds_up<'n>(node: impl Into<Option<&'n ast::Node>>) -> bool {
    let aggregate = node.into().and_then(|node| node.aggregate.as_ref());
    aggregate.is_none_or(|written| written.function.value == "求和")
}

/// Whether a node is no more than the sum of its children.
fn is_plain_sum(node: Option<&ast::Node>) -> bool {
    adds_up(node) && node.is_none_or(|node| node.gaps.is_none())
}

/// For whom one of the parts counts.
fn some_applies(arena: &mut Arena, siblings: &[Sibling<'_>], span: Span) -> Applies {
    let mut conditions = Vec::new();
    for sibling in siblings {
        match &sibling.applies {
            Applies::Always => return Applies::Always,
            Applies::Unknown => return Applies::Unknown,
            Applies::Where(applies) => conditions.push(*applies),
        }
    }
    let conditions = conditions.into_iter().map(|applies| arena.copied(applies)).collect();
    Applies::Where(arena.yes_no(ExprKind::Or(conditions), Origin::implied(span)))
}

/// Whether every indicator here says itself how it is rounded, as with 舍入 in 各指标.
fn is_rounded(node: TreeNode<'_>) -> bool {
    match node {
        TreeNode::Indicator(indicator) => {
            let has = |is_it: fn(&ast::ClauseKind) -> bool| indicator.clauses.iter().any(|clause| is_it(&clause.kind));
            has(|kind| matches!(kind, ast::ClauseKind::Rounding(_)))
        }
        TreeNode::Head(head) => {
            let mut children = head.children().peekable();
            children.peek().is_some() && children.all(is_rounded)
        }
    }
}
