//! Which rows are asked for: 总分 不低于 80 分 且 等次 是 优秀.

use super::column::Column;
use super::titles::{Titles, Unnamed};
use super::value::{Kind, Value, choices, kind, value};
use crate::core::{Comparison, Verdict};
use crate::finding::{Code, Diagnostic, Span, Words};
use crate::number::{Number, Unit, quantity_name, quantity_name_in_english};
use crate::result::Scores;
use crate::rules::RuleSet;
use crate::syntax::ast::{self, AskedKind, AskedValueKind};
use crate::words;

/// A question to each row of a result. What is missing answers no comparison.
#[derive(Debug, Clone)]
pub struct Question<'m> {
    model: &'m RuleSet,
    asks: Asks,
}

#[derive(Debug, Clone)]
enum Asks {
    And(Vec<Asks>),
    Or(Vec<Asks>),
    Not(Box<Asks>),
    Compare(Comparison, Term, Term),
    Among(Term, Vec<Term>),
    Empty(Column),
}

/// A side of a comparison: a column, or what is written there. Numbers are in base units.
#[derive(Debug, Clone)]
enum Term {
    Column(Column, Option<Number>),
    Fixed(Value),
}

impl<'m> Question<'m> {
    /// A question in the columns of a result.
    ///
    /// # Errors
    /// What it names is no column, or its units or types clash.
    pub fn of(asked: &ast::Asked, titles: Titles<'m>, model: &'m RuleSet) -> Result<Self, Box<Diagnostic>> {
        let asks = Reader { titles, model }.asks(asked)?;
        Ok(Self { model, asks })
    }

    /// Whether it holds of a row; one for which that cannot be told is not asked for.
    #[must_use]
    pub fn holds(&self, scores: &Scores, row: usize) -> bool {
        self.truth(&self.asks, scores, row) == Some(true)
    }

    fn truth(&self, asks: &Asks, scores: &Scores, row: usize) -> Option<bool> {
        let term = |term: &Term| match term {
            Term::Fixed(value) => Some(value.clone()),
            Term::Column(column, scale) => match (value(self.model, scores, *column, row)?, scale) {
                (Value::Number(number), Some(scale)) => Some(Value::Number(number * scale)),
                (value, _) => Some(value),
            },
        };
        match asks {
            Asks::And(parts) => all(parts.iter().map(|part| self.truth(part, scores, row)), false),
            Asks::Or(parts) => all(parts.iter().map(|part| self.truth(part, scores, row)), true),
            Asks::Not(part) => self.truth(part, scores, row).map(|truth| !truth),
            Asks::Compare(comparison, left, right) => Some(comparison.of(term(left)?.cmp(&term(right)?))),
            Asks::Among(of, choices) => {
                let of = term(of)?;
                all(choices.iter().map(|choice| Some(term(choice)? == of)), true)
            }
            Asks::Empty(column) => Some(value(self.model, scores, *column, row).is_none()),
        }
    }
}

/// Terms of 或 when one that holds decides, of 且 when one that does not.
fn all(terms: impl Iterator<Item = Option<bool>>, decides: bool) -> Option<bool> {
    let mut known = Some(!decides);
    for term in terms {
        match term {
            Some(truth) if truth == decides => return Some(decides),
            Some(_) => {}
            None => known = None,
        }
    }
    known
}

struct Reader<'m> {
    titles: Titles<'m>,
    model: &'m RuleSet,
}

/// A value of a question before it is known what it is held against.
enum Read<'a> {
    Column(Column, Kind),
    Number(Number, Option<Unit>),
    Truth(bool),
    Text(String),
    /// A word that is no column: what a column of texts may say.
    Word(&'a str),
}

type Found<T> = Result<T, Box<Diagnostic>>;

