//! Why a table of a database is not read, in words.

use crate::data::findings::Findings;
use crate::finding::{Code, Diagnostic, Words};
use crate::host::{Server, ServerFault};
use crate::words;

/// Why a table is not read.
#[derive(Debug)]
pub(super) enum Refusal {
    /// The URL names no server.
    Url(ServerFault),
    /// It is not said what is read of the database.
    NoRows,
    /// 表 or 查询 of a file that is no database.
    NoDatabase,
    /// Nobody gave leave to connect.
    NotAllowed(Server),
    /// There is no connection.
    Unreachable(String),
    /// The server does not let in who connects.
    NoEntry { user: String, why: String, has_password: bool },
    /// The connection broke while rows were read.
    Lost(String),
    /// The database does not carry out what is asked.
    Failed(String),
    /// A query that is no single one, or does more than read.
    NoQuery(Words),
    /// The name of a table with a part too many, or none.
    NoTable,
    /// Columns that are read, of types that are not.
    Types(Vec<(String, String)>),
    /// A value that is read, of a type that is not: row, column and type.
    Value(u64, String, &'static str),
    /// There is more than can be held.
    TooMuch,
    /// What the database says does not read as what it is to be.
    Unsound,
    /// There is no such file.
    Missing,
    /// The file cannot be opened.
    Unopened(String),
    /// The file is no database.
    NoFile,
    /// The file was left in the middle of a change.
    Unclosed,
    /// The file is on no disk.
    Elsewhere,
}

/// What a database says, in one line without anything that a terminal would act on.
pub(super) fn said(why: &str) -> String {
    const SHOWN: usize = 300;
    let line = why.split(['\n', '\r']).find(|line| !line.trim().is_empty()).unwrap_or_default();
    line.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).take(SHOWN).collect()
}

impl Refusal {
    /// Whether nothing else of the database can be read after it.
    pub(super) fn is_final(&self) -> bool {
        match self {
            Self::Url(_)
            | Self::NotAllowed(_)
            | Self::Unreachable(_)
            | Self::NoEntry { .. }
            | Self::Lost(_)
            | Self::Unsound
            | Self::Missing
            | Self::Unopened(_)
            | Self::NoFile
            | Self::Unclosed
            | Self::Elsewhere => true,
            Self::NoRows
            | Self::NoDatabase
            | Self::Failed(_)
            | Self::NoQuery(_)
            | Self::NoTable
            | Self::Types(_)
            | Self::Value(..)
            | Self::TooMuch => false,
        }
    }

    pub(super) fn report(&self, findings: &mut Findings<'_>) {
        match self {
            Self::Types(columns) => {
                for (column, held) in columns {
                    report_type(column, held, findings);
                }
            }
            Self::Value(row, column, held) => findings.add(Code::H0503, |at| {
                let message = words!(
                    "「{column}」这一格是 {held}，不能读",
                    "this cell of `{column}` holds {held}, which is not read"
                );
                let place = at.place(Some(*row), Some(column), None);
                Diagnostic::data(Code::H0503, place, message).help(in_the_query())
            }),
            Self::TooMuch => crate::data::sheet::report_too_much(findings),
            _ => {
                let (message, help) = self.words();
                let code = match self {
                    Self::Missing => Code::H0501,
                    Self::Unopened(_) => Code::H0508,
                    _ => Code::H0520,
                };
                findings.add_file(code, message, Some(help));
            }
        }
    }

