//! Indicators in blocks and in rows under a 表头, with common clauses and figures of their own.

use crate::indicator::Item;
use crate::schema::Place;
use crate::writer::Writer;

/// The clauses that a column may be of, each at most once in an indicator.
const COLUMNS: [&str; 8] = ["依据", "适用", "权重", "取值", "计分", "调整", "缺失", "舍入"];

impl Writer {
    /// The indicators of a head.
    pub(crate) fn items(&mut self, mut items: Vec<Item>) -> String {
        match self.random.below(4) {
            0 | 1 => items.iter().map(block).collect(),
            2 => {
                let common = self.common(&mut items);
                let written: String = items.iter().map(block).collect();
                common + written.as_str()
            }
            _ => {
                let common = if self.chance(50) { self.common(&mut items) } else { String::new() };
                common + rows(&items).as_str()
            }
        }
    }

    /// 各指标, with clauses that some of the items then have no more.
    fn common(&mut self, items: &mut [Item]) -> String {
        let mut clauses = vec!["依据 第三条".to_owned()];
        let is_basis = |clause: &String| clause.starts_with("依据 ");
        for item in &mut *items {
            item.clauses.retain(|clause| !is_basis(clause));
        }
        for word in ["缺失 得 ", "舍入 ", "调整 "] {
            let said = items.iter().flat_map(|item| &item.clauses).find(|clause| clause.starts_with(word)).cloned();
            let reads_value = said.as_ref().is_some_and(|said| said.contains("取值") || said.contains("得分("));
            if let Some(said) = said.filter(|_| !reads_value && self.chance(50)) {
                for item in &mut *items {
                    item.clauses.retain(|clause| *clause != said);
                }
                clauses.push(said);
                let off = word.split(' ').next().unwrap_or_default();
                let is_free = |item: &&mut Item| !item.clauses.iter().any(|clause| clause.starts_with(off));
                if let Some(item) = items.iter_mut().filter(is_free).last()
                    && self.chance(30)
                {
                    item.clauses.push(format!("{off} 无"));
                }
            }
        }
        if self.chance(40) {
            for item in items.iter_mut() {
                let value = item.clauses.iter().position(|clause| clause.starts_with("取值 "));
                if let Some(value) = value {
                    item.clauses[value] = item.clauses[value].replacen("取值 ", "定义 自值 = ", 1);
                    self.numbers.push((Place::Park, item.kind, format!("{}.自值", item.code)));
                }
            }
            clauses.push("定义 倍值 = 自值 × 1".to_owned());
            clauses.push("取值 倍值".to_owned());
        }
        format!("  各指标 {{\n    {}\n  }}\n", clauses.join("\n    "))
    }
}

fn block(item: &Item) -> String {
    let Item { code, full, clauses, .. } = item;
    let full = item.by_kind.map_or_else(|| format!("{full} 分"), str::to_owned);
    format!("  指标 {code} \"{code} 项\" {full} {{\n    {}\n  }}\n", clauses.join("\n    "))
}

/// Rows; an item that has two clauses of a word, or marks by kind, stands in a block among them.
fn rows(items: &[Item]) -> String {
    let word = |clause: &str| clause.split(' ').next().unwrap_or_default().to_owned();
    let count = |item: &Item, column: &str| item.clauses.iter().filter(|clause| word(clause) == column).count();
    let is_row = |item: &&Item| item.by_kind.is_none() && COLUMNS.iter().all(|column| count(item, column) < 2);
    let in_rows: Vec<&Item> = items.iter().filter(is_row).collect();
    let has = |column: &&str| in_rows.iter().any(|item| count(item, column) > 0);
    let mut columns: Vec<&str> = COLUMNS.into_iter().filter(|column| has(column)).collect();
    let own = in_rows.iter().any(|item| item.clauses.iter().any(|clause| clause.starts_with("定义 自值 = ")));
    columns.extend(own.then_some("自值"));
    let mut text = String::new();
    if !in_rows.is_empty() {
        text.push_str(&format!("  表头 编号 | 名称 | 分值 | {}\n", columns.join(" | ")));
    }
    for item in items {
        if !is_row(&item) {
            text.push_str(&block(item));
            continue;
        }
        let cell = |column: &&str| {
            let begins = if *column == "自值" { "定义 自值 = ".to_owned() } else { format!("{column} ") };
            item.clauses.iter().find_map(|clause| clause.strip_prefix(&begins)).unwrap_or("—").to_owned()
        };
        let cells: Vec<String> = columns.iter().map(cell).collect();
        let Item { code, full, .. } = item;
        text.push_str(&format!("  {code} | \"{code} 项\" | {full} 分 | {}\n", cells.join(" | ")));
    }
    text
}
