//! The watch beside a run: draws the progress bar and stops the run when it is interrupted.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use signal_hook::consts::{SIGINT, SIGTERM};

use super::bar::Bar;
use heng::finding::Language;
use heng::host;
use heng::host::progress::Progress;
use heng::invariant::fit;

/// How often the watch looks: soon enough for a bar that moves and for Ctrl-C to seem immediate.
const TICK: Duration = Duration::from_millis(50);

/// A run that is done before so many ticks, a second, shows no bar.
const TICKS_UNSEEN: u32 = 20;

/// Ctrl-C, and what a scheduler ends a run with.
const SIGNALS: [i32; 2] = [SIGINT, SIGTERM];

/// What shells add to the number of the signal that ended a process.
const ENDED_BY: i32 = 128;

/// A thread that looks after a run until it is dropped.
pub(super) struct Watch {
    seen: Arc<Seen>,
    thread: Option<JoinHandle<()>>,
}

/// What the run and its watch have in common.
struct Seen {
    progress: Progress,
    speaks_english: AtomicBool,
    has_ended: AtomicBool,
    /// Held by whoever writes to standard error, which may take as long as its reader likes. The watch therefore never
    /// waits for it.
    screen: Mutex<Screen>,
}

enum Screen {
    /// No bar yet.
    Empty,
    Shown(Bar),
    /// No bar any more, or never one.
    Closed,
}

impl Watch {
    pub(super) fn start(language: Language) -> Self {
        let screen = if is_drawable() { Screen::Empty } else { Screen::Closed };
        let seen = Arc::new(Seen {
            progress: Progress::new(),
            speaks_english: AtomicBool::new(language == Language::En),
            has_ended: AtomicBool::new(false),
            screen: Mutex::new(screen),
        });
        let interrupted = Arc::new(AtomicUsize::new(0));
        for signal in SIGNALS {
            // Where there are no signals, the system ends the process as it always did.
            let _ = signal_hook::flag::register_usize(signal, Arc::clone(&interrupted), number(signal));
        }
        let thread = {
            let seen = Arc::clone(&seen);
            thread::Builder::new().spawn(move || seen.watch(&interrupted)).ok()
        };
        Self { seen, thread }
    }

    /// Where the run tells how far it is.
    pub(super) fn progress(&self) -> &Progress {
        &self.seen.progress
    }

    /// The language of the bar, as soon as the rules tell it.
    pub(super) fn speaks(&self, language: Language) {
        self.seen.speaks_english.store(language == Language::En, Ordering::Relaxed);
    }

    /// Prints to standard error with the bar out of the way.
    pub(super) fn aside(&self, print: impl FnOnce()) {
        match &*self.seen.screen.lock().unwrap_or_else(PoisonError::into_inner) {
            Screen::Shown(bar) => bar.aside(print),
            Screen::Empty | Screen::Closed => print(),
        }
    }

    /// Takes the bar away for good. Interruption still ends the process.
    pub(super) fn close(&self) {
        self.seen.screen.lock().unwrap_or_else(PoisonError::into_inner).close();
    }
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.close();
        self.seen.has_ended.store(true, Ordering::Release);
        if let Some(thread) = self.thread.take() {
            thread.thread().unpark();
            // A panic of the watch has been printed; the run is as good as without it.
            let _ = thread.join();
        }
    }
}

impl Seen {
    /// Nothing of it takes memory as long as no bar is drawn: a thread that does so gets pages of its own.
    fn watch(&self, interrupted: &AtomicUsize) {
        let mut ticks: u32 = 0;
        loop {
            let has_ended = || self.has_ended.load(Ordering::Acquire);
            if !has_ended() {
                thread::park_timeout(TICK);
            }
            let by = interrupted.load(Ordering::Relaxed);
            if let Some(signal) = SIGNALS.into_iter().find(|signal| number(*signal) == by) {
                self.interrupt(signal);
            }
            if has_ended() {
                return;
            }
            ticks = ticks.saturating_add(1);
            if ticks >= TICKS_UNSEEN
                && let Ok(mut screen) = self.screen.try_lock()
            {
                screen.show(&self.progress, self.language());
            }
        }
    }

    /// Ends the process at once, whatever its other threads are at.
    fn interrupt(&self, signal: i32) -> ! {
        if let Ok(mut screen) = self.screen.try_lock() {
            screen.close();
            let line = match self.language() {
                Language::Zh => "已中断\n",
                Language::En => "interrupted\n",
            };
            let _ = io::stderr().write_all(line.as_bytes());
        }
        host::abandon_unfinished();
        // Without the hooks of exit(): the other threads are still at work on what those would take down.
        signal_hook::low_level::exit(ENDED_BY.saturating_add(signal))
    }

    fn language(&self) -> Language {
        if self.speaks_english.load(Ordering::Relaxed) { Language::En } else { Language::Zh }
    }
}

impl Screen {
    fn show(&mut self, progress: &Progress, language: Language) {
        if let Self::Empty = self {
            *self = Self::Shown(Bar::new(TICK.saturating_mul(TICKS_UNSEEN)));
        }
        if let Self::Shown(bar) = self {
            bar.show(progress.now(), language);
        }
    }

    fn close(&mut self) {
        if let Self::Shown(bar) = self {
            bar.clear();
        }
        *self = Self::Closed;
    }
}

fn number(signal: i32) -> usize {
    fit(signal)
}

/// Whether standard error is a terminal on which a line can be drawn over.
#[allow(clippy::disallowed_methods, reason = "TERM is an agreement of terminals, read only here")]
fn is_drawable() -> bool {
    io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|terminal| terminal != "dumb")
}
