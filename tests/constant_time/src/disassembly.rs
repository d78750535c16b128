//! What in the machine code of a function depends on secrets: a data flow analysis of what `objdump -d -M intel` prints for x86-64.
//!
//! Secret is what is loaded from memory, but for constants next to the code and the function's own stack, where what was stored there is; and
//! the registers that are named. A result is secret if an operand is. Found are jumps on flags that are secret, addresses that
//! are, divisions (whose time depends on the numbers), and whatever is not understood.

use std::collections::BTreeMap;

/// An instruction as objdump prints it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Instruction {
    pub address: u64,
    pub mnemonic: String,
    /// Of a call also the name, if objdump knows it.
    pub operands: Vec<String>,
}

/// The instructions of each function whose name, as objdump demangles it, ends with `name`.
#[must_use]
pub fn functions(objdump: &str, name: &str) -> Vec<Vec<Instruction>> {
    let mut functions = Vec::new();
    let mut inside = false;
    for line in objdump.lines() {
        if let Some(title) = line.strip_suffix(">:") {
            let symbol = title.split_once('<').map_or("", |(_, symbol)| symbol);
            // Behind the name may stand a hash: `name::h0123456789abcdef`.
            let plain = symbol
                .rsplit_once("::h")
                .filter(|(_, hash)| hash.len() == 16)
                .map_or(symbol, |(plain, _)| plain);
            inside = plain.ends_with(name);
            if inside {
                functions.push(Vec::new());
            }
        } else if let (true, Some(instruction)) = (inside, parse(line)) {
            functions
                .last_mut()
                .expect("a title came before")
                .push(instruction);
        }
    }
    functions
}

fn parse(line: &str) -> Option<Instruction> {
    let (address, code) = line.trim().split_once(":\t")?;
    let name = code
        .split_once('<')
        .and_then(|(_, name)| name.rsplit_once('>'))
        .map(|(name, _)| name);
    let code = code.split(['<', '#']).next()?.trim();
    let prefix =
        |word: &&str| ["bnd", "notrack", "cs", "ds", "data16", "repz", "rep"].contains(word);
    let mut words = code.splitn(2, ' ');
    let mut mnemonic = words.next()?;
    let mut rest = words.next().unwrap_or("");
    while prefix(&mnemonic) && !rest.is_empty() {
        (mnemonic, rest) = rest.split_once(' ').unwrap_or((rest, ""));
    }
    let mut operands: Vec<String> = rest
        .split(',')
        .map(str::trim)
        .filter(|operand| !operand.is_empty())
        .map(str::to_owned)
        .collect();
    if mnemonic == "call" {
        operands.extend(name.map(str::to_owned));
    }
    Some(Instruction {
        address: u64::from_str_radix(address, 16).ok()?,
        mnemonic: mnemonic.to_owned(),
        operands,
    })
}

/// Whether what is called reports a panic, and so never comes back.
fn panics(call: &Instruction) -> bool {
    call.operands.last().is_some_and(|name| {
        name.starts_with("core::panicking::") || name.starts_with("core::slice::index::")
    })
}

/// What is secret before an instruction.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct State {
    /// A bit for each register.
    registers: u64,
    flags: bool,
    /// Something on the stack is.
    stack: bool,
}

impl State {
    fn joined(self, other: Self) -> Self {
        Self {
            registers: self.registers | other.registers,
            flags: self.flags | other.flags,
            stack: self.stack | other.stack,
        }
    }

    fn register(self, number: u32) -> bool {
        self.registers >> number & 1 == 1
    }

    fn set(&mut self, number: u32, secret: bool) {
        self.registers = self.registers & !(1 << number) | u64::from(secret) << number;
    }
}

