//! Work on all cores.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::cancel::{here, look};
use crate::invariant::OrBroken;

/// Does the work for each of the items, on every core that is free for the next; the outcomes are in the order of the
/// items.
///
/// # Errors
/// That of the first item that has one, whichever core met another before.
pub(super) fn on_all_cores<I: Send, T: Send, E: Send>(
    items: Vec<I>,
    work: impl Fn(I) -> Result<T, E> + Sync,
) -> Result<Vec<T>, E> {
    let count = items.len();
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(count);
    let queue = Mutex::new(items.into_iter().enumerate());
    let has_failed = AtomicBool::new(false);
    let hand = || {
        let mut done = Vec::new();
        // What stands before a failure was taken before it.
        while !has_failed.load(Ordering::Relaxed) {
            look();
            let next = queue.lock().unwrap_or_else(PoisonError::into_inner).next();
            let Some((place, item)) = next else { break };
            let outcome = work(item);
            if outcome.is_err() {
                has_failed.store(true, Ordering::Relaxed);
            }
            done.push((place, outcome));
        }
        done
    };
    let cancel = &here();
    let mut done = thread::scope(|scope| {
        let others: Vec<_> = (1..cores).map(|_| scope.spawn(|| cancel.over(hand))).collect();
        let mut done = hand();
        for other in others {
            match other.join() {
                Ok(more) => done.extend(more),
                Err(fault) => resume_unwind(fault),
            }
        }
        done
    });
    done.sort_unstable_by_key(|(place, _)| *place);
    let outcomes = done.into_iter().map(|(_, outcome)| outcome).collect::<Result<Vec<T>, E>>()?;
    (outcomes.len() == count).then_some(()).or_broken("each item of a queue has its outcome");
    Ok(outcomes)
}
