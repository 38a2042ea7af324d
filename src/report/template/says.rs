//! The sentences of a workbook.

use super::bound::Bound;
use super::column::Column;
use super::duty::Duty;
use super::style::is_count;
use crate::core::Type;
use crate::finding::Language;
use crate::rules::RuleSet;

/// So many choices are listed; the drop-down has them all.
const LISTED: usize = 30;

/// So many items or clauses are listed: a row has room for no more.
const NAMED: usize = 24;

/// Makes the sentences of a workbook.
#[derive(Debug, Clone, Copy)]
pub(super) struct Says(pub(super) Language);

impl Says {
    fn either(self, zh: &'static str, en: &'static str) -> &'static str {
        self.0.either(zh, en)
    }

    /// Sentences one after the other.
    pub(super) fn sentences(self, sentences: &[&str]) -> String {
        let said = sentences.iter().filter(|sentence| !sentence.is_empty()).map(|sentence| self.begun(sentence));
        said.collect::<Vec<_>>().join(self.either("。", ". ")) + self.either("。", ".")
    }

    /// With the letter that a sentence begins with.
    fn begun(self, sentence: &str) -> String {
        let mut letters = sentence.chars();
        match (self.0, letters.next()) {
            (Language::En, Some(first)) => first.to_uppercase().chain(letters).collect(),
            _ => sentence.to_owned(),
        }
    }

    /// Parts of a sentence.
    pub(super) fn joined(self, parts: &[String]) -> String {
        parts.join(self.either("，", ", "))
    }

    pub(super) fn duty(self, duty: Duty) -> &'static str {
        match duty {
            Duty::Required => self.either("必填", "required"),
            Duty::Recorded => self.either("备查", "for the record"),
            Duty::Optional => self.either("可以不填", "may stay empty"),
        }
    }

    /// What a column takes, apart from its range.
    pub(super) fn kind(self, column: &Column<'_>) -> String {
        match &column.field.ty {
            Type::Text if column.is_unique => {
                self.either("编号，按文字填，不要重复", "a code, as text, each once").to_owned()
            }
            Type::Text => self.either("文字", "text").to_owned(),
            Type::Choice(choices) => {
                let (first, rest) = choices.in_files().split_at(choices.len().min(LISTED));
                let listed = self.0.listed(first);
                match (rest.len(), self.0) {
                    (0, Language::Zh) => format!("选一项：{listed}"),
                    (0, Language::En) => format!("one of: {listed}"),
                    (_, Language::Zh) => format!("选一项：{listed}……共 {} 项", choices.len()),
                    (_, Language::En) => format!("one of: {listed} … ({} in all)", choices.len()),
                }
            }
            Type::YesNo => self.either("填 是 或 否", "one of the two in the list: yes or no").to_owned(),
            Type::Date => self.either("日期，如 2023-12-31", "a date such as 2023-12-31").to_owned(),
            Type::Number(unit) if unit.is_percent() => {
                self.either("百分数，如 95%，写 95 也可以", "a percentage such as 95%; 95 will do").to_owned()
            }
            Type::Number(unit) if unit.name.is_empty() => self.either("数", "a number").to_owned(),
            Type::Number(unit) => match (self.0, is_count(unit)) {
                (Language::Zh, true) => format!("数，单位是{}，一般是整数", unit.name),
                (Language::Zh, false) => format!("数，单位是{}", unit.name),
                (Language::En, true) => format!("a number of {}, usually a whole one", unit.name),
                (Language::En, false) => format!("a number in {}", unit.name),
            },
        }
    }

    /// The ends of a range; nothing where none is declared.
    pub(super) fn range(self, low: Option<&Bound>, high: Option<&Bound>) -> String {
        let end = |bound: &Bound, closed: &str, open: &str| {
            format!("{}{}", if bound.inclusive { closed } else { open }, bound.text)
        };
        let low = low.map(|low| end(low, self.either("不小于 ", "at least "), self.either("大于 ", "above ")));
        let high = high.map(|high| end(high, self.either("不大于 ", "at most "), self.either("小于 ", "below ")));
        self.joined(&low.into_iter().chain(high).collect::<Vec<_>>())
    }

    /// What the key of the table above takes.
    pub(super) fn key_above(self, table: &str, column: &str) -> String {
        match self.0 {
            Language::Zh => format!("「{table}」表里已有的{column}，从下拉里选"),
            Language::En => format!("a {column} that the sheet `{table}` has; choose it from the list"),
        }
    }

    pub(super) fn used_by(self, items: &[String]) -> String {
        format!("{}{}", self.either("用于：", "used by: "), self.several(items))
    }

    pub(super) fn basis(self, clauses: &[&str]) -> String {
        format!("{}{}", self.either("依据：", "basis: "), self.several(clauses))
    }

    pub(super) fn gloss(self, code: &str, text: &str) -> String {
        match self.0 {
            Language::Zh => format!("口径 {code}：{text}"),
            Language::En => format!("gloss {code}: {text}"),
        }
    }

    pub(super) fn see_guide(self) -> &'static str {
        self.either("（全文见填报说明）", "(all of it is in the instructions)")
    }

    /// Why something was not taken; what names a row cannot stay empty.
    pub(super) fn not_taken(self, allowed: &str, names_a_row: bool) -> String {
        let rest = if names_a_row {
            ""
        } else {
            self.either("没有数据就空着，不要写“无”或“-”。", " Leave it empty when there is nothing to write.")
        };
        match self.0 {
            Language::Zh => format!("这一格要填：{allowed}。{rest}"),
            Language::En => format!("This cell takes: {allowed}.{rest}"),
        }
    }

    /// What the column takes by which workbooks are told apart.
    pub(super) fn only(self, value: &str) -> String {
        match self.0 {
            Language::Zh => format!("只能是“{value}”，本工作簿只填这一部分"),
            Language::En => format!("nothing but “{value}”: this workbook is for these alone"),
        }
    }

    /// The title of a list of choices.
    pub(super) fn list(self, number: usize) -> String {
        format!("{} {number}", self.either("选项", "choices"))
    }

    /// The foot of a page: who fills it in, its number, who signs.
    pub(super) fn foot(self) -> (&'static str, &'static str, &'static str) {
        match self.0 {
            Language::Zh => {
                ("填报单位（盖章）：", "第 &P 页，共 &N 页", "填表人：　　　　审核人：　　　　日期：　　　　")
            }
            Language::En => (
                "Reported by (seal):",
                "Page &P of &N",
                "Filled in by:            Checked by:            Date:            ",
            ),
        }
    }

    /// What stands below the title of the instructions.
    pub(super) fn about(self, rules: &RuleSet) -> String {
        let (first, last) = rules.cycle;
        let mut said = match self.0 {
            Language::Zh => vec![format!("周期 {first} 至 {last}")],
            Language::En => vec![format!("cycle {first} to {last}")],
        };
        if !rules.basis.is_empty() {
            said.push(self.basis(&rules.basis.iter().map(String::as_str).collect::<Vec<_>>()));
        }
        if rules.is_example {
            said.push(self.either("示例，非官方", "an example, not official").to_owned());
        }
        said.join(self.either("；", "; "))
    }

    /// Whose workbook it is.
    pub(super) fn part(self, field: &str, value: &str) -> String {
        match self.0 {
            Language::Zh => format!("{field}：{value}（本工作簿只填这一部分）"),
            Language::En => format!("{field}: {value} (this workbook is for these alone)"),
        }
    }

    /// How the workbook is filled in.
    pub(super) fn how(self, subjects: &str, totals: &str, tables: usize) -> Vec<String> {
        match self.0 {
            Language::Zh => vec![
                format!("1. 共 {tables} 张表，一张表一个工作表。工作表的名称、第一行的栏目不要改，不要加列，不要加标题行、合计行；先填「{subjects}」，其余的表里编号从下拉里选。"),
                "2. 没有数据的格空着，不要写“无”“-”“/”；0 就是 0，和空着不是一回事。".to_owned(),
                "3. 数按栏目括号里的单位填，只写数，不写单位，不要千分位以外的符号；百分数写 95%；日期写 2023-12-31；编号、代码按文字填，前面的 0 保留。".to_owned(),
                "4. 填的时候：黄色的格是这一行还没有填的必填格，红色的格是重复的编号。从别处复制来的，用“选择性粘贴—数值”，下拉和检查才不会被冲掉。".to_owned(),
                format!("5. 填完看「{totals}」：每张表的行数、每一栏已填和应填未填的格数、合计都由公式算出，与本单位的账核对一致再报。第一行和「{totals}」锁定，没有密码。"),
                "6. 保存为 .xlsx 交回，不用另存为别的格式；打印用 A4 横向，每页都有表头。".to_owned(),
            ],
            Language::En => vec![
                format!("1. There are {tables} tables, each on a sheet of its own. Leave the names of the sheets and the first row as they are; add no columns, titles or totals. Fill in `{subjects}` first: in the other sheets its keys are chosen from a list."),
                "2. Leave a cell empty when there is nothing to write, without “none” or “-”; 0 is 0, which is not the same.".to_owned(),
                "3. Write numbers in the unit that the header has in brackets, without the unit; percentages as 95%; dates as 2023-12-31; codes as text, with their leading zeros.".to_owned(),
                "4. While you write, a yellow cell is one of the row that is still to be filled in, a red one a key that is there twice. Paste values only, so that lists and checks stay.".to_owned(),
                format!("5. Then look at `{totals}`: rows, cells filled in and left out, and sums come from formulas; hold them against your books. It is locked, as the first rows are, without a password."),
                "6. Save it as .xlsx and send it back. It prints on A4, on its side, with the header on each page.".to_owned(),
            ],
        }
    }

    pub(super) fn legend(self) -> &'static str {
        self.either("栏目的颜色：", "Headers:")
    }

    pub(super) fn guide_titles(self) -> [&'static str; 7] {
        match self.0 {
            Language::Zh => ["栏目", "填什么", "单位", "范围", "要求", "用在哪里（佐证）", "依据的条款、口径"],
            Language::En => {
                ["column", "what to write", "unit", "range", "duty", "used by (evidence)", "clauses and glosses"]
            }
        }
    }

    /// Above the columns of a table: what a row of it is.
    pub(super) fn table(self, number: usize, name: &str, above: Option<&str>, key: &[&str]) -> String {
        let keys = self.0.listed(key);
        match (self.0, above) {
            (Language::Zh, None) => format!("表 {number}　{name}：一行是一家被评对象，{keys}不能重复。"),
            (Language::Zh, Some(above)) if key.is_empty() => {
                format!("表 {number}　{name}：每行属于一个「{above}」，可以有几行，也可以没有。")
            }
            (Language::Zh, Some(above)) => {
                format!(
                    "表 {number}　{name}：每行属于一个「{above}」，可以有几行，也可以没有；{keys}相同的只能有一行。"
                )
            }
            (Language::En, None) => {
                format!("Table {number}  {name}: a row is a subject; no two have the same {keys}. ")
            }
            (Language::En, Some(above)) if key.is_empty() => {
                format!("Table {number}  {name}: a row belongs to one of `{above}`, which may have several or none. ")
            }
            (Language::En, Some(above)) => format!(
                "Table {number}  {name}: a row belongs to one of `{above}`, which may have several or none; \
                 no two rows have the same {keys}. "
            ),
        }
    }

    /// Who counts or adds up the rows of a table.
    pub(super) fn rows_used_by(self, items: &[String]) -> String {
        match self.0 {
            Language::Zh => format!("各行用于：{}", self.several(items)),
            Language::En => format!("Its rows are used by: {}", self.several(items)),
        }
    }

    /// Items one below the other, each with what has to be shown for it.
    pub(super) fn items(self, items: &[String], evidence: &[Option<&str>]) -> String {
        let item = |(item, evidence): (&String, Option<&str>)| match (evidence, self.0) {
            (None, _) => item.clone(),
            (Some(evidence), Language::Zh) => format!("{item}（{evidence}）"),
            (Some(evidence), Language::En) => format!("{item} ({evidence})"),
        };
        let mut lines: Vec<String> = items.iter().zip(evidence.iter().copied()).take(NAMED).map(item).collect();
        lines.extend(self.in_all(items.len()));
        lines.join("\n")
    }

    /// Names one after the other, the first of many.
    pub(super) fn several<S: AsRef<str>>(self, names: &[S]) -> String {
        let first = self.0.listed(names.get(..NAMED).unwrap_or(names));
        [first, self.in_all(names.len()).unwrap_or_default()].concat()
    }

    /// How many there are, where not all are named.
    fn in_all(self, count: usize) -> Option<String> {
        (count > NAMED).then(|| match self.0 {
            Language::Zh => format!("……共 {count} 项"),
            Language::En => format!(" … ({count} in all)"),
        })
    }

    pub(super) fn glosses(self) -> &'static str {
        self.either("口径", "Glosses")
    }

    pub(super) fn gloss_with_basis(self, code: &str, text: &str, basis: &str) -> String {
        match (basis.is_empty(), self.0) {
            (true, _) => self.gloss(code, text),
            (false, Language::Zh) => format!("{}（{basis}）", self.gloss(code, text)),
            (false, Language::En) => format!("{} ({basis})", self.gloss(code, text)),
        }
    }

    pub(super) fn totals_note(self) -> &'static str {
        self.either(
            "由公式自动算出，不用填。上报前与本单位的账核对；应填未填不是 0 的，回到那张表补上。各表里不要另加合计行。",
            "Worked out by formulas; there is nothing to fill in. Hold it against your books before you send it, and go \
             back to the sheets that lack cells. Add no rows of totals to the sheets.",
        )
    }

    pub(super) fn totals_titles(self) -> [&'static str; 5] {
        match self.0 {
            Language::Zh => ["表", "栏目", "已填", "应填未填", "合计"],
            Language::En => ["table", "column", "filled in", "left out", "sum"],
        }
    }

    pub(super) fn rows(self) -> &'static str {
        self.either("行数", "rows")
    }
}
