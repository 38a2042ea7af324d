//! Which part of a result is printed.

use super::output::Output;
use super::output::Status;
use heng::finding::{Language, Sources, Words};
use heng::result::Scores;
use heng::rules::RuleSet;
use heng::shown::{Column, Order, Question, Shown, Titles};
use heng::{syntax, words};

/// What is printed of a result, and how; what is scored does not hang on it.
#[derive(Debug, clap::Args)]
pub(super) struct Select {
    /// 只印这些列：结果的列名，指标和方面的编号或名称，列出的标题；几列用逗号分开
    #[arg(long, value_name = "COLUMNS")]
    columns: Vec<String>,
    /// 只印合乎这一句的各家，如 '总分 不低于 80 分 且 等次 是 优秀'
    #[arg(long = "where", value_name = "QUESTION")]
    asked: Option<String>,
    /// 按这些列排，如 '类型，总分 降序'；不写升降的，数从大到小，名次从 1 起，文字按字
    #[arg(long, value_name = "COLUMNS")]
    sort: Option<String>,
    /// 只印前几家；没有写 --sort 的，按名次
    #[arg(long, value_name = "COUNT")]
    top: Option<usize>,
    /// 不印各家，印各列合起来的数：家数、平均、中位、分位、得满分的占多少
    #[arg(long)]
    summary: bool,
}

impl Select {
    /// Whether columns are to be put together.
    pub(super) fn summary(&self) -> bool {
        self.summary
    }

    /// What is printed; what is wrong with the wishes has been printed where there is none.
    pub(super) fn shown(
        &self,
        model: &RuleSet,
        scores: &Scores,
        output: &Output,
        of_rules: Language,
    ) -> Result<Shown, Status> {
        let titles = Titles::of(model, output.language(of_rules));
        let mut shown = Shown::all(model);
        let columns = self.columns.iter().map(|text| columns(text, titles)).collect::<Result<Vec<_>, Words>>();
        let columns = columns.map_err(|words| output.misused(&words, of_rules))?;
        if !columns.is_empty() {
            shown = shown.with_columns(model, &columns.concat());
        }
        let question = match &self.asked {
            Some(text) => Some(question(text, titles, model, output, of_rules)?),
            None => None,
        };
        let order = match &self.sort {
            Some(text) => Some(Order::of(text, titles, model).map_err(|words| output.misused(&words, of_rules))?),
            None => self.top.map(|_| Order::by_rank()),
        };
        if question.is_none() && order.is_none() {
            return Ok(shown);
        }
        let mut rows: Vec<usize> = (0..scores.subjects.len()).collect();
        if let Some(question) = question {
            rows.retain(|row| question.holds(scores, *row));
        }
        if let Some(order) = order {
            order.sort(&mut rows, model, scores);
        }
        rows.truncate(self.top.unwrap_or(usize::MAX));
        Ok(shown.with_rows(rows))
    }
}

/// The columns that a text names: one that has commas in its name, or several.
fn columns(text: &str, titles: Titles<'_>) -> Result<Vec<Column>, Words> {
    if let Ok(column) = titles.named(text.trim()) {
        return Ok(vec![column]);
    }
    let names = text.split([',', '，', '、']).map(str::trim).filter(|name| !name.is_empty());
    let columns: Vec<Column> =
        names.map(|name| titles.named(name).map_err(|unnamed| unnamed.told(name))).collect::<Result<_, Words>>()?;
    if columns.is_empty() {
        return Err(words!("--columns 没有写列名", "--columns names no column"));
    }
    Ok(columns)
}

fn question<'m>(
    text: &str,
    titles: Titles<'m>,
    model: &'m RuleSet,
    output: &Output,
    of_rules: Language,
) -> Result<Question<'m>, Status> {
    let mut sources = Sources::default();
    let id = sources.add("--where", text.to_owned());
    let read =
        syntax::asked(id, text).and_then(|asked| Question::of(&asked, titles, model).map_err(|finding| vec![*finding]));
    read.map_err(|findings| {
        output.diagnostics(&sources, &findings, of_rules);
        Status::Usage
    })
}
