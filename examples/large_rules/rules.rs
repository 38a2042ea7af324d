//! The text of the rule set.

use std::fmt::Write;

/// A linear congruential generator: enough to vary a text.
struct Random(u64);

impl Random {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % bound
    }
}

/// Indicators of one head.
const IN_HEAD: u64 = 25;

/// Subject columns of each kind of quantity.
const COLUMNS: u64 = 30;

/// Child tables.
const TABLES: u64 = 12;

/// A rule set of so many indicators, each of 4 marks.
pub(crate) fn text(indicators: u64, seed: u64) -> String {
    let random = &mut Random(seed);
    let mut text = String::new();
    let full = indicators * 4;
    write!(
        text,
        "// 由 examples/large_rules 生成，用来量检查要多久。\n\n规则集 \"大规则集（{indicators} 个指标）\" 示例\n周期 2024-01-01 至 2024-12-31\n\
         依据 \"某办法\"\n满分 {full} 分\n舍入 指标 2 位 四舍五入\n\n"
    )
    .unwrap();
    tables(&mut text);
    definitions(&mut text, indicators, random);
    conditions(&mut text, indicators);
    let mut left = indicators;
    let mut head = 0;
    while left > 0 {
        let own = left.min(IN_HEAD);
        head += 1;
        writeln!(text, "\n方面 F{head} \"第 {head} 方面\" {} 分 依据 第{head}条 {{", own * 4).unwrap();
        for number in 0..own {
            indicator(&mut text, head, number, random);
        }
        text.push_str("}\n");
        left -= own;
    }
    text.push_str(
        "\n加分 封顶 5 分 {\n  \"荣誉\" 求和(表1 取 按 级别 { 甲 : 3 分 ; 乙 : 2 分 ; 丙 : 1 分 } 同一 编号 取最高)\n}\n\n\
         否决 弄虚作假 存在(表2 其中 级别 是 甲 且 查实) 则 不予定等 依据 第一条\n限制 通报 存在(表2 其中 级别 是 乙 且 查实) 则 最高 良好 依据 第一条\n\n",
    );
    write!(
        text,
        "等次 {{\n  优秀 总分 不低于 {} 分 且 各方面得分率 不低于 60% 名额 30% 向下取整 并列 比 F1 仍同 全退\n  良好 总分 不低于 {} 分\n  其余 \"合格\"\n}}\n",
        full * 9 / 10,
        full * 3 / 4
    )
    .unwrap();
    examples(&mut text, indicators);
    text
}

fn tables(text: &mut String) {
    text.push_str(
        "数据 园区 \"parks.csv\" {\n  园区编号 文本 主键\n  园区名称 文本 名称\n  类型 枚举 { 综合, 专业, 特色 }\n",
    );
    for column in 0..COLUMNS {
        writeln!(text, "  金额{column} 万元\n  比率{column} %\n  人数{column} 人\n  日期{column} 日期 可缺失").unwrap();
    }
    text.push_str("}\n\n");
    for table in 0..TABLES {
        write!(
            text,
            "数据 表{table} \"table{table}.csv\" 属于 园区 按 园区编号 {{\n  编号 文本\n  级别 枚举 {{ 甲, 乙, 丙 }}\n  查实 是否\n  金额 万元\n  数量 项\n  发生日 日期\n}}\n\n"
        )
        .unwrap();
    }
}

fn definitions(text: &mut String, indicators: u64, random: &mut Random) {
    for year in 0..10 {
        writeln!(text, "参数 目标{year} = {} 亿元 依据 \"通知\"", 2 + random.below(9)).unwrap();
    }
    for number in 0..indicators / 2 {
        let (a, b, table) = (random.below(COLUMNS), random.below(COLUMNS), random.below(TABLES));
        let value = match random.below(6) {
            0 => format!("金额{a} + 金额{b}"),
            1 => format!("若 类型 是 综合 则 金额{a} 否则 若 类型 是 专业 则 金额{b} 否则 金额{a} + 金额{b}"),
            2 => format!("求和(表{table}.金额 其中 查实 且 级别 不是 丙)"),
            3 => format!("最大值(金额{a}, 金额{b}, 0 元)"),
            4 => format!("按 类型 {{ 综合 : 金额{a} ; 专业 : 金额{b} ; 其余 : 金额{a} × 2 }}"),
            // A chain, as definitions of real rule sets read one another.
            _ if number > 0 => format!("量{} + 金额{a}", number - 1 - random.below(number.min(3))),
            _ => format!("金额{a}"),
        };
        // Every tenth begins a new chain.
        let value = if number % 10 == 0 { format!("金额{a} × 3") } else { value };
        writeln!(text, "定义 量{number} = {value}").unwrap();
    }
}

