//! The parks of 2024—2025: the five golden parks two years on, and one that was recognised too late to take part.

use std::path::Path;

use crate::{
    day::day,
    facts::{Record, facts},
    park::{Agreement, Category, Departed, Facts, Park, county},
};

/// The last year of the cycle.
const YEAR: i64 = 2025;

/// Reads the facts and adds what they leave open.
pub(crate) fn parks(path: &Path) -> Result<Vec<Park>, String> {
    Record::read(path)?.iter().map(park).collect()
}

/// The park with the cases that the facts do not show, among them rows that must not count.
fn park(record: &Record) -> Result<Park, String> {
    let facts = |specialised| -> Result<Facts, String> {
        Ok(Facts {
            train: record.count("train")?,
            business_area: record.count_or_none("business_area")?,
            faults: record.count("faults")?,
            ..facts(record, specialised)?
        })
    };
    match record.text("id")? {
        "P01" => first(facts(6)?),
        "P02" => second(facts(4)?),
        "P03" => third(facts(0)?),
        "P04" => fourth(facts(0)?),
        "P05" => fifth(facts(0)?),
        "P06" => sixth(facts(2)?),
        other => Err(format!("no park {other} among the parks of {YEAR}")),
    }
}

/// A park of this cycle with nothing unusual about it.
fn plain(facts: Facts, county_name: &str, founded: (i64, i64, i64)) -> Result<Park, String> {
    let (year, month, on) = founded;
    let mut park = Park::plain(facts, county(county_name)?, day(year, month, on));
    park.year = YEAR;
    park.golden = true;
    park.summaries = [Some(day(2025, 3, 20)), Some(day(2026, 3, 25))];
    Ok(park)
}

/// P01: a report on the last working day, now a park of the province, and more marks than there are.
fn first(facts: Facts) -> Result<Park, String> {
    let mut park = plain(facts, "鹿城区", (2019, 6, 18))?;
    park.support = 3;
    park.pending = 2;
    park.upgraded = true;
    park.honors = vec![(1, "省级"), (1, "市级")];
    // The fifteenth working day after 17 September is 14 October: 28 September and 11 October are worked.
    park.changes = vec![(day(2025, 9, 17), Some(day(2025, 10, 14)))];
    park.summaries = [Some(day(2025, 3, 31)), Some(day(2026, 3, 31))];
    park.incidents = vec![("市级及以上通报", false)];
    Ok(park)
}

/// P02: a report one working day late, a recused expert, and head B below 60 per cent.
fn second(facts: Facts) -> Result<Park, String> {
    let mut park = plain(facts, "瑞安市", (2020, 9, 8))?;
    park.top100 = 1;
    park.departed = vec![Departed { exit: day(2025, 6, 30), spec: false, top100: false }];
    park.agreements = vec![
        Agreement { category: Category::Station, number: 3, from: day(2023, 1, 1), until: Some(day(2025, 12, 31)) },
        Agreement { category: Category::SmallPark, number: 4, from: day(2026, 1, 1), until: None },
    ];
    // The fifteenth working day after 12 September 2024 is 10 October; the next working day is the 11th.
    park.changes = vec![(day(2024, 9, 12), Some(day(2024, 10, 11)))];
    park.recused = true;
    Ok(park)
}

/// P03: no 营业面积, so that D4 takes the mean of the type; a late summary.
fn third(facts: Facts) -> Result<Park, String> {
    let mut park = plain(facts, "平阳县", (2021, 3, 25))?;
    park.support = 1;
    park.pending = 1;
    park.departed = vec![Departed { exit: day(2025, 12, 31), spec: false, top100: true }];
    park.incidents = vec![("市级及以上通报", true), ("违规案件", false)];
    park.summaries = [Some(day(2025, 4, 1)), Some(day(2026, 4, 1))];
    Ok(park)
}

/// P04: an honour of the state and the province, an institution that leaves after the reference day.
fn fourth(facts: Facts) -> Result<Park, String> {
    let mut park = plain(facts, "乐清市", (2020, 4, 16))?;
    park.departed = vec![Departed { exit: day(2025, 9, 28), spec: true, top100: false }];
    park.leaves_later = Some(day(2026, 2, 27));
    park.honors = vec![(1, "国家级"), (1, "省级")];
    Ok(park)
}

/// P05: what was asked of it after the last cycle was not done; an unreported change.
fn fifth(facts: Facts) -> Result<Park, String> {
    let mut park = plain(facts, "瑞安市", (2021, 7, 1))?;
    park.support = 3;
    park.pending = 1;
    park.agreements = vec![
        Agreement { category: Category::School, number: 2, from: day(2025, 12, 31), until: None },
        Agreement { category: Category::School, number: 3, from: day(2023, 7, 1), until: Some(day(2025, 6, 30)) },
    ];
    park.changes = vec![(day(2025, 3, 14), None)];
    park.incidents = vec![("弄虚作假", false)];
    park.rectified = Some(false);
    Ok(park)
}

/// P06: recognised less than twelve months before the reference day. Its figures would move every comparison.
fn sixth(facts: Facts) -> Result<Park, String> {
    plain(facts, "苍南县", (2025, 4, 18))
}
