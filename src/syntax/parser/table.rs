//! 数据

use std::ops::Range;

use pest::Parser as _;

use super::super::ast::{Bound, Field, FieldChange, FieldType, InDatabase, Name, Spread, Table, Unread, Within};
use super::super::grammar::{Grammar, Rule};
use super::super::keyword::{self, TYPES, UNITS};
use super::Parser;
use super::call::once;
use super::comparison::compare;
use super::enumeration::{self, Enumerations};
use super::expression::expression;
use super::habits;
use super::literal;
use super::node::{Built, Children, Node, misplaced};
use super::statements::{COLUMNS, ITEMS};
use crate::core::Comparison;
use crate::finding::{Code, Diagnostic, Fix, Words};
use crate::finding::{Span, Spanned};
use crate::number::unit_of_sign;
use crate::words;

type Head = (Name, Spanned<String>, Option<InDatabase>, Option<Within>);

/// What a 数据 says beside its columns.
#[derive(Default)]
struct Further {
    key: Option<Vec<Name>>,
    /// With its columns.
    spread: Option<(Spread, Vec<Field>)>,
    /// Columns of 展开 that could not be read.
    unread: Vec<Unread>,
    ignore_other_columns: Option<()>,
    sheets: Option<Vec<Spanned<String>>>,
    header_row: Option<Spanned<u32>>,
    marks: [Option<Vec<Spanned<String>>>; 3],
}

/// The lists of [`Table::marks`], in their order.
const MARKS: [(Rule, &str); 3] = [
    (Rule::kw_missing_marks, "缺失记号"),
    (Rule::kw_inapplicable_marks, "不适用记号"),
    (Rule::kw_zero_marks, "零记号"),
];

