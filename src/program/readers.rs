//! Which items read which columns: what a person who fills a column in wants to know.

use std::collections::{BTreeMap, BTreeSet};

use super::Program;
use crate::core::{
    Argument, ConditionId, DemotionId, ExprId, ExprKind, FieldId, FigureId, GradeId, IndicatorId, OutputId,
    RestrictionId, Schema, Statistic, TableId, VetoId,
};
use crate::rules::RuleSet;

/// An item that reads data, in the order in which items are told to a reader.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Reader {
    /// 指标
    Indicator(IndicatorId),
    /// 条件
    Condition(ConditionId),
    /// An entry of 加分, by its place.
    Bonus(usize),
    /// An entry of 扣分, by its place.
    Deduction(usize),
    /// 参评
    Participation,
    /// 否决
    Veto(VetoId),
    /// 限制
    Restriction(RestrictionId),
    /// 降等
    Demotion(DemotionId),
    /// A grade of 等次, beyond the marks that it asks for.
    Grade(GradeId),
    /// 人工定等
    Manual,
    /// A column of 列出.
    Output(OutputId),
}

/// The items that read each column, through definitions too; but not through the marks of other items, by which a grade
/// would read everything.
#[derive(Debug, Clone, Default)]
pub struct Readers {
    columns: BTreeMap<(TableId, FieldId), BTreeSet<Reader>>,
    rows: BTreeMap<TableId, BTreeSet<Reader>>,
}

/// What one expression reads by itself.
#[derive(Debug, Default)]
struct Direct {
    columns: BTreeSet<(TableId, FieldId)>,
    rows: BTreeSet<TableId>,
    figures: BTreeSet<FigureId>,
}

impl Readers {
    /// Of all items of a program.
    #[must_use]
    pub fn of(program: &Program) -> Self {
        let rules = &program.rules;
        let mut readers = Self::default();
        // What a definition reads is looked up once, however many items read it.
        let mut known: BTreeMap<FigureId, Direct> = BTreeMap::new();
        for (reader, exprs) in items(rules) {
            let mut open: Vec<FigureId> = Vec::new();
            for expr in exprs {
                let direct = direct(program, expr);
                readers.add(reader, &direct);
                open.extend(direct.figures);
            }
            let mut seen: BTreeSet<FigureId> = BTreeSet::new();
            while let Some(figure) = open.pop() {
                let Some(body) = program.body(figure).filter(|_| is_part_of(figure, reader)) else { continue };
                if seen.insert(figure) {
                    let direct = known.entry(figure).or_insert_with(|| direct(program, body));
                    readers.add(reader, direct);
                    open.extend(&direct.figures);
                }
            }
        }
        readers.add_groups(rules);
        readers
    }

    /// The items that read a column, in order.
    pub fn of_column(&self, table: TableId, field: FieldId) -> impl Iterator<Item = Reader> + '_ {
        self.columns.get(&(table, field)).into_iter().flatten().copied()
    }

    /// The items that go through the rows of a table, in order: who counts them reads no column.
    pub fn of_rows(&self, table: TableId) -> impl Iterator<Item = Reader> + '_ {
        self.rows.get(&table).into_iter().flatten().copied()
    }

    fn add(&mut self, reader: Reader, direct: &Direct) {
        for column in &direct.columns {
            self.columns.entry(*column).or_default().insert(reader);
        }
        for table in &direct.rows {
            self.rows.entry(*table).or_default().insert(reader);
        }
    }

    /// Columns that items name and no expression reads.
    fn add_groups(&mut self, rules: &RuleSet) {
        for (id, grade) in rules.each_grade() {
            for field in grade.quota.iter().flat_map(|quota| &quota.same) {
                self.columns.entry((Schema::SUBJECTS, *field)).or_default().insert(Reader::Grade(id));
            }
        }
        if let Some(manual) = &rules.manual {
            for field in [manual.grade, manual.reason, manual.document] {
                self.columns.entry((manual.table, field)).or_default().insert(Reader::Manual);
            }
        }
    }
}

