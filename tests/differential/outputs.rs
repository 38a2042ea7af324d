//! What results have beside marks and grades.

use crate::amount::{KINDS, Kind};
use crate::schema::Place;
use crate::writer::Writer;

impl Writer {
    /// 列出
    pub(crate) fn outputs(&mut self, has_values: bool) -> String {
        if !self.chance(40) {
            return String::new();
        }
        let lines: Vec<String> = (0..=self.random.below(4)).map(|place| self.output(place, has_values)).collect();
        format!("列出 {{\n{}\n}}\n", lines.concat())
    }

    fn output(&mut self, place: usize, has_values: bool) -> String {
        let title = format!("\"第 {place} 列\"");
        let line = match self.random.below(10) {
            0 => format!("名次(总分 {} {} 并列 {})", self.scope(), self.order(), self.ties()),
            1 => self.truth(Place::Park, 1),
            2 => "类".to_owned(),
            3 => return "  各指标.取值\n".to_owned().repeat(usize::from(place == 0 && has_values)),
            8 => self.of(&["计数(各指标 其中 得分率 低于 60%)", "存在(A.各指标 其中 得分率 不低于 90%)"]).to_owned(),
            9 => {
                let parts = [
                    "最小(各指标.得分率)",
                    "平均(A.各指标.得分率)",
                    "求和(各指标 取 满分 - 得分)",
                    "中位数(各方面.得分率)",
                    "权重(A)",
                ];
                self.of(&parts).to_owned()
            }
            4 => format!("得分率(总分) {}", self.of(&["% 1 位", "‰", "2 位", ""])),
            _ => {
                let kind = self.of(&KINDS);
                let depth = self.random.below(3);
                let number = self.number(Place::Park, kind, depth);
                let units: &[&str] = match kind {
                    Kind::Share => &["%", "‰", ""],
                    Kind::Money => &["亿元", "万元", "元"],
                    Kind::Area => &["公顷", "平方米"],
                    Kind::People => &["千人", "人"],
                    Kind::Pure => &[""],
                    Kind::Density => &["万元/平方米", "元/平方米", "亿元/公顷"],
                };
                format!("( {number} ) {} {}", self.of(units), self.of(&["", "0 位", "2 位", "6 位"]))
            }
        };
        format!("  {line} {title}\n")
    }
}
