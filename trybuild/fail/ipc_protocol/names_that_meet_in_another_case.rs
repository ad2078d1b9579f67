use outfitter_daemon::prelude::*;
#[ipc_protocol]
#[serde(rename_all_fields = "camelCase")]
pub enum Request {
    #[ipc(returns = ())]
    Note {
        text: String,
        #[allow(non_snake_case)]
        Type: u8,
    },
    #[ipc(returns = ())]
    Add {
        text_a: String,
        #[allow(non_snake_case)]
        textA: String,
    },
    #[ipc(returns = ())]
    #[serde(rename_all = "kebab-case")]
    Remove {
        text_a: String,
        #[allow(non_snake_case)]
        textA: String,
    },
}
fn main() {}
