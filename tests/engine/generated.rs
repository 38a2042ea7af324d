//! Random rule sets on random tables.

use heng::core::{
    Comparison, Constant, DefinitionId, ExprKind, FieldId, FigureId, IndicatorId, Operator, ParameterId, Statistic,
    TableId, TextTest, Ties, Type,
};
use heng::data::Tables;
use heng::number::{Number, Rounding, RoundingMode};
use heng::rules::RuleSet;
use proptest::prelude::{ProptestConfig, any, proptest};

use crate::agreement::{Tally, agree};
use crate::build::{
    AMOUNT, AREA, CHILDREN, DAY, FLAG, GRANDCHILDREN, KIND, NAME, OTHERS, Row, SHARE, SUBJECTS, choices, empty_model,
    number_type, table, with_bonus, with_condition, with_definition, with_indicator, with_parameter,
    with_participation,
};
use crate::expressions::{
    Expr, arithmetic, case, cell, cohort, compared, date, empty, expr, field, ids, if_missing, not, ordered, pure,
    rank, ratio, rounded, rows, start_afresh, text, truth, whole, yes,
};

/// Choices are read from a tape; past its end all are 0, which is the simplest one, so that proptest
/// shrinks rule sets by shrinking tapes.
struct Tape {
    entries: std::vec::IntoIter<u32>,
}

const MODES: [RoundingMode; 6] = [
    RoundingMode::HalfUp,
    RoundingMode::HalfEven,
    RoundingMode::Up,
    RoundingMode::Down,
    RoundingMode::Ceiling,
    RoundingMode::Floor,
];

const DATES: [&str; 6] = ["2022-01-01", "2023-10-01", "2023-10-08", "2023-12-29", "2024-02-10", "2026-12-30"];

impl Tape {
    fn pick(&mut self, below: usize) -> usize {
        self.entries.next().unwrap_or(0) as usize % below
    }

    fn chance(&mut self, one_in: usize) -> bool {
        self.pick(one_in) == one_in - 1
    }

    fn of<T: Clone>(&mut self, all: &[T]) -> T {
        all[self.pick(all.len())].clone()
    }

    fn cell_value(&mut self, huge: bool) -> Option<i128> {
        match self.pick(12) {
            0 | 1 => Some(0),
            2 => None,
            3 => Some(-(self.pick(6) as i128)),
            4 if huge => Some(1_000_000_000_000_000_000_000_000 - self.pick(3) as i128),
            5 if huge => Some(-1_000_000_000_000_000_000_000_000),
            4 | 5 => Some(self.pick(100_000) as i128),
            6 => Some(25),
            7 => Some(-15),
            8 => Some(50),
            _ => Some(self.pick(5) as i128),
        }
    }

    fn row(&mut self, parent: u32, huge: bool) -> Row {
        Row {
            parent,
            numbers: [self.cell_value(huge), self.cell_value(false), self.cell_value(false)],
            flag: match self.pick(6) {
                0..=2 => Some(true),
                3 | 4 => Some(false),
                _ => None,
            },
            name: self.of(&[Some("a"), Some("b"), Some("中"), Some(""), None]),
            kind: self.of(&[Some(0), Some(1), Some(2), None]),
            day: match self.pick(12) {
                11 => None,
                10 => Some(3_000_000),
                place => {
                    Some(heng::number::Date::parse(DATES[place % 5]).unwrap().days_since_epoch() + self.pick(3) as i32)
                }
            },
        }
    }

    fn rows(&mut self, most: usize, parents: Option<usize>, huge: bool) -> Vec<Row> {
        let count = if parents == Some(0) { 0 } else { self.pick(most + 1) };
        (0..count)
            .map(|_| {
                let parent = parents.map_or(0, |parents| self.pick(parents) as u32);
                self.row(parent, huge)
            })
            .collect()
    }

