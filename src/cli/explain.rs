//! `heng explain`

use clap::ValueEnum;

use super::output::{Output, Status};
use super::score::{Input, Scored, scored};
use heng::finding::{Code, Diagnostic};
use heng::host::Host;
use heng::host::progress::Stage;
use heng::words::{Wording, told};
use heng::{report, review, session, words};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// 被评对象的编号
    #[arg(long)]
    subject: String,
    /// 只看一个指标（或方面、总分、加分、扣分、等次、条件），逐行列出
    #[arg(long)]
    indicator: Option<String>,
    /// 全部列出，长的也不省略
    #[arg(long)]
    all: bool,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Text,
    Json,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    let scored = match scored(&options.input, host, output, session::score_knowing) {
        Ok(scored) => scored,
        Err(status) => return status,
    };
    let only = options.indicator.as_deref();
    let codes = review::parts(&scored.program);
    if let Some(code) = only.filter(|code| !codes.contains(code)) {
        let unknown = Diagnostic::file(
            Code::H0902,
            scored.rules.sources.source(heng::finding::SourceId::default()).path.as_str(),
            words!("没有编号或名称为「{code}」的指标、方面、条件", "there is no indicator, head or condition `{code}`"),
        )
        .suggest(code, codes.iter().copied());
        output.diagnostics(&scored.rules.sources, &[unknown], scored.rules.language);
        return Status::Findings;
    }
    let row = match session::subject(&scored.program, &scored.tables, &options.subject) {
        Ok(row) => row,
        Err(diagnostic) => {
            output.diagnostics(&scored.rules.sources, &[diagnostic], scored.rules.language);
            return Status::Findings;
        }
    };
    output.progress().begin(Stage::Output);
    let Scored { rules, program, tables, calendar, scores: (results, members) } = &scored;
    let explainer = review::Explainer::new(program, tables, calendar, &rules.sources, results).knowing(members);
    let explainer = if options.all || only.is_some() { explainer.telling_all() } else { explainer };
    let explainer = if options.all { explainer.telling_left_out() } else { explainer };
    let explanation = explainer.explain(row, only);
    let language = output.language(rules.language);
    let told = told(&explanation, Wording { model: &program.rules, subjects: &results.subjects, language });
    output.data(&match options.format {
        Format::Text => report::explanation_text(&told, options.all || only.is_some(), language),
        Format::Json => report::explanation_json(&told, &explanation),
    });
    Status::Success
}
