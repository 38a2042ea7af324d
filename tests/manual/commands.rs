//! The section on commands: every command and every option of the program stands in it, with its values.

use std::process::Command;

use crate::page::Page;

fn help(of: &[&str]) -> String {
    let output = Command::new(env!("CARGO_BIN_EXE_heng")).args(of).arg("--help").output().unwrap();
    String::from_utf8(output.stdout).unwrap()
}

/// Names below a heading of a help text, and the values that stand behind them.
fn listed(help: &str, heading: &str) -> Vec<(String, Vec<String>)> {
    let lines = help.lines().skip_while(|line| *line != heading).skip(1).take_while(|line| !line.is_empty());
    lines
        .filter_map(|line| {
            let name = line.split([' ', ',']).find(|word| word.len() > 2)?;
            let values = line.split_once("[possible values: ").map_or("", |(_, rest)| rest.trim_end_matches(']'));
            Some((name.to_owned(), values.split(", ").filter(|value| !value.is_empty()).map(str::to_owned).collect()))
        })
        .filter(|(name, _)| !["help", "--help", "--version"].contains(&name.as_str()))
        .collect()
}

#[test]
fn every_command_and_option_stands_in_its_section() {
    let text = Page::read().text;
    let section = text.split("\n## ").find(|section| section.starts_with("命令\n")).unwrap();
    let mut absent = Vec::new();
    let commands = listed(&help(&[]), "Commands:");
    assert!(commands.len() > 5, "{commands:?}");
    for (command, _) in &commands {
        if !section.contains(&format!("\nheng {command} ")) {
            absent.push(command.clone());
        }
        for (option, values) in listed(&help(&[command]), "Options:") {
            let rows: Vec<&str> = section.lines().filter(|line| line.contains(&format!("`{option}"))).collect();
            if rows.is_empty() {
                absent.push(format!("{command} {option}"));
            }
            absent.extend(
                values.iter().filter(|value| !section.contains(*value)).map(|value| format!("{option} {value}")),
            );
        }
    }
    assert!(absent.is_empty(), "{absent:?}");
}
