//! The commands of a page, run on its files.

use std::io::{self, Write};

use heng::data::Tables;
use heng::document::{self, ClauseList};
use heng::engine::EngineKind;
use heng::finding::{Diagnostic, Language, Sources};
use heng::host::progress::Progress;
use heng::host::{Host, Memory};
use heng::packet::Packet;
use heng::program::Program;
use heng::report::packet::{self, Made};
use heng::report::template::{self, Filled};
use heng::result::Scores;
use heng::rules::RuleSet;
use heng::session;

use crate::english_text;
use crate::fixes::{self, Found};
use crate::page::Page;

/// The files of a page as the current folder.
struct Folder(Memory);

impl Host for Folder {
    fn read(&self, path: &str) -> io::Result<Vec<u8>> {
        self.0.read(path.strip_prefix("./").unwrap_or(path))
    }

    fn replace(&self, path: &str, fill: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        self.0.replace(path, fill)
    }

    fn names(&self, folder: &str) -> io::Result<Vec<String>> {
        if self.0.names(folder).is_ok_and(|names| names.is_empty()) {
            // No table of a page is a folder's; packets are.
            return Err(io::ErrorKind::Unsupported.into());
        }
        self.0.names(folder)
    }
}

/// What the page's command finds; with `is_fixed`, after the corrections.
pub(crate) fn findings(page: &Page, is_fixed: bool) -> Vec<Diagnostic> {
    let (folder, command) = folder(page, is_fixed);
    Command::of(&command).findings(&folder).1
}

/// Carries out the fixes of what the page's command finds; how many there were.
pub(crate) fn fixes_hold(page: &Page) -> usize {
    let (folder, command) = folder(page, false);
    fixes::hold(&folder, || Command::of(&command).findings(&folder))
}

/// What the page's command finds in rules with English keywords, and all texts that its folder has.
pub(crate) fn in_english(page: &Page) -> (Sources, Vec<Diagnostic>, Vec<String>) {
    let (folder, command) = folder(page, false);
    let mut known = vec![command.clone()];
    for block in page.blocks.iter().filter(|block| !block.is_fixed) {
        let Some(name) = &block.file else { continue };
        let is_rules = block.language == "heng";
        let text = if is_rules { english_text::in_english(&block.text()) } else { block.text() };
        folder.0.put(name.clone(), text.as_str());
        known.extend([text, name.clone()]);
    }
    let (sources, findings) = Command::of(&command).findings(&folder);
    (sources, findings, known)
}

/// The files of a page and its command.
fn folder(page: &Page, is_fixed: bool) -> (Folder, String) {
    let folder = Folder(Memory::default());
    let mut command = "heng check rules.heng".to_owned();
    // The corrected blocks come after those they replace.
    for block in page.blocks.iter().filter(|block| is_fixed || !block.is_fixed) {
        match &block.file {
            Some(name) => folder.0.put(name.clone(), block.text()),
            None => block.text().trim().clone_into(&mut command),
        }
    }
    (folder, command)
}

/// `heng VERB RULES [--data DIR] [--calendar FILE] [--subject KEY] [--clauses FILE] [--split FIELD] [--out FILE]`
struct Command<'c> {
    verb: &'c str,
    rules: &'c str,
    data: Option<&'c str>,
    calendar: Option<&'c str>,
    subject: Option<&'c str>,
    clauses: Option<&'c str>,
    split: Option<&'c str>,
    is_strict: bool,
    /// Whether the result is to be a packet.
    is_packed: bool,
    /// Of `diff`, the newer rules.
    newer: Option<&'c str>,
    /// What `--set` and `--dispute` say.
    cells: Vec<String>,
}

