//! Who is evaluated, what is added, and the grades.

use crate::amount::Kind;
use crate::schema::Place;
use crate::writer::Writer;

impl Writer {
    /// 参评
    pub(crate) fn participation(&mut self) -> String {
        let compares = std::mem::replace(&mut self.compares, false);
        let known = (std::mem::take(&mut self.numbers), std::mem::take(&mut self.truths));
        let depth = self.random.below(3);
        let test = self.truth(Place::Park, depth);
        (self.numbers, self.truths) = known;
        self.compares = compares;
        format!("参评 {test} 其余 \"不参评\" 依据 第三条\n")
    }

    /// 加分 and 扣分
    pub(crate) fn extras(&mut self) -> String {
        let mut text = String::new();
        for word in ["加分", "扣分"] {
            if self.chance(60) {
                continue;
            }
            let cap = if self.chance(50) { format!(" 封顶 {}", self.marks(4)) } else { String::new() };
            let entries: Vec<String> = (0..=self.random.below(2))
                .map(|entry| format!("  \"第 {entry} 项\" {}", self.marks_expression(3, 2)))
                .collect();
            text.push_str(&format!("{word}{cap} {{\n{}\n}}\n", entries.join("\n")));
        }
        text
    }

    /// A truth about marks.
    fn earned(&mut self) -> String {
        let code = match self.marks.len() {
            0 => "A".to_owned(),
            count => self.marks[self.random.below(count)].clone(),
        };
        let word = self.comparison();
        let share = self.literal(Kind::Share);
        match self.random.below(8) {
            0 => format!("各方面得分率 {} {share}", self.of(&["不低于", "超过", "低于"])),
            1 => format!("( 非 各方面得分率 不低于 {share} )"),
            2 => format!("( 得分({code}) {word} {} )", self.marks(5)),
            3 => format!("( 得分率({}) {word} {share} )", self.of(&["A", "总分"])),
            4 => {
                let (figure, scope) = (self.of(&["平均", "中位数", "最大"]), self.scope());
                format!("( 总分 不低于 {figure}(总分 {scope}) )")
            }
            5 => format!("( 总分 保留 0 位 {} {word} {} )", self.mode(), self.marks(9)),
            6 => {
                let (scope, order, ties) = (self.scope(), self.order(), self.ties());
                let share = self.of(&["25%", "50%", "1 / 3"]);
                let mode = self.mode();
                format!(
                    "( 名次(总分 {scope} {order} 并列 {ties}) 不超过 ( 计数(园区 {scope}) × {share} ) 保留 0 位 {mode} )"
                )
            }
            _ => {
                let (scope, order, ties) = (self.scope(), self.order(), self.ties());
                format!("( 百分位次(得分({code}) {scope} {order} 并列 {ties}) {word} {share} )")
            }
        }
    }

    fn test(&mut self) -> String {
        if !self.asked.is_empty() && self.chance(25) {
            return self.asked[self.random.below(self.asked.len())].clone();
        }
        if self.chance(40) { self.earned() } else { self.truth(Place::Park, 2) }
    }

    /// 等次, 否决, 限制, 降等 and 人工定等
    pub(crate) fn standing(&mut self) -> String {
        if self.chance(25) {
            return String::new();
        }
        let mut text = String::new();
        for place in 0..self.random.below(3).saturating_sub(1) + self.random.below(2) {
            text.push_str(&self.grading(&format!("单项{place}")));
        }
        for place in 0..self.random.below(3) {
            text.push_str(&format!("否决 否{place} {} 则 {}\n", self.test(), self.of(&["不予定等", "取消资格"])));
        }
        for place in 0..self.random.below(3) {
            text.push_str(&format!("限制 限{place} {} 则 最高 {}\n", self.test(), self.of(&["良好", "合格"])));
        }
        for place in 0..self.random.below(3) {
            text.push_str(&format!("降等 等降{place} {} 则 降 {} 等\n", self.test(), 1 + self.random.below(2)));
        }
        if self.places.contains(&Place::Decision) {
            text.push_str("人工定等 决定 { 等次 定为 ; 理由 因由 ; 文号 文件号 }\n");
        }
        text.push_str("等次 {\n");
        if self.chance(15) {
            let (asked, quota) = (self.test(), if self.chance(40) { self.quota() } else { String::new() });
            text.push_str(&format!("  直通 {asked}{quota}\n"));
        }
        for (name, line) in [("优秀", 7), ("良好", 5), ("合格", 2)] {
            let line = line + self.random.below(2);
            let (word, line) = if self.falls { ("不超过", 10 - line) } else { ("不低于", line) };
            let also = if self.chance(40) { format!(" 且 {}", self.test()) } else { String::new() };
            let quota = if self.chance(55) { self.quota() } else { String::new() };
            text.push_str(&format!("  {name} 总分 {word} {line} 分{also}{quota}\n"));
        }
        if self.chance(40) {
            text.push_str("  缺失 无碍 照定\n");
        }
        text.push_str("  其余 \"不合格\"\n}\n");
        text
    }

