//! `heng template`

use std::collections::BTreeSet;
use std::path::Path;

use super::output::{Output, Status};
use heng::core::{FieldId, Schema};
use heng::finding::{Diagnostic, Language, Sources};
use heng::host::progress::Stage;
use heng::host::{Host, Kind};
use heng::program::Program;
use heng::report::template::{self, Filled};
use heng::session::Rules;
use heng::{session, words};

#[derive(Debug, clap::Args)]
pub(super) struct Options {
    /// 规则文件
    rules: String,
    /// 写进这个 .xlsx 文件；有 --split 时是文件夹
    #[arg(long, value_name = "FILE")]
    out: String,
    /// 按被评对象的这一列分成几个工作簿，如 归属县
    #[arg(long, value_name = "FIELD")]
    split: Option<String>,
    /// 数据文件夹；有它就填好被评对象
    #[arg(long)]
    data: Option<String>,
}

pub(super) fn run(options: &Options, host: &dyn Host, output: &mut Output) -> Status {
    let rules = match session::rules(host, &options.rules) {
        Ok(rules) => rules,
        Err(diagnostic) => {
            output.diagnostics(&Sources::default(), &[diagnostic], Language::Zh);
            return Status::Usage;
        }
    };
    output.diagnostics(&rules.sources, &rules.diagnostics, rules.language);
    let Some(program) = &rules.program else { return Status::Findings };
    if let Some(status) = misplaced(options, host, &rules, output) {
        return status;
    }
    let workbooks = filled(options, host, program, output)
        .and_then(|filled| workbooks(options, program, filled, output.language(rules.language)));
    output.progress().begin(Stage::Output);
    match workbooks {
        Ok(workbooks) => written(options, host, &rules, &workbooks, output),
        Err(found) => {
            output.diagnostics(&rules.sources, &found, rules.language);
            Status::Findings
        }
    }
}

/// Refuses what `--out` cannot name.
fn misplaced(options: &Options, host: &dyn Host, rules: &Rules, output: &Output) -> Option<Status> {
    let out = &options.out;
    let is_workbook = Path::new(out).extension().is_some_and(|extension| extension.eq_ignore_ascii_case("xlsx"));
    let words = match (options.split.is_some(), is_workbook) {
        (false, false) => words!(
            "--out {out} 要以 .xlsx 结尾，写出的是 xlsx 工作簿",
            "--out {out} has to end with .xlsx, which is what is written"
        ),
        (true, true) => words!(
            "有 --split 时写出几个工作簿，--out 写文件夹，不写 {out}",
            "with --split there are several workbooks: --out names a folder, and not {out}"
        ),
        (true, false) if matches!(host.kind(out), Kind::File | Kind::Stream) => {
            words!("--out {out} 是文件；有 --split 时写文件夹", "--out {out} is a file; with --split it names a folder")
        }
        _ => return None,
    };
    Some(output.misused(&words, rules.language))
}

/// What each workbook begins with, one without `--split`.
fn filled(
    options: &Options,
    host: &dyn Host,
    program: &Program,
    output: &Output,
) -> Result<Vec<Filled>, Vec<Diagnostic>> {
    let has_data = options.data.is_some();
    let by: Option<FieldId> = match &options.split {
        Some(name) => Some(session::split(program, &options.rules, name, has_data).map_err(|refused| vec![*refused])?),
        None => None,
    };
    let rows = match &options.data {
        Some(folder) => Some(session::subjects(host, program, folder, by, output.progress())?),
        None => None,
    };
    let subjects = program.rules.schema.table(Schema::SUBJECTS);
    Ok(match (by, subjects) {
        (Some(by), Some(subjects)) => template::parts(subjects, by, rows).unwrap_or_default(),
        _ => vec![Filled { rows: rows.unwrap_or_default(), part: None }],
    })
}

/// The paths and the bytes of all workbooks: none is written before all are made.
fn workbooks(
    options: &Options,
    program: &Program,
    filled: Vec<Filled>,
    language: Language,
) -> Result<Vec<(String, Vec<u8>)>, Vec<Diagnostic>> {
    let mut taken = BTreeSet::new();
    let mut workbooks = Vec::with_capacity(filled.len());
    for filled in filled {
        let path = match &filled.part {
            Some(part) => {
                let folder = options.out.trim_end_matches('/');
                format!("{folder}/{}", template::file_name(&part.text, &mut taken))
            }
            None => options.out.clone(),
        };
        let bytes = template::workbook(program, &filled, language)
            .map_err(|unfit| unfit.iter().map(|unfit| unfit.finding(&options.rules)).collect::<Vec<_>>())?;
        workbooks.push((path, bytes));
    }
    Ok(workbooks)
}

fn written(
    options: &Options,
    host: &dyn Host,
    rules: &Rules,
    workbooks: &[(String, Vec<u8>)],
    output: &Output,
) -> Status {
    let language = output.language(rules.language);
    let inputs = inputs(options, rules);
    let is_input = |path: &str| inputs.iter().any(|input| host.is_same(input, path));
    if let Some((path, _)) = workbooks.iter().find(|(path, _)| is_input(path)) {
        let words = words!(
            "--out 写的是 {path}，是规则或数据的文件；请换一个文件名",
            "--out names {path}, which is a file of the rules or the data; choose another name"
        );
        return output.misused(&words, rules.language);
    }
    let folder = options.split.as_ref().map(|_| host.make_folder(&options.out));
    if let Some(Err(error)) = folder {
        let folder = &options.out;
        let words = words!("文件夹 {folder} 建不了：{error}", "the folder {folder} cannot be made: {error}");
        return output.misused(&words, rules.language);
    }
    for (path, bytes) in workbooks {
        let status = output.replace(host, path, language, &mut |out| out.write_all(bytes));
        if status != Status::Success {
            return status;
        }
    }
    Status::Success
}

/// What must not be written over: the rules, and the files of all tables whether they are read by now or not.
fn inputs(options: &Options, rules: &Rules) -> Vec<String> {
    let sources = rules.sources.iter().map(|source| source.path.clone());
    let tables = rules.program.iter().flat_map(|program| &program.rules.schema.tables);
    let data = options
        .data
        .iter()
        .flat_map(|folder| tables.clone().map(move |table| format!("{folder}/{}", table.file)).chain([folder.clone()]));
    sources.chain(data).collect()
}
