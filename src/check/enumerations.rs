//! 枚举: lists of choices, as types of their own and of one column.

use std::collections::{BTreeMap, BTreeSet};

use super::known::KnownEnumeration;
use super::uses::Meaning;
use super::{Checker, Symbols};
use crate::core::{ChoiceName, Choices, Type};
use crate::finding::{Code, Diagnostic, Span};
use crate::number::Unit;
use crate::syntax::ast::{self, ChoiceItem, StatementKind};
use crate::syntax::is_name;
use crate::words;

impl Checker<'_> {
    /// All 枚举 that have a name.
    pub(super) fn declare_enumerations(&mut self) {
        let file = self.file;
        for item in &file.items {
            let ast::Item::Enumeration(source) = item else { continue };
            if let Some(first) = self.enumerations.iter().find(|known| known.name.value == source.name.value) {
                let first = first.name.clone();
                self.repeated(&source.name, &first);
                continue;
            }
            let name = &source.name.value;
            if Unit::parse(name).is_some() {
                self.report(
                    Diagnostic::error(
                        Code::H0202,
                        source.name.span,
                        words!(
                            "「{name}」是单位，不能用作枚举的名称",
                            "`{name}` is a unit and no name of an enumeration"
                        ),
                    )
                    .help(words!("换一个名称", "take another name")),
                );
            }
            let choices = self.choices(&source.list);
            self.enumerations.push(KnownEnumeration { name: source.name.clone(), choices, is_grading: false });
        }
        self.declare_labels();
    }

    /// The type that a name stands for.
    pub(super) fn named_type(&mut self, name: &ast::Name) -> Option<Type> {
        if let Some(place) = self.enumerations.iter().position(|known| known.name.value == name.value) {
            self.means(Meaning::Enumeration(place), name.span);
            return self.enumerations.get(place).map(|known| Type::Choice(known.choices.clone()));
        }
        if self.is_lost(name, &[StatementKind::Enumeration]) {
            return None;
        }
        let written = &name.value;
        let known: Vec<String> = self.enumerations.iter().map(|known| known.name.value.clone()).collect();
        let known = Unit::known_names().iter().copied().chain(known.iter().map(String::as_str));
        let error = Diagnostic::error(
            Code::H0303,
            name.span,
            words!("不认识的类型或单位「{written}」", "unknown type or unit `{written}`"),
        );
        self.refuse(error.suggest(written, known))
    }

    /// The items of a list, each once; what files say stands for one of them.
    pub(super) fn choices(&mut self, list: &ast::ChoiceList) -> Choices {
        let (mut items, mut known) = (Vec::new(), BTreeSet::new());
        let names: BTreeMap<&str, &ChoiceItem> =
            list.items.iter().rev().map(|item| (item.name.value.as_str(), item)).collect();
        let mut spelt: BTreeMap<&str, (Span, &str)> = BTreeMap::new();
        for item in &list.items {
            let name = item.name.value.as_str();
            if !known.insert(name) {
                self.listed_twice(name, item.name.span, None);
                continue;
            }
            let mut spellings = Vec::new();
            for spelling in &item.spellings {
                let text = spelling.value.as_str();
                let other = names.get(text).filter(|other| other.name.value != name).map(|other| other.name.span);
                let before = spelt.get(text).map(|(span, _)| *span);
                match other.or(before) {
                    Some(first) => self.listed_twice(text, spelling.span, Some(first)),
                    None => spellings.push(text.to_owned()),
                }
                spelt.insert(text, (spelling.span, name));
            }
            let written = if is_name(name) { name.to_owned() } else { format!("\"{name}\"") };
            items.push(ChoiceName { name: name.to_owned(), written, spellings });
        }
        Choices::new(items, list.order)
    }

    /// 枚举 that no column has as its type.
    pub(super) fn warn_of_unused_enumerations(&mut self, symbols: &Symbols) {
        let unused =
            symbols.all().iter().filter(|symbol| symbol.kind == StatementKind::Enumeration && symbol.uses.is_empty());
        for symbol in unused.filter(|_| !self.file.has_unread()) {
            let name = &symbol.name;
            let warning = Diagnostic::warning(
                Code::H0448,
                symbol.declared,
                words!("没有列的类型是枚举「{name}」", "no column has the enumeration `{name}` as its type"),
            );
            self.diagnostics.push(
                warning.help(words!("删去它，或在列名后面写它", "remove it, or write it behind the name of a column")),
            );
        }
    }

    fn listed_twice(&mut self, written: &str, span: Span, first: Option<Span>) {
        let message = words!("枚举里「{written}」写了两次", "`{written}` is listed twice");
        let error = Diagnostic::error(Code::H0202, span, message);
        self.report(match first {
            Some(first) => error
                .label(first, words!("第一次在这里", "first declared here"))
                .help(words!("文件里的一种写法只作一项", "what a file says stands for one choice")),
            None => error,
        });
    }
}
