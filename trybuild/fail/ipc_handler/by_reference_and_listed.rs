use outfitter_daemon::prelude::*;

struct App;

#[ipc_protocol]
pub enum Request {
    #[ipc(returns = usize)]
    Length { text: String },
}

#[ipc_handler]
async fn length(request::Length { text }: &request::Length, State(_): &mut State<App>) -> usize {
    str::len(text)
}

#[daemon(handlers = [length])]
async fn main() -> std::io::Result<App> {
    Ok(App)
}
