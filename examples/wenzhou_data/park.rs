//! What is known of a park before its tables are written.

use crate::day::{Day, day};

/// 园区类型.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Kind {
    /// 综合性.
    #[default]
    General,
    /// 专业性.
    Special,
}

impl Kind {
    /// The word of the tables.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Kind::General => "综合性",
            Kind::Special => "专业性",
        }
    }

    /// The 条款 judged for the type: some concern one type only.
    pub(crate) fn clauses(self) -> &'static [&'static str] {
        match self {
            Kind::General => &["R6", "R11a", "R13", "R14a", "R15a", "R18", "R19", "R20c"],
            Kind::Special => &["R6", "R11a", "R13", "R14a", "R16a", "R18", "R19", "R21a", "R21b"],
        }
    }
}

/// A county-level unit with its 行政区划 code.
#[derive(Clone, Copy)]
pub(crate) struct County {
    /// The name as the rule files enumerate it.
    pub(crate) name: &'static str,
    /// The six-digit code, used inside credit codes.
    pub(crate) region: &'static str,
}

/// The twelve county-level units.
pub(crate) const COUNTIES: [County; 12] = [
    County { name: "鹿城区", region: "330302" },
    County { name: "龙湾区", region: "330303" },
    County { name: "瓯海区", region: "330304" },
    County { name: "洞头区", region: "330305" },
    County { name: "瑞安市", region: "330381" },
    County { name: "乐清市", region: "330382" },
    County { name: "龙港市", region: "330383" },
    County { name: "永嘉县", region: "330324" },
    County { name: "平阳县", region: "330326" },
    County { name: "苍南县", region: "330327" },
    County { name: "文成县", region: "330328" },
    County { name: "泰顺县", region: "330329" },
];

/// The county of that name.
pub(crate) fn county(name: &str) -> Result<County, String> {
    COUNTIES.into_iter().find(|county| county.name == name).ok_or_else(|| format!("no county {name}"))
}

/// The facts of a park: the columns of `facts.csv` that are not derived from others.
///
/// Amounts are in hundredths of 万元, `sat` and `exb` in tenths.
#[derive(Default)]
pub(crate) struct Facts {
    /// 园区编号.
    pub(crate) id: String,
    /// 园区名称.
    pub(crate) name: String,
    /// 园区类型.
    pub(crate) kind: Kind,
    /// 园区数 is 多个.
    pub(crate) multi: bool,
    /// 建筑面积, also 可租面积 (㎡).
    pub(crate) area: i64,
    /// 已租面积 (㎡).
    pub(crate) leased: i64,
    /// 分园区 besides the main park.
    pub(crate) subs: i64,
    /// 入园机构.
    pub(crate) orgs: i64,
    /// 人力资源服务机构.
    pub(crate) hr: i64,
    /// 专业性人力资源服务机构.
    pub(crate) spec_orgs: i64,
    /// 营业收入 of the last year.
    pub(crate) rev: i64,
    /// 营业收入 of the year before.
    pub(crate) rev_prev: i64,
    /// 营业收入 two years before.
    pub(crate) rev_2y_base: i64,
    /// 代收代付 of the last year.
    pub(crate) agency: i64,
    /// 特色产业收入 of the last year.
    pub(crate) spec_rev: i64,
    /// 税收 of the last year.
    pub(crate) tax: i64,
    /// 培训人次, both years; a column of the second cycle.
    pub(crate) train: i64,
    /// 营业面积 of the last year (㎡), a column of the second cycle; not reported when absent.
    pub(crate) business_area: Option<i64>,
    /// 差错项 of the two 核查; a table of the second cycle.
    pub(crate) faults: i64,
    /// Institutions with more than 3000 万元.
    pub(crate) n3000: i64,
    /// Institutions with more than 6000 万元.
    pub(crate) n6000: i64,
    /// 专职人员.
    pub(crate) staff: i64,
    /// There is a 管理机构.
    pub(crate) body: bool,
    /// 政策体系 grade.
    pub(crate) pol: i64,
    /// 应兑现.
    pub(crate) due_amt: i64,
    /// 已兑现.
    pub(crate) paid_amt: i64,
    /// 办结 cases.
    pub(crate) case_n: i64,
    /// Those 办结 in time.
    pub(crate) case_ok: i64,
    /// 服务事项.
    pub(crate) items: i64,
    /// 服务人次, both years.
    pub(crate) served: i64,
    /// 活动场次.
    pub(crate) acts: i64,
    /// 公益 among them.
    pub(crate) pub_acts: i64,
    /// 满意率 of the last year (tenths of a per cent).
    pub(crate) sat: i64,
    /// 有效样本 of the last year.
    pub(crate) samp: i64,
    /// C5 marks of the experts.
    pub(crate) ex: Vec<i64>,
    /// E5 marks of the experts (tenths).
    pub(crate) exb: Vec<i64>,
    /// 促进就业, both years.
    pub(crate) jobs: i64,
    /// 引进人才, both years.
    pub(crate) tal: i64,
    /// 劳务联络站.
    pub(crate) stations: i64,
    /// 合作小微企业园.
    pub(crate) smpk: i64,
    /// 合作院校.
    pub(crate) schools: i64,
    /// 迟报 quarters.
    pub(crate) rep_late: i64,
    /// 漏报 quarters.
    pub(crate) rep_miss: i64,
    /// 错报次数.
    pub(crate) rep_err: i64,
    /// 查实 违规案件.
    pub(crate) viol: i64,
}

