//! The units a rule set or a column heading may name.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::dimension::Quantity;
use super::{Base, Dimension, Number, Unit};
use crate::invariant::OrBroken;

/// What a listed unit measures; [`Measure::Thing`] holds the canonical counting word.
#[derive(Clone, Copy)]
enum Measure {
    Pure,
    Money,
    Area,
    Mark,
    Day,
    WorkingDay,
    Point,
    Year,
    Physical(Quantity),
    Thing(&'static str),
}

/// One listed unit; one of it is `numerator / denominator` base units.
struct Entry {
    name: &'static str,
    measure: Measure,
    numerator: i128,
    denominator: i128,
}

const fn entry(name: &'static str, measure: Measure, numerator: i128, denominator: i128) -> Entry {
    Entry { name, measure, numerator, denominator }
}

const fn thing(name: &'static str) -> Entry {
    entry(name, Measure::Thing(name), 1, 1)
}

/// 15 亩 = 1 公顷 = 10000 平方米, so 1 亩 = 2000/3 平方米. 1 千卡 is 4.1868 千焦 (GB/T 2589), and 3600 千焦 are 1 千瓦时.
const TABLE: &[Entry] = &[
    entry("元", Measure::Money, 1, 1),
    entry("千元", Measure::Money, 1_000, 1),
    entry("万元", Measure::Money, 10_000, 1),
    entry("亿元", Measure::Money, 100_000_000, 1),
    entry("平方米", Measure::Area, 1, 1),
    entry("㎡", Measure::Area, 1, 1),
    entry("m²", Measure::Area, 1, 1),
    entry("亩", Measure::Area, 2_000, 3),
    entry("公顷", Measure::Area, 10_000, 1),
    entry("%", Measure::Pure, 1, 100),
    entry("％", Measure::Pure, 1, 100),
    entry("‰", Measure::Pure, 1, 1_000),
    entry("个百分点", Measure::Point, 1, 100),
    entry("百分点", Measure::Point, 1, 100),
    entry("天", Measure::Day, 1, 1),
    entry("日", Measure::Day, 1, 1),
    entry("个工作日", Measure::WorkingDay, 1, 1),
    entry("工作日", Measure::WorkingDay, 1, 1),
    entry("年", Measure::Year, 1, 1),
    entry("分", Measure::Mark, 1, 1),
    thing("人"),
    thing("人次"),
    thing("家"),
    thing("家次"),
    thing("场"),
    entry("场次", Measure::Thing("场"), 1, 1),
    thing("件"),
    thing("项"),
    thing("个"),
    thing("份"),
    thing("次"),
    thing("起"),
    thing("笔"),
    thing("所"),
    thing("处"),
    thing("名"),
    thing("户"),
    thing("套"),
    thing("台"),
    thing("篇"),
    thing("期"),
    thing("位"),
    entry("千人", Measure::Thing("人"), 1_000, 1),
    entry("万人", Measure::Thing("人"), 10_000, 1),
    entry("万人次", Measure::Thing("人次"), 10_000, 1),
    entry("万户", Measure::Thing("户"), 10_000, 1),
    thing("辆"),
    thing("床"),
    thing("座"),
    thing("张"),
    thing("条"),
    thing("只"),
    thing("门"),
    thing("册"),
    thing("岁"),
    thing("学时"),
    entry("平方千米", Measure::Area, 1_000_000, 1),
    entry("平方公里", Measure::Area, 1_000_000, 1),
    entry("千克", Measure::Physical(Quantity::Mass), 1, 1),
    entry("公斤", Measure::Physical(Quantity::Mass), 1, 1),
    entry("克", Measure::Physical(Quantity::Mass), 1, 1_000),
    entry("毫克", Measure::Physical(Quantity::Mass), 1, 1_000_000),
    entry("微克", Measure::Physical(Quantity::Mass), 1, 1_000_000_000),
    entry("吨", Measure::Physical(Quantity::Mass), 1_000, 1),
    entry("万吨", Measure::Physical(Quantity::Mass), 10_000_000, 1),
    entry("米", Measure::Physical(Quantity::Length), 1, 1),
    entry("厘米", Measure::Physical(Quantity::Length), 1, 100),
    entry("毫米", Measure::Physical(Quantity::Length), 1, 1_000),
    entry("千米", Measure::Physical(Quantity::Length), 1_000, 1),
    entry("公里", Measure::Physical(Quantity::Length), 1_000, 1),
    entry("立方米", Measure::Physical(Quantity::Volume), 1, 1),
    entry("万立方米", Measure::Physical(Quantity::Volume), 10_000, 1),
    entry("升", Measure::Physical(Quantity::Volume), 1, 1_000),
    entry("毫升", Measure::Physical(Quantity::Volume), 1, 1_000_000),
    entry("千瓦时", Measure::Physical(Quantity::Energy), 1, 1),
    entry("万千瓦时", Measure::Physical(Quantity::Energy), 10_000, 1),
    entry("亿千瓦时", Measure::Physical(Quantity::Energy), 100_000_000, 1),
    entry("兆瓦时", Measure::Physical(Quantity::Energy), 1_000, 1),
    entry("焦耳", Measure::Physical(Quantity::Energy), 1, 3_600_000),
    entry("千焦", Measure::Physical(Quantity::Energy), 1, 3_600),
    entry("兆焦", Measure::Physical(Quantity::Energy), 5, 18),
    entry("吉焦", Measure::Physical(Quantity::Energy), 2_500, 9),
    entry("千卡", Measure::Physical(Quantity::Energy), 3_489, 3_000_000),
    entry("吨标准煤", Measure::Physical(Quantity::Coal), 1, 1),
    entry("万吨标准煤", Measure::Physical(Quantity::Coal), 10_000, 1),
    entry("克标准煤", Measure::Physical(Quantity::Coal), 1, 1_000_000),
    entry("千克标准煤", Measure::Physical(Quantity::Coal), 1, 1_000),
    entry("小时", Measure::Day, 1, 24),
    entry("分钟", Measure::Day, 1, 1_440),
    entry("秒", Measure::Day, 1, 86_400),
    entry("美元", Measure::Physical(Quantity::Dollar), 1, 1),
    entry("万美元", Measure::Physical(Quantity::Dollar), 10_000, 1),
    entry("亿美元", Measure::Physical(Quantity::Dollar), 100_000_000, 1),
    entry("摄氏度", Measure::Physical(Quantity::Temperature), 1, 1),
    entry("分贝", Measure::Physical(Quantity::Loudness), 1, 1),
    entry("帕", Measure::Physical(Quantity::Pressure), 1, 1),
    entry("百帕", Measure::Physical(Quantity::Pressure), 100, 1),
    entry("千帕", Measure::Physical(Quantity::Pressure), 1_000, 1),
    entry("兆帕", Measure::Physical(Quantity::Pressure), 1_000_000, 1),
    entry("十万人", Measure::Thing("人"), 100_000, 1),
];

/// The names of all listed units.
static NAMES: LazyLock<Vec<&'static str>> = LazyLock::new(|| TABLE.iter().map(|entry| entry.name).collect());

/// Every expression asks for its unit, so that each is made once.
static UNITS: LazyLock<BTreeMap<&'static str, Unit>> = LazyLock::new(|| {
    let unit = |entry: &Entry| {
        let scale =
            Number::ratio(entry.numerator, entry.denominator).or_broken("the denominators of the table are not 0");
        (entry.name, Unit::new(entry.name.to_owned(), dimension(entry.measure), scale))
    };
    TABLE.iter().map(unit).collect()
});

