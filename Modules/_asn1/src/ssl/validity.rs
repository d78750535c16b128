//! Both ends of a certificate's validity (RFC 5280 section 4.1.2.5), as OpenSSL writes them: `Jan  5 09:34:43 2018 GMT`.

use cpython_api::{PyString, Python};
use der::{Reader, Tag};

use super::line::Line;
use super::refusal::{Outcome, Refusal};
use super::time::MONTHS;

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
