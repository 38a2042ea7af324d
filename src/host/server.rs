//! A database server, as a rule set or `--allow` names it: `postgres://user@host:port/database`.

use std::fmt::{self, Write as _};

/// A database on a server. Two that are equal are one database, whatever the writing of their URLs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Server {
    /// What it speaks.
    pub kind: ServerKind,
    /// Its name or address.
    pub host: String,
    /// Its port, written or the usual one.
    pub port: u16,
    /// Who connects, where the URL says so.
    pub user: Option<String>,
    /// The database, where the URL names one.
    pub database: Option<String>,
}

/// What a server speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ServerKind {
    /// The protocol of PostgreSQL.
    Postgres,
    /// The protocol of MySQL and MariaDB.
    Mysql,
}

/// Why a URL names no server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ServerFault {
    /// Its beginning names no kind of server.
    Scheme,
    /// It holds a password, which belongs into no file.
    Password,
    /// No server is named.
    Host,
    /// The port is no number from 1 to 65535.
    Port,
    /// Something behind a ?, or a further /.
    More,
    /// A % without two hexadecimal digits of a text.
    Escape,
}

const SCHEMES: &[(&str, ServerKind)] = &[
    ("postgres", ServerKind::Postgres),
    ("postgresql", ServerKind::Postgres),
    ("mysql", ServerKind::Mysql),
    ("mariadb", ServerKind::Mysql),
];

impl ServerKind {
    fn scheme(self) -> &'static str {
        match self {
            Self::Postgres => "postgres",
            Self::Mysql => "mysql",
        }
    }

    fn port(self) -> u16 {
        match self {
            Self::Postgres => 5432,
            Self::Mysql => 3306,
        }
    }
}

impl Server {
    /// Whether a text is meant as the URL of something that one connects to.
    #[must_use]
    pub fn is_url(text: &str) -> bool {
        text.split_once("://").is_some_and(|(scheme, _)| {
            scheme.starts_with(|first: char| first.is_ascii_alphabetic())
                && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || matches!(letter, '+' | '-' | '.'))
        })
    }

    /// Reads a URL.
    ///
    /// # Errors
    /// What is wrong with it; nothing of it is repeated, since it may hold a password.
    pub fn parse(url: &str) -> Result<Self, ServerFault> {
        let (scheme, rest) = url.split_once("://").ok_or(ServerFault::Scheme)?;
        let known = SCHEMES.iter().find(|(name, _)| scheme.eq_ignore_ascii_case(name));
        let (_, kind) = *known.ok_or(ServerFault::Scheme)?;
        // A password may hold any sign, so what stands before the last @ counts as its place.
        let (who, rest) = rest.rsplit_once('@').map_or((None, rest), |(who, rest)| (Some(who), rest));
        if who.is_some_and(|who| who.contains([':', '/', '@'])) {
            return Err(ServerFault::Password);
        }
        if rest.contains(['?', '#']) {
            return Err(ServerFault::More);
        }
        let (place, database) = rest.split_once('/').map_or((rest, ""), |(place, database)| (place, database));
        if database.trim_end_matches('/').contains('/') {
            return Err(ServerFault::More);
        }
        let (host, port) = match place.strip_prefix('[') {
            Some(address) => {
                let (address, behind) = address.split_once(']').ok_or(ServerFault::Host)?;
                let port =
                    if behind.is_empty() { None } else { Some(behind.strip_prefix(':').ok_or(ServerFault::Port)?) };
                (address, port)
            }
            None => place.split_once(':').map_or((place, None), |(host, port)| (host, Some(port))),
        };
        let port = match port {
            None => kind.port(),
            Some(port) => port.parse().ok().filter(|port| *port > 0).ok_or(ServerFault::Port)?,
        };
        let host = unescaped(host)?.to_lowercase();
        if host.is_empty() || host.contains(|letter: char| letter.is_whitespace() || letter.is_control()) {
            return Err(ServerFault::Host);
        }
        let named = |text: &str| Some(unescaped(text)).filter(|_| !text.is_empty()).transpose();
        let (user, database) = (named(who.unwrap_or(""))?, named(database.trim_end_matches('/'))?);
        if user.iter().chain(&database).any(|name| name.contains('\0')) {
            return Err(ServerFault::Escape);
        }
        Ok(Self { kind, host, port, user, database })
    }

    /// Whether leave for another server, or for all databases of it, is leave for this one.
    #[must_use]
    pub fn is_within(&self, allowed: &Self) -> bool {
        let may = |own: &Option<String>, wanted: &Option<String>| wanted.is_none() || own == wanted;
        (self.kind, self.port) == (allowed.kind, allowed.port)
            && self.host == allowed.host
            && may(&self.user, &allowed.user)
            && may(&self.database, &allowed.database)
    }
}

/// As a URL that [`Server::parse`] reads as the same server; there is never a password in it.
impl fmt::Display for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}://", self.kind.scheme())?;
        if let Some(user) = &self.user {
            write!(f, "{}@", escaped(user))?;
        }
        if self.host.contains(':') {
            write!(f, "[{}]", self.host)?;
        } else {
            f.write_str(&self.host)?;
        }
        if self.port != self.kind.port() {
            write!(f, ":{}", self.port)?;
        }
        if let Some(database) = &self.database {
            write!(f, "/{}", escaped(database))?;
        }
        Ok(())
    }
}

/// The signs that a URL uses itself, as %XX.
fn escaped(text: &str) -> String {
    let mut written = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '%' | ':' | '/' | '@' | '?' | '#' | '[' | ']' | '\0'..=' ' => {
                let _ = write!(written, "%{:02X}", u32::from(letter));
            }
            _ => written.push(letter),
        }
    }
    written
}

fn unescaped(text: &str) -> Result<String, ServerFault> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'%' {
            bytes.push(byte);
            continue;
        }
        let mut digit = || rest.next().and_then(|byte| char::from(byte).to_digit(16)).ok_or(ServerFault::Escape);
        let (high, low) = (digit()?, digit()?);
        bytes.push(u8::try_from(high * 16 + low).map_err(|_| ServerFault::Escape)?);
    }
    String::from_utf8(bytes).map_err(|_| ServerFault::Escape)
}
