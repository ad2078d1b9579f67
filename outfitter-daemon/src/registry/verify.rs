//! From everything that was registered to a router and checks, or to a report of all that is wrong.

use std::any::TypeId;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;

use super::entry::{Check, Place, ProtocolInfo, Route};
use super::error::{RegistryError, RouteProblem};
use crate::health::{self, HealthCheck, Outline};
use crate::ipc::{Call, Handler, Need, RESERVED, Router};

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
    handlers.sort_by_key(|route| route.place);
    checks.sort_by_key(|check| (check.name, check.place));

    let mut problems = missing_requests(&handlers, required);
    problems.extend(duplicate_requests(&handlers));
    problems.extend(shared_names(&handlers));
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
    for protocol in protocols(&handlers).into_values() {
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
    problems.sort();
    problems.dedup();
    if problems.is_empty() {
        Ok(Registered { router, checks })
    } else {
        Err(RegistryError { problems })
    }
}

fn protocols(routes: &[&'static Route]) -> BTreeMap<TypeId, ProtocolInfo> {
    routes
        .iter()
        .map(|route| ((route.protocol.id)(), route.protocol))
        .collect()
}

fn missing_requests(routes: &[&'static Route], required: &[RequiredProtocol]) -> Vec<RouteProblem> {
    let served = protocols(routes);
    let unlinked = required
        .iter()
        .filter(|protocol| !served.contains_key(&(protocol.id)()))
        .map(|protocol| RouteProblem::Unlinked {
            protocol: protocol.name,
        });
    let missing = served.values().flat_map(|protocol| {
        let handled = |name| {
            routes
                .iter()
                .any(|route| is_of(route, protocol) && answers(route, name))
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
    unlinked.chain(missing).collect()
}

fn is_of(route: &Route, protocol: &ProtocolInfo) -> bool {
    (route.protocol.id)() == (protocol.id)()
}

fn answers(route: &Route, name: &str) -> bool {
    route.requests.iter().any(|info| info.name == name)
}

fn duplicate_requests(routes: &[&'static Route]) -> Vec<RouteProblem> {
    let mut first_of: BTreeMap<(TypeId, &str), Place> = BTreeMap::new();
    let mut problems = Vec::new();
    for route in routes {
        for info in route.requests {
            let second = route.place;
            let first = *first_of
                .entry(((route.protocol.id)(), info.name))
                .or_insert(second);
            if first != second {
                let (protocol, request) = (route.protocol.name, info.name);
                problems.push(RouteProblem::Duplicate {
                    protocol,
                    request,
                    first,
                    second,
                });
            }
        }
    }
    problems
}

fn shared_names(routes: &[&'static Route]) -> Vec<RouteProblem> {
    let mut protocols: Vec<ProtocolInfo> = protocols(routes).into_values().collect();
    protocols.sort_by_key(|protocol| protocol.name);
    let mut owner: BTreeMap<&str, &'static str> = BTreeMap::new();
    let mut problems = Vec::new();
    for protocol in protocols {
        for info in protocol.requests {
            let first = *owner.entry(info.name).or_insert(protocol.name);
            if first != protocol.name {
                problems.push(RouteProblem::SharedName {
                    request: info.name,
                    first,
                    second: protocol.name,
                });
            }
            debug_assert!(
                !info.name.starts_with(RESERVED),
                "`#[ipc_protocol]` refuses such names"
            );
        }
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
