//! Signs of units, as they stand in tables: mg/L, km/h, kWh. Rules write units in Chinese.

use super::Unit;

/// Signs of units and the units they stand for.
const SIGNS_OF_UNITS: &[(&str, &str)] = &[
    ("kg", "千克"),
    ("g", "克"),
    ("mg", "毫克"),
    ("ug", "微克"),
    ("μg", "微克"),
    ("µg", "微克"),
    ("t", "吨"),
    ("m", "米"),
    ("cm", "厘米"),
    ("mm", "毫米"),
    ("km", "千米"),
    ("m2", "平方米"),
    ("km2", "平方千米"),
    ("ha", "公顷"),
    ("hm2", "公顷"),
    ("m3", "立方米"),
    ("m³", "立方米"),
    ("㎥", "立方米"),
    ("km²", "平方千米"),
    ("㎢", "平方千米"),
    ("㎏", "千克"),
    ("㎎", "毫克"),
    ("㎜", "毫米"),
    ("㎝", "厘米"),
    ("㎞", "千米"),
    ("℃", "摄氏度"),
    ("l", "升"),
    ("L", "升"),
    ("ml", "毫升"),
    ("kwh", "千瓦时"),
    ("kw·h", "千瓦时"),
    ("mwh", "兆瓦时"),
    ("J", "焦耳"),
    ("kj", "千焦"),
    ("MJ", "兆焦"),
    ("GJ", "吉焦"),
    ("kcal", "千卡"),
    ("大卡", "千卡"),
    ("度", "千瓦时"),
    ("tce", "吨标准煤"),
    ("kgce", "千克标准煤"),
    ("gce", "克标准煤"),
    ("Pa", "帕"),
    ("hpa", "百帕"),
    ("kpa", "千帕"),
    ("MPa", "兆帕"),
    ("h", "小时"),
    ("min", "分钟"),
    ("s", "秒"),
    ("db", "分贝"),
    ("公尺", "米"),
    ("公里", "千米"),
    ("公斤", "千克"),
    ("公升", "升"),
    ("平米", "平方米"),
    ("平方", "平方米"),
    ("平方公里", "平方千米"),
    ("立方", "立方米"),
    ("10万人", "十万人"),
    ("块", "元"),
    ("人民币", "元"),
    ("百分数", "%"),
    ("usd", "美元"),
    ("cny", "元"),
    ("rmb", "元"),
];

/// The unit that a sign such as mg/L stands for.
#[must_use]
pub fn unit_of_sign(sign: &str) -> Option<String> {
    let one = |part: &str| {
        // 5G and 3M are codes rather than grams and metres.
        let is_meant = |sign: &str| sign == part || part.len() > 1 && sign == part.to_lowercase();
        let listed = SIGNS_OF_UNITS.iter().find(|(sign, _)| is_meant(sign)).map(|(_, unit)| *unit);
        listed.or_else(|| Unit::known_names().iter().copied().find(|unit| *unit == part))
    };
    let parts: Option<Vec<&str>> = sign.split(['/', '／']).map(one).collect();
    Some(parts?.join("/"))
}

impl Unit {
    /// Reads a unit as [`Unit::parse`] does, or by the signs that stand for its parts.
    #[must_use]
    pub fn read(text: &str) -> Option<Self> {
        Self::parse(text).or_else(|| Self::parse(&unit_of_sign(text)?))
    }
}
