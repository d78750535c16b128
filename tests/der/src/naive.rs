//! Reading DER in a way that a reader can check by eye: recursive, by octets, with copies of everything.

/// A message and the offset that it points to.
pub type Failure = (String, usize);

/// An element and what is in it.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    pub class: u8,
    pub constructed: bool,
    pub number: u64,
    pub offset: usize,
    pub header_len: usize,
    pub content: Vec<u8>,
    pub encoded: Vec<u8>,
    pub value: Value,
}

/// What an element means.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    Children(Vec<Node>),
    Boolean(bool),
    /// Two's complement.
    Integer(Vec<u8>),
    Bits(Vec<u8>, u8),
    Null,
    /// As it is written with dots.
    Identifier(String),
    Text(String),
    /// Year, month, day, hour, minute, second, microsecond.
    Time([u32; 7]),
    Bytes(Vec<u8>),
}

const NAMES: [(u64, &str); 35] = [
    (1, "BOOLEAN"),
    (2, "INTEGER"),
    (3, "BIT STRING"),
    (4, "OCTET STRING"),
    (5, "NULL"),
    (6, "OBJECT IDENTIFIER"),
    (7, "ObjectDescriptor"),
    (8, "EXTERNAL"),
    (9, "REAL"),
    (10, "ENUMERATED"),
    (11, "EMBEDDED PDV"),
    (12, "UTF8String"),
    (13, "RELATIVE-OID"),
    (14, "TIME"),
    (16, "SEQUENCE"),
    (17, "SET"),
    (18, "NumericString"),
    (19, "PrintableString"),
    (20, "TeletexString"),
    (21, "VideotexString"),
    (22, "IA5String"),
    (23, "UTCTime"),
    (24, "GeneralizedTime"),
    (25, "GraphicString"),
    (26, "VisibleString"),
    (27, "GeneralString"),
    (28, "UniversalString"),
    (29, "CHARACTER STRING"),
    (30, "BMPString"),
    (31, "DATE"),
    (32, "TIME-OF-DAY"),
    (33, "DATE-TIME"),
    (34, "DURATION"),
    (35, "OID-IRI"),
    (36, "RELATIVE-OID-IRI"),
];

fn name(number: u64) -> String {
    let known = NAMES.iter().find(|(known, _)| *known == number);
    known.map_or(format!("[UNIVERSAL {number}]"), |(_, name)| {
        (*name).to_owned()
    })
}

fn fail<T>(message: impl Into<String>, offset: usize) -> Result<T, Failure> {
    Err((message.into(), offset))
}

/// Reads exactly one element and all that is in it.
pub fn read_all(data: &[u8], strict: bool) -> Result<Node, Failure> {
    let parser = Parser { data, strict };
    let (node, end) = parser.element(0, data.len(), 1, None)?;
    match data.len() - end {
        0 => Ok(node),
        left => fail(format!("{left} bytes of trailing data"), end),
    }
}

struct Parser<'a> {
    data: &'a [u8],
    strict: bool,
}

struct Header {
    class: u8,
    constructed: bool,
    number: u64,
    content_start: usize,
    /// None: indefinite
    len: Option<usize>,
}

