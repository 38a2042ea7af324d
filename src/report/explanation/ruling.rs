//! How a grade follows from the entries of 等次, and what is in the way of the next one.

use unicode_width::UnicodeWidthStr as _;

use super::Page;
use crate::words::{ToldAsked, ToldCompetitor, ToldNextGrade, ToldPlacing, ToldRuling, ToldTerm};

impl Page<'_> {
    /// The grades that were asked: the one that the subject has and the next one with their terms, in a full page all.
    pub(super) fn ruling(&mut self, ruling: &ToldRuling, next: Option<&str>) {
        if ruling.grades.is_empty() {
            return;
        }
        let basis = self.words.basis(&ruling.basis);
        self.line(0, format!("{}  {basis}", self.words.how_graded()).trim_end());
        for asked in &ruling.grades {
            let is_next = next == Some(asked.grade.as_str());
            self.asked(asked, is_next);
        }
    }

    fn asked(&mut self, asked: &ToldAsked, is_next: bool) {
        self.line(1, &self.words.asked(&asked.clause, &asked.fate));
        let is_told = self.full || asked.is_given || is_next || asked.placing.is_some();
        // What the next grade lacks stands below, under its own title.
        let terms = asked.terms.iter().filter(|term| is_told && !(is_next && term.holds == Some(false)));
        let terms: Vec<&ToldTerm> = terms.collect();
        let title = asked.clause.as_str();
        self.under(title, 2, |page| terms.iter().for_each(|term| page.term(term)));
        if let Some(placing) = &asked.placing {
            self.placing(placing);
        }
    }

    fn term(&mut self, term: &ToldTerm) {
        self.line(2, &format!("{}  {}", term.verdict, term.sentence));
        self.traces(&term.trace.from, 3);
    }

    fn placing(&mut self, placing: &ToldPlacing) {
        for sentence in &placing.sentences {
            self.line(2, sentence);
        }
        let name = |known: &ToldCompetitor| {
            format!("{} {}", known.key, known.name.as_deref().unwrap_or_default()).trim_end().to_owned()
        };
        let columns: Vec<Vec<String>> = placing
            .competitors
            .iter()
            .map(|known| {
                let own = if known.is_own { "→" } else { " " };
                let first = [own.to_owned(), known.place.to_string(), name(known)];
                first.into_iter().chain(known.values.iter().cloned()).collect()
            })
            .collect();
        let widest = |column: usize| columns.iter().filter_map(|row| row.get(column)).map(|cell| cell.width()).max();
        let mut before: Option<&ToldCompetitor> = None;
        for (known, cells) in placing.competitors.iter().zip(&columns) {
            if before.is_some_and(|before| before.has == Some(true) && known.has != Some(true)) {
                self.line(3, self.words.line_of_places());
            }
            if before.is_some_and(|before| known.place > before.place + 1) {
                self.line(3, "…");
            }
            let cells = cells.iter().enumerate().map(|(column, cell)| {
                let blank = widest(column).unwrap_or_default().saturating_sub(cell.width());
                format!("{cell}{}", " ".repeat(blank))
            });
            let cells: Vec<String> = cells.collect();
            let apart = known.apart.as_deref().map(|apart| self.words.in_brackets(apart)).unwrap_or_default();
            self.line(3, &format!("{}  {}{apart}", cells.join("  "), known.verdict));
            before = Some(known);
        }
    }

    /// What is in the way of the next grade.
    pub(super) fn next_grade(&mut self, next: &ToldNextGrade, ruling: Option<&ToldRuling>) {
        self.line(0, &self.words.short_of(&next.grade));
        let asked = ruling.and_then(|ruling| ruling.grades.iter().find(|asked| asked.grade == next.grade));
        self.under("", 1, |page| {
            for held in &next.held {
                page.line(1, &held.what);
                held.lift.iter().for_each(|term| page.line(2, &term.sentence));
            }
            next.earning.iter().chain(&next.quota).for_each(|sentence| page.line(1, sentence));
            for term in &next.unmet {
                page.line(1, &term.sentence);
                let told = asked.and_then(|asked| asked.terms.iter().find(|asked| asked.sentence == term.sentence));
                if let Some(told) = told {
                    page.traces(&told.trace.from, 2);
                }
            }
        });
    }
}
