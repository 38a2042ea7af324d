//! Where files that lie about a file system stand in a packet: as they lie to one another, whatever machine they are on.

/// Stands for a folder whose name is not known, as it is above where a command was given.
const UNNAMED: &str = "~";

/// The paths of files below the lowest folder that all are in, in the order of the paths; nothing where a path from the
/// root and one from elsewhere are not known to each other.
#[must_use]
pub fn placed(paths: &[&str]) -> Option<Vec<String>> {
    let all: Vec<Steps<'_>> = paths.iter().map(|path| Steps::of(path)).collect();
    let is_rooted = all.first()?.is_rooted;
    if all.iter().any(|steps| steps.is_rooted != is_rooted) {
        return None;
    }
    let highest = all.iter().map(|steps| steps.up).max()?;
    let whole = |steps: &Steps<'_>| -> Vec<String> {
        let below = (steps.up..highest).rev().map(|level| format!("{UNNAMED}{}", level.saturating_add(1)));
        below.chain(steps.names.iter().map(|name| (*name).to_owned())).collect()
    };
    let all: Vec<Vec<String>> = all.iter().map(whole).collect();
    let folders = all.iter().map(|steps| steps.split_last().map_or(&[] as &[String], |(_, folders)| folders));
    let common = folders
        .reduce(|one, other| {
            let alike = one.iter().zip(other).take_while(|(one, other)| one == other).count();
            one.get(..alike).unwrap_or_default()
        })
        .map_or(0, <[String]>::len);
    Some(all.iter().map(|steps| steps.get(common..).unwrap_or_default().join("/")).collect())
}

/// A path without the steps that lead nowhere.
struct Steps<'p> {
    is_rooted: bool,
    /// How many folders above where the path begins it goes first.
    up: usize,
    names: Vec<&'p str>,
}

impl<'p> Steps<'p> {
    fn of(path: &'p str) -> Self {
        let mut steps = Self { is_rooted: path.starts_with('/'), up: 0, names: Vec::new() };
        for step in path.split('/') {
            match step {
                ".." if steps.names.pop().is_none() => steps.up = steps.up.saturating_add(1),
                "" | "." | ".." => {}
                name => steps.names.push(name),
            }
        }
        steps
    }
}

#[cfg(test)]
mod tests {
    use super::placed;

    #[test]
    fn files_stand_to_one_another_as_they_did() {
        let cases: &[(&[&str], &[&str])] = &[
            (&["rules/a.heng"], &["a.heng"]),
            (&["/x/rules/a.heng", "/x/rules/scripts/f.rhai"], &["a.heng", "scripts/f.rhai"]),
            (&["rules/next/a.heng", "rules/base.heng"], &["next/a.heng", "base.heng"]),
            (&["a.heng", "../base.heng"], &["~1/a.heng", "base.heng"]),
            (&["../x/a.heng", "../../y/b.heng"], &["~2/x/a.heng", "y/b.heng"]),
            (&["./d//a.csv", "d/../e/b.csv"], &["d/a.csv", "e/b.csv"]),
        ];
        for (paths, wanted) in cases {
            assert_eq!(
                placed(paths).as_deref(),
                Some(wanted.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>()).as_deref()
            );
        }
        assert_eq!(placed(&["a", "/b"]), None);
    }
}