impl Parser<'_> {
    /// The element at a place, and where it ends. The level of an element that is in no other is 1.
    fn element(
        &self,
        start: usize,
        end: usize,
        level: usize,
        before: Option<&Node>,
    ) -> Result<(Node, usize), Failure> {
        if level > 64 {
            return fail("nested deeper than 64 levels", start);
        }
        let header = self.header(start, end)?;
        let content_start = header.content_start;
        let (content_end, element_end) = match header.len {
            Some(len) => (content_start + len, content_start + len),
            None => {
                let content_end = self.end_of_indefinite(content_start, end, level + 1)?;
                (content_end, content_end + 2)
            }
        };
        let mut node = Node {
            class: header.class,
            constructed: header.constructed,
            number: header.number,
            offset: start,
            header_len: content_start - start,
            content: self.data[content_start..content_end].to_vec(),
            encoded: self.data[start..element_end].to_vec(),
            value: Value::Null,
        };
        if before.is_some_and(|before| self.strict && !in_order(before, &node)) {
            return fail("elements of SET are not in ascending order", start);
        }
        if header.class == 0 {
            self.check_form(&node)?;
        }
        node.value = if header.constructed {
            let is_set = header.class == 0 && header.number == 17;
            Value::Children(self.children(content_start, content_end, level + 1, is_set)?)
        } else if header.class == 0 {
            self.value(header.number, content_start, content_end)?
        } else {
            Value::Bytes(node.content.clone())
        };
        Ok((node, element_end))
    }

    fn children(
        &self,
        start: usize,
        end: usize,
        level: usize,
        ordered: bool,
    ) -> Result<Vec<Node>, Failure> {
        let mut children: Vec<Node> = Vec::new();
        let mut at = start;
        while at < end {
            let before = children.last().filter(|_| ordered);
            let (child, next) = self.element(at, end, level, before)?;
            children.push(child);
            at = next;
        }
        Ok(children)
    }

    fn header(&self, start: usize, end: usize) -> Result<Header, Failure> {
        let data = &self.data[..end];
        let Some(first) = data.get(start) else {
            return fail("the data ends inside a tag", end);
        };
        let (class, constructed) = (first / 64, first / 32 % 2 == 1);
        let mut number = u64::from(first % 32);
        let mut at = start + 1;
        if number == 31 {
            number = 0;
            loop {
                let Some(&octet) = data.get(at) else {
                    return fail("the data ends inside a tag", end);
                };
                at += 1;
                number = number * 128 + u64::from(octet % 128);
                if self.strict && number == 0 {
                    return fail("tag number is not minimal", start);
                }
                if number > 0xffff_ffff {
                    return fail("tag number exceeds 32 bits", start);
                }
                if octet < 128 {
                    break;
                }
            }
            if self.strict && number <= 30 {
                return fail("tag number is not minimal", start);
            }
        }
        if class == 0 && number == 0 {
            return fail("universal tag 0 is reserved", start);
        }
        if at - start > 127 {
            return fail("tag number exceeds 32 bits", start);
        }
        let Some(&first) = data.get(at) else {
            return fail("the data ends inside a length", end);
        };
        at += 1;
        if first == 128 {
            if self.strict || !constructed {
                return fail("length is indefinite", start);
            }
            return Ok(Header {
                class,
                constructed,
                number,
                content_start: at,
                len: None,
            });
        }
        let mut len = u128::from(first);
        if first > 128 {
            let count = usize::from(first - 128);
            if end - at < count {
                return fail("the data ends inside a length", end);
            }
            let octets = &data[at..at + count];
            at += count;
            let zeros = octets.iter().take_while(|octet| **octet == 0).count();
            if self.strict && zeros > 0 {
                return fail("length is not minimal", start);
            }
            if count - zeros > 8 {
                return fail(
                    format!("length of {} octets is too large", count - zeros),
                    start,
                );
            }
            len = octets
                .iter()
                .fold(0, |len, octet| len * 256 + u128::from(*octet));
            if self.strict && len < 128 {
                return fail("length is not minimal", start);
            }
        }
        if len > (end - at) as u128 {
            return fail(
                format!("length {len} exceeds the {} bytes left", end - at),
                start,
            );
        }
        Ok(Header {
            class,
            constructed,
            number,
            content_start: at,
            len: Some(len as usize),
        })
    }

    /// Where the two zeros are. Recursive where `der` counts.
    fn end_of_indefinite(&self, start: usize, end: usize, level: usize) -> Result<usize, Failure> {
        let mut at = start;
        loop {
            if at >= end {
                return fail("the data ends inside an indefinite length", end);
            }
            if self.data[at..end].starts_with(&[0, 0]) {
                return Ok(at);
            }
            if level > 64 {
                return fail("nested deeper than 64 levels", at);
            }
            let header = self.header(at, end)?;
            at = match header.len {
                Some(len) => header.content_start + len,
                None => self.end_of_indefinite(header.content_start, end, level + 1)? + 2,
            };
        }
    }

    fn check_form(&self, node: &Node) -> Result<(), Failure> {
        let name = name(node.number);
        match node.number {
            8 | 11 | 16 | 17 | 29 if !node.constructed => {
                fail(format!("{name} must be constructed"), node.offset)
            }
            1 | 2 | 5 | 6 | 9 | 10 | 13 | 14 | 31..=36 if node.constructed => {
                fail(format!("{name} must be primitive"), node.offset)
            }
            3 | 4 | 7 | 12 | 18..=28 | 30 if node.constructed && self.strict => {
                fail(format!("{name} must be primitive"), node.offset)
            }
            _ => Ok(()),
        }
    }

    fn value(&self, number: u64, start: usize, end: usize) -> Result<Value, Failure> {
        let content = &self.data[start..end];
        let name = name(number);
        match number {
            1 => match content {
                [0] => Ok(Value::Boolean(false)),
                [255] => Ok(Value::Boolean(true)),
                [octet] if self.strict => fail(
                    format!("BOOLEAN 0x{octet:02x} is neither 0x00 nor 0xff"),
                    start,
                ),
                [_] => Ok(Value::Boolean(true)),
                _ => fail(format!("BOOLEAN of {} bytes, not 1", content.len()), start),
            },
            2 | 10 => {
                if content.is_empty() {
                    return fail(format!("{name} without content"), start);
                }
                if content.len() > 1 {
                    let first_nine = u16::from(content[0]) * 2 + u16::from(content[1] / 128);
                    if first_nine == 0 || first_nine == 0x1ff {
                        return fail(format!("{name} is not minimal"), start);
                    }
                }
                Ok(Value::Integer(content.to_vec()))
            }
            3 => self.bits(content, start),
            5 if content.is_empty() => Ok(Value::Null),
            5 => fail(format!("NULL of {} bytes, not 0", content.len()), start),
            6 => {
                let mut arcs = arcs(content, start, &name)?;
                let top = (arcs[0] / 40).min(2);
                arcs[0] -= top * 40;
                arcs.insert(0, top);
                Ok(Value::Identifier(dotted(&arcs)))
            }
            13 => Ok(Value::Identifier(dotted(&arcs(content, start, &name)?))),
            12 | 18..=22 | 25..=28 | 30 => self.text(number, content, start),
            23 => self.time(content, start, false),
            24 => self.time(content, start, true),
            _ => Ok(Value::Bytes(content.to_vec())),
        }
    }

    fn bits(&self, content: &[u8], start: usize) -> Result<Value, Failure> {
        let Some((&unused, bytes)) = content.split_first() else {
            return fail("BIT STRING without content", start);
        };
        if unused > 7 || (self.strict && bytes.is_empty() && unused > 0) {
            return fail(format!("BIT STRING with {unused} unused bits"), start);
        }
        let mut bytes = bytes.to_vec();
        let Some(last) = bytes.last_mut() else {
            return Ok(Value::Bits(bytes, 0));
        };
        let cleared = *last >> unused << unused;
        if self.strict && cleared != *last {
            let at = start + content.len() - 1;
            return fail("unused bits of BIT STRING are not zero", at);
        }
        *last = cleared;
        Ok(Value::Bits(bytes, unused))
    }

    fn text(&self, number: u64, content: &[u8], start: usize) -> Result<Value, Failure> {
        let name = name(number);
        let width = match number {
            28 => 4,
            30 => 2,
            _ => 1,
        };
        if content.len() % width != 0 {
            let message = format!(
                "{name} of {} bytes, not a multiple of {width}",
                content.len()
            );
            return fail(message, start);
        }
        if self.strict {
            for (index, &byte) in content.iter().enumerate() {
                let allowed = match number {
                    18 => b"0123456789 ".contains(&byte),
                    19 => byte.is_ascii_alphanumeric() || b" '()+,-./:=?".contains(&byte),
                    22 => byte.is_ascii(),
                    26 => byte == b' ' || byte.is_ascii_graphic(),
                    _ => true,
                };
                if !allowed {
                    return fail(
                        format!("{name} does not allow byte 0x{byte:02x}"),
                        start + index,
                    );
                }
            }
            for (index, unit) in content.chunks(width).enumerate() {
                let unit = unit
                    .iter()
                    .fold(0, |unit: u32, byte| unit * 256 + u32::from(*byte));
                if number == 30 && (0xd800..0xe000).contains(&unit) {
                    return fail("BMPString holds a surrogate", start + index * 2);
                }
                if number == 28 && ((0xd800..0xe000).contains(&unit) || unit > 0x10ffff) {
                    let message = format!("UniversalString holds no character 0x{unit:x}");
                    return fail(message, start + index * 4);
                }
            }
        }
        Ok(Value::Text(match number {
            12 if self.strict => match String::from_utf8(content.to_vec()) {
                Ok(text) => text,
                Err(error) => {
                    let at = start + error.utf8_error().valid_up_to();
                    return fail("UTF8String is not UTF-8", at);
                }
            },
            12 => String::from_utf8_lossy(content).into_owned(),
            28 => {
                let units = content
                    .chunks(4)
                    .map(|unit| u32::from_be_bytes(unit.try_into().unwrap()));
                units
                    .map(|unit| char::from_u32(unit).unwrap_or('\u{fffd}'))
                    .collect()
            }
            30 => {
                let units = content
                    .chunks(2)
                    .map(|unit| u16::from_be_bytes(unit.try_into().unwrap()));
                String::from_utf16_lossy(&units.collect::<Vec<_>>())
            }
            _ => content.iter().map(|byte| char::from(*byte)).collect(),
        }))
    }

    fn time(&self, content: &[u8], start: usize, generalized: bool) -> Result<Value, Failure> {
        let (format, name) = if generalized {
            (
                "GeneralizedTime is not YYYYMMDDHHMMSS[.f]Z",
                "GeneralizedTime",
            )
        } else {
            ("UTCTime is not YYMMDDHHMMSSZ", "UTCTime")
        };
        let Some((fields, zone)) = time_fields(content, self.strict, generalized) else {
            return fail(format, start);
        };
        match moved(fields, zone) {
            Some(fields) => Ok(Value::Time(fields)),
            None => fail(format!("{name} has no such date or time"), start),
        }
    }
}

