//! Why an outcome of an 示例 came about.

use super::layout::Layout;
use super::unmet::bound_word;
use super::wording::Wording;
use crate::finding::Language;
use crate::result::Reason;

impl Wording<'_> {
    /// The sentence of a reason that 因 may name.
    #[must_use]
    pub fn reason(&self, reason: &Reason) -> String {
        match reason {
            Reason::Clause(clause) => self.clause(clause),
            Reason::Otherwise { said } => {
                let rest = self.say("其余", "otherwise");
                match said.as_ref().map(|said| self.clause(said)) {
                    Some(said) if said != rest => format!("{said}{}", Layout(self.language).in_brackets(rest)),
                    _ => rest.to_owned(),
                }
            }
            Reason::StandIn(clause) => {
                let clause = self.clause(clause);
                match self.language {
                    Language::Zh => format!("缺失，以 {clause} 计"),
                    Language::En => format!("missing, taken as {clause}"),
                }
            }
            Reason::Bound { bound, clause, value } => {
                let says = clause.as_ref().map_or_else(|| self.value(value), |clause| self.clause(clause));
                format!("{} {says}", bound_word(*bound, self.language))
            }
            Reason::Entry { title, marks } => format!("{title} {}", self.value(marks)),
            Reason::Recorded(value) => self.value(value),
            Reason::Unmet(term) => self.unmet(term).sentence,
            Reason::NextGrade { grade, term } => {
                let sentence = self.unmet(term).sentence;
                match self.language {
                    Language::Zh => format!("距「{grade}」{sentence}"),
                    Language::En => format!("short of `{grade}`: {sentence}"),
                }
            }
            Reason::Above(what) => {
                let (name, verdict) = self.above(what);
                format!("{name} {verdict}")
            }
            Reason::Note(note) => self.note(note),
        }
    }
}
