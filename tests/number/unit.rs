use heng::number::{Base, Dimension, Number, Unit, quantity_name};
use proptest::prelude::*;

fn n(text: &str) -> Number {
    Number::parse(text).expect("a number")
}

fn unit(text: &str) -> Unit {
    Unit::parse(text).unwrap_or_else(|| panic!("{text} is a unit"))
}

fn count(thing: &str) -> Dimension {
    Dimension::of(Base::Count(thing.to_owned()))
}

#[test]
fn every_known_name_is_a_unit_and_keeps_its_name() {
    assert_eq!(Unit::known_names().len(), 100);
    for name in Unit::known_names() {
        let unit = unit(name);
        assert_eq!(unit.name, *name);
        assert!(unit.scale > Number::zero());
    }
}

#[test]
fn units_have_the_scale_of_their_base_unit() {
    for (name, numerator, denominator) in [
        ("元", 1, 1),
        ("千元", 1000, 1),
        ("万元", 10_000, 1),
        ("亿元", 100_000_000, 1),
        ("㎡", 1, 1),
        ("m²", 1, 1),
        ("亩", 2000, 3),
        ("公顷", 10_000, 1),
        ("%", 1, 100),
        ("％", 1, 100),
        ("‰", 1, 1000),
        ("个百分点", 1, 100),
        ("家", 1, 1),
    ] {
        assert_eq!(unit(name).scale, Number::ratio(numerator, denominator).unwrap(), "{name}");
    }
}

#[test]
fn fifteen_mu_are_one_hectare() {
    assert_eq!(n("15") * unit("亩").scale.clone(), unit("公顷").scale);
}

#[test]
fn two_names_of_one_quantity_have_one_dimension() {
    for (one, other) in [
        ("个百分点", "百分点"),
        ("个工作日", "工作日"),
        ("天", "日"),
        ("场", "场次"),
        ("平方米", "亩"),
        ("元", "亿元"),
        ("%", "‰"),
    ] {
        assert_eq!(unit(one).dimension, unit(other).dimension, "{one} {other}");
    }
}

#[test]
fn different_things_have_different_dimensions() {
    for (one, other) in [
        ("人", "人次"),
        ("家", "家次"),
        ("天", "工作日"),
        ("%", "百分点"),
        ("分", "百分点"),
        ("年", "天"),
        ("家", "个"),
        ("元", "平方米"),
    ] {
        assert_ne!(unit(one).dimension, unit(other).dimension, "{one} {other}");
        assert!(!unit(one).dimension.compatible(&unit(other).dimension), "{one} {other}");
    }
}

#[test]
fn quotients_and_products_of_units_are_units() {
    let yield_of_land = unit("万元/平方米");
    assert_eq!(yield_of_land.dimension, Dimension::of(Base::Money).div(&Dimension::of(Base::Area)));
    assert_eq!(yield_of_land.scale, n("10000"));
    assert_eq!(unit("万元/亩").scale, n("15"));
    assert_eq!(unit("元／人").dimension, unit("元/人").dimension);
    assert_eq!(unit("人·天").dimension, count("人").mul(&Dimension::of(Base::Day)));
    assert_eq!(unit("元/人/天").dimension, unit("元").dimension.div(&unit("人·天").dimension));
    assert!(unit("元/万元").dimension.is_pure());
}

#[test]
fn text_that_is_no_unit_is_refused() {
    for text in ["", "/", "元/", "/元", "元//人", "元 / 人", "万", "英镑", "元人", "1/人", " 元", "·", "元·"]
    {
        assert_eq!(Unit::parse(text), None, "{text:?}");
    }
    assert_eq!(Unit::parse(&["元"; 1000].join("/")), None);
}

#[test]
fn only_the_per_cent_sign_is_per_cent() {
    assert!(unit("%").is_percent() && unit("％").is_percent());
    assert!(!unit("‰").is_percent() && !unit("百分点").is_percent() && !Unit::pure().is_percent());
}

#[test]
fn a_bare_count_meets_any_one_counted_thing() {
    let pure = Dimension::pure();
    assert!(pure.compatible(&count("家")) && count("家").compatible(&pure));
    assert!(pure.compatible(&pure) && count("家").compatible(&count("家")));
    assert!(!count("家").compatible(&count("人")));
    assert!(!pure.compatible(&Dimension::of(Base::Money)));
    assert!(!pure.compatible(&pure.div(&count("家"))));
    assert!(!pure.compatible(&count("家").mul(&count("家"))));
    assert!(!pure.compatible(&Dimension::of(Base::Point)));
}