/// The items with their expressions.
fn items(rules: &RuleSet) -> Vec<(Reader, Vec<ExprId>)> {
    let mut items: Vec<(Reader, Vec<ExprId>)> = Vec::new();
    for (id, indicator) in rules.each_indicator() {
        let parts = [indicator.applies, indicator.value, indicator.given, Some(indicator.score)];
        let stages = indicator.stages.iter().map(|(_, expr)| *expr);
        items.push((Reader::Indicator(id), parts.into_iter().flatten().chain(stages).collect()));
    }
    for (id, condition) in rules.each_condition() {
        items.push((Reader::Condition(id), condition.applies.into_iter().chain([condition.requirement]).collect()));
    }
    let entries = |block: &Option<crate::rules::Block>| -> Vec<ExprId> {
        block.iter().flat_map(|block| &block.entries).map(|entry| entry.marks).collect()
    };
    items.extend(entries(&rules.bonus).into_iter().enumerate().map(|(place, expr)| (Reader::Bonus(place), vec![expr])));
    let deductions = entries(&rules.deduction).into_iter().enumerate();
    items.extend(deductions.map(|(place, expr)| (Reader::Deduction(place), vec![expr])));
    items.extend(rules.participation.iter().map(|item| (Reader::Participation, vec![item.condition])));
    items.extend(rules.each_veto().map(|(id, item)| (Reader::Veto(id), vec![item.condition])));
    items.extend(rules.each_restriction().map(|(id, item)| (Reader::Restriction(id), vec![item.condition])));
    items.extend(rules.demotions.iter().enumerate().map(|(id, item)| {
        let id = DemotionId(id);
        (Reader::Demotion(id), vec![item.condition])
    }));
    items.extend(rules.each_grade().map(|(id, grade)| (Reader::Grade(id), vec![grade.requirement])));
    items.extend(rules.each_output().map(|(id, output)| (Reader::Output(id), vec![output.value])));
    items
}

/// Whether what an item reads through a figure is its own reading: marks and sums are items by themselves.
fn is_part_of(figure: FigureId, reader: Reader) -> bool {
    match figure {
        FigureId::Definition(_)
        | FigureId::Parameter(_)
        | FigureId::Applies(_)
        | FigureId::Value(_)
        | FigureId::Given(_)
        | FigureId::Part(_) => true,
        FigureId::Score(indicator) | FigureId::Stage(indicator, _) => reader == Reader::Indicator(indicator),
        _ => false,
    }
}

fn direct(program: &Program, expr: ExprId) -> Direct {
    let (mut direct, mut open) = (Direct::default(), vec![expr]);
    while let Some(expr) = open.pop() {
        for (_, node) in program.arena.walk(expr) {
            match &node.kind {
                ExprKind::Field { table, field } | ExprKind::IsEmpty { table, field } => {
                    direct.columns.insert((*table, *field));
                }
                ExprKind::Rows { table, statistic, .. } => {
                    direct.rows.insert(*table);
                    if let Statistic::SumOfGreatest { by } = statistic {
                        direct.columns.insert((*table, *by));
                    }
                }
                ExprKind::Cohort { peers, .. } | ExprKind::Rank { peers, .. } => direct.columns.extend(&peers.same),
                ExprKind::CohortWeights { same, .. } => {
                    direct.columns.extend(same.iter().map(|field| (Schema::SUBJECTS, *field)));
                }
                ExprKind::Figure(id) => {
                    direct.figures.insert(*id);
                }
                ExprKind::Script(call) => {
                    open.extend(call.translated);
                    for argument in &call.arguments {
                        direct.add_argument(program, argument);
                    }
                }
                _ => {}
            }
        }
    }
    direct
}

impl Direct {
    /// What a script is handed whole it may read whole.
    fn add_argument(&mut self, program: &Program, argument: &Argument) {
        match argument {
            Argument::Record(table) | Argument::Rows { table, .. } => {
                let fields = program.rules.schema.table(*table).map_or(0, |table| table.fields.len());
                self.columns.extend((0..fields).map(|field| (*table, FieldId(field))));
                if matches!(argument, Argument::Rows { .. }) {
                    self.rows.insert(*table);
                }
            }
            Argument::Column { same, .. } => {
                self.columns.extend(same.iter().map(|field| (Schema::SUBJECTS, *field)));
            }
            Argument::Value(_) => {}
        }
    }
}
