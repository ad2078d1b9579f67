//! Several daemons of one program.

use outfitter_daemon_tests::controlled::RequestClient;

use crate::controlled;

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
    assert!(program.dir("controlled@home").join("daemon.sock").exists());
    assert!(program.log("controlled@work").exists());
    program.ok(&["stop"]);
    assert_eq!(program.run(&["status"]).code, 3);
    assert_eq!(program.run(&["status", "--instance", "work"]).code, 0);
}

#[test]
fn paths_that_are_named_for_the_program_are_not_shared() {
    let program = controlled();
    let moved = program.folder().join("moved");
    let program = program.with("CONTROLLED_DIR", moved.to_str().unwrap());
    program.ok(&["start"]);
    program.ok(&["start", "--instance", "work"]);
    assert!(moved.join("daemon.sock").exists());
    assert!(program.dir("moved@work").join("daemon.sock").exists());
    assert_eq!(
        name_of(&program.ok(&["call", "arguments", "--instance", "work"])),
        "controlled@work"
    );
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
        let socket = program.dir("controlled@work").join("daemon.sock");
        let client = RequestClient::connect_to(socket).await.unwrap();
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
