//! The progress bar: on a terminal, for a run of more than a second, and nowhere else.

use unicode_width::UnicodeWidthStr;

use crate::folder::Folder;
use crate::large;
use crate::terminal::Terminal;

/// More than a second, and not much more.
const SOME: u32 = 60_000;

/// Where the line of the bar is blanked.
const BLANKED: &str = "\r\u{1b}[2K";

/// What is left on the screen line by line: a line that is blanked is gone.
fn left(shown: &str) -> Vec<&str> {
    shown.split('\n').map(|line| line.rsplit(BLANKED).next().unwrap_or("").trim_end_matches('\r')).collect()
}

#[test]
fn a_long_run_names_its_stages_and_leaves_only_its_result() {
    let folder = large::of_parks(SOME);
    let terminal = Terminal::heng(&folder, large::SCORE);
    let (shown, code) = terminal.ends();
    assert_eq!(code, Some(0), "{shown}");
    assert!(shown.contains("计分  "), "no bar in {:?}", shown.get(..2000));
    let result = folder.heng(large::SCORE).succeeds();
    assert_eq!(left(&shown), result.split('\n').collect::<Vec<_>>());
    assert!(!shown.contains("\u{1b}[?25l"), "the cursor stays");
}

#[test]
fn the_bar_counts_rows_and_fits_the_width_of_the_terminal() {
    let folder = large::of_parks(2_000_000);
    for (flag, reading, rows) in
        [("", "读 parks.csv", "2,000,001 行"), (" --lang en", "reading parks.csv", "2,000,001 rows")]
    {
        let mut terminal = Terminal::heng(&folder, &format!("{}{flag}", large::SCORE));
        terminal.shows(rows);
        terminal.types_control_c();
        let (shown, code) = terminal.ends();
        assert_eq!(code, Some(130), "{shown}");
        let bar = shown.split(BLANKED).find(|line| line.contains(rows)).unwrap().trim_end();
        assert!(bar.contains(reading) && bar.contains('─') && bar.width() < 80, "{bar}");
        let line = if flag.is_empty() { "已中断" } else { "interrupted" };
        assert_eq!(left(&shown), [line, ""], "{shown:?}");
    }
}

#[test]
fn a_short_run_shows_no_bar() {
    let folder = Folder::golden();
    let (shown, code) = Terminal::heng(&folder, "score evaluation.heng --data data").ends();
    let result = folder.heng("score evaluation.heng --data data").succeeds();
    assert_eq!((shown.replace("\r\n", "\n"), code), (result, Some(0)));
}

#[test]
fn where_standard_error_is_no_terminal_a_long_run_says_nothing_there() {
    let started = std::time::Instant::now();
    let folder = large::of_parks(2 * SOME);
    assert_ne!(folder.heng(large::SCORE).succeeds(), "");
    assert!(started.elapsed().as_millis() > 1200, "the run is too short to show that");
}
