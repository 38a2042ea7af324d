//! Work on a stack of its own, that can be left.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use super::error::Error;
use crate::cancel::{self, Cancelled};
use crate::invariant::Broken;

/// Expressions are nested at most 64 deep, but figures may read one another in long chains, so evaluation recurses deeper
/// than the stack that a thread of the caller is sure to have. Only what is used of it takes memory.
const STACK: usize = 1 << 30;

/// How long a caller waits before it looks whether it was cancelled.
const PATIENCE: Duration = Duration::from_millis(10);

/// Does some work. When what the caller is at is cancelled it is free at once; the work ends where it looks next, and
/// keeps nothing.
pub(super) fn apart<T: Send + 'static>(work: impl FnOnce() -> Result<T, Error> + Send + 'static) -> Result<T, Error> {
    let (cancel, (sender, receiver)) = (cancel::here(), mpsc::channel());
    let run = cancel.clone();
    let worker = thread::Builder::new().name("heng".to_owned()).stack_size(STACK).spawn(move || {
        let outcome =
            catch_unwind(AssertUnwindSafe(|| run.over(work))).unwrap_or_else(|fault| Err(of_fault(fault.as_ref())));
        // Whoever was cancelled listens no more.
        let _ = sender.send(outcome);
    });
    if let Err(error) = worker {
        return Err(Error::Internal(format!("no thread could be started: {error}")));
    }
    loop {
        match receiver.recv_timeout(PATIENCE) {
            Ok(outcome) => return if cancel.is_cancelled() { Err(Error::Cancelled) } else { outcome },
            Err(RecvTimeoutError::Timeout) if cancel.is_cancelled() => return Err(Error::Cancelled),
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => {
                return Err(Error::Internal("a worker ended without an outcome".to_owned()));
            }
        }
    }
}

fn of_fault(fault: &(dyn Any + Send)) -> Error {
    if fault.is::<Cancelled>() {
        return Error::Cancelled;
    }
    let text = fault
        .downcast_ref::<Broken>()
        .map(ToString::to_string)
        .or_else(|| fault.downcast_ref::<String>().cloned())
        .or_else(|| fault.downcast_ref::<&str>().map(|text| (*text).to_owned()));
    Error::Internal(text.unwrap_or_else(|| "a fault without words".to_owned()))
}
