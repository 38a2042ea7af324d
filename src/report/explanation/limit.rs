//! How long a page may be.

/// A page has at most so many lines.
const MOST_LINES: usize = 1900;

/// So many lines may stand under a title in any case.
const LEAST_LINES: usize = 8;

/// How many lines under a title are printed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limit {
    /// How many there are.
    size: usize,
    /// How many of them are printed.
    pub(super) shown: usize,
}

impl Limit {
    /// How many are not.
    pub(super) fn hidden(self) -> usize {
        self.size - self.shown
    }
}

/// How many lines there may be under each title, from how many there are on the page and under each title; nothing
/// when the page is short enough. Titles under which little stands keep all of it.
pub(super) fn limits(lines: usize, sizes: &[usize]) -> Option<Vec<Limit>> {
    if lines <= MOST_LINES {
        return None;
    }
    let others = lines.saturating_sub(sizes.iter().sum());
    let mut budget = MOST_LINES.saturating_sub(others).max(LEAST_LINES.saturating_mul(sizes.len()));
    let mut sorted = sizes.to_vec();
    sorted.sort_unstable();
    let mut most = usize::MAX;
    for (place, size) in sorted.iter().enumerate() {
        let share = budget / (sorted.len() - place);
        if *size > share {
            most = share;
            break;
        }
        budget -= size;
    }
    // The line that says how many are hidden stands there too.
    let shown = |size: usize| if size > most { most.saturating_sub(1) } else { size };
    Some(sizes.iter().map(|size| Limit { size: *size, shown: shown(*size) }).collect())
}

#[cfg(test)]
mod tests {
    use super::limits;

    fn shown(lines: usize, sizes: &[usize]) -> Option<Vec<usize>> {
        limits(lines, sizes).map(|limits| limits.iter().map(|limit| limit.shown).collect())
    }

    #[test]
    fn a_short_page_is_whole() {
        assert_eq!(shown(1900, &[1000, 800]), None);
    }

    #[test]
    fn little_stays_whole_and_much_is_cut_alike() {
        assert_eq!(shown(10_110, &[10, 5000, 40, 5000]), Some(vec![10, 894, 40, 894]));
        assert_eq!(shown(20_000, &[20_000]), Some(vec![1899]));
    }

    #[test]
    fn some_lines_stand_under_each_title_in_any_case() {
        assert_eq!(shown(30_000, &[100; 250]), Some(vec![7; 250]));
    }
}