impl Parser<'_> {
    /// 数据 NAME "file" [表 "…" | 查询 "…"] [属于 PARENT 按 KEY] { … }
    pub(super) fn table(&mut self, pieces: &Range<usize>, span: Span) -> Option<Table> {
        let block = self.wanted_block(pieces)?;
        let head = self.opening(Rule::s_table, &block.head, head);
        let mut unread = self.left_out(pieces, &block, &[]);
        unread.extend(head.is_none().then(|| self.unread(&block.head, ITEMS)));
        let mut fields = Vec::new();
        let mut further = Further::default();
        for statement in self.statements(block.inside.clone()) {
            if self.is_full() {
                unread.push(self.rest(statement.start..block.inside.end));
                break;
            }
            let Some(statement) = self.changed(&statement, &[]) else { continue };
            if self.column(&statement, &mut fields, &mut further).is_none() {
                let is_spread = self.first_word(&statement, &[Rule::kw_spread]).is_some();
                // Its columns are lost with it.
                unread.extend(is_spread.then(|| Unread::place(self.span(&statement))));
                unread.push(self.unread(&statement, COLUMNS));
            }
        }
        unread.append(&mut further.unread);
        let (name, file, in_database, parent) = match head {
            Some((name, file, within, parent)) => (name, Some(file), within, parent),
            None => (self.name_at(pieces.start + 1)?, None, None, self.parent_at(&block.head)),
        };
        let (spread, spread_fields) = further.spread.unzip();
        fields.extend(spread_fields.unwrap_or_default());
        let ignore_other_columns = further.ignore_other_columns.is_some();
        let key = further.key.unwrap_or_default();
        Some(Table {
            name,
            file,
            in_database,
            parent,
            fields,
            spread,
            key,
            ignore_other_columns,
            sheets: further.sheets.unwrap_or_default(),
            header_row: further.header_row,
            marks: further.marks.map(Option::unwrap_or_default),
            unread,
            span,
        })
    }

    /// A column or what stands beside columns; `None` when it is not in the tree.
    fn column(&mut self, pieces: &Range<usize>, fields: &mut Vec<Field>, further: &mut Further) -> Option<()> {
        let here = self.span(pieces);
        let kept = match self.first_word(pieces, COLUMNS.words).filter(|_| !self.is_turned(pieces)) {
            Some(Rule::kw_key) => {
                let names = self.leaf(Rule::s_key, pieces, |parts| Ok(literal::names(parts.take(Rule::names)?)))?;
                once(&mut further.key, names, here, "主键")
            }
            Some(Rule::kw_spread) => {
                let spread = self.spread(pieces, &mut further.unread)?;
                once(&mut further.spread, spread, here, "展开")
            }
            Some(Rule::kw_sheet) => {
                let sheets =
                    self.leaf(Rule::s_sheet, pieces, |parts| Ok(literal::strings(parts.take(Rule::strings)?)))?;
                once(&mut further.sheets, sheets, here, "工作表")
            }
            Some(Rule::kw_header_row) => {
                let row = self.leaf(Rule::s_header_row, pieces, |parts| literal::count(&parts.take(Rule::count)?))?;
                once(&mut further.header_row, row, here, "表头行")
            }
            Some(Rule::kw_other_columns) => {
                self.leaf(Rule::s_other_columns, pieces, |_| Ok(()))?;
                once(&mut further.ignore_other_columns, (), here, "其余列")
            }
            Some(word) => {
                let list = MARKS.iter().zip(&mut further.marks).find(|((mark, _), _)| *mark == word);
                let marks =
                    self.leaf(Rule::s_marks, pieces, |parts| Ok(literal::strings(parts.take(Rule::strings)?)))?;
                list.map_or(Ok(()), |((_, word), list)| once(list, marks, here, word))
            }
            None => {
                let known = self.enumerations.clone();
                fields.extend(self.leaf(Rule::s_field, pieces, |parts| self::fields(parts, &known))?);
                return Some(());
            }
        };
        self.kept(kept)
    }

    /// Whether a column begins with 主键, which stands behind its type: 主键 代码 文本.
    pub(super) fn is_turned(&self, pieces: &Range<usize>) -> bool {
        let text = self.bytes(pieces).and_then(|bytes| self.layout.text.get(bytes));
        self.first_word(pieces, &[Rule::kw_key]).is_some()
            && pieces.clone().any(|piece| self.is_type(piece))
            && text.is_some_and(|text| Grammar::parse(Rule::s_key, text).is_err())
    }

    /// 属于 PARENT 按 KEY in an opening that could not be read.
    fn parent_at(&self, opening: &Range<usize>) -> Option<Within> {
        let word_at = |at: usize, word| self.first_word(&(at..at + 1), &[word]).is_some();
        let at = opening.clone().find(|at| word_at(*at, Rule::kw_within))?;
        let within =
            || Some(Within { table: self.name_at(at + 1)?, key: vec![self.name_at(at + 3)?], columns: Vec::new() });
        word_at(at + 2, Rule::kw_by).then(within)?
    }
}

fn head(parts: &mut Children<'_>) -> Built<Head> {
    let name = literal::name(&parts.take(Rule::name)?);
    let file = literal::string(&parts.take(Rule::string)?);
    let within = parts.take_if(Rule::in_database).map(in_database).transpose()?;
    let parent = match parts.take_if(Rule::parent) {
        Some(node) => {
            let mut inside = node.children();
            let table = literal::name(&inside.take(Rule::name)?);
            let key = literal::names(inside.take(Rule::names)?);
            let columns = match inside.take_if(Rule::kw_column) {
                Some(_) => literal::strings(inside.take(Rule::strings)?),
                None => Vec::new(),
            };
            Some(Within { table, key, columns })
        }
        None => None,
    };
    Ok((name, file, within, parent))
}

fn in_database(node: Node<'_>) -> Built<InDatabase> {
    let span = node.span();
    let mut inside = node.children();
    let word = inside.next()?;
    let text = literal::string(&inside.take(Rule::string)?);
    match word.rule() {
        Rule::kw_from_table => Ok(InDatabase::Table(text)),
        Rule::kw_query => Ok(InDatabase::Query(text)),
        _ => Err(misplaced(span)),
    }
}

