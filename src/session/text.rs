//! Files of text, read whole.

use std::io::ErrorKind;

use crate::finding::{Code, Diagnostic, outside};
use crate::host::{self, Host, Kind, read_up_to};
use crate::words;

pub(super) fn read_text(host: &dyn Host, path: &str, code: Code) -> Result<String, Diagnostic> {
    decoded(bytes(host, path, code)?, path, code)
}

/// No rules, script, calendar or list of clauses has more bytes than these; a file of data may, and has its own reader.
const MOST: usize = 8 << 20;

pub(super) fn bytes(host: &dyn Host, path: &str, code: Code) -> Result<Vec<u8>, Diagnostic> {
    read_up_to(host, path, MOST).map_err(|error| {
        if let Some(folder) = host::outside(&error) {
            return outside(path, folder);
        }
        let most = MOST >> 20;
        let is_there = error.kind() != ErrorKind::NotFound;
        let message = match (host.kind(path), error.kind()) {
            (Kind::Folder, _) if is_there => {
                words!("「{path}」是文件夹，不是文件", "`{path}` is a folder and no file")
            }
            (Kind::Stream, _) => {
                words!("「{path}」是管道或设备，不是文件", "`{path}` is a pipe or a device and no file")
            }
            (_, ErrorKind::NotFound) => words!("没有文件「{path}」", "there is no file `{path}`"),
            (_, ErrorKind::FileTooLarge) => words!(
                "文件「{path}」超过 {most} MiB，不是这里要的文字",
                "`{path}` has more than {most} MiB and is not the text that is asked for"
            ),
            _ => words!("文件「{path}」读不出：{error}", "`{path}` cannot be read: {error}"),
        };
        let is_long = error.kind() == ErrorKind::FileTooLarge && code == Code::H0901;
        Diagnostic::file(if is_long { Code::H0107 } else { code }, path, message)
            .help(words!("核对文件名和所在的文件夹", "check the name of the file and its folder"))
    })
}

pub(super) fn decoded(bytes: Vec<u8>, path: &str, code: Code) -> Result<String, Diagnostic> {
    let mut text = String::from_utf8(bytes).map_err(|_| {
        Diagnostic::file(code, path, words!("文件「{path}」不是 UTF-8 编码", "`{path}` is not UTF-8"))
            .help(words!("在编辑器里另存为 UTF-8", "save it as UTF-8"))
    })?;
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    Ok(text)
}

/// A path relative to the folder of a file, without the steps that lead nowhere.
pub(super) fn beside(file: &str, path: &str) -> String {
    let folder = file.rfind(['/', '\\']).and_then(|at| file.get(..at + 1)).unwrap_or("");
    let joined = if path.starts_with('/') { path.to_owned() } else { format!("{folder}{path}") };
    let mut steps: Vec<&str> = Vec::new();
    for step in joined.split(['/', '\\']) {
        match (step, steps.last()) {
            (".", _) => {}
            ("..", Some(last)) if !matches!(*last, ".." | "") => {
                steps.pop();
            }
            _ => steps.push(step),
        }
    }
    steps.join("/")
}
