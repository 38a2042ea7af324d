//! 另解: the rule set as it would be under another reading of what a 口径 decides.

use super::scripts;
use crate::check;
use crate::finding::{Code, Diagnostic, Language, Slice, SourceId, Sources, Span, Words};
use crate::host::Host;
use crate::program::Program;
use crate::rules::{Alternative, RuleSet};
use crate::syntax;
use crate::words;

/// What is wrong with the 另解 of a rule set.
pub(super) fn refused(
    host: &dyn Host,
    sources: &Sources,
    whole: (SourceId, Language),
    rules: &RuleSet,
) -> Vec<Diagnostic> {
    let wrong = each(rules).filter_map(|(gloss, alternative)| {
        let mut sources = sources.clone();
        let findings = carried_out(host, &mut sources, whole, alternative).err()?;
        Some(finding(&sources, gloss, alternative, &findings))
    });
    wrong.collect()
}

pub(super) fn each(rules: &RuleSet) -> impl Iterator<Item = (&str, &Alternative)> {
    rules.glosses.iter().flat_map(|gloss| gloss.alternatives.iter().map(|own| (gloss.code.as_str(), own)))
}

/// Carries the changes of a 另解 out on the whole rule set, as those of a file that inherits another.
pub(super) fn carried_out(
    host: &dyn Host,
    sources: &mut Sources,
    (whole, language): (SourceId, Language),
    alternative: &Alternative,
) -> Result<Program, Vec<Diagnostic>> {
    let path = sources.source(whole).path.clone();
    let text = sources.text(alternative.changes).to_owned();
    let slice = Slice { at: 0, length: text.len(), origin: alternative.changes };
    let changes = sources.add_composed(path.clone(), text, vec![slice]);
    let (merged, found) = syntax::merge(sources, whole, changes, alternative.span, &[]);
    if found.iter().any(Diagnostic::is_error) {
        return Err(found);
    }
    let id = sources.add_composed(path, merged.text, merged.slices);
    checked(host, sources, id, language)
}

pub(super) fn checked(
    host: &dyn Host,
    sources: &mut Sources,
    id: SourceId,
    language: Language,
) -> Result<Program, Vec<Diagnostic>> {
    let (mut file, mut findings) = syntax::parse(id, &sources.source(id).text);
    file.language = language;
    let scripts = scripts::texts(host, sources, &file);
    let checked = check::check(&file, &scripts);
    findings.extend(checked.findings);
    checked.program.filter(|_| !findings.iter().any(Diagnostic::is_error)).ok_or(findings)
}

/// The first fault, at the change where it was written, or else at the 另解.
fn finding(sources: &Sources, gloss: &str, alternative: &Alternative, findings: &[Diagnostic]) -> Diagnostic {
    let first = findings.iter().find(|finding| finding.is_error());
    let origin = sources.origin(alternative.span);
    let inside = |place: Span| sources.origin(place);
    let at = first.and_then(Diagnostic::span).map(inside).filter(|place| origin.contains(*place)).unwrap_or(origin);
    let title = &alternative.title;
    let words = match first.map(|first| &first.message) {
        Some(Words { zh, en }) => words!(
            "口径 {gloss} 的另解「{title}」不能照改：{zh}",
            "the alternative `{title}` of gloss {gloss} cannot be carried out: {en}"
        ),
        None => words!(
            "口径 {gloss} 的另解「{title}」不能照改",
            "the alternative `{title}` of gloss {gloss} cannot be carried out"
        ),
    };
    let finding = Diagnostic::error(Code::H0941, at, words);
    match first.and_then(|first| first.help.clone()) {
        Some(help) => finding.help(help),
        None => finding.help(words!(
            "另解里的修改和沿用一样，从全部规则出发，改完须是一套完整的规则",
            "changes of an alternative are carried out as those of an inheriting file, and what they make must be a whole rule set"
        )),
    }
}
