//! Expressions for numbers.

use crate::amount::Kind;
use crate::schema::{Place, RANKS, table};
use crate::writer::Writer;

impl Writer {
    /// A number of a kind for rows of a place. Whatever has parts stands in brackets.
    pub(crate) fn number(&mut self, place: Place, kind: Kind, depth: usize) -> String {
        if depth == 0 {
            return self.leaf(place, kind);
        }
        let deep = depth - 1;
        match self.random.below(24) {
            0..=3 => self.leaf(place, kind),
            4..=6 => {
                let sign = self.of(&["+", "-"]);
                format!("( {} {sign} {} )", self.number(place, kind, deep), self.number(place, kind, deep))
            }
            7 => format!("( {} × {} )", self.number(place, kind, deep), self.factor(place, kind, deep)),
            // A plain number over another is a share.
            8 if kind == Kind::Pure => format!("倍数({}, {})", self.number(place, kind, deep), self.divisor(place)),
            // What counts people, over a plain number, counts nothing in particular.
            8 if kind != Kind::People => {
                format!("( {} / {} )", self.number(place, kind, deep), self.divisor(place))
            }
            9 => {
                let test = self.truth(place, deep);
                format!("( 若 {test} 则 {} 否则 {} )", self.number(place, kind, deep), self.number(place, kind, deep))
            }
            10 if place == Place::Park => {
                let (one, two) = (self.number(place, kind, deep), self.number(place, kind, deep));
                if self.chance(50) {
                    format!("( 按 类 {{ 甲 : {one} ; 乙 : {two} ; 丙 : {} }} )", self.number(place, kind, 0))
                } else {
                    format!("( 按 类 {{ 甲 : {one} ; 其余 : {two} }} )")
                }
            }
            10 if place == Place::Firm => {
                let (one, two) = (self.number(place, kind, deep), self.number(place, kind, 0));
                format!("( 按 级别 {{ 国家级 : {one} ; 其余 : {two} }} )")
            }
            11 => {
                let name = self.of(&["最大值", "最小值"]);
                format!("{name}({}, {})", self.number(place, kind, deep), self.number(place, kind, deep))
            }
            12 => format!("绝对值({})", self.number(place, kind, deep)),
            13 => {
                let (places, mode) = (self.random.below(4), self.mode());
                format!("( {} 保留 {places} 位 {mode} )", self.number(place, kind, deep))
            }
            14 => format!("( -{} )", self.number(place, kind, 0)),
            15 | 16 if place == Place::Park && self.compares => self.compared(kind, deep),
            15 if matches!(place, Place::Firm | Place::Staff) && self.compares => self.compared_row(place, kind, deep),
            16 if matches!(place, Place::Firm | Place::Staff) => self.looked_up(place, kind, deep),
            17 => self.mean_of_several(place, kind, deep),
            18 => self.derived(place, kind, deep),
            _ => self.figure(place, kind, deep).unwrap_or_else(|| self.leaf(place, kind)),
        }
    }

    pub(crate) fn leaf(&mut self, place: Place, kind: Kind) -> String {
        if self.chance(25)
            && let Some(known) = self.known(place, kind)
        {
            return known;
        }
        if self.chance(6)
            && place != Place::Park
            && let Some(known) = self.of_subject(kind)
        {
            return known;
        }
        if self.chance(8) && self.value == Some(kind) && place == Place::Park {
            return "取值".to_owned();
        }
        if self.chance(20) {
            return self.literal(kind);
        }
        self.column(place, kind).unwrap_or_else(|| self.literal(kind))
    }

    /// A pure number or share to multiply by.
    fn factor(&mut self, place: Place, kind: Kind, depth: usize) -> String {
        if kind == Kind::Pure {
            // Times a share it is a share.
            return if self.chance(50) { "0.5".to_owned() } else { self.number(place, Kind::Pure, depth) };
        }
        if self.chance(50) {
            return self.of(&["2", "50%", "0.5", "120%", "0.001", "3"]).to_owned();
        }
        let kind = self.of(&[Kind::Share, Kind::Pure]);
        self.number(place, kind, depth)
    }

    /// A pure number to divide by, that is 0 only by the data.
    fn divisor(&mut self, place: Place) -> String {
        match self.column(place, Kind::Pure) {
            Some(column) if self.chance(50) => column,
            _ => self.of(&["3", "7", "2", "0.3", "1000"]).to_owned(),
        }
    }

