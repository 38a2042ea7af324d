//! Rules written by the grammar itself: a random derivation of `grammar/heng.pest`.
//!
//! Predicates are passed over, so that some derivations are no rules; whatever the grammar learns, this writes.

use std::collections::BTreeMap;

use heng::syntax::keyword::UNITS;

use crate::random::Random;

const GRAMMAR: &str = include_str!("../../grammar/heng.pest");

/// Deeper than this the shortest way out is taken.
const DEEPEST: usize = 9;

#[derive(Debug, Clone)]
enum Piece {
    Text(String),
    Rule(String),
    Row(Vec<Piece>),
    Choice(Vec<Piece>),
    /// At least, and how many more.
    Times(Box<Piece>, usize, usize),
    Nothing,
}

/// The rules of the grammar by name.
pub(crate) struct Grammar(BTreeMap<String, Piece>);

impl Grammar {
    pub(crate) fn read() -> Self {
        let mut rules = BTreeMap::new();
        let code: String =
            GRAMMAR.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
        let mut reader = Reader { letters: code.chars().collect(), at: 0 };
        while let Some(name) = reader.word() {
            reader.sign('=');
            while matches!(reader.peek(), Some('@' | '$' | '_' | '!')) {
                reader.at += 1;
            }
            reader.sign('{');
            let body = reader.choice();
            reader.sign('}');
            rules.insert(name, body);
        }
        assert!(rules.len() > 200, "the grammar is read");
        Self(rules)
    }

    /// A file of a few statements.
    pub(crate) fn file(&self, random: &mut Random) -> String {
        const PLAIN: &[&str] = &[
            "s_rule_set",
            "s_cycle",
            "s_basis",
            "s_full",
            "s_rounding",
            "s_gloss",
            "s_parameter",
            "s_parameter",
            "s_definition",
            "s_definition",
            "s_definition",
            "s_condition",
            "s_condition",
            "s_veto",
            "s_restriction",
            "s_script_limits",
        ];
        const BLOCKS: &[(&str, &[&str])] = &[
            ("s_table", &["s_field", "s_field", "s_field", "s_key", "s_other_columns"]),
            ("s_script", &["s_script_function", "s_script_function"]),
            ("s_bonus", &["s_entry"]),
            ("s_deduction", &["s_entry"]),
            ("s_grades", &["s_grade", "s_grade", "s_grade_missing", "s_grade_rest"]),
            ("s_outputs", &["s_output", "s_output"]),
            ("s_each", &["s_basis", "s_missing", "s_local", "s_without", "s_aggregate", "s_gaps"]),
            ("s_keyed", &["s_keyed_header", "c_key"]),
            ("s_example", &["s_rows", "s_assume", "s_expect", "s_expect"]),
        ];
        const CLAUSES: &[&str] = &[
            "s_basis",
            "s_applies",
            "s_value",
            "s_value",
            "s_scoring",
            "s_scoring",
            "s_adjust",
            "s_missing",
            "s_evidence",
            "s_advice",
            "s_local",
            "s_without",
        ];
        const CELLS: &[&str] = &[
            "c_expression",
            "c_expression",
            "c_scoring",
            "c_basis",
            "c_adjust",
            "c_missing",
            "c_rounding",
            "c_direction",
        ];
        let mut text = String::new();
        for _ in 0..=random.below(3) {
            match random.below(9) {
                8 => {
                    text.push_str(&self.statement("s_header", random));
                    text.push('\n');
                    text.push_str(&self.statement("s_head", random));
                    text.push_str(" {\n");
                    for _ in 0..=random.below(3) {
                        text.push_str(&self.statement("c_code", random));
                        for _ in 0..=random.below(3) {
                            text.push_str(" | ");
                            text.push_str(&self.statement(random.of_all(CELLS), random));
                        }
                        text.push('\n');
                    }
                    text.push('}');
                }
                0 => {
                    text.push_str(&self.statement("s_head", random));
                    text.push_str(" {\n");
                    for _ in 0..=random.below(2) {
                        text.push_str(&self.statement("s_indicator", random));
                        self.block(CLAUSES, &mut text, random);
                    }
                    text.push('}');
                }
                1..=3 => {
                    let (head, inside) = random.of_all(BLOCKS);
                    text.push_str(&self.statement(head, random));
                    self.block(inside, &mut text, random);
                }
                _ => text.push_str(&self.statement(random.of_all(PLAIN), random)),
            }
            text.push('\n');
        }
        text
    }

