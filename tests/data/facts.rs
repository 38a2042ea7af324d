use super::support::*;
use heng::core::{Constant, FieldId, KeyPart, Schema, TableId, Type};
use heng::data::{Cell, Tables, from_facts};
use heng::finding::{Code, Diagnostic, Place, SourceId, Span};
use heng::number::{Date, Number};
use heng::rules::{FactRow, FactRows};

fn schema() -> Schema {
    Schema {
        tables: vec![
            keyed_parks().with("营业收入", number("万元")).with("类型", choice(&["综合性", "专业性"])),
            below(0, "园区编号", "机构", "orgs.csv")
                .with("是否专业", Type::YesNo)
                .with("入园日", Type::Date)
                .key(&[KeyPart::Parent, field(1)]),
        ],
        ..Schema::default()
    }
}

fn span(start: usize) -> Span {
    Span::new(SourceId(0), start, start + 1)
}

fn row(start: usize, parent: Option<&str>, fields: &[(usize, Constant)]) -> FactRow {
    FactRow {
        parent: parent.map(|parent| vec![parent.to_owned()]),
        fields: fields.iter().map(|(id, constant)| (FieldId(*id), constant.clone())).collect(),
        span: span(start),
    }
}

fn given(table: usize, rows: Vec<FactRow>) -> FactRows {
    FactRows { table: TableId(table), rows }
}

fn text(text: &str) -> (usize, Constant) {
    (0, Constant::Text(text.into()))
}

fn date(day: u32) -> (usize, Constant) {
    (1, Constant::Date(Date::from_ymd(2023, 1, day).unwrap()))
}

fn refused(tables: Result<Tables, Vec<Diagnostic>>, start: usize) -> Diagnostic {
    let mut found = tables.unwrap_err();
    assert_eq!(found.len(), 1, "{found:#?}");
    assert_eq!((found[0].code, &found[0].place), (Code::H0802, &Some(Place::Source(span(start)))));
    found.remove(0)
}

#[test]
fn values_are_in_the_units_of_their_fields() {
    let income = |base: &str| (1, Constant::Number(Number::parse(base).unwrap()));
    let facts = [given(
        0,
        vec![
            row(1, None, &[text("P1"), income("664900000"), (2, Constant::Choice(1))]),
            row(2, None, &[income("1")]),
            row(3, None, &[]),
        ],
    )];
    let tables = from_facts(&schema(), &facts).unwrap();
    let parks = &tables.0[0];
    assert_eq!((parks.rows, parks.known, lines(parks)), (3, true, vec![1, 2, 3]));
    assert_eq!(parks.cell(FieldId(1), 0), Cell::Number(Number::from_integer(66490)));
    assert_eq!(parks.cell(FieldId(1), 1), Cell::Number(Number::parse("0.0001").unwrap()));
    assert_eq!(parks.cell(FieldId(1), 2), Cell::Missing);
    assert_eq!(parks.cell(FieldId(2), 0), Cell::Choice(1));
    assert_eq!(parks.place(FieldId(1), 1), at(Some(2), Some("营业收入"), Some("0.0001")));
    assert_eq!(parks.place(FieldId(2), 0).text.as_deref(), Some("专业性"));
    // A table that is not mentioned is unknown.
    assert_eq!((tables.0[1].known, tables.0[1].rows, tables.0[1].columns.len()), (false, 0, 2));
}

#[test]
fn a_mentioned_table_without_rows_is_known() {
    let tables = from_facts(&schema(), &[given(0, vec![row(1, None, &[])]), given(1, vec![])]).unwrap();
    assert_eq!((tables.0[1].known, tables.0[1].rows), (true, 0));
}

#[test]
fn the_only_row_is_the_parent_unless_one_is_named() {
    let one = given(0, vec![row(1, None, &[])]);
    let yes = (0, Constant::YesNo(true));
    let tables = from_facts(&schema(), &[one, given(1, vec![row(2, None, &[yes, date(1)])])]).unwrap();
    assert_eq!(parents(&tables.0[1]), [0]);
    assert_eq!(tables.0[1].place(FieldId(0), 0).text.as_deref(), Some("是"));
    assert_eq!(tables.0[1].place(FieldId(1), 0).text.as_deref(), Some("2023-01-01"));

    let two = || given(0, vec![row(1, None, &[text("P1")]), row(2, None, &[text("P2")])]);
    let tables = from_facts(&schema(), &[two(), given(1, vec![row(3, Some("P2"), &[])])]).unwrap();
    assert_eq!(parents(&tables.0[1]), [1]);
    let found = refused(from_facts(&schema(), &[two(), given(1, vec![row(3, None, &[])])]), 3);
    assert!(found.message.zh.contains("2 行"));
    let found = refused(from_facts(&schema(), &[two(), given(1, vec![row(3, Some("P22"), &[])])]), 3);
    assert!(help(&found).contains("P2"));
}

#[test]
fn a_row_needs_its_parent_table() {
    let found = refused(from_facts(&schema(), &[given(1, vec![row(3, None, &[])])]), 3);
    assert!(help(&found).contains("园区"));
    let facts = [given(0, vec![]), given(1, vec![row(3, None, &[])])];
    refused(from_facts(&schema(), &facts), 3);
}

#[test]
fn duplicate_keys_point_at_both_rows() {
    let parks = given(0, vec![row(1, None, &[])]);
    let orgs = given(1, vec![row(2, None, &[date(1)]), row(3, None, &[date(2)]), row(4, None, &[date(1)])]);
    let found = refused(from_facts(&schema(), &[parks, orgs]), 4);
    assert_eq!(found.labels[0].span, span(2));
}

#[test]
fn values_that_do_not_fit_are_refused() {
    let endless = (1, Constant::Number(Number::ratio(1, 3).unwrap()));
    refused(from_facts(&schema(), &[given(0, vec![row(1, None, &[endless])])]), 1);
    let wrong = (1, Constant::YesNo(true));
    refused(from_facts(&schema(), &[given(0, vec![row(1, None, &[wrong])])]), 1);
    refused(from_facts(&schema(), &[given(0, vec![row(1, None, &[text("a"), text("b")])])]), 1);
    let no_such = (2, Constant::Choice(7));
    refused(from_facts(&schema(), &[given(0, vec![row(1, None, &[no_such])])]), 1);
}
