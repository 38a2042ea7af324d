//! The progress bar: on a terminal, for a run of more than a second, and nowhere else.

use std::time::Duration;

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
    let folder = large::taking(Duration::from_secs(4));
    for (flag, words) in [("", "计分  "), (" --lang en", "scoring  ")] {
        let command = format!("{}{flag}", large::SCORE);
        let result = folder.heng(&command).succeeds();
        let (shown, code) = Terminal::heng(&folder, &command).ends();
        assert!(
            drawn(&shown).iter().any(|line| line.contains(words) && line.ends_with('s') && line.contains("%  ")),
            "{words}"
        );
        assert!((left(&shown), code) == (result, Some(0)), "{words}");
        assert!(!shown.contains("\u{1b}[?25l"), "the cursor stays");
    }
}

#[test]
fn the_bar_shows_a_share_and_ctrl_c_takes_it_away() {
    let folder = large::taking(Duration::from_secs(4));
    let mut terminal = Terminal::heng(&folder, large::SCORE);
    terminal.shows("计分  ");
    // Which share is drawn depends on how fast the machine is.
    terminal.shows("%");
    terminal.types_control_c();
    let (shown, code) = terminal.ends();
    assert_eq!(code, Some(130), "{shown:?}");
    // The terminal shows the keys where the line ends.
    let lines: Vec<&str> = drawn(&shown).into_iter().map(|line| line.trim_end_matches("^C").trim_end()).collect();
    let share = lines.iter().find(|line| line.ends_with('s') && line.contains("%  ")).unwrap();
    assert!(share.contains("计分  ") && share.width() < 80, "{share}");
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
    large::taking(Duration::from_secs(2)).heng(large::SCORE).succeeds();
}
