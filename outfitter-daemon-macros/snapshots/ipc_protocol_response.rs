#[derive(
    ::outfitter_daemon::__private::serde::Serialize,
    ::outfitter_daemon::__private::serde::Deserialize
)]
#[serde(
    crate = "::outfitter_daemon::__private::serde",
    tag = "type",
    rename_all = "snake_case"
)]
pub(crate) enum Request {
    Stop,
    Add { a: i64 },
}
impl ::outfitter_daemon::__private::Protocol for Request {
    const NAME: &'static ::core::primitive::str = ::core::concat!(
        ::core::module_path!(), "::", "Request"
    );
    const REQUESTS: &'static [::outfitter_daemon::__private::RequestInfo] = &[
        ::outfitter_daemon::__private::RequestInfo::returns("stop", ""),
        ::outfitter_daemon::__private::RequestInfo::returns("add", ""),
    ];
}
impl ::outfitter_daemon::__private::Message for Request {
    type Protocol = Self;
    type Reply = Response;
    type Item = ::outfitter_daemon::__private::NoItem;
    type Error = ::outfitter_daemon::__private::NoError;
    const REQUESTS: &'static [::outfitter_daemon::__private::RequestInfo] = <Self as ::outfitter_daemon::__private::Protocol>::REQUESTS;
}
/// One struct for each request of [`Request`].
#[allow(non_camel_case_types, private_interfaces, reason = "said of the enum")]
pub(crate) mod request {
    #[allow(
        unused_imports,
        reason = "there may be no types that the requests take from outside"
    )]
    use super::*;
    /// The request `stop`.
    pub(crate) struct Stop;
    /// The request `add`.
    #[derive(
        ::outfitter_daemon::__private::serde::Serialize,
        ::outfitter_daemon::__private::serde::Deserialize
    )]
    #[serde(
        crate = "::outfitter_daemon::__private::serde",
        tag = "type",
        rename = "add"
    )]
    pub(crate) struct Add {
        /// The field `a` of the request.
        pub(crate) a: i64,
    }
}
::outfitter_daemon::__private::unit_request!(request::Stop, "stop");
impl ::outfitter_daemon::__private::Message for request::Stop {
    type Protocol = Request;
    type Reply = Response;
    type Item = ::outfitter_daemon::__private::NoItem;
    type Error = ::outfitter_daemon::__private::NoError;
    const REQUESTS: &'static [::outfitter_daemon::__private::RequestInfo] = &[
        ::outfitter_daemon::__private::RequestInfo::returns("stop", ""),
    ];
}
impl ::core::convert::From<request::Stop> for Request {
    fn from(request::Stop: request::Stop) -> Self {
        Self::Stop
    }
}
impl ::outfitter_daemon::__private::Message for request::Add {
    type Protocol = Request;
    type Reply = Response;
    type Item = ::outfitter_daemon::__private::NoItem;
    type Error = ::outfitter_daemon::__private::NoError;
    const REQUESTS: &'static [::outfitter_daemon::__private::RequestInfo] = &[
        ::outfitter_daemon::__private::RequestInfo::returns("add", ""),
    ];
}
impl ::core::convert::From<request::Add> for Request {
    fn from(request::Add { a }: request::Add) -> Self {
        Self::Add { a }
    }
}
/// The typed client of [`Request`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code, reason = "a program that only serves needs no client")]
pub(crate) struct RequestClient(::outfitter_daemon::__private::Client<Request>);
#[allow(
    dead_code,
    unreachable_pub,
    reason = "a client need not send every request, nor be public"
)]
impl RequestClient {
    /// Connects to the running daemon called `name`.
    ///
    /// # Errors
    ///
    /// If no daemon of that name is running, or it does not answer.
    pub async fn connect(
        name: impl ::core::convert::AsRef<::core::primitive::str>,
    ) -> ::core::result::Result<Self, ::outfitter_daemon::__private::ConnectionError> {
        ::core::result::Result::Ok(
            ::core::convert::From::from(
                ::outfitter_daemon::__private::Client::connect(name).await?,
            ),
        )
    }
    /// Connects to the daemon that listens on `socket`.
    ///
    /// # Errors
    ///
    /// If no daemon listens there, or it does not answer.
    pub async fn connect_to(
        socket: impl ::core::convert::AsRef<::std::path::Path>,
    ) -> ::core::result::Result<Self, ::outfitter_daemon::__private::ConnectionError> {
        ::core::result::Result::Ok(
            ::core::convert::From::from(
                ::outfitter_daemon::__private::Client::connect_to(socket).await?,
            ),
        )
    }
    /// Connects to the daemon called `name`, and starts it first if it is not running.
    ///
    /// # Errors
    ///
    /// If the daemon neither runs nor can be started, or it does not answer.
    pub async fn connect_or_start(
        name: impl ::core::convert::AsRef<::core::primitive::str>,
    ) -> ::core::result::Result<Self, ::outfitter_daemon::__private::LaunchError> {
        ::core::result::Result::Ok(
            ::core::convert::From::from(
                ::outfitter_daemon::__private::Client::connect_or_start(name).await?,
            ),
        )
    }
    /// The typed client that sends through `client`.
    pub fn new(client: ::outfitter_daemon::__private::Client<Request>) -> Self {
        ::core::convert::From::from(client)
    }
    /// Sends the request `stop`.
    pub fn stop(&self) -> ::outfitter_daemon::__private::PendingCall<request::Stop> {
        ::outfitter_daemon::__private::AsClient::as_client(self).call(request::Stop)
    }
    /// Sends the request `add`.
    pub fn add(
        &self,
        a: i64,
    ) -> ::outfitter_daemon::__private::PendingCall<request::Add> {
        ::outfitter_daemon::__private::AsClient::as_client(self).call(request::Add { a })
    }
}
impl ::core::ops::Deref for RequestClient {
    type Target = ::outfitter_daemon::__private::Client<Request>;
    fn deref(&self) -> &Self::Target {
        ::outfitter_daemon::__private::AsClient::as_client(self)
    }
}
impl ::core::convert::From<::outfitter_daemon::__private::Client<Request>>
for RequestClient {
    fn from(client: ::outfitter_daemon::__private::Client<Request>) -> Self {
        Self(client)
    }
}
impl ::outfitter_daemon::__private::AsClient<Request> for RequestClient {
    fn as_client(&self) -> &::outfitter_daemon::__private::Client<Request> {
        &self.0
    }
}
/// The requests of [`Request`] as methods, for code that is to work with any client of it, also a mock.
#[allow(dead_code, reason = "not every program is generic over its client")]
pub(crate) trait RequestApi: ::outfitter_daemon::__private::AsClient<Request> {
    /// Sends the request `stop`.
    fn stop(&self) -> ::outfitter_daemon::__private::PendingCall<request::Stop> {
        ::outfitter_daemon::__private::AsClient::as_client(self).call(request::Stop)
    }
    /// Sends the request `add`.
    fn add(&self, a: i64) -> ::outfitter_daemon::__private::PendingCall<request::Add> {
        ::outfitter_daemon::__private::AsClient::as_client(self).call(request::Add { a })
    }
}
impl<T: ::outfitter_daemon::__private::AsClient<Request>> RequestApi for T {}
