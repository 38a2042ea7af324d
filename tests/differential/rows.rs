//! Rows beside those of all subjects, and beside others of the same one.

use crate::amount::Kind;
use crate::schema::{Place, table};
use crate::writer::Writer;

impl Writer {
    /// A row beside those of all subjects.
    pub(crate) fn compared_row(&mut self, place: Place, kind: Kind, depth: usize) -> String {
        let scope = self.scope_of_rows(place);
        // What is compared of rows is not itself compared, or numbers would grow without end.
        let compares = std::mem::replace(&mut self.compares, false);
        let value = self.number(place, kind, depth.min(1));
        let filter = if self.chance(75) { String::new() } else { format!(" 其中 {}", self.truth(place, 1)) };
        self.compares = compares;
        match self.random.below(9) {
            0 => format!("求和({value} {scope}{filter})"),
            1 => format!("最大({value} {scope}{filter})"),
            2 => format!("最小({value} {scope}{filter})"),
            3 => format!("中位数({value} {scope}{filter})"),
            4 | 5 if kind == Kind::Pure => {
                let (order, ties) = (self.order(), self.ties());
                format!("名次({value} {scope} {order} 并列 {ties})")
            }
            4 if kind == Kind::Share => {
                let (order, ties) = (self.order(), self.ties());
                format!("百分位次({value} {scope} {order} 并列 {ties})")
            }
            5 if kind == Kind::Share => {
                let of = self.of(&[Kind::Money, Kind::Area, Kind::Pure]);
                let value = self.column(place, of).unwrap_or_default();
                format!("( {value} / 求和({value} {scope}) )")
            }
            6 => format!("( {value} - 平均({value} {scope}{filter}) )"),
            7 if kind == Kind::Pure => {
                let name = table(place).name;
                format!("计数({name} {scope}{filter})")
            }
            _ => format!("平均({value} {scope}{filter})"),
        }
    }

    /// The cohort of a row.
    fn scope_of_rows(&mut self, place: Place) -> &'static str {
        let all: [&[&str]; 2] = match place {
            Place::Firm => [
                &["范围 全部", "范围 同 级别", "范围 同 园区.类", "范围 同 级别、园区.县", "范围 同 占", "范围 同 退"],
                &["范围 参评", "范围 参评 同 级别"],
            ],
            _ => [
                &["范围 全部", "范围 同 优", "范围 同 机构.级别", "范围 同 优、园区.类", "范围 同 机构.事项"],
                &["范围 参评 同 园区.县"],
            ],
        };
        let all: Vec<&str> = all[0].iter().chain(if self.participates { all[1] } else { &[] }).copied().collect();
        all[self.random.below(all.len())]
    }

    /// A figure over rows beside the row at hand.
    pub(crate) fn looked_up(&mut self, place: Place, kind: Kind, depth: usize) -> String {
        const OF_FIRMS: &[&str] = &[
            "级别 是 本行.级别",
            "事项 是 本行.事项",
            "占 是 本行.占",
            "本行.退 是 退",
            "值 是 本行.值 - 1",
            "员数 是 本行.员数",
        ];
        const OF_STAFF: &[&str] = &["优 是 本行.优", "评 是 本行.评 + 1", "绩 是 本行.绩", "薪 是 本行.薪"];
        let (of, keys): (Place, &[&str]) = match (place, self.random.below(3)) {
            (Place::Firm, 0) if self.places.contains(&Place::Event) => (Place::Event, &["实 是 本行.在"]),
            (Place::Firm, _) => (Place::Firm, OF_FIRMS),
            (_, 0) => (Place::Firm, &["在 是 本行.优", "值 是 本行.评"]),
            _ => (Place::Staff, OF_STAFF),
        };
        let name = table(of).name;
        let mut filter: Vec<String> = (0..=self.random.below(2)).map(|_| self.of(keys).to_owned()).collect();
        if self.chance(20) {
            filter.clear();
        }
        if self.chance(30) {
            let compares = std::mem::replace(&mut self.compares, false);
            filter.push(self.truth(of, depth.min(1)));
            self.compares = compares;
        }
        let filter = if filter.is_empty() { String::new() } else { format!(" 其中 {}", filter.join(" 且 ")) };
        let column = self.column(of, kind).filter(|column| !column.contains('.'));
        let Some(column) = column else {
            return self.leaf(place, kind);
        };
        match self.random.below(6) {
            0 => format!("平均({name}.{column}{filter})"),
            1 => format!("最大({name}.{column}{filter})"),
            2 => format!("最小({name}.{column}{filter})"),
            3 if kind == Kind::Pure => format!("计数({name}{filter})"),
            4 => format!("取({name}.{column}{filter})"),
            _ => format!("求和({name}.{column}{filter})"),
        }
    }

    /// A definition of the subject above a row.
    pub(crate) fn of_subject(&mut self, kind: Kind) -> Option<String> {
        let is_it =
            |(of, known, name): &&(Place, Kind, String)| *of == Place::Park && *known == kind && name.starts_with('数');
        let all: Vec<String> = self.numbers.iter().filter(is_it).map(|(_, _, name)| format!("园区.{name}")).collect();
        (!all.is_empty()).then(|| all[self.random.below(all.len())].clone())
    }
}
