//! The table of rooms, held against the code: imports run one way, and a crate is used only in the
//! rooms that own it.

#![allow(clippy::unwrap_used, clippy::panic, clippy::disallowed_methods, reason = "tests")]

mod circles;
mod examples;
mod sources;

use sources::{code_of, sources, text_of};

/// A room and the rooms that it may import. A room is named by a path below `src/`; the longest name
/// that fits a file is its room.
const ROOMS: &[(&str, &[&str])] = &[
    ("invariant", &[]),
    ("cancel", &[]),
    ("column", &["invariant", "cancel"]),
    ("number", &["invariant"]),
    ("host", &["invariant", "cancel"]),
    ("cores", &["invariant", "cancel"]),
    ("finding", &["invariant"]),
    ("book", &["invariant", "cancel", "host", "finding"]),
    ("packet", &["invariant", "cancel", "host", "finding"]),
    ("script", &["invariant", "cancel", "number"]),
    ("core", &["invariant", "cancel", "number", "finding"]),
    ("syntax", &["invariant", "cancel", "number", "finding", "core"]),
    ("rules", &["invariant", "number", "finding", "script", "core"]),
    ("program", &["invariant", "number", "finding", "core", "rules"]),
    ("check", &["invariant", "number", "finding", "script", "core", "syntax", "rules", "program"]),
    ("proof", &["invariant", "cancel", "number", "finding", "core", "rules", "program"]),
    ("document", &["invariant", "finding", "rules"]),
    ("data", &["invariant", "cancel", "cores", "column", "number", "host", "finding", "book", "core", "rules"]),
    ("data/database", &["invariant", "cancel", "number", "host", "finding", "core", "data"]),
    ("result", &["invariant", "column", "number", "core"]),
    ("compare", &["invariant", "number", "finding", "core", "syntax", "rules", "program", "result"]),
    ("words", &["invariant", "number", "finding", "core", "rules", "result", "compare"]),
    (
        "engine/exact",
        &[
            "invariant",
            "cancel",
            "column",
            "number",
            "host",
            "finding",
            "script",
            "core",
            "rules",
            "program",
            "data",
            "engine/members",
            "engine/outputs",
        ],
    ),
    (
        "engine/columnar",
        &[
            "invariant",
            "cancel",
            "cores",
            "column",
            "number",
            "host",
            "finding",
            "script",
            "core",
            "rules",
            "program",
            "data",
            "engine/members",
            "engine/outputs",
            "engine/exact",
        ],
    ),
    (
        "engine/possible",
        &[
            "invariant",
            "cancel",
            "number",
            "core",
            "rules",
            "program",
            "proof",
            "data",
            "engine/outputs",
            "engine/exact",
        ],
    ),
    // A finding about a result names things and reasons as results do.
    (
        "engine",
        &[
            "invariant",
            "cancel",
            "cores",
            "column",
            "number",
            "host",
            "finding",
            "core",
            "rules",
            "program",
            "proof",
            "data",
            "result",
            "words",
            "engine",
        ],
    ),
    (
        "review",
        &[
            "invariant",
            "cancel",
            "number",
            "finding",
            "script",
            "core",
            "rules",
            "program",
            "data",
            "result",
            "words",
            "engine",
        ],
    ),
    (
        "bounds",
        &["invariant", "number", "host", "finding", "core", "rules", "program", "proof", "data", "result", "engine"],
    ),
    (
        "firm",
        &[
            "invariant",
            "cancel",
            "number",
            "host",
            "finding",
            "core",
            "syntax",
            "rules",
            "program",
            "data",
            "result",
            "engine",
        ],
    ),
    (
        "change",
        &[
            "invariant",
            "cancel",
            "cores",
            "number",
            "host",
            "finding",
            "core",
            "rules",
            "program",
            "data",
            "result",
            "engine",
        ],
    ),
    ("survey", &["invariant", "cancel", "number", "finding", "core", "program", "data"]),
    ("shown", &["invariant", "cancel", "number", "finding", "core", "syntax", "rules", "result"]),
    (
        "report",
        &[
            "shown",
            "bounds",
            "firm",
            "compare",
            "data",
            "host",
            "packet",
            "survey",
            "invariant",
            "cancel",
            "cores",
            "column",
            "number",
            "finding",
            "script",
            "core",
            "rules",
            "program",
            "proof",
            "document",
            "result",
            "words",
            "engine",
            "review",
        ],
    ),
    (
        "session",
        &[
            "compare",
            "cores",
            "packet",
            "change",
            "survey",
            "invariant",
            "number",
            "host",
            "finding",
            "script",
            "core",
            "syntax",
            "rules",
            "program",
            "check",
            "proof",
            "data",
            "document",
            "result",
            "words",
            "engine",
            "review",
        ],
    ),
    (
        "facade",
        &[
            "invariant",
            "cancel",
            "number",
            "host",
            "finding",
            "program",
            "data",
            "result",
            "words",
            "engine",
            "review",
            "report",
            "session",
        ],
    ),
    ("lib", &["cancel", "facade"]),
    ("cli", &["cli"]),
    ("main", &["cli"]),
];

