//! What stayed although something beside it changed, as far as the checks of one rule set alone do not see it.

use super::item::{Kind, Label, Stayed};
use super::pairs::Pairs;
use super::view::{Clause, Item, Renamed, Side};
use crate::syntax;

pub(super) fn stayed(
    (old, before): (Side<'_>, &[Item]),
    (new, after): (Side<'_>, &[Item]),
    pairs: &Pairs,
) -> Vec<Stayed> {
    let both = || pairs.both.iter().filter_map(|(at, to, _)| Some((before.get(*at)?, after.get(*to)?)));
    let glosses: Vec<&Item> = after.iter().filter(|item| item.kind == Kind::Gloss).collect();
    let mut found: Vec<Stayed> = Vec::new();
    for (was, is) in both().filter(|(_, is)| is.kind == Kind::Indicator) {
        found.extend(marks(was, is, &glosses));
    }
    let fulls: Vec<(&Item, &str, &str)> = both()
        .filter(|(_, is)| matches!(is.kind, Kind::Head | Kind::FullMarks))
        .filter_map(|(was, is)| {
            let (was, full) = (full_of(was)?, full_of(is)?);
            (syntax::said(was) != syntax::said(full)).then_some((is, was, full))
        })
        .collect();
    for (was, is) in both().filter(|(_, is)| is.kind == Kind::Grades) {
        found.extend(lines(was, is, &fulls));
    }
    if old.program.rules.cycle != new.program.rules.cycle {
        let (first, last) = old.program.rules.cycle;
        for (was, is) in
            both().filter(|(_, is)| !matches!(is.kind, Kind::Script | Kind::Cycle | Kind::RuleSet | Kind::Document))
        {
            found.extend(dates(was, is, (&first.to_string(), &last.to_string())));
        }
    }
    found
}

fn full_of(item: &Item) -> Option<&str> {
    item.clauses.iter().find(|clause| clause.label == Label::FullMarks).map(|clause| clause.text.as_str())
}

/// Clauses that are in both and say the same.
fn same<'i>(old: &'i Item, new: &'i Item) -> impl Iterator<Item = &'i Clause> {
    let none = Renamed::new();
    new.clauses.iter().filter(move |clause| {
        let is_it = |other: &&Clause| other.label == clause.label && other.name == clause.name;
        old.clauses.iter().find(is_it).is_some_and(|other| other.said(&none) == clause.said(&none))
    })
}

/// The marks that stand in a clause as numbers.
fn marks_in(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for amount in syntax::amounts(text) {
        let is_mark = amount.unit == "分" && amount.number != "0";
        let text = format!("{} 分", amount.number);
        if is_mark && !found.contains(&text) {
            found.push(text);
        }
    }
    found
}

fn marks(old: &Item, new: &Item, glosses: &[&Item]) -> Option<Stayed> {
    let (was, full) = (full_of(old)?, full_of(new)?);
    if syntax::said(was) == syntax::said(full) {
        return None;
    }
    let clauses = same(old, new).filter(|clause| matches!(clause.label, Label::Scoring | Label::Adjustment));
    let mut marks: Vec<String> = clauses.flat_map(|clause| marks_in(&clause.text)).collect();
    // A clause that changed in something else may still give what it gave.
    if marks.is_empty() {
        let scoring = |item: &Item| {
            let clause = item.clauses.iter().find(|clause| clause.label == Label::Scoring)?;
            Some(marks_in(&clause.text))
        };
        marks = scoring(old).filter(|was| Some(was) == scoring(new).as_ref()).unwrap_or_default();
    }
    if marks.is_empty() {
        return None;
    }
    let names = |gloss: &&&Item| gloss.clauses.iter().any(|clause| names_code(&clause.text, &new.code));
    let gloss = glosses.iter().find(names).map(|gloss| gloss.code.clone());
    Some(Stayed::Marks {
        indicator: new.code.clone(),
        old: syntax::one_line(was),
        new: syntax::one_line(full),
        marks,
        gloss,
    })
}

/// Whether a text names a code, and not one that begins with it.
pub(super) fn names_code(text: &str, code: &str) -> bool {
    let continues = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_alphanumeric());
    text.match_indices(code).any(|(at, _)| {
        let before = text.get(..at).and_then(|before| before.chars().next_back());
        let after = text.get(at.saturating_add(code.len())..).and_then(|after| after.chars().next());
        !continues(before) && !continues(after)
    })
}

/// Lines of grades in marks whose full marks changed.
fn lines(old: &Item, new: &Item, fulls: &[(&Item, &str, &str)]) -> Vec<Stayed> {
    let mut found = Vec::new();
    for clause in same(old, new).filter(|clause| clause.label == Label::Requirement) {
        let terms = if clause.rows.is_empty() { vec![syntax::one_line(&clause.text)] } else { clause.rows.clone() };
        for term in terms.iter().filter(|term| !marks_in(term).is_empty()) {
            for (item, was, is) in fulls {
                let reads = if item.kind == Kind::Head {
                    names_code(term, &item.code)
                } else {
                    term.contains("总分") || term.contains("total")
                };
                if reads {
                    found.push(Stayed::Line {
                        grade: clause.name.clone().unwrap_or_default(),
                        requirement: term.clone(),
                        head: (item.kind == Kind::Head).then(|| item.code.clone()),
                        old: syntax::one_line(was),
                        new: syntax::one_line(is),
                    });
                }
            }
        }
    }
    found
}

/// Dates and years of the old cycle in clauses that did not change.
fn dates(old: &Item, new: &Item, (first, last): (&str, &str)) -> Vec<Stayed> {
    let mut found = Vec::new();
    let year = |date: &str| date.get(..4).unwrap_or_default().to_owned();
    let years = year(first)..=year(last);
    for clause in same(old, new).filter(|clause| !matches!(clause.label, Label::Basis | Label::Evidence | Label::Text))
    {
        let of_years = syntax::amounts(&clause.text)
            .into_iter()
            .filter(|amount| amount.unit == "年" && years.contains(&amount.number));
        let in_cycle = syntax::dates(&clause.text).into_iter().filter(|date| (first..=last).contains(&date.as_str()));
        for date in in_cycle.chain(of_years.map(|amount| format!("{} 年", amount.number))) {
            let text = syntax::one_line(&clause.text);
            found.push(Stayed::Date { item: new.kind, code: new.code.clone(), date, text });
        }
    }
    found
}
