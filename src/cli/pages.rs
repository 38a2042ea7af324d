//! Pages of memory of 2 MiB instead of 4 KiB, where the system gives them.
//!
//! A short run that allocates much has a tenth of its time from them: the system gives memory in a dozen pieces and not in
//! thousands. A run over tables does not: it needs a part of each piece only, and pieces have to be cleared, sometimes
//! after the system has looked for them.

/// From here on memory comes in small pages.
pub(crate) fn small() {
    are_large(false);
}

/// From here on memory comes in large pages.
pub(super) fn large() {
    are_large(true);
}

#[cfg(target_os = "linux")]
fn are_large(large: bool) {
    // A system that knows no large pages goes on with small ones.
    let _ = rustix::thread::disable_transparent_huge_pages(!large);
}

#[cfg(not(target_os = "linux"))]
fn are_large(_: bool) {}
