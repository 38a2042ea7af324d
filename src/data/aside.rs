//! Rows at the end of a table that are about it: totals, averages, notes. They are no subjects; one counted as such
//! would change quotas and ranks.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use crate::finding::{Code, Diagnostic, Words};
use crate::words;

use super::findings::Findings;

/// What a row is that is no row of data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aside {
    /// 合计
    Total,
    /// 平均, 最高, 标准差
    Statistic,
    /// 注：…
    Note,
    /// 其中：…, which the row above has in it already.
    Part,
}

const TOTALS: &[&str] = &[
    "合计",
    "合计数",
    "小计",
    "总计",
    "总数",
    "汇总",
    "汇总数",
    "总和",
    "共计",
    "累计",
    "total",
    "totals",
    "subtotal",
    "grandtotal",
    "sum",
];

const STATISTICS: &[&str] = &[
    "平均",
    "均值",
    "平均值",
    "平均数",
    "平均分",
    "平均得分",
    "中位数",
    "中位值",
    "众数",
    "最大",
    "最小",
    "最大值",
    "最小值",
    "最高",
    "最低",
    "最高值",
    "最低值",
    "最高分",
    "最低分",
    "极差",
    "标准差",
    "方差",
    "average",
    "mean",
    "median",
    "mode",
    "max",
    "maximum",
    "min",
    "minimum",
    "range",
    "stdev",
    "variance",
];

/// Of all of them: 全市合计, 本区平均.
const WHOLES: &[&str] = &[
    "全国", "全省", "全市", "全区", "全县", "全州", "全镇", "全校", "全体", "全部", "本省", "本市", "本区", "本县",
    "本页", "各项",
];

/// What stands before the colon of a note, or before its number: 注1：
const NOTES: &[&str] = &[
    "注",
    "备注",
    "附注",
    "说明",
    "填表说明",
    "填报说明",
    "数据来源",
    "资料来源",
    "来源",
    "制表",
    "制表人",
    "填表人",
    "填报人",
    "审核人",
    "复核人",
    "单位负责人",
    "填表日期",
    "填报日期",
    "制表日期",
    "报送日期",
    "联系电话",
    "note",
    "notes",
    "source",
];

/// What stands before a part of the row above.
const PARTS: &[&str] = &["其中", "ofwhich"];

/// The letters that these words begin with.
static FIRSTS: LazyLock<Vec<char>> = LazyLock::new(|| {
    let words = [TOTALS, STATISTICS, WHOLES, NOTES, PARTS].into_iter().flatten();
    let firsts: BTreeSet<char> = words.filter_map(|word| word.chars().next()).collect();
    firsts.into_iter().collect()
});

impl Aside {
    /// What a row with this key is; `None` of a row of data.
    pub(super) fn of(key: &str) -> Option<Self> {
        let key = key.trim_start_matches(is_ornament);
        // Most keys begin as none of these words does, and there may be millions of them.
        let first = key.chars().next()?.to_ascii_lowercase();
        FIRSTS.binary_search(&first).ok()?;
        let plain = |text: &str| -> String { text.chars().filter(|letter| !letter.is_whitespace()).collect() };
        let before = key.split_once(is_colon).map(|(before, _)| plain(before).to_lowercase());
        let before =
            before.as_deref().map(|before| before.trim_end_matches(|c: char| c.is_numeric() || is_ornament(c)));
        let word = plain(key).to_lowercase();
        let word = word.trim_end_matches(|letter| is_colon(letter) || is_ornament(letter));
        let of_all = WHOLES.iter().find_map(|whole| word.strip_prefix(whole)).unwrap_or(word);
        if before.is_some_and(|before| NOTES.contains(&before)) || matches!(word, "注" | "备注" | "附注") {
            Some(Self::Note)
        } else if before.or(Some(word)).is_some_and(|before| PARTS.contains(&before)) {
            Some(Self::Part)
        } else if of_all.is_empty() || TOTALS.contains(&of_all) {
            // 全市 alone is the row of all of them.
            Some(Self::Total)
        } else if STATISTICS.contains(&of_all) {
            Some(Self::Statistic)
        } else {
            None
        }
    }

    fn words(self, text: &str) -> Words {
        match self {
            Self::Total => words!("「{text}」是合计行，不是数据", "`{text}` is a row of totals, not data"),
            Self::Statistic => {
                words!("「{text}」是平均等统计行，不是数据", "`{text}` is a row of statistics, not data")
            }
            Self::Note => words!("「{text}」是注释行，不是数据", "`{text}` is a row of notes, not data"),
            Self::Part => words!(
                "「{text}」是上一行的其中项，不是另一行数据",
                "`{text}` is part of the row above, not a row of its own"
            ),
        }
    }

    /// Adds the finding about such a row.
    pub(super) fn report(self, column: Option<&str>, line: u64, text: &str, findings: &mut Findings<'_>) {
        findings.add(Code::H0506, |at| {
            let place = at.place(Some(line), column, Some(text));
            let message = self.words(&super::complaint::shortened(text));
            Diagnostic::data(Code::H0506, place, message).help(words!("请删去这一行", "remove this row"))
        });
    }
}

fn is_colon(letter: char) -> bool {
    matches!(letter, ':' | '：')
}

fn is_ornament(letter: char) -> bool {
    "（）()【】[]*＊※".contains(letter)
}
