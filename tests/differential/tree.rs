//! 方面 and 总分: how marks are put together.

use crate::indicator::{Item, Shape};
use crate::writer::Writer;

/// 汇总 of a node.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sums {
    /// Parts add up.
    Sum,
    /// Weighs its parts.
    Weighs,
    /// The marks decide which parts count.
    Picks,
    /// 有序加权
    Orders,
}

/// A node as it is written, without its parts.
struct Written {
    sums: Sums,
    /// Marks without bounds may go in.
    is_open: bool,
    /// Parts that do not apply are allowed for.
    gaps: bool,
    clauses: Vec<String>,
    /// 权重 of the parts.
    weights: Vec<Option<String>>,
}

impl Writer {
    fn node(&mut self, parts: usize) -> Written {
        let accurate = 1 + self.random.below(6);
        let (sums, is_open, aggregate) = match self.random.below(16) {
            0..=4 => (Sums::Sum, true, None),
            5 => (Sums::Sum, true, Some("求和".to_owned())),
            6..=8 => (Sums::Weighs, true, Some("平均".to_owned())),
            9 => (Sums::Weighs, false, Some(format!("几何平均 精确到 {accurate} 位"))),
            10 => (Sums::Weighs, false, Some("调和平均".to_owned())),
            11 => {
                let power = self.of(&["2", "-1", "3", "1", "-2"]);
                (Sums::Weighs, false, Some(format!("幂平均 {power} 精确到 {accurate} 位")))
            }
            12 => (Sums::Picks, false, Some(self.of(&["最大", "最小"]).to_owned())),
            13 => (Sums::Picks, false, Some("中位数".to_owned())),
            14 if parts > 1 => {
                let trim = self.of(&["去高 1 去低 0", "去高 0 去低 1", "去高 0 去低 0"]);
                let trim = if parts > 2 && self.chance(50) { "去高 1 去低 1" } else { trim };
                (Sums::Picks, false, Some(format!("截尾平均 {trim}")))
            }
            _ if self.chance(30) => {
                let scope = self.of(&["范围 全部", "范围 同 类", "范围 同 县"]);
                (Sums::Orders, false, Some(format!("科普兰 {scope}")))
            }
            _ if self.chance(40) => {
                let of = self.of(&["最小", "最大", "平均", "中位数"]);
                (Sums::Orders, false, Some(format!("算式 {of}(各指标.得分)")))
            }
            _ => {
                let weights = ["1", "0.7, 0.3", "0.5, 0.3, 0.2", "0.4, 0.3, 0.2, 0.1"][parts.min(4) - 1];
                (Sums::Orders, false, Some(format!("有序加权 {{ {weights} }}")))
            }
        };
        let mut clauses: Vec<String> = aggregate.into_iter().map(|aggregate| format!("汇总 {aggregate}")).collect();
        let mut weights = vec![None; parts];
        let mut gaps = false;
        if clauses.iter().any(|clause| clause.starts_with("汇总 科普兰")) && self.chance(40) {
            clauses.push("赋权 归一".to_owned());
            weights = (0..parts).map(|_| Some((1 + self.random.below(3)).to_string())).collect();
        }
        if sums == Sums::Weighs {
            match self.random.below(10) {
                0 | 1 => weights = self.weights(parts),
                2 => {
                    clauses.push("赋权 归一".to_owned());
                    weights = (0..parts).map(|_| Some((1 + self.random.below(4)).to_string())).collect();
                }
                3 => clauses.push("赋权 等权".to_owned()),
                4..=6 => {
                    let (kind, min_max) = (self.of(&["熵权法", "标准差法", "CRITIC法"]), self.of(&["", " 极差"]));
                    let divisor = if kind == "标准差法" { self.of(&["", " 样本", " 总体"]) } else { "" };
                    let scope = self.of(&["范围 全部", "范围 全部", "范围 同 类", "范围 同 县"]);
                    clauses.push(format!("赋权 {kind}{min_max} {scope}{divisor} 精确到 {accurate} 位"));
                }
                7 => {
                    let matrix = ["(1)", "(1, 3), (1 / 3, 1)", "(1, 2, 4), (1 / 2, 1, 2), (1 / 4, 1 / 2, 1)"];
                    if let Some(matrix) = matrix.get(parts - 1) {
                        clauses.push(format!("赋权 层次分析法 {{ {matrix} }} 精确到 {accurate} 位"));
                    }
                }
                _ => {}
            }
        }
        if sums != Sums::Orders && sums != Sums::Picks && self.chance(50) {
            let coverage = self.of(&["", " 覆盖 不低于 50%", " 覆盖 不低于 70%"]);
            clauses.push(format!("缺项 折算{coverage}"));
            gaps = true;
        }
        if self.chance(30) {
            clauses.push(format!("舍入 {}", self.precision()));
        }
        Written { sums, is_open, gaps, clauses, weights }
    }

