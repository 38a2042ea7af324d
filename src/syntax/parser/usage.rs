//! A right example of each statement, and the words for places in a file.

use super::super::grammar::Rule;
use super::super::keyword;
use crate::finding::Words;

/// An example of a statement, after 「写法：」.
pub(super) fn of_rule(rule: Rule) -> Words {
    let (zh, en) = example(rule);
    Words { zh: format!("写法：{zh}"), en: format!("write: {en}") }
}

/// An example of the statement that a word begins.
pub(super) fn of_word(word: &str) -> Words {
    of_rule(match keyword::rule_of(word) {
        Some(Rule::kw_choice) => Rule::s_choice,
        Some(Rule::kw_table) => Rule::s_table,
        Some(Rule::kw_script) => Rule::s_script,
        Some(Rule::kw_head) => Rule::s_head,
        Some(Rule::kw_indicator) => Rule::s_indicator,
        Some(Rule::kw_total) => Rule::s_total,
        Some(Rule::kw_each_indicator | Rule::kw_each_head) => Rule::s_each,
        Some(Rule::kw_bonus) => Rule::s_bonus,
        Some(Rule::kw_deduction) => Rule::s_deduction,
        Some(Rule::kw_grades) => Rule::s_grades,
        Some(Rule::kw_manual) => Rule::s_manual,
        Some(Rule::kw_outputs) => Rule::s_outputs,
        _ => Rule::s_example,
    })
}

