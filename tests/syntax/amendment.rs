//! Any changes to an inherited file, in any order, are carried out or refused at a place; never worse.

use heng::finding::{Place, Sources, Span};
use heng::host::Memory;
use heng::session;
use heng::syntax::format;
use proptest::prelude::*;

use super::rule_files::EVALUATION;

/// Changes that fit, changes that do not, and changes that are no such thing.
const CHANGES: &[&str] = &[
    "修改 参数 营收目标 = 12 亿元",
    "修改 参数 营收目标 { 2024-01-01 起 : 12 亿元 }",
    "更名 参数 营收目标 为 收入目标",
    "更名 参数 收入目标 为 营收目标",
    "删除 参数 报告期限",
    "新增 参数 报告期限 = 20 个工作日",
    "修改 方面 A 10 分",
    "修改 方面 A \"合规\" { 删除 指标 }",
    "修改 指标 A1 3 分 { 删除 调整 }",
    "修改 指标 A1 { 调整 分园区数 超过 3 个 时 减半 ; 调整 分园区数 超过 5 个 时 减半 }",
    "删除 指标 A1",
    "新增 指标 A1 \"面积\" 4 分 于 方面 A { 依据 第九条 ; 取值 建筑面积 ; 计分 每 1000 平方米 得 1 分 不足一步 不计 封顶 满分 }",
    "新增 指标 A9 \"面积\" 4 分 于 方面 Z { 依据 第九条 ; 计分 累计 { 是 : 4 分 } }",
    "更名 指标 E4 \"安全生产\"",
    "更名 指标 E4 为 E9 \"安全生产\"",
    "修改 数据 园区 { 认定日期 日期 ; 删除 运营单位 ; 新列 万元 }",
    "更名 数据 园区年度 为 园区逐年",
    "删除 数据 荣誉",
    "修改 加分 封顶 4 分 { \"荣誉\" 1 分 ; 删除 \"百强机构入驻\" }",
    "修改 等次 { 卓越 总分 不低于 99 分 ; 优秀 总分 不低于 95 分 ; 删除 合格 }",
    "删除 等次",
    "删除 舍入 指标",
    "修改 舍入 指标 3 位 四舍五入",
    "删除 否决 弄虚作假",
    "更名 否决 弄虚作假 为 造假",
    "更名 定义 面积标准 为 面积要求",
    "修改 定义 机构.本年营收 = 机构年度",
    "修改 条件 机构集中度 依据 第九条 { 集中度 不低于 60% }",
    "示例 \"例\" { 园区 { 园区编号 : P1 } ; 期望 D1 缺失 }",
    "参数 多余 = 1",
    "修改 指标 D1",
    "修改",
    "删除 指标 {",
    "更名 指标 D1 为 \"",
    "周期 2025-01-01 至 2025-12-31",
    "沿用 \"base.heng\"",
];

fn lies_within(sources: &Sources, span: Span) -> bool {
    sources.get(span.source).is_some_and(|source| source.text.get(span.start..span.end).is_some())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_changes_are_carried_out_or_refused(picked in prop::collection::vec(0..CHANGES.len(), 0..7)) {
        let lines: Vec<&str> = picked.iter().map(|at| CHANGES[*at]).collect();
        let host = Memory::default();
        host.put("base.heng", EVALUATION);
        let text = format!("规则集 \"例\"\n周期 2024-01-01 至 2025-12-31\n沿用 \"base.heng\"\n{}\n", lines.join("\n"));
        host.put("rules.heng", text.as_bytes());
        let rules = session::rules(&host, "rules.heng").unwrap();
        for finding in &rules.diagnostics {
            match &finding.place {
                Some(Place::Source(span)) => prop_assert!(lies_within(&rules.sources, *span), "{finding:?}"),
                other => prop_assert!(false, "{other:?}"),
            }
            for label in &finding.labels {
                prop_assert!(lies_within(&rules.sources, label.span), "{finding:?}");
            }
        }
        if rules.program.is_some() {
            let whole = rules.expanded();
            host.put("whole.heng", whole.as_bytes());
            let again = session::rules(&host, "whole.heng").unwrap();
            prop_assert!(again.program.is_some() && again.diagnostics.is_empty(), "{whole}\n{:?}", again.diagnostics);
            prop_assert_eq!(format(&whole, None).unwrap(), whole);
        } else {
            prop_assert!(!rules.diagnostics.is_empty());
        }
    }
}
