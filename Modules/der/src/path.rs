//! Where in a structure an error is.

use core::fmt;

/// The name of a field, or several with dots between. Two references deep, so that a path of them stays small: `&"extnValue"`.
pub type Name = &'static &'static str;

/// How many steps a path has room for: a name, an index, or a name with an index. More, and an error would be too large to return.
const CAPACITY: usize = 7;

const NO_INDEX: u32 = u32::MAX;

/// The names of fields and the indices of elements from the outside to the error, as in `tbsCertificate.extensions[3].extnValue`.
///
/// It grows from the inside while the error is passed on. Should it have no room left, `….` stands for the outermost steps.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Path {
    names: [Option<Name>; CAPACITY],
    indices: [u32; CAPACITY],
    len: u8,
    cut: bool,
}

impl Path {
    pub(crate) const EMPTY: Path = Path {
        names: [None; CAPACITY],
        indices: [NO_INDEX; CAPACITY],
        len: 0,
        cut: false,
    };

    /// Whether nothing is known of the place.
    pub const fn is_empty(&self) -> bool {
        self.len == 0
    }

    pub(crate) fn inside_field(&mut self, name: Name) {
        let outermost = usize::from(self.len).checked_sub(1);
        match outermost.map(|at| &mut self.names[at]) {
            // `extensions` joins the `[3]` that it is the name of.
            Some(unnamed @ None) => *unnamed = Some(name),
            _ => self.push(Some(name), NO_INDEX),
        }
    }

    pub(crate) fn inside_index(&mut self, index: usize) {
        self.push(
            None,
            u32::try_from(index)
                .unwrap_or(NO_INDEX - 1)
                .min(NO_INDEX - 1),
        );
    }

    fn push(&mut self, name: Option<Name>, index: u32) {
        let at = usize::from(self.len);
        if at == CAPACITY {
            self.cut = true;
            return;
        }
        self.names[at] = name;
        self.indices[at] = index;
        self.len += 1;
    }
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.cut {
            f.write_str("…")?;
        }
        for at in (0..usize::from(self.len)).rev() {
            if let Some(name) = self.names[at] {
                if self.cut || at + 1 != usize::from(self.len) {
                    f.write_str(".")?;
                }
                f.write_str(name)?;
            }
            if self.indices[at] != NO_INDEX {
                write!(f, "[{}]", self.indices[at])?;
            }
        }
        Ok(())
    }
}

impl fmt::Debug for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "\"{self}\"")
    }
}
