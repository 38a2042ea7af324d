//! JSON held against the schemas in `docs/schema`, as far as these use JSON Schema: a keyword that is not known here is
//! a panic. It is stricter than a schema asks for in one thing: a member that no part of the schema describes is
//! refused.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::path::PathBuf;

use regex::Regex;
use serde_json::{Map, Value as Json};

/// The commands that print JSON.
#[allow(dead_code, reason = "not every test program asks all of them")]
pub(crate) const COMMANDS: [&str; 12] =
    ["score", "explain", "check", "test", "script", "data", "bounds", "firm", "what-if", "why-not", "verify", "diff"];

/// Says nothing of a value.
const ANNOTATIONS: [&str; 5] = ["$schema", "$defs", "title", "description", "format"];

/// Where the schema of a command is shipped.
pub(crate) fn shipped(command: &str) -> PathBuf {
    [env!("CARGO_MANIFEST_DIR"), "docs", "schema", &format!("{command}.json")].iter().collect()
}

/// A schema.
pub(crate) struct Schema {
    root: Json,
    patterns: BTreeMap<String, Regex>,
}

/// The members of an object that a schema describes.
type Described<'v> = BTreeSet<&'v str>;

/// What of a document is not allowed.
pub(crate) struct Fault<'v> {
    /// Where, from the innermost member.
    path: Vec<String>,
    value: &'v Json,
    keyword: &'v str,
    says: &'v Json,
}

impl Fault<'_> {
    fn under(mut self, place: &impl ToString) -> Self {
        self.path.push(place.to_string());
        self
    }
}

impl fmt::Display for Fault<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path: Vec<&str> = self.path.iter().rev().map(String::as_str).collect();
        let Self { value, keyword, says, .. } = self;
        write!(f, "/{}: {value:.200} is not what `{keyword}` asks for: {says:.200}", path.join("/"))
    }
}

impl Schema {
    /// The shipped one of a command.
    pub(crate) fn of(command: &str) -> Self {
        let root = serde_json::from_str(&fs::read_to_string(shipped(command)).unwrap()).unwrap();
        let mut patterns = BTreeMap::new();
        each_pattern(&root, &mut patterns);
        Self { root, patterns }
    }

    /// What of a document it does not allow.
    pub(crate) fn refuses<'v>(&'v self, document: &'v Json) -> Option<Fault<'v>> {
        self.whole(&self.root, document).err()
    }

