//! The binary `heng`.

mod cli;

use std::{panic, thread};

use cli::Status;
use heng::data;

/// Trees of many small parts are built, and thrown away on other threads: the system's allocator takes a fifth of a
/// run for that, this one a tenth.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Expressions are nested at most 64 deep and definitions chained at most 100, so evaluation
/// recurses deeper than the stack that a main thread is sure to have.
const STACK: usize = 256 << 20;

fn main() -> Status {
    cli::pages::small();
    let trace = panic::take_hook();
    panic::set_hook(Box::new(move |found| {
        if !data::is_about_a_file(found) {
            cli::tell(&cli::fault_text(found));
            trace(found);
        }
    }));
    // This thread needs so little memory that one large page would be too much.
    let worker = thread::Builder::new().stack_size(STACK).spawn(|| {
        cli::pages::large();
        cli::main()
    });
    match worker.map(thread::JoinHandle::join) {
        Ok(Ok(status)) => status,
        // The panic has been printed by the thread; 101 is a fault of ours.
        Ok(Err(_)) => Status::Fault,
        Err(_) => Status::Usage,
    }
}
