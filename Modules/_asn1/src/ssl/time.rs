//! Times in the form in which OpenSSL writes them: `Jan  5 09:34:43 2018 GMT`.

use cpython_api::{
    Borrowed, Bound, IntoPyObject, ModuleImport, PyModule, PyResult, PyString, Python, pyfunction,
};
use der::{Reader, Tag};

use super::line::Line;
use super::refusal::{Outcome, Refusal};
use crate::PythonCertTimeToSeconds;

pyfunction! {
    /// Convert a certificate's time, as getpeercert() shows it, to seconds since the epoch.
    #[signature = "cert_time"]
    pub fn cert_time_to_seconds<'py>(module: PyModule<'py>, cert_time: Borrowed<'py>) -> PyResult<Bound<'py>> {
        match cert_time.exact_ascii_str().and_then(seconds_since_epoch) {
            Some(seconds) => seconds.into_pyobject(module.py()),
            None => PythonCertTimeToSeconds::get(module)?.call(&[cert_time]),
        }
    }
}

/// Reads a UTCTime or GeneralizedTime, which may be without seconds, but not of another zone or with a fraction.
pub fn text<'py>(py: Python<'py>, reader: &mut Reader<'_>) -> Outcome<PyString<'py>> {
    let time = reader.read_element()?;
    let mut digits = Digits(time.content());
    let parsed = match time.tag() {
        Tag::UTC_TIME => digits.short_year(),
        Tag::GENERALIZED_TIME => digits.year(),
        _ => None,
    }
    .and_then(|year| digits.after_year(year));
    let (year, month, day, clock) = parsed.ok_or(Refusal::Uncertain)?;
    let mut line = Line::<24>::new();
    line.extend(MONTHS[usize::from(month) - 1]);
    line.push(b' ');
    line.push(if day < 10 { b' ' } else { digit(day / 10) });
    line.push(digit(day % 10));
    for (separator, field) in [b' ', b':', b':'].into_iter().zip(clock) {
        line.extend(&[separator, digit(field / 10), digit(field % 10)]);
    }
    line.push(b' ');
    // As many digits as the number has.
    for power in [1000, 100, 10, 1] {
        if year >= power || power == 1 {
            line.push(digit(year / power % 10));
        }
    }
    line.extend(b" GMT");
    Ok(PyString::from_latin1(py, line.as_bytes())?)
}

fn digit(value: u16) -> u8 {
    b'0' + value as u8
}

/// What is left of the contents of a time.
struct Digits<'a>(&'a [u8]);

impl Digits<'_> {
    fn year(&mut self) -> Option<u16> {
        Some(self.pair(0, 99)? * 100 + self.pair(0, 99)?)
    }

    /// From 1950 to 2049 (RFC 5280 section 4.1.2.5.1).
    fn short_year(&mut self) -> Option<u16> {
        self.pair(0, 99)
            .map(|year| if year < 50 { 2000 + year } else { 1900 + year })
    }

    /// The month, the day, and hours, minutes and seconds.
    fn after_year(&mut self, year: u16) -> Option<(u16, u16, u16, [u16; 3])> {
        let month = self.pair(1, 12)?;
        let day = self.pair(1, days_in_month(year, month))?;
        let (hour, minute) = (self.pair(0, 23)?, self.pair(0, 59)?);
        let second = if self.0 == b"Z" { 0 } else { self.pair(0, 59)? };
        (self.0 == b"Z").then_some((year, month, day, [hour, minute, second]))
    }

    /// Two digits.
    fn pair(&mut self, least: u16, greatest: u16) -> Option<u16> {
        let (&[tens, ones], rest) = self.0.split_first_chunk()?;
        self.0 = rest;
        if !tens.is_ascii_digit() || !ones.is_ascii_digit() {
            return None;
        }
        let number = u16::from(tens - b'0') * 10 + u16::from(ones - b'0');
        (least..=greatest).contains(&number).then_some(number)
    }
}

fn days_in_month(year: u16, month: u16) -> u16 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

const MONTHS: [&[u8; 3]; 12] = [
    b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov", b"Dec",
];

/// Days from 1 March of year 0 to 1 January 1970.
const EPOCH: i64 = 719_468;

/// What time.strptime and calendar.timegm make of the text, in any locale, if they do not reject it.
fn seconds_since_epoch(text: &[u8]) -> Option<i64> {
    let (name, rest) = text.split_first_chunk::<3>()?;
    let month = (1..)
        .zip(MONTHS)
        .find(|(_, month)| name.eq_ignore_ascii_case(*month))?
        .0;
    let mut fields = Fields(rest);
    fields.space()?;
    // Whether the month has that day is not asked: 31 February is 2 or 3 March.
    let day = fields.number(31).filter(|&day| day > 0)?;
    fields.space()?;
    let hour = fields.number(23)?;
    fields.literal(b":")?;
    let minute = fields.number(59)?;
    fields.literal(b":")?;
    let second = fields.number(61)?;
    fields.space()?;
    let year = fields.year()?;
    fields.space()?;
    fields.literal(b"GMT")?;
    let days = days_since_epoch(year, month) + day - 1;
    fields
        .0
        .is_empty()
        .then_some(((days * 24 + hour) * 60 + minute) * 60 + second)
}

/// The days from the epoch to the first of a month, in the Gregorian calendar.
fn days_since_epoch(year: i64, month: i64) -> i64 {
    // Years that begin in March have the leap day at their end.
    let (year, month) = if month > 2 {
        (year, month - 3)
    } else {
        (year - 1, month + 9)
    };
    year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 - EPOCH
}

/// What is left of a text.
struct Fields<'a>(&'a [u8]);

impl Fields<'_> {
    /// White space, as `str.isspace` has it, at least once.
    fn space(&mut self) -> Option<()> {
        let is_space = |byte: &&u8| matches!(byte, 0x09..=0x0d | 0x1c..=0x20);
        let count = self.0.iter().take_while(is_space).count();
        self.0 = &self.0[count..];
        (count > 0).then_some(())
    }

    /// The text, in any case.
    fn literal(&mut self, text: &[u8]) -> Option<()> {
        let (start, rest) = self.0.split_at_checked(text.len())?;
        self.0 = rest;
        start.eq_ignore_ascii_case(text).then_some(())
    }

    /// One digit or two.
    fn number(&mut self, greatest: i64) -> Option<i64> {
        let first = self.digit()?;
        let number = self.digit().map_or(first, |second| first * 10 + second);
        (number <= greatest).then_some(number)
    }

    /// Four digits, of which not all are zero.
    fn year(&mut self) -> Option<i64> {
        let mut year = 0;
        for _ in 0..4 {
            year = year * 10 + self.digit()?;
        }
        (year > 0).then_some(year)
    }

    fn digit(&mut self) -> Option<i64> {
        let (&first, rest) = self
            .0
            .split_first()
            .filter(|(first, _)| first.is_ascii_digit())?;
        self.0 = rest;
        Some(i64::from(first - b'0'))
    }
}
