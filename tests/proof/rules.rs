//! Small rule sets and what is found out about them.

use std::fmt::Write as _;
use std::sync::Arc;

use heng::finding::{Code, Diagnostic, Sources};
use heng::host::Memory;
use heng::number::Calendar;
use heng::program::Program;
use heng::proof::{Answer, Proofs, Statement};
use heng::session;

const HEAD: &str = "规则集 \"例\" 示例\n周期 2024-01-01 至 2024-12-31\n舍入 指标 2 位 四舍五入\n";

/// The tables of most cases.
pub(crate) const TABLES: &str = "数据 园区 \"parks.csv\" {
  园区编号 文本 主键
  园区类型 枚举 { 综合性, 专业性 }
  满意率 % 不低于 0% 不超过 100%
  入驻率 % 不低于 0%
  空置率 %
  增幅 % 高于 -100% 低于 200%
  专职人员 人 不少于 0 人 不超过 50 人
  升级省级园 是否
  收件日 日期 不早于 2024-01-01
  评语 文本
}
数据 荣誉 \"honors.csv\" 属于 园区 按 园区编号 {
  事项编号 文本 主键
  级别 枚举 { 国家级, 省级 }
  指标代号 文本
  金额 万元 不低于 0 万元 不超过 100 万元
  金额未限 万元
}
";

/// One head with indicators of ten marks each, from the clauses of each.
pub(crate) fn with_indicators(clauses: &[&str]) -> String {
    let full = clauses.len() * 10;
    let mut text = format!("{HEAD}满分 {full} 分\n{TABLES}方面 D \"例\" {full} 分 {{\n");
    for (place, clauses) in clauses.iter().enumerate() {
        let code = place + 1;
        writeln!(text, "  指标 D{code} \"例\" 10 分 {{\n    依据 第一条\n    {clauses}\n  }}").unwrap();
    }
    text + "}\n"
}

/// A checked rule set.
pub(crate) fn program(text: &str) -> Arc<Program> {
    program_beside(text, &[])
}

/// A checked rule set, and the files beside it that it may read.
pub(crate) fn program_beside(text: &str, files: &[(String, String)]) -> Arc<Program> {
    let host = Memory::default();
    for (name, bytes) in files {
        host.put(name.as_str(), bytes.as_bytes());
    }
    host.put("rules.heng", text.as_bytes());
    let rules = session::rules(&host, "rules.heng").unwrap();
    let findings: Vec<String> =
        rules.diagnostics.iter().map(|found| format!("{} {}", found.code, found.message.zh)).collect();
    rules.program.unwrap_or_else(|| panic!("{text}\n{}", findings.join("\n")))
}

pub(crate) fn proofs(text: &str) -> Proofs {
    session::proofs(&program(text), true)
}

/// What came of a claim about `D1` or another subject.
pub(crate) fn statement(proofs: &Proofs, code: Code, subject: &str) -> Statement {
    let known = || proofs.statements.iter().filter(|statement| statement.code == code);
    known().find(|statement| statement.subject == subject).cloned().unwrap_or_else(|| panic!("no {code} {subject}"))
}

pub(crate) fn answer(text: &str, code: Code) -> Answer {
    statement(&proofs(text), code, "D1").answer
}

/// Codes of the findings.
pub(crate) fn codes(text: &str) -> Vec<&'static str> {
    session::proofs(&program(text), false).findings.iter().map(|found| found.code.name()).collect()
}

/// What running the last 示例 of a file finds.
pub(crate) fn run_last(text: &str) -> Vec<Diagnostic> {
    let program = program(text);
    let calendar = Calendar::china().unwrap();
    let example = program.rules.examples.last().expect("an example");
    session::run_example(&Sources::default(), &program, example, &calendar)
}