    fn block(&self, inside: &[&str], text: &mut String, random: &mut Random) {
        text.push_str(" {\n");
        for _ in 0..random.below(5) {
            text.push_str(&self.statement(random.of_all(inside), random));
            text.push_str(random.of_all(&["\n", "\n", " ; "]));
        }
        text.push_str("}\n");
    }

    fn statement(&self, rule: &str, random: &mut Random) -> String {
        let mut text = String::new();
        self.write(&Piece::Rule(rule.to_owned()), DEEPEST, &mut text, random);
        text
    }

    fn write(&self, piece: &Piece, depth: usize, text: &mut String, random: &mut Random) {
        match piece {
            Piece::Nothing => {}
            Piece::Text(word) => push(text, word),
            Piece::Row(pieces) => pieces.iter().for_each(|piece| self.write(piece, depth, text, random)),
            Piece::Choice(pieces) => self.write(&pieces[random.below(pieces.len())], depth, text, random),
            Piece::Times(piece, least, more) => {
                let more = if depth == 0 { 0 } else { random.below(more + 1) };
                for _ in 0..least + more {
                    self.write(piece, depth, text, random);
                }
            }
            Piece::Rule(name) => match literal(name, random) {
                Some(word) => push(text, &word),
                None if depth == 0 && matches!(name.as_str(), "expression" | "amount" | "operand" | "primary") => {
                    push(text, "满意率");
                }
                None => {
                    if let Some(body) = self.0.get(name) {
                        // Only what nests goes deeper.
                        let deeper = usize::from(matches!(name.as_str(), "expression" | "amount" | "primary"));
                        self.write(body, depth.saturating_sub(deeper), text, random);
                    }
                }
            },
        }
    }
}

/// Words of the same kind stand apart; signs need not.
fn push(text: &mut String, word: &str) {
    if word.starts_with(|c: char| c.is_alphanumeric() || c == '"')
        && !text.ends_with([' ', '\n', '(', '（', '.'])
        && !text.is_empty()
    {
        text.push(' ');
    }
    text.push_str(word);
}

/// Rules below the level of words, and words that are names.
fn literal(rule: &str, random: &mut Random) -> Option<String> {
    const NAMES: &[&str] = &[
        "园区",
        "机构",
        "事件",
        "荣誉",
        "满意率",
        "专职人员",
        "营业收入",
        "建筑面积",
        "园区类型",
        "综合性",
        "专业性",
        "园区编号",
        "D",
        "D1",
        "优秀",
        "合格",
        "符合",
        "甲",
        "乙",
        "办结日",
        "查实",
        "级别",
    ];
    const NUMBERS: &[&str] = &[
        "0",
        "1",
        "3",
        "0.5",
        "95%",
        "10 亿元",
        "4 分",
        "2 家",
        "5 个工作日",
        "10 个百分点",
        "5000 平方米",
        "100 分",
        "１０分",
    ];
    Some(match rule {
        "SOI" | "EOI" => String::new(),
        "name" | "head_name" | "function_name" => random.of_all(NAMES).to_owned(),
        "function" => {
            let (zh, en) = random.of_all(heng::syntax::keyword::FUNCTIONS);
            if random.one_in(8) { en } else { zh }.to_owned()
        }
        "number" => random.of_all(NUMBERS).to_owned(),
        "digits" => random.below(200).to_string(),
        "count" => random.below(6).to_string(),
        "unit" => random.of_all(UNITS).to_owned(),
        "string" => random.of_all(&["\"甲\"", "\"a.csv\"", "“文字”", "\"差 {满意率 - 1%}\"", "\"\""]).to_owned(),
        "date" => random.of_all(&["2024-01-01", "2023年3月1日", "2024-12-31"]).to_owned(),
        "clause_ref" => random.of_all(&["第九条", "第九条（一）", "第十四条(四)", "第三条第二款"]).to_owned(),
        _ => return None,
    })
}

