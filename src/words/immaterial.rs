//! 缺失 无碍 照定: a grade that was given although something is missing.

pub(super) fn zh(least: Option<&str>, most: Option<&str>) -> String {
    let total = match (least, most) {
        (Some(least), Some(most)) if least == most => format!("补齐后总分都是 {least} 分，"),
        (Some(least), Some(most)) => format!("补齐后总分在 {least} 分至 {most} 分之间，"),
        (Some(least), None) => format!("补齐后总分不低于 {least} 分，"),
        (None, Some(most)) => format!("补齐后总分不高于 {most} 分，"),
        (None, None) => String::new(),
    };
    format!("缺失无碍照定：{total}无论补成什么，等次相同")
}

pub(super) fn en(least: Option<&str>, most: Option<&str>) -> String {
    let total = match (least, most) {
        (Some(least), Some(most)) if least == most => format!("the total is {least} in every case and "),
        (Some(least), Some(most)) => format!("the total lies between {least} and {most} and "),
        (Some(least), None) => format!("the total is at least {least} and "),
        (None, Some(most)) => format!("the total is at most {most} and "),
        (None, None) => String::new(),
    };
    format!("graded although data are missing: {total}the grade is the same whatever they turn out to be")
}
