//! `heng diff`

use std::sync::Arc;

use super::common::TextOrJson as Format;
use super::output::{Output, Status};
use super::place::{Opened, Place, opened};
use super::reading::Reading;
use heng::compare::{Cells, Effect};
use heng::finding::{Diagnostic, Language, Sources};
use heng::host::Host;
use heng::host::progress::Stage;
use heng::number::Calendar;
use heng::packet::Mounted;
use heng::program::Program;
use heng::session::{Compared, Folder, Folders, Rules};
use heng::{report, session, words};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 旧的规则文件；或者一个数据包
    old: String,
    /// 新的规则文件；或者一个数据包
    new: String,
    /// 数据文件夹：写一个，两份规则都用它；写两个，旧的在前
    #[arg(long, value_name = "DIR")]
    data: Vec<String>,
    /// 补充的放假安排（TOML）
    #[arg(long)]
    calendar: Option<String>,
    /// 输出形式
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    #[command(flatten)]
    reading: Reading,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    if options.format == Format::Json {
        output.findings_as_json();
    }
    if options.data.len() > 2 {
        let words = words!("--data 最多写两个：旧的、新的", "--data is given twice at most: old, then new");
        return output.misused(&words, Language::Zh);
    }
    let found: Vec<Diagnostic> =
        [&options.old, &options.new].into_iter().filter_map(|path| session::of_result(path)).collect();
    if !found.is_empty() {
        output.diagnostics(&Sources::default(), &found, Language::Zh);
        return Status::Findings;
    }
    match compared(options, host, output) {
        Ok(text) => {
            output.data(&text);
            Status::Success
        }
        Err(status) => status,
    }
}

fn compared(options: &Options, host: &dyn Host, output: &Output) -> Result<String, Status> {
    let packets = [opened(&options.old, host, output)?, opened(&options.new, host, output)?];
    let [first, second] = &packets;
    let mounted = [first, second].map(|opened| opened.as_ref().map(|opened| Mounted::beside(&opened.packet, host)));
    let hosts: [&dyn Host; 2] = [host_of(mounted[0].as_ref(), host), host_of(mounted[1].as_ref(), host)];
    let path = |opened: &Option<Opened<'_>>, written: &str| match opened {
        Some(opened) => Mounted::of(&opened.packet).path(&opened.run.rules),
        None => written.to_owned(),
    };
    let (old, new) =
        (checked(&path(first, &options.old), hosts[0], output), checked(&path(second, &options.new), hosts[1], output));
    let (old, new) = (old?, new?);
    let (before, after) = (Compared::of(&old.0, &old.1), Compared::of(&new.0, &new.1));
    let differences = session::differences(&before, &after);
    let language = output.language(new.0.language);
    let of_packets = first.is_some() && second.is_some();
    let done = effect(options, (&before, &after), (&packets, hosts), of_packets, output)?;
    output.progress().begin(Stage::Output);
    let (effect, cells) = done.map_or((None, None), |(effect, cells)| (Some(effect), cells));
    let (differences, effect, cells) = (&differences, effect.as_ref(), cells.as_ref());
    Ok(match options.format {
        Format::Text => report::diff::text(differences, effect, cells, language),
        Format::Json => report::diff::json(differences, effect, cells),
    })
}

fn host_of<'h>(mounted: Option<&'h Mounted<'h>>, host: &'h dyn Host) -> &'h dyn Host {
    match mounted {
        Some(mounted) => mounted,
        None => host,
    }
}

/// Where the data of one side are.
struct Data<'d> {
    host: &'d dyn Host,
    place: Place,
    calendar: Calendar,
}

type Done = Option<(Effect, Option<Cells>)>;

/// What the change does to the data that are named, or that packets have.
fn effect(
    options: &Options,
    (old, new): (&Compared<'_>, &Compared<'_>),
    (opened, hosts): (&[Option<Opened<'_>>; 2], [&dyn Host; 2]),
    of_packets: bool,
    output: &Output,
) -> Result<Done, Status> {
    let refuse = |found: Vec<Diagnostic>| {
        output.diagnostics(&Sources::default(), &found, Language::Zh);
        Status::Findings
    };
    let mut data: Vec<Data<'_>> = Vec::new();
    for ((at, (side, host)), written) in opened.iter().zip(hosts).enumerate().zip([&options.old, &options.new]) {
        let named = options.data.get(at).map(String::as_str);
        let place = match side {
            Some(side) if named.is_some() || options.data.is_empty() && side.run.has_data => {
                Place::of_packet(side, named, output)?
            }
            None if named.is_some() => Place {
                rules: written.clone(),
                data: named.unwrap_or_default().to_owned(),
                corrections: options.reading.corrections().map(str::to_owned),
                has_own_calendar: true,
                calendar: options.calendar.iter().cloned().collect(),
                ignores_other_columns: options.reading.ignores_other_columns(),
            },
            _ => continue,
        };
        let calendar = place.calendar(host).map_err(|found| refuse(vec![found]))?;
        data.push(Data { host, place, calendar });
    }
    let mut folders =
        data.iter().map(|data| Folder { host: data.host, reading: data.place.reading(), calendar: &data.calendar });
    let Some(first) = folders.next() else { return Ok(None) };
    let folders = Folders { old: first, new: folders.next() };
    session::migration((old, new), folders, of_packets, output.progress()).map(Some).map_err(refuse)
}

/// A rule set that can be compared.
fn checked(path: &str, host: &dyn Host, output: &Output) -> Result<(Rules, Arc<Program>), Status> {
    let rules = match session::rules(host, path) {
        Ok(rules) => rules,
        Err(diagnostic) => {
            output.diagnostics(&Sources::default(), &[diagnostic], Language::Zh);
            return Err(Status::Usage);
        }
    };
    let errors: Vec<_> = rules.diagnostics.iter().filter(|finding| finding.is_error()).cloned().collect();
    output.diagnostics(&rules.sources, &errors, rules.language);
    let program = rules.program.clone().ok_or(Status::Findings)?;
    Ok((rules, program))
}
