//! Why a file cannot be read, and what to do about it.

use std::io;

use crate::finding::Words;
use crate::words;

/// Why a file cannot be read.
#[derive(Debug)]
pub enum Fault {
    /// It is protected by a password.
    Encrypted,
    /// A part of it is not what it should be.
    Broken {
        /// The part, as the file names it: `xl/worksheets/sheet1.xml`.
        part: String,
        /// What is wrong with it.
        why: Words,
    },
    /// Reading it would take more memory or time than a file may.
    TooLarge {
        /// The part, as the file names it; empty when it is the file.
        part: String,
        /// What there is too much of.
        why: Words,
    },
    /// It holds no sheets that can be read: it is a document of another kind.
    Foreign {
        /// What it is.
        what: Words,
    },
    /// It is a zip archive with files in it, and no workbook.
    Archive,
    /// There is no such sheet, or member of an archive.
    Absent,
    /// The file system says no.
    Unread(io::Error),
}

impl Fault {
    /// What is wrong, and the way out.
    #[must_use]
    pub fn words(&self) -> (Words, Words) {
        let save_again = || {
            words!(
                "请在表格软件（WPS、Excel 或 LibreOffice）中打开，另存为 xlsx 后再用",
                "open it in the spreadsheet program (WPS, Excel or LibreOffice) and save it anew as xlsx"
            )
        };
        match self {
            Self::Encrypted => (
                words!("文件有密码保护，读不了", "the file is protected by a password"),
                words!(
                    "请用密码打开，取消密码（文件 → 信息 → 保护工作簿），保存后再用；不用密码就能打开的，另存为新的 xlsx",
                    "open it with the password, remove the password and save it; where it opens without one, save it anew as xlsx"
                ),
            ),
            Self::Broken { part, why } => {
                let Words { zh, en } = why;
                (words!("文件已损坏：{part} {zh}", "the file is damaged: {part}: {en}"), save_again())
            }
            Self::TooLarge { part, why } => {
                let Words { zh, en } = why;
                let (zh, en) = if part.is_empty() {
                    (zh.clone(), en.clone())
                } else {
                    (format!("{part} {zh}"), format!("{part}: {en}"))
                };
                (
                    words!("文件太大，不能读：{zh}", "the file is too large to be read: {en}"),
                    words!(
                        "请删去没有数据的行和列，或者拆成几个文件；数据确有这么多的，另存为 CSV UTF-8",
                        "delete the rows and columns without data, or split the file; if there is so much data, save it as CSV UTF-8"
                    ),
                )
            }
            Self::Foreign { what } => (what.clone(), save_again()),
            Self::Archive => (
                words!("这是 zip 压缩包，不是工作簿", "this is a zip archive, not a workbook"),
                words!("请先解压，再用里面的文件", "unpack it and use the files in it"),
            ),
            Self::Absent => (
                words!("文件里没有这张工作表", "there is no such sheet in the file"),
                words!("请核对工作表的名称", "check the name of the sheet"),
            ),
            Self::Unread(error) => (
                words!("文件读不出：{error}", "the file cannot be read: {error}"),
                words!("请核对文件能否打开", "check that the file can be opened"),
            ),
        }
    }
}
