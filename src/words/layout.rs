//! Words that stand around an explanation on a page.

use super::list::{counted, listed};
use super::term::Term;
use super::traced::{Shared, TraceKind};
use crate::finding::Language;
use crate::result::{Cell, CellMark, Correction};

/// Makes the words of a page.
#[derive(Debug, Clone, Copy)]
pub struct Layout(pub Language);

/// Names without arguments, Chinese and English.
macro_rules! words {
    ($($(#[$about:meta])* $name:ident $zh:literal $en:literal;)*) => {
        $(
            $(#[$about])*
            #[must_use]
            pub fn $name(self) -> &'static str {
                self.say($zh, $en)
            }
        )*
    };
}

impl Layout {
    /// Above what 列出 puts out.
    #[must_use]
    pub fn listed(self) -> &'static str {
        self.0.either("列出", "outputs")
    }

    words! {
        /// Above the entries of 加分.
        bonus "加分" "bonus";
        /// Above the entries of 扣分.
        deduction "扣分" "deduction";
        /// Before a weight in 总分.
        effective_weight "有效权重" "effective weight";
        /// Before the branch that a mark comes from.
        falls_in "落在" "falls in";
        /// Before evidence.
        evidence "佐证" "evidence";
        /// Above the weights in 总分.
        effective_weights "有效权重" "effective weights";
        /// Of an indicator under a node that does not weigh.
        unweighed "上级不加权" "not weighed by the level above";
        /// Of a weight that data give.
        from_data "由数据定，见 explain" "given by the data; see explain";
        /// Of a weight that is not the same for all subjects.
        varies "各家不同，见 explain" "differs between subjects; see explain";
        /// Above the functions of scripts.
        scripts "脚本" "scripts";
        /// Of a function without calls.
        uncalled "没有调用" "no calls";
        /// Of a function that runs as columns.
        by_columns "按列计算" "by columns";
        /// Why a call cannot run as columns.
        untranslatable "这样调用译不成算式" "such a call cannot be translated to a formula";
        /// Why a result cannot run as columns.
        irrational "方根、对数一类的结果不能按列计算" "results such as roots and logarithms cannot be worked out by columns";
        /// Of a program of which the exact engine works everything out.
        all_exactly "整数程序：没有，各项都按行精确计算" "integer program: none, everything is worked out row by row";
        /// Above the columns that results are read from.
        outputs "结果" "results";
        /// Above what the exact engine works out.
        exactly "按行精确计算" "worked out row by row";
        /// Why a figure is not worked out by columns: its numbers.
        too_wide "数可能超过 128 位" "numbers may be wider than 128 bits";
        /// The same: its quotients.
        many_divisors "各行的分母不同" "each row has a divisor of its own";
        /// The same: what it does.
        no_form "这种算法没有按列的做法" "this has no form by columns";
        /// Before the result of a script.
        result "结果" "result";
        /// That something stands further up under the same title.
        above_here "见上" "see above";
        /// Before advice.
        advice "建议" "advice";
        /// The marks of all 方面.
        base "基础分" "base";
        /// The marks that grades go by.
        total "总分" "total";
        /// The grade.
        grade "等次" "grade";
        /// The place among all.
        rank "名次" "rank";
        /// Above the grades that were asked.
        how_graded "定等" "how it was graded";
        /// Between those who have a place of a quota and those who have none.
        line_of_places "—— 名额到此 ——" "—— no place below ——";
    }

    /// Above steps over the rows of a table below, of which so many belong to one subject at most.
    #[must_use]
    pub fn rows_of(self, table: &str, most: usize) -> String {
        match self.0 {
            Language::Zh => format!("{table}的各行（一家至多 {most} 行）"),
            Language::En => format!("rows of `{table}` (at most {most} of one subject)"),
        }
    }

    /// Above steps over each subject by itself.
    #[must_use]
    pub fn each_subject(self, table: &str, pass: usize) -> String {
        match self.0 {
            Language::Zh => format!("各{table}，第 {pass} 遍"),
            Language::En => format!("each of `{table}`, pass {pass}"),
        }
    }

    /// Above what is asked of all subjects at once.
    #[must_use]
    pub fn all_subjects(self, table: &str, pass: usize) -> String {
        match self.0 {
            Language::Zh => format!("全部{table}，第 {pass} 遍以后"),
            Language::En => format!("all of `{table}`, after pass {pass}"),
        }
    }

    fn say(self, zh: &'static str, en: &'static str) -> &'static str {
        self.0.either(zh, en)
    }

    /// «等次 良好  总分 80.22，名次 3/5»; the grade only of rules that give some.
    #[must_use]
    pub fn standing(self, grade: Option<Option<&str>>, total: &str, rank: Option<(usize, usize)>) -> String {
        let not_applicable = Term::NotApplicable.word(self.0);
        let none = if total == not_applicable { not_applicable } else { Term::Open.word(self.0) };
        let grade = grade.map(|grade| {
            let grade = grade.unwrap_or(none);
            format!("{} {grade}  ", self.say("等次", "grade"))
        });
        let rank = rank.map(|(rank, of)| format!("{} {rank}/{of}", self.say("，名次", ", rank")));
        let total = format!("{} {}", self.say("总分", "total"), blank(total));
        [grade.unwrap_or_default(), total, rank.unwrap_or_default()].concat()
    }

    /// The grade where there are no marks: «等次 认定»
    #[must_use]
    pub fn graded(self, grade: Option<&str>) -> String {
        format!("{} {}", self.say("等次", "grade"), grade.unwrap_or(Term::Open.word(self.0)))
    }

    /// A further grading and what came of it: «等次 单项  良好»
    #[must_use]
    pub fn grading(self, name: &str, label: &str) -> String {
        format!("{} {name}  {label}", self.say("等次", "grades"))
    }

    /// An entry of 等次 and what came of it: «良好 总分 不低于 60 分  → 评为此等»
    #[must_use]
    pub fn asked(self, clause: &str, fate: &str) -> String {
        format!("{clause}  → {fate}")
    }

    /// Above what is lacking for a grade: «距「优秀」».
    #[must_use]
    pub fn short_of(self, grade: &str) -> String {
        match self.0 {
            Language::Zh => format!("距「{grade}」"),
            Language::En => format!("short of `{grade}`"),
        }
    }

    /// «权重 A 50%、B —»
    #[must_use]
    pub fn weights<'w>(self, weights: impl Iterator<Item = (&'w str, Option<&'w str>)>) -> String {
        let weights: Vec<String> = weights.map(|(code, weight)| format!("{code} {}", weight.unwrap_or("—"))).collect();
        format!("{} {}", self.say("权重", "weights"), listed(&weights, self.0))
    }

    /// «取 A、B»
    #[must_use]
    pub fn takes(self, chosen: &[String]) -> String {
        format!("{} {}", self.say("取", "takes"), listed(chosen, self.0))
    }

    /// «得分 5.3192 → 5.32 分»
    #[must_use]
    pub fn score(self, unrounded: &str, mark: &str) -> String {
        format!("{} {unrounded} → {}", self.say("得分", "mark"), self.marks(blank(mark)))
    }

    /// How a mark was rounded: «（四舍五入 2 位）»
    #[must_use]
    pub fn rounded(self, rounding: Option<&str>) -> String {
        rounding.map(|rounding| self.in_brackets(rounding)).unwrap_or_default()
    }

    /// A recorded decision: «口径 A6：营业收入含代收代付  依据 第九条（二）»
    #[must_use]
    pub fn gloss(self, code: &str, text: &str, basis: &[String]) -> String {
        let line = match self.0 {
            Language::Zh => format!("口径 {code}：{text}  {}", self.basis(basis)),
            Language::En => format!("gloss {code}: {text}  {}", self.basis(basis)),
        };
        line.trim_end().to_owned()
    }

    /// What a clause made of a mark: «调整 甲 不低于 10% 时 减半：8 分 → 4 分»
    #[must_use]
    pub fn changed(self, clause: &str, before: &str, after: &str) -> String {
        format!("{clause}{}{before} → {after}", self.say("：", ": "))
    }

    /// That there is no score.
    #[must_use]
    pub fn no_score(self) -> String {
        format!("{} {}", self.say("得分", "mark"), Term::Missing.word(self.0))
    }

    /// «5.32 分»
    #[must_use]
    pub fn marks(self, marks: &str) -> String {
        format!("{marks} {}", self.say("分", "marks"))
    }

    /// «D1 营业收入规模  5.32 / 8 分  依据 第十四条（四）»
    #[must_use]
    pub fn titled(self, code: &str, title: &str, mark: &str, full: &str, clauses: &[String]) -> String {
        let line = format!("{code} {title}  {} / {}  {}", blank(mark), self.marks(full), self.basis(clauses));
        line.trim_end().to_owned()
    }

    /// «依据 第五条、第六条»; nothing without clauses.
    #[must_use]
    pub fn basis(self, basis: &[String]) -> String {
        if basis.is_empty() {
            String::new()
        } else {
            format!("{} {}", self.say("依据", "basis"), listed(basis, self.0))
        }
    }

    /// Clauses in a row: «第五条、第六条».
    #[must_use]
    pub fn clauses(self, clauses: &[String]) -> String {
        listed(clauses, self.0)
    }

    /// That so many of a kind are folded: «共 38 行».
    #[must_use]
    pub fn many(self, kind: TraceKind, count: usize) -> String {
        match (self.0, kind) {
            (Language::Zh, TraceKind::Member) => format!("共 {count} 家"),
            (Language::Zh, _) => format!("共 {count} 行"),
            (Language::En, TraceKind::Member) => counted(count, "member"),
            (Language::En, _) => counted(count, "row"),
        }
    }

    /// «5.32 / 8 分»
    #[must_use]
    pub fn mark_of(self, mark: &str, full: &str) -> String {
        format!("{} / {}", blank(mark), self.marks(full))
    }

    /// «加分  5.00 分（封顶 5 分）»
    #[must_use]
    pub fn block(self, title: &str, mark: &str, cap: Option<&str>) -> String {
        let cap = cap.map(|cap| self.in_brackets(&format!("{} {}", self.say("封顶", "cap"), self.marks(cap))));
        format!("{title}  {}{}", self.marks(blank(mark)), cap.unwrap_or_default())
    }

    /// Behind what it belongs to: «（其余）».
    #[must_use]
    pub fn in_brackets(self, text: &str) -> String {
        match self.0 {
            Language::Zh => format!("（{text}）"),
            Language::En => format!(" ({text})"),
        }
    }

    /// «… 另有 38 行（用 --all 全部列出）»
    #[must_use]
    pub fn more(self, kind: TraceKind, count: usize) -> String {
        match (self.0, kind) {
            (Language::Zh, TraceKind::Member) => format!("… 另有 {count} 家（用 --all 全部列出）"),
            (Language::Zh, _) => format!("… 另有 {count} 行（用 --all 全部列出）"),
            (Language::En, kind) => {
                let one = match kind {
                    TraceKind::Member => "member",
                    TraceKind::Row => "row",
                    TraceKind::Figure | TraceKind::LeftOut | TraceKind::Line => "line",
                };
                format!("… {} more (--all lists them)", counted(count, one))
            }
        }
    }

    /// That something shared was told before, under another title when one is given: «见上 D1».
    #[must_use]
    pub fn above(self, shared: Shared, title: Option<&str>) -> String {
        // What stands above all titles is found without one.
        let title = title.filter(|title| !title.is_empty());
        let at = title.map(|title| format!(" {title}")).unwrap_or_default();
        match (shared, self.0) {
            (Shared::Step(_), _) if title.is_none() => self.above_here().to_owned(),
            (Shared::Step(_), Language::Zh) => format!("见上{at}"),
            (Shared::Cohort(_), Language::Zh) => format!("各家见上{at}"),
            (Shared::Step(_), Language::En) => format!("see{at} above"),
            (Shared::Cohort(_), Language::En) => format!("members: see{at} above"),
        }
    }

    /// That something was told under a title: «见上 D1».
    #[must_use]
    pub fn told_at(self, title: &str) -> String {
        match self.0 {
            Language::Zh => format!("见上 {title}"),
            Language::En => format!("see {title} above"),
        }
    }

    /// «orgs.csv 第 9 行»
    #[must_use]
    pub fn line_of(self, file: &str, line: u64) -> String {
        match self.0 {
            Language::Zh => format!("{file} 第 {line} 行"),
            Language::En => format!("{file}, row {line}"),
        }
    }

    /// «orgs.csv 第 9 行», «orgs.xlsx[机构] E7»
    #[must_use]
    pub fn place_of(self, cell: &Cell) -> String {
        match (&cell.address, self.0) {
            (None, _) => self.line_of(&cell.file, cell.row),
            (Some(address), Language::Zh) => format!("{} {address}", cell.file),
            (Some(address), Language::En) => format!("{}, {address}", cell.file),
        }
    }

    /// «第 9 行»
    #[must_use]
    pub fn script_line(self, line: usize) -> String {
        match self.0 {
            Language::Zh => format!("第 {line} 行"),
            Language::En => format!("line {line}"),
        }
    }

    /// Behind the line of a cell: «「营业收入」“5364.30”».
    #[must_use]
    pub fn cell(self, column: &str, text: &str) -> String {
        match self.0 {
            Language::Zh => format!("「{column}」“{text}”"),
            Language::En => format!(" `{column}` “{text}”"),
        }
    }

    /// Behind what a cell says whose text is declared to stand for something: «（不适用记号）».
    #[must_use]
    pub fn cell_mark(self, mark: CellMark) -> String {
        let (zh, en) = match mark {
            CellMark::Missing => ("缺失记号", "a missing mark"),
            CellMark::Inapplicable => ("不适用记号", "an inapplicable mark"),
            CellMark::Zero => ("零记号", "a zero mark"),
            CellMark::NoItem => ("没有这一行", "there is no such row"),
        };
        self.in_brackets(self.say(zh, en))
    }

    /// Behind what a cell says: «，更正为“280”（审计核减，审〔2024〕3号）».
    #[must_use]
    pub fn corrected(self, correction: &Correction) -> String {
        let Correction { value, reason, document } = correction;
        let sources: Vec<&str> = [reason.as_str(), document].into_iter().filter(|text| !text.is_empty()).collect();
        match self.0 {
            Language::Zh => {
                let value = if value.is_empty() { "空".to_owned() } else { format!("“{value}”") };
                format!("，更正为{value}（{}）", sources.join("，"))
            }
            Language::En => {
                let value = if value.is_empty() { "empty".to_owned() } else { format!("“{value}”") };
                format!(", corrected to {value} ({})", sources.join(", "))
            }
        }
    }

    /// Behind the line of a row: «「年营收」4911.6 万元».
    #[must_use]
    pub fn figure(self, name: &str, value: &str) -> String {
        match self.0 {
            Language::Zh => format!("「{name}」{value}"),
            Language::En => format!(" `{name}` {value}"),
        }
    }
}

/// A mark, or that there is none.
fn blank(mark: &str) -> &str {
    if mark.is_empty() { "—" } else { mark }
}
