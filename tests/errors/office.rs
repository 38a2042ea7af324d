//! What office staff type: each mistake has one finding, at what was typed, with the line as it should be; written so,
//! nothing is found.

use std::fmt::Write as _;

use heng::finding::{Code, Diagnostic, Language, Place, SourceId};
use heng::host::Memory;
use heng::session;
use heng::syntax;

const HEAD: &str = "规则集 \"例\" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入
数据 学校 \"a.csv\" {
  编号 文本 主键
  优良率 %
  上年率 %
  次数 次
  投入 万元
  面积 平方米
  建成日 日期
  期限 日期
  达标 是否
  类别 枚举 { 领航, 补短板 }
}
方面 A \"质量\" 10 分 依据 第一条 {
  指标 A1 \"优良\" 10 分 {
    依据 第二条（一）
    取值 优良率
    计分 比例 目标 80% 封顶 满分
    缺失 得 0 分
  }
}
";

/// A line of the rule set, what is typed in its place, the code and the place of the finding, and the line as it
/// should be. A line that is not in the rule set is added to it.
struct Mistake {
    line: &'static str,
    typed: &'static str,
    code: Code,
    place: &'static str,
    right: &'static str,
}

const fn at(line: &'static str, typed: &'static str, code: Code, place: &'static str, right: &'static str) -> Mistake {
    Mistake { line, typed, code, place, right }
}

const fn added(typed: &'static str, code: Code, place: &'static str, right: &'static str) -> Mistake {
    Mistake { line: "", typed, code, place, right }
}

const SCORING: &str = "计分 比例 目标 80% 封顶 满分";
const HEAD_LINE: &str = "方面 A \"质量\" 10 分 依据 第一条 {";

