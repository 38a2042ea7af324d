//! What an expression means, in words that hold in every rule set: ids replaced by names.
//!
//! Within one arena a `ClassId` tells whether two expressions mean the same. Two rule sets have an arena each, so their
//! expressions are compared by what is written here; a figure is named, not looked into.

use std::collections::BTreeMap;

use crate::core::{
    Argument, Constant, Expr, ExprId, ExprKind, FieldId, FigureId, Peers, Places, Schema, Statistic, TableId, Type,
};
use crate::program::Program;
use crate::rules::RuleSet;

/// What expressions mean, each meaning by a number: equal numbers are equal meanings, whichever program they are of.
#[derive(Debug, Default)]
pub(super) struct Meanings {
    known: BTreeMap<String, usize>,
}

/// What the parts of one program mean that are figures without a name.
pub(super) type Parts = BTreeMap<FigureId, usize>;

impl Meanings {
    /// What an expression of a program means.
    pub(super) fn of(&mut self, program: &Program, parts: &mut Parts, expr: ExprId) -> usize {
        program.arena.fold(expr, |_, node, below: Vec<usize>| self.node(program, parts, node, below))
    }

    fn node(&mut self, program: &Program, parts: &mut Parts, node: &Expr, below: Vec<usize>) -> usize {
        if let ExprKind::Figure(id) = &node.kind
            && !id.is_named()
            && let Some(body) = program.body(*id)
        {
            if let Some(known) = parts.get(id) {
                return *known;
            }
            let meaning = self.of(program, parts, body);
            parts.insert(*id, meaning);
            return meaning;
        }
        let next = self.known.len();
        *self.known.entry(written(program, node, below)).or_insert(next)
    }
}

fn written(program: &Program, node: &Expr, mut below: Vec<usize>) -> String {
    let rules = &program.rules;
    // The order of what is added up or holds together is no matter.
    if matches!(
        node.kind,
        ExprKind::And(_) | ExprKind::Or(_) | ExprKind::Sum(_) | ExprKind::Least(_) | ExprKind::Greatest(_)
    ) {
        below.sort_unstable();
    }
    let schema = &rules.schema;
    let head = match &node.kind {
        ExprKind::Constant(constant) => constant_of(constant, &node.ty),
        ExprKind::Field { table, field } => format!("field {}", field_name(schema, *table, *field)),
        ExprKind::IsEmpty { table, field } => format!("empty {}", field_name(schema, *table, *field)),
        ExprKind::Figure(id) => format!("figure {}", figure(rules, *id)),
        ExprKind::Arithmetic { operator, .. } => format!("{operator:?}"),
        ExprKind::Compare { comparison, .. } => format!("{comparison:?}"),
        ExprKind::Round { rounding, .. } | ExprKind::Exponential { rounding, .. } => {
            format!("round {rounding:?} {}", unit(&node.ty))
        }
        ExprKind::Powers { rounding, .. } => format!("powers {rounding:?} {}", unit(&node.ty)),
        ExprKind::Logarithm { base, rounding, .. } => {
            format!("log {} {rounding:?} {}", base.is_some(), unit(&node.ty))
        }
        ExprKind::Ordered { terms, places } => {
            let counts: Vec<bool> = terms.iter().map(|term| term.counts.is_some()).collect();
            let places = match places {
                Places::Written(_) => "written".to_owned(),
                places => format!("{places:?}"),
            };
            format!("ordered {counts:?} {places}")
        }
        ExprKind::Case { arms, .. } => format!("case {}", arms.len()),
        ExprKind::Rows { table, beside, statistic, filter, value } => format!(
            "rows {} {} {} {} {}",
            schema.table(*table).map_or("", |table| &table.name),
            beside
                .as_ref()
                .map_or_else(String::new, |beside| format!("beside below {}", name_of(schema, beside.above))),
            statistic_of(schema, *table, statistic),
            filter.is_some(),
            value.is_some()
        ),
        ExprKind::Cohort { peers, statistic, filter, value } => format!(
            "cohort {} {} {} {}",
            peers_as(schema, peers),
            statistic_of(schema, peers.table, statistic),
            filter.is_some(),
            value.is_some()
        ),
        ExprKind::Rank { peers, descending, ties, .. } => {
            format!("rank {} {descending} {ties:?}", peers_as(schema, peers))
        }
        ExprKind::CohortWeights { same, kind, places, .. } => {
            format!("weights {} {kind:?} {places}", same_as(schema, same))
        }
        ExprKind::CohortWeight { index, .. } => format!("weight {index}"),
        ExprKind::Script(call) => {
            let function = rules.function(call.function);
            let arguments: Vec<String> = call.arguments.iter().map(|argument| argument_of(schema, argument)).collect();
            format!("script {} {arguments:?} {}", function.name, unit(&node.ty))
        }
        ExprKind::Negate(_) => "negate".to_owned(),
        ExprKind::Sum(_) => "sum".to_owned(),
        ExprKind::And(_) => "and".to_owned(),
        ExprKind::Or(_) => "or".to_owned(),
        ExprKind::Not(_) => "not".to_owned(),
        ExprKind::Least(_) => "least".to_owned(),
        ExprKind::Greatest(_) => "greatest".to_owned(),
        ExprKind::IfMissing { .. } => "if missing".to_owned(),
        ExprKind::WorkingDayAfter { .. } => "working days after".to_owned(),
        ExprKind::NextWorkingDay(_) => "next working day".to_owned(),
        ExprKind::Undecided => "undecided".to_owned(),
        ExprKind::Uncovered => "uncovered".to_owned(),
        ExprKind::NothingApplies(_) => "nothing applies".to_owned(),
    };
    format!("{head} {below:?}")
}

