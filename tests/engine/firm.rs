//! Weights that move: where a grade is said to change it does, exactly there, and nowhere before.

use std::cmp::Reverse;

use heng::engine::EngineKind;
use heng::finding::Language;
use heng::firm::{Asked, Crossing, Firm, Source, firm};
use heng::host::Memory;
use heng::host::progress::Progress;
use heng::number::{Number, Rounding, RoundingMode};
use heng::session;

use crate::build::calendar;
use crate::withheld::Dice;

/// Three indicators whose marks are shares of their full marks, which have two decimals at most.
struct Case {
    weights: [u32; 3],
    /// In per cent.
    shares: Vec<[u32; 3]>,
    /// In words, and as what it does: how many places of so many, and whether those tied at the line are in.
    quota: Option<(&'static str, bool)>,
}

fn case(dice: &mut Dice) -> Case {
    let one = u32::try_from(dice.throw(60)).unwrap() + 10;
    let two = u32::try_from(dice.throw(20)).unwrap() + 5;
    let count = dice.throw(4) + 2;
    let mut share = || u32::try_from(dice.throw(21)).unwrap() * 5;
    let shares = (0..count).map(|_| [share(), share(), share()]).collect();
    let quota = [None, Some((" 名额 50% 向下取整 仍同 全退", false)), Some((" 名额 50% 向下取整 仍同 全进", true))];
    Case { weights: [one, two, 100 - one - two], shares, quota: quota[dice.throw(3)] }
}

impl Case {
    fn rules(&self) -> String {
        let indicators: String = ["甲", "乙", "丙"]
            .iter()
            .zip(self.weights)
            .zip(1..)
            .map(|((name, full), at)| {
                format!("  指标 A{at} \"{name}\" {full} 分 {{ 依据 第一条 ; 取值 {name} ; 计分 换算 100% }}\n")
            })
            .collect();
        let quota = self.quota.map_or("", |(words, _)| words);
        format!(
            "规则集 \"例\"
周期 2024-01-01 至 2024-12-31
满分 100 分
舍入 指标 2 位 四舍五入
数据 园区 \"parks.csv\" {{
  编号 文本 主键
  甲   % 不低于 0% 不高于 100%
  乙   % 不低于 0% 不高于 100%
  丙   % 不低于 0% 不高于 100%
}}
方面 A \"例\" 100 分 {{
{indicators}}}
等次 {{
  优 总分 不低于 70 分{quota}
  良 总分 超过 55 分
  合格 总分 不低于 40 分
  其余 \"差\"
}}
"
        )
    }

    fn found(&self) -> Firm {
        let host = Memory::default();
        host.put("rules.heng", self.rules());
        let line = |(at, shares): (usize, &[u32; 3])| format!("P{at},{}%,{}%,{}%\n", shares[0], shares[1], shares[2]);
        let lines: String = self.shares.iter().enumerate().map(line).collect();
        host.put("data/parks.csv", format!("编号,甲,乙,丙\n{lines}"));
        let rules = session::rules(&host, "rules.heng").unwrap();
        let program = rules.program.clone().unwrap_or_else(|| panic!("{:#?}", rules.diagnostics));
        let tables = session::tables(&host, &program, "data", &Progress::new()).unwrap();
        let calendar = calendar();
        let scores = session::score(&program, &tables, &calendar, EngineKind::Columnar, &Progress::new()).unwrap();
        let asked = Asked {
            program: &program,
            source: Source {
                id: rules.whole,
                text: &rules.sources.source(rules.whole).text,
                reread: &|text| session::with_text(&host, &rules, text),
            },
            alternatives: Vec::new(),
            tables: &tables,
            reread: &|program| session::tables(&host, program, "data", &Progress::new()),
            calendar: &calendar,
            scores: &scores,
            subject: None,
            draws: None,
            within: Number::zero(),
            language: Language::Zh,
        };
        firm(&asked).unwrap()
    }

    /// The grades by hand when the weight of one part is this, and the others are scaled.
    fn grades(&self, part: usize, weight: &Number) -> Vec<&'static str> {
        let whole = |number: u32| Number::from_integer(number.into());
        let rest = Number::from_integer(100) - whole(self.weights[part]);
        let others = (Number::from_integer(100) - weight).checked_div(&rest).unwrap();
        let total = |shares: &[u32; 3]| -> Number {
            let each = shares.iter().enumerate().map(|(at, share)| {
                let weight = if at == part { weight.clone() } else { whole(self.weights[at]) * &others };
                (weight * &whole(*share)).checked_div(&Number::from_integer(100)).unwrap()
            });
            each.sum::<Number>().round(Rounding::new(2, RoundingMode::HalfUp))
        };
        let totals: Vec<Number> = self.shares.iter().map(total).collect();
        let mut best: Vec<usize> = (0..totals.len()).filter(|row| totals[*row] >= Number::from_integer(70)).collect();
        if let Some((_, all_in)) = self.quota {
            let places = totals.len() / 2;
            best.sort_by_key(|row| Reverse(totals[*row].clone()));
            let keeps = |row: usize| {
                let ahead = best.iter().filter(|other| totals[**other] > totals[row]).count();
                let upto = best.iter().filter(|other| totals[**other] >= totals[row]).count();
                if all_in { ahead < places } else { upto <= places }
            };
            best = best.iter().copied().filter(|row| keeps(*row)).collect();
        }
        let grade = |row: usize| {
            if best.contains(&row) {
                "优"
            } else if totals[row] > Number::from_integer(55) {
                "良"
            } else if totals[row] >= Number::from_integer(40) {
                "合格"
            } else {
                "差"
            }
        };
        (0..totals.len()).map(grade).collect()
    }
}

