//! The ten kinds of slip.

use super::line::{block, exchanged, numbers, opening};
use crate::random::Random;

/// A kind of slip.
pub(super) struct Kind {
    pub(super) name: &'static str,
    /// Where it is made among those that must be found, if not everywhere, and why: elsewhere the edited rule is
    /// another sound rule.
    pub(super) kept_to: &'static str,
    /// Why some of them cannot be found without data.
    pub(super) unseen: &'static str,
    /// All ways in which a text can be changed so.
    ways: Ways,
}

/// One change: lines `from` and the lines that take their place.
struct Way {
    from: std::ops::Range<usize>,
    to: Vec<String>,
    /// Whether the edited rule is another sound rule, as the kind says.
    is_sound: bool,
}

/// A changed text.
pub(super) struct Slip {
    pub(super) text: String,
    pub(super) was: String,
    pub(super) is: String,
    /// Whether it was made where the edited rule is another sound rule.
    pub(super) is_sound: bool,
}

impl Kind {
    /// One slip of this kind, `everywhere` or where it must be found; none when the text offers no place for it.
    pub(super) fn slip(&self, text: &str, random: &mut Random, everywhere: bool) -> Option<Slip> {
        let lines: Vec<&str> = text.lines().collect();
        let is_one = |way: &Way| way.to != lines[way.from.clone()] && (everywhere || !way.is_sound);
        let ways: Vec<Way> = (self.ways)(&lines).into_iter().filter(is_one).collect();
        if ways.is_empty() {
            return None;
        }
        let way = &ways[random.below(ways.len())];
        let mut new: Vec<&str> = lines[..way.from.start].to_vec();
        new.extend(way.to.iter().map(String::as_str));
        new.extend(&lines[way.from.end..]);
        let (before, now) = (lines[way.from.clone()].join("\n"), way.to.join("\n"));
        Some(Slip { text: new.join("\n") + "\n", was: before, is: now, is_sound: way.is_sound })
    }
}

/// Kinds in the order of their names in the manual's plan of checks.
pub(super) static KINDS: &[Kind] = &[
    kind("a mark that breaks a sum", marks),
    kind("an applicability dropped or turned round", applicability).kept_to(
        "where marks are added up: with 缺项 折算, or where the greatest, the least, a median or a mean of the parts \
         counts, any part may be left out of any kind of subject, and of which it is only the document says",
    ),
    kind("a unit of another dimension or scale", units).unseen(
        "another scale of one dimension is a sound rule about other data, unless a range says otherwise; so is a quota \
         of 30‰, and a limit of 0 is the same in every scale",
    ),
    kind("a bound crossed", bounds),
    kind("缺失, 保底 or 不足一步 removed", removed).unseen(
        "without 缺失 who lacks data gets no mark, which is a rule too unless the column is 可缺失; 保底 that nothing \
         reaches is not needed, and whether something does is not known of columns without a range",
    ),
    kind("bands swapped or overlapping", bands),
    kind("a row doubled", doubled),
    kind("a rounding moved before another", roundings).kept_to(
        "of 精确到 that are no weights and not of a figure that is only listed with more places: weights have as few \
         places as their document states, and they are rounded once wherever they are read; what is only listed with as \
         many places as it has or more is rounded once",
    ),
    kind("a name deleted", deleted).unseen("where the word behind it can be a name, it is the name"),
    kind("a name taken twice", taken),
];

type Ways = fn(&[&str]) -> Vec<Way>;

const fn kind(name: &'static str, ways: Ways) -> Kind {
    Kind { name, kept_to: "", unseen: "", ways }
}

impl Kind {
    const fn kept_to(self, kept_to: &'static str) -> Self {
        Self { kept_to, ..self }
    }

    const fn unseen(self, unseen: &'static str) -> Self {
        Self { unseen, ..self }
    }
}

fn one(at: usize, to: String) -> Way {
    several(at..at + 1, vec![to])
}

