//! Ctrl-C and SIGTERM: the run stops within a second and leaves nothing half done.

use std::io::Read;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::folder::Folder;
use crate::large;

const A_SECOND: Duration = Duration::from_secs(1);

/// A run that is under way.
struct Under {
    child: Child,
}

/// How it ended.
struct Ended {
    status: ExitStatus,
    took: Duration,
    stdout: String,
    stderr: String,
}

impl Under {
    fn way(folder: &Folder, arguments: &str) -> Self {
        let mut command = folder.command(arguments, &[]);
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        Self { child: command.spawn().unwrap() }
    }

    /// Sends the signal of Ctrl-C.
    #[track_caller]
    fn interrupted(self) -> Ended {
        self.ended_by("INT")
    }

    #[track_caller]
    fn ended_by(mut self, signal: &str) -> Ended {
        assert!(self.child.try_wait().unwrap().is_none(), "the run was over before it could be interrupted");
        let started = Instant::now();
        let sent = Command::new("sh").args(["-c", &format!("kill -{signal} {}", self.child.id())]).status().unwrap();
        assert!(sent.success());
        let status = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status;
            }
            if started.elapsed() > 5 * A_SECOND {
                self.child.kill().unwrap();
                panic!("the run does not stop");
            }
            thread::sleep(Duration::from_millis(2));
        };
        let took = started.elapsed();
        let (mut stdout, mut stderr) = (String::new(), String::new());
        self.child.stdout.take().unwrap().read_to_string(&mut stdout).unwrap();
        self.child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        Ended { status, took, stdout, stderr }
    }
}

impl Ended {
    #[track_caller]
    fn says(&self, line: &str) {
        self.says_with(130, line);
    }

    #[track_caller]
    fn says_with(&self, code: i32, line: &str) {
        assert_eq!(self.status.code(), Some(code), "{}", self.stderr);
        assert_eq!((self.stdout.as_str(), self.stderr.as_str()), ("", line));
        assert!(self.took < A_SECOND, "it took {:?} to stop", self.took);
    }
}

#[test]
fn a_long_score_stops_within_a_second_and_prints_nothing() {
    let folder = large::of_parks(500_000);
    let before = folder.files();
    for (flag, line) in [("", "已中断\n"), (" --lang en", "interrupted\n")] {
        let run = Under::way(&folder, &format!("{}{flag}", large::SCORE));
        thread::sleep(Duration::from_millis(1500));
        run.interrupted().says(line);
        assert_eq!(folder.files(), before);
    }
}

#[test]
fn a_file_that_is_half_written_is_removed_and_the_old_one_stays() {
    let mut rules = "// 一行\n".repeat(50_000);
    rules.push_str("规则集   \"甲\"\n");
    let folder = Folder::empty().with("a.heng", &rules);
    // More than a pipe holds goes into the temporary file, so that the run is in the middle of it for as long as wanted.
    folder.make_pipe("a.heng.heng-new");
    let run = Under::way(&folder, "fmt a.heng");
    let mut reader = std::fs::File::open(folder.at("a.heng.heng-new")).unwrap();
    reader.read_exact(&mut [0; 1]).unwrap();
    run.interrupted().says("已中断\n");
    assert_eq!(folder.files(), ["a.heng"]);
    assert_eq!(folder.read("a.heng"), rules);
}

#[test]
fn a_result_that_is_half_written_is_removed_and_the_old_one_stays() {
    let folder = large::of_parks(60_000).with("result.csv", "old\n");
    for (signal, code) in [("INT", 130), ("TERM", 143)] {
        folder.make_pipe("result.csv.heng-new");
        let before: Vec<String> = folder.files().into_iter().filter(|file| !file.contains("heng-new")).collect();
        let run = Under::way(&folder, &format!("{} --out result.csv", large::SCORE));
        let mut reader = std::fs::File::open(folder.at("result.csv.heng-new")).unwrap();
        reader.read_exact(&mut [0; 1]).unwrap();
        run.ended_by(signal).says_with(code, "已中断\n");
        assert_eq!(folder.files(), before);
        assert_eq!(folder.read("result.csv"), "old\n");
    }
}
