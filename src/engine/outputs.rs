//! What an engine works out for every subject.

use std::collections::BTreeMap;

use crate::lang::model::CellId;

/// The output cells of a plan ([`super::Plan::outputs`]), one value for each subject in the order of
/// the subject table.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Outputs {
    /// Marks and sums of marks; `None` is missing.
    pub numbers: BTreeMap<CellId, NumberColumn>,
    /// Conditions; `None` is unknown.
    pub truths: BTreeMap<CellId, Vec<Option<bool>>>,
}

/// Numbers with a fixed number of places.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NumberColumn {
    /// Decimals of every value.
    pub places: u32,
    /// value × 10^places.
    pub values: Vec<Option<i128>>,
}