/// A mistake that can mean one thing: the finding has it as edits.
const CERTAIN: &[Mistake] = &[
    // Quotes, brackets and signs of a word processor.
    at("规则集 \"例\" 示例", "规则集 ‘例’ 示例", Code::H0101, "‘例’", "规则集 \"例\" 示例"),
    at("规则集 \"例\" 示例", "规则集 “例\" 示例", Code::H0105, "“例\"", "规则集 \"例\" 示例"),
    at("规则集 \"例\" 示例", "规则集 「例」 示例", Code::H0101, "「例」", "规则集 \"例\" 示例"),
    at("规则集 \"例\" 示例", "规则集 例 示例", Code::H0105, "例", "规则集 \"例\" 示例"),
    at("规则集 \"例\" 示例", "规则集 《例》 示例", Code::H0101, "《例》", "规则集 \"《例》\" 示例"),
    at(HEAD_LINE, "方面 A 质量 10 分 依据 第一条 {", Code::H0105, "质量", HEAD_LINE),
    at("数据 学校 \"a.csv\" {", "数据 学校 a.csv {", Code::H0105, "a.csv", "数据 学校 \"a.csv\" {"),
    at("缺失 得 0 分", "佐证 统计年报", Code::H0105, "统计年报", "佐证 \"统计年报\""),
    at(
        "类别 枚举 { 领航, 补短板 }",
        "类别 枚举 { Very High, N.A. }",
        Code::H0105,
        "Very High",
        "类别 枚举 { \"Very High\", \"N.A.\" }",
    ),
    at("类别 枚举 { 领航, 补短板 }", "类别 枚举 （领航、补短板）", Code::H0105, "（", "类别 枚举 {领航、补短板}"),
    added("定义 差 = 优良率 — 上年率", Code::H0101, "—", "定义 差 = 优良率 - 上年率"),
    added("定义 差 = 优良率 – 上年率", Code::H0101, "–", "定义 差 = 优良率 - 上年率"),
    // Clauses.
    at("依据 第二条（一）", "依据 第4.2条", Code::H0105, "第4.2条", "依据 \"第4.2条\""),
    at("依据 第二条（一）", "依据 4.2", Code::H0105, "4.2", "依据 \"4.2\""),
    at("依据 第二条（一）", "依据 第三条 第二款", Code::H0105, "第三条 第二款", "依据 第三条第二款"),
    at(
        HEAD_LINE,
        "方面 A \"质量\" 10 分 依据 《办法》第三条 {",
        Code::H0101,
        "《办法》第三条",
        "依据 \"《办法》第三条\" {",
    ),
    at(
        HEAD_LINE,
        "方面 A \"质量\" 10 分 依据 温人社发〔2021〕142号 {",
        Code::H0105,
        "温人社发〔2021〕142号",
        "依据 \"温人社发〔2021〕142号\" {",
    ),
    // What cannot be seen.
    at("取值 优良率", "取值 优良\u{200b}率", Code::H0101, "\u{200b}", "取值 优良率"),
    at("取值 优良率", "取\u{200b}值 优良率", Code::H0101, "\u{200b}", "取值 优良率"),
    at("取值 优良率", "取值 优良\u{feff}率", Code::H0101, "\u{feff}", "取值 优良率"),
    at("取值 优良率", "取值\u{2003}优良率", Code::H0101, "\u{2003}", "取值 优良率"),
    at("取值 优良率", "取值 优良\u{ad}率", Code::H0101, "\u{ad}", "取值 优良率"),
    // Numbers.
    at("方面 A \"质量\" 10 分 依据 第一条 {", "方面 A \"质量\" 十分 依据 第一条 {", Code::H0201, "十分", HEAD_LINE),
    at("缺失 得 0 分", "缺失 得零分", Code::H0105, "零分", "缺失 得 0 分"),
    at("满分 10 分", "满分 10", Code::H0304, "10", "满分 10 分"),
    at("舍入 指标 2 位 四舍五入", "舍入 指标 两位 四舍五入", Code::H0105, "两位", "舍入 指标 2 位 四舍五入"),
    added(
        "条件 甲 依据 第一条 { 优良率 不低于 百分之八十五 }",
        Code::H0201,
        "百分之八十五",
        "条件 甲 依据 第一条 { 优良率 不低于 85% }",
    ),
    added(
        "条件 甲 依据 第一条 { 优良率 不低于九成 }",
        Code::H0105,
        "九成",
        "条件 甲 依据 第一条 { 优良率 不低于 90% }",
    ),
    added("条件 甲 依据 第一条 { 投入 不低于 1,000 万元 }", Code::H0105, "1,000", "不低于 1000 万元 }"),
    added("条件 甲 依据 第一条 { 投入 不低于 ￥5 万元 }", Code::H0101, "￥5 万元", "不低于 5 万元 }"),
    added("条件 甲 依据 第一条 { 投入 不低于 5千万元 }", Code::H0303, "5千万元", "不低于 5000 万元 }"),
    added("条件 甲 依据 第一条 { 投入 不低于 五千万元 }", Code::H0201, "五千万元", "不低于 5000 万元 }"),
    added("条件 甲 依据 第一条 { 优良率 - 上年率 不低于 5 个点 }", Code::H0303, "5 个点", "不低于 5 个百分点 }"),
    // Days.
    at("周期 2024-01-01 至 2024-12-31", "周期 2024年", Code::H0105, "2024年", "周期 2024-01-01 至 2024-12-31"),
    at(
        "周期 2024-01-01 至 2024-12-31",
        "周期 2024/1/1 至 2024/12/31",
        Code::H0105,
        "2024/1/1",
        "周期 2024-01-01 至 2024-12-31",
    ),
    at(
        "周期 2024-01-01 至 2024-12-31",
        "周期 2024年1月1日—2024年12月31日",
        Code::H0101,
        "—",
        "周期 2024年1月1日 至 2024年12月31日",
    ),
    at(
        "周期 2024-01-01 至 2024-12-31",
        "周期 二〇二四年一月一日至二〇二四年十二月三十一日",
        Code::H0105,
        "二〇二四年一月一日",
        "周期 2024-01-01 至 2024-12-31",
    ),
    added("条件 甲 依据 第一条 { 建成日 早于 2020.1.1 }", Code::H0105, "2020.1.1", "早于 2020-01-01 }"),
    added(
        "条件 甲 依据 第一条 { 建成日 早于 期限 5 个工作日 }",
        Code::H0105,
        "建成日 早于 期限 5 个工作日",
        "{ 工作日后(建成日, 5 个工作日) 早于 期限 }",
    ),
    added(
        "条件 甲 依据 第一条 { 建成日 不晚于 学校.期限 三个工作日 }",
        Code::H0105,
        "建成日 不晚于 学校.期限 三个工作日",
        "{ 建成日 不晚于 工作日后(学校.期限, 3 个工作日) }",
    ),
    added(
        "条件 甲 依据 第一条 { 建成日 早于 2024-03-03 5 天 }",
        Code::H0105,
        "建成日 早于 2024-03-03 5 天",
        "{ 建成日 早于 2024-02-27 }",
    ),
    // Numbers in English words.
    added("条件 甲 依据 第一条 { 次数 at_most three 次 }", Code::H0105, "three 次", "{ 次数 at_most 3 次 }"),
    added("条件 甲 依据 第一条 { 次数 不超过 twenty-five 次 }", Code::H0105, "twenty-five 次", "{ 次数 不超过 25 次 }"),
    added(
        "条件 甲 依据 第一条 { 优良率 不低于 Ninety percent }",
        Code::H0105,
        "Ninety percent",
        "{ 优良率 不低于 90% }",
    ),
    added("条件 甲 依据 第一条 { 次数 不多于三次 }", Code::H0105, "三次", "{ 次数 不多于 3 次 }"),
    // Columns.
    at("编号 文本 主键", "主键 编号 文本", Code::H0105, "主键 编号 文本", "编号 文本 主键"),
    at("编号 文本 主键", "文本 编号 主键", Code::H0303, "文本 编号 主键", "编号 文本 主键"),
    at("投入 万元", "可缺失 投入 万元", Code::H0105, "可缺失 投入 万元", "投入 万元 可缺失"),
    at("优良率 %", "优良率 不低于 0% %", Code::H0105, "优良率 不低于 0% %", "优良率 % 不低于 0%"),
    // Steps that run together.
    added("加分 封顶 2 分 { \"次数\" 次数 每次加1分 }", Code::H0105, "每次加1分", "{ \"次数\" 次数 / 1 次 × 1 分 }"),
    added(
        "扣分 封顶 2 分 { \"次数\" 次数 每次扣0.5分 }",
        Code::H0105,
        "每次扣0.5分",
        "{ \"次数\" 次数 / 1 次 × 0.5 分 }",
    ),
    at(
        "取值 优良率",
        "取值 次数\n    计分 每次加1分 封顶 满分",
        Code::H0105,
        "每次加1分",
        "计分 每 1 次 得 1 分 封顶 满分",
    ),
    at("取值 优良率", "取值 次数\n    计分 每 次 得 1 分 封顶 满分", Code::H0201, "次", "1 次"),
    at(
        "取值 优良率",
        "取值 次数\n    计分 每有一次得1分 封顶 满分",
        Code::H0105,
        "每有一次得1分",
        "计分 每 1 次 得 1 分 封顶 满分",
    ),
    // Words.
    at("取值 优良率", "取值优良率", Code::H0102, "取值优良率", "取值 优良率"),
    at("取值 优良率", "取值：优良率", Code::H0105, "：", "取值 优良率"),
    at("取值 优良率", "取值=优良率", Code::H0105, "=", "取值 优良率"),
    at("取值 优良率", "取值 “优良率”", Code::H0302, "计分 比例 目标 80% 封顶 满分", "取值 优良率"),
    at("满分 10 分", "满分10分", Code::H0102, "满分10分", "满分 10 分"),
    at("满分 10 分", "满分：10 分", Code::H0105, "：", "满分 10 分"),
    at("缺失 得 0 分", "缺失 不得分", Code::H0105, "不得分", "缺失 得 0 分"),
    at("缺失 得 0 分", "缺失 0 分", Code::H0105, "0 分", "缺失 得 0 分"),
    at("缺失 得 0 分", "缺失 零分", Code::H0105, "零分", "缺失 得 0 分"),
    at("缺失 得 0 分", "缺失：满分", Code::H0105, "：", "缺失 得 满分"),
    at("缺失 得 0 分", "调整 次数 大于 3 次 时 0 分", Code::H0105, "0 分", "调整 次数 大于 3 次 时 得 0 分"),
    at("满分 10 分", "总分 10 分", Code::H0204, "总分", "满分 10 分"),
    at("满分 10 分", "总分：10 分", Code::H0204, "总分", "满分 10 分"),
    at("满分 10 分", "总分值 10 分", Code::H0102, "总分值", "满分 10 分"),
    at(
        "类别 枚举 { 领航, 补短板 }",
        "类别 枚举：领航、补短板",
        Code::H0105,
        "：领航、补短板",
        "类别 枚举 { 领航、补短板 }",
    ),
    at(
        "类别 枚举 { 领航, 补短板 }",
        "类别 枚举 领航、补短板",
        Code::H0105,
        "领航、补短板",
        "类别 枚举 { 领航、补短板 }",
    ),
    at(
        "类别 枚举 { 领航, 补短板 }",
        "类别 枚举:领航，补短板 可缺失",
        Code::H0105,
        ":领航，补短板",
        "类别 枚举 { 领航，补短板 } 可缺失",
    ),
    at("取值 优良率", "取值 优良率 %", Code::H0105, "%", "取值 优良率"),
    at("取值 优良率", "取值 优良率（%）", Code::H0105, "（%）", "取值 优良率"),
    added(
        "条件 甲 依据 第一条 { 投入 万元 不低于 5 万元 }",
        Code::H0105,
        "万元",
        "条件 甲 依据 第一条 { 投入 不低于 5 万元 }",
    ),
    at(
        SCORING,
        "计分 自满分低于95%时每低1个百分点减0.2分 不足一步 按一步 保底 0 分",
        Code::H0105,
        "自满分低于95%时每低1个百分点减0.2分",
        "计分 自 满分 低于 95% 时 每低 1 个百分点 减 0.2 分 不足一步 按一步 保底 0 分",
    ),
    at(
        SCORING,
        "计分自满分低于95%时每低1个百分点减0.2分 不足一步 按一步 保底 0 分",
        Code::H0102,
        "计分自满分低于95%时每低1个百分点减0.2分",
        "计分 自 满分 低于 95% 时 每低 1 个百分点 减 0.2 分 不足一步 按一步 保底 0 分",
    ),
    at(
        SCORING,
        "计分 自 满分 低于 95% 时 每降低 1 个百分点 扣 0.2 分 不足一步 按一步 保底 0 分",
        Code::H0105,
        "每降低",
        "计分 自 满分 低于 95% 时 每低 1 个百分点 减 0.2 分 不足一步 按一步 保底 0 分",
    ),
    at(SCORING, "评分标准 比例 目标 80% 封顶 满分", Code::H0102, "评分标准", SCORING),
    at(SCORING, "计分标准：比例 目标 80% 封顶 满分", Code::H0102, "计分标准", SCORING),
    at(SCORING, "计分 比例 目标80% 封顶10分", Code::H0105, "目标80%", "计分 比例 目标 80% 封顶10分"),
    at(SCORING, "计分 比例 目标 80% 最高 10 分", Code::H0105, "最高", "计分 比例 目标 80% 封顶 10 分"),
    at(
        SCORING,
        "计分 算式 如果 优良率 大于等于 90% 那么 10 分 否则 0 分",
        Code::H0105,
        "如果",
        "计分 算式 若 优良率 不低于 90% 则 10 分 否则 0 分",
    ),
    at(
        "取值 优良率",
        "取值 优良率 计分 比例 目标 80% 封顶 满分",
        Code::H0105,
        "计分",
        "取值 优良率 ; 计分 比例 目标 80% 封顶 满分",
    ),
    at("缺失 得 0 分", "调整 次数 大于3次时减1分", Code::H0303, "大于3次时减1分", "调整 次数 大于 3 次 时 减 1 分"),
    added("条件 甲 依据 第一条 { 优良率不低于80% }", Code::H0105, "优良率不低于80%", "{ 优良率 不低于 80% }"),
    added("条件 甲 依据 第一条 { 优良率 至少为 80% }", Code::H0105, "至少为", "{ 优良率 不低于 80% }"),
    added("条件 甲 依据 第一条 { 优良率 》= 80% }", Code::H0101, "》=", "{ 优良率 ≥ 80% }"),
    added("条件 甲 依据 第一条 { 优良率 > = 80% }", Code::H0105, "> =", "{ 优良率 ≥ 80% }"),
    added(
        "条件 甲 依据 第一条 { 优良率 ≥ 80% 并且 次数 ≤ 3 次 }",
        Code::H0105,
        "并且",
        "{ 优良率 ≥ 80% 且 次数 ≤ 3 次 }",
    ),
    added(
        "条件 甲 依据 第一条 { 优良率 大于 10% 且 小于 20% }",
        Code::H0105,
        "小于",
        "{ 优良率 大于 10% 且 优良率 小于 20% }",
    ),
    added("条件 甲 依据 第一条 { 类别 为 领航 }", Code::H0105, "为", "{ 类别 是 领航 }"),
    added("否决 造假 次数 不少于 3 次 不予定等", Code::H0105, "不予定等", "否决 造假 次数 不少于 3 次 则 不予定等"),
    added("参数 线：80% 依据 \"通知\"", Code::H0105, "：", "参数 线=80% 依据 \"通知\""),
    added("加分 最高 2 分 { \"荣誉\" 2 分 }", Code::H0105, "最高", "加分 封顶 2 分 { \"荣誉\" 2 分 }"),
    // Bands.
    at(
        SCORING,
        "计分 分档 { 不低于 90% : 10 分 ， 其余 : 0 分 }",
        Code::H0105,
        "，",
        "计分 分档 { 不低于 90% : 10 分 ; 其余 : 0 分 }",
    ),
    at(
        SCORING,
        "计分 分档 { 不低于 90% 得 10 分 ; 其余 不得分 }",
        Code::H0105,
        "不低于 90% 得 10 分",
        "计分 分档 { 不低于 90% : 10 分 ; 其余 : 0 分 }",
    ),
    at(
        SCORING,
        "计分 分档 （ 不低于 90% : 10 分 ; 其余 : 0 分 ）",
        Code::H0105,
        "（",
        "计分 分档 { 不低于 90% : 10 分 ; 其余 : 0 分 }",
    ),
    at(
        SCORING,
        "计分 分档 { 90%（含）以上 : 10 分 ; 其余情形 0 分 }",
        Code::H0105,
        "90%（含）以上",
        "计分 分档 { 不低于 90% : 10 分 ; 其余 : 0 分 }",
    ),
    at(
        SCORING,
        "计分 分档 { 大于 10% 且 小于 20% : 5 分 ; 其余 : 0 分 }",
        Code::H0105,
        "大于 10% 且 小于 20%",
        "计分 算式 若 取值 大于 10% 且 取值 小于 20% 则 5 分 否则 0 分",
    ),
    at(
        SCORING,
        "计分 分档 { 超过90%且不超过95% : 5 分；其余：0 分 }",
        Code::H0105,
        "超过90%且不超过95%",
        "计分 算式 若 取值 超过 90% 且 取值 不超过 95% 则 5 分 否则 0 分",
    ),
    at(
        SCORING,
        "计分 分档 { 不低于 90% : 10 分 ; 其他 : 0 分 }",
        Code::H0302,
        "其他",
        "计分 分档 { 不低于 90% : 10 分 ; 其余 : 0 分 }",
    ),
    at(
        SCORING,
        "计分 分档 { [90%, 100%] : 10 分 ; [80%, 90%) : 5 分 ; 其余 : 0 分 }",
        Code::H0105,
        "[90%, 100%]",
        "计分 分档 { 不低于 90% : 10 分 ; 不低于 80% : 5 分 ; 其余 : 0 分 }",
    ),
    at(
        "取值 优良率",
        "取值 类别\n    计分 分档 { 补短板 得 5 分 ; 领航 得 10 分 }",
        Code::H0105,
        "补短板 得 5 分",
        "计分 分档 { 补短板 : 5 分 ; 领航 : 10 分 }",
    ),
    at(
        "取值 优良率",
        "取值 达标\n    计分 分档 { 是 : 10 分 ; 否 : 0 分 }",
        Code::H0105,
        "是 : 10 分",
        "计分 算式 若 取值 则 10 分 否则 0 分",
    ),
];