    fn tables(&mut self) -> Tables {
        let huge = self.chance(4);
        let subjects = self.rows(7, None, huge);
        let children = self.rows(10, Some(subjects.len()), huge);
        let grandchildren = self.rows(12, Some(children.len()), huge);
        let others = self.rows(6, Some(subjects.len()), huge);
        let mut built = |rows: &[Row], is_child: bool| {
            let scales = [self.of(&[0, 2, 6]), self.of(&[0, 1, 3]), self.of(&[0, 2])];
            table(rows, is_child, scales)
        };
        Tables(vec![built(&subjects, false), built(&children, true), built(&grandchildren, true), built(&others, true)])
    }

    fn below(&mut self, table: TableId) -> Option<TableId> {
        match table {
            SUBJECTS => Some(self.of(&[CHILDREN, GRANDCHILDREN, OTHERS])),
            CHILDREN => Some(GRANDCHILDREN),
            _ => None,
        }
    }

    fn at_or_above(&mut self, table: TableId) -> TableId {
        match table {
            CHILDREN | OTHERS => self.of(&[table, SUBJECTS]),
            GRANDCHILDREN => self.of(&[GRANDCHILDREN, CHILDREN, SUBJECTS]),
            _ => SUBJECTS,
        }
    }

    /// A definition of a kind that stands before, for rows of the table.
    fn known(&mut self, table: TableId, known: &[(TableId, Type)], fits: impl Fn(&Type) -> bool) -> Option<Expr> {
        let all: Vec<(usize, Type)> = known
            .iter()
            .enumerate()
            .filter(|(_, (of, ty))| *of == table && fits(ty))
            .map(|(index, (_, ty))| (index, ty.clone()))
            .collect();
        if all.is_empty() {
            return None;
        }
        let (index, ty) = self.of(&all);
        Some(cell(FigureId::Definition(DefinitionId(index)), ty))
    }

    fn same(&mut self) -> Vec<FieldId> {
        self.of(&[vec![], vec![KIND], vec![NAME], vec![KIND, FLAG], vec![SHARE], vec![AMOUNT], vec![DAY]])
    }

    fn filter(&mut self, table: TableId, depth: usize, known: &[(TableId, Type)]) -> Option<Expr> {
        match self.pick(4) {
            0 => None,
            1 => Some(field(table, FLAG)),
            _ => Some(self.truth(table, depth, known)),
        }
    }

