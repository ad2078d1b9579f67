#[daemon(name = "x")]
async fn main() {}
