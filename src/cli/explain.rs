//! `heng explain`

use super::explained::{Format, Pages};
use super::misuse;
use super::output::{Output, Status};
use super::score::{Input, Scored, made_of, scored};
use heng::finding::{Code, Diagnostic};
use heng::host::Host;
use heng::host::progress::Stage;
use heng::words::Wording;
use heng::{review, session, words};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// 被评对象的编号；all 是全部
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
    /// 写进这个文件；--subject all 时是文件夹，每家一个文件
    #[arg(long, value_name = "FILE|DIR")]
    out: Option<String>,
}

/// What `--subject` names when it names no one.
const ALL: &str = "all";

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    let is_all = options.subject == ALL;
    if is_all && options.format == Format::Html && options.out.is_none() {
        let words = words!(
            "--subject all 的网页是每家一个文件；用 --out 写一个文件夹",
            "with --subject all there is a page for each subject: name a folder with --out"
        );
        return output.misused(&words, misuse::asked_language());
    }
    let scored = match scored(&options.input, host, output, session::score_knowing) {
        Ok(scored) => scored,
        Err(status) => return status,
    };
    let refused = |found: Diagnostic| {
        output.diagnostics(&scored.rules.sources, &[found], scored.rules.language);
        Status::Findings
    };
    let only = options.indicator.as_deref();
    if let Some(unknown) = only.and_then(|code| unknown(&scored, code)) {
        return refused(unknown);
    }
    let row = match session::subject(&scored.program, &scored.tables, &options.subject) {
        _ if is_all => None,
        Ok(row) => Some(row),
        Err(found) => return refused(found),
    };
    output.progress().begin(Stage::Output);
    let Scored { rules, program, tables, calendar, scores: (results, members), .. } = &scored;
    let full = options.all || only.is_some();
    let explainer = review::Explainer::new(program, tables, calendar, &rules.sources, results).knowing(members);
    let explainer = if full { explainer.telling_all() } else { explainer };
    let explainer = if options.all { explainer.telling_left_out() } else { explainer };
    let language = output.language(rules.language);
    let wording = Wording { model: &program.rules, subjects: &results.subjects, language };
    let pages = Pages { explainer, wording, only, full, format: options.format };
    match (row, &options.out) {
        (Some(row), None) => {
            output.data(&pages.page(row, None).1);
            Status::Success
        }
        (Some(_), Some(path)) if scored.is_of(&options.input, host, path) => {
            output.misused(&made_of("--out", path), rules.language)
        }
        (Some(row), Some(path)) => {
            let page = pages.page(row, None).1;
            output.replace(host, path, language, &mut |out| out.write_all(page.as_bytes()))
        }
        (None, None) => output.stream(|out| pages.one_after_the_other(out)),
        (None, Some(folder)) => {
            let is_input = |path: &str| scored.is_of(&options.input, host, path);
            pages.fill_folder(folder, host, output, &is_input)
        }
    }
}

/// That there is no such part.
fn unknown<S>(scored: &Scored<S>, code: &str) -> Option<Diagnostic> {
    let codes = review::parts(&scored.program);
    if codes.contains(&code) {
        return None;
    }
    let file = scored.rules.sources.source(heng::finding::SourceId::default()).path.as_str();
    let words =
        words!("没有编号或名称为「{code}」的指标、方面、条件", "there is no indicator, head or condition `{code}`");
    Some(Diagnostic::file(Code::H0902, file, words).suggest(code, codes.iter().copied()))
}
