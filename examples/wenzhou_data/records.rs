//! All tables of a park besides those of its institutions.

use crate::{
    day::{Day, day},
    decimal::one_place,
    park::{Agreement, Category, Park},
    rng::SplitMix64,
    spread::{Slot, spread},
    table::{Tables, or_empty, row, yes},
};

/// The eight 期别 of a cycle and their due days, which are working days.
fn quarters(year: i64) -> Vec<(String, Day)> {
    let due: [(i64, i64); 8] = if year == 2023 {
        [(4, 20), (7, 20), (10, 20), (1, 18), (4, 20), (7, 20), (10, 20), (1, 18)]
    } else {
        [(4, 19), (7, 19), (10, 18), (1, 17), (4, 18), (7, 18), (10, 20), (1, 19)]
    };
    let quarter = |(at, (month, on)): (i64, (i64, i64))| {
        let (of, number) = (year - 1 + at / 4, at % 4 + 1);
        (format!("{of}Q{number}"), day(if number == 4 { of + 1 } else { of }, month, on))
    };
    (0..).zip(due).map(quarter).collect()
}

/// Names of service items; a park offers the first so many of them.
const ITEMS: [&str; 14] = [
    "就业失业登记",
    "招聘信息发布",
    "职业介绍",
    "流动人员档案管理",
    "社会保险业务咨询",
    "劳动用工备案",
    "人力资源服务许可咨询",
    "人才引进落户受理",
    "职称评审申报受理",
    "职业技能等级认定受理",
    "创业担保贷款受理",
    "劳动争议调解",
    "法律咨询",
    "投融资对接",
];

/// Writes the park's rows of every table but those of its institutions.
pub(crate) fn write(tables: &mut Tables, rng: &mut SplitMix64, number: i64, park: &Park) -> Result<(), String> {
    write_park(tables, number, park);
    write_branches(tables, rng, park)?;
    write_park_years(tables, rng, park);
    write_partners(tables, rng, park);
    write_services(tables, park);
    write_cash(tables, rng, park)?;
    write_events(tables, rng, park);
    write_incidents(tables, rng, park);
    write_honors(tables, park);
    write_changes(tables, park);
    write_reports(tables, rng, park);
    write_summaries(tables, park);
    write_survey(tables, rng, park);
    write_judges(tables, park);
    write_verdicts(tables, park);
    write_application(tables, park);
    write_checks(tables, rng, park);
    if let Some(rectified) = park.rectified {
        tables.rectifications.push(row![park.facts.id, "上一周期评估意见", yes(rectified)]);
    }
    Ok(())
}

/// checks.csv: two 核查 that share the faults.
fn write_checks(tables: &mut Tables, rng: &mut SplitMix64, park: &Park) {
    if park.year == 2023 {
        return;
    }
    let (id, faults) = (&park.facts.id, park.facts.faults);
    let first = faults / 2;
    tables.checks.push(row![id, "第一次", rng.between(40, 60), first]);
    tables.checks.push(row![id, "第二次", rng.between(40, 60), faults - first]);
}

/// parks.csv.
fn write_park(tables: &mut Tables, number: i64, park: &Park) {
    let facts = &park.facts;
    let body = facts.body.then(|| format!("示例编办〔2019〕{number}号"));
    tables.parks.push(row![
        facts.id,
        facts.name,
        park.county.name,
        facts.kind.word(),
        if facts.multi { "多个" } else { "单一" },
        format!("示例人社发〔{:.4}〕{number}号", park.founded.to_string()),
        park.founded,
        format!("示例园区运营有限公司{number:02}"),
        or_empty(body),
        facts.staff,
        yes(park.upgraded),
        format!("{}-12-31", park.year),
    ]);
}

