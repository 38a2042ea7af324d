//! Models and tables by hand.

use heng::core::{
    ChildId, Field, FieldId, HeadId, IndicatorId, NodeId, Parent, Schema, Table as Declared, TableId, Type,
};
use heng::data::{Column, Found, Lines, Table, Tables, Typed};
use heng::finding::{Language, Span};
use heng::number::{Calendar, Date, Number, Rounding, Unit};
use heng::result::Scores;
use heng::rules::{
    Block, Condition, Definition, Entry, Head, Indicator, Node, Parameter, Participation, RuleSet, Total, WhenMissing,
};
use heng::words::Wording;
use polars_core::prelude::{BooleanChunked, Int32Chunked, StringChunked};

use crate::expressions::Expr;

pub(crate) const SUBJECTS: TableId = TableId(0);
pub(crate) const CHILDREN: TableId = TableId(1);
pub(crate) const GRANDCHILDREN: TableId = TableId(2);
pub(crate) const OTHERS: TableId = TableId(3);

/// Every table has the same fields, all optional.
pub(crate) const AMOUNT: FieldId = FieldId(0);
pub(crate) const SHARE: FieldId = FieldId(1);
pub(crate) const AREA: FieldId = FieldId(2);
pub(crate) const FLAG: FieldId = FieldId(3);
pub(crate) const NAME: FieldId = FieldId(4);
pub(crate) const KIND: FieldId = FieldId(5);
pub(crate) const DAY: FieldId = FieldId(6);

pub(crate) fn unit(name: &str) -> Unit {
    if name.is_empty() { Unit::pure() } else { Unit::parse(name).unwrap() }
}

pub(crate) fn number_type(name: &str) -> Type {
    Type::Number(unit(name))
}

pub(crate) fn choices() -> Type {
    Type::Choice(["甲".to_owned(), "乙".to_owned(), "丙".to_owned()].into_iter().collect())
}

pub(crate) fn field_type(field: FieldId) -> Type {
    match field {
        AMOUNT => number_type("万元"),
        SHARE => number_type("%"),
        AREA => number_type("亩"),
        FLAG => Type::YesNo,
        NAME => Type::Text,
        KIND => choices(),
        _ => Type::Date,
    }
}

pub(crate) fn schema() -> Schema {
    let declared = |name: &str, parent: Option<usize>| Declared {
        name: name.to_owned(),
        file: format!("{name}.csv"),
        spread: None,
        parent: parent.map(|parent| Parent {
            table: TableId(parent),
            columns: vec!["键".to_owned()],
            headers: vec!["键".to_owned()],
        }),
        fields: (0..7)
            .map(|index| Field {
                name: format!("{name}{index}"),
                column: format!("{name}{index}"),
                ty: field_type(FieldId(index)),
                optional: true,
                record_only: false,
                private: false,
                evidence: false,
                also: vec![],
                range: heng::core::Range::default(),
                change: None,
                span: Span::default(),
            })
            .collect(),
        key: Vec::new(),
        title: None,
        in_database: None,
        ignore_other_columns: false,
        layout: heng::core::Layout::default(),
        span: Span::default(),
    };
    Schema {
        tables: vec![
            declared("园区", None),
            declared("机构", Some(0)),
            declared("年度", Some(1)),
            declared("活动", Some(0)),
        ],
        ..Schema::default()
    }
}

/// One row: the row of the parent, and a cell for each field.
#[derive(Debug, Clone, Default)]
pub(crate) struct Row {
    pub(crate) parent: u32,
    pub(crate) numbers: [Option<i128>; 3],
    pub(crate) flag: Option<bool>,
    pub(crate) name: Option<&'static str>,
    pub(crate) kind: Option<u32>,
    pub(crate) day: Option<i32>,
}

impl Row {
    pub(crate) fn amount(parent: u32, amount: impl Into<Option<i128>>) -> Self {
        Self { parent, numbers: [amount.into(), None, None], ..Self::default() }
    }

    pub(crate) fn flag(self, flag: impl Into<Option<bool>>) -> Self {
        Self { flag: flag.into(), ..self }
    }

    pub(crate) fn name(self, name: &'static str) -> Self {
        Self { name: Some(name), ..self }
    }

    pub(crate) fn kind(self, kind: u32) -> Self {
        Self { kind: Some(kind), ..self }
    }

    pub(crate) fn day(self, day: &str) -> Self {
        Self { day: Some(Date::parse(day).unwrap().days_since_epoch()), ..self }
    }

    pub(crate) fn share(mut self, share: i128) -> Self {
        self.numbers[1] = Some(share);
        self
    }
}

pub(crate) fn table(rows: &[Row], is_child: bool, scales: [u32; 3]) -> Table {
    let found = || Found::Texts(rows.iter().map(|_| None::<&str>).collect());
    let column = |typed: Typed| Column { header: String::new(), typed, found: found() };
    let number = |index: usize| Typed::Number {
        scale: scales[index],
        values: rows.iter().map(|row| row.numbers[index]).collect(),
    };
    Table {
        file: String::new(),
        rows: rows.len(),
        columns: vec![
            column(number(0)),
            column(number(1)),
            column(number(2)),
            column(Typed::YesNo(rows.iter().map(|row| row.flag).collect::<BooleanChunked>())),
            column(Typed::Text(rows.iter().map(|row| row.name).collect::<StringChunked>())),
            column(Typed::Choice(rows.iter().map(|row| row.kind.map(i128::from)).collect())),
            column(Typed::Date(rows.iter().map(|row| row.day).collect::<Int32Chunked>())),
        ],
        parents: is_child.then(|| rows.iter().map(|row| row.parent).collect()),
        lines: Lines::Listed((0..rows.len() as u64).map(|line| line + 2).collect()),
        origins: None,
        known: true,
        readings: vec![],
    }
}

