//! Calls of the library that reads parquet files.
//!
//! What it makes of a damaged file is not our promise to break: where it panics, the file is what is wrong.

use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, resume_unwind};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};

use polars_core::prelude::{PolarsResult, polars_bail};

use crate::cancel::Cancelled;
use crate::invariant::Broken;

/// Guarded calls under way. The library reads on threads of its own, so this is no matter of one thread.
static UNDER_WAY: AtomicUsize = AtomicUsize::new(0);

/// Calls the library; a panic in it is an error without words. What is ours to end the run with ends it.
pub(in crate::data) fn guarded<T>(call: impl FnOnce() -> PolarsResult<T>) -> PolarsResult<T> {
    UNDER_WAY.fetch_add(1, Ordering::SeqCst);
    let outcome = catch_unwind(AssertUnwindSafe(call));
    UNDER_WAY.fetch_sub(1, Ordering::SeqCst);
    match outcome {
        Ok(result) => result,
        Err(fault) if fault.is::<Cancelled>() || fault.is::<Broken>() => resume_unwind(fault),
        Err(_) => polars_bail!(ComputeError: ""),
    }
}

/// Whether a panic is one of the library over a file, which becomes a finding and need not be printed.
#[must_use]
pub fn is_about_a_file(panic: &PanicHookInfo<'_>) -> bool {
    // Where our own sources stand, as the compiler names them.
    let ours = Path::new(file!()).ancestors().nth(3);
    let is_ours = panic.location().zip(ours).is_none_or(|(at, ours)| Path::new(at.file()).starts_with(ours));
    !is_ours && UNDER_WAY.load(Ordering::SeqCst) > 0
}
