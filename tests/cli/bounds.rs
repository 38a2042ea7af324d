//! Files that are none, and files that have no end: refused at once, without being held in memory.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use crate::folder::Folder;
use crate::run::Findings;

/// What a refusal may take of memory.
const MOST_KIB: u64 = 200 << 10;

/// Runs the binary and holds what it took of memory, as the kernel counts it, against what it may.
#[track_caller]
fn refused_within_bounds(folder: &Folder, arguments: &str) -> Findings {
    let mut command = folder.command(arguments, &[]);
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    let mut child = command.spawn().unwrap();
    let status = format!("/proc/{}/status", child.id());
    let started = Instant::now();
    let mut peak = 0;
    while child.try_wait().unwrap().is_none() {
        peak = peak.max(peak_of(Path::new(&status)).unwrap_or(0));
        if started.elapsed() > Duration::from_secs(15) {
            child.kill().unwrap();
            panic!("{arguments} does not end");
        }
        thread::sleep(Duration::from_millis(1));
    }
    assert!(peak < MOST_KIB, "{arguments} took {peak} KiB");
    folder.heng(arguments).is_refused()
}

/// The greatest resident size so far, in KiB; nothing of a process that is gone, or where the system does not tell.
fn peak_of(status: &Path) -> Option<u64> {
    let text = fs::read_to_string(status).ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().strip_suffix(" kB")?.parse().ok()
}

const SCORE: &str = "score evaluation.heng --data data --format csv";

/// A file of so many bytes of which the disk holds none.
fn sparse(folder: &Folder, file: &str, bytes: u64) {
    fs::File::create(folder.at(file)).unwrap().set_len(bytes).unwrap();
}

#[test]
fn what_is_no_file_is_refused_as_a_table() {
    let pipe = Folder::golden().without("data/honors.csv");
    pipe.make_pipe("data/honors.csv");
    refused_within_bounds(&pipe, SCORE).are(&["H0508"]).say("honors.csv 是管道或设备，不是文件");
    let folder = Folder::golden().without("data/honors.csv").with_folder("data/honors.csv");
    refused_within_bounds(&folder, SCORE).are(&["H0508"]).say("honors.csv 是文件夹，不是文件").say("\"honors.csv/\"");
    for device in ["/dev/zero", "/dev/null"] {
        let folder = Folder::golden().without("data/honors.csv");
        std::os::unix::fs::symlink(device, folder.at("data/honors.csv")).unwrap();
        refused_within_bounds(&folder, SCORE).are(&["H0903"]).say("--allow /dev");
        let allowed = format!("{SCORE} --allow /dev");
        refused_within_bounds(&folder, &allowed).are(&["H0508"]).say("honors.csv 是管道或设备，不是文件");
    }
}

#[test]
fn what_is_no_file_is_refused_as_rules() {
    let folder = Folder::golden().with_folder("folder.heng");
    folder.make_pipe("pipe.heng");
    let refused = |path: &str| folder.heng(&format!("score {path} --data data")).is_misused();
    refused("pipe.heng").are(&["H0901"]).say("「pipe.heng」是管道或设备，不是文件");
    refused("/dev/zero").are(&["H0901"]).say("「/dev/zero」是管道或设备，不是文件");
    refused("folder.heng").are(&["H0901"]).say("「folder.heng」是文件夹，不是文件");
    // A wrong command line is told in the language of the rules, if there are any.
    folder.heng("score pipe.heng --date data").is_misused().say("--date");
}

#[test]
fn what_is_no_folder_is_refused_as_the_folder_of_the_data() {
    let folder = Folder::golden();
    folder.make_pipe("pipe");
    sparse(&folder, "large", 4 << 30);
    for data in ["pipe", "large", "/dev/zero"] {
        let command = format!("score evaluation.heng --data {data}");
        refused_within_bounds(&folder, &command).are(&["H0501"]).say("是文件，不是数据文件夹");
    }
}

#[test]
fn rules_without_end_are_refused_before_they_are_read() {
    let folder = Folder::golden();
    sparse(&folder, "large.heng", 1 << 40);
    refused_within_bounds(&folder, "score large.heng --data data").are(&["H0107"]).say("超过 8 MiB");
    folder.heng("fmt large.heng").is_misused().are(&["H0107"]).say("超过 8 MiB");
}

#[test]
fn a_line_without_end_is_refused_where_it_begins() {
    let folder = Folder::golden();
    let header = folder.read("data/honors.csv").lines().next().unwrap().to_owned();
    sparse(&folder, "data/honors.csv", 4 << 30);
    refused_within_bounds(&folder, SCORE).are(&["H0508"]).say("honors.csv").say("超过 16 MiB");
    let folder = folder.with("data/honors.csv", format!("{header}\n\nP01,1,省级,\n"));
    fs::File::options().append(true).open(folder.at("data/honors.csv")).unwrap().set_len(4 << 30).unwrap();
    refused_within_bounds(&folder, SCORE).are(&["H0508"]).say("honors.csv 第 4 行").say("超过 16 MiB");
    // A mark that is not closed makes one row of all lines behind it.
    let open = format!("{header}\nP01,1,\"省级,\n{}", "P02,2,市级,\n".repeat(2 << 20));
    let folder = folder.with("data/honors.csv", open);
    refused_within_bounds(&folder, SCORE).are(&["H0508"]).say("honors.csv 第 2 行").say("没有配对");
}

#[test]
fn a_header_without_end_is_refused() {
    let long = Folder::golden().with("data/honors.csv", format!("园区编号,{}", "列".repeat(70 << 20)));
    refused_within_bounds(&long, SCORE).are(&["H0508"]).say("超过 16 MiB");
    let long = Folder::golden().with("data/honors.csv", vec![0; 12 << 20]);
    refused_within_bounds(&long, SCORE).are(&["H0508"]).say("表头超过 1 MiB");
    let names: Vec<String> = (0..50_000).map(|column| format!("列{column}")).collect();
    let wide = Folder::golden().with("data/honors.csv", format!("园区编号,{}\n", names.join(",")));
    refused_within_bounds(&wide, SCORE).are(&["H0508"]).say("表头有 50001 列，最多 16384 列");
}
