//! Where a run reads its rules and data: where a command line says, or in a packet.

use super::input::Input;
use super::misuse;
use super::output::{Output, Status};
use heng::finding::{Diagnostic, Language, Sources};
use heng::host::Host;
use heng::number::Calendar;
use heng::packet::{Mounted, Packet, Run};
use heng::{session, words};

/// A packet that stands in the place of rules and data.
pub(super) struct Opened<'h> {
    pub(super) packet: Packet<'h>,
    pub(super) run: Run,
}

/// Where a run reads what.
pub(super) struct Place {
    pub(super) rules: String,
    pub(super) data: String,
    pub(super) corrections: Option<String>,
    pub(super) has_own_calendar: bool,
    pub(super) calendar: Vec<String>,
    pub(super) ignores_other_columns: bool,
}

/// The packet that is given in the place of rules; nothing where rules are.
pub(super) fn opened<'h>(path: &str, host: &'h dyn Host, output: &Output) -> Result<Option<Opened<'h>>, Status> {
    if !Packet::is_at(host, path) {
        return Ok(None);
    }
    whole(path, host, output).map(Some)
}

/// A packet, verified.
pub(super) fn whole<'h>(path: &str, host: &'h dyn Host, output: &Output) -> Result<Opened<'h>, Status> {
    let refused = |findings: Vec<Diagnostic>| {
        output.diagnostics(&Sources::default(), &findings, Language::Zh);
        Status::Findings
    };
    session::packet(host, path).map(|(packet, run)| Opened { packet, run }).map_err(refused)
}

impl<'h> Opened<'h> {
    /// A host that reads from it, and from another folder where that has the data.
    pub(super) fn mounted(&'h self, host: &'h dyn Host, data: Option<&str>) -> Mounted<'h> {
        if data.is_some() { Mounted::beside(&self.packet, host) } else { Mounted::of(&self.packet) }
    }

    /// The language of the words in its results.
    pub(super) fn language(&self) -> Language {
        if self.run.language == "en" { Language::En } else { Language::Zh }
    }
}

impl Place {
    /// As a command line says, or a packet that it names.
    pub(super) fn of(input: &Input, opened: Option<&Opened<'_>>, output: &Output) -> Result<Self, Status> {
        let Some(opened) = opened else {
            let Some(data) = input.data.clone() else {
                let words = words!("还缺少 --data <DATA>", "--data <DATA> is missing");
                return Err(output.misused(&words, misuse::asked_language()));
            };
            return Ok(Self {
                rules: input.rules.clone(),
                data,
                corrections: input.reading.corrections().map(str::to_owned),
                has_own_calendar: true,
                calendar: input.calendar.iter().cloned().collect(),
                ignores_other_columns: input.reading.ignores_other_columns(),
            });
        };
        let mut place = Self::of_packet(opened, input.data.as_deref(), output)?;
        place.corrections = input.reading.corrections().map(str::to_owned).or(place.corrections);
        place.calendar.extend(input.calendar.clone());
        place.ignores_other_columns |= input.reading.ignores_other_columns();
        Ok(place)
    }

    /// As a packet says, with the data of another folder where one is given.
    pub(super) fn of_packet(opened: &Opened<'_>, data: Option<&str>, output: &Output) -> Result<Self, Status> {
        let Opened { packet, run } = opened;
        let data = match data {
            Some(data) => data.to_owned(),
            None if run.has_data => packet_path(packet, &run.data),
            None => {
                output.diagnostics(&Sources::default(), &[session::without_data(packet)], opened.language());
                return Err(Status::Findings);
            }
        };
        let own = run.corrections.as_ref().filter(|_| run.has_data);
        Ok(Self {
            rules: packet_path(packet, &run.rules),
            data,
            corrections: own.map(|path| packet_path(packet, path)),
            has_own_calendar: false,
            calendar: run.calendar.iter().map(|path| packet_path(packet, path)).collect(),
            ignores_other_columns: run.ignores_other_columns,
        })
    }

    /// The calendar.
    pub(super) fn calendar(&self, host: &dyn Host) -> Result<Calendar, Diagnostic> {
        if self.has_own_calendar {
            session::calendar(host, self.calendar.first().map(String::as_str))
        } else {
            session::calendar_of(host, &self.calendar)
        }
    }

    /// How the tables are read.
    pub(super) fn reading(&self) -> session::Reading<'_> {
        session::Reading {
            rules: Some(&self.rules),
            corrections: self.corrections.as_deref(),
            ignores_other_columns: self.ignores_other_columns,
            ..session::Reading::of(&self.data)
        }
    }
}

fn packet_path(packet: &Packet<'_>, name: &str) -> String {
    Mounted::of(packet).path(name)
}
