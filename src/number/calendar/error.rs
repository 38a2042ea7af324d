//! What can be wrong with a calendar or a question put to it.

use std::error::Error;
use std::fmt;

use crate::number::Date;

/// Why there is no answer about working days; prints in Chinese with the way out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CalendarError {
    /// The answer needs a year whose holidays the calendar does not hold.
    NotCovered {
        /// The date asked for, or the first date beyond the known years that the count would run into.
        date: Date,
        /// The first year the calendar holds.
        first: i32,
        /// The last year the calendar holds; years between may be missing.
        last: i32,
    },
    /// The calendar holds no year at all.
    Empty,
    /// The text is not TOML, or not of the form of a calendar.
    Malformed {
        /// Line of the text, from 1.
        line: usize,
        /// What the TOML reader says (English).
        message: String,
    },
    /// A table is not headed by a year of four digits.
    BadYear {
        /// The heading as written.
        heading: String,
    },
    /// A year lacks one of its lists; a year without such days writes an empty list.
    MissingList {
        /// The year.
        year: i32,
        /// `weekday_off` or `weekend_work`.
        list: &'static str,
    },
    /// An entry is not a month and day that exist in its year.
    BadDate {
        /// The year.
        year: i32,
        /// The entry as written.
        text: String,
    },
    /// A `weekday_off` entry falls on a Saturday or Sunday.
    OffAtWeekend {
        /// The date.
        date: Date,
    },
    /// A `weekend_work` entry falls on Monday to Friday.
    WorkOnWeekday {
        /// The date.
        date: Date,
    },
    /// A date stands twice in a list.
    Repeated {
        /// The date.
        date: Date,
    },
    /// The lists of a year do not give the number of working days it states.
    WrongTotal {
        /// The year.
        year: i32,
        /// `workdays_total` as written.
        stated: i64,
        /// The working days that follow from the lists.
        counted: i64,
    },
}

impl CalendarError {
    /// The message in English; [`fmt::Display`] gives it in Chinese.
    #[must_use]
    pub fn in_english(&self) -> String {
        match self {
            Self::NotCovered { date, first, last } => format!(
                "the calendar has no holidays of {}, so working days from {date} cannot be told (it covers {first} to \
                 {last}); add the year with --calendar FILE",
                date.ymd().0
            ),
            Self::Empty => "the calendar is empty; add years with --calendar FILE".to_owned(),
            Self::Malformed { line, message } => format!("line {line} of the calendar cannot be read: {message}"),
            Self::BadYear { heading } => format!("`{heading}` in the calendar is not a year of four digits"),
            Self::MissingList { year, list } => {
                format!("{year} in the calendar has no {list}; write {list} = [] if there is no such day")
            }
            Self::BadDate { year, text } => {
                format!("{year} in the calendar has no day `{text}`; write month and day, such as \"05-01\"")
            }
            Self::OffAtWeekend { date } => {
                format!("{date} is a weekend; weekday_off lists days off from Monday to Friday only")
            }
            Self::WorkOnWeekday { date } => {
                format!("{date} is no weekend; weekend_work lists working Saturdays and Sundays only")
            }
            Self::Repeated { date } => format!("{date} stands twice in the calendar"),
            Self::WrongTotal { year, stated, counted } => {
                format!("the calendar states {stated} working days for {year}, but its lists give {counted}")
            }
        }
    }
}

impl fmt::Display for CalendarError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotCovered { date, first, last } => {
                let (year, ..) = date.ymd();
                let gap = if (*first..=*last).contains(&year) { "，中间缺年" } else { "" };
                write!(
                    f,
                    "工作日历没有 {year} 年的放假安排，无法判断 {date} 起的工作日（现有 {first} 至 {last} 年{gap}）；\
                     请用 --calendar 文件补充该年的放假安排"
                )
            }
            Self::Empty => write!(f, "工作日历是空的；请用 --calendar 文件补充该年的放假安排"),
            Self::Malformed { line, message } => {
                write!(f, "放假安排文件第 {line} 行读不懂（{message}）；{EXAMPLE}")
            }
            Self::BadYear { heading } => {
                write!(f, "放假安排文件中的“{heading}”不是四位数的年份；{EXAMPLE}")
            }
            Self::MissingList { year, list } => {
                write!(f, "放假安排文件的 {year} 年缺少 {list}；若该年没有这样的日子，请写 {list} = []")
            }
            Self::BadDate { year, text } => {
                write!(f, "放假安排文件中 {year} 年没有“{text}”这一天；请写成“月-日”，如 \"05-01\"")
            }
            Self::OffAtWeekend { date } => write!(
                f,
                "放假安排文件的 weekday_off 中，{date} 本来就是周末；weekday_off 只写周一至周五的放假日，请删去或改正"
            ),
            Self::WorkOnWeekday { date } => write!(
                f,
                "放假安排文件的 weekend_work 中，{date} 不是周末；weekend_work 只写周六、周日的调休上班日，请删去或改正"
            ),
            Self::Repeated { date } => {
                write!(f, "放假安排文件中 {date} 写了两次；请删去一次或改正")
            }
            Self::WrongTotal { year, stated, counted } => write!(
                f,
                "放假安排文件写明 {year} 年共 {stated} 个工作日，按所列日子算是 {counted} 个；\
                 请对照国务院办公厅通知核对该年的日子"
            ),
        }
    }
}

const EXAMPLE: &str = "每年写成：[2027]、weekday_off = [\"01-01\"]、weekend_work = []";

impl Error for CalendarError {}