/// A park as it is to be written: its facts and all that the facts leave open.
pub(crate) struct Park {
    /// The facts the tables add up to.
    pub(crate) facts: Facts,
    /// The second and last year of the cycle.
    pub(crate) year: i64,
    /// 归属县.
    pub(crate) county: County,
    /// 认定日期.
    pub(crate) founded: Day,
    /// 升级省级园.
    pub(crate) upgraded: bool,
    /// A golden park: 特色产业收入 is met exactly, and there are institutions with exactly 3000 and 6000 万元, which
    /// 超过 leaves out.
    pub(crate) golden: bool,
    /// 百强 institutions among those counted.
    pub(crate) top100: i64,
    /// Institutions gone by the reference day, which must not count.
    pub(crate) departed: Vec<Departed>,
    /// A counted institution that left after the reference day.
    pub(crate) leaves_later: Option<Day>,
    /// 配套服务 units.
    pub(crate) support: i64,
    /// 兑现 rows without 办结日.
    pub(crate) pending: i64,
    /// Agreements beyond one valid agreement per partner.
    pub(crate) agreements: Vec<Agreement>,
    /// Incidents other than confirmed 违规案件: 类别 and 查实.
    pub(crate) incidents: Vec<(&'static str, bool)>,
    /// Honours: number of the matter in the park, and 级别.
    pub(crate) honors: Vec<(i64, &'static str)>,
    /// 重大事项: 发生日 and 报告日.
    pub(crate) changes: Vec<(Day, Option<Day>)>,
    /// 上报日 of the summaries for the two years.
    pub(crate) summaries: [Option<Day>; 2],
    /// A sixth expert who is recused.
    pub(crate) recused: bool,
    /// 条款 and 结论 other than 符合; `None` leaves the row out.
    pub(crate) verdicts: Vec<(&'static str, Option<&'static str>)>,
    /// 申报, which the first cycle alone has.
    pub(crate) application: Option<Application>,
    /// 整改 after the last cycle: whether it was carried out.
    pub(crate) rectified: Option<bool>,
}

/// An institution that has left.
pub(crate) struct Departed {
    /// 退园日, not after the reference day.
    pub(crate) exit: Day,
    /// 是否专业性.
    pub(crate) spec: bool,
    /// 是否百强.
    pub(crate) top100: bool,
}

/// An agreement with a partner, of which only those valid on the reference day count.
pub(crate) struct Agreement {
    /// 合作类别.
    pub(crate) category: Category,
    /// The partner's number in its category; that of an existing partner makes a duplicate.
    pub(crate) number: i64,
    /// 生效日.
    pub(crate) from: Day,
    /// 失效日.
    pub(crate) until: Option<Day>,
}

/// 合作类别.
#[derive(Clone, Copy)]
pub(crate) enum Category {
    /// 劳务联络站.
    Station,
    /// 小微企业园.
    SmallPark,
    /// 特色产业院校.
    School,
}

impl Category {
    /// The word of the tables.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Category::Station => "劳务联络站",
            Category::SmallPark => "小微企业园",
            Category::School => "特色产业院校",
        }
    }

    /// The letters before the partner's number.
    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Category::Station => "LW",
            Category::SmallPark => "XW",
            Category::School => "YX",
        }
    }
}

/// 申报: the four materials, the display and the objection.
pub(crate) struct Application {
    /// 申建函件, 软硬件建设情况, 入园机构及配套服务单位情况, 已出台政策文件.
    pub(crate) materials: [bool; 4],
    /// 公示发布日 and 公示截止日.
    pub(crate) display: Option<(Day, Day)>,
    /// 异议.
    pub(crate) objection: &'static str,
}

impl Application {
    /// Everything in order.
    pub(crate) fn complete() -> Self {
        Self { materials: [true; 4], display: Some((day(2022, 1, 26), day(2022, 2, 7))), objection: "无" }
    }
}

impl Park {
    /// A park with nothing unusual about it.
    pub(crate) fn plain(facts: Facts, county: County, founded: Day) -> Self {
        Self {
            facts,
            year: 2023,
            county,
            founded,
            upgraded: false,
            golden: false,
            top100: 0,
            departed: Vec::new(),
            leaves_later: None,
            support: 2,
            pending: 0,
            agreements: Vec::new(),
            incidents: Vec::new(),
            honors: Vec::new(),
            changes: Vec::new(),
            summaries: [Some(day(2023, 3, 20)), Some(day(2024, 3, 25))],
            recused: false,
            verdicts: Vec::new(),
            application: None,
            rectified: None,
        }
    }
}
