//! The command line: parses requests, calls [`heng::session`], prints. Exit codes: 0 done, 1
//! findings, 2 usage or files, 101 a fault of ours, 130 interrupted, 143 ended by SIGTERM.

mod bar;
mod bounds;
mod check;
mod common;
mod data;
mod diff;
mod error;
mod explain;
mod explained;
mod fault;
mod firm;
mod fmt;
mod help;
mod input;
mod misuse;
mod output;
mod packet;
pub(crate) mod pages;
mod place;
mod plan;
mod reading;
mod schema;
mod score;
mod scored;
mod script;
mod select;
mod template;
mod test;
mod verify;
mod watch;
mod what_if;
mod why_not;

use clap::{Parser, Subcommand};

use common::Common;
pub(crate) use fault::text as fault_text;
use heng::host::{Disk, Fence};
use output::Output;
pub(crate) use output::{Status, tell};

/// 衡：把写成文字的评估规则和数据表算成等次，每个等次都有依据。
#[derive(Debug, Parser)]
#[command(name = "heng", version, propagate_version = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    common: Common,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// 按规则给全部被评对象打分、定等
    Score(score::Options),
    /// 检查规则文件
    Check(check::Options),
    /// 运行规则文件里的示例
    Test(test::Options),
    /// 整理规则文件的排版
    Fmt(fmt::Options),
    /// 说明一家的等次是怎么来的
    Explain(explain::Options),
    /// 比较两份规则：改了什么，影响到谁
    Diff(diff::Options),
    /// 缺的或有争议的单元格还能让总分和等次变成什么
    Bounds(bounds::Options),
    /// 换一种舍入、并列、含本数的读法或另解，移动权重，等次变不变
    Firm(firm::Options),
    /// 一家为什么没到更好的等次，改多少能到
    WhyNot(why_not::Options),
    /// 设想几格是别的值：对各家有什么影响
    WhatIf(what_if::Options),
    /// 核对数据包：有没有改动，重算的结果是不是逐格相同
    Verify(verify::Options),
    /// 核对数据：读到了什么，修整了什么，缺什么，哪里像是有问题
    Data(data::Options),
    /// 写出各县填报用的工作簿
    Template(template::Options),
    /// 打印计算步骤
    Plan(plan::Options),
    /// 运行脚本里的一次调用，打印每一步
    Script(script::Options),
    /// 打印一个诊断代码的说明
    Error(error::Options),
    /// 打印一个命令的 JSON 的格式（JSON Schema）
    Schema(schema::Options),
}
/// Runs the command line on the real file system and terminal.
#[must_use]
pub(crate) fn main() -> Status {
    let arguments: Arguments = match help::parse(&std::env::args_os().collect::<Vec<_>>(), &Disk) {
        Ok(arguments) => arguments,
        Err(error) if error.use_stderr() => return misuse::report(&error, &Disk),
        Err(error) => return output::asked_for(&error),
    };
    let mut output = Output::new(&arguments.common);
    let host = match arguments.common.allowed() {
        Ok(allowed) => &Fence::allowing(&Disk, allowed),
        Err(words) => return output.misused(&words, misuse::asked_language()),
    };
    let status = match &arguments.command {
        Command::Score(options) => score::run(options, host, &mut output),
        Command::Check(options) => check::run(options, host, &mut output),
        Command::Test(options) => test::run(options, host, &mut output),
        Command::Fmt(options) => fmt::run(options, host, &mut output),
        Command::Explain(options) => explain::run(options, host, &mut output),
        Command::Diff(options) => diff::run(options, host, &mut output),
        Command::Bounds(options) => bounds::run(options, host, &mut output),
        Command::Firm(options) => firm::run(options, host, &mut output),
        Command::WhyNot(options) => why_not::run(options, host, &mut output),
        Command::WhatIf(options) => what_if::run(options, host, &mut output),
        Command::Verify(options) => verify::run(options, host, &mut output),
        Command::Data(options) => data::run(options, host, &mut output),
        Command::Template(options) => template::run(options, host, &mut output),
        Command::Plan(options) => plan::run(options, host, &mut output),
        Command::Script(options) => script::run(options, host, &mut output),
        Command::Error(options) => error::run(options, &mut output),
        Command::Schema(options) => schema::run(options, &mut output),
    };
    output.finish(status)
}
