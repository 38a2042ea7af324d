//! What is said of files and cells before anything is scored.

use crate::data::{Form, What};
use crate::finding::Language;
use crate::survey::Repair;

/// What was made of a cell.
pub(super) fn repair(repair: Repair, language: Language) -> &'static str {
    let (zh, en) = match repair {
        Repair::Unit => ("换算单位", "turned into the unit of the column"),
        Repair::Thousands => ("去掉千位分隔符", "read without marks for thousands"),
        Repair::FullWidth => ("全角改半角", "read in half width"),
        Repair::Numeral => ("中文数字", "read from words"),
        Repair::Rate => ("增减写成文字", "read from words of rise and fall"),
        Repair::Brackets => ("括号表示负数", "read as negative"),
        Repair::Zero => ("零记号", "a mark for 0"),
        Repair::Truth => ("是、否的另一种写法", "another word for yes or no"),
        Repair::Date => ("日期的另一种写法", "another form of a date"),
        Repair::Choice => ("括号的另一种写法", "other brackets"),
        Repair::Spelling => ("数字的另一种写法", "another way to write a number"),
    };
    language.either(zh, en)
}

/// What a row is that is no data.
pub(super) fn left_out(what: What, language: Language) -> &'static str {
    let (zh, en) = match what {
        What::Total => ("合计", "totals"),
        What::Part => ("其中：已计入上一行", "of which: counted in the row above"),
        What::Note => ("注释", "notes"),
        What::Header => ("重复的表头", "the header again"),
        What::Blank => ("没填的空行", "rows that nobody filled in"),
    };
    language.either(zh, en)
}

/// That each row of data is a column of the file.
pub(super) fn turned(language: Language) -> &'static str {
    language.either("，横竖颠倒", ", rows and columns exchanged")
}

/// How a file was read.
pub(super) fn form(form: &Form, language: Language) -> String {
    match form {
        Form::Text { encoding, separator } => {
            let separator = match separator {
                '\t' => language.either("制表符", "tabs").to_owned(),
                ',' => language.either("逗号", "commas").to_owned(),
                ';' => language.either("分号", "semicolons").to_owned(),
                '|' => language.either("竖线", "bars").to_owned(),
                other => other.to_string(),
            };
            match language {
                Language::Zh => format!("{encoding}，{separator}分隔"),
                Language::En => format!("{encoding}, separated by {separator}"),
            }
        }
        Form::Sheet { book, sheet } => match language {
            Language::Zh => format!("{book}，工作表「{sheet}」"),
            Language::En => format!("{book}, sheet `{sheet}`"),
        },
        Form::Parquet => "parquet".to_owned(),
        Form::Json => "JSON".to_owned(),
        Form::Arrow => "Arrow IPC".to_owned(),
        Form::Database => language.either("数据库", "database").to_owned(),
    }
}