/// A listed unit.
fn look_up(name: &str) -> Option<&'static Unit> {
    UNITS.get(name)
}

fn dimension(measure: Measure) -> Dimension {
    Dimension::of(match measure {
        Measure::Pure => return Dimension::pure(),
        Measure::Money => Base::Money,
        Measure::Area => Base::Area,
        Measure::Mark => Base::Mark,
        Measure::Day => Base::Day,
        Measure::WorkingDay => Base::WorkingDay,
        Measure::Point => Base::Point,
        Measure::Year => Base::Year,
        Measure::Physical(quantity) => Base::Physical(quantity),
        Measure::Thing(word) => Base::Count(word.to_owned()),
    })
}

/// The longest text read as a unit, in bytes; it bounds the factors of a compound unit.
const MAX_BYTES: usize = 128;

impl Unit {
    /// Reads a unit: one of [`Unit::known_names`], or several joined by `/` `／` (quotient) and `·` `×` `*`
    /// (product), read from left to right: `元/人·天` is 元 per 人, times 天.
    ///
    /// `None` if a part is not a known name, a part is empty, or the text is longer than 128 bytes.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > MAX_BYTES {
            return None;
        }
        // Nearly every unit is a simple one.
        if let Some(unit) = look_up(text) {
            return Some(unit.clone());
        }
        let mut dimension = Dimension::pure();
        let mut scale = Number::one();
        let mut divides = false;
        for part in text.split_inclusive(is_joint) {
            let name = part.trim_end_matches(is_joint);
            let unit = look_up(name)?;
            if divides {
                dimension = dimension.div(&unit.dimension);
                scale = scale.checked_div(&unit.scale)?;
            } else {
                dimension = dimension.mul(&unit.dimension);
                scale = scale * &unit.scale;
            }
            divides = part.ends_with(['/', '／']);
        }
        let complete = !text.is_empty() && !text.ends_with(is_joint);
        complete.then(|| Self::new(text.to_owned(), dimension, scale))
    }

    /// The names of the simple units, for suggestions.
    #[must_use]
    pub fn known_names() -> &'static [&'static str] {
        &NAMES
    }
}

/// Whether a character joins the parts of a compound unit.
fn is_joint(c: char) -> bool {
    matches!(c, '/' | '／' | '·' | '×' | '*')
}
