//! A generated rule set, and another that some edits make of it.

use crate::random::Random;

/// Two rule sets and data for both.
pub(crate) struct Pair {
    pub(crate) old: RuleSet,
    pub(crate) new: RuleSet,
    pub(crate) data: String,
}

/// What a generated rule set says.
#[derive(Clone)]
pub(crate) struct RuleSet {
    heads: Vec<Vec<Indicator>>,
    target: usize,
    /// 定义 密度 with or without a part.
    density: usize,
    bonus: usize,
    cap: Option<usize>,
    lines: [usize; 2],
    quota: usize,
    veto: usize,
}

#[derive(Clone)]
struct Indicator {
    code: usize,
    full: usize,
    method: usize,
    at: usize,
}

const CODES: &[&str] = &["甲", "乙", "丙"];

impl Indicator {
    fn of(random: &mut Random, code: usize) -> Self {
        Self { code, full: 5 + 5 * random.below(4), method: random.below(7), at: 20 + 10 * random.below(9) }
    }

    fn edit(&mut self, random: &mut Random) {
        match random.below(3) {
            0 => self.full = 5 + 5 * random.below(4),
            1 => self.method = random.below(7),
            _ => self.at = 20 + 10 * random.below(9),
        }
    }

    fn text(&self, head: usize) -> String {
        let Self { code, full, method, at } = self;
        let half = format!("{}{}", full / 2, if full % 2 == 0 { "" } else { ".5" });
        let above = at + 40;
        let clauses = match method {
            0 => format!("取值 收入\n    计分 比例 目标 {at} 万元 封顶 满分 保底 0 分"),
            1 => "取值 收入\n    计分 比例 目标 目标收入 封顶 满分 保底 0 分".to_owned(),
            2 => format!(
                "取值 面积\n    计分 分档 {{ 不低于 {above} 平方米 : 满分 ; 不低于 {at} 平方米 : {half} 分 ; 其余 : 0 分 }}"
            ),
            3 => "取值 密度\n    计分 极差 范围 同 类型 底 60 幅 40 相等 得 满分".to_owned(),
            4 => format!("取值 面积\n    计分 插值 {{ {at} 平方米 : 0 分 ; {above} 平方米 : 满分 }} 两端 持平"),
            5 => "取值 收入\n    计分 名次 范围 全部 降序 首名 满分 每降一位 减 1 分 保底 0 分 并列 同名次".to_owned(),
            _ => format!("取值 人数\n    计分 比例 目标 {at} 人 封顶 满分 保底 0 分\n    缺失 得 0 分"),
        };
        let code = format!("{}{}", ["A", "B", "C"][head], code);
        format!("  指标 {code} \"{}{code}\" {full} 分 {{\n    依据 第一条\n    {clauses}\n  }}\n", CODES[head])
    }
}

impl RuleSet {
    fn of(random: &mut Random) -> Self {
        let heads = (0..2 + random.below(2)).map(|_| {
            let count = 1 + random.below(3);
            (1..=count).map(|code| Indicator::of(random, code)).collect()
        });
        Self {
            heads: heads.collect(),
            target: 50 + 10 * random.below(8),
            density: random.below(3),
            bonus: random.below(4),
            cap: random.one_in(3).then(|| 20 + 5 * random.below(10)),
            lines: [20 + random.below(15), 5 + random.below(12)],
            quota: 10 * (1 + random.below(9)),
            veto: random.below(60),
        }
    }

    /// The same after an edit.
    fn edit(&mut self, random: &mut Random) {
        let at = random.below(self.heads.len());
        let head = &mut self.heads[at];
        match random.below(12) {
            0 => {
                let code = head.iter().map(|indicator| indicator.code).max().unwrap() + 1;
                head.push(Indicator::of(random, code));
            }
            1 if head.len() > 1 => {
                let gone = random.below(head.len());
                head.remove(gone);
            }
            2 => self.target = 50 + 10 * random.below(8),
            3 => self.density = random.below(3),
            4 => self.bonus = random.below(4),
            5 => self.cap = random.one_in(2).then(|| 20 + 5 * random.below(10)),
            6 => self.lines = [20 + random.below(15), 5 + random.below(12)],
            7 => self.quota = 10 * (1 + random.below(9)),
            8 => self.veto = random.below(60),
            _ => {
                let one = random.below(head.len());
                head[one].edit(random);
            }
        }
    }

    /// The text; shuffled, its items and indicators stand in another order.
    pub(crate) fn text(&self, random: &mut Random, shuffled: bool) -> String {
        let full = |head: &[Indicator]| head.iter().map(|indicator| indicator.full).sum::<usize>();
        let whole: usize = self.heads.iter().map(|head| full(head)).sum();
        let density = ["收入 / 面积", "( 收入 + 10 万元 ) / 面积", "收入 / ( 面积 + 5 平方米 )"][self.density];
        let mut items = vec![
            format!("参数 目标收入 = {} 万元 依据 \"通知\"\n", self.target),
            format!("定义 密度 = {density}\n"),
            format!("加分 {{\n  \"重点\" 若 重点 则 {} 分 否则 0 分\n}}\n", self.bonus),
            format!("否决 太少 收入 低于 {} 万元 则 不予定等 依据 第二条\n", self.veto),
            format!(
                "等次 依据 第三条 {{\n  优秀 总分 不低于 {} 分 名额 参评园区的 {}% 向上取整 并列 比 A 仍同 全退\n  良好 总分 不低于 {} 分\n  其余 \"一般\"\n}}\n",
                self.lines[0], self.quota, self.lines[1]
            ),
        ];
        items.extend(self.cap.map(|cap| format!("总分 {{ 封顶 {cap} 分 }}\n")));
        for (at, head) in self.heads.iter().enumerate() {
            let mut indicators: Vec<String> = head.iter().map(|indicator| indicator.text(at)).collect();
            if shuffled {
                shuffle(&mut indicators, random);
            }
            let code = ["A", "B", "C"][at];
            items.push(format!(
                "方面 {code} \"{}\" {} 分 依据 第一条 {{\n{}}}\n",
                CODES[at],
                full(head),
                indicators.concat()
            ));
        }
        if shuffled {
            shuffle(&mut items, random);
        }
        format!(
            "规则集 \"生成\" 示例\n周期 2023-01-01 至 2023-12-31\n满分 {whole} 分\n舍入 指标 2 位 四舍五入\n数据 园区 \"parks.csv\" {{\n  编号 文本 主键\n  类型 枚举 {{ 综合, 专业 }}\n  收入 万元\n  面积 平方米\n  人数 人 可缺失\n  重点 是否\n}}\n{}",
            items.concat()
        )
    }
}

fn shuffle(items: &mut [String], random: &mut Random) {
    for at in (1..items.len()).rev() {
        items.swap(at, random.below(at + 1));
    }
}

impl Pair {
    pub(crate) fn of(random: &mut Random) -> Self {
        let old = RuleSet::of(random);
        let mut new = old.clone();
        for _ in 0..=random.below(12) {
            new.edit(random);
        }
        let mut data = String::from("编号,类型,收入,面积,人数,重点\n");
        for park in 0..3 + random.below(4) {
            let kind = random.of_all(&["综合", "专业"]);
            let people = if random.one_in(4) { String::new() } else { random.below(120).to_string() };
            let (income, area) = (1 + random.below(150), 1 + random.below(150));
            data.push_str(&format!("P{park},{kind},{income},{area},{people},{}\n", random.of_all(&["是", "否"])));
        }
        Self { old, new, data }
    }
}
