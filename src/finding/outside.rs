//! A file that rules name and that lies where they read nothing.

use super::{Code, Diagnostic, Words};
use crate::words;

/// A file outside of the folders of the rules and the data. `folder` is what to allow for it to be read.
#[must_use]
pub fn outside(path: &str, folder: &str) -> Diagnostic {
    let (message, help) = outside_words(path, folder);
    Diagnostic::file(Code::H0903, path, message).help(help)
}

/// What is said of such a file, and the way out.
#[must_use]
pub fn outside_words(path: &str, folder: &str) -> (Words, Words) {
    let folder = quoted(folder);
    (
        words!(
            "「{path}」在规则文件的文件夹和数据文件夹之外，没有读",
            "`{path}` lies outside of the folder of the rules and that of the data, and was not read"
        ),
        words!(
            "信得过、确实要读的，命令后面加 --allow {folder}；不然把文件放进规则文件的文件夹",
            "if you trust it and it is to be read, add --allow {folder} to the command; or move the file beside the rules"
        ),
    )
}

/// A path as a shell takes it for one word.
fn quoted(path: &str) -> String {
    let is_plain =
        |letter: char| letter.is_alphanumeric() || matches!(letter, '/' | '.' | '_' | '-' | '\\' | ':' | '~');
    if path.starts_with(|first: char| first != '-' && first != '~') && path.chars().all(is_plain) {
        return path.to_owned();
    }
    format!("'{}'", path.replace('\'', r"'\''"))
}
