//! What the rules say.

use super::wording::Wording;
use crate::core::{Moment, MomentTest, Statistic, Tail, Ties, Winsorising};
use crate::finding::Language;
use crate::number::{Number, RoundingMode};
use crate::result::{Call, CallFunction, Called, Clause};

impl Wording<'_> {
    /// The words of the rule.
    pub(super) fn clause(&self, clause: &Clause) -> String {
        match clause {
            Clause::Written(text) => text.clone(),
            Clause::Call(call) => self.call(call),
        }
    }

    /// «平均(取值 范围 同 园区类型)»
    fn call(&self, call: &Call) -> String {
        let of = self.called(call);
        match &call.function {
            CallFunction::Statistic(statistic) => {
                let (name, inside, after) = self.statistic(statistic);
                format!("{name}({of}{inside}){after}")
            }
            CallFunction::Rank { descending, ties } => {
                let order = if *descending { "" } else { self.say(" 升序", " ascending") };
                let ties = match ties {
                    Ties::Competition => "",
                    Ties::Last => self.say(" 并列 最低名次", " ties last_shared_rank"),
                    Ties::Dense => self.say(" 并列 连续", " ties dense_rank"),
                    Ties::Average => self.say(" 并列 平均", " ties average_rank"),
                };
                format!("{}({of}{order}{ties})", self.say("名次", "rank"))
            }
        }
    }

    /// «取值 范围 同 园区类型»
    fn called(&self, call: &Call) -> String {
        let value = match &call.of {
            Called::Value => self.say("取值", "value").to_owned(),
            Called::Score => self.say("得分", "mark").to_owned(),
            Called::Subjects(name) => name.clone(),
            Called::Clause(clause) => self.clause(clause),
        };
        let shared = || format!("{} {}", self.say("同", "same"), call.same.join(self.say("、", ", ")));
        let scope = match (call.participating, call.same.is_empty()) {
            (true, true) => self.say("参评", "participates").to_owned(),
            (true, false) => format!("{} {}", self.say("参评", "participates"), shared()),
            (false, true) => self.say("全部", "everyone").to_owned(),
            (false, false) => shared(),
        };
        let all = format!("{value} {} {scope}", self.say("范围", "scope"));
        if call.filter.is_empty() {
            return all;
        }
        let filter: Vec<String> = call.filter.iter().map(|clause| self.clause(clause)).collect();
        format!("{all} {} {}", self.say("其中", "where"), filter.join(self.say(" 且 ", " and ")))
    }

    /// A figure as a call: its name, what stands before the closing bracket, and what after it.
    fn statistic(&self, statistic: &Statistic) -> (&'static str, String, String) {
        let accurate = |places: u32, mode: RoundingMode| format!(" {}", self.accurate_to(places, mode));
        let of =
            |sample: bool| if sample { self.say(" 样本", " sample") } else { self.say(" 总体", " population") };
        let plain = |zh, en| (self.say(zh, en), String::new(), String::new());
        match statistic {
            Statistic::Count | Statistic::CountDistinct => plain("计数", "count"),
            Statistic::Exists => plain("存在", "exists"),
            Statistic::Sum | Statistic::SumOfGreatest { .. } => plain("求和", "sum"),
            Statistic::Min => plain("最小", "min"),
            Statistic::Max => plain("最大", "max"),
            Statistic::Mean => plain("平均", "average"),
            Statistic::Only => plain("取", "pick"),
            Statistic::TrimmedMean { high, low } => {
                (self.say("截尾平均", "trimmed_mean"), self.dropped(high, low), String::new())
            }
            Statistic::Quantile { at, kind: 7 } if Number::ratio(1, 2).is_some_and(|half| half == **at) => {
                plain("中位数", "median")
            }
            Statistic::Quantile { at, kind } => {
                let at = (&**at * &Number::from_integer(100)).to_readable(6);
                let inside = match self.language {
                    Language::Zh => format!(" 位置 {at}% 类型 {kind}"),
                    Language::En => format!(" position {at}% quantile_type {kind}"),
                };
                (self.say("分位数", "quantile"), inside, String::new())
            }
            Statistic::Variance { sample } => (self.say("方差", "variance"), of(*sample).to_owned(), String::new()),
            Statistic::StandardDeviation { sample, places, mode } => {
                (self.say("标准差", "standard_deviation"), of(*sample).to_owned(), accurate(*places, *mode))
            }
            Statistic::GeometricMean { places, mode } => {
                (self.say("几何平均", "geometric_mean"), String::new(), accurate(*places, *mode))
            }
            Statistic::HarmonicMean => plain("调和平均", "harmonic_mean"),
            Statistic::Skewness { sample, places, mode } => {
                (self.say("偏度", "skewness"), of(*sample).to_owned(), accurate(*places, *mode))
            }
            Statistic::Kurtosis { sample } => (self.say("峰度", "kurtosis"), of(*sample).to_owned(), String::new()),
            Statistic::Gini => plain("基尼系数", "gini"),
            Statistic::Winsorised { tail, rule } => {
                let end = match tail {
                    Tail::Lower => self.say(" 的下端", ", its lower end"),
                    Tail::Upper => self.say(" 的上端", ", its upper end"),
                };
                (self.say("缩尾", "winsorised"), self.winsorising(rule), end.to_owned())
            }
        }
    }

    /// « 位置 5% 至 95% 类型 7»
    fn winsorising(&self, rule: &Winsorising) -> String {
        match rule {
            Winsorising::Positions { from, to, kind } => {
                let percent = |at: &Number| format!("{}%", (at * &Number::from_integer(100)).to_readable(6));
                let (from, to) = (percent(from), percent(to));
                match self.language {
                    Language::Zh => format!(" 位置 {from} 至 {to} 类型 {kind}"),
                    Language::En => format!(" position {from} to {to} quantile_type {kind}"),
                }
            }
            Winsorising::Until { sample, tests, all, most } => {
                let of = if *sample { self.say("样本", "sample") } else { self.say("总体", "population") };
                let test = |test: &MomentTest| {
                    let moment = match test.moment {
                        Moment::Skewness => self.say("偏度", "skewness"),
                        Moment::Kurtosis => self.say("峰度", "kurtosis"),
                    };
                    let word = self.comparison(test.comparison, None, false);
                    format!("{moment} {word} {}", test.bound.to_readable(6))
                };
                let tests: Vec<String> = tests.iter().map(test).collect();
                let and = if *all { self.say(" 且 ", " and ") } else { self.say(" 或 ", " or ") };
                let until = tests.join(and);
                match self.language {
                    Language::Zh => format!(" {of} 直到 {until} 至多 {most} 个"),
                    Language::En => format!(" {of} until {until} up_to {most} 个"),
                }
            }
        }
    }

    /// « 去高 1 去低 1»
    pub(super) fn dropped(&self, high: &impl std::fmt::Display, low: &impl std::fmt::Display) -> String {
        match self.language {
            Language::Zh => format!(" 去高 {high} 去低 {low}"),
            Language::En => format!(" drop_high {high} drop_low {low}"),
        }
    }

    /// «精确到 4 位»
    pub(super) fn accurate_to(&self, places: u32, mode: RoundingMode) -> String {
        let to = match self.language {
            Language::Zh => format!("精确到 {places} 位"),
            Language::En => format!("accurate_to {places} places"),
        };
        // 四舍五入 goes without saying.
        if mode.is_half_up() { to } else { format!("{to} {}", self.mode(mode)) }
    }
}
