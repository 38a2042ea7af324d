//! In which order rows are shown.

use std::cmp::Ordering;

use super::column::Column;
use super::titles::Titles;
use super::value::{Kind, Value, kind, value};
use crate::finding::Words;
use crate::result::Scores;
use crate::rules::{ResultColumn, RuleSet};
use crate::words;

/// By which columns rows are put in order, the first one first.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Order(Vec<(Column, bool)>);

impl Order {
    /// Of what is asked for: 总分, 名次 升序, 类型. Numbers come from the greatest down, but ranks from the first; texts in
    /// the order of their letters.
    ///
    /// # Errors
    /// What is said of a name that is no column.
    pub fn of(asked: &str, titles: Titles<'_>, model: &RuleSet) -> Result<Self, Words> {
        let parts = asked.split([',', '，', '、']).map(str::trim).filter(|part| !part.is_empty());
        let mut columns = Vec::new();
        for part in parts {
            let (name, word) = part.rsplit_once([' ', '\u{3000}']).unwrap_or((part, ""));
            let falls = match word.trim() {
                "降序" | "descending" => Some(true),
                "升序" | "ascending" => Some(false),
                _ => None,
            };
            let name = if falls.is_some() { name.trim() } else { part };
            let column = titles.named(name).map_err(|unnamed| unnamed.told(name))?;
            if kind(model, column) == Kind::Sentences {
                return Err(words!(
                    "「{name}」是整句的话，不能用来排序",
                    "`{name}` holds sentences and gives no order"
                ));
            }
            let is_number = matches!(kind(model, column), Kind::Number(_));
            let is_rank = match column {
                Column::Output(id) => model.output(id).is_rank,
                column => column == Column::Standing(ResultColumn::Rank),
            };
            columns.push((column, falls.unwrap_or(is_number && !is_rank)));
        }
        Ok(Self(columns))
    }

    /// By rank; those without one last.
    #[must_use]
    pub fn by_rank() -> Self {
        Self(vec![(Column::Standing(ResultColumn::Rank), false)])
    }

    /// Puts rows in order. Who has no value comes last; those that are alike stay as they stand in their table.
    pub fn sort(&self, rows: &mut Vec<usize>, model: &RuleSet, scores: &Scores) {
        type Keyed = (Vec<Option<Value>>, usize);
        let keys = |row: usize| self.0.iter().map(|(column, _)| value(model, scores, *column, row)).collect();
        let mut keyed: Vec<Keyed> = rows.iter().map(|row| (keys(*row), *row)).collect();
        crate::cancel::sort_by(&mut keyed, |(one, row), (other, second)| {
            let pairs = one.iter().zip(other).zip(&self.0);
            let first = pairs.map(|((one, other), (_, falls))| compared(one.as_ref(), other.as_ref(), *falls));
            first.fold(Ordering::Equal, Ordering::then).then(row.cmp(second))
        });
        *rows = keyed.into_iter().map(|(_, row)| row).collect();
    }
}

fn compared(one: Option<&Value>, other: Option<&Value>, falls: bool) -> Ordering {
    match (one, other) {
        (Some(one), Some(other)) if falls => other.cmp(one),
        (Some(one), Some(other)) => one.cmp(other),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}
