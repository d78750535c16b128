//! What an encoder does with a byte, as far as that does not depend on where it stands.

use super::ESCAPE;

/// Copied, as long as the line has room.
pub(super) const PLAIN: u8 = 0;
/// Quoted.
pub(super) const QUOTED: u8 = 1;
/// May be a line's end, or part of one.
pub(super) const LINE_END: u8 = 2;

/// The class of each byte.
pub(super) type Classes = [u8; 256];

/// The table for an encoder with these settings.
#[inline(always)]
pub(super) fn classes(quote_tabs: bool, is_text: bool, header: bool) -> &'static Classes {
    static ALL: [Classes; 8] = {
        let mut all = [[PLAIN; 256]; 8];
        let mut settings = 0;
        while settings < all.len() {
            let mut byte = 0;
            while byte < 256 {
                all[settings][byte] = class(
                    byte as u8,
                    settings & 1 != 0,
                    settings & 2 != 0,
                    settings & 4 != 0,
                );
                byte += 1;
            }
            settings += 1;
        }
        all
    };
    &ALL[usize::from(quote_tabs) | usize::from(is_text) << 1 | usize::from(header) << 2]
}

const fn class(byte: u8, quote_tabs: bool, is_text: bool, header: bool) -> u8 {
    let quoted = match byte {
        b'\r' | b'\n' if is_text => return LINE_END,
        b'\t' | b' ' => quote_tabs,
        b'_' => header,
        b'!'..=b'~' => byte == ESCAPE,
        _ => true,
    };
    if quoted { QUOTED } else { PLAIN }
}
