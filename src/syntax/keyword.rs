//! The words of the language: each Chinese word, its one English twin, and whether it can be a name.
//!
//! The grammar (`grammar/heng.pest`) has one `kw_*` rule for each row; a test holds the two together.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::grammar::Rule;
use crate::finding::{Language, Words};

/// One word of the language.
#[derive(Debug, Clone, Copy)]
pub struct Keyword {
    /// Its rule in the grammar.
    pub(super) rule: Rule,
    /// The Chinese word.
    pub zh: &'static str,
    /// Its English twin.
    pub en: &'static str,
    /// How it is told apart from a name.
    pub standing: Standing,
}

/// How a word is told apart from a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// A keyword only where the grammar asks for it; elsewhere it may be a name (满意, 文本).
    Free,
    /// As [`Standing::Free`], and a digit may follow without a space.
    FreeGlued,
    /// Never a name.
    Reserved,
    /// Never a name, and a digit may follow without a space: 不低于95%.
    ReservedGlued,
}

impl Keyword {
    /// The word in one language.
    #[must_use]
    pub fn word(&self, language: Language) -> &'static str {
        match language {
            Language::Zh => self.zh,
            Language::En => self.en,
        }
    }

    /// Whether it can never be a name.
    #[must_use]
    pub fn is_reserved(&self) -> bool {
        matches!(self.standing, Standing::Reserved | Standing::ReservedGlued)
    }

    /// Whether a digit may follow the Chinese word without a space.
    #[must_use]
    pub fn is_glued(&self) -> bool {
        matches!(self.standing, Standing::FreeGlued | Standing::ReservedGlued)
    }
}

macro_rules! keywords {
    ($($rule:ident $zh:literal $en:literal $standing:ident;)*) => {
        /// Every word, in the order of the grammar.
        pub static KEYWORDS: &[Keyword] = &[
            $(Keyword { rule: Rule::$rule, zh: $zh, en: $en, standing: Standing::$standing },)*
        ];
    };
}

