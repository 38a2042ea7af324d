//! What is asked of several rows.

use super::figure::Figure;
use super::form::Form;
use super::operand::Operand;
use crate::core::{Peers, TableId};

/// Whose rows a figure is over.
#[derive(Debug, Clone)]
pub(super) enum Extent {
    /// The rows of a table below each row.
    Below(TableId),
    /// The rows of a table below the same row of one above, that say the same as each row.
    Beside { of: TableId, above: TableId, keys: Vec<(Form, Form)> },
    /// The rows that share these fields.
    Cohort(Peers),
}

/// Rows, and what is asked of them.
pub(super) struct Asked {
    pub(super) extent: Extent,
    /// The most rows of one group.
    pub(super) most: usize,
    /// Which rows count.
    pub(super) filter: Option<Form>,
    pub(super) value: Option<Operand>,
}

impl Asked {
    /// A figure over the rows.
    pub(super) fn figure(&self, figure: Figure<Form>) -> Form {
        match &self.extent {
            Extent::Below(of) => Form::below(*of, figure),
            Extent::Beside { of, above, keys } => Form::beside(*of, *above, keys.clone(), figure),
            Extent::Cohort(peers) => Form::cohort(peers.clone(), figure),
        }
    }

    /// The value of the rows that count, null in others.
    pub(super) fn chosen(&self, value: &Form) -> Form {
        match &self.filter {
            Some(filter) => value.only_where(filter),
            None => value.clone(),
        }
    }
}
