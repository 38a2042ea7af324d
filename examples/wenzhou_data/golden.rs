//! The golden parks: tables that add up to a given `facts.csv`.

use std::{collections::BTreeMap, fs, path::Path};

use crate::{
    day::day,
    decimal::parse_scaled,
    park::{Agreement, Category, Departed, Facts, Kind, Park, county},
};

/// Reads the facts and adds what they leave open.
pub(crate) fn parks(facts: &Path) -> Result<Vec<Park>, String> {
    let text = fs::read_to_string(facts).map_err(|error| format!("{}: {error}", facts.display()))?;
    let mut lines = text.lines();
    let header = cells(lines.next().unwrap_or_default());
    lines.filter(|line| !line.is_empty()).map(|line| park(&Record::new(&header, line))).collect()
}

/// The cells of a line; quotes in this file enclose a whole cell and are never doubled.
fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for character in line.chars() {
        match character {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(other);
                }
            }
        }
    }
    cells
}

/// A line of facts.csv by column.
struct Record(BTreeMap<String, String>);

impl Record {
    /// Pairs the cells of a line with the header.
    fn new(header: &[String], line: &str) -> Self {
        Self(header.iter().cloned().zip(cells(line)).collect())
    }

    /// The text of a column.
    fn text(&self, column: &str) -> Result<&str, String> {
        self.0.get(column).map(String::as_str).ok_or_else(|| format!("facts.csv has no column {column}"))
    }

    /// A number in units of its last decimal place.
    fn scaled(&self, column: &str, places: usize) -> Result<i64, String> {
        parse_scaled(self.text(column)?, places).map_err(|error| format!("{column}: {error}"))
    }

    /// A whole number.
    fn count(&self, column: &str) -> Result<i64, String> {
        self.scaled(column, 0)
    }

    /// An amount in 万元, as hundredths.
    fn amount(&self, column: &str) -> Result<i64, String> {
        self.scaled(column, 2)
    }

    /// The marks of the experts.
    fn marks(&self, column: &str, places: usize) -> Result<Vec<i64>, String> {
        self.text(column)?.split(',').map(|mark| parse_scaled(mark, places)).collect()
    }
}

/// The facts of a line. `spec_orgs` is empty for a 综合性 park, where `fallback` takes its place.
fn facts(record: &Record, fallback: i64) -> Result<Facts, String> {
    let spec_orgs = if record.text("spec_orgs")?.is_empty() { fallback } else { record.count("spec_orgs")? };
    Ok(Facts {
        id: record.text("id")?.to_owned(),
        name: record.text("name")?.to_owned(),
        kind: if record.text("type")? == "综合" { Kind::General } else { Kind::Special },
        multi: record.count("multi")? == 1,
        area: record.count("area")?,
        leased: record.count("leased")?,
        subs: record.count("subs")?,
        orgs: record.count("orgs")?,
        hr: record.count("hr")?,
        spec_orgs,
        rev: record.amount("rev")?,
        rev_prev: record.amount("rev_prev")?,
        rev_2y_base: record.amount("rev_2y_base")?,
        agency: record.amount("agency")?,
        spec_rev: record.amount("spec_rev")?,
        tax: record.amount("tax")?,
        n3000: record.count("n3000")?,
        n6000: record.count("n6000")?,
        staff: record.count("staff")?,
        body: record.count("body")? == 1,
        pol: record.count("pol")?,
        due_amt: record.amount("due_amt")?,
        paid_amt: record.amount("paid_amt")?,
        case_n: record.count("case_n")?,
        case_ok: record.count("case_ok")?,
        items: record.count("items")?,
        served: record.count("served")?,
        acts: record.count("acts")?,
        pub_acts: record.count("pub")?,
        sat: record.scaled("sat", 1)?,
        samp: record.count("samp")?,
        ex: record.marks("ex", 0)?,
        exb: record.marks("exb", 1)?,
        jobs: record.count("jobs")?,
        tal: record.count("tal")?,
        stations: record.count("stations")?,
        smpk: record.count("smpk")?,
        schools: record.count("schools")?,
        rep_late: record.count("rep_late")?,
        rep_miss: record.count("rep_miss")?,
        rep_err: record.count("rep_err")?,
        viol: record.count("viol")?,
    })
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
    park.application.display = Some((day(2022, 1, 26), day(2022, 2, 6)));
    park.application.objection = "不属实";
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
    park.application.display = Some((day(2024, 9, 27), day(2024, 10, 10)));
    park.application.objection = "查证中";
    Ok(park)
}

/// P04: an honour of the state and the province, a 专业性 institution gone, one that leaves after the reference day.
fn fourth(facts: Facts) -> Result<Park, String> {
    let mut park = Park::plain(facts, county("乐清市")?, day(2020, 4, 16));
    park.departed = vec![Departed { exit: day(2023, 9, 28), spec: true, top100: false }];
    park.leaves_later = Some(day(2024, 2, 29));
    park.honors = vec![(1, "国家级"), (1, "省级")];
    park.verdicts = vec![("R6", Some("不符合"))];
    park.application.materials = [true, false, true, true];
    park.application.display = Some((day(2023, 4, 26), day(2023, 5, 6)));
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
    park.application.display = Some((day(2023, 1, 19), day(2023, 1, 31)));
    park.application.objection = "属实";
    Ok(park)
}
