//! The golden parks of 2022—2023: tables that add up to a given `facts.csv`.

use std::path::Path;

use crate::{
    day::day,
    facts::{Record, facts},
    park::{Agreement, Application, Category, Departed, Facts, Park, county},
};

/// Reads the facts and adds what they leave open.
pub(crate) fn parks(facts: &Path) -> Result<Vec<Park>, String> {
    Record::read(facts)?.iter().map(park).collect()
}

/// 申报 of a park: the display one day short, or exactly long enough, and every kind of objection.
fn application(id: &str) -> Application {
    let (display, objection) = match id {
        "P02" => ((day(2022, 1, 26), day(2022, 2, 6)), "不属实"),
        "P03" => ((day(2024, 9, 27), day(2024, 10, 10)), "查证中"),
        "P04" => ((day(2023, 4, 26), day(2023, 5, 6)), "无"),
        "P05" => ((day(2023, 1, 19), day(2023, 1, 31)), "属实"),
        _ => return Application::complete(),
    };
    let materials = [true, id != "P04", true, true];
    Application { materials, display: Some(display), objection }
}

/// The park with the cases that the facts do not show, among them rows that must not count.
fn park(record: &Record) -> Result<Park, String> {
    let mut park = match record.text("id")? {
        "P01" => first(facts(record, 6)?)?,
        "P02" => second(facts(record, 4)?)?,
        "P03" => third(facts(record, 0)?)?,
        "P04" => fourth(facts(record, 0)?)?,
        "P05" => fifth(facts(record, 0)?)?,
        other => return Err(format!("no park {other} among the five golden parks")),
    };
    park.golden = true;
    park.application = Some(application(&park.facts.id));
    Ok(park)
}

/// P01: an honour on two levels, a report on the last working day, a summary on the shifted day.
fn first(facts: Facts) -> Result<Park, String> {
    let mut park = Park::plain(facts, county("鹿城区")?, day(2019, 6, 18));
    park.support = 3;
    park.pending = 2;
    park.honors = vec![(1, "省级"), (1, "市级")];
    park.changes = vec![
        // The fifteenth working day after 16 September is 12 October: 1 to 7 October are off, 8 and 9 are worked.
        (day(2022, 9, 16), Some(day(2022, 10, 12))),
        (day(2023, 5, 22), Some(day(2023, 6, 2))),
    ];
    park.summaries = [Some(day(2023, 3, 31)), Some(day(2024, 4, 1))];
    park.incidents = vec![("市级及以上通报", false)];
    park.verdicts = vec![("R15a", Some("基本符合"))];
    Ok(park)
}

/// P02: three 分园区, a 百强 institution, one gone, an expired agreement and a recused expert.
fn second(facts: Facts) -> Result<Park, String> {
    let mut park = Park::plain(facts, county("瑞安市")?, day(2020, 9, 8));
    park.top100 = 1;
    park.departed = vec![Departed { exit: day(2023, 6, 30), spec: false, top100: false }];
    park.agreements = vec![
        // An agreement that ends on the reference day is no longer valid on it.
        Agreement { category: Category::Station, number: 3, from: day(2021, 1, 1), until: Some(day(2023, 12, 31)) },
        Agreement { category: Category::SmallPark, number: 4, from: day(2024, 1, 1), until: None },
    ];
    // The fifteenth working day after 18 September 2023 is 13 October; the next working day is the 16th.
    park.changes = vec![(day(2023, 9, 18), Some(day(2023, 10, 16)))];
    park.incidents = vec![("违规案件", false)];
    park.recused = true;
    park.verdicts = vec![("R14a", Some("待定")), ("R19", Some("基本符合"))];
    Ok(park)
}

/// P03: a 百强 institution that left on the reference day, the same partner twice, a late summary.
fn third(facts: Facts) -> Result<Park, String> {
    let mut park = Park::plain(facts, county("平阳县")?, day(2021, 3, 25));
    park.support = 1;
    park.pending = 1;
    park.departed = vec![Departed { exit: day(2023, 12, 31), spec: false, top100: true }];
    park.agreements = vec![
        Agreement { category: Category::SmallPark, number: 1, from: day(2023, 5, 1), until: Some(day(2026, 4, 30)) },
        Agreement { category: Category::Station, number: 3, from: day(2020, 7, 1), until: Some(day(2022, 6, 30)) },
    ];
    park.incidents = vec![("市级及以上通报", true), ("违规案件", false)];
    park.summaries = [Some(day(2023, 3, 28)), Some(day(2024, 4, 2))];
    park.verdicts = vec![("R18", None), ("R20c", Some("不符合"))];
    Ok(park)
}

/// P04: an honour of the state and the province, a 专业性 institution gone, one that leaves after the reference day.
fn fourth(facts: Facts) -> Result<Park, String> {
    let mut park = Park::plain(facts, county("乐清市")?, day(2020, 4, 16));
    park.departed = vec![Departed { exit: day(2023, 9, 28), spec: true, top100: false }];
    park.leaves_later = Some(day(2024, 2, 29));
    park.honors = vec![(1, "国家级"), (1, "省级")];
    park.verdicts = vec![("R6", Some("不符合"))];
    Ok(park)
}

/// P05: the veto, an unreported change, an expired and a repeated school agreement.
fn fifth(facts: Facts) -> Result<Park, String> {
    let mut park = Park::plain(facts, county("瑞安市")?, day(2021, 7, 1));
    park.support = 3;
    park.pending = 1;
    park.agreements = vec![
        Agreement { category: Category::School, number: 2, from: day(2023, 12, 31), until: None },
        Agreement { category: Category::School, number: 3, from: day(2021, 7, 1), until: Some(day(2023, 6, 30)) },
    ];
    park.changes = vec![(day(2023, 3, 14), None)];
    park.incidents = vec![("弄虚作假", true), ("违规案件", false)];
    park.verdicts = vec![("R21b", Some("待定"))];
    Ok(park)
}