/// branches.csv: the areas divided over the main park and its 分园区.
fn write_branches(tables: &mut Tables, rng: &mut SplitMix64, park: &Park) -> Result<(), String> {
    let facts = &park.facts;
    let slots: Vec<Slot> = (0..=facts.subs)
        .map(|at| Slot {
            low: facts.area / 10,
            high: facts.area,
            weight: if at == 0 { 200 } else { rng.between(30, 90) },
        })
        .collect();
    let areas = spread(&format!("{} 建筑面积", facts.id), facts.area, &slots)?;
    let room: Vec<Slot> =
        areas.iter().map(|area| Slot { low: 0, high: *area, weight: area * rng.between(90, 110) }).collect();
    let leased = spread(&format!("{} 已租面积", facts.id), facts.leased, &room)?;
    for ((at, area), leased) in (0..).zip(areas).zip(leased) {
        let name = if at == 0 { "主园区".to_owned() } else { format!("分园区{at}") };
        // All of the floor can be let: the facts give one number for both.
        tables.branches.push(row![facts.id, name, yes(at == 0), area, area, leased]);
    }
    Ok(())
}

/// `park_year.csv`: the counts of two years, the last a little above the first.
fn write_park_years(tables: &mut Tables, rng: &mut SplitMix64, park: &Park) {
    let facts = &park.facts;
    let mut first = |both: i64| both * rng.between(44, 50) / 100;
    let (served, jobs, tal) = (first(facts.served), first(facts.jobs), first(facts.tal));
    let mut rows = [
        row![facts.id, park.year - 1, served, jobs, tal],
        row![facts.id, park.year, facts.served - served, facts.jobs - jobs, facts.tal - tal],
    ];
    if park.year != 2023 {
        let train = first(facts.train);
        let [before, last] = &mut rows;
        before.extend(row![train, or_empty(facts.business_area)]);
        last.extend(row![facts.train - train, or_empty(facts.business_area)]);
    }
    for row in rows {
        tables.park_year.push(row);
    }
}

/// partners.csv: one valid agreement per partner, then the agreements that must change nothing.
fn write_partners(tables: &mut Tables, rng: &mut SplitMix64, park: &Park) {
    let facts = &park.facts;
    let counts =
        [(Category::Station, facts.stations), (Category::SmallPark, facts.smpk), (Category::School, facts.schools)];
    for (category, count) in counts {
        for number in 1..=count {
            let from = day(park.year - 2, 3, 1).plus(rng.between(0, 800));
            let until = rng.chance(60).then(|| day(park.year + 1, 1, 1).plus(rng.between(0, 700)));
            write_agreement(tables, park, &Agreement { category, number, from, until });
        }
    }
    for agreement in &park.agreements {
        write_agreement(tables, park, agreement);
    }
}

/// One row of partners.csv.
fn write_agreement(tables: &mut Tables, park: &Park, agreement: &Agreement) {
    let id = &park.facts.id;
    let partner = format!("{}-{id}-{:02}", agreement.category.prefix(), agreement.number);
    tables.partners.push(row![id, partner, agreement.category.word(), agreement.from, or_empty(agreement.until)]);
}

/// services.csv.
fn write_services(tables: &mut Tables, park: &Park) {
    let id = &park.facts.id;
    for (number, name) in (1..=park.facts.items).zip(ITEMS.iter().cycle()) {
        tables.services.push(row![id, format!("SX{number:02}"), name]);
    }
}

/// `policy_cash.csv`: 办结 cases, the late ones last, and cases still open.
fn write_cash(tables: &mut Tables, rng: &mut SplitMix64, park: &Park) -> Result<(), String> {
    let facts = &park.facts;
    let cases = facts.case_n + park.pending;
    // A hundredth of 万元 is a hundred 元.
    let (due, paid) = (facts.due_amt * 100, facts.paid_amt * 100);
    let slots: Vec<Slot> = (0..cases)
        .map(|at| {
            // Cases still open stay small, since what they are due cannot be paid yet.
            let high = if at < facts.case_n { due } else { due / 100 };
            Slot { low: 1_000, high, weight: rng.between(2, 10) * rng.between(2, 10) }
        })
        .collect();
    let dues = spread(&format!("{} 应兑现", facts.id), due, &slots)?;
    let room: Vec<Slot> = (0..)
        .zip(&dues)
        .map(|(at, due)| Slot {
            low: 0,
            high: if at < facts.case_n { *due } else { 0 },
            weight: due * rng.between(20, 200),
        })
        .collect();
    let paids = spread(&format!("{} 已兑现", facts.id), paid, &room)?;
    for ((at, due), paid) in (0..).zip(dues).zip(paids) {
        write_case(tables, rng, park, at, due, paid);
    }
    Ok(())
}

