//! 版次: the edition of the language that a file is written in, and what it no longer has.

use super::Checker;
use crate::finding::{Code, Diagnostic, Fix, Span};
use crate::syntax::{EDITION, ast};
use crate::words;

impl Checker<'_> {
    /// The edition that the file states; the first where it states none.
    pub(super) fn edition(&self) -> u32 {
        self.stated_editions().first().map_or(1, |(edition, _)| *edition)
    }

    fn stated_editions(&self) -> Vec<(u32, Span)> {
        let stated = self.file.items.iter().filter_map(|item| match item {
            ast::Item::Edition(edition) => Some((edition.value, edition.span)),
            _ => None,
        });
        stated.collect()
    }

    /// Refuses an edition that is not known, or a second one.
    pub(super) fn check_edition(&mut self) {
        let stated = self.stated_editions();
        self.only_once(&stated.iter().map(|(_, span)| *span).collect::<Vec<_>>());
        let Some((edition, span)) = stated.first().copied().filter(|(edition, _)| !(1..=EDITION).contains(edition))
        else {
            return;
        };
        let error = if edition == 0 {
            Diagnostic::error(Code::H0232, span, words!("没有第 0 版", "there is no edition 0"))
        } else {
            Diagnostic::error(
                Code::H0232,
                span,
                words!(
                    "这个文件是按规则语言第 {edition} 版写的，这个程序只认到第 {EDITION} 版",
                    "this file is of edition {edition} of the rule language; this program knows no later one than {EDITION}"
                ),
            )
        };
        self.report(error.help(words!(
            "换用新的程序；或者确认没有用更新的写法，写成 版次 {EDITION}",
            "use a newer program; or, where nothing newer is used, write: edition {EDITION}"
        )));
    }

    /// 名额 参评园区的 30%, which the second edition writes without the word.
    pub(super) fn refuse_of_participants(&mut self, quota: &ast::Quota) {
        let Some(word) = quota.of_participants.filter(|_| self.edition() >= 2) else { return };
        self.report(
            Diagnostic::error(
                Code::H0232,
                word,
                words!(
                    "第 2 版起不写「参评园区的」，名额的基数本来就是参评的家数",
                    "from edition 2 on `of_participants` is not written: a quota is a share of those who participate anyway"
                ),
            )
            .help(words!("删去这几个字；整个文件可以用 heng fmt --upgrade 改写", "remove it; `heng fmt --upgrade` rewrites a whole file"))
            .fix(Fix::replace(Span { end: quota.share.span.start, ..word }, "")),
        );
    }
}
