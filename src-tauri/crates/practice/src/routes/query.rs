//! The `q` of lists: the Lucene-like query-string syntax of BEHAVIOUR §4. Fields, quotes, AND, OR, NOT, groups, ranges
//! and a trailing or inner `*`. Pure: records answer for themselves.

use std::cmp::Ordering;

use jiff::Timestamp;

/// A parsed query.
#[derive(Debug, Clone, PartialEq)]
pub enum Query {
    All(Vec<Query>),
    Any(Vec<Query>),
    Not(Box<Query>),
    /// A field (or, without a name, any text of the record) and what it must be.
    Term(Option<String>, Test),
}

#[derive(Debug, Clone, PartialEq)]
pub enum Test {
    Is(String),
    /// With `*`.
    Like(String),
    Between {
        from: Bound,
        to: Bound,
    },
    Exists,
}

/// `None` is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Bound {
    value: Option<String>,
    included: bool,
}

/// A record one can ask for the texts of a field; `*` asks for all its texts.
pub trait Asks: Fn(&str) -> Vec<String> {}
impl<F: Fn(&str) -> Vec<String>> Asks for F {}

/// # Errors
/// What is wrong, in a sentence.
pub fn parse(text: &str) -> Result<Query, String> {
    let mut parser = Parser { tokens: tokens(text)?, place: 0 };
    let query = parser.any(None)?;
    match parser.peek() {
        None => Ok(query),
        Some(_) => Err("\"q\" has a bracket that was never opened".to_owned()),
    }
}

impl Query {
    pub fn matches(&self, record: &impl Asks) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.matches(record)),
            Self::Any(parts) => parts.iter().any(|part| part.matches(record)),
            Self::Not(part) => !part.matches(record),
            Self::Term(field, test) => {
                let texts = record(field.as_deref().unwrap_or("*"));
                match (test, field) {
                    (Test::Is(word), None) => texts.iter().any(|text| has_word(text, word)),
                    _ => texts.iter().any(|text| test.accepts(text)),
                }
            }
        }
    }
}

impl Test {
    pub fn accepts(&self, text: &str) -> bool {
        match self {
            Self::Is(wanted) => compare(text, wanted) == Ordering::Equal,
            Self::Like(pattern) => like(&pattern.to_lowercase(), &text.to_lowercase()),
            Self::Between { from, to } => from.allows(text, Ordering::Greater) && to.allows(text, Ordering::Less),
            Self::Exists => !text.is_empty(),
        }
    }

    /// `gte`, `gt`, `lte`, `lt` as in `filter[field][gte]`; `None` for any other word.
    pub fn compared(how: &str, value: &str) -> Option<Self> {
        let open = Bound { value: None, included: true };
        let bound = |included| Bound { value: Some(value.to_owned()), included };
        match how {
            "gte" => Some(Self::Between { from: bound(true), to: open }),
            "gt" => Some(Self::Between { from: bound(false), to: open }),
            "lte" => Some(Self::Between { from: open, to: bound(true) }),
            "lt" => Some(Self::Between { from: open, to: bound(false) }),
            _ => None,
        }
    }
}

impl Bound {
    fn allows(&self, text: &str, side: Ordering) -> bool {
        match &self.value {
            None => true,
            Some(value) => match compare(text, value) {
                Ordering::Equal => self.included,
                found => found == side,
            },
        }
    }
}

/// As times when both are, as numbers when both are, else as text without regard to case.
fn compare(one: &str, two: &str) -> Ordering {
    if let (Some(one), Some(two)) = (time(one), time(two)) {
        return one.cmp(&two);
    }
    if let (Ok(one), Ok(two)) = (one.parse::<f64>(), two.parse::<f64>()) {
        return one.total_cmp(&two);
    }
    one.to_lowercase().cmp(&two.to_lowercase())
}

fn time(text: &str) -> Option<Timestamp> {
    if text.len() < 10 || text.as_bytes().get(4) != Some(&b'-') {
        return None;
    }
    text.parse().ok().or_else(|| {
        let day: jiff::civil::Date = text.parse().ok()?;
        day.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    })
}

