//! 计分: every scoring method.

use crate::amount::{Amount, Kind};
use crate::schema::Place;
use crate::writer::Writer;

/// 封顶 and 保底 of marks that must lie between 0 and the full marks.
const WITHIN: &str = " 封顶 满分 保底 0 分";

impl Writer {
    /// A scoring method for a 取值 of a kind, of an indicator with so many full marks. Under `open` marks may leave
    /// their bounds.
    pub(crate) fn method(&mut self, kind: Kind, full: usize, open: bool) -> String {
        let within = if open { " 封顶 无 保底 无" } else { WITHIN };
        match self.random.below(15) {
            0 | 1 => self.bands(kind, full),
            2 => self.cumulative(full),
            3 => {
                let target = if self.compares && self.chance(40) {
                    let (figure, scope) = (self.of(&["平均", "最大", "求和", "中位数"]), self.scope());
                    format!("{figure}(取值 {scope})")
                } else if self.chance(30) {
                    self.number(Place::Park, kind, 1)
                } else {
                    self.positive(kind)
                };
                format!("比例 目标 {target}{within}")
            }
            4 | 5 => self.interpolation(kind, full, within),
            6 => {
                let points = self.falling(kind, 2);
                let (low, high) = self.written_pair(kind, &points);
                let (base, span) = self.of(&[(60, 40), (0, 100), (50, 50)]);
                format!("功效 不允许 {low} 满意 {high} 底 {base} 幅 {span}{within}")
            }
            7 => {
                let (scope, order) = (self.scope(), self.of(&["", " 升序", " 降序"]));
                let (base, span) = self.of(&[(60, 40), (0, 100), (0, 90)]);
                let equal = self.of(&["满分", "0 分"]);
                let within = self.of(&["", WITHIN]);
                format!("极差 {scope}{order} 底 {base} 幅 {span} 相等 得 {equal}{within}")
            }
            8 => {
                let (scope, order, ties) = (self.scope(), self.order(), self.ties());
                let step = self.of(&["0.8", "1", "0.33"]);
                let floor = self.of(&["0 分", "1 分", "0.5 分"]);
                format!("名次 {scope} {order} 首名 满分 每降一位 减 {step} 分 保底 {floor} 并列 {ties}")
            }
            9 | 10 => self.line(kind, full),
            11 => self.per_unit(kind),
            12 => {
                let by = match (kind, self.chance(50)) {
                    (Kind::Pure, true) => "百分制".to_owned(),
                    _ => self.positive(kind),
                };
                format!("换算 {by}{within}")
            }
            13 if kind == Kind::Pure => format!("直接{within}"),
            13 => self.deductions(full),
            _ => {
                let marks = match self.random.below(3) {
                    0 => {
                        let score = self.number(Place::Park, Kind::Share, 2);
                        format!("满分 × {score}")
                    }
                    1 if matches!(kind, Kind::Share | Kind::Pure) => "取值 × 3 分 + 0.5 分".to_owned(),
                    _ => self.marks_expression(full, 2),
                };
                format!("算式 {marks}{within}")
            }
        }
    }

    fn written_pair(&mut self, kind: Kind, falling: &[Amount]) -> (String, String) {
        let (high, low) = match falling {
            [high, low, ..] => (*high, *low),
            _ => (Amount::new(100, 0), Amount::new(10, 0)),
        };
        let (low, high) = (low.in_order(kind, &mut self.random), high.in_order(kind, &mut self.random));
        if self.chance(25) { (high, low) } else { (low, high) }
    }

    fn bands(&mut self, kind: Kind, full: usize) -> String {
        let count = 1 + self.random.below(3);
        let mut lines = self.falling(kind, count);
        let rises = self.chance(30);
        if rises {
            lines.reverse();
        }
        let mut bands: Vec<String> = Vec::new();
        for (place, line) in lines.iter().enumerate() {
            let word = match (rises, self.chance(60)) {
                (false, true) => "不低于",
                (false, false) => "超过",
                (true, true) => "不超过",
                (true, false) => "低于",
            };
            let marks = match self.random.below(5) {
                0 if kind == Kind::Share || kind == Kind::Pure => "取值 × 2 分".to_owned(),
                1 if place > 0 => self.marks_expression(full, 1),
                2 => "满分 × 60%".to_owned(),
                _ if place == 0 => "满分".to_owned(),
                _ => self.marks(full),
            };
            bands.push(format!("{word} {} : {marks}", line.in_order(kind, &mut self.random)));
        }
        if self.chance(15)
            && let Some(column) = self.column(Place::Park, kind)
        {
            bands.insert(0, format!("{} {column} : 满分", if rises { "低于" } else { "超过" }));
        }
        bands.push(format!("其余 : {}", self.marks(full)));
        format!("分档 {{ {} }}{WITHIN}", bands.join(" ; "))
    }

