//! Four bytes as five digits to base 85, written so that a reader can check it by eye.

use codecs::ascii85::LoneDigit;

/// Why digits are no bytes; each codec has its own name for it.
pub enum BadGroup {
    Overflow,
    Incomplete,
    NotCanonical,
}

/// The digits of up to four bytes: one more than there are bytes, or all five.
pub fn naive_digits(bytes: &[u8], all: bool) -> Vec<u8> {
    let mut word = [0; 4];
    word[..bytes.len()].copy_from_slice(bytes);
    let mut rest = u32::from_be_bytes(word);
    let mut digits = vec![0; 5];
    for digit in digits.iter_mut().rev() {
        *digit = (rest % 85) as u8;
        rest /= 85;
    }
    if !all {
        digits.truncate(bytes.len() + 1);
    }
    digits
}

/// The bytes of five digits.
pub fn naive_word(digits: &[u8]) -> Result<[u8; 4], BadGroup> {
    let number = digits
        .iter()
        .fold(0_u64, |number, &digit| number * 85 + u64::from(digit));
    let word = u32::try_from(number).map_err(|_| BadGroup::Overflow)?;
    Ok(word.to_be_bytes())
}

/// The bytes of the last digits, fewer than five.
pub fn naive_last(
    digits: &[u8],
    lone_digit: LoneDigit,
    canonical: bool,
) -> Result<Vec<u8>, BadGroup> {
    if digits.is_empty() {
        return Ok(Vec::new());
    }
    let mut group = digits.to_vec();
    group.resize(5, 84);
    let word = naive_word(&group)?;
    let bytes = &word[..digits.len() - 1];
    match (digits.len(), lone_digit) {
        (1, LoneDigit::Reject) => Err(BadGroup::Incomplete),
        (1, LoneDigit::Drop) => Ok(Vec::new()),
        _ if canonical && naive_digits(bytes, false) != digits => Err(BadGroup::NotCanonical),
        _ => Ok(bytes.to_vec()),
    }
}