fn has_word(text: &str, word: &str) -> bool {
    let (text, word) = (text.to_lowercase(), word.to_lowercase());
    text == word || text.split(|letter: char| !letter.is_alphanumeric()).any(|part| part == word)
}

fn like(pattern: &str, text: &str) -> bool {
    match pattern.split_once('*') {
        None => pattern == text,
        Some((head, rest)) => text.strip_prefix(head).is_some_and(|text| {
            rest.is_empty()
                || text.char_indices().map(|(at, _)| at).chain([text.len()]).any(|at| like(rest, &text[at..]))
        }),
    }
}

#[derive(Debug, Clone, PartialEq)]
enum Token {
    Open,
    Close,
    Field(String),
    Word(String),
    Quoted(String),
    Range(String, bool, bool),
}

fn tokens(text: &str) -> Result<Vec<Token>, String> {
    let mut found = Vec::new();
    let mut letters = text.chars().peekable();
    while let Some(&letter) = letters.peek() {
        match letter {
            letter if letter.is_whitespace() => {
                letters.next();
            }
            '(' | ')' => {
                letters.next();
                found.push(if letter == '(' { Token::Open } else { Token::Close });
            }
            '"' => {
                letters.next();
                found.push(Token::Quoted(quoted(&mut letters)?));
            }
            '[' | '{' => {
                letters.next();
                found.push(range(&mut letters, letter == '[')?);
            }
            _ => found.push(word(&mut letters)),
        }
    }
    Ok(found)
}

type Letters<'a> = std::iter::Peekable<std::str::Chars<'a>>;

fn quoted(letters: &mut Letters<'_>) -> Result<String, String> {
    let mut text = String::new();
    while let Some(letter) = letters.next() {
        match letter {
            '"' => return Ok(text),
            '\\' => text.extend(letters.next()),
            _ => text.push(letter),
        }
    }
    Err("\"q\" has a quote that never ends".to_owned())
}

fn range(letters: &mut Letters<'_>, from_included: bool) -> Result<Token, String> {
    let mut text = String::new();
    for letter in letters.by_ref() {
        match letter {
            ']' | '}' => return Ok(Token::Range(text, from_included, letter == ']')),
            _ => text.push(letter),
        }
    }
    Err("\"q\" has a range that never ends".to_owned())
}

/// A field name up to its colon, or a word up to the next blank or bracket.
fn word(letters: &mut Letters<'_>) -> Token {
    let mut text = String::new();
    while let Some(&letter) = letters.peek() {
        match letter {
            '\\' => {
                letters.next();
                text.extend(letters.next());
            }
            ':' if is_field(&text) => {
                letters.next();
                return Token::Field(text);
            }
            '(' | ')' | '"' => break,
            letter if letter.is_whitespace() => break,
            _ => {
                letters.next();
                text.push(letter);
            }
        }
    }
    Token::Word(text)
}

/// Letters, dots and underscores, so that the colons of a time are not taken for fields.
fn is_field(text: &str) -> bool {
    text.starts_with(|letter: char| letter.is_ascii_alphabetic() || letter == '_')
        && text.chars().all(|letter| letter.is_ascii_alphanumeric() || "._".contains(letter))
}

struct Parser {
    tokens: Vec<Token>,
    place: usize,
}

