//! JSON Schema: the shipped ones are those of the types, and what is printed is as they say. Every run of the test
//! program that prints JSON is held against them (`run.rs`).

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::{Value as Json, json};

use crate::folder::{Folder, shipped};
use crate::json_schema::{self, COMMANDS, Schema};
use crate::run::run;
use crate::schools;

#[test]
fn the_schemas_in_the_documents_are_those_of_the_types() {
    let folder = Folder::empty();
    for command in COMMANDS {
        let printed = folder.heng(&format!("schema {command}")).succeeds();
        let shipped = fs::read_to_string(json_schema::shipped(command)).unwrap_or_default();
        assert!(
            printed == shipped,
            "docs/schema/{command}.json is not what `heng schema {command}` prints (just schemas)"
        );
    }
    let files = fs::read_dir(shipped("docs/schema")).unwrap().count();
    assert_eq!(files, COMMANDS.len(), "docs/schema has a schema for each command that prints JSON");
}

#[test]
fn a_command_that_prints_no_json_has_no_schema() {
    Folder::empty().heng("schema plan").is_misused().say("score");
}

#[test]
fn every_member_and_variant_is_described() {
    for command in COMMANDS {
        let schema: Json = serde_json::from_str(&fs::read_to_string(json_schema::shipped(command)).unwrap()).unwrap();
        let mut silent = Vec::new();
        every_object(&schema, "", &mut |at, keywords| {
            let is_variant = keywords.get("additionalProperties") == Some(&Json::Bool(false));
            let properties = keywords.get("properties").and_then(Json::as_object).filter(|_| !is_variant);
            for (name, says) in properties.into_iter().flatten() {
                if [says.get("$ref"), says.get("const"), says.get("description")] == [None; 3] {
                    silent.push(format!("{at}/{name}"));
                }
            }
            if is_variant && keywords.get("description").is_none() {
                silent.push(at.to_owned());
            }
            let text = keywords.get("description").and_then(Json::as_str).unwrap_or_default();
            assert!(!text.contains("```") && !text.contains("[`"), "{at}: {text}");
        });
        assert!(silent.is_empty(), "{command}: {silent:?}");
    }
}

#[test]
fn the_version_is_a_constant_of_the_schema() {
    for command in ["score", "explain"] {
        let schema: Json = serde_json::from_str(&fs::read_to_string(json_schema::shipped(command)).unwrap()).unwrap();
        assert_eq!(schema["$defs"]["Version"]["const"], heng::result::VERSION, "{command}");
    }
}

/// The five golden parks, of one of which a cell is empty.
fn lacking() -> Folder {
    Folder::golden().changing("survey", |survey| {
        survey.set(&[("园区编号", "P04"), ("年度", "2023")], "满意率", "");
    })
}

/// The schools of the examples in the documentation, with figures of every kind.
fn schools() -> Folder {
    Folder::empty()
        .with_folder("data")
        .with("rules.heng", schools::RULES)
        .with("level.rhai", schools::SCRIPT)
        .with("data/schools.csv", schools::SCHOOLS)
        .with("data/honors.csv", schools::HONORS)
}

/// What a command prints, which `run` holds against its schema.
fn printed(at: &Path, arguments: &str, language: &str, subject: Option<&str>) -> Json {
    let mut command = Command::new(env!("CARGO_BIN_EXE_heng"));
    command.args(arguments.split(' ')).args(["--format", "json", "--lang", language]).current_dir(at);
    command.args(subject.iter().flat_map(|key| ["--subject", key]));
    let printed = run(command);
    serde_json::from_str(&printed.stdout).unwrap_or_else(|_| panic!("{}", printed.findings_only()))
}

#[test]
fn what_is_printed_of_the_shipped_rule_sets_is_as_the_schemas_say() {
    let folders = [Folder::golden(), Folder::next_cycle(), Folder::synthetic(), lacking()];
    let mut sets: Vec<(PathBuf, &str)> = folders.iter().map(|folder| (folder.at(""), "evaluation.heng")).collect();
    sets.push((folders[0].at(""), "admission.heng"));
    for entry in fs::read_dir(shipped("rules/gallery")).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sets.push((path, "rules.heng"));
        }
    }
    let mut explained = 0;
    for (at, rules) in sets {
        for language in ["zh", "en"] {
            let scores = printed(&at, &format!("score {rules} --data data"), language, None);
            for command in ["check", "check --proofs", "test"] {
                printed(&at, &format!("{command} {rules}"), language, None);
            }
            for subject in scores["subjects"].as_array().unwrap().iter().take(3) {
                let key = subject["key"].as_str().unwrap();
                printed(&at, &format!("explain {rules} --data data"), language, Some(key));
                explained += 1;
            }
        }
    }
    assert!(explained > 40, "{explained}");
}

