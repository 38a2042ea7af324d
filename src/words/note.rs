//! Notes.

use super::list::{counted, listed};
use super::term::Term;
use super::wording::Wording;
use crate::core::{ChildId, IndicatorId, SubjectId};
use crate::finding::Language;
use crate::invariant::OrBroken;
use crate::result::{Compared, Mark, Marks, Note, Scores};
use crate::rules::Aggregate;

/// Whether 说明 says more of somebody than the notes: that something does not apply.
#[must_use]
pub fn may_lapse(scores: &Scores) -> bool {
    scores.heads.iter().chain(&scores.indicators).any(Marks::may_lapse)
}

impl Wording<'_> {
    /// What 说明 says of a subject in a table whose cells are empty where there is no mark: the notes, and what does not
    /// apply to the subject by its rules. A 方面 of which nothing applies stands for its indicators.
    #[must_use]
    pub fn remarks(&self, scores: &Scores, subject: SubjectId) -> Vec<String> {
        let notes = scores.notes.of(subject.0);
        let mut said = self.notes(notes);
        if !may_lapse(scores) || notes.contains(&Note::NotParticipating) {
            return said;
        }
        let told = |id: IndicatorId| {
            notes.iter().any(|note| matches!(note, Note::Lapsed { indicator, .. } if *indicator == id))
        };
        let lapses = |marks: &Marks| marks.get(subject.0) == Some(Mark::NotApplicable);
        let is_lapsed = |child: ChildId| match child {
            ChildId::Head(id) => scores.heads.get(id.0).is_some_and(lapses),
            ChildId::Indicator(id) => {
                let is_scored = !self.model.indicator(id).is_unscored;
                is_scored && scores.indicators.get(id.0).is_some_and(lapses) && !told(id)
            }
        };
        let codes = self.lapsed(&self.model.total.node.children, &is_lapsed);
        if !codes.is_empty() {
            let (codes, term) = (listed(&codes, self.language), Term::NotApplicable.word(self.language));
            said.push(match self.language {
                Language::Zh => format!("{codes} {term}"),
                Language::En => format!("{codes}: {term}"),
            });
        }
        said
    }

    /// The codes of what does not apply, and is not told otherwise. A 方面 of which nothing applies stands for what is
    /// below it.
    fn lapsed(&self, children: &[ChildId], is_lapsed: &dyn Fn(ChildId) -> bool) -> Vec<&'_ str> {
        let mut codes = Vec::new();
        for child in children {
            match child {
                ChildId::Indicator(_) if is_lapsed(*child) => codes.push(self.model.code(*child)),
                ChildId::Indicator(_) => {}
                ChildId::Head(id) => {
                    let below = self.lapsed(&self.model.head(*id).node.children, is_lapsed);
                    if is_lapsed(*child) && !below.is_empty() {
                        codes.push(self.model.code(*child));
                    } else {
                        codes.extend(below);
                    }
                }
            }
        }
        codes
    }

    /// The sentences of the notes on a subject. Two notes may come to the same sentence, which is said once.
    #[must_use]
    pub fn notes(&self, notes: &[Note]) -> Vec<String> {
        let mut said: Vec<String> = Vec::with_capacity(notes.len());
        for note in notes {
            let sentence = self.note(note);
            if !said.contains(&sentence) {
                said.push(sentence);
            }
        }
        said
    }

    /// The sentence of a note.
    #[must_use]
    pub fn note(&self, note: &Note) -> String {
        match self.language {
            Language::Zh => self.note_zh(note),
            Language::En => self.note_en(note),
        }
    }

    fn note_zh(&self, note: &Note) -> String {
        match note {
            Note::ManualGrade { grade, reason, document } => {
                format!("人工定等：{grade}（理由：{reason}；文号：{document}）")
            }
            Note::NotParticipating => format!("不满足参评条件（依据 {}）", self.participation_basis()),
            Note::Vetoed { veto } => format!("否决：{}", self.model.veto(*veto).name),
            Note::Demoted { grade, demotion } => {
                let (demotion, grade) = (self.model.demotion(*demotion), self.grade_name(*grade));
                let (name, steps) = (&demotion.name, demotion.steps);
                format!("达到{grade}条件，因「{name}」降 {steps} 等")
            }
            Note::Restricted { grade, restriction } => {
                let (name, grade) = (&self.model.restriction(*restriction).name, self.grade_name(*grade));
                format!("达到{grade}条件，因限制「{name}」不得评为{grade}")
            }
            Note::BeyondQuota { .. } => self.beyond_quota(note),
            Note::Immaterial { least, most } => super::immaterial::zh(least.as_deref(), most.as_deref()),
            Note::PlacesOpen { grade, subjects } => {
                format!("{}名额待定：有 {subjects} 家是否参评或归入哪一组未定", self.grade_name(*grade))
            }
            Note::PlaceContested { grade, rivals } => {
                let (grade, who) = (self.grade_name(*grade), self.several(rivals));
                format!("{grade}名额待定：{who} 缺数据，补齐后可能占用名额")
            }
            Note::GradingOpen { grading } => format!("{grading}待定：名额要等缺数据的各家补齐"),
            Note::RankMayFall { absent } => {
                format!("名次未计入缺数据的 {}，补齐后可能后移", self.several(absent))
            }
            Note::ComparedWithout { of, absent } => {
                let what = match of {
                    Compared::Indicator { indicator } => format!("{} ", self.indicator(*indicator)),
                    Compared::Grade { grade } => format!("「{}」", self.grade_name(*grade)),
                };
                format!("{what}的比较未计入缺数据的 {}", self.several(absent))
            }
            Note::WeighedWithout { head, absent } => {
                let (name, _) = self.node(*head);
                format!("{name} 的权重未计入缺数据的 {}", self.several(absent))
            }
            Note::Chosen { head, parts } => {
                let (name, chosen) = self.node(*head);
                let how = chosen.aggregate.word();
                format!("{name} 取{how}：{}", self.parts(parts))
            }
            Note::Lapsed { indicator, reasons } => {
                let reasons: Vec<String> = reasons.iter().map(|reason| self.note(reason)).collect();
                format!("{} 不适用（{}）", self.indicator(*indicator), super::listed(&reasons, self.language))
            }
            Note::Missing { reason } => self.missing(reason),
            Note::MoreMissing { count } => format!("另有 {count} 处缺失"),
        }
    }

    fn note_en(&self, note: &Note) -> String {
        match note {
            Note::ManualGrade { grade, reason, document } => {
                format!("manual grade: {grade} (reason: {reason}; document: {document})")
            }
            Note::NotParticipating => format!("does not participate (basis {})", self.participation_basis()),
            Note::Vetoed { veto } => format!("veto: {}", self.model.veto(*veto).name),
            Note::Demoted { grade, demotion } => {
                let (demotion, grade) = (self.model.demotion(*demotion), self.grade_name(*grade));
                let (name, steps) = (&demotion.name, demotion.steps);
                format!("meets {grade}, lowered by {} for `{name}`", counted(steps, "grade"))
            }
            Note::Restricted { grade, restriction } => {
                let (name, grade) = (&self.model.restriction(*restriction).name, self.grade_name(*grade));
                format!("meets {grade}, barred from it by the restriction `{name}`")
            }
            Note::BeyondQuota { .. } => self.beyond_quota(note),
            Note::Immaterial { least, most } => super::immaterial::en(least.as_deref(), most.as_deref()),
            Note::PlacesOpen { grade, subjects } => format!(
                "quota of {} open: whether {} participate, or in which group, is not known",
                self.grade_name(*grade),
                counted(*subjects, "subject")
            ),
            Note::PlaceContested { grade, rivals } => {
                let (grade, who) = (self.grade_name(*grade), self.several(rivals));
                format!("quota of {grade} open: {who} may take a place once the missing data are known")
            }
            Note::GradingOpen { grading } => {
                format!("{grading} is open: its quota waits for those whose data are missing")
            }
            Note::RankMayFall { absent } => {
                format!(
                    "ranked without {}, for lack of data; the rank may fall once they are known",
                    self.several(absent)
                )
            }
            Note::ComparedWithout { of, absent } => {
                let what = match of {
                    Compared::Indicator { indicator } => self.indicator(*indicator),
                    Compared::Grade { grade } => self.grade_name(*grade),
                };
                format!("{what} compared without {}, for lack of data", self.several(absent))
            }
            Note::WeighedWithout { head, absent } => {
                let (name, _) = self.node(*head);
                format!("{name} weighed without {}, for lack of data", self.several(absent))
            }
            Note::Chosen { head, parts } => {
                let (name, chosen) = self.node(*head);
                let how = if chosen.aggregate == Aggregate::Least { "least" } else { "greatest" };
                format!("{name} is the {how} of its parts: {}", self.parts(parts))
            }
            Note::Lapsed { indicator, reasons } => {
                let reasons: Vec<String> = reasons.iter().map(|reason| self.note(reason)).collect();
                format!("{} does not apply ({})", self.indicator(*indicator), super::listed(&reasons, self.language))
            }
            Note::Missing { reason } => self.missing(reason),
            Note::MoreMissing { count } => format!("{count} more missing"),
        }
    }

    fn participation_basis(&self) -> String {
        let participation = self.model.participation.as_ref().or_broken("who does not participate failed a 参评");
        listed(&participation.basis, self.language)
    }

    /// The parts of a node.
    fn parts(&self, parts: &[ChildId]) -> String {
        let codes: Vec<&str> = parts.iter().map(|part| self.model.code(*part)).collect();
        listed(&codes, self.language)
    }
}
