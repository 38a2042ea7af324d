//! No byte of a packet can be another.

use heng::packet::Packet;

use crate::folder::{Folder, files, in_memory};

/// A key that openssl made for this test.
pub(crate) const KEY: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIPYow/3alRQf2nFHclEThCZ9IcHjGUITt711xcXUj7Rb\n-----END PRIVATE KEY-----\n";

#[test]
fn any_byte_changed_in_any_file_is_found() {
    let folder = Folder::small().with("key.pem", KEY);
    folder.packs("score r.heng --data data --packet p --with-data --sign key.pem");
    let all = files(&folder.at("p"));
    assert!(all.iter().any(|(name, _)| name == "signature.sig"), "{:?}", all.iter().map(|(name, _)| name));
    assert!(Packet::open(&in_memory(&all), "p").is_ok());
    let mut missed = Vec::new();
    for file in 0..all.len() {
        for at in 0..all[file].1.len() {
            let mut changed = all.clone();
            // Each bit in turn.
            changed[file].1[at] ^= 1 << (at % 8);
            if Packet::open(&in_memory(&changed), "p").is_ok() {
                missed.push(format!("{} at {at}", all[file].0));
            }
        }
    }
    assert!(missed.is_empty(), "{missed:?}");
}

#[test]
fn a_file_that_is_cut_or_longer_is_found() {
    let folder = Folder::small().with("key.pem", KEY);
    folder.packs("score r.heng --data data --packet p --with-data --sign key.pem");
    let all = files(&folder.at("p"));
    for file in 0..all.len() {
        let mut cut = all.clone();
        cut[file].1.pop();
        assert!(Packet::open(&in_memory(&cut), "p").is_err(), "{} cut", all[file].0);
        for more in [b"\n", b" ", b"\0"] {
            let mut longer = all.clone();
            longer[file].1.extend_from_slice(more);
            assert!(Packet::open(&in_memory(&longer), "p").is_err(), "{} longer", all[file].0);
        }
        let mut absent = all.clone();
        let (name, _) = absent.remove(file);
        // Without its signature as a whole a packet is one that nobody signed; that is for --trust to see.
        assert!(Packet::open(&in_memory(&absent), "p").is_err(), "{name} absent");
    }
}
