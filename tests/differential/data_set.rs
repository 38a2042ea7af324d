//! Data sets from numbers, biased to what the rules compare with.

use std::collections::BTreeMap;

use crate::amount::{Amount, Kind};
use crate::random::Random;
use crate::rules::Rules;
use crate::schema::{Column, Holds, Place, TABLES, Table};

/// How a column is filled.
enum Manner {
    Empty,
    /// All cells, or all of a few values.
    Few(Vec<String>),
    Any,
}

struct Filler<'r> {
    rules: &'r Rules,
    random: Random,
    /// Values far from 0 come up.
    huge: bool,
    /// Values of many decimals come up.
    tiny: bool,
    /// No cell is empty.
    complete: bool,
}

/// The files of a data set.
pub(crate) fn data_set(rules: &Rules, seed: u64, number: u64) -> BTreeMap<String, String> {
    let mut random = Random::of(seed ^ 0x5DEE_CE66, number);
    let (huge, tiny, complete) = (random.one_in(8), random.one_in(6), random.one_in(4));
    let mut filler = Filler { rules, random, huge, tiny, complete };
    let mut keys: BTreeMap<Place, Vec<String>> = BTreeMap::new();
    let mut files = BTreeMap::new();
    for table in TABLES.iter().filter(|table| rules.places.contains(&table.place)) {
        let text = filler.table(table, &mut keys);
        files.insert(table.file.to_owned(), text);
    }
    files
}

