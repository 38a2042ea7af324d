//! The example cycle out of each source: the same bytes as from its csv files.

use std::fmt::Write as _;
use std::fs;
use std::sync::Arc;

use heng::core::{Table, Type};
use heng::host::Disk;
use polars_arrow::array::{Array, BooleanArray, Float64Array, Utf8Array};
use polars_arrow::datatypes::{ArrowDataType, ArrowSchema, Field};
use polars_arrow::io::ipc::write::{FileWriter, WriteOptions};
use polars_arrow::record_batch::RecordBatchT;

use crate::folder::{Folder, shipped};
use crate::server::{self, Server};

const RULES: &str = "rules/wenzhou/evaluation-2022-2023.heng";
const DATA: &str = "datasets/wenzhou-2023";

/// A table of the cycle as its csv file has it.
pub(crate) struct Given {
    pub(crate) file: String,
    pub(crate) header: Vec<String>,
    pub(crate) kinds: Vec<Kind>,
    pub(crate) rows: Vec<Vec<String>>,
}

#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Kind {
    Number,
    Truth,
    Date,
    Text,
}

impl Given {
    pub(crate) fn stem(&self) -> &str {
        self.file.strip_suffix(".csv").unwrap()
    }
}

pub(crate) fn tables() -> Vec<Given> {
    let rules = heng::session::rules(&Disk, shipped(RULES).to_str().unwrap()).unwrap();
    let schema = &rules.program.unwrap().rules.schema;
    schema.tables.iter().map(given).collect()
}

fn given(table: &Table) -> Given {
    let text = fs::read_to_string(shipped(DATA).join(&table.file)).unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    let mut rows: Vec<Vec<String>> =
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect();
    let header = rows.remove(0);
    let kind = |name: &String| match table.fields.iter().find(|field| field.column == *name).map(|field| &field.ty) {
        Some(Type::Number(_)) => Kind::Number,
        Some(Type::YesNo) => Kind::Truth,
        Some(Type::Date) => Kind::Date,
        _ => Kind::Text,
    };
    Given { file: table.file.clone(), kinds: header.iter().map(kind).collect(), header, rows }
}

/// The rules with other words in place of the names of the files.
fn rules(named: impl Fn(&Given) -> String, tables: &[Given]) -> Folder {
    let mut text = fs::read_to_string(shipped(RULES)).unwrap();
    for table in tables {
        let old = format!("\"{}\"", table.file);
        assert_eq!(text.matches(&old).count(), 1, "{old}");
        text = text.replace(&old, &named(table));
    }
    let mut folder = Folder::empty().with("rules.heng", text);
    for script in fs::read_dir(shipped("rules/wenzhou/scripts")).unwrap() {
        let script = script.unwrap();
        let name = format!("scripts/{}", script.file_name().to_str().unwrap());
        folder = folder.with(&name, fs::read(script.path()).unwrap());
    }
    folder
}

#[track_caller]
fn agrees(folder: &Folder, more: &[&str]) {
    let [rules, data] = [RULES, DATA].map(shipped);
    let arguments = ["score", rules.to_str().unwrap(), "--data", data.to_str().unwrap(), "--format", "csv"];
    let expected = folder.run(&arguments).succeeds();
    assert_eq!(folder.score(more).succeeds(), expected);
    let exact = [more, &["--engine", "exact"]].concat();
    assert_eq!(folder.score(&exact).succeeds(), expected);
}

fn json_object(table: &Given, row: &[String], is_sparse: bool) -> String {
    let members = table.header.iter().zip(&table.kinds).zip(row);
    let members = members.filter(|(_, cell)| !is_sparse || !cell.is_empty()).map(|((name, kind), cell)| {
        let value = match (kind, cell.as_str()) {
            (_, "") => "null".to_owned(),
            (Kind::Number, number) => number.to_owned(),
            (Kind::Truth, truth) => (truth == "是").to_string(),
            _ => serde_json::to_string(cell).unwrap(),
        };
        format!("{}:{value}", serde_json::to_string(name).unwrap())
    });
    format!("{{{}}}", members.collect::<Vec<_>>().join(", "))
}

#[test]
fn from_a_list_of_objects() {
    let tables = tables();
    let mut folder = rules(|table| format!("\"{}.json\"", table.stem()), &tables);
    for table in &tables {
        let objects: Vec<String> = table.rows.iter().map(|row| json_object(table, row, false)).collect();
        folder = folder.with(&format!("data/{}.json", table.stem()), format!("[\n{}\n]\n", objects.join(",\n")));
    }
    agrees(&folder, &[]);
}

#[test]
fn from_objects_in_lines() {
    let tables = tables();
    let mut folder = rules(|table| format!("\"{}.ndjson\"", table.stem()), &tables);
    for table in &tables {
        let lines: String =
            table.rows.iter().fold(String::new(), |all, row| all + json_object(table, row, true).as_str() + "\n");
        folder = folder.with(&format!("data/{}.ndjson", table.stem()), lines);
    }
    agrees(&folder, &[]);
}

