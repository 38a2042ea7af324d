//! The institutions of a park and their yearly figures.

use crate::{
    credit_code::credit_code,
    day::{Day, day},
    decimal::{six_places, two_places},
    park::{Departed, Facts, Kind, Park},
    rng::SplitMix64,
    spread::{Slot, spread},
    table::{Tables, or_empty, row, yes},
};

/// 机构类别 of human resources services.
const HR: &str = "人力资源服务";
/// 机构类别 of the other institutions that count.
const OTHER: &str = "其他";
/// 机构类别 that never counts (口径 A9).
const SUPPORT: &str = "配套服务";

/// 3000 and 6000 万元 in hundredths.
const LINE_3000: i64 = 300_000;
/// See [`LINE_3000`].
const LINE_6000: i64 = 600_000;

/// One institution with its figures for the last year and the revenues of the years before (hundredths of 万元).
struct Org {
    /// 机构类别.
    category: &'static str,
    /// 是否专业性.
    spec: bool,
    /// 是否百强.
    top100: bool,
    /// 入园日.
    entry: Day,
    /// The first year with figures.
    since: i64,
    /// 退园日.
    exit: Option<Day>,
    /// 营业收入.
    rev: i64,
    /// 营业收入 of the year before.
    rev_prev: i64,
    /// 营业收入 two years before.
    rev_base: i64,
    /// 代收代付.
    agency: i64,
    /// 特色产业收入.
    spec_rev: i64,
    /// 税收.
    tax: i64,
}

/// Writes the park's institutions; `serial` numbers the institutions of the whole data set.
pub(crate) fn write(tables: &mut Tables, rng: &mut SplitMix64, serial: &mut i64, park: &Park) -> Result<(), String> {
    let mut orgs = counted(rng, park);
    set_revenues(rng, park, &mut orgs)?;
    set_parts(rng, &park.facts, park.golden, &mut orgs)?;
    orgs.extend((0..park.support).map(|_| support(rng, park.year)));
    orgs.extend(park.departed.iter().map(|gone| departed(rng, park.year, gone)));
    for org in &orgs {
        *serial += 1;
        write_org(tables, park, *serial, org)?;
    }
    Ok(())
}

/// The institutions that count, still without figures: those of human resources first, the 专业性 ones leading.
fn counted(rng: &mut SplitMix64, park: &Park) -> Vec<Org> {
    let facts = &park.facts;
    (0..facts.orgs)
        .map(|at| {
            let hr = at < facts.hr;
            // In a 专业性 park the first of the others is 专业性 as well: it must not count as a 专业机构.
            let spec = if hr { at < facts.spec_orgs } else { at == facts.hr && facts.kind == Kind::Special };
            let (since, entry) = entry(rng, at, park);
            Org {
                top100: at < park.top100,
                exit: if at == 1 { park.leaves_later } else { None },
                ..blank(if hr { HR } else { OTHER }, spec, since, entry)
            }
        })
        .collect()
}

/// An institution without figures.
fn blank(category: &'static str, spec: bool, since: i64, entry: Day) -> Org {
    Org {
        category,
        spec,
        top100: false,
        entry,
        since,
        exit: None,
        rev: 0,
        rev_prev: 0,
        rev_base: 0,
        agency: 0,
        spec_rev: 0,
        tax: 0,
    }
}

/// 入园日: the last institution came in the last year and the two before it in the first, if the park has enough small ones.
fn entry(rng: &mut SplitMix64, at: i64, park: &Park) -> (i64, Day) {
    let (facts, year) = (&park.facts, park.year);
    let from_end = facts.orgs - 1 - at;
    let small = at > facts.n3000 + 2;
    match from_end {
        0 if small => (year, day(year, 1, 9).plus(rng.between(0, 150))),
        1 | 2 if small => (year - 1, day(year - 1, 2, 14).plus(rng.between(0, 240))),
        _ => (year - 2, day(2019, 7, 1).plus(rng.between(0, 700))),
    }
}

