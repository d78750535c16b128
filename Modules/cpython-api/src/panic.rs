//! Panics: caught where C called Rust, and raised as SystemError.

use std::cell::RefCell;
use std::fmt::Write;
use std::panic::{AssertUnwindSafe, PanicHookInfo, catch_unwind, set_hook};

use crate::exceptions::{Exception, PySystemError};
use crate::message::Message;
use crate::{PyResult, Python};

thread_local! {
    // What the last panic of this thread said, and where. A fixed size: a panic may be the sign that memory is short.
    static LAST: RefCell<Message<512>> = const { RefCell::new(Message::new()) };
}

/// Makes panics silent: what they have to say goes into the exception. Called whenever a module is initialised; the hook is
/// the same each time, and belongs to the copy of the standard library that these modules share with nobody.
pub(crate) fn stay_silent() {
    set_hook(Box::new(remember));
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
        // Borrowed only if writing the message panics in turn; then the first one is told.
        if let Ok(mut last) = last.try_borrow_mut() {
            *last = Message::new();
            // Message reports no errors.
            let _ = last.write_str(message);
            if let Some(location) = info.location() {
                let _ = write!(last, " ({location})");
            }
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
            Ok(last) => PySystemError::raise(py, format_args!("Rust panicked: {}", last.as_str())),
            Err(_) => PySystemError::raise(py, "Rust panicked"),
        }))
    })
}
