//! Options of every command.

use clap::ValueEnum;

use heng::finding::Language;

/// Options of every command.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Common {
    /// 颜色
    #[arg(long, global = true, value_enum, default_value_t = Color::Auto)]
    pub(super) color: Color,
    /// 消息的语言；不写时随规则文件
    #[arg(long, global = true, value_enum)]
    pub(super) lang: Option<Lang>,
    /// 规则还可以读这个文件夹里的文件；可以写几次
    #[arg(long, global = true, value_name = "DIR|URL")]
    pub(super) allow: Vec<String>,
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