    fn number(&mut self, table: TableId, depth: usize, known: &[(TableId, Type)]) -> Expr {
        if depth == 0 {
            return match self.pick(6) {
                0 => whole([0, 1, -1, 3, 100][self.pick(5)]),
                1 => ratio(self.pick(40) as i128 - 10, 1 + self.pick(12) as i128),
                2 => self
                    .known(table, known, |ty| matches!(ty, Type::Number(_)))
                    .unwrap_or_else(|| cell(FigureId::Parameter(ParameterId(0)), number_type(""))),
                _ => {
                    let of = self.at_or_above(table);
                    field(of, self.of(&[AMOUNT, SHARE, AREA]))
                }
            };
        }
        let deep = depth - 1;
        match self.pick(20) {
            0 => self.number(table, 0, known),
            1..=5 => {
                let operator = self.of(&[
                    Operator::Add,
                    Operator::Subtract,
                    Operator::Multiply,
                    Operator::Divide,
                    Operator::Divide,
                ]);
                arithmetic(operator, self.number(table, deep, known), self.number(table, deep, known))
            }
            6 | 7 => {
                let arms = (0..=self.pick(2))
                    .map(|_| (self.truth(table, deep, known), self.number(table, deep, known)))
                    .collect();
                case(arms, self.number(table, deep, known))
            }
            8 => {
                let terms = ids((0..=self.pick(3)).map(|_| self.number(table, deep, known)).collect());
                if self.chance(2) { pure(ExprKind::Least(terms)) } else { pure(ExprKind::Greatest(terms)) }
            }
            9 | 10 => {
                let value = self.number(table, deep, known);
                rounded(value, self.pick(3) as u32, self.of(&MODES), self.of(&["", "%", "亩", "万元"]))
            }
            11 => if_missing(self.number(table, deep, known), self.number(table, deep, known)),
            12 => pure(ExprKind::Negate(self.number(table, deep, known).id())),
            13 if self.chance(3) => pure(ExprKind::Undecided),
            13 if self.chance(3) => self.function(table, deep, known),
            14 | 15 if table == SUBJECTS => {
                let figure = self.of(&[
                    Statistic::Min,
                    Statistic::Max,
                    Statistic::Sum,
                    Statistic::Mean,
                    Statistic::Count,
                    Statistic::TrimmedMean { high: 1, low: 1 },
                    Statistic::CountDistinct,
                    Statistic::HarmonicMean,
                ]);
                let filter = self.filter(table, deep, known);
                let value = (figure != Statistic::Count || self.chance(2)).then(|| self.number(table, deep, known));
                cohort(self.same(), figure, filter, value)
            }
            16 if table == SUBJECTS => {
                let ties = self.of(&[Ties::Competition, Ties::Last, Ties::Dense, Ties::Average]);
                rank(self.same(), self.number(table, deep, known), self.chance(2), ties)
            }
            _ => {
                let Some(of) = self.below(table) else { return self.number(table, deep, known) };
                let filter = self.filter(of, deep, known);
                let figure = self.of(&[
                    Statistic::Sum,
                    Statistic::Count,
                    Statistic::Min,
                    Statistic::Max,
                    Statistic::Mean,
                    Statistic::CountDistinct,
                    Statistic::TrimmedMean { high: 1, low: 1 },
                    Statistic::TrimmedMean { high: 0, low: 2 },
                    Statistic::SumOfGreatest { by: NAME },
                    Statistic::SumOfGreatest { by: SHARE },
                    Statistic::Only,
                    Statistic::Variance { sample: true },
                    Statistic::Quantile { at: Box::new(Number::ratio(1, 4).unwrap()), kind: 7 },
                ]);
                let value = match figure {
                    Statistic::Count if self.chance(2) => None,
                    Statistic::CountDistinct => Some(self.value(of, deep, known)),
                    Statistic::Only if !self.chance(3) => return self.number(table, deep, known),
                    _ => Some(self.number(of, deep, known)),
                };
                rows(of, figure, filter, value)
            }
        }
    }

    /// A function that columns do not work out.
    fn function(&mut self, table: TableId, deep: usize, known: &[(TableId, Type)]) -> Expr {
        let term = |tape: &mut Self| tape.number(table, deep, known);
        let rounding = Rounding::new(3, RoundingMode::HalfUp);
        match self.pick(6) {
            0 => {
                let factors = vec![(term(self).id(), ratio(1, 2).id())];
                pure(ExprKind::Powers { factors, rounding: Some(rounding) })
            }
            1 => {
                let factors = vec![(term(self).id(), ratio(3, 10).id()), (term(self).id(), ratio(7, 10).id())];
                pure(ExprKind::Powers { factors, rounding: Some(rounding) })
            }
            2 => {
                let factors = vec![(term(self).id(), whole(self.pick(5) as i128 - 2).id())];
                pure(ExprKind::Powers { factors, rounding: None })
            }
            3 => pure(ExprKind::Logarithm { value: term(self).id(), base: None, rounding }),
            4 => pure(ExprKind::Exponential { value: term(self).id(), rounding }),
            _ => {
                let terms = vec![term(self), term(self), term(self)];
                ordered(terms, vec![ratio(1, 2), ratio(3, 10), ratio(1, 5)])
            }
        }
    }

    /// A value of any type.
    fn value(&mut self, table: TableId, depth: usize, known: &[(TableId, Type)]) -> Expr {
        match self.pick(5) {
            0 => self.number(table, depth, known),
            1 => self.other(table, depth, known, NAME),
            2 => self.other(table, depth, known, KIND),
            3 => self.other(table, depth, known, DAY),
            _ => self.truth(table, depth, known),
        }
    }

