//! A run whose streams are a terminal, by way of the program `script`.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError};
use std::thread;
use std::time::{Duration, Instant};

use crate::folder::Folder;

/// Longer than this is a hang.
const LONGEST: Duration = Duration::from_secs(20);

/// What Ctrl-C types.
const CONTROL_C: &[u8] = b"\x03";

pub(crate) struct Terminal {
    child: Child,
    bytes: Receiver<Vec<u8>>,
    shown: Vec<u8>,
}

impl Terminal {
    /// Runs the binary in a terminal of eighty columns.
    pub(crate) fn heng(folder: &Folder, arguments: &str) -> Self {
        let line = format!("stty rows 24 cols 80; exec '{}' {arguments}", env!("CARGO_BIN_EXE_heng"));
        let mut command = Command::new("script");
        if cfg!(target_os = "linux") {
            command.args(["-qec", &line, "/dev/null"]);
        } else {
            command.args(["-q", "/dev/null", "sh", "-c", &line]);
        }
        command.current_dir(folder.at("")).env("TERM", "xterm-256color").env_remove("NO_COLOR");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::inherit());
        let mut child = command.spawn().expect("the program `script` (util-linux, or of the system) makes a terminal");
        let mut from = child.stdout.take().unwrap();
        let (to, bytes) = mpsc::channel();
        thread::spawn(move || {
            let mut chunk = [0; 4096];
            while let Ok(length @ 1..) = from.read(&mut chunk) {
                if to.send(chunk[..length].to_vec()).is_err() {
                    break;
                }
            }
        });
        Self { child, bytes, shown: Vec::new() }
    }

    /// Waits until a text has been shown.
    #[track_caller]
    pub(crate) fn shows(&mut self, text: &str) {
        let started = Instant::now();
        while !self.text().contains(text) {
            assert!(started.elapsed() < LONGEST, "«{text}» is not shown:\n{:?}", self.text());
            match self.bytes.recv_timeout(Duration::from_millis(100)) {
                Ok(bytes) => self.shown.extend(bytes),
                Err(RecvTimeoutError::Timeout) => {}
                Err(RecvTimeoutError::Disconnected) => panic!("it ended without «{text}»:\n{:?}", self.text()),
            }
        }
    }

    pub(crate) fn types_control_c(&mut self) {
        let keys = self.child.stdin.as_mut().unwrap();
        keys.write_all(CONTROL_C).unwrap();
        keys.flush().unwrap();
    }

    /// Everything that was shown, and the exit code.
    pub(crate) fn ends(mut self) -> (String, Option<i32>) {
        let started = Instant::now();
        while let Some(left) = LONGEST.checked_sub(started.elapsed()) {
            match self.bytes.recv_timeout(left) {
                Ok(bytes) => self.shown.extend(bytes),
                Err(_) => break,
            }
        }
        drop(self.child.stdin.take());
        (self.text(), self.child.wait().unwrap().code())
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.shown).into_owned()
    }
}
