//! The page on scripts: every block of it is run.
//!
//! Blocks of the page, by their info string:
//! ```text
//! rhai file=NAME    a script
//! heng file=NAME    a rule set; nothing is found in it and its 示例 hold
//! csv file=NAME     a table
//! rhai call         a line is `expression // → value`
//! rhai call=NAME    the same, with the functions of that script
//! sh                commands, run on the files so far
//! text              behind `sh`, all that they print, where a line «…» stands for any lines; else not run
//! ```

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use heng::finding::Diagnostic;
use heng::host::Memory;
use heng::number::Calendar;
use heng::review::datum;
use heng::script::Helper;
use heng::session;

use crate::page::table;
use crate::referred_to;

/// Decimals of `heng script` when none are asked for.
const PLACES: u32 = 6;

struct Block {
    line: usize,
    info: String,
    text: String,
}

fn page(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name)).unwrap()
}

fn blocks(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut lines = text.lines().enumerate();
    while let Some((at, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```") else { continue };
        let body: String = lines
            .by_ref()
            .map(|(_, line)| line)
            .take_while(|line| *line != "```")
            .flat_map(|line| [line, "\n"])
            .collect();
        blocks.push(Block { line: at + 1, info: info.to_owned(), text: body });
    }
    blocks
}

/// The files of the page so far.
type Files = BTreeMap<String, String>;

fn host(files: &Files) -> Memory {
    let host = Memory::default();
    for (name, text) in files {
        host.put(name.as_str(), text.as_str());
    }
    host
}

fn told(finding: &Diagnostic) -> String {
    format!("{} {}", finding.code, finding.message.zh)
}

/// What is wrong with a rule set.
fn of_rules(files: &Files, name: &str) -> Vec<String> {
    let rules = session::rules(&host(files), name).unwrap();
    let mut findings = rules.diagnostics;
    if let Some(program) = &rules.program {
        let calendar = Calendar::china().unwrap();
        findings.extend(session::proofs(program, false).findings);
        for example in &program.rules.examples {
            findings.extend(session::run_example(&rules.sources, program, example, &calendar));
        }
    }
    findings.iter().map(told).collect()
}

/// What a call gives, or what is wrong with it.
fn called(files: &Files, file: Option<&str>, call: &str) -> String {
    let host = host(files);
    host.put("none.rhai", "");
    let run = session::script(&host, file.unwrap_or("none.rhai"), call, PLACES, &Calendar::china().unwrap()).unwrap();
    match (run.diagnostics.first(), &run.result) {
        (None, Some(value)) => heng::words::datum(&datum(value), heng::finding::Language::Zh),
        (finding, _) => finding.map(told).unwrap_or_default(),
    }
}

/// Lines `expression // → value` that come out otherwise.
fn of_calls(files: &Files, file: Option<&str>, text: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        let Some((call, value)) = line.split_once("// → ") else {
            wrong.push(format!("says no value: {line}"));
            continue;
        };
        let found = called(files, file, call.trim());
        if found != value.trim() {
            wrong.push(format!("{line}: {found}"));
        }
    }
    wrong
}

/// A folder of files that is removed with the value.
struct Folder(PathBuf);

impl Folder {
    fn of(files: &Files, line: usize) -> Self {
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("scripts-{}-{line}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        for (name, text) in files {
            fs::write(path.join(name), text).unwrap();
        }
        Self(path)
    }

    /// All that a command prints, what it finds first.
    fn prints(&self, command: &str) -> String {
        let words = command.split('\'').enumerate().flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        });
        let words: Vec<String> = words.collect();
        assert_eq!(words.first().map(String::as_str), Some("heng"), "{command}");
        let output = Command::new(env!("CARGO_BIN_EXE_heng")).args(&words[1..]).current_dir(&self.0).output().unwrap();
        let read = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        format!("{}{}", read(output.stderr), read(output.stdout))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn trimmed(text: &str) -> Vec<&str> {
    text.trim_end().lines().map(str::trim_end).collect()
}

