//! Generated indicators: a proved bound is never broken by the exact engine, and a refuted one is broken by its
//! counter-example.

use heng::core::{Constant, FieldId, FigureId, IndicatorId, Schema, TableId};
use heng::data;
use heng::engine::exact::{Evaluator, Value};
use heng::finding::{Code, Span};
use heng::number::{Calendar, Number};
use heng::program::Program;
use heng::proof::Answer;
use heng::rules::{FactRow, FactRows, RuleSet};
use heng::session;
use proptest::prelude::{ProptestConfig, any, proptest};

use crate::rules::{program, run_last, statement, with_indicators};

/// Choices are read from a tape; past its end all are 0.
struct Tape(std::vec::IntoIter<u32>);

impl Tape {
    fn pick(&mut self, below: u32) -> u32 {
        self.0.next().unwrap_or(0) % below
    }

    fn of<'t>(&mut self, all: &[&'t str]) -> &'t str {
        all[self.pick(u32::try_from(all.len()).unwrap()) as usize]
    }

    fn share(&mut self, depth: u32) -> String {
        let kind = if depth == 0 { self.pick(6) } else { self.pick(14) };
        match kind {
            0 => "满意率".to_owned(),
            1 => "入驻率".to_owned(),
            2 => "增幅".to_owned(),
            3 => format!("{}%", self.pick(150)),
            4 => "( 专职人员 / 50 人 )".to_owned(),
            5 => self
                .of(&["( 计数(荣誉 其中 级别 是 国家级) / 计数(荣誉) )", "( 平均(荣誉.金额) / 100 万元 )"])
                .to_owned(),
            6 => format!("( {} + {} )", self.share(depth - 1), self.share(depth - 1)),
            7 => format!("( {} - {} )", self.share(depth - 1), self.share(depth - 1)),
            8 => format!("( {} × {} )", self.share(depth - 1), self.share(depth - 1)),
            9 => format!("最小值({}, {})", self.share(depth - 1), self.share(depth - 1)),
            10 => format!("最大值({}, {})", self.share(depth - 1), self.share(depth - 1)),
            11 => format!(
                "( {} 保留 {} 位 {} )",
                self.share(depth - 1),
                self.pick(2),
                self.of(&["四舍五入", "进位", "舍去"])
            ),
            12 => {
                let word = self.of(&["不低于", "高于", "不超过", "低于", "等于"]);
                let (one, two) = (self.share(depth - 1), self.share(depth - 1));
                format!("( 若 {one} {word} {two} 则 {} 否则 {} )", self.share(depth - 1), self.share(depth - 1))
            }
            _ => format!("( {} / {} )", self.share(depth - 1), self.share(depth - 1)),
        }
    }

    fn clauses(&mut self) -> String {
        let value = self.share(2);
        self.clauses_of(&value)
    }

    fn clauses_of(&mut self, value: &str) -> String {
        let method = match self.pick(5) {
            0 => "换算 100%".to_owned(),
            1 => format!("换算 {}%", self.pick(200) + 1),
            2 => format!("分档 {{ 不低于 {}% : 满分 ; 不低于 40% : 取值 × 12 分 ; 其余 : 1 分 }}", 41 + self.pick(60)),
            3 => "插值 { 60% : 0 分 ; 90% : 满分 } 两端 延伸 封顶 满分 保底 0 分".to_owned(),
            _ => format!("自 8 分 低于 {}% 时 每低 5 个百分点 减 1 分 不足一步 按一步 保底 0 分", self.pick(100)),
        };
        let bound = self.of(&["", "", " 封顶 满分", " 保底 0 分", " 封顶 满分 保底 0 分"]);
        let bound = if method.contains("保底") { "" } else { bound };
        let adjusted = self.of(&["", "", " ; 调整 升级省级园 时 减半", " ; 调整 满意率 低于 50% 时 乘 110%"]);
        format!("取值 {value} ; 计分 {method}{bound}{adjusted}")
    }
}

/// A value within the range that a column declares.
fn share(tape: &mut Tape, low: i64, high: i64) -> Constant {
    let number = match tape.pick(4) {
        0 => low * 100,
        1 => high * 100,
        _ => low * 100 + i64::from(tape.pick(u32::try_from((high - low) * 100).unwrap())),
    };
    Constant::Number(Number::ratio(i128::from(number), 10_000).unwrap())
}

fn field(rules: &RuleSet, table: TableId, name: &str) -> FieldId {
    let fields = &rules.schema.table(table).unwrap().fields;
    FieldId(fields.iter().position(|field| field.name == name).unwrap())
}

