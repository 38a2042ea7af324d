//! Sound texts, from plain tables to sheets with titles, units and totals, and the rules that read them.

use std::sync::Arc;

use heng::host::Memory;
use heng::host::progress::UNSEEN;
use heng::program::Program;
use heng::session;

const RULES: &str = "规则集 \"例\" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入
数据 园区 \"parks.csv\" {
  园区编号 文本 主键
}
数据 机构 \"orgs.csv\" 属于 园区 按 园区编号 {
  名称 文本 名称
  类别 枚举 { 甲类, 乙类, 丙类 }
  营业收入 万元 可缺失
  满意率 % 可缺失
  人数 人 可缺失
  面积 平方米 可缺失
  入园日 日期 可缺失
  达标 是否 可缺失
  主键 园区编号, 名称
  缺失记号 \"-\", \"…\"
  不适用记号 \"/\"
}
方面 A \"甲\" 10 分 {
  指标 A1 \"甲\" 10 分 {
    依据 第一条
    计分 累计 { 1 等于 1 : 10 分 }
  }
}
";

/// The tables as rows of cells; a cell may have a separator, a quotation mark or a line break in it.
pub(crate) const TEXTS: &[fn() -> Vec<Vec<String>>] = &[plain, sheet];

const COLUMNS: [&str; 9] = ["园区编号", "名称", "类别", "营业收入", "满意率", "人数", "面积", "入园日", "达标"];

fn row(number: usize) -> Vec<String> {
    let kinds = ["甲类", "乙类", "丙类"];
    let marks = ["", "-", "/", "…"];
    let or_mark = |value: String| if number % 11 == 4 { marks[number % 4].to_owned() } else { value };
    vec![
        format!("P{:02}", number % 5),
        format!("机构{number:03}"),
        kinds[number % 3].to_owned(),
        or_mark(format!("{}.{:02}", 1000 + number * 37, number % 100)),
        or_mark(format!("{}%", number % 101)),
        or_mark((number * 3).to_string()),
        or_mark(format!("{}", number * 120)),
        or_mark(format!("2024-{:02}-{:02}", number % 12 + 1, number % 28 + 1)),
        or_mark(if number.is_multiple_of(2) { "是" } else { "否" }.to_owned()),
    ]
}

fn header() -> Vec<String> {
    COLUMNS.map(str::to_owned).to_vec()
}

fn plain() -> Vec<Vec<String>> {
    let mut all = vec![header()];
    all.extend((0..30).map(row));
    "甲,乙\"公司\"".clone_into(&mut all[3][1]);
    "两行\n的名称".clone_into(&mut all[7][1]);
    all
}

fn sheet() -> Vec<Vec<String>> {
    let wide = |text: &str| {
        let mut cells = vec![String::new(); COLUMNS.len()];
        text.clone_into(&mut cells[0]);
        cells
    };
    let mut names = header();
    "营业收入（亿元）".clone_into(&mut names[3]);
    "面积（亩）".clone_into(&mut names[6]);
    let mut all = vec![wide("2024年机构情况表"), wide("填报单位：示例（盖章）"), names];
    all.extend((0..12).map(row));
    "1.5亿元".clone_into(&mut all[5][3]);
    "１２".clone_into(&mut all[6][5]);
    "2024年3月5日".clone_into(&mut all[8][7]);
    all.push(wide("注：营业收入含代收代付"));
    all
}

/// The cells of a text.
pub(crate) fn text(of: usize) -> Vec<Vec<String>> {
    TEXTS[of]()
}

/// What reads them.
pub(crate) struct Seeds {
    program: Arc<Program>,
    host: Memory,
}

impl Seeds {
    pub(crate) fn new() -> Self {
        let host = Memory::default();
        host.put("rules.heng", RULES);
        let read = session::rules(&host, "rules.heng").unwrap();
        let program = read.program.clone().unwrap_or_else(|| panic!("{:#?}", read.diagnostics));
        host.put("data/parks.csv", "园区编号\nP00\nP01\nP02\nP03\nP04\n");
        Self { program, host }
    }

    /// Reads bytes in the place of a text: how many rows there are, or what was found.
    pub(crate) fn read(&self, _: usize, bytes: &[u8]) -> Result<usize, Vec<String>> {
        self.host.put("data/orgs.csv", bytes);
        match session::tables(&self.host, &self.program, "data", &UNSEEN) {
            Ok(tables) => {
                for table in &tables.0 {
                    assert!(table.columns.iter().all(|column| column.typed.len() == table.rows), "rows got lost");
                }
                Ok(tables.0[1].rows)
            }
            Err(found) => {
                assert!(!found.is_empty(), "refused without a word");
                Err(found.iter().map(|found| format!("{} {}", found.code, found.message.zh)).collect())
            }
        }
    }
}
