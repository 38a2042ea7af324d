//! Plain blocks are read column by column and others record by record: both read the same.

use std::fmt::Write as _;

use heng::core::Type;
use heng::data::{Parents, Tables};
use heng::finding::Diagnostic;
use proptest::prelude::*;

use crate::support::{With, below, choice, field, keyed_parks, number, read};

/// What cells say, most of it plain.
const NUMBERS: &[&str] = &["", "0", "7", "1.5", "-0.25", "12.50", "100", "0012", "1，234", " 3 ", "9家", "3 个", "x"];
const CHOICES: &[&str] = &["", "甲", "乙（丙）", "乙(丙)", "甲 ", "丁"];
const DATES: &[&str] = &["", "2024-01-01", "2024年1月2日", "2024-02-30"];
const TRUTHS: &[&str] = &["", "是", "否", "√", "或"];
const TEXTS: &[&str] = &["", "一", " 二 ", "三"];
const PARENTS: &[&str] = &["P0", "P1", "P2", " P1 ", "", "X", "合计"];

type Row = [usize; 5];

/// The pools begin with what is plain; `odd` lets the rest in.
fn pick<'p>(pool: &[&'p str], drawn: usize, odd: bool) -> &'p str {
    pool[drawn % if odd { pool.len() } else { 2 }]
}

fn text(header: &str, rows: &[Vec<&str>], quoted: bool) -> String {
    let mut text = format!("{header}\n");
    for row in rows {
        let cells: Vec<String> =
            row.iter().map(|cell| if quoted { format!("\"{cell}\"") } else { (*cell).to_owned() }).collect();
        writeln!(text, "{}", cells.join(",")).unwrap();
    }
    text
}

/// All that is known of the cells, or what was found.
fn told(read: Result<Tables, Vec<Diagnostic>>) -> String {
    let tables = match read {
        Ok(tables) => tables,
        Err(found) => return format!("{found:#?}"),
    };
    let mut text = String::new();
    for table in &tables.0 {
        writeln!(text, "{:?}", table.parents.iter().flat_map(Parents::iter).collect::<Vec<_>>()).unwrap();
        for row in 0..table.rows {
            for column in 0..table.columns.len() {
                let field = heng::core::FieldId(column);
                writeln!(text, "{:?} {:?}", table.cell(field, row), table.place(field, row)).unwrap();
            }
        }
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn plain_cells_are_read_as_quoted_ones(
        parks in proptest::collection::vec(any::<Row>(), 1..8),
        below_them in proptest::collection::vec((any::<usize>(), any::<usize>()), 0..12),
        odd in proptest::bool::weighted(0.3),
        in_order: bool,
    ) {
        let names: Vec<String> = (0..parks.len()).map(|row| format!("P{row}")).collect();
        let rows: Vec<Vec<&str>> = parks.iter().zip(&names).map(|(row, name)| vec![
            name.as_str(),
            pick(NUMBERS, row[0], odd),
            pick(CHOICES, row[1], odd),
            pick(DATES, row[2], odd),
            pick(TRUTHS, row[3], odd),
            pick(TEXTS, row[4], odd),
        ]).collect();
        let mut children: Vec<Vec<&str>> = below_them.iter().map(|(parent, value)| {
            let parent = if odd { PARENTS[parent % PARENTS.len()] } else { names[parent % names.len()].as_str() };
            vec![parent, pick(NUMBERS, *value, odd)]
        }).collect();
        if in_order {
            children.sort();
        }
        let declared = || {
            let parks = keyed_parks()
                .with("数", number("家"))
                .with("类", choice(&["甲", "乙（丙）"]))
                .with("日", Type::Date)
                .with("有", Type::YesNo)
                .with("文", Type::Text);
            vec![parks.key(&[field(0)]), below(0, "园区", "机构", "orgs.csv").with("额", number("家"))]
        };
        let both = [false, true].map(|quoted| {
            let parks = text("园区编号,数,类,日,有,文", &rows, quoted);
            let children = text("园区,额", &children, quoted);
            told(read(declared(), &[("parks.csv", parks.as_bytes()), ("orgs.csv", children.as_bytes())]))
        });
        prop_assert_eq!(&both[0], &both[1]);
    }
}