/// A subject and its rows, all within the declared ranges.
fn facts(rules: &RuleSet, tape: &mut Tape) -> Vec<FactRows> {
    let honors = TableId(1);
    let of = |name: &str| field(rules, Schema::SUBJECTS, name);
    let subject = vec![
        (of("园区编号"), Constant::Text("P1".to_owned())),
        (of("园区类型"), Constant::Choice(tape.pick(2) as usize)),
        (of("满意率"), share(tape, 0, 100)),
        (of("入驻率"), share(tape, 0, 300)),
        (of("增幅"), share(tape, -99, 199)),
        (of("专职人员"), Constant::Number(Number::from_integer(i64::from(tape.pick(51))))),
        (of("升级省级园"), Constant::YesNo(tape.pick(2) == 1)),
    ];
    let rows = (0..tape.pick(5)).map(|number| {
        let fields = vec![
            (field(rules, honors, "事项编号"), Constant::Text(format!("S{number}"))),
            (field(rules, honors, "级别"), Constant::Choice(tape.pick(2) as usize)),
            (field(rules, honors, "金额"), Constant::Number(Number::from_integer(i64::from(tape.pick(101)) * 10_000))),
        ];
        FactRow { parent: None, fields, span: Span::default() }
    });
    let rows = rows.collect();
    vec![
        FactRows {
            table: Schema::SUBJECTS,
            rows: vec![FactRow { parent: None, fields: subject, span: Span::default() }],
        },
        FactRows { table: honors, rows },
    ]
}

fn mark(program: &Program, facts: &[FactRows], calendar: &Calendar) -> Option<Number> {
    let tables = data::from_facts(&program.rules.schema, facts).unwrap();
    match Evaluator::new(program, &tables, calendar).figure(FigureId::Mark(IndicatorId(0)), 0) {
        Value::Number(mark) => Some(mark),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_exact_engine_bears_out_every_answer(rules in proptest::collection::vec(any::<u32>(), 60), data in proptest::collection::vec(any::<u32>(), 400)) {
        let text = with_indicators(&[&Tape(rules.into_iter()).clauses()]);
        let program = program(&text);
        let found = statement(&session::proofs(&program, true), Code::H0441, "D1");
        let calendar = Calendar::china().unwrap();
        match found.answer {
            Answer::Proved => {
                let mut tape = Tape(data.into_iter());
                for _ in 0..12 {
                    let facts = facts(&program.rules, &mut tape);
                    if let Some(mark) = mark(&program, &facts, &calendar) {
                        let within = !mark.is_negative() && mark <= Number::from_integer(10);
                        assert!(within, "{mark} is proved to lie within 0 and 10:\n{text}\n{facts:?}");
                    }
                }
            }
            Answer::Refuted => {
                let example = found.example.expect("an example");
                let codes: Vec<Code> = run_last(&format!("{text}\n{example}")).iter().map(|found| found.code).collect();
                assert_eq!(codes, [Code::H0701], "{text}\n{example}");
            }
            Answer::Unknown => {}
        }
    }

    #[test]
    fn a_proved_direction_holds_for_all_values(rules in proptest::collection::vec(any::<u32>(), 40), data in proptest::collection::vec(any::<u32>(), 60)) {
        let text = with_indicators(&[&Tape(rules.into_iter()).clauses_of("满意率")]);
        let program = program(&text);
        let found = statement(&session::proofs(&program, true), Code::H0442, "D1");
        let (may_rise, may_fall) = match found.why.zh.as_str() {
            "不变" => (false, false),
            "不降" => (true, false),
            "不升" => (false, true),
            _ => return Ok(()),
        };
        let calendar = Calendar::china().unwrap();
        let mut facts = facts(&program.rules, &mut Tape(data.into_iter()));
        let column = field(&program.rules, Schema::SUBJECTS, "满意率");
        let mut before: Option<Number> = None;
        for step in (0..=1000).step_by(13).chain([1000]) {
            let value = Number::ratio(step, 1000).unwrap();
            for (_, given) in facts[0].rows[0].fields.iter_mut().filter(|(given, _)| *given == column) {
                *given = Constant::Number(value.clone());
            }
            let Some(mark) = mark(&program, &facts, &calendar) else { continue };
            if let Some(before) = before {
                assert!(may_rise || mark <= before, "it rises at {value}:\n{text}");
                assert!(may_fall || mark >= before, "it falls at {value}:\n{text}");
            }
            before = Some(mark);
        }
    }
}
