//! Variants of typical mistakes: other words, signs and units, other items, and files with English keywords. Each has
//! one finding with the line as it should be; written so, nothing is found.

use std::fmt::Write as _;

use heng::finding::{Code, Diagnostic, Language, SourceId};
use heng::host::Memory;
use heng::session;
use heng::syntax;

const HEAD: &str = r#"规则集 "镇街河道保洁考核" 示例
周期 2024-01-01 至 2024-12-31
依据 "某水发〔2024〕8号"
满分 100 分
舍入 指标 2 位 四舍五入

数据 镇街 "towns.csv" {
  代码       文本 主键
  保洁率     % 不低于 0% 不超过 100%
  上年保洁率 % 不低于 0% 不超过 100%
  投诉       件 不少于 0 件
  经费       万元 不低于 0 万元
  河长       米 不低于 0 米
  整改日     日期
  有公示     是否
  类型       枚举 { 平原, 山区, 海岛 }
}

参数 投入线 = 200 万元 依据 第四条
定义 提高 = 保洁率 - 上年保洁率

条件 公示齐全 依据 第五条 { 有公示 }

方面 A "保洁" 60 分 依据 第三条（一） {
  指标 A1 "保洁率" 30 分 {
    依据 第三条（一）
    取值 保洁率
    计分 自 满分 低于 95% 时 每低 1 个百分点 减 2 分 不足一步 按一步 保底 0 分
    缺失 得 0 分
  }

  指标 A2 "投诉" 30 分 {
    依据 第三条（二）
    取值 投诉
    计分 分档 { 不超过 2 件 : 30 分 ; 不超过 5 件 : 15 分 ; 其余 : 0 分 }
  }
}

方面 B "治理" 40 分 依据 第四条 {
  指标 B1 "经费" 40 分 {
    依据 第四条
    取值 经费
    计分 比例 目标 投入线 封顶 满分
  }
}

加分 封顶 5 分 { "有公示" 若 有公示 则 1 分 否则 0 分 }
否决 造假 提高 超过 50 个百分点 则 不予定等 依据 第六条

等次 依据 第七条 {
  优秀 总分 不低于 90 分
  良好 总分 不低于 75 分
  其余 "不达标"
}
"#;

