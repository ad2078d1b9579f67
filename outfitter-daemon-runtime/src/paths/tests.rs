//! Every path rule, on every platform, for environments as they occur.

use std::path::Path;

use super::*;

fn candidates(platform: Platform, env: &Env, overrides: &PathOverrides) -> Vec<Paths> {
    Paths::candidates(&DaemonName::new("waymark").unwrap(), env, platform, overrides).unwrap()
}

fn first(platform: Platform, env: &Env) -> Paths {
    candidates(platform, env, &PathOverrides::default()).remove(0)
}

fn ada() -> Env {
    Env::new(1000).with_home("/home/ada").with_temp_dir("/tmp")
}

fn files(paths: &Paths) -> [&str; 4] {
    [paths.dir(), paths.socket(), paths.lock(), paths.pid_file()].map(|path| path.to_str().unwrap())
}

#[test]
fn the_runtime_directory_comes_first_on_every_unix() {
    let env = ada().with("XDG_RUNTIME_DIR", "/run/user/7").with("TMPDIR", "/t");
    for platform in [Platform::Linux, Platform::Macos] {
        let paths = first(platform, &env);
        assert_eq!(paths.base(), Base::XdgRuntimeDir);
        assert_eq!(
            files(&paths),
            [
                "/run/user/7/waymark",
                "/run/user/7/waymark/daemon.sock",
                "/run/user/7/waymark/daemon.lock",
                "/run/user/7/waymark/daemon.pid",
            ]
        );
    }
}

#[test]
fn without_it_each_platform_has_its_own() {
    let linux = first(Platform::Linux, &ada().with("XDG_RUNTIME_DIR", ""));
    assert_eq!(
        (linux.base(), linux.dir()),
        (Base::RunUser, Path::new("/run/user/1000/waymark"))
    );
    let macos = first(Platform::Macos, &ada().with("TMPDIR", "/var/folders/x/T/"));
    assert_eq!(macos.base(), Base::TempDir);
    assert_eq!(macos.socket(), Path::new("/var/folders/x/T/waymark/daemon.sock"));
}

#[test]
fn windows_has_a_pipe_and_files_in_temp() {
    for temp in [r"C:\Temp", r"C:\Temp\"] {
        let paths = first(Platform::Windows, &Env::new(0).with("TEMP", temp));
        assert_eq!(
            files(&paths),
            [
                temp,
                r"\\.\pipe\waymark-daemon",
                r"C:\Temp\waymark-daemon.lock",
                r"C:\Temp\waymark-daemon.pid"
            ]
        );
    }
}

#[test]
fn on_windows_a_directory_of_its_own_has_a_pipe_of_its_own() {
    let env = Env::new(0).with("TEMP", r"C:\Temp");
    let plain = first(Platform::Windows, &env);
    let moved = first(Platform::Windows, &env.clone().with("WAYMARK_DIR", r"C:\Srv"));
    let in_code = candidates(Platform::Windows, &env, &PathOverrides::default().dir("c:/srv/")).remove(0);
    assert_eq!(moved.lock(), Path::new(r"C:\Srv\daemon.lock"));
    assert!(
        moved
            .socket()
            .to_str()
            .unwrap()
            .starts_with(r"\\.\pipe\waymark-daemon-"),
        "{moved:?}"
    );
    assert_ne!(moved.socket(), plain.socket());
    assert_eq!(
        in_code.socket(),
        moved.socket(),
        "what daemon and client write differs"
    );

    let instance = first(Platform::Windows, &env.clone().with("WAYMARK_INSTANCE", "work"));
    assert_eq!(instance.socket(), Path::new(r"\\.\pipe\waymark@work-daemon"));
    assert_eq!(instance.lock(), Path::new(r"C:\Temp\waymark@work-daemon.lock"));
    let named = r"\\.\pipe\mine";
    let both = env.with("WAYMARK_DIR", r"C:\Srv").with("WAYMARK_SOCKET", named);
    assert_eq!(first(Platform::Windows, &both).socket(), Path::new(named));
}