    fn weights(&mut self, parts: usize) -> Vec<Option<String>> {
        let fixed: &[&str] = match (parts, self.random.below(4)) {
            (1, _) => &["1"],
            (2, 0) => &["60%", "40%"],
            (2, 1) => &["1 / 3", "2 / 3"],
            (2, 2) => &["0", "1"],
            (2, _) => &["按 类 { 甲 : 70% ; 其余 : 50% }", "按 类 { 甲 : 30% ; 其余 : 50% }"],
            (3, 0) => &["0.2", "0.3", "0.5"],
            (3, 1) => &["1 / 7", "2 / 7", "4 / 7"],
            (3, _) => &["按 类 { 甲 : 0.5 ; 乙 : 0.2 ; 丙 : 0 }", "0.3", "按 类 { 甲 : 0.2 ; 乙 : 0.5 ; 丙 : 0.7 }"],
            _ => &["0.25", "0.25", "0.25", "0.25"],
        };
        fixed.iter().map(|weight| Some((*weight).to_owned())).collect()
    }

    /// All 方面 and 总分, with 满分.
    pub(crate) fn tree(&mut self) -> String {
        let count = 1 + self.random.below(3);
        let total = self.node(count);
        let full = 10;
        let mut text = String::new();
        for (head, weight) in total.weights.iter().enumerate() {
            text.push_str(&self.branch(head, full, weight.as_deref(), &total));
        }
        let whole = if total.sums == Sums::Sum { full * count } else { full };
        let mut clauses = total.clauses;
        if self.chance(25) {
            clauses.push(format!("封顶 {}", self.of(&["8 分", "10 分", "5.5 分"])));
        }
        let ranks = self.chance(20);
        if ranks {
            text.push_str("各方面 { 定义 位次 = 名次(得分 范围 全部 降序 并列 同名次) }\n");
            self.numbers.push((crate::schema::Place::Park, crate::amount::Kind::Pure, "A.位次".to_owned()));
        }
        self.falls = self.chance(20);
        if self.falls {
            clauses.push("方向 越低越好".to_owned());
        }
        let mut lines = vec![format!("满分 {whole} 分"), format!("舍入 指标 {}", self.precision())];
        lines.push(format!("舍入 方面 {}", self.precision()));
        lines.push(format!("舍入 总分 {}", self.precision()));
        if !clauses.is_empty() {
            lines.push(format!("总分 {{\n  {}\n}}", clauses.join("\n  ")));
        }
        format!("{}\n{text}", lines.join("\n"))
    }

    /// A 方面 below 总分; now and then all of it stands in another within it.
    fn branch(&mut self, place: usize, full: usize, weight: Option<&str>, total: &Written) -> String {
        let name = ["A", "B", "C"][place];
        if !self.chance(30) {
            return self.head(name, full, weight, total);
        }
        let inner = self.head(&format!("{name}内"), full, None, total);
        let mut text = format!("方面 {name} \"{name} 方面\" {full} 分 依据 第二条 {{\n");
        text.extend(weight.map(|weight| format!("  权重 {weight}\n")));
        // The inner one may not apply.
        text.push_str("  缺项 折算\n");
        if self.chance(30) {
            text.push_str(self.of(&["  封顶 满分\n", "  封顶 8 分\n"]));
        }
        text.extend(inner.lines().map(|line| format!("  {line}\n")));
        text.push_str("}\n");
        text
    }

