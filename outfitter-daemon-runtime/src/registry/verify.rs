//! From everything that was registered to a router and checks, or to a report of all that is wrong.

use std::cell::RefCell;
use std::sync::Arc;

use super::entry::{Check, Place, ProtocolInfo, Route};
use super::error::{RegistryError, RouteProblem};
use crate::health::{self, HealthCheck, Outline};
use crate::ipc::{Call, Handler, Need, RESERVED, Router};
use crate::small::sorted;

/// A protocol that the program must serve, not only know.
pub(crate) type RequiredProtocol = ProtocolInfo;

/// Which of the registered handlers and checks a daemon has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All of them.
    Everything,
    /// The handlers of the protocols that it must serve, and the checks that can do with its state.
    #[cfg_attr(
        not(feature = "testing"),
        expect(dead_code, reason = "only tests leave something out")
    )]
    Required,
}

impl Scope {
    fn has_route(self, route: &Route, required: &[RequiredProtocol]) -> bool {
        match self {
            Self::Everything => true,
            Self::Required => required.iter().any(|protocol| is_of(route, protocol)),
        }
    }

    fn has_check(self, check: &Check, provided: Need) -> bool {
        match self {
            Self::Everything => true,
            Self::Required => foreign_needs(provided, &|call| drop((check.run)(call))).is_empty(),
        }
    }
}

/// What a daemon serves.
#[derive(Debug)]
pub(crate) struct Registered {
    pub(crate) router: Router,
    pub(crate) checks: Vec<&'static Check>,
}

/// Adds all registered handlers to `router`, and finds the registered checks.
///
/// A protocol none of whose requests has a handler is one that the program is a client of.
///
/// # Errors
///
/// All problems at once, sorted.
pub(crate) fn collect(
    mut router: Router,
    required: &[RequiredProtocol],
    scope: Scope,
    provided: Need,
    checks_by_hand: &[HealthCheck],
) -> Result<Registered, RegistryError> {
    let mut handlers: Vec<&'static Route> = inventory::iter::<Route>().collect();
    let mut checks: Vec<&'static Check> = inventory::iter::<Check>().collect();
    handlers.retain(|route| scope.has_route(route, required));
    checks.retain(|check| scope.has_check(check, provided));
    let handlers = sorted(handlers, |one, other| one.place < other.place);
    let checks = sorted(checks, |one, other| {
        (one.name, one.place) < (other.name, other.place)
    });

    let (protocols, answered) = (protocols(&handlers), answered(&handlers));
    let mut problems = Vec::new();
    unlinked_protocols(&protocols, required, &mut problems);
    missing_requests(&protocols, &answered, &mut problems);
    duplicate_requests(&answered, &mut problems);
    shared_names(&protocols, &mut problems);
    checks_that_do_not_fit(&checks, checks_by_hand, &mut problems);
    for route in &handlers {
        foreign_state(
            route.place,
            provided,
            &|call| drop((route.handler)(call)),
            &mut problems,
        );
    }
    for check in &checks {
        foreign_state(
            check.place,
            provided,
            &|call| drop((check.run)(call)),
            &mut problems,
        );
    }
    for protocol in protocols {
        router.describe_with(protocol.schemas);
    }
    for route in &handlers {
        let place = route.place.to_string().into();
        let handler: Handler = Arc::new(route.handler);
        router = router.add(route.requests, &place, route.policy, &handler);
    }
    if problems.is_empty() {
        for name in router.duplicates() {
            problems.push(RouteProblem::DuplicateRoute {
                request: name.clone(),
            });
        }
    }
    let mut problems = sorted(problems, |one, other| one < other);
    problems.dedup();
    if problems.is_empty() {
        Ok(Registered { router, checks })
    } else {
        Err(RegistryError { problems })
    }
}