/// Divides the revenues of the three years.
fn set_revenues(rng: &mut SplitMix64, park: &Park, orgs: &mut [Org]) -> Result<(), String> {
    let (facts, golden, year) = (&park.facts, park.golden, park.year);
    let slots: Vec<Slot> = (0..).zip(orgs.iter()).map(|(at, org)| band(rng, facts, golden, at, org.spec)).collect();
    let now = spread(&format!("{} 营业收入 {year}", facts.id), facts.rev, &slots)?;
    for (org, rev) in orgs.iter_mut().zip(now) {
        org.rev = rev;
    }
    let before = spread(&format!("{} 营业收入 {}", facts.id, year - 1), facts.rev_prev, &earlier(rng, orgs, year - 1))?;
    let base =
        spread(&format!("{} 营业收入 {}", facts.id, year - 2), facts.rev_2y_base, &earlier(rng, orgs, year - 2))?;
    for ((org, before), base) in orgs.iter_mut().zip(before).zip(base) {
        org.rev_prev = before;
        org.rev_base = base;
    }
    Ok(())
}

/// The bounds of an institution's revenue that make the counts above 3000 and 6000 万元 come out.
fn band(rng: &mut SplitMix64, facts: &Facts, golden: bool, at: i64, spec: bool) -> Slot {
    let rank = size_rank(facts, at);
    let pinned = |amount| Slot { low: amount, high: amount, weight: 1 };
    if rank < facts.n6000 {
        Slot { low: LINE_6000 + 1, high: 3_000_000, weight: rng.between(300, 900) }
    } else if rank < facts.n3000 {
        // Exactly 6000 is above 3000 and not above 6000.
        if golden && rank == facts.n3000 - 1 && rank > facts.n6000 {
            return pinned(LINE_6000);
        }
        // The high bounds are drawn, so that shares that reach them do not pile up on one amount.
        Slot { low: LINE_3000 + 1, high: rng.between(480_000, 598_000), weight: rng.between(40, 160) }
    } else if golden && rank == facts.n3000 {
        pinned(LINE_3000)
    } else {
        // The product makes many small institutions and few large ones.
        let skewed = rng.between(2, 10) * rng.between(2, 10);
        let high = rng.between(220_000, 299_500);
        Slot { low: 2_000, high, weight: if spec { 5 * skewed } else { skewed } }
    }
}

/// The place of an institution among the size bands; in a 综合性 park the first place is one of the others (口径 A7).
fn size_rank(facts: &Facts, at: i64) -> i64 {
    let swap = facts.kind == Kind::General && facts.hr < facts.orgs;
    match at {
        0 if swap => facts.hr,
        _ if swap && at == facts.hr => 0,
        _ => at,
    }
}

/// The bounds of the revenues of an earlier year: near that of the last year, and nothing before the institution came.
fn earlier(rng: &mut SplitMix64, orgs: &[Org], year: i64) -> Vec<Slot> {
    orgs.iter()
        .map(|org| {
            if org.since > year {
                return Slot { low: 0, high: 0, weight: 1 };
            }
            Slot { low: org.rev * 3 / 10, high: org.rev * 3, weight: org.rev / 100 * rng.between(70, 130) }
        })
        .collect()
}

/// Divides 代收代付, 特色产业收入 and 税收 of the last year.
fn set_parts(rng: &mut SplitMix64, facts: &Facts, golden: bool, orgs: &mut [Org]) -> Result<(), String> {
    let agency: Vec<Slot> = orgs.iter().map(|org| agency_slot(rng, org)).collect();
    let spec: Vec<Slot> = orgs.iter().map(|org| spec_slot(rng, org)).collect();
    let tax: Vec<Slot> = orgs
        .iter()
        .map(|org| Slot { low: 0, high: org.rev * 15 / 100, weight: org.rev / 100 * rng.between(50, 150) })
        .collect();
    let agency = spread(&format!("{} 代收代付", facts.id), facts.agency, &agency)?;
    // A drawn amount may exceed what the drawn 专业性 institutions earn; a given one must be met.
    let most = spec.iter().map(|slot| slot.high).sum::<i64>() * 97 / 100;
    let spec_rev = if golden { facts.spec_rev } else { facts.spec_rev.min(most) };
    let spec = spread(&format!("{} 特色产业收入", facts.id), spec_rev, &spec)?;
    let tax = spread(&format!("{} 税收", facts.id), facts.tax, &tax)?;
    for (((org, agency), spec), tax) in orgs.iter_mut().zip(agency).zip(spec).zip(tax) {
        org.agency = agency;
        org.spec_rev = spec;
        org.tax = tax;
    }
    Ok(())
}

