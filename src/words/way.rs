//! Ways that a rule set has.

use super::line::one_line;
use super::term::verdict;
use super::wording::Wording;
use crate::finding::Language;
use crate::result::{Name, WayKind, WayOf, WayText};

/// Longer texts of rules are cut in reports.
const LONGEST_TEXT: usize = 60;

/// Ways of a kind, in the words of the rules.
#[must_use]
pub fn way_kind(kind: WayKind, language: Language) -> &'static str {
    let (zh, en) = match kind {
        WayKind::Branch => ("若与按", "if and by"),
        WayKind::Band => ("分档", "bands"),
        WayKind::Part => ("累计", "cumulative"),
        WayKind::Adjustment => ("调整", "adjust"),
        WayKind::StandIn => ("缺失", "missing"),
        WayKind::Bound => ("封顶保底", "caps and floors"),
        WayKind::Verdict => ("条件结论", "verdicts"),
        WayKind::Veto => ("否决", "vetoes"),
        WayKind::Restriction => ("限制", "restrictions"),
        WayKind::Demotion => ("降等", "demotions"),
        WayKind::Grade => ("等次", "grades"),
    };
    match language {
        Language::Zh => zh,
        Language::En => en,
    }
}

impl Wording<'_> {
    /// To what a way belongs: «指标 C4»; nothing of a way that is an item itself.
    #[must_use]
    pub fn way_of(&self, of: &WayOf) -> String {
        match of {
            WayOf::Item(name) => self.item(name),
            WayOf::Grades => self.say("等次", "grades").to_owned(),
            WayOf::Itself => String::new(),
        }
    }

    /// What a way says, on one line that is not too long.
    #[must_use]
    pub fn way_text(&self, text: &WayText) -> String {
        let text = match text {
            WayText::Written(text) => text.clone(),
            WayText::Bound { bound, text } => format!("{} {text}", self.bound(*bound)),
            WayText::Cap(marks) => {
                format!("{} {}", self.say("封顶", "cap"), self.marks(&marks.to_readable(4)))
            }
            WayText::Verdict(found) => verdict(*found, self.language).to_owned(),
            WayText::Otherwise(label) => format!("{} {label}", self.say("其余", "otherwise")),
        };
        let text = one_line(&text);
        if text.chars().count() > LONGEST_TEXT {
            return text.chars().take(LONGEST_TEXT).chain(['…']).collect();
        }
        text
    }

    /// The item that a figure belongs to.
    fn item(&self, name: &Name) -> String {
        let named = |zh, en, name: &str| format!("{} {name}", self.say(zh, en));
        let entry = |zh, en, title: &str| match self.language {
            Language::Zh => format!("{zh}「{title}」"),
            Language::En => format!("{en} `{title}`"),
        };
        match name {
            Name::Parameter { name } => named("参数", "parameter", name),
            Name::Definition { name } => named("定义", "definition", name),
            Name::Applies { code }
            | Name::Value { code }
            | Name::Given { code }
            | Name::Score { code }
            | Name::Mark { code } => named("指标", "indicator", code),
            Name::Head { code } => named("方面", "head", code),
            Name::Base | Name::Total => self.say("总分", "total").to_owned(),
            Name::Bonus => self.say("加分", "bonus").to_owned(),
            Name::Deduction => self.say("扣分", "deduction").to_owned(),
            Name::BonusEntry { title } => entry("加分", "bonus", title),
            Name::DeductionEntry { title } => entry("扣分", "deduction", title),
            Name::ConditionApplies { name } | Name::Condition { name } => named("条件", "condition", name),
            Name::Veto { name } => named("否决", "veto", name),
            Name::Restriction { name } => named("限制", "restriction", name),
            Name::Demotion { name } => named("降等", "demotion", name),
            Name::Requirement { name } => named("等次", "grade", name),
            Name::Participates => self.say("参评", "participates").to_owned(),
            Name::HeadApplies { .. } | Name::Weight { .. } | Name::HeadFull { .. } => String::new(),
        }
    }
}