impl<'c> Command<'c> {
    fn of(line: &'c str) -> Self {
        let words: Vec<&str> = line.split_whitespace().collect();
        let ["heng", verb, rules, options @ ..] = words.as_slice() else { panic!("no command: {line}") };
        let newer = options.first().copied().filter(|option| !option.starts_with("--"));
        let options = if newer.is_some() { &options[1..] } else { options };
        let mut command = Self {
            verb,
            rules,
            data: None,
            calendar: None,
            subject: None,
            clauses: None,
            split: None,
            is_strict: options.contains(&"--strict"),
            is_packed: options.contains(&"--packet"),
            newer,
            cells: Vec::new(),
        };
        let is_valued = |option: &&str| !["--strict", "--with-data"].contains(option);
        let valued: Vec<&str> = options.iter().copied().filter(is_valued).collect();
        for option in valued.chunks(2) {
            match option {
                ["--data", folder] => command.data = Some(folder),
                ["--calendar", file] => command.calendar = Some(file),
                ["--subject", key] => command.subject = Some(key),
                ["--clauses", file] => command.clauses = Some(file),
                ["--split", field] => command.split = Some(field),
                ["--set" | "--dispute", cell] => command.cells.push(cell.trim_matches('\'').to_owned()),
                // Where a workbook or a packet goes makes no difference to what is found.
                ["--out" | "--packet", _] => {}
                _ => panic!("not understood in a page's command: {option:?}"),
            }
        }
        command
    }

    fn findings(&self, host: &dyn Host) -> Found {
        if self.verb == "verify" || Packet::is_at(host, self.rules) {
            let lacks =
                |packet: &Packet<'_>, has_data: bool| !has_data && self.data.is_none() && packet.has("packet.json");
            let found = match session::packet(host, self.rules) {
                Ok((packet, run)) if lacks(&packet, run.has_data) => vec![session::without_data(&packet)],
                Ok(_) => Vec::new(),
                Err(found) => found,
            };
            return (Sources::default(), found);
        }
        if let Some(newer) = self.newer {
            return (Sources::default(), self.differences(host, newer));
        }
        let rules = match session::rules(host, self.rules) {
            Ok(rules) => rules,
            Err(finding) => return (Sources::default(), vec![finding]),
        };
        let mut findings = rules.diagnostics;
        let Some(program) = &rules.program else { return (rules.sources, findings) };
        let calendar = match session::calendar(host, self.calendar) {
            Ok(calendar) => calendar,
            Err(finding) => {
                findings.push(finding);
                return (rules.sources, findings);
            }
        };
        match self.verb {
            "check" if self.clauses.is_none() => findings.extend(session::proofs(program, false).findings),
            "check" => {
                let list = session::clauses(host, self.clauses.expect("a list")).expect("a list of clauses");
                let Some(read) = &list.list else { return (list.sources, list.diagnostics) };
                findings.extend(clauses(read, &program.rules));
            }
            "test" => findings.extend(
                program
                    .rules
                    .examples
                    .iter()
                    .flat_map(|example| session::run_example(&rules.sources, program, example, &calendar)),
            ),
            "score" | "explain" => {
                let tables =
                    match session::tables(host, program, self.data.expect("a folder of data"), &Progress::new()) {
                        Ok(tables) => tables,
                        Err(more) => return (rules.sources, [findings, more].concat()),
                    };
                if self.is_strict {
                    findings.extend(session::repairs(program, &tables));
                }
                for engine in [EngineKind::Exact, EngineKind::default()] {
                    findings.extend(
                        session::score(program, &tables, &calendar, engine, &Progress::new())
                            .err()
                            .into_iter()
                            .flatten(),
                    );
                }
                if self.is_packed
                    && let Ok(scores) =
                        session::score(program, &tables, &calendar, EngineKind::default(), &Progress::new())
                {
                    findings.extend(self.packed(host, (&rules.sources, program), (&tables, &scores)));
                }
                let sought = self.subject.map(|key| session::subject(program, &tables, key));
                findings.extend(sought.and_then(Result::err));
            }
            "what-if" | "bounds" => {
                let tables = session::tables(host, program, self.data.expect("a folder of data"), &Progress::new());
                let tables = tables.expect("sound data");
                let mut sources = rules.sources.clone();
                if self.verb == "bounds" {
                    let disputed = self.cells.iter().map(|cell| heng::bounds::disputed(program, &tables, cell));
                    findings.extend(disputed.filter_map(Result::err));
                } else {
                    let found = session::supposing(program, &tables, &mut sources, &self.cells);
                    findings.extend(found.err().into_iter().flatten());
                }
                return (sources, findings);
            }
            "data" => match session::tables(host, program, self.data.expect("a folder of data"), &Progress::new()) {
                Ok(tables) => findings.extend(session::survey(program, &tables, None).findings),
                Err(more) => findings.extend(more),
            },
            "template" => findings.extend(self.template(host, program)),
            other => panic!("pages do not run `heng {other}`"),
        }
        (rules.sources, findings)
    }
}

