//! The servers that `tests/databases/run` started.

use std::env;

use mysql::prelude::Queryable;

/// A server, and how to do something in it.
pub(crate) struct Server {
    pub(crate) url: String,
}

pub(crate) fn postgres() -> Option<Server> {
    named("HENG_TEST_POSTGRES", "PostgreSQL")
}

pub(crate) fn mysql() -> Option<Server> {
    named("HENG_TEST_MYSQL", "MariaDB")
}

/// One that is there to be killed, and its process.
pub(crate) fn doomed() -> Option<(Server, String)> {
    Some((named("HENG_TEST_DOOMED", "PostgreSQL")?, env::var("HENG_TEST_DOOMED_PID").unwrap()))
}

fn named(variable: &str, name: &str) -> Option<Server> {
    let url = env::var(variable).ok();
    if url.is_none() {
        eprintln!("{name} was not started (tests/databases/run does): this test is passed over");
    }
    url.map(|url| Server { url })
}

impl Server {
    fn with_password(&self, variable: &str) -> String {
        self.url.replacen('@', &format!(":{}@", env::var(variable).unwrap()), 1)
    }

    pub(crate) fn to_postgres(&self) -> postgres::Client {
        postgres::Client::connect(&self.with_password("PGPASSWORD"), postgres::NoTls).unwrap()
    }

    pub(crate) fn to_mysql(&self) -> mysql::Conn {
        mysql::Conn::new(self.with_password("MYSQL_PWD").as_str()).unwrap()
    }

    /// Does some statements, whichever server it is.
    pub(crate) fn execute(&self, statements: &str) {
        if self.url.starts_with("postgres") {
            self.to_postgres().batch_execute(statements).unwrap();
        } else {
            let mut conn = self.to_mysql();
            let mut results = conn.query_iter(statements).unwrap();
            while let Some(set) = results.iter() {
                set.for_each(|row| drop(row.unwrap()));
            }
        }
    }
}
