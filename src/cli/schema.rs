//! `heng schema`

use clap::ValueEnum;

use super::output::{Output, Status};
use heng::report::{self, Printed};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 打印 JSON 的命令
    #[arg(value_enum)]
    command: Command,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Command {
    Score,
    Explain,
    Check,
    Test,
    Script,
    Data,
    Bounds,
    Firm,
    WhatIf,
    WhyNot,
    Verify,
    Diff,
}

pub(super) fn run(options: &Options, output: &mut Output) -> Status {
    output.data(&report::schema(match options.command {
        Command::Score => Printed::Score,
        Command::Explain => Printed::Explain,
        Command::Check => Printed::Check,
        Command::Test => Printed::Test,
        Command::Script => Printed::Script,
        Command::Data => Printed::Data,
        Command::Firm => Printed::Firm,
        Command::Bounds => Printed::Bounds,
        Command::WhatIf => Printed::WhatIf,
        Command::WhyNot => Printed::WhyNot,
        Command::Verify => Printed::Verify,
        Command::Diff => Printed::Diff,
    }));
    Status::Success
}
