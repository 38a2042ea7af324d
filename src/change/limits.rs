//! Which columns may be changed, and how far: what the command line names, else what the rules name (可改), else all
//! columns that are read.

use std::collections::BTreeMap;

use crate::core::{Constant, End, Field, FieldId, Range, Schema, TableId, Type};
use crate::data::{Tables, fixed, written};
use crate::finding::{Code, Diagnostic, Sources, Span, Words};
use crate::invariant::OrBroken;
use crate::number::shown_in;
use crate::program::{Program, Readers};
use crate::result::why_not::{Column, Inputs, Untried};
use crate::words;

/// What the sources of such a text are called.
const PATH: &str = "--change";

/// A table with more rows than so many for each subject is not tried unless it is named.
const MOST_ROWS: usize = 400;

/// What may be changed.
#[derive(Debug, Clone, Default)]
pub struct Limits {
    tried: BTreeMap<Column, Allowed>,
    untried: Vec<(Column, Untried)>,
    is_limited: bool,
}

/// How far a column may be changed.
#[derive(Debug, Clone, Default)]
pub(super) struct Allowed {
    /// Beside what the column declares.
    pub(super) within: Option<Range>,
}

impl Limits {
    /// What `texts` (`FIELD=MIN..MAX`) name; where there are none what the rules name, or all that is read.
    ///
    /// # Errors
    /// Each text that names no column or no values of it.
    pub fn of(
        program: &Program,
        tables: &Tables,
        sources: &mut Sources,
        texts: &[String],
    ) -> Result<Self, Vec<Diagnostic>> {
        if texts.is_empty() {
            return Ok(Self::of_rules(program, tables));
        }
        let (mut limits, mut found) = (Self { is_limited: true, ..Self::default() }, Vec::new());
        for text in texts {
            let source = sources.add(PATH, text.as_str());
            let whole = Span::new(source, 0, text.len());
            match read(&program.rules.schema, text) {
                Ok((column, range)) => {
                    let before = limits.tried.insert(column, Allowed { within: range });
                    if before.is_some() {
                        let twice = words!("同一个字段写了两次", "the same field is named twice");
                        found.push(Diagnostic::error(Code::H0921, whole, twice));
                    }
                }
                Err(refused) => {
                    let (at, message, help, suggestions) = *refused;
                    let span = Span::new(source, at.start, at.end);
                    let mut finding = Diagnostic::error(Code::H0921, span, message);
                    if let Some(help) = help {
                        finding = finding.help(help);
                    }
                    if let Some((name, known)) = suggestions {
                        finding = finding.suggest(&name, known.iter().map(String::as_str));
                    }
                    found.push(finding);
                }
            }
        }
        if found.is_empty() { Ok(limits) } else { Err(found) }
    }

    /// All columns that some item reads.
    fn of_rules(program: &Program, tables: &Tables) -> Self {
        let schema = &program.rules.schema;
        let readers = Readers::of(program);
        let subjects = tables.get(Schema::SUBJECTS).map_or(0, |table| table.rows);
        let mut limits = Self::default();
        let fields = schema.tables.iter().flat_map(|table| &table.fields);
        limits.is_limited = fields.into_iter().any(|field| field.change.is_some());
        for (table, declared) in schema.tables.iter().enumerate() {
            let table = TableId(table);
            let held = fixed(schema, table);
            let rows = tables.get(table).map_or(0, |table| table.rows);
            for (field, of) in declared.fields.iter().enumerate() {
                let field = FieldId(field);
                let column = Column { table, field };
                if limits.is_limited {
                    if let Some(range) = of.change.clone().filter(|_| !held.contains(&field)) {
                        limits.tried.insert(column, Allowed { within: Some(range) });
                    }
                    continue;
                }
                if held.contains(&field) || readers.of_column(table, field).next().is_none() {
                    continue;
                }
                let why = match of.ty {
                    Type::Text => Some(Untried::Text),
                    _ if rows > subjects.saturating_mul(MOST_ROWS) => Some(Untried::ManyRows),
                    _ => None,
                };
                match why {
                    Some(why) => limits.untried.push((column, why)),
                    None => {
                        limits.tried.insert(column, Allowed::default());
                    }
                }
            }
        }
        limits
    }

    pub(super) fn tried(&self) -> impl Iterator<Item = (&Column, &Allowed)> {
        self.tried.iter()
    }

    /// Whether columns were named.
    pub(super) fn is_limited(&self) -> bool {
        self.is_limited
    }

