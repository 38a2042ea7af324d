//! 方面 and 指标.

use std::collections::BTreeMap;

use super::known::{Applies, KnownHead, KnownIndicator, Sibling};
use super::nodes::Levels;
use super::{Checker, texts};
use crate::core::{Arena, ChildId, ExprKind, FieldId, HeadId, IndicatorId, KeyPart, NodeId, Origin, Schema};
use crate::finding::{Code, Diagnostic, Language, Span};
use crate::invariant::{OrBroken, broken};
use crate::number::Number;
use crate::rules::{Head, Indicator, Node, ResultColumn};
use crate::syntax::ast::{self, ClauseKind, StatementKind, TreeNode};
use crate::words;

/// How many levels a tree has at most, 总分 not counted.
const DEEPEST: usize = 8;

const DECLARED: &str = "nodes are declared before their clauses are looked at";

/// The checked nodes, by their ids.
struct Built {
    heads: Vec<Option<Head>>,
    indicators: Vec<Option<Indicator>>,
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
        let adds_up = adds_up(self.total_clauses());
        let omits = |child: TreeNode<'_>| child.full().is_none() && child.title().is_some();
        let full = if !adds_up && self.file.children().any(omits) { self.written_full_marks() } else { None };
        self.children = self.declare_children(self.file.children().collect(), 1, (adds_up, full.as_ref()));
    }

    /// Nodes of one level with all below them. `of_parent`: whether the marks of the level add up, and the full marks of
    /// what it stands below.
    fn declare_children(
        &mut self,
        children: Vec<TreeNode<'a>>,
        depth: usize,
        of_parent: (bool, Option<&Number>),
    ) -> Vec<ChildId> {
        let mut ids = Vec::new();
        for child in children {
            let full = self.declared_full(child, of_parent);
            match child {
                TreeNode::Head(head) => {
                    let id = HeadId(self.heads.len());
                    ids.push(ChildId::Head(id));
                    self.heads.push(KnownHead {
                        code: head.code.value.clone(),
                        full_unknown: full.is_none(),
                        full: full.clone().unwrap_or_else(Number::zero),
                        applies: Applies::Always,
                        lapses: false,
                        children: Vec::new(),
                        span: head.code.span,
                    });
                    if depth >= DEEPEST {
                        self.too_deep(head);
                        continue;
                    }
                    let of_head = (adds_up(&head.node), full.as_ref());
                    let below = self.declare_children(head.children().collect(), depth + 1, of_head);
                    self.heads.get_mut(id.0).or_broken(DECLARED).children = below;
                }
                TreeNode::Indicator(indicator) => {
                    ids.push(ChildId::Indicator(IndicatorId(self.indicators.len())));
                    self.declare_indicator(indicator, full);
                }
            }
        }
        ids
    }

    fn declare_indicator(&mut self, indicator: &ast::Indicator, full: Option<Number>) {
        let has = |is_it: fn(&ClauseKind) -> bool| indicator.clauses.iter().any(|clause| is_it(&clause.kind));
        let lapses = has(|kind| matches!(kind, ClauseKind::Missing(ast::Missing::NotApplicable)));
        self.indicators.push(KnownIndicator {
            code: indicator.code.value.clone(),
            full_unknown: full.is_none(),
            full: full.unwrap_or_else(Number::zero),
            has_value: has(|kind| matches!(kind, ClauseKind::Value(_))) || indicator.may_lack(StatementKind::Value),
            is_limited: has(|kind| matches!(kind, ClauseKind::Applies(_))) || lapses,
            value: None,
            applies: Applies::Always,
            lapses,
            span: indicator.code.span,
        });
    }

    /// The full marks of a node as written, or those of what it stands below where marks do not add up.
    fn declared_full(&mut self, child: TreeNode<'_>, (adds_up, of_parent): (bool, Option<&Number>)) -> Option<Number> {
        if let Some(written) = child.full() {
            return self.fixed_marks(written);
        }
        // One whose opening could not be read has been reported.
        child.title()?;
        if !adds_up {
            return of_parent.cloned();
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

    /// The clauses of 总分 as written.
    pub(super) fn total_clauses(&self) -> Option<&'a ast::Node> {
        self.file.items.iter().find_map(|item| match item {
            ast::Item::Total(total) => Some(&total.node),
            _ => None,
        })
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
        self.children_of(NodeId::Total, (&children, sources), may_lack, levels, &mut built);
        // Heads below the last level have been refused.
        (built.heads.into_iter().flatten().collect(), built.indicators.into_iter().collect())
    }

    /// The nodes of one level with all below them. `may_lack`: one of which nothing applies is left out.
    fn children_of(
        &mut self,
        within: NodeId,
        (ids, sources): (&[ChildId], Vec<TreeNode<'a>>),
        may_lack: bool,
        levels: Levels,
        built: &mut Built,
    ) {
        for (id, source) in ids.iter().zip(sources) {
            match (*id, source) {
                (ChildId::Indicator(id), TreeNode::Indicator(source)) => {
                    self.needs_rounding(source.code.span);
                    let checked = self.indicator(id, within, source);
                    self.arena.begin(None);
                    *built.indicators.get_mut(id.0).or_broken(DECLARED) = checked;
                }
                (ChildId::Head(id), TreeNode::Head(source)) => {
                    self.needs_rounding(source.code.span);
                    let children = self.heads.get(id.0).or_broken(DECLARED).children.clone();
                    let below = (children.as_slice(), source.children().collect());
                    self.children_of(NodeId::Head(id), below, !is_plain_sum(Some(&source.node)), levels, built);
                    let head = self.head(id, within, source, (may_lack, levels));
                    *built.heads.get_mut(id.0).or_broken(DECLARED) = Some(head);
                }
                _ => broken("nodes are declared in the order of the file"),
            }
        }
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
            basis: texts(&source.basis),
            within,
            // One with errors has been reported.
            node: Node { children: known.children.clone(), ..node.unwrap_or_default() },
            span: source.code.span,
        };
        // The marks of what could not be read are not in the sum.
        let lost = !source.unread.is_empty();
        let unknown =
            known.full_unknown || self.siblings(&known.children, Vec::new()).iter().any(|one| one.full_unknown);
        if !lost && !unknown && adds_up(Some(&source.node)) && !misread {
            self.marks_add_up(&head, (source.node.gaps.is_some(), may_lack));
        }
        head
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
        if full != sum && summed && is_sum {
            let list: Vec<String> =
                parts.iter().map(|part| format!("{} {}", part.code, part.full.to_readable(4))).collect();
            let (sum, full, list) = (sum.to_readable(4), full.to_readable(4), super::summands(&list));
            self.report(
                Diagnostic::error(
                    Code::H0401,
                    source.span,
                    words!(
                        "各方面分值相加为 {sum} 分，不是满分 {full} 分（{list}）",
                        "the heads add up to {sum} marks, not to the full {full} ({list})"
                    ),
                )
                .help(words!("改方面的分值，或改满分", "change the marks of a head, or the full marks")),
            );
        }
        Some(full)
    }
}

/// Whether a node is the sum of its children, as far as that is written.
fn adds_up<'n>(node: impl Into<Option<&'n ast::Node>>) -> bool {
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
