//! The synthetic parks: facts drawn from a seed, spread over all grades.

use crate::{
    day::{Day, day},
    level::{LEADING, Level, MIDDLING, STEADY, WEAK},
    park::{Agreement, Application, COUNTIES, Category, County, Departed, Facts, Kind, Park},
    rng::SplitMix64,
};

/// Trades of the region, for the names of 专业性 parks.
const TRADES: [&str; 10] = ["电气", "鞋服", "泵阀", "汽摩配", "眼镜", "印包", "锁具", "教玩具", "制笔", "新能源"];

/// A shape that one park of the set is given besides its level.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Special {
    /// Nothing.
    None,
    /// A confirmed 群体事件, which caps the grade.
    Capped,
    /// A 兑现 head under 70 per cent with a high total.
    Lopsided,
    /// 弄虚作假, confirmed.
    Fraud,
    /// 重大安全事故, confirmed.
    Accident,
    /// 升级省级园.
    Upgraded,
    /// Four 分园区 with a recorded explanation.
    FourBranches,
    /// Four 分园区 without one.
    FourUnexplained,
}

/// Draws the parks.
pub(crate) fn parks(rng: &mut SplitMix64, count: i64) -> Vec<Park> {
    // One 综合性 park per county is allowed; three parks in ten reach that limit at forty parks.
    let general = (count * 3 / 10).clamp(1, 12);
    let mut places: Vec<(i64, Kind, County)> = Vec::new();
    for (number, county) in (1..=count).zip(COUNTIES.iter().cycle()) {
        let kind = if number <= general { Kind::General } else { Kind::Special };
        // The 专业性 parks beyond one round of the counties fall where the draw puts them.
        let county = if number <= 12 { *county } else { rng.pick(&COUNTIES, *county) };
        places.push((number, kind, county));
    }
    let mut shapes = shapes(count);
    rng.shuffle(&mut shapes);
    places
        .into_iter()
        .zip(shapes)
        .map(|((number, kind, county), shape)| draw(rng, number, kind, county, shape))
        .collect()
}