impl Command<'_> {
    /// What `heng diff` finds.
    fn differences(&self, host: &dyn Host, newer: &str) -> Vec<Diagnostic> {
        let results: Vec<Diagnostic> = [self.rules, newer].into_iter().filter_map(session::of_result).collect();
        if !results.is_empty() {
            return results;
        }
        let [old, new] = [self.rules, newer].map(|path| session::rules(host, path).expect("rules"));
        let [before, after] =
            [&old, &new].map(|rules| session::Compared::of(rules, rules.program.as_ref().expect("sound rules")));
        let Some(data) = self.data else { return Vec::new() };
        let calendar = heng::number::Calendar::china().unwrap();
        let old = session::Folder { host, reading: session::Reading::of(data), calendar: &calendar };
        let folders = session::Folders { old, new: None };
        session::migration((&before, &after), folders, false, &Progress::new()).err().unwrap_or_default()
    }

    /// What of a result no packet can hold.
    fn packed(
        &self,
        host: &dyn Host,
        (sources, program): (&Sources, &Program),
        (tables, scores): (&Tables, &Scores),
    ) -> Vec<Diagnostic> {
        let opened = tables.0.iter().flat_map(heng::data::Table::files).map(|file| format!("./{file}"));
        let made = Made {
            model: &program.rules,
            program,
            calendar_used: &heng::number::Calendar::china().unwrap(),
            members: None,
            scores,
            tables,
            sources,
            expanded: String::new(),
            findings: Vec::new(),
            language: Language::Zh,
            host,
            rules: self.rules,
            data: ".",
            opened: opened.collect(),
            kept: std::collections::BTreeMap::new(),
            records: Vec::new(),
            corrections: None,
            has_own_calendar: true,
            calendar: Vec::new(),
            engine: "columnar",
            edition: 1,
            ignores_other_columns: false,
            with_data: true,
            public: None,
        };
        packet::bag(&made).err().unwrap_or_default()
    }

    fn template(&self, host: &dyn Host, program: &Program) -> Vec<Diagnostic> {
        let by = match self.split.map(|field| session::split(program, self.rules, field, self.data.is_some())) {
            Some(Err(refused)) => return vec![*refused],
            by => by.and_then(Result::ok),
        };
        let rows = match self.data.map(|folder| session::subjects(host, program, folder, by, &Progress::new())) {
            Some(Err(found)) => return found,
            rows => rows.and_then(Result::ok).unwrap_or_default(),
        };
        let unfit = template::workbook(program, &Filled { rows, part: None }, Language::Zh).err();
        unfit.into_iter().flatten().map(|unfit| unfit.finding(self.rules)).collect()
    }
}

/// What a list of clauses finds in a rule set.
fn clauses(list: &ClauseList, model: &RuleSet) -> Vec<Diagnostic> {
    let found = document::compare(list, &[document::Source { claims: &model.claims }]);
    found.unknown.into_iter().flatten().chain(found.without_rule).collect()
}