keywords! {
    // heads
    kw_rule_set "规则集" "rule_set" Reserved;
    kw_cycle "周期" "cycle" Reserved;
    kw_basis "依据" "basis" Reserved;
    kw_full "满分" "full_marks" Reserved;
    kw_rounding "舍入" "rounding" Reserved;
    kw_table "数据" "table" Reserved;
    kw_gloss "口径" "gloss" Reserved;
    kw_parameter "参数" "parameter" Reserved;
    kw_definition "定义" "define" Reserved;
    kw_condition "条件" "condition" Reserved;
    kw_head "方面" "head" Reserved;
    kw_bonus "加分" "bonus" Reserved;
    kw_deduction "扣分" "deduction" Reserved;
    kw_veto "否决" "veto" Reserved;
    kw_restriction "限制" "restrict" Reserved;
    kw_grades "等次" "grades" Reserved;
    kw_example "示例" "example" Reserved;
    kw_indicator "指标" "indicator" Reserved;
    // rows under a header
    kw_header "表头" "header" Free;
    kw_code "编号" "code" Free;
    kw_marks "分值" "marks" Free;
    // tables
    kw_to "至" "to" Free;
    kw_text "文本" "text" Free;
    kw_yes_no "是否" "yes_no" Free;
    kw_date "日期" "date" Free;
    kw_choice "枚举" "choice" Free;
    kw_best_to_worst "从优到劣" "best_to_worst" Free;
    kw_high_to_low "从高到低" "high_to_low" Free;
    kw_as "作" "as" Free;
    kw_pure "数值" "number" Free;
    kw_key "主键" "key" Reserved;
    kw_title "名称" "title" Free;
    kw_optional "可缺失" "optional" Free;
    kw_record_only "备查" "record_only" Free;
    kw_adjustable "可改" "adjustable" Free;
    kw_private "不公开" "private" Free;
    kw_column "列" "column" Free;
    kw_from_table "表" "from_table" Free;
    kw_query "查询" "query" Free;
    kw_other_columns "其余列" "other_columns" Reserved;
    kw_ignored "忽略" "ignored" Free;
    kw_spread "展开" "spread" Free;
    kw_sheet "工作表" "worksheet" Reserved;
    kw_header_row "表头行" "header_row" Reserved;
    kw_missing_marks "缺失记号" "missing_marks" Reserved;
    kw_inapplicable_marks "不适用记号" "inapplicable_marks" Reserved;
    kw_zero_marks "零记号" "zero_marks" Reserved;
    // conditions
    kw_in_principle "原则上" "in_principle" Free;
    kw_generally "一般" "generally" Free;
    kw_judged "定性" "judged" Free;
    kw_applies "适用" "applies" Reserved;
    kw_needs "至少" "needs" FreeGlued;
    kw_scope "范围" "scope" Free;
    kw_same "同" "same" Free;
    kw_everyone "全部" "everyone" Free;
    // clauses of an indicator
    kw_value "取值" "value" Reserved;
    kw_scoring "计分" "scoring" Reserved;
    kw_adjust "调整" "adjust" Reserved;
    kw_missing "缺失" "missing" Reserved;
    kw_mean_mark "平均得分" "mean_mark" Free;
    kw_evidence "佐证" "evidence" Reserved;
    kw_advice "建议" "advice" Reserved;
    kw_direction "方向" "direction" Free;
    kw_higher_better "越高越好" "higher_is_better" Free;
    kw_lower_better "越低越好" "lower_is_better" Free;
    // methods
    kw_bands "分档" "bands" Free;
    kw_otherwise "其余" "otherwise" Reserved;
    kw_cumulative "累计" "cumulative" Free;
    kw_per "每" "per" ReservedGlued;
    kw_gets "得" "gets" ReservedGlued;
    kw_ratio "比例" "ratio" Free;
    kw_target "目标" "target" Free;
    kw_interpolate "插值" "interpolate" Free;
    kw_ends "两端" "ends" Free;
    kw_flat "持平" "flat" Free;
    kw_extend "延伸" "extend" Free;
    kw_efficacy "功效" "efficacy" Free;
    kw_unacceptable "不允许" "unacceptable" Free;
    kw_satisfactory "满意" "satisfactory" Free;
    kw_base "底" "base" Free;
    kw_span "幅" "span" Free;
    kw_min_max "极差" "min_max" Free;
    kw_equal "相等" "all_equal" Free;
    kw_ascending "升序" "ascending" Free;
    kw_descending "降序" "descending" Free;
    kw_rank "名次" "rank" Free;
    kw_first "首名" "first" Free;
    kw_per_rank "每降一位" "per_rank" Free;
    kw_minus "减" "minus" FreeGlued;
    kw_plus "加" "plus" FreeGlued;
    kw_ties "并列" "ties" Free;
    kw_competition "同名次" "shared_rank" Free;
    kw_dense "连续" "dense_rank" Free;
    kw_average "平均" "average_rank" Free;
    kw_last_shared "最低名次" "last_shared_rank" Free;
    kw_from "自" "from" Free;
    kw_when "时" "when" Reserved;
    kw_per_below "每低" "per_below" FreeGlued;
    kw_per_above "每高" "per_above" FreeGlued;
    kw_partial "不足一步" "partial_step" Free;
    kw_whole "按一步" "whole_step" Free;
    kw_proportional "按比例" "proportional" Free;
    kw_uncounted "不计" "uncounted" Free;
    kw_rescale "换算" "rescale" Free;
    kw_percent_scale "百分制" "percent_scale" Free;
    kw_direct "直接" "direct" Free;
    kw_formula "算式" "formula" Free;
    kw_cap "封顶" "cap" ReservedGlued;
    kw_floor "保底" "floor" ReservedGlued;
    kw_halve "减半" "halve" Free;
    kw_times "乘" "times" FreeGlued;
    // the scoring tree
    kw_aggregate "汇总" "aggregate" Free;
    kw_copeland "科普兰" "copeland" Free;
    kw_weighting "赋权" "weighting" Free;
    kw_equal_weights "等权" "equal_weights" Free;
    kw_normalised "归一" "normalised" Free;
    kw_entropy "熵权法" "entropy_weights" Free;
    kw_deviation "标准差法" "deviation_weights" Free;
    kw_critic "CRITIC法" "critic_weights" Free;
    kw_ahp "层次分析法" "ahp_weights" Free;
    kw_edition "版次" "edition" Free;
    kw_levels "层级" "levels" Free;
    kw_gaps "缺项" "gaps" Free;
    kw_redistribute "折算" "redistribute" Free;
    kw_coverage "覆盖" "coverage" Free;
    kw_unrounded "不舍入" "unrounded" Free;
    kw_shown "显示" "shown" Free;
    kw_median_mark "中位得分" "median_mark" Free;
    kw_not_applicable "不适用" "not_applicable" Free;
    kw_refuse "报错" "refuse" Free;
    // grades
    kw_at_best "最高" "at_best" Free;
    kw_quota "名额" "quota" Free;
    kw_of_participants "参评园区的" "of_participants" FreeGlued;
    kw_round_down "向下取整" "round_down" Free;
    kw_round_up "向上取整" "round_up" Free;
    kw_compare_by "比" "compare_by" Free;
    kw_still_tied "仍同" "still_tied" Free;
    kw_all_in "全进" "all_in" Free;
    kw_all_out "全退" "all_out" Free;
    kw_participate "参评" "participates" Free;
    kw_demote "降等" "demote" Free;
    kw_down "降" "down" FreeGlued;
    kw_grade_step "等" "steps" Free;
    kw_manual "人工定等" "manual_grade" Free;
    kw_reason "理由" "reason" Free;
    kw_document "文号" "document_number" Free;
    kw_immaterial "无碍" "immaterial" Free;
    kw_graded "照定" "graded" Free;
    kw_outputs "列出" "outputs" Free;
    // examples
    kw_assume "设" "assume" Reserved;
    kw_expect "期望" "expect" Reserved;
    kw_nothing "无" "nothing" Free;
    kw_to_be "为" "to_be" Reserved;
    kw_because "因" "because" Free;
    kw_met "符合" "met" Free;
    kw_not_met "不符合" "not_met" Free;
    kw_needs_reason "待说明" "needs_reason" Free;
    kw_open "待定" "open" Free;
    // expressions
    kw_and "且" "and" Reserved;
    kw_or "或" "or" Reserved;
    kw_not "非" "not" Reserved;
    kw_if "若" "if" Reserved;
    kw_then "则" "then" Reserved;
    kw_else "否则" "else" Reserved;
    kw_where "其中" "where" Reserved;
    kw_by "按" "by" Reserved;
    kw_pick "取" "pick" Free;
    kw_distinct "不重复" "distinct" Reserved;
    kw_same_matter "同一" "same_matter" Free;
    kw_highest "取最高" "take_highest" Free;
    kw_drop_high "去高" "drop_high" FreeGlued;
    kw_drop_low "去低" "drop_low" FreeGlued;
    kw_weight "权重" "weight" Free;
    kw_order_weights "次序权重" "order_weights" Free;
    kw_position "位置" "position" Free;
    kw_quantile_type "类型" "quantile_type" Free;
    kw_population "总体" "population" Free;
    kw_sample "样本" "sample" Free;
    kw_earliest "最早" "earliest" Free;
    kw_latest "最晚" "latest" Free;
    kw_until "直到" "until" Free;
    kw_skewness "偏度" "skewness" Free;
    kw_kurtosis "峰度" "kurtosis" Free;
    kw_up_to "至多" "up_to" FreeGlued;
    kw_accurate "精确到" "accurate_to" FreeGlued;
    kw_keep "保留" "rounded_to" ReservedGlued;
    kw_nearest "到" "nearest" FreeGlued;
    kw_places "位" "places" Free;
    kw_half_up "四舍五入" "half_up" Free;
    kw_half_even "四舍六入五成双" "half_even" Free;
    kw_away "进位" "away_from_zero" Free;
    kw_toward "舍去" "toward_zero" Free;
    kw_within "属于" "within" Reserved;
    kw_not_within "不属于" "not_within" Reserved;
    kw_is_empty "为空" "is_empty" Reserved;
    kw_is_not_empty "不为空" "is_not_empty" Reserved;
    kw_yes "是" "yes" Reserved;
    kw_no "否" "no" Reserved;
    kw_total "总分" "total" Reserved;
    kw_every_head "各方面得分率" "every_head_rate" Reserved;
    kw_this_row "本行" "this_row" Free;
    // comparisons
    kw_at_least "不低于" "at_least" ReservedGlued;
    kw_no_fewer "不少于" "no_fewer_than" ReservedGlued;
    kw_no_smaller "不小于" "no_smaller_than" ReservedGlued;
    kw_reaches "达到" "reaches" ReservedGlued;
    kw_no_earlier "不早于" "no_earlier_than" ReservedGlued;
    kw_exceeds "超过" "exceeds" ReservedGlued;
    kw_above "高于" "above" ReservedGlued;
    kw_greater "大于" "greater_than" ReservedGlued;
    kw_more "多于" "more_than" ReservedGlued;
    kw_later "晚于" "later_than" ReservedGlued;
    kw_at_most "不超过" "at_most" ReservedGlued;
    kw_no_higher "不高于" "no_higher_than" ReservedGlued;
    kw_no_greater "不大于" "no_greater_than" ReservedGlued;
    kw_no_more "不多于" "no_more_than" ReservedGlued;
    kw_no_later "不晚于" "no_later_than" ReservedGlued;
    kw_below "低于" "below" ReservedGlued;
    kw_fewer "少于" "fewer_than" ReservedGlued;
    kw_smaller "小于" "smaller_than" ReservedGlued;
    kw_short_of "不足" "short_of" ReservedGlued;
    kw_less "不满" "less_than" ReservedGlued;
    kw_earlier "早于" "earlier_than" ReservedGlued;
    kw_better "优于" "better_than" Free;
    kw_no_better "不优于" "no_better_than" Free;
    kw_worse "劣于" "worse_than" Free;
    kw_no_worse "不劣于" "no_worse_than" Free;
    kw_is "是" "is" Reserved;
    kw_equals "等于" "equals" ReservedGlued;
    kw_is_not "不是" "is_not" Reserved;
    kw_not_equal "不等于" "not_equal_to" ReservedGlued;
    kw_begins_with "开头是" "begins_with" Free;
    kw_begins_otherwise "开头不是" "does_not_begin_with" Free;
    kw_ends_with "结尾是" "ends_with" Free;
    kw_ends_otherwise "结尾不是" "does_not_end_with" Free;
    kw_contains "包含" "contains" Free;
    kw_lacks "不包含" "does_not_contain" Free;
    // scripts
    kw_script "脚本" "script" Free;
    kw_script_limits "脚本限度" "script_limits" Free;
    kw_record "记录" "record" Free;
    kw_rows "各行" "rows" Free;
    kw_each_subject "各家" "each_subject" Free;
    kw_each_part "各项" "each_part" Free;
    kw_percentage "百分比" "percentage" Free;
    kw_operations "运算" "operations" Free;
    kw_call_depth "层数" "call_depth" Free;
    kw_text_length "字数" "text_length" Free;
    kw_list_items "项数" "list_items" Free;
    // changes between cycles
    kw_inherit "沿用" "inherit" Free;
    kw_amend "修改" "amend" Free;
    kw_insert "新增" "insert" Free;
    kw_remove "删除" "remove" Free;
    kw_rename "更名" "rename" Free;
    kw_move "移动" "move" Free;
    kw_into "于" "into" Free;
    kw_each_indicator "各指标" "each_indicator" Free;
    kw_each_head "各方面" "each_head" Free;
    kw_throughout "一律" "throughout" Free;
    kw_since "起" "since" Free;
    kw_alternative "另解" "alternative" Free;
}

