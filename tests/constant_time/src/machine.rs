//! What the tests ask of the machine: the counter of cycles, and what memcheck is told.
//!
//! Elsewhere than on x86-64 there is neither.

/// Whether this runs under valgrind.
#[must_use]
pub fn under_valgrind() -> bool {
    client_request(RUNNING_ON_VALGRIND, &[]) != 0
}

/// Tells memcheck that nobody knows what is in `bytes`: it reports each branch and each address that depends on them.
pub fn mark_undefined(bytes: &mut [u8]) {
    client_request(MAKE_MEM_UNDEFINED, bytes);
}

/// Tells memcheck that what is in `bytes` may be looked at.
pub fn mark_defined(bytes: &mut [u8]) {
    client_request(MAKE_MEM_DEFINED, bytes);
}

// From valgrind.h and memcheck.h, where they are part of what must never change.
const RUNNING_ON_VALGRIND: u64 = 0x1001;
const MAKE_MEM_UNDEFINED: u64 = 0x4d43_0001;
const MAKE_MEM_DEFINED: u64 = 0x4d43_0002;

/// A request of valgrind's about `bytes`. Without valgrind it does nothing, and the answer is 0.
#[cfg(target_arch = "x86_64")]
fn client_request(request: u64, bytes: &[u8]) -> u64 {
    let arguments = [request, bytes.as_ptr() as u64, bytes.len() as u64, 0, 0, 0];
    let mut answer = 0_u64;
    // SAFETY: by themselves these instructions do nothing: four rotations by 128 bits together, and an exchange of a register with
    // itself. Valgrind knows them as a whole, reads the six words at rax, which are initialised and live until here, and puts
    // its answer into rdx. These requests change what it believes of memory, not the memory.
    unsafe {
        core::arch::asm!(
            "rol rdi, 3",
            "rol rdi, 13",
            "rol rdi, 61",
            "rol rdi, 51",
            "xchg rbx, rbx",
            in("rax") arguments.as_ptr(),
            inout("rdx") answer,
        );
    }
    answer
}

#[cfg(not(target_arch = "x86_64"))]
fn client_request(_: u64, _: &[u8]) -> u64 {
    0
}

/// Cycles since the machine was started, between what comes before and what comes after.
#[cfg(target_arch = "x86_64")]
#[must_use]
#[inline(always)]
pub fn cycles() -> u64 {
    use core::arch::x86_64::{_mm_lfence, _rdtsc};
    // SAFETY: both instructions are in every x86-64 processor, and touch no memory.
    unsafe {
        _mm_lfence();
        let now = _rdtsc();
        _mm_lfence();
        now
    }
}

/// Nanoseconds, for want of better.
#[cfg(not(target_arch = "x86_64"))]
#[must_use]
pub fn cycles() -> u64 {
    use std::sync::LazyLock;
    use std::time::Instant;
    static START: LazyLock<Instant> = LazyLock::new(Instant::now);
    START.elapsed().as_nanos() as u64
}
