//! What README says in either language: its commands print what it shows, its excerpts stand in the files that it names,
//! and both languages show the same things.

use std::fs;
use std::process::Command;

use crate::folder::shipped;
use crate::pages::fits;
use crate::run::run;

fn heng(arguments: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_heng"));
    command.args(arguments.split(' ')).current_dir(shipped("."));
    command
}

/// The block that follows a line, without its fences.
fn block<'t>(text: &'t str, behind: &str) -> Vec<&'t str> {
    let mut lines = text.lines().skip_while(|line| *line != behind).skip(1);
    let opening = lines.next().unwrap_or_else(|| panic!("no block behind {behind}"));
    assert!(opening.starts_with("```"), "{behind}: {opening}");
    lines.take_while(|line| *line != "```").collect()
}

const PAGES: [(&str, &str); 2] = [("README.md", "zh"), ("README.en.md", "en")];

#[test]
fn commands_print_what_is_shown() {
    for (page, _) in PAGES {
        let text = fs::read_to_string(shipped(page)).unwrap();
        for mark in ["<!-- score -->", "<!-- explain -->"] {
            let (_, from) = text.split_once(mark).unwrap_or_else(|| panic!("{page} has no {mark}"));
            let line = block(&text, mark).join(" ");
            let arguments = line.strip_prefix("cargo run --release --locked -- ").unwrap();
            let printed = run(heng(arguments)).succeeds();
            let printed: Vec<&str> = printed.trim_end().lines().map(str::trim_end).collect();
            let shown: Vec<&str> = block(from, "<!-- output -->").into_iter().map(str::trim_end).collect();
            assert!(fits(&shown, &printed), "{page}: {line}\n{}", printed.join("\n"));
        }
    }
}

#[test]
fn excerpts_stand_in_the_files_that_they_name() {
    for (page, keywords) in PAGES {
        let text = fs::read_to_string(shipped(page)).unwrap();
        let marks: Vec<&str> = text.lines().filter(|line| line.starts_with("<!-- excerpt ")).collect();
        assert_eq!(marks.len(), 2, "{page}");
        for mark in marks {
            let file = mark.trim_start_matches("<!-- excerpt ").trim_end_matches(" -->");
            let language = if keywords == "en" { heng::finding::Language::En } else { heng::finding::Language::Zh };
            let whole = heng::syntax::format(&fs::read_to_string(shipped(file)).unwrap(), Some(language)).unwrap();
            let tight =
                |text: &str| text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
            let whole = tight(&whole);
            let shown = block(&text, mark).join("\n");
            // A block may leave statements out; each line stands in the file.
            for line in tight(&shown).lines() {
                assert!(whole.lines().any(|of| of == line), "{page}: `{line}` is not in {file}");
            }
        }
    }
}

#[test]
fn both_languages_list_every_command() {
    let help = run(heng("--help")).succeeds();
    let commands = help.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty());
    let commands: Vec<&str> = commands.filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.len() > 5, "{commands:?}");
    for (page, _) in PAGES {
        let text = fs::read_to_string(shipped(page)).unwrap();
        for command in commands.iter().filter(|command| **command != "help") {
            assert!(text.contains(&format!("\nheng {command} ")), "{page} says nothing of `heng {command}`");
        }
    }
}

#[test]
fn both_languages_have_the_same_parts_and_lead_to_the_same_pages() {
    let links = |page: &str| {
        let text = fs::read_to_string(shipped(page)).unwrap();
        let mut links: Vec<String> =
            text.split("](").skip(1).filter_map(|rest| rest.split_once(')')).map(|(link, _)| link.to_owned()).collect();
        links.retain(|link| !link.starts_with("README"));
        links.sort();
        links.dedup();
        links
    };
    assert_eq!(links("README.md"), links("README.en.md"));
    for link in links("README.md").iter().filter(|link| !link.contains("://")) {
        assert!(shipped(link).exists(), "{link}");
    }
}
