//! What is wrong with a command line, in the language of the rule set that it names.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use super::output::{Status, tell};
use heng::finding::{Language, Words, nearest};
use heng::host::{Disk, Host, read_up_to};
use heng::syntax::keyword_language;
use heng::words;

/// No rule file has more bytes than these.
const MOST: usize = 16 << 20;

/// Prints what is wrong and how the command is written. What is rare is said in the words of clap.
pub(super) fn report(error: &clap::Error, host: &dyn Host) -> Status {
    let language = language(host);
    match said(error) {
        Some(words) => {
            let label = language.either("错误", "error");
            let usage = usage(error, language).map(|usage| format!("\n{usage}\n")).unwrap_or_default();
            tell(&format!("{label}: {}\n{usage}", words.in_language(language)));
        }
        None => tell(&error.render().to_string()),
    }
    Status::Usage
}

/// The language of what is said before rules have been read.
pub(super) fn asked_language() -> Language {
    language(&Disk)
}

/// As asked for with --lang, or that of the first rule file.
#[allow(clippy::disallowed_methods, reason = "clap gives no arguments back where one of them is wrong")]
fn language(host: &dyn Host) -> Language {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let asked = arguments.iter().zip(arguments.iter().skip(1)).find(|(option, _)| *option == "--lang");
    let asked = asked.map(|(_, value)| value.as_str());
    match asked.or_else(|| arguments.iter().find_map(|argument| argument.strip_prefix("--lang="))) {
        Some("en") => return Language::En,
        Some("zh") => return Language::Zh,
        _ => {}
    }
    let mut files = arguments
        .iter()
        .filter(|argument| std::path::Path::new(argument).extension().is_some_and(|extension| extension == "heng"));
    let rules = files.find_map(|file| String::from_utf8(read_up_to(host, file, MOST).ok()?).ok());
    rules.map_or(Language::Zh, |rules| keyword_language(&rules))
}

fn said(error: &clap::Error) -> Option<Words> {
    let listed = |kind: ContextKind, comma: &str| match error.get(kind)? {
        ContextValue::String(one) => Some(one.clone()),
        ContextValue::Strings(all) => Some(all.join(comma)),
        _ => None,
    };
    let argument = |comma| listed(ContextKind::InvalidArg, comma);
    Some(match error.kind() {
        ErrorKind::MissingRequiredArgument => {
            let (zh, en) = (argument("、")?, argument(", ")?);
            words!("还缺少 {zh}", "{en} is missing")
        }
        ErrorKind::UnknownArgument => {
            let written = argument(" ")?;
            let near = nearest_of(error.get(ContextKind::SuggestedArg), &written);
            let zh = near.as_ref().map(|near| format!("；是不是想写 {near}？")).unwrap_or_default();
            let en = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            words!("没有「{written}」这个选项{zh}", "there is no option `{written}`{en}")
        }
        ErrorKind::InvalidSubcommand => {
            let written = listed(ContextKind::InvalidSubcommand, " ")?;
            let near = nearest_of(error.get(ContextKind::SuggestedSubcommand), &written);
            let zh = near.as_ref().map(|near| format!("；是不是想写 {near}？")).unwrap_or_default();
            let en = near.map(|near| format!("; did you mean {near}?")).unwrap_or_default();
            words!("没有「{written}」这个命令{zh}", "there is no command `{written}`{en}")
        }
        ErrorKind::InvalidValue => {
            let (option, written) = (argument(" ")?, listed(ContextKind::InvalidValue, " ")?);
            if written.is_empty() {
                return Some(words!("{option} 后面没有写内容", "nothing is given behind {option}"));
            }
            let zh = listed(ContextKind::ValidValue, "、")?;
            let en = listed(ContextKind::ValidValue, ", ")?;
            words!("{option} 不能写「{written}」，可以写：{zh}", "{option} does not take `{written}`; it takes {en}")
        }
        _ => return None,
    })
}

/// Of what clap suggests the one that is nearest.
fn nearest_of(suggested: Option<&ContextValue>, written: &str) -> Option<String> {
    match suggested? {
        ContextValue::String(one) => Some(one.clone()),
        ContextValue::Strings(all) => {
            nearest(written, all.iter().map(String::as_str)).or(all.last().map(String::as_str)).map(str::to_owned)
        }
        _ => None,
    }
}

/// How the command is written.
fn usage(error: &clap::Error, language: Language) -> Option<String> {
    let ContextValue::StyledStr(usage) = error.get(ContextKind::Usage)? else { return None };
    let usage = usage.to_string();
    let (label, help) = (language.either("用法", "Usage"), language.either("详见", "For more, see"));
    let written = usage.trim().trim_start_matches("Usage:").trim().to_owned();
    let command: Vec<&str> =
        written.split_whitespace().take_while(|word| word.starts_with(char::is_alphabetic)).collect();
    Some(format!("{label}: {written}\n{help} {} --help", command.join(" ")))
}
