//! Both engines, any number of threads and any order of rows: the same bytes.

use crate::folder::Folder;
use crate::sheet::Sheet;

const RULES: [&str; 2] = ["evaluation.heng", "admission.heng"];
const FORMATS: [&str; 3] = ["table", "csv", "json"];
const ENGINES: [&str; 2] = ["exact", "columnar"];

fn commands() -> Vec<String> {
    let pairs = RULES.iter().flat_map(|rules| FORMATS.iter().map(move |format| (rules, format)));
    pairs.map(|(rules, format)| format!("score {rules} --data data --format {format}")).collect()
}

fn data_sets() -> [Folder; 2] {
    [Folder::golden(), Folder::synthetic()]
}

#[test]
fn both_engines_print_the_same_bytes() {
    for folder in data_sets() {
        for command in commands() {
            let exact = folder.heng(&format!("{command} --engine exact")).succeeds();
            folder.heng(&format!("{command} --engine columnar")).prints(&exact);
            folder.heng(&command).prints(&exact);
        }
    }
}

#[test]
fn the_number_of_threads_changes_nothing() {
    for folder in data_sets() {
        for rules in RULES {
            for engine in ENGINES {
                let command = format!("score {rules} --data data --format json --engine {engine}");
                let one = folder.heng_with(&command, &[("POLARS_MAX_THREADS", "1")]).succeeds();
                folder.heng_with(&command, &[("POLARS_MAX_THREADS", "2")]).prints(&one);
                folder.heng(&command).prints(&one);
            }
        }
    }
}

#[test]
fn the_order_of_child_rows_changes_nothing() {
    for mut folder in data_sets() {
        let commands: Vec<String> = RULES
            .iter()
            .flat_map(|rules| ENGINES.map(|engine| format!("score {rules} --data data --format csv --engine {engine}")))
            .collect();
        let before: Vec<String> = commands.iter().map(|command| folder.heng(command).succeeds()).collect();
        for seed in [1, 2, 3] {
            for table in folder.tables() {
                if table != "parks" {
                    folder = folder.changing(&table, |sheet| sheet.shuffle(seed));
                }
            }
            for (command, before) in commands.iter().zip(&before) {
                folder.heng(command).prints(before);
            }
        }
    }
}

#[test]
fn the_order_of_subjects_orders_the_rows_and_nothing_else() {
    for mut folder in data_sets() {
        for rules in RULES {
            for engine in ENGINES {
                let command = format!("score {rules} --data data --format csv --engine {engine}");
                let before = Sheet::of(&folder.heng(&command).succeeds());
                folder = folder.changing("parks", |parks| parks.shuffle(7));
                let order: Vec<String> = folder.sheet("parks").rows.iter().map(|row| row[0].clone()).collect();
                let rows: Vec<Vec<String>> = order.iter().map(|park| before.row(park).to_vec()).collect();
                let expected = Sheet { header: before.header, rows };
                folder.heng(&command).prints(&expected.text());
            }
        }
    }
}
