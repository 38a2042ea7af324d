//! Rule sets from numbers.

use std::collections::BTreeMap;

use crate::amount::{Amount, KINDS, Kind};
use crate::random::Random;
use crate::schema::{Place, TABLES, declared};
use crate::writer::Writer;

/// A rule set, and what its data are biased to.
pub(crate) struct Rules {
    pub(crate) text: String,
    pub(crate) places: Vec<Place>,
    pub(crate) amounts: BTreeMap<Kind, Vec<Amount>>,
    pub(crate) dates: Vec<String>,
}

impl Rules {
    /// The rule set of a number.
    pub(crate) fn of(seed: u64, number: u64) -> Self {
        let random = Random::of(seed, number);
        let mut writer = Writer {
            random,
            places: vec![Place::Park, Place::Firm],
            amounts: BTreeMap::new(),
            dates: Vec::new(),
            numbers: Vec::new(),
            truths: Vec::new(),
            sets: Vec::new(),
            marks: Vec::new(),
            value: None,
            participates: false,
            falls: false,
            asked: Vec::new(),
            compares: true,
        };
        for (place, times) in [(Place::Staff, 35), (Place::Event, 30), (Place::Judgement, 15), (Place::Decision, 15)] {
            if writer.chance(times) {
                writer.places.push(place);
            }
        }
        writer.participates = writer.chance(35);
        let text = writer.rule_set();
        let Writer { places, amounts, dates, .. } = writer;
        Self { text, places, amounts, dates }
    }
}

impl Writer {
    fn rule_set(&mut self) -> String {
        let mut text = "规则集 \"生成\" 示例\n周期 2024-01-01 至 2024-12-31\n".to_owned();
        for table in TABLES.iter().filter(|table| self.places.contains(&table.place)) {
            text.push_str(&declared(table, &mut self.random));
        }
        text.push_str(&self.parameters());
        text.push_str(&self.keyed());
        text.push_str(&self.definitions());
        if self.participates {
            text.push_str(&self.participation());
        }
        text.push_str(&self.tree());
        text.push_str(&self.extras());
        text.push_str(&self.conditions());
        text.push_str(&self.standing());
        let has_values = text.contains("    取值 ");
        text.push_str(&self.outputs(has_values));
        text
    }

    fn parameters(&mut self) -> String {
        let mut text = String::new();
        for place in 0..self.random.below(3) {
            let kind = self.kind();
            let name = format!("参{place}");
            if self.chance(25) {
                let (old, new) = (self.literal(kind), self.literal(kind));
                text.push_str(&format!(
                    "参数 {name} {{\n  2020-01-01 至 2023-12-31 : {old} 依据 \"甲\"\n  2024-01-01 起 : {new} 依据 \"乙\"\n}}\n"
                ));
            } else {
                text.push_str(&format!("参数 {name} = {} 依据 \"通知\"\n", self.literal(kind)));
            }
            self.numbers.push((Place::Park, kind, name));
        }
        text
    }

    /// 参数 按 类 { … }: a value for each choice, or the rest.
    fn keyed(&mut self) -> String {
        if !self.chance(25) {
            return String::new();
        }
        let (one, other) = (self.kind(), self.kind());
        let mut rows = String::new();
        for key in ["甲", "乙", "其余"] {
            let (first, second) = (self.literal(one), self.literal(other));
            rows.push_str(&format!("  {key} | {first} | {second}\n"));
        }
        self.numbers.push((Place::Park, one, "键一".to_owned()));
        self.numbers.push((Place::Park, other, "键二".to_owned()));
        format!("参数 按 类 依据 \"附件\" {{\n  表头 类 | 键一 | 键二\n{rows}}}\n")
    }

    /// Sets of rows, figures of rows and of subjects, each reading those before it.
    fn definitions(&mut self) -> String {
        let mut text = String::new();
        // 参评 may ask for a set of rows, which then may not ask who participates.
        let compares = std::mem::replace(&mut self.compares, false);
        if self.chance(60) {
            text.push_str(&format!("定义 集一 = 机构 其中 {}\n", self.truth(Place::Firm, 1)));
            self.sets.push((Place::Firm, "集一".to_owned()));
        }
        if self.chance(30) && !self.sets.is_empty() {
            text.push_str(&format!("定义 集二 = 集一 其中 {}\n", self.truth(Place::Firm, 1)));
            self.sets.push((Place::Firm, "集二".to_owned()));
        }
        self.compares = compares;
        for (place, table) in [(Place::Staff, "员工"), (Place::Firm, "机构")] {
            if self.places.contains(&place) && self.chance(60) {
                let kind = self.of(&[Kind::Share, Kind::Money, Kind::Pure]);
                let name = format!("{table}数值");
                text.push_str(&format!("定义 {table}.{name} = {}\n", self.number(place, kind, 2)));
                self.numbers.push((place, kind, name));
            }
            if self.places.contains(&place) && self.chance(30) {
                let name = format!("{table}是非");
                text.push_str(&format!("定义 {table}.{name} = {}\n", self.truth(place, 2)));
                self.truths.push((place, name));
            }
        }
        let mut before: Option<(Kind, String)> = None;
        for place in 0..self.random.below(6) {
            let name = format!("数{place}");
            let kind = self.of(&KINDS);
            let depth = 1 + self.random.below(2);
            let number = match &before {
                // A chain of definitions.
                Some((kind, before)) if self.random.percent(50) => {
                    let (kind, before) = (*kind, before.clone());
                    let number = self.number(Place::Park, kind, 1);
                    text.push_str(&format!("定义 {name} = ( {before} + {number} )\n"));
                    self.numbers.push((Place::Park, kind, name));
                    continue;
                }
                _ => self.number(Place::Park, kind, depth),
            };
            text.push_str(&format!("定义 {name} = {number}\n"));
            before = Some((kind, name.clone()));
            self.numbers.push((Place::Park, kind, name));
        }
        for place in 0..self.random.below(3) {
            let name = format!("真{place}");
            text.push_str(&format!("定义 {name} = {}\n", self.truth(Place::Park, 2)));
            self.truths.push((Place::Park, name));
        }
        // Conditions that what comes later asks for their outcomes.
        for place in 0..self.random.below(3) {
            let name = format!("先{place}");
            let (condition, questions) = self.condition(&name, true);
            text.push_str(&condition);
            self.truths.extend(questions.into_iter().map(|question| (Place::Park, question)));
        }
        text
    }
}
