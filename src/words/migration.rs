//! What a change of rules does, in words.

use super::difference::Differing;
use super::list::{listed, sentences};
use crate::compare::{EditNamed, Effect, Kind, Lack, PlayerKind, PlayerNamed, Tied, Which};
use crate::finding::Language;

/// Names without arguments, Chinese and English.
macro_rules! words {
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

impl Differing {
    words! {
        /// Above the effect.
        effect_heading "对得分和等次的影响" "What it does to marks and grades";
        /// The data as a group.
        data "数据" "data";
        /// Above the matrix.
        matrix_heading "等次变动（行是旧规则的等次，列是新规则的）" "Grades (rows by the old rules, columns by the new)";
        /// Of subjects without a grade.
        no_grade "无等次" "no grade";
        /// Above all totals.
        totals_heading "总分变动" "Totals";
        /// Above the marks by indicator.
        indicators_heading "各指标得分变动" "Marks by indicator";
        /// Above rules apart from data.
        apart_heading "规则的影响和数据的影响（总分平均）" "Rules apart from data (mean of totals)";
        /// A column.
        key "编号" "key";
        /// A column.
        name "名称" "name";
        /// A column.
        old_total "旧总分" "old";
        /// A column.
        new_total "新总分" "new";
        /// A column.
        change "变动" "change";
        /// A column.
        indicator "指标" "indicator";
        /// A column.
        old_full "旧满分" "old full";
        /// A column.
        new_full "新满分" "new full";
        /// A column.
        counted "家数" "count";
        /// A column.
        mean "平均变动" "mean";
        /// A column.
        gained "增加最多" "gained most";
        /// A column.
        lost "减少最多" "lost most";
        /// A column.
        mean_of_both "两者平均" "mean of both";
        /// Before whose a grade is.
        grade_of "等次变动归因" "grade due to";
        /// A row.
        rules_effect "换规则" "other rules";
        /// A row.
        data_effect "换数据" "other data";
        /// A column.
        on_old_data "用旧数据" "with old data";
        /// A column.
        on_new_data "用新数据" "with new data";
        /// A column.
        by_old_rules "按旧规则" "by old rules";
        /// A column.
        by_new_rules "按新规则" "by new rules";
    }

    /// The group of edits behind a column.
    #[must_use]
    pub fn player(self, player: &PlayerNamed) -> String {
        let mut names: Vec<String> = Vec::new();
        let mut edits = player.edits.iter();
        for kind in &player.kinds {
            let name = match kind {
                PlayerKind::Edit => edits.next().map(|edit| self.edit(edit)).unwrap_or_default(),
                PlayerKind::Head { code } => code.clone(),
                PlayerKind::Grades => self.0.either("等次规则", "grade rules").to_owned(),
                PlayerKind::Rest => self.0.either("其余", "the rest").to_owned(),
                PlayerKind::Data => self.data().to_owned(),
            };
            names.push(name);
        }
        names.join("+")
    }

    /// An edit, short: «D1», «参数 营收目标».
    #[must_use]
    pub fn edit(self, edit: &EditNamed) -> String {
        match (edit.kind, edit.code.as_str()) {
            (Kind::Indicator, code) => code.to_owned(),
            (kind, "") => self.kind(kind).to_owned(),
            (kind, code) => format!("{} {code}", self.kind(kind)),
        }
    }

    /// Which data were scored, line by line.
    #[must_use]
    pub fn scored(self, effect: &Effect) -> Vec<String> {
        let scored = &effect.scored;
        let mut lines = Vec::new();
        let side = |which: Which| match which {
            Which::Old => self.0.either("旧规则", "the old rules"),
            Which::New => self.0.either("新规则", "the new rules"),
        };
        match (scored.made_for, self.0) {
            (Some(which), Language::Zh) => {
                lines.push(format!("两份规则都用 {}；这份数据是按{}的数据声明读的", scored.old, side(which)));
            }
            (Some(which), Language::En) => {
                lines.push(format!("both rule sets over {}, read as {} declare it", scored.old, side(which)));
            }
            (None, Language::Zh) => lines.push(format!("旧规则用 {}，新规则用 {}", scored.old, scored.new)),
            (None, Language::En) => lines.push(format!("old rules over {}, new rules over {}", scored.old, scored.new)),
        }
        for read in &scored.read_as {
            let (table, column, unit) = (&read.table, &read.column, &read.unit);
            lines.push(match self.0 {
                Language::Zh => format!("「{table}.{column}」两份规则写的单位不同，这份数据按 {unit} 读，两边算的是同一个数"),
                Language::En => format!(
                    "the rule sets have other units for `{table}.{column}`; these data are read in {unit}, the same amount for both"
                ),
            });
        }
        for moved in &scored.moved {
            let (parameter, value) = (&moved.parameter, &moved.value);
            lines.push(match (moved.data, self.0) {
                (Which::Old, Language::Zh) => format!("参数「{parameter}」随周期走，用旧周期的数据时取 {value}"),
                (Which::New, Language::Zh) => format!("参数「{parameter}」随周期走，用新周期的数据时取 {value}"),
                (Which::Old, Language::En) => {
                    format!("parameter `{parameter}` moves with the cycle: {value} with the old data")
                }
                (Which::New, Language::En) => {
                    format!("parameter `{parameter}` moves with the cycle: {value} with the new data")
                }
            });
        }
        lines
    }

    /// Above the edits that cannot be scored with one of the data.
    #[must_use]
    pub fn tied_heading(self, is_two: bool) -> &'static str {
        if is_two {
            self.0.either(
                "只有一份数据能算的改动，归在「数据」里",
                "Edits that one of the data alone can score go with the data",
            )
        } else {
            self.0.either("这份数据算不了的改动，没有计入", "Edits that these data cannot score are left out")
        }
    }

    /// An edit that cannot be scored with some data, and why.
    #[must_use]
    pub fn tied(self, tied: &Tied, is_two: bool) -> String {
        let edit = [self.edit(&tied.edit), tied.edit.title.clone().unwrap_or_default()].join(" ");
        let data = match (is_two, tied.data) {
            (false, _) => self.0.either("数据", "the data"),
            (true, Which::Old) => self.0.either("旧数据", "the old data"),
            (true, Which::New) => self.0.either("新数据", "the new data"),
        };
        let why = match (&tied.lacks, self.0) {
            (Lack::Names { names }, Language::Zh) => format!("{data}里没有 {}", listed(names, self.0)),
            (Lack::Names { names }, Language::En) => format!("{data} lack {}", listed(names, self.0)),
            (Lack::Marks, Language::Zh) => format!("用{data}没有一家算得出分"),
            (Lack::Marks, Language::En) => format!("{data} give nobody marks with it"),
        };
        match self.0 {
            Language::Zh => format!("{}：{why}", edit.trim()),
            Language::En => format!("{}: {why}", edit.trim()),
        }
    }

    /// How moves are shared.
    #[must_use]
    pub fn shared(self, effect: &Effect) -> String {
        let grouped = match (effect.is_each, self.0) {
            (true, Language::Zh) => "每一处改动算一组",
            (true, Language::En) => "each edit is a group",
            (false, Language::Zh) => "改动多于八处，按方面归组：方面 A 的改动归 A，等次规则一组，其余一组",
            (false, Language::En) => {
                "there are more than eight edits, so they are grouped by head: those of head A under A, grade rules, and the rest"
            }
        };
        let mut said = vec![grouped.to_owned()];
        if effect.has_joined {
            said.push(match self.0 {
                Language::Zh => "用 + 连着的几组离了一组另一组就不成规则或算不出分，合为一组".to_owned(),
                Language::En => "groups joined by + do not go without one another and are one".to_owned(),
            });
        }
        said.push(match self.0 {
            Language::Zh => "各组的份额是沙普利值：按改动先后的所有次序平均，与次序无关，相加正好等于变动；各方面和总的满分随指标走".to_owned(),
            Language::En => {
                "shares are Shapley values: the mean over all orders of the edits, which add up exactly to the move; full marks of heads and of all follow the indicators".to_owned()
            }
        });
        said.push(match self.0 {
            Language::Zh => "表中份额修约到两位，尾差归入修约最多的组，精确值见 --format json".to_owned(),
            Language::En => {
                "shares are rounded here so that they still add up; --format json has the exact ones".to_owned()
            }
        });
        sentences(&said, self.0)
    }

    /// Subjects that one of the data alone have.
    #[must_use]
    pub fn only(self, which: Which, keys: &[String]) -> String {
        let keys = listed(keys, self.0);
        match (which, self.0) {
            (Which::Old, Language::Zh) => format!("只在旧数据里的：{keys}"),
            (Which::New, Language::Zh) => format!("只在新数据里的：{keys}"),
            (Which::Old, Language::En) => format!("in the old data alone: {keys}"),
            (Which::New, Language::En) => format!("in the new data alone: {keys}"),
        }
    }

    /// That more subjects are there.
    #[must_use]
    pub fn more_subjects(self, count: usize) -> String {
        match self.0 {
            Language::Zh => format!("… 另有 {count} 家，见 --format json"),
            Language::En => format!("… {count} more, see --format json"),
        }
    }

    /// How many indicators give the same marks.
    #[must_use]
    pub fn still(self, count: usize) -> String {
        match self.0 {
            Language::Zh => format!("另有 {count} 个指标，各家得分都没有变"),
            Language::En => format!("of {count} more no mark changes"),
        }
    }

    /// How many change grade.
    #[must_use]
    pub fn graded(self, count: usize, of: usize) -> String {
        match self.0 {
            Language::Zh => format!("{of} 家里有 {count} 家换等次"),
            Language::En => format!("{count} of {of} change grade"),
        }
    }
}
