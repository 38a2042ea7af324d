//! Packets that go about: other machines, other orders, other hands.

use std::fs;

use crate::bytes::KEY;
use crate::folder::{Folder, files};

const PUBLIC: &str = "-----BEGIN PUBLIC KEY-----\nMCowBQYDK2VwAyEAPUBLIC\n-----END PUBLIC KEY-----\n";

#[test]
fn a_packet_is_the_same_bytes_wherever_it_is_made() {
    let one = Folder::small();
    let digest = one.packs("score r.heng --data data --packet p --with-data");
    // Elsewhere, by a path from the root, in an archive, by a packet of the packet.
    let other = Folder::small();
    let (rules, data) = (other.at("r.heng"), other.at("data"));
    let (rules, data) = (rules.to_str().unwrap(), data.to_str().unwrap());
    assert_eq!(other.packs(&format!("score {rules} --data {data} --packet q --with-data")), digest);
    assert_eq!(other.packs("score ./r.heng --data ./data/ --packet p.zip --with-data --format csv"), digest);
    assert_eq!(other.packs("score q --packet q2 --with-data"), digest);
    assert_eq!(other.packs("score p.zip --packet q3.zip --with-data --engine columnar"), digest);
    assert_eq!(files(&one.at("p")), files(&other.at("q")));
    // An archive is the same bytes too.
    one.packs("score r.heng --data data --packet p.zip --with-data");
    assert_eq!(fs::read(one.at("p.zip")).unwrap(), fs::read(other.at("p.zip")).unwrap());
}

#[test]
fn a_packet_stands_for_its_rules_and_data() {
    let folder = Folder::small();
    folder.packs("score r.heng --data data --packet p --with-data");
    folder.packs("score r.heng --data data --packet p.zip --with-data");
    let plain = folder.prints("explain r.heng --data data --subject P2");
    for packet in ["p", "p.zip", "./p/"] {
        assert_eq!(folder.prints(&format!("explain {packet} --subject P2")), plain, "{packet}");
        assert_eq!(folder.prints(&format!("score {packet}")), folder.prints("score r.heng --data data"));
    }
}

#[test]
fn a_packet_without_data_says_what_it_lacks_and_takes_those_at_hand() {
    let folder = Folder::small();
    folder.packs("score r.heng --data data --packet p");
    let (said, code) = folder.refuses("explain p --subject P2");
    assert!(code == Some(1) && said.contains("H1004") && said.contains("这里要用：parks.csv"), "{said}");
    assert_eq!(
        folder.prints("explain p --data data --subject P2"),
        folder.prints("explain r.heng --data data --subject P2")
    );
    assert!(folder.prints("verify p").contains("结果没有重算"));
    assert!(folder.prints("verify p --data data").contains("指纹都与包里记的相符"));
}

#[test]
fn data_in_another_order_verify_and_other_data_do_not() {
    let folder = Folder::small();
    folder.packs("score r.heng --data data --packet p");
    let folder = folder.with("data/parks.csv", "收入,编号\n40,P3\n10,P1\n20.50,P2\n");
    let said = folder.prints("verify p --data data");
    assert!(
        said.contains("各行相同，只是先后次序或文件形式不同（parks.csv）") && said.contains("结论  相符"),
        "{said}"
    );
    let folder = folder.with("data/parks.csv", "编号,收入\nP1,10\nP2,20.5\nP3,41\n");
    let (said, code) = folder.refuses("verify p --data data");
    assert_eq!(code, Some(1));
    assert!(
        said.contains("和出包时的不是同一份：parks.csv") && said.contains("P2  A1  包里 35.00，重算 33.87"),
        "{said}"
    );
    assert!(said.contains("结论  不符"), "{said}");
}

#[test]
fn results_that_do_not_come_out_are_found_though_the_digests_are_right() {
    let folder = Folder::small();
    folder.packs("score r.heng --data data --packet p --with-data");
    let all = files(&folder.at("p"));
    for (name, from, to, words) in [
        ("data/results/scores.csv", "35.00", "85.00", "P2  A1  包里 85.00，重算 35.00"),
        ("data/results/scores.csv", "\nP3", "\nP9", "P9  整行"),
        ("data/rules/expanded.heng", "第一条", "第二条", "文件 rules/expanded.heng 与现在写出的不同"),
        ("data/inputs.json", "\"bytes\": 34", "\"bytes\": 35", "文件 inputs.json 与现在写出的不同"),
    ] {
        let (_, bytes) = all.iter().find(|(own, _)| own == name).unwrap();
        let text = String::from_utf8(bytes.clone()).unwrap().replace(from, to);
        assert_ne!(text.as_bytes(), bytes.as_slice(), "{name}");
        fs::write(folder.at("p").join(name), text).unwrap();
        forge(&folder);
        for line in ["verify p", "verify p --exact", "verify p --format json"] {
            let (said, code) = folder.refuses(line);
            assert_eq!(code, Some(1), "{said}");
            assert!(line.ends_with("json") || said.contains(words), "{line}: {said}");
        }
        fs::write(folder.at("p").join(name), bytes).unwrap();
        forge(&folder);
        folder.prints("verify p");
    }
}

