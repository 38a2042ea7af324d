//! What stands in a file more than once.

use super::Checker;
use crate::finding::{Code, Diagnostic, Span, Spanned};
use crate::words;

impl Checker<'_> {
    /// Reports every repetition of an item that may stand once.
    pub(super) fn only_once(&mut self, spans: &[Span]) {
        let Some((first, later)) = spans.split_first() else { return };
        for span in later {
            self.report(
                Diagnostic::error(Code::H0205, *span, words!("这一条写了两次", "this is written twice"))
                    .label(*first, words!("第一次在这里", "first written here")),
            );
        }
    }

    /// A document that stands there already.
    pub(super) fn warn_of_repeated(&mut self, documents: &[Spanned<String>], before: &[String]) {
        for document in documents.iter().filter(|document| before.contains(&document.value)) {
            let title = &document.value;
            self.report(
                Diagnostic::warning(
                    Code::H0205,
                    document.span,
                    words!("依据「{title}」写了两次", "the basis `{title}` is written twice"),
                )
                .help(words!("删去一处", "remove one of them")),
            );
        }
    }
}
