//! The progress bar: one line at the foot of a terminal.

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::lang::Language;
use crate::progress::{Stage, Step};

/// A line that says what a run is at. It is drawn over itself and leaves nothing behind.
pub(super) struct Bar {
    line: ProgressBar,
    drawn: Option<Looks>,
}

/// What the line holds beside its message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Looks {
    /// How many there are to do is not known.
    Open,
    /// Rows of a file.
    Rows,
    /// A share of the work.
    Share,
}

impl Bar {
    /// A bar on standard error, which is a terminal.
    pub(super) fn new() -> Self {
        Self { line: ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr()), drawn: None }
    }

    /// Draws the line anew.
    pub(super) fn show(&mut self, step: &Step, language: Language) {
        let looks = match step.stage {
            _ if step.expected == 0 => Looks::Open,
            Stage::Table(_) => Looks::Rows,
            _ => Looks::Share,
        };
        if self.drawn.replace(looks) != Some(looks) {
            self.line.set_style(style(looks, language));
        }
        let done = u64::try_from(step.done).unwrap_or(u64::MAX);
        let expected = u64::try_from(step.expected).unwrap_or(u64::MAX);
        if expected > 0 {
            self.line.set_length(expected.max(done));
        }
        self.line.set_position(done);
        self.line.set_message(words(&step.stage, language));
        self.line.tick();
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

/// What a stage is called.
fn words(stage: &Stage, language: Language) -> String {
    let (zh, en) = match stage {
        Stage::Rules => ("读规则", "reading rules"),
        Stage::Proofs => ("证明", "proving"),
        Stage::Examples => ("运行示例", "running examples"),
        Stage::Table(file) => {
            return match language {
                Language::Zh => format!("读 {file}"),
                Language::En => format!("reading {file}"),
            };
        }
        Stage::Marks => ("计分", "scoring"),
        Stage::Grades => ("定等", "grading"),
        Stage::Output => ("写结果", "writing the result"),
    };
    match language {
        Language::Zh => zh.to_owned(),
        Language::En => en.to_owned(),
    }
}

fn style(looks: Looks, language: Language) -> ProgressStyle {
    let template = match (looks, language) {
        (Looks::Open, _) => "{spinner} {msg}  {elapsed}",
        (Looks::Rows, Language::Zh) => "{spinner} {msg}  {bar:24}  {human_pos} / {human_len} 行  {elapsed}",
        (Looks::Rows, Language::En) => "{spinner} {msg}  {bar:24}  {human_pos} / {human_len} rows  {elapsed}",
        (Looks::Share, _) => "{spinner} {msg}  {bar:24}  {percent:>3}%  {elapsed}",
    };
    // The templates are ours; one that were wrong would leave a plain bar.
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_bar())
        .progress_chars("━╸─")
        .tick_chars("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏ ")
}