/// The number of a register, and whether writing it leaves a part of it as it was.
fn register(name: &str) -> Option<(u32, bool)> {
    const OLD: [&str; 8] = ["ax", "cx", "dx", "bx", "sp", "bp", "si", "di"];
    let old = |name: &str| OLD.iter().position(|old| *old == name).map(|at| at as u32);
    if let Some(vector) = ["xmm", "ymm", "zmm"]
        .iter()
        .find_map(|kind| name.strip_prefix(kind))
    {
        return Some((16 + vector.parse::<u32>().ok()?, false));
    }
    if let Some(wide) = name.strip_prefix(['r', 'e']) {
        if let Some(number) = old(wide) {
            return Some((number, false));
        }
        let digits = wide.trim_end_matches(['d', 'w', 'b']);
        let part = wide.ends_with(['w', 'b']);
        return digits
            .parse()
            .ok()
            .filter(|number| (8..16).contains(number))
            .map(|number| (number, part));
    }
    if let Some(number) = old(name) {
        return Some((number, true));
    }
    // al, ah, sil, dil …
    let low = name.strip_suffix(['l', 'h'])?;
    let number = if low.len() == 1 {
        old(&format!("{low}x"))
    } else {
        old(low)
    };
    number.map(|number| (number, true))
}

/// The registers that an address is made from, if the operand is in memory.
fn address(operand: &str) -> Option<Vec<&str>> {
    let (_, inner) = operand.split_once('[')?;
    let parts = inner.trim_end_matches(']').split(['+', '-', '*']);
    Some(
        parts
            .filter(|part| *part == "rip" || register(part).is_some())
            .collect(),
    )
}

/// An analysis of one function.
struct Analysis<'a> {
    code: &'a [Instruction],
    found: BTreeMap<u64, String>,
}

