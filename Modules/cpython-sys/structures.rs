//! CPython's private structures and functions as Rust believes them to be, written in C: helpers/structures.c compares them with the
//! headers, so that a Python that has changed one does not compile, where it would write behind ours, or take one argument for another.

use std::fmt::Write;

/// What `generated`, the text of a file in src/generated, says: structures, each with its fields, and what has to be so for
/// CPython's and for its functions.
///
/// # Errors
/// A type that is not known here.
pub fn in_c(generated: &str) -> Result<String, String> {
    let mut c = structures(generated)?;
    for block in generated.split("unsafe extern \"C\" {").skip(1) {
        c.push_str(&function(block)?);
    }
    Ok(c)
}

fn structures(generated: &str) -> Result<String, String> {
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

/// Of a block with one declaration, as bindgen writes them.
fn function(block: &str) -> Result<String, String> {
    let words: Vec<&str> = block.split_whitespace().collect();
    let declaration = words.join(" ");
    let parts = || {
        let (name, rest) =
            between(declaration.split_once(';')?.0, "pub fn ", "")?.split_once('(')?;
        let (arguments, result) = rest.split_once(") -> ")?;
        Some((name, arguments.trim().trim_end_matches(','), result))
    };
    let (name, arguments, result) =
        parts().ok_or_else(|| format!("what is declared by {declaration}?"))?;
    let types: Result<Vec<String>, String> = arguments
        .split(", ")
        .map(|argument| pointed_to(argument.split_once(": ").map_or(argument, |(_, kind)| kind)))
        .collect();
    Ok(format!(
        "SAME_FUNCTION({name}, {}, ({}));\n",
        pointed_to(result)?,
        types?.join(", ")
    ))
}

/// A type with what pointers point to, which is part of a function's.
fn pointed_to(kind: &str) -> Result<String, String> {
    if let Some(kind) = kind.strip_prefix("*mut ") {
        return Ok(pointed_to(kind)? + " *");
    }
    if let Some(kind) = kind.strip_prefix("*const ") {
        return Ok(pointed_to(kind)? + " const *");
    }
    Ok(match kind {
        "::core::ffi::c_int" => "int",
        "::core::ffi::c_char" => "char",
        "::core::ffi::c_void" => "void",
        "PyObject" | "Py_ssize_t" | "_PyArg_Parser" => kind,
        _ => return Err(format!("what is {kind} in C?")),
    }
    .to_owned())
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
