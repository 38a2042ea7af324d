//! Amounts as rules and cells write them.

use std::fmt::{Display, Formatter, Result};

use crate::random::Random;

/// A kind of quantity, shown in one unit throughout.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// %
    Share,
    /// 万元
    Money,
    /// 平方米
    Area,
    /// 人
    People,
    /// No unit.
    Pure,
    /// 万元/平方米
    Density,
}

pub(crate) const KINDS: [Kind; 6] = [Kind::Share, Kind::Money, Kind::Area, Kind::People, Kind::Pure, Kind::Density];

impl Kind {
    /// The unit of its columns.
    pub(crate) fn unit(self) -> &'static str {
        match self {
            Self::Share => "%",
            Self::Money => "万元",
            Self::Area => "平方米",
            Self::People => "人",
            Self::Pure => "数值",
            Self::Density => "万元/平方米",
        }
    }
}

/// digits ÷ 10^places
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Amount {
    pub(crate) digits: i128,
    pub(crate) places: u32,
}

impl Amount {
    pub(crate) fn new(digits: i128, places: u32) -> Self {
        Self { digits, places }
    }

    /// The digits for so many places, which are not fewer.
    pub(crate) fn at(self, places: u32) -> i128 {
        self.digits * 10_i128.pow(places.saturating_sub(self.places))
    }

    /// An amount that a rule of this kind may well name.
    pub(crate) fn any(kind: Kind, random: &mut Random) -> Self {
        let places = if kind == Kind::People { 0 } else { random.of_all(&[0, 0, 0, 1, 2]) };
        let whole: i128 = match kind {
            Kind::Share => random.of_all(&[0, 5, 10, 30, 50, 60, 70, 80, 85, 90, 95, 100, 120]),
            Kind::Money => random.of_all(&[0, 1, 10, 100, 500, 1000, 3000, 100_000]),
            Kind::Area => random.of_all(&[1, 10, 100, 300, 666, 2000, 10_000]),
            Kind::People => random.of_all(&[0, 1, 2, 3, 5, 10, 50]),
            Kind::Pure => random.of_all(&[0, 1, 2, 3, 7, 15, 60, 100]),
            Kind::Density => random.of_all(&[1, 2, 5, 30]),
        };
        let part = if places == 0 { 0 } else { random.below(10_usize.pow(places)) as i128 };
        Self::new(whole * 10_i128.pow(places) + part, places)
    }

    /// As [`Self::written`], in units of which one is a whole number of another, so that the digits keep their order.
    pub(crate) fn in_order(self, kind: Kind, random: &mut Random) -> String {
        loop {
            let written = self.written(kind, random);
            if !written.ends_with('亩') {
                return written;
            }
        }
    }

    /// As a rule writes it, in one of the units of the kind.
    pub(crate) fn written(self, kind: Kind, random: &mut Random) -> String {
        let moved = |places| Self::new(self.digits, self.places + places);
        let way = random.below(6);
        match (kind, way) {
            (Kind::Share, 0) => format!("{}‰", Self::new(self.digits * 10, self.places)),
            (Kind::Share, _) => format!("{self}%"),
            (Kind::Money, 0) => format!("{} 亿元", moved(4)),
            (Kind::Money, 1) => format!("{} 元", Self::new(self.digits * 10_000, self.places)),
            (Kind::Area, 0) => format!("{} 公顷", moved(4)),
            (Kind::Area, 1) => format!("{self} 亩"),
            (Kind::People, 0) => format!("{} 千人", moved(3)),
            (Kind::Pure, _) => self.to_string(),
            (kind, _) => format!("{self} {}", kind.unit()),
        }
    }
}

impl Display for Amount {
    fn fmt(&self, out: &mut Formatter<'_>) -> Result {
        let sign = if self.digits < 0 { "-" } else { "" };
        let digits = format!("{:0width$}", self.digits.unsigned_abs(), width = self.places as usize + 1);
        let (whole, part) = digits.split_at(digits.len() - self.places as usize);
        if part.is_empty() { write!(out, "{sign}{whole}") } else { write!(out, "{sign}{whole}.{part}") }
    }
}