    /// What was tried, in words of the data.
    #[must_use]
    pub fn inputs(&self, program: &Program) -> Inputs {
        let tried = self.tried.iter().map(|(column, allowed)| {
            let field = program.rules.schema.field(column.table, column.field).or_broken("a column is declared");
            let ends = |range: &Range| {
                let end = |end: &Option<End>| end.as_ref().map(|end| shown(end, field));
                Some((end(&range.low)?, end(&range.high)?))
            };
            let declared = allowed.within.as_ref().and_then(ends).or_else(|| ends(&field.range));
            let has_steps = matches!(field.ty, Type::Number(_) | Type::Date);
            (*column, declared.clone(), has_steps && declared.is_none())
        });
        Inputs { tried: tried.collect(), untried: self.untried.clone(), is_limited: self.is_limited }
    }
}

fn shown(end: &End, field: &Field) -> String {
    match (&end.at, &field.ty) {
        (Constant::Number(number), Type::Number(unit)) => shown_in(number, &unit.name, &unit.scale, 0),
        (constant, ty) => constant.as_cell(ty),
    }
}

type Refused = Box<(std::ops::Range<usize>, Words, Option<Words>, Option<(String, Vec<String>)>)>;

/// `FIELD=MIN..MAX`; a field of another table than that of the subjects with its table, `TABLE.FIELD`.
fn read(schema: &Schema, text: &str) -> Result<(Column, Option<Range>), Refused> {
    let form = || {
        words!(
            "写成 字段=最小..最大，如 满意率=0%..100%；下级数据写成 表.字段=最小..最大",
            "write FIELD=MIN..MAX, such as rate=0%..100%; of a table below, TABLE.FIELD=MIN..MAX"
        )
    };
    let whole = || {
        let message = words!("这不是一个字段和它的范围", "this is no field with a range");
        Box::new((0..text.len(), message, Some(form()), None))
    };
    // Without a range, within what the column declares.
    let (left, right) = text.split_once(['=', '＝']).map_or((text, None), |(left, right)| (left, Some(right)));
    let behind = text.len().saturating_sub(right.map_or(0, str::len));
    let (table, name, at) = match left.split_once(['.', '．']) {
        Some((table, name)) => (Some(table.trim()), name.trim(), left.len().saturating_sub(name.len())..left.len()),
        None => (None, left.trim(), 0..left.len()),
    };
    let table = match table {
        None => Schema::SUBJECTS,
        Some(name) => {
            let known = || schema.tables.iter().map(|table| table.name.clone());
            known().position(|known| known == name).map(TableId).ok_or_else(|| {
                let message = words!("没有数据「{name}」", "there is no table `{name}`");
                Box::new((
                    0..left.find(['.', '．']).unwrap_or(left.len()),
                    message,
                    None,
                    Some((name.to_owned(), known().collect())),
                ))
            })?
        }
    };
    let declared = schema.table(table).or_broken("a table that was found is declared");
    let field = declared.fields.iter().position(|field| field.name == name);
    let field = field.or_else(|| declared.fields.iter().position(|field| field.column == name));
    let Some(field) = field.map(FieldId) else {
        let table = &declared.name;
        let message = words!("数据「{table}」没有字段「{name}」", "the table `{table}` has no field `{name}`");
        let known = declared.fields.iter().map(|field| field.name.clone()).collect();
        return Err(Box::new((at, message, None, Some((name.to_owned(), known)))));
    };
    let of = schema.field(table, field).or_broken("a field that was found is declared");
    if fixed(schema, table).contains(&field) || of.ty == Type::Text {
        let message = words!("「{name}」不能试着改", "other values of `{name}` cannot be tried");
        let help =
            words!("主键、上级的键和文本不能改；写别的字段", "keys and texts cannot be changed; name another field");
        return Err(Box::new((at, message, Some(help), None)));
    }
    let Some(right) = right else { return Ok((Column { table, field }, None)) };
    if !matches!(of.ty, Type::Number(_) | Type::Date) {
        let message = words!("「{name}」没有范围", "`{name}` has no range");
        let help = words!("是否和枚举只写字段，不写范围", "name a field of yes-or-no or choices without a range");
        return Err(Box::new((behind..text.len(), message, Some(help), None)));
    }
    let (low, high) = right.split_once("..").ok_or_else(whole)?;
    let end = |text: &str, start: usize| {
        let trimmed = text.trim();
        written(trimmed, &of.ty).map(|at| End { at, inclusive: true, span: Span::default() }).ok_or_else(|| {
            let message = words!("「{trimmed}」不是「{name}」的值", "`{trimmed}` is no value of `{name}`");
            Box::new((start..start.saturating_add(text.len()), message, Some(form()), None))
        })
    };
    let low_at = behind;
    let high_at = text.len().saturating_sub(high.len());
    let range = Range { low: Some(end(low, low_at)?), high: Some(end(high, high_at)?) };
    if range.is_empty() {
        let message = words!("最小比最大还大", "the least value is above the greatest");
        return Err(Box::new((behind..text.len(), message, Some(form()), None)));
    }
    Ok((Column { table, field }, Some(range)))
}
