//! Which change caused a finding in an inherited file: whoever wrote the change can do something about it.

use super::amendment::Whole;
use super::declared;
use crate::check::{self, ScriptText};
use crate::core::Type;
use crate::finding::{Code, Diagnostic, Language, Place, SourceId, Sources, Span};
use crate::invariant::OrBroken;
use crate::number::Unit;
use crate::program::Program;
use crate::syntax::ast::{self, Item};
use crate::syntax::{self, Change};
use crate::words;

/// A file that was put together from an inherited one and changes.
#[derive(Debug)]
pub(super) struct Causes {
    pub(super) whole: Whole,
    file: ast::File,
    /// What is found in the inherited file by itself.
    own: Vec<Diagnostic>,
    /// The inherited file by itself.
    base: Option<Program>,
}

impl Causes {
    pub(super) fn new(sources: &Sources, whole: Whole, file: ast::File, scripts: &[ScriptText]) -> Self {
        let mut causes = Self { whole, file, own: Vec::new(), base: None };
        if let Some(base) = causes.whole.base {
            let text = &sources.source(base).text;
            let (file, found) = syntax::parse(base, text);
            let checked = check::check(&file, scripts);
            causes.own = [found, checked.findings].concat();
            causes.own.iter_mut().for_each(|finding| *finding = finding.clone().at_origin(sources));
            causes.base = checked.program;
        }
        causes
    }

    /// A finding of the whole where it was caused. What a change wrote comes first, then the change that a mistake in
    /// the inherited file rests on; the inherited place is shown beside it.
    pub(super) fn caused(&self, sources: &Sources, finding: &Diagnostic) -> Diagnostic {
        self.caused_beside(sources, finding, &self.own)
    }

    /// Findings of proofs of the whole where they were caused; `prove` gives those of a program.
    pub(super) fn of_proofs(
        &self,
        sources: &Sources,
        findings: &[Diagnostic],
        prove: impl Fn(&Program) -> Vec<Diagnostic>,
    ) -> Vec<Diagnostic> {
        if findings.is_empty() {
            return Vec::new();
        }
        let own = self.base.as_ref().map(prove).unwrap_or_default();
        let own: Vec<Diagnostic> = own.into_iter().map(|finding| finding.at_origin(sources)).collect();
        findings.iter().map(|finding| self.caused_beside(sources, finding, &own)).collect()
    }

    fn caused_beside(&self, sources: &Sources, finding: &Diagnostic, own: &[Diagnostic]) -> Diagnostic {
        let found = self.by_label(finding.clone().at_origin(sources));
        let (Some(Place::Source(merged)), Some(Place::Source(place))) = (&finding.place, &found.place) else {
            return found;
        };
        if place.source == TOP || place.source >= self.whole.id || merged.source != self.whole.id {
            return found;
        }
        let is_own =
            |own: &Diagnostic| (own.code, &own.place, &own.message) == (found.code, &found.place, &found.message);
        if own.iter().any(is_own) {
            return found;
        }
        let Some(change) = self.change(sources, finding, *merged) else { return found };
        let (place, path) = (*place, &sources.source(change.at.source).path);
        let line = sources.line_column(change.at.source, change.at.start).0;
        let words = if change.removes {
            words!("这里还用到它，它由 {path}:{line} 删除", "still used here; it was deleted by {path}:{line}")
        } else {
            words!("沿用的文件里在这里，由 {path}:{line} 引起", "here in the inherited file, caused by {path}:{line}")
        };
        let mut found = Diagnostic { place: Some(Place::Source(change.at)), fix: None, ..found };
        found.labels.insert(0, crate::finding::Label { span: place, words });
        found
    }

    /// Of a place in the inherited file and one in a change, the change comes first.
    fn by_label(&self, mut finding: Diagnostic) -> Diagnostic {
        let Some(Place::Source(place)) = finding.place.clone() else { return finding };
        let is_later = |span: Span| span.source < place.source && place.source < self.whole.id;
        let later = finding.labels.iter_mut().filter(|label| is_later(label.span));
        if let Some(label) = later.min_by_key(|label| label.span.source) {
            finding.place = Some(Place::Source(label.span));
            label.span = place;
            label.words = words!("沿用的文件里在这里", "here in the inherited file");
            finding.fix = None;
        }
        finding
    }

