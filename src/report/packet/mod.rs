//! A result with all that made it, as the files of a packet.

mod compare;
mod evidence;
mod figures;
mod inputs;
mod made;
mod public;
mod records;
mod rows;
mod verdict;

pub use compare::{CSV, Difference, differences};
pub use made::Made;
pub use public::{hides_key, scores as public_scores};
pub use records::{RECORDS, Record, records};
pub use verdict::{Data, Sample, Signed, Verdict, json, text};

use std::io;

use crate::finding::{Code, Diagnostic, Place};
use crate::number::Calendar;
use crate::packet::{
    Bag, Content, Digest, FORM, Fault, INPUTS, InputRows, Inputs, Packet, RUN, Run, described, placed,
};
use crate::shown::Shown;
use crate::words;

/// The packet of a result.
///
/// # Errors
/// What cannot be part of a packet.
pub fn bag<'m>(made: &'m Made<'m>) -> Result<Bag<'m>, Vec<Diagnostic>> {
    let mut packing = Packing { made, bag: Bag::default(), wrong: Vec::new() };
    packing.results();
    let rules = packing.rules();
    packing.figures();
    packing.records();
    let calendar = packing.calendar();
    let (mut inputs, data, corrections) = packing.inputs();
    inputs.tables = rows::of(&made.model.schema, made.tables);
    let (from, to) = made.model.cycle;
    let run = Run {
        packet: FORM,
        program: program().to_owned(),
        edition: made.edition,
        rule_set: made.model.title.clone(),
        cycle: (from.to_string(), to.to_string()),
        language: made.language.either("zh", "en").to_owned(),
        rules,
        data,
        has_data: made.with_data,
        public: made.public.is_some(),
        corrections,
        calendar,
        engine: made.engine.to_owned(),
        ignores_other_columns: made.ignores_other_columns,
    };
    packing.bag.info("Bag-Software-Agent", &run.program);
    packing.bag.info("External-Description", &format!("{}（{}～{}）", run.rule_set, run.cycle.0, run.cycle.1));
    packing.add(RUN, Content::Bytes(described(&run)));
    if let Some(seal) = made.public {
        public::inputs(&made.model.schema, &mut inputs);
        packing.add(public::SEAL, Content::Bytes(public::sealed(seal)));
    }
    packing.add(INPUTS, Content::Bytes(described(&inputs)));
    if packing.wrong.is_empty() { Ok(packing.bag) } else { Err(packing.wrong) }
}

/// The fingerprints of the inputs that were read, as the packet of a result would have them.
///
/// # Errors
/// What cannot be part of a packet, or read.
pub fn inputs(made: &Made<'_>) -> Result<Inputs, Vec<Diagnostic>> {
    let mut packing = Packing { made, bag: Bag::default(), wrong: Vec::new() };
    let (inputs, _, _) = packing.inputs();
    if packing.wrong.is_empty() { Ok(inputs) } else { Err(packing.wrong) }
}

/// This program and its version.
#[must_use]
pub fn program() -> &'static str {
    concat!("heng ", env!("CARGO_PKG_VERSION"))
}

/// The files of a packet, apart from the table of results as text, that would be others now.
///
/// # Errors
/// As the packet is read.
pub fn unlike(made: &Made<'_>, packet: &Packet<'_>) -> io::Result<Vec<String>> {
    let mut packing = Packing { made, bag: Bag::default(), wrong: Vec::new() };
    packing.results();
    packing.rules();
    packing.figures();
    let mut unlike = Vec::new();
    for (name, content) in packing.bag.files().filter(|(name, _)| *name != compare::CSV) {
        let is_same = match content {
            _ if !packet.has(name) => false,
            Content::File { digest, .. } => packet.files().digest(&format!("data/{name}")) == Some(*digest),
            Content::Bytes(bytes) => packet.files().digest(&format!("data/{name}")) == Some(Digest::of(bytes)),
            Content::Written(_, write) => compare::is_same(packet.file(name)?.as_ref(), write)?,
        };
        if !is_same {
            unlike.push(name.to_owned());
        }
    }
    Ok(unlike)
}

/// The fingerprints of the rows that were read, whatever their order.
#[must_use]
pub fn rows(made: &Made<'_>) -> Vec<InputRows> {
    rows::of(&made.model.schema, made.tables)
}

/// A packet that is being put together, and what cannot be part of it.
struct Packing<'m> {
    made: &'m Made<'m>,
    bag: Bag<'m>,
    wrong: Vec<Diagnostic>,
}

impl<'m> Packing<'m> {
    fn add(&mut self, file: impl Into<String>, content: Content<'m>) {
        if let Err(Fault::Name { name, why }) = self.bag.add(file, content) {
            let crate::finding::Words { zh, en } = why;
            let finding = Diagnostic::file(
                Code::H1005,
                &*name,
                words!("「{name}」装不进数据包：{zh}", "`{name}` cannot be part of a packet: {en}"),
            );
            self.wrong.push(finding.help(words!(
                "给文件换一个名字，再改规则或数据里写的文件名",
                "rename the file, and name it so in the rules"
            )));
        }
    }

