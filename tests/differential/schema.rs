//! The tables of generated rule sets.

use crate::amount::Kind;
use crate::random::Random;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Holds {
    /// The key of the row.
    Key,
    /// The name of a subject.
    Name,
    Number(Kind),
    /// A number within 0% and 100%.
    Bounded,
    /// A number that is not negative, of this kind.
    Positive(Kind),
    /// 元, so that it is converted.
    Yuan,
    /// 亩, of which one is no whole number of 平方米.
    Mu,
    /// One of these.
    Choice(&'static [&'static str]),
    YesNo,
    Date,
    Text,
}

#[derive(Debug, Clone, Copy)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    pub(crate) holds: Holds,
    /// 可缺失
    pub(crate) optional: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Park,
    Firm,
    Staff,
    Event,
    Judgement,
    Decision,
}

pub(crate) struct Table {
    pub(crate) place: Place,
    pub(crate) name: &'static str,
    pub(crate) file: &'static str,
    /// The table above and the column with its key.
    pub(crate) parent: Option<(Place, &'static str, &'static str)>,
    pub(crate) columns: &'static [Column],
}

pub(crate) const TYPES: &[&str] = &["甲", "乙", "丙"];
pub(crate) const COUNTIES: &[&str] = &["东", "西"];
pub(crate) const RANKS: &[&str] = &["国家级", "省级", "市级"];
pub(crate) const EVENTS: &[&str] = &["违规", "作假"];
pub(crate) const JUDGED: &[&str] = &["符合", "基本符合", "不符合", "待定"];

const fn of(name: &'static str, holds: Holds) -> Column {
    Column { name, holds, optional: false }
}

const fn optional(name: &'static str, holds: Holds) -> Column {
    Column { name, holds, optional: true }
}

pub(crate) const TABLES: &[Table] = &[
    Table {
        place: Place::Park,
        name: "园区",
        file: "parks.csv",
        parent: None,
        columns: &[
            of("编号", Holds::Key),
            of("名", Holds::Name),
            of("类", Holds::Choice(TYPES)),
            of("县", Holds::Choice(COUNTIES)),
            optional("率", Holds::Number(Kind::Share)),
            of("到位率", Holds::Bounded),
            of("额", Holds::Number(Kind::Money)),
            of("面", Holds::Positive(Kind::Area)),
            of("占地", Holds::Mu),
            of("人数", Holds::Number(Kind::People)),
            of("数", Holds::Number(Kind::Pure)),
            of("密", Holds::Number(Kind::Density)),
            of("升", Holds::YesNo),
            of("收", Holds::Date),
            optional("办", Holds::Date),
        ],
    },
    Table {
        place: Place::Firm,
        name: "机构",
        file: "firms.csv",
        parent: Some((Place::Park, "园区", "编号")),
        columns: &[
            of("代码", Holds::Key),
            of("级别", Holds::Choice(RANKS)),
            of("收入", Holds::Number(Kind::Money)),
            of("上年", Holds::Positive(Kind::Money)),
            optional("占", Holds::Number(Kind::Share)),
            of("用地", Holds::Mu),
            of("员数", Holds::Number(Kind::People)),
            of("值", Holds::Number(Kind::Pure)),
            of("在", Holds::YesNo),
            optional("退", Holds::Date),
            optional("事项", Holds::Text),
        ],
    },
    Table {
        place: Place::Staff,
        name: "员工",
        file: "staff.csv",
        parent: Some((Place::Firm, "机构", "代码")),
        columns: &[
            of("工号", Holds::Key),
            of("薪", Holds::Yuan),
            of("绩", Holds::Number(Kind::Share)),
            of("评", Holds::Number(Kind::Pure)),
            of("优", Holds::YesNo),
        ],
    },
    Table {
        place: Place::Event,
        name: "事件",
        file: "events.csv",
        parent: Some((Place::Park, "园区", "编号")),
        columns: &[of("类别", Holds::Choice(EVENTS)), of("实", Holds::YesNo), of("罚款", Holds::Number(Kind::Money))],
    },
    Table {
        place: Place::Judgement,
        name: "判定",
        file: "judgements.csv",
        parent: Some((Place::Park, "园区", "编号")),
        columns: &[of("条款", Holds::Text), of("结论", Holds::Choice(JUDGED))],
    },
    Table {
        place: Place::Decision,
        name: "决定",
        file: "decisions.csv",
        parent: Some((Place::Park, "园区", "编号")),
        columns: &[of("定为", Holds::Text), of("因由", Holds::Text), of("文件号", Holds::Text)],
    },
];

/// A table by its place.
pub(crate) fn table(place: Place) -> &'static Table {
    TABLES.iter().find(|table| table.place == place).unwrap()
}

/// Columns of numbers of a kind.
pub(crate) fn columns_of(place: Place, kind: Kind) -> Vec<&'static str> {
    let holds = |column: &&Column| match column.holds {
        Holds::Number(of) | Holds::Positive(of) => of == kind,
        Holds::Bounded => kind == Kind::Share,
        Holds::Yuan => kind == Kind::Money,
        Holds::Mu => kind == Kind::Area,
        _ => false,
    };
    table(place).columns.iter().filter(holds).map(|column| column.name).collect()
}

/// The declaration of a table.
pub(crate) fn declared(table: &Table, random: &mut Random) -> String {
    let mut text = format!("数据 {} \"{}\"", table.name, table.file);
    if let Some((_, parent, key)) = table.parent {
        text.push_str(&format!(" 属于 {parent} 按 {key}"));
    }
    text.push_str(" {\n");
    for column in table.columns {
        let holds = match column.holds {
            Holds::Key => "文本 主键".to_owned(),
            Holds::Name => "文本 名称".to_owned(),
            Holds::Number(kind) => kind.unit().to_owned(),
            Holds::Bounded => "% 不低于 0% 不超过 100%".to_owned(),
            Holds::Positive(kind) => format!("{0} 不低于 0 {0}", kind.unit()),
            Holds::Yuan => "元".to_owned(),
            Holds::Mu => "亩".to_owned(),
            Holds::Choice(choices) => format!("枚举 {{ {} }}", choices.join(", ")),
            Holds::YesNo => "是否".to_owned(),
            Holds::Date => "日期".to_owned(),
            Holds::Text => "文本".to_owned(),
        };
        let optional = if column.optional { " 可缺失" } else { "" };
        text.push_str(&format!("  {} {holds}{optional}\n", column.name));
    }
    if random.one_in(4) {
        text.push_str("  其余列 忽略\n");
    }
    text.push_str("}\n");
    text
}
