//! What requirements lack, and what stands above the marks.

use schemars::JsonSchema;
use serde::Serialize;

use super::wording::Wording;
use crate::finding::Language;
use crate::number::Number;
use crate::result::{AboveMarks, Bound, Unit, Unmet, UnmetWhat, Value, Wanted};

/// A term of a requirement that is not met, in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct UnmetTerm {
    /// What is compared, with its figures.
    pub what: String,
    /// Its value.
    pub value: String,
    /// The requirement, such as «不低于 90 分».
    pub wanted: String,
    /// How much is lacking; absent where a difference has no meaning.
    pub gap: Option<String>,
    /// «总分 80 分，要求不低于 90 分，差 10 分»
    #[serde(skip)]
    pub sentence: String,
}

impl Wording<'_> {
    /// A term that is not met.
    pub(super) fn unmet(&self, term: &Unmet) -> UnmetTerm {
        let what = match &term.what {
            UnmetWhat::Figure(name) => self.name(name),
            UnmetWhat::HeadRate { code } => match self.language {
                Language::Zh => format!("方面 {code} 得分率"),
                Language::En => format!("mark rate of {code}"),
            },
            UnmetWhat::Clause(clause) => self.clause(clause),
        };
        let value = self.value(&term.value);
        let wanted = match &term.wanted {
            Wanted::Holds => self.truth(true).to_owned(),
            Wanted::Compare { comparison, word, value, dates } => {
                format!("{} {}", self.comparison(*comparison, word.as_deref(), *dates), self.value(value))
            }
        };
        let gap = term.gap.as_ref().map(|gap| self.gap(gap));
        let sentence = match self.language {
            Language::Zh => {
                let gap = gap.as_ref().map(|gap| format!("，差 {gap}")).unwrap_or_default();
                format!("{what} {value}，要求{wanted}{gap}")
            }
            Language::En => {
                let gap = gap.as_ref().map(|gap| format!(", short by {gap}")).unwrap_or_default();
                format!("{what} {value}, wanted {wanted}{gap}")
            }
        };
        UnmetTerm { what, value, wanted, gap, sentence }
    }

    /// How much is lacking; of a share in percentage points.
    fn gap(&self, gap: &Value) -> String {
        match gap {
            Value::Number { exact, unit: Some(Unit { name, .. }) } if name == "%" || name == "％" => {
                let points = (exact * &Number::from_integer(100)).to_readable(6);
                format!("{points} {}", self.unit("个百分点"))
            }
            gap => self.value(gap),
        }
    }

    /// What stands above the marks: its name, and what it comes to.
    pub(super) fn above(&self, what: &AboveMarks) -> (String, String) {
        match what {
            AboveMarks::Manual { grade } => (self.say("人工定等", "manual grade").to_owned(), grade.clone()),
            AboveMarks::NotParticipating { label } => (self.say("参评", "participates").to_owned(), label.clone()),
            AboveMarks::Veto { name, outcome } => (format!("{} {name}", self.say("否决", "veto")), outcome.clone()),
            AboveMarks::Restriction { name, best } => (
                format!("{} {name}", self.say("限制", "restriction")),
                format!("{} {best}", self.say("最高", "at best")),
            ),
            AboveMarks::Demotion { name, steps } => (
                format!("{} {name}", self.say("降等", "demotion")),
                match self.language {
                    Language::Zh => format!("降 {steps} 等"),
                    Language::En => format!("lowered by {}", super::list::counted(*steps, "grade")),
                },
            ),
        }
    }
}

/// 封顶 or 保底.
pub(super) fn bound_word(bound: Bound, language: Language) -> &'static str {
    match bound {
        Bound::Cap => language.either("封顶", "cap"),
        Bound::Floor => language.either("保底", "floor"),
    }
}
