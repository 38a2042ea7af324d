//! Pages of memory of 2 MiB instead of 4 KiB, where the system gives them.
//!
//! A short run that allocates much is faster with them (`docs/benchmarks.md`): the system gives memory in a dozen pieces
//! and not in thousands. A run over tables is not: large pages have to be cleared, sometimes after the system has looked
//! for them.

/// Commands that work through tables of data, which may be of any size.
const OF_TABLES: [&str; 10] =
    ["score", "explain", "plan", "data", "what-if", "why-not", "bounds", "firm", "diff", "verify"];

/// From here on memory comes in small pages, as long as the command is not known.
pub(crate) fn small() {
    are_large(false);
}

/// From here on memory comes in large pages, unless the command reads tables.
pub(crate) fn large() {
    are_large(!std::env::args_os().any(|word| OF_TABLES.iter().any(|command| word == *command)));
}

#[cfg(target_os = "linux")]
fn are_large(large: bool) {
    // A system that knows no large pages goes on with small ones.
    let _ = rustix::thread::disable_transparent_huge_pages(!large);
}

#[cfg(not(target_os = "linux"))]
fn are_large(_: bool) {}
