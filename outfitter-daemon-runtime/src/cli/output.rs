//! Where results go: text for people or JSON for programs, on standard output.

use std::io::{self, IsTerminal, Write};

use serde_core::Serialize;

/// Standard output, and what it takes.
#[derive(Debug)]
pub(super) struct Output {
    pub(super) json: bool,
    color: bool,
    stdout: io::Stdout,
}

/// What a word means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mood {
    Good,
    Uncertain,
    Bad,
}

impl Output {
    pub(super) fn new(json: bool) -> Self {
        Self {
            json,
            color: !json && wants_color(&io::stdout()),
            stdout: io::stdout(),
        }
    }

    /// Whether somebody watches standard error who would like to see that something goes on.
    pub(super) fn is_watched(&self) -> bool {
        !self.json && io::stderr().is_terminal()
    }

    /// Writes a line of text.
    pub(super) fn line(&self, text: &str) -> io::Result<()> {
        let mut stdout = self.stdout.lock();
        writeln!(stdout, "{text}")?;
        stdout.flush()
    }

    /// Writes a value as one line of JSON.
    pub(super) fn json(&self, value: &impl Serialize) -> io::Result<()> {
        self.line(&serde_json::to_string(value)?)
    }

    /// Writes the one or the other.
    pub(super) fn either(&self, value: &impl Serialize, text: impl FnOnce() -> String) -> io::Result<()> {
        if self.json {
            self.json(value)
        } else {
            self.line(&text())
        }
    }

    /// The word in its colour, where there are colours.
    pub(super) fn paint(&self, mood: Mood, word: &str) -> String {
        let color = match mood {
            Mood::Good => 32,
            Mood::Uncertain => 33,
            Mood::Bad => 31,
        };
        if self.color {
            format!("\x1b[{color}m{word}\x1b[0m")
        } else {
            word.to_owned()
        }
    }
}

/// A terminal that knows colours, and nobody who wants none (no-color.org).
fn wants_color(stream: &impl IsTerminal) -> bool {
    let is_set = |variable| std::env::var_os(variable).is_some_and(|value| !value.is_empty());
    stream.is_terminal() && !is_set("NO_COLOR") && std::env::var_os("TERM").is_none_or(|term| term != "dumb")
}
