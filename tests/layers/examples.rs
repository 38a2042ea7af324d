//! What others see of the library is shown in use: each published type has an example, which is a test.

use crate::sources::{sources, text_of};

/// The names that a file hands on, each with the file or room that it comes from.
fn published(file: &str) -> Vec<(String, String)> {
    let text = text_of(file);
    let faces = text.split("\npub use ").skip(1).filter_map(|rest| rest.split(';').next());
    let mut found = Vec::new();
    for face in faces {
        let (from, names) = face.split_once("::{").or_else(|| face.rsplit_once("::")).unwrap();
        let from = from.strip_prefix("crate::").map_or_else(
            || file.rsplit_once('/').map_or_else(|| from.to_owned(), |(room, _)| format!("{room}/{from}")),
            str::to_owned,
        );
        for name in names.trim_end_matches('}').split(',').map(str::trim).filter(|name| !name.is_empty()) {
            found.push((from.clone(), name.to_owned()));
        }
    }
    found
}

/// Whether what stands behind the documentation of an item is its definition, or a line of a macro that makes it.
fn defines(line: &str, name: &str) -> bool {
    let defined =
        ["pub struct ", "pub enum ", "pub type ", "pub const "].iter().find_map(|kind| line.strip_prefix(kind));
    let word = |rest: &str| rest.split(|letter: char| !letter.is_alphanumeric() && letter != '_').next() == Some(name);
    defined.is_some_and(word) || line == format!("{name};")
}

/// The documentation of a name that is defined in a file or room.
fn documentation(from: &str, name: &str) -> Option<String> {
    let files =
        sources().into_iter().filter(|file| *file == format!("{from}.rs") || file.starts_with(&format!("{from}/")));
    files.map(|file| text_of(&file)).find_map(|text| {
        let mut said = String::new();
        for line in text.lines().map(str::trim) {
            if let Some(doc) = line.strip_prefix("///") {
                said.push_str(doc);
                said.push('\n');
            } else if defines(line, name) {
                return Some(said);
            } else if !line.starts_with('#') {
                said.clear();
            }
        }
        None
    })
}

#[test]
fn each_published_type_has_an_example() {
    let names: Vec<(String, String)> = ["lib.rs", "result/mod.rs"].into_iter().flat_map(published).collect();
    assert!(names.len() > 70, "{names:?}");
    let without: Vec<&(String, String)> = names
        .iter()
        .filter(|(from, name)| {
            let said = documentation(from, name).unwrap_or_else(|| panic!("{from} defines {name}"));
            !said.contains("```")
        })
        .collect();
    assert!(without.is_empty(), "without an example: {without:?}");
}