/// Reads the notation of the grammar.
struct Reader {
    letters: Vec<char>,
    at: usize,
}

impl Reader {
    fn peek(&mut self) -> Option<char> {
        while self.letters.get(self.at).is_some_and(|c| c.is_whitespace()) {
            self.at += 1;
        }
        self.letters.get(self.at).copied()
    }

    fn sign(&mut self, wanted: char) {
        assert_eq!(
            self.peek(),
            Some(wanted),
            "at {}",
            self.letters[self.at.saturating_sub(40)..self.at].iter().collect::<String>()
        );
        self.at += 1;
    }

    fn word(&mut self) -> Option<String> {
        self.peek()?;
        let start = self.at;
        while self.letters.get(self.at).is_some_and(|c| c.is_alphanumeric() || *c == '_') {
            self.at += 1;
        }
        (self.at > start).then(|| self.letters[start..self.at].iter().collect())
    }

    fn choice(&mut self) -> Piece {
        let mut pieces = Vec::new();
        loop {
            if self.peek() == Some('|') {
                self.at += 1;
            }
            pieces.push(self.row());
            if self.peek() != Some('|') {
                break;
            }
        }
        if pieces.len() == 1 { pieces.remove(0) } else { Piece::Choice(pieces) }
    }

    fn row(&mut self) -> Piece {
        let mut pieces = vec![self.repeated()];
        while self.peek() == Some('~') {
            self.at += 1;
            pieces.push(self.repeated());
        }
        Piece::Row(pieces)
    }

    fn repeated(&mut self) -> Piece {
        if matches!(self.peek(), Some('!' | '&')) {
            self.at += 1;
            self.repeated();
            return Piece::Nothing;
        }
        let piece = self.primary();
        match self.peek() {
            Some('?') => self.times(piece, 0, 1),
            Some('*') => self.times(piece, 0, 2),
            Some('+') => self.times(piece, 1, 1),
            Some('{') => {
                while self.letters[self.at] != '}' {
                    self.at += 1;
                }
                self.times(piece, 2, 0)
            }
            _ => piece,
        }
    }

    fn times(&mut self, piece: Piece, least: usize, more: usize) -> Piece {
        self.at += 1;
        Piece::Times(Box::new(piece), least, more)
    }

    fn primary(&mut self) -> Piece {
        match self.peek() {
            Some('(') => {
                self.at += 1;
                let piece = self.choice();
                self.sign(')');
                piece
            }
            // A text in letters of either case.
            Some('^') => {
                self.at += 1;
                self.primary()
            }
            Some('"') => {
                let mut text = String::new();
                self.at += 1;
                while self.letters[self.at] != '"' {
                    if self.letters[self.at] == '\\' {
                        self.at += 1;
                        // An escape such as \u{3000} is a blank here; \" and \\ stand for themselves.
                        if self.letters[self.at] == 'u' {
                            while self.letters[self.at] != '}' {
                                self.at += 1;
                            }
                            self.letters[self.at] = ' ';
                        }
                    }
                    text.push(self.letters[self.at]);
                    self.at += 1;
                }
                self.at += 1;
                Piece::Text(text)
            }
            Some('\'') => {
                // A range of characters: its first one.
                let letter = self.letters[self.at + 1];
                while self.peek() == Some('\'') || self.peek() == Some('.') {
                    self.at += if self.letters[self.at] == '\'' { 3 } else { 1 };
                }
                Piece::Text(letter.to_string())
            }
            _ => match self.word() {
                Some(word) => Piece::Rule(word),
                None => panic!("{}", self.letters[self.at.saturating_sub(60)..].iter().take(120).collect::<String>()),
            },
        }
    }
}
