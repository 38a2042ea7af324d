//! Names of functions from spreadsheets and programming, and how they are written here.

use crate::finding::Words;
use crate::words;

/// A name elsewhere in lower case, and the right writing in Chinese and English.
const SYNONYMS: &[(&[&str], &str, &str)] = &[
    (&["ln", "log", "loge", "自然对数"], "对数(x) 精确到 4 位", "log(x) accurate_to 4 places"),
    (&["log10", "lg"], "对数(x, 10) 精确到 4 位", "log(x, 10) accurate_to 4 places"),
    (&["sqrt", "开方", "平方根", "根号"], "方根(x, 2) 精确到 4 位", "root(x, 2) accurate_to 4 places"),
    (&["exp"], "指数(x) 精确到 4 位", "exp(x) accurate_to 4 places"),
    (&["abs", "绝对"], "绝对值(x)", "abs(x)"),
    (&["pow", "power", "乘方"], "幂(x, 2)", "power(x, 2)"),
    (
        &["max"],
        "最大值(甲, 乙)（几个数中最大的）或 最大(表.列)（各行中最大的）",
        "greatest(a, b) of numbers, or max(table.column) of rows",
    ),
    (
        &["min"],
        "最小值(甲, 乙)（几个数中最小的）或 最小(表.列)（各行中最小的）",
        "least(a, b) of numbers, or min(table.column) of rows",
    ),
    (
        &["avg", "mean", "average", "平均值", "平均数", "均值"],
        "平均(表.列) 或 平均(甲, 乙)",
        "average(table.column) or average(a, b)",
    ),
    (&["median", "中值"], "中位数(表.列)", "median(table.column)"),
    (
        &["std", "stdev", "stddev", "stdevp"],
        "标准差(表.列 总体) 精确到 4 位，或 样本",
        "standard_deviation(table.column population) accurate_to 4 places, or sample",
    ),
    (&["var"], "方差(表.列 总体)，或 样本", "variance(table.column population), or sample"),
    (&["sum", "合计", "总和", "sumif"], "求和(表.列 其中 …)", "sum(table.column where …)"),
    (&["count", "countif", "个数", "数量"], "计数(表 其中 …)", "count(table where …)"),
    (&["if"], "若 … 则 … 否则 …", "if … then … else …"),
    (&["rank", "排名"], "名次(值 范围 全部 降序 并列 同名次)", "rank(x scope everyone descending ties shared_rank)"),
    (&["round"], "x 保留 2 位 四舍五入", "x rounded_to 2 places half_up"),
];

/// What a name from elsewhere is written as.
pub(super) fn way_out(written: &str) -> Option<Words> {
    let lower = written.to_lowercase();
    let (_, zh, en) = SYNONYMS.iter().find(|(names, ..)| names.contains(&lower.as_str()))?;
    Some(words!("写：{zh}", "write: {en}"))
}
