//! Scripts and data at random.

use std::fmt::Write as _;

use crate::random::Random;

/// The parameters of every function, as the script sees them.
const NUMBERS: &[&str] = &["甲", "乙", "丙", "丁"];

/// Rows of the data.
pub(crate) const ROWS: usize = 12;

/// Deeper than this an expression is a number or a name.
const DEEPEST: usize = 4;

/// The rules that call it: two figures as they are, and a condition.
pub(crate) const RULES: &str = r#"规则集 "脚本" 示例
周期 2024-01-01 至 2024-12-31
满分 10 分
舍入 指标 2 位 四舍五入
数据 单位 "units.csv" {
  编号 文本 主键
  甲 万元 可缺失
  乙 万元 可缺失
  丙 数值 可缺失
  丁 % 可缺失
  开 是否 可缺失
  类 枚举 { 甲类, 乙类 }
}
脚本 "f.rhai" {
  算(甲: 万元, 乙: 亿元, 丙: 数值, 丁: 百分比, 开: 是否, 类: 枚举 { 甲类, 乙类 }) → 数值 精确到 3 位
  判(甲: 元, 乙: 亿元, 丙: 数值, 丁: 百分比, 开: 是否, 类: 枚举 { 甲类, 乙类 }) → 是否
}
条件 判定 依据 第一条 { 判(甲, 乙, 丙, 丁, 开, 类) }
方面 A "一" 10 分 {
  指标 A1 "算" 10 分 {
    依据 第一条
    取值 算(甲, 乙, 丙, 丁, 开, 类)
    计分 算式 取值 × 1 分 封顶 无 保底 无
    舍入 不舍入 显示 3 位
  }
}
"#;

/// A script: a helper of its own, a number and a verdict.
pub(crate) fn script(random: &mut Random) -> String {
    let mut text = String::new();
    let mut writer = Writer { random, names: vec!["甲".to_owned(), "乙".to_owned()], own: false, lets: 0 };
    let body = writer.number(2);
    let _ = writeln!(text, "private fn 帮(甲, 乙) {{\n    {body}\n}}\n");
    for (name, decides) in [("算", false), ("判", true)] {
        let names = NUMBERS.iter().map(|name| (*name).to_owned()).collect();
        let mut writer = Writer { random: writer.random, names, own: true, lets: 0 };
        let body = writer.body(decides);
        let _ = writeln!(text, "fn {name}(甲, 乙, 丙, 丁, 开, 类) {{\n{body}}}\n");
    }
    text
}

/// A file of a dozen rows, with values at the edges.
pub(crate) fn data(random: &mut Random) -> String {
    const MONEY: &[&str] = &["", "0", "1", "2", "0.5", "-1", "3", "10000", "99999999.99", "3.3333", "-0.01"];
    const PLAIN: &[&str] = &["", "0", "1", "-1", "0.1", "7", "100", "12345.678"];
    const SHARES: &[&str] = &["", "0", "50", "100", "33.33", "-5", "150"];
    let mut text = "编号,甲,乙,丙,丁,开,类\n".to_owned();
    for row in 0..ROWS {
        let (first, second) = (random.of_all(MONEY), random.of_all(MONEY));
        let second = if random.one_in(3) { first } else { second };
        let (plain, share) = (random.of_all(PLAIN), random.of_all(SHARES));
        let open = random.of_all(&["是", "否", "是", "否", ""]);
        let kind = random.of_all(&["甲类", "乙类"]);
        let _ = writeln!(text, "U{row},{first},{second},{plain},{share},{open},{kind}");
    }
    text
}

struct Writer<'r> {
    random: &'r mut Random,
    /// Names of numbers in scope.
    names: Vec<String>,
    /// Whether 开, 类 and 帮 are in scope.
    own: bool,
    lets: usize,
}

impl Writer<'_> {
    fn body(&mut self, decides: bool) -> String {
        let mut text = String::new();
        for _ in 0..self.random.below(4) {
            match self.random.below(5) {
                0 => {
                    let (condition, value) = (self.condition(2), self.result(decides, 2));
                    let _ = writeln!(text, "    if {condition} {{ return {value}; }}");
                }
                1 => {
                    let (condition, value, other) = (self.condition(2), self.number(2), self.number(2));
                    let name = self.named();
                    let _ = writeln!(text, "    let {name} = if {condition} {{ {value} }} else {{ {other} }};");
                }
                _ => {
                    let value = self.number(DEEPEST);
                    let name = self.named();
                    let _ = writeln!(text, "    let {name} = {value};");
                }
            }
        }
        let result = self.result(decides, DEEPEST);
        let _ = writeln!(text, "    {result}");
        text
    }

    fn named(&mut self) -> String {
        self.lets += 1;
        let name = format!("值{}", self.lets);
        self.names.push(name.clone());
        name
    }

    fn result(&mut self, decides: bool, depth: usize) -> String {
        if decides { self.condition(depth) } else { self.number(depth) }
    }

    fn number(&mut self, depth: usize) -> String {
        const LITERALS: &[&str] = &["0", "1", "2", "3", "0.5", "0.1", "10", "100", "-1", "1000000"];
        if depth == 0 || self.random.one_in(4) {
            if self.random.one_in(3) {
                return self.random.of_all(LITERALS).to_owned();
            }
            let place = self.random.below(self.names.len());
            return self.names[place].clone();
        }
        let next = depth - 1;
        match self.random.below(if self.own { 18 } else { 15 }) {
            0..=4 => {
                let operator = self.random.of_all(&["+", "-", "*", "/"]);
                format!("({} {operator} {})", self.number(next), self.number(next))
            }
            5 => format!("-({})", self.number(next)),
            6 => format!("绝对值({})", self.number(next)),
            7 => format!("最大值({}, {})", self.number(next), self.number(next)),
            8 => format!("最小值({}, {}, {})", self.number(next), self.number(next), self.number(next)),
            9 => {
                let name = self.random.of_all(&["保留", "进位", "去尾"]);
                format!("{name}({}, {})", self.number(next), self.random.below(4))
            }
            10 => format!("默认({}, {})", self.number(next), self.number(next)),
            11 => format!("增速({}, {})", self.number(next), self.number(next)),
            12 => format!("分段({}, [[100, 3], [10, 2], [0.5, 1]], {})", self.number(next), self.number(next)),
            13 => format!("插值({}, [[-1, 0], [0.5, 2], [100, 10]])", self.number(next)),
            14 => format!("方根({}, 2, 4)", self.number(next)),
            15 => format!("(if {} {{ {} }} else {{ {} }})", self.condition(next), self.number(next), self.number(next)),
            16 => format!("幂({}, 2)", self.number(next)),
            _ => format!("帮({}, {})", self.number(next), self.number(next)),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        let next = depth.saturating_sub(1);
        let kinds = if self.own { 10 } else { 6 };
        match if depth == 0 { 0 } else { self.random.below(kinds) } {
            0..=3 => {
                let comparison = self.random.of_all(&["==", "!=", "<", "<=", ">", ">="]);
                format!("{} {comparison} {}", self.number(next), self.number(next))
            }
            4 => format!("({} && {})", self.condition(next), self.condition(next)),
            5 => format!("({} || {})", self.condition(next), self.condition(next)),
            6 => format!("!({})", self.condition(next)),
            7 => format!("缺失({})", self.number(next)),
            8 => "开".to_owned(),
            _ => format!("类 == \"{}\"", self.random.of_all(&["甲类", "乙类"])),
        }
    }
}
