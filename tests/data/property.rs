use super::support::*;
use heng::core::{FieldId, KeyPart, Type};
use heng::data::Cell;
use heng::number::{Date, Number};
use proptest::prelude::*;

fn everything() -> Vec<heng::core::Table> {
    vec![
        keyed_parks()
            .with("数", number("万元"))
            .with("是", Type::YesNo)
            .with("日", Type::Date)
            .with("项", choice(&["甲", "乙（丙）"])),
        below(0, "园区编号", "机构", "orgs.csv").with("数", number("%")).key(&[KeyPart::Parent, field(0)]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn random_bytes_never_panic(parks in any::<Vec<u8>>(), orgs in any::<Vec<u8>>()) {
        let _ = read(everything(), &[("parks.csv", &parks), ("orgs.csv", &orgs)]);
    }

    #[test]
    fn random_cells_never_panic(
        parks in "([P0-9甲是，,.．\\-%亿万元E＋\"\r\n /年月日（）]{0,12},){0,8}",
        orgs in "([P0-9,.\"\r\n%]{0,30}\n){0,8}",
    ) {
        let parks = format!("园区编号,数,是,日,项\n{parks}");
        let orgs = format!("园区编号,数\n{orgs}");
        let _ = read(everything(), &[("parks.csv", parks.as_bytes()), ("orgs.csv", orgs.as_bytes())]);
    }

    #[test]
    fn decimals_read_back_exactly(
        numbers in prop::collection::vec((any::<i64>(), 0_u32..12), 1..40),
        separator in prop::sample::select(vec!["\n", "\r\n", "\r"]),
    ) {
        let values: Vec<Number> =
            numbers.iter().map(|(value, places)| Number::from_scaled(i128::from(*value), *places)).collect();
        let cells: Vec<String> = values
            .iter()
            .zip(&numbers)
            .map(|(value, (_, places))| value.to_fixed(*places))
            .collect();
        let text = format!("数{separator}{}", cells.join(separator));
        let table = read_one(parks().with("数", number("")), &text).unwrap();
        prop_assert_eq!(table.rows, values.len());
        for (row, value) in values.into_iter().enumerate() {
            prop_assert_eq!(table.cell(FieldId(0), row), Cell::Number(value));
            prop_assert_eq!(table.lines.get(row), u64::try_from(row + 2).ok());
            let place = table.place(FieldId(0), row);
            prop_assert_eq!(place.text.as_deref(), Some(cells[row].as_str()));
        }
    }

    #[test]
    fn numbers_with_separators_read_as_without(value in any::<i64>()) {
        let digits = value.unsigned_abs().to_string();
        let mut grouped = String::new();
        for (position, digit) in digits.chars().enumerate() {
            if position > 0 && (digits.len() - position) % 3 == 0 {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if value < 0 { "-" } else { "" };
        let text = format!("数\n\"{sign}{grouped}\"\n");
        let table = read_one(parks().with("数", number("")), &text).unwrap();
        prop_assert_eq!(table.cell(FieldId(0), 0), Cell::Number(Number::from_integer(value)));
    }

    #[test]
    fn dates_and_texts_read_back(days in -700_000..2_900_000_i32, words in "[^\0]{0,20}") {
        let date = Date::from_days(days).unwrap();
        let quoted = words.replace('"', "\"\"");
        let text = format!("日,文\n{date},\"{quoted}\"\n");
        let table = read_one(parks().with("日", Type::Date).with("文", Type::Text), &text).unwrap();
        prop_assert_eq!(table.cell(FieldId(0), 0), Cell::Date(date));
        if let Cell::Text(read) = table.cell(FieldId(1), 0) {
            prop_assert!(words.contains(read));
        }
    }
}