#[test]
fn one_base_quantity_is_known_as_such() {
    assert_eq!(count("场").as_base(), Some(&Base::Count("场".to_owned())));
    assert_eq!(Dimension::pure().as_base(), None);
    assert_eq!(Dimension::pure().div(&count("场")).as_base(), None);
    assert_eq!(unit("元/人").dimension.as_base(), None);
}

#[test]
fn quantities_are_named_in_chinese() {
    for (text, name) in [
        ("万元", "金额"),
        ("亩", "面积"),
        ("人", "人"),
        ("场次", "场"),
        ("个百分点", "百分点"),
        ("%", "纯数或比例"),
        ("万元/平方米", "金额/面积"),
        ("元/平方米/人", "金额/(面积·人)"),
        ("元*元", "金额^2"),
        ("%/年", "1/年数"),
        ("工作日", "工作日"),
        ("分", "分数"),
        ("天", "天数"),
    ] {
        assert_eq!(quantity_name(&unit(text).dimension), name, "{text}");
    }
}

#[test]
fn values_are_shown_in_their_unit() {
    assert_eq!(unit("万元").shows(&n("664900000"), 2), "66490 万元");
    assert_eq!(unit("%").shows(&n("0.9231"), 2), "92.31%");
    assert_eq!(unit("%").shows(&Number::ratio(2, 3).unwrap(), 2), "66.6666…%");
    assert_eq!(unit("‰").shows(&n("0.0042"), 2), "4.2‰");
    assert_eq!(Unit::pure().shows(&n("-1.50"), 2), "-1.5");
    assert_eq!(unit("亩").shows(&n("10000"), 2), "15 亩");
    assert_eq!(unit("个百分点").shows(&n("0.035"), 2), "3.5 个百分点");
}

#[test]
fn a_unit_of_scale_zero_does_not_divide() {
    let broken = Unit::new("元".to_owned(), unit("元").dimension.clone(), Number::zero());
    assert_eq!(broken.shows(&n("12"), 2), "12");
}

#[test]
fn exponents_never_overflow() {
    let mut dimension = count("人");
    for _ in 0..40 {
        dimension = dimension.mul(&dimension);
    }
    assert!(Dimension::pure().div(&dimension).div(&dimension).as_base().is_none());
    assert!(quantity_name(&dimension).starts_with("人^"));
}

proptest! {
    #[test]
    fn no_text_makes_the_reader_panic(text in "\\PC*") {
        let _ = Unit::parse(&text);
    }

    #[test]
    fn multiplying_and_dividing_by_a_dimension_cancels(one in 0_usize..42, other in 0_usize..42) {
        let one = unit(Unit::known_names()[one]).dimension.clone();
        let other = unit(Unit::known_names()[other]).dimension.clone();
        prop_assert_eq!(&one.mul(&other).div(&other), &one);
        prop_assert_eq!(one.mul(&other), other.mul(&one));
        prop_assert_eq!(one.compatible(&other), other.compatible(&one));
        prop_assert!(one.div(&one).is_pure());
    }
}

#[test]
fn physical_units_convert_within_their_quantity_and_meet_no_other() {
    let unit = |name| Unit::parse(name).unwrap();
    for (one, factor, other) in [
        ("吨", 1_000, "千克"),
        ("毫克", 1_000, "微克"),
        ("千米", 1_000, "米"),
        ("立方米", 1_000, "升"),
        ("天", 24, "小时"),
        ("平方千米", 100, "公顷"),
        ("万人", 10_000, "人"),
        ("毫克/升", 1_000, "微克/升"),
    ] {
        let (one, other) = (unit(one), unit(other));
        assert_eq!(one.dimension, other.dimension);
        assert_eq!(one.scale.clone(), other.scale.clone() * Number::from_integer(factor));
    }
    for (one, other) in [("吨", "吨标准煤"), ("美元", "元"), ("千米", "平方千米"), ("升", "千克")] {
        assert_ne!(unit(one).dimension, unit(other).dimension, "{one} {other}");
    }
}
