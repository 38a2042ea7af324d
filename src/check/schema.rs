//! 数据 declarations.

use std::collections::BTreeMap;

use super::Checker;
use super::uses::Meaning;
use crate::core::{
    DatabaseRows, Field, FieldId, InDatabase, KeyPart, Layout, Parent, Range, Schema, Spread, Table, TableId, Type,
};
use crate::finding::{Code, Diagnostic, Span, Spanned};
use crate::number::Unit;
use crate::syntax::ast::{self, StatementKind};
use crate::words;

impl<'a> Checker<'a> {
    /// All declared tables, parents first.
    pub(super) fn declare_tables(&mut self) {
        let mut declared: BTreeMap<&str, &'a ast::Table> = BTreeMap::new();
        let mut waiting: Vec<&'a ast::Table> = Vec::new();
        for item in &self.file.items {
            let ast::Item::Table(table) = item else { continue };
            if let Some(first) = declared.insert(&table.name.value, table) {
                self.repeated(&table.name, &first.name);
            } else {
                waiting.push(table);
            }
        }
        self.lose_roots(&mut waiting);
        let mut ids: BTreeMap<String, TableId> = BTreeMap::new();
        let mut schema = Schema { tables: Vec::new(), language: self.file.language };
        // Roots first: the first is the subject table.
        waiting.sort_by_key(|table| table.parent.is_some());
        loop {
            let (ready, later): (Vec<_>, Vec<_>) = waiting
                .iter()
                .partition(|table| table.parent.as_ref().is_none_or(|within| ids.contains_key(&within.table.value)));
            if ready.is_empty() {
                waiting = later;
                break;
            }
            for table in ready {
                let parent = table
                    .parent
                    .as_ref()
                    .and_then(|within| self.parent_of(*ids.get(&within.table.value)?, within, table, &schema));
                ids.insert(table.name.value.clone(), TableId(schema.tables.len()));
                let declared = self.table(table, parent);
                self.table_means(TableId(schema.tables.len()), table, &declared);
                schema.tables.push(declared);
            }
            waiting = later;
        }
        self.refuse_waiting(waiting, &declared);
        self.check_roots(&schema);
        self.check_headers(&schema);
        self.schema = schema;
    }

    /// The names that the declaration of a table uses.
    fn table_means(&mut self, id: TableId, source: &ast::Table, declared: &Table) {
        if let (Some(within), Some(above)) = (&source.parent, &declared.parent) {
            self.means(Meaning::Table(above.table), within.table.span);
        }
        for name in &source.key {
            match declared.fields.iter().position(|field| field.name == name.value) {
                Some(place) => self.means(Meaning::Field(id, FieldId(place)), name.span),
                None if declared.parent.as_ref().is_some_and(|above| above.columns.contains(&name.value)) => {
                    self.means(Meaning::Parent(id), name.span);
                }
                None => {}
            }
        }
    }

    /// Of a table whose opening could not be read it is not known that it belongs to no other: it is the table of the
    /// subjects when there is no other.
    fn lose_roots(&mut self, tables: &mut Vec<&'a ast::Table>) {
        let roots = tables.iter().filter(|table| table.parent.is_none()).count();
        tables.retain(|table| {
            let is_lost = roots > 1 && table.parent.is_none() && table.file.is_none();
            if is_lost {
                self.lost.add(Some(StatementKind::Table), &table.name.value);
            }
            !is_lost
        });
    }

