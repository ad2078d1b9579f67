//! Which candidate a starter uses: the first one that the disk allows. The only place here that looks.

use super::error::{PathsError, Rejected};
use super::resolve::Paths;
use crate::directory;

/// Takes the first candidate whose directory exists or can be made, and makes it (mode 0700; what is missing
/// above the base, 0755).
///
/// It tries rather than asks: root can make `/run/user/0` where nobody logged in. What was wrong with better
/// candidates is among the [`notes`](Paths::notes) of the one that is returned. A candidate that only cannot
/// be used at this moment (no more descriptors, a full disk) is not passed over: another starter might find
/// it usable a moment later, and there would be two daemons. Whether an existing directory
/// is safe to use, [`prepare`](crate::directory::prepare) checks afterwards: one that somebody planted must
/// stop the daemon, not send it elsewhere.
///
/// # Errors
///
/// [`PathsError::Unusable`] with every candidate that was tried and what is wrong with it.
pub fn choose(candidates: &[Paths]) -> Result<Paths, PathsError> {
    let mut rejected = Vec::new();
    for paths in candidates {
        match directory::make(paths) {
            Ok(()) => {
                let notes = rejected
                    .iter()
                    .map(|one: &Rejected| format!("not used: {}", one.explain()));
                return Ok(notes.fold(paths.clone(), Paths::noting));
            }
            Err(reason) => {
                let of_the_moment = reason.is_of_the_moment();
                rejected.push(Rejected {
                    base: paths.base(),
                    dir: paths.dir().to_owned(),
                    reason,
                });
                if of_the_moment {
                    break;
                }
            }
        }
    }
    Err(PathsError::Unusable { rejected })
}