    fn results(&mut self) {
        let Made { model, scores, language, .. } = self.made;
        // About what a mark takes as text.
        let about = scores.subjects.len().saturating_mul(model.indicators.len().saturating_add(16)).saturating_mul(6);
        let about = u64::try_from(about).unwrap_or(u64::MAX);
        let csv = move |out: &mut dyn io::Write| super::csv(model, scores, *language, &Shown::all(model), out);
        let parquet = move |out: &mut dyn io::Write| super::parquet(model, scores, *language, &Shown::all(model), out);
        self.add(compare::CSV, Content::Written(about, Box::new(csv)));
        self.add("results/scores.parquet", Content::Written(about, Box::new(parquet)));
    }

    /// The texts of the rules; gives where the rule file is.
    fn rules(&mut self) -> String {
        let made = self.made;
        self.add("rules/expanded.heng", Content::Bytes(made.expanded.clone().into_bytes()));
        let mut paths: Vec<&str> = vec![made.rules];
        for source in made.sources.iter() {
            if !paths.contains(&source.path.as_str()) {
                paths.push(&source.path);
            }
        }
        let places = self.placed(&paths);
        for (path, place) in paths.iter().zip(&places) {
            self.file(format!("rules/written/{place}"), path);
        }
        self.findings(&paths, &places);
        format!("rules/written/{}", places.first().map_or("", String::as_str))
    }

    /// What was found, at places in the packet.
    fn findings(&mut self, paths: &[&str], places: &[String]) {
        let made = self.made;
        let own = |path: &str| paths.iter().zip(places).find(|(own, _)| **own == path);
        let place =
            |path: &str| own(path).map_or_else(|| path.to_owned(), |(_, place)| format!("rules/written/{place}"));
        let sources = made.sources.renamed(place);
        let data = made.data.trim_end_matches('/');
        let within = |mut finding: Diagnostic| {
            if let Some(Place::File(path)) = &mut finding.place
                && let Some(rest) = path.strip_prefix(data)
            {
                *path = format!("inputs{rest}");
            }
            finding
        };
        let mut json = super::DiagnosticsJson::default();
        let is_told = |finding: &&Diagnostic| made.public.is_none() || public::is_told(&made.model.schema, finding);
        let findings: Vec<Diagnostic> = made.findings.iter().filter(is_told).cloned().map(within).collect();
        json.add(&sources, &findings, made.language);
        self.add("findings.json", Content::Bytes(json.text().into_bytes()));
    }

    /// The parameters, and the figures over cohorts.
    fn figures(&mut self) {
        self.add("parameters.json", Content::Bytes(figures::parameters(self.made).into_bytes()));
        if self.made.public.is_some() && public::hides(&self.made.model.schema) {
            return;
        }
        self.add("cohorts.json", Content::Bytes(figures::cohorts(self.made).into_bytes()));
    }

    fn records(&mut self) {
        if !self.made.records.is_empty() {
            self.add(RECORDS, Content::Bytes(records::text(&self.made.records)));
        }
    }

    /// The files of the calendar, in their order.
    fn calendar(&mut self) -> Vec<String> {
        let mut places = Vec::new();
        if self.made.has_own_calendar {
            let place = "calendar/1/cn_workdays.toml".to_owned();
            self.add(place.clone(), Content::Bytes(Calendar::china_text().as_bytes().to_vec()));
            places.push(place);
        }
        for path in &self.made.calendar {
            let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
            let place = format!("calendar/{}/{name}", places.len().saturating_add(1));
            self.file(place.clone(), path);
            places.push(place);
        }
        places
    }

    /// A file as it is; gives its fingerprint.
    fn file(&mut self, place: String, path: &str) -> Option<(Digest, u64)> {
        let known = self.fingerprint(path)?;
        self.add(place, Content::File { host: self.made.host, path: path.to_owned(), digest: known.0 });
        Some(known)
    }

    fn fingerprint(&mut self, path: &str) -> Option<(Digest, u64)> {
        let read = self.made.host.open(path).and_then(|input| Digest::of_input(input.as_ref()));
        read.map_err(|error| {
            let unread = words!("「{path}」读不出：{error}", "`{path}` cannot be read: {error}");
            self.wrong.push(Diagnostic::file(Code::H1005, path, unread));
        })
        .ok()
    }

    /// Where files stand to one another.
    fn placed(&mut self, paths: &[&str]) -> Vec<String> {
        placed(paths).unwrap_or_else(|| {
            let rooted = paths.iter().find(|path| path.starts_with('/')).copied().unwrap_or_default();
            self.wrong.push(
                Diagnostic::file(
                    Code::H1005,
                    rooted,
                    words!(
                        "「{rooted}」是绝对路径，和命令里写的别的路径连不起来，装不进数据包",
                        "`{rooted}` is an absolute path, the others of the command are not, and it cannot be part of a packet"
                    ),
                )
                .help(words!(
                    "命令里的路径都写成绝对路径，或规则里写相对路径",
                    "write all paths of the command as absolute ones, or a relative one in the rules"
                )),
            );
            Vec::new()
        })
    }
}