    #[allow(clippy::too_many_lines, reason = "one row for each refusal")]
    fn words(&self) -> (Words, Words) {
        match self {
            Self::Url(fault) => of_url(fault),
            Self::NoRows => (
                words!("没有写明读数据库里的哪张表", "it is not said which table of the database is read"),
                words!(
                    "在后面写：表 \"表名\"，或 查询 \"select …\"",
                    "write behind it: from_table \"name\", or query \"select …\""
                ),
            ),
            Self::NoDatabase => (
                words!(
                    "写了 表 或 查询，而这个文件不是数据库",
                    "it says from_table or query, and the file is no database"
                ),
                words!(
                    "数据库写 postgres://、mysql://、sqlite: 开头的地址，或以 .db、.sqlite、.sqlite3 结尾的文件名；别的文件不写 表",
                    "a database is named by postgres://…, mysql://…, sqlite:… or a file that ends with .db, .sqlite or .sqlite3; leave the words out for other files"
                ),
            ),
            Self::NotAllowed(server) => (
                words!("没有许可，不连接 {server}", "there is no leave to connect to {server}"),
                words!("规则是可信的，就加上 --allow {server}", "if you trust the rules, add --allow {server}"),
            ),
            Self::Unreachable(why) => (
                words!("连不上数据库：{why}", "the database cannot be reached: {why}"),
                words!(
                    "核对主机名和端口，数据库是否开着，网络是否通",
                    "check the name of the host and the port, and that the database runs and the network lets through"
                ),
            ),
            Self::NoEntry { user, why, has_password } => {
                let message = words!("数据库不让「{user}」进：{why}", "the database does not let `{user}` in: {why}");
                let help = if *has_password {
                    words!(
                        "核对地址里的用户名，和环境变量 PGPASSWORD（MySQL、MariaDB 是 MYSQL_PWD）或口令文件里的口令",
                        "check the user in the URL, and the password in PGPASSWORD (MySQL, MariaDB: MYSQL_PWD) or the file of passwords"
                    )
                } else {
                    words!(
                        "口令放在环境变量 PGPASSWORD 或口令文件 ~/.pgpass 里（MySQL、MariaDB 是 MYSQL_PWD）；用户名写在地址里：postgres://用户@主机/库",
                        "put the password in PGPASSWORD or the file ~/.pgpass (MySQL, MariaDB: MYSQL_PWD), and the user in the URL: postgres://user@host/database"
                    )
                };
                (message, help)
            }
            Self::Lost(why) => (
                words!("读到一半，数据库断开了：{why}", "the database went away while it was read: {why}"),
                words!(
                    "等数据库恢复后重新运行；没有写出任何结果",
                    "run again when the database is back; no result was written"
                ),
            ),
            Self::Failed(why) => (
                words!("数据库读不出：{why}", "the database cannot be read: {why}"),
                words!(
                    "核对 数据 里写的表名或查询，和这个用户有没有读的权限",
                    "check the table or query in the `table` item, and that the user may read it"
                ),
            ),
            Self::NoQuery(why) => (
                why.clone(),
                words!(
                    "查询只写一条 select（或 with … select），末尾不用分号",
                    "a query is one select (or with … select), without a semicolon"
                ),
            ),
            Self::NoTable => (
                words!("表名读不懂", "the name of the table does not read as one"),
                words!("写 表 \"表名\" 或 表 \"模式.表名\"", "write from_table \"name\" or from_table \"schema.name\""),
            ),
            Self::Unsound => (
                words!(
                    "数据库给的内容读不懂，可能坏了",
                    "what the database gives cannot be made out; it may be damaged"
                ),
                words!(
                    "核对数据库是否完好，或导出成文件再读",
                    "check that the database is sound, or export the table as a file"
                ),
            ),
            Self::Missing => (
                words!("找不到这个数据库文件", "this database file does not exist"),
                words!("请核对数据文件夹和文件名", "check the folder of the data and the name of the file"),
            ),
            Self::Unopened(why) => (
                words!("数据库文件打不开：{why}", "the database file cannot be opened: {why}"),
                words!("请核对它是不是文件，能不能读", "check that it is a file and may be read"),
            ),
            Self::NoFile => (
                words!("这不是 SQLite 数据库，或者加了密", "this is no SQLite database, or it is encrypted"),
                words!("核对文件名，或重新导出", "check the name of the file, or export it again"),
            ),
            Self::Unclosed => (
                words!(
                    "这个数据库没有正常关闭，有改到一半的内容",
                    "the database was not closed properly: a change in it is not finished"
                ),
                words!(
                    "用写它的程序打开一次再关上，或者把旁边的 -journal、-wal 文件一起拷来",
                    "open and close it with the program that writes it, or copy the -journal or -wal file beside it too"
                ),
            ),
            Self::Elsewhere => (
                words!("数据库文件要在磁盘上才能读", "a database file is read from a disk only"),
                words!("把它放进数据文件夹", "put it into the folder of the data"),
            ),
            Self::Types(_) | Self::Value(..) | Self::TooMuch => {
                (words!("数据库读不出", "the database cannot be read"), in_the_query())
            }
        }
    }
}

fn of_url(fault: &ServerFault) -> (Words, Words) {
    let shape = words!(
        "写成 postgres://用户@主机:端口/库 或 mysql://用户@主机:端口/库",
        "write postgres://user@host:port/database or mysql://user@host:port/database"
    );
    match fault {
        ServerFault::Password => (
            words!(
                "口令写在地址里了；写下来的口令谁都看得到",
                "the URL holds a password, which everybody who has the file can read"
            ),
            words!(
                "从地址里删去口令，放进环境变量 PGPASSWORD 或口令文件 ~/.pgpass（MySQL、MariaDB 是 MYSQL_PWD），并把它换掉",
                "take it out and put it in PGPASSWORD or the file ~/.pgpass (MySQL, MariaDB: MYSQL_PWD), and change it"
            ),
        ),
        ServerFault::Scheme => (
            words!("不认识这种地址", "this kind of URL is not known"),
            words!(
                "能连接的数据库有 postgres://、mysql://、mariadb://；SQLite 写文件名",
                "postgres://, mysql:// and mariadb:// are connected to; of SQLite name the file"
            ),
        ),
        ServerFault::Host => (words!("地址里没有主机名", "the URL names no host"), shape),
        ServerFault::Port => {
            (words!("地址里的端口不是 1 到 65535", "the port in the URL is none of 1 to 65535"), shape)
        }
        ServerFault::More => {
            (words!("地址里库名后面还有别的内容", "something stands in the URL behind the database"), shape)
        }
        ServerFault::Escape => {
            (words!("地址里的 % 后面要有两位十六进制数", "a % in the URL stands before two hexadecimal digits"), shape)
        }
    }
}

fn report_type(column: &str, held: &str, findings: &mut Findings<'_>) {
    findings.add(Code::H0503, |at| {
        let message = words!(
            "「{column}」列在数据库里是 {held} 类型，不能读",
            "the column `{column}` of the database is of type {held}, which is not read"
        );
        Diagnostic::data(Code::H0503, at.place(None, Some(column), None), message).help(in_the_query())
    });
}

fn in_the_query() -> Words {
    words!(
        "用 查询 把这一列转换成数、日期或文字，如 cast(… as decimal(18, 4))",
        "use a query that turns the column into a number, date or text, such as cast(… as decimal(18, 4))"
    )
}
