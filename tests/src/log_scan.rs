//! What a log must never hold: the whole log of every program that a test starts is looked through at its end.

/// What tests write into whatever no log may hold: names, titles, values, reasons.
pub const CANARY: &str = "KANARIE";

/// What a program's token begins with.
const TOKEN: &str = "samspil_";

/// The shortest that could be a token's own part: names of roles and databases are shorter.
const TOKEN_CHARS: usize = 32;

/// What is added to the day in a replacement number.
const REPLACEMENT_DAYS: u32 = 60;

/// The lines that hold what they must not, each with what that is.
#[must_use]
pub fn findings(log: &str) -> Vec<String> {
    let of_line = |line: &str| {
        let found = numbers(line)
            .chain(tokens(line))
            .chain(line.contains(CANARY).then_some("what a test marked"));
        let line = line.to_owned();
        found
            .map(move |what| format!("{what}: {line}"))
            .collect::<Vec<_>>()
    };
    log.lines().flat_map(of_line).collect()
}

/// Personal numbers, replacement numbers among them: ten digits, or six and four, that stand by themselves.
fn numbers(line: &str) -> impl Iterator<Item = &'static str> {
    let bytes = line.as_bytes();
    let stands = move |begin: usize, end: usize| {
        let joins = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_');
        let before = begin.checked_sub(1).and_then(|place| bytes.get(place));
        // A full stop may end a sentence.
        let after = bytes.get(end).filter(|byte| **byte != b'.');
        !before.is_some_and(|byte| joins(*byte)) && !after.is_some_and(|byte| joins(*byte))
    };
    (0..bytes.len()).filter_map(move |begin| {
        let length = length(bytes.get(begin..)?)?;
        stands(begin, begin + length).then_some("a personal number")
    })
}

/// How long a personal number is that stands at the beginning.
fn length(text: &[u8]) -> Option<usize> {
    let digits = |from: usize, to: usize| {
        let digits = text.get(from..to)?;
        digits.iter().all(u8::is_ascii_digit).then_some(())
    };
    let number = |at: usize| {
        let digit = |place: usize| text.get(place).map(|byte| u32::from(byte - b'0'));
        Some(digit(at)? * 10 + digit(at + 1)?)
    };
    digits(0, 6)?;
    let between = usize::from(matches!(text.get(6), Some(b'-' | b' ')));
    digits(6 + between, 10 + between)?;
    let (day, month) = (number(0)?, number(2)?);
    let day = day.checked_sub(REPLACEMENT_DAYS).unwrap_or(day);
    ((1..=31).contains(&day) && (1..=12).contains(&month)).then_some(10 + between)
}

fn tokens(line: &str) -> impl Iterator<Item = &'static str> {
    let secret = |rest: &str| {
        let own = rest.bytes();
        let own = own.take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'));
        own.count() >= TOKEN_CHARS
    };
    let found = line.split(TOKEN).skip(1).filter(move |rest| secret(rest));
    found.map(|_| "a token")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_tokens_and_marks_are_found_and_nothing_else() {
        let (date, rest) = ("610203", "1234");
        for (line, found) in [
            (format!("cpr={date}{rest}"), 1),
            (format!("\"{date}-{rest}\""), 1),
            (format!("{date} {rest}, {date}-{rest}."), 2),
            (
                format!("\\\"010203{rest}\\\"").replace("0102", &["31", "12"].concat()),
                1,
            ),
            (format!("x{date}{rest}"), 0),
            (format!("0.{date}{rest}"), 0),
            (format!("{date}{rest}5"), 0),
            (format!("12{date}-{rest}-8abc"), 0),
            ("1790000000".to_owned(), 0),
            ("00000000-0000-4000-8000-610203123412".to_owned(), 0),
            (format!("Bearer samspil_{}", "a".repeat(43)), 1),
            ("samspil_app samspil_sweeper".to_owned(), 0),
            (format!("title {CANARY} 1"), 1),
        ] {
            assert_eq!(findings(&line).len(), found, "{line}");
        }
    }
}