#[test]
fn a_grade_changes_at_the_weight_that_is_said_and_not_before() {
    let mut dice = Dice(0x853C_49E6_748F_EA9B);
    let mut crossed = 0;
    for _ in 0..40 {
        let case = case(&mut dice);
        let found = case.found();
        assert_eq!(found.weights.len(), 3, "{:#?}", found.left_out);
        for (row, subject) in found.subjects.iter().enumerate() {
            for (part, moves) in subject.moves.iter().enumerate() {
                let own = Number::from_integer(case.weights[part].into());
                let now = subject.grade.as_deref().unwrap();
                assert_eq!(case.grades(part, &own)[row], now, "{}", case.rules());
                let ways = [(&moves.down, Number::zero()), (&moves.up, Number::from_integer(100))];
                for (crossing, end) in ways {
                    crossed += usize::from(crossing.is_some());
                    holds(&case, (row, part), (&own, now), crossing.as_ref(), &end);
                }
            }
        }
    }
    assert!(crossed > 100, "{crossed}");
}

fn holds(
    case: &Case,
    (row, part): (usize, usize),
    (own, now): (&Number, &str),
    crossing: Option<&Crossing>,
    end: &Number,
) {
    let grade = |weight: &Number| case.grades(part, weight)[row];
    let at = crossing.map(|crossing| Number::from_exact(&crossing.at).unwrap());
    let to = at.clone().unwrap_or_else(|| end.clone());
    let way = &to - own;
    // All along the way the grade is what it was.
    for step in 0..97 {
        let weight = own + &(&way * &Number::ratio(step, 97).unwrap());
        assert_eq!(grade(&weight), now, "{crossing:?} of P{row} at {weight}\n{}{:?}", case.rules(), case.shares);
    }
    let (Some(crossing), Some(at)) = (crossing, at) else { return };
    let tiny = if *end > *own { 1 } else { -1 };
    let tiny = Number::ratio(tiny, 1_000_000_000_000).unwrap();
    let then = crossing.grade.as_deref().unwrap();
    if crossing.reached {
        assert_eq!(grade(&at), then, "{crossing:?} of P{row}\n{}{:?}", case.rules(), case.shares);
        assert_eq!(grade(&(&at - &tiny)), now, "just before {crossing:?} of P{row}\n{}{:?}", case.rules(), case.shares);
    } else {
        assert_eq!(grade(&at), now, "{crossing:?} of P{row}\n{}{:?}", case.rules(), case.shares);
        assert_eq!(grade(&(&at + &tiny)), then, "beyond {crossing:?} of P{row}\n{}{:?}", case.rules(), case.shares);
    }
}
