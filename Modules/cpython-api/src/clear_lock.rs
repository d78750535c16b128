//! What keeps the garbage collector from clearing a place that is being read.
//!
//! With a GIL that is the GIL: nothing takes a lock. Without one, an object that is garbage can still get into the hands of
//! another thread while it is cleared, through `gc.get_objects()` for one.

#[cfg(not(Py_GIL_DISABLED))]
use crate::Python;
#[cfg(Py_GIL_DISABLED)]
pub(crate) use without_gil::ClearLock;

#[cfg(Py_GIL_DISABLED)]
mod without_gil {
    use crate::{Mutex, Python};

    pub(crate) struct ClearLock(Mutex<()>);

    impl ClearLock {
        pub(crate) fn new() -> Self {
            ClearLock(Mutex::new(()))
        }

        #[inline(always)]
        pub(crate) fn hold<T>(&self, py: Python<'_>, body: impl FnOnce() -> T) -> T {
            // What is done is to be done attached. So who has waited gives the lock back before attaching, and tries again; whoever
            // has it works for a few instructions only.
            let _held = loop {
                match self.0.try_hold() {
                    Some(held) => break held,
                    None => py.detach(|| drop(self.0.hold())),
                }
            };
            body()
        }
    }
}

#[cfg(not(Py_GIL_DISABLED))]
pub(crate) struct ClearLock;

#[cfg(not(Py_GIL_DISABLED))]
impl ClearLock {
    pub(crate) fn new() -> Self {
        ClearLock
    }

    #[inline(always)]
    pub(crate) fn hold<T>(&self, _py: Python<'_>, body: impl FnOnce() -> T) -> T {
        body()
    }
}
