//! Whether a packet holds: what was looked at, and what differs.

use std::fmt::Write as _;

use schemars::JsonSchema;
use serde::Serialize;

use super::super::sorted;
use super::compare::Difference;
use super::records::Record;
use crate::finding::{Language, visible};
use crate::packet::Run;
use crate::result::Version;

/// So many differences are shown on a page.
const SHOWN: usize = 20;
const FILES: usize = 4;

/// Whether a packet holds.
#[derive(Debug, Serialize, JsonSchema)]
#[schemars(title = "heng verify --format json")]
pub struct Verdict {
    /// The format of the result.
    pub version: Version,
    /// The packet.
    pub packet: String,
    /// Its digest: the SHA-256 of the tag manifest.
    pub digest: String,
    /// Who signed; null where nobody did.
    pub signed: Option<Signed>,
    /// Judgements and sign-offs in it.
    pub records: Vec<Record>,
    /// Title of the rule set.
    pub rule_set: String,
    /// The first and the last day of its cycle.
    pub cycle: (String, String),
    /// The program that wrote it.
    pub program: String,
    /// The edition of the rule language.
    pub edition: u32,
    /// How many files it has, each of which is what the manifests say.
    pub files: usize,
    /// The data that the results were worked out from anew.
    pub data: Data,
    /// How many subjects; null where nothing was worked out.
    pub subjects: Option<usize>,
    /// How many cells of the results were compared.
    pub cells: usize,
    /// What was worked out by the exact engine too; null where nothing was worked out.
    pub exact: Option<Sample>,
    /// Cells of the results that come out otherwise.
    pub differences: Vec<Difference>,
    /// Files of the packet that would be others now, other than the results.
    pub changed: Vec<String>,
    /// Whether nothing differs.
    pub holds: bool,
}

/// A signature that holds.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Signed {
    /// The SHA-256 of the public key.
    pub key: String,
    /// Whether it is the key that `--trust` names.
    pub is_trusted: bool,
}

/// The data behind a verdict.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Data {
    /// Those in the packet, so many files.
    InPacket(usize),
    /// Data at hand, whose fingerprints are those in the packet.
    AtHand(usize),
    /// Data at hand whose files are others while the rows in them are the same, in another order or form: these files.
    Reordered(Vec<String>),
    /// Data at hand that are others: these files, or tables.
    Others(Vec<String>),
    /// None: the results were not worked out anew.
    Absent,
}

/// What the exact engine was asked.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Sample {
    /// How many subjects, of all.
    pub subjects: usize,
    /// Where the draw of subjects began; null where all of them were taken.
    pub seed: Option<u64>,
    /// How many marks were compared.
    pub marks: usize,
    /// Marks that the exact engine gives otherwise than columns do.
    pub differences: Vec<Difference>,
}

impl Verdict {
    /// That nothing is known of a packet but its files.
    #[must_use]
    pub fn of(packet: &str, digest: &str, run: &Run, files: usize) -> Self {
        Self {
            version: Version,
            packet: packet.to_owned(),
            digest: digest.to_owned(),
            signed: None,
            records: Vec::new(),
            rule_set: run.rule_set.clone(),
            cycle: run.cycle.clone(),
            program: run.program.clone(),
            edition: run.edition,
            files,
            data: Data::Absent,
            subjects: None,
            cells: 0,
            exact: None,
            differences: Vec::new(),
            changed: Vec::new(),
            holds: true,
        }
    }

    /// Sums up.
    #[must_use]
    pub fn settled(mut self) -> Self {
        let exact = self.exact.as_ref().is_none_or(|sample| sample.differences.is_empty());
        let data = !matches!(self.data, Data::Others(_));
        self.holds = exact && data && self.differences.is_empty() && self.changed.is_empty();
        self
    }

    fn count(&self) -> usize {
        let exact = self.exact.as_ref().map_or(0, |sample| sample.differences.len());
        self.differences.len().saturating_add(self.changed.len()).saturating_add(exact)
    }
}

/// As JSON.
#[must_use]
pub fn json(verdict: &Verdict) -> String {
    sorted::text(verdict)
}

