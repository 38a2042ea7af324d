//! Packets that earlier versions wrote go on verifying.

use std::path::Path;
use std::process::Command;

#[test]
fn packets_of_every_version_verify() {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/packets/corpus");
    let mut seen = 0;
    for entry in std::fs::read_dir(corpus).unwrap() {
        let path = entry.unwrap().path();
        for more in ["--sample=20", "--exact"] {
            let run = Command::new(env!("CARGO_BIN_EXE_heng")).arg("verify").arg(&path).arg(more).output().unwrap();
            let said = String::from_utf8(run.stdout).unwrap();
            assert!(run.status.success(), "{}: {said}{}", path.display(), String::from_utf8_lossy(&run.stderr));
            assert!(said.contains("结论  相符") || said.contains("The packet holds"), "{said}");
        }
        seen += 1;
    }
    assert!(seen > 0);
}
