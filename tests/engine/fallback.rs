//! Cells that columns cannot work out.

use heng::core::{Comparison, ConditionId, FigureId, HeadId, IndicatorId, Operator, Statistic};
use heng::engine::columnar::{Lowered, Reason, describe};
use heng::number::{Rounding, RoundingMode};
use heng::rules::RuleSet;

use crate::agreement::agree;
use crate::build::{
    AMOUNT, Row, SHARE, SUBJECTS, calendar, empty_model, number_type, tables, with_condition, with_indicator,
};
use crate::expressions::{Expr, arithmetic, cell, cohort, compared, divided, field, program, whole};

fn ways(model: &RuleSet, rows: &[Row]) -> Vec<(FigureId, Lowered)> {
    let tables = tables([rows, &[], &[], &[]]);
    let tally = agree(model, &tables);
    assert!(!tally.decided);
    describe(&program(model), &tables, &calendar())
}

fn way(ways: &[(FigureId, Lowered)], id: FigureId) -> Lowered {
    ways.iter().find(|(known, _)| *known == id).unwrap().1
}

fn quotient() -> Expr {
    divided(field(SUBJECTS, AMOUNT), field(SUBJECTS, SHARE))
}

/// The mean of quotients runs row by row; its head and the total, which read the mark, do not.
#[test]
fn only_the_cell_itself_runs_row_by_row() {
    let rounding = Some(Rounding::new(2, RoundingMode::HalfUp));
    let mean = cohort(vec![], Statistic::Mean, None, Some(quotient()));
    let model =
        with_indicator(empty_model(rounding), None, Some(mean), cell(FigureId::Value(IndicatorId(0)), number_type("")));
    let high = compared(Comparison::Above, cell(FigureId::Total, number_type("分")), whole(2));
    let model = with_condition(model, high);
    let rows = [Row::amount(0, 1).share(3), Row::amount(0, 2).share(7), Row::amount(0, 2)];
    let ways = ways(&model, &rows);
    assert_eq!(way(&ways, FigureId::Mark(IndicatorId(0))), Lowered::Exactly(Reason::Divisors));
    for id in [FigureId::Head(HeadId(0)), FigureId::Total, FigureId::Condition(ConditionId(0))] {
        assert_eq!(way(&ways, id), Lowered::Columns, "{id:?}");
    }
}

#[test]
fn what_may_not_fit_runs_row_by_row() {
    let product = |power: usize| {
        (1..power).fold(field(SUBJECTS, AMOUNT), |product, _| {
            arithmetic(Operator::Multiply, product, field(SUBJECTS, AMOUNT))
        })
    };
    let huge = 1_000_000_000_000_000_000;
    let condition = |power| with_condition(empty_model(None), compared(Comparison::Above, product(power), whole(0)));
    let rows = [Row::amount(0, huge), Row::amount(0, -huge), Row::amount(0, None)];
    assert_eq!(way(&ways(&condition(1), &rows), FigureId::Condition(ConditionId(0))), Lowered::Columns);
    assert_eq!(way(&ways(&condition(2), &rows), FigureId::Condition(ConditionId(0))), Lowered::Exactly(Reason::Width));
    let small = [Row::amount(0, 1_000_000), Row::amount(0, -7)];
    assert_eq!(way(&ways(&condition(3), &small), FigureId::Condition(ConditionId(0))), Lowered::Columns);
}
