//! Explanations as `heng explain` writes them: of one subject, of all one after the other, or in a folder.

use std::collections::BTreeSet;
use std::io::{self, Write};

use clap::ValueEnum;

use super::output::{Output, Status};
use super::score::made_of;
use heng::host::{Host, Kind};
use heng::report::{Around, Entry};
use heng::review::Explainer;
use heng::words::{Told, Wording, told};
use heng::{report, words};

/// The form of an explanation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Format {
    Text,
    Json,
    Html,
}

/// The page that leads to those of all subjects.
const INDEX: &str = "index.html";

/// Explanations of the subjects of a result.
pub(super) struct Pages<'a> {
    pub(super) explainer: Explainer<'a>,
    pub(super) wording: Wording<'a>,
    /// The code of an indicator or head that alone is told.
    pub(super) only: Option<&'a str>,
    /// Whether everything is listed, however long.
    pub(super) full: bool,
    pub(super) format: Format,
}

impl Pages<'_> {
    /// The explanation of the subject in a row, and what it says; with the page that leads to all of them.
    pub(super) fn page(&self, row: usize, index: Option<&str>) -> (Told, String) {
        let explanation = self.explainer.explain(row, self.only);
        let told = told(&explanation, self.wording);
        let language = self.wording.language;
        let page = match self.format {
            Format::Text => report::explanation_text(&told, self.full, language),
            Format::Json => report::explanation_json(&told, &explanation),
            Format::Html => report::explanation_html(&told, Around { index, full: self.full, language }),
        };
        (told, page)
    }

    fn rows(&self) -> std::ops::Range<usize> {
        0..self.wording.subjects.len()
    }

    /// All of them, as a list where programs read it.
    pub(super) fn one_after_the_other(&self, out: &mut dyn Write) -> io::Result<()> {
        let (before, between, after) = match self.format {
            Format::Json => ("[\n", ",\n", "]\n"),
            Format::Text | Format::Html => ("", "\n", ""),
        };
        out.write_all(before.as_bytes())?;
        for row in self.rows() {
            if row > 0 {
                out.write_all(between.as_bytes())?;
            }
            let page = self.page(row, None).1;
            let page = if self.format == Format::Json { page.trim_end() } else { page.as_str() };
            out.write_all(page.as_bytes())?;
        }
        out.write_all(after.as_bytes())
    }

    /// A file for each subject, and the page that leads to them.
    pub(super) fn fill_folder(
        &self,
        folder: &str,
        host: &dyn Host,
        output: &Output,
        is_input: &dyn Fn(&str) -> bool,
    ) -> Status {
        let language = self.wording.language;
        let folder = folder.trim_end_matches('/');
        if matches!(host.kind(folder), Kind::File | Kind::Stream) {
            let words = words!(
                "--out {folder} 是文件；--subject all 时写文件夹",
                "--out {folder} is a file; with --subject all it names a folder"
            );
            return output.misused(&words, language);
        }
        let files = self.files();
        let paths = || files.iter().map(String::as_str).chain([INDEX]).map(|file| format!("{folder}/{file}"));
        if let Some(path) = paths().find(|path| host.kind(path) == Kind::File && is_input(path)) {
            return output.misused(&made_of("--out", &path), language);
        }
        if let Err(error) = host.make_folder(folder) {
            let words = words!("文件夹 {folder} 建不了：{error}", "the folder {folder} cannot be made: {error}");
            return output.misused(&words, language);
        }
        let mut entries: Vec<Entry> = Vec::new();
        for (row, file) in files.iter().enumerate() {
            let (told, page) = self.page(row, Some(INDEX));
            let path = format!("{folder}/{file}");
            let status = output.replace(host, &path, language, &mut |out| out.write_all(page.as_bytes()));
            if status != Status::Success {
                return status;
            }
            if self.format == Format::Html {
                entries.push(Entry::of(&told, file, language));
            }
        }
        if self.format != Format::Html {
            return Status::Success;
        }
        let index = report::explanation_index(&entries, &self.wording.model.outcomes(), language);
        output.replace(host, &format!("{folder}/{INDEX}"), language, &mut |out| out.write_all(index.as_bytes()))
    }

    /// The names of the files, of which no two are the same on any system.
    fn files(&self) -> Vec<String> {
        let ending = match self.format {
            Format::Text => "txt",
            Format::Json => "json",
            Format::Html => "html",
        };
        let mut taken = BTreeSet::from(["index".to_owned()]);
        let keys = self.rows().map(|row| self.wording.subjects.key(row));
        keys.map(|key| report::file_of(&key, ending, &mut taken)).collect()
    }
}
