//! Packets in zip archives.

use std::io::{Cursor, Write};

use heng::host::Memory;
use heng::packet::Packet;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use crate::folder::{Folder, files};

type Files = Vec<(String, Vec<u8>)>;
type Writer = ZipWriter<Cursor<Vec<u8>>>;

fn small() -> Files {
    let folder = Folder::small();
    folder.packs("score r.heng --data data --packet p --with-data");
    files(&folder.at("p"))
}

/// An archive of files, and what else `more` puts into it.
fn archive(files: &Files, top: &str, more: impl Fn(&mut Writer)) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in files {
        zip.start_file(format!("{top}{name}"), SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    more(&mut zip);
    zip.finish().unwrap().into_inner()
}

/// What is found of an archive.
#[track_caller]
fn said(bytes: Vec<u8>) -> Vec<String> {
    let memory = Memory::default();
    memory.put("p.zip", bytes);
    match Packet::open(&memory, "p.zip") {
        Ok(_) => Vec::new(),
        Err(faults) => {
            let findings = faults.into_iter().map(|fault| fault.finding("p.zip"));
            findings.map(|one| format!("{} {}", one.code, one.message.zh)).collect()
        }
    }
}

fn file(zip: &mut Writer, name: &str, bytes: &[u8], method: CompressionMethod) {
    zip.start_file(name, SimpleFileOptions::default().compression_method(method)).unwrap();
    zip.write_all(bytes).unwrap();
}

#[test]
fn an_archive_of_any_honest_kind_is_read() {
    let files = small();
    for top in ["", "p/", "别的名字/"] {
        assert!(said(archive(&files, top, |_| {})).is_empty(), "{top}");
        let folders =
            archive(&files, top, |zip| zip.add_directory(format!("{top}data/"), SimpleFileOptions::default()).unwrap());
        assert!(said(folders).is_empty(), "{top}");
    }
}

#[test]
fn hostile_archives_are_refused() {
    type Case = (&'static str, fn(&mut Writer), &'static str);
    let cases: &[Case] = &[
        (
            "climbs out",
            |zip| file(zip, "../x", b"x", CompressionMethod::Stored),
            "H1001 不是合规的数据包：「../x」的文件名里有「..」",
        ),
        ("is absolute", |zip| file(zip, "/etc/x", b"x", CompressionMethod::Stored), "绝对路径"),
        ("has a backslash", |zip| file(zip, "p/..\\x", b"x", CompressionMethod::Stored), "文件名里有「\\」"),
        ("has a drive", |zip| file(zip, "C:/x", b"x", CompressionMethod::Stored), "文件名里有「:」"),
        (
            "is a link",
            |zip| zip.add_symlink("p/data/x", "/etc/passwd", SimpleFileOptions::default()).unwrap(),
            "文件是链接或设备",
        ),
        ("is a bomb", |zip| file(zip, "p/data/x", &vec![0; 64 << 20], CompressionMethod::Deflated), "压缩炸弹"),
        ("is not listed", |zip| file(zip, "p/data/x", b"x", CompressionMethod::Stored), "包里有，清单里没有"),
        ("is beside the packet", |zip| file(zip, "q", b"x", CompressionMethod::Stored), "没有 bagit.txt"),
        ("differs in case", |zip| file(zip, "p/Bagit.txt", b"x", CompressionMethod::Stored), "分不清"),
    ];
    let files = small();
    for (name, more, words) in cases {
        let said = said(archive(&files, "p/", more));
        assert!(said.iter().any(|one| one.contains(words)), "{name}: {said:?}");
    }
}

/// Replaces each place of some bytes by others of the same length.
fn replaced(mut bytes: Vec<u8>, from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len());
    let places: Vec<usize> =
        bytes.windows(from.len()).enumerate().filter(|(_, window)| *window == from).map(|(at, _)| at).collect();
    assert!(!places.is_empty());
    for at in places {
        bytes[at..at + to.len()].copy_from_slice(to);
    }
    bytes
}

#[test]
fn one_name_twice_is_refused() {
    let bytes = archive(&small(), "p/", |zip| file(zip, "p/bagit.tx1", b"x", CompressionMethod::Stored));
    let said = said(replaced(bytes, b"p/bagit.tx1", b"p/bagit.txt"));
    assert!(said.iter().any(|one| one.contains("同名的文件")), "{said:?}");
}

#[test]
fn an_encrypted_file_is_refused() {
    let bytes = archive(&small(), "p/", |zip| file(zip, "p/data/x", b"x", CompressionMethod::Stored));
    // The flag of the last entry of the list.
    let list = bytes.windows(4).rposition(|window| window == b"PK\x01\x02").unwrap();
    let mut locked = bytes;
    locked[list + 8] |= 1;
    let said = said(locked);
    assert!(said.iter().any(|one| one.contains("密码保护") || one.contains("对不上")), "{said:?}");
}

#[test]
fn what_stands_before_the_archive_is_refused() {
    let bytes = [b"#!/bin/sh\n".to_vec(), archive(&small(), "p/", |_| {})].concat();
    assert!(!said(bytes).is_empty());
}

#[test]
fn any_byte_changed_of_what_is_in_an_archive_is_found() {
    let stored = |name: &str| name.ends_with("parquet");
    let files = small();
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in &files {
        let method = if stored(name) { CompressionMethod::Stored } else { CompressionMethod::Deflated };
        file(&mut zip, &format!("p/{name}"), bytes, method);
    }
    let bytes = zip.finish().unwrap().into_inner();
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes.clone())).unwrap();
    for (place, (_, sound)) in files.iter().enumerate() {
        let entry = archive.by_index_raw(place).unwrap();
        let (start, length) = (entry.data_start().unwrap() as usize, entry.compressed_size() as usize);
        let name = String::from_utf8(entry.name_raw().to_vec()).unwrap();
        for at in (start..start + length).step_by(7) {
            let mut changed = bytes.clone();
            changed[at] ^= 1 << (at % 8);
            // Deflate has bits that say nothing: what is inflated is what counts.
            let same = || {
                use std::io::Read;
                let mut other = Vec::new();
                let mut archive = zip::ZipArchive::new(Cursor::new(changed.clone())).unwrap();
                archive.by_index(place).unwrap().read_to_end(&mut other).is_ok_and(|_| *sound == other)
            };
            assert!(!said(changed.clone()).is_empty() || same(), "{name} at {at}");
        }
    }
}
