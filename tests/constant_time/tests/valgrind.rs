//! Memcheck, with the secrets marked undefined, on code that is compiled as it is shipped.

use std::process::Command;

use constant_time_tests::program::{build, has};
use constant_time_tests::subjects::SUBJECTS;

/// What memcheck reports of the subject, and with which status it ends.
fn memcheck(subject: &str) -> (Option<i32>, String) {
    let output = Command::new("valgrind")
        .args(["--quiet", "--error-exitcode=99"])
        .arg(build(env!("CARGO_TARGET_TMPDIR"), "secrets"))
        .arg(subject)
        .output()
        .expect("valgrind can be run");
    (
        output.status.code(),
        String::from_utf8_lossy(&output.stderr).into_owned(),
    )
}

#[test]
#[ignore = "needs valgrind: ./x test constant-time"]
fn no_branch_and_no_address_depends_on_a_secret() {
    if !has("valgrind") {
        return;
    }
    for subject in &SUBJECTS {
        let (status, report) = memcheck(subject.name);
        assert_eq!((status, report.as_str()), (Some(0), ""), "{}", subject.name);
    }
}

#[test]
#[ignore = "needs valgrind: ./x test constant-time"]
fn what_leaks_is_reported() {
    if !has("valgrind") {
        return;
    }
    for subject in &SUBJECTS {
        let (status, report) = memcheck(&format!("leaky-{}", subject.name));
        assert_eq!(status, Some(99), "{}: {report}", subject.name);
        assert!(
            report.contains("Conditional jump or move depends on uninitialised"),
            "{}: {report}",
            subject.name
        );
    }
}