impl Parser {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.place)
    }

    fn is_word(&self, words: &[&str]) -> bool {
        matches!(self.peek(), Some(Token::Word(word)) if words.contains(&word.as_str()))
    }

    fn any(&mut self, field: Option<&str>) -> Result<Query, String> {
        let mut parts = vec![self.all(field)?];
        while self.is_word(&["OR", "||"]) {
            self.place += 1;
            parts.push(self.all(field)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Query::Any(parts) })
    }

    fn all(&mut self, field: Option<&str>) -> Result<Query, String> {
        let mut parts = vec![self.one(field)?];
        loop {
            if self.is_word(&["AND", "&&"]) {
                self.place += 1;
            } else if self.peek().is_none_or(|token| *token == Token::Close) || self.is_word(&["OR", "||"]) {
                break;
            }
            parts.push(self.one(field)?);
        }
        Ok(if parts.len() == 1 { parts.remove(0) } else { Query::All(parts) })
    }

    fn one(&mut self, field: Option<&str>) -> Result<Query, String> {
        let token = self.peek().cloned().ok_or("\"q\" ends too early")?;
        self.place += 1;
        match token {
            Token::Word(word) if matches!(word.as_str(), "NOT" | "!") => Ok(Query::Not(Box::new(self.one(field)?))),
            Token::Open => {
                let inner = self.any(field)?;
                match self.peek() {
                    Some(Token::Close) => {
                        self.place += 1;
                        Ok(inner)
                    }
                    _ => Err("\"q\" has a bracket that is never closed".to_owned()),
                }
            }
            Token::Close => Err("\"q\" has an empty bracket".to_owned()),
            Token::Field(name) if name == "_exists_" => match self.peek().cloned() {
                Some(Token::Word(name)) => {
                    self.place += 1;
                    Ok(Query::Term(Some(name), Test::Exists))
                }
                _ => Err("\"q\" asks for the existence of nothing".to_owned()),
            },
            Token::Field(name) => match self.peek() {
                Some(Token::Word(_) | Token::Quoted(_) | Token::Range(..) | Token::Open) => self.one(Some(&name)),
                _ => Err(format!("\"q\" names {name} without a value")),
            },
            Token::Quoted(text) => Ok(term(field, Test::Is(text))),
            Token::Word(word) => Ok(term(field, word_test(&word))),
            Token::Range(text, from_included, to_included) => range_test(&text, from_included, to_included)
                .map(|test| term(field, test))
                .ok_or_else(|| "\"q\" has a range without TO".to_owned()),
        }
    }
}

fn term(field: Option<&str>, test: Test) -> Query {
    Query::Term(field.map(str::to_owned), test)
}

fn word_test(word: &str) -> Test {
    for (sign, how) in [(">=", "gte"), ("<=", "lte"), (">", "gt"), ("<", "lt")] {
        if let Some(test) = word.strip_prefix(sign).and_then(|value| Test::compared(how, value)) {
            return test;
        }
    }
    match word.contains('*') {
        true => Test::Like(word.to_owned()),
        false => Test::Is(word.to_owned()),
    }
}

fn range_test(text: &str, from_included: bool, to_included: bool) -> Option<Test> {
    let (from, to) = text.split_once(" TO ")?;
    let bound = |text: &str, included| {
        let text = text.trim().trim_matches('"');
        Bound { value: (text != "*").then(|| text.to_owned()), included }
    };
    Some(Test::Between { from: bound(from, from_included), to: bound(to, to_included) })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn record(field: &str) -> Vec<String> {
        let text = match field {
            "status" => "On Hold",
            "email" => "ada@shop.example",
            "name" => "OR-10042",
            "updated_at" => "2026-06-05T09:00:00.000Z",
            "*" => "OR-10042 Ada Brook",
            _ => return Vec::new(),
        };
        vec![text.to_owned()]
    }

    fn found(q: &str) -> bool {
        parse(q).expect(q).matches(&record)
    }

    #[test]
    fn documented_forms_find_the_record() {
        for q in [
            "status:\"On Hold\"",
            "email:\"ada@shop.example\"",
            "email:ada@shop.example",
            "status:\"On Hold\" AND name:OR-10042",
            "status:\"on hold\" name:OR-10042",
            "status:Pending OR name:OR-10042",
            "status:(Pending OR \"On Hold\")",
            "NOT status:Pending",
            "name:OR-100*",
            "updated_at:[2026-06-05 TO *]",
            "updated_at:>=2026-06-05T09:00:00Z",
            "brook",
            "_exists_:email",
        ] {
            assert!(found(q), "{q}");
        }
    }

    #[test]
    fn others_do_not() {
        for q in [
            "status:Pending",
            "status:\"On Hold\" AND name:OR-1",
            "nothing:here",
            "updated_at:{2026-06-05T09:00:00Z TO *}",
            "updated_at:<2026-06-05T09:00:00Z",
            "bro",
            "NOT status:\"On Hold\"",
        ] {
            assert!(!found(q), "{q}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_said() {
        for q in ["status:", "(status:Pending", "status:Pending)", "\"never", "a AND", "x:[1 2]", ""] {
            assert!(parse(q).is_err(), "{q}");
        }
    }
}
