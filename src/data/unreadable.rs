//! What is said of a text that cannot be read to its end.

use super::blocks::{Broken, LONGEST};
use super::findings::Findings;
use crate::finding::{Code, Diagnostic};
use crate::words;

/// No header has names of more bytes than these together.
pub(super) const LONGEST_HEADER: usize = 1 << 20;

pub(super) fn report_long_header(findings: &mut Findings<'_>) {
    findings.add(Code::H0508, |at| {
        let most = LONGEST_HEADER >> 20;
        let message = words!("表头超过 {most} MiB，不是一张表的表头", "the header has more than {most} MiB");
        let help = words!("第一行须是列名", "the first line holds the names of the columns");
        Diagnostic::data(Code::H0508, at.place(None, None, None), message).help(help)
    });
}

pub(super) fn report_empty(findings: &mut Findings<'_>) {
    findings.add(Code::H0502, |at| {
        let message = words!("文件是空的，没有表头", "the file is empty and has no header");
        let help = words!("第一行须是列名", "the first line holds the names of the columns");
        Diagnostic::data(Code::H0502, at.place(None, None, None), message).help(help)
    });
}

/// The line is that of a row; the header has none.
pub(super) fn report_broken(broken: &Broken, line: Option<u64>, findings: &mut Findings<'_>) {
    match broken {
        Broken::Unread(error) => findings.add_file(
            Code::H0508,
            words!("数据文件读到一半读不下去：{error}", "the data file cannot be read to its end: {error}"),
            None,
        ),
        Broken::Long { is_open } => findings.add(Code::H0508, |at| {
            let most = LONGEST >> 20;
            let message = words!("这一行超过 {most} MiB，不是一张表的一行", "this row has more than {most} MiB");
            let found = Diagnostic::data(Code::H0508, at.place(line, None, None), message);
            found.help(if *is_open {
                words!(
                    "这一行的引号可能没有配对，把后面的行也并了进来",
                    "a quotation mark may be unpaired, so that later lines became part of this row"
                )
            } else {
                words!(
                    "请核对这是不是一张表，再重新导出；一行一条，行末换行",
                    "check that this is a table and export it again: one row in a line, and a line end behind each"
                )
            })
        }),
    }
}
