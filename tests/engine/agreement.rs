//! What the tests of this folder check.

use heng::core::{ConditionId, FigureId, IndicatorId};
use heng::data::Tables;
use heng::engine::columnar::{self, Lowered};
use heng::engine::{Outputs, exact};
use heng::host::progress::Progress;
use heng::rules::RuleSet;

use crate::build::calendar;
use crate::expressions::program;

/// What a comparison came to.
#[derive(Debug, Default, Clone, Copy)]
pub(crate) struct Tally {
    /// Output cells worked out in columns.
    pub(crate) columns: usize,
    /// Output cells worked out row by row.
    pub(crate) exactly: usize,
    /// The exact engine had to decide on everything.
    pub(crate) decided: bool,
    /// The data have a fault.
    pub(crate) fault: bool,
}

/// Runs both engines and holds them against each other.
pub(crate) fn agree(model: &RuleSet, tables: &Tables) -> Tally {
    let calendar = calendar();
    let program = program(model);
    let law = exact::run(&program, tables, &calendar);
    let found = columnar::try_run(&program, tables, &calendar, &Progress::new());
    let mut tally = Tally { decided: found.is_none(), fault: law.is_err(), ..Tally::default() };
    for (_, lowered) in columnar::describe(&program, tables, &calendar) {
        match lowered {
            Lowered::Columns => tally.columns += 1,
            Lowered::Exactly(_) => tally.exactly += 1,
        }
    }
    if let Some(found) = found {
        let law = law.as_ref().expect("a fault may not pass unnoticed");
        for (id, law) in &law.numbers {
            assert_eq!(Some(law), found.numbers.get(id), "{id:?}");
        }
        for (id, law) in &law.truths {
            assert_eq!(Some(law), found.truths.get(id), "{id:?}");
        }
        assert_eq!(*law, found);
    }
    assert_eq!(law, columnar::run(&program, tables, &calendar, &Progress::new()));
    tally
}

/// As [`agree`]; all cells run in columns.
pub(crate) fn in_columns(model: &RuleSet, tables: &Tables) -> Outputs {
    let tally = agree(model, tables);
    assert_eq!((tally.exactly, tally.decided), (0, false), "{tally:?}");
    exact::run(&program(model), tables, &calendar()).unwrap()
}

/// The values of a mark.
pub(crate) fn marks(outputs: &Outputs, index: usize) -> Vec<Option<i128>> {
    outputs.numbers[&FigureId::Mark(IndicatorId(index))].values.iter().collect()
}

/// The values of a condition.
pub(crate) fn truths(outputs: &Outputs, index: usize) -> Vec<Option<bool>> {
    outputs.truths[&FigureId::Condition(ConditionId(index))].to_vec()
}
