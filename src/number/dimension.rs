//! What a number measures, apart from the unit it is written in.

use std::collections::BTreeMap;

/// A base quantity. Its base unit is what a [`Number`](super::Number) of it counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Base {
    /// 金额, in 元.
    Money,
    /// 面积, in 平方米.
    Area,
    /// A counted thing by its canonical counting word: 人, 家, 场 …. Different words are different things.
    Count(String),
    /// 分: marks given by a rule.
    Mark,
    /// Calendar days.
    Day,
    /// Working days; they do not mix with calendar days.
    WorkingDay,
    /// 百分点: a difference of percentages, held as the difference of the ratios.
    Point,
    /// Years.
    Year,
    /// A physical quantity or a foreign currency, in its base unit.
    Physical(Quantity),
}

/// Quantities that published indices measure. No two mix: 标准煤 is no mass, and 美元 no 金额, because what one is of
/// the other depends on a rate that a rule has to state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Quantity {
    /// 质量, in 千克.
    Mass,
    /// 长度, in 米.
    Length,
    /// 体积, in 立方米.
    Volume,
    /// 能量, in 千瓦时.
    Energy,
    /// 标准煤, in 吨标准煤.
    Coal,
    /// 美元.
    Dollar,
    /// 温度, in 摄氏度.
    Temperature,
    /// 声级, in 分贝.
    Loudness,
    /// 压强, in 帕.
    Pressure,
}

impl Quantity {
    fn name(self) -> &'static str {
        match self {
            Self::Mass => "质量",
            Self::Length => "长度",
            Self::Volume => "体积",
            Self::Energy => "能量",
            Self::Coal => "标准煤",
            Self::Dollar => "美元",
            Self::Temperature => "温度",
            Self::Loudness => "声级",
            Self::Pressure => "压强",
        }
    }

    fn name_in_english(self) -> &'static str {
        match self {
            Self::Mass => "mass",
            Self::Length => "length",
            Self::Volume => "volume",
            Self::Energy => "energy",
            Self::Coal => "coal equivalent",
            Self::Dollar => "dollars",
            Self::Temperature => "temperature",
            Self::Loudness => "sound level",
            Self::Pressure => "pressure",
        }
    }
}

/// A product of base quantities with whole exponents; the empty product is a pure number or ratio.
///
/// Invariant: no exponent is 0, so equal dimensions compare equal.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimension(BTreeMap<Base, i32>);

impl Dimension {
    /// No dimension: a number, a ratio, a percentage.
    #[must_use]
    pub fn pure() -> Self {
        Self::default()
    }

    /// The dimension of one base quantity.
    #[must_use]
    pub fn of(base: Base) -> Self {
        Self(BTreeMap::from([(base, 1)]))
    }

    /// Whether this is [`Dimension::pure`].
    #[must_use]
    pub fn is_pure(&self) -> bool {
        self.0.is_empty()
    }

    /// The dimension of a product. Exponents saturate at the ends of `i32`.
    #[must_use]
    pub fn mul(&self, other: &Self) -> Self {
        self.merged(other, i32::saturating_add)
    }

    /// The dimension of a quotient. Exponents saturate at the ends of `i32`.
    #[must_use]
    pub fn div(&self, other: &Self) -> Self {
        self.merged(other, i32::saturating_sub)
    }

    /// The base quantity, if this is exactly one with exponent 1.
    #[must_use]
    pub fn as_base(&self) -> Option<&Base> {
        let mut powers = self.0.iter();
        match (powers.next(), powers.next()) {
            (Some((base, 1)), None) => Some(base),
            _ => None,
        }
    }

    /// The base quantities with their exponents, none of them 0, in a fixed order.
    pub fn powers(&self) -> impl Iterator<Item = (&Base, i32)> {
        self.0.iter().map(|(base, exponent)| (base, *exponent))
    }

    /// Whether values of the two may be added and compared: the dimensions are equal, or one is pure and the other
    /// a single counted thing (`企业数 >= 10` may leave out 家).
    #[must_use]
    pub fn compatible(&self, other: &Self) -> bool {
        self == other || (self.is_pure() && other.is_count()) || (self.is_count() && other.is_pure())
    }

    fn is_count(&self) -> bool {
        matches!(self.as_base(), Some(Base::Count(_)))
    }

    fn merged(&self, other: &Self, join: fn(i32, i32) -> i32) -> Self {
        let mut powers = self.0.clone();
        for (base, exponent) in &other.0 {
            let power = powers.entry(base.clone()).or_insert(0);
            *power = join(*power, *exponent);
        }
        powers.retain(|_, exponent| *exponent != 0);
        Self(powers)
    }
}

/// The Chinese name of a quantity for messages: 金额, 面积, 人, 百分点, 纯数或比例, 金额/面积.
#[must_use]
pub fn quantity_name(dimension: &Dimension) -> String {
    name(dimension, "纯数或比例", |base| match base {
        Base::Money => "金额",
        Base::Area => "面积",
        Base::Count(thing) => thing,
        Base::Mark => "分数",
        Base::Day => "天数",
        Base::WorkingDay => "工作日",
        Base::Point => "百分点",
        Base::Year => "年数",
        Base::Physical(quantity) => quantity.name(),
    })
}

/// The English name of a quantity; counted things keep the name by which rules count them.
#[must_use]
pub fn quantity_name_in_english(dimension: &Dimension) -> String {
    name(dimension, "a number or share", |base| match base {
        Base::Money => "money",
        Base::Area => "area",
        Base::Count(thing) => thing,
        Base::Mark => "marks",
        Base::Day => "days",
        Base::WorkingDay => "working days",
        Base::Point => "percentage points",
        Base::Year => "years",
        Base::Physical(quantity) => quantity.name_in_english(),
    })
}

fn name(dimension: &Dimension, pure: &str, base_name: fn(&Base) -> &str) -> String {
    if dimension.is_pure() {
        return pure.to_owned();
    }
    let named = |chosen: fn(i32) -> bool| -> Vec<String> {
        let powers = dimension.powers().filter(|(_, exponent)| chosen(*exponent));
        let names = powers.map(|(base, exponent)| match exponent.unsigned_abs() {
            1 => base_name(base).to_owned(),
            power => format!("{}^{power}", base_name(base)),
        });
        names.collect()
    };
    let (above, below) = (named(|exponent| exponent > 0), named(|exponent| exponent < 0));
    let numerator = if above.is_empty() { "1".to_owned() } else { above.join("·") };
    match below.as_slice() {
        [] => numerator,
        [only] => format!("{numerator}/{only}"),
        several => format!("{numerator}/({})", several.join("·")),
    }
}
