//! What is wrong with a cell, in words.

use super::findings::Findings;
use crate::core::{Constant, End, Field, Type};
use crate::finding::{Code, Diagnostic, Words, nearest};
use crate::words;

/// Why a cell does not fit its column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fault<'a> {
    NotNumber,
    /// Thousands separators out of place.
    Grouping,
    /// 1.2E+05
    /// A code of which a spreadsheet program lost the last digits.
    Lost,
    /// A formula whose result the file does not hold.
    Unvalued,
    /// #REF!
    Formula,
    /// Something after the number that is no unit.
    UnknownUnit(&'a str),
    /// A unit of another quantity.
    OtherQuantity(&'a str),
    /// A quotient of units without a finite decimal.
    Endless,
    /// More digits than 128 bits hold.
    TooLarge,
    /// More digits than 128 bits hold with the decimals of this other number of the column.
    BesideFiner(&'a str),
    /// More decimals than 128 bits hold.
    TooFine,
    NotYesNo,
    NotDate,
    NotChoice,
    /// Beyond the range that the column declares.
    Outside,
}

impl Fault<'_> {
    pub(super) fn code(self) -> Code {
        match self {
            Fault::NotChoice => Code::H0507,
            Fault::Outside => Code::H0509,
            Fault::NotNumber
            | Fault::Grouping
            | Fault::Lost
            | Fault::Unvalued
            | Fault::Formula
            | Fault::UnknownUnit(_)
            | Fault::OtherQuantity(_)
            | Fault::Endless
            | Fault::TooLarge
            | Fault::BesideFiner(_)
            | Fault::TooFine
            | Fault::NotYesNo
            | Fault::NotDate => Code::H0503,
        }
    }
}

/// Marks that people write where they have no figure.
const BLANKS: &[&str] = &[
    "-",
    "--",
    "－",
    "—",
    "——",
    "–",
    "/",
    "／",
    "\\",
    "无",
    "暂无",
    "空",
    "缺",
    "缺失",
    "不详",
    "未统计",
    "未填",
    "不涉及",
    "不适用",
    "N/A",
    "n/a",
    "NA",
    "#N/A",
    "NaN",
    "nan",
    "NULL",
    "null",
    "None",
    "弃权",
];

/// Adds the finding about a cell.
pub(super) fn add(findings: &mut Findings<'_>, line: u64, field: &Field, text: &str, fault: Fault<'_>) {
    findings.add(fault.code(), |at| {
        let place = at.place(Some(line), Some(&field.column), Some(text));
        let found = Diagnostic::data(fault.code(), place, message(field, text, fault));
        found.help(help(field, text, fault))
    });
}

/// The wording for a fault.
pub(super) fn message(field: &Field, text: &str, fault: Fault<'_>) -> Words {
    let column = &field.column;
    let text = shortened(text);
    match fault {
        Fault::NotNumber | Fault::Grouping | Fault::UnknownUnit(_) => words!(
            "「{column}」须填数字，「{text}」读不成数字",
            "`{column}` takes a number, and `{text}` does not read as one"
        ),
        Fault::Lost if matches!(field.ty, Type::Number(_)) => words!(
            "「{column}」的数「{text}」超过 15 位，表格软件只存得下前 15 位",
            "the number `{text}` in `{column}` has more than the 15 digits that a spreadsheet program keeps"
        ),
        Fault::Lost => words!(
            "「{column}」的编号「{text}」被表格软件当成了数字，后面的几位已经丢了",
            "a spreadsheet program took the code `{text}` in `{column}` for a number, and its last digits are gone"
        ),
        Fault::Unvalued => words!(
            "「{column}」这一格是公式，文件里没有它的结果",
            "this cell of `{column}` is a formula, and the file does not hold its result"
        ),
        Fault::Formula => {
            words!("「{column}」这一格是公式错误「{text}」", "this cell of `{column}` is the formula error `{text}`")
        }
        Fault::OtherQuantity(written) => {
            let Words { zh, en } = unit_words(field);
            words!(
                "「{column}」的单位是{zh}，「{written}」与它不是同一种量",
                "`{column}` is in {en}, and `{written}` measures something else"
            )
        }
        Fault::Endless => {
            let Words { zh, en } = unit_words(field);
            words!("「{text}」换算成{zh}除不尽", "`{text}` has no finite decimal in {en}")
        }
        Fault::TooLarge => {
            words!("「{column}」的数字「{text}」位数太多", "the number `{text}` in `{column}` has too many digits")
        }
        Fault::BesideFiner(finest) => {
            let finest = shortened(finest);
            words!(
                "「{text}」与同一列的「{finest}」放不到一起：按后者的小数位数，前者位数太多",
                "`{text}` does not fit beside `{finest}` of the same column: with as many decimals it has too many digits"
            )
        }
        Fault::TooFine => words!(
            "「{column}」的数字「{text}」小数位数太多",
            "the number `{text}` in `{column}` has too many decimals"
        ),
        Fault::NotYesNo => {
            words!("「{column}」须填 是 或 否，不能填「{text}」", "`{column}` takes √ or ×, not `{text}`")
        }
        Fault::NotDate => words!(
            "「{column}」须填日期，「{text}」读不成日期",
            "`{column}` takes a date, and `{text}` does not read as one"
        ),
        Fault::NotChoice => {
            words!("「{column}」没有「{text}」这一项", "`{column}` has no choice `{text}`")
        }
        Fault::Outside => {
            let (zh, en) = range_words(field);
            words!("「{column}」须{zh}，「{text}」超出了", "`{column}` must be {en}, and `{text}` is not")
        }
    }
}

/// The way out of a fault.
pub(super) fn help(field: &Field, text: &str, fault: Fault<'_>) -> Words {
    if BLANKS.contains(&text) {
        return words!(
            "缺失请留空；确实为零的填 0",
            "leave the cell empty when the value is missing; write 0 only for zero"
        );
    }
    if text.starts_with('#') {
        return words!(
            "这是表格软件的公式错误，请改正公式后重新另存",
            "this is a formula error of the spreadsheet; correct the formula and save again"
        );
    }
    match fault {
        Fault::Lost if matches!(field.ty, Type::Number(_)) => words!(
            "请核对这个数；确实这么大的，换大一些的单位",
            "check the number; if it is so large, write it in a larger unit"
        ),
        Fault::Lost => words!(
            "请把该列设为“文本”格式，重新填写编号，再保存",
            "format the column as text, enter the codes again and save"
        ),
        Fault::Unvalued => words!(
            "请在表格软件中打开、等它算完再保存，或把公式改成数值",
            "open it in the spreadsheet program, let it calculate and save, or replace the formula by its value"
        ),
        Fault::Formula => words!("请改正公式后重新保存", "correct the formula and save again"),
        Fault::NotNumber if text.starts_with(['(', '（']) => {
            words!("负数请在数字前写负号，如 -120", "write a negative number with a minus sign, such as -120")
        }
        Fault::NotNumber => words!(
            "请填一个确定的数字，如 1234.56；“约、近、以上、区间”等说明请另列",
            "write one definite number such as 1234.56; keep words like “about” in another column"
        ),
        Fault::Grouping => words!(
            "千位分隔符须每三位一个，如 1,234,567.89，也可以不写",
            "thousands separators stand at every third digit, as in 1,234,567.89, or not at all"
        ),
        Fault::UnknownUnit(_) | Fault::OtherQuantity(_) => {
            let Words { zh, en } = unit_words(field);
            words!(
                "数字后面只能写{zh}或可以换算成它的单位，也可以不写单位",
                "after the number stands {en}, a unit that converts to it, or nothing"
            )
        }
        Fault::Endless => {
            let Words { zh, en } = unit_words(field);
            words!("请直接按{zh}填写", "write the value in {en}")
        }
        Fault::BesideFiner(finest) => {
            let finest = shortened(finest);
            words!(
                "核对「{finest}」的小数位数；确实要这么多位的，把这一列换成大一些的单位",
                "check the decimals of `{finest}`; if they are meant, declare the column in a larger unit"
            )
        }
        Fault::TooLarge => words!("请核对是否把编号等填进了数字列", "check that it is not an identifier"),
        Fault::TooFine => words!("小数最多 38 位", "at most 38 decimals are read"),
        Fault::NotYesNo => words!("可以填 是、否，有、无，√、×", "write √ for yes and × for no"),
        Fault::NotDate if is_serial(text) => words!(
            "这像是表格软件的日期序号；请把该列设为日期格式后重新另存",
            "this looks like a date serial of the spreadsheet; format the column as a date and save again"
        ),
        Fault::NotDate => {
            words!("请写到日，如 2023-12-31、2023年12月31日、2023/12/31", "write the day as 2023-12-31 or 2023/12/31")
        }
        Fault::NotChoice => choices_help(field, text),
        Fault::Outside => words!(
            "请核对数字和单位；数据无误的，改「数据」里这一列的范围",
            "check the figure and its unit; if it is right, change the range that the table declares"
        ),
    }
}

/// The nearest name and all names.
fn choices_help(field: &Field, text: &str) -> Words {
    let Type::Choice(choices) = &field.ty else {
        return words!("请核对", "check the cell");
    };
    let Words { zh, en } = listed(choices.in_files().iter().map(String::as_str));
    match nearest(text, choices.in_files().iter().map(String::as_str)) {
        Some(name) => words!("是不是想写「{name}」？可以填：{zh}", "did you mean `{name}`? The choices are {en}"),
        None => words!("可以填：{zh}", "the choices are {en}"),
    }
}

/// Names in a row, cut off where nobody reads on.
pub(super) fn listed<'a>(names: impl Iterator<Item = &'a str>) -> Words {
    const SHOWN: usize = 30;
    let mut names = names.map(shortened);
    let shown: Vec<String> = names.by_ref().take(SHOWN).collect();
    let rest = if names.next().is_some() { "…" } else { "" };
    Words::of(|language| language.listed(&shown) + rest)
}

