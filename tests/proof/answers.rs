//! Bounds and directions: the clauses of an indicator of ten marks, and what must come of the claims.

use heng::finding::Code;
use heng::proof::Answer::{self, Proved, Refuted, Unknown};

use crate::rules::{answer, program, proofs, run_last, statement, with_indicators};

/// Clauses, and whether the mark stays between 0 and 10.
pub(crate) const BOUNDS: &[(&str, Answer)] = &[
    ("取值 满意率 ; 计分 换算 100%", Proved),
    ("取值 满意率 ; 计分 换算 80%", Refuted),
    ("取值 入驻率 ; 计分 换算 100%", Refuted),
    ("取值 入驻率 ; 计分 换算 100% 封顶 满分", Proved),
    ("取值 空置率 ; 计分 换算 100%", Unknown),
    ("取值 空置率 ; 计分 换算 100% 封顶 满分 保底 0 分", Proved),
    ("取值 增幅 ; 计分 换算 200%", Refuted),
    ("取值 增幅 ; 计分 换算 200% 保底 0 分", Proved),
    ("取值 满意率 ; 计分 分档 { 不低于 90% : 满分 ; 不低于 80% : 取值 × 10 分 ; 其余 : 0 分 }", Proved),
    ("取值 满意率 ; 计分 分档 { 不低于 90% : 满分 ; 不低于 80% : 取值 × 12 分 ; 其余 : 0 分 }", Refuted),
    ("取值 满意率 ; 计分 分档 { 不低于 90% : 满分 ; 不低于 80% : 取值 × 11.111 分 ; 其余 : 0 分 }", Proved),
    ("取值 满意率 ; 计分 插值 { 60% : 0 分 ; 90% : 满分 } 两端 持平", Proved),
    ("取值 空置率 ; 计分 插值 { 60% : 0 分 ; 90% : 满分 } 两端 持平", Proved),
    ("取值 满意率 ; 计分 自 满分 低于 95% 时 每低 1 个百分点 减 0.2 分 不足一步 按一步 保底 0 分", Proved),
    ("取值 空置率 ; 计分 自 满分 低于 95% 时 每低 1 个百分点 减 0.2 分 不足一步 按一步 保底 0 分", Proved),
    ("取值 满意率 ; 计分 极差 范围 同 园区类型 底 60 幅 40 相等 得 满分", Proved),
    ("取值 空置率 ; 计分 极差 范围 全部 底 60 幅 40 相等 得 满分", Proved),
    ("取值 空置率 ; 计分 极差 范围 全部 底 60 幅 40 相等 得 满分 升序", Proved),
    ("取值 空置率 ; 计分 极差 范围 全部 底 60 幅 50 相等 得 满分", Unknown),
    ("取值 满意率 ; 计分 名次 范围 全部 降序 首名 满分 每降一位 减 1 分 保底 0 分 并列 同名次", Proved),
    ("取值 入驻率 / 最大(入驻率 范围 全部) ; 计分 换算 100%", Proved),
    ("取值 入驻率 / 求和(入驻率 范围 全部) ; 计分 换算 100%", Proved),
    ("取值 空置率 / 最大(空置率 范围 全部) ; 计分 换算 100%", Unknown),
    ("取值 计数(荣誉 其中 级别 是 国家级) / 计数(荣誉) ; 计分 换算 100%", Proved),
    ("取值 求和(荣誉.金额 其中 级别 是 国家级) / 求和(荣誉.金额) ; 计分 换算 100%", Proved),
    ("取值 求和(荣誉.金额未限 其中 级别 是 国家级) / 求和(荣誉.金额未限) ; 计分 换算 100%", Unknown),
    ("取值 计数(荣誉) ; 计分 换算 10 项", Refuted),
    ("取值 计数(荣誉 其中 级别 是 国家级 且 指标代号 是 \"C5\") ; 计分 换算 10 项", Refuted),
    ("取值 求和(荣誉.金额) ; 计分 换算 500 万元", Refuted),
    ("取值 求和(荣誉 取 按 级别 { 国家级 : 4 分 ; 省级 : 2 分 }) ; 计分 直接", Refuted),
    ("取值 求和(荣誉 取 按 级别 { 国家级 : 4 分 ; 省级 : 2 分 } 同一 事项编号 取最高) ; 计分 直接", Refuted),
    ("取值 最大(荣誉.金额) ; 计分 换算 100 万元", Proved),
    ("取值 平均(荣誉.金额) ; 计分 换算 100 万元", Proved),
    ("计分 累计 { 升级省级园 : 6 分 ; 满意率 不低于 90% : 5 分 }", Refuted),
    ("计分 累计 { 升级省级园 : 6 分 ; 满意率 不低于 90% : 5 分 } 封顶 满分", Proved),
    ("计分 累计 { 升级省级园 : 6 分 ; 非 升级省级园 : 5 分 } 封顶 满分", Proved),
    ("计分 累计 { 升级省级园 : 6 分 ; 计数(荣誉) 每 1 项 得 1 分 封顶 4 分 }", Proved),
    ("计分 累计 { 升级省级园 : 6 分 ; 计数(荣誉) 每 1 项 得 1 分 封顶 5 分 }", Refuted),
    ("计分 累计 { 收件日 不晚于 2024-03-01 : 6 分 ; 升级省级园 : 5 分 }", Refuted),
    ("计分 自 满分 { 计数(荣誉) 每 1 项 减 2 分 } 保底 0 分", Proved),
    ("取值 满意率 ; 计分 换算 100% ; 调整 升级省级园 时 乘 120%", Refuted),
    ("取值 满意率 ; 计分 换算 100% ; 调整 升级省级园 时 减半", Proved),
    ("取值 满意率 ; 计分 换算 100% ; 调整 升级省级园 时 减 3 分", Proved),
    ("取值 满意率 ; 计分 换算 80% ; 调整 取值 高于 80% 时 减半", Proved),
    ("取值 满意率 ; 计分 换算 80% ; 调整 取值 高于 90% 时 减半", Refuted),
    (
        "取值 满意率 ; 计分 换算 80% ; 调整 取值 高于 90% 时 减半 ; 调整 取值 高于 80% 时 减半 ; 调整 升级省级园 时 减半",
        Proved,
    ),
    ("取值 满意率 ; 计分 换算 100% ; 缺失 得 0 分", Proved),
    ("取值 空置率 ; 计分 换算 100% 封顶 满分 保底 0 分 ; 缺失 得 12 分", Refuted),
    ("取值 满意率 ; 计分 换算 100% ; 缺失 得 平均得分 范围 全部", Proved),
    ("适用 满意率 低于 80% ; 取值 满意率 ; 计分 换算 80%", Proved),
    ("适用 升级省级园 ; 取值 专职人员 ; 计分 换算 若 升级省级园 则 50 人 否则 20 人", Proved),
    ("取值 专职人员 ; 计分 换算 按 园区类型 { 综合性 : 50 人 ; 专业性 : 20 人 }", Refuted),
    ("取值 满意率 - 入驻率 ; 计分 换算 100%", Refuted),
    ("取值 满意率 × 满意率 ; 计分 换算 100%", Proved),
    ("取值 最小值(专职人员, 10 人) ; 计分 换算 10 人", Proved),
    ("取值 ( 满意率 保留 0 位 进位 ) ; 计分 换算 100%", Proved),
    ("取值 若 入驻率 超过 100% 则 100% 否则 入驻率 ; 计分 换算 100%", Proved),
    ("取值 百分位次(满意率 范围 全部 降序 并列 同名次) ; 计分 换算 100%", Proved),
    ("取值 方根(满意率, 2) 精确到 4 位 ; 计分 换算 100%", Proved),
    ("取值 方根(入驻率, 2) 精确到 4 位 ; 计分 换算 100%", Refuted),
    ("取值 幂(满意率, 3) ; 计分 换算 100%", Proved),
    ("取值 幂(增幅, 2) ; 计分 换算 400%", Proved),
    ("取值 指数(满意率) 精确到 3 位 ; 计分 换算 2.719", Proved),
    ("取值 指数(满意率) 精确到 3 位 ; 计分 换算 2.5", Refuted),
    ("取值 对数(满意率 + 100%) 精确到 3 位 ; 计分 换算 1", Proved),
    ("取值 几何平均(满意率 权重 30%, 满意率 权重 70%) 精确到 4 位 ; 计分 换算 100%", Proved),
    ("取值 平均(满意率 权重 30%, 入驻率 权重 70%) ; 计分 换算 100%", Refuted),
    ("取值 有序加权(满意率, 满意率, 100% 次序权重 0.5, 0.3, 0.2) ; 计分 换算 100%", Proved),
    ("取值 中位数(荣誉.金额) ; 计分 换算 100 万元", Proved),
    ("取值 中位数(满意率, 满意率, 入驻率) ; 计分 换算 100%", Proved),
    ("取值 中位数(满意率, 入驻率, 入驻率) ; 计分 换算 100%", Refuted),
    ("取值 截尾平均(满意率, 满意率, 入驻率 去高 1 去低 0) ; 计分 换算 100%", Proved),
    ("取值 标准差(满意率 范围 全部 总体) 精确到 4 位 ; 计分 换算 100%", Proved),
    ("取值 满意率 ; 计分 算式 取值 × 取值 × 10 分", Proved),
    ("取值 满意率 ; 计分 算式 取值 × 11 分", Refuted),
    ("取值 增速(金额合计, 金额合计) ; 计分 换算 100% 封顶 满分 保底 0 分", Proved),
];

