//! What the grammar wanted, in the words of policy staff.

use super::super::grammar::Rule;
use super::super::keyword;

/// At most so many wanted things are listed.
const MAX_LISTED: usize = 6;

/// The wanted things in both languages; empty when none is worth saying.
/// `at_operand`: what stands there could be an operand, so an operator may be what is missing.
pub(super) fn words(statement: Rule, wanted: &[Rule], at_operand: bool) -> (String, String) {
    let mut listed: Vec<(String, String)> = Vec::new();
    let operator = wanted.iter().find(|rule| matches!(rule, Rule::link | Rule::arithmetic)).filter(|_| at_operand);
    let said = wanted.iter().filter(|rule| is_said(**rule, wanted));
    for rule in said.chain(operator).copied() {
        let pair = one(statement, rule);
        if !listed.contains(&pair) {
            listed.push(pair);
        }
    }
    let more = listed.len() > MAX_LISTED;
    listed.truncate(MAX_LISTED);
    let zh: Vec<&str> = listed.iter().map(|(zh, _)| zh.as_str()).collect();
    let en: Vec<&str> = listed.iter().map(|(_, en)| en.as_str()).collect();
    let (rest_zh, rest_en) = if more { (" 等", " …") } else { ("", "") };
    (zh.join("、") + rest_zh, en.join(", ") + rest_en)
}

/// An operator may follow nearly anything; it is named only when nothing else is wanted.
fn is_said(rule: Rule, wanted: &[Rule]) -> bool {
    let is_incidental = |rule: &Rule| {
        matches!(
            rule,
            Rule::link
                | Rule::arithmetic
                | Rule::test
                | Rule::keep
                | Rule::accurate
                | Rule::weight
                | Rule::dot
                | Rule::unit
                | Rule::semi
                | Rule::comma
                | Rule::EOI
                | Rule::kw_keep
                | Rule::kw_accurate
                | Rule::kw_weight
                | Rule::group_open
        )
    };
    !is_incidental(&rule) || wanted.iter().all(is_incidental)
}