/// Makes all digests of a packet right.
fn forge(folder: &Folder) {
    let digest = |name: &str| heng::packet::Digest::of(&fs::read(folder.at("p").join(name)).unwrap());
    let data = files(&folder.at("p")).into_iter().filter(|(name, _)| name.starts_with("data/"));
    let manifest: String = data.map(|(name, _)| format!("{}  {name}\n", digest(&name))).collect();
    fs::write(folder.at("p/manifest-sha256.txt"), manifest).unwrap();
    let names = ["bag-info.txt", "bagit.txt", "manifest-sha256.txt"];
    let tags: String = names.iter().map(|name| format!("{}  {name}\n", digest(name))).collect();
    fs::write(folder.at("p/tagmanifest-sha256.txt"), tags).unwrap();
}

#[test]
fn a_signature_is_asked_for_where_a_key_is_trusted() {
    let public = PUBLIC.replace("PUBLIC\n--", "x\n--");
    let folder = Folder::small().with("key.pem", KEY).with("bad.pem", public);
    folder.packs("score r.heng --data data --packet p --with-data --sign key.pem");
    folder.packs("score r.heng --data data --packet plain --with-data");
    fs::copy(folder.at("p/signature.pem"), folder.at("pub.pem")).unwrap();
    assert!(folder.prints("verify p --trust pub.pem").contains("是 --trust 的公钥"));
    assert!(folder.prints("verify p").contains("没有核对（用 --trust）"));
    let (said, code) = folder.refuses("verify plain --trust pub.pem");
    assert!(code == Some(1) && said.contains("H1003") && said.contains("数据包没有签名"), "{said}");
    let (said, code) = folder.refuses("verify p --trust bad.pem");
    assert!(code == Some(2) && said.contains("不是 Ed25519 公钥"), "{said}");
    // Signed by someone else.
    let other = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIPYow/3alRQf2nFHclEThCZ9IcHjGUITt711xcXUj7Rc\n-----END PRIVATE KEY-----\n";
    let folder = folder.with("other.pem", other);
    folder.packs("score r.heng --data data --packet q --with-data --sign other.pem");
    let (said, code) = folder.refuses("verify q --trust pub.pem");
    assert!(code == Some(1) && said.contains("是别人签的名"), "{said}");
    // A signature is over one packet.
    fs::copy(folder.at("q/signature.sig"), folder.at("p/signature.sig")).unwrap();
    let (said, code) = folder.refuses("verify p");
    assert!(code == Some(1) && said.contains("签名不对"), "{said}");
}

#[test]
fn sign_offs_are_part_of_a_packet() {
    let folder = Folder::small()
        .with("ok.csv", "环节,姓名,日期,事项\n经办,张三,2024-3-1,全部数据\n审定,李四,2024年3月5日,全部结果\n")
        .with("head.csv", "姓名,日期\n")
        .with("gap.csv", "环节,姓名,日期,事项\n经办,,2024-3-1,全部数据\n")
        .with("date.csv", "环节,姓名,日期,事项\n经办,张三,三月,全部数据\n");
    let plain = folder.packs("score r.heng --data data --packet p --with-data");
    assert_ne!(folder.packs("score r.heng --data data --packet p --with-data --record ok.csv"), plain);
    let said = folder.prints("verify p");
    assert!(
        said.contains("记录  经办  张三  2024-03-01  全部数据\n  记录  审定  李四  2024-03-05  全部结果\n"),
        "{said}"
    );
    for (file, words) in
        [("head", "第一行应是 环节,姓名,日期,事项"), ("gap", "第 2 行有空格"), ("date", "第 2 行的日期「三月」")]
    {
        let (said, code) = folder.refuses(&format!("score r.heng --data data --packet q --record {file}.csv"));
        assert!(code == Some(2) && said.contains(words), "{said}");
        assert!(!folder.at("q").exists());
    }
}
