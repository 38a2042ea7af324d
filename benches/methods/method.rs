//! The scoring methods of the language, each as one indicator.

use crate::parks;

pub(crate) struct Method {
    pub(crate) name: &'static str,
    /// 取值; empty where the method takes none.
    value: &'static str,
    /// 计分
    scoring: &'static str,
}

const fn method(name: &'static str, value: &'static str, scoring: &'static str) -> Method {
    Method { name, value, scoring }
}

pub(crate) const METHODS: &[Method] = &[
    method(
        "分档",
        "入驻率",
        "分档 { 不低于 95% : 满分 ; 不低于 90% : 8 分 ; 不低于 80% : 6 分 ; 不低于 60% : 3 分 ; 其余 : 0 分 }",
    ),
    method("累计", "", "累计 { 已出台 : 5 分 ; 入驻率 不低于 80% : 3 分 ; 营收 不低于 10 亿元 : 2 分 }"),
    method("插值", "入驻率", "插值 { 60% : 0 分 ; 80% : 6 分 ; 90% : 满分 } 两端 持平"),
    method("算式", "入驻率", "算式 满分 × 取值 × 取值 封顶 满分 保底 0 分"),
    method("比例", "营收", "比例 目标 10 亿元 封顶 满分"),
    method("功效", "入驻率", "功效 不允许 20% 满意 95% 底 60 幅 40 封顶 满分 保底 0 分"),
    method("极差", "营收", "极差 范围 同 园区类型 底 60 幅 40 相等 得 满分"),
    method("名次", "营收", "名次 范围 同 园区类型 降序 首名 满分 每降一位 减 0.01 分 保底 2 分 并列 同名次"),
    method("过线加减", "入驻率", "自 满分 低于 95% 时 每低 1 个百分点 减 0.2 分 不足一步 按一步 保底 0 分"),
    method("逐项扣", "", "自 满分 { 通报 每 1 件 减 0.5 分 ; 平台 每 2 项 减 0.3 分 } 保底 0 分"),
    method("每…得…", "平台", "每 2 项 得 1.5 分 封顶 满分"),
    method("换算", "评分", "换算 10 分"),
    method("直接", "评分", "直接 封顶 满分 保底 0 分"),
];

impl Method {
    /// A rule set of one indicator.
    pub(crate) fn rules(&self) -> String {
        let value = if self.value.is_empty() { String::new() } else { format!("    取值 {}\n", self.value) };
        format!(
            "规则集 \"{}\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n\n{}\n\
             方面 A \"一项\" 10 分 {{\n  指标 A1 \"一项\" 10 分 {{\n    依据 \"办法\"\n{value}    计分 {}\n  }}\n}}\n",
            self.name,
            parks::DECLARED,
            self.scoring
        )
    }
}
