//! Formatting without allocating, for the moments when allocating may be what went wrong.

use std::fmt;

/// Text of at most `N` bytes; what does not fit is cut off at a character's end.
pub(crate) struct Message<const N: usize> {
    // INVARIANT: text[..len] is UTF-8.
    text: [u8; N],
    len: usize,
    full: bool,
}

impl<const N: usize> Message<N> {
    pub(crate) const fn new() -> Self {
        Message {
            text: [0; N],
            len: 0,
            full: false,
        }
    }

    pub(crate) fn of(value: impl fmt::Display) -> Self {
        let mut message = Self::new();
        // The only error is a Display that reports one; what it wrote until then is all there is to say.
        let _ = fmt::write(&mut message, format_args!("{value}"));
        message
    }

    pub(crate) fn as_str(&self) -> &str {
        std::str::from_utf8(&self.text[..self.len]).unwrap_or_default()
    }
}

impl<const N: usize> fmt::Write for Message<N> {
    fn write_str(&mut self, part: &str) -> fmt::Result {
        if self.full {
            return Ok(());
        }
        let mut fitting = part.len().min(N - self.len);
        while !part.is_char_boundary(fitting) {
            fitting -= 1;
        }
        self.full = fitting < part.len();
        self.text[self.len..self.len + fitting].copy_from_slice(&part.as_bytes()[..fitting]);
        self.len += fitting;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::Message;

    #[test]
    fn cuts_at_a_character() {
        assert_eq!(
            Message::<8>::of(format_args!("{}{}", "äöü", "äöü")).as_str(),
            "äöüä"
        );
        assert_eq!(Message::<4>::of("aäöü").as_str(), "aä");
        assert_eq!(Message::<4>::of("").as_str(), "");
    }
}