/// Conditions that read whatever an indicator may not, so that checking has nothing to warn of.
fn conditions(text: &mut String, indicators: u64) {
    let all = |names: Vec<String>, joint: &str| names.join(joint);
    for column in 0..COLUMNS {
        writeln!(
            text,
            "条件 报表{column} 依据 第一条 {{ 日期{column} 不为空 或 金额{column} 超过 0 元 或 比率{column} 超过 0% 或 人数{column} 多于 0 人 }}"
        )
        .unwrap();
    }
    for table in 0..TABLES {
        writeln!(
            text,
            "条件 台账{table} 依据 第一条 {{ 存在(表{table} 其中 发生日 不早于 2024-01-01 且 查实 且 级别 是 甲 且 金额 + 数量 × 1 元 / 1 项 超过 0 元 且 编号 不是 \"0\") }}"
        )
        .unwrap();
    }
    let targets = all((0..10).map(|year| format!("目标{year}")).collect(), " + ");
    writeln!(text, "条件 规模 依据 第一条 {{ 金额0 不超过 {targets} }}").unwrap();
    for group in (0..indicators / 2).collect::<Vec<_>>().chunks(10) {
        let terms = all(group.iter().map(|number| format!("量{number} 超过 0 元")).collect(), " 或 ");
        writeln!(text, "条件 齐全{} 依据 第一条 {{ {terms} }}", group[0]).unwrap();
    }
}

fn indicator(text: &mut String, head: u64, number: u64, random: &mut Random) {
    let (a, b, table) = (random.below(COLUMNS), random.below(COLUMNS), random.below(TABLES));
    // No two indicators count the same figure.
    let own = (head - 1) * IN_HEAD + number + 1;
    let amount = format!("量{} × {}", (head - 1) * 12 + number / 2, 1000 + own);
    let share = format!("比率{a} - 比率{b} / {}", 1000 + own);
    let (value, scoring) = match random.below(12) {
        0 => (
            share,
            "分档 { 不低于 95% : 满分 ; 不低于 90% : 3 分 ; 不低于 80% : 取值 × 2 分 ; 其余 : 0 分 }".to_owned(),
        ),
        1 => (amount, format!("比例 目标 目标{} 封顶 满分 保底 0 分", random.below(10))),
        2 => (share, "插值 { 60% : 0 分 ; 80% : 2 分 ; 90% : 满分 } 两端 持平".to_owned()),
        3 => (format!("增速({amount}, 金额{b})"), "功效 不允许 0% 满意 15% 底 60 幅 40 封顶 满分 保底 0 分".to_owned()),
        4 => (amount, "极差 范围 同 类型 底 60 幅 40 相等 得 满分".to_owned()),
        5 => (amount, "名次 范围 全部 降序 首名 满分 每降一位 减 0.5 分 保底 1 分 并列 同名次".to_owned()),
        6 => (share, "自 满分 低于 95% 时 每低 1 个百分点 减 0.2 分 不足一步 按一步 保底 0 分".to_owned()),
        7 => (
            format!("计数(不重复 表{table}.编号 其中 级别 属于 {{ 甲, 乙 }} 且 金额 超过 {own} 万元)"),
            "每 1 项 得 0.4 分 封顶 满分".to_owned(),
        ),
        8 => {
            (format!("{amount} / 平均(金额{b} 范围 同 类型)"), "插值 { 50% : 0 分 ; 150% : 满分 } 两端 持平".to_owned())
        }
        9 => (
            String::new(),
            format!(
                "累计 {{\n      人数{a} 不少于 30 人 : 2 分 ; 否则 人数{a} 不少于 10 人 : 1 分\n      计数(表{table} 其中 查实) 每 1 项 得 0.5 分 封顶 1 分\n      比率{b} 不低于 70% 且 ( 人数{b} 不少于 3 人 或 日期{b} 不为空 ) : 1 分\n    }}"
            ),
        ),
        10 => (
            String::new(),
            format!(
                "自 满分 {{ 计数(表{table} 其中 级别 是 甲) 每 1 起 减 1 分 ; 求和(表{table}.数量) 每 1 项 减 0.1 分 }} 保底 0 分"
            ),
        ),
        _ => (
            format!("若 类型 是 综合 则 {share} 否则 比率{b}"),
            "分档 { 超过 80% : 满分 ; 超过 60% : 2 分 ; 其余 : 0 分 }".to_owned(),
        ),
    };
    let code = format!("F{head}N{number}");
    write!(text, "\n  指标 {code} \"第 {head} 方面第 {number} 项\" 4 分 {{\n    依据 第{head}条（{number}）\n")
        .unwrap();
    if !value.is_empty() {
        writeln!(text, "    取值 {value}").unwrap();
    }
    writeln!(text, "    计分 {scoring}").unwrap();
    match random.below(5) {
        0 => writeln!(text, "    调整 人数{b} 少于 3 人 时 减半").unwrap(),
        1 => text.push_str("    缺失 得 0 分\n"),
        2 if !value.is_empty() => text.push_str("    建议 \"现为 {取值}，满分 {满分}\"\n"),
        _ => {}
    }
    text.push_str("    佐证 \"报表、审计报告\"\n  }\n");
}

fn examples(text: &mut String, indicators: u64) {
    for number in 0..indicators / 25 {
        let (head, own) = (number % indicators.div_ceil(IN_HEAD) + 1, number % 2);
        write!(
            text,
            "\n示例 \"第 {number} 个\" {{\n  园区 {{ 园区编号, 类型, 比率1, 金额1 }} = (P1, 综合, 95, 1000), (P2, 专业, 60, 2000)\n  表1 无\n  期望 P1 F{head}N{own} 缺失\n}}\n"
        )
        .unwrap();
    }
}
