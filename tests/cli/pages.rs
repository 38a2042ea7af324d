//! Pages that show what the binary does: every file of the page is written, every command is run, and its output must
//! be what the page shows.
//!
//! Blocks of a page, by their info string:
//! ```text
//! heng file=NAME     a rule file, whole
//! heng append=NAME   items put at the end of it
//! csv file=NAME      a table
//! console            `$ heng …` and all that it prints; a line «…» stands for any lines
//! ```
//! Info strings do not show when a page is rendered, so the line above a file's block names the file: `**NAME**` with
//! whatever else it says.

use std::fs;

use crate::folder::{Folder, shipped};

#[test]
fn the_tutorial_shows_what_the_commands_print() {
    follow("docs/tutorial.md", Folder::empty());
}

/// Its reader stands in the checkout.
#[test]
fn the_review_of_a_grade_shows_what_the_commands_print() {
    let mut folder = Folder::empty();
    for part in ["rules/wenzhou", "datasets/wenzhou-2023"] {
        for entry in fs::read_dir(shipped(part)).unwrap() {
            let file = entry.unwrap().path();
            if file.is_file() {
                let name = format!("{part}/{}", file.file_name().unwrap().to_str().unwrap());
                folder = folder.with_parents(&name).with(&name, fs::read(&file).unwrap());
            }
        }
    }
    follow("docs/review.md", folder);
}

#[test]
fn a_reader_of_the_rendered_tutorial_sees_the_name_of_each_file() {
    let text = fs::read_to_string(shipped("docs/tutorial.md")).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    let nameless: Vec<&str> = (0..lines.len())
        .filter(|&at| {
            let name = lines[at].split_once(" file=").or_else(|| lines[at].split_once(" append="));
            let above = lines[..at].iter().rev().find(|line| !line.is_empty());
            name.is_some_and(|(_, name)| {
                lines[at].starts_with("```") && !above.is_some_and(|line| line.contains(&format!("**{name}**")))
            })
        })
        .map(|at| lines[at])
        .collect();
    assert!(nameless.is_empty(), "{nameless:?}");
}

fn follow(path: &str, mut folder: Folder) {
    let text = fs::read_to_string(shipped(path)).unwrap();
    let mut commands = 0;
    let mut lines = text.lines().enumerate();
    while let Some((number, line)) = lines.next() {
        let Some(info) = line.strip_prefix("```").filter(|info| !info.is_empty()) else { continue };
        let body: Vec<&str> = lines.by_ref().map(|(_, line)| line).take_while(|line| *line != "```").collect();
        let place = format!("{path}:{}", number + 1);
        match info.split_once(' ') {
            Some(("heng" | "csv", file)) if file.starts_with("file=") => {
                folder = folder.with_parents(&file[5..]).with(&file[5..], body.join("\n") + "\n");
            }
            Some(("heng", file)) if file.starts_with("append=") => {
                folder = folder.appending(&file[7..], &format!("\n{}\n", body.join("\n")));
            }
            None if info == "console" => {
                for session in sessions(&body, &place) {
                    commands += 1;
                    session.holds(&folder, &place);
                }
            }
            None if info == "text" => {}
            _ => panic!("{place}: no such block: {info}"),
        }
    }
    assert!(commands > 0, "{path} runs no command");
}

/// One command and what it prints.
struct Session<'p> {
    command: &'p str,
    printed: Vec<&'p str>,
}

fn sessions<'p>(body: &[&'p str], place: &str) -> Vec<Session<'p>> {
    let mut sessions: Vec<Session<'p>> = Vec::new();
    for line in body {
        if let Some(command) = line.strip_prefix("$ heng ") {
            sessions.push(Session { command, printed: Vec::new() });
        } else {
            sessions.last_mut().unwrap_or_else(|| panic!("{place}: begins with `$ heng`")).printed.push(line);
        }
    }
    sessions
}

impl Session<'_> {
    fn holds(&self, folder: &Folder, place: &str) {
        // What a shell takes off.
        let run = folder.heng(&self.command.replace('\'', ""));
        let found = format!("{}{}", run.stderr, run.stdout);
        let found: Vec<&str> = found.trim_end().lines().map(str::trim_end).collect();
        let wanted: Vec<&str> = self.printed.iter().map(|line| line.trim_end()).collect();
        let wanted = wanted.join("\n");
        let same = fits(&wanted.trim_end().lines().collect::<Vec<_>>(), &found);
        assert!(same, "{place}: heng {}\n--- shown\n{wanted}\n--- printed\n{}", self.command, found.join("\n"));
    }
}

/// Whether lines are as shown, where «…» stands for any lines.
pub(crate) fn fits(shown: &[&str], printed: &[&str]) -> bool {
    match shown.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if *first == "…" => (0..=printed.len()).any(|skip| fits(rest, &printed[skip..])),
        Some((first, rest)) => printed.first() == Some(first) && fits(rest, &printed[1..]),
    }
}
