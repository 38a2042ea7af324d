//! 指标 with all their clauses.

use crate::amount::Kind;
use crate::schema::Place;
use crate::writer::Writer;

/// How an indicator may be written.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Shape<'t> {
    pub(crate) full: usize,
    /// 适用 as written, if any.
    pub(crate) applies: Option<&'t str>,
    /// 权重 as written, if any.
    pub(crate) weight: Option<&'t str>,
    /// Marks may leave their bounds.
    pub(crate) may_open: bool,
    /// For some kinds of subject the full marks are more: nothing may add up to these.
    pub(crate) by_kind: bool,
    /// 缺失 不适用 may stand.
    pub(crate) may_lapse: bool,
}

/// An indicator that has been thought of: in a block of its own, or as a row.
pub(crate) struct Item {
    pub(crate) code: String,
    pub(crate) full: usize,
    /// Full marks by the kind of the subject, as written.
    pub(crate) by_kind: Option<&'static str>,
    /// What its 取值 is of.
    pub(crate) kind: Kind,
    pub(crate) clauses: Vec<String>,
}

impl Writer {
    /// An indicator.
    pub(crate) fn indicator(&mut self, code: &str, shape: Shape<'_>) -> Item {
        let kind = self.kind();
        let mut clauses = vec!["依据 第一条".to_owned()];
        if let Some(weight) = shape.weight {
            clauses.push(format!("权重 {weight}"));
        }
        if let Some(applies) = shape.applies {
            clauses.push(format!("适用 {applies}"));
        }
        clauses.push(format!("取值 {}", self.value_of(kind)));
        self.value = Some(kind);
        let open = shape.may_open && self.chance(15);
        let mut method = self.method(kind, shape.full, open);
        while shape.by_kind && method.starts_with("累计") {
            method = self.method(kind, shape.full, open);
        }
        clauses.push(format!("计分 {method}"));
        for _ in 0..2 {
            if self.chance(15) && !open {
                let test = self.truth(Place::Park, 2);
                let effect = match self.random.below(4) {
                    0 => "减半".to_owned(),
                    1 => "乘 80%".to_owned(),
                    2 => format!("减 {}", self.marks(shape.full)),
                    _ => format!("得 {}", self.marks(shape.full)),
                };
                clauses.push(format!("调整 {test} 时 {effect}"));
            }
        }
        if let Some(earlier) = self.earlier_mark()
            && self.chance(15)
        {
            clauses.push(format!("调整 得分({earlier}) 低于 1 分 时 减半"));
        }
        if self.chance(65)
            && let Some(missing) = self.when_missing(kind, shape)
        {
            clauses.push(missing);
        }
        if self.chance(20) {
            clauses.push(format!("舍入 {}", self.precision()));
        }
        self.value = None;
        Item { code: code.to_owned(), full: shape.full, by_kind: None, kind, clauses }
    }

    fn earlier_mark(&mut self) -> Option<String> {
        let count = self.marks.len();
        (count > 0).then(|| self.marks[self.random.below(count)].clone())
    }

    fn value_of(&mut self, kind: Kind) -> String {
        if self.chance(35)
            && let Some(column) = self.column(Place::Park, kind)
        {
            return column;
        }
        let depth = 1 + self.random.below(3);
        self.number(Place::Park, kind, depth)
    }

    fn when_missing(&mut self, kind: Kind, shape: Shape<'_>) -> Option<String> {
        Some(match self.random.below(10) {
            0..=3 => format!("缺失 得 {}", self.marks(shape.full)),
            4 => format!("缺失 得 平均得分 {}", self.scope()),
            5 => format!("缺失 得 中位得分 {}", self.scope()),
            6 if self.compares => format!("缺失 取值 {}(取值 {})", self.of(&["平均", "最小", "中位数"]), self.scope()),
            6 => format!("缺失 取值 {}", self.literal(kind)),
            7 => {
                self.value = None;
                let stand_in = self.literal(kind);
                format!("缺失 取值 {stand_in}")
            }
            8 if shape.may_lapse => "缺失 不适用".to_owned(),
            9 if self.chance(20) => "缺失 报错".to_owned(),
            _ => return None,
        })
    }

    /// 舍入 as one writes it.
    pub(crate) fn precision(&mut self) -> String {
        let places = self.of(&[0, 1, 2, 2, 3, 4, 6, 10]);
        if self.chance(12) {
            // Most full marks are no multiples of the others, and rounding up would go beyond them.
            return match self.of(&["0.5", "0.25", "0.2", "1", "3", "0.04"]) {
                step @ ("3" | "0.04") => format!("到 {step} 分 舍去"),
                step => format!("到 {step} 分 {}", self.mode()),
            };
        }
        if self.chance(25) { format!("不舍入 显示 {places} 位") } else { format!("{places} 位 {}", self.mode()) }
    }
}