    /// 等次 NAME, which the gradings behind it read.
    fn grading(&mut self, name: &str) -> String {
        let mut lines = Vec::new();
        for place in 0..self.random.below(3) {
            lines.push(format!("否决 否{place} {} 则 {}", self.test(), self.of(&["不予评定", "一般"])));
        }
        for place in 0..self.random.below(2) {
            lines.push(format!("限制 限{place} {} 则 最高 良好", self.test()));
        }
        for place in 0..self.random.below(3).saturating_sub(1) {
            lines.push(format!("降等 等降{place} {} 则 降 {} 等", self.test(), 1 + self.random.below(2)));
        }
        for label in ["优秀", "良好"] {
            let quota = if self.chance(35) { self.quota() } else { String::new() };
            lines.push(format!("{label} {}{quota}", self.test()));
        }
        for word in ["不低于", "优于", "劣于"] {
            self.asked.push(format!("( 等次({name}) {word} 良好 )"));
        }
        format!("等次 {name} {{\n  {}\n  其余 \"一般\"\n}}\n", lines.join("\n  "))
    }

    fn quota(&mut self) -> String {
        let share = self.of(&["30%", "1 / 3", "50%", "10%", "100%", "12.5%", "0%"]);
        let of = self.of(&["", "参评园区的 "]);
        let scope = self.of(&["", "", " 范围 同 类", " 范围 同 县", " 范围 全部"]);
        let mode = self.of(&["向下取整", "向上取整", "四舍五入", "四舍六入五成双", "进位", "舍去"]);
        let ties = match self.random.below(4) {
            0 => " 并列 比 A",
            1 => " 并列 比 A、A1 仍同 全退",
            2 => " 仍同 全进",
            _ => " 仍同 全退",
        };
        format!(" 名额 {of}{share}{scope} {mode}{ties}")
    }

    /// A condition, and what can be asked of it. `early`: before there are marks to be asked for.
    pub(crate) fn condition(&mut self, name: &str, early: bool) -> (String, Vec<String>) {
        let applies = if self.chance(40) { format!(" 适用 {}", self.truth(Place::Park, 1)) } else { String::new() };
        let manner = self.of(&["", "", " 原则上", " 一般"]);
        let mut items = Vec::new();
        let count = if self.chance(70) { 1 } else { 2 + self.random.below(3) };
        for place in 0..count {
            let asked = if self.chance(20) {
                let (first, second, third) =
                    (self.truth(Place::Park, 1), self.truth(Place::Park, 1), self.truth(Place::Park, 1));
                format!("( 若 {first} 则 {second} 否则 {third} )")
            } else if !early && self.chance(25) {
                self.earned()
            } else {
                self.truth(Place::Park, 3)
            };
            let label = if self.chance(50) { format!("\"项{place}\" ") } else { String::new() };
            let basis = if self.chance(20) { " 依据 第五条" } else { "" };
            items.push(format!("  {label}{asked}{basis}"));
        }
        let needs = if count > 1 && self.chance(50) {
            format!(" 至少 {} 项", 1 + self.random.below(count))
        } else {
            String::new()
        };
        let text = format!("条件 {name}{manner}{applies}{needs} 依据 第四条 {{\n{}\n}}\n", items.join("\n"));
        let mut questions: Vec<String> =
            ["符合", "不符合", "待说明", "不适用"].iter().map(|outcome| format!("( {name} {outcome} )")).collect();
        if manner.is_empty() && applies.is_empty() {
            questions.push(format!("( 非 {name} )"));
            questions.push(name.to_owned());
        }
        (text, questions)
    }

    /// 条件
    pub(crate) fn conditions(&mut self) -> String {
        let mut text = String::new();
        for place in 0..self.random.below(4) {
            let (condition, questions) = self.condition(&format!("条{place}"), false);
            text.push_str(&condition);
            self.asked.extend(questions);
        }
        if self.chance(25) {
            let (scope, asked) = (self.scope(), self.plain_truth(Place::Park));
            let most = self.of(&["1", "2", "4"]);
            text.push_str(&format!(
                "条件 唯一 {scope} 依据 第四条 {{\n  计数(园区 其中 {asked}) 不超过 {most} 个\n}}\n"
            ));
        }
        if self.places.contains(&Place::Judgement) {
            text.push_str("条件 判 定性 依据 第四条 {\n  取(判定.结论 其中 条款 是 \"B1\")\n}\n");
        }
        text
    }
}