impl Analysis<'_> {
    fn report(&mut self, instruction: &Instruction, what: &str) {
        let text = format!(
            "{:x}: {} {}: {what}",
            instruction.address,
            instruction.mnemonic,
            instruction.operands.join(",")
        );
        self.found.insert(instruction.address, text);
    }

    /// Whether an operand that is read is secret. An address that is gets reported.
    fn read(&mut self, instruction: &Instruction, operand: &str, state: State) -> bool {
        if let Some((number, _)) = register(operand) {
            return state.register(number);
        }
        let Some(parts) = address(operand) else {
            return false;
        };
        self.check_address(instruction, operand, state);
        match parts[..] {
            ["rip"] => false,
            _ if parts.contains(&"rsp") => state.stack,
            _ => true,
        }
    }

    fn check_address(&mut self, instruction: &Instruction, operand: &str, state: State) {
        let secret = |part: &str| register(part).is_some_and(|(number, _)| state.register(number));
        if address(operand).is_some_and(|parts| parts.into_iter().any(secret)) {
            self.report(instruction, "the address is secret");
        }
    }

    fn write(&mut self, instruction: &Instruction, operand: &str, secret: bool, state: &mut State) {
        if let Some((number, part)) = register(operand) {
            let before = state.register(number);
            state.set(number, secret || part && before);
        } else if let Some(parts) = address(operand) {
            self.check_address(instruction, operand, *state);
            // Stores elsewhere are forgotten, since whatever is loaded from there is secret.
            state.stack |= secret && parts.contains(&"rsp");
        } else {
            self.report(instruction, "not understood");
        }
    }

    /// The state behind an instruction that is no jump.
    fn step(&mut self, instruction: &Instruction, mut state: State) -> State {
        let operands: Vec<&str> = instruction.operands.iter().map(String::as_str).collect();
        let mnemonic = instruction.mnemonic.as_str();
        let vector = mnemonic.strip_prefix('v').unwrap_or(mnemonic);
        let is_vector = operands.iter().any(|operand| operand.contains("mm"));
        match (vector, &operands[..]) {
            ("nop" | "nopw" | "nopl" | "endbr64" | "zeroupper" | "int3", _) => {}
            ("xor" | "sub" | "pxor" | "xorps" | "psubb", [a, b])
            | ("pxor" | "pxord" | "pxorq" | "xorps", [_, a, b])
                if a == b =>
            {
                self.write(instruction, operands[0], false, &mut state);
                state.flags &= is_vector;
            }
            ("cmp" | "test" | "bt" | "ptest", [a, b]) => {
                state.flags = self.read(instruction, a, state) | self.read(instruction, b, state);
            }
            ("lea", [target, source]) => {
                let parts = address(source).unwrap_or_default();
                let secret = parts
                    .iter()
                    .any(|part| register(part).is_some_and(|(number, _)| state.register(number)));
                self.write(instruction, target, secret, &mut state);
            }
            ("push", [source]) => state.stack |= self.read(instruction, source, state),
            ("pop", [target]) => {
                let secret = state.stack;
                self.write(instruction, target, secret, &mut state);
            }
            ("cdq" | "cqo", []) => state.set(2, state.register(0)),
            ("cdqe" | "cwde", []) => {}
            (_, [target]) if mnemonic.starts_with("set") => {
                self.write(instruction, target, state.flags, &mut state)
            }
            (_, [target, source]) if mnemonic.starts_with("cmov") => {
                let secret = self.read(instruction, source, state)
                    | self.read(instruction, target, state)
                    | state.flags;
                self.write(instruction, target, secret, &mut state);
            }
            (_, [target, source])
                if vector.starts_with("mov") || vector.starts_with("pmovmskb") =>
            {
                let secret = self.read(instruction, source, state);
                self.write(instruction, target, secret, &mut state);
            }
            ("neg" | "not" | "inc" | "dec", [target]) => {
                let secret = self.read(instruction, target, state);
                self.write(instruction, target, secret, &mut state);
                state.flags = state.flags && vector == "not" || secret;
            }
            (
                "add" | "sub" | "and" | "or" | "xor" | "shl" | "shr" | "sar" | "rol" | "ror"
                | "imul" | "adc" | "sbb",
                [target, sources @ ..],
            ) => {
                let mut secret = self.read(instruction, target, state);
                for source in sources {
                    secret |= self.read(instruction, source, state);
                }
                secret |= matches!(vector, "adc" | "sbb") && state.flags;
                self.write(instruction, target, secret, &mut state);
                state.flags = secret;
            }
            (_, [target, sources @ ..]) if is_vector && vector.starts_with('p') => {
                // With two operands the target is one of the sources.
                let mut secret = sources.len() == 1
                    && !vector.starts_with("pshuf")
                    && self.read(instruction, target, state);
                for source in sources {
                    secret |= self.read(instruction, source, state);
                }
                self.write(instruction, target, secret, &mut state);
            }
            _ => self.report(instruction, "not understood"),
        }
        state
    }

    fn run(&mut self, secret_registers: &[&str]) {
        let code = self.code;
        let index: BTreeMap<u64, usize> = code
            .iter()
            .enumerate()
            .map(|(at, one)| (one.address, at))
            .collect();
        let mut before: Vec<Option<State>> = vec![None; code.len()];
        let mut first = State::default();
        for name in secret_registers {
            first.set(register(name).expect("a register").0, true);
        }
        let mut waiting = vec![(0, first)];
        while let Some((at, state)) = waiting.pop() {
            let Some(instruction) = code.get(at) else {
                continue;
            };
            let joined = before[at].map_or(state, |known| known.joined(state));
            if before[at] == Some(joined) {
                continue;
            }
            before[at] = Some(joined);
            let target = instruction
                .operands
                .first()
                .and_then(|operand| u64::from_str_radix(operand, 16).ok());
            match instruction.mnemonic.as_str() {
                "ret" | "ud2" => {}
                "call" if panics(instruction) => {}
                jump if jump.starts_with('j') => {
                    if jump != "jmp" && joined.flags {
                        self.report(instruction, "jumps on a secret");
                    }
                    match target.map(|target| index.get(&target)) {
                        Some(Some(target)) => waiting.push((*target, joined)),
                        _ => self.report(instruction, "jumps out of the function"),
                    }
                    if jump != "jmp" {
                        waiting.push((at + 1, joined));
                    }
                }
                _ => waiting.push((at + 1, self.step(instruction, joined))),
            }
        }
    }
}

/// What in `code` depends on secrets, an explanation for each; empty if nothing does.
#[must_use]
pub fn leaks(code: &[Instruction], secret_registers: &[&str]) -> Vec<String> {
    let mut analysis = Analysis {
        code,
        found: BTreeMap::new(),
    };
    analysis.run(secret_registers);
    analysis.found.into_values().collect()
}

