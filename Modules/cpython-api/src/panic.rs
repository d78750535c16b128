//! Panics: caught where C called Rust, and raised as SystemError.

use std::cell::RefCell;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};
use std::sync::Once;
use std::thread;

use crate::exceptions::{Exception, PySystemError};
use crate::message::Message;
use crate::{PyResult, Python};

thread_local! {
    // What the last panic of this thread said, and where. Of fixed sizes: a panic may be the sign that memory is short.
    static LAST: RefCell<Report> =
        const { RefCell::new(Report { message: Message::new(), place: Message::new() }) };
}

struct Report {
    message: Message<512>,
    // Apart, so that a long message does not leave it out.
    place: Message<256>,
}

/// Makes panics silent: what they have to say goes into the exception. The hook belongs to the copy of the standard library
/// that these modules share with nobody.
pub(crate) fn stay_silent() {
    static ONCE: Once = Once::new();
    // Hooks cannot be set while this thread panics, which it may be doing if a finaliser imports; then another import will.
    if !thread::panicking() {
        ONCE.call_once(|| set_hook(Box::new(remember)));
    }
}

fn remember(info: &PanicHookInfo<'_>) {
    let payload = info.payload();
    let message = match (
        payload.downcast_ref::<&str>(),
        payload.downcast_ref::<String>(),
    ) {
        (Some(text), _) => text,
        (_, Some(text)) => text.as_str(),
        _ => "no message",
    };
    LAST.with(|last| {
        // Borrowed only if writing the report panics in turn; then the first one is told.
        if let Ok(mut last) = last.try_borrow_mut() {
            last.message = Message::of(message);
            last.place = match info.location() {
                Some(place) => Message::of(place),
                None => Message::of("somewhere"),
            };
        }
    });
}

/// Runs `body`; a panic in it becomes SystemError.
pub(crate) fn catch<T>(py: Python<'_>, body: impl FnOnce() -> PyResult<T>) -> PyResult<T> {
    // What a panic leaves behind is seen by nobody: references are dropped while it unwinds, and the caller returns.
    catch_unwind(AssertUnwindSafe(body)).unwrap_or_else(|payload| {
        // A payload of our own making: dropping it does not panic.
        drop(payload);
        Err(LAST.with(|last| match last.try_borrow() {
            Ok(last) => PySystemError::raise(
                py,
                format_args!(
                    "Rust panicked: {} ({})",
                    last.message.as_str(),
                    last.place.as_str()
                ),
            ),
            Err(_) => PySystemError::raise(py, "Rust panicked"),
        }))
    })
}