    /// A value, of which every member is described.
    fn whole<'v>(&'v self, schema: &'v Json, value: &'v Json) -> Result<(), Fault<'v>> {
        let described = self.part(schema, value)?;
        match members(value).find(|(name, _)| !described.contains(name.as_str())) {
            Some((unknown, member)) => Err(fault(member, "properties", schema).under(unknown)),
            None => Ok(()),
        }
    }

    /// What a schema says of a value, beside what others say of it.
    fn part<'v>(&'v self, schema: &'v Json, value: &'v Json) -> Result<Described<'v>, Fault<'v>> {
        let Json::Object(keywords) = schema else {
            assert_eq!(*schema, Json::Bool(false), "neither keywords nor a prohibition");
            return Err(fault(value, "false", schema));
        };
        let mut described = Described::new();
        for (keyword, says) in keywords {
            let holds = match keyword.as_str() {
                "type" => match says {
                    Json::Array(types) => types.iter().any(|name| is(value, name)),
                    name => is(value, name),
                },
                "const" => value == says,
                "enum" => list(says).contains(value),
                "pattern" => value.as_str().is_none_or(|text| self.patterns[says.as_str().unwrap()].is_match(text)),
                "minimum" => value.as_f64().is_none_or(|number| number >= says.as_f64().unwrap()),
                "maximum" => value.as_f64().is_none_or(|number| number <= says.as_f64().unwrap()),
                "minItems" => value.as_array().is_none_or(|items| items.len() as u64 >= says.as_u64().unwrap()),
                "maxItems" => value.as_array().is_none_or(|items| items.len() as u64 <= says.as_u64().unwrap()),
                "required" => list(says).iter().all(|name| value.get(name.as_str().unwrap()).is_some()),
                "oneOf" | "anyOf" => {
                    let answers: Vec<_> = list(says).iter().map(|schema| self.part(schema, value)).collect();
                    let fits = answers.iter().filter(|answer| answer.is_ok()).count();
                    if fits == 0 {
                        let faults = answers.into_iter().filter_map(Result::err);
                        return Err(faults.max_by_key(|fault| fault.path.len()).unwrap());
                    }
                    described.extend(answers.into_iter().flatten().flatten());
                    fits == 1 || keyword == "anyOf"
                }
                annotation if ANNOTATIONS.contains(&annotation) => true,
                _ => {
                    described.extend(self.applied(keywords, keyword, value)?);
                    true
                }
            };
            if !holds {
                return Err(fault(value, keyword, says));
            }
        }
        Ok(described)
    }

    /// What a keyword says by other schemas.
    fn applied<'v>(
        &'v self,
        keywords: &'v Map<String, Json>,
        keyword: &str,
        value: &'v Json,
    ) -> Result<Described<'v>, Fault<'v>> {
        let says = &keywords[keyword];
        let mut described = Described::new();
        match keyword {
            "$ref" => {
                let path = says.as_str().and_then(|path| path.strip_prefix('#')).unwrap();
                let named = self.root.pointer(path).unwrap_or_else(|| panic!("there is no {says}"));
                described.extend(self.part(named, value)?);
            }
            "allOf" => {
                for schema in list(says) {
                    described.extend(self.part(schema, value)?);
                }
            }
            "items" => {
                let first = keywords.get("prefixItems").map_or(0, |first| list(first).len());
                for (place, item) in value.as_array().into_iter().flatten().enumerate().skip(first) {
                    self.whole(says, item).map_err(|fault| fault.under(&place))?;
                }
            }
            "prefixItems" => {
                let items = value.as_array().into_iter().flatten();
                for (place, (schema, item)) in list(says).iter().zip(items).enumerate() {
                    self.whole(schema, item).map_err(|fault| fault.under(&place))?;
                }
            }
            "properties" | "additionalProperties" => {
                let properties = keywords.get("properties");
                for (name, member) in members(value) {
                    let schema = match (keyword, properties.and_then(|properties| properties.get(name))) {
                        ("properties", schema) => schema,
                        (_, Some(_)) => None,
                        (_, None) => Some(says),
                    };
                    if let Some(schema) = schema {
                        self.whole(schema, member).map_err(|fault| fault.under(name))?;
                        described.insert(name);
                    }
                }
            }
            _ => panic!("the keyword `{keyword}` is not known"),
        }
        Ok(described)
    }
}

fn fault<'v>(value: &'v Json, keyword: &'v str, says: &'v Json) -> Fault<'v> {
    Fault { path: Vec::new(), value, keyword, says }
}

fn each_pattern(schema: &Json, patterns: &mut BTreeMap<String, Regex>) {
    if let Some(pattern) = schema.get("pattern").and_then(Json::as_str) {
        patterns.insert(pattern.to_owned(), Regex::new(pattern).unwrap());
    }
    let parts = schema.as_array().into_iter().flatten().chain(members(schema).map(|(_, part)| part));
    parts.for_each(|part| each_pattern(part, patterns));
}

fn members(value: &Json) -> impl Iterator<Item = (&String, &Json)> {
    value.as_object().into_iter().flatten()
}

fn list(says: &Json) -> &[Json] {
    says.as_array().unwrap_or_else(|| panic!("{says} is no list"))
}

fn is(value: &Json, name: &Json) -> bool {
    match name.as_str().unwrap() {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        other => panic!("the type `{other}` is not known"),
    }
}