fn in_order(before: &Node, node: &Node) -> bool {
    before.encoded <= node.encoded || (before.class, before.number) < (node.class, node.number)
}

fn arcs(content: &[u8], start: usize, name: &str) -> Result<Vec<u128>, Failure> {
    if content.is_empty() {
        return fail(format!("{name} without content"), start);
    }
    let mut arcs = Vec::new();
    let mut arc: Option<u128> = None;
    let mut arc_start = start;
    for (index, &octet) in content.iter().enumerate() {
        if arc.is_none() {
            arc_start = start + index;
            if octet == 128 {
                return fail(format!("{name} arc is not minimal"), arc_start);
            }
        }
        let Some(shifted) = arc.unwrap_or(0).checked_mul(128) else {
            return fail(format!("{name} arc exceeds 128 bits"), arc_start);
        };
        let value = shifted + u128::from(octet % 128);
        if octet < 128 {
            arcs.push(value);
            arc = None;
        } else {
            arc = Some(value);
        }
    }
    match arc {
        None => Ok(arcs),
        Some(_) => fail(format!("{name} ends inside an arc"), start + content.len()),
    }
}

fn dotted(arcs: &[u128]) -> String {
    arcs.iter()
        .map(u128::to_string)
        .collect::<Vec<_>>()
        .join(".")
}

