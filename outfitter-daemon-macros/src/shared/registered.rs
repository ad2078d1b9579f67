//! A function that an attribute registers: what `#[ipc_handler]` and `#[health_check]` have in common.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::{Attribute, ReturnType, Type};

use super::args::Args;
use super::attrs;
use super::duration;
use super::errors::Errors;
use super::function::{self, Function};
use super::opened;
use super::runtime::{self, Runtime};
use super::signature::{self, Rules};
use super::tokens;

/// What an attribute is given: its arguments and the function below it.
pub(crate) struct Ast {
    pub(crate) args: Args,
    /// `None` if the item is no function, which has been reported.
    pub(crate) function: Option<Function>,
}

/// The function, checked, and what every entry of the registry says of it.
pub(crate) struct Registered {
    runtime: Runtime,
    attrs: Vec<Attribute>,
    /// To be emitted as it is.
    function: TokenStream,
    /// Names for types in it.
    aliases: TokenStream,
    /// What the entry beside it starts with.
    beside: Vec<Attribute>,
    pub(crate) name: Ident,
    /// The types of its arguments, all of them.
    pub(crate) types: Vec<Type>,
    pub(crate) output: ReturnType,
    pub(crate) is_async: bool,
    /// Whether it may block its thread.
    pub(crate) blocking: bool,
    timeout_ms: Option<u64>,
}

impl Registered {
    /// Applies the rules that hold for every function of this kind: to the arguments of `#[attribute]`, and to the
    /// signature.
    pub(crate) fn check(attribute: &str, ast: &Ast, rules: &Rules, errors: &mut Errors) -> Option<Self> {
        let Ast { args, function } = ast;
        args.check(errors);
        let name = function.as_ref().map(|function| &function.sig.ident);
        let runtime = Runtime::read(args, name, errors);
        let timeout_ms = args
            .get("timeout")
            .and_then(|timeout| errors.keep(duration::duration_ms(timeout)));
        let blocking = rules.blocking.is_some() && args.flag("blocking", errors);

        let function = function.as_ref()?;
        signature::check_other_attributes(function, attribute, errors);
        // Who takes another attribute's `blocking` for this one's, or misspells it, has been told of that.
        let may_block =
            blocking || args.means("blocking") || args.mentions("blocking") && rules.blocking.is_none();
        let types = signature::check(function, rules, may_block, errors);
        let asking = opened::asking(&runtime.private(), function);
        let (emitted, aliases) = asking.unwrap_or_else(|| (function.tokens.clone(), TokenStream::new()));
        Some(Self {
            attrs: function.attrs.clone(),
            function: emitted,
            aliases,
            beside: attrs::beside(&function.attrs),
            name: function.sig.ident.clone(),
            types,
            output: function.sig.output.clone(),
            is_async: function.sig.asyncness.is_some(),
            blocking,
            timeout_ms,
            runtime,
        })
    }

    /// Where generated code stands that is about the function as a whole.
    pub(crate) fn place(&self) -> Span {
        tokens::at(&self.name)
    }

    /// Where the function is, for the registry.
    pub(crate) fn here(&self) -> TokenStream {
        function::here(&self.runtime.private(), &self.name, &function::text(&self.name))
    }

    /// What the function returns.
    pub(crate) fn output_type(&self) -> TokenStream {
        function::output_type(&self.output, &self.name)
    }

    /// Binds each of `types` to a name, taken out of `__call` by `function(before, &__call)`; gives the names and the
    /// bindings. No name is one that a constant beside the function may have: that would be its pattern.
    pub(crate) fn take(
        &self,
        types: &[Type],
        function: &str,
        before: impl Fn(&Type) -> Option<TokenStream>,
    ) -> (Vec<Ident>, Vec<TokenStream>) {
        let place = self.place();
        let taken = types.iter().zip(1..).map(|(ty, number): (_, usize)| {
            let name = format_ident!("__argument_{number}", span = place);
            let before = before(ty).map(|before| quote_spanned!(place=> #before,));
            let from_call = quote_spanned!(place=> #before &__call);
            let argument = tokens::call_there(ty, function, from_call);
            let binding = quote_spanned!(place=> let #name = #argument;);
            (name, binding)
        });
        taken.unzip()
    }

    /// `__call.method(handler)`. The method stands at the function's name as if written there: the compiler, which says
    /// there what is not `Send` in the function, then says nothing of the attribute.
    pub(crate) fn call(&self, method: &str, handler: &TokenStream) -> TokenStream {
        let method = Ident::new(method, self.name.span());
        quote_spanned!(self.place()=> __call.#method(#handler))
    }

    /// The function as it was, and `entry` beside it with what the arguments set.
    pub(crate) fn submit(&self, entry: &TokenStream) -> TokenStream {
        let Self {
            runtime,
            attrs,
            function,
            aliases,
            beside,
            name,
            is_async,
            timeout_ms,
            ..
        } = self;
        let timeout = runtime::timeout(*timeout_ms);
        let submit = runtime.submit(name, beside, &quote!(#entry #timeout));
        let always_async = is_async.then(function::always_async);
        quote! {
            #(#attrs)*
            #always_async
            #function
            #aliases
            #submit
        }
    }
}
