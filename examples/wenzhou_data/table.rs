//! The tables of a data set and their CSV form.

use std::{fs, path::Path};

/// A row of cells from values of different types.
macro_rules! row {
    ($($cell:expr),+ $(,)?) => { vec![$($cell.to_string()),+] };
}
pub(crate) use row;

/// One table: file name, columns and rows in order.
pub(crate) struct Table {
    /// The file name the rule set declares.
    file: &'static str,
    /// The column headers, separated by commas; none of them needs quoting.
    header: &'static str,
    /// The rows, cell by cell.
    rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table.
    const fn new(file: &'static str, header: &'static str) -> Self {
        Self { file, header, rows: Vec::new() }
    }

    /// Adds a row.
    pub(crate) fn push(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    /// The table as CSV: UTF-8 without a byte order mark, lines ended by LF.
    fn to_csv(&self) -> Result<String, String> {
        let columns = self.header.split(',').count();
        let mut text = format!("{}\n", self.header);
        for row in &self.rows {
            if row.len() != columns {
                return Err(format!("{}: a row of {} cells under {columns} columns", self.file, row.len()));
            }
            let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
            text.push_str(&cells.join(","));
            text.push('\n');
        }
        Ok(text)
    }
}

/// The cell in quotes where a comma, quote or line break makes them necessary (RFC 4180).
fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell.to_owned() }
}

/// Names every table once: field, file and columns.
macro_rules! tables {
    ($($(#[$doc:meta])* $field:ident $file:literal $header:literal;)+) => {
        /// All tables of a data set.
        pub(crate) struct Tables { $($(#[$doc])* pub(crate) $field: Table,)+ }

        impl Tables {
            /// The tables, all empty.
            const fn new() -> Self {
                Self { $($field: Table::new($file, $header),)+ }
            }

            /// The tables in the order of the rule file's declarations.
            fn all(&self) -> Vec<&Table> {
                vec![$(&self.$field),+]
            }
        }
    };
}

// The columns are exactly those rules/wenzhou declares: a column more would be an error when the data are read.
tables! {
    /// 园区.
    parks "parks.csv" "园区编号,园区名称,归属县,园区类型,园区数,认定文号,认定日期,运营单位,管理机构文号,专职人员,升级省级园,时点日期";
    /// 分园区.
    branches "branches.csv" "园区编号,分园区名,是否主园,建筑面积,可租面积,已租面积";
    /// 机构.
    orgs "orgs.csv" "园区编号,信用代码,机构名称,机构类别,许可证号,是否专业性,是否百强,入园日,退园日";
    /// 机构年度.
    org_year "org_year.csv" "信用代码,年度,营业收入,代收代付,特色产业收入,税收,数据状态";
    /// 园区年度.
    park_year "park_year.csv" "园区编号,年度,服务人次,促进就业,引进人才";
    /// 合作.
    partners "partners.csv" "园区编号,对象编号,合作类别,生效日,失效日";
    /// 服务事项.
    services "services.csv" "园区编号,事项编号,事项名称";
    /// 兑现.
    policy_cash "policy_cash.csv" "园区编号,笔号,政策文号,应兑现,已兑现,申请日,应办结日,办结日";
    /// 活动.
    events "events.csv" "园区编号,活动日期,活动名称,活动类型,参加人数";
    /// 事件.
    incidents "incidents.csv" "园区编号,事件日期,事件类别,查实,文号";
    /// 荣誉.
    honors "honors.csv" "园区编号,事项编号,级别,文号";
    /// 重大事项.
    changes "changes.csv" "园区编号,事项类型,发生日,报告日";
    /// 报送.
    reports "reports.csv" "园区编号,期别,应报日,实报日,错报次数";
    /// 年度总结.
    summaries "summaries.csv" "园区编号,年度,规定上报日,上报日";
    /// 满意度.
    survey "survey.csv" "园区编号,年度,有效样本,满意率";
    /// 评分.
    judges "judges.csv" "园区编号,指标代号,专家代号,分值,回避";
    /// 定性判定.
    qualitative "qualitative.csv" "园区编号,条款,结论,等级";
    /// 数据质量核查, of the second cycle.
    checks "checks.csv" "园区编号,核查批次,抽查项,差错项";
    /// 整改, of the second cycle.
    rectifications "rectifications.csv" "园区编号,整改事项,已落实";
    /// 申报, declared by the admission rules alone.
    applications "applications.csv" "园区编号,申建函件,软硬件建设情况,入园机构及配套服务单位情况,已出台政策文件,公示发布日,公示截止日,异议";
}

impl Tables {
    /// The tables of the cycle that ends with a year.
    pub(crate) const fn of(year: i64) -> Self {
        let mut tables = Self::new();
        if year != 2023 {
            tables.park_year.header = "园区编号,年度,服务人次,促进就业,引进人才,培训人次,营业面积";
        }
        tables
    }

    /// Writes every table into `folder`, which is made if it is missing.
    pub(crate) fn write(&self, folder: &Path) -> Result<(), String> {
        fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
        for table in self.all() {
            // Each cycle has tables of its own.
            let own = ["checks.csv", "rectifications.csv", "applications.csv"];
            if table.rows.is_empty() && own.contains(&table.file) {
                continue;
            }
            let path = folder.join(table.file);
            fs::write(&path, table.to_csv()?).map_err(|error| format!("{}: {error}", path.display()))?;
        }
        Ok(())
    }
}

/// 是 or 否.
pub(crate) fn yes(value: bool) -> &'static str {
    if value { "是" } else { "否" }
}

/// The value's text, or an empty cell.
pub(crate) fn or_empty<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}
