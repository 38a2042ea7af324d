//! 脚本: the files of functions that a rule file names.

use super::text::{beside, read_text};
use crate::check::{ScriptText, complained};
use crate::finding::{Code, Diagnostic, SourceId, Sources, Span};
use crate::host::Host;
use crate::invariant::OrBroken;
use crate::number::{Accuracy, Calendar, Number};
use crate::script::{Complaint, Datum, FailureKind, Limits, Machine, Script, Step};
use crate::syntax::ast::{self, Item};
use crate::words;

/// The texts of the scripts that a file names, in its order; paths are relative to the file in which each is written.
pub(super) fn texts(host: &dyn Host, sources: &mut Sources, file: &ast::File) -> Vec<ScriptText> {
    let scripts = file.items.iter().filter_map(|item| match item {
        Item::Script(script) => Some(&script.file),
        _ => None,
    });
    scripts
        .map(|script| {
            let rules = sources.origin(script.span).source;
            let path = beside(&sources.source(rules).path, &script.value);
            let text = read_text(host, &path, Code::H0221)?;
            Ok((sources.add(path, text.clone()), text))
        })
        .collect()
}

/// One call of a script by itself.
#[derive(Debug)]
pub struct ScriptRun {
    /// The texts that diagnostics point into.
    pub sources: Sources,
    /// The lines that ran.
    pub steps: Vec<Step>,
    /// What came out; `None` when there is a finding.
    pub result: Option<Datum>,
    /// What is wrong with the script or the call, or how it failed.
    pub diagnostics: Vec<Diagnostic>,
}

/// Under this name the call stands behind the text of the script.
const CALL: &str = "__call";

/// Runs `call`, an expression, with the functions of a script. Without a declaration the numbers of the call are plain
/// ones, and roots are worked out to `places` decimals.
///
/// # Errors
/// H0901 when the file cannot be read or is not UTF-8.
pub fn script(
    host: &dyn Host,
    path: &str,
    call: &str,
    places: u32,
    calendar: &Calendar,
) -> Result<ScriptRun, Diagnostic> {
    let text = read_text(host, path, Code::H0901)?;
    let mut run = ScriptRun { sources: Sources::default(), steps: Vec::new(), result: None, diagnostics: Vec::new() };
    let file = run.sources.add(path, text.clone());
    let asked = run.sources.add("--call", call);
    let limits = Limits::default();
    if let Err(complaints) = Script::parse(&text, &limits) {
        run.diagnostics = complaints.into_iter().map(|complaint| complained(file, complaint)).collect();
        return Ok(run);
    }
    let opening = format!("{text}\nprivate fn {CALL}() {{\n");
    let whole = Whole { file, asked, script: text.len(), begins: opening.len(), call: call.len() };
    let script = match Script::parse(&format!("{opening}{call}\n}}\n"), &limits) {
        Ok(script) => script,
        Err(complaints) => {
            let place = |at: std::ops::Range<usize>| whole.place(at.start, at.end);
            run.diagnostics = complaints
                .into_iter()
                .map(|complaint| {
                    let span = place(complaint.at.clone());
                    complained(span.source, Complaint { at: span.start..span.end, ..complaint })
                })
                .collect();
            return Ok(run);
        }
    };
    let machine = Machine::new(&script, &limits, calendar);
    let (outcome, steps) = machine.stepped(CALL, Vec::new(), &Accuracy::new(places, &Number::one()));
    run.steps = steps.into_iter().filter(|step| step.at.start < text.len()).collect();
    match outcome {
        Ok(value) => run.result = Some(value),
        Err(failure) => {
            let code = if failure.kind == FailureKind::Limit { Code::H0711 } else { Code::H0712 };
            let at = failure.at.or_broken("the call is one of the script");
            let (zh, en) = (failure.zh, failure.en);
            run.diagnostics.push(Diagnostic::error(code, whole.place(at.start, at.end), words!("{zh}", "{en}")));
        }
    }
    Ok(run)
}

/// A script with a call behind it.
struct Whole {
    file: SourceId,
    asked: SourceId,
    /// Length of the script.
    script: usize,
    /// First byte of the call.
    begins: usize,
    /// Length of the call.
    call: usize,
}

impl Whole {
    /// Where it stands: in the script, or in the call.
    fn place(&self, start: usize, end: usize) -> Span {
        match start.checked_sub(self.begins) {
            Some(from) => {
                let from = from.min(self.call);
                Span::new(self.asked, from, end.saturating_sub(self.begins).clamp(from, self.call))
            }
            // What is wrong with all that stands behind the script is wrong with the call.
            None if start >= self.script => Span::new(self.asked, 0, self.call),
            None => Span::new(self.file, start, end),
        }
    }
}
