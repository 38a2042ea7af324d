//! JSON Schemas of what commands print, made from the types that are printed.

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform as _};
use schemars::{JsonSchema, Schema};
use serde_json::Value;

use super::{bounds, check, coverage, diff, effect, firm, json, packet, script, sorted, survey, why_not};
use crate::invariant::OrBroken;

/// A command that prints JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Printed {
    /// `heng score`
    Score,
    /// `heng explain`
    Explain,
    /// `heng check`
    Check,
    /// `heng test`
    Test,
    /// `heng script`
    Script,
    /// `heng data`
    Data,
    /// `heng bounds`
    Bounds,
    /// `heng firm`
    Firm,
    /// `heng what-if`
    WhatIf,
    /// `heng why-not`
    WhyNot,
    /// `heng verify`
    Verify,
    /// `heng diff`
    Diff,
}

/// The JSON Schema (draft 2020-12) of what a command prints with `--format json`.
#[must_use]
pub fn schema(printed: Printed) -> String {
    match printed {
        Printed::Score => text::<json::ScoresDocument>(),
        Printed::Explain => text::<json::ExplanationDocument>(),
        Printed::Check => text::<check::Document>(),
        Printed::Test => text::<coverage::Json>(),
        Printed::Script => text::<script::Document>(),
        Printed::Data => text::<survey::Document>(),
        Printed::Firm => text::<firm::Document<'_>>(),
        Printed::Bounds => text::<bounds::Document<'_>>(),
        Printed::WhatIf => text::<effect::Document>(),
        Printed::WhyNot => text::<why_not::Document>(),
        Printed::Verify => text::<packet::Verdict>(),
        Printed::Diff => text::<diff::Document<'_>>(),
    }
}

fn text<T: JsonSchema>() -> String {
    let mut schema = SchemaSettings::draft2020_12().for_serialize().into_generator().into_root_schema_for::<T>();
    RecursiveTransform(describe).transform(&mut schema);
    sorted::text(&schema)
}

/// A description is the documentation of a type without its example, its line breaks and its links.
fn describe(schema: &mut Schema) {
    if let Some(Value::String(description)) = schema.get_mut("description") {
        let prose = description.split("```").next().or_broken("a text has a first part");
        *description = prose.split_whitespace().collect::<Vec<_>>().join(" ").replace("[`", "`").replace("`]", "`");
    }
}
