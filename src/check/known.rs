//! What is known of 方面 and 指标 before all of their clauses are looked at.

use crate::core::{ChildId, Choices, ExprId, FieldId};
use crate::finding::Span;
use crate::number::Number;
use crate::syntax::ast::{self};

/// An enumeration that is an item of its own.
#[derive(Debug, Clone)]
pub(super) struct KnownEnumeration {
    pub(super) name: ast::Name,
    pub(super) choices: Choices,
    /// Whether it is the labels of a further grading.
    pub(super) is_grading: bool,
}

/// What is known of an indicator before its clauses are looked at.
#[derive(Debug, Clone)]
#[allow(clippy::struct_excessive_bools, reason = "each is told by the words of one clause")]
pub(super) struct KnownIndicator {
    pub(super) code: String,
    /// Full marks, the most of any kind; 0 when they have errors.
    pub(super) full: Number,
    /// Full marks by kind, where they differ.
    pub(super) kinds: Option<Kinds>,
    /// Its full marks have errors, so that no sum can be held against them.
    pub(super) full_unknown: bool,
    /// Whether it has a 取值 clause, or one that may be such.
    pub(super) has_value: bool,
    /// Whether something keeps it from some subjects: 适用, kinds, 缺失 不适用.
    pub(super) is_limited: bool,
    /// Whether it has a 计分 clause, or one that may be such.
    pub(super) has_scoring: bool,
    /// Its value, once inferred without errors.
    pub(super) value: Option<ExprId>,
    /// For which subjects it counts.
    pub(super) applies: Applies,
    /// 缺失 不适用
    pub(super) lapses: bool,
    /// Its code in the text.
    pub(super) span: Span,
}

/// 适用 of an indicator as far as it is known.
#[derive(Debug, Clone)]
pub(super) enum Applies {
    /// No such clause: all subjects.
    Always,
    /// The clause has errors.
    Unknown,
    /// For subjects of which this holds.
    Where(ExprId),
}

/// What is known of a head before what stands below it is looked at.
#[derive(Debug, Clone)]
pub(super) struct KnownHead {
    pub(super) code: String,
    /// Full marks, the most of any kind; 0 when they have errors.
    pub(super) full: Number,
    /// Full marks by kind, where they differ.
    pub(super) kinds: Option<Kinds>,
    /// Whether 适用 or kinds, its own or those around it, keep it from some subjects.
    pub(super) is_limited: bool,
    /// Its full marks have errors, so that no sum can be held against them.
    pub(super) full_unknown: bool,
    /// For which subjects something below it counts.
    pub(super) applies: Applies,
    /// Nothing below it counts for everyone, and 缺失 不适用 has a say in it.
    pub(super) lapses: bool,
    /// What stands directly below it.
    pub(super) children: Vec<ChildId>,
    /// Its code in the text.
    pub(super) span: Span,
}

/// What a node knows of a child.
pub(super) struct Sibling<'a> {
    /// Its code.
    pub(super) code: String,
    /// Its full marks, the most of any kind.
    pub(super) full: Number,
    /// Full marks by kind, where they differ.
    pub(super) kinds: Option<Kinds>,
    /// Its full marks have errors.
    pub(super) full_unknown: bool,
    /// For whom it counts.
    pub(super) applies: Applies,
    /// 缺失 不适用: it may also not count for lack of data.
    pub(super) lapses: bool,
    /// 权重 as written.
    pub(super) weight: Option<&'a ast::Expr>,
    /// Its code in the text.
    pub(super) span: Span,
}

impl Sibling<'_> {
    /// Whether it counts for everyone.
    pub(super) fn always_counts(&self) -> bool {
        matches!(self.applies, Applies::Always) && !self.lapses
    }
}

/// Full marks by kind.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Kinds {
    pub(super) field: FieldId,
    pub(super) choices: Choices,
    /// The item and its marks, in the order of the text.
    pub(super) of: Vec<(usize, Number)>,
    pub(super) span: Span,
}

impl Kinds {
    /// The most of any kind.
    pub(super) fn greatest(&self) -> Number {
        self.of.iter().map(|(_, marks)| marks).max().cloned().unwrap_or_else(Number::zero)
    }

    /// Whether every kind is named.
    pub(super) fn is_everyone(&self) -> bool {
        self.of.len() == self.choices.len()
    }

    /// Whether every kind has the same marks.
    pub(super) fn is_one(&self) -> bool {
        self.is_everyone() && self.of.iter().all(|(_, marks)| Some(marks) == self.of.first().map(|(_, first)| first))
    }

    /// With each number of marks taken away instead of added.
    pub(super) fn negated(&self) -> Self {
        Self { of: self.of.iter().map(|(kind, marks)| (*kind, -marks.clone())).collect(), ..self.clone() }
    }
}

/// The places of clauses and columns that stand for several items.
pub(super) fn shared_places(file: &ast::File) -> Vec<Span> {
    let of_items = file.items.iter().filter_map(|item| match item {
        ast::Item::Common(common) => Some(common.span),
        ast::Item::Header(header) => Some(header.span),
        _ => None,
    });
    let of_heads = file.heads().flat_map(|head| {
        let common = head.common.iter().map(|common| common.span);
        common.chain(head.header.iter().map(|header| header.span))
    });
    of_items.chain(of_heads).collect()
}
