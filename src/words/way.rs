//! Ways that a rule set has.

use super::line::one_line;
use super::outcome::marks;
use super::term::verdict;
use super::unmet::bound_word;
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

/// To what a way belongs: «指标 C4»; nothing of a way that is an item itself.
#[must_use]
pub fn way_of(of: &WayOf, language: Language) -> String {
    match of {
        WayOf::Item(name) => item(name, language),
        WayOf::Grades => language.either("等次", "grades").to_owned(),
        WayOf::Itself => String::new(),
    }
}

/// What a way says, on one line that is not too long.
#[must_use]
pub fn way_text(text: &WayText, language: Language) -> String {
    let text = match text {
        WayText::Written(text) => text.clone(),
        WayText::Bound { bound, text } => format!("{} {text}", bound_word(*bound, language)),
        WayText::Cap(cap) => {
            format!("{} {}", language.either("封顶", "cap"), marks(&cap.to_readable(4), language))
        }
        WayText::Verdict(found) => verdict(*found, language).to_owned(),
        WayText::Otherwise(label) => format!("{} {label}", language.either("其余", "otherwise")),
    };
    let text = one_line(&text);
    if text.chars().count() > LONGEST_TEXT {
        return text.chars().take(LONGEST_TEXT).chain(['…']).collect();
    }
    text
}

/// The item that a figure belongs to.
fn item(name: &Name, language: Language) -> String {
    let say = |zh, en| language.either(zh, en).to_owned();
    let named = |zh, en, name: &str| format!("{} {name}", language.either(zh, en));
    let entry = |zh, en, title: &str| match language {
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
        Name::Base | Name::Total => say("总分", "total"),
        Name::Bonus => say("加分", "bonus"),
        Name::Deduction => say("扣分", "deduction"),
        Name::BonusEntry { title } => entry("加分", "bonus", title),
        Name::DeductionEntry { title } => entry("扣分", "deduction", title),
        Name::ConditionApplies { name } | Name::Condition { name } => named("条件", "condition", name),
        Name::Veto { name } => named("否决", "veto", name),
        Name::Restriction { name } => named("限制", "restriction", name),
        Name::Demotion { name } => named("降等", "demotion", name),
        Name::Requirement { name } => named("等次", "grade", name),
        Name::Participates => say("参评", "participates"),
        Name::Output { title } => entry("列出", "output", title),
        Name::HeadApplies { .. } | Name::Weight { .. } | Name::HeadFull { .. } => String::new(),
    }
}