/// Built-in functions that have an English name; a syntax tree always carries the Chinese one.
pub static FUNCTIONS: &[(&str, &str)] = &[
    ("权重", "weight"),
    ("求和", "sum"),
    ("计数", "count"),
    ("存在", "exists"),
    ("不存在", "not_exists"),
    ("取", "pick"),
    ("连续期数", "run_length"),
    ("增速", "growth"),
    ("平均", "average"),
    ("截尾平均", "trimmed_mean"),
    ("最大", "max"),
    ("最小", "min"),
    ("最大值", "greatest"),
    ("最小值", "least"),
    ("名次", "rank"),
    ("倍数", "multiple"),
    ("至少成立", "at_least_hold"),
    ("工作日后", "working_days_after"),
    ("顺延", "next_working_day"),
    ("方根", "root"),
    ("幂", "power"),
    ("对数", "log"),
    ("指数", "exp"),
    ("绝对值", "abs"),
    ("中位数", "median"),
    ("分位数", "quantile"),
    ("方差", "variance"),
    ("标准差", "standard_deviation"),
    ("几何平均", "geometric_mean"),
    ("调和平均", "harmonic_mean"),
    ("幂平均", "power_mean"),
    ("有序加权", "ordered_mean"),
    ("百分位次", "percent_rank"),
    ("得分", "mark"),
    ("得分率", "mark_rate"),
    ("级差", "steps_apart"),
    ("最优", "best"),
    ("最劣", "worst"),
    ("默认", "or_else"),
    ("缩尾", "winsorised"),
    ("偏度", "skewness"),
    ("峰度", "kurtosis"),
    ("基尼系数", "gini"),
    ("标准分", "z_score"),
    ("相关系数", "correlation"),
    ("字数", "text_length"),
];