fn several(from: std::ops::Range<usize>, to: Vec<String>) -> Way {
    Way { from, to, is_sound: false }
}

/// A line taken away.
fn removal(at: usize) -> Way {
    several(at..at + 1, Vec::new())
}

/// Lines outside 示例, whose facts are no rules.
fn rules<'l>(lines: &[&'l str]) -> Vec<(usize, &'l str)> {
    let mut outside = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if lines[at].starts_with("示例 ") {
            at = block(lines, at).end;
            continue;
        }
        if !lines[at].trim_start().starts_with("//") && !lines[at].trim().is_empty() {
            outside.push((at, lines[at]));
        }
        at += 1;
    }
    outside
}

/// Whether the marks of what stands at a line are added up in what holds it.
fn is_added(lines: &[&str], at: usize) -> bool {
    let holder = if lines[at].starts_with("方面 ") {
        lines.iter().position(|line| line.starts_with("总分 {"))
    } else {
        opening(lines, at)
    };
    let is_other = |line: &&str| ["汇总 ", "缺项 "].iter().any(|word| line.trim_start().starts_with(word));
    holder.is_none_or(|holder| !lines[block(lines, holder)].iter().any(is_other))
}

fn marks(lines: &[&str]) -> Vec<Way> {
    let mut ways = Vec::new();
    for (at, line) in rules(lines) {
        let word = line.trim_start();
        if !(word.starts_with("指标 ") || word.starts_with("方面 ")) {
            continue;
        }
        // Marks in the braces are those of a clause, which come to no sum.
        let head = line.find(" { ").unwrap_or(line.len());
        let is_full = |place: &std::ops::Range<usize>| place.end <= head && line[place.end..].starts_with(" 分");
        let Some(place) = numbers(line).into_iter().find(is_full) else { continue };
        let Ok(marks) = line[place.clone()].parse::<u32>() else { continue };
        for wrong in [marks + 1, marks.saturating_sub(1).max(1), marks * 2, marks * 10] {
            if wrong != marks {
                ways.push(one(at, exchanged(line, place.clone(), &wrong.to_string())));
            }
        }
    }
    ways
}

fn applicability(lines: &[&str]) -> Vec<Way> {
    let mut ways = Vec::new();
    for (at, line) in rules(lines) {
        let Some(condition) = line.trim_start().strip_prefix("适用 ") else { continue };
        // Elsewhere it is one sound rule for another: with 缺项 折算, or where the greatest part counts.
        let is_sound = !opening(lines, at).is_none_or(|indicator| is_added(lines, indicator));
        ways.push(Way { is_sound, ..removal(at) });
        ways.push(Way { is_sound, ..one(at, line.replace(condition, &format!("非 ( {condition} )"))) });
    }
    ways
}

/// Units that a slip takes for one another: the scales of a dimension, then some of another.
const SCALES: &[&[&str]] = &[
    &["元", "万元", "亿元"],
    &["%", "‰"],
    &["人", "万人"],
    &["平方米", "亩", "公顷"],
    &["吨", "万吨"],
    &["个百分点", "%"],
    &["分", "%"],
    &["家", "人"],
    &["项", "%"],
    &["万元", "人"],
    &["天", "个工作日"],
    &["人次", "人"],
    &["次", "家"],
    &["%", "分"],
    &["件", "万元"],
];

fn units(lines: &[&str]) -> Vec<Way> {
    let mut ways = Vec::new();
    for (at, line) in rules(lines) {
        for place in numbers(line) {
            let rest = line[place.end..].trim_start();
            let gap = line[place.end..].len() - rest.len();
            let unit: String = rest.chars().take_while(|c| c.is_alphabetic() || "%‰/²㎡".contains(*c)).collect();
            let start = place.end + gap;
            for group in SCALES.iter().filter(|group| group.contains(&unit.as_str())) {
                for other in group.iter().filter(|other| **other != unit) {
                    ways.push(one(at, exchanged(line, start..start + unit.len(), other)));
                }
            }
        }
    }
    ways
}

