//! A fresh folder with rules and data to spoil.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::run::{Run, run};
use crate::sheet::Sheet;

static FOLDERS: AtomicUsize = AtomicUsize::new(0);

/// A folder that is removed with the value. Paths are relative to it.
pub(crate) struct Folder {
    path: PathBuf,
}

impl Folder {
    pub(crate) fn empty() -> Self {
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let name = format!("cli-{}-{number}", std::process::id());
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
        fs::create_dir_all(&path).unwrap();
        Self { path }
    }

    /// `evaluation.heng`, `admission.heng`, and the five golden parks in `data/`.
    pub(crate) fn golden() -> Self {
        Self::of("wenzhou-2023")
    }

    /// The same rules, and forty invented parks in `data/`.
    pub(crate) fn synthetic() -> Self {
        Self::of("wenzhou-synthetic-2023")
    }

    /// `evaluation.heng` of the second cycle, the file it inherits, and its six parks in `data/`.
    pub(crate) fn next_cycle() -> Self {
        let folder = Self::of("wenzhou-2025");
        let rules = shipped("rules/wenzhou");
        fs::copy(rules.join("evaluation-2022-2023.heng"), folder.path.join("evaluation-2022-2023.heng")).unwrap();
        fs::copy(rules.join("evaluation-2024-2025.heng"), folder.path.join("evaluation.heng")).unwrap();
        fs::create_dir(folder.path.join("scripts")).unwrap();
        for script in fs::read_dir(rules.join("scripts")).unwrap() {
            let script = script.unwrap();
            fs::copy(script.path(), folder.path.join("scripts").join(script.file_name())).unwrap();
        }
        folder
    }

    fn of(data: &str) -> Self {
        let folder = Self::rules();
        let to = folder.path.join("data");
        fs::create_dir(&to).unwrap();
        for entry in fs::read_dir(shipped("datasets").join(data)).unwrap() {
            let file = entry.unwrap().path();
            if file.extension().is_some_and(|extension| extension == "csv") {
                fs::copy(&file, to.join(file.file_name().unwrap())).unwrap();
            }
        }
        folder
    }

    /// `evaluation.heng` and `admission.heng` alone.
    pub(crate) fn rules() -> Self {
        let rules = shipped("rules/wenzhou");
        let folder = Self::empty();
        fs::copy(rules.join("evaluation-2022-2023.heng"), folder.path.join("evaluation.heng")).unwrap();
        fs::copy(rules.join("admission.heng"), folder.path.join("admission.heng")).unwrap();
        folder
    }

    pub(crate) fn with(self, file: &str, content: impl AsRef<[u8]>) -> Self {
        fs::write(self.path.join(file), content).unwrap();
        self
    }

    /// Makes the folders that a file stands in.
    pub(crate) fn with_parents(self, file: &str) -> Self {
        fs::create_dir_all(self.path.join(file).parent().unwrap()).unwrap();
        self
    }

    /// Replaces a text that stands in the file exactly once.
    pub(crate) fn replacing(self, file: &str, from: &str, to: &str) -> Self {
        let text = self.read(file);
        assert_eq!(text.matches(from).count(), 1, "how often `{from}` stands in {file}");
        self.with(file, text.replace(from, to))
    }

    pub(crate) fn appending(self, file: &str, more: &str) -> Self {
        let text = self.read(file) + more;
        self.with(file, text)
    }

    pub(crate) fn without(self, file: &str) -> Self {
        fs::remove_file(self.path.join(file)).unwrap();
        self
    }

    /// `base.heng`, `next.heng` with changes to it, and `data/a.csv`.
    pub(crate) fn amended(base: &str, changes: &str, data: &str) -> Self {
        let head = "规则集 \"乙\" 示例\n周期 2024-01-01 至 2024-12-31\n沿用 \"base.heng\"\n";
        let folder = Self::empty().with("base.heng", base).with("next.heng", format!("{head}{changes}"));
        folder.with_folder("data").with("data/a.csv", data)
    }

