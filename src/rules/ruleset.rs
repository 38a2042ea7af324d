//! The rule set as a whole.

use super::claim::Claim;
use super::example::Example;
use super::node::{Node, Precision, Total, WhenMissing};
use super::script::{ScriptFile, ScriptFunction};
use crate::core::{
    ConditionId, DefinitionId, DemotionId, Direction, ExprId, FieldId, FunctionId, GradeId, HeadId, IndicatorId,
    KeyPart, NodeId, ParameterId, PartId, RestrictionId, Schema, Stage, StillTied, TableId, VetoId,
};
use crate::finding::{Span, Spanned};
use crate::invariant::OrBroken;
use crate::number::{Date, Number, RoundingMode};
use crate::script::Limits;

/// A checked rule set.
#[derive(Debug, Clone)]
pub struct RuleSet {
    /// Title.
    pub title: String,
    /// Marked 示例: not official.
    pub is_example: bool,
    /// First and last day of the cycle.
    pub cycle: (Date, Date),
    /// The document that the rule set implements.
    pub basis: Vec<String>,
    /// 舍入 指标, which 加分 and 扣分 follow too; `None` only when there are no marks.
    pub rounding: Option<Precision>,
    /// Full marks of all heads together.
    pub full: Option<Number>,
    /// Tables.
    pub schema: Schema,
    /// Files of functions.
    pub scripts: Vec<ScriptFile>,
    /// The functions that rules may call.
    pub functions: Vec<ScriptFunction>,
    /// 脚本限度
    pub limits: Limits,
    /// 口径
    pub glosses: Vec<Gloss>,
    /// 参数
    pub parameters: Vec<Parameter>,
    /// 定义, sets of rows among them as yes/no figures of their table.
    pub definitions: Vec<Definition>,
    /// 条件
    pub conditions: Vec<Condition>,
    /// Parts that expressions need more than once.
    pub parts: Vec<Part>,
    /// 方面
    pub heads: Vec<Head>,
    /// How 总分 comes from the 方面.
    pub total: Total,
    /// 指标 of all heads in file order.
    pub indicators: Vec<Indicator>,
    /// 加分
    pub bonus: Option<Block>,
    /// 扣分
    pub deduction: Option<Block>,
    /// 否决
    pub vetoes: Vec<Veto>,
    /// 限制
    pub restrictions: Vec<Restriction>,
    /// 参评; everyone participates when absent.
    pub participation: Option<Participation>,
    /// 降等
    pub demotions: Vec<Demotion>,
    /// 人工定等
    pub manual: Option<ManualGrades>,
    /// 等次
    pub grades: Option<Grades>,
    /// 示例
    pub examples: Vec<Example>,
    /// Which clauses its items name.
    pub claims: Vec<Claim>,
}

/// A recorded decision on what a text leaves open.
#[derive(Debug, Clone)]
pub struct Gloss {
    /// Code.
    pub code: String,
    /// What was decided.
    pub text: String,
    /// Clauses.
    pub basis: Vec<String>,
}

/// A value of the cycle.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Name.
    pub name: String,
    /// A constant expression (constants, arithmetic, other parameters).
    pub value: ExprId,
    /// Clauses.
    pub basis: Vec<String>,
    /// Whether anything in the file reads it; a fixed amount that it gives is a number by now.
    pub is_read: bool,
    /// The statement.
    pub span: Span,
}

/// A named figure of a table's rows.
#[derive(Debug, Clone)]
pub struct Definition {
    /// Name.
    pub name: String,
    /// The table for whose rows it is worked out.
    pub table: TableId,
    /// Whether it names a set of rows (its value then says whether a row belongs).
    pub is_row_set: bool,
    /// Value.
    pub value: ExprId,
    /// The statement.
    pub span: Span,
}

/// A part of expressions that is needed more than once, and so is a figure without a name.
#[derive(Debug, Clone)]
pub struct Part {
    /// The table for whose rows it is worked out; `None` where only constants stand.
    pub table: Option<TableId>,
    /// It.
    pub value: ExprId,
}

/// A requirement that is judged apart from marks.
#[derive(Debug, Clone)]
pub struct Condition {
    /// Name, also its column in results.
    pub name: String,
    /// 原则上 / 一般: a failure gives 待说明, never 不符合.
    pub soft: bool,
    /// 定性: the requirement reads a person's recorded verdict.
    pub judged: bool,
    /// For which subjects it counts; all when absent.
    pub applies: Option<ExprId>,
    /// Whether it is met, a yes/no expression of the subject.
    pub requirement: ExprId,
    /// Clauses.
    pub basis: Vec<String>,
    /// The item.
    pub span: Span,
}

/// A 方面.
#[derive(Debug, Clone)]
pub struct Head {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Full marks.
    pub full: Number,
    /// Clauses.
    pub basis: Vec<String>,
    /// How it comes from its indicators.
    pub node: Node,
    /// Its indicators.
    pub indicators: Vec<IndicatorId>,
    /// The item.
    pub span: Span,
}

