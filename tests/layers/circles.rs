//! Files that import one another in a circle.
//!
//! A file leads to another when it names something that the other defines, also through a face that hands it on
//! (`pub use`). A circle is a set of files of which each leads to each. It comes from a type that stands in the wrong
//! file, or from one recursion that is told in several files.

use std::collections::{BTreeMap, BTreeSet};

use crate::sources::{code_of, sources, text_of};

/// The recursions that are told in several files, by the files of each. Their module documentation says why.
const RECURSIONS: &[&[&str]] = &[
    &[
        "engine/exact/arithmetic.rs",
        "engine/exact/cohort.rs",
        "engine/exact/evaluator.rs",
        "engine/exact/rows.rs",
        "engine/exact/script.rs",
    ],
    &["proof/figure.rs", "proof/functions.rs", "proof/prover.rs", "proof/relation.rs"],
    &["syntax/parser/call.rs", "syntax/parser/expression.rs", "syntax/parser/precedence.rs"],
];

#[test]
fn a_circle_of_files_is_one_recursion() {
    let house = House::read(sources().into_iter().map(|file| (file.clone(), text_of(&file))));
    let found: BTreeSet<Vec<String>> = house.circles().into_iter().collect();
    let allowed: BTreeSet<Vec<String>> =
        RECURSIONS.iter().map(|files| files.iter().map(|file| (*file).to_owned()).collect()).collect();
    let new: Vec<String> = found.difference(&allowed).map(|circle| house.tell(circle)).collect();
    assert!(new.is_empty(), "circles of files:\n{}", new.join("\n"));
    let gone: Vec<_> = allowed.difference(&found).collect();
    assert!(gone.is_empty(), "no circles any more: {gone:?}");
}

#[test]
fn a_circle_is_seen_through_faces_parents_and_children() {
    let house = House::read(
        [
            ("lib.rs", "pub mod a;\nmod b;\npub mod c;"),
            ("a/mod.rs", "mod one;\npub use one::{One, made};"),
            ("a/one.rs", "use crate::b::{self, Two};\npub struct One(Two);\npub fn made() { b::other(); }"),
            ("b.rs", "use crate::a::made as make;\npub struct Two;\npub fn other() { make(); }"),
            ("c.rs", "mod child;\npub struct Three;\nfn three() { child::run(); }"),
            ("c/child.rs", "use super::Three;\npub(super) fn run() -> Three { crate::a::One; }"),
        ]
        .map(|(file, text)| (file.to_owned(), text.to_owned())),
    );
    assert_eq!(house.circles(), [["a/one.rs", "b.rs"], ["c.rs", "c/child.rs"]]);
    assert_eq!(
        house.tell(&["a/one.rs".to_owned(), "b.rs".to_owned()]),
        "a/one.rs -> b.rs: Two, other\nb.rs -> a/one.rs: made\n"
    );
}

/// What stands in a file.
#[derive(Default)]
struct Module {
    file: String,
    /// Names that it defines.
    defined: BTreeSet<String>,
    /// Its children, as files.
    children: BTreeSet<String>,
    /// Names that it imports, with their paths.
    imported: BTreeMap<String, Vec<String>>,
    /// Paths that it names outside of faces.
    named: BTreeSet<Vec<String>>,
}

/// The modules by their paths: `engine/columnar` for `engine/columnar/mod.rs`, and nothing for `lib.rs`.
struct House(BTreeMap<String, Module>);

impl House {
    fn read(files: impl IntoIterator<Item = (String, String)>) -> Self {
        Self(files.into_iter().map(|(file, text)| (path_of(&file), Module::read(file, &text))).collect())
    }

    /// The circles, each in the order of its files.
    fn circles(&self) -> Vec<Vec<String>> {
        let arrows = self.arrows();
        let reached: BTreeMap<&String, BTreeSet<&String>> =
            arrows.keys().map(|file| (file, reach(file, &arrows))).collect();
        let mut circles = BTreeSet::new();
        for (file, all) in &reached {
            let circle: Vec<String> = all
                .iter()
                .filter(|other| reached.get(**other).is_some_and(|back| back.contains(*file)))
                .map(|other| (*other).clone())
                .collect();
            if circle.len() > 1 {
                circles.insert(circle);
            }
        }
        circles.into_iter().collect()
    }

