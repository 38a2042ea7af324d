//! `--dispute`: cells whose value is in dispute, with what it may be.

use super::cells::named;
use crate::core::{Field, KeyPart, Schema, TableId, Type};
use crate::data::{self, Tables};
use crate::engine::possible::Cell;
use crate::finding::{Code, Diagnostic};
use crate::invariant::OrBroken;
use crate::number::{Date, Number, Unit};
use crate::program::Program;
use crate::proof::{Choices, Domain, Interval, Texts, Truth};
use crate::words;

/// A cell in dispute and what it may say.
#[derive(Debug, Clone)]
pub struct Disputed {
    /// The cell.
    pub cell: Cell,
    /// What it may say.
    pub(crate) domain: Domain,
}

/// Reads `P02.满意率=85%..92%` or `机构[J12].类别=甲|乙`.
///
/// # Errors
/// H0942 with what cannot be made out.
pub fn disputed(program: &Program, tables: &Tables, written: &str) -> Result<Disputed, Diagnostic> {
    let Some((place, range)) = written.split_once('=') else {
        return Err(refused(written, "没有等号", "there is no equals sign"));
    };
    let cell = cell(program, tables, written, place.trim())?;
    let schema = &program.rules.schema;
    let field = schema.field(cell.table, cell.field).or_broken("the cell was found");
    let declared = crate::engine::possible::domain(field);
    let domain = domain(field, range.trim()).ok_or_else(|| {
        refused(written, "等号后面不是这一列的值", "what stands behind the equals sign is no value of the column")
    })?;
    let within = domain.meet(&declared);
    if within.is_empty() || within != domain {
        let name = named(program, tables, cell);
        return Err(refused(
            written,
            &format!("「{name}」的列不许有这样的值"),
            &format!("the column of `{name}` does not allow such a value"),
        ));
    }
    Ok(Disputed { cell, domain })
}

fn refused(written: &str, zh: &str, en: &str) -> Diagnostic {
    Diagnostic::file(
        Code::H0942,
        "--dispute",
        words!("--dispute「{written}」看不明白：{zh}", "--dispute `{written}` cannot be made out: {en}"),
    )
    .help(words!(
        "写成 'P02.满意率=85%..92%'；下级表的一行写 '机构[J12].营业收入=100..200'；几个值用 | 隔开",
        "write 'P02.rate=85%..92%'; of a row below 'orgs[J12].revenue=100..200'; several values with | between"
    ))
}

fn cell(program: &Program, tables: &Tables, written: &str, place: &str) -> Result<Cell, Diagnostic> {
    let schema = &program.rules.schema;
    let no_cell = |zh: &str, en: &str| Err(refused(written, zh, en));
    let below = place.split_once('[').and_then(|(table, rest)| {
        let (key, field) = rest.rsplit_once("].")?;
        Some((table.trim(), key.trim(), field.trim()))
    });
    let (table, key, field) = match below {
        Some((table, key, field)) => {
            let Some(at) = schema.tables.iter().position(|known| known.name == table) else {
                return no_cell(&format!("没有表「{table}」"), &format!("there is no table `{table}`"));
            };
            (TableId(at), key, field)
        }
        None => match place.rsplit_once('.') {
            Some((key, field)) => (Schema::SUBJECTS, key.trim(), field.trim()),
            None => return no_cell("没有写列名", "it names no column"),
        },
    };
    let fields = schema.table(table).map(|known| known.fields.as_slice()).unwrap_or_default();
    let Some(at) = fields.iter().position(|known| known.name == field || known.column == field) else {
        return no_cell(&format!("没有列「{field}」"), &format!("there is no column `{field}`"));
    };
    let field = crate::core::FieldId(at);
    let is_key = schema.table(table).is_some_and(|known| known.key.contains(&KeyPart::Field(field)));
    if is_key || data::fixed(schema, table).contains(&field) {
        return no_cell("主键不在争议之列", "a key is not open to dispute");
    }
    let row = match key.strip_prefix('#').and_then(|line| line.parse::<u64>().ok()) {
        Some(line) => {
            let own = tables.table(table);
            (0..own.rows).find(|row| own.lines.get(*row) == Some(line))
        }
        None => tables.row_of_key(schema, table, key),
    };
    match row {
        Some(row) => Ok(Cell { table, field, row }),
        None => no_cell(&format!("没有「{key}」这一行"), &format!("there is no row `{key}`")),
    }
}

fn domain(field: &Field, range: &str) -> Option<Domain> {
    let mut parts = range.split('|').map(str::trim);
    match &field.ty {
        Type::Number(unit) => {
            let value = |text: &str| number(text, unit);
            between(range, value)
        }
        Type::Date => {
            between(range, |text| Date::parse(text).map(|day| Number::from_integer(day.days_since_epoch().into())))
        }
        Type::YesNo => {
            let truths: Option<Vec<bool>> = parts
                .map(|part| match part {
                    "是" | "yes" => Some(true),
                    "否" | "no" => Some(false),
                    _ => None,
                })
                .collect();
            let truths = truths?;
            Some(Domain::Truth(Truth { can_hold: truths.contains(&true), can_fail: truths.contains(&false) }))
        }
        Type::Choice(names) => {
            let places: Option<Vec<usize>> = parts
                .map(|part| (0..names.len()).find(|place| names.get(*place).is_some_and(|own| own == part)))
                .collect();
            let all = places?.into_iter().map(Choices::only).reduce(|one, other| one.hull(&other))?;
            Some(Domain::Choice(all))
        }
        Type::Text => parts
            .next()
            .map(|_| Domain::Text(Texts::Only(range.split('|').map(|part| part.trim().to_owned()).collect()))),
    }
}

fn between(range: &str, value: impl Fn(&str) -> Option<Number>) -> Option<Domain> {
    let (from, to) = range.split_once("..").unwrap_or((range, range));
    let (low, high) = (value(from.trim())?, value(to.trim())?);
    (low <= high).then(|| Domain::Number(Interval::between(low, high)))
}

/// A number as a cell of a column says it, with its unit or without, in base units.
fn number(text: &str, unit: &Unit) -> Option<Number> {
    let at = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | ','))).unwrap_or(text.len());
    let (digits, rest) = text.split_at_checked(at)?;
    let own = Number::parse(&digits.replace(',', ""))?;
    let written = match rest.trim() {
        "" => return Some(own * &unit.scale),
        name => Unit::parse(name)?,
    };
    written.dimension.compatible(&unit.dimension).then(|| own * &written.scale)
}
