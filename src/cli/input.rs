//! Rules and data on the command line.

use clap::ValueEnum;

use super::reading::Reading;
use heng::engine::EngineKind;

/// Rules and data.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Input {
    /// 规则文件；或者一个数据包，这时不写 --data
    pub(super) rules: String,
    /// 数据文件夹
    #[arg(long, required = true)]
    pub(super) data: Option<String>,
    /// 计算方式；两种结果相同
    #[arg(long, value_enum, default_value_t = Engine::Columnar)]
    pub(super) engine: Engine,
    /// 补充的放假安排（TOML）
    #[arg(long)]
    pub(super) calendar: Option<String>,
    #[command(flatten)]
    pub(super) reading: Reading,
}

impl Input {
    /// The file of corrections that is named, and the same input without it.
    pub(super) fn without_corrections(&self) -> (Option<&str>, Self) {
        (self.reading.corrections(), Self { reading: self.reading.without_corrections(), ..self.clone() })
    }
}

/// A way of calculating.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Engine {
    Columnar,
    Exact,
}

impl Engine {
    /// As packets name it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Columnar => "columnar",
            Self::Exact => "exact",
        }
    }

    /// The engine of the library.
    pub(super) fn kind(self) -> EngineKind {
        match self {
            Self::Columnar => EngineKind::Columnar,
            Self::Exact => EngineKind::Exact,
        }
    }
}
