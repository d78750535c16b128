//! The crates in CPython's own list of what it is made of (SPDX 2.3, Misc/sbom.spdx.json), as an edit of the overlay.
//!
//! A package is as CPython's tool demands it: no licence concluded, a version that is in each of its addresses. The licence that
//! its authors declare is added, and that no file of it is listed: its files are not in the tree, and with `--vendor` the
//! checksum of the whole archive, which cargo holds them to, says more than sums of some thousand files that no compiler reads.
//! Who needs whom is said of crates only, since that list has no package for CPython itself: what builds crates of ours is a
//! build dependency of something that it does not name.

use serde_json::{Value, json};

use super::Crate;

pub const FILE: &str = "Misc/sbom.spdx.json.edits.toml";

const HEAD: &str = "\
# Written by ./x regen, from Cargo.lock and what the crates say of themselves: the crates that modules in Rust are made from.
";

pub fn text(crates: &[Crate]) -> String {
    let packages: Vec<Value> = crates.iter().map(package).collect();
    let relationships: Vec<Value> = crates.iter().flat_map(relationships).collect();
    format!("{HEAD}{}{}", edit("packages", &packages), edit("relationships", &relationships))
}

/// At the beginning of a list that is not empty.
fn edit(list: &str, entries: &[Value]) -> String {
    let mut text = format!(
        "\n[[edit]]\nfile = \"Misc/sbom.spdx.json\"\nconcern = \"ffi\"\ndata = true\n\
         anchor = '^  \"{list}\": \\[$'\nplace = \"after\"\ntext = '''\n"
    );
    for entry in entries {
        // Keys in order and two spaces for each level, as in Python's json.dumps(indent=2, sort_keys=True).
        for line in format!("{entry:#},").lines() {
            text.push_str(&format!("    {line}\n"));
        }
    }
    text.push_str("'''\n");
    text
}

fn package(one: &Crate) -> Value {
    let Crate { name, version, .. } = one;
    json!({
        "SPDXID": id(name),
        "checksums": [{"algorithm": "SHA256", "checksumValue": one.checksum}],
        "downloadLocation": format!("https://static.crates.io/crates/{name}/{name}-{version}.crate"),
        "externalRefs": [{
            "referenceCategory": "PACKAGE_MANAGER",
            "referenceLocator": format!("pkg:cargo/{name}@{version}"),
            "referenceType": "purl",
        }],
        "filesAnalyzed": false,
        "licenseConcluded": "NOASSERTION",
        "licenseDeclared": one.license,
        "name": name,
        "primaryPackagePurpose": "SOURCE",
        "versionInfo": version,
    })
}

fn relationships(one: &Crate) -> Vec<Value> {
    let relation = |from: &str, kind: &str, to: &str| json!({"relatedSpdxElement": to, "relationshipType": kind, "spdxElementId": from});
    let this = id(&one.name);
    let mut list = Vec::new();
    if one.builds_ours {
        list.push(relation(&this, BUILDS, "NOASSERTION"));
    }
    for needed in &one.dependencies {
        let other = id(&needed.name);
        list.push(match needed.build {
            true => relation(&other, BUILDS, &this),
            false => relation(&this, "DEPENDS_ON", &other),
        });
    }
    list
}

const BUILDS: &str = "BUILD_DEPENDENCY_OF";

/// Letters, digits, dots and hyphens may be in one.
fn id(name: &str) -> String {
    format!("SPDXRef-PACKAGE-{}", name.replace('_', "-"))
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::crates::metadata::Dependency;

    fn example() -> Crate {
        Crate {
            name: "a_b".to_owned(),
            version: "1.2.3".to_owned(),
            checksum: "00ff".to_owned(),
            license: "MIT".to_owned(),
            linked: false,
            builds_ours: true,
            dependencies: vec![
                Dependency { name: "c".to_owned(), build: false },
                Dependency { name: "d".to_owned(), build: true },
            ],
            build_script: false,
            proc_macro: false,
            library: PathBuf::new(),
        }
    }

    #[test]
    fn entries_are_written_as_python_writes_them() {
        let text = text(&[example()]);
        assert!(
            text.contains(
                "'''\n    {\n      \"SPDXID\": \"SPDXRef-PACKAGE-a-b\",\n      \"checksums\": [\n        {\n"
            ),
            "{text}"
        );
        assert!(text.contains("\"filesAnalyzed\": false,\n"), "{text}");
        assert!(text.contains("      \"versionInfo\": \"1.2.3\"\n    },\n'''\n"), "{text}");
    }

    #[test]
    fn who_needs_whom() {
        let seen: Vec<String> = relationships(&example())
            .iter()
            .map(|one| {
                let part = |key: &str| one[key].as_str().unwrap().replace("SPDXRef-PACKAGE-", "");
                [part("spdxElementId"), part("relationshipType"), part("relatedSpdxElement")].join(" ")
            })
            .collect();
        assert_eq!(seen, ["a-b BUILD_DEPENDENCY_OF NOASSERTION", "a-b DEPENDS_ON c", "d BUILD_DEPENDENCY_OF a-b"]);
    }
}