/// The fields as they stand, and how many minutes the clock is ahead, if it can be so many.
fn time_fields(content: &[u8], strict: bool, generalized: bool) -> Option<([u32; 7], Option<i64>)> {
    let text = std::str::from_utf8(content).ok()?;
    if !text.is_ascii() {
        return None;
    }
    let digits = text.len() - text.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let (digits, rest) = text.split_at(digits);
    let year_len = if generalized { 4 } else { 2 };
    let with_seconds = digits.len() == year_len + 10;
    if !with_seconds && (strict || digits.len() != year_len + 8) {
        return None;
    }
    let mut fields = [0; 7];
    fields[0] = digits[..year_len].parse().unwrap();
    if !generalized {
        fields[0] += if fields[0] < 50 { 2000 } else { 1900 };
    }
    for (field, pair) in fields[1..]
        .iter_mut()
        .zip(digits.as_bytes()[year_len..].chunks(2))
    {
        *field = std::str::from_utf8(pair).unwrap().parse().unwrap();
    }
    let mut rest = rest;
    if let Some(after) = rest.strip_prefix('.') {
        let zone = after.trim_start_matches(|c: char| c.is_ascii_digit());
        let fraction = &after[..after.len() - zone.len()];
        if !generalized || !with_seconds || fraction.is_empty() {
            return None;
        }
        if strict && fraction.ends_with('0') {
            return None;
        }
        fields[6] = format!("{fraction}000000")[..6].parse().unwrap();
        rest = zone;
    }
    if rest == "Z" {
        return Some((fields, Some(0)));
    }
    let sign = match rest.get(..1)? {
        "+" => 1,
        "-" => -1,
        _ => return None,
    };
    let zone = &rest[1..];
    if strict || zone.len() != 4 || !zone.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let (hours, minutes): (i64, i64) = (zone[..2].parse().unwrap(), zone[2..].parse().unwrap());
    let possible = hours <= 12 && minutes <= 59;
    Some((fields, possible.then_some(sign * (hours * 60 + minutes))))
}

