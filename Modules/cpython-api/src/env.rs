//! Environment variables, and `PYTHON_RUST_DISABLE`: which accelerators are to be left out, so that their Python versions run.
//!
//! C header: stdlib.h

use std::ffi::{CStr, c_char};
use std::fmt;

use cpython_sys as ffi;

use crate::exceptions::PyRuntimeWarning;
use crate::message::Message;
use crate::{PyResult, PyString, Python, warn};

/// Hands the value of an environment variable to `set`. If that refuses it, a RuntimeWarning says so and names what the variable may
/// be, which is the error: a variable that is wrong must not be the end of every program that imports the module.
///
/// # Errors
/// The warning, where a filter makes that an exception; MemoryError; what `sys.flags` raises if somebody has replaced it.
pub fn hand_on<E: fmt::Display>(
    py: Python<'_>,
    name: &CStr,
    set: impl FnOnce(&[u8]) -> Result<(), E> + Send,
) -> PyResult<()> {
    let complaint = with_variable(py, name, |value| {
        let error = set(value).err()?;
        let (name, value) = (name.to_bytes().escape_ascii(), value.escape_ascii());
        // The value last, which may be longer than there is room.
        Some(Message::<512>::of(format_args!(
            "{name} is ignored: {error}, not '{value}'"
        )))
    })?;
    match complaint.flatten() {
        Some(message) => warn::<PyRuntimeWarning>(py, &PyString::new(py, message.as_str())?, 1),
        None => Ok(()),
    }
}

/// Whether the environment switches `module` off.
///
/// # Errors
/// What `sys.flags` raises if somebody has replaced it.
pub(crate) fn is_disabled(py: Python<'_>, module: &CStr) -> PyResult<bool> {
    let named = with_variable(py, c"PYTHON_RUST_DISABLE", |list| {
        names(list, module.to_bytes())
    })?;
    Ok(named.unwrap_or(false))
}

/// What `read` makes of the value of an environment variable; `None` if that is not set, or empty, or Python was started with -E or
/// -I. The value is lent to `read` alone: it may be gone as soon as Python code runs, which `read`, being `Send`, cannot do.
fn with_variable<T>(
    py: Python<'_>,
    name: &CStr,
    read: impl FnOnce(&[u8]) -> T + Send,
) -> PyResult<Option<T>> {
    // Hardly ever set, and then there is nothing to ask.
    if address(name).is_null() || ignores_environment(py)? {
        return Ok(None);
    }
    // Once more, because asking has run Python code, which may set variables.
    let value = address(name);
    if value.is_null() {
        return Ok(None);
    }
    // SAFETY: getenv has just given a C string, which stays as it is until a variable is set: not by this thread before `read`
    // is done. Another thread that sets variables meanwhile is a hazard that CPython's own reading shares.
    let value = unsafe { CStr::from_ptr(value) }.to_bytes();
    Ok((!value.is_empty()).then(|| read(value)))
}

/// Where the value of an environment variable is; null if it is not set.
fn address(name: &CStr) -> *const c_char {
    // SAFETY: a C string. As for other threads, see above.
    unsafe { ffi::helpers::getenv(name.as_ptr()) }
}

/// Whether `list`, names separated by commas, has `module` or `all` in it.
fn names(list: &[u8], module: &[u8]) -> bool {
    list.split(|&byte| byte == b',')
        .map(<[u8]>::trim_ascii)
        .any(|name| name == module || name == b"all")
}

/// Whether Python was started with -E or -I.
fn ignores_environment(py: Python<'_>) -> PyResult<bool> {
    let sys = py.import(c"sys")?;
    let flags = sys.as_borrowed().getattr(c"flags")?;
    let ignored = flags.as_borrowed().getattr(c"ignore_environment")?;
    ignored.as_borrowed().is_truthy()
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn lists_of_names() {
        for (list, expected) in [
            ("", false),
            ("_base64", true),
            (" _base64 ,x", true),
            ("x,all", true),
            ("_base64x", false),
            ("x", false),
            (",", false),
        ] {
            assert_eq!(names(list.as_bytes(), b"_base64"), expected, "{list:?}");
        }
    }
}
