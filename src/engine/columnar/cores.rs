//! Work that every core takes a share of.

use std::num::NonZeroUsize;
use std::panic::resume_unwind;
use std::thread;

use crate::cancel::here;

/// The same work on each core, if there is enough for more than one.
pub(super) fn on_all_cores(pieces: usize, work: &(impl Fn() + Sync)) {
    let cores = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(pieces);
    if cores <= 1 {
        return work();
    }
    let cancel = &here();
    thread::scope(|scope| {
        let threads: Vec<_> = (0..cores).map(|_| scope.spawn(move || cancel.over(work))).collect();
        for thread in threads {
            thread.join().unwrap_or_else(|fault| resume_unwind(fault));
        }
    });
}
