//! The correct rule sets: shipped, gallery, pattern pages, generated.

use std::fs;
use std::path::{Path, PathBuf};

/// A rule set that stands by itself.
pub(crate) struct Set {
    pub(crate) name: String,
    pub(crate) text: String,
    /// Scripts that it names, by path.
    pub(crate) scripts: Vec<(String, String)>,
}

fn files(root: &Path, folder: &str, ending: &str) -> Vec<PathBuf> {
    let mut found = Vec::new();
    let mut folders = vec![root.join(folder)];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_str().unwrap().ends_with(ending) {
                found.push(path);
            }
        }
    }
    found.sort();
    found
}

/// The whole rule file of a pattern page, if it stands by itself.
fn of_page(text: &str) -> Option<String> {
    let body = text.split_once("\n```heng\n")?.1.split_once("\n```")?.0;
    Some(format!("{body}\n"))
}

pub(crate) fn sets() -> Vec<Set> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let shown = |path: &Path| path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
    let mut sets: Vec<Set> = files(root, "rules", ".heng")
        .into_iter()
        .map(|path| {
            let scripts = files(root, path.parent().unwrap().strip_prefix(root).unwrap().to_str().unwrap(), ".rhai");
            let below =
                |script: &PathBuf| script.strip_prefix(path.parent().unwrap()).unwrap().to_str().unwrap().to_owned();
            let scripts = scripts.iter().map(|script| (below(script), fs::read_to_string(script).unwrap())).collect();
            Set { name: shown(&path), text: fs::read_to_string(&path).unwrap(), scripts }
        })
        .collect();
    for page in files(root, "docs/patterns", ".md") {
        let text = of_page(&fs::read_to_string(&page).unwrap());
        sets.extend(text.map(|text| Set { name: shown(&page), text, scripts: Vec::new() }));
    }
    for seed in 1..=6 {
        sets.push(Set { name: format!("generated {seed}"), text: crate::large::text(12, seed), scripts: Vec::new() });
    }
    // An amendment is no rule set by itself, and one whose findings are its subject is not correct.
    sets.retain(|set| !set.text.contains("\n沿用 ") && !set.text.starts_with("沿用 "));
    sets.retain(|set| super::said(set, &set.text).iter().all(|words| words.starts_with("H0450")));
    sets
}