/// Clauses, and what comes of their direction.
pub(crate) const DIRECTIONS: &[(&str, Answer)] = &[
    ("取值 满意率 ; 计分 换算 100% ; 方向 越高越好", Proved),
    ("取值 满意率 ; 计分 换算 100% ; 方向 越低越好", Refuted),
    ("取值 空置率 ; 计分 插值 { 60% : 0 分 ; 90% : 满分 } 两端 持平 ; 方向 越高越好", Proved),
    ("取值 空置率 ; 计分 插值 { 60% : 满分 ; 90% : 0 分 } 两端 持平 ; 方向 越低越好", Proved),
    ("取值 空置率 ; 计分 插值 { 60% : 0 分 ; 80% : 满分 ; 90% : 8 分 } 两端 持平 ; 方向 越高越好", Refuted),
    ("取值 满意率 ; 计分 分档 { 不低于 95% : 满分 ; 不低于 90% : 8 分 ; 其余 : 0 分 } ; 方向 越高越好", Proved),
    ("取值 满意率 ; 计分 分档 { 不低于 95% : 8 分 ; 不低于 90% : 满分 ; 其余 : 0 分 } ; 方向 越高越好", Refuted),
    ("取值 满意率 ; 计分 分档 { 不低于 95% : 满分 ; 不低于 90% : 取值 × 10 分 ; 其余 : 0 分 } ; 方向 越高越好", Proved),
    (
        "取值 满意率 ; 计分 分档 { 不低于 95% : 9.4 分 ; 不低于 90% : 取值 × 10 分 ; 其余 : 0 分 } ; 方向 越高越好",
        Refuted,
    ),
    (
        "取值 满意率 ; 计分 自 满分 低于 95% 时 每低 1 个百分点 减 0.2 分 不足一步 按一步 保底 0 分 ; 方向 越高越好",
        Proved,
    ),
    ("取值 空置率 ; 计分 自 8 分 高于 5% 时 每高 1 个百分点 减 1 分 不足一步 不计 保底 0 分 ; 方向 越低越好", Proved),
    (
        "取值 空置率 ; 计分 自 8 分 高于 5% 时 每高 1 个百分点 加 1 分 不足一步 不计 低于 得 9 分 封顶 满分 ; 方向 越高越好",
        Refuted,
    ),
    ("取值 计数(荣誉) ; 计分 每 2 项 得 1 分 封顶 满分 ; 方向 越高越好", Proved),
    ("取值 计数(荣誉) ; 计分 分档 { 不少于 5 项 : 8 分 ; 不少于 3 项 : 满分 ; 其余 : 0 分 } ; 方向 越高越好", Refuted),
    (
        "取值 专职人员 ; 计分 比例 目标 按 园区类型 { 综合性 : 20 人 ; 专业性 : 10 人 } 封顶 满分 ; 方向 越高越好",
        Proved,
    ),
    ("取值 满意率 ; 计分 换算 100% ; 调整 升级省级园 时 减半 ; 方向 越高越好", Proved),
    ("取值 满意率 ; 计分 换算 100% ; 调整 取值 不低于 90% 时 减半 ; 方向 越高越好", Refuted),
    ("取值 满意率 ; 计分 换算 100% ; 缺失 得 0 分 ; 方向 越高越好", Proved),
    (
        "取值 满意率 ; 计分 换算 100% ; 调整 升级省级园 时 减半 ; 调整 园区类型 是 综合性 时 减 1 分 ; 方向 越高越好",
        Proved,
    ),
    ("取值 满意率 ; 计分 算式 中位数(取值, 入驻率, 空置率) × 10 分 封顶 满分 保底 0 分 ; 方向 越高越好", Proved),
    ("取值 满意率 ; 计分 极差 范围 全部 底 60 幅 40 相等 得 满分 ; 方向 越高越好", Proved),
    ("取值 满意率 ; 计分 极差 范围 全部 底 60 幅 40 相等 得 满分 升序 ; 方向 越低越好", Proved),
    ("取值 满意率 ; 计分 名次 范围 全部 降序 首名 满分 每降一位 减 1 分 保底 0 分 并列 同名次 ; 方向 越高越好", Proved),
    ("取值 满意率 ; 计分 名次 范围 全部 升序 首名 满分 每降一位 减 1 分 保底 0 分 并列 同名次 ; 方向 越低越好", Proved),
    ("取值 满意率 ; 计分 比例 目标 平均(取值 范围 全部) 封顶 满分 ; 方向 越高越好", Proved),
    ("取值 满意率 ; 计分 比例 目标 入驻率 封顶 满分 ; 方向 越高越好", Proved),
    ("取值 满意率 ; 计分 比例 目标 空置率 封顶 满分 保底 0 分 ; 方向 越高越好", Unknown),
    ("取值 满意率 ; 计分 算式 ( 方根(取值, 2) 精确到 4 位 ) × 10 分 ; 方向 越高越好", Proved),
    ("取值 满意率 ; 计分 算式 ( 指数(0 - 取值) 精确到 4 位 ) × 10 分 ; 方向 越低越好", Proved),
    ("取值 满意率 ; 计分 算式 取值 × ( 100% - 取值 ) × 40 分 ; 方向 越高越好", Refuted),
];