/// The levels of all parks in fixed proportions, and the special shapes on the first parks of a level.
fn shapes(count: i64) -> Vec<(&'static Level, Special)> {
    let share = |pct: i64| (count * pct + 50) / 100;
    let (leading, weak, middling) = (share(38), share(12), share(20));
    let steady = count - leading - weak - middling;
    let mut shapes = Vec::new();
    let specials: [(&'static Level, i64, &[Special]); 4] = [
        (&LEADING, leading, &[Special::Capped, Special::Lopsided, Special::Upgraded]),
        (&STEADY, steady, &[Special::Fraud, Special::FourBranches, Special::FourUnexplained]),
        (&MIDDLING, middling, &[Special::Accident]),
        (&WEAK, weak, &[]),
    ];
    for (level, parks, special) in specials {
        let special = special.iter().copied().chain(std::iter::repeat(Special::None));
        shapes.extend((0..parks).zip(special).map(|(_, special)| (level, special)));
    }
    shapes
}

/// Draws one park.
fn draw(rng: &mut SplitMix64, number: i64, kind: Kind, county: County, (level, special): (&Level, Special)) -> Park {
    let mut facts = sizes(rng, kind, level, special);
    facts.id = format!("S{number:03}");
    facts.name = match kind {
        Kind::General => format!("示例{}综合园", county.name),
        Kind::Special => format!("示例{}{}专业园{number:02}", county.name, rng.pick(&TRADES, "电气")),
    };
    set_revenue(rng, level, &mut facts);
    set_services(rng, level, special, &mut facts);
    let founded = day(2019, 6, 1).plus(rng.between(0, 900));
    let mut park = Park::plain(facts, county, founded);
    park.support = rng.between(1, 4);
    // Open cases hold up to three hundredths of the amount due; a park that has paid nearly all has none.
    let nearly_all = park.facts.paid_amt * 100 > park.facts.due_amt * 96;
    park.pending = if nearly_all { 0 } else { rng.between(0, 3) };
    park.upgraded = special == Special::Upgraded;
    park.recused = rng.chance(15);
    park.departed = departures(rng);
    park.leaves_later = rng.chance(20).then(|| day(2024, 1, 1).plus(rng.between(0, 60)));
    park.agreements = agreements(rng, &park.facts);
    park.changes = changes(rng, level);
    park.summaries = summaries(rng, level);
    park.incidents = incidents(rng, special);
    set_honors(rng, level, &mut park);
    park.verdicts = verdicts(rng, level, special, kind);
    park.application = Some(application(rng));
    park
}

/// Areas, institutions and staff; the other facts still zero.
fn sizes(rng: &mut SplitMix64, kind: Kind, level: &Level, special: Special) -> Facts {
    let four = matches!(special, Special::FourBranches | Special::FourUnexplained);
    let multi = four || (kind == Kind::General && rng.chance(25));
    let (single, least) = if kind == Kind::General { (5_000, 20) } else { (3_000, 15) };
    let area = if multi { 10_000 } else { single } * rng.within(level.area_pct) / 100;
    let hr = (least + rng.within(level.hr_over)).max(3);
    let (orgs, spec_orgs) = institutions(rng, kind, level, hr);
    Facts {
        kind,
        multi,
        area,
        leased: area * rng.within(level.let_pct) / 100,
        subs: if four {
            4
        } else if multi {
            rng.between(1, 3)
        } else {
            0
        },
        orgs,
        hr,
        spec_orgs,
        staff: rng.within(level.staff),
        body: rng.chance(level.body_pct),
        ..Facts::default()
    }
}

/// 入园机构 and 专业性机构 that give about the 集中度 of the level.
fn institutions(rng: &mut SplitMix64, kind: Kind, level: &Level, hr: i64) -> (i64, i64) {
    let share = rng.within(level.share_pct);
    match kind {
        Kind::General => (hr * 100 / share, hr * rng.between(0, 30) / 100),
        // The line of the 专业性机构 is 20 points lower; their number stays below that of all human resources ones.
        Kind::Special => {
            let orgs = hr * 100 / rng.between(76, 92);
            (orgs, (orgs * (share - 20).max(10) / 100).clamp(1, hr))
        }
    }
}

/// Revenue and its parts in hundredths of 万元, with a number of large institutions that can carry it.
fn set_revenue(rng: &mut SplitMix64, level: &Level, facts: &mut Facts) {
    let revenue = rng.within(level.revenue);
    // The large ones carry at least what the small ones, at some 1500 万元 each, cannot.
    let large = (revenue - facts.orgs * 1_500).max(0);
    facts.n6000 = (large / rng.between(14_000, 20_000)).clamp(0, facts.hr / 3);
    facts.n3000 = (facts.n6000 + large / rng.between(11_000, 16_000)).clamp(facts.n6000, facts.hr / 2);
    // Without this a few small ones could be asked for more than 3000 万元 each.
    if facts.n6000 == 0 && large > 2_000 {
        facts.n6000 = 1;
        facts.n3000 = facts.n3000.max(1);
    }
    facts.rev = revenue * 100 + rng.between(0, 99);
    facts.rev_prev = facts.rev * 1_000 / (1_000 + rng.within(level.growth_pml));
    facts.rev_2y_base = facts.rev_prev * 1_000 / (1_000 + rng.between(-40, 160));
    facts.agency = facts.rev * rng.between(30, 66) / 100;
    facts.tax = facts.rev * rng.within(level.tax_pml) / 1_000;
    if facts.kind == Kind::Special {
        facts.spec_rev = facts.rev / 100 * rng.within(level.special_pct);
    }
}

/// Policies, services, experts, partners and reports.
fn set_services(rng: &mut SplitMix64, level: &Level, special: Special, facts: &mut Facts) {
    let general = facts.kind == Kind::General;
    facts.pol = rng.within(level.policy);
    facts.due_amt = rng.between(9_000, 90_000);
    // At 77 per cent B2 gives 3.40 and the head stays at 10.40 of 15 even with full marks in B1 and B3.
    let paid = if special == Special::Lopsided { 770 } else { rng.within(level.paid_pml) };
    facts.paid_amt = facts.due_amt * paid / 1_000;
    facts.case_n = rng.between(10, 70);
    facts.case_ok = facts.case_n * rng.within(level.prompt_pct) / 100;
    facts.items = rng.within(level.items);
    facts.served = rng.within(level.served) / if general { 1 } else { 2 };
    facts.acts = rng.within(level.acts);
    facts.pub_acts = facts.acts * rng.between(28, 45) / 100;
    facts.sat = rng.within(level.satisfaction_pml);
    facts.samp = rng.within(level.sample);
    facts.ex = (0..5).map(|_| rng.within(level.digital)).collect();
    facts.exb = (0..5).map(|_| rng.within(level.novelty)).collect();
    facts.jobs = rng.within(level.jobs_pct) * if general { 80 } else { 40 } + rng.between(0, 39);
    facts.tal = rng.within(level.talents);
    let [stations, parks, schools] = level.partners;
    if general {
        (facts.stations, facts.smpk) = (rng.within(stations), rng.within(parks));
    } else {
        facts.schools = rng.within(schools);
    }
    let [late, missing, wrong] = level.reports;
    (facts.rep_late, facts.rep_miss, facts.rep_err) = (rng.within(late), rng.within(missing), rng.within(wrong));
    facts.viol = rng.within(level.violations);
}

/// Institutions that left in 2023.
fn departures(rng: &mut SplitMix64) -> Vec<Departed> {
    (0..rng.between(0, 3))
        .map(|_| Departed {
            exit: day(2023, 2, 1).plus(rng.between(0, 333)),
            spec: rng.chance(30),
            top100: rng.chance(5),
        })
        .collect()
}

/// An expired agreement with a further partner, or a second agreement with the first one.
fn agreements(rng: &mut SplitMix64, facts: &Facts) -> Vec<Agreement> {
    let (category, count) = match facts.kind {
        Kind::General => (Category::SmallPark, facts.smpk),
        Kind::Special => (Category::School, facts.schools),
    };
    let mut agreements = Vec::new();
    if rng.chance(25) {
        let until = Some(day(2022, 6, 30).plus(rng.between(0, 500)));
        agreements.push(Agreement { category, number: count + 1, from: day(2020, 7, 1), until });
    }
    if count > 0 && rng.chance(25) {
        agreements.push(Agreement { category, number: 1, from: day(2023, 7, 1), until: None });
    }
    agreements
}

/// 重大事项 in time, late and never reported.
///
/// Fifteen working days never fit into fewer than 15 days nor need more than 35, holidays included, so that the
/// calendar is not needed here.
fn changes(rng: &mut SplitMix64, level: &Level) -> Vec<(Day, Option<Day>)> {
    let [prompt, late, never] = level.changes;
    let mut changes = Vec::new();
    for (count, wait) in
        [(rng.within(prompt), Some((3, 15))), (rng.within(late), Some((40, 70))), (rng.within(never), None)]
    {
        for _ in 0..count {
            let on = day(2022, 2, 10).plus(rng.between(0, 600));
            changes.push((on, wait.map(|wait| on.plus(rng.within(wait)))));
        }
    }
    changes
}

/// 上报日 of two summaries, of which as many are in time as the level draws.
fn summaries(rng: &mut SplitMix64, level: &Level) -> [Option<Day>; 2] {
    let prompt = rng.within(level.summaries);
    let late_first = rng.chance(50);
    let in_time = [prompt == 2 || (prompt == 1 && !late_first), prompt == 2 || (prompt == 1 && late_first)];
    let mut reported = |prompt: bool, due: Day| {
        if prompt { Some(due.plus(-rng.between(0, 20))) } else { rng.chance(60).then(|| due.plus(rng.between(2, 40))) }
    };
    // 2024-03-31 is a Sunday, so that 1 April is in time.
    [reported(in_time[0], day(2023, 3, 31)), reported(in_time[1], day(2024, 4, 1))]
}

/// The special incident, and now and then a 通报 or something that was not confirmed.
fn incidents(rng: &mut SplitMix64, special: Special) -> Vec<(&'static str, bool)> {
    let mut incidents = match special {
        Special::Capped => vec![("重大劳动纠纷群体事件", true)],
        Special::Fraud => vec![("弄虚作假", true)],
        Special::Accident => vec![("重大安全事故", true)],
        _ => Vec::new(),
    };
    if rng.chance(12) {
        incidents.push(("市级及以上通报", true));
    }
    if rng.chance(25) {
        let kinds = ["违规案件", "弄虚作假", "重大劳动纠纷群体事件", "市级及以上通报"];
        incidents.push((rng.pick(&kinds, "违规案件"), false));
    }
    incidents
}

/// Honours and 百强 institutions, more of them where the experts give high marks.
fn set_honors(rng: &mut SplitMix64, level: &Level, park: &mut Park) {
    let strong = level.novelty.1 >= 28;
    for matter in 1..=rng.between(0, if strong { 2 } else { 1 }) {
        if !rng.chance(if strong { 30 } else { 10 }) {
            continue;
        }
        let levels: &[&'static str] =
            rng.pick(&[&["市级"][..], &["省级"][..], &["省级", "市级"][..], &["国家级", "省级"][..]], &["市级"][..]);
        park.honors.extend(levels.iter().map(|level| (matter, *level)));
    }
    if rng.chance(if strong { 30 } else { 5 }) {
        park.top100 = rng.between(1, 3);
    }
}

/// 结论 other than 符合, rare in strong parks.
fn verdicts(
    rng: &mut SplitMix64,
    level: &Level,
    special: Special,
    kind: Kind,
) -> Vec<(&'static str, Option<&'static str>)> {
    let mut verdicts = Vec::new();
    for clause in kind.clauses() {
        if rng.chance(level.doubt_pct) {
            let conclusion = rng.pick(&[Some("基本符合"), Some("基本符合"), Some("不符合"), Some("待定"), None], None);
            verdicts.push((*clause, conclusion));
        }
    }
    if special == Special::FourBranches {
        verdicts.push(("分园区数", Some("符合")));
    }
    verdicts
}

/// 申报 for 2024: the display mostly long enough, in a few parks one day or not yet begun.
fn application(rng: &mut SplitMix64) -> Application {
    let from = day(2024, 3, 4).plus(rng.between(0, 20));
    let days = if rng.chance(12) { rng.between(1, 4) } else { rng.between(20, 25) };
    Application {
        materials: [(); 4].map(|()| rng.chance(97)),
        display: rng.chance(95).then(|| (from, from.plus(days))),
        objection: rng.pick(&["无", "无", "无", "无", "无", "不属实", "查证中", "属实"], "无"),
    }
}
