//! Deadlines: how working days were counted, and which days were skipped.

use std::collections::BTreeSet;

use super::list::{counted, listed};
use super::teller::Teller;
use super::traced::Trace;
use crate::finding::Language;
use crate::number::Date;
use crate::result::{Operation, StepId};

impl Teller<'_> {
    /// The deadlines in a formula: from which day how many working days were counted, and which days were skipped.
    pub(super) fn working_days(&self, id: StepId) -> Vec<Trace> {
        let mut told = Vec::new();
        let mut seen: BTreeSet<StepId> = BTreeSet::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            let step = self.step(id);
            if step.operation.is_leaf() || !seen.insert(id) {
                continue;
            }
            let value = |id: StepId| self.wording.value(&self.step(id).value);
            let (how, skipped) = match (&step.operation, self.wording.language) {
                (Operation::WorkingDayAfter { date, days, skipped }, Language::Zh) => {
                    (format!("{} 起第 {} 个工作日", value(*date), plain(&value(*days))), skipped)
                }
                (Operation::WorkingDayAfter { date, days, skipped }, Language::En) => {
                    (format!("working day {} after {}", plain(&value(*days)), value(*date)), skipped)
                }
                (Operation::NextWorkingDay { date, skipped }, Language::Zh) => {
                    let how = if skipped.is_empty() { "是工作日，不顺延" } else { "不是工作日，顺延" };
                    (format!("{} {how}", value(*date)), skipped)
                }
                (Operation::NextWorkingDay { date, skipped }, Language::En) => {
                    let how = if skipped.is_empty() { "is a working day" } else { "is none, so the next one" };
                    (format!("{} {how}", value(*date)), skipped)
                }
                _ => {
                    open.extend(step.operation.operands().into_iter().rev());
                    continue;
                }
            };
            let days = self.days_off(skipped);
            let branch = match self.wording.language {
                _ if skipped.is_empty() => how,
                Language::Zh => format!("{how}；跳过非工作日 {} 天：{days}", skipped.len()),
                Language::En => format!("{how}; {} skipped: {days}", counted(skipped.len(), "day")),
            };
            let label = self.source(id);
            told.push(Trace {
                label,
                value: self.wording.value(&step.value),
                branch: Some(branch),
                ..Trace::default()
            });
            open.extend(step.operation.operands().into_iter().rev());
        }
        told
    }

    /// Days one behind the other as stretches: «2023-01-21 至 2023-01-27、2023-02-04».
    fn days_off(&self, days: &[Date]) -> String {
        let mut stretches: Vec<(Date, Date)> = Vec::new();
        for day in days {
            match stretches.last_mut().filter(|(_, last)| last.add_days(1) == Some(*day)) {
                Some((_, last)) => *last = *day,
                None => stretches.push((*day, *day)),
            }
        }
        let to = self.wording.say(" 至 ", " to ");
        let stretches = stretches
            .iter()
            .map(|(first, last)| if first == last { first.to_string() } else { format!("{first}{to}{last}") });
        listed(&stretches.collect::<Vec<_>>(), self.wording.language)
    }
}

/// A count without its unit: of working days the words around it name that.
fn plain(count: &str) -> &str {
    count.split(' ').next().unwrap_or(count)
}
