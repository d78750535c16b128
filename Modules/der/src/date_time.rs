//! A date and time of day.

use core::fmt;

/// A moment in UTC, in the Gregorian calendar: years 1 to 9999, no leap seconds. Displayed as RFC 3339 has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DateTime {
    year: u16,
    month: u8,
    day: u8,
    hour: u8,
    minute: u8,
    second: u8,
    microsecond: u32,
}

impl DateTime {
    /// None if there is no such moment.
    pub const fn new(
        year: u16,
        [month, day, hour, minute, second]: [u8; 5],
        microsecond: u32,
    ) -> Option<DateTime> {
        if year < 1
            || year > 9999
            || month < 1
            || month > 12
            || day < 1
            || day > days_in_month(year, month)
            || hour > 23
            || minute > 59
            || second > 59
            || microsecond > 999_999
        {
            return None;
        }
        Some(DateTime {
            year,
            month,
            day,
            hour,
            minute,
            second,
            microsecond,
        })
    }

    /// 1 to 9999
    pub const fn year(&self) -> u16 {
        self.year
    }

    /// 1 to 12
    pub const fn month(&self) -> u8 {
        self.month
    }

    /// 1 to 31
    pub const fn day(&self) -> u8 {
        self.day
    }

    /// 0 to 23
    pub const fn hour(&self) -> u8 {
        self.hour
    }

    /// 0 to 59
    pub const fn minute(&self) -> u8 {
        self.minute
    }

    /// 0 to 59
    pub const fn second(&self) -> u8 {
        self.second
    }

    /// 0 to 999999
    pub const fn microsecond(&self) -> u32 {
        self.microsecond
    }

    /// What a clock shows in UTC when one that is so many minutes ahead shows this; none if that is in no year 1 to 9999.
    pub(crate) const fn minus_minutes(self, ahead: i16) -> Option<DateTime> {
        let mut minutes = self.hour as i16 * 60 + self.minute as i16 - ahead;
        let (mut year, mut month, mut day) = (self.year, self.month, self.day);
        while minutes < 0 {
            minutes += MINUTES_A_DAY;
            day -= 1;
            if day == 0 {
                month -= 1;
                if month == 0 {
                    month = 12;
                    year -= 1;
                }
                day = days_in_month(year, month);
            }
        }
        while minutes >= MINUTES_A_DAY {
            minutes -= MINUTES_A_DAY;
            day += 1;
            if day > days_in_month(year, month) {
                day = 1;
                month += 1;
                if month > 12 {
                    month = 1;
                    year += 1;
                }
            }
        }
        let (hour, minute) = ((minutes / 60) as u8, (minutes % 60) as u8);
        DateTime::new(
            year,
            [month, day, hour, minute, self.second],
            self.microsecond,
        )
    }
}

const MINUTES_A_DAY: i16 = 24 * 60;

const fn days_in_month(year: u16, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl fmt::Display for DateTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let DateTime {
            year,
            month,
            day,
            hour,
            minute,
            second,
            microsecond,
        } = self;
        write!(
            f,
            "{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"
        )?;
        if *microsecond != 0 {
            write!(f, ".{microsecond:06}")?;
        }
        f.write_str("Z")
    }
}
