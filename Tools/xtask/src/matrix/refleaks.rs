//! `-R 3:3`: which tests are run for it, and how.

use std::fs;
use std::path::Path;
use std::process::Command;

use anyhow::{Context as _, Result};
use regex::Regex;

use super::commands::folder;
use crate::regrtest::{DEFAULT, RUNNER, STRICT};
use crate::sources;
use crate::test::context::{Context, python};

/// The modules that have code of ours, and those that do little else than call it.
const MODULES: &str =
    "asn1lib|base64|binascii|hashlib|hmac|quopri|secrets|uuid|_asn1|_base64|_blake2|_hmac|_kdf|_md5|_sha1|_sha2|_sha3";

/// Tests that touch our modules and are not run six times over.
const NOT_HUNTED: [(&str, &str); 3] = [
    ("test_multiprocessing_fork.test_misc", "what its processes keep goes with them"),
    ("test_os.test_windows", "of another system"),
    ("test_zipfile", "of ours it calls crc32 alone, which test_binascii calls too, and it takes a quarter of an hour"),
];

pub(super) fn row(context: &Context) -> Result<Vec<Command>> {
    let tree = sources::tree(context.project, sources::pin(sources::DEFAULT)?, context.local)?;
    let out = folder(context, "refleaks").join("out");
    let mut hunt = python(&out, &STRICT);
    hunt.args(RUNNER).args(["-j4", "-R", "3:3", "--timeout", "3600"]).args(hunted(&tree)?);
    Ok(vec![context.build(&out, &["--with-pydebug", "--with-rust"]), hunt])
}

/// What `./x regrtest` runs, and what imports our modules by itself.
fn hunted(tree: &Path) -> Result<Vec<String>> {
    let mut tests: Vec<String> = DEFAULT.map(str::to_owned).into();
    for test in importing(&tree.join("Lib/test"), "")? {
        if !DEFAULT.iter().any(|known| is_in(&test, known)) {
            tests.push(test);
        }
    }
    tests.retain(|test| NOT_HUNTED.iter().all(|(name, _)| name != test));
    Ok(tests)
}

/// Whether a test is this file or package, or in it.
fn is_in(test: &str, package: &str) -> bool {
    test.strip_prefix(package).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// The names of files of tests, below a folder, that import one of our modules.
fn importing(folder: &Path, package: &str) -> Result<Vec<String>> {
    let import = Regex::new(&format!(
        r#"(?m)^\s*(import ([\w., ]+, ?)?|from )({MODULES})\b|import_(fresh_)?module\(['"]({MODULES})['"]"#
    ))?;
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))? {
        let path = entry?.path();
        let Some(name) = path.file_stem().and_then(|name| name.to_str()).filter(|name| name.starts_with("test_"))
        else {
            continue;
        };
        let name = format!("{package}{name}");
        if path.is_dir() {
            found.extend(importing(&path, &format!("{name}."))?);
        } else if path.extension().is_some_and(|ending| ending == "py")
            && import.is_match(&String::from_utf8_lossy(&fs::read(&path)?))
        {
            found.push(name);
        }
    }
    found.sort();
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    #[test]
    fn each_of_our_modules_is_named() {
        let folder = Project::find().unwrap().root.join("Modules");
        let mut modules = Vec::new();
        for entry in fs::read_dir(&folder).unwrap() {
            let name = entry.unwrap().file_name().into_string().unwrap();
            if folder.join(&name).join(format!("{name}module.c")).is_file() {
                modules.push(name);
            }
        }
        // The example has a test in DEFAULT, and nothing else imports it.
        modules.retain(|name| name != "xxrust");
        assert!(modules.iter().any(|name| name == "_base64"), "{modules:?}");
        modules.retain(|name| MODULES.split('|').all(|named| named != name));
        assert_eq!(modules, [""; 0], "add these to MODULES");
    }

    #[test]
    fn what_imports_our_modules_is_found() {
        let tree = tempfile::tempdir().unwrap();
        let file = |name: &str, text: &str| {
            let path = tree.path().join("Lib/test").join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        file("test_a.py", "import os, base64\n");
        file("test_b/test_c.py", "def f():\n    from binascii import crc32\n");
        file("test_d.py", "x = import_helper.import_fresh_module('hashlib', fresh=[])\n");
        // Ours by name only, known as part of a package, left out, and no tests.
        file("test_e.py", "import uuid_of_mine, os\nx = 'import base64'\n");
        file("test_email/test_email.py", "import base64\n");
        file("test_zipfile.py", "import binascii\n");
        file("support/hashlib_helper.py", "import hashlib\n");
        file("test_b/data.py", "import hashlib\n");
        let found = hunted(tree.path()).unwrap();
        assert_eq!(found[DEFAULT.len() - 2..], ["test_a", "test_b.test_c", "test_d"]);
    }

    #[test]
    fn what_is_left_out_has_a_reason() {
        assert!(NOT_HUNTED.iter().all(|(_, why)| !why.is_empty()));
    }
}
