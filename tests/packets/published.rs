//! What is not public stays out of what is published; files that prove something are linked by their digests.

use std::fs;

use heng::packet::Digest;

use crate::bytes::KEY;
use crate::folder::{Folder, files};

fn folder() -> Folder {
    let folder = Folder::small().with("key.pem", KEY);
    let rules = fs::read_to_string(folder.at("r.heng")).unwrap();
    let rules = rules.replace(
        "  收入 万元 不低于 0 万元\n",
        "  园名 文本 名称 不公开\n  收入 万元 不低于 0 万元 不公开\n  批文 文本 可缺失 佐证 备查\n",
    );
    let folder = folder.with("r.heng", rules);
    fs::create_dir(folder.at("data/证明")).unwrap();
    let parks = "编号,园名,收入,批文\nP1,甲园,10,证明/p1.pdf\nP2,乙园,20.5,\nP3,丙园,40,证明/没有.pdf\n";
    folder.with("data/parks.csv", parks).with("data/证明/p1.pdf", "%PDF 批文")
}

const PUBLIC: &str = "score r.heng --data data --packet p --public --sign key.pem";

#[test]
fn what_is_not_public_is_in_no_file_of_a_public_packet() {
    let folder = folder();
    folder.packs("score r.heng --data data --packet whole --with-data --sign key.pem");
    folder.packs(PUBLIC);
    let digest = Digest::of(&fs::read(folder.at("data/parks.csv")).unwrap()).to_string();
    for (name, bytes) in files(&folder.at("p")) {
        let text = String::from_utf8_lossy(&bytes);
        for secret in ["甲园", "乙园", "丙园", "20.5", "205000", digest.as_str()] {
            assert!(!text.contains(secret), "{secret} in {name}: {text}");
        }
    }
    // The seal is that of the packet that has everything.
    let seal = Digest::of(&fs::read(folder.at("whole/signature.sig")).unwrap()).to_string();
    assert!(fs::read_to_string(folder.at("p/data/private.json")).unwrap().contains(&seal));
    assert!(folder.prints("verify p").contains("结果没有重算"));
    assert!(folder.prints("verify p --data data").contains("结论  相符"));
    assert!(folder.prints("verify whole").contains("结论  相符"));
}

#[test]
fn a_public_packet_is_signed_and_has_no_data() {
    let folder = folder();
    for line in ["score r.heng --data data --packet p --public", &format!("{PUBLIC} --with-data")] {
        assert_eq!(folder.refuses(line).1, Some(2), "{line}");
    }
    let rules = fs::read_to_string(folder.at("r.heng")).unwrap().replace("编号 文本 主键", "编号 文本 主键 不公开");
    let folder = folder.with("r.heng", rules);
    let (said, code) = folder.refuses(PUBLIC);
    assert!(code == Some(2) && said.contains("被评对象的主键写了 不公开"), "{said}");
}

#[test]
fn evidence_is_linked_by_its_digest() {
    let folder = folder();
    folder.packs("score r.heng --data data --packet p --with-data");
    let inputs = fs::read_to_string(folder.at("p/data/inputs.json")).unwrap();
    let digest = Digest::of("%PDF 批文".as_bytes()).to_string();
    assert!(inputs.contains("\"file\": \"证明/p1.pdf\"") && inputs.contains(&digest), "{inputs}");
    assert!(inputs.contains("\"file\": \"证明/没有.pdf\",\n      \"bytes\": null"), "{inputs}");
    assert!(!files(&folder.at("p")).iter().any(|(name, _)| name.contains("pdf")));
}
