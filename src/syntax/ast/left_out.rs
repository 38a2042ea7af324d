//! What of the tree could not be read.

use super::unread::may_be;
use super::{
    Block, Example, File, Gloss, Grades, Head, Indicator, Item, KeyedParameters, Outputs, Script, StatementKind, Unread,
};
use crate::finding::Span;

impl File {
    /// The items that could not be read.
    pub fn unread_items(&self) -> impl Iterator<Item = &Unread> {
        self.items.iter().filter_map(|item| match item {
            Item::Unread(unread) => Some(unread),
            _ => None,
        })
    }

    /// Everything that could not be read.
    pub fn unread(&self) -> impl Iterator<Item = &Unread> {
        self.items.iter().flat_map(Item::unread)
    }

    /// Whether anything could not be read: exactly then there is a finding.
    #[must_use]
    pub fn has_unread(&self) -> bool {
        self.unread().next().is_some()
    }

    /// Whether an item of this kind may be among those that could not be read.
    #[must_use]
    pub fn may_lack(&self, kind: StatementKind) -> bool {
        self.unread_items().any(|unread| unread.may_be(kind))
    }
}

impl Item {
    /// Its place when it is made of statements, each of which knows what of it could not be read.
    pub(in crate::syntax) fn block(&self) -> Option<Span> {
        match self {
            Self::Head(head) => Some(head.span),
            Self::Common(common) => Some(common.span),
            Self::Table(table) => Some(table.span),
            Self::Total(total) => Some(total.span),
            Self::Indicator(Indicator { span, .. })
            | Self::Script(Script { span, .. })
            | Self::Bonus(Block { span, .. })
            | Self::Deduction(Block { span, .. })
            | Self::Grades(Grades { span, .. })
            | Self::Outputs(Outputs { span, .. })
            | Self::Keyed(KeyedParameters { span, .. })
            | Self::Example(Example { span, .. }) => Some(*span),
            Self::Grading(grading) => Some(grading.grades.span),
            _ => None,
        }
    }

    /// What of it could not be read.
    #[must_use]
    pub fn unread(&self) -> Vec<&Unread> {
        match self {
            Self::Unread(unread) => vec![unread],
            Self::Head(head) => head.all_unread(),
            Self::Grading(grading) => grading.grades.unread.iter().collect(),
            Self::Table(table) => table.unread.iter().collect(),
            Self::Common(common) => common.unread.iter().collect(),
            Self::Total(total) => total.unread.iter().collect(),
            Self::Indicator(Indicator { unread, .. })
            | Self::Script(Script { unread, .. })
            | Self::Gloss(Gloss { unread, .. })
            | Self::Bonus(Block { unread, .. })
            | Self::Deduction(Block { unread, .. })
            | Self::Grades(Grades { unread, .. })
            | Self::Outputs(Outputs { unread, .. })
            | Self::Keyed(KeyedParameters { unread, .. })
            | Self::Example(Example { unread, .. }) => unread.iter().collect(),
            _ => Vec::new(),
        }
    }
}

impl Head {
    /// Whether anything could not be read of it or of what stands below it.
    #[must_use]
    pub fn has_unread(&self) -> bool {
        !self.all_unread().is_empty()
    }
}

impl Indicator {
    /// Whether a clause of this kind may be among those that could not be read.
    #[must_use]
    pub fn may_lack(&self, kind: StatementKind) -> bool {
        may_be(&self.unread, kind)
    }
}
