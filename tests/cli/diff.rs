//! `heng diff`: what changed between two rule sets, and whom it touches.

use serde_json::Value;

use crate::folder::{Folder, shipped};

const OLD: &str = "evaluation-2022-2023.heng";
const NEW: &str = "evaluation.heng";

fn differences() -> String {
    Folder::next_cycle().heng(&format!("diff {OLD} {NEW}")).succeeds()
}

/// What is said of one item: the lines below its name that stand further right.
#[track_caller]
fn item(text: &str, name: &str) -> Vec<String> {
    let depth = |line: &str| line.len() - line.trim_start().len();
    let mut lines =
        text.lines().skip_while(|line| !(line.trim_start() == name || line.starts_with(&format!("  {name}  "))));
    let first = lines.next().unwrap_or_else(|| panic!("no item «{name}» in\n{text}"));
    let own = first.trim_start().strip_prefix(name).unwrap().trim();
    let rest = lines.take_while(|line| depth(line) > depth(first)).map(str::trim);
    let plain = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    [own].into_iter().chain(rest).map(plain).filter(|line| !line.is_empty()).collect()
}

/// A row of the table of changes, and what is said of which items.
type Row = (&'static str, &'static [(&'static str, &'static [&'static str])]);

/// Each row of the table of changes of the second cycle, with what is said of it.
const ROWS: &[Row] = &[
    (
        "Weights: A 15→10, D 35→37, E 15→18",
        &[
            ("A 符合政策法规和办法要求", &["满分 15 分 → 10 分"]),
            ("D 整体经济社会效益", &["满分 35 分 → 37 分"]),
            ("E 管理及整体运营", &["满分 15 分 → 18 分"]),
        ],
    ),
    (
        "A1..A5: 4/4/3/2/2 → 3/3/2/1/1, with the constants inside",
        &[
            ("A1 建筑面积达标", &["满分 4 分 → 3 分", "调整 减 1 分 → 减 0.75 分", "口径 C1 有改动，见「口径」"]),
            (
                "A2 机构数量与集中度",
                &[
                    "满分 4 分 → 3 分",
                    "计分 计数(人资机构) 不少于 机构数标准 : 2 分 → 计数(人资机构) 不少于 机构数标准 : 1.5 分",
                    "集中度 不低于 集中度标准 : 2 分 → 集中度 不低于 集中度标准 : 1.5 分",
                    "集中度 不低于 集中度标准 - 10 个百分点 : 1 分 → 集中度 不低于 集中度标准 - 10 个百分点 : 0.75 分",
                ],
            ),
            (
                "A3 经营规模达标",
                &[
                    "满分 3 分 → 2 分",
                    "取值 新增 经营规模得分(营业收入, 计数(入园机构 其中 本年营收 超过 3000 万元), 计数(入园机构 其中 本年营收 超过 6000 万元))",
                    "计分 旧 累计 { 营业收入 不低于 5 亿元 : 1.5 分 ; 计数(入园机构 其中 本年营收 超过 3000 万元) 不少于 5 家 或 计数(入园机构 其中 本年营收 超过 6000 万元) 不少于 2 家 : 1.5 分 }",
                    "新 直接",
                ],
            ),
            (
                "A4 管理机构与专职人员",
                &[
                    "满分 2 分 → 1 分",
                    "计分 管理机构文号 不为空 : 1 分 → 管理机构文号 不为空 : 0.5 分",
                    "专职人员 不少于 3 人 : 1 分 → 专职人员 不少于 3 人 : 0.5 分",
                ],
            ),
            (
                "A5 重大事项及时报告",
                &[
                    "满分 2 分 → 1 分",
                    "计分 计数(迟报事项) 每 1 件 减 0.5 分 → 计数(迟报事项) 每 1 件 减 0.25 分",
                    "计数(漏报事项) 每 1 件 减 1 分 → 计数(漏报事项) 每 1 件 减 0.5 分",
                    "口径 C1 有改动，见「口径」",
                ],
            ),
        ],
    ),
    (
        "B1 3→2, B3 4→5 and the step mode",
        &[
            (
                "B1 政策体系",
                &[
                    "满分 3 分 → 2 分",
                    "计分 直接 封顶 满分 保底 0 分 → 换算 3 封顶 满分 保底 0 分",
                    "口径 C1 有改动，见「口径」",
                ],
            ),
            (
                "B3 兑现及时率",
                &["满分 4 分 → 5 分", "计分 不足一步 按一步 → 不足一步 按比例", "口径 C1 有改动，见「口径」"],
            ),
        ],
    ),
    (
        "C1 4→3, C3 4→3 with tiers, C4 4→5, C5 3→4",
        &[
            ("C1 服务事项入驻", &["满分 4 分 → 3 分", "计分 得 0.4 分 → 得 0.3 分", "口径 C1 有改动，见「口径」"]),
            (
                "C3 活动场次",
                &[
                    "满分 4 分 → 3 分",
                    "计分 不少于 24 场 : 4 分 → 不少于 36 场 : 3 分",
                    "不少于 12 场 : 3 分 → 不少于 24 场 : 2.25 分",
                    "不少于 6 场 : 2 分 → 不少于 12 场 : 1.5 分",
                    "不少于 1 场 : 1 分 → 不少于 1 场 : 0.75 分",
                    "口径 C1 有改动，见「口径」",
                ],
            ),
            (
                "C4 服务满意度",
                &[
                    "满分 4 分 → 5 分",
                    "计分 不低于 95% : 4 分 → 不低于 95% : 5 分",
                    "不低于 90% : 3 分 → 不低于 90% : 3.75 分",
                    "不低于 85% : 2 分 → 不低于 85% : 2.5 分",
                    "不低于 80% : 1 分 → 不低于 80% : 1.25 分",
                    "口径 C1 有改动，见「口径」",
                ],
            ),
        ],
    ),
    (
        "C5 experts 5→7, keep 3 decimals",
        &[
            (
                "C5 数字化服务",
                &[
                    "满分 3 分 → 4 分",
                    "取值 旧 截尾平均(评分.分值 其中 指标代号 是 \"C5\" 且 非 回避 去高 1 去低 1) 保留 2 位",
                    "新 专家平均分(评分 其中 指标代号 是 \"C5\" 且 非 回避)",
                ],
            ),
            ("scripts/judges.rhai（新增）", &["函数 专家平均分 专家平均分(评分 : 评分 各行) → 数值 精确到 3 位"]),
        ],
    ),
    (
        "D1 8→7: target 10亿→12亿元, and 口径",
        &[
            (
                "D1 营业收入规模",
                &[
                    "满分 8 分 → 7 分",
                    "取值 营业收入 → 净营业收入",
                    "参数 营收目标 10 亿元 → 12 亿元",
                    "口径 D1 新增 营业收入规模按扣除代收代付的营业收入计；第九条的经营规模仍含代收代付",
                ],
            ),
            ("净营业收入（新增）", &["营业收入 - 求和(入园机构.本年代收)"]),
            ("营收目标", &["值 10 亿元 → 12 亿元", "依据 2022—2023 周期评估通知 → 2024—2025 周期评估通知", "用于 D1"]),
        ],
    ),
    (
        "D2 5→4: two-year mean growth, 满意值 15%→12%",
        &[(
            "D2 营业收入两年平均增速",
            &[
                "名称 营业收入增速 → 营业收入两年平均增速",
                "满分 5 分 → 4 分",
                "取值 增速(营业收入, 上年营业收入) → 两年平均增速(营业收入, 前年营业收入)",
                "计分 满意 15% → 满意 12%",
                "口径 D2 新增 两年平均增速按几何平均，保留到百分数的六位小数",
            ],
        )],
    ),
    (
        "D3 名次 → 极差 60+40",
        &[(
            "D3 税收贡献",
            &[
                "计分 旧 名次 范围 同 园区类型 降序 首名 满分 每降一位 减 0.8 分 保底 2 分 并列 同名次",
                "新 极差 范围 同 园区类型 底 60 幅 40 相等 得 满分",
            ],
        )],
    ),
    (
        "D4 missing → 同类平均得分",
        &[(
            "D4 单位面积营收",
            &[
                "取值 营业收入 / 建筑面积 → 营业收入 / 取(园区年度.营业面积 其中 年度 是 本年)",
                "缺失 新增 得 平均得分 范围 同 园区类型",
                "口径 D4 新增 单位面积营收按统计年报的营业面积；没有报的，按同类园区平均得分",
            ],
        )],
    ),
    (
        "D8 新增 技能培训人次 4",
        &[
            (
                "D8 技能培训人次（新增）",
                &["满分 4 分", "取值 求和(园区年度.培训人次)", "计分 比例 目标 培训目标 封顶 满分"],
            ),
            ("园区年度", &["列 培训人次 新增 人次", "列 营业面积 新增 平方米 可缺失"]),
        ],
    ),
    (
        "E4 rename 3→4, E5 3→2, E6 新增 3",
        &[
            (
                "E4 安全生产与信用监管",
                &["名称 安全与诚信经营 → 安全生产与信用监管", "满分 3 分 → 4 分", "口径 C1 有改动，见「口径」"],
            ),
            (
                "E5 运营创新",
                &[
                    "满分 3 分 → 2 分",
                    "计分 直接 封顶 满分 保底 0 分 → 换算 3 封顶 满分 保底 0 分",
                    "口径 C1 有改动，见「口径」",
                ],
            ),
            (
                "E6 数据质量核查（新增）",
                &["满分 3 分", "取值 求和(核查.差错项)", "计分 自 满分 高于 0 项 时 每高 1 项 减 0.5 分 保底 0 分"],
            ),
        ],
    ),
    (
        "新园 认定不满12个月 不参评",
        &[
            ("参评（新增）", &["情形 认定日期 不晚于 最晚认定日", "其余 不参评"]),
            ("最晚认定日（新增）", &["2024-12-31 用于 参评"]),
        ],
    ),
    (
        "总分封顶 100; 良好 75→80; 优秀名额 30%→25%; 任一方面得分率<60% 最高合格",
        &[
            ("总分（新增）", &["封顶 100 分"]),
            (
                "等次",
                &[
                    "优秀 名额 参评园区的 30% 向下取整 → 参评园区的 25% 向下取整",
                    "良好 要求 总分 不低于 75 分 → 总分 不低于 80 分",
                ],
            ),
            ("限制 短板（新增）", &["情形 非 各方面得分率 不低于 60%", "结果 最高 合格"]),
        ],
    ),
    (
        "上期整改未落实 减2",
        &[("扣分", &["上期整改未落实 新增 若 须整改 且 不存在(整改 其中 已落实) 则 2 分 否则 0 分"])],
    ),
    ("Input unit of 税收 万元→亿元", &[("机构年度", &["列 代收代付 删去 备查", "列 税收 万元 → 亿元"])]),
];

#[test]
fn the_two_cycles_read_like_the_table_of_their_changes() {
    let text = differences();
    for (row, items) in ROWS {
        for (name, lines) in *items {
            assert_eq!(item(&text, name), *lines, "{row}: {name} in\n{text}");
        }
    }
}

#[test]
fn what_is_not_in_the_table_did_not_change() {
    let text = differences();
    let told: Vec<&str> = text
        .lines()
        .skip_while(|line| *line != "指标")
        .skip(1)
        .take_while(|line| !line.is_empty())
        .filter(|line| line.starts_with("  ") && !line.starts_with("    "))
        .map(|line| line.trim().split(' ').next().unwrap())
        .collect();
    let wanted = "A1 A2 A3 A4 A5 B1 B3 C1 C3 C4 C5 D1 D2 D3 D4 D8 E4 E5 E6";
    assert_eq!(told.join(" "), wanted);
}

#[test]
fn what_stayed_though_full_marks_changed_is_told() {
    let text = differences();
    let (_, stayed) = text.split_once("没有跟着改的，请核对\n").unwrap();
    assert_eq!(
        stayed.lines().map(str::trim).collect::<Vec<_>>(),
        [
            "B3 满分 4 分 → 5 分，子句里的 0.2 分 没有变；口径 C1 提到它",
            "E4 满分 3 分 → 4 分，子句里的 0.5 分 没有变；口径 C1 提到它",
        ]
    );
}

#[test]
fn spelling_and_order_are_no_difference() {
    let folder = Folder::rules();
    let text = folder.read("evaluation.heng");
    let changed = text
        .replace("参数 营收目标 = 10 亿元", "参数 营收目标 = 100000 万元")
        .replace("总分 不低于 90 分 且 各方面得分率 不低于 70%", "各方面得分率 不低于 70%\n  且 总分 不低于 90 分")
        .replace("营业收入 不低于 5 亿元 : 1.5 分", "营业收入   不低于 50000 万元 : 1.5 分 // 第一款");
    assert_ne!(text, changed);
    let (one, other) = (changed.find("参数 本年").unwrap(), changed.find("参数 上年").unwrap());
    let (first, second) = (&changed[one..other], &changed[other..changed.find("参数 时点").unwrap()]);
    let swapped = changed.replace(&format!("{first}{second}"), &format!("{second}{first}"));
    let folder = folder.with("other.heng", swapped);
    let told = folder.heng("diff evaluation.heng other.heng").succeeds();
    assert!(told.contains("两份规则没有差别（写法和次序不算差别）"), "{told}");
    let english = folder.heng("fmt --keywords en other.heng");
    assert_eq!(english.code, Some(0));
    let told = folder.heng("diff evaluation.heng other.heng --lang zh").succeeds();
    assert!(told.contains("两份规则没有差别"), "{told}");
}

#[test]
fn an_amendment_and_its_whole_text_do_not_differ() {
    let folder = Folder::next_cycle();
    let whole = folder.heng(&format!("check {NEW} --expanded")).succeeds();
    let folder = folder.with("whole.heng", whole);
    let told = folder.heng(&format!("diff {NEW} whole.heng")).succeeds();
    assert!(told.contains("两份规则没有差别"), "{told}");
}

const SMALL: &str = r#"规则集 "小" 示例
周期 2023-01-01 至 2023-12-31
满分 100 分
舍入 指标 2 位 四舍五入
数据 园区 "parks.csv" {
  编号 文本 主键
  收入 万元
  面积 平方米
}
参数 目标收入 = 100 万元 依据 "通知"
方面 A "甲" 60 分 依据 第一条 {
  指标 A1 "收入" 40 分 {
    依据 第一条
    取值 收入
    计分 比例 目标 目标收入 封顶 满分 保底 0 分
  }
  指标 A2 "面积" 20 分 {
    依据 第二条
    取值 面积
    计分 分档 { 不低于 100 平方米 : 20 分 ; 不低于 50 平方米 : 10 分 ; 其余 : 0 分 }
  }
}
方面 B "乙" 40 分 依据 第三条 {
  指标 B1 "密度" 40 分 {
    依据 第三条
    取值 收入 / 面积
    计分 比例 目标 1 万元/平方米 封顶 满分 保底 0 分
  }
}
等次 依据 第四条 {
  优秀 总分 不低于 90 分 名额 参评园区的 50% 向下取整 并列 比 A 仍同 全退
  良好 总分 不低于 60 分
  其余 "一般"
}
"#;

const PARKS: &str = "编号,收入,面积\nP1,100,100\nP2,80,60\nP3,40,200\n";

fn small(changes: &[(&str, &str)]) -> Folder {
    let mut new = SMALL.to_owned();
    for (from, to) in changes {
        assert_eq!(new.matches(from).count(), 1, "{from}");
        new = new.replace(from, to);
    }
    Folder::empty().with("old.heng", SMALL).with("new.heng", new).with_folder("data").with("data/parks.csv", PARKS)
}

fn effect(folder: &Folder) -> Value {
    let told = folder.heng("diff old.heng new.heng --data data --format json").succeeds();
    serde_json::from_str::<Value>(&told).unwrap()["effect"].clone()
}

fn subject<'v>(effect: &'v Value, key: &str) -> &'v Value {
    effect["subjects"].as_array().unwrap().iter().find(|subject| subject["key"] == key).unwrap()
}

#[test]
fn a_move_is_shared_among_the_edits_by_name() {
    // A1 gives P2 32 marks by the old target and 40 by the new one; B1 40 by the old target, 26.67 by the new.
    let folder = small(&[("目标收入 = 100 万元", "目标收入 = 80 万元"), ("目标 1 万元/平方米", "目标 2 万元/平方米")]);
    let effect = effect(&folder);
    let players: Vec<String> = effect["players"]
        .as_array()
        .unwrap()
        .iter()
        .map(|player| player["edits"][0]["code"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(players, ["目标收入", "B1"]);
    let park = subject(&effect, "P2");
    assert_eq!((&park["old"]["total"], &park["new"]["total"]), (&"82.00".into(), &"76.67".into()));
    assert_eq!(park["change"], "-5.33");
    assert_eq!(park["shares"], serde_json::json!(["8", "-13.33"]));
    assert_eq!(park["grade_shares"], Value::Null);
}

#[test]
fn another_grade_is_shared_too() {
    // Of 100 marks P1 loses 20 by each of the two, and by either the grade.
    let folder = small(&[("目标 1 万元/平方米", "目标 2 万元/平方米"), ("目标收入 = 100 万元", "目标收入 = 200 万元")]);
    let effect = effect(&folder);
    let park = subject(&effect, "P1");
    assert_eq!((&park["old"]["grade"], &park["new"]["grade"]), (&"优秀".into(), &"良好".into()));
    assert_eq!(park["grade_shares"], serde_json::json!(["0.5", "0.5"]));
    let text = folder.heng("diff old.heng new.heng --data data").succeeds();
    assert!(text.contains("P1  优秀 → 良好\n    等次变动归因 参数 目标收入 50%、B1 50%"), "{text}");
    assert!(text.contains("3 家里有 2 家换等次"), "{text}");
}

#[test]
fn full_marks_follow_the_indicators_between_the_two() {
    // Only together do the two keep 60 and 100; alone each is scored with 方面 A of 50 or 70.
    let folder = small(&[
        ("指标 A1 \"收入\" 40 分", "指标 A1 \"收入\" 30 分"),
        ("指标 A2 \"面积\" 20 分", "指标 A2 \"面积\" 30 分"),
        ("不低于 100 平方米 : 20 分", "不低于 100 平方米 : 30 分"),
    ]);
    let effect = effect(&folder);
    assert_eq!(effect["has_joined"], false);
    assert_eq!(subject(&effect, "P2")["shares"], serde_json::json!(["-8", "0"]));
    assert_eq!(subject(&effect, "P3")["shares"], serde_json::json!(["-4", "10"]));
}

#[test]
fn edits_that_rest_on_one_another_are_one_group() {
    // B1 reads the mark of the new A3: without it there is no rule set.
    let folder = small(&[
        ("取值 收入 / 面积\n    计分 比例 目标 1 万元/平方米", "取值 得分(A3)\n    计分 比例 目标 10 分"),
        (
            "方面 B \"乙\"",
            "方面 C \"丙\" 10 分 依据 第五条 {\n  指标 A3 \"新\" 10 分 {\n    依据 第五条\n    取值 面积\n    计分 比例 目标 200 平方米 封顶 满分 保底 0 分\n  }\n}\n方面 B \"乙\"",
        ),
        ("满分 100 分", "满分 110 分"),
    ]);
    let effect = effect(&folder);
    assert_eq!(effect["has_joined"], true, "{effect}");
    let park = subject(&effect, "P1");
    assert_eq!(park["shares"].as_array().unwrap().len(), effect["players"].as_array().unwrap().len());
}

#[test]
fn what_the_data_lack_is_left_out_and_said() {
    let folder = Folder::next_cycle();
    let data = shipped("datasets/wenzhou-2023");
    let text = folder.heng(&format!("diff {OLD} {NEW} --data {}", data.display())).succeeds();
    let (_, left_out) = text.split_once("这份数据算不了的改动，没有计入\n").unwrap();
    let left_out: Vec<&str> = left_out.lines().take_while(|line| !line.is_empty()).map(str::trim).collect();
    assert_eq!(
        left_out,
        [
            "D4 单位面积营收：数据里没有 营业面积",
            "扣分：数据里没有 历次等次、整改",
            "D8 技能培训人次：数据里没有 培训人次",
            "E6 数据质量核查：数据里没有 核查",
        ]
    );
    for line in [
        "「机构年度.税收」两份规则写的单位不同，这份数据按 万元 读，两边算的是同一个数",
        "参数「前年」随周期走，用旧周期的数据时取 2021 年",
        "5 家里有 3 家换等次",
    ] {
        assert!(text.contains(line), "no {line} in\n{text}");
    }
}

#[test]
fn with_two_folders_both_ends_are_what_score_prints() {
    let folder = Folder::next_cycle();
    let old = shipped("datasets/wenzhou-2023");
    let told = folder.heng(&format!("diff {OLD} {NEW} --data {} --data data --format json", old.display())).succeeds();
    let effect = serde_json::from_str::<Value>(&told).unwrap()["effect"].clone();
    for (side, rules, data) in [("old", OLD, old.display().to_string()), ("new", NEW, "data".to_owned())] {
        let scores = folder.heng(&format!("score {rules} --data {data} --format json"));
        let scores: Value = serde_json::from_str(&scores.stdout).unwrap();
        let rows = scores["subjects"].as_array().unwrap();
        for subject in effect["subjects"].as_array().unwrap() {
            let row = rows.iter().find(|row| row["key"] == subject["key"]).unwrap();
            for member in ["grade", "rank", "total"] {
                assert_eq!(subject[side][member], row[member], "{rules}: {}", subject["key"]);
            }
        }
    }
    assert_eq!(effect["subjects"].as_array().unwrap().len(), 5);
    assert_eq!(effect["new"], serde_json::json!(["P06"]));
    let apart = &effect["apart"];
    let number = |name: &str| apart[name].as_str().unwrap().parse::<f64>().unwrap();
    assert!((number("rules") + number("data") - (number("rules_on_old") + number("data_on_new"))).abs() < 1e-9);
}

#[test]
fn packets_are_compared_cell_by_cell() {
    let folder = small(&[("目标收入 = 100 万元", "目标收入 = 80 万元"), ("目标 1 万元/平方米", "目标 2 万元/平方米")])
        .with_folder("other")
        .with("other/parks.csv", PARKS.replace("P3,40,200", "P3,40,90"))
        .with("other/更正.csv", "表,键,字段,原值,新值,理由,文号\n园区,P2,面积,60,40,核实,审1号\n");
    assert_eq!(folder.heng("score old.heng --data data --packet old --with-data").code, Some(0));
    assert_eq!(folder.heng("score new.heng --data other --packet new --with-data").code, Some(0));
    let told = folder.heng("diff old new --format json").succeeds();
    let cells = serde_json::from_str::<Value>(&told).unwrap()["cells"].clone();
    assert_eq!(cells["causes"], serde_json::json!(["data", "correction", "rule", "parameter"]));
    let inputs: Vec<String> = cells["inputs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|input| {
            format!("{} {} {}→{} {}", input["key"], input["column"], input["old"], input["new"], input["cause"])
        })
        .collect();
    assert_eq!(
        inputs,
        [r#""P2" "面积" "60"→"40" "correction""#.to_owned(), r#""P3" "面积" "200"→"90" "data""#.to_owned(),]
    );
    let result = |key: &str, code: &str| {
        let results = cells["results"].as_array().unwrap();
        results.iter().find(|result| result["key"] == key && result["column"]["code"] == code).cloned()
    };
    let causes = |key: &str, code: &str| result(key, code).map(|result| result["causes"].clone());
    assert_eq!(causes("P2", "A1"), Some(serde_json::json!(["parameter"])));
    assert_eq!(causes("P2", "A2"), Some(serde_json::json!(["correction"])));
    assert_eq!(causes("P3", "A2"), Some(serde_json::json!(["data"])));
    assert_eq!(causes("P3", "B1"), Some(serde_json::json!(["data", "rule"])));
    assert_eq!(causes("P1", "A2"), None);
    for result in cells["results"].as_array().unwrap() {
        let number = |text: &Value| text.as_str().and_then(heng::number::Number::from_exact);
        let Some(shares) = result["shares"].as_array() else { continue };
        let sum: heng::number::Number = shares.iter().map(|share| number(share).unwrap()).sum();
        assert_eq!(
            Some(sum),
            number(&result["new"]).zip(number(&result["old"])).map(|(new, old)| new - old),
            "{result}"
        );
    }
    let text = folder.heng("diff old new").succeeds();
    for line in ["  园区 P2 面积  60 → 40  更正（核实，审1号）", "  园区 P3 面积  200 → 90  数据"]
    {
        assert!(text.contains(line), "no {line} in\n{text}");
    }
}

#[test]
fn new_rules_are_held_against_a_packet() {
    let folder = small(&[("目标收入 = 100 万元", "目标收入 = 80 万元")]);
    let by_folder = folder.heng("diff old.heng new.heng --data data --format json").succeeds();
    assert_eq!(folder.heng("score old.heng --data data --packet old.zip --with-data").code, Some(0));
    let by_packet = folder.heng("diff old.zip new.heng --format json").succeeds();
    let subjects = |told: &str| serde_json::from_str::<Value>(told).unwrap()["effect"]["subjects"].clone();
    assert_eq!(subjects(&by_packet), subjects(&by_folder));
}

#[test]
fn results_are_not_compared_by_themselves() {
    let folder = small(&[]);
    folder.heng("diff old.csv new.csv").is_refused().are(&["H0932", "H0932"]);
}

#[test]
fn it_reads_in_english_too() {
    let folder = small(&[("目标收入 = 100 万元", "目标收入 = 80 万元")]);
    let text = folder.heng("diff old.heng new.heng --data data --lang en").succeeds();
    for line in [
        "Differences between two rule sets",
        "A1 收入",
        "parameter 目标收入  100 万元 → 80 万元",
        "0 of 3 change grade",
    ] {
        assert!(text.contains(line), "no {line} in\n{text}");
    }
}

#[test]
fn it_takes_two_folders_at_most() {
    let folder = small(&[]);
    folder.heng("diff old.heng new.heng --data data --data data --data data").is_misused().say("最多写两个");
}
