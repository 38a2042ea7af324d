//! A run of rules over data.

use std::sync::Arc;

use super::data::Data;
use super::error::Error;
use super::finding::Finding;
use super::rules::Rules;
use super::stack::apart;
use crate::engine::{self, EngineKind};
use crate::finding::{Diagnostic, Language, Sources};
use crate::host::progress::UNSEEN;
use crate::number::Calendar;
use crate::report;
use crate::result::{Explanation, Scores};
use crate::review::Explainer;
use crate::session::{self, Way};
use crate::words::{Wording, told};

/// Which engine works out the marks. Both give the same.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::Engine;
///
/// let run = parks::run()?;
/// assert_eq!(run.clone().engine(Engine::Exact).score()?, run.engine(Engine::Columnar).score()?);
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Engine {
    /// Whole columns of scaled integers.
    #[default]
    Columnar,
    /// One subject at a time in exact fractions.
    Exact,
}

/// Rules and the data that they are run over.
///
/// ```
/// use heng::{Data, Language, Rules, Run};
///
/// let rules = Rules::from_text(
///     r#"规则集 "示例" 示例
/// 周期 2024-01-01 至 2024-12-31
/// 满分 10 分
/// 舍入 指标 2 位 四舍五入
/// 数据 园区 "parks.csv" {
///   编号 文本 主键
///   满意率 百分比
/// }
/// 方面 A "服务" 10 分 {
///   指标 A1 "满意" 10 分 {
///     依据 第一条
///     取值 满意率
///     计分 换算 100% 封顶 满分 保底 0 分
///   }
/// }
/// "#,
/// )?;
/// let data = Data::from_texts(&rules, [("parks.csv".into(), "编号,满意率\nP1,90%\nP2,75%\n".into())])?;
/// let run = Run::of(&rules, &data)?;
/// assert_eq!(run.score()?.subjects.len(), 2);
/// let explanation = run.explain("P2")?;
/// let total = explanation.total.as_ref().and_then(|total| total.total.mark.decimal());
/// assert_eq!(total.as_deref(), Some("7.50"));
/// assert!(run.told(&explanation, Language::Zh)?.contains("= 7.5 分 → 7.50 分"));
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone)]
pub struct Run {
    rules: Rules,
    data: Data,
    engine: Engine,
    calendar: Arc<Calendar>,
}

impl Run {
    /// Of a sound rule set and its data, by columns, with the working days that are built in.
    ///
    /// # Errors
    /// The errors of the rules; that the data were read by rules that declare other tables.
    pub fn of(rules: &Rules, data: &Data) -> Result<Self, Error> {
        if !data.are_of(&*rules.program()?) {
            return Err(Error::OtherTables);
        }
        let calendar = Calendar::china().map_err(|error| Error::Internal(error.to_string()))?;
        let (rules, data) = (rules.clone(), data.clone());
        Ok(Self { rules, data, engine: Engine::default(), calendar: Arc::new(calendar) })
    }

    /// The same run by an engine.
    #[must_use]
    pub fn engine(self, engine: Engine) -> Self {
        Self { engine, ..self }
    }

    /// Scores all subjects.
    ///
    /// # Errors
    /// Faults that show only while scoring; that it was cancelled.
    pub fn score(&self) -> Result<Scores, Error> {
        let run = self.clone();
        apart(move || run.scored(session::score))
    }

    /// Explains the result of one subject.
    ///
    /// # Errors
    /// As [`Run::score`], and that there is no such subject.
    pub fn explain(&self, key: impl Into<String>) -> Result<Explanation, Error> {
        let (run, key) = (self.clone(), key.into());
        apart(move || {
            let (program, tables) = (run.rules.program()?, run.data.tables());
            let row = session::subject(&program, &tables, &key).map_err(|found| run.findings(&[found]))?;
            let (scores, members) = run.scored(session::score_knowing)?;
            let explainer = Explainer::new(&program, &tables, &run.calendar, run.rules.sources(), &scores);
            let explainer = explainer.knowing(&members);
            Ok(explainer.explain(row, None))
        })
    }

    /// Explains the results of all subjects, in the order of the subject table.
    ///
    /// # Errors
    /// As [`Run::score`].
    pub fn explain_all(&self) -> Result<Vec<Explanation>, Error> {
        let run = self.clone();
        apart(move || {
            let (program, tables) = (run.rules.program()?, run.data.tables());
            let (scores, members) = run.scored(session::score_knowing)?;
            let explainer = Explainer::new(&program, &tables, &run.calendar, run.rules.sources(), &scores);
            let explainer = explainer.knowing(&members);
            Ok(explainer.explain_all().collect())
        })
    }

    /// An explanation of this run as a page of text, many rows cut short.
    ///
    /// # Errors
    /// The errors of the rules.
    pub fn told(&self, explanation: &Explanation, language: Language) -> Result<String, Error> {
        let (run, explanation) = (self.clone(), explanation.clone());
        apart(move || {
            let program = run.rules.program()?;
            let subjects = engine::subjects(&program, &run.data.tables());
            let told = told(&explanation, Wording { model: &program.rules, subjects: &subjects, language });
            Ok(report::explanation_text(&told, false, language))
        })
    }

    fn scored<S>(&self, score: Way<S>) -> Result<S, Error> {
        let (program, tables) = (self.rules.program()?, self.data.tables());
        let engine = match self.engine {
            Engine::Columnar => EngineKind::Columnar,
            Engine::Exact => EngineKind::Exact,
        };
        score(&program, &tables, &self.calendar, engine, &UNSEEN).map_err(|found| self.findings(&found))
    }

    fn findings(&self, found: &[Diagnostic]) -> Error {
        let sources: &Sources = self.rules.sources();
        Error::Findings(Finding::all(sources, found))
    }
}
