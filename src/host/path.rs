//! Where paths lead.

use std::path::{Component, Path, PathBuf};

/// Whether a path lies in a folder as both are written, or is the folder.
pub(super) fn is_below(path: &str, folder: &str) -> bool {
    let Some(path) = steps(path) else { return false };
    steps(folder).is_some_and(|folder| path.starts_with(&folder))
}

/// The steps of a path, none of them back; `None` of one that leads out of where it begins.
fn steps(path: &str) -> Option<Vec<&str>> {
    // A path from the root is in no folder that is not.
    let mut steps = if path.starts_with(['/', '\\']) { vec!["/"] } else { Vec::new() };
    let roots = steps.len();
    for step in path.split(['/', '\\']) {
        match step {
            "" | "." => {}
            ".." if steps.len() > roots => {
                steps.pop();
            }
            ".." => return None,
            _ => steps.push(step),
        }
    }
    Some(steps)
}

/// The folder that a path as it is written stands in.
#[must_use]
pub fn folder_of(path: &str) -> &str {
    match path.rfind(['/', '\\']) {
        None => ".",
        Some(0) => "/",
        Some(at) => path.get(..at).unwrap_or_default(),
    }
}

/// The folder on disk that a path leads into, all links followed.
pub(super) fn folder_behind(path: &str) -> Option<String> {
    target(Path::new(path))?.parent()?.to_str().map(str::to_owned)
}

/// Whether a path leads into a folder on disk, all links followed. What is not there leads where its last folder that
/// is there does.
pub(super) fn leads_into(path: &str, folder: &str) -> bool {
    let Ok(folder) = std::fs::canonicalize(if folder.is_empty() { "." } else { folder }) else { return false };
    target(Path::new(path)).is_some_and(|target| target.starts_with(folder))
}

fn target(path: &Path) -> Option<PathBuf> {
    let mut missing: Vec<Component<'_>> = Vec::new();
    let mut known = path;
    loop {
        let here = if known.as_os_str().is_empty() { Path::new(".") } else { known };
        if let Ok(target) = std::fs::canonicalize(here) {
            return Some(missing.iter().rev().fold(target, |target, step| target.join(step)));
        }
        let last = known.components().next_back()?;
        if !matches!(last, Component::Normal(_)) {
            return None;
        }
        missing.push(last);
        known = known.parent()?;
    }
}
