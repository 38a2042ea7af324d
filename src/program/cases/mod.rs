//! Sums of what applies, for all cases that conditions can tell apart.
//!
//! Conditions are taken apart into questions that they ask (which choice, yes or no, in which piece of the number line)
//! and cases are combinations of answers. Questions are taken to be independent of one another: what holds of all cases
//! is proved, while a case that breaks a sum may be one that cannot occur, unless it asks for plain columns only.
//! Parts that share no question are looked at apart, so that twenty pairs are not a million cases.

mod condition;
mod meanings;
mod question;

use std::collections::{BTreeMap, BTreeSet};

use crate::core::{ExprId, FieldId, TableId};
use crate::finding::Words;
use crate::invariant::OrBroken;
use crate::number::Number;
use crate::words;
use condition::{Amount, Condition, Found, Reader};
pub use meanings::Meanings;
use question::{Question, Subject};

/// More cases of parts that hang together are not looked at one by one.
const MOST_CASES: usize = 4096;
/// So many conditions are worked out for one sum.
const MOST_STEPS: usize = 2_000_000;
/// So many questions hang together at most.
const MOST_QUESTIONS: usize = 200;
/// So many combinations of independent cases are looked at, and so many wrong ones listed.
const MOST_COMBINATIONS: usize = 4096;
const MOST_LISTED: usize = 20;

/// A part of a sum.
pub struct Addend<'a> {
    /// Its code.
    pub code: &'a str,
    /// For whom it counts; everyone when absent.
    pub applies: Option<ExprId>,
    /// What it adds.
    pub adds: Adds<'a>,
}

/// What a part adds to a sum.
pub enum Adds<'a> {
    Fixed(&'a Number),
    /// An expression that is fixed, or fixed for each of some cases.
    Of(ExprId),
}

/// The sums of what applies.
pub struct Sums {
    groups: Vec<Group>,
    /// All parts together, where that is the same for everyone.
    pub all: Option<Number>,
}

/// Parts that share questions.
struct Group {
    cases: Vec<Case>,
}

/// Cases in which the same parts apply.
#[derive(Clone)]
struct Case {
    /// What tells one of them from the others.
    kind: Vec<Words>,
    /// How many others there are.
    others: usize,
    /// The codes of what applies, each with what it adds.
    list: Vec<(usize, String)>,
    sum: Number,
    /// Whether there can be such a subject.
    is_certain: bool,
}

/// A kind of subject and what applies to it.
pub struct Kind {
    /// In words and brackets; empty when there is but one kind.
    pub told: Words,
    /// Code and amount of each part.
    pub list: Vec<String>,
    /// Their sum.
    pub sum: Number,
    /// Whether there can be such a subject.
    pub is_certain: bool,
}

