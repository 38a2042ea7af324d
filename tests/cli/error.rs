//! `heng error`

use std::fs;

use heng::finding::Code;

use crate::folder::{Folder, shipped};

#[test]
fn a_code_has_its_page() {
    let page = fs::read_to_string(shipped("docs/errors/H0401.md")).unwrap();
    Folder::empty().heng("error H0401").prints(&page);
    Folder::empty().heng("error h0401").prints(&page);
    assert!(page.starts_with("# H0401"), "{page}");
}

#[test]
fn every_code_has_a_page_that_says_something() {
    for code in Code::ALL {
        let page = code.page();
        assert!(page.starts_with(&format!("# {code}")), "{page}");
        assert!(page.lines().count() > 3, "the page of {code} is empty");
    }
}

#[test]
fn without_a_code_all_are_listed() {
    let list = Folder::empty().heng("error").succeeds();
    assert_eq!(list.lines().count(), Code::ALL.len());
    for code in Code::ALL {
        assert!(list.contains(&format!("{code}  {}", code.title_zh())), "{list}");
    }
}

#[test]
fn an_unknown_code_is_misuse_and_gets_the_near_one() {
    Folder::empty().heng("error H0410").is_misused().say("H0410").say("是不是 H040");
    Folder::empty().heng("error 天气").is_misused().say("天气");
}
