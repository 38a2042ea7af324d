//! Real rule texts: the shipped rule files, the blocks of the manual, and the pages of patterns.

use std::fs;
use std::path::Path;

use heng::finding::SourceId;
use heng::syntax::{self, ast};

/// A rule file with its items apart.
pub(crate) struct Page {
    pub(crate) text: String,
    /// The text of each item, and where its trees stand among those of the page.
    pub(crate) items: Vec<(String, std::ops::Range<usize>)>,
    pub(crate) file: ast::File,
}

impl Page {
    /// `None` for a text that has findings, or whose items do not stand apart line by line.
    fn of(text: String) -> Option<Self> {
        let (file, findings) = syntax::parse(SourceId(0), &text);
        if !findings.is_empty() {
            return None;
        }
        let mut items = Vec::new();
        let mut at = 0;
        for text in chunks(&text) {
            let (part, findings) = syntax::parse(SourceId(0), &text);
            if !findings.is_empty() {
                return None;
            }
            let after = at + part.items.len();
            items.push((text, at..after));
            at = after;
        }
        (at == file.items.len() && !items.is_empty()).then_some(Self { text, items, file })
    }

    pub(crate) fn all() -> Vec<Self> {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut texts = Vec::new();
        for file in files_below(&root.join("rules")) {
            if Path::new(&file).extension().is_some_and(|extension| extension == "heng") {
                texts.push(fs::read_to_string(file).unwrap());
            }
        }
        texts.extend(blocks(&fs::read_to_string(root.join("docs/language.md")).unwrap()));
        for file in files_below(&root.join("docs/patterns")) {
            texts.extend(blocks(&fs::read_to_string(file).unwrap()));
        }
        texts.into_iter().filter_map(Self::of).collect()
    }
}

/// Paths of all files, in order.
pub(crate) fn files_below(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path.to_str().unwrap().to_owned());
            }
        }
    }
    found.sort();
    found
}

/// Blocks of rules on a page.
fn blocks(page: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open = false;
    for line in page.lines() {
        match line.strip_prefix("```") {
            Some(info) if !open && info.starts_with("heng") => {
                found.push(String::new());
                open = true;
            }
            Some(_) => open = false,
            None if open => found.last_mut().unwrap().extend([line, "\n"]),
            None => {}
        }
    }
    found
}

/// Items of a text in canonical layout: each begins at the beginning of a line.
fn chunks(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for line in text.lines() {
        let begins = !line.is_empty() && !line.starts_with([' ', '}', '/']);
        if begins {
            found.push(String::new());
        }
        if let Some(chunk) = found.last_mut() {
            chunk.extend([line, "\n"]);
        }
    }
    found
}
