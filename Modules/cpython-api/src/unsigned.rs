//! Arguments of C's unsigned types, whose names are in the errors for what does not fit.
//!
//! C header: Include/internal/pycore_long.h

use std::ffi::{c_ulong, c_ulonglong};

use cpython_sys as ffi;

use crate::signature::IfAbsent;
use crate::{Argument, FromArgument, PyErr, PyResult};

macro_rules! unsigned {
    ($(#[doc = $doc:literal])* $name:ident($type:ty): $convert:ident) => {
        $(#[doc = $doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $name(pub $type);

        impl<'py> FromArgument<'py> for $name {
            #[inline(always)]
            fn from_argument(argument: Argument<'py>) -> PyResult<Self> {
                let value = match (argument.given(), argument.if_absent()) {
                    (Some(value), _) => value,
                    (None, IfAbsent::Int(number)) => return Ok($name(number as $type)),
                    (None, other) => panic!("the default of an int is one, not {other:?}"),
                };
                let mut number: $type = 0;
                // SAFETY: Argument Clinic's own converter for the type: writes one to where it is told, or fails with an
                // exception.
                let ok = unsafe { ffi::$convert(value.as_ptr(), (&raw mut number).cast()) };
                if ok == 0 {
                    return Err(PyErr::fetch(value.py()));
                }
                Ok($name(number))
            }
        }
    };
}

unsigned! {
    /// A non-negative int that fits into C's unsigned long.
    UnsignedLong(c_ulong): _PyLong_UnsignedLong_Converter
}

unsigned! {
    /// A non-negative int that fits into C's unsigned long long.
    UnsignedLongLong(c_ulonglong): _PyLong_UnsignedLongLong_Converter
}
