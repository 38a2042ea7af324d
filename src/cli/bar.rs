//! The progress bar: one line at the foot of a terminal.

use std::time::Duration;

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use heng::finding::{Language, visible};
use heng::host::progress::{Stage, Step};
use heng::invariant::fit;

/// A line that says what a run is at. It is drawn over itself and leaves nothing behind.
pub(super) struct Bar {
    line: ProgressBar,
    drawn: Option<Looks>,
}

/// What stays the same while the line moves.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Looks {
    stage: Stage,
    is_counted: bool,
    language: Language,
}

impl Bar {
    /// A bar on standard error, which is a terminal, for a run that has taken so long.
    pub(super) fn new(elapsed: Duration) -> Self {
        let line = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()).with_elapsed(elapsed);
        Self { line, drawn: None }
    }

    /// Draws the line anew.
    pub(super) fn show(&mut self, step: Step, language: Language) {
        let done: u64 = fit(step.done);
        let expected: u64 = fit(step.expected);
        let looks = Looks { stage: step.stage, is_counted: expected > 0, language };
        if self.drawn.as_ref() != Some(&looks) {
            self.line.set_style(looks.style());
            self.drawn = Some(looks);
        }
        // All at once, so that no line is half of one stage and half of another.
        self.line.update(|state| {
            state.set_pos(done);
            state.set_len(expected.max(done));
        });
    }

    /// Takes the line away while something is printed.
    pub(super) fn aside(&self, print: impl FnOnce()) {
        self.line.suspend(print);
    }

    /// Takes the line away for good.
    pub(super) fn clear(&self) {
        self.line.finish_and_clear();
    }
}

impl Looks {
    fn style(&self) -> ProgressStyle {
        // Braces of a file name are none of the template.
        let stage = visible(&self.words()).replace('{', "{{").replace('}', "}}");
        let template = match (&self.stage, self.language) {
            _ if !self.is_counted => format!("{{spinner}} {stage}  {{elapsed}}"),
            (Stage::Table(_), Language::Zh) => {
                format!("{{spinner}} {stage}  {{bar:24}}  {{human_pos}} / {{human_len}} 行  {{elapsed}}")
            }
            (Stage::Table(_), Language::En) => {
                format!("{{spinner}} {stage}  {{bar:24}}  {{human_pos}} / {{human_len}} rows  {{elapsed}}")
            }
            _ => format!("{{spinner}} {stage}  {{bar:24}}  {{percent:>3}}%  {{elapsed}}"),
        };
        // A template that were wrong would leave a plain bar.
        ProgressStyle::with_template(&template)
            .unwrap_or_else(|_| ProgressStyle::default_bar())
            .progress_chars("━╸─")
            .tick_chars("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏ ")
    }

    /// What the stage is called.
    fn words(&self) -> String {
        let (zh, en) = match &self.stage {
            Stage::Rules => ("读规则", "reading rules"),
            Stage::Proofs => ("证明", "proving"),
            Stage::Examples => ("运行示例", "running examples"),
            Stage::Table(file) => {
                return match self.language {
                    Language::Zh => format!("读 {file}"),
                    Language::En => format!("reading {file}"),
                };
            }
            Stage::Marks => ("计分", "scoring"),
            Stage::Grades => ("定等", "grading"),
            Stage::Output => ("写结果", "writing the result"),
        };
        match self.language {
            Language::Zh => zh.to_owned(),
            Language::En => en.to_owned(),
        }
    }
}