#[allow(clippy::too_many_lines, reason = "one row for each statement")]
fn example(rule: Rule) -> (&'static str, &'static str) {
    match rule {
        Rule::s_rule_set => ("规则集 \"年度评估（2024）\"", "rule_set \"Evaluation 2024\""),
        Rule::s_cycle => ("周期 2024-01-01 至 2024-12-31", "cycle 2024-01-01 to 2024-12-31"),
        Rule::s_basis => ("依据 第九条（一）、第十条", "basis \"Notice 12\", \"3.2.5\""),
        Rule::s_full => ("满分 100 分", "full_marks 100 分"),
        Rule::s_rounding => ("舍入 指标 2 位 四舍五入", "rounding indicator 2 places half_up"),
        Rule::s_table => {
            ("数据 机构 \"orgs.csv\" 属于 单位 按 单位编号 { … }", "table orgs \"orgs.csv\" within parks by code { … }")
        }
        Rule::s_choice => (
            "枚举 等级 从高到低 { 甲级, 乙级 }，或 枚举 结论 { \"√\" 或 \"Y\" 作 符合, \"×\" 作 不符合 }",
            "choice level high_to_low { first, second }, or choice finding { \"√\" or \"Y\" as met, \"×\" as unmet }",
        ),
        Rule::s_field => ("某列 万元 可缺失", "growth % optional"),
        Rule::s_key => ("主键 单位编号, 年度", "key code, year"),
        Rule::s_other_columns => ("其余列 忽略", "other_columns ignored"),
        Rule::s_sheet => ("工作表 \"鹿城\"", "worksheet \"North\""),
        Rule::s_header_row => ("表头行 3", "header_row 3"),
        Rule::s_marks => ("缺失记号 \"-\"、\"…\"", "missing_marks \"-\", \"…\""),
        Rule::s_script => (
            "脚本 \"growth.rhai\" { 两年平均增速(期末: 万元, 基期: 万元) → 百分比 精确到 6 位 }",
            "script \"growth.rhai\" { growth(end: number, start: number) → percentage accurate_to 6 places }",
        ),
        Rule::s_script_function => (
            "两年平均增速(期末: 万元, 基期: 万元) → 百分比 精确到 6 位；参数也可以是 园: 园区 记录、家: 机构 各行、全体: 各家 万元",
            "growth(end: number, start: number) → percentage accurate_to 6 places; a parameter may also be p: parks record, r: orgs rows, all: each_subject number",
        ),
        Rule::s_script_limits => ("脚本限度 运算 2000000 层数 64", "script_limits operations 2000000 call_depth 64"),
        Rule::s_gloss => (
            "口径 A9 \"入园机构数不含配套服务单位\" 依据 第十条（一）",
            "gloss A9 \"service units do not count\" basis \"Notice 12\"",
        ),
        Rule::s_parameter => (
            "参数 目标值 = 90% 依据 \"评估通知\"，或 参数 目标值 { 2024-01-01 起 : 95% 依据 \"评估通知\" }",
            "parameter target = 10% basis \"notice\", or parameter target { 2024-01-01 since : 12% basis \"notice\" }",
        ),
        Rule::s_definition => ("定义 合格率 = 合格数 / 总数", "define density = count(clinics) / count(orgs)"),
        Rule::s_condition => (
            "条件 达标 依据 第九条（二） { 某列 不低于 80% }",
            "condition growing basis \"Notice 12\" { growth at_least 5% }",
        ),
        Rule::s_head => (
            "方面 A \"符合政策法规\" 15 分 依据 第十四条（一） { … }",
            "head A \"compliance\" 15 分 basis \"Notice 12\" { … }",
        ),
        Rule::s_indicator => ("指标 A1 \"建筑面积达标\" 4 分 { … }", "indicator A1 \"floor area\" 4 分 { … }"),
        Rule::s_each => ("各指标 { 缺失 得 0 分 }", "each_indicator { missing gets 0 分 }"),
        Rule::s_local => ("定义 人均值 = 产值 / 人口", "define per_head = output / population"),
        Rule::s_without => ("缺失 无", "missing nothing"),
        Rule::s_header => ("表头 编号 | 名称 | 分值 | 取值 | 计分", "header code | title | marks | value | scoring"),
        Rule::c_code => ("A1", "A1"),
        Rule::c_title => ("\"建筑面积达标\"", "\"floor area\""),
        Rule::c_marks => ("4 分", "4 分"),
        Rule::c_expression => ("合格数 / 总数", "area / standard"),
        Rule::c_basis => ("第九条（一）、第十条", "\"Notice 12\", \"3.2.5\""),
        Rule::c_adjust => ("有效样本 少于 100 份 时 减半", "samples fewer_than 100 when halve"),
        Rule::c_missing => ("得 0 分，或 取值 0、不适用、报错", "gets 0 分, or value 0, not_applicable, refuse"),
        Rule::c_rounding => ("2 位 四舍五入", "2 places half_up"),
        Rule::c_direction => ("越高越好，或 越低越好", "higher_is_better, or lower_is_better"),
        Rule::s_applies => ("适用 类别 是 甲类", "applies kind is large"),
        Rule::s_value => ("取值 合格数 / 总数", "value area / standard"),
        Rule::s_adjust => ("调整 有效样本 少于 100 份 时 减半", "adjust samples fewer_than 100 when halve"),
        Rule::s_missing => (
            "缺失 得 0 分，或 缺失 得 平均得分 范围 同 类别、缺失 取值 平均(取值 范围 全部)、缺失 不适用、缺失 报错",
            "missing gets 0 分, or missing gets mean_mark scope same kind, missing value average(value scope everyone), missing not_applicable, missing refuse",
        ),
        Rule::s_own_rounding => (
            "舍入 2 位 四舍五入，或 舍入 不舍入 显示 3 位",
            "rounding 2 places half_up, or rounding unrounded shown 3 places",
        ),
        Rule::s_total => {
            ("总分 { 汇总 几何平均 精确到 3 位 }", "total { aggregate geometric_mean accurate_to 3 places }")
        }
        Rule::s_aggregate => (
            "汇总 平均，或 汇总 几何平均 精确到 4 位、汇总 截尾平均 去高 1 去低 1、汇总 有序加权 { 0.5, 0.3, 0.2 }",
            "aggregate average, or aggregate geometric_mean accurate_to 4 places, aggregate trimmed_mean drop_high 1 drop_low 1, aggregate ordered_mean { 0.5, 0.3, 0.2 }",
        ),
        Rule::s_weighting => (
            "赋权 熵权法 范围 全部 精确到 4 位，或 赋权 层次分析法 { (1, 3), (1/3, 1) } 精确到 4 位、赋权 等权",
            "weighting entropy_weights scope everyone accurate_to 4 places, or weighting ahp_weights { (1, 3), (1/3, 1) } accurate_to 4 places, weighting equal_weights",
        ),
        Rule::s_gaps => {
            ("缺项 折算，或 缺项 折算 覆盖 不低于 70%", "gaps redistribute, or gaps redistribute coverage at_least 70%")
        }
        Rule::s_weight => (
            "权重 30%，或 权重 按 类别 { 甲类 : 30% ; 乙类 : 20% }",
            "weight 30%, or weight by kind { large : 30% ; small : 20% }",
        ),
        Rule::s_cap => ("封顶 100 分", "cap 100 分"),
        Rule::s_direction => {
            ("方向 越高越好，或 方向 越低越好", "direction higher_is_better, or direction lower_is_better")
        }
        Rule::s_evidence => ("佐证 \"审计报告\"", "evidence \"audit report\""),
        Rule::s_advice | Rule::s_template => ("建议 \"还差 {目标值 - 取值}\"", "advice \"short by {target - value}\""),
        Rule::s_bonus => ("加分 封顶 5 分 { \"荣誉\" 2 分 }", "bonus cap 5 分 { \"honour\" 2 分 }"),
        Rule::s_deduction => {
            ("扣分 { \"通报\" 计数(通报) × 1 分 }", "deduction { \"reprimand\" count(reprimands) × 1 分 }")
        }
        Rule::s_entry => ("\"荣誉\" 计数(荣誉) × 2 分", "\"honour\" count(honours) × 2 分"),
        Rule::s_veto => {
            ("否决 弄虚作假 存在(事件 其中 查实) 则 不予定等", "veto fraud exists(events where proven) then barred")
        }
        Rule::s_restriction => (
            "限制 群体性事件 存在(事件 其中 查实) 则 最高 良好",
            "restrict unrest exists(events where proven) then at_best good",
        ),
        Rule::s_demotion => (
            "降等 不合格项 不合格项数 不少于 1 项 则 降 1 等",
            "demote failures count(failures) no_fewer_than 1 then down 1 steps",
        ),
        Rule::s_participation => (
            "参评 认定日期 不晚于 2023-12-31 其余 \"不参评\" 依据 第三条",
            "participates admitted no_later_than 2023-12-31 otherwise \"not evaluated\" basis \"Notice 12\"",
        ),
        Rule::s_manual => (
            "人工定等 定等决定 { 等次 评定等次 ; 理由 评定理由 ; 文号 决定文号 }",
            "manual_grade decisions { grades given ; reason why ; document_number paper }",
        ),
        Rule::s_grades => (
            "等次 { 优秀 总分 不低于 90 分 ; 其余 \"未达合格\" }",
            "grades { good total at_least 90 分 ; otherwise \"fail\" }",
        ),
        Rule::s_grade => (
            "优秀 总分 不低于 90 分 名额 30% 向下取整 并列 比 D 仍同 全退",
            "good total at_least 90 分 quota 30% round_down ties compare_by D still_tied all_out",
        ),
        Rule::s_grade_missing => ("缺失 无碍 照定", "missing immaterial graded"),
        Rule::s_keyed | Rule::s_keyed_header | Rule::c_key => (
            "参数 按 县区 依据 \"附件 2\" { 表头 县区 | 增长目标 ; 永嘉 | 10% ; 其余 | 8% }",
            "parameter by county basis \"annex 2\" { header county | target ; north | 10% ; otherwise | 8% }",
        ),
        Rule::s_spread | Rule::s_spread_item => (
            "展开 项目 取 数值 { \"常住人口\" 作 人口 万人 }",
            "spread item pick amount { \"population\" as people 万人 }",
        ),
        Rule::s_asked => ("总分 不低于 80 分 且 等次 是 优秀", "total at_least 80 分 and grades is excellent"),
        Rule::s_outputs | Rule::s_output => (
            "列出 { 营业收入 亿元 2 位 \"营业收入（亿元）\" ; 各指标.取值 }",
            "outputs { revenue 亿元 2 places \"revenue (亿元)\" ; each_indicator.value }",
        ),
        Rule::s_alternative => (
            "另解 \"按合并报表\" { 修改 定义 营业收入 = 求和(机构.营业收入) }",
            "alternative \"consolidated\" { amend define revenue = sum(orgs.revenue) }",
        ),
        Rule::s_grade_rest => ("其余 \"未达合格\"", "otherwise \"fail\""),
        Rule::s_rows => (
            "单位 { 单位编号 : P1 ; 类别 : 甲类 }，或 机构 { 信用代码, 类别 } = (J1, 其他), (J2, 其他)",
            "parks { code : P1 ; kind : large }, or orgs { id, kind } = (J1, other), (J2, other)",
        ),
        Rule::s_assume => (
            "设 某定义 = 80%、设 取值 A1 = 80%、设 得分 A1 = 4 分 或 设 总分 = 90 分",
            "assume growth = 5%, assume value A1 = 5%, assume mark A1 = 4 分 or assume total = 90 分",
        ),
        Rule::s_expect => ("期望 D1 得 4 分，或 期望 经营规模 符合", "expect D1 gets 4 分, or expect growing met"),
        Rule::s_inherit => ("沿用 \"evaluation-2022-2023.heng\"", "inherit \"evaluation-2022-2023.heng\""),
        Rule::s_remove => ("删除 指标 B1", "remove indicator B1"),
        Rule::s_drop => ("删除 缺失", "remove missing"),
        Rule::s_move => ("移动 指标 B2 至 方面 C", "move indicator B2 to head C"),
        Rule::s_grade_change => {
            ("优秀 总分 不低于 90 分，或 优秀 名额 25%", "excellent total at_least 90 分, or excellent quota 25%")
        }
        Rule::s_inside => ("修改 计分 { 不低于 95% : 8 分 }", "amend scoring { at_least 95% : 8 分 }"),
        Rule::s_row => ("修改 不低于 95% : 8 分", "amend at_least 95% : 8 分"),
        Rule::s_row_to_be => ("修改 不低于 95% 为 不低于 96%", "amend at_least 95% to_be at_least 96%"),
        Rule::s_rename => (
            "更名 指标 E4 \"新名称\"，或 更名 参数 目标值 为 新目标值",
            "rename indicator E4 \"new title\", or rename parameter target to_be goal",
        ),
        Rule::s_verb | Rule::s_indicator_change => {
            ("修改 指标 D1 7 分 { 计分 … }", "amend indicator D1 7 分 { scoring … }")
        }
        Rule::s_each_change => (
            "修改 各指标 于 方面 A 一律 { 缺失 得 0 分 }",
            "amend each_indicator into head A throughout { missing gets 0 分 }",
        ),
        Rule::s_table_of_changes => {
            ("修改 指标 { 表头 编号 | 权重 ; A1 | 2 }", "amend indicator { header code | weight ; A1 | 2 }")
        }
        Rule::s_bonus_change => ("修改 加分 封顶 5 分 { … }", "amend bonus cap 5 分 { … }"),
        Rule::s_deduction_change => ("修改 扣分 封顶 5 分 { … }", "amend deduction cap 5 分 { … }"),
        Rule::s_head_change => ("修改 方面 A 10 分", "amend head A 10 分"),
        Rule::s_table_change => ("修改 数据 单位 { 认定日期 日期 }", "amend table parks { admitted date }"),
        Rule::s_head_new => (
            "新增 方面 C3 \"公众感受\" 20 分 于 方面 C { … }",
            "insert head C3 \"public opinion\" 20 分 into head C { … }",
        ),
        Rule::s_moved => ("移动 指标 C1、C2", "move indicator C1, C2"),
        Rule::s_indicator_new => (
            "新增 指标 D8 \"技能培训人次\" 4 分 于 方面 D { … }",
            "insert indicator D8 \"training\" 4 分 into head D { … }",
        ),
        _ => ("示例 \"正好一半，得一半分\" { … }", "example \"half earns half\" { … }"),
    }
}