/// As a page.
#[must_use]
pub fn text(verdict: &Verdict, language: Language) -> String {
    let say = |zh: &'static str, en: &'static str| language.either(zh, en);
    let mut text = format!("{} {}\n", say("数据包", "Packet"), verdict.packet);
    let mut line = |zh: &'static str, en: &'static str, what: &str| {
        let label = say(zh, en);
        let _ = match language {
            Language::Zh => writeln!(text, "  {label}  {what}"),
            Language::En => writeln!(text, "  {label:<10}{what}"),
        };
    };
    let (from, to) = &verdict.cycle;
    line(
        "规则",
        "rules",
        &match language {
            Language::Zh => format!("{}，周期 {from} 至 {to}", verdict.rule_set),
            Language::En => format!("{}, cycle {from} to {to}", verdict.rule_set),
        },
    );
    line(
        "出自",
        "made by",
        &match language {
            Language::Zh => format!("{}，规则语言第 {} 版", verdict.program, verdict.edition),
            Language::En => format!("{}, edition {} of the rule language", verdict.program, verdict.edition),
        },
    );
    line("指纹", "digest", &format!("SHA-256 {}", verdict.digest));
    line("签名", "signed", &signed(verdict.signed.as_ref(), language));
    for Record { stage, name, date, matter } in &verdict.records {
        line("记录", "record", &format!("{stage}  {name}  {date}  {matter}"));
    }
    line(
        "文件",
        "files",
        &match language {
            Language::Zh => format!("{} 个，都与清单相符", verdict.files),
            Language::En => format!("{}, each as the manifests say", verdict.files),
        },
    );
    line("数据", "data", &data(&verdict.data, language));
    line("重算", "results", &results(verdict, language));
    if let Some(sample) = &verdict.exact {
        line("复核", "exact", &exact(sample, language));
    }
    differences(&mut text, verdict, language);
    let end = match (verdict.holds, &verdict.data, language) {
        (false, _, Language::Zh) => "结论  不符".to_owned(),
        (false, _, Language::En) => "The packet does not hold".to_owned(),
        (true, Data::Absent, Language::Zh) => "结论  文件没有改动；结果没有重算".to_owned(),
        (true, Data::Absent, Language::En) => "No file was changed; the results were not worked out anew".to_owned(),
        (true, _, Language::Zh) => "结论  相符".to_owned(),
        (true, _, Language::En) => "The packet holds".to_owned(),
    };
    let _ = writeln!(text, "{end}");
    text
}

fn signed(signed: Option<&Signed>, language: Language) -> String {
    let Some(Signed { key, is_trusted }) = signed else { return language.either("没有", "no").to_owned() };
    match (is_trusted, language) {
        (true, Language::Zh) => format!("有效，是 --trust 的公钥，SHA-256 {key}"),
        (true, Language::En) => format!("by the key of --trust, SHA-256 {key}"),
        (false, Language::Zh) => format!("有效；是谁的公钥没有核对（用 --trust），SHA-256 {key}"),
        (false, Language::En) => format!("yes; whose key it is was not asked (see --trust), SHA-256 {key}"),
    }
}

fn data(data: &Data, language: Language) -> String {
    let listed = |files: &[String]| {
        let shown = files.get(..FILES).unwrap_or(files).join(language.either("、", ", "));
        match (files.len() > FILES, language) {
            (false, _) => shown,
            (true, Language::Zh) => format!("{shown} 等 {} 个文件", files.len()),
            (true, Language::En) => format!("{shown} and {} more", files.len().saturating_sub(FILES)),
        }
    };
    match (data, language) {
        (Data::InPacket(files), Language::Zh) => format!("在包里，{files} 个文件"),
        (Data::InPacket(files), Language::En) => format!("in the packet, {files} files"),
        (Data::AtHand(files), Language::Zh) => format!("用手上的，{files} 个文件，指纹都与包里记的相符"),
        (Data::AtHand(files), Language::En) => {
            format!("those at hand, {files} files with the fingerprints in the packet")
        }
        (Data::Reordered(files), Language::Zh) => {
            format!("用手上的：各行相同，只是先后次序或文件形式不同（{}）", listed(files))
        }
        (Data::Reordered(files), Language::En) => {
            format!("those at hand: the same rows in another order or form ({})", listed(files))
        }
        (Data::Others(files), Language::Zh) => format!("用手上的，和出包时的不是同一份：{}", listed(files)),
        (Data::Others(files), Language::En) => {
            format!("those at hand, which are others than those of the packet: {}", listed(files))
        }
        (Data::Absent, Language::Zh) => "不在包里；手上有的，写 --data 文件夹".to_owned(),
        (Data::Absent, Language::En) => "not in the packet; give those at hand with --data".to_owned(),
    }
}

