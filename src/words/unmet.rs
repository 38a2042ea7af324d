//! What requirements lack, and what stands above the marks.

use schemars::JsonSchema;
use serde::Serialize;

use super::layout::Layout;
use super::term::verdict;
use super::wording::Wording;
use crate::core::Comparison;
use crate::finding::Language;
use crate::number::Number;
use crate::result::{AboveMarks, Alternative, Bound, Unit, Unmet, UnmetWhat, Value, Wanted};

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
    /// «总分 80 分，要求不低于 90 分», without what is lacking.
    #[serde(skip)]
    pub(super) stated: String,
}

impl UnmetTerm {
    /// The same of a term that is met: what there is and what is wanted.
    pub(super) fn stated(self) -> String {
        self.stated
    }
}

impl Wording<'_> {
    /// A term that is not met.
    pub(super) fn unmet(&self, term: &Unmet) -> UnmetTerm {
        let what = self.compared(&term.what);
        let value = match &term.what {
            UnmetWhat::Condition { verdict: known, .. } => verdict(*known, self.language).to_owned(),
            _ => self.value(&term.value),
        };
        let wanted = match &term.wanted {
            Wanted::Holds => self.truth(true).to_owned(),
            Wanted::Fails => self.truth(false).to_owned(),
            Wanted::Outcome { verdict: wanted, is: true } => verdict(*wanted, self.language).to_owned(),
            Wanted::Outcome { verdict: wanted, is: false } => {
                format!("{} {}", self.say("不是", "other than"), verdict(*wanted, self.language))
            }
            Wanted::Compare { comparison, word, value, of, dates } => {
                let of = of.as_ref().map(|of| Layout(self.language).in_brackets(&self.compared(of)));
                let word = self.comparison(*comparison, word.as_deref(), *dates);
                format!("{word} {}{}", self.value(value), of.unwrap_or_default())
            }
        };
        let is_strict =
            matches!(term.wanted, Wanted::Compare { comparison: Comparison::Above | Comparison::Below, .. });
        let gap = term.gap.as_ref().map(|gap| self.gap(gap));
        let marks = match (&term.marks, &term.what, self.language) {
            (Some(marks), UnmetWhat::HeadRate { code }, Language::Zh) => format!("，{code} 差 {}", self.value(marks)),
            (Some(marks), UnmetWhat::HeadRate { code }, Language::En) => format!(", {code} by {}", self.value(marks)),
            _ => String::new(),
        };
        let is_on_the_line = is_strict && gap.is_none() && term.value.as_number().is_some();
        // To reach a line that has to be exceeded is not enough.
        let word = match &term.wanted {
            Wanted::Compare { comparison, word, dates, .. } if is_strict => {
                self.comparison(*comparison, word.as_deref(), *dates)
            }
            _ => String::new(),
        };
        let lacks = match (self.language, &gap, is_strict) {
            (_, None, _) => String::new(),
            (Language::Zh, Some(gap), false) => format!("，差 {gap}{marks}"),
            (Language::Zh, Some(gap), true) => format!("，差 {gap}{marks}，须{word}"),
            (Language::En, Some(gap), false) => format!(", short by {gap}{marks}"),
            (Language::En, Some(gap), true) => format!(", short by more than {gap}{marks}"),
        };
        let option = term.option.map(|Alternative { option, .. }| match self.language {
            Language::Zh => format!("任一即可（{}）：", option + 1),
            Language::En => format!("any one will do ({}): ", option + 1),
        });
        let option = option.unwrap_or_default();
        let sentence = match self.language {
            Language::Zh if is_on_the_line => format!("{option}{what} {value}，须{wanted}"),
            Language::En if is_on_the_line => format!("{option}{what} {value}, has to be {wanted}"),
            Language::Zh => format!("{option}{what} {value}，要求{wanted}{lacks}"),
            Language::En => format!("{option}{what} {value}, wanted {wanted}{lacks}"),
        };
        let stated = match (&term.wanted, self.language) {
            (Wanted::Holds | Wanted::Fails | Wanted::Outcome { .. }, _) => format!("{what} {value}"),
            (_, Language::Zh) => format!("{what} {value}，要求{wanted}"),
            (_, Language::En) => format!("{what} {value}, wanted {wanted}"),
        };
        UnmetTerm { what, value, wanted, gap, sentence, stated }
    }

    /// What a requirement compares.
    fn compared(&self, what: &UnmetWhat) -> String {
        match (what, self.language) {
            (UnmetWhat::Figure(name), _) => self.name(name),
            (UnmetWhat::HeadRate { code }, Language::Zh) => format!("方面 {code} 得分率"),
            (UnmetWhat::HeadRate { code }, Language::En) => format!("mark rate of {code}"),
            (UnmetWhat::Condition { name, .. }, _) => name.clone(),
            (UnmetWhat::Clause(clause), _) => self.clause(clause),
        }
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