    fn truth(&mut self, table: TableId, depth: usize, known: &[(TableId, Type)]) -> Expr {
        if depth == 0 {
            return match self.pick(4) {
                0 => yes(self.chance(2)),
                1 => empty(self.at_or_above(table), FieldId(self.pick(7))),
                2 => self.known(table, known, |ty| *ty == Type::YesNo).unwrap_or_else(|| field(table, FLAG)),
                _ => field(self.at_or_above(table), FLAG),
            };
        }
        let deep = depth - 1;
        let comparison = self.of(&[
            Comparison::AtLeast,
            Comparison::Above,
            Comparison::AtMost,
            Comparison::Below,
            Comparison::Equal,
            Comparison::Unequal,
        ]);
        match self.pick(12) {
            0 => self.truth(table, 0, known),
            1..=3 => compared(comparison, self.number(table, deep, known), self.number(table, deep, known)),
            4 => {
                let kind = self.of(&[NAME, KIND, DAY]);
                if kind == NAME && self.chance(2) {
                    let asked = self.of(&[TextTest::BeginsWith, TextTest::EndsWith, TextTest::Contains]);
                    let text = self.other(table, deep, known, NAME).id();
                    if self.chance(4) {
                        let length = expr(ExprKind::TextLength(text), Type::pure());
                        return compared(comparison, length, whole(1));
                    }
                    let part = self.other(table, deep, known, NAME).id();
                    return truth(ExprKind::TextTest { test: asked, text, part });
                }
                compared(comparison, self.other(table, deep, known, kind), self.other(table, deep, known, kind))
            }
            5 | 6 => {
                let terms = ids((0..=self.pick(3)).map(|_| self.truth(table, deep, known)).collect());
                if self.chance(2) { truth(ExprKind::And(terms)) } else { truth(ExprKind::Or(terms)) }
            }
            7 => not(self.truth(table, deep, known)),
            8 => {
                let arms = vec![(self.truth(table, deep, known), self.truth(table, deep, known))];
                case(arms, self.truth(table, deep, known))
            }
            9 => if_missing(self.truth(table, deep, known), self.truth(table, deep, known)),
            10 if table == SUBJECTS => cohort(self.same(), Statistic::Exists, self.filter(table, deep, known), None),
            _ => {
                let Some(of) = self.below(table) else { return self.truth(table, deep, known) };
                let filter = self.filter(of, deep, known);
                if self.chance(6) {
                    rows(of, Statistic::Only, filter, Some(self.truth(of, deep, known)))
                } else {
                    rows(of, Statistic::Exists, filter, None)
                }
            }
        }
    }

    /// A text, choice or date.
    fn other(&mut self, table: TableId, depth: usize, known: &[(TableId, Type)], kind: FieldId) -> Expr {
        let plain = |tape: &mut Self| match (tape.chance(2), kind) {
            (true, NAME) => text(["a", "b", "中"][tape.pick(3)]),
            (true, KIND) => expr(ExprKind::Constant(Constant::Choice(tape.pick(3))), choices()),
            (true, _) => date(DATES[tape.pick(6)]),
            (false, _) => field(tape.at_or_above(table), kind),
        };
        if depth == 0 {
            return plain(self);
        }
        let deep = depth - 1;
        match self.pick(8) {
            0..=2 => plain(self),
            3 => {
                let arms = vec![(self.truth(table, deep, known), self.other(table, deep, known, kind))];
                case(arms, self.other(table, deep, known, kind))
            }
            4 => if_missing(self.other(table, deep, known, kind), self.other(table, deep, known, kind)),
            5 if kind == DAY => {
                let date = self.other(table, deep, known, kind).id();
                expr(ExprKind::NextWorkingDay(date), Type::Date)
            }
            6 if kind == DAY => {
                let date = self.other(table, deep, known, kind).id();
                let days = if self.chance(8) { self.number(table, 0, known) } else { whole(self.pick(20) as i128) };
                expr(ExprKind::WorkingDayAfter { date, days: days.id() }, Type::Date)
            }
            _ => {
                let Some(of) = self.below(table) else { return plain(self) };
                let filter = self.filter(of, deep, known);
                let figure = if kind == DAY { self.of(&[Statistic::Min, Statistic::Max]) } else { Statistic::Only };
                rows(of, figure, filter, Some(self.other(of, deep, known, kind)))
            }
        }
    }