impl Filler<'_> {
    fn table(&mut self, table: &Table, keys: &mut BTreeMap<Place, Vec<String>>) -> String {
        let mut header: Vec<&str> = table.parent.iter().map(|(_, _, key)| *key).collect();
        header.extend(table.columns.iter().map(|column| column.name));
        let mut text = format!("{}\n", header.join(","));
        let columns: Vec<(Manner, usize)> = table.columns.iter().map(|column| self.manner(column)).collect();
        let parents: Vec<String> = match table.parent {
            None => vec![String::new()],
            Some((parent, _, _)) => keys.get(&parent).cloned().unwrap_or_default(),
        };
        let none = table.parent.is_some() && self.random.one_in(8);
        let mut own = Vec::new();
        for parent in &parents {
            for row in 0..self.rows(table.place, none) {
                let key = match table.place {
                    Place::Park => format!("P{}", row + 1),
                    Place::Firm => format!("J{}-{}", &parent[1..], row + 1),
                    _ => format!("{parent}-{}", row + 1),
                };
                let mut cells: Vec<String> = table.parent.iter().map(|_| parent.clone()).collect();
                for (column, (manner, nulls)) in table.columns.iter().zip(&columns) {
                    cells.push(match (table.place, column.holds) {
                        (_, Holds::Key) => key.clone(),
                        (_, Holds::Name) => format!("园{key}"),
                        (Place::Judgement, Holds::Text) => format!("B{}", row + 1),
                        (Place::Decision, _) => self.decision(column.name),
                        _ => self.cell(column, manner, *nulls),
                    });
                }
                text.push_str(&cells.join(","));
                text.push('\n');
                own.push(key);
            }
        }
        keys.insert(table.place, own);
        text
    }

    fn rows(&mut self, place: Place, none: bool) -> usize {
        match place {
            Place::Park => 1 + [0, 1, 2, 2, 3, 4, 5, 7, 11][self.random.below(9)],
            _ if none => 0,
            Place::Firm => self.random.of_all(&[0, 1, 1, 2, 3, 6]),
            Place::Staff => self.random.of_all(&[0, 0, 1, 2]),
            Place::Event => self.random.of_all(&[0, 0, 0, 1, 3]),
            Place::Judgement => self.random.below(3),
            Place::Decision => usize::from(self.random.one_in(4)),
        }
    }

    fn decision(&mut self, column: &str) -> String {
        if self.random.one_in(200) {
            return String::new();
        }
        match column {
            "定为" => self.random.of_all(&["优秀", "良好", "合格", "不合格"]).to_owned(),
            _ => "某".to_owned(),
        }
    }

    /// How a column is filled, and how often in a hundred a cell of it is empty.
    fn manner(&mut self, column: &Column) -> (Manner, usize) {
        let nulls = if self.complete { 0 } else { self.random.of_all(&[0, 0, 0, 0, 8, 30]) };
        let manner = match self.random.below(20) {
            0 if !self.complete => Manner::Empty,
            0..=3 => Manner::Few(vec![self.value(column)]),
            4..=9 => Manner::Few(vec![self.value(column), self.value(column), self.value(column)]),
            _ => Manner::Any,
        };
        (manner, nulls)
    }

    fn cell(&mut self, column: &Column, manner: &Manner, nulls: usize) -> String {
        if self.random.percent(nulls) {
            return String::new();
        }
        match manner {
            Manner::Empty => String::new(),
            Manner::Few(values) => values[self.random.below(values.len())].clone(),
            Manner::Any => self.value(column),
        }
    }

    fn value(&mut self, column: &Column) -> String {
        match column.holds {
            Holds::Number(kind) => self.number(kind).to_string(),
            Holds::Mu => self.number(Kind::Area).to_string(),
            Holds::Positive(kind) => {
                let number = self.number(kind);
                Amount::new(number.digits.abs(), number.places).to_string()
            }
            Holds::Bounded => {
                let number = self.number(Kind::Share);
                let within = number.digits >= 0 && number.digits <= Amount::new(100, 0).at(number.places);
                if within { number.to_string() } else { self.random.of_all(&["0", "100", "99.99"]).to_owned() }
            }
            Holds::Yuan => {
                let number = self.number(Kind::Money);
                Amount::new(number.digits * 10_000, number.places).to_string()
            }
            Holds::Choice(choices) => self.random.of_all(choices).to_owned(),
            Holds::YesNo => self.random.of_all(&["是", "否"]).to_owned(),
            Holds::Date => self.date(),
            Holds::Text => self.random.of_all(&["S1", "S2", "S3", "=甲", "Ｓ1（甲）"]).to_owned(),
            Holds::Key | Holds::Name => String::new(),
        }
    }

    fn date(&mut self) -> String {
        const DATES: [&str; 8] = [
            "2021-01-04",
            "2022-01-26",
            "2023-12-29",
            "2024-02-08",
            "2024-02-10",
            "2024-02-18",
            "2024-09-30",
            "2026-06-30",
        ];
        if self.random.one_in(600) {
            return self.random.of_all(&["2030-05-01", "1999-12-31"]).to_owned();
        }
        if !self.rules.dates.is_empty() && self.random.one_in(2) {
            return self.rules.dates[self.random.below(self.rules.dates.len())].clone();
        }
        self.random.of_all(&DATES).to_owned()
    }

    fn number(&mut self, kind: Kind) -> Amount {
        let named = self.rules.amounts.get(&kind);
        match self.random.below(20) {
            0 | 1 => Amount::new(0, 0),
            2 => Amount::new(1 + self.random.below(9) as i128, 0),
            3 => Amount::new(-(self.random.below(3000) as i128), 1),
            4 if self.huge => {
                let sign = self.random.of_all(&[1, 1, -1]);
                let exponent = self.random.of_all(&[12, 18, 20, 22, 24]);
                Amount::new(
                    sign * (10_i128.pow(exponent) - self.random.below(3) as i128),
                    self.random.of_all(&[0, 0, 2]),
                )
            }
            5 | 6 if self.tiny => Amount::new(1 + self.random.below(2_000_000) as i128, 12),
            7 => Amount::new(self.random.below(1_000_000) as i128, 4),
            8 => Amount::new(self.random.below(10_000) as i128, 2),
            _ => match named.filter(|named| !named.is_empty()) {
                Some(named) => {
                    let named = named[self.random.below(named.len())];
                    self.near(named)
                }
                None => Amount::any(kind, &mut self.random),
            },
        }
    }

    /// On an amount, or one last digit above or below it.
    fn near(&mut self, amount: Amount) -> Amount {
        let more = if self.tiny { self.random.of_all(&[0, 10]) } else { self.random.of_all(&[0, 0, 1, 2]) };
        let places = amount.places + more;
        Amount::new(amount.at(places) + self.random.of_all(&[0, 0, 0, 1, -1]), places)
    }
}
