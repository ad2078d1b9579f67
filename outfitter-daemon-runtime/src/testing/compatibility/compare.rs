//! What a change of a protocol means for clients that were built before it.

use super::shape::{Request, Schemas, Shape};
use super::subset::misfits;

/// Everything that breaks older clients, in words.
pub(super) fn problems(before: &Shape, now: &Shape) -> Vec<String> {
    let mut problems = Vec::new();
    for (name, old) in &before.requests {
        match now.requests.get(name) {
            None => problems.push(format!(
                "`{name}` was removed or renamed: older clients that ask it are told `unknown_request`"
            )),
            Some(new) => request(name, old, new, &mut problems),
        }
    }
    problems
}

fn request(name: &str, old: &Request, new: &Request, problems: &mut Vec<String>) {
    if old.kind != new.kind {
        problems.push(format!(
            "`{name}` was of the kind `{}` and is `{}`: older clients wait for an answer that does not come",
            old.kind, new.kind
        ));
    }
    if old.idempotent && !new.idempotent {
        problems.push(format!(
            "`{name}` is no longer `idempotent`: older clients still repeat it when a connection is lost"
        ));
    }
    match (&old.schema, &new.schema) {
        (Some(old), Some(new)) => schemas(name, old, new, problems),
        (Some(_), None) => problems.push(format!(
            "`{name}` has no schema to compare with any more: build with the feature `schema`, and keep \
             `#[ipc_protocol(schema)]`"
        )),
        (None, _) => {}
    }
}

fn schemas(name: &str, old: &Schemas, new: &Schemas, problems: &mut Vec<String>) {
    let refused = misfits(&old.payload, &new.payload);
    problems.extend(refused.iter().map(|misfit| {
        format!("`{name}`, payload{misfit}: what older clients send is refused with `invalid_payload`")
    }));
    let answers = [
        ("reply", Some(&new.reply), Some(&old.reply)),
        ("item", new.item.as_ref(), old.item.as_ref()),
        ("error", new.error.as_ref(), old.error.as_ref()),
    ];
    for (what, new, old) in answers {
        match (new, old) {
            (Some(new), Some(old)) => {
                let unread = misfits(new, old);
                problems.extend(
                    unread
                        .iter()
                        .map(|misfit| format!("`{name}`, {what}{misfit}: older clients cannot read it")),
                );
            }
            (Some(_), None) => problems.push(format!(
                "`{name}` has an {what} now, which it had not: older clients cannot read it"
            )),
            (None, _) => {}
        }
    }
}