#[test]
fn the_second_place_is_the_state_directory() {
    let dirs = |env| {
        let all = candidates(Platform::Linux, &env, &PathOverrides::default());
        all.iter()
            .map(|paths| (paths.base(), paths.dir().to_owned()))
            .collect::<Vec<_>>()
    };
    assert_eq!(
        dirs(ada())[1],
        (Base::LocalState, "/home/ada/.local/state/waymark".into())
    );
    assert_eq!(
        dirs(ada().with("XDG_STATE_HOME", "/s"))[1],
        (Base::XdgStateHome, "/s/waymark".into())
    );
    assert_eq!(dirs(Env::new(1)).len(), 1);
}

#[test]
fn nothing_is_ever_in_tmp_by_default() {
    for platform in [Platform::Linux, Platform::Macos] {
        let all = candidates(platform, &ada(), &PathOverrides::default());
        assert!(
            all.iter().all(|paths| !paths.dir().starts_with("/tmp")),
            "{all:?}"
        );
    }
    let homeless = Env::new(1).with_temp_dir("/tmp");
    let name = DaemonName::new("waymark").unwrap();
    let none = Paths::candidates(&name, &homeless, Platform::Macos, &PathOverrides::default());
    assert!(none.unwrap_err().to_string().contains("set `WAYMARK_DIR`"));
}

#[test]
fn a_relative_variable_is_ignored_and_noted() {
    let env = ada()
        .with("XDG_RUNTIME_DIR", "run")
        .with("XDG_STATE_HOME", "state");
    let paths = first(Platform::Linux, &env);
    assert_eq!(paths.base(), Base::RunUser);
    assert_eq!(
        paths.log(),
        Path::new("/home/ada/.local/state/waymark/daemon.log")
    );
    assert_eq!(
        paths.notes(),
        [
            "$XDG_RUNTIME_DIR is ignored: `run` is not an absolute path",
            "$XDG_STATE_HOME is ignored: `state` is not an absolute path",
        ]
    );
}

#[test]
fn the_log_is_kept_with_the_state() {
    assert_eq!(
        first(Platform::Linux, &ada().with("XDG_STATE_HOME", "/s")).log(),
        Path::new("/s/waymark/daemon.log")
    );
    assert_eq!(
        first(Platform::Linux, &Env::new(1)).log(),
        Path::new("/run/user/1/waymark/daemon.log")
    );
    let windows = Env::new(0)
        .with("TEMP", r"C:\T")
        .with("LOCALAPPDATA", r"C:\Local");
    assert_eq!(
        first(Platform::Windows, &windows).log(),
        Path::new(r"C:\Local\waymark\daemon.log")
    );
}

#[test]
fn a_directory_takes_every_file_and_is_the_only_candidate() {
    let all = candidates(Platform::Linux, &ada(), &PathOverrides::default().dir("/srv/d"));
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].base(), Base::Override);
    assert_eq!(
        files(&all[0]),
        [
            "/srv/d",
            "/srv/d/daemon.sock",
            "/srv/d/daemon.lock",
            "/srv/d/daemon.pid"
        ]
    );
    assert_eq!(all[0].log(), Path::new("/srv/d/daemon.log"));
}

#[test]
fn one_file_moves_alone() {
    let all = candidates(
        Platform::Linux,
        &ada(),
        &PathOverrides::default().socket("/srv/x.sock"),
    );
    assert_eq!(all.len(), 2);
    assert_eq!(
        files(&all[0]),
        [
            "/run/user/1000/waymark",
            "/srv/x.sock",
            "/run/user/1000/waymark/daemon.lock",
            "/run/user/1000/waymark/daemon.pid",
        ]
    );
}

#[test]
fn where_every_file_is_named_the_directory_is_not_needed() {
    let overrides = PathOverrides::default()
        .socket("/s/a")
        .lock("/s/b")
        .pid_file("/s/b");
    let all = candidates(Platform::Linux, &ada(), &overrides);
    assert_eq!(all.len(), 1);
    assert!(!all[0].uses_dir());
}