/// How many jumps go back: without any, there is no loop in the code.
#[must_use]
pub fn loops(code: &[Instruction]) -> usize {
    let back = |one: &&Instruction| {
        let target = one
            .operands
            .first()
            .and_then(|operand| u64::from_str_radix(operand, 16).ok());
        one.mnemonic.starts_with('j') && target.is_some_and(|target| target <= one.address)
    };
    code.iter().filter(back).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(lines: &[&str], secret_registers: &[&str]) -> Vec<String> {
        let mut text = String::from("0000 <crate::some::function::h0123456789abcdef>:\n");
        for (at, line) in lines.iter().enumerate() {
            text += &format!("  {at:x}:\t{line}\n");
        }
        let functions = functions(&text, "some::function");
        assert_eq!(functions.len(), 1);
        assert_eq!(functions[0].len(), lines.len());
        leaks(&functions[0], secret_registers)
    }

    #[test]
    fn a_loop_over_a_length_is_quiet() {
        let code = [
            "xor    eax,eax",
            "pxor   xmm0,xmm0",
            "movzx  ecx,BYTE PTR [rdi+rax*1]",
            "xor    cl,BYTE PTR [rdx+rax*1]",
            "or     r8b,cl",
            "movdqu xmm1,XMMWORD PTR [rdi]",
            "por    xmm0,xmm1",
            "inc    rax",
            "cmp    rsi,rax",
            "jne    2 <crate::some::function+0x2>",
            "movq   rax,xmm0",
            "ret",
        ];
        assert_eq!(found(&code, &[]), Vec::<String>::new());
    }

    #[test]
    fn a_jump_on_what_was_loaded_is_found() {
        for compare in [
            "cmp    al,BYTE PTR [rdi]",
            "cmp    DWORD PTR [rsi+0x4],0x5",
            "test   BYTE PTR [r9],0x1",
        ] {
            let found = found(&[compare, "je     0 <x>", "ret"], &[]);
            assert!(
                found.len() == 1 && found[0].starts_with("1: je 0: jumps on a secret"),
                "{found:?}"
            );
        }
    }

    #[test]
    fn secrets_are_followed() {
        let through_stack = [
            "mov    rax,QWORD PTR [rdi]",
            "mov    QWORD PTR [rsp+0x8],rax",
            "mov    rbx,QWORD PTR [rsp+0x8]",
        ];
        let through_flags = ["cmp    cl,0x3", "sete   bl", "movzx  ebx,bl"];
        let through_vectors = [
            "movd   xmm3,ecx",
            "pshufd xmm2,xmm3,0xee",
            "movq   rbx,xmm2",
        ];
        for (start, secret) in [
            (through_stack, "r15"),
            (through_flags, "rcx"),
            (through_vectors, "ecx"),
        ] {
            let jump = [&start[..], &["test   ebx,ebx", "jne    0 <x>", "ret"]].concat();
            assert_eq!(found(&jump, &[secret]).len(), 1, "{jump:?}");
            let load = [&start[..], &["mov    al,BYTE PTR [r10+rbx*4]", "ret"]].concat();
            let found = found(&load, &[secret]);
            assert!(
                found.len() == 1 && found[0].ends_with("the address is secret"),
                "{found:?}"
            );
        }
    }

    #[test]
    fn what_is_overwritten_is_no_secret_any_more() {
        let code = [
            "mov    rax,QWORD PTR [rdi]",
            "xor    eax,eax",
            "mov    ecx,0x5",
            "cmp    eax,ecx",
            "je     0 <x>",
            "ret",
        ];
        assert_eq!(found(&code, &["rcx"]), Vec::<String>::new());
    }

    #[test]
    fn divisions_and_what_is_unknown_are_found() {
        assert_eq!(found(&["div    ecx", "ret"], &[]).len(), 1);
        assert_eq!(found(&["frobnicate eax,ebx", "ret"], &[]).len(), 1);
        assert_eq!(found(&["jmp    rax", "ret"], &[]).len(), 1);
        assert_eq!(
            found(&["call   5 <digests::constant_time::by_words>", "ret"], &[]),
            ["0: call 5,digests::constant_time::by_words: not understood"]
        );
        assert_eq!(
            found(
                &["call   5 <core::panicking::panic_bounds_check::h0123456789abcdef>"],
                &[]
            ),
            [""; 0]
        );
    }
}
