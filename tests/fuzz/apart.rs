//! Damaged files, each read in a process of its own whose memory is bounded, so that an abort is seen: rows or findings,
//! never a panic, an abort, a long wait or more memory than a file can ask for.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Longer than this is a hang.
const LONGEST: Duration = Duration::from_secs(2);

/// The address space of a process, in KiB: a GiB for a file, and what the program and its threads take before they read
/// anything.
const MEMORY: u64 = 3 << 19;

/// A process reads so many files at most.
const FILES: u64 = 20_000;

/// Failures beyond this number help no one.
const MOST_FAILURES: usize = 20;

/// The variable by which a process knows what to read: the kind of files, the seed, the first file, how many, and where to
/// tell of them.
const ORDER: &str = "HENG_FUZZ_ORDER";

/// Whether the rows of bytes in the place of a sound file can be read.
type Reads = Box<dyn Fn(usize, &[u8]) -> bool>;

/// A kind of files with a few slips in them.
pub(crate) struct Files {
    /// What it is called in orders and variables.
    pub(crate) kind: &'static str,
    /// The file of a number, and which sound one it was.
    pub(crate) file: Box<dyn Fn(u64, u64) -> (usize, Vec<u8>)>,
    /// Whether its rows could be read.
    pub(crate) read: Reads,
}

fn of_kind(kind: &str) -> Files {
    match kind {
        "parquet" => crate::parquet::files(),
        "text" => crate::texts::files(),
        _ => panic!("there are no files of kind {kind}"),
    }
}

/// What a process is told to do; it has nothing to do where it is not.
#[test]
#[ignore = "is started by the others"]
fn process_of_its_own() {
    let Ok(order) = std::env::var(ORDER) else { return };
    // As deep a stack as the program has.
    std::thread::Builder::new().stack_size(256 << 20).spawn(move || read_in_order(&order)).unwrap().join().unwrap();
}

fn read_in_order(order: &str) {
    let words: Vec<&str> = order.split(' ').collect();
    let [seed, first, files] = [1, 2, 3].map(|at: usize| words[at].parse::<u64>().unwrap());
    let told = PathBuf::from(words[4]);
    let Files { file, read: rows, .. } = of_kind(words[0]);
    // A panic that becomes a finding is none.
    std::panic::set_hook(Box::new(|_| {}));
    let mut lines = String::new();
    let (mut read, mut slowest) = (0_u64, (Duration::ZERO, 0_u64));
    for number in first..first + files {
        fs::write(&told, format!("{number}\n{lines}")).unwrap();
        let (of, bytes) = file(seed, number);
        let once = || catch_unwind(AssertUnwindSafe(|| rows(of, &bytes)));
        let started = Instant::now();
        let outcome = once();
        let mut took = started.elapsed();
        // A busy machine is slow by chance, and not three times.
        for _ in 0..2 {
            if took > LONGEST && outcome.is_ok() {
                let again = Instant::now();
                let _ = once();
                took = took.min(again.elapsed());
            }
        }
        slowest = slowest.max((took, number));
        match outcome {
            Ok(_) if took > LONGEST => lines += &format!("{number} took {took:?}\n"),
            Ok(is_read) => read += u64::from(is_read),
            Err(panic) => {
                let words =
                    panic.downcast_ref::<String>().cloned().or(panic.downcast_ref::<&str>().map(ToString::to_string));
                let words: String = words.unwrap_or_default().chars().take(400).collect();
                lines += &format!("{number} panics: {}\n", words.replace('\n', " "));
            }
        }
    }
    fs::write(&told, format!("done {read} {} {}\n{lines}", slowest.0.as_micros(), slowest.1)).unwrap();
}

/// What came of a run.
#[derive(Default)]
pub(crate) struct Found {
    failures: Vec<String>,
    read: u64,
    slowest: (u64, u64),
}

/// Reads so many files in processes of their own.
pub(crate) fn run(kind: &str, seed: u64, first: u64, files: u64) -> Found {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZeroUsize::get) as u64;
    let share = files.div_ceil(threads).max(1);
    std::thread::scope(|scope| {
        let parts: Vec<_> = (0..threads)
            .map(|part| (first + part * share, first + ((part + 1) * share).min(files)))
            .filter(|(from, to)| from < to)
            .map(|(from, to)| scope.spawn(move || part(kind, seed, from, to)))
            .collect();
        let mut all = Found::default();
        for part in parts {
            let own = part.join().unwrap();
            all.failures.extend(own.failures);
            all.read += own.read;
            all.slowest = all.slowest.max(own.slowest);
        }
        all
    })
}

