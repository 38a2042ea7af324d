//! `heng what-if`

use super::common::TextOrJson as Format;
use super::input::Input;
use super::misuse;
use super::output::{Output, Status};
use super::place::{self, Place};
use super::scored::{Scored, scored_at};
use heng::host::Host;
use heng::host::progress::Stage;
use heng::{report, session, words};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// 设想一格是别的值，如 P02.满意率=91%；下级数据写成 表[键].字段=值；可以写几次
    #[arg(long, value_name = "KEY.FIELD=VALUE")]
    set: Vec<String>,
    /// 受影响的全部列出，多的也不省略
    #[arg(long)]
    all: bool,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    let (asked, base) = options.input.without_corrections();
    if asked.is_none() && options.set.is_empty() {
        let words = words!(
            "没有写要设想什么：用 --set 键.字段=值，或 --corrections 更正文件",
            "nothing is supposed: write --set KEY.FIELD=VALUE, or --corrections FILE"
        );
        return output.misused(&words, misuse::asked_language());
    }
    if options.format == Format::Json {
        output.findings_as_json();
    }
    let opened = match place::opened(&base.rules, host, output) {
        Ok(opened) => opened,
        Err(status) => return status,
    };
    let of = |input| Place::of(input, opened.as_ref(), output);
    let (place, objecting) = match of(&base).and_then(|place| Ok((place, of(&options.input)?))) {
        Ok(places) => places,
        Err(status) => return status,
    };
    // What is objected lies beside the packet.
    let beside = base.data.as_deref().or(asked);
    let mounted = opened.as_ref().map(|opened| opened.mounted(host, beside));
    let from: &dyn Host = mounted.as_ref().map_or(host, |mounted| mounted);
    let scored = match scored_at(place, (from, from), base.engine, output, session::score) {
        Ok(scored) => scored,
        Err(status) => return status,
    };
    let Scored { rules, program, tables, calendar, scores, .. } = &scored;
    let corrected = asked.map(|_| session::tables_as(from, program, &objecting.reading(), output.progress()));
    let corrected = match corrected.transpose() {
        Ok(corrected) => corrected,
        Err(found) => {
            output.diagnostics(&rules.sources, &found, rules.language);
            return Status::Findings;
        }
    };
    let mut sources = rules.sources.clone();
    let supposed = session::supposing(program, corrected.as_ref().unwrap_or(tables), &mut sources, &options.set);
    let engine = options.input.engine.kind();
    let effect = supposed
        .and_then(|after| session::effect(program, (tables, scores), &after, calendar, engine, output.progress()));
    let effect = match effect {
        Ok(effect) => effect,
        Err(found) => {
            output.diagnostics(&sources, &found, rules.language);
            return Status::Findings;
        }
    };
    output.progress().begin(Stage::Output);
    let language = output.language(rules.language);
    output.data(&match options.format {
        Format::Text => report::effect_text(&program.rules, scores, &effect, options.all, language),
        Format::Json => report::effect_json(&program.rules, scores, &effect, language),
    });
    Status::Success
}
