//! What differs between two rule sets, in words.

use super::list::listed;
use crate::compare::{ClauseChange, Fate, Group, ItemChange, Kind, Label, Paired, Reader, Stayed};
use crate::finding::Language;

/// Makes the words of differences in one language.
#[derive(Debug, Clone, Copy)]
pub struct Differing(pub Language);

impl Differing {
    fn say(self, zh: &'static str, en: &'static str) -> &'static str {
        self.0.either(zh, en)
    }

    /// Above items of one group.
    #[must_use]
    pub fn group(self, group: Group) -> &'static str {
        let (zh, en) = match group {
            Group::Whole => ("总体", "The whole"),
            Group::Heads => ("方面", "Heads"),
            Group::Indicators => ("指标", "Indicators"),
            Group::Sums => ("总分和加减分", "Total, bonus and deduction"),
            Group::Grades => ("参评和等次", "Participation and grades"),
            Group::Outputs => ("列出", "Outputs"),
            Group::Conditions => ("条件", "Conditions"),
            Group::Parameters => ("参数", "Parameters"),
            Group::Glosses => ("口径", "Glosses"),
            Group::Definitions => ("定义", "Definitions"),
            Group::Tables => ("数据", "Tables"),
            Group::Scripts => ("脚本", "Scripts"),
        };
        self.say(zh, en)
    }

    /// What an item is.
    #[must_use]
    pub fn kind(self, kind: Kind) -> &'static str {
        let (zh, en) = match kind {
            Kind::RuleSet => ("规则集", "rule set"),
            Kind::Cycle => ("周期", "cycle"),
            Kind::Document => ("依据", "basis"),
            Kind::FullMarks => ("满分", "full marks"),
            Kind::Levels => ("层级", "levels"),
            Kind::Rounding => ("舍入", "rounding"),
            Kind::Head => ("方面", "head"),
            Kind::Indicator => ("指标", "indicator"),
            Kind::Total => ("总分", "total"),
            Kind::Bonus => ("加分", "bonus"),
            Kind::Deduction => ("扣分", "deduction"),
            Kind::Participation => ("参评", "participation"),
            Kind::Veto => ("否决", "veto"),
            Kind::Restriction => ("限制", "restriction"),
            Kind::Demotion => ("降等", "demotion"),
            Kind::ManualGrades => ("人工定等", "manual grades"),
            Kind::Grades => ("等次", "grades"),
            Kind::Outputs => ("列出", "outputs"),
            Kind::Condition => ("条件", "condition"),
            Kind::Parameter => ("参数", "parameter"),
            Kind::Gloss => ("口径", "gloss"),
            Kind::Definition => ("定义", "definition"),
            Kind::Enumeration => ("枚举", "enumeration"),
            Kind::Table => ("数据", "table"),
            Kind::Script => ("脚本", "script"),
            Kind::ScriptLimits => ("脚本限度", "script limits"),
        };
        self.say(zh, en)
    }

    /// What an item is called in its group: «D1 营业收入规模», «优秀».
    #[must_use]
    pub fn named(self, change: &ItemChange) -> String {
        let ItemChange { kind, code, title, .. } = change;
        let tells = matches!(
            kind,
            Kind::Head
                | Kind::Indicator
                | Kind::Condition
                | Kind::Parameter
                | Kind::Gloss
                | Kind::Definition
                | Kind::Table
                | Kind::Script
        );
        let mut named = Vec::new();
        if !tells {
            named.push(self.kind(*kind));
        }
        named.extend([code.as_str(), title.as_deref().unwrap_or_default()]);
        named.retain(|part| !part.is_empty());
        named.join(" ")
    }

    /// What became of an item, where its clauses do not tell.
    #[must_use]
    pub fn fate(self, change: &ItemChange) -> Option<&'static str> {
        match (change.fate, change.paired) {
            (Fate::New, _) => Some(self.say("新增", "new")),
            (Fate::Gone, _) => Some(self.say("删去", "gone")),
            (Fate::Changed, Paired::Title) => Some(self.say("名称相同，代号不同", "same title, another code")),
            (Fate::Changed, Paired::Content) => Some(self.say("内容相同，名称不同", "same content, another name")),
            (Fate::Changed, Paired::Code) => None,
        }
    }

    /// What a clause is called: «满分», «列 税收».
    #[must_use]
    pub fn label(self, change: &ClauseChange, kind: Kind) -> String {
        let (zh, en) = match change.label {
            Label::Itself => match kind {
                Kind::Parameter => ("值", "value"),
                Kind::Condition => ("要求", "requirement"),
                Kind::Definition => ("算法", "formula"),
                Kind::Gloss => ("内容", "text"),
                Kind::ManualGrades => ("记录", "records"),
                Kind::Enumeration => ("各项", "choices"),
                Kind::ScriptLimits => ("限度", "limits"),
                _ => ("起止", "days"),
            },
            Label::Code => match kind {
                Kind::Head | Kind::Indicator | Kind::Gloss => ("代号", "code"),
                _ => ("名称", "name"),
            },
            Label::Title => ("名称", "title"),
            Label::Head => ("所属方面", "head"),
            Label::FullMarks => ("满分", "full marks"),
            Label::Basis => ("依据", "basis"),
            Label::Applies => ("适用", "applies"),
            Label::Scope => ("范围", "scope"),
            Label::Value => ("取值", "value"),
            Label::Scoring => ("计分", "scoring"),
            Label::Adjustment => ("调整", "adjustment"),
            Label::Missing => ("缺失", "missing data"),
            Label::Weight => ("权重", "weight"),
            Label::Rounding => ("舍入", "rounding"),
            Label::Direction => ("方向", "direction"),
            Label::Evidence => ("佐证", "evidence"),
            Label::Advice => ("建议", "advice"),
            Label::Aggregate => ("汇总", "aggregate"),
            Label::Weighting => ("赋权", "weighting"),
            Label::Gaps => ("缺项", "gaps"),
            Label::Cap => ("封顶", "cap"),
            Label::When => ("情形", "when"),
            Label::Outcome => ("结果", "outcome"),
            Label::Requirement => ("要求", "requirement"),
            Label::Quota => ("名额", "quota"),
            Label::Grade => ("等次", "grade"),
            Label::Otherwise => ("其余", "otherwise"),
            Label::Entry | Label::Layout => ("", ""),
            Label::Force => ("效力", "force"),
            Label::File => ("文件", "file"),
            Label::Within => ("属于", "below"),
            Label::Key => ("主键", "key"),
            Label::Column => ("列", "column"),
            Label::Function => ("函数", "function"),
            Label::Text => ("脚本内容", "text of the script"),
            Label::Reads => ("参数", "parameter"),
            Label::Gloss => ("口径", "gloss"),
        };
        let word = self.say(zh, en);
        let parts = match (&change.name, change.label) {
            (Some(name), Label::Requirement | Label::Quota) => [name.as_str(), word],
            (Some(name), Label::Entry) => [name.as_str(), ""],
            (Some(name), _) => [word, name.as_str()],
            (None, _) => [word, ""],
        };
        parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join(" ")
    }

    /// From what to what: «8 分 → 7 分», «新增 缺失 得 0 分».
    #[must_use]
    pub fn step(self, old: Option<&str>, new: Option<&str>) -> String {
        match (old, new) {
            (Some(old), Some(new)) => format!("{old} → {new}"),
            (None, Some(new)) => format!("{} {new}", self.say("新增", "new:")),
            (Some(old), None) => format!("{} {old}", self.say("删去", "gone:")),
            (None, None) => self.say("有改动", "changed").to_owned(),
        }
    }

    /// Before the older and the newer of two long texts.
    #[must_use]
    pub fn sides(self) -> [&'static str; 2] {
        [self.say("旧", "old"), self.say("新", "new")]
    }

    /// Above everything.
    #[must_use]
    pub fn heading(self) -> &'static str {
        self.say("两份规则的差别", "Differences between two rule sets")
    }

    /// Beside a 口径 that is told further down.
    #[must_use]
    pub fn told_below(self) -> &'static str {
        self.say("有改动，见「口径」", "changed, see glosses")
    }

    /// That nothing differs.
    #[must_use]
    pub fn nothing(self) -> &'static str {
        self.say(
            "两份规则没有差别（写法和次序不算差别）",
            "the two rule sets do not differ (spelling and order are no difference)",
        )
    }

    /// Behind a 参数 or 定义: who reads it.
    #[must_use]
    pub fn read_by(self, readers: &[Reader]) -> String {
        let named = |reader: &Reader| match (reader.kind, reader.code.as_str()) {
            (Kind::Indicator, code) => code.to_owned(),
            (kind, "") => self.kind(kind).to_owned(),
            (kind, code) => format!("{} {code}", self.kind(kind)),
        };
        let readers: Vec<String> = readers.iter().map(named).collect();
        match (readers.is_empty(), self.0) {
            (true, Language::Zh) => "没有用到".to_owned(),
            (true, Language::En) => "read by nothing".to_owned(),
            (false, Language::Zh) => format!("用于 {}", listed(&readers, self.0)),
            (false, Language::En) => format!("read by {}", listed(&readers, self.0)),
        }
    }

    /// Above what stayed.
    #[must_use]
    pub fn stayed_heading(self) -> &'static str {
        self.say("没有跟着改的，请核对", "What did not change along; please look at it")
    }

    /// What stayed though something beside it changed.
    #[must_use]
    pub fn stayed(self, stayed: &Stayed) -> String {
        match (stayed, self.0) {
            (Stayed::Marks { indicator, old, new, marks, gloss }, Language::Zh) => {
                let gloss = gloss.as_ref().map(|code| format!("；口径 {code} 提到它")).unwrap_or_default();
                format!("{indicator} 满分 {old} → {new}，子句里的 {} 没有变{gloss}", listed(marks, self.0))
            }
            (Stayed::Marks { indicator, old, new, marks, gloss }, Language::En) => {
                let gloss = gloss.as_ref().map(|code| format!("; gloss {code} names it")).unwrap_or_default();
                format!(
                    "{indicator}: full marks {old} → {new}, but {} in its clauses stayed{gloss}",
                    listed(marks, self.0)
                )
            }
            (Stayed::Line { grade, requirement, head, old, new }, Language::Zh) => {
                let of = head.as_ref().map(|head| format!("方面 {head} ")).unwrap_or_default();
                format!("{of}满分 {old} → {new}，{grade}的要求「{requirement}」没有变")
            }
            (Stayed::Line { grade, requirement, head, old, new }, Language::En) => {
                let of = head.as_ref().map(|head| format!(" of head {head}")).unwrap_or_default();
                format!("full marks{of} {old} → {new}, but `{requirement}` of {grade} stayed")
            }
            (Stayed::Date { item, code, date, text }, Language::Zh) => {
                format!("周期变了，{} {code} 里的 {date} 没有变：{text}", self.kind(*item))
            }
            (Stayed::Date { item, code, date, text }, Language::En) => {
                format!("the cycle changed, but {date} in {} {code} stayed: {text}", self.kind(*item))
            }
        }
    }
}
