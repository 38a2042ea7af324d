//! Declared names, each with its place, its type and the places where it is used.
//!
//! Uses are noted where names are resolved, so that they mean what the check takes them to mean.

use std::collections::{BTreeMap, BTreeSet};

use super::uses::Meaning;
use super::{Checker, DefinitionKey, State};
use crate::core::{ChildId, DefinitionId, FieldId, ParameterId, Runs, TableId, Type};
use crate::finding::{Sources, Span};
use crate::syntax::ast::{self, Item, StatementKind, TreeNode, Unread};

/// The declared names of a file, in the order of their places.
#[derive(Debug, Clone, Default)]
pub struct Symbols(Vec<Symbol>);

/// A declared name.
#[derive(Debug, Clone)]
pub struct Symbol {
    /// What declares it.
    pub kind: StatementKind,
    /// The name.
    pub name: String,
    /// Of a column or a value of rows its table, of an indicator or a head the head around it.
    pub within: Option<String>,
    /// The name where it is declared.
    pub declared: Span,
    /// The type, with its unit, of the values that it stands for; of an indicator that of its 取值. None when there is
    /// no such thing, or it has errors.
    pub ty: Option<Type>,
    /// Where it is used, in order.
    pub uses: Vec<Span>,
}

impl Symbols {
    /// All of them.
    #[must_use]
    pub fn all(&self) -> &[Symbol] {
        &self.0
    }

    /// The one that is declared or used at a place.
    #[must_use]
    pub fn at(&self, place: Span) -> Option<&Symbol> {
        self.0
            .iter()
            .find(|symbol| symbol.declared.contains(place) || symbol.uses.iter().any(|used| used.contains(place)))
    }

    /// The same names at the places where their text was written.
    #[must_use]
    pub fn at_origin(mut self, sources: &Sources) -> Self {
        for symbol in &mut self.0 {
            symbol.declared = sources.origin(symbol.declared);
            for used in &mut symbol.uses {
                *used = sources.origin(*used);
            }
        }
        self
    }
}

impl Checker<'_> {
    /// The declared names of the file.
    pub(super) fn symbols(&mut self) -> Symbols {
        let mut gathered = Gathered::default();
        for (meaning, at) in std::mem::take(&mut self.uses.0) {
            match meaning {
                Meaning::Lost(kinds, name) => gathered.of_lost.entry(name).or_default().push((kinds, at)),
                _ => _ = gathered.uses.entry(meaning).or_default().insert(at),
            }
        }
        self.gather(&mut gathered);
        gathered.lost(self.file);
        let mut symbols = gathered.symbols.into_list();
        symbols.sort_by_key(|symbol| symbol.declared);
        Symbols(symbols)
    }

    fn gather(&self, to: &mut Gathered) {
        for (index, (parameter, state)) in self.parameters.iter().enumerate() {
            let ty = done(state).map(|parameter| self.arena[parameter.value].ty.clone());
            to.add(StatementKind::Parameter, &parameter.name, &Meaning::Parameter(ParameterId(index)), ty, None);
        }
        let keys: BTreeMap<DefinitionId, &DefinitionKey> =
            self.definition_ids.iter().map(|(key, index)| (*index, key)).collect();
        for (index, (definition, state)) in self.definitions.iter().enumerate() {
            let ty = done(state).filter(|known| !known.is_row_set).map(|known| self.arena[known.value].ty.clone());
            let id = DefinitionId(index);
            if let Some(grading) = self.grading_of(definition) {
                to.add(StatementKind::Grades, &grading.name, &Meaning::Definition(id), ty, None);
                continue;
            }
            let table = keys.get(&id).and_then(|key| key.0).map(|table| self.table_name(table));
            to.add(StatementKind::Definition, &definition.name, &Meaning::Definition(id), ty, table);
        }
        let mut functions = BTreeSet::new();
        self.gather_tree(self.file.children().collect(), &self.children, None, to);
        for (place, known) in self.enumerations.iter().enumerate() {
            if known.is_grading {
                continue;
            }
            let ty = Some(Type::Choice(known.choices.clone()));
            to.add(StatementKind::Enumeration, &known.name, &Meaning::Enumeration(place), ty, None);
        }
        for item in &self.file.items {
            match item {
                Item::Table(table) => self.gather_table(table, to),
                Item::Script(script) => {
                    for function in &script.functions {
                        let Some(id) = self.function_ids.get(&function.name.value).copied() else { continue };
                        let known = self.functions.get(id.0).and_then(Option::as_ref);
                        let ty = known.map(|function| function.result.clone());
                        if functions.insert(id) {
                            to.add(StatementKind::Function, &function.name, &Meaning::Function(id), ty, None);
                        }
                    }
                }
                Item::Condition(condition) => {
                    let meaning = Meaning::Condition(condition.name.value.clone());
                    to.add(StatementKind::Condition, &condition.name, &meaning, Some(Type::YesNo), None);
                }
                Item::Grades(grades) => {
                    for grade in &grades.grades {
                        let meaning = Meaning::Grade(grade.name.value.clone());
                        to.add(StatementKind::Grade, &grade.name, &meaning, None, None);
                    }
                }
                Item::Gloss(gloss) => to.unused(StatementKind::Gloss, &gloss.code),
                Item::Veto(veto) => to.unused(StatementKind::Veto, &veto.name),
                Item::Restriction(restriction) => to.unused(StatementKind::Restriction, &restriction.name),
                Item::Demotion(demotion) => to.unused(StatementKind::Demotion, &demotion.name),
                _ => {}
            }
        }
    }

    /// Nodes of one level with all below them; `within` is the code of the 方面 that they stand in.
    fn gather_tree(&self, nodes: Vec<TreeNode<'_>>, ids: &[ChildId], within: Option<&str>, to: &mut Gathered) {
        let within = || within.map(str::to_owned);
        for (node, id) in nodes.into_iter().zip(ids) {
            match (node, *id) {
                (TreeNode::Head(head), ChildId::Head(id)) => {
                    to.add(StatementKind::Head, &head.code, &Meaning::Head(id), None, within());
                    self.gather_tree(head.children().collect(), self.parts_below(id), Some(&head.code.value), to);
                }
                (TreeNode::Indicator(indicator), ChildId::Indicator(id)) => {
                    let value = self.indicators.get(id.0).and_then(|known| known.value);
                    let ty = value.map(|value| self.arena[value].ty.clone());
                    to.add(StatementKind::Indicator, &indicator.code, &Meaning::Indicator(id), ty, within());
                }
                _ => {}
            }
        }
    }

    fn gather_table(&self, source: &ast::Table, to: &mut Gathered) {
        let Some(index) = self.schema.tables.iter().position(|table| table.span == source.span) else {
            return to.lost_table(source);
        };
        let id = TableId(index);
        let within = || Some(source.name.value.clone());
        to.add(StatementKind::Table, &source.name, &Meaning::Table(id), None, None);
        // The columns of the schema are those of the declaration, without the ones that have errors.
        let known = self.schema.tables.get(index).into_iter().flat_map(|table| table.fields.iter().enumerate());
        let mut known = known.peekable();
        for field in &source.fields {
            match known.next_if(|(_, known)| known.span == field.span && known.name == field.name.value) {
                Some((place, known)) => {
                    let meaning = Meaning::Field(id, FieldId(place));
                    to.add(StatementKind::Column, &field.name, &meaning, Some(known.ty.clone()), within());
                }
                None => to.lost_name(StatementKind::Column, &field.name, within()),
            }
        }
        let keys = source.parent.iter().flat_map(|within| &within.key);
        for key in keys.filter(|key| !source.fields.iter().any(|field| field.name.value == key.value)) {
            to.add(StatementKind::Column, key, &Meaning::Parent(id), None, within());
        }
    }
}

