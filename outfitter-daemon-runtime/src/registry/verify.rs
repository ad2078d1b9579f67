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
            Self::Required => foreign_state(check.place, provided, |call| drop((check.run)(call)))
                .next()
                .is_none(),
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
    let mut problems = unlinked_protocols(&protocols, required);
    problems.extend(missing_requests(&protocols, &answered));
    problems.extend(duplicate_requests(&answered));
    problems.extend(shared_names(&protocols));
    problems.extend(checks_that_do_not_fit(&checks, checks_by_hand));
    problems.extend(
        handlers
            .iter()
            .flat_map(|route| foreign_state(route.place, provided, |call| drop((route.handler)(call)))),
    );
    problems.extend(
        checks
            .iter()
            .flat_map(|check| foreign_state(check.place, provided, |call| drop((check.run)(call)))),
    );
    for protocol in protocols {
        router.describe_with(protocol.schemas);
    }
    for route in &handlers {
        let place = route.place.to_string().into();
        let handler: Handler = Arc::new(route.handler);
        router = router.add(route.requests, &place, route.policy, &handler);
    }
    if problems.is_empty() {
        problems.extend(
            router
                .duplicates()
                .iter()
                .map(|name| RouteProblem::DuplicateRoute {
                    request: name.clone(),
                }),
        );
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
fn unlinked_protocols(served: &[ProtocolInfo], required: &[RequiredProtocol]) -> Vec<RouteProblem> {
    required
        .iter()
        .filter(|protocol| !served.iter().any(|known| (known.id)() == (protocol.id)()))
        .map(|protocol| RouteProblem::Unlinked {
            protocol: protocol.name,
        })
        .collect()
}

fn missing_requests(served: &[ProtocolInfo], answered: &[Answered]) -> Vec<RouteProblem> {
    let missing = served.iter().flat_map(|protocol| {
        let handled = |name| {
            handlers_of(answered, name)
                .iter()
                .any(|(_, route)| is_of(route, protocol))
        };
        protocol
            .requests
            .iter()
            .filter(move |info| !handled(info.name))
            .map(|info| RouteProblem::Missing {
                protocol: protocol.name,
                request: info.name,
                declared: format!("{}:{}", info.declared.file(), info.declared.line()),
            })
    });
    missing.collect()
}

fn is_of(route: &Route, protocol: &ProtocolInfo) -> bool {
    (route.protocol.id)() == (protocol.id)()
}

/// A request and one of the handlers that answer it.
type Answered = (&'static str, &'static Route);

/// What is answered, by the requests' names.
fn answered(routes: &[&'static Route]) -> Vec<Answered> {
    let all = routes
        .iter()
        .flat_map(|route| route.requests.iter().map(|info| (info.name, *route)));
    sorted(all.collect(), |one: &Answered, other| one.0 < other.0)
}

fn handlers_of<'a>(answered: &'a [Answered], request: &str) -> &'a [Answered] {
    let first = answered.partition_point(|(name, _)| *name < request);
    let behind = answered.partition_point(|(name, _)| *name <= request);
    &answered[first..behind]
}

fn duplicate_requests(answered: &[Answered]) -> Vec<RouteProblem> {
    let mut problems = Vec::new();
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
    problems
}

fn shared_names(protocols: &[ProtocolInfo]) -> Vec<RouteProblem> {
    let names = protocols
        .iter()
        .flat_map(|protocol| protocol.requests.iter().map(|info| (info.name, protocol.name)));
    let names: Vec<(&'static str, &'static str)> = sorted(names.collect(), |one, other| one < other);
    debug_assert!(
        names.iter().all(|(request, _)| !request.starts_with(RESERVED)),
        "`#[ipc_protocol]` refuses such names"
    );
    let mut problems = Vec::new();
    for same in names.chunk_by(|one, other| one.0 == other.0) {
        let (request, first) = same[0];
        let others = same.iter().filter(|(_, protocol)| *protocol != first);
        problems.extend(others.map(|(_, second)| RouteProblem::SharedName {
            request,
            first,
            second,
        }));
    }
    problems
}

fn checks_that_do_not_fit(checks: &[&'static Check], by_hand: &[HealthCheck]) -> Vec<RouteProblem> {
    let by_hand = by_hand.iter().map(HealthCheck::outline);
    let outlines: Vec<Outline> = checks
        .iter()
        .map(|check| check.outline())
        .chain(by_hand)
        .collect();
    health::problems(&outlines)
        .into_iter()
        .map(RouteProblem::Check)
        .collect()
}

/// Runs the argument extraction of a handler to see what it asks for.
fn foreign_state(
    place: Place,
    provided: Need,
    probe: impl FnOnce(Call<'_>),
) -> impl Iterator<Item = RouteProblem> {
    let needs = RefCell::new(Vec::new());
    probe(Call::probe(&needs));
    let foreign = needs
        .into_inner()
        .into_iter()
        .filter(move |need| need.type_id != provided.type_id);
    foreign.map(move |need| RouteProblem::State {
        place,
        needs: need.type_name,
        provided: provided.type_name,
    })
}