impl Sums {
    /// The sums of what applies, of all cases; `None` when there are too many to look at, or an amount is not fixed.
    #[must_use]
    pub fn of(meanings: &dyn Meanings, parts: &[Addend<'_>]) -> Option<Self> {
        let mut reader = Reader::new(meanings);
        let mut read: Vec<(Option<Condition>, Amount)> = Vec::new();
        for part in parts {
            let applies = part.applies.map(|applies| reader.condition(applies));
            let amount = match &part.adds {
                Adds::Fixed(number) => Amount::Known((*number).clone()),
                Adds::Of(expr) => reader.amount(*expr)?,
            };
            read.push((applies, amount));
        }
        let questions = reader.questions;
        for (applies, amount) in &mut read {
            if let Some(applies) = applies {
                applies.settle(&questions);
            }
            amount.settle(&questions);
        }
        let search = Search { meanings, questions: &questions, parts, read: &read };
        let mut steps = 0;
        let groups: Option<Vec<Group>> = search
            .groups()
            .iter()
            .map(|members| search.cases(members, &mut steps).map(|cases| Group { cases }))
            .collect();
        let known = |amount: &Amount| match amount {
            Amount::Known(number) => Some(number.clone()),
            _ => None,
        };
        let all: Option<Vec<Number>> = read.iter().map(|(_, amount)| known(amount)).collect();
        Some(Self { groups: groups?, all: all.map(|all| all.iter().sum()) })
    }

    /// The greatest sum of any case.
    #[must_use]
    pub fn greatest(&self) -> Number {
        self.groups.iter().filter_map(|group| group.cases.iter().map(|case| &case.sum).max()).sum()
    }

    /// The kinds of subject whose sum is not a given one, and how many more there are at least. With `has_gaps` what
    /// does not apply is made up for: then the most that applies to anyone, or all together, must come to it. With
    /// `may_lack_all` nothing at all need apply.
    #[must_use]
    pub fn other_than(&self, full: &Number, has_gaps: bool, may_lack_all: bool) -> (Vec<Kind>, usize) {
        if !has_gaps {
            return self.wrong(|sum| sum == full || may_lack_all && sum.is_zero());
        }
        let most = self.greatest();
        if most == *full || self.all.as_ref() == Some(full) {
            return (Vec::new(), 0);
        }
        self.wrong(|sum| *sum != most)
    }

    /// The kinds of subject whose sum is not right, and how many more there are at least.
    pub fn wrong(&self, is_right: impl Fn(&Number) -> bool) -> (Vec<Kind>, usize) {
        let is_steady = |group: &&Group| {
            group.cases.iter().all(|case| Some(&case.sum) == group.cases.first().map(|first| &first.sum))
        };
        let steady: Number =
            self.groups.iter().filter(is_steady).filter_map(|group| Some(&group.cases.first()?.sum)).sum();
        let all_steady = self.groups.iter().all(|group| is_steady(&group));
        if all_steady && is_right(&steady) {
            return (Vec::new(), 0);
        }
        // Where all kinds have one sum, each is told; else those that differ.
        let ways: Vec<&[Case]> = self
            .groups
            .iter()
            .map(|group| match group.cases.as_slice() {
                [first, ..] if !all_steady && is_steady(&group) => std::slice::from_ref(first),
                cases => cases,
            })
            .collect();
        let (mut wrong, mut more) = (Vec::new(), 0);
        let mut at = vec![0_usize; ways.len()];
        for _ in 0..MOST_COMBINATIONS {
            let chosen: Vec<&Case> = ways.iter().zip(&at).filter_map(|(cases, place)| cases.get(*place)).collect();
            let sum: Number = chosen.iter().map(|case| &case.sum).sum();
            if chosen.len() == ways.len() && !is_right(&sum) {
                if wrong.len() < MOST_LISTED {
                    wrong.push(Kind::of(&chosen, sum, &ways));
                } else {
                    more += 1;
                }
            }
            let moved = at.iter_mut().zip(&ways).find_map(|(place, cases)| {
                *place += 1;
                if *place < cases.len() {
                    return Some(());
                }
                *place = 0;
                None
            });
            if moved.is_none() {
                break;
            }
        }
        (wrong, more)
    }
}

impl Kind {
    fn of(chosen: &[&Case], sum: Number, ways: &[&[Case]]) -> Self {
        let varies = || chosen.iter().zip(ways).filter(|(_, cases)| cases.len() > 1).map(|(case, _)| *case);
        let (zh, en): (Vec<String>, Vec<String>) =
            varies().flat_map(|case| &case.kind).map(|words| (words.zh.clone(), words.en.clone())).unzip();
        let others: usize = varies().map(|case| case.others).sum();
        let told = match (zh.is_empty(), others) {
            (true, _) => words!("", ""),
            (false, 0) => Words { zh: format!("（{}）", zh.join("，")), en: format!(" ({})", en.join(", ")) },
            (false, _) => Words {
                zh: format!("（{}，这样的还有 {others} 种）", zh.join("，")),
                en: format!(" ({}, and {others} more such kinds)", en.join(", ")),
            },
        };
        let mut list: Vec<&(usize, String)> = chosen.iter().flat_map(|case| &case.list).collect();
        list.sort_by_key(|(place, _)| *place);
        let list = list.into_iter().map(|(_, told)| told.clone()).collect();
        Self { told, list, sum, is_certain: varies().all(|case| case.is_certain) }
    }
}

/// Goes through the cases of some parts.
struct Search<'s> {
    meanings: &'s dyn Meanings,
    questions: &'s [Question],
    parts: &'s [Addend<'s>],
    read: &'s [(Option<Condition>, Amount)],
}

const GROUP: &str = "a topic belongs to a group that is there";
const QUESTION: &str = "what is asked is one of the questions, each with its answer";
const MEMBER: &str = "a group is made of the parts";

