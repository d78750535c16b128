//! Encodings for tests, made octet by octet.

/// An element with the shortest header.
pub fn element(class: u8, constructed: bool, number: u32, content: &[u8]) -> Vec<u8> {
    let mut bytes = tag(class, constructed, number);
    bytes.extend(length(content.len()));
    bytes.extend(content);
    bytes
}

/// A primitive element of a universal type.
pub fn primitive(number: u32, content: &[u8]) -> Vec<u8> {
    element(0, false, number, content)
}

/// A SEQUENCE of these elements.
pub fn sequence(elements: &[Vec<u8>]) -> Vec<u8> {
    element(0, true, 16, &elements.concat())
}

/// Identifier octets.
pub fn tag(class: u8, constructed: bool, number: u32) -> Vec<u8> {
    let leading = class * 64 + u8::from(constructed) * 32;
    if number < 31 {
        return vec![leading + number as u8];
    }
    let mut octets = base_128(u128::from(number));
    octets.insert(0, leading + 31);
    octets
}

/// Length octets.
pub fn length(len: usize) -> Vec<u8> {
    if len < 128 {
        return vec![len as u8];
    }
    let mut octets: Vec<u8> = len
        .to_be_bytes()
        .into_iter()
        .skip_while(|octet| *octet == 0)
        .collect();
    octets.insert(0, 128 + octets.len() as u8);
    octets
}

/// Seven bits in each octet.
pub fn base_128(mut number: u128) -> Vec<u8> {
    let mut octets = vec![(number % 128) as u8];
    while number >= 128 {
        number /= 128;
        octets.insert(0, 128 + (number % 128) as u8);
    }
    octets
}

/// One way to damage an encoding; what it says is taken modulo the length.
#[derive(Clone, Copy, Debug)]
pub enum Damage {
    Set(usize, u8),
    Flip(usize, u8),
    Insert(usize, u8),
    Remove(usize),
    Cut(usize),
    Double(usize, usize),
}

impl Damage {
    /// Does it.
    pub fn apply(self, bytes: &mut Vec<u8>) {
        let len = bytes.len().max(1);
        match self {
            _ if bytes.is_empty() => bytes.push(0),
            Damage::Set(at, byte) => bytes[at % len] = byte,
            Damage::Flip(at, bit) => bytes[at % len] ^= 1 << (bit % 8),
            Damage::Insert(at, byte) => bytes.insert(at % (len + 1), byte),
            Damage::Remove(at) => drop(bytes.remove(at % len)),
            Damage::Cut(at) => bytes.truncate(at % len),
            Damage::Double(at, count) => {
                let (start, end) = (at % len, (at % len + count % 8).min(len));
                let copy = bytes[start..end].to_vec();
                bytes.splice(start..start, copy);
            }
        }
    }
}