/// Whether lines are as shown, where «…» stands for any lines.
fn fits(shown: &[&str], printed: &[&str]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if *first == "…" => (0..=printed.len()).any(|skip| fits(rest, &printed[skip..])),
        Some((first, rest)) => printed.first() == Some(first) && fits(rest, &printed[1..]),
    }
}

#[test]
fn every_block_is_run() {
    let text = page("scripts.md");
    let (mut files, mut wrong, mut kinds) = (Files::new(), Vec::new(), BTreeSet::new());
    let mut blocks = blocks(&text).into_iter().peekable();
    while let Some(Block { line, info, text }) = blocks.next() {
        kinds.insert(info.split_once('=').map_or(info.clone(), |(kind, _)| kind.to_owned()));
        let found = match info.split_once('=') {
            Some(("rhai file" | "csv file", name)) => {
                files.insert(name.to_owned(), text);
                Vec::new()
            }
            Some(("heng file", name)) => {
                files.insert(name.to_owned(), text);
                of_rules(&files, name)
            }
            Some(("rhai call", name)) => of_calls(&files, Some(name), &text),
            None if info == "rhai call" => of_calls(&files, None, &text),
            None if info == "sh" => {
                let folder = Folder::of(&files, line);
                let printed: String = text.lines().map(|command| folder.prints(command)).collect();
                let shown = blocks.next().filter(|next| next.info == "text").map(|next| next.text).unwrap_or_default();
                if fits(&trimmed(&shown), &trimmed(&printed)) {
                    Vec::new()
                } else {
                    vec![format!("{text}--- shown\n{shown}--- printed\n{printed}")]
                }
            }
            None if info == "text" => Vec::new(),
            _ => vec![format!("no such block: {info}")],
        };
        wrong.extend(found.into_iter().map(|words| format!("line {line}: {words}")));
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    assert_eq!(kinds.len(), 6, "{kinds:?}");
}

#[test]
fn the_table_of_the_library_is_that_of_the_code() {
    let text = page("scripts.md");
    let rows = table(&text, "函数库", 5);
    let found: Vec<[&str; 3]> = rows.iter().map(|row| [row[0].as_str(), row[1].as_str(), row[2].as_str()]).collect();
    let wanted: Vec<[&str; 3]> =
        Helper::ALL.iter().map(|helper| [helper.name(), helper.english(), helper.signature()]).collect();
    assert_eq!(found, wanted);
}

#[test]
fn every_function_of_the_library_has_an_example() {
    let text = page("scripts.md");
    let scripts: String =
        blocks(&text).into_iter().filter(|block| block.info.starts_with("rhai file")).map(|b| b.text).collect();
    let mut wrong = Vec::new();
    for row in table(&text, "函数库", 5) {
        let (name, example) = (&row[0], &row[4]);
        match example.split_once("` → ") {
            Some((call, value)) => {
                let found = called(&Files::new(), None, call);
                if !call.contains(name.as_str()) || found != value {
                    wrong.push(format!("{call} → {found}"));
                }
            }
            // There is no date in a call by itself.
            None if scripts.contains(&format!("{name}(")) => {}
            None => wrong.push(name.clone()),
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_reference_names_one_section() {
    let (text, manual) = (page("scripts.md"), page("language.md"));
    let count = |text: &str, name: &str| {
        let headings = text.lines().filter(|line| line.starts_with('#'));
        headings.filter(|line| line.trim_start_matches('#').trim() == name).count()
    };
    let own: Vec<&str> = referred_to(&text, &["见", "用"]).into_iter().filter(|name| count(&text, name) != 1).collect();
    let others: Vec<&str> =
        referred_to(&text, &["手册"]).into_iter().filter(|name| count(&manual, name) != 1).collect();
    assert!(own.is_empty() && others.is_empty(), "{own:?} {others:?}");
    assert!(!referred_to(&text, &["手册"]).is_empty());
}

#[test]
fn the_page_ends_in_english() {
    let text = page("scripts.md");
    let last = text.trim_end().rsplit("\n\n").next().unwrap();
    assert!(last.starts_with("English: ") && last.is_ascii(), "{last}");
}
