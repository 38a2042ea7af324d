//! Leave to connect, and who connects.

use std::net::TcpListener;

use crate::folder::{Folder, said};
use crate::server;

pub(crate) const RULES: &str = "规则集 \"甲\" 示例
周期 2023-01-01 至 2023-12-31
满分 10 分
舍入 指标 2 位 四舍五入
数据 园区 SOURCE {
  园区编号 文本 主键
  面积 平方米
  其余列 忽略
}
数据 机构 SOURCE 属于 园区 按 园区编号 {
  面积 平方米
  其余列 忽略
}
方面 A \"甲\" 10 分 {
  指标 A1 \"面积\" 10 分 { 依据 第一条; 取值 面积 + 求和(机构.面积); 计分 比例 目标 10000 平方米 封顶 满分; 缺失 得 0 分 }
}
等次 { 优秀 总分 不低于 4 分; 其余 \"合格\" }
";

pub(crate) fn folder(source: &str) -> Folder {
    Folder::empty().with("rules.heng", RULES.replace("SOURCE", source))
}

#[test]
fn nobody_connects_without_leave() {
    // Whoever connects would be seen here.
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.set_nonblocking(true).unwrap();
    let at = listener.local_addr().unwrap().port();
    let folder = folder(&format!("\"postgres://127.0.0.1:{at}/park\" 表 \"parks\""));
    let allow = format!("--allow postgres://127.0.0.1:{at}/park");
    folder.score(&[]).is_refused(&["H0520", "没有许可", &allow]);
    folder.score(&["--lang", "en"]).is_refused(&["H0520", "no leave to connect", &allow]);
    for other in ["postgres://127.0.0.1/park", "postgres://127.0.0.1.evil/park", "mysql://127.0.0.1/park"] {
        folder.score(&["--allow", other]).is_refused(&["H0520", "没有许可"]);
    }
    let other = format!("postgres://127.0.0.1:{at}/other");
    folder.score(&["--allow", &other]).is_refused(&["H0520", "没有许可"]);
    assert!(listener.accept().is_err(), "somebody connected");
}

#[test]
fn a_password_in_a_url_is_refused_and_never_repeated() {
    for url in ["postgres://clerk:Geheim@db/park", "postgres://clerk:Ge/heim@db/park", "mysql://a:Geheim@b:x@db/park"] {
        let folder = folder(&format!("\"{url}\" 表 \"parks\""));
        let err = folder.score(&["--allow", "postgres://db"]).is_refused(&["H0520", "口令写在地址里了", "PGPASSWORD"]);
        assert!(!err.contains("heim"), "{err}");
        let said = folder.score(&["--allow", url]);
        assert_eq!(said.code, Some(2));
        assert!(!said.err.contains("heim"), "{}", said.err);
        let folder = self::folder(&format!("\"{url}\""));
        let err = folder.score(&[]).is_refused(&["H0520"]);
        assert!(!err.contains("heim"), "{err}");
    }
}

#[test]
fn urls_that_name_no_server_are_told() {
    for (url, word) in [
        ("oracle://db/park", "不认识这种地址"),
        ("postgres:///park", "没有主机名"),
        ("postgres://db:0/park", "端口"),
        ("postgres://db/park?sslmode=disable", "库名后面"),
        ("postgres://db/park/x", "库名后面"),
        ("postgres://db/%zz", "十六进制"),
    ] {
        folder(&format!("\"{url}\" 表 \"parks\"")).score(&[]).is_refused(&["H0520", word]);
    }
}

#[test]
fn a_server_that_is_not_there_is_told_once() {
    // The port was free a moment ago.
    let at = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
    for scheme in ["postgres", "mysql"] {
        let url = format!("{scheme}://clerk@127.0.0.1:{at}/park");
        let err = folder(&format!("\"{url}\" 表 \"parks\"")).score(&["--allow", &url]).is_refused(&["H0520", "连不上"]);
        assert_eq!(err.matches("H0520").count(), 1, "{err}");
    }
}

#[test]
fn a_server_that_keeps_silent_is_not_waited_for() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let at = listener.local_addr().unwrap().port();
    let urls = ["postgres", "mysql"].map(|scheme| format!("{scheme}://clerk@127.0.0.1:{at}/park"));
    let runs = urls
        .map(|url| std::thread::spawn(move || folder(&format!("\"{url}\" 表 \"parks\"")).score(&["--allow", &url])));
    for run in runs {
        run.join().unwrap().is_refused(&["H0520", "连不上"]);
    }
}

#[test]
fn a_wrong_password_is_told_without_it() {
    for server in [server::postgres(), server::mysql()].into_iter().flatten() {
        let folder = folder(&format!("\"{}\" 表 \"parks\"", server.url));
        for password in [Some("Geheim"), None] {
            let mut command = folder.command(&["score", "rules.heng", "--data", "data", "--allow", &server.url]);
            command.env_remove("PGPASSWORD").env_remove("MYSQL_PWD").env("HOME", &folder.0);
            if let Some(password) = password {
                command.env("PGPASSWORD", password).env("MYSQL_PWD", password);
            }
            let err = said(command).is_refused(&["H0520", "不让「heng」进", "PGPASSWORD"]);
            assert!(!err.contains("Geheim"), "{err}");
        }
    }
}

#[cfg(unix)]
#[test]
fn the_file_of_passwords_lets_in_where_nobody_else_reads_it() {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;
    let Some(server) = server::postgres() else { return };
    server.execute("drop table if exists let_in; create table let_in (园区编号 text, 面积 numeric); insert into let_in values ('P1', 10)");
    let folder = folder(&format!("\"{}\" 表 \"let_in\"", server.url));
    let file = folder.0.join("passwords");
    fs::write(&file, format!("# 口令\n*:*:park:heng:{}\n", std::env::var("PGPASSWORD").unwrap())).unwrap();
    for (mode, lets_in) in [(0o600, true), (0o644, false)] {
        fs::set_permissions(&file, fs::Permissions::from_mode(mode)).unwrap();
        let mut command = folder.command(&["score", "rules.heng", "--data", "data", "--allow", &server.url]);
        command.env_remove("PGPASSWORD").env("PGPASSFILE", &file);
        assert_eq!(said(command).code, Some(i32::from(!lets_in)));
    }
}