/// Units that may follow a number; the checker gives them their meaning.
pub static UNITS: &[&str] = &[
    "元",
    "千元",
    "万元",
    "亿元",
    "平方米",
    "㎡",
    "m²",
    "亩",
    "公顷",
    "%",
    "％",
    "‰",
    "个百分点",
    "百分点",
    "天",
    "日",
    "个工作日",
    "工作日",
    "年",
    "分",
    "人",
    "人次",
    "家",
    "家次",
    "场",
    "场次",
    "件",
    "项",
    "个",
    "份",
    "次",
    "起",
    "笔",
    "所",
    "处",
    "名",
    "户",
    "套",
    "台",
    "篇",
    "期",
    "位",
    "千人",
    "万人",
    "万人次",
    "万户",
    "辆",
    "床",
    "座",
    "张",
    "条",
    "只",
    "门",
    "册",
    "岁",
    "学时",
    "平方千米",
    "平方公里",
    "千克",
    "公斤",
    "克",
    "毫克",
    "微克",
    "吨",
    "万吨",
    "米",
    "厘米",
    "毫米",
    "千米",
    "公里",
    "立方米",
    "万立方米",
    "升",
    "毫升",
    "千瓦时",
    "万千瓦时",
    "亿千瓦时",
    "兆瓦时",
    "焦耳",
    "千焦",
    "兆焦",
    "吉焦",
    "千卡",
    "吨标准煤",
    "万吨标准煤",
    "克标准煤",
    "千克标准煤",
    "小时",
    "分钟",
    "秒",
    "美元",
    "万美元",
    "亿美元",
    "摄氏度",
    "分贝",
    "帕",
    "百帕",
    "千帕",
    "兆帕",
    "十万人",
];