/// The words of the scoring methods.
pub(super) const METHODS: &[&str] = &[
    "分档",
    "累计",
    "比例",
    "插值",
    "功效",
    "极差",
    "名次",
    "换算",
    "直接",
    "bands",
    "cumulative",
    "ratio",
    "interpolate",
    "efficacy",
    "min_max",
    "rank",
    "rescale",
    "direct",
    "算式",
    "formula",
];

/// An example of 计分 with a method, whose word is given; with the simplest ones when there is no such method.
pub(super) fn of_method(word: &str) -> Words {
    let (zh, en) = match keyword::rule_of(word) {
        Some(Rule::kw_cumulative) => (
            "计分 累计 { 管理机构文号 不为空 : 1 分 ; 计数(活动) 每 1 场 得 0.25 分 封顶 2 分 }",
            "scoring cumulative { document is_not_empty : 1 分 ; count(events) per 1 gets 0.25 分 cap 2 分 }",
        ),
        Some(Rule::kw_ratio) => ("计分 比例 目标 目标值 封顶 满分", "scoring ratio target 100% cap full_marks"),
        Some(Rule::kw_interpolate) => (
            "计分 插值 { 60% : 0 分 ; 100% : 满分 } 两端 持平",
            "scoring interpolate { 60% : 0 分 ; 100% : full_marks } ends flat",
        ),
        Some(Rule::kw_efficacy) => (
            "计分 功效 不允许 0% 满意 15% 底 60 幅 40 封顶 满分 保底 0 分",
            "scoring efficacy unacceptable 0% satisfactory 15% base 60 span 40 cap full_marks floor 0 分",
        ),
        Some(Rule::kw_min_max) => (
            "计分 极差 范围 同 类别 底 60 幅 40 相等 得 满分",
            "scoring min_max scope same kind base 60 span 40 all_equal gets full_marks",
        ),
        Some(Rule::kw_rank) => (
            "计分 名次 范围 全部 降序 首名 满分 每降一位 减 0.8 分 保底 2 分 并列 同名次",
            "scoring rank scope everyone descending first full_marks per_rank minus 0.8 分 floor 2 分 ties shared_rank",
        ),
        Some(Rule::kw_from) => (
            "计分 自 满分 { 计数(迟报事项) 每 1 件 减 0.5 分 } 保底 0 分，\
             或 计分 自 满分 低于 95% 时 每低 1 个百分点 减 0.2 分 不足一步 按一步 保底 0 分",
            "scoring from full_marks { count(delays) per 1 minus 0.5 分 } floor 0 分, \
             or scoring from full_marks below 95% when per_below 1 个百分点 minus 0.2 分 partial_step whole_step floor 0 分",
        ),
        Some(Rule::kw_per) => ("计分 每 1 项 得 0.4 分 封顶 满分", "scoring per 1 gets 0.4 分 cap full_marks"),
        Some(Rule::kw_rescale) => ("计分 换算 百分制", "scoring rescale percent_scale"),
        Some(Rule::kw_formula) => (
            "计分 算式 满分 × ( 取值 - 60% ) / 30% 封顶 满分 保底 0 分",
            "scoring formula full_marks × ( value - 60% ) / 30% cap full_marks floor 0 分",
        ),
        Some(Rule::kw_direct) => ("计分 直接 封顶 满分 保底 0 分", "scoring direct cap full_marks floor 0 分"),
        _ => (
            "计分 分档 { 不低于 95% : 4 分 ; 不低于 80% : 2 分 ; 其余 : 0 分 }",
            "scoring bands { at_least 95% : 4 分 ; at_least 80% : 2 分 ; otherwise : 0 分 }",
        ),
    };
    Words { zh: format!("写法：{zh}"), en: format!("write: {en}") }
}