/// One row of `policy_cash.csv`.
fn write_case(tables: &mut Tables, rng: &mut SplitMix64, park: &Park, at: i64, due: i64, paid: i64) {
    let facts = &park.facts;
    let open = at >= facts.case_n;
    let applied = if open {
        day(park.year, 11, 6).plus(rng.between(0, 40))
    } else {
        day(park.year - 1, 1, 10).plus(rng.between(0, 590))
    };
    let limit = applied.plus(60);
    let done = match at {
        _ if open => None,
        // The first case is closed on its last day, which is in time.
        0 if facts.case_ok > 0 => Some(limit),
        _ if at < facts.case_ok => Some(limit.plus(-rng.between(1, 45))),
        // The first late case is one day late.
        _ if at == facts.case_ok => Some(limit.plus(1)),
        _ => Some(limit.plus(rng.between(2, 50))),
    };
    let policy = format!("示例财发〔{}〕{}号", park.year - 2, rng.between(1, 4));
    let case = format!("{}-{:03}", facts.id, at + 1);
    tables.policy_cash.push(row![facts.id, case, policy, due, paid, applied, limit, or_empty(done)]);
}

/// events.csv: the events in the order of their days, the 公益 ones evenly among them.
fn write_events(tables: &mut Tables, rng: &mut SplitMix64, park: &Park) {
    let facts = &park.facts;
    for at in 0..facts.acts {
        let step = 715 / facts.acts;
        let on = day(park.year - 1, 1, 10).plus(at * step + rng.between(0, (step - 1).max(0)));
        // Of the first n events n × pub ÷ acts are 公益, so that all of them together are exactly `pub_acts`.
        let public = (at + 1) * facts.pub_acts / facts.acts > at * facts.pub_acts / facts.acts;
        let (kind, name) = if public {
            ("公益", rng.pick(&["公益招聘进乡村", "残疾人就业帮扶", "高校毕业生就业指导"], "公益招聘进乡村"))
        } else {
            rng.pick(
                &[("招聘", "春风行动招聘会"), ("培训", "技能培训班"), ("对接", "校企对接会"), ("招聘", "夜市招聘")],
                ("招聘", "春风行动招聘会"),
            )
        };
        tables.events.push(row![facts.id, on, format!("{name}第{:02}场", at + 1), kind, rng.between(20, 400)]);
    }
}

/// incidents.csv: confirmed 违规案件, then what else the park has.
fn write_incidents(tables: &mut Tables, rng: &mut SplitMix64, park: &Park) {
    let cases = (0..park.facts.viol).map(|_| ("违规案件", true));
    for (number, (kind, confirmed)) in (1..).zip(cases.chain(park.incidents.iter().copied())) {
        let on = day(park.year - 1, 2, 1).plus(rng.between(0, 690));
        let document = confirmed.then(|| format!("示例查字〔{:.4}〕{}-{number}号", on.to_string(), park.facts.id));
        tables.incidents.push(row![park.facts.id, on, kind, yes(confirmed), or_empty(document)]);
    }
}

/// honors.csv.
fn write_honors(tables: &mut Tables, park: &Park) {
    let id = &park.facts.id;
    for (matter, level) in &park.honors {
        let document = format!("示例表彰〔{}〕{id}-{matter}（{level}）号", park.year);
        tables.honors.push(row![id, format!("RY-{id}-{matter}"), level, document]);
    }
}

/// changes.csv.
fn write_changes(tables: &mut Tables, park: &Park) {
    for ((on, reported), kind) in park.changes.iter().zip(["增设分园区", "变更建设规划", "其他"].iter().cycle())
    {
        tables.changes.push(row![park.facts.id, kind, on, or_empty(*reported)]);
    }
}