    /// Tables that wait for their parent in vain: it is declared nowhere, could not be read, or waits itself.
    fn refuse_waiting(&mut self, mut waiting: Vec<&'a ast::Table>, declared: &BTreeMap<&str, &'a ast::Table>) {
        let parent_of = |table: &&'a ast::Table| table.parent.as_ref().map(|within| &within.table);
        for table in &waiting {
            let Some(parent) = parent_of(table).filter(|parent| !declared.contains_key(parent.value.as_str())) else {
                continue;
            };
            let written = &parent.value;
            if !self.is_lost(parent, &[StatementKind::Table]) {
                let known = declared.keys().copied().filter(|name| *name != table.name.value);
                let message = words!("没有名为「{written}」的数据表", "there is no table `{written}`");
                self.report(Diagnostic::error(Code::H0201, parent.span, message).suggest(written, known));
            }
            self.lost.add(Some(StatementKind::Table), &table.name.value);
        }
        while let Some(at) = waiting.iter().position(|table| {
            let is_lost = |name: &ast::Name| self.may_be_lost(&name.value, &[StatementKind::Table]);
            is_lost(&table.name) || parent_of(table).is_some_and(is_lost)
        }) {
            let table = waiting.swap_remove(at);
            self.lost.add(Some(StatementKind::Table), &table.name.value);
        }
        waiting.sort_by_key(|table| table.span.start);
        for table in waiting {
            let Some(parent) = parent_of(&table) else { continue };
            self.lost.add(Some(StatementKind::Table), &table.name.value);
            self.report(Diagnostic::error(
                Code::H0203,
                parent.span,
                words!("「属于」循环：数据表不能绕一圈属于自己", "tables belong to one another in a circle"),
            ));
        }
    }

    /// Whether the key of a table may be what could not be read.
    pub(super) fn may_lack_key(&self, table: &Table) -> bool {
        self.file.items.iter().any(|item| match item {
            ast::Item::Table(source) => {
                let key = [StatementKind::Column, StatementKind::Key];
                source.span == table.span && key.iter().any(|kind| ast::may_be(&source.unread, *kind))
            }
            _ => false,
        })
    }

    /// Whether a table has been refused since it has no key.
    pub(super) fn lacks_key(&self, id: TableId) -> bool {
        let Some(table) = self.schema.table(id).filter(|table| table.key.is_empty()) else { return false };
        self.diagnostics.iter().any(|finding| finding.code == Code::H0204 && finding.span() == Some(table.span))
    }

    fn check_roots(&mut self, schema: &Schema) {
        let mut roots = schema.tables.iter().filter(|table| table.parent.is_none());
        let Some(first) = roots.next() else { return };
        for other in roots {
            let (name, subject) = (&other.name, &first.name);
            self.report(
                Diagnostic::error(
                    Code::H0204,
                    other.span,
                    words!("数据表「{name}」没有写属于哪张表", "table `{name}` does not say which table it belongs to"),
                )
                .label(first.span, words!("被评对象是「{subject}」", "the subjects are `{subject}`"))
                .help(words!(
                    "写成：数据 {name} \"…\" 属于 {subject} 按 …",
                    "write: table {name} \"…\" within {subject} by …"
                )),
            );
        }
        if first.key.is_empty() && !self.may_lack_key(first) {
            let name = &first.name;
            self.report(Diagnostic::error(
                Code::H0204,
                first.span,
                words!(
                    "被评对象「{name}」没有主键：在编号一列后写 主键",
                    "the subjects `{name}` have no key: mark a column as key"
                ),
            ));
        }
    }

