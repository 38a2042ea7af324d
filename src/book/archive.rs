//! A zip archive with files in it, as chat programs and mail send them.

use std::io::Read;
use std::sync::Arc;

use encoding_rs::GB18030;

use super::fault::Fault;
use super::whole::whole;
use super::zipped::{Bytes, Zip, unreadable};
use crate::host::Input;

/// A zip archive.
#[derive(Debug)]
pub struct Archive {
    zip: Zip,
    members: Vec<Member>,
}

/// A file in an archive.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its path within the archive.
    pub name: String,
    /// Its place in the list of the archive.
    place: usize,
}

impl Archive {
    /// Reads what files there are; folders and what the Macintosh adds are left out.
    ///
    /// # Errors
    /// [`Fault`]
    pub fn open(input: &dyn Input) -> Result<Self, Fault> {
        let zip = Zip::open(Bytes(Arc::new(whole(input)?)))?;
        let members = zip.members().enumerate().filter_map(|(place, (name, is_utf_8))| {
            let name = decoded(name, is_utf_8);
            let is_file = !name.ends_with('/') && !name.starts_with("__MACOSX/");
            is_file.then_some(Member { name, place })
        });
        let members = members.collect();
        Ok(Self { zip, members })
    }

    /// The files, in the order of the archive.
    #[must_use]
    pub fn members(&self) -> &[Member] {
        &self.members
    }

    /// The bytes of the file at a place among [`Self::members`].
    ///
    /// # Errors
    /// [`Fault`]
    pub fn member(&self, place: usize) -> Result<Vec<u8>, Fault> {
        let member = self.members.get(place).ok_or(Fault::Absent)?;
        self.zip.read_at(member.place, &member.name, |input| {
            let mut bytes = Vec::new();
            input.read_to_end(&mut bytes).map_err(|error| unreadable(&member.name, &error))?;
            Ok(bytes)
        })
    }
}

/// The name of a member. Windows in Chinese writes GBK and does not say so.
fn decoded(name: &[u8], is_utf_8: bool) -> String {
    let name = match str::from_utf8(name) {
        Ok(name) => name.to_owned(),
        Err(_) if is_utf_8 => String::from_utf8_lossy(name).into_owned(),
        Err(_) => match GB18030.decode_without_bom_handling_and_without_replacement(name) {
            Some(name) => name.into_owned(),
            None => String::from_utf8_lossy(name).into_owned(),
        },
    };
    name.replace('\\', "/")
}
