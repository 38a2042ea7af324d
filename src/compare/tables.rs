//! The tables of two rule sets as one: what a folder of data is read as.

use super::plan::Which;
use crate::syntax::ast;

/// A table, or a column of one, that the other side alone declares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Extra {
    /// The table.
    pub table: String,
    /// The column; absent: the whole table.
    pub column: Option<String>,
}

/// The tables of a side, and of the other what `takes` says. Of columns that both have, cells are written as the side says;
/// their choices are those of both, and they are 可缺失 where one of them says so, 备查 where both do.
#[must_use]
pub fn tables(own: &ast::File, other: &ast::File, takes: &dyn Fn(&Extra) -> bool) -> Vec<ast::Table> {
    let mut tables: Vec<ast::Table> = each(own).map(|table| spelt_out(table, own)).collect();
    for further in each(other).map(|table| spelt_out(table, other)) {
        let further = &further;
        let name = &further.name.value;
        let Some(table) = tables.iter_mut().find(|table| table.name.value == *name) else {
            if takes(&Extra { table: name.clone(), column: None }) {
                tables.push(further.clone());
            }
            continue;
        };
        for field in &further.fields {
            let column = &field.name.value;
            match table.fields.iter_mut().find(|known| known.name.value == *column) {
                Some(known) => unite(known, field),
                None if takes(&Extra { table: name.clone(), column: Some(column.clone()) }) => {
                    table.fields.push(ast::Field { is_key: false, is_title: false, ..field.clone() });
                }
                None => {}
            }
        }
    }
    tables
}

/// What the other side alone declares.
#[must_use]
pub fn extras(own: &ast::File, other: &ast::File) -> Vec<Extra> {
    let found = std::cell::RefCell::new(Vec::new());
    let _ = tables(own, other, &|extra| {
        found.borrow_mut().push(extra.clone());
        false
    });
    found.into_inner()
}

/// The file that a folder is read by: tables and nothing else.
#[must_use]
pub fn reader(of: &ast::File, tables: &[ast::Table]) -> ast::File {
    let frame = of.items.iter().filter(|item| matches!(item, ast::Item::RuleSet(_) | ast::Item::Cycle(_)));
    let items = frame.cloned().chain(tables.iter().cloned().map(Box::new).map(ast::Item::Table)).collect();
    ast::File { language: of.language, items }
}

/// Whether a column that both declare is written in another way.
#[must_use]
pub fn read_otherwise(plan: (&ast::File, &ast::File)) -> Vec<(String, String, [String; 2])> {
    let mut found = Vec::new();
    for table in each(plan.0) {
        let Some(other) = each(plan.1).find(|other| other.name.value == table.name.value) else { continue };
        for field in &table.fields {
            let Some(known) = other.fields.iter().find(|known| known.name.value == field.name.value) else { continue };
            if let (ast::FieldType::Unit(was), ast::FieldType::Unit(is)) = (&field.ty, &known.ty)
                && was.value != is.value
            {
                let units = [was.value.clone(), is.value.clone()];
                found.push((table.name.value.clone(), field.name.value.clone(), units));
            }
        }
    }
    found
}

/// A table in which enumerations stand where their names stood.
fn spelt_out(table: &ast::Table, of: &ast::File) -> ast::Table {
    let mut table = table.clone();
    for field in &mut table.fields {
        let ast::FieldType::Named(name) = &field.ty else { continue };
        let list = of.items.iter().find_map(|item| match item {
            ast::Item::Enumeration(source) if source.name.value == name.value => Some(&source.list),
            _ => None,
        });
        if let Some(list) = list {
            field.ty = ast::FieldType::Choice(list.clone());
        }
    }
    table
}

fn each(file: &ast::File) -> impl Iterator<Item = &ast::Table> {
    file.items.iter().filter_map(|item| match item {
        ast::Item::Table(table) => Some(&**table),
        _ => None,
    })
}

fn unite(own: &mut ast::Field, other: &ast::Field) {
    own.is_optional |= other.is_optional;
    own.is_record_only &= other.is_record_only;
    own.is_private |= other.is_private;
    own.is_evidence |= other.is_evidence;
    if let (ast::FieldType::Choice(choices), ast::FieldType::Choice(further)) = (&mut own.ty, &other.ty) {
        choices.order = choices.order.or(further.order);
        // Where one stands tells how high it is.
        let mut behind = None;
        for choice in &further.items {
            let known = choices.items.iter().position(|known| known.name.value == choice.name.value);
            let at = known.unwrap_or_else(|| {
                let at = behind.filter(|_| choices.order.is_some()).unwrap_or(choices.items.len());
                choices.items.insert(at, choice.clone());
                at
            });
            behind = Some(at.saturating_add(1));
        }
    }
}

impl Which {
    /// The other one.
    #[must_use]
    pub fn other(self) -> Self {
        match self {
            Self::Old => Self::New,
            Self::New => Self::Old,
        }
    }
}
