//! What an expression may refer to where it stands.

use crate::core::{ChildId, FieldId, HeadId, IndicatorId, Peers, Schema, TableId, Type};

/// An item that earns marks and may have figures of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Owner {
    Indicator(IndicatorId),
    Head(HeadId),
    Total,
}

impl Owner {
    /// What stands below a node.
    pub(super) fn of(child: ChildId) -> Self {
        match child {
            ChildId::Indicator(id) => Self::Indicator(id),
            ChildId::Head(id) => Self::Head(id),
        }
    }
}

/// Surroundings of an expression.
#[derive(Debug, Clone, Default)]
#[allow(clippy::struct_excessive_bools, reason = "each is a word that means something here or does not")]
pub(super) struct Context {
    /// The table of the row at hand; `None` where only constants may stand.
    pub(super) table: Option<TableId>,
    /// The indicator whose 取值 and 满分 are meant.
    pub(super) indicator: Option<IndicatorId>,
    /// Whether 取值 may be read (not in 取值 itself).
    pub(super) may_read_value: bool,
    /// Whether 取值 is the one that the data give, before 缺失 stands in.
    pub(super) reads_given: bool,
    /// The cohort over which figures of the subject table run (范围 of a condition).
    pub(super) scope: Option<Cohort>,
    /// Whether it is what the row at hand says by which other rows are looked up (本行).
    pub(super) of_this_row: bool,
    /// Whether a part of the tree is looked at as a row, so that 层级 is that of the part.
    pub(super) of_part: bool,
    /// What a name that stands here alone is to be.
    pub(super) wanted: Option<Wanted>,
}

/// What the place of a name asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Wanted {
    Number,
    Marks,
    YesNo,
    /// What can be held against a value of this type.
    Like(Type),
}

impl Wanted {
    /// Whether something of a type can be meant.
    pub(super) fn accepts(&self, ty: &Type) -> bool {
        match (self, ty) {
            (Self::Number, ty) => matches!(ty, Type::Number(_)),
            (Self::Marks, ty) => Self::Like(Type::marks()).accepts(ty),
            (Self::YesNo, ty) => *ty == Type::YesNo,
            (Self::Like(Type::Number(wanted)), Type::Number(unit)) => wanted.dimension == unit.dimension,
            (Self::Like(wanted), ty) => wanted == ty,
        }
    }
}

impl Context {
    /// The same place, where a name is to be something.
    pub(super) fn wanting(&self, wanted: Option<Wanted>) -> Self {
        Self { wanted, ..self.clone() }
    }

    /// Only constants.
    pub(super) fn constant() -> Self {
        Self::default()
    }

    /// A row of a table.
    pub(super) fn row(table: TableId) -> Self {
        Self { table: Some(table), ..Self::default() }
    }

    /// A subject.
    pub(super) fn subject() -> Self {
        Self::row(Schema::SUBJECTS)
    }
}

/// Subjects, or rows of all of them, that are compared with one another.
#[derive(Debug, Clone)]
pub(super) struct Cohort {
    /// Who they are.
    pub(super) peers: Peers,
    /// Only those who participate.
    pub(super) participating: bool,
}

impl Cohort {
    /// The fields that subjects share.
    pub(super) fn fields(&self) -> Vec<FieldId> {
        self.peers.same.iter().map(|(_, field)| *field).collect()
    }
}
