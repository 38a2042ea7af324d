//! 层级: the names of the levels of the tree, and the level of a part.

use super::Checker;
use super::context::{Context, Owner};
use crate::core::{ChildId, Constant, ExprId, HeadId, Type};
use crate::finding::{Code, Diagnostic, Spanned};
use crate::invariant::OrBroken;
use crate::syntax::ast::{self, Name};
use crate::syntax::keyword;
use crate::words;

impl<'a> Checker<'a> {
    fn level_names(&self) -> &'a [Spanned<String>] {
        let levels = self.file.items.iter().find_map(|item| match item {
            ast::Item::Levels(levels) => Some(levels.names.as_slice()),
            _ => None,
        });
        levels.unwrap_or_default()
    }

    /// Two levels of one name could not be told apart.
    pub(super) fn name_levels(&mut self) {
        let names = self.level_names();
        for (place, name) in names.iter().enumerate() {
            if let Some(first) = names.iter().take(place).find(|first| first.value == name.value) {
                self.repeated(name, first);
            }
        }
    }

    /// 层级 is compared with a name that 层级 gives; `None` of another one, which no part would ever have.
    pub(super) fn is_named_level(&mut self, left: &ast::Expr, right: &ast::Expr, context: &Context) -> Option<()> {
        let (ast::ExprKind::Name { table: None, name }, ast::ExprKind::Text(text)) = (&left.kind, &right.kind) else {
            return Some(());
        };
        let known: Vec<&str> = self.level_names().iter().map(|level| level.value.as_str()).collect();
        if !context.of_part || !is_level(&name.value) || known.is_empty() || known.contains(&text.as_str()) {
            return Some(());
        }
        let error = Diagnostic::error(
            Code::H0201,
            right.span,
            words!("没有名为「{text}」的层级", "no level is called `{text}`"),
        )
        .suggest(text, known.iter().copied());
        let error = if error.help.is_some() {
            error
        } else {
            let (zh, en) = (known.join("、"), known.join(", "));
            error.help(words!("有：{zh}", "there are: {en}"))
        };
        self.refuse(error)
    }

    /// 层级: the name of the level on which the part at hand stands.
    #[allow(clippy::option_option, reason = "outer: whether it is meant; inner: without errors")]
    pub(super) fn level_of_part(&mut self, name: &Name, context: &Context) -> Option<Option<ExprId>> {
        if !context.of_part || !is_level(&name.value) {
            return None;
        }
        let depth = self.depth_of(self.at_hand?);
        let Some(level) = self.level_names().get(depth).map(|level| level.value.clone()) else {
            let (code, level) = (self.code_of(self.at_hand?).to_owned(), depth + 1);
            return Some(
                self.refuse(
                    Diagnostic::error(
                        Code::H0201,
                        name.span,
                        words!(
                            "{code} 在第 {level} 层，这一层没有名称",
                            "{code} is on level {level}, which has no name"
                        ),
                    )
                    .help(words!(
                        "在前面写上各层的名称：层级 \"一级指标\"、\"二级指标\"",
                        "name the levels: levels \"heads\", \"indicators\""
                    )),
                ),
            );
        };
        Some(Some(self.arena.constant(Constant::Text(level), Type::Text, name.span)))
    }

    /// How many heads stand around an item.
    fn depth_of(&self, owner: Owner) -> usize {
        let holds = |children: &[ChildId]| {
            children.iter().any(|child| match (child, owner) {
                (ChildId::Head(id), Owner::Head(own)) => *id == own,
                (ChildId::Indicator(id), Owner::Indicator(own)) => *id == own,
                _ => false,
            })
        };
        let around = self.heads.iter().position(|head| holds(&head.children));
        around.map_or(0, |head| self.depth_of(Owner::Head(HeadId(head))) + 1)
    }
}

fn is_level(name: &str) -> bool {
    let keyword = keyword::of_word("层级").or_broken("a keyword is known");
    name == keyword.zh || name == keyword.en
}
