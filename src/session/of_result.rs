//! A result in the place of rules or a packet.

use crate::finding::{Code, Diagnostic};
use crate::words;

/// Results alone tell nothing of the rules and data that made them.
#[must_use]
pub fn of_result(path: &str) -> Option<Diagnostic> {
    let ending = path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())?;
    let is_result = matches!(ending.as_str(), "csv" | "json" | "parquet" | "xlsx" | "xls" | "ods" | "tsv");
    is_result.then(|| {
        Diagnostic::file(
            Code::H0932,
            path,
            words!(
                "这是一份结果，不是规则，也不是数据包；两份结果之间差多少，要看规则和数据各变了什么",
                "this is a result, and neither rules nor a packet; what two results differ by rests on their rules and data"
            ),
        )
        .help(words!(
            "写两份规则文件和数据：heng diff 旧.heng 新.heng --data 旧文件夹 --data 新文件夹；或者两个数据包（heng score --packet）",
            "name the rule files and their data: heng diff OLD.heng NEW.heng --data OLD --data NEW; or two packets (heng score --packet)"
        ))
    })
}