fn part(kind: &str, seed: u64, from: u64, to: u64) -> Found {
    let told = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{kind}-{}-{from}", std::process::id()));
    let mut found = Found::default();
    let mut next = from;
    while next < to && found.failures.len() < MOST_FAILURES {
        let files = (to - next).min(FILES);
        fs::write(&told, "").unwrap();
        let ended = process(&format!("{kind} {seed} {next} {files} {}", told.display()), &told);
        let text = fs::read_to_string(&told).unwrap();
        let (head, failed) = text.split_once('\n').unwrap_or((&text, ""));
        found.failures.extend(failed.lines().map(|line| format!("file {line}")));
        if let Some(done) = head.strip_prefix("done ") {
            let numbers: Vec<u64> = done.split(' ').map(|number| number.parse().unwrap()).collect();
            found.read += numbers[0];
            found.slowest = found.slowest.max((numbers[1], numbers[2]));
            next += files;
            continue;
        }
        let Ok(at) = head.parse::<u64>() else { panic!("a process did not begin: {ended}") };
        found.failures.push(format!("file {at}: the process {ended}"));
        next = at + 1;
    }
    let _ = fs::remove_file(told);
    found
}

/// Starts a process with bounded memory and waits for it; how it ended.
fn process(order: &str, told: &Path) -> String {
    let own = std::env::current_exe().unwrap();
    let mut command = Command::new("sh");
    let line = format!("ulimit -v {MEMORY}; exec \"$0\" \"$@\"");
    command.args(["-c", &line]).arg(own).args(["--exact", "apart::process_of_its_own", "--ignored", "--nocapture"]);
    // Each arena of the allocator takes address space without using it.
    command.env(ORDER, order).env("MALLOC_ARENA_MAX", "1").env("POLARS_MAX_THREADS", "1").env("RUST_BACKTRACE", "0");
    let mut child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
    let (mut last, mut since) = (String::new(), Instant::now());
    loop {
        if let Some(status) = child.try_wait().unwrap() {
            return format!("ended with {status}");
        }
        let now = fs::read_to_string(told).unwrap_or_default();
        if now != last {
            (last, since) = (now, Instant::now());
        } else if since.elapsed() > Duration::from_mins(1) {
            child.kill().unwrap();
            child.wait().unwrap();
            return "hung".to_owned();
        }
        std::thread::sleep(Duration::from_millis(20));
    }
}

impl Found {
    pub(crate) fn assert_sound(&self) {
        assert!(self.failures.is_empty(), "{} failures\n{}", self.failures.len(), self.failures.join("\n"));
    }
}

/// As many files of a kind as `HENG_KIND_FILES` says, of the seed `HENG_KIND_SEED` from `HENG_KIND_FIRST` on; the first of
/// them written into the folder `HENG_KIND_KEEP`.
pub(crate) fn as_many_as_wanted(files: &Files) {
    let variable = |name: &str| std::env::var(format!("HENG_{}_{name}", files.kind.to_uppercase()));
    let number = |name: &str, usual: u64| variable(name).map_or(usual, |text| text.parse().expect("a number"));
    let (seed, first, count) = (number("SEED", 1), number("FIRST", 0), number("FILES", 1_000_000));
    if let Ok(folder) = variable("KEEP") {
        for number in first..first + count.min(100) {
            let (_, bytes) = (files.file)(seed, number);
            fs::write(Path::new(&folder).join(format!("{seed}-{number}.{}", files.kind)), bytes).unwrap();
        }
    }
    let started = Instant::now();
    let found = run(files.kind, seed, first, count);
    let took = started.elapsed();
    let each_second = u128::from(count) * 1000 / took.as_millis().max(1);
    let (slowest, number) = found.slowest;
    eprintln!(
        "{count} files in {took:?}, {each_second} a second; {} could be read; the slowest took {slowest} µs: {number}",
        found.read
    );
    found.assert_sound();
}