    /// The change on which a finding at a place of the whole rests.
    fn change(&self, sources: &Sources, finding: &Diagnostic, place: Span) -> Option<&Change> {
        let changes = || self.whole.changes.iter();
        let text = sources.text(place);
        let last = |name: &str| name.rsplit('.').next().or_broken("a name has a last part").to_owned();
        if let Some(gone) = changes().find(|change| change.removes && last(&change.name) == text) {
            return Some(gone);
        }
        // The innermost head: those within one stand behind it.
        let head = self.file.heads().filter(|head| head.span.contains(place)).last();
        let within = self.file.indicators().find(|indicator| indicator.span.contains(place));
        let of_indicator = within
            .and_then(|within| changes().find(|change| change.is_of_indicator() && change.name == within.code.value));
        if of_indicator.is_some() {
            return of_indicator;
        }
        let around = match (within, head) {
            (Some(indicator), _) => Some(indicator.span),
            (None, None) => declared::item_at(&self.file, place),
            (None, Some(_)) => None,
        };
        let of_reads = around.and_then(|around| declared::change(&self.whole.changes, &self.file, sources, around));
        if of_reads.is_some() {
            return of_reads;
        }
        if let Some(head) = head {
            let touches = |change: &&Change| change.heads.contains(&head.code.value);
            // A sum misses first of all what was taken away.
            let of_head =
                || changes().find(|change| change.removes && touches(change)).or_else(|| changes().find(touches));
            if let Some(change) = of_head() {
                return Some(change);
            }
        }
        let named = |change: &&Change| {
            let (quoted, alone) = (format!("`{}`", last(&change.name)), format!(" {} ", last(&change.name)));
            let message = &finding.message.en;
            !change.name.is_empty() && (message.contains(&quoted) || message.contains(&alone))
        };
        if let Some(change) = changes().find(named) {
            return Some(change);
        }
        // A sum over the heads rests on their marks.
        let sums = matches!(finding.code, Code::H0401 | Code::H0443);
        let of_marks =
            |change: &&Change| change.is_of_full_marks() || !change.heads.is_empty() || change.is_of_grades();
        let of_sum = changes().find(|change| sums && of_marks(change));
        let only = || self.whole.changes.first().filter(|_| self.whole.changes.len() == 1);
        of_sum.or_else(only)
    }

    /// The lines of grades that are stated in marks, when the full marks are others and none of the lines is new.
    pub(super) fn old_lines(&self, sources: &Sources) -> Option<Diagnostic> {
        let full = self.whole.changes.iter().find(|change| change.is_of_full_marks())?;
        let of_file = |file: &'_ ast::File| {
            file.items.iter().find_map(|item| match item {
                Item::FullMarks(marks) => Some(marks.span),
                _ => None,
            })
        };
        let base = self.whole.base?;
        let text = &sources.source(base).text;
        let before = of_file(&syntax::parse(base, text).0)?;
        let now = of_file(&self.file)?;
        let (before, now) = (sources.text(before), sources.text(now));
        if syntax::comparable(before) == syntax::comparable(now) {
            return None;
        }
        let grades = self.file.items.iter().find_map(|item| match item {
            Item::Grades(grades) => Some(grades),
            _ => None,
        })?;
        let mut lines = Vec::new();
        grades.grades.iter().for_each(|grade| in_marks(&grade.requirement, &mut lines));
        let first = *lines.first()?;
        if lines.iter().any(|line| sources.origin(*line).source == TOP) {
            return None;
        }
        let shown: Vec<&str> = lines.iter().map(|line| sources.text(*line)).collect();
        let [zh, en] = [Language::Zh, Language::En].map(|language| words::listed(&shown, language));
        Some(
            Diagnostic::warning(
                Code::H0219,
                full.at,
                words!(
                    "满分由 {before} 改为 {now}，等次的线没有改：{zh}",
                    "the full marks change from {before} to {now}, the lines of the grades do not: {en}"
                ),
            )
            .label(sources.origin(first), words!("等次的线在这里", "the lines stand here"))
            .help(words!(
                "改等次的线：修改 等次 {{ … }}；确实不变的，把这几等照写一遍",
                "change the lines: amend grades {{ … }}; if they stay, write them again"
            )),
        )
    }
}

/// The file that was asked for.
const TOP: SourceId = SourceId(0);

/// Amounts in marks that a total is held against.
fn in_marks(expr: &ast::Expr, found: &mut Vec<Span>) {
    match &expr.kind {
        ast::ExprKind::Compare { left, right, .. } => {
            let is_total = |side: &ast::Expr| matches!(side.kind, ast::ExprKind::Total);
            let is_marks = |side: &ast::Expr| matches!(&side.kind, ast::ExprKind::Number { unit: Some(unit), .. } if Unit::parse(&unit.value).map(Type::Number) == Some(Type::marks()));
            if is_total(left) && is_marks(right) {
                found.push(right.span);
            } else if is_total(right) && is_marks(left) {
                found.push(left.span);
            }
        }
        ast::ExprKind::And(terms) | ast::ExprKind::Or(terms) => terms.iter().for_each(|term| in_marks(term, found)),
        ast::ExprKind::Not(inner) => in_marks(inner, found),
        _ => {}
    }
}
