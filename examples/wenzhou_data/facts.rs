//! Facts of parks as `facts.csv` gives them.

use std::{collections::BTreeMap, fs, path::Path};

use crate::{
    decimal::parse_scaled,
    park::{Facts, Kind},
};

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
pub(crate) struct Record(BTreeMap<String, String>);

impl Record {
    /// The lines of a file.
    pub(crate) fn read(facts: &Path) -> Result<Vec<Self>, String> {
        let text = fs::read_to_string(facts).map_err(|error| format!("{}: {error}", facts.display()))?;
        let mut lines = text.lines();
        let header = cells(lines.next().unwrap_or_default());
        Ok(lines.filter(|line| !line.is_empty()).map(|line| Self::new(&header, line)).collect())
    }

    /// Pairs the cells of a line with the header.
    fn new(header: &[String], line: &str) -> Self {
        Self(header.iter().cloned().zip(cells(line)).collect())
    }

    /// The text of a column.
    pub(crate) fn text(&self, column: &str) -> Result<&str, String> {
        self.0.get(column).map(String::as_str).ok_or_else(|| format!("facts.csv has no column {column}"))
    }

    /// A number in units of its last decimal place.
    fn scaled(&self, column: &str, places: usize) -> Result<i64, String> {
        parse_scaled(self.text(column)?, places).map_err(|error| format!("{column}: {error}"))
    }

    /// A whole number, or nothing in an empty cell.
    pub(crate) fn count_or_none(&self, column: &str) -> Result<Option<i64>, String> {
        if self.text(column)?.is_empty() { Ok(None) } else { self.count(column).map(Some) }
    }

    /// A whole number.
    pub(crate) fn count(&self, column: &str) -> Result<i64, String> {
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
pub(crate) fn facts(record: &Record, fallback: i64) -> Result<Facts, String> {
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
        // The second cycle has more columns.
        train: 0,
        business_area: None,
        faults: 0,
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