    /// A number that comes from numbers of other kinds.
    fn derived(&mut self, place: Place, kind: Kind, depth: usize) -> String {
        let of = self.of(&[Kind::Money, Kind::Area, Kind::People, Kind::Pure]);
        match kind {
            Kind::Share => {
                let bottom = self.column(place, of).unwrap_or_else(|| self.literal(of));
                let top = self.number(place, of, depth);
                match self.random.below(4) {
                    0 => format!("增速({top}, {bottom})"),
                    1 => self.root(place, Kind::Share),
                    _ => format!("( {top} / {bottom} )"),
                }
            }
            Kind::Pure => match self.random.below(5) {
                0 => self.root(place, Kind::Pure),
                1 => self.logarithm(place),
                2 => format!("倍数({}, 1)", self.count(place, depth)),
                _ => format!("倍数({}, {})", self.number(place, of, depth), self.literal(of)),
            },
            Kind::Density => {
                format!("( {} / {} )", self.number(place, Kind::Money, depth), self.number(place, Kind::Area, depth))
            }
            Kind::Money => {
                format!("( {} × {} )", self.number(place, Kind::Density, 0), self.number(place, Kind::Area, depth))
            }
            Kind::Area | Kind::People => self.leaf(place, kind),
        }
    }

    /// Roots and powers.
    fn root(&mut self, place: Place, kind: Kind) -> String {
        let of = self.column(place, kind).unwrap_or_else(|| self.literal(kind));
        let places = 1 + self.random.below(6);
        match self.random.below(4) {
            0 => format!("方根({of}, {}) 精确到 {places} 位", 2 + self.random.below(3)),
            1 => format!("幂({of}, {})", self.of(&["2", "3", "-1", "0"])),
            2 => format!("幂({of}, 1.5) 精确到 {places} 位"),
            _ => {
                let exponent = self.column(place, Kind::Share).unwrap_or_else(|| "30%".to_owned());
                format!("幂({of}, 倍数({exponent}, 10%)) 精确到 {places} 位")
            }
        }
    }

    fn logarithm(&mut self, place: Place) -> String {
        let of = self.column(place, Kind::Pure).unwrap_or_else(|| "7".to_owned());
        let places = 1 + self.random.below(8);
        match self.random.below(3) {
            0 => format!("对数({of}) 精确到 {places} 位"),
            1 => format!("对数({of}, 10) 精确到 {places} 位"),
            _ => format!("指数(倍数({of}, 100)) 精确到 {places} 位"),
        }
    }

    /// A count of rows, or a rank: a number without a unit that is compared with plain ones.
    pub(crate) fn count(&mut self, place: Place, depth: usize) -> String {
        if place == Place::Park && self.compares && self.chance(30) {
            let scope = self.scope();
            return match self.random.below(4) {
                0 => format!("计数(园区 {scope})"),
                1 => {
                    let nested = self.chance(30);
                    let compares = std::mem::replace(&mut self.compares, nested);
                    let test = self.truth(Place::Park, depth.min(1));
                    self.compares = compares;
                    format!("计数(园区 {scope} 其中 {test})")
                }
                _ => {
                    let kind = self.kind();
                    let (value, order, ties) = (self.number(place, kind, depth), self.order(), self.ties());
                    format!("名次({value} {scope} {order} 并列 {ties})")
                }
            };
        }
        let Some(below) = self.below(place) else { return "2".to_owned() };
        if below == Place::Firm && self.chance(25) {
            let (column, filter) = (self.of(&["事项", "级别", "收入", "退", "在"]), self.filter(below, depth));
            return format!("计数(不重复 机构.{column}{filter})");
        }
        let (name, filter) = self.rows(below, depth);
        let period = match below {
            Place::Firm => Some("值"),
            Place::Staff => Some("评"),
            _ => None,
        };
        if let Some(period) = period.filter(|_| self.chance(10)) {
            return format!("连续期数({name}{filter} 按 {period})");
        }
        format!("计数({name}{filter})")
    }

