//! What is said of a fault of the program itself.

use std::panic::PanicHookInfo;

use heng::invariant::Broken;

/// The words for a fault: that it is one, what should have held and where, and what to do about it.
pub(crate) fn text(found: &PanicHookInfo<'_>) -> String {
    let what = match found.payload().downcast_ref::<Broken>() {
        Some(broken) => broken.to_string(),
        None => {
            let said = found.payload_as_str().unwrap_or("a fault without words");
            let place =
                found.location().map(|place| format!(" ({}:{})", place.file(), place.line())).unwrap_or_default();
            format!("{said}{place}")
        }
    };
    format!(
        "错误: 程序自身出错，没有给出结果；请把下面一行和所用的命令、文件报告给维护者\n\
         error: a fault of the program itself, no result was given; please report the line below with the command and its files\n  \
         heng {}: {what}\n",
        env!("CARGO_PKG_VERSION")
    )
}
