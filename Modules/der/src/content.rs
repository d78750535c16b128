//! The contents of a primitive element.

use crate::error::{Error, ErrorKind, Result};
use crate::rules::Rules;
use crate::tag::Tag;
use crate::writer::Writer;

/// The contents octets of an element, with what is needed to check them.
#[derive(Clone, Copy, Debug)]
pub struct Content<'a> {
    /// The octets.
    pub bytes: &'a [u8],
    /// Where in the data they begin.
    pub offset: usize,
    /// What they are held to.
    pub rules: Rules,
}

impl Content<'_> {
    /// An error of the contents as a whole.
    #[cold]
    pub const fn error(&self, kind: ErrorKind) -> Error {
        Error::new(kind, self.offset)
    }

    /// An error of one octet, counted from the first of the contents.
    #[cold]
    pub const fn error_at(&self, index: usize, kind: ErrorKind) -> Error {
        Error::new(kind, self.offset + index)
    }
}

/// A type with a primitive encoding, made of contents octets that it checks.
pub trait Primitive<'a>: Sized {
    /// The tag that the type has where it is not tagged otherwise.
    const TAG: Tag;

    /// Reads the contents.
    ///
    /// # Errors
    /// What the type does not allow under the rules that the contents are held to.
    fn from_content(content: Content<'a>) -> Result<Self>;

    /// Writes the contents.
    fn write_content(&self, writer: &mut Writer<'_>);
}
