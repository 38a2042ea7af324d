//! The page of a case taken apart, and put together again.

/// What a page says.
pub(crate) struct Page {
    /// The words of the case, behind the first `#`.
    pub(crate) title: String,
    /// What stands before the first section.
    head: String,
    pub(crate) sections: Vec<Section>,
}

/// A file and what comes of it.
pub(crate) struct Section {
    /// Behind `##`: the file, a dash, and who wrote it how.
    pub(crate) title: String,
    /// What stands before what comes out.
    words: String,
    /// The rules: its own, or else those of the page.
    pub(crate) rules: String,
    /// What comes out.
    pub(crate) expected: String,
}

impl Page {
    pub(crate) fn of(text: &str) -> Self {
        let mut parts = text.split("\n## ");
        let head = parts.next().unwrap_or_default().to_owned();
        let title = head.lines().next().and_then(|line| line.strip_prefix("# ")).unwrap_or_default().to_owned();
        let shared = block(&head, "heng").unwrap_or_default();
        let section = |part: &str| {
            let title = part.lines().next().unwrap_or_default().to_owned();
            let words = part.split("```text\n").next().unwrap_or_default();
            let words = words.strip_prefix(&title).unwrap_or_default().to_owned();
            let rules = block(part, "heng").unwrap_or_else(|| shared.clone());
            Section { title, words, rules, expected: block(part, "text").unwrap_or_default() }
        };
        Self { title, head: head.clone(), sections: parts.map(section).collect() }
    }

    pub(crate) fn text(&self) -> String {
        let mut text = self.head.trim_end().to_owned() + "\n";
        for Section { title, words, expected, .. } in &self.sections {
            let words = words.trim();
            let words = if words.is_empty() { String::new() } else { format!("{words}\n\n") };
            text += &format!("\n## {title}\n\n{words}```text\n{expected}```\n");
        }
        text
    }
}

impl Section {
    /// The file that is read, and whether it stands for the folder of the data.
    pub(crate) fn file(&self) -> (&str, bool) {
        let name = self.title.split(" — ").next().unwrap_or_default().trim();
        match name.strip_prefix("--data ") {
            Some(name) => (name, true),
            None => (name, false),
        }
    }

    /// All files that the section reads.
    pub(crate) fn files(&self) -> Vec<String> {
        let named = self.rules.split('"').skip(1).step_by(2).map(str::to_owned);
        named.chain([self.file().0.to_owned()]).collect()
    }
}

/// The block of a kind.
fn block(text: &str, kind: &str) -> Option<String> {
    let behind = text.split_once(&format!("```{kind}\n"))?.1;
    Some(behind.split_once("```").map_or(behind, |(block, _)| block).to_owned())
}