/// A mistake that leaves something to be stated: the help shows a line, and there are no edits.
const OPEN: &[Mistake] = &[
    at(
        SCORING,
        "计分 分档 { 10%-20% : 5 分 ; 其余 : 0 分 }",
        Code::H0105,
        "10%-20%",
        "计分 算式 若 取值 不低于 10% 且 取值 低于 20% 则 5 分 否则 0 分",
    ),
    at(
        SCORING,
        "计分 分档 { 90%-100% : 10 分 ; 80%-90% : 8 分 ; 60%~80% : 5 分 ; 其余 : 0 分 }",
        Code::H0101,
        "90%-100%",
        "计分 分档 { 不低于 90% : 10 分 ; 不低于 80% : 8 分 ; 不低于 60% : 5 分 ; 其余 : 0 分 }",
    ),
    at(
        SCORING,
        "计分 分档 { 90%以上 : 10 分 ; 60%到90% : 5 分 ; 60%以下 : 0 分 }",
        Code::H0105,
        "90%以上",
        "计分 分档 { 不低于 90% : 10 分 ; 不低于 60% : 5 分 ; 其余 : 0 分 }",
    ),
    at(
        SCORING,
        "计分 分档 { 前30% : 10 分 ; 其余 : 0 分 }",
        Code::H0105,
        "前30%",
        "计分 算式 若 名次(取值 范围 全部 降序 并列 同名次) / 计数(学校 范围 全部) 不超过 30% 则 10 分 否则 0 分",
    ),
    at(
        SCORING,
        "计分 分档 { 前3名 : 10 分 ; 其余 : 0 分 }",
        Code::H0105,
        "前3名",
        "计分 算式 若 名次(取值 范围 全部 降序 并列 同名次) 不超过 3 则 10 分 否则 0 分",
    ),
    added(
        "条件 甲 依据 第一条 { 优良率 在 80% 到 90% 之间 }",
        Code::H0105,
        "80% 到 90% 之间",
        "条件 甲 依据 第一条 { 优良率 不低于 80% 且 优良率 不高于 90% }",
    ),
    added(
        "条件 甲 依据 第一条 { 优良率 80%以上 }",
        Code::H0105,
        "80%以上",
        "条件 甲 依据 第一条 { 优良率 不低于 80% }",
    ),
    added(
        "条件 甲 依据 第一条 { 建成日 早于 期限 5 天 }",
        Code::H0105,
        "建成日 早于 期限 5 天",
        "条件 甲 依据 第一条 { 工作日后(建成日, 5 个工作日) 早于 期限 }",
    ),
    added(
        "条件 甲 依据 第一条 { 建成日 晚于 期限 后 五日 }",
        Code::H0105,
        "建成日 晚于 期限 后 五日",
        "条件 甲 依据 第一条 { 建成日 晚于 工作日后(期限, 5 个工作日) }",
    ),
    added(
        "条件 甲 依据 第一条 { 投入 不低于 5 亿 }",
        Code::H0303,
        "5 亿",
        "条件 甲 依据 第一条 { 投入 不低于 5 亿元 }",
    ),
];

