//! Who connects to a database server, and with what password: from the environment, and nowhere else.

use std::path::PathBuf;

use super::server::{Server, ServerKind};

/// Who connects, and with what. It has no way to be printed.
pub struct Access {
    /// The name of the user.
    pub user: String,
    /// The password, where there is one.
    pub password: Option<String>,
}

/// No file of passwords is longer.
const MOST: usize = 1 << 20;

/// From the variables that the programs of the servers themselves read.
pub(super) fn of_environment(server: &Server) -> Access {
    let named = match server.kind {
        ServerKind::Postgres => server.user.clone().or_else(|| variable("PGUSER")),
        ServerKind::Mysql => server.user.clone(),
    };
    let user = named.or_else(|| ["USER", "LOGNAME", "USERNAME"].into_iter().find_map(variable)).unwrap_or_default();
    let password = match server.kind {
        ServerKind::Postgres => variable("PGPASSWORD").or_else(|| of_file(server, &user)),
        ServerKind::Mysql => variable("MYSQL_PWD"),
    };
    Access { user, password }
}

#[allow(clippy::disallowed_methods, reason = "a password stands in no file of the rules, and changes no result")]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok().filter(|value| !value.is_empty())
}

/// What PGPASSFILE or ~/.pgpass says. As for PostgreSQL itself, a file that others may read does not count.
#[allow(clippy::disallowed_methods, reason = "the file of passwords is no file of the run")]
fn of_file(server: &Server, user: &str) -> Option<String> {
    let home = || Some(PathBuf::from(variable("HOME")?).join(".pgpass"));
    let path = variable("PGPASSFILE").map(PathBuf::from).or_else(home)?;
    let known = std::fs::metadata(&path).ok()?;
    if !known.is_file() || is_open(&known) || usize::try_from(known.len()).is_ok_and(|length| length > MOST) {
        return None;
    }
    of_lines(&std::fs::read_to_string(&path).ok()?, server, user)
}

#[cfg(unix)]
fn is_open(known: &std::fs::Metadata) -> bool {
    use std::os::unix::fs::PermissionsExt;
    known.permissions().mode() & 0o077 != 0
}

#[cfg(not(unix))]
fn is_open(_known: &std::fs::Metadata) -> bool {
    false
}

/// The password of the first line that fits: host:port:database:user:password, where * fits all.
fn of_lines(text: &str, server: &Server, user: &str) -> Option<String> {
    let database = server.database.as_deref().unwrap_or(user);
    let port = server.port.to_string();
    let wanted = [server.host.as_str(), port.as_str(), database, user];
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.map(parts).find_map(|parts| match parts.as_slice() {
        [named @ .., password] if named.len() == wanted.len() => {
            let fits = named.iter().zip(wanted).all(|(named, wanted)| named == "*" || named == wanted);
            fits.then(|| password.clone())
        }
        _ => None,
    })
}

/// The parts of a line, in which \ stands before a : or \ that belongs to a part. The fifth goes to the end.
fn parts(line: &str) -> Vec<String> {
    const PARTS: usize = 5;
    let mut parts = vec![String::new()];
    let mut is_escaped = false;
    for letter in line.chars() {
        if letter == ':' && !is_escaped && parts.len() < PARTS {
            parts.push(String::new());
        } else if letter == '\\' && !is_escaped {
            is_escaped = true;
            continue;
        } else if let Some(part) = parts.last_mut() {
            part.push(letter);
        }
        is_escaped = false;
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_file_of_passwords_is_for_whom_it_names() {
        let server = Server::parse("postgres://db.local/park");
        assert!(server.is_ok());
        let Ok(server) = server else { return };
        let file = "# notes\nother:*:*:*:no\ndb.local:5432:park:clerk:a\\:b\\\\c:d\n*:*:*:*:rest\n";
        assert_eq!(of_lines(file, &server, "clerk").as_deref(), Some("a:b\\c:d"));
        assert_eq!(of_lines(file, &server, "judge").as_deref(), Some("rest"));
        assert_eq!(of_lines("db.local:5433:*:*:no\nshort:line\n", &server, "clerk"), None);
    }
}
