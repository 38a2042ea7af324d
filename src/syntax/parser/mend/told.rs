//! The finding about a statement that was read as it seems to be meant.

use std::ops::Range;

use pest::Parser as _;

use super::super::super::grammar::{Grammar, Rule};
use super::super::super::keyword;
use super::super::super::language::keyword_language;
use super::super::super::layout::{Damage, lay_out};
use super::super::super::sign::spaced;
use super::super::super::token::Kind;
use super::super::node::{Anchor, Built, Children};
use super::super::reader::MAX_DIAGNOSTICS;
use super::super::statements::ITEMS;
use super::super::{Parser, indicator};
use super::scene::Scene;
use super::{LONGEST, Mended, Reading, mend};
use crate::finding::{Code, Diagnostic, Edit, Fix, Span, Words};
use crate::invariant::part_of;
use crate::words;

/// Statements of one run that are looked through: as many as there can be findings of.
const MOST_STATEMENTS: usize = MAX_DIAGNOSTICS;

impl Parser<'_> {
    /// The finding of a statement that one rule should read, when it can be read as it seems to be meant. `otherwise`
    /// is the finding when it cannot.
    pub(in super::super) fn as_meant<T>(
        &mut self,
        rule: Rule,
        bytes: &Range<usize>,
        otherwise: Option<&Diagnostic>,
        build: impl Fn(&mut Children<'_>) -> Built<T>,
    ) -> Option<Diagnostic> {
        let text = self.text_to_mend(bytes)?;
        let text = if rule == Rule::s_template { spaced(&text) } else { text.into() };
        let value = self.value_beside(bytes.start);
        let mended = mend(&text, &self.scene(rule, value.as_deref()), |text| self.read_as(rule, text, &build))?;
        self.told(&mended, bytes.start, otherwise)
    }

    /// The same for a statement that begins with a word that begins none. `inside` is the word of the block that it
    /// stands in.
    pub(in super::super) fn begun_as_meant(
        &mut self,
        pieces: &Range<usize>,
        inside: Option<Rule>,
        otherwise: &Diagnostic,
    ) -> Option<Diagnostic> {
        let bytes = self.bytes(pieces)?;
        let text = self.text_to_mend(&bytes)?;
        let read = |text: &str| match self.read_alone(text, inside) {
            None => Reading::Whole,
            Some(at) => Reading::Stuck { at, wanted: Vec::new() },
        };
        let mended = mend(&text, &self.scene(Rule::s_template, None), read)?;
        self.told(&mended, bytes.start, Some(otherwise))
    }

    fn text_to_mend(&mut self, bytes: &Range<usize>) -> Option<String> {
        self.looked_through += 1;
        let is_short = bytes.len() <= LONGEST && self.looked_through <= MOST_STATEMENTS;
        if is_short { self.as_typed(bytes) } else { None }
    }

    fn scene<'s>(&'s self, rule: Rule, value: Option<&'s str>) -> Scene<'s> {
        let (language, table) = (keyword_language(self.layout.written), self.subject_table());
        Scene { rule, language, value, table, yes_no: self.yes_no_columns() }
    }

    /// Where the first finding of one statement alone is.
    fn read_alone(&self, text: &str, inside: Option<Rule>) -> Option<usize> {
        let layout = lay_out(self.source, text);
        let mut parser = Parser::new(self.source, &layout, false);
        parser.writing = self.writing;
        parser.looked_through = MOST_STATEMENTS;
        let statements = parser.statements(0..layout.pieces.len());
        let [statement] = statements.as_slice() else { return Some(0) };
        parser.reads(statement.clone(), inside);
        let findings = layout.diagnostics.iter().chain(&parser.diagnostics);
        let places = findings.map(|finding| match &finding.place {
            Some(crate::finding::Place::Source(span)) => span.start,
            _ => 0,
        });
        places.min()
    }

    fn read_as<T>(&self, rule: Rule, text: &str, build: impl Fn(&mut Children<'_>) -> Built<T>) -> Reading {
        use pest::error::{ErrorVariant, InputLocation};
        let error = match Grammar::parse(rule, text) {
            Ok(mut pairs) => {
                let (anchor, whole) = (Anchor { source: self.source, base: 0 }, Span::new(self.source, 0, text.len()));
                let parts = pairs.next().map(pest::iterators::Pair::into_inner);
                let made = parts.map(|parts| build(&mut Children::new(parts, anchor, whole)));
                // What it lacks or says twice is found once it can be read; a type that is none can be another word.
                let error =
                    made.map(|made| made.err().filter(|error| is_of_text(error.code) || error.code == Code::H0303));
                let at = match error {
                    Some(None) => return Reading::Whole,
                    Some(Some(error)) => error.span().map_or(text.len(), |span| span.start),
                    None => text.len(),
                };
                return Reading::Stuck { at, wanted: Vec::new() };
            }
            Err(error) => error,
        };
        let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
        // A `;` that was put in ends the statement, when another clause or item begins behind it.
        let (before, after) = (part_of(text, ..at), part_of(text, at..));
        let next = after.strip_prefix(';').map(str::trim_start);
        let begins = |rest: &str| {
            let word = rest.split_whitespace().next();
            word.and_then(keyword::rule_of).is_some_and(begins_statement) || Grammar::parse(rule, rest).is_ok()
        };
        if next.is_some_and(begins) && Grammar::parse(rule, before.trim_end()).is_ok() {
            return Reading::Whole;
        }
        let wanted = match error.variant {
            ErrorVariant::ParsingError { positives, .. } => positives,
            ErrorVariant::CustomError { .. } => Vec::new(),
        };
        Reading::Stuck { at, wanted }
    }

    /// A statement with the characters in it that the language does not have.
    fn as_typed(&self, bytes: &Range<usize>) -> Option<String> {
        let mut text = self.layout.text.get(bytes.clone())?.as_bytes().to_vec();
        for Damage { at, end, .. } in self.layout.damage.iter().filter(|damage| bytes.contains(&damage.at)) {
            let written = self.layout.written.get(*at..*end)?;
            text.get_mut(at.checked_sub(bytes.start)?..end.checked_sub(bytes.start)?)?
                .copy_from_slice(written.as_bytes());
        }
        String::from_utf8(text).ok()
    }

    fn told(&self, mended: &Mended, base: usize, otherwise: Option<&Diagnostic>) -> Option<Diagnostic> {
        let span = |place: &Range<usize>| Span::new(self.source, base + place.start, base + place.end);
        let edits = mended.draft.edits().map(|(place, text)| Edit { span: span(&place), text: text.to_owned() });
        let fix = Fix { edits: edits.collect() };
        let line = fix.line(self.source, self.layout.written)?;
        let (first, others) = mended.met.split_first()?;
        let is_foreign = self.layout.damage.iter().any(|damage| {
            damage.end > damage.at && damage.at >= base + first.place.start && damage.at < base + first.place.end
        });
        let code = if is_foreign { Code::H0101 } else { otherwise.map_or(Code::H0101, |otherwise| otherwise.code) };
        let mut finding = Diagnostic::error(code, span(&first.place), first.words.clone());
        for met in others {
            finding = finding.label(span(&met.place), met.words.clone());
        }
        if mended.is_certain {
            return Some(finding.help(words!("写作：{line}", "write: {line}")).fix(fix));
        }
        // What is already said of both readings stays.
        let said = otherwise.and_then(|otherwise| otherwise.help.as_ref()).filter(|help| !help.zh.starts_with("写法"));
        Some(finding.help(match said {
            Some(Words { zh, en }) => words!("{zh}。如：{line}", "{en}. Such as: {line}"),
            None => what_is_open(&line),
        }))
    }

    /// The column that 取值 names in the block around a place.
    fn value_beside(&self, at: usize) -> Option<String> {
        let pieces = &self.layout.pieces;
        let here = pieces.partition_point(|piece| piece.start < at);
        let (open, block) = pieces
            .get(..here)?
            .iter()
            .enumerate()
            .rfind(|(_, piece)| piece.kind == Kind::Sign('{') && piece.partner > here)?;
        let statements = self.statements(open + 1..block.partner.min(pieces.len()));
        let value = statements.into_iter().find(|statement| self.first_word(statement, &[Rule::kw_value]).is_some())?;
        let is_name = value.len() == 2 && self.name_at(value.start + 1).is_some();
        is_name.then(|| self.text(value.start + 1).to_owned())
    }

    /// The names before 是否.
    fn yes_no_columns(&self) -> Vec<&str> {
        let is_type = |at: usize| keyword::rule_of(self.text(at)) == Some(Rule::kw_yes_no);
        let types = (1..self.layout.pieces.len()).filter(|at| self.is_word(*at) && is_type(*at));
        types.filter(|at| self.is_word(at - 1)).map(|at| self.text(at - 1)).collect()
    }

    /// The first table that the file declares.
    fn subject_table(&self) -> Option<&str> {
        let table =
            self.layout.pieces.iter().enumerate().find(|(at, piece)| {
                piece.kind == Kind::Word && keyword::rule_of(self.text(*at)) == Some(Rule::kw_table)
            });
        table.map(|(at, _)| self.text(at + 1))
    }
}

/// Whether a word begins an item or a clause of an indicator.
fn begins_statement(word: Rule) -> bool {
    [ITEMS.words, indicator::WORDS, indicator::WORDS_OF_HEAD].iter().any(|words| words.contains(&word))
}

fn is_of_text(code: Code) -> bool {
    code.name().starts_with("H01")
}

/// What a statement leaves to be said, with one way to say it.
fn what_is_open(line: &str) -> Words {
    let [begins, is_of_steps, counts_days] =
        [["舍入 ", "rounding "], ["不足一步", "partial_step"], ["工作日后(", "working_days_after("]];
    if begins.iter().any(|word| line.starts_with(word)) {
        words!("怎么舍入要写明，如：{line}", "the mode of rounding must be stated, such as: {line}")
    } else if counts_days.iter().any(|word| line.contains(word)) {
        words!(
            "能数的只有工作日；要数自然日的，让数据给出算好的那一天。按工作日如：{line}",
            "only working days can be counted; for other days let the data hold the day itself. By working days, such as: {line}"
        )
    } else if is_of_steps.iter().any(|word| line.contains(word)) {
        words!(
            "从多少分减起、不足一步怎么算，要写明，如：{line}",
            "from what is taken off, and what a part of a step counts, must be stated, such as: {line}"
        )
    } else {
        words!(
            "含不含界限本身、按什么比，要写明，如：{line}",
            "whether a limit is included, and by what is compared, must be stated, such as: {line}"
        )
    }
}
