//! Reads a file of functions.

use std::sync::Arc;

use rhai::{Engine, LexError, ParseErrorType};

use super::token::{Sort, Tokens};
use super::translate::translate;
use super::tree::Program;
use super::{Complaint, ComplaintKind, Function, Limits, extract};

/// The longest file: rhai counts lines and characters in 16 bits.
const MOST_BYTES: usize = 65_000;

/// How deep expressions and blocks may lie within one another.
const MOST_NESTED: usize = 64;

/// One parsed file of functions.
#[derive(Debug, Clone)]
pub struct Script {
    text: Arc<str>,
    functions: Arc<[Function]>,
    pub(super) program: Arc<Program>,
}

impl Script {
    /// Reads a file of functions.
    ///
    /// # Errors
    /// Everything that is wrong with it. A text that cannot be read as rhai gives its first error, together
    /// with every word in it that scripts may not use.
    pub fn parse(text: &str, limits: &Limits) -> Result<Script, Vec<Complaint>> {
        if text.len() > MOST_BYTES {
            return Err(vec![
                Complaint::new(ComplaintKind::Syntax, 0..0, "脚本文件超过 64 KB", "the script is longer than 64 KB")
                    .help("分成几个文件", "split it into several files"),
            ]);
        }
        let tokens = Tokens::of(text).map_err(|complaint| vec![complaint])?;
        let reserved = reserved(&tokens);
        let ast = match engine(limits).compile(text) {
            Ok(ast) if reserved.is_empty() => ast,
            Ok(_) => return Err(reserved),
            // The words that are not allowed are the better news.
            Err(_) if !reserved.is_empty() => return Err(reserved),
            Err(error) => return Err(vec![unreadable(&error, &tokens)]),
        };
        let program = translate(&ast, &tokens)?;
        let functions = extract::functions(&program);
        Ok(Script { text: Arc::from(text), functions: functions.into(), program: Arc::new(program) })
    }

    /// The functions, in the order of the file.
    #[must_use]
    pub fn functions(&self) -> &[Function] {
        &self.functions
    }

    /// The text.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// rhai as a reader: nothing is registered, since nothing is run by it.
fn engine(limits: &Limits) -> Engine {
    let mut engine = Engine::new_raw();
    engine.set_max_expr_depths(MOST_NESTED, MOST_NESTED);
    engine.set_max_array_size(limits.items);
    engine.set_max_map_size(limits.items);
    engine
}

/// Words of rhai that scripts may not use and whose mere mention rhai takes amiss or reads in its own way.
fn reserved(tokens: &Tokens) -> Vec<Complaint> {
    let mut found = Vec::new();
    let mut before = "";
    for (token, text) in tokens.iter() {
        let words = matches!(token.sort, Sort::Word)
            .then(|| match text {
                "import" | "export" | "module" | "eval" | "Fn" | "try" | "catch" | "this" | "print" | "debug"
                | "is_def_fn" | "is_def_var" | "is_shared" | "type_of" => super::translate::of_name(text),
                _ => None,
            })
            .flatten();
        if let Some(words) = words.filter(|_| before != ".") {
            let complaint = Complaint::new(ComplaintKind::Forbidden, token.at.clone(), words.zh, words.en);
            found.push(complaint.help(words.help_zh, words.help_en));
        }
        before = text;
    }
    found
}

/// What rhai could not read, in the words of those who write rules.
fn unreadable(error: &rhai::ParseError, tokens: &Tokens) -> Complaint {
    let at = tokens.at(error.position());
    let en = error.err_type().to_string();
    let zh = match error.err_type() {
        ParseErrorType::UnexpectedEOF => "脚本没有写完，可能缺少 }".to_owned(),
        ParseErrorType::MissingToken(token, _) => format!("这里缺少 {token}"),
        ParseErrorType::Reserved(word) => format!("「{word}」不能这样用"),
        ParseErrorType::ExprTooDeep => format!("算式或语句套得太深（最多 {MOST_NESTED} 层），请拆成几步"),
        ParseErrorType::AssignmentToConstant(name) => format!("「{name}」是用 const 写的，不能再改"),
        ParseErrorType::FnDuplicatedParam(name, parameter) => format!("函数「{name}」的参数「{parameter}」写了两次"),
        ParseErrorType::FnDuplicatedDefinition(name, _) => format!("函数「{name}」写了两次"),
        ParseErrorType::WrongFnDefinition => "函数里面不能再写函数".to_owned(),
        ParseErrorType::VariableExpected => "这里要一个变量名".to_owned(),
        ParseErrorType::PropertyExpected => "点后面要一个名称".to_owned(),
        ParseErrorType::ExprExpected(_) => "这里要一个算式".to_owned(),
        ParseErrorType::LoopBreak => "break 和 continue 只能写在循环里".to_owned(),
        ParseErrorType::LiteralTooLarge(..) => "这里写得太长".to_owned(),
        ParseErrorType::BadInput(LexError::MalformedNumber(_)) => "这个数读不懂，或者超过 28 位".to_owned(),
        ParseErrorType::BadInput(LexError::UnterminatedString) => "文本没有写完，缺少引号".to_owned(),
        _ => format!("这里读不懂（{en}）"),
    };
    let sign = tokens.sign(at.start).and_then(|found| SIGNS.iter().find(|(sign, _)| *sign == found));
    if let Some((sign, plain)) = sign {
        let (zh, en) = (format!("脚本里不用「{sign}」"), format!("scripts do not use `{sign}`"));
        return Complaint::new(ComplaintKind::Syntax, at, zh, en)
            .help(format!("标点用半角，写成 {plain}"), format!("write {plain}"));
    }
    Complaint::new(ComplaintKind::Syntax, at, zh, en)
}

/// Signs of rule files and documents, and what a script has for them.
const SIGNS: &[(char, &str)] = &[
    ('（', "("),
    ('）', ")"),
    ('｛', "{"),
    ('｝', "}"),
    ('；', ";"),
    ('，', ","),
    ('、', ","),
    ('：', ":"),
    ('×', "*"),
    ('÷', "/"),
    ('＋', "+"),
    ('－', "-"),
    ('−', "-"),
    ('＝', "="),
    ('≥', ">="),
    ('≤', "<="),
    ('≠', "!="),
    ('＞', ">"),
    ('＜', "<"),
    ('“', "\""),
    ('”', "\""),
];
