//! One run of the binary, and what it may say. Every way to look at a run checks all of stdout,
//! stderr and exit code.

use std::io::Read;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use crate::json_schema::Schema;

/// Longer than this is a hang.
const LONGEST: Duration = Duration::from_mins(1);

#[must_use = "look at the run"]
pub(crate) struct Run {
    line: String,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
    pub(crate) code: Option<i32>,
}

pub(crate) fn run(mut command: Command) -> Run {
    let line = format!("{command:?}");
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    let stdout = reader(child.stdout.take().unwrap());
    let stderr = reader(child.stderr.take().unwrap());
    let started = Instant::now();
    let status = loop {
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        if started.elapsed() > LONGEST {
            child.kill().unwrap();
            child.wait().unwrap();
            panic!("{line} did not end within {LONGEST:?}");
        }
        thread::sleep(Duration::from_millis(2));
    };
    let read = |reader: thread::JoinHandle<Vec<u8>>| String::from_utf8(reader.join().unwrap()).expect("UTF-8 output");
    let run = Run { line, stdout: read(stdout), stderr: read(stderr), code: status.code() };
    run.prints_what_its_schema_says(&command);
    run
}

/// What a run that succeeds without a word on stderr writes to stdout, which need not be text.
#[track_caller]
pub(crate) fn bytes(mut command: Command) -> Vec<u8> {
    let output = command.stdin(Stdio::null()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "", "stderr of {command:?}");
    assert_eq!(output.status.code(), Some(0), "exit code of {command:?}");
    output.stdout
}

fn reader(mut from: impl Read + Send + 'static) -> thread::JoinHandle<Vec<u8>> {
    thread::spawn(move || {
        let mut bytes = Vec::new();
        from.read_to_end(&mut bytes).unwrap();
        bytes
    })
}

impl Run {
    /// JSON is as the shipped schema of its command says.
    fn prints_what_its_schema_says(&self, command: &Command) {
        let words: Vec<&str> = command.get_args().filter_map(|word| word.to_str()).collect();
        let is_json = words.windows(2).any(|pair| pair == ["--format", "json"]);
        if command.get_program() == env!("CARGO_BIN_EXE_heng") && is_json && !self.stdout.is_empty() {
            let document: serde_json::Value = serde_json::from_str(&self.stdout).unwrap();
            // Findings that forbid a result are printed in its place.
            let asked = ["score", "data", "bounds", "firm", "what-if", "why-not", "verify", "diff"].contains(&words[0]);
            let is_refused = asked && self.code == Some(1) && document.is_array();
            let printed = if is_refused { "check" } else { words[0] };
            // Of all subjects a list of what is printed of one.
            let documents = match &document {
                serde_json::Value::Array(each) if printed == "explain" => each.as_slice(),
                one => std::slice::from_ref(one),
            };
            let schema = Schema::of(printed);
            if let Some(fault) = documents.iter().find_map(|document| schema.refuses(document)) {
                panic!("{} against its schema: {fault}", self.line);
            }
        }
    }

    /// Exit 0 and not a word on stderr: what stdout says.
    #[track_caller]
    pub(crate) fn succeeds(self) -> String {
        assert_eq!(self.stderr, "", "stderr of {}", self.line);
        assert_eq!(self.code, Some(0), "exit code of {}", self.line);
        self.stdout
    }

    #[track_caller]
    pub(crate) fn prints(self, expected: &str) {
        let line = self.line.clone();
        let found = self.succeeds();
        assert!(found == expected, "stdout of {line}\n--- expected\n{expected}\n--- found\n{found}");
    }

    /// Exit 1, nothing on stdout, and findings on stderr.
    #[track_caller]
    pub(crate) fn is_refused(self) -> Findings {
        assert_eq!(self.stdout, "", "stdout of {}", self.line);
        assert_eq!(self.code, Some(1), "exit code of {}\n{}", self.line, self.stderr);
        self.findings()
    }

    /// Exit 1, something on stdout, and findings on stderr.
    #[track_caller]
    pub(crate) fn finds(self) -> (String, Findings) {
        assert_ne!(self.stdout, "", "stdout of {}", self.line);
        assert_eq!(self.code, Some(1), "exit code of {}\n{}", self.line, self.stderr);
        (self.stdout.clone(), self.findings())
    }

    /// Exit 1 with findings on stdout and nothing on stderr.
    #[track_caller]
    pub(crate) fn lists(self) -> String {
        assert_eq!(self.stderr, "", "stderr of {}", self.line);
        assert_eq!(self.code, Some(1), "exit code of {}", self.line);
        self.stdout
    }

    /// Exit 2 and nothing on stdout: what stderr says.
    #[track_caller]
    pub(crate) fn is_misused(self) -> Findings {
        assert_eq!(self.stdout, "", "stdout of {}", self.line);
        assert_eq!(self.code, Some(2), "exit code of {}\n{}", self.line, self.stderr);
        self.findings()
    }

    /// What is found, whatever comes of it.
    pub(crate) fn findings_only(self) -> String {
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        self.stderr
    }

    fn findings(self) -> Findings {
        assert_ne!(self.stderr, "", "stderr of {}", self.line);
        assert!(!self.stderr.contains("panicked"), "{}", self.stderr);
        assert!(self.stderr.len() < 200_000, "{} bytes on stderr", self.stderr.len());
        Findings { stderr: self.stderr }
    }
}

/// What stderr says.
pub(crate) struct Findings {
    pub(crate) stderr: String,
}

impl Findings {
    /// The codes of the errors in the order printed.
    pub(crate) fn codes(&self) -> Vec<&str> {
        let titles = self.stderr.lines().filter_map(|line| line.split_once("]: ").map(|(before, _)| before));
        titles.filter_map(|before| before.strip_prefix("错误[").or(before.strip_prefix("error["))).collect()
    }

    /// Exactly these codes, in any order, each as often as wanted.
    #[track_caller]
    pub(crate) fn are(self, wanted: &[&str]) -> Self {
        let mut found = self.codes();
        found.sort_unstable();
        let mut wanted = wanted.to_vec();
        wanted.sort_unstable();
        assert_eq!(found, wanted, "{}", self.stderr);
        self
    }

    /// These codes among others.
    #[track_caller]
    pub(crate) fn include(self, wanted: &[&str]) -> Self {
        let found = self.codes();
        for code in wanted {
            assert!(found.contains(code), "{code} is not in {found:?}\n{}", self.stderr);
        }
        self
    }

    #[track_caller]
    pub(crate) fn say(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "no «{text}» in\n{}", self.stderr);
        self
    }
}
