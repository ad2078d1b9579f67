//! Arguments and environment as Windows takes them: each one text.

use std::ffi::{OsStr, OsString};
use std::io;
use std::os::windows::ffi::OsStrExt;

/// The one text that a process gets instead of arguments, such that the usual rules take it apart again.
pub(super) fn command_line(program: &OsStr, arguments: &[OsString]) -> io::Result<Vec<u16>> {
    let mut line = Vec::new();
    // The program's own name knows no escapes.
    line.push(u16::from(b'"'));
    line.extend(program.encode_wide());
    line.push(u16::from(b'"'));
    for argument in arguments {
        line.push(u16::from(b' '));
        quote(&mut line, argument);
    }
    refuse_zeros(&line)?;
    line.push(0);
    Ok(line)
}

/// Backslashes mean themselves, unless a quotation mark follows. Nothing is quoted that need not be: `cmd.exe` has rules
/// of its own, by which the marks are part of a command.
fn quote(line: &mut Vec<u16>, argument: &OsStr) {
    const QUOTE: u16 = b'"' as u16;
    const BACKSLASH: u16 = b'\\' as u16;
    let is_separator = |unit: u16| unit == u16::from(b' ') || unit == u16::from(b'\t');
    let marked = argument.is_empty() || argument.encode_wide().any(is_separator);
    if marked {
        line.push(QUOTE);
    }
    let mut backslashes = 0;
    for unit in argument.encode_wide() {
        if unit == QUOTE {
            line.extend(std::iter::repeat_n(BACKSLASH, backslashes + 1));
        }
        backslashes = if unit == BACKSLASH { backslashes + 1 } else { 0 };
        line.push(unit);
    }
    if marked {
        line.extend(std::iter::repeat_n(BACKSLASH, backslashes));
        line.push(QUOTE);
    }
}

/// `NAME=value` and a zero, for each, and one more zero.
pub(super) fn environment_block(
    variables: impl Iterator<Item = (OsString, OsString)>,
) -> io::Result<Vec<u16>> {
    let mut variables: Vec<_> = variables.collect();
    // Windows wants them in this order.
    variables.sort_by_key(|(variable, _)| variable.to_ascii_uppercase());
    let mut block = Vec::new();
    for (variable, value) in variables {
        let begin = block.len();
        block.extend(variable.encode_wide());
        block.push(u16::from(b'='));
        block.extend(value.encode_wide());
        refuse_zeros(&block[begin..])?;
        block.push(0);
    }
    if block.is_empty() {
        block.push(0);
    }
    block.push(0);
    Ok(block)
}

fn refuse_zeros(text: &[u16]) -> io::Result<()> {
    if text.contains(&0) {
        let why = "an argument or a variable has a zero in it";
        return Err(io::Error::new(io::ErrorKind::InvalidInput, why));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_quoted_as_they_are_taken_apart() {
        let line = |arguments: &[&str]| {
            let arguments: Vec<_> = arguments.iter().map(OsString::from).collect();
            let line = command_line(OsStr::new(r"C:\a b\c.exe"), &arguments).unwrap();
            String::from_utf16(&line[..line.len() - 1]).unwrap()
        };
        assert_eq!(line(&["run"]), r#""C:\a b\c.exe" run"#);
        assert_eq!(
            line(&["", r#"a"b"#, r"c\", r#"d\"e"#, r"f\g"]),
            r#""C:\a b\c.exe" "" a\"b c\ d\\\"e f\g"#
        );
        assert_eq!(
            line(&["a b", "a\tb", r"a b\", r#"a "b\\"#]),
            concat!(r#""C:\a b\c.exe" "a b" "a"#, "\t", r#"b" "a b\\" "a \"b\\\\""#)
        );
        assert!(command_line(OsStr::new("a\0b"), &[]).is_err());
    }

    #[test]
    fn an_environment_is_sorted_and_ends_with_a_zero() {
        let block = |variables: &[(&str, &str)]| {
            let variables = variables
                .iter()
                .map(|(variable, value)| (variable.into(), value.into()));
            String::from_utf16(&environment_block(variables).unwrap()).unwrap()
        };
        assert_eq!(block(&[("b", "2"), ("A", "1")]), "A=1\0b=2\0\0");
        assert_eq!(block(&[]), "\0\0");
    }
}
