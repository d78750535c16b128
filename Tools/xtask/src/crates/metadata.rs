//! What cargo knows of the crates in Cargo.lock.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use crate::process;

/// How Cargo.lock calls crates.io.
pub const CRATES_IO: &str = "registry+https://github.com/rust-lang/crates.io-index";
/// The crate that all of the archive is made from.
const ARCHIVE: &str = "staticlib";

/// A crate from crates.io.
pub struct Crate {
    pub name: String,
    pub version: String,
    /// SHA-256 of its archive.
    pub checksum: String,
    /// In the words of its authors, as an SPDX expression.
    pub license: String,
    /// It is in the archive that CPython links, on some platform. The others only run while that is compiled.
    pub linked: bool,
    /// For crates of ours, which are part of CPython's sources.
    pub builds_ours: bool,
    pub dependencies: Vec<Dependency>,
    pub build_script: bool,
    pub proc_macro: bool,
    /// The first file of the library.
    pub library: PathBuf,
}

/// One crate from crates.io needs another.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dependency {
    pub name: String,
    /// For its build script only.
    pub build: bool,
}

#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
    resolve: Resolve,
}

#[derive(Deserialize)]
struct Package {
    id: String,
    name: String,
    version: String,
    source: Option<String>,
    license: Option<String>,
    targets: Vec<Target>,
}

#[derive(Deserialize)]
struct Target {
    kind: Vec<String>,
    src_path: PathBuf,
}

#[derive(Deserialize)]
struct Resolve {
    nodes: Vec<Node>,
}

#[derive(Deserialize)]
struct Node {
    id: String,
    deps: Vec<Edge>,
}

#[derive(Deserialize)]
struct Edge {
    pkg: String,
    dep_kinds: Vec<EdgeKind>,
}

#[derive(Deserialize)]
struct EdgeKind {
    /// None for a normal dependency.
    kind: Option<String>,
}

#[derive(Deserialize)]
struct Lock {
    package: Vec<Locked>,
}

#[derive(Deserialize)]
struct Locked {
    name: String,
    version: String,
    checksum: Option<String>,
}

/// All of Cargo.lock that is not ours, by name. Dependencies are those on all platforms.
pub fn read(root: &Path) -> Result<Vec<Crate>> {
    let mut command = process::command("cargo");
    command.args(["metadata", "--locked", "--format-version", "1", "--manifest-path"]).arg(root.join("Cargo.toml"));
    let text = process::capture(&mut command)?;
    let lock = fs::read_to_string(root.join("Cargo.lock"))?;
    from_text(&text, &lock)
}

fn from_text(metadata: &str, lock: &str) -> Result<Vec<Crate>> {
    let metadata: Metadata = serde_json::from_str(metadata).context("cargo metadata is not understood")?;
    let lock: Lock = toml::from_str(lock).context("in Cargo.lock")?;
    let graph = Graph::of(&metadata)?;
    let mut crates: Vec<Crate> = Vec::new();
    for package in &metadata.packages {
        let Some(source) = &package.source else { continue };
        let name = &package.name;
        if source != CRATES_IO {
            bail!("{name} is from {source}, not from crates.io");
        }
        if !graph.shipped.contains(package.id.as_str()) {
            bail!("{name} is only for tests: they belong to the workspace in tests/");
        }
        let is = |kind: &str| package.targets.iter().any(|target| target.kind.iter().any(|one| one == kind));
        let proc_macro = is("proc-macro");
        let library =
            package.targets.iter().find(|target| !target.kind.iter().any(|kind| NO_LIBRARY.contains(&&**kind)));
        let checksum = lock.package.iter().find(|one| one.name == *name && one.version == package.version);
        crates.push(Crate {
            name: name.clone(),
            version: package.version.clone(),
            checksum: checksum
                .and_then(|one| one.checksum.clone())
                .with_context(|| format!("Cargo.lock has no checksum of {name}"))?,
            license: expression(package.license.as_deref()).with_context(|| format!("{name} says no licence"))?,
            linked: graph.linked.contains(package.id.as_str()),
            builds_ours: graph.builds_ours.contains(package.id.as_str()),
            dependencies: graph.dependencies(&package.id),
            build_script: is("custom-build"),
            proc_macro,
            library: library.with_context(|| format!("{name} has no library"))?.src_path.clone(),
        });
    }
    crates.sort_by(|a, b| a.name.cmp(&b.name));
    if let Some(pair) = crates.windows(2).find(|pair| pair[0].name == pair[1].name) {
        bail!("Cargo.lock has {} twice: {} and {}", pair[0].name, pair[0].version, pair[1].version);
    }
    Ok(crates)
}

const NO_LIBRARY: [&str; 5] = ["custom-build", "bin", "test", "bench", "example"];

/// An old way to say "or" is a slash.
fn expression(license: Option<&str>) -> Option<String> {
    let alternatives: Vec<&str> = license?.split('/').map(str::trim).collect();
    Some(alternatives.join(" OR "))
}

struct Graph<'a> {
    names: BTreeMap<&'a str, &'a Package>,
    nodes: BTreeMap<&'a str, &'a Node>,
    linked: BTreeSet<&'a str>,
    /// What is linked, and what that is built with.
    shipped: BTreeSet<&'a str>,
    builds_ours: BTreeSet<&'a str>,
}

