//! `heng firm`

use super::common::TextOrJson as Format;
use super::input::Input;
use super::misuse;
use super::output::{Output, Status};
use super::place::{self, Place};
use super::scored::{Scored, scored_at};
use heng::finding::Words;
use heng::firm::{self, Alternative, Asked, Source};
use heng::host::Host;
use heng::host::progress::Stage;
use heng::number::Number;
use heng::{report, session, words};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    #[command(flatten)]
    input: Input,
    /// 被评对象的编号；不写或写 all 是全部
    #[arg(long, default_value = "all")]
    subject: String,
    /// 权重随机取多少次
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u64).range(1..=1_000_000))]
    draws: Option<u64>,
    /// 随机的种子；种子相同，结果逐字相同
    #[arg(long, value_name = "S", default_value_t = 1, requires = "draws")]
    seed: u64,
    /// 每项权重在自身的百分之几以内随机取，如 10%
    #[arg(long, value_name = "PERCENT", default_value = "10%", requires = "draws")]
    weights: String,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    if options.format == Format::Json {
        output.findings_as_json();
    }
    let within = match share(&options.weights) {
        Ok(within) => within,
        Err(words) => return output.misused(&words, misuse::asked_language()),
    };
    let opened = match place::opened(&options.input.rules, host, output) {
        Ok(opened) => opened,
        Err(status) => return status,
    };
    let place = match Place::of(&options.input, opened.as_ref(), output) {
        Ok(place) => place,
        Err(status) => return status,
    };
    let mounted = opened.as_ref().map(|opened| opened.mounted(host, options.input.data.as_deref()));
    let host: &dyn Host = mounted.as_ref().map_or(host, |mounted| mounted);
    let scored = match scored_at(place, (host, host), options.input.engine, output, session::score) {
        Ok(scored) => scored,
        Err(status) => return status,
    };
    let Scored { place, rules, program, tables, calendar, scores } = &scored;
    let language = output.language(rules.language);
    let subject = match options.subject.as_str() {
        "all" => None,
        key => match session::subject(program, tables, key) {
            Ok(row) => Some(row),
            Err(diagnostic) => {
                output.diagnostics(&rules.sources, &[diagnostic], rules.language);
                return Status::Findings;
            }
        },
    };
    output.progress().begin(Stage::Output);
    let alternatives = session::readings(host, rules).into_iter().map(|known| {
        let session::AlternativeReading { gloss, title, program } = known;
        Alternative { gloss, title, program }
    });
    let reading = place.reading();
    let asked = Asked {
        program,
        source: Source {
            id: rules.whole,
            text: &rules.sources.source(rules.whole).text,
            reread: &|text| session::with_text(host, rules, text),
        },
        alternatives: alternatives.collect(),
        tables,
        reread: &|program| session::tables_as(host, program, &reading, &heng::host::progress::UNSEEN),
        calendar,
        scores,
        subject,
        draws: options.draws.map(|count| (count, options.seed)),
        within,
        language,
    };
    let found = match firm::firm(&asked) {
        Ok(found) => found,
        Err(diagnostics) => {
            output.diagnostics(&rules.sources, &diagnostics, rules.language);
            return Status::Findings;
        }
    };
    output.data(&match options.format {
        Format::Text => report::firm_text(&program.rules, &found, language),
        Format::Json => report::firm_json(&program.rules, &found),
    });
    Status::Success
}

/// 10% or ±10% as a share.
fn share(written: &str) -> Result<Number, Words> {
    let digits = written.trim().trim_start_matches(['±', '+']).trim_end_matches(['%', '％']);
    let share = Number::parse(digits).and_then(|percent| percent.checked_div(&Number::from_integer(100)));
    share.filter(|share| !share.is_negative() && *share < Number::one()).ok_or_else(|| {
        words!(
            "--weights「{written}」不是百分数；写成 10%，须小于 100%",
            "--weights `{written}` is no percentage; write 10%, and less than 100%"
        )
    })
}