pub(crate) fn text(clauses: &str) -> String {
    let text = with_indicators(&[clauses]);
    // To whom the one indicator does not apply, nothing does.
    let gaps = |text: &str| {
        text.replace("方面 D \"例\" 10 分 {\n", "舍入 方面 2 位 四舍五入\n方面 D \"例\" 10 分 {\n  缺项 折算\n")
    };
    let text = if clauses.contains("适用") { gaps(&text) } else { text };
    if clauses.contains("金额合计") { text + "定义 金额合计 = 求和(荣誉.金额)\n" } else { text }
}

#[test]
fn bounds_are_proved_refuted_or_left_open() {
    let wrong: Vec<String> = BOUNDS
        .iter()
        .filter(|(clauses, wanted)| answer(&text(clauses), Code::H0441) != *wanted)
        .map(|(clauses, wanted)| format!("{clauses}: not {wanted:?} but {:?}", answer(&text(clauses), Code::H0441)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn directions_are_proved_refuted_or_left_open() {
    let wrong: Vec<String> = DIRECTIONS
        .iter()
        .filter(|(clauses, wanted)| answer(&text(clauses), Code::H0442) != *wanted)
        .map(|(clauses, wanted)| format!("{clauses}: not {wanted:?} but {:?}", answer(&text(clauses), Code::H0442)))
        .collect();
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_counter_example_can_be_pasted_and_shows_the_fault() {
    let mut wrong = Vec::new();
    for (clauses, _) in BOUNDS.iter().filter(|(_, wanted)| *wanted == Refuted) {
        let text = text(clauses);
        let example = statement(&proofs(&text), Code::H0441, "D1").example.expect("an example");
        let found: Vec<Code> = run_last(&format!("{text}\n{example}")).iter().map(|found| found.code).collect();
        if found != [Code::H0701] {
            wrong.push(format!("{clauses}: {found:?}\n{example}"));
        }
    }
    for (clauses, _) in DIRECTIONS.iter().filter(|(_, wanted)| *wanted == Refuted) {
        let text = text(clauses);
        let example = statement(&proofs(&text), Code::H0442, "D1").example.expect("an example");
        // The marks that it expects go against the direction, and they do come out.
        if !run_last(&format!("{text}\n{example}")).is_empty() {
            wrong.push(format!("{clauses}\n{example}"));
        }
    }
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_cannot_be_told_names_the_column_that_declares_no_range() {
    let text = text("取值 空置率 + 求和(荣誉.金额未限) / 1 万元 ; 计分 换算 100%");
    let why = statement(&proofs(&text), Code::H0441, "D1").why.zh;
    assert!(why.contains("「空置率」") && why.contains("「荣誉.金额未限」"), "{why}");
}

#[test]
fn without_a_direction_it_is_said_which_way_the_mark_goes() {
    let why = |clauses: &str| statement(&proofs(&text(clauses)), Code::H0442, "D1").why.zh;
    assert_eq!(why("取值 满意率 ; 计分 换算 100%"), "不降");
    assert_eq!(why("取值 满意率 ; 计分 插值 { 60% : 满分 ; 90% : 0 分 } 两端 持平"), "不升");
    assert_eq!(why("取值 满意率 ; 计分 分档 { 不低于 0% : 5 分 ; 其余 : 5 分 }"), "不变");
}

#[test]
fn parts_of_equal_bodies_are_the_same_figure() {
    // The base stands three times in what 增速 is spelt out as, and so is a part.
    let rules = with_indicators(&["取值 满意率 ; 计分 换算 100%"])
        + "定义 甲 = 增速(入驻率, 满意率 + 10%)\n定义 乙 = 增速(入驻率, 满意率 + 10%)\n\
           定义 丙 = 增速(入驻率, 满意率 + 20%)\n";
    let program = program(&rules);
    assert_eq!(program.rules.parts.len(), 3);
    let classes: Vec<_> = program.rules.definitions.iter().map(|known| program.arena[known.value].class).collect();
    assert_eq!(classes[0], classes[1]);
    assert_ne!(classes[0], classes[2]);
}
