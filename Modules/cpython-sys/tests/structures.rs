//! A Python whose structures and functions are not what Rust believes does not compile, and says why. Needs a C compiler.

use std::fs;
use std::path::Path;
use std::process::Command;

#[path = "../structures.rs"]
mod structures;

const GENERATED: &str = include_str!("../src/generated/cp315.rs");

/// Headers of a Python that has what `GENERATED` says.
const HEADER: &str = "
typedef struct { unsigned char v; } _PyOnceFlag;
typedef struct {
    const char *format; const char *const *keywords; const char *fname; const char *custom_msg;
    _PyOnceFlag once;
    int is_kwtuple_owned; int pos; int min; int max;
    void *kwtuple; void *next;
} _PyArg_Parser;
typedef long Py_ssize_t;
typedef struct { Py_ssize_t count; } PyObject;
int _PyBytes_Resize(PyObject **, Py_ssize_t);
int PyLong_AsInt(PyObject *);
int _PyArg_NoKeywords(const char *, PyObject *);
int _PyArg_CheckPositional(const char *, Py_ssize_t, Py_ssize_t, Py_ssize_t);
PyObject *const *_PyArg_UnpackKeywords(
    PyObject *const *, Py_ssize_t, PyObject *, PyObject *, _PyArg_Parser *, int minpos, int maxpos, int minkw, int varpos, PyObject **);
#define _PyArg_UnpackKeywords(...) 0
int _PyLong_UnsignedLong_Converter(PyObject *, void *);
int _PyLong_UnsignedLongLong_Converter(PyObject *, void *);
int _PyLong_Size_t_Converter(PyObject *, void *);
";

/// What the compiler says of helpers/structures.c with this as Python.h; nothing if all is as it should be.
fn compile(name: &str, header: &str) -> String {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    fs::create_dir_all(folder.join("internal")).expect("a folder");
    fs::write(folder.join("Python.h"), header).expect("written");
    for internal in ["pycore_modsupport.h", "pycore_long.h"] {
        fs::write(folder.join("internal").join(internal), "").expect("written");
    }
    let in_c = structures::in_c(GENERATED).expect("types that are known");
    fs::write(folder.join("structures_in_rust.h"), in_c).expect("written");
    let output = Command::new("cc")
        .args(["-std=c11", "-fsyntax-only", "-I"])
        .arg(&folder)
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("helpers/structures.c"))
        .output()
        .expect("a C compiler");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.success(), said.is_empty(), "{said}");
    said
}

#[test]
fn a_python_that_has_not_changed_compiles() {
    assert_eq!(compile("same", HEADER), "");
}

#[test]
fn one_that_has_changed_does_not() {
    for (name, before, after, structure) in [
        (
            "longer",
            "void *next;",
            "void *next; int more;",
            "_PyArg_Parser",
        ),
        ("shorter", "void *next;", "", "_PyArg_Parser"),
        (
            "swapped",
            "int pos; int min;",
            "int min; int pos;",
            "_PyArg_Parser",
        ),
        ("wider", "unsigned char v;", "short v;", "_PyOnceFlag"),
        (
            "fewer",
            "int minkw, int varpos,",
            "int minkw,",
            "_PyArg_UnpackKeywords",
        ),
        (
            "another",
            "int PyLong_AsInt",
            "long PyLong_AsInt",
            "PyLong_AsInt",
        ),
    ] {
        assert!(HEADER.contains(before));
        let said = compile(name, &HEADER.replace(before, after));
        assert!(
            said.contains(&format!("{structure} in the headers of this Python is not")),
            "{name}: {said}"
        );
    }
}

#[test]
fn every_field_is_looked_at() {
    let fields = GENERATED.matches("    pub ").count() - GENERATED.matches("    pub fn ").count();
    let in_c = structures::in_c(GENERATED).expect("types that are known");
    assert!(fields >= 12);
    assert_eq!(in_c.matches("SAME_OFFSET").count(), fields);
    assert_eq!(in_c.matches("SAME_SIZE").count(), 2);
    assert!(structures::in_c("pub struct S {\n    pub field: f32,\n}\n").is_err());
}

#[test]
fn every_function_is_looked_at() {
    let functions = GENERATED.matches("    pub fn ").count();
    let in_c = structures::in_c(GENERATED).expect("types that are known");
    assert!(functions >= 8);
    assert_eq!(in_c.matches("SAME_FUNCTION").count(), functions);
    for unknown in ["pub fn f(a: f32) -> PyObject;", "pub fn f();"] {
        assert!(structures::in_c(&format!("unsafe extern \"C\" {{\n    {unknown}\n}}\n")).is_err());
    }
}