/// Members that may be absent, where a type of the document says so.
const OPTIONAL: &[&str] = &[
    "addition",
    "adjustment",
    "because",
    "bound",
    "branch",
    "cell",
    "cells",
    "chosen",
    "clause",
    "dates",
    "declared",
    "effective_weight",
    "fix",
    "flat_ends",
    "formula",
    "from",
    "glosses",
    "group",
    "holds",
    "last",
    "left_out",
    "node",
    "read",
    "rescaled",
    "rounding",
    "see",
    "total_node",
    "unit",
    "value",
    "variables",
    "weighting",
    "weights",
    "why",
    "why_not",
    "word",
];

/// Members of scores that are there or not as --columns says.
const CHOSEN: &[&str] =
    &["base", "bonus", "decision", "deduction", "grade", "name", "notes", "rank", "reasons", "subjects", "total"];

/// Members whose own members are named by rules or scripts.
const NAMED_BY_RULES: &[&str] = &["indicators", "heads", "conditions", "keys", "result", "variables"];

/// Without a member, with one more, with another variant or another type of a value: none of it is allowed.
#[test]
fn altered_output_is_refused() {
    let golden = lacking();
    let broken = Folder::golden().replacing("evaluation.heng", "取(满意度.满意率 其中", "取(满意度.满意 其中");
    let script = Folder::empty().with("g.rhai", "fn 档(x) { if x > 1 { [x, \"a\"] } else { #{ y: x } } }");
    let printed = [
        ("score", golden.heng("score evaluation.heng --data data --format json").succeeds()),
        ("explain", schools().heng("explain rules.heng --data data --subject S1 --format json").succeeds()),
        ("explain", schools().heng("explain rules.heng --data data --subject S3 --format json").succeeds()),
        ("check", broken.heng("check evaluation.heng --format json").lists()),
        ("test", golden.heng("test evaluation.heng --format json").succeeds()),
        ("script", script.heng("script g.rhai --call 档(1) --format json").succeeds()),
    ];
    for (command, printed) in printed {
        let schema = Schema::of(command);
        let document: Json = serde_json::from_str(&printed).unwrap();
        assert!(schema.refuses(&document).is_none(), "{command}");
        let mut seen = BTreeSet::new();
        let mut objects = Vec::new();
        every_object(&document, "", &mut |at, members| {
            let shape: String =
                at.split('/').map(|part| if part.parse::<usize>().is_ok() { "#" } else { part }).collect();
            let names: Vec<&String> = members.keys().collect();
            if seen.insert(format!("{shape} {names:?} {:?}", members.get("kind").or(members.get("operation")))) {
                objects.push(at.to_owned());
            }
        });
        let mut allowed = Vec::new();
        let mut altered = 0;
        for at in objects {
            let members = document.pointer(&at).unwrap().as_object().unwrap().clone();
            let is_free =
                at.rsplit('/').next().is_some_and(|name| NAMED_BY_RULES.contains(&name)) && !at.starts_with("/data");
            let mut hold = |what: String, changed: serde_json::Map<String, Json>| {
                let mut document = document.clone();
                *document.pointer_mut(&at).unwrap() = Json::Object(changed);
                altered += 1;
                if schema.refuses(&document).is_none() {
                    allowed.push(format!("{at}: {what}"));
                }
            };
            let with = |name: &str, value: Json| {
                let mut changed = members.clone();
                changed.insert(name.to_owned(), value);
                changed
            };
            if !is_free {
                hold("one more".to_owned(), with("one_more", Json::Null));
            }
            for (name, value) in &members {
                let is_chosen = command == "score" && CHOSEN.contains(&name.as_str());
                if !(is_free || is_chosen || OPTIONAL.contains(&name.as_str())) {
                    let mut changed = members.clone();
                    changed.remove(name);
                    hold(format!("no {name}"), changed);
                }
                hold(format!("{name} is 1.5"), with(name, json!(1.5)));
                if ["kind", "operation", "severity", "answer"].contains(&name.as_str()) && command != "test" {
                    hold(format!("{name} is no variant"), with(name, json!("no_variant")));
                }
                if value.as_str().is_some_and(|text| text.parse::<f64>().is_ok()) && command == "score" {
                    hold(format!("{name} is a number"), with(name, json!(1)));
                }
            }
        }
        assert!(allowed.is_empty(), "{command}: allowed though altered\n{}", allowed.join("\n"));
        assert!(altered > 10, "{command}: {altered} alterations");
    }
}

fn every_object(value: &Json, at: &str, see: &mut impl FnMut(&str, &serde_json::Map<String, Json>)) {
    match value {
        Json::Object(members) => {
            see(at, members);
            for (name, member) in members {
                every_object(member, &format!("{at}/{}", name.replace('~', "~0").replace('/', "~1")), see);
            }
        }
        Json::Array(items) => {
            for (place, item) in items.iter().enumerate() {
                every_object(item, &format!("{at}/{place}"), see);
            }
        }
        _ => {}
    }
}
