//! The rule set as a whole.

use std::collections::BTreeSet;

use super::claim::Claim;
use super::example::Example;
use super::node::{Node, Precision, Total};
use super::output::Output;
use super::scored::{Block, ByKind, Condition, Head, Indicator};
use super::script::{ScriptFile, ScriptFunction};
use super::standing::{Demotion, Grade, Grades, ManualGrades, Participation, Restriction, Veto};
use crate::core::{
    ChildId, ConditionId, DefinitionId, DemotionId, ExprId, FieldId, FunctionId, GradeId, HeadId, IndicatorId, Item,
    KeyPart, NodeId, OutputId, ParameterId, PartId, RestrictionId, Schema, ScriptId, TableId, VetoId,
};
use crate::finding::{Diagnostic, Language, Span};
use crate::invariant::OrBroken;
use crate::number::{Date, Number};
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
    /// Where 精确到 is written, each in the place of the call or the 汇总 that it belongs to.
    pub accuracies: Vec<Span>,
    /// 方面 at every level, each before those within it.
    pub heads: Vec<Head>,
    /// How 总分 comes from what stands directly below it.
    pub total: Total,
    /// 指标 of the whole tree in file order.
    pub indicators: Vec<Indicator>,
    /// Weights that expressions read, by the node and the place of the part in it.
    pub read_weights: BTreeSet<(NodeId, usize)>,
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
    /// 列出
    pub outputs: Vec<Output>,
    /// 示例
    pub examples: Vec<Example>,
    /// Which clauses its items name.
    pub claims: Vec<Claim>,
    /// 各指标, 各方面 and 表头: what stands there is said once for several items.
    pub common: Vec<Span>,
    /// The edition of the rule language that it is written in.
    pub edition: u32,
    /// The language of its keywords.
    pub language: Language,
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
    /// Other ways to read the text.
    pub alternatives: Vec<Alternative>,
}

/// A way to read a text that was not chosen.
#[derive(Debug, Clone)]
pub struct Alternative {
    /// How it reads.
    pub title: String,
    /// Clauses.
    pub basis: Vec<String>,
    /// The changes to the rule set that it comes to, as written.
    pub changes: Span,
    /// The statement.
    pub span: Span,
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
    /// Of a figure that an item has of its own: its name without the code of the item.
    pub own: Option<String>,
    /// Where its name is declared: for several items at one place where a common block or a 表头 declares it.
    pub declared: Span,
    /// The statement; of a figure in a row its cell.
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
    /// Whether what stands at a place is said once for several items.
    #[must_use]
    pub fn is_common(&self, place: Span) -> bool {
        self.common.iter().any(|common| common.contains(place))
    }

    /// A finding that says which item it concerns, where its place is said for several.
    #[must_use]
    pub fn about(&self, finding: Diagnostic, item: Option<Item>) -> Diagnostic {
        let Some(item) = item.filter(|_| finding.span().is_some_and(|place| self.is_common(place))) else {
            return finding;
        };
        match item {
            Item::Indicator(id) => finding.about(&self.indicator(id).code),
            Item::Head(id) => finding.about(&self.head(id).code),
            _ => finding,
        }
    }

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
        /// A column of 列出.
        output each_output outputs OutputId Output;
        /// A function of a script.
        function each_function functions FunctionId ScriptFunction;
        /// A file of functions.
        script each_script scripts ScriptId ScriptFile;
        /// A part that is needed more than once.
        part each_part parts PartId Part;
    }

    /// The grades from the best down, with their ids; none without 等次.
    #[must_use]
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

    /// The code of a 方面 or 指标.
    #[must_use]
    pub fn code(&self, id: ChildId) -> &str {
        match id {
            ChildId::Head(head) => &self.head(head).code,
            ChildId::Indicator(indicator) => &self.indicator(indicator).code,
        }
    }

    /// The title of a 方面 or 指标.
    #[must_use]
    pub fn title_of(&self, id: ChildId) -> &str {
        match id {
            ChildId::Head(head) => &self.head(head).title,
            ChildId::Indicator(indicator) => &self.indicator(indicator).title,
        }
    }

    /// The full marks of a 方面 or 指标.
    #[must_use]
    pub fn full_of(&self, id: ChildId) -> &Number {
        match id {
            ChildId::Head(head) => &self.head(head).full,
            ChildId::Indicator(indicator) => &self.indicator(indicator).full,
        }
    }

    /// The full marks of a 方面 or 指标 by kind, where they differ.
    #[must_use]
    pub fn by_kind(&self, id: ChildId) -> Option<&ByKind> {
        match id {
            ChildId::Head(head) => self.head(head).by_kind.as_ref(),
            ChildId::Indicator(indicator) => self.indicator(indicator).by_kind.as_ref(),
        }
    }

    /// What a 方面 or 指标 stands below.
    #[must_use]
    pub fn within(&self, id: ChildId) -> NodeId {
        match id {
            ChildId::Head(head) => self.head(head).within,
            ChildId::Indicator(indicator) => self.indicator(indicator).within,
        }
    }

    /// The nodes from 总分 down to what a 方面 or 指标 stands below.
    #[must_use]
    pub fn path_to(&self, id: ChildId) -> Vec<NodeId> {
        let mut found = vec![self.within(id)];
        while let Some(NodeId::Head(head)) = found.last() {
            found.push(self.head(*head).within);
        }
        found.reverse();
        found
    }

    /// All nodes, each before those below it, 总分 last.
    pub fn nodes(&self) -> impl Iterator<Item = (NodeId, &Node)> {
        let heads = self.each_head().map(|(id, head)| (NodeId::Head(id), &head.node));
        heads.chain([(NodeId::Total, &self.total.node)])
    }

    /// Whether anything is scored.
    #[must_use]
    pub fn has_marks(&self) -> bool {
        !self.total.node.children.is_empty()
    }

    /// Whether results have marks to show: grades may be given where nothing is scored.
    #[must_use]
    pub fn shows_marks(&self) -> bool {
        self.has_marks() || self.grades.is_none()
    }

    /// The clauses that a 指标 names, or those of the nearest 方面 around it that names some.
    #[must_use]
    pub fn basis_of<'s>(&'s self, indicator: &'s Indicator) -> &'s [String] {
        let (mut basis, mut within) = (&indicator.basis, indicator.within);
        while let (true, NodeId::Head(head)) = (basis.is_empty(), within) {
            (basis, within) = (&self.head(head).basis, self.head(head).within);
        }
        basis
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

    /// The fields that together name a subject.
    #[must_use]
    pub fn subject_key(&self) -> Vec<FieldId> {
        let key = self.schema.table(Schema::SUBJECTS).map(|subjects| subjects.key.as_slice());
        let fields = key.unwrap_or_default().iter().filter_map(|part| match part {
            KeyPart::Field(field) => Some(*field),
            KeyPart::Parent => None,
        });
        fields.collect()
    }
}