/// 代收代付 is part of the revenue and mostly falls to human resources services.
fn agency_slot(rng: &mut SplitMix64, org: &Org) -> Slot {
    if org.category == HR {
        Slot { low: 0, high: org.rev * 95 / 100, weight: org.rev / 100 * rng.between(60, 140) }
    } else {
        Slot { low: 0, high: org.rev * 70 / 100, weight: org.rev / 1000 * rng.between(60, 140) }
    }
}

/// 特色产业收入 is counted for 专业性 human resources services alone; the others have none.
fn spec_slot(rng: &mut SplitMix64, org: &Org) -> Slot {
    if org.category == HR && org.spec {
        Slot { low: 0, high: org.rev, weight: org.rev / 100 * rng.between(60, 140) }
    } else {
        Slot { low: 0, high: 0, weight: 1 }
    }
}

/// A 配套服务 unit with figures that must not count.
fn support(rng: &mut SplitMix64, year: i64) -> Org {
    let rev = rng.between(8_000, 90_000);
    let (rev_prev, rev_base) = (rev * rng.between(80, 110) / 100, rev * rng.between(70, 110) / 100);
    let entry = day(2019, 7, 1).plus(rng.between(0, 700));
    Org { rev, rev_prev, rev_base, tax: rev / 40, ..blank(SUPPORT, false, year - 2, entry) }
}

/// An institution that has left; its figures would tell if it were counted.
fn departed(rng: &mut SplitMix64, year: i64, gone: &Departed) -> Org {
    let rev = rng.between(310_000, 480_000);
    let (rev_prev, rev_base) = (rev * rng.between(90, 120) / 100, rev * rng.between(80, 110) / 100);
    let entry = day(2019, 7, 1).plus(rng.between(0, 700));
    let spec_rev = if gone.spec { rev * 6 / 10 } else { 0 };
    Org {
        exit: Some(gone.exit),
        top100: gone.top100,
        rev,
        rev_prev,
        rev_base,
        agency: rev / 2,
        spec_rev,
        tax: rev / 30,
        ..blank(HR, gone.spec, year - 2, entry)
    }
}

/// Writes the rows of one institution.
fn write_org(tables: &mut Tables, park: &Park, serial: i64, org: &Org) -> Result<(), String> {
    let code = credit_code(park.county.region, serial)?;
    let licence =
        if org.category == HR { format!("示例人服证〔2021〕第{serial:04}号") } else { String::new() };
    tables.orgs.push(row![
        park.facts.id,
        code,
        name(org.category, serial),
        org.category,
        licence,
        yes(org.spec),
        yes(org.top100),
        org.entry,
        or_empty(org.exit),
    ]);
    for (year, rev) in [(park.year - 2, org.rev_base), (park.year - 1, org.rev_prev), (park.year, org.rev)] {
        if year >= org.since {
            tables.org_year.push(year_row(&code, year, rev, org, park.year));
        }
    }
    Ok(())
}

/// The row of one year; the parts of earlier years keep the proportions of the last.
fn year_row(code: &str, year: i64, rev: i64, org: &Org, last: i64) -> Vec<String> {
    let part = |of_last: i64| of_last * rev / org.rev.max(1);
    // The template of the second cycle asks for 税收 in 亿元.
    let tax = if last == 2023 { two_places(part(org.tax)) } else { six_places(part(org.tax)) };
    row![code, year, two_places(rev), two_places(part(org.agency)), two_places(part(org.spec_rev)), tax, "审计"]
}

/// A name that cannot be taken for a real firm.
fn name(category: &str, serial: i64) -> String {
    let stem = match (category, serial % 4) {
        (HR, 0) => "劳务服务有限公司",
        (HR, 1) => "人力资源有限公司",
        (HR, 2) => "人才服务有限公司",
        (HR, _) => "企业管理咨询有限公司",
        (OTHER, 0) => "软件科技有限公司",
        (OTHER, 1) => "财税服务有限公司",
        (OTHER, 2) => "法律咨询有限公司",
        (OTHER, _) => "教育培训有限公司",
        (_, 0) => "餐饮服务有限公司",
        (_, 1) => "物业服务有限公司",
        (_, 2) => "文印服务有限公司",
        _ => "便利店有限公司",
    };
    format!("示例{stem}{serial:03}")
}