/// Types of a column that are words of the language.
pub static TYPES: &[&str] =
    &["文本", "是否", "日期", "枚举", "数值", "百分比", "text", "yes_no", "date", "choice", "number", "percentage"];

/// Every word of a text is looked up, so its place in a table of short lists is worked out from its letters: a search
/// among all words compares it with nine of them.
static BY_WORD: LazyLock<Vec<Vec<(&'static str, &'static Keyword)>>> = LazyLock::new(|| {
    let mut lists = vec![Vec::new(); LISTS];
    // 是 is both a comparison and a value; the first row, the value, comes first and stands for both here.
    for (word, keyword) in KEYWORDS.iter().flat_map(|keyword| [(keyword.zh, keyword), (keyword.en, keyword)]) {
        if let Some(list) = lists.get_mut(list_of(word)) {
            list.push((word, keyword));
        }
    }
    lists
});

/// About as many as there are words, in both languages.
const LISTS: usize = 512;

/// The list that holds a word.
fn list_of(word: &str) -> usize {
    word.bytes().fold(0_usize, |mixed, byte| mixed.wrapping_mul(31).wrapping_add(byte.into())) % LISTS
}

static BY_RULE: LazyLock<BTreeMap<Rule, &'static Keyword>> =
    LazyLock::new(|| KEYWORDS.iter().map(|keyword| (keyword.rule, keyword)).collect());

/// The keyword that a word in either language is.
#[must_use]
pub fn of_word(word: &str) -> Option<&'static Keyword> {
    let list = BY_WORD.get(list_of(word))?;
    list.iter().find(|(known, _)| *known == word).map(|(_, keyword)| *keyword)
}

/// A keyword in each language; another word is the same in both.
#[must_use]
pub fn words(word: &str) -> Words {
    Words::of(|language| of_word(word).map_or(word, |keyword| keyword.word(language)).to_owned())
}

/// The keyword of a grammar rule.
pub(super) fn of_rule(rule: Rule) -> Option<&'static Keyword> {
    BY_RULE.get(&rule).copied()
}

/// The rule of a word in either language.
pub(super) fn rule_of(word: &str) -> Option<Rule> {
    of_word(word).map(|keyword| keyword.rule)
}

/// Whether a word is 得分 or 得分率, which an item reads of its own without a code.
#[must_use]
pub fn is_own_figure(word: &str) -> bool {
    matches!(function_zh(word), "得分" | "得分率" | "权重")
}

/// The Chinese name of a built-in function written in either language; other names stay.
pub(super) fn function_zh(name: &str) -> &str {
    FUNCTIONS.iter().find(|(_, en)| *en == name).map_or(name, |(zh, _)| zh)
}

/// What a built-in function is called in each language; the name of another is the same in both.
#[must_use]
pub fn function_words(name: &str) -> Words {
    Words::of(|language| function_in(name, language).unwrap_or(name).to_owned())
}

/// A built-in function's name in one language.
pub(super) fn function_in(name: &str, language: Language) -> Option<&'static str> {
    let (zh, en) = FUNCTIONS.iter().find(|(zh, en)| *zh == name || *en == name)?;
    Some(match language {
        Language::Zh => zh,
        Language::En => en,
    })
}