/// What a place in a file is called: the file itself, or a block.
pub(super) fn place_words(inside: Option<Rule>) -> (&'static str, &'static str) {
    match inside {
        Some(Rule::kw_head) => ("方面", "a head"),
        Some(Rule::kw_total) => ("总分", "the total"),
        Some(Rule::kw_each_head) => ("各方面", "each_head"),
        Some(Rule::kw_gloss) => ("口径", "a gloss"),
        Some(Rule::kw_alternative) => ("另解", "an alternative"),
        Some(_) => ("指标", "an indicator"),
        None => ("规则文件", "a rule file"),
    }
}

/// Where a statement that begins with this word belongs.
pub(super) fn home_of(rule: Rule) -> Option<(&'static str, &'static str)> {
    Some(match rule {
        Rule::kw_indicator => ("「方面」的花括号里", "in the braces of a `head`"),
        Rule::kw_applies
        | Rule::kw_value
        | Rule::kw_scoring
        | Rule::kw_adjust
        | Rule::kw_missing
        | Rule::kw_evidence
        | Rule::kw_advice => ("「指标」的花括号里", "in the braces of an `indicator`"),
        Rule::kw_aggregate | Rule::kw_weighting | Rule::kw_gaps => {
            ("「方面」或「总分」的花括号里", "in the braces of a `head` or of `total`")
        }
        Rule::kw_weight => ("「指标」或「方面」的花括号里", "in the braces of an `indicator` or a `head`"),
        Rule::kw_move => (
            "最外面，或写在最外面的「新增 方面 … 于 方面 … { … }」的花括号里",
            "by itself, or in the braces of `insert head … into head … { … }` that stands by itself",
        ),
        Rule::kw_assume | Rule::kw_expect => ("「示例」的花括号里", "in the braces of an `example`"),
        Rule::kw_key
        | Rule::kw_other_columns
        | Rule::kw_sheet
        | Rule::kw_header_row
        | Rule::kw_missing_marks
        | Rule::kw_inapplicable_marks
        | Rule::kw_zero_marks => ("「数据」的花括号里", "in the braces of a `table`"),
        Rule::kw_alternative => ("「口径」的花括号里", "in the braces of a `gloss`"),
        Rule::kw_otherwise => ("「等次」「分档」或「按」的花括号里", "in the braces of `grades`, `bands` or `by`"),
        _ => return None,
    })
}