/// A 指标.
#[derive(Debug, Clone)]
pub struct Indicator {
    /// Code.
    pub code: String,
    /// Title.
    pub title: String,
    /// Its head.
    pub head: HeadId,
    /// Full marks.
    pub full: Number,
    /// For which subjects it counts; all when absent.
    pub applies: Option<ExprId>,
    /// Clauses.
    pub basis: Vec<String>,
    /// 取值
    pub value: Option<ExprId>,
    /// 取值 as the data give it, where 缺失 取值 has something stand in for it: `value` then chooses between the two.
    pub given: Option<ExprId>,
    /// 缺失, as far as it is not spelt out in the mark.
    pub when_missing: WhenMissing,
    /// The mark on its way through 计分, 封顶, 保底 and 调整, spelt out in the core; each stage but the first reads the
    /// one before it as a figure.
    pub stages: Vec<(Stage, ExprId)>,
    /// The mark before rounding: the last stage, or what 缺失 has stand in for it.
    pub score: ExprId,
    /// Its own 舍入.
    pub precision: Option<Precision>,
    /// 封顶 无: a mark may go beyond the full ones.
    pub uncapped: bool,
    /// 保底 无: a mark may be below 0.
    pub unfloored: bool,
    /// The 计分 clause as written.
    pub method_span: Span,
    /// 方向, and where it is written.
    pub direction: Option<(Direction, Span)>,
    /// Whether it says what a missing value means.
    pub states_missing: bool,
    /// 佐证
    pub evidence: Option<String>,
    /// 建议
    pub advice: Option<Vec<TemplatePart>>,
    /// The item.
    pub span: Span,
}

impl Indicator {
    /// Whether a mark is one that it may give: from 0 to the full marks, unless 保底 无 or 封顶 无 says otherwise.
    #[must_use]
    pub fn allows(&self, mark: &Number) -> bool {
        (self.unfloored || !mark.is_negative()) && (self.uncapped || *mark <= self.full)
    }
}

/// A part of an advice.
#[derive(Debug, Clone)]
pub enum TemplatePart {
    /// Words.
    Text(String),
    /// A value of the subject.
    Value(ExprId),
}

/// 加分 or 扣分.
#[derive(Debug, Clone)]
pub struct Block {
    /// At most so many marks.
    pub cap: Option<Number>,
    /// Entries, added up.
    pub entries: Vec<Entry>,
}

/// An entry of a [`Block`].
#[derive(Debug, Clone)]
pub struct Entry {
    /// Title.
    pub title: String,
    /// Marks.
    pub marks: ExprId,
    /// The entry.
    pub span: Span,
}

/// 否决: gives an outcome outside the grades.
#[derive(Debug, Clone)]
pub struct Veto {
    /// Name.
    pub name: String,
    /// When it fires.
    pub condition: ExprId,
    /// Label of the outcome.
    pub outcome: String,
    /// Clauses.
    pub basis: Vec<String>,
    /// The statement.
    pub span: Span,
}

/// 限制: bounds the grade.
#[derive(Debug, Clone)]
pub struct Restriction {
    /// Name.
    pub name: String,
    /// When it fires.
    pub condition: ExprId,
    /// The best grade that remains possible.
    pub best: GradeId,
    /// Clauses.
    pub basis: Vec<String>,
    /// The statement.
    pub span: Span,
}

/// 参评: who is evaluated. The others have no marks and no total, take no rank and no place, and are
/// in no comparison of values and marks.
#[derive(Debug, Clone)]
pub struct Participation {
    /// Who participates.
    pub condition: ExprId,
    /// Label of the others.
    pub otherwise: String,
    /// Clauses.
    pub basis: Vec<String>,
    /// The statement.
    pub span: Span,
}

/// 降等: lowers the grade that was earned.
#[derive(Debug, Clone)]
pub struct Demotion {
    /// Name.
    pub name: String,
    /// When it fires.
    pub condition: ExprId,
    /// By how many grades, at least 1.
    pub steps: usize,
    /// Clauses.
    pub basis: Vec<String>,
    /// The statement.
    pub span: Span,
}

/// 人工定等: decisions of people, at most one a subject. Checked: the table lies directly below the
/// subjects; the grade is a text or an enumeration of outcomes; reason and document are texts.
#[derive(Debug, Clone)]
pub struct ManualGrades {
    /// The table of the decisions.
    pub table: TableId,
    /// Its column of the grade, or of the label of another outcome.
    pub grade: FieldId,
    /// Its column of the reason.
    pub reason: FieldId,
    /// Its column of the document's number.
    pub document: FieldId,
    /// The statement.
    pub span: Span,
}

