//! `heng error`

use super::output::{Output, Status};
use heng::finding::{Code, Language};
use heng::invariant::OrBroken;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 诊断代码，如 H0401；不写时列出全部
    code: Option<String>,
}

pub(super) fn run(options: &Options, output: &mut Output) -> Status {
    let language = output.language(Language::Zh);
    let Some(name) = &options.code else {
        for code in Code::ALL {
            output.data(&match language {
                Language::Zh => format!("{code}  {}  {}\n", code.title_zh(), code.title_en()),
                Language::En => format!("{code}  {}\n", code.title_en()),
            });
        }
        return Status::Success;
    };
    if let Some(code) = Code::of(name) {
        output.data(&match language {
            Language::Zh => code.page().to_owned(),
            Language::En => format!("# {code} {}\n\n{}\n", code.title_en(), in_english(code)),
        });
        return Status::Success;
    }
    let known = Code::ALL.iter().map(|code| code.name());
    let name_known = name.to_uppercase();
    // Any code is two figures from some other.
    let near = heng::finding::nearest(&name_known, known).filter(|near| is_one_off(&name_known, near));
    output.note(&match language {
        Language::Zh => {
            let hint = near.map(|near| format!("，是不是 {near}？")).unwrap_or_default();
            format!("没有代码 {name}{hint}（heng error 列出全部）")
        }
        Language::En => {
            let hint = near.map(|near| format!(", did you mean {near}?")).unwrap_or_default();
            format!("there is no code {name}{hint} (heng error lists all)")
        }
    });
    Status::Usage
}

/// Whether two codes of one length differ in one place or in the order of two, or one of them lacks a place.
fn is_one_off(written: &str, code: &str) -> bool {
    let differing: Vec<(char, char)> = written.chars().zip(code.chars()).filter(|(one, other)| one != other).collect();
    match differing.as_slice() {
        [] | [_] => true,
        [(one, other), (next, last)] => one == last && other == next,
        _ => written.len() != code.len(),
    }
}

/// What the last paragraph of a page says, which is in English.
fn in_english(code: Code) -> String {
    let last = code.page().trim_end().rsplit("\n\n").next().or_broken("a page has a last paragraph");
    let said = last.strip_prefix("English: ").unwrap_or(last);
    let mut letters = said.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}