/// reports.csv: which quarters are late or missing is drawn; wrong reports fall to those that were made.
fn write_reports(tables: &mut Tables, rng: &mut SplitMix64, park: &Park) {
    let facts = &park.facts;
    let mut order: Vec<i64> = (0..8).collect();
    rng.shuffle(&mut order);
    let made = (8 - facts.rep_miss).max(1);
    for ((period, due), place) in quarters(park.year).into_iter().zip(order) {
        // Missing quarters have the highest places, the late ones the lowest; place 7 at most is on the due day.
        let reported = match place {
            _ if place >= 8 - facts.rep_miss => None,
            _ if place < facts.rep_late => Some(due.plus(rng.between(1, 12))),
            _ if place == facts.rep_late => Some(due),
            _ => Some(due.plus(-rng.between(1, 8))),
        };
        let wrong = if reported.is_none() { 0 } else { facts.rep_err / made + i64::from(place < facts.rep_err % made) };
        tables.reports.push(row![facts.id, period, due, or_empty(reported), wrong]);
    }
}

/// summaries.csv: due on 31 March of the year after, which in 2024 is a Sunday.
fn write_summaries(tables: &mut Tables, park: &Park) {
    let due = [park.year - 1, park.year].map(|year| (year, day(year + 1, 3, 31)));
    for ((year, due), reported) in due.into_iter().zip(park.summaries) {
        tables.summaries.push(row![park.facts.id, year, due, or_empty(reported)]);
    }
}

/// survey.csv: the first year differs from the last, which alone counts.
fn write_survey(tables: &mut Tables, rng: &mut SplitMix64, park: &Park) {
    let facts = &park.facts;
    let before = facts.samp * rng.between(60, 95) / 100 + 1;
    tables.survey.push(row![facts.id, park.year - 1, before, one_place(facts.sat - rng.between(5, 25))]);
    tables.survey.push(row![facts.id, park.year, facts.samp, one_place(facts.sat)]);
}

/// judges.csv: the experts' marks, and those of a recused expert that would move the mean.
fn write_judges(tables: &mut Tables, park: &Park) {
    let facts = &park.facts;
    let wholes = facts.ex.iter().map(ToString::to_string).collect::<Vec<_>>();
    let tenths = facts.exb.iter().map(|mark| one_place(*mark)).collect::<Vec<_>>();
    for (code, marks, most) in [("C5", wholes, "100"), ("E5", tenths, "3.0")] {
        for (expert, mark) in (1..).zip(&marks) {
            tables.judges.push(row![facts.id, code, format!("Z{expert}"), mark, "否"]);
        }
        if park.recused {
            tables.judges.push(row![facts.id, code, format!("Z{}", marks.len() + 1), most, "是"]);
        }
    }
}

/// qualitative.csv: the 政策体系 grade and the clauses judged for the park's type.
fn write_verdicts(tables: &mut Tables, park: &Park) {
    let facts = &park.facts;
    let policy = match facts.pol {
        3 => "符合",
        0 => "不符合",
        _ => "基本符合",
    };
    tables.qualitative.push(row![facts.id, "B1", policy, facts.pol]);
    let extra = park.verdicts.iter().map(|(clause, _)| *clause).filter(|clause| !facts.kind.clauses().contains(clause));
    for clause in facts.kind.clauses().iter().copied().chain(extra) {
        let told = park.verdicts.iter().find(|(other, _)| *other == clause);
        if let Some(conclusion) = told.map_or(Some("符合"), |(_, conclusion)| *conclusion) {
            tables.qualitative.push(row![facts.id, clause, conclusion, ""]);
        }
    }
}

/// applications.csv.
fn write_application(tables: &mut Tables, park: &Park) {
    let Some(application) = &park.application else { return };
    let mut cells = row![park.facts.id];
    cells.extend(application.materials.map(|there| yes(there).to_owned()));
    cells.push(or_empty(application.display.map(|(from, _)| from)));
    cells.push(or_empty(application.display.map(|(_, until)| until)));
    cells.push(application.objection.to_owned());
    tables.applications.push(cells);
}
