//! Expressions for truths and dates.

use crate::schema::{COUNTIES, EVENTS, Place, RANKS, TYPES};
use crate::writer::Writer;

const AT_LEAST: &[&str] = &["不低于", "不少于", "不小于", "达到"];
const ABOVE: &[&str] = &["超过", "高于", "大于", "多于"];
const AT_MOST: &[&str] = &["不超过", "不高于", "不大于", "不多于"];
const BELOW: &[&str] = &["低于", "少于", "小于", "不足", "不满"];

impl Writer {
    pub(crate) fn comparison(&mut self) -> &'static str {
        match self.random.below(9) {
            0 | 1 => self.of(AT_LEAST),
            2 | 3 => self.of(ABOVE),
            4 | 5 => self.of(AT_MOST),
            6 | 7 => self.of(BELOW),
            _ => self.of(&["等于", "不等于"]),
        }
    }

    /// A truth for rows of a place. Whatever has parts stands in brackets.
    pub(crate) fn truth(&mut self, place: Place, depth: usize) -> String {
        let deep = depth.saturating_sub(1);
        if depth > 0 {
            match self.random.below(9) {
                0 | 1 => {
                    let word = self.of(&["且", "或"]);
                    let mut terms: Vec<String> = (0..2).map(|_| self.truth(place, deep)).collect();
                    if self.chance(20) {
                        terms.push(self.truth(place, 0));
                    }
                    return format!("( {} )", terms.join(&format!(" {word} ")));
                }
                2 => return format!("( 非 {} )", self.truth(place, deep)),
                3 if self.chance(50) => {
                    let (one, two, three) = (self.truth(place, deep), self.truth(place, 0), self.truth(place, 0));
                    return format!("至少成立({}, {one}, {two}, {three})", 1 + self.random.below(3));
                }
                4 => {
                    if let Some(below) = self.below(place) {
                        let (name, filter) = self.rows(below, deep);
                        return format!("{}({name}{filter})", self.of(&["存在", "不存在"]));
                    }
                }
                5 if place == Place::Park && self.compares && self.chance(30) => {
                    let scope = self.scope();
                    return format!("{}(园区 {scope} 其中 {})", self.of(&["存在", "不存在"]), self.plain_truth(place));
                }
                6 => {
                    return format!(
                        "( {} {} {} )",
                        self.count(place, deep),
                        self.comparison(),
                        self.of(&["0", "1", "2", "3"])
                    );
                }
                _ => {}
            }
        }
        if depth == 0 || self.chance(40) {
            return self.plain_truth(place);
        }
        let kind = self.kind();
        let (one, word) = (self.number(place, kind, deep), self.comparison());
        let two = if self.chance(70) { self.literal(kind) } else { self.number(place, kind, deep) };
        format!("( {one} {word} {two} )")
    }

    /// A truth that looks at one cell.
    pub(crate) fn plain_truth(&mut self, place: Place) -> String {
        let known: Vec<String> =
            self.truths.iter().filter(|(of, _)| *of == place).map(|(_, name)| name.clone()).collect();
        if !known.is_empty() && self.chance(20) {
            return known[self.random.below(known.len())].clone();
        }
        if self.chance(15) {
            return self.dated(place);
        }
        let defined = self.numbers.iter().filter(|(of, _, _)| *of == place && place != Place::Park);
        let defined: Vec<String> = defined.map(|(_, _, name)| name.clone()).collect();
        if !defined.is_empty() && self.chance(10) {
            return format!("( {} {} )", defined[self.random.below(defined.len())], self.of(&["为空", "不为空"]));
        }
        let is = self.of(&["是", "不是"]);
        match place {
            Place::Park => match self.random.below(9) {
                0 => "升".to_owned(),
                7 => format!("( 取(机构.级别 其中 代码 是 \"J1-1\") {is} {} )", self.of(RANKS)),
                8 => format!("( 取(机构.退 其中 代码 是 \"J1-2\") 早于 {} )", self.date_literal()),
                1 => format!("( 类 {is} {} )", self.of(TYPES)),
                2 => format!("( 县 {is} {} )", self.of(COUNTIES)),
                3 => format!("( 类 {} {{ 甲, {} }} )", self.of(&["属于", "不属于"]), self.of(&["乙", "丙"])),
                4 => format!("( {} {} )", self.of(&["率", "办"]), self.of(&["为空", "不为空"])),
                _ => self.plain_comparison(place),
            },
            Place::Firm => match self.random.below(7) {
                0 => "在".to_owned(),
                1 => format!("( 级别 {is} {} )", self.of(RANKS)),
                2 => format!("( 级别 属于 {{ {}, 市级 }} )", self.of(&["国家级", "省级"])),
                3 => format!("( {} {} )", self.of(&["退", "事项", "占"]), self.of(&["为空", "不为空"])),
                4 => format!("( 园区.类 {is} {} )", self.of(TYPES)),
                5 => format!("( 事项 {is} \"{}\" )", self.of(&["S1", "S2"])),
                _ => self.plain_comparison(place),
            },
            Place::Staff => match self.random.below(4) {
                0 => "优".to_owned(),
                1 => format!("( 机构.级别 {is} {} )", self.of(RANKS)),
                2 => "机构.在".to_owned(),
                _ => self.plain_comparison(place),
            },
            Place::Event => match self.random.below(3) {
                0 => "实".to_owned(),
                1 => format!("( 类别 {is} {} )", self.of(EVENTS)),
                _ => self.plain_comparison(place),
            },
            Place::Judgement | Place::Decision => "( 条款 是 \"B1\" )".to_owned(),
        }
    }

    fn plain_comparison(&mut self, place: Place) -> String {
        let kind = self.kind();
        let Some(column) = self.column(place, kind) else { return "( 园区.升 )".to_owned() };
        let word = self.comparison();
        format!("( {column} {word} {} )", self.literal(kind))
    }

    fn dated(&mut self, place: Place) -> String {
        let word = self.of(&["不早于", "晚于", "不晚于", "早于", "等于", "不等于"]);
        format!("( {} {word} {} )", self.date(place), self.date(place))
    }

    fn date(&mut self, place: Place) -> String {
        let above = if place == Place::Park { "" } else { "园区." };
        match self.random.below(8) {
            0..=2 => self.date_literal(),
            3 => format!("工作日后({above}收, {} 个工作日)", self.random.below(12)),
            4 => format!("顺延({above}收)"),
            5 if place == Place::Park => {
                let (figure, filter) = (self.of(&["最大", "最小"]), self.of(&["", " 其中 退 不为空", " 其中 在"]));
                format!("{figure}(机构.退{filter})")
            }
            5 if place == Place::Firm => "退".to_owned(),
            6 => format!("( 若 {} 则 {above}收 否则 {above}办 )", if above.is_empty() { "升" } else { "园区.升" }),
            _ => format!("{above}{}", self.of(&["收", "办"])),
        }
    }
}
