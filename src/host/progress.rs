//! How far a run is: told by the stages, looked at by whoever started it. Nothing here prints.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::cancel::look;

/// What a run is at.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Stage {
    /// 读规则
    #[default]
    Rules,
    /// 证明
    Proofs,
    /// 运行示例
    Examples,
    /// 读 a file of the data
    Table(String),
    /// 计分
    Marks,
    /// 定等
    Grades,
    /// 写结果
    Output,
}

/// Counters of a run. Telling costs an addition for each thousand rows, so nothing is lost where nobody looks.
#[derive(Debug, Default)]
pub struct Progress {
    stage: Mutex<Stage>,
    expected: AtomicUsize,
    done: AtomicUsize,
}

/// Progress that nobody looks at.
pub static UNSEEN: Progress = Progress::new();

/// Where a run was when it was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What it was at.
    pub stage: Stage,
    /// Rows, or steps of about the same size, that were done.
    pub done: usize,
    /// How many there will be; 0 when that is not known.
    pub expected: usize,
}

impl Progress {
    /// At the first stage with nothing done.
    #[must_use]
    pub const fn new() -> Self {
        Self { stage: Mutex::new(Stage::Rules), expected: AtomicUsize::new(0), done: AtomicUsize::new(0) }
    }

    /// Goes on to a stage; nothing of it is done or expected yet.
    pub fn begin(&self, stage: Stage) {
        look();
        let mut now = self.lock();
        *now = stage;
        self.expected.store(0, Ordering::Relaxed);
        self.done.store(0, Ordering::Relaxed);
    }

    /// So many rows more are to be done in this stage.
    pub fn expect(&self, rows: usize) {
        self.expected.fetch_add(rows, Ordering::Relaxed);
    }

    /// So many rows more are done. To be told for many rows at once.
    pub fn advance(&self, rows: usize) {
        self.done.fetch_add(rows, Ordering::Relaxed);
    }

    /// A count of rows that are done one by one.
    pub fn tally(&self) -> Tally<'_> {
        Tally { progress: self, untold: 0 }
    }

    /// Where the run is.
    #[must_use]
    pub fn now(&self) -> Step {
        let stage = self.lock();
        let (done, expected) = (self.done.load(Ordering::Relaxed), self.expected.load(Ordering::Relaxed));
        Step { stage: stage.clone(), done, expected }
    }

    fn lock(&self) -> MutexGuard<'_, Stage> {
        self.stage.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Counts single rows and tells of them a thousand at a time; what is left when it is dropped.
#[derive(Debug)]
pub struct Tally<'p> {
    progress: &'p Progress,
    untold: usize,
}

impl Tally<'_> {
    const AT_ONCE: usize = 1024;

    /// One row is done; whether the run is to go on is looked at.
    pub fn one(&mut self) {
        look();
        self.untold = self.untold.saturating_add(1);
        if self.untold >= Self::AT_ONCE {
            self.tell();
        }
    }

    fn tell(&mut self) {
        self.progress.advance(self.untold);
        self.untold = 0;
    }
}

impl Drop for Tally<'_> {
    fn drop(&mut self) {
        self.tell();
    }
}