#[test]
fn from_arrow_files() {
    let tables = tables();
    let mut folder = rules(|table| format!("\"{}.arrow\"", table.stem()), &tables);
    for table in &tables {
        folder = folder.with(&format!("data/{}.arrow", table.stem()), arrow(table));
    }
    agrees(&folder, &[]);
}

/// Numbers as binary ones, truths as such, all else as texts.
pub(crate) fn arrow(table: &Given) -> Vec<u8> {
    let cells =
        |column: usize| table.rows.iter().map(move |row| Some(row[column].as_str()).filter(|cell| !cell.is_empty()));
    let mut fields = Vec::new();
    let mut arrays: Vec<Box<dyn Array>> = Vec::new();
    for (column, (name, kind)) in table.header.iter().zip(&table.kinds).enumerate() {
        let array: Box<dyn Array> = match kind {
            Kind::Number => {
                cells(column).map(|cell| cell.map(|cell| cell.parse().unwrap())).collect::<Float64Array>().boxed()
            }
            Kind::Truth => cells(column).map(|cell| cell.map(|cell| cell == "是")).collect::<BooleanArray>().boxed(),
            Kind::Date | Kind::Text => cells(column).collect::<Utf8Array<i32>>().boxed(),
        };
        let dtype: ArrowDataType = array.dtype().clone();
        fields.push((name.as_str().into(), Field::new(name.as_str().into(), dtype, true)));
        arrays.push(array);
    }
    let schema: Arc<ArrowSchema> = Arc::new(fields.into_iter().collect());
    let options = WriteOptions { compression: None };
    let mut writer = FileWriter::try_new(Vec::new(), schema.clone(), None, options).unwrap();
    let batch = RecordBatchT::new(table.rows.len(), schema, arrays);
    writer.write(&batch, None).unwrap();
    writer.finish().unwrap();
    writer.into_inner()
}

/// Statements that make all tables. The rows stand in another order than in the file.
fn statements(tables: &[Given], quote: char, column: impl Fn(Kind) -> &'static str, prefix: &str) -> String {
    let text = |text: &str| format!("'{}'", text.replace('\'', "''"));
    let mut all = String::new();
    for table in tables {
        let name = format!("{prefix}{}", table.stem());
        let columns = table.header.iter().zip(&table.kinds);
        let columns: Vec<String> =
            columns.map(|(name, kind)| format!("{quote}{name}{quote} {}", column(*kind))).collect();
        writeln!(all, "drop table if exists {name};\ncreate table {name} ({});", columns.join(", ")).unwrap();
        for row in table.rows.iter().rev() {
            let cells = row.iter().zip(&table.kinds).map(|(cell, kind)| match (kind, cell.as_str()) {
                (_, "") => "null".to_owned(),
                (Kind::Number, number) => number.to_owned(),
                (Kind::Truth, truth) => (truth == "是").to_string(),
                (_, other) => text(other),
            });
            writeln!(all, "insert into {name} values ({});", cells.collect::<Vec<_>>().join(", ")).unwrap();
        }
    }
    all
}

#[test]
fn from_a_file_of_sqlite() {
    let tables = tables();
    let folder = rules(|table| format!("\"cycle.db\" 表 \"{}\"", table.stem()), &tables);
    let base = rusqlite::Connection::open(folder.0.join("data/cycle.db")).unwrap();
    let kinds = |kind| match kind {
        Kind::Number => "real",
        Kind::Truth => "boolean",
        Kind::Date | Kind::Text => "text",
    };
    base.execute_batch(&format!("begin; {} commit;", statements(&tables, '"', kinds, ""))).unwrap();
    drop(base);
    agrees(&folder, &[]);
}

fn from_a_server(server: &Server, quote: char, column: impl Fn(Kind) -> &'static str) {
    let tables = tables();
    let url = &server.url;
    let folder = rules(|table| format!("\"{url}\" 表 \"cycle_{}\"", table.stem()), &tables);
    server.execute(&statements(&tables, quote, column, "cycle_"));
    agrees(&folder, &["--allow", url]);
    // As a query, and with leave for all databases of the server.
    let (all, _) = url.rsplit_once('/').unwrap();
    let query = |table: &Given| format!("\"{url}\" 查询 \"select * from cycle_{} order by 1, 2, 3\"", table.stem());
    agrees(&rules(query, &tables), &["--allow", all]);
}

#[test]
fn from_postgresql() {
    let Some(server) = server::postgres() else { return };
    from_a_server(&server, '"', |kind| match kind {
        Kind::Number => "numeric",
        Kind::Truth => "boolean",
        Kind::Date => "date",
        Kind::Text => "text",
    });
}

#[test]
fn from_mariadb() {
    let Some(server) = server::mysql() else { return };
    from_a_server(&server, '`', |kind| match kind {
        Kind::Number => "decimal(20, 6)",
        Kind::Truth => "boolean",
        Kind::Date => "date",
        Kind::Text => "varchar(200)",
    });
}
