//! Text in lines of one length.

use core::num::NonZero;

use crate::Output;

/// Breaks text into lines as it is written: a newline stands between full lines, not behind the last one.
#[derive(Clone, Copy, Debug)]
pub struct Lines {
    line_len: NonZero<usize>,
    // Characters on the line so far, at most line_len.
    column: usize,
}

impl Lines {
    /// Lines of `line_len` characters.
    pub fn new(line_len: NonZero<usize>) -> Self {
        Lines {
            line_len,
            column: 0,
        }
    }

    /// How many newlines there are in `len` characters of text.
    pub fn newlines(line_len: NonZero<usize>, len: usize) -> usize {
        len.saturating_sub(1) / line_len
    }

    /// Appends `text`, which goes on where the text before it ended.
    ///
    /// # Panics
    /// If it does not fit.
    #[inline]
    pub fn write(&mut self, text: &[u8], output: &mut Output<'_>) {
        let mut rest = text;
        while !rest.is_empty() {
            if self.column == self.line_len.get() {
                output.push(b'\n');
                self.column = 0;
            }
            let (line, behind) = rest.split_at(rest.len().min(self.line_len.get() - self.column));
            output.extend_from_slice(line);
            self.column += line.len();
            rest = behind;
        }
    }

    /// Appends `text` without breaking it: on the next line if this one has no room for it.
    ///
    /// # Panics
    /// If it does not fit into `output`.
    pub fn write_together(&mut self, text: &[u8], output: &mut Output<'_>) {
        if text.len() > self.line_len.get() - self.column {
            output.push(b'\n');
            self.column = 0;
        }
        output.extend_from_slice(text);
        self.column += text.len();
    }
}