/// What stands in the rule set, what is typed in its place, the code of the finding, and what it should be.
type Variant = (&'static str, &'static str, Code, &'static str);

const PARAMETER: &str = "参数 投入线 = 200 万元 依据 第四条";
const DEFINITION: &str = "定义 提高 = 保洁率 - 上年保洁率";
const STEPS: &str = "计分 自 满分 低于 95% 时 每低 1 个百分点 减 2 分 不足一步 按一步 保底 0 分";
const BANDS: &str = "计分 分档 { 不超过 2 件 : 30 分 ; 不超过 5 件 : 15 分 ; 其余 : 0 分 }";
const BAND_VALUE: &str = "取值 投诉\n    计分 分档 { 不超过 2 件 : 30 分 ; 不超过 5 件 : 15 分 ; 其余 : 0 分 }";
const RATIO: &str = "计分 比例 目标 投入线 封顶 满分";
const CONDITION: &str = "{ 有公示 }";
const CHOICES: &str = "类型       枚举 { 平原, 山区, 海岛 }";

/// The finding has it as edits.
const CERTAIN: &[Variant] = &[
    ("依据 \"某水发〔2024〕8号\"", "依据 《某市河道保洁考核办法》", Code::H0101, "依据 \"《某市河道保洁考核办法》\""),
    (DEFINITION, "定义 提高 = [保洁率] - [上年保洁率]", Code::H0105, DEFINITION),
    (DEFINITION, "定义 提高＝【保洁率】－【上年保洁率】", Code::H0105, "提高＝(保洁率)－(上年保洁率)"),
    (DEFINITION, "定义 提高 = 保洁率–上年保洁率", Code::H0101, "保洁率-上年保洁率"),
    (PARAMETER, "参数 投入线 = 贰佰万元 依据 第四条", Code::H0201, "200 万元"),
    (PARAMETER, "参数 投入线 = 2,000,000元 依据 第四条", Code::H0105, "= 2000000 元 依据"),
    (PARAMETER, "参数 投入线为200万元 依据 第四条", Code::H0105, "参数 投入线=200万元 依据 第四条"),
    ("取值 经费", "取值 \u{202d}经费\u{202c}", Code::H0101, "取值 经费"),
    ("取值 经费", "取值 经\u{200c}费", Code::H0201, "取值 经费"),
    ("方面 A \"保洁\" 60 分 依据", "方面 A \"保洁\" 六十分 依据", Code::H0201, "方面 A \"保洁\" 60 分 依据"),
    ("良好 总分 不低于 75 分", "良好 75 分 ≤ 总分 < 90 分", Code::H0105, "良好 总分 不低于 75 分 且 总分 低于 90 分"),
    (CONDITION, "{ 80% ≤ 保洁率 ≤ 95% }", Code::H0105, "保洁率 不低于 80% 且 保洁率 不高于 95%"),
    (CONDITION, "{ 保洁率 大于 80% 且 小于 95% }", Code::H0105, "保洁率 大于 80% 且 保洁率 小于 95%"),
    (CONDITION, "{ 经费 不低于 1.5百万元 }", Code::H0303, "经费 不低于 150 万元"),
    (CONDITION, "{ 提高 不低于 百分之三 }", Code::H0201, "提高 不低于 3%"),
    (CONDITION, "{ 整改日 不晚于 二〇二四年十二月三十一日 }", Code::H0201, "2024-12-31"),
    (CONDITION, "{ 整改日 不晚于 2024年12月31日前 }", Code::H0303, "整改日 不晚于 2024-12-31"),
    (CONDITION, "{ 整改日 早于 2024/12/31 }", Code::H0302, "整改日 早于 2024-12-31"),
    (CONDITION, "{ 类型 = 山区 或 海岛 }", Code::H0201, "类型 = 山区 或 类型 是 海岛"),
    (CONDITION, "{ 类型 属于 山区、海岛 }", Code::H0105, "类型 属于 { 山区、海岛 }"),
    (CONDITION, "{ 有公示 为 真 }", Code::H0105, "{ 有公示 }"),
    (CONDITION, "{ 有公示 是 }", Code::H0105, "{ 有公示 }"),
    (
        BAND_VALUE,
        "取值 类型\n    计分 分档 { 平原得30分；山区得25分；海岛得20分 }",
        Code::H0105,
        "分档 { 平原:30分；山区:25分",
    ),
    (BAND_VALUE, "取值 有公示\n    计分 分档 { 有 : 30 分 ; 无 : 0 分 }", Code::H0302, "若 取值 则 30 分 否则 0 分"),
    (
        BANDS,
        "计分 分档 { ≤2件 30分 ; ≤5件 15分 ; 其余 0分 }",
        Code::H0105,
        "分档 { ≤ 2件 : 30分 ; ≤ 5件 : 15分 ; 其余 : 0分 }",
    ),
    (STEPS, "计分 自满分低于95%时每低1个百分点减2分不足一步按一步保底0分", Code::H0105, STEPS),
    (RATIO, "计分比例目标投入线封顶满分", Code::H0102, "比例 目标 投入线 封顶 满分"),
    ("缺失 得 0 分", "无数据 得 0 分", Code::H0102, "缺失 得 0 分"),
    ("缺失 得 0 分", "缺失 按 0 分 计", Code::H0105, "缺失 得 0 分"),
    ("舍入 指标 2 位 四舍五入", "舍入 指标 四舍五入 2 位", Code::H0105, "舍入 指标 2 位 四舍五入"),
    ("舍入 指标 2 位 四舍五入", "舍入 指标 小数点后2位 四舍五入", Code::H0105, "舍入 指标 2 位 四舍五入"),
    ("周期 2024-01-01 至 2024-12-31", "周期：2024年1月至12月", Code::H0105, "周期 2024-01-01 至 2024-12-31"),
    (
        "周期 2024-01-01 至 2024-12-31",
        "周期 ２０２４－０１－０１至２０２４－１２－３１",
        Code::H0105,
        "周期 2024-01-01 至 2024-12-31",
    ),
    (CHOICES, "类型 枚举 { 平原 | 山区 | 海岛 }", Code::H0101, "枚举 { 平原 , 山区 , 海岛 }"),
    (CHOICES, "类型 平原/山区/海岛", Code::H0105, "类型 枚举 { 平原, 山区, 海岛 }"),
    (CHOICES, "类型 枚举 [平原, 山区, 海岛]", Code::H0105, "枚举 {平原, 山区, 海岛}"),
    (CHOICES, "类型 枚举 { '平原', '山区', '海岛' }", Code::H0105, "枚举 { \"平原\", \"山区\", \"海岛\" }"),
    ("经费       万元 不低于 0 万元", "经费 金额（万元）", Code::H0105, "经费 万元"),
    ("河长       米 不低于 0 米", "河长 公尺", Code::H0303, "河长 米"),
    ("有公示     是否", "有公示 布尔", Code::H0303, "有公示 是否"),
    ("代码       文本 主键", "代码 字符串 主键", Code::H0303, "代码 文本 主键"),
    ("否决 造假 提高 超过 50 个百分点", "否决 造假 保洁率得分 低于 5 分", Code::H0201, "得分(A1) 低于 5 分"),
    ("否决 造假 提高 超过 50 个百分点", "否决 造假 A1得分 低于 5 分", Code::H0201, "得分(A1) 低于 5 分"),
    ("依据 第三条（二）", "依据 第3.2条", Code::H0105, "依据 \"第3.2条\""),
    ("加分 封顶 5 分 {", "加分 最高5分 {", Code::H0105, "加分 封顶 5分 {"),
];

/// Something is left to be stated: the help shows a line, and there are no edits.
const OPEN: &[Variant] = &[
    (PARAMETER, "参数 投入线 = 200万 依据 第四条", Code::H0303, "参数 投入线 = 200 万元 依据 第四条"),
    ("优秀 总分 不低于 90 分", "优秀：90分以上", Code::H0105, "优秀 总分 不低于 90分"),
    ("良好 总分 不低于 75 分", "良好 总分 75-90分", Code::H0105, "良好 总分 不低于 75分 且 总分 低于 90分"),
    (CONDITION, "{ 保洁率 达到 95％ 以上 }", Code::H0105, "{ 保洁率 达到 95% }"),
    (CONDITION, "{ 保洁率 在 80%～95% 之间 }", Code::H0101, "{ 保洁率 不低于 80% 且 保洁率 不高于 95% }"),
    (
        BANDS,
        "计分 分档 { 0-2 件 : 30 分 ; 3-5 件 : 15 分 ; 5 件以上 : 0 分 }",
        Code::H0105,
        "计分 分档 { 不高于 2 件 : 30 分 ; 低于 5 件 : 15 分 ; 其余 : 0 分 }",
    ),
    (
        BANDS,
        "计分 分档 { 0-2件 : 30 分 ; 3-5件 : 15 分 ; 6件以上 : 0 分 }",
        Code::H0105,
        "计分 分档 { 不高于 2件 : 30 分 ; 不高于 5件 : 15 分 ; 其余 : 0 分 }",
    ),
    (
        BANDS,
        "计分 分档 { 2 件以下 得 30 分 ; 5 件以下 得 15 分 ; 其余 不得分 }",
        Code::H0105,
        "计分 分档 { 不高于 2 件 : 30 分 ; 不高于 5 件 : 15 分 ; 其余 : 0 分 }",
    ),
    (
        BANDS,
        "计分 分档 { 前五名 : 30 分 ; 其余 : 0 分 }",
        Code::H0105,
        "计分 算式 若 名次(取值 范围 全部 降序 并列 同名次) 不超过 5 则 30 分 否则 0 分",
    ),
    (STEPS, "计分 低于 95% 的，每低 1 个百分点扣 2 分，扣完为止", Code::H0105, STEPS),
    ("舍入 指标 2 位 四舍五入", "舍入 指标 保留两位小数", Code::H0105, "舍入 指标 2 位 四舍五入"),
];

/// In files with English keywords.
const ENGLISH: &[Variant] = &[
    ("define 提高 = 保洁率 - 上年保洁率", "define 提高 = [保洁率] - [上年保洁率]", Code::H0105, "保洁率 - 上年保洁率"),
    (CONDITION, "{ 保洁率 >= 80% and < 95% }", Code::H0105, "保洁率 >= 80% and 保洁率 < 95%"),
    (CONDITION, "{ 80% <= 保洁率 <= 95% }", Code::H0105, "保洁率 at_least 80% and 保洁率 no_higher_than 95%"),
    (CONDITION, "{ 类型 is 山区 or 海岛 }", Code::H0201, "类型 is 海岛"),
    (CONDITION, "{ 类型 in { 山区, 海岛 } }", Code::H0105, "类型 within { 山区, 海岛 }"),
    (CONDITION, "{ 整改日 earlier_than 2024/12/31 }", Code::H0302, "2024-12-31"),
    (
        "rounding indicator 2 places half_up",
        "rounding indicator 2 decimals",
        Code::H0303,
        "rounding indicator 2 places half_up",
    ),
    ("cycle 2024-01-01 to 2024-12-31", "cycle 2024", Code::H0105, "cycle 2024-01-01 to 2024-12-31"),
    ("choice { 平原, 山区, 海岛 }", "enum { 平原, 山区, 海岛 }", Code::H0105, "choice { 平原, 山区, 海岛 }"),
    ("choice { 平原, 山区, 海岛 }", "choice [平原, 山区, 海岛]", Code::H0105, "choice {平原, 山区, 海岛}"),
    ("有公示     yes_no", "有公示     boolean", Code::H0303, "有公示     yes_no"),
    ("代码       text key", "代码       string key", Code::H0303, "代码       text key"),
    ("bonus cap 5 分 {", "bonus max 5 分 {", Code::H0105, "bonus cap 5 分 {"),
    (
        "at_most 2 件 : 30 分 ; at_most 5 件 : 15 分 ; otherwise : 0 分",
        "at_most 2 件 gets 30 分 ; at_most 5 件 gets 15 分 ; else : 0 分",
        Code::H0105,
        "at_most 2 件 : 30 分 ; at_most 5 件 : 15 分 ; otherwise : 0 分",
    ),
];

fn errors(text: &str) -> Vec<Diagnostic> {
    let host = Memory::default();
    host.put("rules.heng", text);
    let rules = session::rules(&host, "rules.heng").unwrap();
    rules.diagnostics.into_iter().filter(Diagnostic::is_error).collect()
}

/// What is wrong with the finding of a variant; nothing, when all is well.
fn wrong(head: &str, (line, typed, code, right): &Variant, is_certain: bool, language: Language) -> Option<String> {
    assert_eq!(head.matches(line).count(), 1, "{line}");
    let text = head.replace(line, typed);
    let found = errors(&text);
    let [error] = found.as_slice() else { return Some(format!("{} findings: {found:#?}", found.len())) };
    let help = error.help.as_ref().map_or("", |help| help.in_language(language));
    if error.code != *code || !help.contains(right) {
        return Some(format!("{}: {}\n  {help}", error.code, error.message.in_language(language)));
    }
    let after = match &error.fix {
        Some(fix) if is_certain => fix.applied(SourceId(0), &text)?,
        None if !is_certain => head.replace(line, right),
        fix => return Some(format!("{fix:?}")),
    };
    let left = errors(&after);
    (!left.is_empty()).then(|| format!("after the fix: {left:#?}\n{after}"))
}

#[test]
fn variants_of_typical_mistakes_are_named_with_the_line_as_it_should_be() {
    assert_eq!(errors(HEAD), []);
    let english = syntax::format(HEAD, Some(Language::En)).unwrap();
    let mut report = String::new();
    for (head, variants, is_certain, language) in [
        (HEAD, CERTAIN, true, Language::Zh),
        (HEAD, OPEN, false, Language::Zh),
        (english.as_str(), ENGLISH, true, Language::En),
    ] {
        for variant in variants {
            if let Some(wrong) = wrong(head, variant, is_certain, language) {
                writeln!(report, "{}\n  {wrong}\n", variant.1).unwrap();
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn of_a_thousand_mistakes_each_that_is_shown_has_its_own_line() {
    let line =
        |number: usize| format!("条件 甲{number} 依据 第一条 {{ 保洁率 {}%-9{}% }}\n", 10 + number % 80, number % 10);
    let lines: String = (0..1000).map(line).collect();
    let found = errors(&format!("{HEAD}{lines}"));
    assert_eq!(found.len(), 100);
    let last = found.last().unwrap();
    assert!(last.message.zh.contains("到这里已有 99 处错误，下面的没有再读"), "{last:#?}");
    for (number, error) in found.iter().take(99).enumerate() {
        let help = error.help.as_ref().map_or("", |help| help.zh.as_str());
        let right = format!("不低于 {}% 且 保洁率 低于 9{}%", 10 + number % 80, number % 10);
        assert!(help.contains(&right), "{number}: {help}");
    }
}