/// A crate and the rooms that own it.
const CRATES: &[(&str, &[&str])] = &[
    ("pest", &["syntax"]),
    ("rhai", &["script"]),
    ("pest_derive", &["syntax"]),
    ("annotate_snippets", &["finding"]),
    ("icu_normalizer", &["finding"]),
    ("polars_core", &["column", "data", "engine/columnar"]),
    ("polars_arrow", &["column", "data"]),
    ("polars_arrow_format", &["data"]),
    ("polars_buffer", &["data"]),
    ("polars_parquet", &["data", "report"]),
    ("polars_parquet_format", &["data", "report"]),
    ("flate2", &["data", "report"]),
    ("zip", &["book", "packet"]),
    ("sha2", &["packet"]),
    ("ed25519_dalek", &["packet"]),
    ("quick_xml", &["book"]),
    ("postgres", &["data/database"]),
    ("mysql", &["data/database"]),
    ("rusqlite", &["data/database"]),
    ("clap", &["cli"]),
    ("indicatif", &["cli"]),
    ("signal_hook", &["cli"]),
    ("mimalloc", &["main"]),
    ("num_bigint", &["number", "engine/columnar"]),
    ("chrono", &["number"]),
    ("toml", &["number", "document"]),
    ("serde_json", &["packet", "report"]),
    ("rust_xlsxwriter", &["report"]),
    ("askama", &["report"]),
    ("rand_chacha", &["firm"]),
    ("encoding_rs", &["book", "data"]),
    (
        "schemars",
        &["number", "core", "column", "proof", "result", "compare", "words", "survey", "bounds", "firm", "report"],
    ),
];

#[test]
fn imports_run_one_way() {
    let mut upward = Vec::new();
    for file in sources() {
        let text = text_of(&file);
        let room = room(&file);
        let allowed = ROOMS.iter().find(|(name, _)| *name == room).unwrap().1;
        let mut paths = crate_paths(&text);
        // `use crate::words;` is the macro of findings, and the room only where its path is followed.
        let says = code_of(&text).contains("words::");
        paths.retain(|path| path != "words" || says);
        paths.extend(paths_above(&file, &text));
        for path in paths {
            let inside = within(&path, room);
            let known = allowed.iter().any(|target| within(&path, target));
            if !inside && !known {
                upward.push(format!("{file} ({room}) imports {path}"));
            }
        }
    }
    assert!(upward.is_empty(), "imports against the table of rooms:\n{}", upward.join("\n"));
}

#[test]
fn a_crate_is_used_only_in_its_rooms() {
    let mut strays = Vec::new();
    for file in sources() {
        let text = code_of(&text_of(&file));
        let room = room(&file);
        for (name, owners) in CRATES {
            let used = [format!("{name}::"), format!("use {name};")].iter().any(|mark| has_word(&text, mark));
            if used && !owners.iter().any(|owner| room == *owner || within(room, owner)) {
                strays.push(format!("{file} ({room}) uses {name}"));
            }
        }
    }
    assert!(strays.is_empty(), "crates outside their rooms:\n{}", strays.join("\n"));
}

