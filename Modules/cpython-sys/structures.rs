//! CPython's own structures as Rust believes them to be, written in C: helpers/structures.c compares them with the headers, so that
//! a Python that has changed one does not compile, where it would write behind ours.

use std::fmt::Write;

/// What `generated`, the text of a file in src/generated, says of structures: each with its fields, and what has to be so for
/// CPython's.
///
/// # Errors
/// A field's type that is not known here.
pub fn in_c(generated: &str) -> Result<String, String> {
    let mut c = String::new();
    let mut structure: Option<(&str, String)> = None;
    for line in generated.lines() {
        if let Some(name) = between(line, "pub struct ", " {") {
            structure = Some((name, format!("SAME_SIZE({name});\n")));
            c.push_str(&format!("struct rust_{name} {{\n"));
        } else if let Some((name, same)) = &mut structure {
            if line == "}" {
                let _ = write!(c, "}};\n{same}");
                structure = None;
            } else if let Some((field, kind)) =
                between(line, "    pub ", ",").and_then(|field| field.split_once(": "))
            {
                let _ = writeln!(c, "    {} {field};", type_in_c(kind)?);
                let _ = writeln!(same, "SAME_OFFSET({name}, {field});");
            }
        }
    }
    Ok(c)
}

fn between<'a>(line: &'a str, before: &str, behind: &str) -> Option<&'a str> {
    line.strip_prefix(before)?.strip_suffix(behind)
}

fn type_in_c(kind: &str) -> Result<String, String> {
    Ok(match kind {
        "u8" => "unsigned char".to_owned(),
        "::core::ffi::c_int" => "int".to_owned(),
        _ if kind.starts_with('*') => "void *".to_owned(),
        _ if kind.starts_with('_') => format!("struct rust_{kind}"),
        _ => return Err(format!("what is {kind} in C?")),
    })
}
