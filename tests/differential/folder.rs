//! Pairs as folders: `rules.heng` and the files of the data.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::compare::Pair;

const RULES: &str = "rules.heng";

/// Where pairs that once failed are kept.
pub(crate) fn corpus() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus/pairs")
}

/// The folders of the corpus.
pub(crate) fn kept() -> Vec<PathBuf> {
    let mut folders: Vec<PathBuf> = fs::read_dir(corpus())
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    folders
}

pub(crate) fn read(folder: &Path) -> Pair {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.extension().is_some_and(|extension| extension == "csv" || extension == "heng") {
            files.insert(name, fs::read_to_string(&path).unwrap());
        }
    }
    let rules = files.remove(RULES).expect("a pair has rules.heng");
    Pair { rules, files }
}

/// Writes a pair with what is wrong with it.
pub(crate) fn write(folder: &Path, pair: &Pair, why: &str) {
    fs::create_dir_all(folder).unwrap();
    fs::write(folder.join(RULES), &pair.rules).unwrap();
    fs::write(folder.join("difference.txt"), why).unwrap();
    for (name, text) in &pair.files {
        fs::write(folder.join(name), text).unwrap();
    }
}
