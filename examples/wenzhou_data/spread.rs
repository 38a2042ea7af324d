//! Dividing a total over slots so that nothing is lost to rounding.

/// One share of a total: its bounds, both included, and its weight among the others.
#[derive(Clone, Copy)]
pub(crate) struct Slot {
    /// The least the share may be.
    pub(crate) low: i64,
    /// The most the share may be.
    pub(crate) high: i64,
    /// How strongly the share draws on what is left above the low bounds.
    pub(crate) weight: i64,
}

/// Divides `total` over the slots: every share within its bounds, the sum exactly `total`.
pub(crate) fn spread(what: &str, total: i64, slots: &[Slot]) -> Result<Vec<i64>, String> {
    let low: i64 = slots.iter().map(|slot| slot.low).sum();
    let high: i64 = slots.iter().map(|slot| slot.high).sum();
    if total < low || total > high {
        return Err(format!("{what}: {total} does not lie between {low} and {high}"));
    }
    let mut shares: Vec<i64> = slots.iter().map(|slot| slot.low).collect();
    let mut rest = total - low;
    while rest > 0 {
        rest = fill_once(&mut shares, slots, rest);
    }
    Ok(shares)
}

/// One pass over the slots with room left; returns what is still to be divided.
fn fill_once(shares: &mut [i64], slots: &[Slot], rest: i64) -> i64 {
    let open: i64 =
        shares.iter().zip(slots).filter(|(share, slot)| **share < slot.high).map(|(_, slot)| slot.weight.max(1)).sum();
    let mut left = rest;
    for (share, slot) in shares.iter_mut().zip(slots) {
        let room = slot.high - *share;
        // At least one unit, so that every pass makes progress even when all proportions round to zero.
        let wanted = (rest * slot.weight.max(1) / open.max(1)).max(1);
        let add = wanted.min(room).min(left);
        *share += add;
        left -= add;
    }
    left
}
