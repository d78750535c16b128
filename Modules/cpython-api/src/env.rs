//! Environment variables, and `PYTHON_RUST_DISABLE`: which accelerators are to be left out, so that their Python versions run.
//!
//! C header: stdlib.h

use std::ffi::CStr;

use cpython_sys as ffi;

use crate::{PyResult, Python};

/// The value of an environment variable, unless Python was started with -E or -I.
///
/// # Errors
/// What `sys.flags` raises if somebody has replaced it.
pub fn variable<'py>(py: Python<'py>, name: &CStr) -> PyResult<Option<&'py CStr>> {
    // SAFETY: a C string. Another thread that sets variables meanwhile is a hazard that CPython's own reading shares.
    let value = unsafe { ffi::helpers::getenv(name.as_ptr()) };
    if value.is_null() || ignores_environment(py)? {
        return Ok(None);
    }
    // SAFETY: getenv gives a C string, which stays as it is until a variable is set.
    Ok(Some(unsafe { CStr::from_ptr(value) }))
}

/// Whether the environment switches `module` off.
///
/// # Errors
/// As [`variable`].
pub(crate) fn is_disabled(py: Python<'_>, module: &CStr) -> PyResult<bool> {
    let list = variable(py, c"PYTHON_RUST_DISABLE")?;
    Ok(list.is_some_and(|list| names(list.to_bytes(), module.to_bytes())))
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
