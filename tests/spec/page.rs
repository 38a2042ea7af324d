//! A page: its title, its prose and its blocks.

use std::fs;
use std::path::Path;

/// One page of `docs/patterns/`.
pub(crate) struct Page {
    /// File name.
    pub(crate) file: String,
    /// Number of the pattern.
    pub(crate) number: u32,
    /// The page itself.
    text: String,
    /// The rule set.
    pub(crate) rules: String,
    /// File name and text of the rule sets that it inherits, and of the scripts that it calls.
    pub(crate) inherited: Vec<(String, String)>,
    /// File name and text of each table of facts.
    pub(crate) tables: Vec<(String, String)>,
    /// Tables of expectations.
    pub(crate) expected: Vec<String>,
    /// Changes that must be refused.
    pub(crate) wrong: Vec<Wrong>,
    /// Blocks that are of no known kind.
    unknown: Vec<String>,
}

/// A change of the rule set (or of a table) that must raise one code.
pub(crate) struct Wrong {
    /// The code.
    pub(crate) code: String,
    /// The table that is changed; the rule set when absent.
    pub(crate) file: Option<String>,
    /// Old and new lines, place by place.
    hunks: Vec<(Vec<String>, Vec<String>)>,
}

/// All pages in the order of their numbers.
pub(crate) fn pages() -> Vec<Page> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/patterns");
    let mut files: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut pages: Vec<Page> = files.iter().map(|path| Page::read(path)).collect();
    pages.sort_by_key(|page| page.number);
    pages
}

impl Page {
    fn read(path: &Path) -> Self {
        let file = path.file_name().unwrap().to_str().unwrap().to_owned();
        let number = file.split('-').next().and_then(|number| number.parse().ok());
        let text = fs::read_to_string(path).unwrap();
        let mut page = Self {
            number: number.unwrap_or_else(|| panic!("{file}: the name begins with a number")),
            file,
            rules: String::new(),
            inherited: Vec::new(),
            tables: Vec::new(),
            expected: Vec::new(),
            wrong: Vec::new(),
            unknown: Vec::new(),
            text: text.clone(),
        };
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            let Some(info) = line.strip_prefix("```") else { continue };
            let body: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            page.add(info.trim(), body.join("\n") + "\n");
        }
        page
    }

    fn add(&mut self, info: &str, body: String) {
        let words: Vec<&str> = info.split_whitespace().collect();
        match words.as_slice() {
            ["heng"] if self.rules.is_empty() => self.rules = body,
            ["heng" | "rhai", file] if file.starts_with("file=") => self.inherited.push((file[5..].to_owned(), body)),
            ["csv", "expect"] => self.expected.push(body),
            ["csv", file] if file.starts_with("file=") => self.tables.push((file[5..].to_owned(), body)),
            ["wrong", code] => self.wrong.push(Wrong { code: (*code).to_owned(), file: None, hunks: hunks(&body) }),
            ["wrong", code, file] if file.starts_with("file=") => {
                self.wrong.push(Wrong {
                    code: (*code).to_owned(),
                    file: Some(file[5..].to_owned()),
                    hunks: hunks(&body),
                });
            }
            _ => self.unknown.push(info.to_owned()),
        }
    }

    /// What the page is about.
    pub(crate) fn title(&self) -> &str {
        let first = self.text.lines().next().unwrap_or_default();
        first.trim_start_matches(['#', ' ']).trim_start_matches(|digit: char| digit.is_ascii_digit()).trim_start()
    }

    /// What a page must have and this one has not.
    pub(crate) fn lacks(&self) -> Vec<String> {
        let title = format!("# {:02} ", self.number);
        let parts = [
            (self.text.starts_with(&title), format!("the title begins with `{title}`")),
            (!self.rules.is_empty(), "a block `heng`".to_owned()),
            (!self.tables.is_empty(), "a block `csv file=NAME`".to_owned()),
            (!self.expected.is_empty(), "a block `csv expect`".to_owned()),
            (self.text.contains("\n算："), "the marks worked by hand, after 「算：」".to_owned()),
            (self.text.contains("\n## 错误写法\n"), "the heading 「## 错误写法」".to_owned()),
            (!self.wrong.is_empty(), "a block `wrong CODE`".to_owned()),
            (self.unknown.is_empty(), format!("only known blocks, not {:?}", self.unknown)),
        ];
        parts.into_iter().filter(|(there, _)| !there).map(|(_, part)| format!("wanted: {part}")).collect()
    }
}

/// `- old` and `+ new` lines in order; a `-` after a `+` begins another place.
fn hunks(body: &str) -> Vec<(Vec<String>, Vec<String>)> {
    let mut hunks: Vec<(Vec<String>, Vec<String>)> = Vec::new();
    for line in body.lines() {
        if let Some(old) = line.strip_prefix("- ") {
            if hunks.last().is_none_or(|(_, new)| !new.is_empty()) {
                hunks.push((Vec::new(), Vec::new()));
            }
            hunks.last_mut().unwrap().0.push(old.trim().to_owned());
        } else if let Some(new) = line.strip_prefix("+ ") {
            hunks.last_mut().expect("a `+` line follows a `-` line").1.push(new.to_owned());
        } else {
            panic!("neither `- ` nor `+ `: {line}");
        }
    }
    hunks
}

impl Wrong {
    /// The text with the change, or why it does not fit.
    pub(crate) fn applied(&self, text: &str) -> Result<String, String> {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        for (old, new) in &self.hunks {
            let fits = |at: &usize| old.iter().zip(&lines[*at..]).all(|(old, line)| old == line.trim());
            let places: Vec<usize> = (0..=lines.len().saturating_sub(old.len())).filter(fits).collect();
            let [at] = places.as_slice() else {
                return Err(format!("found {} times instead of once: {old:?}", places.len()));
            };
            let end = at + old.len();
            lines.splice(*at..end, new.iter().cloned());
        }
        Ok(lines.join("\n") + "\n")
    }
}
