//! What stands between the cells of a file instead of what its name says.

use super::blank::trim;
use super::findings::Findings;
use super::header::wanted;
use crate::core::Table;
use crate::finding::{Code, Diagnostic};
use crate::words;

/// A sign that stands between the cells of a file.
pub(super) struct Separator {
    sign: char,
    zh: &'static str,
    en: &'static str,
}

const SEPARATORS: &[Separator] = &[
    Separator { sign: ';', zh: "分号", en: "semicolons" },
    Separator { sign: ',', zh: "逗号", en: "commas" },
    Separator { sign: '\t', zh: "制表符", en: "tabs" },
    Separator { sign: '|', zh: "竖线", en: "bars" },
    Separator { sign: '，', zh: "全角逗号", en: "full-width commas" },
    Separator { sign: '；', zh: "全角分号", en: "full-width semicolons" },
    Separator { sign: '、', zh: "顿号", en: "ideographic commas" },
    Separator { sign: '\u{3000}', zh: "全角空格", en: "full-width blanks" },
    Separator { sign: ' ', zh: "空格", en: "blanks" },
];

/// The sign at which a header that holds no declared column falls into declared columns.
pub(super) fn instead(header: &[&str], declared: &Table) -> Option<&'static Separator> {
    let columns = wanted(declared);
    if header.iter().any(|name| columns.contains(&trim(name))) {
        return None;
    }
    let holds_columns = |separator: &&Separator| {
        let mut names =
            header.iter().filter(|cell| cell.contains(separator.sign)).flat_map(|cell| cell.split(separator.sign));
        names.any(|name| columns.contains(&trim(name).trim_matches('"')))
    };
    SEPARATORS.iter().find(holds_columns)
}

impl Separator {
    /// The sign where cells can be told apart by it in the bytes of a text: not where it is a blank or of full width.
    pub(super) fn byte(&self) -> Option<u8> {
        u8::try_from(u32::from(self.sign)).ok().filter(|byte| *byte != b' ')
    }

    /// Says what the file has, and what a file of its name has.
    pub(super) fn report(&self, wanted: u8, findings: &mut Findings<'_>) {
        let (zh, en) = (self.zh, self.en);
        let named = SEPARATORS.iter().find(|separator| separator.sign == char::from(wanted));
        let (wanted_zh, wanted_en) = named.map_or(("逗号", "commas"), |separator| (separator.zh, separator.en));
        findings.add(Code::H0502, |at| {
            Diagnostic::data(
                Code::H0502,
                at.place(None, None, None),
                words!(
                    "各列之间是{zh}，按文件名应是{wanted_zh}",
                    "the cells are separated by {en}; by the name of the file they should be by {wanted_en}"
                ),
            )
            .help(if self.sign == '\t' {
                words!(
                    "把文件名的结尾改成 .tsv（「数据」里也改），或在表格软件中另存为“CSV UTF-8（逗号分隔）”",
                    "let the name of the file end in .tsv, here and in the table, or save it from the spreadsheet program as “CSV UTF-8”"
                )
            } else {
                words!(
                    "请在表格软件中打开（导入时分隔符选{zh}），另存为“CSV UTF-8（逗号分隔）”",
                    "open it in the spreadsheet program, with {en} as separators, and save it as “CSV UTF-8”"
                )
            })
        });
    }
}
