//! `heng error`

use super::output::{Output, Status};
use heng::finding::Code;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 诊断代码，如 H0401；不写时列出全部
    code: Option<String>,
}

pub(super) fn run(options: &Options, output: &mut Output) -> Status {
    let Some(name) = &options.code else {
        for code in Code::ALL {
            output.data(&format!("{code}  {}  {}\n", code.title_zh(), code.title_en()));
        }
        return Status::Success;
    };
    if let Some(code) = Code::of(name) {
        output.data(code.page());
        return Status::Success;
    }
    let known = Code::ALL.iter().map(|code| code.name());
    let near = heng::finding::nearest(&name.to_uppercase(), known);
    let hint = near.map(|near| format!("，是不是 {near}？")).unwrap_or_default();
    output.note(&format!("没有代码 {name}{hint}（heng error 列出全部）"));
    Status::Usage
}