#[allow(clippy::too_many_lines, reason = "a table, one line for each rule")]
fn one(statement: Rule, rule: Rule) -> (String, String) {
    if let Some(keyword) = keyword::of_rule(rule) {
        return (format!("「{}」", keyword.zh), format!("`{}`", keyword.en));
    }
    let (zh, en) = match rule {
        Rule::amount | Rule::operand | Rule::primary | Rule::expression | Rule::number => match statement {
            Rule::s_head | Rule::s_indicator | Rule::s_full => ("分值（如 4 分）", "marks (such as 4 分)"),
            Rule::s_condition => ("要求（如 某列 不低于 80%）", "a requirement (such as rate at_least 80%)"),
            _ => ("数、名称或算式", "a number, name or expression"),
        },
        Rule::asked | Rule::asked_term | Rule::asked_value => {
            ("列名、数或文字（如 总分、80 分、优秀）", "a column, number or text (such as total, 80 分, excellent)")
        }
        Rule::asked_test => ("比较的词（不低于、是……）", "a comparison (at_least, is …)"),
        Rule::each_value => ("「各指标.取值」", "`each_indicator.value`"),
        Rule::string => ("引号里的文字", "text in quotes"),
        Rule::name
        | Rule::label
        | Rule::path
        | Rule::names
        | Rule::paths
        | Rule::function
        | Rule::function_name
        | Rule::target
        | Rule::of_grade
        | Rule::head_name => ("名称", "a name"),
        Rule::date => ("日期（如 2024-01-01）", "a date (such as 2024-01-01)"),
        Rule::count | Rule::digits | Rule::ordinal => ("整数", "a whole number"),
        Rule::unit => ("单位", "a unit"),
        Rule::basis_item | Rule::clause_ref => (
            "条款（如 第九条（一）），或引号里的文件名、标准的条号（如 \"3.2.5\"）",
            "a clause, or in quotes a title or the number of a clause (\"3.2.5\")",
        ),
        Rule::basis => ("「依据」", "`basis`"),
        Rule::in_database => ("「表」「查询」", "`from_table`, `query`"),
        Rule::scope => ("「范围」", "`scope`"),
        Rule::manual_column => ("「等次」「理由」「文号」", "`grades`, `reason`, `document_number`"),
        Rule::condition_clause => {
            ("「适用」「范围」「依据」「原则上」「定性」", "`applies`, `scope`, `basis`, `in_principle`, `judged`")
        }
        Rule::field_type | Rule::choice_type | Rule::unknown_type => ("列的类型或单位", "a type or a unit"),
        Rule::choice_item | Rule::loose_choice => {
            ("一项（如 甲类，或 \"√\" 作 符合）", "a choice (such as large, or \"√\" as met)")
        }
        Rule::ranked => ("「从优到劣」「从高到低」", "`best_to_worst`, `high_to_low`"),
        Rule::choice_list => ("「{ 甲类, 乙类 }」", "`{ large, small }`"),
        Rule::port => ("参数（如 期末: 万元）", "a parameter (such as end: number)"),
        Rule::script_limit => {
            ("「运算」「层数」「字数」「项数」", "`operations`, `call_depth`, `text_length`, `list_items`")
        }
        Rule::arrow => ("「→」", "`→`"),
        Rule::call | Rule::called => ("脚本函数（如 增长(3, 2)）", "a function of a script (such as growth(3, 2))"),
        Rule::call_outcome => ("「为」「得」或「缺失」", "`to_be`, `gets` or `missing`"),
        Rule::field_flag => (
            "「主键」「名称」「可缺失」「备查」「不公开」「佐证」「可改」「列」",
            "`key`, `title`, `optional`, `record_only`, `private`, `evidence`, `adjustable`, `column`",
        ),
        Rule::method => (
            "计分办法（分档、累计、比例、插值、功效、极差、名次、自、每、换算、直接、算式）",
            "a method (bands, cumulative, ratio, interpolate, efficacy, min_max, rank, from, per, rescale, direct, formula)",
        ),
        Rule::option => ("「封顶」「保底」等", "`cap`, `floor` and the like"),
        Rule::effect => ("「减半」「乘」「减」「得」", "`halve`, `times`, `minus`, `gets`"),
        Rule::compare => ("比较的词（不低于、超过、是……）", "a comparison (at_least, exceeds, is …)"),
        Rule::rounding_mode | Rule::quota_rounding => ("「四舍五入」等舍入办法", "a rounding mode such as `half_up`"),
        Rule::precision => {
            ("「… 位 四舍五入」或「不舍入 显示 … 位」", "`… places half_up` or `unrounded shown … places`")
        }
        Rule::accurate => ("「精确到 … 位」", "`accurate_to … places`"),
        Rule::trim => ("「去高 … 去低 …」", "`drop_high … drop_low …`"),
        Rule::order_list => ("「{ 0.5, 0.3, 0.2 }」", "`{ 0.5, 0.3, 0.2 }`"),
        Rule::coverage => ("「覆盖 不低于 …」", "`coverage at_least …`"),
        Rule::matrix_row => ("判断矩阵的一行（如 (1, 3)）", "a row of the judgement matrix (such as (1, 3))"),
        Rule::data_weights => {
            ("「熵权法」「标准差法」「CRITIC法」", "`entropy_weights`, `deviation_weights`, `critic_weights`")
        }
        Rule::ahp => ("「层次分析法」", "`ahp_weights`"),
        Rule::mean_mark => ("「平均得分」「中位得分」", "`mean_mark`, `median_mark`"),
        Rule::outcome | Rule::grade_outcome => ("「得」「为」或结论", "`gets`, `to_be` or a verdict"),
        Rule::kinds => ("枚举的项（如 甲类、乙类）", "choices (such as large, medium)"),
        Rule::band => ("一档（如 不低于 95% : 4 分）", "a band (such as at_least 95% : 4 分)"),
        Rule::arm => ("一项（如 综合性 : 3 分）", "a choice (such as large : 3 分)"),
        Rule::each | Rule::cases => ("「每 … 得 …」或「: 分值」", "`per … gets …` or `: marks`"),
        Rule::modifier => ("「其中」「取」「范围」等", "`where`, `pick`, `scope` and the like"),
        Rule::link | Rule::arithmetic | Rule::test => {
            ("「且」「或」、比较的词或运算符", "`and`, `or`, a comparison or an operator")
        }
        Rule::partial => ("「不足一步」", "`partial_step`"),
        Rule::tuple | Rule::tuples | Rule::values => ("值（如 (J1, 其他)）", "values (such as (J1, other))"),
        Rule::item_word => ("条目的第一个词（如 指标、参数）", "the first word of an item (such as indicator)"),
        Rule::clause_word => ("子句的第一个词（如 缺失）", "the first word of a clause (such as missing)"),
        Rule::block_cap => ("「封顶」", "`cap`"),
        Rule::dated_values | Rule::dated_value => {
            ("写明时段的值（如 { 2024-01-01 起 : 12 亿元 }）", "a dated value (such as { 2024-01-01 since : 12% })")
        }
        Rule::rounded => ("「指标」", "`indicator`"),
        Rule::lbrace => ("「{」", "`{`"),
        Rule::rbrace => ("「}」", "`}`"),
        Rule::lparen | Rule::group_open => ("「(」", "`(`"),
        Rule::rparen | Rule::group_close => ("「)」", "`)`"),
        Rule::colon => ("「:」", "`:`"),
        Rule::comma => ("「,」", "`,`"),
        Rule::assign => ("「=」", "`=`"),
        Rule::semi | Rule::EOI => ("换行", "the end of the line"),
        _ => ("别的写法", "something else"),
    };
    (zh.to_owned(), en.to_owned())
}
