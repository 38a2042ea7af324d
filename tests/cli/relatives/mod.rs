//! Each case of `tests/corpus/cases` as it is, and with its relatives: one thing in it is written otherwise.

mod checked;
mod told;

use std::path::Path;

use crate::folder::Folder;
use crate::run::Run;
use checked::CHECKED;
use told::{TOLD, Told};

/// A folder with the files of one folder of cases, those of its folders too.
fn of_case(folder: &str) -> Folder {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/cases").join(folder);
    let mut copy = Folder::empty();
    for entry in std::fs::read_dir(&root).unwrap() {
        let entry = entry.unwrap();
        let name = entry.file_name().into_string().unwrap();
        if entry.path().is_dir() {
            copy = copy.with_folder(&name);
            for file in std::fs::read_dir(entry.path()).unwrap() {
                let file = file.unwrap();
                let below = format!("{name}/{}", file.file_name().into_string().unwrap());
                copy = copy.with(&below, std::fs::read(file.path()).unwrap());
            }
        } else {
            copy = copy.with(&name, std::fs::read(entry.path()).unwrap());
        }
    }
    copy
}

/// What a command says of a case in which one text is another.
fn said(folder: &str, (file, from, to): (&str, &str, &str), command: &str) -> Run {
    let copy = of_case(folder);
    let copy = if from.is_empty() { copy } else { copy.replacing(file, from, to) };
    copy.heng(command)
}

const WHOLE: &str = "";

#[test]
fn check_finds_in_each_relative_what_is_wrong_and_no_more() {
    for (folder, name, from, to, expected) in CHECKED {
        let file = format!("{name}.heng");
        let found = said(folder, (&file, from, to), &format!("check {file} --format concise"));
        let lines: Vec<&str> = found.stdout.lines().collect();
        assert_eq!(lines.len(), expected.len(), "{name}, {to}\n{}{}", found.stdout, found.stderr);
        for (line, (code, words)) in lines.iter().zip(*expected) {
            assert!(line.contains(code) && line.contains(words), "{name}, {to}: {line}");
        }
    }
}

#[test]
fn each_relative_is_told_as_it_is() {
    for Told { folder, otherwise, command, says, never } in TOLD {
        let found = said(folder, *otherwise, command);
        let text = format!("{}{}", found.stdout, found.stderr);
        for words in *says {
            assert!(text.contains(words), "{folder}, {}: no `{words}` in\n{text}", otherwise.2);
        }
        for words in *never {
            assert!(!text.contains(words), "{folder}, {}: `{words}` in\n{text}", otherwise.2);
        }
    }
}
