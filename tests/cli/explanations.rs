//! `heng explain` as pages and of all subjects: which files, what they ask for, what data can do to them.

use serde_json::Value;

use crate::folder::Folder;

const PAGES: &str = "explain evaluation.heng --data data --subject all --format html --out pages";

fn page(park: &str, more: &str) -> String {
    let command = format!("explain evaluation.heng --data data --subject {park} --format html {more}");
    Folder::golden().heng(&command).succeeds()
}

#[track_caller]
fn has(text: &str, wanted: &[&str]) {
    for wanted in wanted {
        assert!(text.contains(wanted), "no «{wanted}» in\n{text}");
    }
}

/// The files of a folder, in order.
fn files(folder: &Folder, inside: &str) -> Vec<String> {
    let entries = std::fs::read_dir(folder.at(inside)).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Addresses that a page names.
fn links(page: &str) -> Vec<&str> {
    page.split("href=\"").skip(1).filter_map(|rest| rest.split_once('"')).map(|(link, _)| link).collect()
}

#[test]
fn a_page_goes_from_the_grade_to_the_cells() {
    let page = page("P02", "");
    has(
        &page,
        &["<html lang=\"zh-CN\">", "<h1>P02 示例综合园乙</h1>", "（示例，非官方）", ">良好</dd>", "80.22", "3/5"],
    );
    // The table: marks, full marks, what was lost.
    has(
        &page,
        &[
            r##"<a href="#D1">D1 营业收入规模</a></th><td class="n">5.32</td><td class="n">8</td><td class="n lost">2.68</td>"##,
        ],
    );
    // The tree, down to the cell.
    has(
        &page,
        &[
            "<h4>D1 营业收入规模</h4> <span class=\"basis\">依据 第十四条（四）</span><span class=\"mark\">5.32 / 8 分</span>",
        ],
    );
    has(&page, &["org_year.csv 第 117 行「营业收入」“5364.30”", "总分 80.22 分，要求不低于 90 分，差 9.78 分"]);
    // It says what the page for a terminal says.
    let text = Folder::golden().heng("explain evaluation.heng --data data --subject P02").succeeds();
    let plain = plain(&page);
    let (marks, rest) = text.split_once("\n加分").unwrap();
    for line in marks.lines().map(str::trim).filter(|line| line.contains(" = ")) {
        let line = line.split("  ← ").next().unwrap().split("（见").next().unwrap().split("（各家见").next().unwrap();
        let line = line.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(plain.contains(&line), "no «{line}» in\n{plain}");
    }
    assert!(rest.contains("= 0 分（否则）") && plain.contains("0 分（否则）"), "{plain}");
}

/// What a reader of a page sees.
fn plain(page: &str) -> String {
    let mut plain = String::new();
    let mut is_tag = false;
    for letter in page.chars() {
        match letter {
            '<' => is_tag = true,
            '>' => is_tag = false,
            letter if !is_tag => plain.push(letter),
            _ => {}
        }
    }
    plain
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
        .replace("&#60;", "<")
        .replace("&#62;", ">")
        .replace("&#34;", "\"")
        .replace("&#38;", "&")
}

#[test]
fn a_page_asks_for_nothing_and_runs_nothing() {
    let folder = Folder::golden();
    folder.heng(PAGES).prints("");
    for file in files(&folder, "pages") {
        let page = folder.read(&format!("pages/{file}"));
        for never in
            ["http:", "https:", "//", "<script", "javascript:", "@import", "url(", "<link", "<img", "<iframe", " on"]
        {
            let is_there = match never {
                " on" => page.contains(" onclick") || page.contains(" onload"),
                "//" => page.contains("=\"//"),
                never => page.contains(never),
            };
            assert!(!is_there, "`{never}` in {file}");
        }
        for link in links(&page) {
            let is_here = match link.strip_prefix('#') {
                Some(id) => page.contains(&format!("id=\"{id}\"")),
                None => folder.at(&format!("pages/{link}")).exists(),
            };
            assert!(is_here, "{file} leads to {link}");
        }
    }
}

#[test]
fn all_subjects_are_a_file_each_and_a_page_that_leads_to_them() {
    let folder = Folder::golden();
    folder.heng(PAGES).prints("");
    assert_eq!(files(&folder, "pages"), ["P01.html", "P02.html", "P03.html", "P04.html", "P05.html", "index.html"]);
    let index = folder.read("pages/index.html");
    has(&index, &["共 5 家：优秀 1、良好 2、合格 1、未达合格 0、不予定等 1", "示例综合园乙"]);
    assert_eq!(links(&index), ["P01.html", "P04.html", "P02.html", "P05.html", "P03.html"]);
    has(&folder.read("pages/P04.html"), &["<a href=\"index.html\">"]);
    // The page of one subject alone leads nowhere else.
    assert!(!page("P04", "").contains("index.html"));
    // The same bytes each time.
    let before = folder.read("pages/P04.html");
    folder.heng(PAGES).prints("");
    assert_eq!(before, folder.read("pages/P04.html"));
}

#[test]
fn text_and_json_of_all_subjects() {
    let folder = Folder::golden();
    let one = |park: &str, format: &str| {
        folder.heng(&format!("explain evaluation.heng --data data --subject {park} --format {format}")).succeeds()
    };
    let parks = ["P01", "P02", "P03", "P04", "P05"];
    let text = folder.heng("explain evaluation.heng --data data --subject all").succeeds();
    assert_eq!(text, parks.map(|park| one(park, "text")).join("\n"));
    let json = folder.heng("explain evaluation.heng --data data --subject all --format json").succeeds();
    let json: Vec<Value> = serde_json::from_str(&json).unwrap();
    assert_eq!(json, parks.map(|park| serde_json::from_str::<Value>(&one(park, "json")).unwrap()));
    for (format, ending) in [("text", "txt"), ("json", "json")] {
        let out = format!("of-{format}");
        folder
            .heng(&format!("explain evaluation.heng --data data --subject all --format {format} --out {out}"))
            .prints("");
        assert_eq!(files(&folder, &out), parks.map(|park| format!("{park}.{ending}")));
        assert_eq!(folder.read(&format!("{out}/P03.{ending}")), one("P03", format));
    }
    folder.heng("explain evaluation.heng --data data --subject P03 --out one.txt").prints("");
    assert_eq!(folder.read("one.txt"), one("P03", "text"));
}

#[test]
fn a_page_in_english() {
    let page = page("P02", "--lang en");
    has(&page, &["<html lang=\"en\">", "How the grade came about", "short of `优秀`", "see A3 above"]);
    assert!(!page.contains("满分</th>"), "{page}");
}

/// Parks whose keys and names try what data can.
const HOSTILE: &str = "编号,名称,收入\nindex,a,1\nP/1,\"<script>alert(1)</script>\",2\nP:1,\"\"\" onload=\"\"x\",3\np_1,\u{202e}txt,4\n\
    ../up,&lt;,5\nCON,c,6\n#1?a=b%20,d,7\n\"</style><b>\",\"</title>\\\"\"\",8\n";

const RULES: &str = "规则集 \"甲</style>\\乙\" 示例\n周期 2024-01-01 至 2024-12-31\n满分 10 分\n舍入 指标 2 位 四舍五入\n\
    数据 园区 \"parks.csv\" {\n  编号 文本 主键\n  名称 文本 名称\n  收入 万元\n}\n\
    方面 A \"甲\" 10 分 {\n  指标 A1 \"值<i>\" 10 分 {\n    依据 第一条\n    取值 收入\n    计分 比例 目标 100 万元 封顶 满分\n  }\n}\n\
    等次 {\n  优秀 总分 不低于 8 分\n  其余 \"合格\"\n}\n";

#[test]
fn data_cannot_leave_their_place() {
    let folder = Folder::empty().with("evaluation.heng", RULES).with_folder("data").with("data/parks.csv", HOSTILE);
    folder.heng(PAGES).prints("");
    let names = files(&folder, "pages");
    let wanted = ["#1_a=b%20.html", "P_1.html", "_CON.html", "_style__b_.html"];
    for name in wanted {
        assert!(names.iter().any(|own| own.ends_with(name)), "no {name} among {names:?}");
    }
    // No two are the same where case does not count, and none climbs out.
    let lower: std::collections::BTreeSet<String> = names.iter().map(|name| name.to_lowercase()).collect();
    assert_eq!((lower.len(), names.len()), (9, 9), "{names:?}");
    assert!(names.contains(&"index-2.html".to_owned()), "{names:?}");
    let index = folder.read("pages/index.html");
    for name in &names {
        let page = folder.read(&format!("pages/{name}"));
        for never in ["<script", "<b>", "<i>", "\u{202e}", "\" onload"] {
            assert!(!page.contains(never), "`{never}` in {name}\n{page}");
        }
        for part in ["</style>", "</title>", "</head>"] {
            assert_eq!(page.matches(part).count(), 1, "{part} in {name}");
        }
    }
    has(&index, &["&#60;U+202E&#62;txt", "%231_a%3Db%2520.html"]);
}

#[test]
fn what_cannot_be_written_is_said() {
    let folder = Folder::golden();
    let run = folder.heng("explain evaluation.heng --data data --subject all --format html");
    assert_eq!(run.code, Some(2));
    has(&run.stderr, &["--subject all 的网页是每家一个文件；用 --out 写一个文件夹"]);
    let run = folder.heng("explain evaluation.heng --data data --subject all --format html --out evaluation.heng");
    assert_eq!(run.code, Some(2));
    has(&run.stderr, &["--out evaluation.heng 是文件"]);
    let before = folder.read("evaluation.heng");
    let run = folder.heng("explain evaluation.heng --data data --subject P01 --out evaluation.heng");
    assert_eq!((run.code, folder.read("evaluation.heng")), (Some(2), before));
}