/// Two limits of one list, or of one range, change places.
fn bounds(lines: &[&str]) -> Vec<Way> {
    let mut ways = Vec::new();
    for (at, line) in rules(lines) {
        let word = line.trim_start();
        let limits = limits(line);
        let is_list =
            ["计分 分档 {", "计分 插值 {"].iter().any(|opening| word.starts_with(opening)) && line.ends_with('}');
        let is_range = opening(lines, at).is_some_and(|above| lines[above].starts_with("数据 "));
        if (is_list || is_range) && limits.len() >= 2 {
            // Limits of two figures are in no order.
            let unit = |place: &std::ops::Range<usize>| {
                line[place.end..]
                    .chars()
                    .skip_while(|c| *c == ' ')
                    .take_while(|c| !" ;:".contains(*c))
                    .collect::<String>()
            };
            for pair in limits.windows(2).filter(|pair| unit(&pair[0]) == unit(&pair[1])) {
                ways.push(one(at, swapped(line, &pair[0], &pair[1])));
            }
        }
        if line.starts_with("等次") && line.ends_with('{') {
            let grades: Vec<usize> = block(lines, at).filter(|at| lines[*at].contains(" 总分 不低于 ")).collect();
            for pair in grades.windows(2) {
                let line_of = |at: usize| numbers(lines[at]).into_iter().next().map(|place| &lines[at][place]);
                let (Some(high), Some(low)) = (line_of(pair[0]), line_of(pair[1])) else { continue };
                let place = |at: usize| numbers(lines[at])[0].clone();
                let to = vec![exchanged(lines[pair[0]], place(pair[0]), low)];
                ways.push(several(pair[0]..pair[0] + 1, to));
                ways.push(one(pair[1], exchanged(lines[pair[1]], place(pair[1]), high)));
            }
        }
    }
    ways
}

/// The numbers that are limits: behind a comparison, or before the colon of a point.
fn limits(line: &str) -> Vec<std::ops::Range<usize>> {
    let compared = ["不低于 ", "不少于 ", "超过 ", "不超过 ", "低于 ", "少于 ", "不高于 ", "高于 "];
    numbers(line)
        .into_iter()
        .filter(|place| {
            let before = &line[..place.start];
            let is_point = line.contains("插值 {")
                && line[place.end..].split([';', '}']).next().is_some_and(|rest| rest.contains(" : "));
            compared.iter().any(|word| before.ends_with(word)) || is_point
        })
        .collect()
}

fn swapped(line: &str, first: &std::ops::Range<usize>, second: &std::ops::Range<usize>) -> String {
    let (one, other) = (&line[first.clone()], &line[second.clone()]);
    format!("{}{other}{}{one}{}", &line[..first.start], &line[first.end..second.start], &line[second.end..])
}

fn removed(lines: &[&str]) -> Vec<Way> {
    let mut ways = Vec::new();
    for (at, line) in rules(lines) {
        if line.trim_start().starts_with("缺失 ") {
            ways.push(removal(at));
        }
        for word in [" 保底 ", " 不足一步 "] {
            let Some(start) = line.find(word).filter(|_| line.trim_start().starts_with("计分 ")) else { continue };
            let rest = &line[start + word.len()..];
            let end = [" 封顶 ", " 保底 ", " 不足一步 ", " ; ", " }"].iter().filter_map(|next| rest.find(next)).min();
            let end = end.map_or(line.len(), |end| start + word.len() + end);
            ways.push(one(at, exchanged(line, start..end, "")));
        }
    }
    ways
}

