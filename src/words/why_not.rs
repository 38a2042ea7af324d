//! What it takes for a subject to have another grade.

use std::sync::Arc;

use super::list::{counted, listed};
use super::term::Term;
use super::wording::Wording;
use crate::finding::Language;
use crate::result::why_not::{Column, Inputs, NotSearched, Reached, Searched, Untried, WhyNot};
use crate::result::{Mark, Number};
use crate::rules::ResultColumn;

/// So many others who change their grade are named.
const MOST_NAMED: usize = 5;

impl Wording<'_> {
    /// The subject with what it has: «P05 某园  等次 良好  总分 85.20  名次 5/11».
    #[must_use]
    pub fn standing_of(&self, asked: &WhyNot) -> String {
        let row = asked.subject.0;
        let mut parts = vec![self.subjects.key(row).into_owned()];
        parts.extend(self.subjects.name(row).map(str::to_owned));
        let column = |column: ResultColumn| column.name(self.language);
        if self.model.gives_outcomes() {
            parts.push(format!(
                "{} {}",
                column(ResultColumn::Grade),
                self.grade_shown(asked.grade.as_ref(), asked.total)
            ));
        }
        if self.model.has_marks() {
            parts.push(format!("{} {}", column(ResultColumn::Total), self.mark_shown(asked.total)));
            let all = self.subjects.len();
            parts.extend(asked.rank.map(|rank| format!("{} {rank}/{all}", column(ResultColumn::Rank))));
        }
        parts.join("  ")
    }

    fn grade_shown(&self, grade: Option<&Arc<str>>, total: Mark) -> String {
        match (grade, total) {
            (Some(grade), _) => grade.to_string(),
            (None, Mark::NotApplicable) => Term::NotApplicable.word(self.language).to_owned(),
            (None, _) => Term::Open.word(self.language).to_owned(),
        }
    }

    /// Above the marks that were lost.
    #[must_use]
    pub fn marks_lost(&self, lost: &Number) -> String {
        let lost = lost.to_readable(2);
        match self.language {
            Language::Zh => format!("失分（各指标相加 {lost} 分）"),
            Language::En => format!("marks lost ({lost} in all indicators together)"),
        }
    }

    /// An indicator of which marks were lost: «D5 特色产业», «4.41 / 6 分», «失 1.59 分».
    #[must_use]
    pub fn mark_lost(&self, lost: &crate::result::why_not::Lost) -> [String; 3] {
        let indicator = self.model.indicator(lost.indicator);
        let (own, full) = (self.mark_shown(lost.mark), self.marks(&lost.full.to_readable(2)));
        let less = self.marks(&lost.lost.to_readable(2));
        let title = format!("{} {}", indicator.code, indicator.title);
        [title, format!("{own} / {full}"), format!("{} {less}", self.say("失", "lost"))]
    }

    /// Above what leads to a better outcome.
    #[must_use]
    pub fn to_better(&self) -> &'static str {
        self.say("怎样能更好", "what would lead to a better grade")
    }

    /// Above what leads to a worse one.
    #[must_use]
    pub fn to_worse(&self) -> &'static str {
        self.say("离更差还有多远", "how near a worse grade is")
    }

    /// Why nothing was searched.
    #[must_use]
    pub fn not_searched(&self, why: NotSearched) -> &'static str {
        match why {
            NotSearched::AtEnd => self.say("已是最好的等次", "it has the best grade"),
            NotSearched::Open => self.say(
                "等次待定：先补齐缺的数据（见 heng explain）",
                "its grade is open: fill in what is missing first (see heng explain)",
            ),
            NotSearched::NotParticipating => self.say("不参评，没有等次可改", "it does not participate"),
            NotSearched::ByPeople => {
                self.say("等次是人工定的，不随数据变", "people decided on its grade, whatever the data are")
            }
            NotSearched::NoGrades => self.say("规则没有等次", "the rules give no grades"),
        }
    }

    /// That single cells lead there, the least change first.
    #[must_use]
    pub fn by_one(&self, count: usize) -> String {
        match self.language {
            Language::Zh => format!("只改一格就行的有 {count} 格，改得最少的在前（按可改范围的占比）："),
            Language::En => {
                format!("{} by itself, the least change first (as a share of what it may be):", counted_cells(count))
            }
        }
    }

    /// That no single cell leads there, of so many that were tried.
    #[must_use]
    pub fn by_none(&self, searched: &Searched, is_better: bool) -> String {
        let (tried, all) = (searched.tried, searched.unfinished.is_empty());
        match (self.language, is_better) {
            (Language::Zh, _) if tried == 0 => "没有可试的格".to_owned(),
            (Language::En, _) if tried == 0 => "there is no cell to try".to_owned(),
            (Language::Zh, true) if all => format!("试了 {tried} 格，只改其中一格都到不了更好的等次"),
            (Language::Zh, false) if all => format!("试了 {tried} 格，只改其中一格都不会变差"),
            (Language::En, true) if all => format!("of {tried} cells tried none leads there by itself"),
            (Language::En, false) if all => format!("of {tried} cells tried none makes it worse by itself"),
            (Language::Zh, _) => format!("试了 {tried} 格，查完的都不行"),
            (Language::En, _) => format!("of {tried} cells tried none leads there, as far as all was looked at"),
        }
    }

    /// Several cells that lead there together.
    #[must_use]
    pub fn by_several(&self, found: &Reached, is_least: bool) -> String {
        let count = found.cells.len();
        match (self.language, is_least) {
            (Language::Zh, true) => format!("至少要 {count} 格一起改，其中改得最少的："),
            (Language::Zh, false) => format!("{count} 格一起改可以（没有全部查完，不能断定是最少的）："),
            (Language::En, true) => format!("it takes {count} cells together; the least change of so many:"),
            (Language::En, false) => format!("{count} cells together lead there (not all was looked at, less may do):"),
        }
    }

    /// That several cells do not lead there either, or were not tried.
    #[must_use]
    pub fn by_no_several(&self, searched: &Searched) -> &'static str {
        match (searched.tried_together, searched.is_together_unfinished) {
            (false, _) => self.say(
                "几格一起改：规则没有写 可改，也没有写 --change 字段=最小..最大，没有试",
                "several cells together were not tried: the rules have no `adjustable`, and there is no --change FIELD=MIN..MAX",
            ),
            (true, false) => {
                self.say("几格一起改到头也到不了", "all of them together, as far as they may be changed, do not lead there")
            }
            (true, true) => self.say("几格一起改：没有全部查完，没有找到", "several cells together: none found, and not all was looked at"),
        }
    }

    /// What comes of it: «→ 优秀  总分 90.01  名次 3».
    #[must_use]
    pub fn reached(&self, asked: &WhyNot, found: &Reached) -> String {
        let mut parts = vec![format!("→ {}", self.grade_shown(found.grade.as_ref(), found.total))];
        if self.model.has_marks() {
            let column = |column: ResultColumn| column.name(self.language);
            let total = self.became(&self.mark_shown(asked.total), &self.mark_shown(found.total));
            let rank = |rank: Option<usize>| rank.map_or_else(|| "—".to_owned(), |rank| rank.to_string());
            let rank = self.became(&rank(asked.rank), &rank(found.rank));
            parts.push(format!("{} {total}", column(ResultColumn::Total)));
            parts.push(format!("{} {rank}", column(ResultColumn::Rank)));
        }
        if !found.others.is_empty() {
            let others = found.others.iter().take(MOST_NAMED).map(|(subject, was)| {
                let shown = |grade: &Option<Arc<str>>| self.grade_shown(grade.as_ref(), Mark::Withheld);
                format!("{} {}", self.subjects.key(subject.0), self.became(&shown(&was.before), &shown(&was.after)))
            });
            let others = listed(&others.collect::<Vec<_>>(), self.language);
            let count = found.others.len();
            parts.push(match (self.language, count > MOST_NAMED) {
                (Language::Zh, false) => format!("（同时 {others}）"),
                (Language::Zh, true) => format!("（同时 {others}等 {count} 家）"),
                (Language::En, false) => format!("(and {others})"),
                (Language::En, true) => format!("(and {others} and others, {count} in all)"),
            });
        }
        parts.join("  ")
    }

    /// That more stand in the list.
    #[must_use]
    pub fn more_ways(&self, count: usize) -> String {
        match self.language {
            Language::Zh => format!("… 另有 {count} 格（用 --all 全部列出）"),
            Language::En => format!("… {count} more (--all lists them)"),
        }
    }

    /// A cell of which not all was looked at.
    #[must_use]
    pub fn unfinished(&self, said: &crate::result::change::Said) -> String {
        let cell = self.cell_said(said);
        match self.language {
            Language::Zh => format!("没有查完：{cell} 之内都不行，再远的不知道"),
            Language::En => {
                format!("not all was looked at: {cell} does not do, nor anything nearer; beyond it nothing is known")
            }
        }
    }

    /// Columns of which a cell is empty, and was not tried.
    #[must_use]
    pub fn empty_cells(&self, columns: &[Column]) -> String {
        let names: Vec<String> = columns.iter().map(|column| self.column(*column)).collect();
        let names = listed(&names, self.language);
        match self.language {
            Language::Zh => format!("空着、没有试的：{names}"),
            Language::En => format!("empty, and not tried: {names}"),
        }
    }

    /// A column: «机构.营业收入», of the subjects «满意率».
    fn column(&self, column: Column) -> String {
        let field = self.model.schema.field(column.table, column.field).map_or("", |field| field.name.as_str());
        if column.table == crate::core::Schema::SUBJECTS {
            field.to_owned()
        } else {
            format!("{}.{field}", self.table(column.table))
        }
    }

    /// The columns that were tried, and those that were not, as lines.
    #[must_use]
    pub fn inputs(&self, inputs: &Inputs) -> Vec<String> {
        let mut lines = vec![match (self.language, inputs.is_limited) {
            (Language::Zh, true) => "试的只是写明可改的：".to_owned(),
            (Language::En, true) => "only what is said to be adjustable was tried:".to_owned(),
            (Language::Zh, false) => "试的是规则读到的各列，一次改一格：".to_owned(),
            (Language::En, false) => "all columns that the rules read were tried, one cell at a time:".to_owned(),
        }];
        let mut tables: Vec<(crate::core::TableId, Vec<String>)> = Vec::new();
        for (column, ends, is_assumed) in &inputs.tried {
            let field = self.model.schema.field(column.table, column.field).map_or("", |field| field.name.as_str());
            let text = match (ends, is_assumed) {
                (Some((low, high)), _) => format!("{field} {low}..{high}"),
                (None, true) => format!("{field}*"),
                (None, false) => field.to_owned(),
            };
            match tables.last_mut().filter(|(table, _)| *table == column.table) {
                Some((_, fields)) => fields.push(text),
                None => tables.push((column.table, vec![text])),
            }
        }
        for (table, fields) in tables {
            let colon = self.say("：", ": ");
            lines.push(format!("  {}{colon}{}", self.table(table), listed(&fields, self.language)));
        }
        if inputs.tried.iter().any(|(_, _, is_assumed)| *is_assumed) {
            lines.push(
                self.say(
                    "  带 * 的列没有声明范围的两端：缺的一端，数从 0（列里有负数的从最大绝对值的 10 倍）试到列里最大值的 10 倍，日期试到日历的两端",
                    "  of columns with * an end is not declared: numbers are tried from 0 (with numbers below 0 in the column, from ten times the greatest absolute value) to ten times the greatest, dates to the ends of the calendar",
                )
                .to_owned(),
            );
        }
        let gradings = self.model.outputs.iter().filter(|output| output.is_grading);
        let gradings: Vec<String> = gradings.map(|output| output.title.clone()).collect();
        if !gradings.is_empty() {
            let names = listed(&gradings, self.language);
            lines.push(match self.language {
                Language::Zh => format!("  问的是没有名称的等次；另外几套（{names}）见 heng explain，设想的改动见 heng what-if"),
                Language::En => format!(
                    "  asked about the grading without a name; for the others ({names}) see heng explain and heng what-if"
                ),
            });
        }
        for why in [Untried::Text, Untried::ManyRows] {
            let names = inputs.untried.iter().filter(|(_, own)| *own == why).map(|(column, _)| self.column(*column));
            let names: Vec<String> = names.collect();
            if !names.is_empty() {
                let names = listed(&names, self.language);
                let why = match why {
                    Untried::Text => self.say("没有试的，文本", "not tried, texts"),
                    Untried::ManyRows => {
                        self.say("没有试的，一家有很多行", "not tried, as a subject has very many rows")
                    }
                };
                lines.push(format!("  {why}{}{names}", self.say("：", ": ")));
            }
        }
        lines
    }
}

fn counted_cells(count: usize) -> String {
    if count == 1 { "1 cell does".to_owned() } else { format!("{} do, each", counted(count, "cell")) }
}