    fn model(&mut self) -> RuleSet {
        let rounding = (!self.chance(4)).then(|| Rounding::new(self.pick(7) as u32, self.of(&MODES)));
        let mut model = with_parameter(empty_model(rounding), ratio(self.pick(9) as i128, 1 + self.pick(4) as i128));
        let mut known: Vec<(TableId, Type)> = Vec::new();
        for table in [GRANDCHILDREN, CHILDREN, OTHERS, SUBJECTS] {
            for _ in 0..self.pick(3) {
                let depth = self.pick(4);
                let value =
                    if self.chance(3) { self.truth(table, depth, &known) } else { self.number(table, depth, &known) };
                known.push((table, value.ty()));
                model = with_definition(model, table, value);
            }
        }
        for _ in 0..=self.pick(2) {
            let depth = self.pick(5);
            let applies = self.chance(3).then(|| self.truth(SUBJECTS, 2, &known));
            let value = self.number(SUBJECTS, depth, &known);
            let own = cell(FigureId::Value(IndicatorId(model.indicators.len())), value.ty());
            let score = match self.pick(4) {
                // Marks of one indicator in another.
                3 if !model.indicators.is_empty() => {
                    let earlier = cell(FigureId::Mark(IndicatorId(model.indicators.len() - 1)), number_type("分"));
                    let mean = cohort(self.same(), Statistic::Mean, None, Some(earlier.clone()));
                    case(vec![(compared(Comparison::AtLeast, earlier, mean), own)], whole(1))
                }
                0 | 3 => own,
                1 => case(
                    vec![(compared(Comparison::AtLeast, own.clone(), whole(1)), whole(10))],
                    arithmetic(Operator::Multiply, own, whole(10)),
                ),
                _ => pure(ExprKind::Least(ids(vec![own, self.number(SUBJECTS, 1, &known)]))),
            };
            model = with_indicator(model, applies, Some(value), score);
        }
        if self.chance(3) {
            model = with_participation(model, self.truth(SUBJECTS, 2, &known));
        }
        for _ in 0..=self.pick(2) {
            let depth = 1 + self.pick(4);
            let requirement = self.truth(SUBJECTS, depth, &known);
            model = with_condition(model, requirement);
        }
        let total = compared(Comparison::AtLeast, cell(FigureId::Total, number_type("分")), whole(3));
        model = with_condition(model, total);
        if self.chance(2) {
            model = with_bonus(model, self.number(SUBJECTS, 2, &known));
        }
        model
    }
}

fn checked(tape: Vec<u32>) -> Tally {
    start_afresh();
    let mut tape = Tape { entries: tape.into_iter() };
    let tables = tape.tables();
    let model = tape.model();
    agree(&model, &tables)
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 500,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn both_engines_agree(tape in proptest::collection::vec(any::<u32>(), 200..900)) {
        checked(tape);
    }
}

/// The sum of what came of many cases.
fn of_cases(cases: u32, seed: u64) -> (usize, usize, usize) {
    let (mut columns, mut exactly, mut decided) = (0, 0, 0);
    let mut state = seed;
    for _ in 0..cases {
        let tape = (0..900)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                (state >> 32) as u32
            })
            .collect();
        let tally = checked(tape);
        columns += tally.columns;
        exactly += tally.exactly;
        decided += usize::from(tally.decided);
    }
    (columns, exactly, decided)
}

/// The agreement means little unless most of what is generated does run in columns.
#[test]
fn generated_cells_run_in_columns() {
    let (columns, exactly, decided) = of_cases(200, 0x2545_F491_4F6C_DD1D);
    assert!(columns > 10 * exactly, "{columns} in columns, {exactly} exactly");
    assert!(decided < 50, "{decided} of 200 decided by the exact engine");
}

#[test]
#[ignore = "takes a minute; for work on either engine"]
fn both_engines_agree_on_many_cases() {
    let found = of_cases(20_000, 0x9E37_79B9_7F4A_7C15);
    assert!(found.0 > 0, "{found:?}");
}
