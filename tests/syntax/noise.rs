//! Noise: nothing panics, and every finding has a place in the text.

use heng::syntax::keyword::KEYWORDS;
use heng::syntax::{format, keyword_language};
use proptest::prelude::*;

use super::rule_files::EVALUATION;
use super::{seen, shape, tree};

fn survives(text: &str) {
    seen(text);
    let _ = keyword_language(text);
    if let Ok(once) = format(text, None) {
        assert_eq!(format(&once, None).unwrap(), once, "{text}");
        assert_eq!(shape(&tree(&once)), shape(&tree(text)), "{text}");
    }
}

fn soup() -> impl Strategy<Value = String> {
    let words = KEYWORDS.iter().flat_map(|word| [word.zh, word.en]);
    let signs = "( ) { } [ ] ; : , 、 = + - × / . ≥ < % ‰ ㎡ ² 。 “ ” \" （ ） ｛ ｝ ； ： 1 2.5 2023-03-31 5亿元 甲 乙.丙 \"文\" 第九条（一） //";
    let mut tokens: Vec<String> = words.chain(signs.split(' ')).map(str::to_owned).collect();
    tokens.extend(["\n".to_owned(), "\n".to_owned(), " ".to_owned()]);
    prop::collection::vec(prop::sample::select(tokens), 0..60).prop_map(|tokens| tokens.join(" "))
}

proptest! {
    #[test]
    fn any_text_is_read(text in any::<String>()) {
        survives(&text);
    }

    #[test]
    fn any_bytes_are_read(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        survives(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_row_of_tokens_is_read(text in soup()) {
        survives(&text);
    }

    #[test]
    fn any_expression_of_tokens_is_read(text in soup()) {
        survives(&std::format!("定义 甲 = {text}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_rule_file_with_a_piece_cut_out_is_read(from in 0..EVALUATION.len(), length in 0..60_usize) {
        let kept: Vec<u8> = EVALUATION.bytes().take(from).chain(EVALUATION.bytes().skip(from + length)).collect();
        survives(&String::from_utf8_lossy(&kept));
    }
}
