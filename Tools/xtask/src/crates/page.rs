//! docs/crates.md.

use anyhow::Result;

use super::Crate;
use super::measure::{self, NoStd};
use super::reasons::Reasons;

pub const FILE: &str = "docs/crates.md";

const HEAD: &str = "\
<!-- Written by ./x regen, from Cargo.lock, the crates' sources and docs/crates.toml. -->
# Crates

What CPython's modules in Rust are made from besides our own crates, on all platforms together. `Cargo.lock` has nothing else, with
a checksum of each; `./x apply` writes all of them into CPython's `Misc/sbom.spdx.json`, and `--vendor` puts them into the tree.
[deny.toml](../deny.toml) says which licences and sources may be among them, which `./x lint` looks at.

Lines are those with code in all files of the library, without comments; unsafe ones belong to a block, a function, an implementation, a
trait or a declaration that is marked so. They are counted in the text, as it is: with what is there for tests, for other platforms
and for features that are not used. So they say how much there is to read; what is linked is far less, because the linker drops what
is not called.
";

const LINKED: &str = "
## What reaches a CPython binary
";

const BUILDING: &str = "
## What only builds it
These run on the machine that compiles, in build scripts; nothing of them is linked.
";

pub fn text(crates: &[Crate], reasons: &Reasons) -> Result<String> {
    reasons.check(crates)?;
    let mut text = HEAD.to_owned();
    for (title, linked) in [(LINKED, true), (BUILDING, false)] {
        let mut rows = String::from(
            "| crate | version | licence | lines | unsafe | `no_std` | runs in the build | why |\n|---|---|---|--:|--:|---|---|---|\n",
        );
        let (mut count, mut lines, mut unsafe_lines) = (0, 0, 0);
        for one in crates.iter().filter(|one| one.linked == linked) {
            let size = measure::size(&one.library)?;
            count += 1;
            lines += size.lines;
            unsafe_lines += size.unsafe_lines;
            let no_std = match measure::no_std(&one.library)? {
                NoStd::Always => "yes",
                NoStd::ByFeature => "by feature",
                NoStd::Never => "no",
            };
            let runs = match (one.build_script, one.proc_macro) {
                (_, true) => "procedural macro",
                (true, _) => "build script",
                _ => "",
            };
            rows.push_str(&format!(
                "| {} | {} | {} | {} | {} | {no_std} | {runs} | {} |\n",
                one.name,
                one.version,
                one.license,
                size.lines,
                size.unsafe_lines,
                reasons.of(one)
            ));
        }
        text.push_str(&format!("{title}{count} crates, {lines} lines, {unsafe_lines} of them unsafe.\n\n{rows}"));
    }
    Ok(text)
}