/// A column, or several of one type with the same words behind it.
pub(super) fn fields(parts: &mut Children<'_>, known: &Enumerations) -> Built<Vec<Field>> {
    let names = literal::names(parts.take(Rule::names)?);
    let ty = parts.take(Rule::field_type)?;
    let ty_span = ty.span();
    let ty = field_type(ty, known)?;
    let (mut key, mut title, mut optional, mut record, mut columns) = (None, None, None, None, None);
    let (mut private, mut evidence) = (None, None);
    let (mut bounds, mut change) = (Vec::new(), None);
    while let Some(flag) = parts.take_if(Rule::field_flag) {
        let span = flag.span();
        let mut inside = flag.children();
        let word = inside.next()?;
        let written = word.text();
        match word.rule() {
            Rule::kw_key => once(&mut key, (), span, written)?,
            Rule::kw_title => {
                only_one(&names, span, written)?;
                once(&mut title, (), span, written)?;
            }
            Rule::kw_optional => once(&mut optional, (), span, written)?,
            Rule::kw_record_only => once(&mut record, (), span, written)?,
            Rule::kw_private => once(&mut private, (), span, written)?,
            Rule::kw_evidence => once(&mut evidence, (), span, written)?,
            Rule::kw_column => {
                only_one(&names, span, written)?;
                let headers = inside.rest().into_iter().filter(|node| node.rule() == Rule::string);
                once(&mut columns, headers.map(|node| literal::string(&node)).collect(), span, written)?;
            }
            Rule::field_bound => bounds.push(bound(word)?),
            Rule::field_change => once(&mut change, change_of(word)?, span, "可改")?,
            _ => return Err(misplaced(span)),
        }
    }
    let field = |name: Name| Field {
        name,
        ty: ty.clone(),
        ty_span,
        is_key: key.is_some(),
        is_title: title.is_some(),
        is_optional: optional.is_some(),
        is_record_only: record.is_some(),
        is_private: private.is_some(),
        is_evidence: evidence.is_some(),
        columns: columns.clone().unwrap_or_default(),
        bounds: bounds.clone(),
        change: change.clone(),
        span: parts.span,
    };
    Ok(names.into_iter().map(field).collect())
}

/// What is said of one column cannot be said of several.
fn only_one(names: &[Name], word: Span, written: &str) -> Built<()> {
    let [_, _, ..] = names else { return Ok(()) };
    let Words { zh, en } = keyword::words(written);
    let message = words!("「{zh}」说的是一列，这里有几列", "`{en}` is about one column, and here are several");
    let finding = Diagnostic::error(Code::H0105, word, message);
    Err(Box::new(finding.help(words!("这一列另起一行写", "give that column a line of its own"))))
}

fn bound(node: Node<'_>) -> Built<Bound> {
    let span = node.span();
    let mut inside = node.children();
    let (comparison, word) = compare(inside.take(Rule::compare)?)?;
    Ok(Bound { comparison, word, limit: expression(inside.take(Rule::amount)?)?, span })
}

/// 可改 [0% 至 100%]
fn change_of(node: Node<'_>) -> Built<FieldChange> {
    let span = node.span();
    let mut inside = node.children();
    let word = literal::name(&inside.take(Rule::kw_adjustable)?);
    let Some(low) = inside.take_if(Rule::amount) else { return Ok(FieldChange { bounds: Vec::new(), span }) };
    let (low_at, low) = (low.span(), expression(low)?);
    inside.take(Rule::kw_to)?;
    let high = inside.take(Rule::amount)?;
    let (high_at, high) = (high.span(), expression(high)?);
    let end = |comparison, limit, span| Bound { comparison, word: word.clone(), limit, span };
    let bounds = vec![end(Comparison::AtLeast, low, low_at), end(Comparison::AtMost, high, high_at)];
    Ok(FieldChange { bounds, span })
}

