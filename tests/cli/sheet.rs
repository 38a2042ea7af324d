//! A CSV table as headers and texts.

pub(crate) struct Sheet {
    pub(crate) header: Vec<String>,
    pub(crate) rows: Vec<Vec<String>>,
}

impl Sheet {
    pub(crate) fn of(text: &str) -> Self {
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
        let mut rows = reader
            .records()
            .map(|record| record.unwrap().iter().map(str::to_owned).collect::<Vec<_>>())
            .collect::<Vec<_>>();
        let header = rows.remove(0);
        Self { header, rows }
    }

    pub(crate) fn text(&self) -> String {
        let mut writer = csv::Writer::from_writer(Vec::new());
        writer.write_record(&self.header).unwrap();
        for row in &self.rows {
            writer.write_record(row).unwrap();
        }
        String::from_utf8(writer.into_inner().unwrap()).unwrap()
    }

    #[track_caller]
    pub(crate) fn column(&self, name: &str) -> usize {
        let position = self.header.iter().position(|header| header == name);
        position.unwrap_or_else(|| panic!("no column {name} in {:?}", self.header))
    }

    /// The row whose first cell is `key`.
    #[track_caller]
    pub(crate) fn row(&self, key: &str) -> &[String] {
        self.rows.iter().find(|row| row[0] == key).unwrap_or_else(|| panic!("no row {key}"))
    }

    /// A cell of the row whose first cell is `key`.
    #[track_caller]
    pub(crate) fn cell(&self, key: &str, column: &str) -> &str {
        &self.row(key)[self.column(column)]
    }

    /// The first row that has all these texts in these columns.
    #[track_caller]
    pub(crate) fn find(&self, wanted: &[(&str, &str)]) -> usize {
        let wanted: Vec<(usize, &str)> = wanted.iter().map(|(column, text)| (self.column(column), *text)).collect();
        let fits = |row: &Vec<String>| wanted.iter().all(|(column, text)| row[*column] == *text);
        self.rows.iter().position(fits).expect("a row that fits")
    }

    /// Sets a cell of that row, and says on which line of the file it stands.
    #[track_caller]
    pub(crate) fn set(&mut self, wanted: &[(&str, &str)], column: &str, text: &str) -> usize {
        let row = self.find(wanted);
        let column = self.column(column);
        text.clone_into(&mut self.rows[row][column]);
        row + 2
    }

    /// Puts the rows in another order.
    pub(crate) fn shuffle(&mut self, seed: u64) {
        let mut state = seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1;
        for last in (1..self.rows.len()).rev() {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            let other = usize::try_from(state % (last as u64 + 1)).unwrap();
            self.rows.swap(last, other);
        }
    }
}
