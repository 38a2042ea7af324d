//! 脚本: declared functions held against the files that define them.

use std::collections::BTreeMap;

use super::Checker;
use crate::core::{FunctionId, ScriptId, TableId, Type};
use crate::finding::SourceId;
use crate::finding::{Code, Diagnostic, Fix, Place, Span, Spanned, Words};
use crate::invariant::fit;
use crate::rules::{Port, PortKind, ScriptFile, ScriptFunction};
use crate::script::{Complaint, ComplaintKind, Limits, Script};
use crate::syntax::ast::{self, StatementKind};
use crate::syntax::keyword::FUNCTIONS;
use crate::words;

/// The text of a script, or what was found instead; one for each 脚本 of a file, in its order.
pub type ScriptText = Result<(SourceId, String), Diagnostic>;

/// More decimals are asked for by mistake, or to keep a machine busy.
const MOST_PLACES: u32 = 50;

/// The greatest limit that can be set of each kind: above it a script could hold up the machine.
const MOST: Limits = Limits { operations: 100_000_000, depth: 100, length: 1_000_000, items: 1_000_000 };

impl Checker<'_> {
    /// Declares all functions, so that expressions may call them.
    pub(super) fn declare_scripts(&mut self, texts: &[ScriptText]) {
        self.limits = self.script_limits();
        let file = self.file;
        let mut known: BTreeMap<String, ast::Name> = BTreeMap::new();
        let scripts = file.items.iter().filter_map(|item| match item {
            ast::Item::Script(script) => Some(script),
            _ => None,
        });
        for (place, script) in scripts.enumerate() {
            let declared: Vec<&ast::ScriptFunction> = script
                .functions
                .iter()
                .filter(|function| {
                    let (written, name) = (&function.name, function.name.value.clone());
                    if FUNCTIONS.iter().any(|(zh, en)| *zh == name || *en == name) {
                        self.built_in(written);
                        return false;
                    }
                    if let Some(first) = known.get(&name).cloned() {
                        self.repeated(written, &first);
                        return false;
                    }
                    known.insert(name, written.clone());
                    true
                })
                .collect();
            let read = match texts.get(place) {
                Some(Ok((source, text))) => self.read(script, *source, text),
                Some(Err(outside)) if outside.code == Code::H0903 => {
                    let place = Some(Place::Source(script.file.span));
                    self.refuse(Diagnostic { place, ..outside.clone() })
                }
                Some(Err(found)) => self.unreadable(&script.file, found.message.clone()),
                None => self.unreadable(&script.file, words!("没有读", "it was not read")),
            };
            for function in declared {
                let checked = self.script_function(function, read.as_ref());
                self.function_ids.insert(function.name.value.clone(), FunctionId(self.functions.len()));
                self.functions.push(checked);
            }
            self.scripts.extend(read);
        }
    }

    fn built_in(&mut self, name: &ast::Name) {
        let written = &name.value;
        self.report(
            Diagnostic::error(
                Code::H0202,
                name.span,
                words!("「{written}」是规则语言自己的函数", "`{written}` is a function of the rule language itself"),
            )
            .help(words!("脚本里的函数换一个名称", "give the function of the script another name")),
        );
    }

    fn script_limits(&mut self) -> Limits {
        let file = self.file;
        let written: Vec<&ast::ScriptLimits> = file
            .items
            .iter()
            .filter_map(|item| match item {
                ast::Item::ScriptLimits(limits) => Some(limits),
                _ => None,
            })
            .collect();
        self.only_once(&written.iter().map(|limits| limits.span).collect::<Vec<_>>());
        let mut limits = Limits::default();
        let Some(first) = written.first() else { return limits };
        let mut set = |slot: &mut u64, written: Option<&Spanned<u32>>, most: u64| {
            let Some(written) = written else { return };
            let value = u64::from(written.value);
            if (1..=most).contains(&value) {
                *slot = value;
                return;
            }
            self.report(
                Diagnostic::error(
                    Code::H0408,
                    written.span,
                    words!("限度须在 1 到 {most} 之间", "a limit lies between 1 and {most}"),
                )
                .help(words!("不写时用通常的限度", "without it, the usual limit holds")),
            );
        };
        let wide = |value: usize| fit::<u64>(value);
        let narrow = |value: u64| usize::try_from(value).unwrap_or(usize::MAX);
        let (mut depth, mut length, mut items) = (wide(limits.depth), wide(limits.length), wide(limits.items));
        set(&mut limits.operations, first.operations.as_ref(), MOST.operations);
        set(&mut depth, first.depth.as_ref(), wide(MOST.depth));
        set(&mut length, first.length.as_ref(), wide(MOST.length));
        set(&mut items, first.items.as_ref(), wide(MOST.items));
        Limits { depth: narrow(depth), length: narrow(length), items: narrow(items), ..limits }
    }

    fn unreadable<T>(&mut self, file: &Spanned<String>, why: Words) -> Option<T> {
        let path = &file.value;
        let Words { zh, en } = why;
        self.refuse(
            Diagnostic::error(
                Code::H0221,
                file.span,
                words!("脚本「{path}」读不出：{zh}", "the script `{path}` cannot be read: {en}"),
            )
            .help(words!(
                "文件名从本文件所在的文件夹算起；核对名称和编码（UTF-8）",
                "the name is relative to the folder of this file; check it, and that the file is UTF-8"
            )),
        )
    }

    /// Reads a script; what is wrong in it is reported where it stands there.
    fn read(&mut self, declared: &ast::Script, source: SourceId, text: &str) -> Option<ScriptFile> {
        let script = match Script::parse(text, &self.limits) {
            Ok(script) => script,
            Err(complaints) => {
                for complaint in complaints {
                    self.report(complained(source, complaint));
                }
                return None;
            }
        };
        for function in script.functions().iter().filter(|function| !function.private) {
            let is_declared = declared.functions.iter().any(|known| known.name.value == function.name);
            if is_declared || self.may_be_lost(&function.name, &[StatementKind::Function]) {
                continue;
            }
            let name = &function.name;
            let span = Span::new(source, function.at.start, function.at.end);
            self.report(
                Diagnostic::error(
                    Code::H0224,
                    span,
                    words!("函数「{name}」没有在「脚本」里声明", "the function `{name}` is not declared"),
                )
                .label(declared.file.span, words!("这里列出脚本的函数", "the functions are listed here"))
                .help(words!(
                    "在「脚本」里写明它的参数和结果；只供脚本自己用的，写成 private fn",
                    "declare its parameters and result; a helper of the script itself is a private fn"
                )),
            );
        }
        Some(ScriptFile { path: declared.file.value.clone(), source, script })
    }

    /// A declaration, held against the function of the script that it names.
    fn script_function(&mut self, declared: &ast::ScriptFunction, file: Option<&ScriptFile>) -> Option<ScriptFunction> {
        let ports: Vec<Option<Port>> = declared.ports.iter().map(|port| self.port(port)).collect();
        let result = self.field_type(&declared.result);
        let places = declared.accuracy.as_ref().map(|places| self.places_of_result(places, result.as_ref()));
        let (ports, result) = (ports.into_iter().collect::<Option<Vec<_>>>()?, result?);
        let places = match places {
            Some(places) => Some(places?),
            None => None,
        };
        let file = file?;
        let name = &declared.name.value;
        let Some(function) =
            file.script.functions().iter().find(|function| function.name == *name && !function.private)
        else {
            let path = &file.path;
            let known = file.script.functions().iter().filter(|function| !function.private);
            return self.refuse(
                Diagnostic::error(
                    Code::H0223,
                    declared.name.span,
                    words!("脚本「{path}」里没有函数「{name}」", "the script `{path}` has no function `{name}`"),
                )
                .suggest(name, known.map(|function| function.name.as_str())),
            );
        };
        let (own, wanted) = (function.parameters.len(), ports.len());
        if own != wanted {
            let span = Span::new(file.source, function.at.start, function.at.end);
            return self.refuse(
                Diagnostic::error(
                    Code::H0225,
                    span,
                    words!(
                        "「{name}」在脚本里有 {own} 个参数，声明了 {wanted} 个",
                        "`{name}` has {own} parameters in the script and {wanted} in its declaration"
                    ),
                )
                .label(declared.span, words!("声明在这里", "declared here")),
            );
        }
        if function.irrational && places.is_none() {
            return self.refuse(
                Diagnostic::error(
                    Code::H0407,
                    declared.span,
                    words!(
                        "「{name}」里有方根、对数一类的函数，没有写结果精确到几位",
                        "`{name}` takes roots, logarithms or the like, and the decimals of its result are not stated"
                    ),
                )
                .help(words!(
                    "在结果的类型后面写：精确到 6 位；或在脚本的这些函数里写明位数",
                    "write behind the type of the result: accurate_to 6 places; or state the decimals in the script"
                )),
            );
        }
        Some(ScriptFunction {
            name: name.clone(),
            file: ScriptId(self.scripts.len()),
            ports,
            result,
            places,
            untranslatable: function.pure.as_ref().err().cloned(),
            span: declared.span,
        })
    }

    fn places_of_result(&mut self, places: &Spanned<u32>, result: Option<&Type>) -> Option<u32> {
        if places.value > MOST_PLACES {
            return self.refuse(
                Diagnostic::error(
                    Code::H0408,
                    places.span,
                    words!("最多精确到 {MOST_PLACES} 位", "at most {MOST_PLACES} places can be asked for"),
                )
                .help(words!("写成：精确到 6 位", "write: accurate_to 6 places"))
                .fix(Fix::replace(places.span, "6")),
            );
        }
        match result {
            Some(Type::Number(_)) | None => Some(places.value),
            Some(_) => self.refuse(
                Diagnostic::error(
                    Code::H0407,
                    places.span,
                    words!("结果不是数，没有位数可言", "the result is no number and has no decimals"),
                )
                .help(words!("删去「精确到」", "remove `accurate_to`")),
            ),
        }
    }

    fn port(&mut self, port: &ast::Port) -> Option<Port> {
        let kind = match &port.kind {
            ast::PortKind::Value(ty) => PortKind::Value(self.field_type(ty)?),
            ast::PortKind::Column(ty) => PortKind::Column(self.field_type(ty)?),
            ast::PortKind::Parts(ty) => PortKind::Parts(self.field_type(ty)?),
            ast::PortKind::Record(table) => PortKind::Record(self.table_id(table)?),
            ast::PortKind::Rows(table) => PortKind::Rows(self.below_subjects(table)?),
        };
        Some(Port { name: port.name.value.clone(), kind })
    }

    /// A table whose rows some other row can have below it.
    fn below_subjects(&mut self, name: &ast::Name) -> Option<TableId> {
        let table = self.table_id(name)?;
        if self.schema.parent(table).is_some() {
            return Some(table);
        }
        let written = &name.value;
        self.refuse(
            Diagnostic::error(
                Code::H0207,
                name.span,
                words!(
                    "「{written}」不在别的表之下，没有各行",
                    "`{written}` is below no other table and has no rows there"
                ),
            )
            .help(words!(
                "取被评对象自己的一行写 {written} 记录；各家的值写 各家 万元",
                "for the subject's own row write {written} record; for a value of every subject each_subject number"
            )),
        )
    }
}

/// A complaint about a script as a finding in it.
#[must_use]
pub fn complained(source: SourceId, complaint: Complaint) -> Diagnostic {
    let code = match complaint.kind {
        ComplaintKind::Syntax => Code::H0222,
        ComplaintKind::Forbidden => Code::H0226,
        ComplaintKind::UnknownName => Code::H0227,
    };
    let span = Span::new(source, complaint.at.start, complaint.at.end);
    let fix = complaint.instead.map(|instead| Fix::replace(span, instead));
    let finding = Diagnostic { fix, ..Diagnostic::error(code, span, Words { zh: complaint.zh, en: complaint.en }) };
    match complaint.help {
        Some((zh, en)) => finding.help(Words { zh, en }),
        None => finding,
    }
}
