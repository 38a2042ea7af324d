//! A fresh folder with small rules and data, and packets made of them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::atomic::{AtomicUsize, Ordering};

use heng::host::Memory;

static FOLDERS: AtomicUsize = AtomicUsize::new(0);

const RULES: &str = r#"规则集 "小" 示例
周期 2023-01-01 至 2023-12-31
满分 100 分
舍入 指标 2 位 四舍五入
数据 园区 "parks.csv" {
  编号 文本 主键
  收入 万元 不低于 0 万元
}
方面 A "甲" 100 分 {
  指标 A1 "收入" 100 分 {
    依据 第一条
    取值 收入
    计分 极差 范围 全部 底 0 幅 100 相等 得 满分
  }
}
等次 { 优秀 总分 不低于 90 分 ; 合格 总分 不低于 60 分 ; 其余 "不合格" }
"#;

/// A folder that is removed with the value.
pub(crate) struct Folder(PathBuf);

impl Folder {
    /// `r.heng` and `data/parks.csv`.
    pub(crate) fn small() -> Self {
        let folder = Self::empty();
        fs::create_dir(folder.0.join("data")).unwrap();
        folder.with("r.heng", RULES).with("data/parks.csv", "编号,收入\nP1,10\nP2,20.5\nP3,40\n")
    }

    pub(crate) fn empty() -> Self {
        let number = FOLDERS.fetch_add(1, Ordering::Relaxed);
        let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("packets-{}-{number}", std::process::id()));
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub(crate) fn with(self, file: &str, content: impl AsRef<[u8]>) -> Self {
        fs::write(self.0.join(file), content).unwrap();
        self
    }

    pub(crate) fn at(&self, file: &str) -> PathBuf {
        self.0.join(file)
    }

    pub(crate) fn heng(&self, line: &str) -> Output {
        Command::new(env!("CARGO_BIN_EXE_heng")).args(line.split_whitespace()).current_dir(&self.0).output().unwrap()
    }

    /// What a command prints that succeeds.
    #[track_caller]
    pub(crate) fn prints(&self, line: &str) -> String {
        let output = self.heng(line);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{line}: {stderr}");
        String::from_utf8(output.stdout).unwrap()
    }

    /// The digest of the packet that a command writes.
    #[track_caller]
    pub(crate) fn packs(&self, line: &str) -> String {
        let output = self.heng(line);
        let stderr = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(0), "{line}: {stderr}");
        let digest = stderr.split_once("SHA-256 ").unwrap_or_else(|| panic!("{stderr}")).1;
        digest.trim().to_owned()
    }

    /// What a command finds, and its exit code.
    pub(crate) fn refuses(&self, line: &str) -> (String, Option<i32>) {
        let output = self.heng(line);
        ([output.stdout, output.stderr].map(|text| String::from_utf8(text).unwrap()).concat(), output.status.code())
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// All files below a folder by their names.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut all = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(at) = open.pop() {
        for entry in fs::read_dir(&at).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).unwrap().to_str().unwrap().to_owned();
                all.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    all.sort();
    all
}

/// A packet in memory, under `p`.
pub(crate) fn in_memory(files: &[(String, Vec<u8>)]) -> Memory {
    let memory = Memory::default();
    for (name, bytes) in files {
        memory.put(format!("p/{name}"), bytes.clone());
    }
    memory
}
