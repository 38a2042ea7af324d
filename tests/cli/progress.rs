//! The progress bar: on a terminal, for a run of more than a second, and nowhere else.

use unicode_width::UnicodeWidthStr;

use crate::folder::Folder;
use crate::large;
use crate::terminal::Terminal;

/// The lines that were drawn, each over the one before.
fn drawn(shown: &str) -> Vec<&str> {
    shown.split(['\r', '\n']).map(|line| line.trim_start_matches("\u{1b}[2K").trim_end()).collect()
}

/// What is left on the screen, line by line.
fn left(shown: &str) -> String {
    let lines = shown.split("\r\n").map(|line| {
        let (_, last) = line.rsplit_once("\u{1b}[2K").unwrap_or(("", line));
        last.trim_start_matches('\r')
    });
    lines.collect::<Vec<_>>().join("\n")
}

#[test]
fn a_long_run_says_what_it_is_at_and_leaves_only_its_result() {
    for (flag, words) in [("", "读 parks.csv  1s"), (" --lang en", "reading parks.csv  1s")] {
        let command = format!("{}{flag}", large::SCORE);
        let result = large::of_parks(5).heng(&command).succeeds();
        let folder = large::with_a_pipe();
        large::send_slowly(&folder, 5);
        let (shown, code) = Terminal::heng(&folder, &command).ends();
        assert!(drawn(&shown).iter().any(|line| line.ends_with(words)), "{shown:?}");
        assert_eq!((left(&shown), code), (result, Some(0)), "{shown:?}");
        assert!(!shown.contains("\u{1b}[?25l"), "the cursor stays: {shown:?}");
    }
}

#[test]
fn the_bar_counts_rows_and_ctrl_c_takes_it_away() {
    let folder = large::with_a_pipe();
    large::send_slowly(&folder, 500_000);
    let mut terminal = Terminal::heng(&folder, large::SCORE);
    terminal.shows(" / 500,000 行");
    terminal.shows("计分  ");
    // Which share is drawn depends on how fast the machine is.
    terminal.shows("%");
    terminal.types_control_c();
    let (shown, code) = terminal.ends();
    assert_eq!(code, Some(130), "{shown:?}");
    let lines = drawn(&shown);
    let rows = lines.iter().find(|line| line.ends_with('s') && line.contains(" / 500,000 行  ")).unwrap();
    assert!(rows.contains("读 parks.csv  ") && rows.width() < 80, "{rows}");
    assert_eq!(left(&shown), "已中断\n", "{shown:?}");
}

#[test]
fn a_short_run_shows_no_bar() {
    let folder = Folder::golden();
    let (shown, code) = Terminal::heng(&folder, "error H0401").ends();
    let result = folder.heng("error H0401").succeeds();
    assert_eq!((shown.replace("\r\n", "\n"), code), (result, Some(0)));
}

#[test]
fn where_standard_error_is_no_terminal_a_long_run_says_nothing_there() {
    let folder = large::with_a_pipe();
    large::send_slowly(&folder, 5);
    let result = large::of_parks(5).heng(large::SCORE).succeeds();
    folder.heng(large::SCORE).prints(&result);
}