impl Search<'_> {
    fn question(&self, id: usize) -> &Question {
        self.questions.get(id).or_broken(QUESTION)
    }

    /// The parts by their numbers, those together that share a question.
    fn groups(&self) -> Vec<Vec<usize>> {
        let mut group_of: BTreeMap<Topic, usize> = BTreeMap::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (place, (applies, amount)) in self.read.iter().enumerate() {
            let mut topics: BTreeSet<Topic> = BTreeSet::new();
            let mut add = |question: usize| topics.extend(self.topics(question));
            if let Some(applies) = applies {
                applies.each_question(&mut add);
            }
            amount.each_question(&mut add);
            let known: BTreeSet<usize> = topics.iter().filter_map(|topic| group_of.get(topic).copied()).collect();
            let own = known.first().copied().unwrap_or(groups.len());
            if own == groups.len() {
                groups.push(Vec::new());
            }
            for other in known.into_iter().filter(|other| *other != own) {
                let moved = std::mem::take(groups.get_mut(other).or_broken(GROUP));
                groups.get_mut(own).or_broken(GROUP).extend(moved);
                group_of.values_mut().filter(|group| **group == other).for_each(|group| *group = own);
            }
            group_of.extend(topics.into_iter().map(|topic| (topic, own)));
            groups.get_mut(own).or_broken(GROUP).push(place);
        }
        groups.retain(|group| !group.is_empty());
        groups
    }

    /// What a question is about: itself, and the field that it reads, so that 为空 and its value go together.
    fn topics(&self, question: usize) -> Vec<Topic> {
        let known = self.question(question);
        let field = match known.subject {
            Subject::Empty(table, field) => Some((table, field)),
            _ => known.may_be_empty(self.meanings),
        };
        [Some(Topic::Question(question)), field.map(|(table, field)| Topic::Field(table, field))]
            .into_iter()
            .flatten()
            .collect()
    }

    /// The cases of some parts, those together in which the same parts apply; `None` when there are too many.
    fn cases(&self, members: &[usize], steps: &mut usize) -> Option<Vec<Case>> {
        let mut asked = BTreeSet::new();
        for (applies, amount) in members.iter().map(|place| self.read.get(*place).or_broken(MEMBER)) {
            let mut ask = |question| asked.extend([question]);
            if let Some(applies) = applies {
                applies.each_question(&mut ask);
            }
            amount.each_question(&mut ask);
        }
        if asked.len() > MOST_QUESTIONS {
            return None;
        }
        let mut found: BTreeMap<Vec<(usize, String)>, Case> = BTreeMap::new();
        let (mut open, mut seen) = (vec![vec![None; self.questions.len()]], 0);
        while let Some(answers) = open.pop() {
            *steps += members.len();
            if *steps > MOST_STEPS || seen > MOST_CASES {
                return None;
            }
            match self.case(members, &answers, &asked) {
                Ok(None) => {}
                Ok(Some(case)) => {
                    seen += 1;
                    match found.get_mut(&case.list) {
                        Some(known) if known.is_certain || !case.is_certain => known.others += 1,
                        Some(known) => *known = Case { others: known.others + 1, ..case },
                        None => found.extend([(case.list.clone(), case)]),
                    }
                }
                Err(question) => {
                    for answer in self.question(question).possible(self.meanings).into_iter().rev() {
                        let mut answers = answers.clone();
                        *answers.get_mut(question).or_broken(QUESTION) = Some(answer);
                        open.push(answers);
                    }
                }
            }
        }
        let mut cases: Vec<Case> = found.into_values().collect();
        cases.sort_by(|one, other| one.list.cmp(&other.list));
        Some(cases)
    }

    /// What applies for some answers: `Err` with a question on which it rests, nothing where a field is empty without
    /// which there is no sum.
    fn case(
        &self,
        members: &[usize],
        answers: &[Option<usize>],
        asked: &BTreeSet<usize>,
    ) -> Result<Option<Case>, usize> {
        let is_empty = |question: usize| {
            self.question(question).may_be_empty(self.meanings).is_some_and(|(table, field)| {
                let empty = Subject::Empty(table, field);
                asked.iter().any(|other| {
                    let answer = answers.get(*other).or_broken(QUESTION);
                    self.question(*other).subject == empty && *answer == Some(1)
                })
            })
        };
        let (mut list, mut sum, mut is_missing) = (Vec::new(), Number::zero(), false);
        for place in members {
            let (applies, amount) = self.read.get(*place).or_broken(MEMBER);
            let part = self.parts.get(*place).or_broken(MEMBER);
            match applies.as_ref().map_or(Found::Known(true), |applies| applies.found(answers, &is_empty)) {
                Found::Known(true) => {}
                Found::Known(false) => continue,
                Found::Open(question) => return Err(question),
                Found::Missing => {
                    is_missing = true;
                    continue;
                }
            }
            match amount.found(answers, &is_empty) {
                Ok(adds) => {
                    list.push((*place, format!("{} {}", part.code, adds.to_readable(6))));
                    sum = sum + adds;
                }
                Err(Found::Open(question)) => return Err(question),
                Err(_) => is_missing = true,
            }
        }
        if is_missing {
            return Ok(None);
        }
        let told = answers.iter().enumerate().filter_map(|(at, answer)| Some((self.question(at), (*answer)?)));
        let told: Vec<(&Question, usize)> = told.collect();
        let kind = told.iter().filter_map(|(question, answer)| question.told(*answer, self.meanings)).collect();
        let mut rows = BTreeSet::new();
        let is_certain = told.iter().all(|(question, _)| {
            question.field(self.meanings).is_some()
                || question.counted_rows(self.meanings).is_some_and(|table| rows.insert(table))
        });
        Ok(Some(Case { kind, others: 0, list, sum, is_certain }))
    }
}

/// What a question is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Topic {
    Question(usize),
    Field(TableId, FieldId),
}