impl Reader<'_> {
    fn asks(&self, asked: &ast::Asked) -> Found<Asks> {
        let parts = |parts: &[ast::Asked]| parts.iter().map(|part| self.asks(part)).collect::<Found<Vec<Asks>>>();
        Ok(match &asked.kind {
            AskedKind::And(terms) => Asks::And(parts(terms)?),
            AskedKind::Or(terms) => Asks::Or(parts(terms)?),
            AskedKind::Not(term) => Asks::Not(Box::new(self.asks(term)?)),
            AskedKind::Compare(comparison, left, right) => {
                let ((left, left_at), (right, right_at)) =
                    ((self.read(left)?, left.span), (self.read(right)?, right.span));
                if is_text(&left)
                    && !matches!(comparison, Comparison::Equal | Comparison::Unequal)
                    && !Self::is_day(&right)
                {
                    return Err(Box::new(
                        Diagnostic::error(
                            Code::H0302,
                            asked.span,
                            words!("文字没有大小", "texts are neither above nor below one another"),
                        )
                        .help(words!("文字只问「是」「不是」「属于」", "ask whether a text is, is_not or is within")),
                    ));
                }
                let (left, right) = self.pair((left, left_at), (right, right_at))?;
                Asks::Compare(*comparison, left, right)
            }
            AskedKind::Among { value, choices, negated } => {
                let mut of = None;
                let mut among = Vec::new();
                for choice in choices {
                    let (left, right) =
                        self.pair((self.read(value)?, value.span), (self.read(choice)?, choice.span))?;
                    of = Some(left);
                    among.push(right);
                }
                let Some(of) = of else { return Err(Self::not_asked(asked.span)) };
                let asks = Asks::Among(of, among);
                if *negated { Asks::Not(Box::new(asks)) } else { asks }
            }
            AskedKind::Empty { value, negated } => {
                let Read::Column(column, _) = self.read(value)? else { return Err(self.unknown(value)) };
                let asks = Asks::Empty(column);
                if *negated { Asks::Not(Box::new(asks)) } else { asks }
            }
            AskedKind::Holds(value) => match self.read(value)? {
                Read::Column(column, Kind::Truth) => {
                    Asks::Compare(Comparison::Equal, Term::Column(column, None), Term::Fixed(Value::Truth(true)))
                }
                Read::Column(..) | Read::Number(..) | Read::Truth(_) => return Err(Self::not_asked(value.span)),
                Read::Text(_) | Read::Word(_) => return Err(self.unknown(value)),
            },
        })
    }

    fn is_day(read: &Read<'_>) -> bool {
        matches!(read, Read::Text(text) if crate::number::Date::parse(text).is_some())
    }

    fn read<'a>(&self, value: &'a ast::AskedValue) -> Found<Read<'a>> {
        Ok(match &value.kind {
            AskedValueKind::Number(number, unit) => {
                let unit = match unit {
                    Some(name) => Some(Unit::parse(&name.value).ok_or_else(|| unknown_unit(name))?),
                    None => None,
                };
                Read::Number(number.clone(), unit)
            }
            AskedValueKind::YesNo(truth) => Read::Truth(*truth),
            AskedValueKind::Date(date) => Read::Text(date.to_string()),
            AskedValueKind::Word(word) => match self.titles.named(word) {
                Ok(column) => self.column(column, value.span)?,
                Err(Unnamed::Unknown(_)) => Read::Word(word),
                Err(several) => return Err(Box::new(Diagnostic::error(Code::H0201, value.span, several.told(word)))),
            },
            AskedValueKind::Text(text) => match self.titles.named(text) {
                Ok(column) => self.column(column, value.span)?,
                Err(_) => Read::Text(text.clone()),
            },
        })
    }

    fn column(&self, column: Column, at: Span) -> Found<Read<'static>> {
        match kind(self.model, column) {
            Kind::Sentences => {
                let title = self.titles.title(column);
                Err(Box::new(Diagnostic::error(
                    Code::H0302,
                    at,
                    words!("「{title}」是整句的话，不能用来挑行", "`{title}` holds sentences and picks no rows"),
                )))
            }
            kind => Ok(Read::Column(column, kind)),
        }
    }

    /// Two sides that can be held against one another.
    fn pair(&self, (left, left_at): (Read<'_>, Span), (right, right_at): (Read<'_>, Span)) -> Found<(Term, Term)> {
        let term = |column: Column, kind: &Kind| match kind {
            Kind::Number(unit) => Term::Column(column, Some(unit.scale.clone())),
            _ => Term::Column(column, None),
        };
        let text = |text: &str| Term::Fixed(Value::Text(text.to_owned()));
        Ok(match (left, right) {
            (Read::Column(one, kind), Read::Column(other, second)) => {
                Self::alike(&kind, &second, left_at.to(right_at))?;
                (term(one, &kind), term(other, &second))
            }
            (Read::Column(column, Kind::Number(own)), Read::Number(number, unit)) => {
                let fixed = Self::number(number, unit, &own, right_at)?;
                (term(column, &Kind::Number(own)), fixed)
            }
            (Read::Number(number, unit), Read::Column(column, Kind::Number(own))) => {
                let fixed = Self::number(number, unit, &own, left_at)?;
                (fixed, term(column, &Kind::Number(own)))
            }
            (Read::Column(column, kind @ Kind::Truth), Read::Truth(truth)) => {
                (term(column, &kind), Term::Fixed(Value::Truth(truth)))
            }
            (Read::Column(column, kind @ Kind::Text), Read::Text(said)) => (term(column, &kind), text(&said)),
            (Read::Column(column, kind @ Kind::Text), Read::Number(number, None)) => {
                (term(column, &kind), text(&number.to_string()))
            }
            (Read::Column(column, kind @ Kind::Text), Read::Word(word)) => {
                (term(column, &kind), text(&self.said(column, word, right_at)?))
            }
            (Read::Word(word), _) => return Err(self.unknown_word(word, left_at)),
            (_, Read::Word(word)) => return Err(self.unknown_word(word, right_at)),
            (Read::Text(word), _) => return Err(self.unknown_word(&word, left_at)),
            (_, _) => return Err(types_clash(left_at.to(right_at))),
        })
    }

    /// What a column of texts is held against: one of the words that it can say.
    fn said(&self, column: Column, word: &str, at: Span) -> Found<String> {
        let word = match (column, Verdict::of(word)) {
            (Column::Condition(_), Some(verdict)) => verdict.word(),
            _ => word,
        };
        let known = choices(self.model, column);
        if known.is_empty() || known.iter().any(|known| known == word) {
            return Ok(word.to_owned());
        }
        let (title, Words { zh, en }) = (self.titles.title(column), Words::first_of(&known, 40));
        let finding = Diagnostic::error(
            Code::H0208,
            at,
            words!("「{title}」没有「{word}」，只有：{zh}", "`{title}` is never `{word}`, only: {en}"),
        );
        Err(Box::new(finding.suggest(word, known.iter().map(String::as_str))))
    }

    /// A number in the unit of a column; without a unit it is in that.
    fn number(number: Number, unit: Option<Unit>, own: &Unit, at: Span) -> Found<Term> {
        let unit = unit.unwrap_or_else(|| own.clone());
        if unit.dimension.compatible(&own.dimension) {
            return Ok(Term::Fixed(Value::Number(number * &unit.scale)));
        }
        let [zh, en] = [quantity_name(&own.dimension), quantity_name_in_english(&own.dimension)];
        Err(Box::new(Diagnostic::error(
            Code::H0301,
            at,
            words!("单位不合：这一列是{zh}", "units clash: the column is {en}"),
        )))
    }

    fn alike(one: &Kind, other: &Kind, at: Span) -> Found<()> {
        match (one, other) {
            (Kind::Number(one), Kind::Number(other)) if one.dimension.compatible(&other.dimension) => Ok(()),
            (Kind::Text, Kind::Text) | (Kind::Truth, Kind::Truth) => Ok(()),
            _ => Err(types_clash(at)),
        }
    }

    fn unknown(&self, value: &ast::AskedValue) -> Box<Diagnostic> {
        match &value.kind {
            AskedValueKind::Word(word) | AskedValueKind::Text(word) => self.unknown_word(word, value.span),
            _ => Self::not_asked(value.span),
        }
    }

    fn unknown_word(&self, word: &str, at: Span) -> Box<Diagnostic> {
        let known: Vec<&str> = Column::all(self.model).into_iter().map(|column| self.titles.title(column)).collect();
        let finding = Diagnostic::error(
            Code::H0201,
            at,
            words!("结果里没有「{word}」这一列", "the result has no column `{word}`"),
        );
        let finding = finding.suggest(word, known.iter().copied());
        if finding.help.is_some() {
            return Box::new(finding);
        }
        let Words { zh, en } = Words::first_of(&known, 40);
        Box::new(finding.help(words!("有的列：{zh}", "it has: {en}")))
    }

    fn not_asked(at: Span) -> Box<Diagnostic> {
        Box::new(
            Diagnostic::error(Code::H0302, at, words!("这里要一个比较", "a comparison is wanted here"))
                .help(words!("如：总分 不低于 80 分", "such as: total at_least 80")),
        )
    }
}

fn is_text(read: &Read<'_>) -> bool {
    matches!(read, Read::Column(_, Kind::Text))
}

fn types_clash(at: Span) -> Box<Diagnostic> {
    Box::new(Diagnostic::error(Code::H0302, at, words!("两边不是同一类的值", "the two sides are not of the same kind")))
}

fn unknown_unit(name: &ast::Name) -> Box<Diagnostic> {
    let written = &name.value;
    let finding =
        Diagnostic::error(Code::H0303, name.span, words!("不认识的单位「{written}」", "unknown unit `{written}`"));
    Box::new(finding.suggest(written, Unit::known_names().iter().copied()))
}