fn results(verdict: &Verdict, language: Language) -> String {
    let Some(subjects) = verdict.subjects else {
        return language.either("没有", "not worked out anew").to_owned();
    };
    let (cells, differ) = (verdict.cells, verdict.differences.len());
    match (differ, language) {
        (0, Language::Zh) => format!("按列重算 {subjects} 家 {cells} 格，逐格相同"),
        (0, Language::En) => format!("{subjects} subjects, {cells} cells worked out anew by columns, all the same"),
        (_, Language::Zh) => format!("按列重算 {subjects} 家 {cells} 格，{differ} 处不同"),
        (_, Language::En) => format!("{subjects} subjects, {cells} cells worked out anew by columns, {differ} differ"),
    }
}

fn exact(sample: &Sample, language: Language) -> String {
    let Sample { subjects, seed, marks, differences } = sample;
    let which = match (seed, language) {
        (None, Language::Zh) => format!("全部 {subjects} 家"),
        (None, Language::En) => format!("all {subjects} subjects"),
        (Some(seed), Language::Zh) => format!("抽取 {subjects} 家（--seed {seed}）"),
        (Some(seed), Language::En) => format!("a draw of {subjects} (--seed {seed})"),
    };
    match (differences.len(), language) {
        (0, Language::Zh) => format!("{which}，{marks} 个得分逐行精确计算，都相同"),
        (0, Language::En) => format!("{which}, {marks} marks worked out exactly row by row, all the same"),
        (differ, Language::Zh) => format!("{which}，{marks} 个得分逐行精确计算，{differ} 个不同"),
        (differ, Language::En) => format!("{which}, {marks} marks worked out exactly row by row, {differ} differ"),
    }
}

/// What differs, each on its line.
fn differences(text: &mut String, verdict: &Verdict, language: Language) {
    let count = verdict.count();
    if count == 0 {
        return;
    }
    let _ = writeln!(text, "{}", language.either("不符", "What differs"));
    let exact = verdict.exact.iter().flat_map(|sample| &sample.differences);
    let lines = verdict.differences.iter().chain(exact).map(|difference| one(difference, language));
    let files = verdict.changed.iter().map(|file| match language {
        Language::Zh => format!("文件 {file} 与现在写出的不同"),
        Language::En => format!("the file {file} would be another now"),
    });
    for line in lines.chain(files).take(SHOWN) {
        let _ = writeln!(text, "  {}", visible(&line));
    }
    if let Some(more) = count.checked_sub(SHOWN).filter(|more| *more > 0) {
        let _ = match language {
            Language::Zh => writeln!(text, "  另有 {more} 处，全部见 --format json"),
            Language::En => writeln!(text, "  and {more} more, all of them in --format json"),
        };
    }
}

fn one(difference: &Difference, language: Language) -> String {
    let Difference { subject, column, stored, found } = difference;
    let or_nothing = |value: &Option<String>| match value.as_deref() {
        None => language.either("没有", "nothing").to_owned(),
        Some("") => language.either("空", "empty").to_owned(),
        Some(value) => value.to_owned(),
    };
    let (was, is) = (or_nothing(stored), or_nothing(found));
    match (subject, column, language) {
        (Some(subject), Some(column), Language::Zh) => format!("{subject}  {column}  包里 {was}，重算 {is}"),
        (Some(subject), Some(column), Language::En) => format!("{subject}  {column}  {was} in the packet, {is} now"),
        (Some(subject), None, Language::Zh) => format!("{subject}  整行  包里 {was}，重算 {is}"),
        (Some(subject), None, Language::En) => format!("{subject}  the whole row  {was} in the packet, {is} now"),
        (None, _, Language::Zh) => format!("列名  包里 {was}，重算 {is}"),
        (None, _, Language::En) => format!("the name of a column  {was} in the packet, {is} now"),
    }
}
