//! `heng fmt`

use clap::ValueEnum;

use super::output::{Output, Status};
use heng::finding::{Language, Sources};
use heng::host::Host;
use heng::session;
use heng::syntax;

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 规则文件
    #[arg(required = true)]
    rules: Vec<String>,
    /// 只检查，不改写；有不合的文件时以 1 退出
    #[arg(long)]
    check: bool,
    /// 关键字换成中文或英文
    #[arg(long, value_enum)]
    keywords: Option<Keywords>,
    /// 改写成规则语言最新的一版
    #[arg(long)]
    upgrade: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Keywords {
    Zh,
    En,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    let keywords = options.keywords.map(|keywords| match keywords {
        Keywords::Zh => Language::Zh,
        Keywords::En => Language::En,
    });
    let mut status = Status::Success;
    for path in &options.rules {
        let text = match session::rule_text(host, path) {
            Ok(text) => text,
            Err(diagnostic) => {
                output.diagnostics(&Sources::default(), &[diagnostic], Language::Zh);
                status = Status::Usage;
                continue;
            }
        };
        let language = syntax::keyword_language(&text);
        let upgraded = if options.upgrade { syntax::upgrade(&text) } else { Ok(text.clone()) };
        let formatted = match upgraded.and_then(|upgraded| syntax::format(&upgraded, keywords)) {
            Ok(formatted) => formatted,
            Err(diagnostics) => {
                let mut sources = Sources::default();
                sources.add(path.clone(), text);
                output.diagnostics(&sources, &diagnostics, language);
                status = status.max(Status::Findings);
                continue;
            }
        };
        if formatted == text {
            continue;
        }
        if options.check {
            output.data(&format!("{path}\n"));
            status = status.max(Status::Findings);
        } else if let Err(error) = host.write(path, formatted.as_bytes()) {
            output.note(&format!("{path}: {error}"));
            status = Status::Usage;
        }
    }
    status
}
