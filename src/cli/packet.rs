//! Packets on the command line: in the place of a rule file and data, and as what `heng score` writes.

use std::io::ErrorKind;

use super::output::{Output, Status};
use super::scored::Scored;
use heng::engine::Members;
use heng::finding::{Language, Sources, Words};
use heng::host::{Host, Kind, Recorded};
use heng::packet::{Digest, PrivateKey};
use heng::report::packet::{Made, Record, bag, records};
use heng::result::Scores;
use heng::{session, words};

/// How `heng score` writes a packet.
#[derive(Debug, clap::Args)]
#[group(skip)]
pub(super) struct PacketOptions {
    /// 把结果和得出它的一切写成数据包：一个文件夹，或 .zip 文件
    #[arg(long, value_name = "DIR|FILE.zip")]
    packet: Option<String>,
    /// 数据包里也放数据
    #[arg(long, requires = "packet")]
    with_data: bool,
    /// 写公开的数据包：不公开的列和数据都不放，只放有全部内容的那个包的封签
    #[arg(long, requires_all = ["packet", "sign"], conflicts_with = "with_data")]
    public: bool,
    /// 经办、复核、审定的记录（csv：环节,姓名,日期,事项），放进数据包
    #[arg(long, value_name = "FILE", requires = "packet")]
    record: Option<String>,
    /// 给数据包签名的 Ed25519 私钥（PEM）
    #[arg(long, value_name = "KEY.pem", requires = "packet")]
    sign: Option<String>,
}

impl PacketOptions {
    /// The path of the packet that is to be written.
    pub(super) fn path(&self) -> Option<&str> {
        self.packet.as_deref()
    }

    /// Whether it is to have the data.
    pub(super) fn with_data(&self) -> bool {
        self.with_data
    }

    /// Whether it is to be published.
    pub(super) fn is_public(&self) -> bool {
        self.public
    }

    /// The seal of the packet that has everything, for the one that is published.
    pub(super) fn seal(&self, made: &Made<'_>, host: &dyn Host) -> Result<Digest, Words> {
        let path = self.sign.as_deref().unwrap_or_default();
        let key = key(host, path)?;
        let bag = bag(made)
            .map_err(|found| found.into_iter().next().map_or_else(|| words!("", ""), |first| first.message))?;
        bag.seal(&key).map_err(|error| words!("数据包写不出：{error}", "the packet cannot be written: {error}"))
    }

    /// The records that are to be part of it.
    pub(super) fn records(&self, host: &dyn Host) -> Result<Vec<Record>, Words> {
        const MOST: usize = 1 << 20;
        let Some(path) = self.record.as_deref() else { return Ok(Vec::new()) };
        let text = heng::host::read_up_to(host, path, MOST)
            .map_err(|error| words!("{path} 读不出：{error}", "{path} cannot be read: {error}"))?;
        records(&text).map_err(|Words { zh, en }| words!("{path} {zh}", "{path}: {en}"))
    }

    /// Writes the packet of a result, and says its digest.
    pub(super) fn write<S>(
        &self,
        path: &str,
        (made, scored): (&Made<'_>, &Scored<S>),
        host: &dyn Host,
        output: &Output,
    ) -> Status {
        let language = output.language(scored.rules.language);
        let key = match self.sign.as_deref().map(|path| key(host, path)).transpose() {
            Ok(key) => key,
            Err(words) => return output.misused(&words, scored.rules.language),
        };
        let bag = match bag(made) {
            Ok(bag) => bag,
            Err(findings) => {
                output.diagnostics(&Sources::default(), &findings, scored.rules.language);
                return Status::Findings;
            }
        };
        let error = match bag.write(host, path, key.as_ref()) {
            Ok(digest) => {
                let label = language.either("数据包", "Packet");
                output.note(&format!("{label} {path}  SHA-256 {digest}"));
                return Status::Success;
            }
            Err(error) => error,
        };
        let words = match error.kind() {
            ErrorKind::DirectoryNotEmpty => words!(
                "{path} 里已有别的文件，不是数据包，没有写；请换一个文件夹",
                "{path} has other files in it and is no packet, so nothing was written; choose another folder"
            ),
            ErrorKind::NotADirectory if host.kind(path) == Kind::File => words!(
                "{path} 是文件；数据包写成一个文件的，名称以 .zip 结尾",
                "{path} is a file; a packet that is one file has a name that ends in .zip"
            ),
            _ => words!("{path} 写不出：{error}", "{path} cannot be written: {error}"),
        };
        output.misused(&words, scored.rules.language)
    }
}

/// A key to sign with.
fn key(host: &dyn Host, path: &str) -> Result<PrivateKey, Words> {
    const MOST: usize = 1 << 16;
    let pem = heng::host::read_up_to(host, path, MOST)
        .map_err(|error| words!("{path} 读不出：{error}", "{path} cannot be read: {error}"))?;
    PrivateKey::of_pem(&pem).map_err(|Words { zh, en }| words!("{path} {zh}", "{path}: {en}"))
}

/// What a packet is made of.
pub(super) fn made<'m>(
    (scored, members): (&'m Scored<Scores>, &'m Members),
    (host, read): (&'m dyn Host, &Recorded<'_>),
    with_data: bool,
    (engine, language): (&'static str, Language),
) -> Made<'m> {
    let Scored { place, rules, program, tables, calendar, scores } = scored;
    let mut findings = rules.diagnostics.clone();
    findings.extend(session::doubts(program, tables));
    Made {
        model: &program.rules,
        program,
        calendar_used: calendar,
        members: Some(members),
        scores,
        tables,
        sources: &rules.sources,
        expanded: rules.expanded(),
        findings,
        language,
        host,
        rules: &place.rules,
        data: &place.data,
        opened: read.opened(),
        kept: read.kept(),
        records: Vec::new(),
        corrections: place.corrections.as_deref(),
        has_own_calendar: place.has_own_calendar,
        calendar: place.calendar.clone(),
        engine,
        edition: program.rules.edition,
        ignores_other_columns: place.ignores_other_columns,
        with_data,
        public: None,
    }
}
