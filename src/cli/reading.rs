//! How tables are read: what a command line says of it beside `--data`.

use clap::ValueEnum;

use heng::session;

/// Options of every command that reads tables.
#[derive(Debug, Clone, clap::Args)]
pub(super) struct Reading {
    /// 数据里没有声明的列：报错，或者只这一次忽略
    #[arg(long, value_enum, default_value_t = ExtraColumns::Refuse)]
    extra_columns: ExtraColumns,
    /// 更正（csv）：数据文件夹里的 更正.csv 之外的
    #[arg(long, value_name = "FILE")]
    corrections: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExtraColumns {
    Refuse,
    Ignore,
}

impl Reading {
    /// The tables of a folder, for a rule file.
    pub(super) fn of<'r>(&'r self, folder: &'r str, rules: &'r str) -> session::Reading<'r> {
        let ignores_other_columns = self.extra_columns == ExtraColumns::Ignore;
        session::Reading {
            rules: Some(rules),
            corrections: self.corrections(),
            ignores_other_columns,
            ..session::Reading::of(folder)
        }
    }

    /// Whether columns that no rule declares are ignored.
    pub(super) fn ignores_other_columns(&self) -> bool {
        self.extra_columns == ExtraColumns::Ignore
    }

    /// Whether the command line says something of it.
    pub(super) fn is_given(&self) -> bool {
        self.ignores_other_columns() || self.corrections.is_some()
    }

    /// The same without the file of corrections that is named.
    pub(super) fn without_corrections(&self) -> Self {
        Self { corrections: None, ..self.clone() }
    }

    /// The file of corrections that is named.
    pub(super) fn corrections(&self) -> Option<&str> {
        self.corrections.as_deref()
    }
}
