//! Times in the form in which OpenSSL writes them, `Jan  5 09:34:43 2018 GMT`, to seconds.

use cpython_api::{Borrowed, Bound, IntoPyObject, ModuleImport, PyModule, PyResult, pyfunction};

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

pub const MONTHS: [&[u8; 3]; 12] = [
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
