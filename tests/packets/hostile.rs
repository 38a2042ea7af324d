//! Packets that somebody made to do harm, or that are not in the one form that is taken.

use heng::finding::Diagnostic;
use heng::packet::Packet;

use crate::folder::{Folder, files, in_memory};

/// The files of a packet.
type Files = Vec<(String, Vec<u8>)>;

/// What is found of a packet.
pub(crate) fn found(files: &Files) -> Vec<Diagnostic> {
    match Packet::open(&in_memory(files), "p") {
        Ok(_) => Vec::new(),
        Err(faults) => faults.into_iter().map(|fault| fault.finding("p")).collect(),
    }
}

fn small() -> Files {
    let folder = Folder::small();
    folder.packs("score r.heng --data data --packet p --with-data");
    files(&folder.at("p"))
}

fn text(files: &Files, name: &str) -> String {
    let (_, bytes) = files.iter().find(|(own, _)| own == name).unwrap();
    String::from_utf8(bytes.clone()).unwrap()
}

fn put(files: &mut Files, name: &str, bytes: impl Into<Vec<u8>>) {
    files.retain(|(own, _)| own != name);
    files.push((name.to_owned(), bytes.into()));
}

/// Makes the digests right again, as whoever forges a packet would.
fn forge(files: &mut Files, manifest: &str) {
    put(files, "manifest-sha256.txt", manifest);
    let of = |name: &str| heng::packet::Digest::of(text(files, name).as_bytes());
    let names = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"];
    let tags: String = names.iter().map(|name| format!("{}  {name}\n", of(name))).collect();
    put(files, "tagmanifest-sha256.txt", tags);
}

