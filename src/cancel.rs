//! Whether the run at hand is to go on: whoever started it may say no, and every loop that can take long looks.
//!
//! The run is that of the thread, so that a loop need not be handed what it looks at. A thread that takes part of the
//! work over takes the run over with it ([`here`], [`Cancel::over`]).

use std::cell::RefCell;
use std::cmp::Ordering as Order;
use std::ops::Range;
use std::panic::resume_unwind;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Ends work from another thread.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::{Cancel, Error};
///
/// let run = parks::run()?;
/// let cancel = Cancel::new();
/// assert_eq!(cancel.over(|| run.score())?.subjects.len(), run.score()?.subjects.len());
/// cancel.cancel();
/// assert_eq!(cancel.over(|| run.score()), Err(Error::Cancelled));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Cancel(Arc<AtomicU64>);

/// No more rows than these are worked through between two looks.
pub const ROWS: usize = 1 << 17;

/// No more bytes of a file than these are worked through between two looks.
pub const BYTES: usize = 1 << 20;

/// Looks that are left where there is no end to them.
const ENDLESS: u64 = u64::MAX;

/// What work that was cancelled ends with: it unwinds from where it noticed, without a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cancelled;

thread_local! {
    static HERE: RefCell<Option<Cancel>> = const { RefCell::new(None) };
}

impl Default for Cancel {
    fn default() -> Self {
        Self::new()
    }
}

impl Cancel {
    /// Of work that goes on.
    #[must_use]
    pub fn new() -> Self {
        Self::after(ENDLESS)
    }

    /// Of work that ends when it has looked so often whether it is to go on: to try what is left of work that was cancelled
    /// in the middle.
    #[must_use]
    pub fn after(looks: u64) -> Self {
        Self(Arc::new(AtomicU64::new(looks)))
    }

    /// Ends the work: whoever waits for it gets [`Error::Cancelled`](crate::Error::Cancelled) at once, and nothing is
    /// left of it.
    pub fn cancel(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// Whether the work was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.looks_left() == 0
    }

    /// After how many looks the work ends; the greatest number when it goes on for ever.
    #[must_use]
    pub fn looks_left(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Does work of this thread that this ends: whatever rules and data are read and run in it.
    pub fn over<T>(&self, work: impl FnOnce() -> T) -> T {
        let _outer = Outer(HERE.replace(Some(self.clone())));
        work()
    }

    fn look(&self) {
        match self.looks_left() {
            ENDLESS => {}
            0 => resume_unwind(Box::new(Cancelled)),
            _ => {
                // Whoever takes the last look goes on; cancelled meanwhile, it stays so.
                let less = |left: u64| left.checked_sub(1);
                let _ = self.0.fetch_update(Ordering::Relaxed, Ordering::Relaxed, less);
            }
        }
    }
}

/// Leaves the work at hand if it was cancelled. Whoever started it takes [`Cancelled`] from the unwinding.
pub fn look() {
    HERE.with_borrow(|here| {
        if let Some(cancel) = here {
            cancel.look();
        }
    });
}

/// The parts of a whole, of so many each, with a look before each of them.
pub fn parts(whole: usize, part: usize) -> impl Iterator<Item = Range<usize>> {
    (0..whole).step_by(part).inspect(|_| look()).map(move |start| start..whole.min(start.saturating_add(part)))
}

/// Sorts as [`slice::sort_by`] does.
pub fn sort_by<T>(values: &mut [T], compare: impl Fn(&T, &T) -> Order) {
    for run in values.chunks_mut(ROWS) {
        look();
        run.sort_by(&compare);
    }
    if values.len() > ROWS {
        // What is in order already is only put together.
        values.sort_by(|one, other| {
            look();
            compare(one, other)
        });
    }
}

/// Goes through items and looks now and then: at once, and after every so many.
pub fn looking<T>(items: impl Iterator<Item = T>) -> impl Iterator<Item = T> {
    const BETWEEN: u32 = 1024;
    let mut until = 0_u32;
    items.inspect(move |_| {
        if until == 0 {
            look();
            until = BETWEEN;
        }
        until = until.saturating_sub(1);
    })
}

/// What can end the work at hand, for whoever does part of it on another thread.
#[must_use]
pub fn here() -> Cancel {
    HERE.with_borrow(Clone::clone).unwrap_or_default()
}

/// What could end the work of the thread before, put back when the work is done or left.
struct Outer(Option<Cancel>);

impl Drop for Outer {
    fn drop(&mut self) {
        HERE.set(self.0.take());
    }
}