    fn head(&mut self, name: &str, full: usize, weight: Option<&str>, total: &Written) -> String {
        let letter = name.trim_end_matches('内');
        let parts = 1 + self.random.below(3);
        let node = self.node(parts);
        let mut text = format!("方面 {name} \"{name} 方面\" {full} 分 依据 第二条 {{\n");
        if let Some(weight) = weight {
            text.push_str(&format!("  权重 {weight}\n"));
        }
        for clause in &node.clauses {
            text.push_str(&format!("  {clause}\n"));
        }
        // What an indicator that does not apply comes to must be said; a head without any is one of its own.
        let lenient = node.sums == Sums::Picks || node.gaps || node.sums == Sums::Sum;
        let whole_may_lapse = total.gaps || total.sums == Sums::Picks || total.sums == Sums::Sum;
        // Marks of which an indicator has at least as many as its shape says, and for some kinds of subject none.
        let by_kind: &[&str] = match (node.sums, parts) {
            (Sums::Sum, 2) if !node.gaps && self.chance(30) => {
                &["甲 7 分、乙 5 分、丙 5 分", "甲 3 分、乙 5 分、丙 5 分"]
            }
            (Sums::Sum, 3) if !node.gaps && self.chance(30) => {
                &["甲 5 分、乙 5 分、丙 5 分", "甲 3 分、乙 5 分、丙 5 分", "甲 2 分"]
            }
            _ => &[],
        };
        let fulls: &[usize] = match (node.sums, parts) {
            (Sums::Sum, 2) if !by_kind.is_empty() => &[5, 3],
            (Sums::Sum, 1) => &[10],
            (Sums::Sum, 2) => &[6, 4],
            (Sums::Sum, _) => &[5, 3, 2],
            _ => &[10, 10, 10, 10],
        };
        let may_open = node.is_open && total.is_open;
        let mut items = Vec::new();
        for (part, full) in fulls.iter().copied().take(parts).enumerate() {
            let code = format!("{letter}{}", part + 1);
            let may_lapse = lenient && (part > 0 || whole_may_lapse);
            let weight = node.weights[part].as_deref();
            let shape = Shape { full, applies: None, weight, may_open, may_lapse, by_kind: !by_kind.is_empty() };
            let twice = node.sums == Sums::Sum && may_lapse && by_kind.is_empty() && self.chance(25);
            if twice {
                // One for each kind of subject, however kinds are told apart.
                let other = format!("{letter}{}另", part + 1);
                let (this, rest) = match self.random.below(3) {
                    0 => ("类 是 甲".to_owned(), "类 不是 甲".to_owned()),
                    1 => ("升".to_owned(), "非 升".to_owned()),
                    _ => {
                        let asked = self.number_test();
                        (asked.clone(), format!("非 ( {asked} )"))
                    }
                };
                items.push(self.indicator(&code, Shape { applies: Some(&this), ..shape }));
                items.push(self.indicator(&other, Shape { applies: Some(&rest), ..shape }));
                continue;
            }
            // Marks that are added up must do so for all whom conditions tell apart.
            let is_free = may_lapse && (node.sums != Sums::Sum || node.gaps);
            let applies = match self.random.below(8) {
                0 if is_free => Some("升".to_owned()),
                1 if is_free => Some(self.number_test()),
                2 if may_lapse && node.sums == Sums::Picks => Some("类 不是 丙".to_owned()),
                _ => None,
            };
            let by_kind = by_kind.get(part).copied();
            items.push(Item { by_kind, ..self.indicator(&code, Shape { applies: applies.as_deref(), ..shape }) });
            self.marks.push(code);
        }
        text.push_str(&self.items(items));
        text.push_str("}\n");
        text
    }

    fn number_test(&mut self) -> String {
        let kind = self.kind();
        let column = self.column(crate::schema::Place::Park, kind).unwrap_or_default();
        format!("{column} {} {}", self.comparison(), self.literal(kind))
    }
}
