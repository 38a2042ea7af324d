//! The rows above the rows of a table.

use std::sync::Arc;

use crate::cancel::looking;
use crate::invariant::{OrBroken, fit};

/// The parent of a row whose parent was not found.
pub(super) const NO_ROW: u32 = u32::MAX;

/// The row above each row of a table. In most files those that belong together stand together, in the order of the rows
/// above; then only where they begin is kept.
#[derive(Debug, Clone)]
pub struct Parents(Form);

#[derive(Debug, Clone)]
enum Form {
    /// Where the rows below each row above begin; at the end, how many there are.
    Starts(Arc<Vec<u32>>),
    /// In any order; some have none when something is wrong.
    Listed(Vec<u32>),
}

/// Rows one below the other that have the same row above, and how many they are.
pub(super) type Run = (u32, u32);

/// Adds so many rows with the same row above.
pub(super) fn add(runs: &mut Vec<Run>, parent: u32, rows: usize) {
    match runs.last_mut() {
        Some((last, more)) if *last == parent => *more += fit::<u32>(rows),
        _ => runs.push((parent, fit(rows))),
    }
}

impl Default for Parents {
    fn default() -> Self {
        Self(Form::Listed(Vec::new()))
    }
}

impl Parents {
    /// Of runs below so many rows above.
    pub(super) fn of_runs(runs: &[Run], above: usize) -> Self {
        let rows: usize = runs.iter().map(|(_, rows)| fit::<usize>(*rows)).sum();
        let parents = runs.iter().map(|(parent, _)| *parent);
        let is_ordered = parents.is_sorted() && runs.last().is_none_or(|(last, _)| fit::<usize>(*last) < above);
        // Few rows below many are as short one by one.
        if !is_ordered || rows < above {
            let each = runs.iter().flat_map(|(parent, rows)| std::iter::repeat_n(*parent, fit(*rows)));
            return Self(Form::Listed(looking(each).collect()));
        }
        let mut starts: Vec<u32> = Vec::with_capacity(above + 1);
        let mut before = 0_u32;
        for (parent, rows) in looking(runs.iter()) {
            // Those above between the last one and this have none.
            starts.resize(starts.len().max(fit::<usize>(*parent) + 1), before);
            before += rows;
        }
        starts.resize(above + 1, before);
        Self(Form::Starts(Arc::new(starts)))
    }

    /// Of rows one by one below so many rows above.
    pub(super) fn of(list: &[u32], above: usize) -> Self {
        let mut runs = Vec::new();
        looking(list.iter()).for_each(|parent| add(&mut runs, *parent, 1));
        Self::of_runs(&runs, above)
    }

    /// Number of rows.
    #[must_use]
    pub fn len(&self) -> usize {
        match &self.0 {
            Form::Starts(starts) => fit(*starts.last().or_broken("behind the last row stands how many there are")),
            Form::Listed(list) => list.len(),
        }
    }

    /// Whether there are no rows.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The row above a row; none past the last, and of a row that belongs to none.
    #[must_use]
    pub fn get(&self, row: usize) -> Option<u32> {
        match &self.0 {
            Form::Starts(starts) => {
                let behind = starts.partition_point(|start| fit::<usize>(*start) <= row);
                (behind < starts.len()).then(|| fit(behind - 1))
            }
            Form::Listed(list) => list.get(row).copied(),
        }
        .filter(|parent| *parent != NO_ROW)
    }

    /// The row above each row; the greatest number where there is none.
    pub fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        let (starts, listed) = match &self.0 {
            Form::Starts(starts) => (starts.as_slice(), [].as_slice()),
            Form::Listed(list) => ([].as_slice(), list.as_slice()),
        };
        let ends = starts.iter().zip(starts.iter().skip(1));
        let each = (0..).zip(ends).flat_map(|(parent, (from, to))| std::iter::repeat_n(parent, fit(to - from)));
        each.chain(listed.iter().copied())
    }

    /// Where the rows below each row above begin, and behind the last one how many there are; nothing where they do not
    /// stand in the order of those above.
    #[must_use]
    pub fn starts(&self) -> Option<&Arc<Vec<u32>>> {
        match &self.0 {
            Form::Starts(starts) => Some(starts),
            Form::Listed(_) => None,
        }
    }
}

impl FromIterator<u32> for Parents {
    fn from_iter<I: IntoIterator<Item = u32>>(parents: I) -> Self {
        Self(Form::Listed(parents.into_iter().collect()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::Parents;

    proptest! {
        #[test]
        fn rows_keep_those_above_them_in_either_form(
            mut list in proptest::collection::vec(0..12_u32, 0..60),
            more in 0..4_usize,
            in_order: bool,
        ) {
            if in_order {
                list.sort_unstable();
            }
            let above = list.iter().max().map_or(0, |most| *most as usize + 1) + more;
            let parents = Parents::of(&list, above);
            prop_assert_eq!(parents.starts().is_some(), list.is_sorted() && list.len() >= above);
            prop_assert_eq!(parents.iter().collect::<Vec<_>>(), list.clone());
            prop_assert_eq!(parents.len(), list.len());
            for row in 0..list.len() + 2 {
                prop_assert_eq!(parents.get(row), list.get(row).copied());
            }
        }
    }
}
