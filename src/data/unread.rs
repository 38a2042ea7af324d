//! What is said of a file that cannot be opened.

use std::io::ErrorKind;

use super::findings::Findings;
use super::packed;
use crate::core::Table as Declared;
use crate::finding::{Code, outside_words};
use crate::host::{self, Kind};
use crate::words;

/// That a folder stands where a file was meant.
pub(super) fn report_folder(file: &str, findings: &mut Findings<'_>) {
    findings.add_file(
        Code::H0508,
        words!("{file} 是文件夹，不是文件", "{file} is a folder and no file"),
        Some(words!(
            "一张表分在几个文件里的，在 数据 中写 \"{file}/\"，就读这个文件夹里的全部文件",
            "to read all files of the folder as one table, name it \"{file}/\" in the `table` item"
        )),
    );
}

/// Why a file cannot be opened.
pub(super) fn report_unread(
    error: &std::io::Error,
    kind: Kind,
    file: &str,
    declared: &Declared,
    findings: &mut Findings<'_>,
) {
    let table = &declared.name;
    if let Some(folder) = host::outside(error) {
        let (message, help) = outside_words(file, folder);
        findings.add_file(Code::H0903, message, Some(help));
        return;
    }
    if let Some(packed::Unread(fault)) = error.get_ref().and_then(|error| error.downcast_ref()) {
        super::layout::report(fault, None, findings);
        return;
    }
    match kind {
        Kind::Folder if error.kind() != ErrorKind::NotFound => report_folder(file, findings),
        Kind::Stream => findings.add_file(
            Code::H0508,
            words!("{file} 是管道或设备，不是文件", "{file} is a pipe or a device and no file"),
            Some(words!("请把数据存成文件", "save the data as a file")),
        ),
        _ if error.kind() == ErrorKind::NotFound => findings.add_file(
            Code::H0501,
            words!("找不到数据文件 {file}", "the data file {file} does not exist"),
            Some(words!(
                "数据「{table}」要用它；请核对数据文件夹和文件名",
                "`{table}` is read from it; check the data folder and the file name"
            )),
        ),
        _ => findings.add_file(
            Code::H0508,
            words!("数据文件 {file} 打不开：{error}", "the data file {file} cannot be opened: {error}"),
            None,
        ),
    }
}