/// A change of the files, and what is said of it.
type Case = (&'static str, fn(&mut Files), &'static str, &'static str);

const MANIFEST: &str = "manifest-sha256.txt";

fn with_line(files: &mut Files, name: &str) {
    let digest = heng::packet::Digest::of(b"x");
    let mut lines: Vec<String> = text(files, MANIFEST).lines().map(str::to_owned).collect();
    lines.push(format!("{digest}  {name}"));
    lines.sort_by(|one, other| one[66..].cmp(&other[66..]));
    forge(files, &(lines.join("\n") + "\n"));
}

const CASES: &[Case] = &[
    ("climbs out", |files| with_line(files, "data/../../x"), "H1001", "文件名里有「..」"),
    ("is absolute", |files| with_line(files, "/etc/passwd"), "H1001", "绝对路径"),
    ("has a backslash", |files| with_line(files, "data/..\\x"), "H1001", "文件名里有「\\」"),
    ("has a drive", |files| with_line(files, "data/C:x"), "H1001", "文件名里有「:」"),
    ("has a control character", |files| with_line(files, "data/a\u{1b}[2J"), "H1001", "文件名里有控制字符"),
    ("has a NUL", |files| with_line(files, "data/a\0.csv"), "H1001", "文件名里有控制字符"),
    ("is beside the data", |files| with_line(files, "bagit.txt"), "H1001", "列出了 data 之外的「bagit.txt」"),
    ("lists what is not there", |files| with_line(files, "data/x.csv"), "H1002", "清单里有，包里没有"),
    ("has more than is listed", |files| put(files, "data/x.csv", "x"), "H1002", "包里有，清单里没有"),
    ("has more beside the data", |files| put(files, "run.sh", "x"), "H1002", "包里有，清单里没有"),
    ("is changed", |files| put(files, "data/results/scores.csv", "编号\n"), "H1002", "的内容和清单里的 SHA-256 不符"),
    (
        "is not in order",
        |files| {
            let manifest = text(files, MANIFEST);
            let lines: Vec<&str> = manifest.lines().rev().collect();
            forge(files, &(lines.join("\n") + "\n"));
        },
        "H1001",
        "没有按文件名排序",
    ),
    (
        "names one file twice",
        |files| {
            let manifest = text(files, MANIFEST);
            let first = manifest.lines().next().unwrap().to_owned();
            forge(files, &format!("{first}\n{manifest}"));
        },
        "H1001",
        "的文件名前面已经有了",
    ),
    (
        "differs in case only",
        |files| {
            put(files, "data/Inputs.json", "x");
            with_line(files, "data/Inputs.json");
        },
        "H1001",
        "分不清",
    ),
    (
        "differs in normalisation only",
        |files| {
            put(files, "data/\u{e9}.csv", "x");
            put(files, "data/e\u{301}.csv", "x");
        },
        "H1001",
        "分不清",
    ),
    (
        "has CRLF",
        |files| {
            let manifest = text(files, MANIFEST).replace('\n', "\r\n");
            forge(files, &manifest);
        },
        "H1001",
        "的换行是 CRLF",
    ),
    (
        "has large letters",
        |files| {
            let manifest = text(files, MANIFEST);
            let lines: Vec<String> =
                manifest.lines().map(|line| line[..64].to_uppercase() + &line[64..] + "\n").collect();
            forge(files, &lines.concat());
        },
        "H1001",
        "不是 64 位小写十六进制数",
    ),
    (
        "has one blank",
        |files| {
            let manifest = text(files, MANIFEST).replace("  ", " ");
            forge(files, &manifest);
        },
        "H1001",
        "两个空格",
    ),
    (
        "has a mark before it",
        |files| {
            let manifest = format!("\u{feff}{}", text(files, MANIFEST));
            forge(files, &manifest);
        },
        "H1001",
        "BOM",
    ),
    ("fetches", |files| put(files, "fetch.txt", "http://x 1 data/x"), "H1001", "叫人从别处取文件"),
    ("has another manifest", |files| put(files, "manifest-md5.txt", "x"), "H1001", "是另一种清单"),
    ("has another tag manifest", |files| put(files, "tagmanifest-sha512.txt", "x"), "H1001", "是另一种清单"),
    (
        "is of another version",
        |files| put(files, "bagit.txt", "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"),
        "H1001",
        "不是 BagIt 1.0",
    ),
    (
        "is in another encoding",
        |files| put(files, "bagit.txt", "BagIt-Version: 1.0\nTag-File-Character-Encoding: GBK\n"),
        "H1001",
        "不是 BagIt 1.0",
    ),
    ("is no bag", |files| files.retain(|(name, _)| name != "bagit.txt"), "H1001", "没有 bagit.txt"),
    ("lists nothing", |files| files.retain(|(name, _)| name != MANIFEST), "H1001", "没有 manifest-sha256.txt"),
    (
        "has no list of tags",
        |files| {
            let tags = text(files, "tagmanifest-sha256.txt");
            let cut: Vec<&str> = tags.lines().skip(1).collect();
            put(files, "tagmanifest-sha256.txt", cut.join("\n") + "\n");
        },
        "H1001",
        "应当正好列出",
    ),
    ("has half a signature", |files| put(files, "signature.sig", [0; 64]), "H1001", "没有 signature.pem"),
    (
        "has a signature of no key",
        |files| {
            put(files, "signature.sig", [0; 64]);
            put(files, "signature.pem", "x");
        },
        "H1003",
        "公钥写法不对",
    ),
    (
        "is of a later form",
        |files| {
            let run = text(files, "data/packet.json").replace("\"packet\": 1", "\"packet\": 99");
            put(files, "data/packet.json", run.clone());
            let lines: Vec<String> = text(files, MANIFEST)
                .lines()
                .map(|line| match line.strip_suffix("  data/packet.json") {
                    Some(_) => format!("{}  data/packet.json\n", heng::packet::Digest::of(run.as_bytes())),
                    None => format!("{line}\n"),
                })
                .collect();
            forge(files, &lines.concat());
        },
        "H1001",
        "更新的程序",
    ),
];

#[test]
fn hostile_packets_are_refused() {
    let files = small();
    assert!(found(&files).is_empty());
    for (name, change, code, words) in CASES {
        let mut changed = files.clone();
        change(&mut changed);
        let mut findings = found(&changed);
        if findings.is_empty()
            && let Err(more) = heng::session::packet(&in_memory(&changed), "p")
        {
            findings = more;
        }
        let said: Vec<String> = findings.iter().map(|one| format!("{} {}", one.code, one.message.zh)).collect();
        let is_told = findings.iter().any(|one| one.code.name() == *code && one.message.zh.contains(words));
        assert!(is_told, "{name}: {said:?}");
        assert!(findings.iter().all(|one| one.help.is_some() && one.is_error()), "{name}");
    }
}
