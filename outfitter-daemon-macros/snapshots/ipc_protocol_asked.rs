#[derive(
    ::outfitter_daemon::__private::serde::Serialize,
    ::outfitter_daemon::__private::serde::Deserialize
)]
#[serde(
    crate = "::outfitter_daemon::__private::serde",
    tag = "type",
    rename_all = "snake_case",
    remote = "Self",
    bound(
        serialize = "__RequestField0 : for < 'w > :: outfitter_daemon :: __private :: Written < 'w , 0 >",
        deserialize = "__RequestField0 : :: outfitter_daemon :: __private :: serde :: Deserialize < 'de >"
    )
)]
pub enum Request {
    Paint {
        #[serde(serialize_with = "::outfitter_daemon::__private::write_field::<0,_,_>")]
        colour: Colour,
        size: u8,
    },
}
impl ::outfitter_daemon::__private::Protocol for Request {
    const NAME: &'static ::core::primitive::str = ::core::concat!(
        ::core::module_path!(), "::", "Request"
    );
    const REQUESTS: &'static [::outfitter_daemon::__private::RequestInfo] = &[
        ::outfitter_daemon::__private::RequestInfo::returns("paint", ""),
    ];
}
#[doc(hidden)]
pub type __RequestField0 = Colour;
/// One struct for each request of [`Request`].
#[allow(non_camel_case_types, private_interfaces, reason = "said of the enum")]
pub mod request {
    #[allow(
        unused_imports,
        reason = "there may be no types that the requests take from outside"
    )]
    use super::*;
    type __RequestField0 = Colour;
    /// The request `paint`.
    #[derive(
        ::outfitter_daemon::__private::serde::Serialize,
        ::outfitter_daemon::__private::serde::Deserialize
    )]
    #[serde(
        crate = "::outfitter_daemon::__private::serde",
        tag = "type",
        rename = "paint",
        remote = "Self",
        bound(
            serialize = "__RequestField0 : for < 'w > :: outfitter_daemon :: __private :: Written < 'w , 0 >",
            deserialize = "__RequestField0 : :: outfitter_daemon :: __private :: serde :: Deserialize < 'de >"
        )
    )]
    pub struct Paint {
        /// The field `colour` of the request.
        #[serde(serialize_with = "::outfitter_daemon::__private::write_field::<0,_,_>")]
        pub colour: Colour,
        /// The field `size` of the request.
        pub size: u8,
    }
}
impl ::outfitter_daemon::__private::Message for request::Paint {
    type Protocol = <Request as ::outfitter_daemon::__private::Asked<
        {
            use ::outfitter_daemon::__private as __daemon;
            __daemon::wire_type::<Colour>();
            0
        },
    >>::Same;
    type Reply = ();
    type Item = ::outfitter_daemon::__private::NoItem;
    type Error = ::outfitter_daemon::__private::NoError;
    const REQUESTS: &'static [::outfitter_daemon::__private::RequestInfo] = &[
        ::outfitter_daemon::__private::RequestInfo::returns("paint", ""),
    ];
}
impl ::core::convert::From<request::Paint> for Request {
    fn from(request::Paint { colour, size }: request::Paint) -> Self {
        Self::Paint { colour, size }
    }
}
/// The typed client of [`Request`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code, reason = "a program that only serves needs no client")]
pub struct RequestClient(::outfitter_daemon::__private::Client<Request>);
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
    /// Sends the request `paint`.
    pub fn paint(
        &self,
        colour: Colour,
        size: u8,
    ) -> ::outfitter_daemon::__private::PendingCall<request::Paint> {
        ::outfitter_daemon::__private::AsClient::as_client(self)
            .call(request::Paint { colour, size })
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
pub trait RequestApi: ::outfitter_daemon::__private::AsClient<Request> {
    /// Sends the request `paint`.
    fn paint(
        &self,
        colour: Colour,
        size: u8,
    ) -> ::outfitter_daemon::__private::PendingCall<request::Paint> {
        ::outfitter_daemon::__private::AsClient::as_client(self)
            .call(request::Paint { colour, size })
    }
}
impl<T: ::outfitter_daemon::__private::AsClient<Request>> RequestApi for T {}
::outfitter_daemon::__private::serde_by_name!(Request);
::outfitter_daemon::__private::serde_by_name!(request::Paint);