/// Those that have a handler.
fn protocols(routes: &[&'static Route]) -> Vec<ProtocolInfo> {
    let mut protocols: Vec<ProtocolInfo> = Vec::new();
    for route in routes {
        if !protocols.iter().any(|known| is_of(route, known)) {
            protocols.push(route.protocol);
        }
    }
    protocols
}

/// Those that the program must serve and that no handler is linked for.
fn unlinked_protocols(
    served: &[ProtocolInfo],
    required: &[RequiredProtocol],
    problems: &mut Vec<RouteProblem>,
) {
    for protocol in required {
        if !served.iter().any(|known| (known.id)() == (protocol.id)()) {
            problems.push(RouteProblem::Unlinked {
                protocol: protocol.name,
            });
        }
    }
}

fn missing_requests(served: &[ProtocolInfo], answered: &[Answered], problems: &mut Vec<RouteProblem>) {
    for protocol in served {
        for info in protocol.requests {
            let handlers = handlers_of(answered, info.name);
            if !handlers.iter().any(|(_, route)| is_of(route, protocol)) {
                problems.push(RouteProblem::Missing {
                    protocol: protocol.name,
                    request: info.name,
                    declared: format!("{}:{}", info.declared.file(), info.declared.line()),
                });
            }
        }
    }
}

fn is_of(route: &Route, protocol: &ProtocolInfo) -> bool {
    (route.protocol.id)() == (protocol.id)()
}

/// A request and one of the handlers that answer it.
type Answered = (&'static str, &'static Route);

/// What is answered, by the requests' names.
fn answered(routes: &[&'static Route]) -> Vec<Answered> {
    let mut all = Vec::new();
    for route in routes {
        for info in route.requests {
            all.push((info.name, *route));
        }
    }
    sorted(all, |one: &Answered, other| one.0 < other.0)
}

fn handlers_of<'a>(answered: &'a [Answered], request: &str) -> &'a [Answered] {
    let first = answered.partition_point(|(name, _)| *name < request);
    let rest = &answered[first..];
    let behind = rest.iter().take_while(|(name, _)| *name == request).count();
    &rest[..behind]
}

fn duplicate_requests(answered: &[Answered], problems: &mut Vec<RouteProblem>) {
    for &(request, second) in answered {
        let handlers = handlers_of(answered, request);
        let first = handlers.iter().find(|(_, route)| is_of(route, &second.protocol));
        if let Some((_, first)) = first
            && first.place != second.place
        {
            problems.push(RouteProblem::Duplicate {
                protocol: second.protocol.name,
                request,
                first: first.place,
                second: second.place,
            });
        }
    }
}

fn shared_names(protocols: &[ProtocolInfo], problems: &mut Vec<RouteProblem>) {
    let mut names: Vec<(&'static str, &'static str)> = Vec::new();
    for protocol in protocols {
        for info in protocol.requests {
            names.push((info.name, protocol.name));
        }
    }
    let names = sorted(names, |one, other| one < other);
    debug_assert!(
        names.iter().all(|(request, _)| !request.starts_with(RESERVED)),
        "`#[ipc_protocol]` refuses such names"
    );
    for same in names.chunk_by(|one, other| one.0 == other.0) {
        let (request, first) = same[0];
        for &(_, second) in same {
            if second != first {
                problems.push(RouteProblem::SharedName {
                    request,
                    first,
                    second,
                });
            }
        }
    }
}

fn checks_that_do_not_fit(
    checks: &[&'static Check],
    by_hand: &[HealthCheck],
    problems: &mut Vec<RouteProblem>,
) {
    let mut outlines: Vec<Outline> = Vec::new();
    for check in checks {
        outlines.push(check.outline());
    }
    for check in by_hand {
        outlines.push(check.outline());
    }
    for problem in health::problems(&outlines) {
        problems.push(RouteProblem::Check(problem));
    }
}

/// What a handler asks for of the state that is not provided: runs the extraction of its arguments to see.
fn foreign_needs(provided: Need, probe: &dyn Fn(Call<'_>)) -> Vec<Need> {
    let needs = RefCell::new(Vec::new());
    probe(Call::probe(&needs));
    let mut needs = needs.into_inner();
    needs.retain(|need| need.type_id != provided.type_id);
    needs
}

fn foreign_state(place: Place, provided: Need, probe: &dyn Fn(Call<'_>), problems: &mut Vec<RouteProblem>) {
    for need in foreign_needs(provided, probe) {
        problems.push(RouteProblem::State {
            place,
            needs: need.type_name,
            provided: provided.type_name,
        });
    }
}
