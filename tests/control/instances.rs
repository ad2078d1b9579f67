//! Several daemons of one program.

use outfitter_daemon_tests::controlled::RequestClient;
use outfitter_daemon_tests::platform;

use crate::{controlled, in_directory};

fn name_of(answer: &str) -> String {
    let told: (String, Vec<String>) = serde_json::from_str(answer).unwrap();
    told.0
}

#[test]
fn instances_live_beside_each_other() {
    let mut program = controlled();
    program.ok(&["start"]);
    program.ok(&["start", "--instance", "work"]);
    program.ok(&["--instance", "home", "start"]);
    assert_eq!(name_of(&program.ok(&["call", "arguments"])), "controlled");
    assert_eq!(
        name_of(&program.ok(&["call", "arguments", "--instance", "work"])),
        "controlled@work"
    );
    program.set("CONTROLLED_INSTANCE", "home");
    assert_eq!(name_of(&program.ok(&["call", "arguments"])), "controlled@home");
    assert_eq!(program.json(&["status"])["name"], "controlled@home");
    assert!(platform::is_there(&program.socket("controlled@home")));
    assert!(program.log("controlled@work").exists());
    program.ok(&["stop"]);
    assert_eq!(program.run(&["status"]).code, 3);
    assert_eq!(program.run(&["status", "--instance", "work"]).code, 0);
}

#[test]
fn paths_that_are_named_for_the_program_are_not_shared() {
    let program = in_directory(controlled(), "moved");
    program.ok(&["start"]);
    program.ok(&["start", "--instance", "work"]);
    assert!(program.folder().join("moved/daemon.lock").exists());
    assert!(program.folder().join("moved@work/daemon.lock").exists());
    assert_eq!(name_of(&program.ok(&["call", "arguments"])), "controlled");
    assert_eq!(
        name_of(&program.ok(&["call", "arguments", "--instance", "work"])),
        "controlled@work"
    );
}

#[test]
fn daemons_of_one_name_in_two_directories_live_beside_each_other() {
    let mut program = in_directory(controlled(), "one");
    program.ok(&["start"]);
    let one = program.json(&["status"]);
    program = in_directory(program, "two");
    assert_eq!(program.run(&["status"]).code, 3);
    program.ok(&["start"]);
    let two = program.json(&["status"]);
    assert_eq!(one["name"], two["name"]);
    assert_ne!(one["pid"], two["pid"]);
    assert_ne!(one["socket"], two["socket"]);
    program.ok(&["stop"]);
    assert_eq!(program.run(&["status"]).code, 3);
    assert_eq!(in_directory(program, "one").json(&["status"])["pid"], one["pid"]);
}

#[test]
fn a_typed_client_names_the_instance_with_the_program() {
    let program = controlled();
    program.ok(&["start", "--instance", "work"]);
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let name = runtime.block_on(async {
        let client = RequestClient::connect_to(program.socket("controlled@work"))
            .await
            .unwrap();
        client.arguments().await.unwrap().0
    });
    assert_eq!(name, "controlled@work");
}

#[test]
fn what_cannot_be_an_instance_is_refused() {
    let mut program = controlled();
    for command in ["start", "run", "status"] {
        let refused = program.run(&[command, "--instance", "../x"]);
        assert!([2, 78].contains(&refused.code), "{refused:?}");
        assert!(refused.stderr.contains("cannot be an instance"), "{refused:?}");
    }
    program.set("CONTROLLED_INSTANCE", "a b");
    let refused = program.run(&["run"]);
    assert_eq!(refused.code, 78, "{refused:?}");
    assert!(
        refused.stderr.contains("cannot be an instance") && refused.stderr.contains("' '"),
        "{refused:?}"
    );
}