/// Tables of whole numbers: subjects, children, grandchildren, others.
pub(crate) fn tables(rows: [&[Row]; 4]) -> Tables {
    let [subjects, children, grandchildren, others] = rows;
    Tables(vec![
        table(subjects, false, [0; 3]),
        table(children, true, [0; 3]),
        table(grandchildren, true, [0; 3]),
        table(others, true, [0; 3]),
    ])
}

pub(crate) fn empty_model(rounding: Option<Rounding>) -> RuleSet {
    let day = Date::from_ymd(2022, 1, 1).unwrap();
    RuleSet {
        title: String::new(),
        is_example: true,
        cycle: (day, day),
        basis: Vec::new(),
        rounding: rounding.map(Into::into),
        full: None,
        schema: schema(),
        glosses: Vec::new(),
        parameters: Vec::new(),
        definitions: Vec::new(),
        conditions: Vec::new(),
        parts: Vec::new(),
        accuracies: Vec::new(),
        heads: Vec::new(),
        total: Total::default(),
        indicators: Vec::new(),
        read_weights: std::collections::BTreeSet::new(),
        outputs: Vec::new(),
        bonus: None,
        deduction: None,
        vetoes: Vec::new(),
        restrictions: Vec::new(),
        participation: None,
        demotions: Vec::new(),
        manual: None,
        grades: None,
        examples: Vec::new(),
        claims: Vec::new(),
        common: Vec::new(),
        language: heng::finding::Language::Zh,
        edition: 1,
        scripts: Vec::new(),
        functions: Vec::new(),
        limits: heng::script::Limits::default(),
    }
}

pub(crate) fn with_parameter(mut model: RuleSet, value: Expr) -> RuleSet {
    let (name, value) = (String::new(), value.id());
    model.parameters.push(Parameter { name, value, basis: Vec::new(), is_read: true, span: Span::default() });
    model
}

pub(crate) fn with_definition(mut model: RuleSet, table: TableId, value: Expr) -> RuleSet {
    let (value, span) = (value.id(), Span::default());
    model.definitions.push(Definition {
        name: String::new(),
        table,
        is_row_set: false,
        value,
        own: None,
        declared: span,
        span,
    });
    model
}

/// Conditions are outputs as they are.
pub(crate) fn with_condition(mut model: RuleSet, requirement: Expr) -> RuleSet {
    model.conditions.push(Condition {
        name: String::new(),
        soft: false,
        judged: false,
        applies: None,
        requirement: requirement.id(),
        items: Vec::new(),
        needs: None,
        basis: Vec::new(),
        span: Span::default(),
    });
    model
}

/// Who participates has values and marks.
pub(crate) fn with_participation(mut model: RuleSet, condition: Expr) -> RuleSet {
    let (condition, otherwise, basis) = (condition.id(), String::new(), Vec::new());
    model.participation = Some(Participation { condition, otherwise, basis, span: Span::default() });
    model
}

/// Marks are rounded scores.
pub(crate) fn with_indicator(mut model: RuleSet, applies: Option<Expr>, value: Option<Expr>, score: Expr) -> RuleSet {
    let id = IndicatorId(model.indicators.len());
    model.indicators.push(Indicator {
        code: String::new(),
        title: String::new(),
        within: NodeId::Head(HeadId(0)),
        full: Number::from_integer(10),
        by_kind: None,
        is_unscored: false,
        applies: applies.map(Expr::id),
        basis: Vec::new(),
        value: value.map(Expr::id),
        given: None,
        when_missing: WhenMissing::default(),
        stages: Vec::new(),
        score: score.id(),
        precision: None,
        uncapped: false,
        is_open_below: false,
        unfloored: false,
        method_span: Span::default(),
        direction: None,
        states_missing: false,
        evidence: None,
        advice: None,
        span: Span::default(),
    });
    if model.heads.is_empty() {
        model.heads.push(Head {
            code: String::new(),
            title: String::new(),
            full: Number::from_integer(10),
            by_kind: None,
            is_limited: false,
            cap: None,
            basis: Vec::new(),
            within: NodeId::Total,
            node: Node::default(),
            span: Span::default(),
        });
        model.total.node.children.push(ChildId::Head(HeadId(0)));
    }
    model.heads[0].node.children.push(ChildId::Indicator(id));
    model
}

pub(crate) fn with_bonus(mut model: RuleSet, marks: Expr) -> RuleSet {
    let entry = Entry { title: String::new(), marks: marks.id(), span: Span::default() };
    model.bonus = Some(Block { cap: Some(Number::from_integer(5)), entries: vec![entry] });
    model
}

pub(crate) fn calendar() -> Calendar {
    Calendar::china().unwrap()
}

/// What is said of each subject.
pub(crate) fn said(model: &RuleSet, scores: &Scores) -> Vec<Vec<String>> {
    let wording = Wording { model, subjects: &scores.subjects, language: Language::Zh };
    scores.notes.iter().map(|notes| wording.notes(notes)).collect()
}