/// The rooms whose types are published, as they are or as parts of others.
const PUBLISHED: &[&str] = &["cancel", "facade", "result", "column", "number", "core", "finding", "invariant", "lib"];

/// Crates of which no type may be part of what is published: they are for the rooms that own them.
const INNER: &[&str] = &["polars_core", "polars_io", "polars_parquet", "pest", "rhai"];

#[test]
fn no_type_of_an_inner_crate_is_published() {
    let mut shown = Vec::new();
    for file in sources() {
        if !PUBLISHED.contains(&room(&file)) {
            continue;
        }
        let code = code_of(&text_of(&file));
        let inner: Vec<&str> = imported(&code, INNER);
        let names = |line: &str| {
            let mut words = line.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
            words.any(|word| inner.contains(&word) || INNER.contains(&word))
        };
        // A signature, or the head of an implementation; what is `pub(crate)` or private is nobody's, as is the inside
        // of a `struct Name(…)`.
        let is_shown = |line: &&str| {
            let is_wrapper = line.starts_with("pub struct") && line.contains('(') && !line.contains("(pub ");
            (line.trim_start().starts_with("pub ") && !is_wrapper) || line.starts_with("impl")
        };
        shown.extend(code.lines().filter(is_shown).filter(|line| names(line)).map(|line| format!("{file}: {line}")));
    }
    assert!(shown.is_empty(), "types of other crates in what is published:\n{}", shown.join("\n"));
}

/// The names that code imports from some crates.
fn imported<'c>(code: &'c str, crates: &[&str]) -> Vec<&'c str> {
    let uses =
        code.split("use ").skip(1).filter(|rest| crates.iter().any(|name| rest.starts_with(&format!("{name}::"))));
    let words = uses.filter_map(|rest| rest.split_once(';')).flat_map(|(path, _)| path.split([':', '{', '}', ',']));
    words.map(str::trim).filter(|word| word.starts_with(char::is_uppercase)).collect()
}

/// Rooms that give results and findings, and no sentence about a result.
const SILENT: &[&str] = &["column", "result", "engine", "session"];

/// What a script gave, in both languages, for the findings about it; how a cell is worked out, for who tunes a plan.
const NOT_OF_RESULTS: &[&str] = &["engine/exact/script.rs", "engine/columnar/way.rs"];

#[test]
fn sentences_about_results_are_made_in_one_room() {
    let mut spoken = Vec::new();
    for file in sources() {
        let silent = SILENT.iter().any(|silent| within(room(&file), silent));
        if silent && !NOT_OF_RESULTS.contains(&file.as_str()) {
            let text = text_of(&file);
            spoken.extend(spoken_in(&text).into_iter().map(|literal| format!("{file}: {literal}")));
        }
    }
    assert!(spoken.is_empty(), "sentences outside `words`:\n{}", spoken.join("\n"));
}

#[test]
fn a_sentence_is_told_from_a_finding() {
    let text = "//! 说明\nfn a() { b(\"x\", words!(\"说 {a}\", \"say )\"), '\"', \"缺数据：{b}\") } // \"注\"";
    assert_eq!(spoken_in(text), ["缺数据：{b}"]);
}

/// The texts with Chinese in them that are no part of `words!(…)`.
fn spoken_in(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut rest = text;
    // How many brackets are open since `words!`; none outside of it.
    let mut depth = 0_usize;
    while let Some(letter) = rest.chars().next() {
        if rest.starts_with("//") {
            rest = rest.find('\n').map_or("", |end| &rest[end..]);
        } else if depth == 0 && rest.starts_with("words!(") {
            (depth, rest) = (1, &rest["words!(".len()..]);
        } else if let Some(quoted) = rest.strip_prefix('"') {
            let mut escaped = false;
            let end = quoted.find(|letter: char| {
                let ends = letter == '"' && !escaped;
                escaped = letter == '\\' && !escaped;
                ends
            });
            let literal = &quoted[..end.unwrap()];
            if depth == 0 && literal.contains(|letter: char| ('\u{2e80}'..'\u{ffef}').contains(&letter)) {
                found.push(literal.to_owned());
            }
            rest = &quoted[literal.len() + 1..];
        } else if let Some(after) = rest.strip_prefix("'\"'") {
            rest = after;
        } else {
            match letter {
                '(' if depth > 0 => depth += 1,
                ')' if depth > 0 => depth -= 1,
                _ => {}
            }
            rest = &rest[letter.len_utf8()..];
        }
    }
    found
}

