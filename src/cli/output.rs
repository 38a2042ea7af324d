//! Standard output and error, and the exit code.

use std::cell::RefCell;
use std::io::{self, IsTerminal, Write};
use std::process::{ExitCode, Termination};

use super::common::{Color, Common};
use super::watch::Watch;
use heng::finding::{Diagnostic, Language, Renderer, Sources, Words, render_all, visible, visible_lines};
use heng::host::Host;
use heng::host::progress::Progress;
use heng::report::DiagnosticsJson;

/// How a run ended, from good to bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// Done.
    Success,
    /// Rules or data have errors, or an example failed.
    Findings,
    /// Usage, or a file that cannot be read or written.
    Usage,
    /// A fault of ours.
    Fault,
}

impl Termination for Status {
    fn report(self) -> ExitCode {
        match self {
            Self::Success => ExitCode::SUCCESS,
            Self::Findings => ExitCode::from(1),
            Self::Usage => ExitCode::from(2),
            Self::Fault => ExitCode::from(101),
        }
    }
}

/// What a command says. Data is held back until the command has succeeded, so that no part of a
/// result is ever printed as the whole.
pub(super) struct Output {
    data: Vec<u8>,
    language: Option<Language>,
    color: bool,
    watch: Watch,
    /// Findings that are to be JSON, with their language.
    json: Option<RefCell<DiagnosticsJson>>,
}

impl Output {
    pub(super) fn new(common: &Common) -> Self {
        let color = match common.color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => wants_color() && io::stderr().is_terminal(),
        };
        let language = common.lang.map(Language::from);
        let watch = Watch::start(language.unwrap_or(Language::Zh));
        Self { data: Vec::new(), language, color, watch, json: None }
    }

    /// From here on what forbids a result is printed as JSON in its place.
    pub(super) fn findings_as_json(&mut self) {
        self.json = Some(RefCell::default());
    }

    /// Where a command tells how far it is.
    pub(super) fn progress(&self) -> &Progress {
        self.watch.progress()
    }

    /// The language of messages: as asked for, or that of the rules.
    pub(super) fn language(&self, of_rules: Language) -> Language {
        self.language.unwrap_or(of_rules)
    }

    /// Adds to standard output.
    pub(super) fn data(&mut self, text: &str) {
        self.data.extend_from_slice(text.as_bytes());
    }

    /// Adds a page for people to standard output: what nobody sees on a terminal is told.
    pub(super) fn page(&mut self, text: &str) {
        self.data(&visible_lines(text));
    }

    /// Writes a result to standard output as it is made: it is too large to be held back, and nothing but the reader
    /// can still stop it.
    pub(super) fn stream(&self, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Status {
        if io::stdout().is_terminal() {
            self.watch.close();
        }
        let mut out = io::BufWriter::with_capacity(1 << 20, io::stdout().lock());
        self.unless_unwritten(write(&mut out).and_then(|()| out.flush()), Status::Success)
    }

    /// Replaces a file by a result as it is made; until that is whole, the old file stays.
    pub(super) fn replace(
        &self,
        host: &dyn Host,
        path: &str,
        language: Language,
        write: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>,
    ) -> Status {
        let Err(error) = host.replace(path, write) else { return Status::Success };
        let what = match language {
            Language::En => format!("{path} cannot be written"),
            Language::Zh => format!("{path} 写不出"),
        };
        self.error(&format!("{what}: {error}\n"));
        Status::Usage
    }

    /// Prints diagnostics to standard error. From here on the bar speaks their language.
    pub(super) fn diagnostics(&self, sources: &Sources, diagnostics: &[Diagnostic], of_rules: Language) {
        let language = self.language(of_rules);
        self.watch.speaks(language);
        if let Some(json) = &self.json {
            json.borrow_mut().add(sources, diagnostics, language);
            if diagnostics.iter().any(Diagnostic::is_error) {
                return;
            }
        }
        let renderer = Renderer { language, color: self.color };
        self.error(&render_all(renderer, sources, diagnostics));
    }

    /// Says what is wrong with the command line.
    pub(super) fn misused(&self, words: &Words, of_rules: Language) -> Status {
        let language = self.language(of_rules);
        let label = language.either("错误", "error");
        self.note(&format!("{label}: {}", visible(words.in_language(language))));
        Status::Usage
    }

    /// Prints a line to standard error.
    pub(super) fn note(&self, text: &str) {
        self.error(&format!("{text}\n"));
    }

    fn error(&self, text: &str) {
        if !text.is_empty() {
            self.watch.aside(|| tell(text));
        }
    }

    /// Writes what was held back. A reader that has gone away is no error.
    pub(super) fn finish(self, status: Status) -> Status {
        self.watch.close();
        let findings = self.json.as_ref().filter(|_| status != Status::Success).map(|json| json.borrow().text());
        let findings = findings.unwrap_or_default();
        let mut stdout = io::stdout().lock();
        let data = [self.data.as_slice(), findings.as_bytes()].concat();
        self.unless_unwritten(stdout.write_all(&data).and_then(|()| stdout.flush()), status)
    }

    /// The status of a run, unless its result could not be written. A reader that has gone away is no error.
    fn unless_unwritten(&self, written: io::Result<()>, status: Status) -> Status {
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
                let what = match self.language {
                    Some(Language::En) => "the result cannot be written",
                    _ => "结果写不出（the result cannot be written）",
                };
                self.error(&format!("{what}: {error}\n"));
                Status::Usage
            }
            _ => status,
        }
    }
}

/// Prints help or the version, which clap gives as errors that are none.
pub(super) fn asked_for(error: &clap::Error) -> Status {
    let _ = io::stdout().lock().write_all(error.render().to_string().as_bytes());
    Status::Success
}

/// Standard error may be closed; then there is nobody to tell.
pub(crate) fn tell(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}

#[allow(clippy::disallowed_methods, reason = "NO_COLOR is an agreement of terminals, read only here")]
fn wants_color() -> bool {
    std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}
