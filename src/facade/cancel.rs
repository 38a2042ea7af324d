//! An end that another thread asks for.

use std::sync::Arc;

use crate::host::progress::Progress;

/// Ends a run from another thread.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::{Cancel, Error};
///
/// let cancel = Cancel::new();
/// let run = parks::run()?.cancelled_by(&cancel);
/// cancel.cancel();
/// assert!(cancel.is_cancelled());
/// assert_eq!(run.score(), Err(Error::Cancelled));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Cancel(pub(super) Arc<Progress>);

impl Cancel {
    /// Of a run that goes on.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Ends the run: whoever waits for it gets [`Error::Cancelled`] at once, and nothing is left of it.
    pub fn cancel(&self) {
        self.0.cancel();
    }

    /// Whether the run was cancelled.
    #[must_use]
    pub fn is_cancelled(&self) -> bool {
        self.0.is_cancelled()
    }
}