#[test]
fn every_file_has_a_head_and_stays_small() {
    let mut findings = Vec::new();
    for file in sources() {
        let text = text_of(&file);
        if !text.starts_with("//!") {
            findings.push(format!("{file} does not say what it is"));
        }
        let lines = text.lines().count();
        // A table of words may be longer than code.
        if lines > if file == "syntax/keyword.rs" { 600 } else { 400 } {
            findings.push(format!("{file} has {lines} lines and wants a second room"));
        }
    }
    assert!(findings.is_empty(), "{}", findings.join("\n"));
}

fn room(file: &str) -> &'static str {
    let path = file.trim_end_matches(".rs").trim_end_matches("/mod");
    ROOMS
        .iter()
        .map(|(name, _)| *name)
        .filter(|name| within(path, name))
        .max_by_key(|name| name.len())
        .unwrap_or_else(|| panic!("{file} is in no room"))
}

fn within(path: &str, room: &str) -> bool {
    path == room || path.strip_prefix(room).is_some_and(|rest| rest.starts_with('/'))
}

fn has_word(text: &str, mark: &str) -> bool {
    text.match_indices(mark)
        .any(|(at, _)| !text[..at].ends_with(|before: char| before.is_alphanumeric() || before == '_' || before == ':'))
}

/// The module paths after `crate::`, in lower-case parts: `lang/model`.
fn crate_paths(text: &str) -> Vec<String> {
    let code = code_of(text);
    let mut paths = Vec::new();
    for (at, mark) in code.match_indices("crate::") {
        if code[..at].ends_with('$') {
            continue;
        }
        let rest = &code[at + mark.len()..];
        if let Some(list) = rest.strip_prefix('{') {
            let end = list.find('}').unwrap_or(list.len());
            paths.extend(list[..end].split(',').filter_map(|part| module_path(part.trim())));
        } else {
            paths.extend(module_path(rest));
        }
    }
    paths
}

/// The module paths that `super::` leads to, from the root: `super::super::plan` in `engine/exact/cell.rs` is `engine/plan`.
fn paths_above(file: &str, text: &str) -> Vec<String> {
    let own: Vec<&str> = file.trim_end_matches(".rs").trim_end_matches("/mod").split('/').collect();
    let code = code_of(text);
    let mut paths = Vec::new();
    for (at, _) in code.match_indices("super::") {
        if code[..at].ends_with("super::") || code[..at].ends_with(|before: char| before.is_alphanumeric()) {
            continue;
        }
        let mut rest = &code[at..];
        let mut up = 0;
        while let Some(after) = rest.strip_prefix("super::") {
            (rest, up) = (after, up + 1);
        }
        let Some(base) = own.len().checked_sub(up) else { continue };
        let parts: Vec<String> = match rest.strip_prefix('{') {
            Some(list) => {
                list[..list.find('}').unwrap_or(list.len())].split(',').map(|part| part.trim().to_owned()).collect()
            }
            None => vec![rest.to_owned()],
        };
        for part in parts {
            let below = own.iter().take(base).map(|part| (*part).to_owned()).chain(module_path(&part));
            let path = below.collect::<Vec<_>>().join("/");
            if !path.is_empty() {
                paths.push(path);
            }
        }
    }
    paths
}

fn module_path(text: &str) -> Option<String> {
    let mut parts = Vec::new();
    for part in text.split("::") {
        let name: String = part.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
        if name.is_empty() || name.starts_with(char::is_uppercase) {
            break;
        }
        let whole = name.len() == part.len();
        parts.push(name);
        if !whole {
            break;
        }
    }
    (!parts.is_empty()).then(|| parts.join("/"))
}