    pub(crate) fn order(&mut self) -> &'static str {
        self.of(&["升序", "降序"])
    }

    /// A table or set of rows, and perhaps which of them.
    pub(crate) fn rows(&mut self, place: Place, depth: usize) -> (String, String) {
        let sets: Vec<String> = self.sets.iter().filter(|(of, _)| *of == place).map(|(_, name)| name.clone()).collect();
        if !sets.is_empty() && self.chance(40) {
            let set = sets[self.random.below(sets.len())].clone();
            return (set, if self.chance(30) { self.filter(place, depth) } else { String::new() });
        }
        (table(place).name.to_owned(), self.filter(place, depth))
    }

    fn filter(&mut self, place: Place, depth: usize) -> String {
        if self.chance(40) { String::new() } else { format!(" 其中 {}", self.truth(place, depth.min(2))) }
    }

    /// A figure over the rows below.
    fn figure(&mut self, place: Place, kind: Kind, depth: usize) -> Option<String> {
        let below = self.below(place)?;
        let (name, filter) = self.rows(below, depth);
        let column = self.column(below, kind).filter(|column| !column.contains('.'));
        let source = match (column, self.chance(60)) {
            (Some(column), true) => format!("{name}.{column}"),
            _ => format!("{name} 取 {}", self.number(below, kind, depth)),
        };
        if below == Place::Firm && self.chance(4) {
            let (end, by) = (self.of(&["最早", "最晚"]), self.of(&["退", "值", "收入"]));
            return Some(format!("取({source}{filter} {end} {by})"));
        }
        if kind == Kind::Money && below == Place::Firm && self.chance(12) {
            return Some(match self.random.below(3) {
                0 => format!("取(机构.收入 其中 代码 是 \"J1-{}\")", 1 + self.random.below(2)),
                1 => format!("求和({source}{filter} 同一 {} 取最高)", self.of(&["事项", "级别", "占"])),
                _ => format!("求和(机构 取 按 级别 {{ 国家级 : {} ; 其余 : 收入 }})", self.literal(Kind::Money)),
            });
        }
        let places = self.random.below(6);
        Some(match self.random.below(16) {
            0..=3 => format!("求和({source}{filter})"),
            4 | 5 => format!("平均({source}{filter})"),
            6 => format!("最大({source}{filter})"),
            7 => format!("最小({source}{filter})"),
            8 => format!("中位数({source}{filter})"),
            9 => {
                let at = self.of(&["25%", "0%", "100%", "50%", "1 / 3", "90%"]);
                format!("分位数({source}{filter} 位置 {at} 类型 {})", 1 + self.random.below(9))
            }
            10 => format!("截尾平均({source}{filter} 去高 {} 去低 {})", self.random.below(3), self.random.below(3)),
            11 => {
                let divisor = self.of(&["总体", "样本"]);
                format!("标准差({source}{filter} {divisor}) 精确到 {places} 位")
            }
            12 => format!("几何平均({source}{filter}) 精确到 {places} 位"),
            13 => format!("调和平均({source}{filter})"),
            14 if kind == Kind::Pure => format!("方差({source}{filter} {})", self.of(&["总体", "样本"])),
            _ if kind == Kind::Share && below == Place::Firm => match self.random.below(3) {
                0 => format!("平均({name} 取 收入 / 上年{filter})"),
                1 => "( 求和(机构.收入) / 求和(机构.上年) )".to_owned(),
                _ => format!("( {} / 计数(机构) )", self.count(place, 1)),
            },
            _ => format!("求和({source}{filter})"),
        })
    }

    /// A figure over a cohort.
    fn compared(&mut self, kind: Kind, depth: usize) -> String {
        let scope = self.scope();
        let value = self.number(Place::Park, kind, depth.min(1));
        let filter = if self.chance(75) {
            String::new()
        } else {
            let nested = self.chance(30);
            let compares = std::mem::replace(&mut self.compares, nested);
            let test = self.truth(Place::Park, 1);
            self.compares = compares;
            format!(" 其中 {test}")
        };
        let places = self.random.below(7);
        let divisor = self.of(&["总体", "样本"]);
        match self.random.below(15) {
            2 => format!("求和({value} {scope}{filter})"),
            3 => format!("最大({value} {scope}{filter})"),
            4 => format!("最小({value} {scope}{filter})"),
            5 => format!("中位数({value} {scope}{filter})"),
            6 => {
                let at = self.of(&["25%", "0%", "100%", "3 / 4", "1 / 3"]);
                format!("分位数({value} {scope}{filter} 位置 {at} 类型 {})", 1 + self.random.below(9))
            }
            7 => format!("标准差({value} {scope}{filter} {divisor}) 精确到 {places} 位"),
            8 => format!("截尾平均({value} {scope}{filter} 去高 1 去低 {})", self.random.below(2)),
            9 => format!("几何平均({value} {scope}{filter}) 精确到 {places} 位"),
            10 => format!("调和平均({value} {scope}{filter})"),
            11 if kind == Kind::Share => {
                let (order, ties) = (self.order(), self.ties());
                format!("百分位次({value} {scope} {order} 并列 {ties})")
            }
            12 if matches!(kind, Kind::Share | Kind::Pure) => {
                let of = self.of(&[Kind::Money, Kind::Area, Kind::Share]);
                let value = self.column(Place::Park, of).unwrap_or_default();
                let bottom = format!("( 标准差({value} {scope} {divisor}) 精确到 {places} 位 )");
                let distance = format!("( {value} - 平均({value} {scope}) )");
                if kind == Kind::Share {
                    format!("( {distance} / {bottom} )")
                } else {
                    format!("倍数({distance}, {bottom})")
                }
            }
            11..=13 if kind == Kind::Share => {
                let of = self.of(&[Kind::Money, Kind::Area, Kind::People]);
                let value = self.column(Place::Park, of).unwrap_or_default();
                format!("( {value} / 求和({value} {scope}) )")
            }
            13 if kind == Kind::Pure => format!("方差({value} {scope}{filter} {divisor})"),
            _ => format!("平均({value} {scope}{filter})"),
        }
    }

    /// A mean of several numbers side by side.
    fn mean_of_several(&mut self, place: Place, kind: Kind, depth: usize) -> String {
        let one = self.number(place, kind, depth);
        let two = self.number(place, kind, 0);
        let three = self.number(place, kind, 0);
        let places = self.random.below(6);
        match self.random.below(9) {
            0 => format!("平均({one}, {two}, {three})"),
            1 => format!("平均({one} 权重 30%, {two} 权重 70%)"),
            2 => {
                let weight = self.column(place, Kind::Pure).unwrap_or_else(|| "2".to_owned());
                format!("平均({one} 权重 绝对值({weight}), {two} 权重 1)")
            }
            3 => format!("几何平均({one} 权重 0.5, {two} 权重 0.5) 精确到 {places} 位"),
            4 => format!("调和平均({one}, {two})"),
            5 => format!("幂平均({}, {one}, {two}) 精确到 {places} 位", self.of(&["2", "3", "-1", "1"])),
            6 => format!("中位数({one}, {two}, {three})"),
            7 => format!("截尾平均({one}, {two}, {three} 去高 1 去低 {})", self.random.below(2)),
            _ => format!("有序加权({one}, {two}, {three} 次序权重 0.5, 0.3, 0.2)"),
        }
    }

    /// Marks that depend on the subject; at most so many.
    pub(crate) fn marks_expression(&mut self, most: usize, depth: usize) -> String {
        let (one, two) = (self.marks(most), self.marks(most));
        match self.random.below(6) {
            0 => one,
            1 => format!("( 若 {} 则 {one} 否则 {two} )", self.truth(Place::Park, depth)),
            2 => format!("( 按 类 {{ 甲 : {one} ; 其余 : {two} }} )"),
            3 => format!("最小值( {} × 1 分, {one} )", self.count(Place::Park, depth)),
            4 => {
                let (first, second) = (RANKS[0], RANKS[1]);
                format!(
                    "求和(机构 取 按 级别 {{ {first} : {one} ; {second} : {two} ; 其余 : 0 分 }} 同一 {} 取最高)",
                    self.of(&["事项", "级别"])
                )
            }
            _ => {
                let kind = self.of(&[Kind::Share, Kind::Pure]);
                format!("最大值(最小值( {} × 1 分, {one} ), 0 分)", self.number(Place::Park, kind, depth))
            }
        }
    }

    /// Fixed marks up to so many.
    pub(crate) fn marks(&mut self, most: usize) -> String {
        let tenths = self.random.below(most * 10 + 1);
        let tenths = if self.chance(60) { tenths / 10 * 10 } else { tenths };
        if tenths % 10 == 0 { format!("{} 分", tenths / 10) } else { format!("{}.{} 分", tenths / 10, tenths % 10) }
    }
}
