//! The names that files of a packet may have: such that every system can keep them apart, and none leads elsewhere.

use crate::finding::{Words, look};
use crate::words;

/// No name is longer; common file systems take 255 bytes a step.
const LONGEST: usize = 1000;
const LONGEST_STEP: usize = 255;

/// No packet has more files.
const MOST_FILES: usize = 100_000;

/// Signs that some system takes for something else, or that the tools of archives write in another way.
const NOT_PLAIN: [char; 9] = ['\\', ':', '*', '?', '"', '<', '>', '|', '%'];

/// What is wrong with the name of a file, from the top of the packet.
pub(super) fn wrong(name: &str) -> Option<Words> {
    if name.len() > LONGEST || name.split('/').any(|step| step.len() > LONGEST_STEP) {
        return Some(words!("文件名太长", "the name is too long"));
    }
    if name.starts_with('/') {
        return Some(words!("文件名从根目录写起（绝对路径）", "the name begins at the root (an absolute path)"));
    }
    if name.split('/').any(|step| step == "..") {
        return Some(words!(
            "文件名里有「..」，会写到包的外面",
            "the name has `..` in it, which leads out of the packet"
        ));
    }
    if name.split('/').any(|step| matches!(step, "" | ".")) {
        return Some(words!("文件名里有空的一级", "the name has an empty step"));
    }
    if name.split('/').any(|step| step.ends_with(['.', ' '])) {
        return Some(words!("文件名的一级以点或空格结尾", "a step of the name ends with a point or a blank"));
    }
    if name.chars().any(char::is_control) {
        return Some(words!("文件名里有控制字符", "the name has a control character in it"));
    }
    if let Some(sign) = name.chars().find(|letter| NOT_PLAIN.contains(letter)) {
        return Some(words!("文件名里有「{sign}」", "the name has `{sign}` in it"));
    }
    None
}

/// What two names share that some systems, or a reader, cannot keep apart.
pub(super) fn folded(name: &str) -> String {
    look(name).to_lowercase()
}

/// Whether a packet may have so many files.
pub(super) fn are_few(files: usize) -> bool {
    files <= MOST_FILES
}
