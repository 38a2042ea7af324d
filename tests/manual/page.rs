//! The page taken apart.

use std::fs;
use std::path::Path;

/// What a block holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A rule file.
    Whole,
    /// Items of one.
    Items,
    /// 指标, with 示例 behind.
    Indicators,
    /// One expression a line.
    Expressions,
}

/// A block of rules.
pub(crate) struct Block {
    /// What it holds.
    pub(crate) kind: Kind,
    /// Line of its fence in the page.
    pub(crate) line: usize,
    /// Its text.
    pub(crate) text: String,
}

/// The page.
pub(crate) struct Page {
    /// All of it.
    pub(crate) text: String,
    /// Its blocks of rules.
    pub(crate) blocks: Vec<Block>,
    /// The scripts that they may name: path and text.
    pub(crate) scripts: Vec<(String, String)>,
    /// Info strings that are of no known kind.
    pub(crate) unknown: Vec<String>,
}

impl Page {
    pub(crate) fn read() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/language.md");
        let text = fs::read_to_string(path).unwrap();
        let (mut blocks, mut scripts, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
        let mut lines = text.lines().enumerate();
        while let Some((at, line)) = lines.next() {
            let Some(info) = line.strip_prefix("```") else { continue };
            let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
            if let Some(file) = info.strip_prefix("rhai file=") {
                scripts.push((file.to_owned(), body.join("\n") + "\n"));
                continue;
            }
            let kind = match info {
                "heng" => Kind::Whole,
                "heng fragment" => Kind::Items,
                "heng fragment indicator" => Kind::Indicators,
                "heng fragment expression" => Kind::Expressions,
                "text" | "sh" | "toml" => continue,
                other => {
                    unknown.push(format!("line {}: {other}", at + 1));
                    continue;
                }
            };
            blocks.push(Block { kind, line: at + 1, text: body.join("\n") + "\n" });
        }
        Self { text, blocks, scripts, unknown }
    }

    /// The first columns of the table under a heading, without its head.
    pub(crate) fn table(&self, heading: &str, columns: usize) -> Vec<Vec<String>> {
        table(&self.text, heading, columns)
    }
}

/// The first columns of the table under a heading of a page, without its head.
pub(crate) fn table(page: &str, heading: &str, columns: usize) -> Vec<Vec<String>> {
    let mut lines = page.lines();
    assert!(
        lines.by_ref().any(|line| line.starts_with('#') && line.trim_start_matches('#').trim() == heading),
        "no heading {heading}"
    );
    let rows = lines.take_while(|line| !line.starts_with('#')).filter_map(|line| line.strip_prefix('|'));
    rows.skip(2)
        .map(|row| {
            let cells = row.split('|').map(|cell| cell.trim().trim_matches('`').to_owned());
            cells.take(columns).collect()
        })
        .collect()
}
