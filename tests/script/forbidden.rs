//! What scripts may not do is said before anything runs, all of it, with its place and the way out.

use heng::script::ComplaintKind::{Forbidden, UnknownName};
use heng::script::{ComplaintKind, Helper};

use super::complaints;

#[test]
fn everything_forbidden_has_its_place_and_a_way_out() {
    for (body, word) in [
        ("print(1)", "print"),
        ("debug(1)", "debug"),
        ("timestamp()", "timestamp"),
        ("sleep(1)", "sleep"),
        ("rand()", "rand"),
        ("eval(\"1\")", "eval"),
        ("import \"x\" as y;", "import"),
        ("export x;", "export"),
        ("Fn(\"f\")", "Fn"),
        ("g.call()", "call"),
        ("g.curry(1)", "curry"),
        ("this", "this"),
        ("try { 1 } catch { 2 }", "try"),
        ("open_file(\"x\")", "open_file"),
        ("type_of(1)", "type_of"),
        ("is_def_fn(\"f\", 0)", "is_def_fn"),
        ("exit(1)", "exit"),
        ("let a = |x| x + 1;", "|x|"),
        ("1 & 2", "&"),
        ("1 << 2", "<<"),
        ("`x`", "`"),
        ("f!()", "f"),
        ("let a = 1; a ?? 2", "??"),
        ("0..3", ".."),
        ("[1].push(2)", "push"),
        ("let k = 0; [1].map(|x| { k += x; k })", "k"),
        ("switch 1 { [1] => 2, _ => 3 }", "2"),
    ] {
        let text = format!("fn f() {{ let g = 1; {body} }}");
        let found = complaints(&text);
        let complaint = found.iter().find(|complaint| complaint.kind == ComplaintKind::Forbidden);
        let complaint = complaint.unwrap_or_else(|| panic!("{body}: {found:?}"));
        let place = &text[complaint.at.clone()];
        assert!(word.starts_with(place) || place.starts_with(word), "{body}: {place}");
        assert!(complaint.help.is_some() && !complaint.zh.is_empty() && !complaint.en.is_empty(), "{body}");
    }
}

#[test]
fn all_complaints_come_at_once() {
    let found = complaints("fn f(x) { y + 平君([z]) + print(1) }");
    assert_eq!(found.len(), 1, "{found:?}");
    let found = complaints("fn f(x) { y + 平君([z]) + sleep(1) }\nfn g() { h(1, 2) }\nlet q = 1;");
    let kinds: Vec<_> = found.iter().map(|complaint| complaint.kind).collect();
    assert_eq!(kinds, [UnknownName, UnknownName, UnknownName, Forbidden, UnknownName, Forbidden]);
}

#[test]
fn an_unknown_name_comes_with_the_nearest_one() {
    for (text, meant) in [
        ("fn f(产值) { 产直 + 1 }", "产值"),
        ("fn f() { 平君([1]) }", "平均"),
        ("fn f() { 折算(1) } fn 折算数(x) { x }", "折算数"),
        ("fn f(a) { a.pussh(1) }", "push"),
        ("fn f(a) { a.map(|x| x + 系树) }", "系树"),
    ] {
        let found = complaints(text);
        assert_eq!(found[0].kind, ComplaintKind::UnknownName, "{text}");
        let help = found[0].help.as_ref().map_or(found[0].zh.as_str(), |help| help.0.as_str());
        assert!(help.contains(meant), "{text}: {found:?}");
    }
}

#[test]
fn a_wrong_number_of_arguments_names_the_form() {
    let found = complaints("fn f() { 方根(2) }");
    assert!(found[0].help.as_ref().unwrap().0.contains(Helper::Root.signature()), "{found:?}");
    assert_eq!(complaints("fn f() { g(1) } fn g() { 1 }").len(), 1);
}

#[test]
fn names_are_defined_once_and_not_those_of_the_library() {
    assert_eq!(complaints("fn f(a) { 1 } fn f(a, b) { 2 }")[0].kind, ComplaintKind::Forbidden);
    assert_eq!(complaints("fn 平均(a) { 1 }")[0].kind, ComplaintKind::Forbidden);
}

#[test]
fn what_cannot_be_read_is_a_complaint_of_syntax() {
    for text in ["fn f(", "fn f() { 1 + }", "fn f() { let = 3; }", "fn f() { \"abc }", "fn f() { 1 2 }", "]"] {
        assert_eq!(complaints(text)[0].kind, ComplaintKind::Syntax, "{text}");
    }
}