/// A cell as quoted inside a sentence.
pub(super) fn shortened(text: &str) -> String {
    const SHOWN: usize = 40;
    let mut letters = text.chars();
    let mut short: String = letters.by_ref().take(SHOWN).collect();
    if letters.next().is_some() {
        short.push('…');
    }
    short
}

/// The declared range: 不低于 0%、不超过 100%.
fn range_words(field: &Field) -> (String, String) {
    let shown = |end: &End| match (&end.at, &field.ty) {
        (Constant::Number(at), Type::Number(unit)) => unit.shows(at, 8),
        (Constant::Date(at), _) => at.to_string(),
        _ => String::new(),
    };
    let low = field.range.low.as_ref().map(|end| {
        let (zh, en) = if end.inclusive { ("不低于", "at least") } else { ("高于", "above") };
        (zh, en, shown(end))
    });
    let high = field.range.high.as_ref().map(|end| {
        let (zh, en) = if end.inclusive { ("不高于", "at most") } else { ("低于", "below") };
        (zh, en, shown(end))
    });
    let ends: Vec<_> = low.into_iter().chain(high).collect();
    let zh: Vec<String> = ends.iter().map(|(zh, _, at)| format!("{zh} {at}")).collect();
    let en: Vec<String> = ends.iter().map(|(_, en, at)| format!("{en} {at}")).collect();
    (zh.join("、"), en.join(" and "))
}

fn unit_words(field: &Field) -> Words {
    match &field.ty {
        Type::Number(unit) if !unit.name.is_empty() => {
            let name = &unit.name;
            words!("「{name}」", "`{name}`")
        }
        Type::Number(_) | Type::YesNo | Type::Text | Type::Choice(_) | Type::Date => {
            words!("「（无单位）」", "plain numbers")
        }
    }
}

fn is_serial(text: &str) -> bool {
    text.len() == 5 && text.bytes().all(|byte| byte.is_ascii_digit())
}
