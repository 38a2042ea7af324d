//! What open cells could still do, in sentences.

use crate::finding::Language;

/// What is said of a result whose cells are open.
#[derive(Debug, Clone, Copy)]
pub struct Possible(pub Language);

macro_rules! said {
    ($($(#[$about:meta])* $name:ident $zh:literal $en:literal;)*) => {
        $(
            $(#[$about])*
            #[must_use]
            pub fn $name(self) -> &'static str {
                self.0.either($zh, $en)
            }
        )*
    };
}

impl Possible {
    said! {
        /// Above the least total.
        least "最低" "least";
        /// Above the greatest total.
        most "最高" "most";
        /// Above the grades that are still possible.
        grades "可能的等次" "grades still possible";
        /// Above the cells that decide.
        fields "缺的单元格，最能定案的在前" "open cells, the most decisive first";
        /// A bound that was brought about.
        confirmed "已核实" "confirmed";
        /// What was not brought about.
        not_excluded "未能排除" "not ruled out";
        /// No grade.
        no_grade "待定" "open";
        /// There is no bound.
        no_bound "无界" "no bound";
        /// A column without a range on some side.
        no_range "列没有声明范围" "the column declares no range";
        /// A cell in dispute.
        disputed "有争议" "in dispute";
        /// There may be no total.
        may_lack "补齐空格后仍可能没有总分：还缺整行，或除数可能为 0" "there may be no total even when the cells are filled: a row is missing, or a divisor may be 0";
        /// There is none.
        no_total "补齐空格后仍没有总分：还缺整行或条件未定" "there is no total even when the cells are filled: a row is missing, or something is undecided";
        /// Others matter.
        others "别家缺的单元格也有影响（名次、名额或比较）" "open cells of others matter too: ranks, quotas or comparisons";
        /// Nothing is open.
        nothing "没有空着的单元格" "no cell is open";
        /// Nobody is concerned.
        nobody "空着的单元格不影响任何一家" "the open cells concern nobody";
    }

    /// How many cells are open.
    #[must_use]
    pub fn open(self, count: usize) -> String {
        match self.0 {
            Language::Zh => format!("规则要用而空着或有争议的单元格 {count} 个"),
            Language::En => format!(
                "{} that rules ask for {} empty or in dispute",
                super::list::counted(count, "cell"),
                if count == 1 { "is" } else { "are" }
            ),
        }
    }

    /// Between what the total lies.
    #[must_use]
    pub fn total(self, least: &str, most: &str) -> String {
        match (self.0, least == most) {
            (Language::Zh, true) => format!("总分都是 {least} 分"),
            (Language::Zh, false) => format!("总分 {least} 至 {most} 分"),
            (Language::En, true) => format!("total {least} in every case"),
            (Language::En, false) => format!("total between {least} and {most}"),
        }
    }

    /// Where a cell stands.
    #[must_use]
    pub fn line(self, file: &str, line: u64) -> String {
        match self.0 {
            Language::Zh => format!("{file} 第 {line} 行"),
            Language::En => format!("{file} line {line}"),
        }
    }

    /// What is left open when a cell is known.
    #[must_use]
    pub fn left(self, spread: Option<&str>, grades: usize) -> String {
        match (self.0, spread) {
            (Language::Zh, Some(spread)) => format!("知道它以后总分相差至多 {spread} 分，等次至多 {grades} 种"),
            (Language::Zh, None) => format!("知道它以后总分仍无界，等次至多 {grades} 种"),
            (Language::En, Some(spread)) => {
                format!(
                    "once known the totals differ by {spread} at most, {} at most",
                    super::list::counted(grades, "grade")
                )
            }
            (Language::En, None) => {
                format!("once known the total still has no bound, {} at most", super::list::counted(grades, "grade"))
            }
        }
    }

    /// What is left open of a grade when a cell is known, where there are no marks.
    #[must_use]
    pub fn grades_left(self, grades: usize) -> String {
        match self.0 {
            Language::Zh => format!("知道它以后等次至多 {grades} 种"),
            Language::En => format!("once known {} at most", super::list::counted(grades, "grade")),
        }
    }

    /// An end that was reached, and a bound beyond it.
    #[must_use]
    pub fn reached(self, reached: &str, is_most: bool) -> String {
        match (self.0, is_most) {
            (Language::Zh, true) => format!("核实到 {reached} 分，更高的未能排除"),
            (Language::Zh, false) => format!("核实到 {reached} 分，更低的未能排除"),
            (Language::En, true) => format!("{reached} confirmed, more not ruled out"),
            (Language::En, false) => format!("{reached} confirmed, less not ruled out"),
        }
    }
}
