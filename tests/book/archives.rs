//! Zip archives with files in them.

use heng::book::{Archive, Book, Form, form};

use crate::support::{fixture, told, zipped};

#[test]
fn names_that_windows_wrote_are_read() {
    let bytes = fixture("counties.zip");
    assert_eq!(form(&bytes), Some(Form::Archive));
    assert_eq!(told(&Book::open(&bytes).unwrap_err()), "this is a zip archive, not a workbook");
    let archive = Archive::open(&bytes).unwrap();
    let names: Vec<&str> = archive.members().iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["鹿城/机构.csv", "瓯海.csv"]);
    assert!(archive.member(1).unwrap().ends_with(b",2\n"));
    assert!(archive.member(2).is_err());
}

#[test]
fn folders_and_what_the_macintosh_adds_are_no_files() {
    let bytes = zipped(&[("温州/", b""), ("温州/a.csv", b"a"), ("__MACOSX/温州/._a.csv", b"x")]);
    let archive = Archive::open(&bytes).unwrap();
    let names: Vec<&str> = archive.members().iter().map(|member| member.name.as_str()).collect();
    assert_eq!(names, ["温州/a.csv"]);
    assert_eq!(archive.member(0).unwrap(), b"a");
}