/// 等次
#[derive(Debug, Clone)]
pub struct Grades {
    /// From the best down.
    pub grades: Vec<Grade>,
    /// Label when no requirement is met.
    pub otherwise: Spanned<String>,
}

/// A grade.
#[derive(Debug, Clone)]
pub struct Grade {
    /// Name.
    pub name: String,
    /// What it takes.
    pub requirement: ExprId,
    /// The least 总分 that the requirement asks for, if it names one.
    pub line: Option<Number>,
    /// At most so many subjects.
    pub quota: Option<Quota>,
    /// The entry.
    pub span: Span,
}

/// A bound on the number of subjects with a grade.
#[derive(Debug, Clone)]
pub struct Quota {
    /// Share of the participating subjects, from 0 to 1.
    pub share: Number,
    /// One quota for each group of subjects that share these fields; one for all when empty.
    pub same: Vec<FieldId>,
    /// To a whole number of subjects.
    pub rounding: RoundingMode,
    /// What breaks ties at the line, in order; more is better.
    pub tie_break: Vec<TieKey>,
    /// What happens to subjects still tied at the line.
    pub still_tied: StillTied,
    /// The clause.
    pub span: Span,
}

/// A figure that breaks ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TieKey {
    /// Marks of a head.
    Head(HeadId),
    /// A mark.
    Indicator(IndicatorId),
}

/// Items by id. An id is that of an item of the rule set that made it.
macro_rules! by_id {
    ($($(#[$about:meta])* $one:ident $all:ident $list:ident $id:ident $item:ident;)*) => {
        $(
            $(#[$about])*
            #[must_use]
            pub fn $one(&self, id: $id) -> &$item {
                self.$list.get(id.0).or_broken(concat!("an id of ", stringify!($list), " is that of an item"))
            }

            /// All of them with their ids.
            pub fn $all(&self) -> impl DoubleEndedIterator<Item = ($id, &$item)> + ExactSizeIterator {
                self.$list.iter().enumerate().map(|(index, item)| ($id(index), item))
            }
        )*
    };
}

impl RuleSet {
    by_id! {
        /// A 参数.
        parameter each_parameter parameters ParameterId Parameter;
        /// A 定义.
        definition each_definition definitions DefinitionId Definition;
        /// A 条件.
        condition each_condition conditions ConditionId Condition;
        /// A 方面.
        head each_head heads HeadId Head;
        /// A 指标.
        indicator each_indicator indicators IndicatorId Indicator;
        /// A 否决.
        veto each_veto vetoes VetoId Veto;
        /// A 限制.
        restriction each_restriction restrictions RestrictionId Restriction;
        /// A 降等.
        demotion each_demotion demotions DemotionId Demotion;
        /// A function of a script.
        function each_function functions FunctionId ScriptFunction;
        /// A part that is needed more than once.
        part each_part parts PartId Part;
    }

    /// The grades from the best down, with their ids; none without 等次.
    pub fn each_grade(&self) -> impl DoubleEndedIterator<Item = (GradeId, &Grade)> {
        self.grades
            .iter()
            .flat_map(|grades| grades.grades.iter().enumerate())
            .map(|(index, grade)| (GradeId(index), grade))
    }

    /// A grade of 等次.
    #[must_use]
    pub fn grade(&self, id: GradeId) -> &Grade {
        self.grades.as_ref().and_then(|grades| grades.grades.get(id.0)).or_broken("an id of a grade is that of a grade")
    }

    /// A node of the scoring tree.
    #[must_use]
    pub fn node(&self, id: NodeId) -> &Node {
        match id {
            NodeId::Head(head) => &self.head(head).node,
            NodeId::Total => &self.total.node,
        }
    }

    /// Whether subjects get a grade or an outcome at all.
    #[must_use]
    pub fn gives_outcomes(&self) -> bool {
        self.grades.is_some() || !self.vetoes.is_empty() || self.participation.is_some()
    }

    /// The labels that a subject can have for a grade: grades from the best down, then other outcomes.
    #[must_use]
    pub fn outcomes(&self) -> Vec<&str> {
        let grades = self.grades.iter().flat_map(|grades| {
            grades.grades.iter().map(|grade| grade.name.as_str()).chain([grades.otherwise.value.as_str()])
        });
        let vetoes = self.vetoes.iter().map(|veto| veto.outcome.as_str());
        let others = self.participation.iter().map(|participation| participation.otherwise.as_str());
        let mut labels: Vec<&str> = Vec::new();
        for label in grades.chain(vetoes).chain(others) {
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels
    }

    /// The field that names a subject.
    #[must_use]
    pub fn subject_key(&self) -> Option<FieldId> {
        let subjects = self.schema.table(Schema::SUBJECTS)?;
        subjects.key.iter().find_map(|part| match part {
            KeyPart::Field(field) => Some(*field),
            KeyPart::Parent => None,
        })
    }
}