/// A type; 百分比 is a number in %.
pub(super) fn field_type(node: Node<'_>, known: &Enumerations) -> Built<FieldType> {
    let node = node.only()?;
    Ok(match node.rule() {
        Rule::kw_text => FieldType::Text,
        Rule::kw_yes_no => FieldType::YesNo,
        Rule::kw_date => FieldType::Date,
        Rule::kw_pure => FieldType::Pure,
        Rule::kw_percentage => FieldType::Unit(Name::new("%".to_owned(), node.span())),
        Rule::choice_type => FieldType::Choice(enumeration::list(&mut node.children())?),
        Rule::declared_type => return Err(declared_type(node, known)),
        Rule::unit => FieldType::Unit(literal::name(&node)),
        Rule::unknown_type if known.may_have(&literal::name(&node).value) => FieldType::Named(literal::name(&node)),
        Rule::unknown_type => return Err(unknown_type(&node, known)),
        _ => return Err(misplaced(node.span())),
    })
}

/// 枚举 等第: the name of an enumeration is a type by itself; of no enumeration it is the only choice.
fn declared_type(node: Node<'_>, known: &Enumerations) -> Box<Diagnostic> {
    let whole = node.span();
    let mut parts = node.children();
    parts.take_if(Rule::kw_choice);
    let name = match parts.next() {
        Ok(name) => literal::name(&name),
        Err(error) => return error,
    };
    let written = &name.value;
    let (message, meant) = if known.names().any(|name| name == written) {
        (
            words!(
                "「{written}」是枚举的名字，前面不写「枚举」",
                "`{written}` is an enumeration, and its name is the type"
            ),
            None,
        )
    } else {
        (words!("「{written}」要放在花括号里", "`{written}` stands in braces"), Some(format!("{{ {written} }}")))
    };
    let fix = match meant {
        Some(meant) => Fix::replace(name.span, meant),
        None => Fix::replace(whole, written.clone()),
    };
    Box::new(Diagnostic::error(Code::H0105, name.span, message).fix(fix))
}

fn unknown_type(node: &Node<'_>, known: &Enumerations) -> Box<Diagnostic> {
    let written = node.text();
    let finding = Diagnostic::error(
        Code::H0303,
        node.span(),
        words!("不认识的类型或单位「{written}」", "unknown type or unit `{written}`"),
    );
    if let Some(unit) = unit_of_sign(written) {
        let finding = finding.help(words!("单位用中文写：{unit}", "units are written in Chinese: {unit}"));
        return Box::new(finding.fix(Fix::replace(node.span(), unit)));
    }
    if let Some(help) = habits::type_of_other_programs(written) {
        return Box::new(match help {
            (help, Some(meant)) => finding.help(help).fix(Fix::replace(node.span(), meant)),
            (help, None) => finding.help(help),
        });
    }
    let finding = finding.suggest(written, TYPES.iter().chain(UNITS).copied().chain(known.names()));
    Box::new(if finding.help.is_some() {
        finding
    } else if known.names().next().is_some() {
        let (zh, en) = (known.names().collect::<Vec<_>>().join("、"), known.names().collect::<Vec<_>>().join(", "));
        finding.help(words!(
            "列的类型写 文本、是否、日期、数值、单位，如 万元，或枚举的名字：{zh}",
            "a column is text, yes_no, date, number, a unit such as 万元, or the name of an enumeration: {en}"
        ))
    } else {
        finding.help(words!(
            "列的类型写 文本、是否、日期、枚举 {{ … }}、数值，或单位，如 万元、平方米、人、%",
            "a column is text, yes_no, date, choice {{ … }}, number, or a unit such as 万元, 平方米, 人, %"
        ))
    })
}