#[test]
fn the_environment_wins_over_the_code() {
    let in_code = PathOverrides::default()
        .dir("/code")
        .socket("/code.sock")
        .log("/code.log");
    let one = candidates(
        Platform::Linux,
        &ada().with("WAYMARK_SOCKET", "/env.sock"),
        &in_code,
    )
    .remove(0);
    assert_eq!(
        files(&one),
        ["/code", "/env.sock", "/code/daemon.lock", "/code/daemon.pid"]
    );
    let env = ada()
        .with("WAYMARK_DIR", "/env")
        .with("WAYMARK_LOCK", "/env.lock")
        .with("WAYMARK_PID_FILE", "/p");
    let all = candidates(Platform::Linux, &env, &in_code).remove(0);
    assert_eq!(files(&all), ["/env", "/env/daemon.sock", "/env.lock", "/p"]);
    assert_eq!(all.log(), Path::new("/env/daemon.log"));
}

#[test]
fn a_relative_override_is_refused() {
    let name = DaemonName::new("waymark").unwrap();
    for overrides in [
        PathOverrides::default().dir("x"),
        PathOverrides::default().log("x"),
    ] {
        let error = Paths::candidates(&name, &ada(), Platform::Linux, &overrides).unwrap_err();
        assert!(
            error.to_string().contains("`x` is not an absolute path"),
            "{error}"
        );
    }
    let env = ada().with("WAYMARK_SOCKET", "./x.sock");
    let error = Paths::candidates(&name, &env, Platform::Linux, &PathOverrides::default()).unwrap_err();
    assert!(matches!(error, PathsError::Relative { what: "socket", .. }));
}

#[test]
fn the_functions_agree_with_each_other_and_check_the_name() {
    let paths = first(Platform::current(), &Env::from_process());
    let found = [daemon_dir, socket_path, lock_path, pid_path].map(|path| path("waymark").unwrap());
    assert_eq!(found.each_ref().map(|path| path.to_str().unwrap()), files(&paths));
    assert!(matches!(socket_path("../waymark"), Err(PathsError::Name(_))));
}

#[test]
fn instances_share_no_path() {
    let name = DaemonName::new("waymark@work").unwrap();
    let env = ada().with("XDG_RUNTIME_DIR", "/run/user/7");
    let of = |name: &DaemonName, env: &Env, overrides: &PathOverrides| {
        Paths::candidates(name, env, Platform::Linux, overrides)
            .unwrap()
            .remove(0)
    };
    let none = PathOverrides::default();
    let paths = of(&name, &env, &none);
    assert_eq!(paths.dir(), Path::new("/run/user/7/waymark@work"));
    assert_eq!(
        paths.log(),
        Path::new("/home/ada/.local/state/waymark@work/daemon.log")
    );

    let moved = env
        .with("WAYMARK_DIR", "/srv/way")
        .with("WAYMARK_LOG", "/srv/log");
    let paths = of(&name, &moved, &none);
    assert_eq!(
        (paths.socket(), paths.log()),
        (Path::new("/srv/way@work/daemon.sock"), Path::new("/srv/log@work"))
    );
    let in_code = none.dir("/srv/code").of_instance(&name);
    assert_eq!(of(&name, &ada(), &in_code).dir(), Path::new("/srv/code@work"));
}

#[test]
fn the_environment_names_the_instance_of_who_names_none() {
    let env = ada().with("WAYMARK_INSTANCE", "work");
    assert_eq!(
        first(Platform::Linux, &env).dir(),
        Path::new("/run/user/1000/waymark@work")
    );
    let named = DaemonName::new("waymark@home").unwrap();
    let paths = &Paths::candidates(&named, &env, Platform::Linux, &PathOverrides::default()).unwrap()[0];
    assert_eq!(paths.dir(), Path::new("/run/user/1000/waymark@home"));

    let name = DaemonName::new("waymark").unwrap();
    let env = ada().with("WAYMARK_INSTANCE", "../x");
    let error = Paths::candidates(&name, &env, Platform::Linux, &PathOverrides::default()).unwrap_err();
    assert!(error.to_string().contains("cannot be an instance"), "{error}");
}
