//! Options of every command.

use clap::ValueEnum;

use heng::finding::{Language, Words};
use heng::host::Allowed;
use heng::words;

/// Options of every command.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Common {
    /// 颜色
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub(super) color: Color,
    /// 消息的语言；不写时随规则文件
    #[arg(long, global = true, value_enum)]
    pub(super) lang: Option<Lang>,
    #[arg(
        long,
        global = true,
        value_name = "DIR|URL",
        help = "规则还可以读这个文件夹里的文件，或连接这个数据库，如 postgres://主机/库；可以写几次"
    )]
    allow: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Color {
    Auto,
    Always,
    Never,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Lang {
    Zh,
    En,
}

impl From<Lang> for Language {
    fn from(lang: Lang) -> Self {
        match lang {
            Lang::Zh => Self::Zh,
            Lang::En => Self::En,
        }
    }
}

impl Common {
    /// The servers that a run may connect to.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub(super) fn allowed(&self) -> Result<Allowed, Words> {
        Allowed::of(self.allow.iter().map(String::as_str)).map_err(|number| {
            words!(
                "第 {number} 个 --allow 不是数据库的地址；写成 postgres://主机/库 或 mysql://主机/库，不写口令",
                "--allow number {number} is no URL of a database; write postgres://host/database or mysql://host/database, without a password"
            )
        })
    }
}

/// What a command prints that has pages for people and JSON for programs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum TextOrJson {
    Text,
    Json,
}
