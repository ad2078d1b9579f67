#[derive(
    self::runtime::__private::serde::Serialize,
    self::runtime::__private::serde::Deserialize
)]
#[serde(
    crate = "self::runtime::__private::serde",
    tag = "type",
    rename_all = "snake_case"
)]
#[cfg(unix)]
#[derive(Clone, std::fmt::Debug, clap::Subcommand)]
#[serde(rename_all_fields = "camelCase")]
pub(super) enum Request {
    #[serde(rename = "get.all")]
    #[deprecated = "too much"]
    Type,
    #[cfg(feature = "batch")]
    #[serde(rename_all = "PascalCase")]
    Batch {
        /// The requests.
        #[serde(default = "self::none", with = "Type::codec", rename = "Requests")]
        r#in: Vec<Self>,
        #[cfg(unix)]
        #[arg(long)]
        sub_type: super::Type,
    },
}
#[cfg(unix)]
impl self::runtime::__private::Protocol for Request {
    const NAME: &'static ::core::primitive::str = ::core::concat!(
        ::core::module_path!(), "::", "Request"
    );
    const REQUESTS: &'static [self::runtime::__private::RequestInfo] = &[
        self::runtime::__private::RequestInfo::returns("get.all", "").idempotent(),
        #[cfg(feature = "batch")]
        self::runtime::__private::RequestInfo::streams("batch", ""),
    ];
}
#[cfg(unix)]
#[cfg(feature = "batch")]
#[doc(hidden)]
pub(super) type __RequestField0 = Vec<Request>;
#[cfg(unix)]
#[cfg(feature = "batch")]
#[cfg(unix)]
#[doc(hidden)]
pub(super) type __RequestField1 = super::Type;
#[cfg(unix)]
/// One struct for each request of [`Request`].
#[allow(non_camel_case_types, private_interfaces, reason = "said of the enum")]
pub(super) mod request {
    #[allow(
        unused_imports,
        reason = "there may be no types that the requests take from outside"
    )]
    use super::*;
    /// The request `get.all`.
    #[allow(deprecated, reason = "generated beside what is deprecated")]
    #[deprecated = "too much"]
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    pub(in super::super) struct Type;
    /// The request `batch`.
    #[cfg(feature = "batch")]
    #[derive(::core::clone::Clone, ::core::fmt::Debug)]
    #[derive(
        super::runtime::__private::serde::Serialize,
        super::runtime::__private::serde::Deserialize
    )]
    #[serde(
        crate = "super::runtime::__private::serde",
        tag = "type",
        rename = "batch",
        rename_all = "PascalCase"
    )]
    pub(in super::super) struct Batch {
        /// The requests.
        #[serde(
            default = "super::none",
            with = "super::Type::codec",
            rename = "Requests"
        )]
        pub(in super::super) r#in: super::__RequestField0,
        /// The field `sub_type` of the request.
        #[cfg(unix)]
        pub(in super::super) sub_type: super::__RequestField1,
    }
}
#[cfg(unix)]
self::runtime::__private::unit_request!(request::Type, "get.all");
#[cfg(unix)]
#[allow(deprecated, reason = "generated beside what is deprecated")]
impl self::runtime::__private::Message for request::Type {
    type Protocol = Request;
    type Reply = HashMap<String, i64>;
    type Item = self::runtime::__private::NoItem;
    type Error = self::runtime::__private::NoError;
    const REQUESTS: &'static [self::runtime::__private::RequestInfo] = &[
        self::runtime::__private::RequestInfo::returns("get.all", "").idempotent(),
    ];
}
#[cfg(unix)]
#[allow(deprecated, reason = "generated beside what is deprecated")]
impl ::core::convert::From<request::Type> for Request {
    fn from(request::Type: request::Type) -> Self {
        Self::Type
    }
}
#[cfg(unix)]
#[cfg(feature = "batch")]
impl self::runtime::__private::Message for request::Batch {
    type Protocol = Request;
    type Reply = ();
    type Item = Request;
    type Error = Vec<Request>;
    const REQUESTS: &'static [self::runtime::__private::RequestInfo] = &[
        self::runtime::__private::RequestInfo::streams("batch", ""),
    ];
}
#[cfg(unix)]
#[cfg(feature = "batch")]
impl ::core::convert::From<request::Batch> for Request {
    fn from(request::Batch { r#in, #[cfg(unix)] sub_type }: request::Batch) -> Self {
        Self::Batch {
            r#in,
            #[cfg(unix)]
            sub_type,
        }
    }
}
#[cfg(unix)]
/// The typed client of [`Request`].
#[derive(::core::clone::Clone, ::core::fmt::Debug)]
#[allow(dead_code, reason = "a program that only serves needs no client")]
pub(super) struct RequestClient(self::runtime::__private::Client<Request>);
#[cfg(unix)]
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
    ) -> ::core::result::Result<Self, self::runtime::__private::ConnectionError> {
        ::core::result::Result::Ok(
            ::core::convert::From::from(
                self::runtime::__private::Client::connect(name).await?,
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
    ) -> ::core::result::Result<Self, self::runtime::__private::ConnectionError> {
        ::core::result::Result::Ok(
            ::core::convert::From::from(
                self::runtime::__private::Client::connect_to(socket).await?,
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
    ) -> ::core::result::Result<Self, self::runtime::__private::LaunchError> {
        ::core::result::Result::Ok(
            ::core::convert::From::from(
                self::runtime::__private::Client::connect_or_start(name).await?,
            ),
        )
    }
    /// The typed client that sends through `client`.
    pub fn new(client: self::runtime::__private::Client<Request>) -> Self {
        ::core::convert::From::from(client)
    }
    /// Sends the request `get.all`.
    #[allow(deprecated, reason = "generated beside what is deprecated")]
    #[deprecated = "too much"]
    pub fn r#type(&self) -> self::runtime::__private::PendingCall<request::Type> {
        self::runtime::__private::AsClient::as_client(self).call(request::Type)
    }
    /// Sends the request `batch`.
    #[cfg(feature = "batch")]
    pub fn batch(
        &self,
        r#in: Vec<Request>,
        #[cfg(unix)]
        sub_type: super::Type,
    ) -> self::runtime::__private::PendingStream<request::Batch> {
        self::runtime::__private::AsClient::as_client(self)
            .stream(request::Batch {
                r#in,
                #[cfg(unix)]
                sub_type,
            })
    }
}
#[cfg(unix)]
impl ::core::ops::Deref for RequestClient {
    type Target = self::runtime::__private::Client<Request>;
    fn deref(&self) -> &Self::Target {
        self::runtime::__private::AsClient::as_client(self)
    }
}
#[cfg(unix)]
impl ::core::convert::From<self::runtime::__private::Client<Request>> for RequestClient {
    fn from(client: self::runtime::__private::Client<Request>) -> Self {
        Self(client)
    }
}
#[cfg(unix)]
impl self::runtime::__private::AsClient<Request> for RequestClient {
    fn as_client(&self) -> &self::runtime::__private::Client<Request> {
        &self.0
    }
}
#[cfg(unix)]
/// The requests of [`Request`] as methods, for code that is to work with any client of it, also a mock.
#[allow(dead_code, reason = "not every program is generic over its client")]
pub(super) trait RequestApi: self::runtime::__private::AsClient<Request> {
    /// Sends the request `get.all`.
    #[allow(deprecated, reason = "generated beside what is deprecated")]
    #[deprecated = "too much"]
    fn r#type(&self) -> self::runtime::__private::PendingCall<request::Type> {
        self::runtime::__private::AsClient::as_client(self).call(request::Type)
    }
    /// Sends the request `batch`.
    #[cfg(feature = "batch")]
    fn batch(
        &self,
        r#in: Vec<Request>,
        #[cfg(unix)]
        sub_type: super::Type,
    ) -> self::runtime::__private::PendingStream<request::Batch> {
        self::runtime::__private::AsClient::as_client(self)
            .stream(request::Batch {
                r#in,
                #[cfg(unix)]
                sub_type,
            })
    }
}
#[cfg(unix)]
impl<T: self::runtime::__private::AsClient<Request>> RequestApi for T {}