    /// What ties a circle: each arrow in it, with the names taken.
    fn tell(&self, circle: &[String]) -> String {
        let mut told = String::new();
        for (file, to) in self.arrows().iter().filter(|(file, _)| circle.contains(file)) {
            for (other, names) in to.iter().filter(|(other, _)| circle.contains(other)) {
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                told += &[file, " -> ", other, ": ", &names.join(", "), "\n"].concat();
            }
        }
        told
    }

    /// The files that each file leads to, with the names that it takes.
    fn arrows(&self) -> BTreeMap<String, BTreeMap<String, BTreeSet<String>>> {
        let mut arrows: BTreeMap<String, BTreeMap<String, BTreeSet<String>>> = BTreeMap::new();
        for (path, module) in &self.0 {
            let to = arrows.entry(module.file.clone()).or_default();
            for named in &module.named {
                let found = self.resolve(path, named, 0).filter(|(other, _)| other.file != module.file);
                if let Some((other, name)) = found {
                    to.entry(other.file.clone()).or_default().insert(name);
                }
            }
        }
        arrows
    }

    /// The module that defines what a path leads to, and the name by which it does.
    fn resolve(&self, from: &str, path: &[String], depth: usize) -> Option<(&Module, String)> {
        let (first, rest) = path.split_first()?;
        if depth > 20 {
            return None;
        }
        let at = |module: &str| match rest {
            [] => None,
            _ => self.resolve_below(module, rest, depth),
        };
        match first.as_str() {
            "crate" => at(""),
            "self" => at(from),
            "super" => {
                let parent = above(from)?;
                match rest.first().map(String::as_str) {
                    Some("super") => self.resolve(&parent, rest, depth + 1),
                    _ => at(&parent),
                }
            }
            _ => {
                let module = self.0.get(from)?;
                if module.children.contains(first) || module.imported.contains_key(first) {
                    self.resolve_below(from, path, depth)
                } else {
                    None
                }
            }
        }
    }

    /// What a path leads to that begins in a module.
    fn resolve_below(&self, from: &str, path: &[String], depth: usize) -> Option<(&Module, String)> {
        let module = self.0.get(from)?;
        let (first, rest) = path.split_first()?;
        if module.defined.contains(first) {
            return Some((module, first.clone()));
        }
        if let Some(imported) = module.imported.get(first) {
            let whole: Vec<String> = imported.iter().chain(rest).cloned().collect();
            return self.resolve(from, &whole, depth + 1);
        }
        if module.children.contains(first) {
            let child = if from.is_empty() { first.clone() } else { format!("{from}/{first}") };
            if rest.is_empty() {
                return None;
            }
            return self.resolve_below(&child, rest, depth + 1);
        }
        // Made by a macro, or of another crate.
        (!from.is_empty()).then(|| (module, first.clone()))
    }
}

impl Module {
    fn read(file: String, text: &str) -> Self {
        let code = code_of(text);
        let mut module = Self { file, ..Self::default() };
        let (mut rest, mut faces) = (String::new(), Vec::new());
        let mut lines = code.lines();
        while let Some(line) = lines.next() {
            // A module within the file is of the file, and its `super` is the file.
            if line.starts_with("mod ") && line.ends_with('{') {
                lines.by_ref().take_while(|line| *line != "}").for_each(drop);
                continue;
            }
            let bare = without_visibility(line.trim_start());
            if let Some(tree) = bare.strip_prefix("use ") {
                let mut tree = tree.to_owned();
                while !tree.contains(';') {
                    tree += lines.next().unwrap();
                }
                let face = line.trim_start().starts_with("pub");
                for (path, name) in leaves(tree.trim_end_matches(';')) {
                    if face {
                        faces.push((name.clone(), path.clone()));
                    } else {
                        module.named.insert(path.clone());
                    }
                    module.imported.insert(name, path);
                }
                continue;
            }
            if let Some(child) = bare.strip_prefix("mod ").and_then(|child| child.strip_suffix(';')) {
                module.children.insert(child.to_owned());
                continue;
            }
            if !line.starts_with(char::is_whitespace) {
                module.defined.extend(defined(bare));
            }
            rest += line;
            rest.push('\n');
        }
        // What a face hands on and its own file needs too.
        let own =
            faces.into_iter().filter(|(name, _)| rest.split(|letter: char| !is_name(letter)).any(|word| word == name));
        module.named.extend(own.map(|(_, path)| path));
        module.named.extend(paths(&rest));
        module
    }
}