    fn table(&mut self, source: &ast::Table, parent: Option<Parent>) -> Table {
        let mut fields: Vec<Field> = Vec::new();
        let mut key = Vec::new();
        let mut title = None;
        let ordinary = source.fields.len() - source.spread.as_ref().map_or(0, |spread| spread.count);
        let mut from = None;
        for (place, field) in source.fields.iter().enumerate() {
            if place == ordinary {
                from = Some(fields.len());
            }
            if let Some(first) = fields.iter().find(|known| known.name == field.name.value) {
                let first = ast::Name::new(first.name.clone(), first.span);
                self.repeated(&field.name, &first);
                continue;
            }
            let Some(ty) = self.field_type(&field.ty) else {
                self.lost.add(Some(StatementKind::Column), &field.name.value);
                continue;
            };
            let id = FieldId(fields.len());
            if field.is_key {
                key.push(KeyPart::Field(id));
            }
            if field.is_title {
                title = Some(id);
            }
            fields.push(Field {
                name: field.name.value.clone(),
                column: field.columns.first().map_or_else(|| field.name.value.clone(), |column| column.value.clone()),
                also: field.columns.iter().skip(1).map(|column| column.value.clone()).collect(),
                ty,
                optional: field.is_optional,
                record_only: field.is_record_only,
                private: field.is_private,
                evidence: field.is_evidence,
                range: Range::default(),
                change: None,
                span: field.span,
            });
        }
        for name in &source.key {
            if parent.as_ref().is_some_and(|above| above.columns.contains(&name.value)) {
                if !key.contains(&KeyPart::Parent) {
                    key.push(KeyPart::Parent);
                }
            } else if let Some(index) = fields.iter().position(|field| field.name == name.value) {
                key.push(KeyPart::Field(FieldId(index)));
            } else if !self.is_lost(name, &[StatementKind::Column]) {
                let (written, table) = (&name.value, &source.name.value);
                let known: Vec<&str> = fields.iter().map(|field| field.name.as_str()).collect();
                self.report(
                    Diagnostic::error(
                        Code::H0201,
                        name.span,
                        words!("「{table}」没有名为「{written}」的列", "`{table}` has no column `{written}`"),
                    )
                    .suggest(written, known),
                );
            }
        }
        if let Some(above) = parent.as_ref().filter(|_| key.contains(&KeyPart::Parent)) {
            self.whole_key_of_parent(source, &above.columns);
        }
        Table {
            name: source.name.value.clone(),
            file: self.file_of(source),
            in_database: in_database(source),
            parent,
            spread: self.spread(source, from, &fields, &key),
            fields,
            key,
            title,
            ignore_other_columns: source.ignore_other_columns,
            layout: self.layout(source),
            span: source.span,
        }
    }

    /// 展开: which rows are columns.
    fn spread(
        &mut self,
        source: &ast::Table,
        from: Option<usize>,
        fields: &[Field],
        key: &[KeyPart],
    ) -> Option<Spread> {
        let spread = source.spread.as_ref()?;
        let from = from.unwrap_or(fields.len());
        // Subjects without a key have been refused.
        if key.is_empty() && source.parent.is_some() {
            self.report(
                Diagnostic::error(
                    Code::H0204,
                    spread.span,
                    words!(
                        "展开的表没有主键，分不清哪几行是一家的",
                        "without a key rows that belong together cannot be told"
                    ),
                )
                .help(words!("写上主键，如 主键 县区代码, 年度", "write its key, such as key county, year")),
            );
        }
        for name in &source.key {
            if let Some(field) = fields.iter().skip(from).find(|field| field.name == name.value) {
                let written = &name.value;
                let message =
                    words!("展开出来的「{written}」不能是主键", "`{written}` is spread and cannot be part of the key");
                self.report(
                    Diagnostic::error(Code::H0207, name.span, message)
                        .label(field.span, words!("在这里展开", "spread here")),
                );
            }
        }
        for of_file in [&spread.name, &spread.value] {
            if let Some(field) = fields.iter().take(from).find(|field| field.column == of_file.value) {
                let written = &of_file.value;
                self.report(
                    Diagnostic::error(
                        Code::H0202,
                        field.span,
                        words!(
                            "「{written}」由展开读，不再写成一列",
                            "`{written}` is read by spread and is no column by itself"
                        ),
                    )
                    .label(of_file.span, words!("展开在这里读它", "spread reads it here")),
                );
            }
        }
        let (name, value) = (spread.name.value.clone(), spread.value.value.clone());
        Some(Spread { name, value, from })
    }