impl<'a> Graph<'a> {
    fn of(metadata: &'a Metadata) -> Result<Self> {
        let names: BTreeMap<_, _> = metadata.packages.iter().map(|package| (&*package.id, package)).collect();
        let nodes: BTreeMap<_, _> = metadata.resolve.nodes.iter().map(|node| (&*node.id, node)).collect();
        let archive = metadata.packages.iter().find(|package| package.name == ARCHIVE && package.source.is_none());
        let archive = archive.with_context(|| format!("the workspace has no {ARCHIVE}"))?;
        let mut graph =
            Self { names, nodes, linked: BTreeSet::new(), shipped: BTreeSet::new(), builds_ours: BTreeSet::new() };
        graph.linked = graph.reached(&archive.id, &|edge| edge.is(None));
        graph.shipped = graph.reached(&archive.id, &|edge| edge.is(None) || edge.is(Some("build")));
        for node in graph.nodes.values().filter(|node| graph.names[&*node.id].source.is_none()) {
            graph.builds_ours.extend(node.deps.iter().filter(|edge| edge.is(Some("build"))).map(|edge| &*edge.pkg));
        }
        Ok(graph)
    }

    fn reached(&self, from: &'a str, follow: &dyn Fn(&Edge) -> bool) -> BTreeSet<&'a str> {
        let (mut found, mut next) = (BTreeSet::new(), vec![from]);
        while let Some(id) = next.pop() {
            if found.insert(id) {
                next.extend(self.nodes[id].deps.iter().filter(|edge| follow(edge)).map(|edge| &*edge.pkg));
            }
        }
        found
    }

    fn dependencies(&self, id: &str) -> Vec<Dependency> {
        let mut list = Vec::new();
        for edge in &self.nodes[id].deps {
            let name = &self.names[&*edge.pkg].name;
            for (kind, build) in [(None, false), (Some("build"), true)] {
                if edge.is(kind) {
                    list.push(Dependency { name: name.clone(), build });
                }
            }
        }
        list.sort();
        list
    }
}

impl Edge {
    fn is(&self, kind: Option<&str>) -> bool {
        self.dep_kinds.iter().any(|one| one.kind.as_deref() == kind)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::Project;

    fn package(name: &str, source: Option<&str>) -> serde_json::Value {
        let targets = [serde_json::json!({"kind": ["lib"], "src_path": format!("/{name}/src/lib.rs")})];
        serde_json::json!({
            "id": name, "name": name, "version": "1.0.0", "source": source, "license": "MIT/Apache-2.0", "targets": targets,
        })
    }

    /// A metadata text with what each crate needs: `"name kind"`, where the kind may be missing.
    fn metadata(crates: &[(&str, &[&str])], source: &str) -> String {
        let ours = |name: &str| ["staticlib", "ours"].contains(&name);
        let packages: Vec<_> = crates.iter().map(|(name, _)| package(name, (!ours(name)).then_some(source))).collect();
        let edge = |text: &&str| {
            let (name, kind) = text.split_once(' ').map_or((*text, None), |(name, kind)| (name, Some(kind)));
            serde_json::json!({"pkg": name, "dep_kinds": [{"kind": kind}]})
        };
        let nodes: Vec<_> = crates
            .iter()
            .map(|(name, needs)| serde_json::json!({"id": name, "deps": needs.iter().map(edge).collect::<Vec<_>>()}))
            .collect();
        serde_json::json!({"packages": packages, "resolve": {"nodes": nodes}}).to_string()
    }

    fn lock(names: &[&str]) -> String {
        let one = |name: &&str| format!("[[package]]\nname = \"{name}\"\nversion = \"1.0.0\"\nchecksum = \"{name}\"\n");
        names.iter().map(one).collect()
    }

    const CRATES: [(&str, &[&str]); 5] = [
        ("staticlib", &["ours"]),
        ("ours", &["linked", "builder build"]),
        ("linked", &["helper build"]),
        ("builder", &["helper"]),
        ("helper", &[]),
    ];

    #[test]
    fn what_is_linked_is_told_from_what_builds() {
        let text = metadata(&CRATES, CRATES_IO);
        let crates = from_text(&text, &lock(&["linked", "builder", "helper"])).unwrap();
        let seen: Vec<_> = crates.iter().map(|one| (&*one.name, one.linked, one.builds_ours)).collect();
        assert_eq!(seen, [("builder", false, true), ("helper", false, false), ("linked", true, false)]);
        let needs = |build| vec![Dependency { name: "helper".to_owned(), build }];
        assert_eq!((&crates[0].dependencies, &crates[2].dependencies), (&needs(false), &needs(true)));
        assert_eq!((&*crates[0].license, &*crates[0].checksum), ("MIT OR Apache-2.0", "builder"));
    }

    #[test]
    fn what_does_not_belong_there_is_refused() {
        let error = |crates: &[(&str, &[&str])], source, locked: &[&str]| {
            format!("{:#}", from_text(&metadata(crates, source), &lock(locked)).err().unwrap())
        };
        let all = ["linked", "builder", "helper"];
        assert!(error(&CRATES, "git+https://example.invalid/x", &all).contains("not from crates.io"));
        assert!(error(&CRATES, CRATES_IO, &all[..2]).contains("no checksum of helper"));
        let mut for_tests = CRATES;
        for_tests[1].1 = &["linked dev", "builder build"];
        assert!(error(&for_tests, CRATES_IO, &all).contains("linked is only for tests"));
    }

    #[test]
    fn the_projects_own_are_understood() {
        let crates = read(&Project::find().unwrap().root).unwrap();
        let find = |name: &str| crates.iter().find(|one| one.name == name).unwrap();
        assert!(find("libc").linked && find("libc").build_script);
        assert!(!find("cc").linked && find("cc").builds_ours);
        assert!(!find("pyo3-build-config").linked && !find("target-lexicon").linked);
    }
}