impl Mistake {
    /// The rule set with a line in the place of this one's.
    fn with(&self, line: &str) -> String {
        if self.line.is_empty() {
            return format!("{HEAD}{line}\n");
        }
        assert!(HEAD.contains(self.line), "{}", self.line);
        let text = HEAD.replacen(self.line, line, 1);
        // Another scoring stands with the value that it is of.
        if line.contains("\n    计分") || line.contains(" 计分 ") {
            text.replace(&format!("    {SCORING}\n"), "")
        } else {
            text
        }
    }

    /// The typed lines with the right one in the place of the last.
    fn mended(&self) -> String {
        match self.typed.rsplit_once('\n') {
            Some((before, _)) => format!("{before}\n    {}", self.right),
            None => self.right.to_owned(),
        }
    }
}

fn errors(text: &str) -> (session::Rules, Vec<Diagnostic>) {
    let host = Memory::default();
    host.put("rules.heng", text);
    let rules = session::rules(&host, "rules.heng").unwrap();
    let errors = rules.diagnostics.iter().filter(|finding| finding.is_error()).cloned().collect();
    (rules, errors)
}

/// What is wrong with the finding of a mistake; nothing, when all is well.
fn wrong(mistake: &Mistake, is_certain: bool) -> Option<String> {
    let text = mistake.with(mistake.typed);
    let (rules, found) = errors(&text);
    let [error] = found.as_slice() else { return Some(format!("{} findings: {found:#?}", found.len())) };
    let Some(Place::Source(span)) = error.place else { return Some("no place".to_owned()) };
    let (shows, help) = (rules.sources.text(span), error.help.as_ref().map_or("", |help| help.zh.as_str()));
    if error.code != mistake.code || shows != mistake.place {
        return Some(format!("{} at «{shows}»: {}", error.code, error.message.zh));
    }
    if !help.contains(mistake.right) {
        return Some(format!("建议: {help}"));
    }
    let after = match &error.fix {
        Some(fix) if is_certain => fix.applied(SourceId(0), &text)?,
        None if !is_certain => mistake.with(&mistake.mended()),
        fix => return Some(format!("{fix:?}")),
    };
    let (_, left) = errors(&after);
    (!left.is_empty()).then(|| format!("after the fix: {left:#?}\n{after}"))
}