/// The arms of 分档 on one line, or the lines of a block of it.
fn bands(lines: &[&str]) -> Vec<Way> {
    let mut ways = Vec::new();
    for (at, line) in rules(lines) {
        let Some((head, rest)) = line.split_once("计分 分档 { ") else { continue };
        let Some((list, tail)) = rest.split_once(" }") else { continue };
        let arms: Vec<&str> = list.split(" ; ").collect();
        let written = |arms: &[&str]| one(at, format!("{head}计分 分档 {{ {} }}{tail}", arms.join(" ; ")));
        let compared: Vec<usize> = (0..arms.len()).filter(|arm| !arms[*arm].starts_with("其余")).collect();
        let limit = |arm: usize| arms[arm].split_once(" : ").map_or("", |(limit, _)| limit);
        for pair in compared.windows(2) {
            let mut other = arms.clone();
            other.swap(pair[0], pair[1]);
            // Bands of choices that exclude each other are the same rule in any order.
            let is_of_choices = |arm: usize| numbers(limit(arm)).is_empty();
            if !is_of_choices(pair[0]) || !is_of_choices(pair[1]) {
                ways.push(written(&other));
            }
            // The limit of one is that of its neighbour.
            let overlapping = arms[pair[0]].replace(limit(pair[0]), limit(pair[1]));
            let mut other = arms.clone();
            other[pair[0]] = &overlapping;
            ways.push(written(&other));
        }
    }
    ways
}

fn doubled(lines: &[&str]) -> Vec<Way> {
    let mut ways = Vec::new();
    for (at, line) in rules(lines) {
        let word = line.trim_start();
        if word == "}" || word.starts_with("周期") || word.starts_with("规则集") {
            continue;
        }
        let whole = if line.ends_with('{') { block(lines, at) } else { at..at + 1 };
        let twice = lines[whole.clone()].iter().chain(&lines[whole.clone()]).map(|line| (*line).to_owned()).collect();
        ways.push(several(whole, twice));
        // An arm of a list on one line.
        if let Some((head, rest)) = line.split_once(" { ").filter(|(_, rest)| rest.contains(" ; ")) {
            let Some((list, tail)) = rest.split_once(" }") else { continue };
            for arm in list.split(" ; ") {
                ways.push(one(at, format!("{head} {{ {arm} ; {list} }}{tail}")));
            }
        }
    }
    ways
}

/// A rounding that was after a step comes before it, or keeps one place more than the last.
fn roundings(lines: &[&str]) -> Vec<Way> {
    let mut ways = Vec::new();
    let last = lines.iter().filter_map(|line| {
        // 舍入 指标 2 位, and 舍入 4 位 of a node.
        let (before, _) = line.trim_start().strip_prefix("舍入 ")?.split_once(" 位")?;
        before.rsplit(' ').next()?.parse::<u32>().ok()
    });
    let few = last.max().unwrap_or_default() + 1;
    for (at, line) in rules(lines) {
        for word in [" 精确到 ", " 保留 "] {
            let Some(start) = line.find(word) else { continue };
            let digits = start + word.len();
            let end = digits + line[digits..].find(" 位").unwrap_or(0);
            let Ok(places) = line[digits..end].parse::<u32>() else { continue };
            // Weights are published as they are stated.
            let is_weights = line.contains("赋权 ") || line.trim_start().starts_with('}');
            if places > few && word == " 精确到 " {
                let is_sound = is_weights || is_only_listed(lines, at, few);
                ways.push(Way { is_sound, ..one(at, exchanged(line, digits..end, &few.to_string())) });
            }
            // ( a / b ) 保留 2 位 becomes ( a 保留 2 位 / b ).
            let place = &line[start..end + " 位".len()];
            let Some((before, after)) = line.split_once(&format!(" ){place}")) else { continue };
            if let Some(operator) = before.rfind(" / ").or_else(|| before.rfind(" × ")) {
                let moved = format!("{}{place}{} ){after}", &before[..operator], &before[operator..]);
                ways.push(one(at, moved));
            }
        }
    }
    ways
}

