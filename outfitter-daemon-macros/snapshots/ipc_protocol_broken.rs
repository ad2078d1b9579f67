#[allow(warnings, reason = "an error stands beside it")]
const _: ::core::option::Option<fn(())> = ::core::option::Option::None;
enum Request {
    Stop { now: bool },
}
#[allow(warnings, reason = "an error stands beside it")]
#[doc(hidden)]
trait __RequestBroken<const N: usize> {
    type Type;
}
#[allow(warnings, reason = "an error stands beside it")]
#[doc(hidden)]
type __BrokenRequest = <() as __RequestBroken<
    {
        ::core::compile_error! {
            "remove `tag`: a request is always an object whose `type` names it"
        }
    },
>>::Type;
#[allow(warnings, reason = "an error stands beside it")]
mod request {
    pub type Stop = super::__BrokenRequest;
}
#[allow(warnings, reason = "an error stands beside it")]
type RequestClient = __BrokenRequest;
::outfitter_daemon::__private::broken_protocol!(Request, __BrokenRequest);
