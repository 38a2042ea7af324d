//! A small rule file around each fragment, and what the product finds in it.

use heng::finding::Diagnostic;
use heng::host::Memory;
use heng::number::{Calendar, Number};
use heng::session::{self, Rules};

use crate::page::{Block, Kind, Page};

/// The items that a fragment may refer to. One that the fragment brings itself is left out.
const ITEMS: &[&str] = &[
    "规则集 \"例\" 示例",
    "周期 2024-01-01 至 2024-12-31",
    "满分 10 分",
    "舍入 指标 2 位 四舍五入",
    "数据 园区 \"parks.csv\" {
  园区编号 文本 主键
  园区名称 文本 名称
  园区类型 枚举 { 综合性, 专业性 }
  建筑面积 平方米
  专职人员 人
  满意率 %
  收件日 日期
  办结日 日期 可缺失
  升级省级园 是否
}",
    "数据 机构 \"orgs.csv\" 属于 园区 按 园区编号 {
  信用代码 文本 主键
  机构类别 枚举 { 人力资源服务, 其他, 配套服务 }
  营业收入 万元
  上年营收 万元
  退园日 日期 可缺失
}",
    "枚举 河段类别 从优到劣 { Ⅰ类, Ⅱ类, Ⅲ类, Ⅳ类, Ⅴ类, 劣Ⅴ类 }",
    "数据 河段 \"reaches.csv\" 属于 园区 按 园区编号 {
  类别 河段类别
}",
    "数据 荣誉 \"honors.csv\" 属于 园区 按 园区编号 {
  事项编号 文本
  级别 枚举 { 国家级, 省级, 市级 }
}",
    "数据 评分 \"judges.csv\" 属于 园区 按 园区编号 {
  指标代号 文本
  分值 数值
}",
    "数据 事件 \"incidents.csv\" 属于 园区 按 园区编号 {
  事件类别 枚举 { 弄虚作假, 群体性事件, 违规案件 }
  查实 是否
}",
    "数据 定性判定 \"qualitative.csv\" 属于 园区 按 园区编号 {
  条款 文本
  结论 枚举 { 符合, 基本符合, 不符合, 待定 }
}",
    "参数 营收目标 = 10 亿元 依据 \"通知\"",
    "定义 入园机构 = 机构 其中 机构类别 不是 配套服务",
    "定义 营业收入 = 求和(机构.营业收入)",
    "方面 D \"效益\" 10 分 {
  指标 D1 \"营业收入\" 10 分 {
    依据 第一条
    取值 营业收入
    计分 比例 目标 营收目标 封顶 满分
  }
}",
    "等次 {
  优秀 总分 不低于 9 分
  合格 总分 不低于 6 分
  其余 \"未达合格\"
}",
];

/// Items of which a file has several, told apart by the word behind.
const SEVERAL: &[&str] = &["枚举", "数据", "参数", "定义"];

/// The words that name an item: 数据 园区, 等次.
fn name_of(line: &str) -> Vec<&str> {
    let mut words = line.split_whitespace();
    let first = words.next().unwrap_or_default();
    let second = words.next().filter(|_| SEVERAL.contains(&first));
    std::iter::once(first).chain(second).collect()
}

/// The fragment among the items that it does not bring itself.
fn among_items(fragment: &str) -> String {
    let own: Vec<Vec<&str>> = fragment.lines().map(name_of).collect();
    let items = ITEMS.iter().copied().filter(|item| !own.contains(&name_of(item)));
    items.chain([fragment]).collect::<Vec<_>>().join("\n")
}

/// 指标 in a head of as many marks as they have; 示例 behind it.
fn in_head(fragment: &str) -> String {
    let examples = fragment.find("\n示例 ").map_or(fragment.len(), |at| at + 1);
    let (indicators, examples) = fragment.split_at(examples);
    let marks = indicators.lines().filter(|line| line.starts_with("指标 ")).map(|line| {
        let marks = line.trim_end_matches('{').trim().trim_end_matches('分').trim();
        Number::parse(marks.rsplit(' ').next().unwrap_or_default()).unwrap_or_else(|| panic!("marks of {line}"))
    });
    let full = marks.sum::<Number>().to_readable(4);
    among_items(&format!(
        "满分 {full} 分\n方面 D \"例\" {full} 分 {{\n{indicators}}}\n等次 {{\n其余 \"无\"\n}}\n{examples}"
    ))
}

fn definitions(fragment: &str) -> String {
    let lines = fragment.lines().filter(|line| !line.trim().is_empty());
    let items: Vec<String> = lines.enumerate().map(|(at, line)| format!("定义 例{at} = {line}")).collect();
    among_items(&(items.join("\n") + "\n"))
}

/// A block as a rule file.
pub(crate) fn file_of(block: &Block) -> String {
    match block.kind {
        Kind::Whole => block.text.clone(),
        Kind::Items => among_items(&block.text),
        Kind::Indicators => in_head(&block.text),
        Kind::Expressions => definitions(&block.text),
    }
}

fn rules(text: &str) -> Rules {
    let host = Memory::default();
    host.put("rules.heng", text.as_bytes());
    let page = Page::read();
    for (path, script) in page.scripts {
        host.put(path, script);
    }
    // What the section on the next cycle inherits is the file at the head of the page.
    let whole = page.blocks.into_iter().find(|block| block.kind == Kind::Whole);
    host.put("evaluation-2024.heng", whole.map(|block| block.text).unwrap_or_default());
    session::rules(&host, "rules.heng").unwrap()
}

fn shown(finding: &Diagnostic) -> String {
    let help = finding.help.as_ref().map(|help| format!("（{}）", help.zh)).unwrap_or_default();
    format!("{} {}{help}", finding.code, finding.message.zh)
}

/// What checking finds.
pub(crate) fn findings(text: &str) -> Vec<String> {
    rules(text).diagnostics.iter().map(shown).collect()
}

/// 示例 that do not hold; none when the file has errors, which are reported elsewhere.
pub(crate) fn examples(text: &str) -> Vec<String> {
    let rules = rules(text);
    let Some(program) = &rules.program else { return Vec::new() };
    let calendar = Calendar::china().unwrap();
    let findings = program
        .rules
        .examples
        .iter()
        .flat_map(|example| session::run_example(&rules.sources, program, example, &calendar));
    findings.map(|finding| shown(&finding)).collect()
}
