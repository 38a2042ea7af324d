//! Packets: opened, and held against what made them.

use crate::finding::{Code, Diagnostic};
use crate::host::Host;
use crate::packet::{Inputs, Packet, Run};
use crate::words;

/// Opens a packet, every file of which is what its manifests say, and reads how its result was made.
///
/// # Errors
/// All that is wrong with it.
pub fn packet<'h>(host: &'h dyn Host, path: &str) -> Result<(Packet<'h>, Run), Vec<Diagnostic>> {
    let packet = Packet::open(host, path)
        .map_err(|faults| faults.into_iter().map(|fault| fault.finding(path)).collect::<Vec<_>>())?;
    let run = Run::of(&packet).map_err(|fault| vec![fault.finding(path)])?;
    Ok((packet, run))
}

/// That a packet lacks the data that are needed, and which these are.
#[must_use]
pub fn without_data(packet: &Packet<'_>) -> Diagnostic {
    let path = packet.path();
    let files = Inputs::of(packet).unwrap_or_default().files;
    let names: Vec<String> =
        files.iter().map(|file| file.path.strip_prefix("inputs/").unwrap_or(&file.path).to_owned()).collect();
    let crate::finding::Words { zh, en } = crate::finding::Words::listed(&names);
    Diagnostic::file(
        Code::H1004,
        path,
        words!("数据包里没有数据，这里要用：{zh}", "the packet has no data, and these are needed: {en}"),
    )
    .help(words!(
        "手上有当时的数据的，写 --data 文件夹；没有的，请出包的人用 heng score --packet … --with-data 再出一份",
        "give the folder that has them with --data; or ask whoever made the packet for one made with heng score --packet … --with-data"
    ))
}