#[test]
fn the_rule_set_is_right_as_it_stands() {
    assert_eq!(errors(HEAD).1, []);
}

#[test]
fn typical_mistakes_are_named_with_the_line_as_it_should_be() {
    assert!(CERTAIN.len() + OPEN.len() >= 60);
    let mut report = String::new();
    for (mistakes, is_certain) in [(CERTAIN, true), (OPEN, false)] {
        for mistake in mistakes {
            if let Some(wrong) = wrong(mistake, is_certain) {
                writeln!(report, "{}\n  {wrong}\n", mistake.typed).unwrap();
            }
        }
    }
    assert!(report.is_empty(), "\n{report}");
}

#[test]
fn what_is_typed_is_right_as_it_is() {
    // Full-width signs and digits, tabs, and the clauses of an annex.
    for (line, typed) in [
        ("取值 优良率", "取值\t优良率"),
        (SCORING, "计分　比例　目标　８０％　封顶　满分"),
        (SCORING, "计分 分档 ｛ ≥９０％：１０分；其余：０分 ｝"),
        ("依据 第二条（一）", "依据 二（一）1"),
        ("依据 第二条（一）", "依据 附件二（一）、第三条"),
        ("满分 10 分", "满分 10 分；"),
    ] {
        let text = HEAD.replacen(line, typed, 1);
        assert_ne!(text, HEAD);
        assert_eq!(errors(&text).1, [], "{typed}");
    }
    assert_eq!(errors(&format!("\u{feff}{HEAD}")).1, []);
}

#[test]
fn mistakes_in_english_files_are_named_in_english() {
    let english = syntax::format(HEAD, Some(Language::En)).unwrap();
    for (typed, right) in [
        (
            "bands { 10%-20% : 5 分 ; otherwise : 0 分 }",
            "formula if value at_least 10% and value below 20% then 5 分 else 0 分",
        ),
        ("bands { at_least 90% : 10 分 , otherwise : 0 分 }", "bands { at_least 90% : 10 分 ; otherwise : 0 分 }"),
        (
            "bands { 90% ≤ value < 95% : 10 分 ; otherwise : 0 分 }",
            "formula if value at_least 90% and value below 95% then 10 分 else 0 分",
        ),
        (
            "bands { at_least ninety percent : ten 分 ; otherwise : 0 分 }",
            "bands { at_least 90% : 10 分 ; otherwise : 0 分 }",
        ),
    ] {
        let text = english.replacen("ratio target 80% cap full_marks", typed, 1);
        assert_ne!(text, english);
        let (_, found) = errors(&text);
        let [error] = found.as_slice() else { panic!("{typed}: {found:#?}") };
        assert!(error.help.as_ref().unwrap().en.contains(right), "{typed}: {error:#?}");
    }
}