/// Whether a line is that of a figure that is read in 列出 only, each time with so many places or more.
fn is_only_listed(lines: &[&str], at: usize, places: u32) -> bool {
    let Some(name) = declared(lines, at).filter(|_| lines[at].starts_with("定义 ")).map(|place| &lines[at][place])
    else {
        return false;
    };
    let mut readings = rules(lines).into_iter().filter(|(other, line)| *other != at && reads(line, name)).peekable();
    // 列出 { NAME 4 位 "title" ; … }, on one line.
    let listed = |line: &str| {
        let listed = line.strip_prefix("列出 { ").and_then(|rest| rest.strip_suffix(" }"));
        listed.is_some_and(|list| {
            list.split(" ; ").filter(|column| reads(column, name)).all(|column| {
                let rest = column.strip_prefix(name).and_then(|rest| rest.strip_prefix(' '));
                let shown =
                    rest.and_then(|rest| rest.split_once(" 位")).and_then(|(shown, _)| shown.parse::<u32>().ok());
                shown.is_some_and(|shown| shown >= places)
            })
        })
    };
    readings.peek().is_some() && readings.all(|(_, line)| listed(line))
}

/// Whether a line has a name as a word.
fn reads(line: &str, name: &str) -> bool {
    line.split(|c: char| !(c.is_alphanumeric() || c == '_')).any(|word| word == name)
}

/// The name that a line declares, with its place.
fn declared(lines: &[&str], at: usize) -> Option<std::ops::Range<usize>> {
    let line = lines[at];
    let word = line.trim_start();
    let indent = line.len() - word.len();
    let start = if let Some(kind) =
        ["数据 ", "参数 ", "定义 ", "条件 ", "方面 ", "指标 ", "口径 ", "否决 ", "限制 ", "降等 "]
            .iter()
            .find(|kind| word.starts_with(**kind))
    {
        indent + kind.len()
    } else if opening(lines, at).is_some_and(|above| lines[above].starts_with("数据 "))
        && !word.starts_with(['}', '其', '主'])
    {
        indent
    } else {
        return None;
    };
    let name: String = line[start..].chars().take_while(|c| c.is_alphanumeric() || *c == '_' || *c == '.').collect();
    let start = start + name.rfind('.').map_or(0, |dot| dot + 1);
    let name = name.rsplit('.').next().unwrap_or_default().to_owned();
    (!name.is_empty()).then(|| start..start + name.len())
}

fn deleted(lines: &[&str]) -> Vec<Way> {
    let mut ways = Vec::new();
    for (at, line) in rules(lines) {
        let Some(place) = declared(lines, at) else { continue };
        let name = &line[place.clone()];
        // The word itself is lost.
        ways.push(one(at, exchanged(line, place.clone(), "").replace("  ", " ")));
        // What it declares is lost, while another line reads it.
        let whole = if line.ends_with('{') { block(lines, at) } else { at..at + 1 };
        if rules(lines).iter().any(|(other, line)| !whole.contains(other) && reads(line, name)) {
            ways.push(several(whole, Vec::new()));
        }
    }
    ways
}

fn taken(lines: &[&str]) -> Vec<Way> {
    let mut ways = Vec::new();
    let names: Vec<(usize, std::ops::Range<usize>)> =
        rules(lines).iter().filter_map(|(at, _)| declared(lines, *at).map(|place| (*at, place))).collect();
    for (at, place) in &names {
        // Of the same kind: of one table, or by the same first word.
        let reach = |at: usize| opening(lines, at).filter(|above| lines[*above].starts_with("数据 "));
        let first = |at: usize| lines[at].trim_start().split(' ').next().unwrap_or_default().to_owned();
        for (other, taken) in &names {
            let same = reach(*at) == reach(*other) && (reach(*at).is_some() || first(*at) == first(*other));
            if at != other && same {
                ways.push(one(*at, exchanged(lines[*at], place.clone(), &lines[*other][taken.clone()])));
            }
        }
    }
    ways
}
