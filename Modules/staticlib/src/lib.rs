//! Every module in one archive, so that Rust's standard library is built once and static builds link it once.
//!
//! For each module X, `Modules/X/Xmodule.c` has the `PyInit_X` that CPython looks for, which calls `_Py_rs_init_X`. A linker
//! that drops what is not called leaves each shared module its own part.

use cpython_api::alloc::PyRawAllocator;
use cpython_sys::PyObject;

#[global_allocator]
static ALLOCATOR: PyRawAllocator = PyRawAllocator;

macro_rules! modules {
    ($($init:ident = $module:ident),* $(,)?) => {$(
        #[doc = concat!("`PyInit_", stringify!($module), "` in Rust.")]
        ///
        /// # Safety
        /// The thread must be attached.
        // SAFETY: the name is defined nowhere else: _Py_rs_ is this archive's prefix.
        #[unsafe(no_mangle)]
        pub unsafe extern "C" fn $init() -> *mut PyObject {
            // SAFETY: PyInit_ calls this, and CPython calls that, with the thread attached.
            unsafe { $module::MODULE.init() }
        }
    )*};
}

modules! {
    _Py_rs_init__asn1 = _asn1,
    _Py_rs_init__base64 = _base64,
    _Py_rs_init__blake2 = _blake2,
    _Py_rs_init__hmac = _hmac,
    _Py_rs_init__kdf = _kdf,
    _Py_rs_init__md5 = _md5,
    _Py_rs_init__sha1 = _sha1,
    _Py_rs_init__sha2 = _sha2,
    _Py_rs_init__sha3 = _sha3,
    _Py_rs_init_binascii = binascii,
    _Py_rs_init_xxrust = xxrust,
}
