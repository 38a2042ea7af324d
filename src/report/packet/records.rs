//! Who did what when: judgements and sign-offs that go into a packet, in the words of whoever keeps them.

use schemars::JsonSchema;
use serde::Serialize;

use crate::finding::Words;
use crate::number::Date;
use crate::words;

/// A judgement or a sign-off.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Record {
    /// 环节: 经办, 复核, 审定 …
    pub stage: String,
    /// Who.
    pub name: String,
    /// When, such as 2024-03-01.
    pub date: String,
    /// On what.
    pub matter: String,
}

const COLUMNS: [(&str, &str); 4] = [("环节", "stage"), ("姓名", "name"), ("日期", "date"), ("事项", "matter")];

/// Where they are in the data of a packet.
pub const RECORDS: &str = "records/records.csv";

/// Reads records from CSV.
///
/// # Errors
/// What is wrong with them.
pub fn records(bytes: &[u8]) -> Result<Vec<Record>, Words> {
    let text = str::from_utf8(bytes).map_err(|_| words!("不是 UTF-8", "it is not UTF-8"))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
    let mut rows = reader.records();
    let header = rows.next().and_then(Result::ok).unwrap_or_default();
    let is = |chinese: bool| header.iter().eq(COLUMNS.iter().map(|(zh, en)| if chinese { *zh } else { *en }));
    if !is(true) && !is(false) {
        return Err(words!("第一行应是 环节,姓名,日期,事项", "its first line is to be stage,name,date,matter"));
    }
    let mut all = Vec::new();
    for (place, row) in rows.enumerate() {
        let line = place.saturating_add(2);
        let row = row.map_err(|_| words!("第 {line} 行读不懂", "line {line} cannot be read"))?;
        let cells: Vec<String> = row.iter().map(|cell| cell.trim().to_owned()).collect();
        let [stage, name, date, matter] = cells.try_into().unwrap_or_default();
        if [&stage, &name, &date, &matter].iter().any(|cell| cell.is_empty()) {
            return Err(words!("第 {line} 行有空格，四列都要填", "line {line} lacks a cell; all four are needed"));
        }
        let Some(date) = Date::parse(&date) else {
            return Err(words!(
                "第 {line} 行的日期「{date}」读不懂，写作 2024-03-01",
                "the date `{date}` of line {line} is none; write 2024-03-01"
            ));
        };
        all.push(Record { stage, name, date: date.to_string(), matter });
    }
    Ok(all)
}

/// Records as CSV.
pub(super) fn text(records: &[Record]) -> Vec<u8> {
    let mut writer = ::csv::Writer::from_writer(Vec::new());
    let rows = records.iter().map(|record| [&record.stage, &record.name, &record.date, &record.matter]);
    let header = COLUMNS.map(|(zh, _)| zh.to_owned());
    let written = std::iter::once(header.each_ref()).chain(rows).try_for_each(|row| writer.write_record(row));
    crate::invariant::OrBroken::or_broken(written, "records are written to memory");
    crate::invariant::OrBroken::or_broken(writer.into_inner().map_err(|error| error.to_string()), "records are whole")
}