fn done<T>(state: &State<T>) -> Option<&T> {
    match state {
        State::Done(value) => value.as_ref(),
        State::Untouched | State::Open => None,
    }
}

/// Symbols while they are gathered.
#[derive(Default)]
struct Gathered {
    uses: BTreeMap<Meaning, BTreeSet<Span>>,
    /// Uses of names whose declarations could not be read, each with the kinds that it may be of.
    of_lost: BTreeMap<String, Vec<(&'static [StatementKind], Span)>>,
    symbols: Runs<Symbol>,
}

impl Gathered {
    fn add(
        &mut self,
        kind: StatementKind,
        name: &ast::Name,
        meaning: &Meaning,
        ty: Option<Type>,
        within: Option<String>,
    ) {
        let uses = self.uses.remove(meaning).map(|uses| uses.into_iter().collect()).unwrap_or_default();
        self.symbols.push(Symbol { kind, name: name.value.clone(), within, declared: name.span, ty, uses });
    }

    /// A name that nothing refers to.
    fn unused(&mut self, kind: StatementKind, name: &ast::Name) {
        let (name, declared) = (name.value.clone(), name.span);
        self.symbols.push(Symbol { kind, name, within: None, declared, ty: None, uses: Vec::new() });
    }

    /// A name of which nothing but its place is known.
    fn lost_name(&mut self, kind: StatementKind, name: &ast::Name, within: Option<String>) {
        let places = self.of_lost.get(&name.value).into_iter().flatten();
        let uses: BTreeSet<Span> = places.filter(|(kinds, _)| kinds.contains(&kind)).map(|(_, at)| *at).collect();
        let uses = uses.into_iter().collect();
        self.symbols.push(Symbol { kind, name: name.value.clone(), within, declared: name.span, ty: None, uses });
    }

    fn lost_table(&mut self, source: &ast::Table) {
        self.lost_name(StatementKind::Table, &source.name, None);
        for field in &source.fields {
            self.lost_name(StatementKind::Column, &field.name, Some(source.name.value.clone()));
        }
    }

    /// The names that statements declare which could not be read.
    fn lost(&mut self, file: &ast::File) {
        let known: BTreeSet<Span> = self.symbols.iter().map(|symbol| symbol.declared).collect();
        for item in &file.items {
            let within = match item {
                Item::Table(table) => Some(table.name.value.clone()),
                Item::Head(head) => Some(head.code.value.clone()),
                _ => None,
            };
            for unread in item.unread() {
                self.lost_statement(unread, within.as_ref(), &known);
            }
        }
    }

    fn lost_statement(&mut self, unread: &Unread, within: Option<&String>, known: &BTreeSet<Span>) {
        if let (Some(kind), Some(name)) = (unread.kind, &unread.name)
            && !known.contains(&name.span)
        {
            let belongs = matches!(kind, StatementKind::Column | StatementKind::Indicator);
            self.lost_name(kind, name, within.filter(|_| belongs).cloned());
        }
        for inside in &unread.inside {
            self.lost_statement(inside, unread.name.as_ref().map(|name| &name.value), known);
        }
    }
}
