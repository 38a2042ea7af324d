//! The scoring tree as it is written: 方面 within 方面, 指标 as its leaves.

use super::{Child, ClauseKind, Expr, File, Head, Indicator, Item, Name, Unread};
use crate::finding::{Span, Spanned};

/// A node of the tree as it is written.
#[derive(Debug, Clone, Copy)]
pub enum TreeNode<'a> {
    /// A 方面.
    Head(&'a Head),
    /// A 指标.
    Indicator(&'a Indicator),
}

impl Child {
    /// The node that it is.
    #[must_use]
    pub fn node(&self) -> TreeNode<'_> {
        match self {
            Self::Head(head) => TreeNode::Head(head),
            Self::Indicator(indicator) => TreeNode::Indicator(indicator),
        }
    }
}

impl<'a> TreeNode<'a> {
    /// Its code.
    #[must_use]
    pub fn code(self) -> &'a Name {
        match self {
            Self::Head(head) => &head.code,
            Self::Indicator(indicator) => &indicator.code,
        }
    }

    /// From the keyword to the closing brace.
    #[must_use]
    pub fn span(self) -> Span {
        match self {
            Self::Head(head) => head.span,
            Self::Indicator(indicator) => indicator.span,
        }
    }

    /// Its title; none when its opening could not be read.
    #[must_use]
    pub fn title(self) -> Option<&'a Spanned<String>> {
        match self {
            Self::Head(head) => head.title.as_ref(),
            Self::Indicator(indicator) => indicator.title.as_ref(),
        }
    }

    /// Its full marks as written.
    #[must_use]
    pub fn full(self) -> Option<&'a Expr> {
        match self {
            Self::Head(head) => head.full.as_ref(),
            Self::Indicator(indicator) => indicator.full.as_ref(),
        }
    }

    /// Its full marks by the kind of the subject as written.
    #[must_use]
    pub fn kinds(self) -> &'a [(Name, Expr)] {
        match self {
            Self::Head(head) => &head.kinds,
            Self::Indicator(indicator) => &indicator.kinds,
        }
    }

    /// Its weight among its siblings.
    #[must_use]
    pub fn weight(self) -> Option<&'a Expr> {
        match self {
            Self::Head(head) => head.node.weight.as_ref(),
            Self::Indicator(indicator) => indicator.clauses.iter().find_map(|clause| match &clause.kind {
                ClauseKind::Weight(weight) => Some(weight),
                _ => None,
            }),
        }
    }

    /// Of its own statements those that could not be read.
    #[must_use]
    pub fn own_unread(self) -> &'a [Unread] {
        match self {
            Self::Head(head) => &head.unread,
            Self::Indicator(indicator) => &indicator.unread,
        }
    }

    /// What of it and of what stands below it could not be read.
    fn unread_into(self, found: &mut Vec<&'a Unread>) {
        match self {
            Self::Head(head) => {
                found.extend(&head.unread);
                found.extend(head.common.iter().flat_map(|common| &common.unread));
                head.children().for_each(|child| child.unread_into(found));
            }
            Self::Indicator(indicator) => found.extend(&indicator.unread),
        }
    }

    /// It and all that stands below it, each before what stands below it.
    fn whole_into(self, found: &mut Vec<TreeNode<'a>>) {
        found.push(self);
        if let Self::Head(head) = self {
            head.children().for_each(|child| child.whole_into(found));
        }
    }
}

impl Head {
    /// What stands directly below it.
    pub fn children(&self) -> impl DoubleEndedIterator<Item = TreeNode<'_>> {
        self.children.iter().map(Child::node)
    }

    /// The indicators directly below it.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.children().filter_map(|child| match child {
            TreeNode::Indicator(indicator) => Some(indicator),
            TreeNode::Head(_) => None,
        })
    }

    /// All that stands below it at any depth, each before what stands below it.
    #[must_use]
    pub fn below(&self) -> Vec<TreeNode<'_>> {
        let mut found = Vec::new();
        self.children().for_each(|child| child.whole_into(&mut found));
        found
    }

    /// What could not be read of it and of all that stands below it.
    #[must_use]
    pub fn all_unread(&self) -> Vec<&Unread> {
        let mut found = Vec::new();
        TreeNode::Head(self).unread_into(&mut found);
        found
    }
}

impl File {
    /// What stands directly below 总分.
    #[must_use]
    pub fn children(&self) -> impl DoubleEndedIterator<Item = TreeNode<'_>> {
        self.items.iter().filter_map(|item| match item {
            Item::Head(head) => Some(TreeNode::Head(head)),
            Item::Indicator(indicator) => Some(TreeNode::Indicator(indicator)),
            _ => None,
        })
    }

    /// The scoring tree: every 方面 and 指标, each before what stands below it.
    #[must_use]
    pub fn tree(&self) -> Vec<TreeNode<'_>> {
        let mut found = Vec::new();
        self.children().for_each(|child| child.whole_into(&mut found));
        found
    }

    /// Every 方面 at any depth.
    pub fn heads(&self) -> impl Iterator<Item = &Head> {
        self.tree().into_iter().filter_map(|node| match node {
            TreeNode::Head(head) => Some(head),
            TreeNode::Indicator(_) => None,
        })
    }

    /// Every 指标 at any depth.
    pub fn indicators(&self) -> impl Iterator<Item = &Indicator> {
        self.tree().into_iter().filter_map(|node| match node {
            TreeNode::Indicator(indicator) => Some(indicator),
            TreeNode::Head(_) => None,
        })
    }
}
