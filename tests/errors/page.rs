//! A help page taken apart.

use heng::finding::Code;

/// A fenced block.
pub(crate) struct Block {
    /// The language behind the fence.
    pub(crate) language: String,
    /// The file it stands for; none for a command.
    pub(crate) file: Option<String>,
    /// Whether it belongs to the corrected version.
    pub(crate) is_fixed: bool,
    /// `pad=N`: the last line is lengthened to N bytes, for what is too long to print.
    pad: Option<usize>,
    /// `times=LINE:N`: the line of that number stands N times, for what is too much to print.
    times: Option<(usize, usize)>,
    text: String,
}

impl Block {
    fn of(info: &str) -> Self {
        let mut words = info.split_whitespace();
        let language = words.next().expect("a fence names its language").to_owned();
        let mut block = Self { language, file: None, is_fixed: false, pad: None, times: None, text: String::new() };
        for word in words {
            match word.split_once('=') {
                None if word == "fixed" => block.is_fixed = true,
                Some(("file", name)) => block.file = Some(name.to_owned()),
                Some(("pad", bytes)) => block.pad = Some(bytes.parse().expect("a number of bytes")),
                Some(("times", times)) => {
                    let (line, count) = times.split_once(':').expect("a line and a number");
                    block.times = Some((line.parse().expect("a line"), count.parse().expect("a number")));
                }
                _ => panic!("`{word}` is not understood behind a fence"),
            }
        }
        assert_eq!(block.file.is_none(), block.language == "sh", "a block is a file or a command: {info}");
        block
    }

    /// The text, lengthened where the page says so.
    pub(crate) fn text(&self) -> String {
        let last = self.text.lines().last().unwrap_or_default();
        let missing = self.pad.map_or(0, |bytes| bytes - last.len());
        let mut text = format!("{}{}\n", self.text.trim_end(), " ".repeat(missing));
        if let Some((number, count)) = self.times {
            let line = text.split_inclusive('\n').nth(number - 1).expect("the line that is repeated").to_owned();
            text = text.replacen(&line, &line.repeat(count), 1);
        }
        text
    }
}

/// A page.
pub(crate) struct Page {
    /// All of it.
    pub(crate) text: &'static str,
    /// The first line.
    pub(crate) title: String,
    /// The last paragraph.
    pub(crate) last: String,
    pub(crate) blocks: Vec<Block>,
}

impl Page {
    pub(crate) fn of(code: Code) -> Self {
        let text = code.page();
        let mut blocks: Vec<Block> = Vec::new();
        let mut is_open = false;
        for line in text.lines() {
            match (line.strip_prefix("```"), blocks.last_mut()) {
                (Some(""), _) if is_open => is_open = false,
                (Some(info), _) => {
                    blocks.push(Block::of(info));
                    is_open = true;
                }
                (None, Some(block)) if is_open => block.text.extend([line, "\n"]),
                (None, _) => {}
            }
        }
        assert!(!is_open, "{code}: a block is not closed");
        Self {
            text,
            title: text.lines().next().unwrap_or_default().to_owned(),
            last: text.trim_end().rsplit("\n\n").next().unwrap_or_default().to_owned(),
            blocks,
        }
    }
}
