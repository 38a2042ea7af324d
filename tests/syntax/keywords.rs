//! The table of words and the grammar.

use std::collections::BTreeSet;

use heng::syntax::keyword::{FUNCTIONS, KEYWORDS, UNITS};

const GRAMMAR: &str = include_str!("../../grammar/heng.pest");

#[test]
fn each_word_has_exactly_one_twin() {
    let en: BTreeSet<_> = KEYWORDS.iter().map(|word| word.en).collect();
    assert_eq!(en.len(), KEYWORDS.len());
    let zh: BTreeSet<_> = KEYWORDS.iter().map(|word| word.zh).collect();
    // 是 compares (is) and is a value (yes); where it stands tells which.
    assert_eq!(zh.len() + 1, KEYWORDS.len());
    assert!(en.iter().all(|word| word.is_ascii()) && zh.iter().all(|word| !word.is_ascii()));
    let functions: BTreeSet<_> = FUNCTIONS.iter().flat_map(|(zh, en)| [zh, en]).collect();
    assert_eq!(functions.len(), FUNCTIONS.len() * 2);
}

#[test]
fn the_grammar_knows_each_word() {
    for word in KEYWORDS {
        let (zh, en) = (word.zh, word.en);
        let rule = if word.is_glued() {
            format!("@{{ \"{zh}\" ~ !(!digit ~ cont) | \"{en}\" ~ !cont }}")
        } else {
            format!("@{{ (\"{zh}\" | \"{en}\") ~ !cont }}")
        };
        assert!(GRAMMAR.contains(&rule), "{zh}");
    }
    assert_eq!(GRAMMAR.lines().filter(|line| line.starts_with("kw_")).count(), KEYWORDS.len());
}

#[test]
fn the_grammar_lists_the_reserved_and_the_glued_words_and_the_units() {
    let list = |rule: &str| {
        let start = GRAMMAR.find(&format!("\n{rule} = ")).unwrap() + 1;
        let lines = GRAMMAR[start..].lines();
        let body: Vec<_> = lines.skip(1).take_while(|line| !line.starts_with(')')).collect();
        let joined = body.join(" ");
        joined.split('"').skip(1).step_by(2).map(str::to_owned).collect::<Vec<_>>()
    };
    let reserved: BTreeSet<_> = list("reserved").into_iter().collect();
    let expected = KEYWORDS.iter().filter(|word| word.is_reserved());
    assert_eq!(reserved, expected.flat_map(|word| [word.zh, word.en]).map(str::to_owned).collect());
    let glued: BTreeSet<_> = list("glued").into_iter().collect();
    let expected = KEYWORDS.iter().filter(|word| word.is_glued());
    assert_eq!(glued, expected.map(|word| word.zh.to_owned()).collect());
    // A longer word comes before its beginning, or it would never be read.
    for rule in ["reserved", "glued", "unit_name"] {
        let words = list(rule);
        for (at, word) in words.iter().enumerate() {
            assert!(!words[..at].iter().any(|before| word.starts_with(before)), "{word}");
        }
    }
    let rule = &GRAMMAR[GRAMMAR.find("\nunit_name = ").unwrap()..];
    assert!(UNITS.iter().all(|unit| rule.contains(&format!("\"{unit}\""))));
}

#[test]
fn the_words_of_a_group_begin_with_one_of_its_letters() {
    // &'a'..'b' ~ ( "word" | … ): a word that begins otherwise would never be read.
    let mut groups = 0;
    for group in GRAMMAR.split("&'").skip(1) {
        let letter = |text: &str| text.chars().next().unwrap();
        let Some((from, rest)) = group.split_once("'..'") else { continue };
        let Some((to, rest)) = rest.split_once("' ~ (") else { continue };
        let (from, to) = (letter(from), letter(to));
        let body = rest.split(')').next().unwrap();
        groups += 1;
        for word in body.split('"').skip(1).step_by(2) {
            assert!((from..=to).contains(&letter(word)), "`{word}` stands in the group of {from} to {to}");
        }
    }
    assert!(groups >= 10, "only {groups} groups were found");
}
