//! The statement that reads a table: made for a table, looked through for a query.

use super::refusal::Refusal;
use crate::words;

/// How names are set apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Quote {
    /// "name"
    Double,
    /// `name`
    Back,
}

impl Quote {
    fn mark(self) -> char {
        match self {
            Self::Double => '"',
            Self::Back => '`',
        }
    }

    /// A name as the database takes it, whatever it holds.
    pub(super) fn name(self, name: &str) -> String {
        let mark = self.mark();
        let doubled = name.replace(mark, &format!("{mark}{mark}"));
        format!("{mark}{doubled}{mark}")
    }
}

/// `select * from` a table, which may have its schema before a point.
pub(super) fn of_table(table: &str, quote: Quote) -> Result<String, Refusal> {
    let parts: Vec<&str> = table.split('.').map(str::trim).collect();
    if parts.len() > 2 || parts.iter().any(|part| part.is_empty() || part.contains('\0')) {
        return Err(Refusal::NoTable);
    }
    let parts: Vec<String> = parts.into_iter().map(|part| quote.name(part)).collect();
    Ok(format!("select * from {}", parts.join(".")))
}

/// `order by` the columns of the key that are there: rows of a database stand in no order.
pub(super) fn in_order(statement: &str, columns: &[String]) -> String {
    if columns.is_empty() { statement.to_owned() } else { format!("{statement} order by {}", columns.join(", ")) }
}

/// A query without the semicolon at its end. What is refused here is refused by the read-only transaction too; this
/// has the better words, and knows of what writes files.
pub(super) fn of_query(query: &str) -> Result<&str, Refusal> {
    let bare = query.trim().trim_end_matches(|letter: char| letter == ';' || letter.is_whitespace());
    let first = first_word(bare).to_lowercase();
    if bare.contains('\0') || !matches!(first.as_str(), "select" | "with" | "values" | "table") {
        return Err(Refusal::NoQuery(words!("查询不是 select", "the query is no select")));
    }
    if has_semicolon(bare) {
        return Err(Refusal::NoQuery(words!("查询里有几条语句", "the query has several statements")));
    }
    let low = bare.to_lowercase();
    // Wherever they stand: a comment of one server is a command to another.
    if ["outfile", "dumpfile", "/*!", "/*m!"].iter().any(|word| low.contains(word)) {
        return Err(Refusal::NoQuery(words!(
            "查询里有 outfile、dumpfile 或 /*! */，会写文件",
            "the query has outfile, dumpfile or /*! */, which write files"
        )));
    }
    Ok(bare)
}

/// The word that a query begins with, behind brackets and comments.
fn first_word(query: &str) -> &str {
    let mut rest = query;
    loop {
        rest = rest.trim_start_matches(|letter: char| letter.is_whitespace() || letter == '(');
        let behind = if rest.starts_with("--") {
            rest.split_once('\n').map(|(_, behind)| behind)
        } else if rest.starts_with("/*") {
            rest.split_once("*/").map(|(_, behind)| behind)
        } else {
            let end = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
            return rest.get(..end).unwrap_or_default();
        };
        let Some(behind) = behind else { return "" };
        rest = behind;
    }
}

/// Whether a semicolon stands outside of texts, names and comments.
fn has_semicolon(query: &str) -> bool {
    let mut rest = query;
    while let Some(at) = rest.find(['\'', '"', '`', ';', '-', '/']) {
        let from = rest.get(at..).unwrap_or_default();
        let inside = |open: usize, end: &str| {
            let behind = from.get(open..).unwrap_or_default();
            behind.find(end).and_then(|place| behind.get(place.saturating_add(end.len())..)).unwrap_or_default()
        };
        rest = if from.starts_with(';') {
            return true;
        } else if from.starts_with("--") {
            inside(2, "\n")
        } else if from.starts_with("/*") {
            inside(2, "*/")
        } else if from.starts_with(['-', '/']) {
            from.get(1..).unwrap_or_default()
        } else {
            inside(1, from.get(..1).unwrap_or_default())
        };
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_query_is_one_select() {
        for (query, is_one) in [
            ("select 1", true),
            ("  SELECT a FROM b ; \n", true),
            ("with t as (select 1) select * from t", true),
            ("-- 说明\n(select ';' as \"a;b\") /* ; */", true),
            ("select 'it''s; fine'", true),
            ("select 1; drop table orgs", false),
            ("select 1 -- '\n; drop table orgs", false),
            ("delete from orgs", false),
            ("update orgs set a = 1", false),
            ("select * from orgs into outfile 'x.txt'", false),
            ("select 1 /*!50000 into outfile 'x.txt' */", false),
            ("attach 'x' as y", false),
            ("", false),
            ("-- select", false),
        ] {
            assert_eq!(of_query(query).is_ok(), is_one, "{query}");
        }
    }

    #[test]
    fn names_are_set_apart_whatever_they_hold() {
        let made = |table: &str, quote| of_table(table, quote).ok();
        assert_eq!(made("orgs", Quote::Double).as_deref(), Some("select * from \"orgs\""));
        assert_eq!(made("park.机构", Quote::Back).as_deref(), Some("select * from `park`.`机构`"));
        assert_eq!(made("a\"; drop", Quote::Double).as_deref(), Some("select * from \"a\"\"; drop\""));
        assert_eq!((made("a.b.c", Quote::Double), made("", Quote::Double)), (None, None));
    }
}
