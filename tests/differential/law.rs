//! The law of explanations, on what is shipped and on generated pairs.

use std::path::{Path, PathBuf};

use heng::finding::Language;
use heng::host::progress::UNSEEN;
use heng::host::{Disk, Host, Memory};
use heng::number::Calendar;
use heng::result::{Explanation, Operation};
use heng::review::Explainer;
use heng::words::{Wording, told};
use heng::{engine, report, session};
use serde_json::Value;

use crate::json_schema::Schema;
use crate::reader;
use crate::run::{EACH, pair};

/// Generated pairs that are explained, every subject of each.
const PAIRS: u64 = 300;

/// How many explanations and steps were held against the law, and what breaks it.
#[derive(Debug, Default)]
struct Held {
    explanations: usize,
    steps: usize,
    broken: Vec<String>,
}

/// Explains every subject from the JSON alone. `None` where rules or data are refused.
fn hold(host: &dyn Host, rules: &str, data: &str, calendar: &Calendar, held: &mut Held) -> Option<()> {
    let read = session::rules(host, rules).ok()?;
    let program = read.program.as_ref()?;
    let tables = session::tables(host, program, data, &UNSEEN).ok()?;
    let scores = engine::score(program, &tables, calendar, engine::EngineKind::Exact, &UNSEEN).ok()?;
    let (score, explain) = (Schema::of("score"), Schema::of("explain"));
    for language in [Language::Zh, Language::En] {
        let document = serde_json::from_str(&report::scores_json(
            &program.rules,
            &scores,
            language,
            &heng::shown::Shown::all(&program.rules),
        ))
        .unwrap();
        held.broken.extend(score.refuses(&document).map(|fault| format!("{rules} {data}: {fault}")));
    }
    let explainer = Explainer::new(program, &tables, calendar, &read.sources, &scores);
    for explanation in explainer.explain_all() {
        let key = explanation.subject.key.clone();
        let wording = |language| Wording { model: &program.rules, subjects: &scores.subjects, language };
        let words = told(&explanation, wording(Language::Zh));
        let written = report::explanation_json(&words, &explanation);
        let document: Value = serde_json::from_str(&written).unwrap();
        let (mut broken, steps) = reader::broken(&document);
        broken.extend(explain.refuses(&document).map(|fault| fault.to_string()));
        held.broken.extend(broken.into_iter().take(3).map(|why| format!("{rules} {data} {key}: {why}")));
        held.steps += steps;
        held.explanations += 1;
        // What is told is made of the data alone, and the data come back as they were.
        let again: Explanation = serde_json::from_value(document["data"].clone()).unwrap();
        assert_eq!(again, explanation, "{rules} {key}");
        for language in [Language::Zh, Language::En] {
            assert_eq!(told(&again, wording(language)), told(&explanation, wording(language)), "{rules} {key}");
        }
    }
    Some(())
}