/// The moment in UTC, if there is one. Counts days, where `der` steps from one to the next.
fn moved(fields: [u32; 7], zone: Option<i64>) -> Option<[u32; 7]> {
    let [year, month, day, hour, minute, second, microsecond] = fields;
    let leap = |year: u32| (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    let months = |year| {
        [
            31,
            if leap(year) { 29 } else { 28 },
            31,
            30,
            31,
            30,
            31,
            31,
            30,
            31,
            30,
            31,
        ]
    };
    if year == 0
        || !(1..=12).contains(&month)
        || day == 0
        || hour > 23
        || minute > 59
        || second > 59
    {
        return None;
    }
    if day > months(year)[month as usize - 1] {
        return None;
    }
    let days_before_year = |year: u32| {
        let years = i64::from(year) - 1;
        years * 365 + years / 4 - years / 100 + years / 400
    };
    let days_before_month: u32 = months(year)[..month as usize - 1].iter().sum();
    let days = days_before_year(year) + i64::from(days_before_month) + i64::from(day) - 1;
    let minutes = (days * 24 + i64::from(hour)) * 60 + i64::from(minute) - zone?;
    let (mut days, of_day) = (minutes.div_euclid(24 * 60), minutes.rem_euclid(24 * 60));
    let year = (1..=9999)
        .rev()
        .find(|year| days_before_year(*year) <= days)?;
    days -= days_before_year(year);
    let mut month = 0;
    while days >= i64::from(*months(year).get(month)?) {
        days -= i64::from(months(year)[month]);
        month += 1;
    }
    let (hour, minute) = ((of_day / 60) as u32, (of_day % 60) as u32);
    Some([
        year,
        month as u32 + 1,
        days as u32 + 1,
        hour,
        minute,
        second,
        microsecond,
    ])
}
