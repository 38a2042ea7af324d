//! How a grade follows from the entries of 等次.

use super::list::{counted, listed};
use super::quota::{percent, places_rounded};
use super::ruled::{ToldAsked, ToldCompetitor, ToldHeld, ToldPlacing, ToldRuling, ToldTerm};
use super::teller::Teller;
use super::term::Term as Word;
use super::told::ToldNextGrade;
use super::traced::Trace;
use crate::core::StillTied;
use crate::finding::Language;
use crate::result::{AboveMarks, Asked, Competitor, Fate, Held, NextGrade, Passing, Placing, Ruling, Term, Value};

impl Teller<'_> {
    pub(super) fn ruling(&self, ruling: &Ruling) -> ToldRuling {
        let grades = ruling.grades.iter().map(|asked| self.asked(asked));
        ToldRuling { basis: ruling.basis.clone(), grades: grades.collect() }
    }

    fn asked(&self, asked: &Asked) -> ToldAsked {
        ToldAsked {
            grade: asked.grade.clone(),
            clause: asked.clause.clone(),
            fate: self.fate(asked).to_owned(),
            is_given: asked.fate == Fate::Given,
            terms: asked.terms.iter().map(|term| self.term(term)).collect(),
            placing: asked.placing.as_ref().map(|placing| self.placing(placing)),
        }
    }

    fn fate(&self, asked: &Asked) -> &'static str {
        match asked.fate {
            Fate::Given => self.wording.say("评为此等", "given"),
            Fate::NotMet => self.wording.say("条件不满足", "not met"),
            Fate::Lowered => self.wording.say("条件满足，被降等", "met, then lowered"),
            Fate::PassedOver => self.wording.say("不再问，降等已越过", "not asked, lowered past it"),
            Fate::Barred => self.wording.say("条件满足，被限制", "met, barred by a restriction"),
            Fate::BeyondQuota => self.wording.say("条件满足，未进入名额", "met, beyond the quota"),
            Fate::Open => self.wording.say("待定", "open"),
            Fate::Vetoed if self.step(asked.requirement).value.is_missing() => {
                self.wording.say("条件待定，被否决", "open, vetoed")
            }
            Fate::Vetoed => self.wording.say("条件满足，被否决", "met, vetoed"),
        }
    }

    /// A part of a requirement. A line that is a figure is followed to where it comes from; marks and totals have parts
    /// of the explanation of their own.
    fn term(&self, term: &Term) -> ToldTerm {
        let sentence = self.wording.unmet(&term.says);
        let sentence = if term.holds == Some(true) { sentence.stated() } else { sentence.sentence };
        let mut trace = self.whole(String::new(), term.step);
        trace.from.retain(|part| !part.from.is_empty() || part.cell.is_some() || !part.formula.is_empty());
        let verdict = match term.holds {
            Some(true) => self.wording.say("满足", "met"),
            Some(false) => self.wording.say("不满足", "not met"),
            None => Word::Open.word(self.wording.language),
        };
        let trace = Trace { value: self.wording.value(&self.step(term.step).value), ..trace };
        ToldTerm { holds: term.holds, verdict: verdict.to_owned(), sentence, trace }
    }

    fn placing(&self, placing: &Placing) -> ToldPlacing {
        let own = self.explanation.subject.key.as_str();
        let competitors = placing.competitors.iter();
        ToldPlacing {
            sentences: vec![self.places(placing), self.contest(placing)],
            competitors: competitors.map(|known| self.competitor(placing, known, known.key == own)).collect(),
        }
    }

    /// «名额 1 个（参评 5 家的 30%，向下取整）»
    fn places(&self, placing: &Placing) -> String {
        let Placing { participants, places, by_people, .. } = placing;
        let group = listed(&placing.group, self.wording.language);
        let (share, rounded) = (percent(&placing.share), places_rounded(placing.rounding, self.wording.language));
        match self.wording.language {
            Language::Zh => {
                let whose = if group.is_empty() { group } else { group + " " };
                let manual =
                    if *by_people > 0 { format!("，人工定等已占 {by_people} 个") } else { String::new() };
                format!("名额 {places} 个（{whose}参评 {participants} 家的 {share}，{rounded}{manual}）")
            }
            Language::En => {
                let whose = if group.is_empty() { group } else { format!(" in {group}") };
                let manual =
                    if *by_people > 0 { format!(", {by_people} taken by manual grades") } else { String::new() };
                let places = counted(*places, "place");
                format!("{places} ({share} of {participants} participants{whose}, {rounded}{manual})")
            }
        }
    }

    /// «达到条件 2 家，进入 1 家；先比总分，再比 D，仍同全退»
    fn contest(&self, placing: &Placing) -> String {
        let Placing { earned, kept, .. } = placing;
        let by: Vec<String> = placing.by.iter().map(|name| self.wording.name(name)).collect();
        let tied = match placing.still_tied {
            StillTied::AllIn => self.wording.say("仍同全进", "all who are still tied are in"),
            StillTied::AllOut => self.wording.say("仍同全退", "all who are still tied are out"),
        };
        match self.wording.language {
            Language::Zh => format!("达到条件 {earned} 家，进入 {kept} 家；先比{}，{tied}", by.join("，再比 ")),
            Language::En => format!("{earned} met it, {kept} in; by {}; {tied}", by.join(", then ")),
        }
    }

    fn competitor(&self, placing: &Placing, known: &Competitor, is_own: bool) -> ToldCompetitor {
        let values = placing.by.iter().zip(&known.values);
        let values = values.map(|(name, value)| format!("{} {}", self.wording.name(name), self.wording.value(value)));
        let verdict = match known.has {
            Some(true) => self.wording.say("进入", "in"),
            Some(false) => self.wording.say("未进入", "out"),
            None => Word::Open.word(self.wording.language),
        };
        let is_last = placing.competitors.last().is_some_and(|last| last.key == known.key);
        let apart = match known.apart {
            _ if is_last => None,
            Some(0) => None,
            Some(by) => placing.by.get(by).map(|name| {
                let name = self.wording.name(name);
                match self.wording.language {
                    Language::Zh => format!("同分，比 {name} 分先后"),
                    Language::En => format!("same total, told apart by {name}"),
                }
            }),
            None => Some(self.wording.say("并列，分不出先后", "tied with the next").to_owned()),
        };
        ToldCompetitor {
            place: known.place,
            key: known.key.clone(),
            name: known.name.clone(),
            values: values.collect(),
            verdict: verdict.to_owned(),
            has: known.has,
            is_own,
            apart,
        }
    }

    pub(super) fn next_grade(&self, next: &NextGrade) -> ToldNextGrade {
        let earning = next.earning.as_ref().map(|better| match self.wording.language {
            Language::Zh => format!("或者达到「{better}」的条件，降等后为「{}」", next.grade),
            Language::En => format!("or meet `{better}`, which is lowered to `{}`", next.grade),
        });
        let grades = self.explanation.ruling.iter().flat_map(|ruling| &ruling.grades);
        let placing = grades.clone().find(|asked| asked.grade == next.grade).and_then(|asked| asked.placing.as_ref());
        let quota = match (&next.pass, placing) {
            (Some(pass), Some(placing)) => Some(self.passing(placing, pass)),
            (_, Some(Placing { by_people, .. })) if next.no_place && *by_people > 0 => Some(
                self.wording
                    .say(
                        "名额已由人工定等占满，得多少分都没有名额",
                        "manual grades have taken every place, whatever the total",
                    )
                    .to_owned(),
            ),
            _ if next.no_place => Some(
                self.wording
                    .say("名额是 0 个，得多少分都没有名额", "there is no place to be had, whatever the total")
                    .to_owned(),
            ),
            _ => None,
        };
        ToldNextGrade {
            grade: next.grade.clone(),
            unmet: next.unmet.iter().map(|term| self.wording.unmet(term)).collect(),
            held: next.held.iter().map(|held| self.held(held)).collect(),
            earning,
            quota,
        }
    }

    fn held(&self, held: &Held) -> ToldHeld {
        let (name, verdict) = self.wording.above(&held.what);
        let is_veto = matches!(held.what, AboveMarks::Veto { .. });
        let what = match (self.wording.language, is_veto) {
            (Language::Zh, true) => format!("{name}（{verdict}）：得多少分都不改变，须先解除"),
            (Language::Zh, false) => format!("{name}（{verdict}）：须先解除"),
            (Language::En, true) => format!("{name} ({verdict}): no total changes it before it is lifted"),
            (Language::En, false) => format!("{name} ({verdict}): to be lifted first"),
        };
        ToldHeld { what, lift: held.lift.iter().map(|term| self.wording.unmet(term)).collect() }
    }

    /// «名额已满：须排到 P03 之前，总分须超过 98.7 分，现少 0.07 分»
    fn passing(&self, placing: &Placing, pass: &Passing) -> String {
        let theirs = placing.competitors.iter().find(|known| known.key == pass.key);
        let value = |by: usize| {
            let value = theirs.and_then(|known| known.values.get(by)).unwrap_or(&Value::Missing);
            self.wording.value(value)
        };
        let name = |by: usize| placing.by.get(by).map(|name| self.wording.name(name)).unwrap_or_default();
        let key = &pass.key;
        let is_tied = pass.gap.as_number().is_some_and(crate::number::Number::is_zero);
        let gap = self.wording.value(&pass.gap);
        let total = value(0);
        if placing.falls {
            return self.passing_below(placing, pass);
        }
        let more: Vec<String> = (1..placing.by.len()).map(name).collect();
        let or_equal = match (self.wording.language, more.is_empty()) {
            (_, true) => String::new(),
            (Language::Zh, false) => format!("，或同分而 {} 更高", more.join("、")),
            (Language::En, false) => format!(", or as much with more of {}", more.join(", then ")),
        };
        // Nobody can have more than the cap.
        let cap = self.wording.model.total.cap.as_ref().map(|cap| &cap.value);
        let is_capped = cap.is_some_and(|cap| {
            theirs.and_then(|known| known.values.first()?.as_number()).is_some_and(|total| total >= cap)
        });
        if is_capped && pass.by == 0 {
            let lines: Vec<String> = (1..placing.by.len()).map(|by| format!("{} {}", name(by), value(by))).collect();
            return match (self.wording.language, lines.is_empty()) {
                (Language::Zh, true) => format!("{key} 总分 {total}，已到封顶，无法超过"),
                (Language::En, true) => format!("{key} has a total of {total}, the cap, which cannot be exceeded"),
                (Language::Zh, false) => {
                    format!("{key} 总分 {total}，已到封顶：须总分同到封顶（现少 {gap}），并超过其 {}", lines.join("、"))
                }
                (Language::En, false) => format!(
                    "{key} has a total of {total}, the cap: as much is needed (now {gap} less), and more than its {}",
                    lines.join(", ")
                ),
            };
        }
        match (self.wording.language, pass.by) {
            (Language::Zh, _) if is_tied => format!("与 {key} 并列在名额线上：总分须超过 {total}"),
            (Language::En, _) if is_tied => format!("tied with {key} at the line: the total has to exceed {total}"),
            (Language::Zh, 0) => {
                format!("须排到 {key} 之前：总分须超过 {total}，现少 {gap}{or_equal}")
            }
            (Language::En, 0) => {
                format!("has to stand before {key}: a total of more than {total}, now {gap} less{or_equal}")
            }
            (Language::Zh, by) => {
                let (what, line) = (name(by), value(by));
                format!("须排到 {key} 之前：同分，{what} 须超过 {line}，现少 {gap}，或总分超过 {total}")
            }
            (Language::En, by) => {
                let (what, line) = (name(by), value(by));
                format!(
                    "has to stand before {key}: same total, more than {line} of {what}, now {gap} less, or a total of more than {total}"
                )
            }
        }
    }

    /// The same where less is better.
    fn passing_below(&self, placing: &Placing, pass: &Passing) -> String {
        let theirs = placing.competitors.iter().find(|known| known.key == pass.key);
        let value = theirs.and_then(|known| known.values.get(pass.by)).unwrap_or(&Value::Missing);
        let (value, gap) = (self.wording.value(value), self.wording.value(&pass.gap));
        let what = placing.by.get(pass.by).map(|name| self.wording.name(name)).unwrap_or_default();
        let key = &pass.key;
        let same = match (self.wording.language, pass.by) {
            (_, 0) => "",
            (Language::Zh, _) => "同分，",
            (Language::En, _) => "same total, ",
        };
        match self.wording.language {
            Language::Zh => format!("须排到 {key} 之前：{same}{what}须低于 {value}，现多 {gap}"),
            Language::En => format!("has to stand before {key}: {same}{what} below {value}, now {gap} more"),
        }
    }
}
