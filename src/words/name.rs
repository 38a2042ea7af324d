//! What figures are called.

use super::wording::Wording;
use crate::result::Name;

impl Wording<'_> {
    /// A named figure as an explanation calls it.
    pub(super) fn name(&self, name: &Name) -> String {
        let of = |code: &str, zh, en| format!("{code} {}", self.say(zh, en));
        match name {
            Name::Applies { code } | Name::HeadApplies { code } => of(code, "适用", "applies"),
            Name::ConditionApplies { name } => of(name, "适用", "applies"),
            Name::Value { code } => of(code, "取值", "value"),
            Name::Given { code } => of(code, "填报的取值", "value as given"),
            Name::Weight { code } => of(code, "权重", "weight"),
            Name::HeadFull { code } => of(code, "满分", "full marks"),
            Name::Score { code } | Name::Mark { code } | Name::Head { code } => code.clone(),
            Name::Parameter { name }
            | Name::Definition { name }
            | Name::Condition { name }
            | Name::Veto { name }
            | Name::Restriction { name }
            | Name::Demotion { name }
            | Name::Requirement { name } => name.clone(),
            Name::Base => self.say("基础分", "base").to_owned(),
            Name::BonusEntry { .. } | Name::Bonus => self.say("加分", "bonus").to_owned(),
            Name::DeductionEntry { .. } | Name::Deduction => self.say("扣分", "deduction").to_owned(),
            Name::Total => self.say("总分", "total").to_owned(),
            Name::Output { title } => title.clone(),
            Name::Participates => self.say("参评", "participates").to_owned(),
        }
    }
}