    /// What a table says of how its rows stand in a file.
    fn layout(&mut self, source: &ast::Table) -> Layout {
        // A mark stands for one thing.
        let mut known: BTreeMap<&str, Span> = BTreeMap::new();
        for mark in source.marks.iter().flatten() {
            let Some(first) = known.insert(mark.value.trim(), mark.span) else { continue };
            let written = &mark.value;
            self.report(
                Diagnostic::error(
                    Code::H0202,
                    mark.span,
                    words!("记号「{written}」写了两次", "the mark `{written}` is listed twice"),
                )
                .label(first, words!("第一次在这里", "first declared here")),
            );
        }
        let texts = |list: &[Spanned<String>]| list.iter().map(|text| text.value.trim().to_owned()).collect();
        let [missing, inapplicable, zero] = &source.marks;
        Layout {
            sheets: source.sheets.iter().map(|sheet| sheet.value.clone()).collect(),
            header_row: source.header_row.as_ref().map(|row| row.value),
            missing: texts(missing),
            inapplicable: texts(inapplicable),
            zero: texts(zero),
        }
    }

    /// What the origin of a table is called: its file, or what is read of which database.
    fn file_of(&self, source: &ast::Table) -> String {
        const SHOWN: usize = 60;
        let Some(file) = &source.file else { return String::new() };
        let (word, rows) = match &source.in_database {
            None => return without_password(&file.value),
            Some(ast::InDatabase::Table(table)) => (self.file.language.either("表", "table"), table),
            Some(ast::InDatabase::Query(query)) => (self.file.language.either("查询", "query"), query),
        };
        let rows: Vec<&str> = rows.value.split_whitespace().collect();
        let rows = rows.join(" ");
        let shown: String = rows.chars().take(SHOWN).collect();
        let more = if shown.len() < rows.len() { "…" } else { "" };
        format!("{} {word} {shown}{more}", without_password(&file.value))
    }

    pub(super) fn field_type(&mut self, ty: &ast::FieldType) -> Option<Type> {
        Some(match ty {
            ast::FieldType::Text => Type::Text,
            ast::FieldType::YesNo => Type::YesNo,
            ast::FieldType::Date => Type::Date,
            ast::FieldType::Pure => Type::pure(),
            ast::FieldType::Unit(name) => Type::Number(self.unit(name)?),
            ast::FieldType::Choice(list) => Type::Choice(self.choices(list)),
            ast::FieldType::Named(name) => return self.named_type(name),
        })
    }

    /// A unit by name.
    pub(super) fn unit(&mut self, name: &ast::Name) -> Option<Unit> {
        if let Some(unit) = Unit::parse(&name.value) {
            return Some(unit);
        }
        let written = &name.value;
        let types = ["文本", "是否", "日期", "枚举", "数值"];
        let known = Unit::known_names().iter().copied().chain(types);
        let error =
            Diagnostic::error(Code::H0303, name.span, words!("不认识的单位「{written}」", "unknown unit `{written}`"));
        self.refuse(error.suggest(written, known))
    }

    /// A name declared twice.
    pub(super) fn repeated(&mut self, second: &ast::Name, first: &ast::Name) {
        let name = &second.value;
        self.report(
            Diagnostic::error(Code::H0202, second.span, words!("「{name}」已经用过", "`{name}` is declared twice"))
                .label(first.span, words!("第一次在这里", "first declared here")),
        );
    }
}

fn in_database(source: &ast::Table) -> Option<InDatabase> {
    let rows = match source.in_database.as_ref()? {
        ast::InDatabase::Table(table) => DatabaseRows::Table(table.value.clone()),
        ast::InDatabase::Query(query) => DatabaseRows::Query(query.value.clone()),
    };
    Some(InDatabase { place: source.file.as_ref()?.value.clone(), rows })
}

/// A URL without what stands in it as a password, which is refused when data are read and shown nowhere.
fn without_password(place: &str) -> String {
    let Some((scheme, (who, rest))) =
        place.split_once("://").and_then(|(scheme, rest)| Some((scheme, rest.rsplit_once('@')?)))
    else {
        return place.to_owned();
    };
    let user = who.split(':').next().unwrap_or_default();
    format!("{scheme}://{user}@{rest}")
}