    /// What the changes of `next.heng` come to: a file of its own that checks, is laid out and scores.
    pub(crate) fn expanded(self) -> String {
        let whole = self.heng("check next.heng --expanded").succeeds();
        let folder = self.with("whole.heng", &whole);
        folder.heng("fmt --check whole.heng").prints("");
        folder.heng("score whole.heng --data data --format csv").succeeds();
        whole
    }

    pub(crate) fn with_folder(self, name: &str) -> Self {
        fs::create_dir(self.path.join(name)).unwrap();
        self
    }

    /// Changes a table of `data/`, say `orgs`.
    pub(crate) fn changing(self, table: &str, change: impl FnOnce(&mut Sheet)) -> Self {
        let file = format!("data/{table}.csv");
        let mut sheet = Sheet::of(&self.read(&file));
        change(&mut sheet);
        self.with(&file, sheet.text())
    }

    /// The path of a file, for other programs.
    pub(crate) fn at(&self, file: &str) -> PathBuf {
        self.path.join(file)
    }

    /// Makes a named pipe.
    pub(crate) fn make_pipe(&self, file: &str) {
        assert!(std::process::Command::new("mkfifo").arg(self.at(file)).status().unwrap().success());
    }

    /// Names of all files here and in `data/`, in order.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut names = Vec::new();
        for folder in ["", "data/"] {
            let Ok(entries) = fs::read_dir(self.path.join(folder)) else { continue };
            let files = entries.map(Result::unwrap).filter(|entry| !entry.path().is_dir());
            names.extend(files.map(|entry| format!("{folder}{}", entry.file_name().to_str().unwrap())));
        }
        names.sort();
        names
    }

    pub(crate) fn sheet(&self, table: &str) -> Sheet {
        Sheet::of(&self.read(&format!("data/{table}.csv")))
    }

    pub(crate) fn read(&self, file: &str) -> String {
        fs::read_to_string(self.path.join(file)).unwrap()
    }

    /// Names of the tables in `data/`, in order.
    pub(crate) fn tables(&self) -> Vec<String> {
        let files = fs::read_dir(self.path.join("data")).unwrap();
        let mut names: Vec<String> = files
            .filter_map(|file| file.unwrap().file_name().to_str()?.strip_suffix(".csv").map(str::to_owned))
            .collect();
        names.sort();
        names
    }

    /// Puts a parquet file of the same cells in the place of a table of `data/`.
    pub(crate) fn turning_into_parquet(self, table: &str, rules: &str) -> Self {
        let bytes = crate::parquet::typed(&self.sheet(table));
        let (from, to) = (format!("\"{table}.csv\""), format!("\"{table}.parquet\""));
        self.with(&format!("data/{table}.parquet"), bytes)
            .without(&format!("data/{table}.csv"))
            .replacing(rules, &from, &to)
    }

    /// Runs the binary here; the command line is cut at blanks.
    pub(crate) fn heng(&self, arguments: &str) -> Run {
        self.heng_with(arguments, &[])
    }

    /// Runs the binary here with environment variables set.
    pub(crate) fn heng_with(&self, arguments: &str, variables: &[(&str, &str)]) -> Run {
        run(self.command(arguments, variables))
    }

    pub(crate) fn command(&self, arguments: &str, variables: &[(&str, &str)]) -> std::process::Command {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_heng"));
        command.args(arguments.split_whitespace().map(OsString::from)).current_dir(&self.path);
        command.env_remove("NO_COLOR").env_remove("POLARS_MAX_THREADS");
        command.envs(variables.iter().copied());
        command
    }

    /// `heng score evaluation.heng --data data --format csv`
    pub(crate) fn scores(&self) -> Run {
        self.heng("score evaluation.heng --data data --format csv")
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.path);
    }
}

/// A path of the checkout.
pub(crate) fn shipped(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}