/// The module path of a file.
fn path_of(file: &str) -> String {
    let path = file.trim_end_matches(".rs");
    if path == "lib" { String::new() } else { path.strip_suffix("/mod").unwrap_or(path).to_owned() }
}

fn above(path: &str) -> Option<String> {
    if path.is_empty() { None } else { Some(path.rsplit_once('/').map_or("", |(above, _)| above).to_owned()) }
}

fn reach<'a>(from: &str, arrows: &'a BTreeMap<String, BTreeMap<String, BTreeSet<String>>>) -> BTreeSet<&'a String> {
    let mut reached = BTreeSet::new();
    let mut open: Vec<&String> = arrows.get(from).into_iter().flat_map(BTreeMap::keys).collect();
    while let Some(file) = open.pop() {
        if reached.insert(file) {
            open.extend(arrows.get(file).into_iter().flat_map(BTreeMap::keys));
        }
    }
    reached
}

fn without_visibility(line: &str) -> &str {
    match line.strip_prefix("pub") {
        Some(rest) if rest.starts_with('(') => rest.split_once(") ").map_or(rest, |(_, rest)| rest),
        Some(rest) => rest.trim_start(),
        None => line,
    }
}

/// The name that a line defines.
fn defined(line: &str) -> Option<String> {
    let mut words = line.split_whitespace().peekable();
    loop {
        match words.next()? {
            "fn" | "struct" | "enum" | "trait" | "type" | "static" | "macro_rules!" | "union" => break,
            "const" if words.peek() != Some(&"fn") => break,
            "const" | "async" | "unsafe" => {}
            _ => return None,
        }
    }
    let name: String = words.next()?.chars().take_while(|letter| is_name(*letter)).collect();
    Some(name)
}

/// The paths of an import, each with the name that it gets: `a::{self, b as c}` is `a` and `a::b` under `c`.
fn leaves(tree: &str) -> Vec<(Vec<String>, String)> {
    let tree = tree.trim();
    if let Some((before, list)) = tree.split_once('{') {
        let before: Vec<String> =
            before.split("::").map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect();
        let list = list.trim_end().trim_end_matches('}');
        let mut found = Vec::new();
        for item in parts(list) {
            for (path, name) in leaves(item) {
                let (path, name) = match (path.as_slice(), before.last()) {
                    ([only], Some(parent)) if only == "self" => (before.clone(), parent.clone()),
                    _ => (before.iter().cloned().chain(path).collect(), name),
                };
                found.push((path, name));
            }
        }
        return found;
    }
    if tree.is_empty() {
        return Vec::new();
    }
    let (path, name) = tree.split_once(" as ").unwrap_or((tree, tree.rsplit("::").next().unwrap()));
    vec![(path.split("::").map(|part| part.trim().to_owned()).collect(), name.trim().to_owned())]
}

/// The parts of a list between its outer commas.
fn parts(list: &str) -> Vec<&str> {
    let (mut found, mut depth, mut start) = (Vec::new(), 0_usize, 0);
    for (at, letter) in list.char_indices() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                found.push(&list[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    found.push(&list[start..]);
    found
}

fn is_name(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The paths `a::b::c` in code.
fn paths(code: &str) -> BTreeSet<Vec<String>> {
    let mut found = BTreeSet::new();
    let mut path: Vec<String> = Vec::new();
    let mut rest = code;
    while let Some(letter) = rest.chars().next() {
        if is_name(letter) {
            let end = rest.find(|letter: char| !is_name(letter)).unwrap_or(rest.len());
            path.push(rest[..end].to_owned());
            rest = &rest[end..];
            if rest.starts_with("::") && rest[2..].starts_with(is_name) {
                rest = &rest[2..];
                continue;
            }
            if path.len() > 1 {
                found.insert(std::mem::take(&mut path));
            }
            path.clear();
        } else {
            rest = &rest[letter.len_utf8()..];
        }
    }
    found
}