fn constant_of(constant: &Constant, ty: &Type) -> String {
    match (constant, ty) {
        (Constant::Choice(_), _) => format!("choice {}", constant.as_cell(ty)),
        (Constant::Number(number), Type::Number(unit)) => format!("{number} {:?}", unit.dimension),
        _ => format!("{constant:?}"),
    }
}

fn unit(ty: &Type) -> String {
    match ty {
        Type::Number(unit) => format!("{} {:?}", unit.scale, unit.dimension),
        _ => String::new(),
    }
}

fn field_name(schema: &Schema, table: TableId, field: FieldId) -> String {
    let name = schema.table(table).map_or("", |table| table.name.as_str());
    format!("{name}.{}", schema.field(table, field).map_or("", |field| field.name.as_str()))
}

fn same_as(schema: &Schema, same: &[FieldId]) -> String {
    let names: Vec<String> = same.iter().map(|field| field_name(schema, Schema::SUBJECTS, *field)).collect();
    names.join("+")
}

fn peers_as(schema: &Schema, peers: &Peers) -> String {
    let names: Vec<String> = peers
        .same
        .iter()
        .map(|(table, field)| format!("{} {}", name_of(schema, *table), field_name(schema, *table, *field)))
        .collect();
    format!("{} by {}", name_of(schema, peers.table), names.join("+"))
}

fn name_of(schema: &Schema, table: TableId) -> &str {
    schema.table(table).map_or("", |table| &table.name)
}

fn statistic_of(schema: &Schema, table: TableId, statistic: &Statistic) -> String {
    match statistic {
        Statistic::SumOfGreatest { by } => format!("sum of greatest by {}", field_name(schema, table, *by)),
        statistic => format!("{statistic:?}"),
    }
}

fn argument_of(schema: &Schema, argument: &Argument) -> String {
    let name = |table: TableId| schema.table(table).map_or("", |table| table.name.as_str());
    match argument {
        Argument::Value(_) => "value".to_owned(),
        Argument::Column { same, filter, .. } => format!("column {} {}", same_as(schema, same), filter.is_some()),
        Argument::Record(table) => format!("record {}", name(*table)),
        Argument::Rows { table, filter } => format!("rows {} {}", name(*table), filter.is_some()),
    }
}

/// The name of a figure that has one.
fn figure(rules: &RuleSet, id: FigureId) -> String {
    let indicator = |id| rules.indicator(id).code.as_str();
    let head = |id| rules.head(id).code.as_str();
    match id {
        FigureId::Parameter(id) => format!("parameter {}", rules.parameter(id).name),
        FigureId::Definition(id) => {
            let definition = rules.definition(id);
            let table = rules.schema.table(definition.table).map_or("", |table| table.name.as_str());
            format!("definition {table}.{}", definition.name)
        }
        FigureId::Applies(id) => format!("applies {}", indicator(id)),
        FigureId::Value(id) => format!("value {}", indicator(id)),
        FigureId::Given(id) => format!("given {}", indicator(id)),
        FigureId::Score(id) => format!("score {}", indicator(id)),
        FigureId::Mark(id) => format!("mark {}", indicator(id)),
        FigureId::HeadApplies(id) => format!("head applies {}", head(id)),
        FigureId::HeadFull(id) => format!("head full {}", head(id)),
        FigureId::Head(id) => format!("head {}", head(id)),
        FigureId::Condition(id) => format!("condition {}", rules.condition(id).name),
        FigureId::ConditionApplies(id) => format!("condition applies {}", rules.condition(id).name),
        other => format!("{other:?}"),
    }
}
