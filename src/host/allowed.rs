//! What a run may reach beyond the folders of its rules and its data, as whoever started it says.

/// Folders, and the addresses of databases.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Allowed {
    folders: Vec<String>,
    urls: Vec<String>,
}

/// Nothing.
pub(super) static NOTHING: Allowed = Allowed { folders: Vec::new(), urls: Vec::new() };

impl Allowed {
    /// What is written behind `--allow`: an address has `://`, all else is a folder (or a file).
    #[must_use]
    pub fn of(written: impl IntoIterator<Item = String>) -> Self {
        let (urls, folders) = written.into_iter().partition(|item| item.contains("://"));
        Self { folders, urls }
    }

    /// The folders, or single files.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        self.folders.iter().map(String::as_str)
    }

    /// Whether a database may be connected to: its server is that of an allowed address, and its path lies below.
    ///
    /// ```
    /// use heng::host::Allowed;
    ///
    /// let allowed = Allowed::of(["postgres://db.example.org/parks".to_owned()]);
    /// assert!(allowed.url("postgres://db.example.org/parks") && allowed.url("postgres://reader@db.example.org/parks?ssl=1"));
    /// assert!(!allowed.url("postgres://db.example.org/parks2") && !allowed.url("postgres://db.example.org:5433/parks"));
    /// assert!(!allowed.url("postgres://db.example.org.evil.net/parks") && !allowed.url("mysql://db.example.org/parks"));
    /// assert!(!Allowed::of(["postgres://db".to_owned()]).url("postgres://db@evil.net/parks"));
    /// assert!(Allowed::of(["postgres://db".to_owned()]).url("postgres://db/parks"));
    /// ```
    #[must_use]
    pub fn url(&self, url: &str) -> bool {
        self.urls.iter().any(|allowed| covers(allowed, url))
    }
}

/// An address taken apart. `postgres://db` must not open the way to `postgres://db.example.org` or `postgres://db@other`.
struct Address<'u> {
    scheme: &'u str,
    user: Option<&'u str>,
    server: &'u str,
    path: &'u str,
}

impl<'u> Address<'u> {
    fn of(url: &'u str) -> Option<Self> {
        let (scheme, rest) = url.split_once("://")?;
        let (authority, path) =
            rest.find(['/', '?', '#']).and_then(|at| rest.split_at_checked(at)).unwrap_or((rest, ""));
        let (user, server) = match authority.rsplit_once('@') {
            Some((user, server)) => (Some(user), server),
            None => (None, authority),
        };
        Some(Self { scheme, user, server, path })
    }
}

fn covers(allowed: &str, url: &str) -> bool {
    let (Some(allowed), Some(url)) = (Address::of(allowed), Address::of(url)) else { return false };
    let below = |rest: &str| rest.is_empty() || allowed.path.ends_with('/') || rest.starts_with(['/', '?', '#']);
    allowed.scheme.eq_ignore_ascii_case(url.scheme)
        && (allowed.user.is_none() || allowed.user == url.user)
        && allowed.server.eq_ignore_ascii_case(url.server)
        && (allowed.path.is_empty() || url.path.strip_prefix(allowed.path).is_some_and(below))
}
