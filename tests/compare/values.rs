//! Shapley values worked out by hand, and the groups of players.

use heng::compare::{shapley, together, unions};
use heng::number::Number;

fn number(text: &str) -> Number {
    Number::from_exact(text).unwrap()
}

#[test]
fn what_one_does_alone_is_its_own() {
    let value = |set: usize| Number::count(if set & 1 != 0 { 3 } else { 0 } + if set & 2 != 0 { 5 } else { 0 });
    assert_eq!(shapley(2, &value), [number("3"), number("5")]);
}

#[test]
fn what_several_do_together_is_shared_alike() {
    // The glove game: a left glove and one of two right ones are a pair.
    let value = |set: usize| Number::count(usize::from(set & 1 != 0 && set & 6 != 0));
    assert_eq!(shapley(3, &value), [number("2/3"), number("1/6"), number("1/6")]);
}

#[test]
fn nobody_has_nothing_to_share() {
    assert_eq!(shapley(0, &|_| Number::zero()), []);
}

#[test]
fn groups_are_put_together_until_every_set_can_be_scored() {
    assert_eq!(unions(&[1, 6]), [0, 1, 6, 7]);
    // 1 goes with 0 only.
    assert_eq!(together(3, &|set| set & 2 == 0 || set & 1 != 0), [3, 4]);
    assert_eq!(together(3, &|_| true), [1, 2, 4]);
    assert_eq!(together(3, &|set| set == 0 || set == 7), [7]);
}
