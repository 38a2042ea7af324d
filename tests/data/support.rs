//! Schemas and folders for the tests of this room.

use std::fmt::Debug;

use heng::core::{Field, FieldId, KeyPart, Parent, Schema, Table as Declared, TableId, Type};
use heng::data::{Parents, Table, Tables, load};
use heng::finding::{CellPlace, Code, Diagnostic, Place, Sources, Span};
use heng::host::Memory;
use heng::host::progress::Progress;
use heng::number::Unit;

use crate::english_text::foreign_in;

/// The subject table of the tests, in `parks.csv`, without fields.
pub(crate) fn parks() -> Declared {
    Declared {
        name: "园区".into(),
        file: "parks.csv".into(),
        in_database: None,
        parent: None,
        fields: vec![],
        spread: None,
        key: vec![],
        title: None,
        ignore_other_columns: false,
        layout: heng::core::Layout::default(),
        span: Span::default(),
    }
}

/// A table below table `parent` whose column `column` holds the parent's key.
pub(crate) fn below(parent: usize, column: &str, name: &str, file: &str) -> Declared {
    Declared {
        name: name.into(),
        file: file.into(),
        parent: Some(Parent { table: TableId(parent), columns: vec![column.into()], headers: vec![column.into()] }),
        ..parks()
    }
}

pub(crate) trait With {
    fn with(self, column: &str, ty: Type) -> Self;
    fn key(self, parts: &[KeyPart]) -> Self;
    fn ignoring(self) -> Self;
}

impl With for Declared {
    fn with(mut self, column: &str, ty: Type) -> Self {
        self.fields.push(Field {
            name: column.into(),
            column: column.into(),
            ty,
            optional: false,
            record_only: false,
            private: false,
            evidence: false,
            also: vec![],
            range: heng::core::Range::default(),
            change: None,
            span: Span::default(),
        });
        self
    }

    fn key(mut self, parts: &[KeyPart]) -> Self {
        self.key = parts.to_vec();
        self
    }

    fn ignoring(mut self) -> Self {
        self.ignore_other_columns = true;
        self
    }
}

pub(crate) fn field(id: usize) -> KeyPart {
    KeyPart::Field(FieldId(id))
}

pub(crate) fn number(unit: &str) -> Type {
    Type::Number(if unit.is_empty() { Unit::pure() } else { Unit::parse(unit).unwrap() })
}

pub(crate) fn choice(names: &[&str]) -> Type {
    Type::Choice(names.iter().map(|name| (*name).to_owned()).collect())
}

/// 园区编号 as the key.
pub(crate) fn keyed_parks() -> Declared {
    parks().with("园区编号", Type::Text).key(&[field(0)])
}

pub(crate) fn read(tables: Vec<Declared>, files: &[(&str, &[u8])]) -> Result<Tables, Vec<Diagnostic>> {
    let host = Memory::default();
    for (name, bytes) in files {
        host.put(format!("d/{name}"), *bytes);
    }
    let schema = Schema { tables, ..Schema::default() };
    let read = load(&schema, &host, "d", &Progress::new());
    let texts: Result<Vec<String>, _> = files.iter().map(|(_, bytes)| String::from_utf8(bytes.to_vec())).collect();
    if let (Err(found), Ok(texts)) = (&read, texts) {
        speaks_english(found, &schema, texts);
    }
    read
}

/// What is found is said in English without a Chinese word but those of the declarations and the data.
pub(crate) fn speaks_english(found: &[Diagnostic], declared: &dyn Debug, texts: Vec<String>) {
    let known: Vec<String> = texts.into_iter().chain([format!("{declared:?}")]).collect();
    let foreign = foreign_in(&Sources::default(), found, &known);
    assert!(foreign.is_empty(), "{}", foreign.join("\n"));
}

/// Reads `parks.csv` with one table declared.
pub(crate) fn read_one(table: Declared, text: &str) -> Result<Table, Vec<Diagnostic>> {
    read(vec![table], &[("parks.csv", text.as_bytes())]).map(|mut tables| tables.0.remove(0))
}

/// Where the rows stand.
pub(crate) fn lines(table: &Table) -> Vec<u64> {
    (0..table.rows).map_while(|row| table.lines.get(row)).collect()
}

/// The row of the table above for each row.
pub(crate) fn parents(table: &Table) -> Vec<u32> {
    table.parents.iter().flat_map(Parents::iter).collect()
}

/// The code and the place of each finding.
pub(crate) fn places(found: &[Diagnostic]) -> Vec<(Code, CellPlace)> {
    found
        .iter()
        .map(|found| match &found.place {
            Some(Place::Cell(place)) => (found.code, place.clone()),
            other => panic!("not in a cell: {other:?} {}", found.message.zh),
        })
        .collect()
}

pub(crate) fn at(row: Option<u64>, column: Option<&str>, text: Option<&str>) -> CellPlace {
    CellPlace {
        file: "parks.csv".into(),
        row,
        column: column.map(str::to_owned),
        text: text.map(str::to_owned),
        address: None,
    }
}

/// Code, path, message and help of the only finding, which is about a file.
pub(crate) fn only_file(found: Result<Tables, Vec<Diagnostic>>) -> (Code, String, String, String) {
    let found = found.unwrap_err();
    assert_eq!(found.len(), 1, "{found:#?}");
    let Some(Place::File(path)) = &found[0].place else { panic!("{found:?}") };
    let help = found[0].help.as_ref().map(|help| help.zh.clone()).unwrap_or_default();
    (found[0].code, path.clone(), found[0].message.zh.clone(), help)
}

pub(crate) fn help(found: &Diagnostic) -> &str {
    &found.help.as_ref().unwrap().zh
}
