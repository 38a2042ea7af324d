//! Why there is no result.

use std::fmt;

use super::finding::Finding;
use crate::finding::Language;

/// Why there is no result.
///
/// ```
/// # mod parks { include!(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/support/parks.rs")); }
/// use heng::Error;
///
/// match parks::run()?.explain("P9") {
///     Err(Error::Findings(findings)) => assert!(findings[0].en.contains("P9")),
///     other => panic!("{other:?}"),
/// }
/// # Ok::<(), heng::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Error {
    /// The rules or the data are at fault, or a file cannot be read: what is wrong and where, all of it.
    Findings(Vec<Finding>),
    /// The data were read by rules that declare other tables.
    OtherTables,
    /// [`Cancel::cancel`](crate::Cancel::cancel) was called.
    Cancelled,
    /// A fault of the library itself: what should hold, and where in its source it did not. Please report it.
    Internal(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Findings(findings) => {
                for (index, finding) in findings.iter().enumerate() {
                    if index > 0 {
                        f.write_str("\n")?;
                    }
                    f.write_str(finding.text(Language::Zh))?;
                }
                Ok(())
            }
            Self::OtherTables => f.write_str(
                "数据是按另一套规则声明的表读入的，请按这套规则重新读入 / the data were read by rules that declare other tables; read them by these rules",
            ),
            Self::Cancelled => f.write_str("已取消 / cancelled"),
            Self::Internal(what) => {
                write!(f, "程序自身的错，请报告 / a fault of the program, please report it: {what}")
            }
        }
    }
}

impl std::error::Error for Error {}
