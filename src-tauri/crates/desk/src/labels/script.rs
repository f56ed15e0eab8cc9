//! Whether a PDF would do something when another program opens it: scripts, programs it starts, forms it sends. Nothing here runs any of it. Pure.

use hayro::hayro_syntax::Pdf;
use hayro::hayro_syntax::object::{Dict, MaybeRef, Name, Object};

/// A dictionary inside a dictionary inside a dictionary: no label goes further down.
const DEEPEST: usize = 24;
/// What a reader would do by itself or on a press (ISO 32000-1 §12.6.4), beyond turning to a page or showing an address.
const DEEDS: [&str; 4] = ["JavaScript", "Launch", "SubmitForm", "ImportData"];

/// True when any object of the file says so, wherever it hangs. Packed objects are looked through like plain ones.
pub fn carries_script(pdf: &Pdf) -> bool {
    pdf.objects().into_iter().any(|object| acts(&object, 0))
}

/// References are not followed: what they lead to is an object of the file and is looked at by itself.
fn acts(object: &Object<'_>, depth: usize) -> bool {
    if depth > DEEPEST {
        return true;
    }
    match object {
        Object::Dict(dict) => dict_acts(dict, depth),
        Object::Stream(stream) => dict_acts(stream.dict(), depth),
        Object::Array(array) => array.raw_iter().any(|part| part_acts(&part, depth)),
        Object::Null(_) | Object::Boolean(_) | Object::Number(_) | Object::String(_) | Object::Name(_) => false,
    }
}

fn dict_acts(dict: &Dict<'_>, depth: usize) -> bool {
    let does = dict.get::<Name<'_>>("S").is_some_and(|deed| DEEDS.contains(&deed.as_str()));
    does || dict.contains_key("JS")
        || dict.contains_key("JavaScript")
        || dict.entries().any(|(_, part)| part_acts(&part, depth))
}

fn part_acts(part: &MaybeRef<Object<'_>>, depth: usize) -> bool {
    match part {
        MaybeRef::NotRef(object) => acts(object, depth + 1),
        MaybeRef::Ref(_) => false,
    }
}
