//! What a folder can have that a packet must not.

use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use crate::folder::Folder;

fn packed() -> Folder {
    let folder = Folder::small();
    folder.packs("score r.heng --data data --packet p --with-data");
    folder
}

#[track_caller]
fn refused(folder: &Folder, words: &str) {
    for line in ["verify p", "score p", "explain p --subject P1"] {
        let (said, code) = folder.refuses(line);
        assert_eq!(code, Some(1), "{line}: {said}");
        assert!(said.contains(words) && said.contains("H1001"), "{line}: {said}");
    }
}

#[test]
fn links_are_refused_wherever_they_lead() {
    let folder = packed();
    fs::remove_file(folder.at("p/data/inputs/parks.csv")).unwrap();
    symlink(folder.at("data/parks.csv"), folder.at("p/data/inputs/parks.csv")).unwrap();
    refused(&folder, "文件是链接");
    let folder = packed();
    fs::rename(folder.at("p/data"), folder.at("elsewhere")).unwrap();
    symlink(folder.at("elsewhere"), folder.at("p/data")).unwrap();
    refused(&folder, "文件是链接");
}

#[test]
fn a_pipe_is_refused_and_not_waited_for() {
    let folder = packed();
    assert!(Command::new("mkfifo").arg(folder.at("p/data/pipe")).status().unwrap().success());
    refused(&folder, "管道或设备");
}

#[test]
fn an_old_packet_stays_until_the_new_one_is_whole() {
    let folder = packed();
    let before = crate::folder::files(&folder.at("p"));
    // Rules that do not hold, and a name that no packet can have.
    let rules = fs::read_to_string(folder.at("r.heng")).unwrap();
    let folder = folder
        .with("bad.heng", rules.replace("收入\n", "营收\n"))
        .with("odd.heng", rules.replace("parks.csv", "parks 1%.csv"));
    fs::copy(folder.at("data/parks.csv"), folder.at("data/parks 1%.csv")).unwrap();
    for (line, words) in [
        ("score bad.heng --data data --packet p", "H0201"),
        ("score odd.heng --data data --packet p --with-data", "H1005"),
        ("score r.heng --data data --packet p --sign r.heng", "不是没有口令的 Ed25519 私钥"),
    ] {
        let (said, code) = folder.refuses(line);
        assert!(said.contains(words) && code != Some(0), "{line}: {said}");
        assert_eq!(crate::folder::files(&folder.at("p")), before);
        assert!(!folder.at("p.heng-new").exists() && !folder.at("p.heng-old").exists());
    }
    folder.packs("score r.heng --data data --packet p");
    assert_ne!(crate::folder::files(&folder.at("p")), before);
    assert!(!folder.at("p.heng-new").exists() && !folder.at("p.heng-old").exists());
}

#[test]
fn a_folder_with_anything_else_is_not_replaced() {
    let folder = packed();
    for (path, words) in
        [("data", "里已有别的文件，不是数据包"), ("r.heng", "这一次的结果就是由它算出的"), ("p/bagit.txt", "是文件")]
    {
        let (said, code) = folder.refuses(&format!("score r.heng --data data --packet {path}"));
        assert_eq!(code, Some(2), "{said}");
        assert!(said.contains(words), "{said}");
    }
    assert!(folder.at("data/parks.csv").exists());
}
