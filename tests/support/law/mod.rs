//! The law of explanations: from the JSON of an explanation alone each number in it follows from those below it, or a
//! reason says why there is none.
//!
//! This reader knows nothing of the program. It goes through the steps in their order and works each out again, in
//! fractions of its own; what leaves the fractions it works out in floating point, which is near enough to tell a wrong
//! figure from a rounded one.

mod decision;
mod figures;
mod many;
mod moments;
mod outline;
mod steps;
mod value;

use serde_json::Value as Json;

/// What an explanation breaks of the law, and how many steps were worked out again.
pub(crate) fn broken(document: &Json) -> (Vec<String>, usize) {
    let data = &document["data"];
    let mut found = Vec::new();
    if data["version"] != 2 {
        found.push(format!("version {}", data["version"]));
    }
    let steps = data["steps"].as_array().map(Vec::as_slice).unwrap_or_default();
    let cohorts = data["cohorts"].as_array().map(Vec::as_slice).unwrap_or_default();
    let mut reader = steps::Reader::new(cohorts);
    for (place, step) in steps.iter().enumerate() {
        if let Err(why) = reader.read(step) {
            found.push(format!("step {place}: {why}\n{step}"));
        }
    }
    outline::hold(document, data, &reader, &mut found);
    decision::hold(data, &reader, &mut found);
    (found, steps.len())
}
