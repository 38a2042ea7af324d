//! Work on all cores.

use std::num::NonZeroUsize;
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::cancel::{here, look, parts};

/// Does the work for each of the items, on whichever core is free for the next one; the outcomes are in the order of the
/// items.
pub(crate) fn on_all_cores<I: Send, T: Send>(items: Vec<I>, work: impl Fn(I) -> T + Sync) -> Vec<T> {
    with_hands(items, || (), |(), item| work(item))
}

/// As [`on_all_cores`] for columns of so many rows; short ones take less time than it takes a thread to begin.
pub(crate) fn on_all_cores_if_long<I: Send, T: Send>(
    rows: usize,
    items: Vec<I>,
    work: impl Fn(I) -> T + Sync,
) -> Vec<T> {
    if rows < LONG { items.into_iter().map(work).collect() } else { on_all_cores(items, work) }
}

/// Does the work for the rows of a column, some at a time, on whichever core is free; the outcomes are in their order.
pub(crate) fn in_parts<T: Send>(rows: usize, work: impl Fn(Range<usize>) -> T + Sync) -> Vec<T> {
    on_all_cores_if_long(rows, parts(rows, PART).collect(), work)
}

/// How many cores there are.
pub(crate) fn cores() -> usize {
    thread::available_parallelism().map_or(1, NonZeroUsize::get)
}

/// So many rows are a part.
const PART: usize = 1 << 16;

/// So many rows are long.
const LONG: usize = 1 << 14;

/// As [`on_all_cores`]; each core has a hand of its own, which keeps what is of use for its next items too.
pub(crate) fn with_hands<I: Send, H, T: Send>(
    items: Vec<I>,
    hand: impl Fn() -> H + Sync,
    work: impl Fn(&mut H, I) -> T + Sync,
) -> Vec<T> {
    let cores = cores().min(items.len());
    let queue = Mutex::new(items.into_iter().enumerate());
    let share = || {
        let mut hand = hand();
        let mut done = Vec::new();
        loop {
            look();
            // The queue is free again before the work begins.
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((place, item)) = next else { return done };
            done.push((place, work(&mut hand, item)));
        }
    };
    let cancel = &here();
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(|| cancel.over(share))).collect();
        let mut done = share();
        for other in others {
            done.extend(other.join().unwrap_or_else(|fault| resume_unwind(fault)));
        }
        done
    });
    done.sort_unstable_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, outcome)| outcome).collect()
}