fn shipped(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn each_number_of_a_shipped_explanation_follows_from_those_below_it() {
    let calendar = Calendar::china().unwrap();
    let mut held = Held::default();
    let mut sets: Vec<(PathBuf, PathBuf)> = [
        ("evaluation-2022-2023", "wenzhou-2023"),
        ("evaluation-2022-2023", "wenzhou-synthetic-2023"),
        ("evaluation-2024-2025", "wenzhou-2025"),
        ("admission", "wenzhou-2023"),
        ("admission", "wenzhou-synthetic-2023"),
    ]
    .map(|(rules, data)| (shipped(&format!("rules/wenzhou/{rules}.heng")), shipped(&format!("datasets/{data}"))))
    .into();
    for entry in std::fs::read_dir(shipped("rules/gallery")).unwrap() {
        let folder = entry.unwrap().path();
        if folder.is_dir() {
            sets.push((folder.join("rules.heng"), folder.join("data")));
        }
    }
    for (rules, data) in &sets {
        let (rules, data) = (rules.to_str().unwrap(), data.to_str().unwrap());
        hold(&Disk, rules, data, &calendar, &mut held).unwrap_or_else(|| panic!("{rules} and {data} are sound"));
    }
    assert!(held.broken.is_empty(), "{}", held.broken.join("\n"));
    assert!(held.explanations > 100 && held.steps > 20_000, "{held:?}");
}

#[test]
fn each_number_of_a_generated_explanation_follows_from_those_below_it() {
    let calendar = Calendar::china().unwrap();
    let mut held = Held::default();
    let mut refused = 0;
    for number in 0..PAIRS {
        let pair = pair(7, number * EACH);
        let host = Memory::default();
        host.put("rules.heng", pair.rules.as_str());
        for (name, text) in &pair.files {
            host.put(format!("data/{name}"), text.as_str());
        }
        let before = held.broken.len();
        if hold(&host, "rules.heng", "data", &calendar, &mut held).is_none() {
            refused += 1;
        }
        for broken in held.broken.iter_mut().skip(before) {
            broken.insert_str(0, &format!("pair {}: ", number * EACH));
        }
    }
    assert!(held.broken.is_empty(), "{}", held.broken.join("\n"));
    assert!(refused * 3 < PAIRS, "too many pairs are refused: {refused}");
    assert!(held.explanations > 1000 && held.steps > 100_000, "{} {}", held.explanations, held.steps);
}

const MANY: &str = r#"规则集 "许多家" 示例
周期 2024-01-01 至 2024-12-31
满分 50 分
舍入 指标 2 位 四舍五入

数据 园区 "parks.csv" {
  编号 文本 主键
  类型 枚举 { 甲, 乙 }
  产值 万元
}

方面 A "比较" 50 分 {
  指标 A1 "极差" 10 分 { 依据 "一" ; 取值 产值 ; 计分 极差 范围 同 类型 底 0 幅 100 相等 得 满分 ; 缺失 得 0 分 }
  指标 A2 "平均" 10 分 { 依据 "一" ; 取值 倍数(产值, 平均(产值 范围 同 类型)) ; 计分 比例 目标 2 封顶 满分 ; 缺失 得 0 分 }
  指标 A3 "中位" 10 分 { 依据 "一" ; 取值 倍数(产值, 中位数(产值 范围 全部)) ; 计分 比例 目标 2 封顶 满分 ; 缺失 得 0 分 }
  指标 A4 "位次" 10 分 { 依据 "一" ; 取值 名次(产值 范围 同 类型 降序 并列 同名次) ; 计分 分档 { 不超过 9 : 满分 ; 其余 : 1 分 } ; 缺失 得 0 分 }
  指标 A5 "波动" 10 分 { 依据 "一" ; 取值 倍数(产值, 标准差(产值 范围 同 类型 总体) 精确到 4 位) ; 计分 比例 目标 3 封顶 满分 ; 缺失 得 0 分 }
}

等次 {
  优 总分 不低于 30 分
  其余 "良"
}
"#;

#[test]
fn many_members_are_told_by_those_who_decide_and_the_numbers_still_follow() {
    let calendar = Calendar::china().unwrap();
    let mut rows = String::from("编号,类型,产值\n");
    for park in 0..300_u32 {
        let value = if park % 50 == 7 { String::new() } else { (park * 7919 % 211 + 3).to_string() };
        rows.push_str(&format!("P{park},{},{value}\n", ["甲", "乙"][usize::from(park % 3 == 0)]));
    }
    let host = Memory::default();
    host.put("rules.heng", MANY);
    host.put("data/parks.csv", rows);
    let mut held = Held::default();
    let read = session::rules(&host, "rules.heng").unwrap();
    assert!(read.program.is_some(), "{:?}", read.diagnostics);
    hold(&host, "rules.heng", "data", &calendar, &mut held).unwrap();
    assert!(held.broken.is_empty(), "{}", held.broken.join("\n"));
    assert_eq!(held.explanations, 300);
    let program = read.program.as_ref().unwrap();
    let tables = session::tables(&host, program, "data", &UNSEEN).unwrap();
    let scores = engine::score(program, &tables, &calendar, engine::EngineKind::Exact, &UNSEEN).unwrap();
    let explainer = || Explainer::new(program, &tables, &calendar, &read.sources, &scores);
    let brief = explainer().explain(5, None);
    assert!(brief.cohorts.len() > 3);
    for cohort in &brief.cohorts {
        assert!(cohort.members.len() <= 10 && cohort.many.as_ref().unwrap().count >= 100, "{cohort:?}");
    }
    let whole = explainer().telling_all().explain(5, None);
    assert!(whole.cohorts.iter().all(|cohort| cohort.many.is_none() && cohort.members.len() >= 100));
    let words = told(&whole, Wording { model: &program.rules, subjects: &scores.subjects, language: Language::Zh });
    let document: Value = serde_json::from_str(&report::explanation_json(&words, &whole)).unwrap();
    assert_eq!(reader::broken(&document).0, Vec::<String>::new());
}

/// A document with another number in one of its places.
fn spoilt(document: &Value, at: &[&str], step: usize) -> Option<Value> {
    let mut spoilt = document.clone();
    let mut place = &mut spoilt["data"]["steps"][step];
    for name in at {
        place = place.get_mut(*name)?;
    }
    let text = format!("{}1", place.as_str()?);
    *place = Value::String(text);
    Some(spoilt)
}

/// The document on a subject of a shipped rule set.
fn document(rules: &str, data: &str, row: usize) -> Value {
    let calendar = Calendar::china().unwrap();
    let read = session::rules(&Disk, shipped(rules).to_str().unwrap()).unwrap();
    let program = read.program.as_ref().unwrap();
    let tables = session::tables(&Disk, program, shipped(data).to_str().unwrap(), &UNSEEN).unwrap();
    let scores = engine::score(program, &tables, &calendar, engine::EngineKind::Exact, &UNSEEN).unwrap();
    let explanation = Explainer::new(program, &tables, &calendar, &read.sources, &scores).explain(row, None);
    let words =
        told(&explanation, Wording { model: &program.rules, subjects: &scores.subjects, language: Language::Zh });
    serde_json::from_str(&report::explanation_json(&words, &explanation)).unwrap()
}

/// P04 meets 优秀 and is held out by its quota; P02 of the next cycle is held down by a restriction.
#[test]
fn a_wrong_number_in_the_decision_breaks_the_law() {
    let placing = "/data/ruling/grades/0/placing";
    let of_quota = [
        format!("{placing}/places"),
        format!("{placing}/participants"),
        format!("{placing}/kept"),
        format!("{placing}/share"),
        format!("{placing}/competitors/0/place"),
        format!("{placing}/competitors/0/has"),
        format!("{placing}/competitors/0/values/0/number/exact"),
        format!("{placing}/competitors/1/values/0/number/exact"),
        format!("{placing}/competitors/0/apart"),
        format!("{placing}/pass/gap/number/exact"),
        "/data/next_grade/pass/gap/number/exact".to_owned(),
        "/data/ruling/grades/0/fate".to_owned(),
        "/data/ruling/grades/0/terms/0/holds".to_owned(),
        "/data/ruling/grades/0/terms/2/says/value/number/exact".to_owned(),
        "/data/ruling/grades/1/terms/0/says/gap/number/exact".to_owned(),
    ];
    let held = "/data/next_grade/held/0";
    let of_restriction = [
        format!("{held}/what/name"),
        format!("{held}/lift/0/gap/number/exact"),
        format!("{held}/lift/0/marks/number/exact"),
        "/data/ruling/grades/1/fate".to_owned(),
    ];
    let quota = document("rules/wenzhou/evaluation-2022-2023.heng", "datasets/wenzhou-2023", 3);
    let restriction = document("rules/wenzhou/evaluation-2024-2025.heng", "datasets/wenzhou-2025", 1);
    for (document, places) in [(quota, of_quota.as_slice()), (restriction, of_restriction.as_slice())] {
        assert_eq!(reader::broken(&document).0, Vec::<String>::new());
        for place in places {
            let mut spoilt = document.clone();
            let value = spoilt.pointer_mut(place).unwrap_or_else(|| panic!("no {place}"));
            *value = match &*value {
                Value::Bool(truth) => Value::Bool(!truth),
                Value::Number(number) => Value::from(number.as_u64().unwrap() + 7),
                Value::String(text) if text.parse::<f64>().is_ok() || text.contains('/') => {
                    Value::String(if text.starts_with('-') { format!("{text}7") } else { format!("7{text}") })
                }
                _ => Value::String("given".to_owned()),
            };
            assert!(!reader::broken(&spoilt).0.is_empty(), "a wrong {place} passes");
        }
    }
}

/// What the order of choices decides: comparisons, the worst of some rows, and how many steps lie between two.
#[test]
fn a_wrong_choice_breaks_the_law() {
    let gallery = "rules/gallery/water-counties";
    let document = document(&format!("{gallery}/rules.heng"), &format!("{gallery}/data"), 0);
    assert_eq!(reader::broken(&document).0, Vec::<String>::new());
    let mut operations = std::collections::BTreeSet::new();
    for (place, step) in document["data"]["steps"].as_array().unwrap().iter().enumerate() {
        let Some(choices) = step["choices"].as_array() else { continue };
        let (kind, value) = step["value"].as_object().and_then(|value| value.iter().next()).unwrap();
        let wrong = match kind.as_str() {
            "choice" => choices.iter().find(|choice| *choice != value).unwrap().clone(),
            "truth" => Value::Bool(value != true),
            _ => serde_json::json!({ "exact": format!("{}1", value["exact"].as_str().unwrap()) }),
        };
        let mut spoilt = document.clone();
        spoilt["data"]["steps"][place]["value"][kind] = wrong;
        assert!(!reader::broken(&spoilt).0.is_empty(), "a wrong {kind} passes: {step}");
        operations.insert(step["operation"].as_str().unwrap());
        if kind == "choice" {
            let mut spoilt = document.clone();
            spoilt["data"]["steps"][place]["choices"] =
                choices.iter().filter(|choice| *choice != value).cloned().collect();
            assert!(!reader::broken(&spoilt).0.is_empty(), "what is no choice passes: {step}");
        }
    }
    assert_eq!(operations.into_iter().collect::<Vec<_>>(), ["arithmetic", "compare", "rows"]);
}

#[test]
fn a_wrong_number_breaks_the_law() {
    let calendar = Calendar::china().unwrap();
    let rules = shipped("rules/wenzhou/evaluation-2022-2023.heng");
    let read = session::rules(&Disk, rules.to_str().unwrap()).unwrap();
    let program = read.program.as_ref().unwrap();
    let data = shipped("datasets/wenzhou-2023");
    let tables = session::tables(&Disk, program, data.to_str().unwrap(), &UNSEEN).unwrap();
    let scores = engine::score(program, &tables, &calendar, engine::EngineKind::Exact, &UNSEEN).unwrap();
    let explanation = Explainer::new(program, &tables, &calendar, &read.sources, &scores).explain(1, None);
    let words =
        told(&explanation, Wording { model: &program.rules, subjects: &scores.subjects, language: Language::Zh });
    let document: Value = serde_json::from_str(&report::explanation_json(&words, &explanation)).unwrap();
    let (mut found, mut passed) = (0, 0);
    // What the rules say is a number that follows from nothing, and need not be read by anything.
    let worked_out = explanation.steps.iter().enumerate().filter(|(_, step)| step.operation != Operation::Constant);
    for (step, _) in worked_out.step_by(7) {
        let Some(spoilt) = spoilt(&document, &["value", "number", "exact"], step) else { continue };
        if reader::broken(&spoilt).0.is_empty() {
            passed += 1;
        } else {
            found += 1;
        }
    }
    assert!(found > 50 && passed == 0, "{found} found, {passed} passed");
    for head in 0..explanation.heads.len() {
        let mut spoilt = document.clone();
        spoilt["data"]["heads"][head]["indicators"][0]["printed"]["mark"] = Value::String("0.01".to_owned());
        assert!(!reader::broken(&spoilt).0.is_empty(), "a wrong mark in {head} passes");
    }
    let mut spoilt = document;
    spoilt["data"]["total"]["total"]["mark"] = Value::String("99.99".to_owned());
    assert!(!reader::broken(&spoilt).0.is_empty(), "a wrong total passes");
}