    fn cumulative(&mut self, full: usize) -> String {
        let mut parts: Vec<String> = Vec::new();
        for _ in 0..=self.random.below(2) {
            let marks = self.marks(full);
            parts.push(match self.random.below(3) {
                0 => format!("{} : {marks}", self.truth(Place::Park, 2)),
                1 => {
                    let (one, two, other) = (self.truth(Place::Park, 1), self.truth(Place::Park, 1), self.marks(full));
                    format!("{one} : {marks} ; 否则 {two} : {other}")
                }
                _ => format!("{} 每 2 家 得 0.7 分 封顶 {marks}", self.count(Place::Park, 1)),
            });
        }
        parts.push(format!("升 : {full} 分"));
        format!("累计 {{ {} }}{WITHIN}", parts.join("\n      "))
    }

    fn interpolation(&mut self, kind: Kind, full: usize, within: &str) -> String {
        let count = 2 + self.random.below(2);
        let mut points = self.falling(kind, count);
        if points.len() < 2 {
            points = vec![Amount::new(100, 0), Amount::new(10, 0)];
        }
        points.reverse();
        let mut written: Vec<String> = Vec::new();
        for (place, point) in points.iter().enumerate() {
            let marks = match (place, self.chance(50)) {
                (0, true) => "0 分".to_owned(),
                (_, true) => "满分".to_owned(),
                _ => self.marks(full),
            };
            written.push(format!("{} : {marks}", point.in_order(kind, &mut self.random)));
        }
        let points = written.join(" ; ");
        if self.chance(50) {
            format!("插值 {{ {points} }} 两端 持平")
        } else {
            format!("插值 {{ {points} }} 两端 延伸{within}")
        }
    }

    fn partial(&mut self) -> &'static str {
        self.of(&[" 不足一步 按一步", " 不足一步 按比例", " 不足一步 不计"])
    }

    /// A step of a kind: of a share in percentage points, of a plain number without a unit.
    fn step(&mut self, kind: Kind) -> String {
        let step = self.of(&["1", "2", "0.5", "5", "10", "0.3"]);
        match kind {
            Kind::Share => format!("{step} 个百分点"),
            Kind::Pure => step.to_owned(),
            Kind::People => format!("{} 人", self.of(&["1", "2", "3"])),
            _ => format!("{step} {}", kind.unit()),
        }
    }

    fn line(&mut self, kind: Kind, full: usize) -> String {
        let (line, step, partial) = (self.literal(kind), self.step(kind), self.partial());
        let by = self.of(&["0.2", "1", "0.35"]);
        let (word, side, other) =
            if self.chance(50) { ("低于", "每低", "高于") } else { ("高于", "每高", "低于") };
        let start = if self.chance(50) { "满分".to_owned() } else { self.marks(full) };
        if self.chance(60) {
            format!("自 {start} {word} {line} 时 {side} {step} 减 {by} 分{partial} 保底 0 分")
        } else {
            format!("自 {start} {word} {line} 时 {side} {step} 加 {by} 分{partial} {other} 得 0 分 封顶 满分")
        }
    }

    fn per_unit(&mut self, kind: Kind) -> String {
        let (step, partial) = (if kind == Kind::Share { "5%".to_owned() } else { self.step(kind) }, self.partial());
        format!("每 {step} 得 {} 分{partial}{WITHIN}", self.of(&["0.5", "1", "0.3"]))
    }

    fn deductions(&mut self, full: usize) -> String {
        let mut parts: Vec<String> = Vec::new();
        for _ in 0..=self.random.below(2) {
            let (cap, by) = (self.of(&["", " 封顶 2 分", " 封顶 0.5 分"]), self.of(&["0.5", "1", "0.25"]));
            if self.chance(60) {
                let (count, step) = (self.count(Place::Park, 2), self.of(&["1 家", "2 件", "1 不足一步 按比例"]));
                let (step, partial) =
                    step.split_once(" 不足").map_or((step, ""), |(step, _)| (step, " 不足一步 按比例"));
                parts.push(format!("{count} 每 {step} 减 {by} 分{partial}{cap}"));
            } else {
                let kind = self.of(&[Kind::Money, Kind::Area, Kind::People]);
                let (number, step, partial) = (self.number(Place::Park, kind, 2), self.step(kind), self.partial());
                parts.push(format!("最大值({number}, 0 {}) 每 {step} 减 {by} 分{partial}{cap}", kind.unit()));
            }
        }
        let start = if self.chance(50) { "满分".to_owned() } else { self.marks(full) };
        format!("自 {start} {{\n      {}\n    }} 保底 0 分", parts.join("\n      "))
    }
}
