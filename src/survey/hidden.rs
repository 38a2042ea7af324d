//! What a workbook does not show: rows that were read all the same, and sheets that were not.

use crate::data::Table;
use crate::finding::{Code, Diagnostic, Words};
use crate::words;

pub(super) fn look(table: &Table, findings: &mut Vec<Diagnostic>) {
    for reading in &table.readings {
        let rows = reading.hidden_rows;
        if rows > 0 {
            let message = words!(
                "有 {rows} 行是隐藏的或被筛选掉的，也读了进来",
                "{rows} rows are hidden or filtered out, and were read all the same"
            );
            let help = words!("不是数据的，请删去这些行", "delete them if they are no data");
            findings.push(Diagnostic::file(Code::H0516, reading.name.clone(), message).help(help));
        }
        if !reading.hidden_sheets.is_empty() {
            let Words { zh, en } = Words::listed(&reading.hidden_sheets);
            let message = words!("隐藏的工作表没有读：{zh}", "hidden sheets were not read: {en}");
            let help = words!(
                "里面有数据的，取消隐藏，或在 数据 中写 工作表 和它的名称",
                "if they hold data, unhide them, or name them in the table with worksheet"
            );
            findings.push(Diagnostic::file(Code::H0516, reading.name.clone(), message).help(help));
        }
    }
}
