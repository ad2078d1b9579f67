//! Units of systemd, systemd.service(5). Pure.

use std::path::{Path, PathBuf};

use super::file::MARK;
use super::{Scope, Service};
use crate::paths::{Env, instance};

/// The text of the unit.
pub(super) fn unit(service: &Service<'_>) -> String {
    let name = service.name;
    let program = quoted(service.program);
    let mut environment = Vec::new();
    let mut place = "";
    let mut set = |variable: &str, value: &str| {
        let assignment = quoted(&format!("{variable}={value}"));
        environment.push(format!("Environment={assignment}\n"));
    };
    if let Some(which) = name.instance() {
        set(&instance::variable(name), which);
    }
    let directory = format!("RuntimeDirectory={name}\nRuntimeDirectoryMode=0700\n");
    let target = match service.scope {
        Scope::User => "default.target",
        Scope::System => {
            // The service has no user's runtime directory. An instance makes its own of this path.
            set(
                &format!("{}_DIR", name.env_prefix()),
                &format!("/run/{}", name.program()),
            );
            place = &directory;
            "multi-user.target"
        }
    };
    let environment = environment.concat();
    // What it says on its way out comes before it is killed.
    let stop = service.stop.as_secs() + 5;
    format!(
        "# {MARK}\n\
         [Unit]\n\
         Description={name}\n\
         \n\
         [Service]\n\
         Type=notify\n\
         ExecStart={program} run\n\
         ExecReload={program} reload\n\
         Restart=on-failure\n\
         RestartPreventExitStatus=2 75 77 78\n\
         TimeoutStopSec={stop}\n\
         {place}{environment}\
         \n\
         [Install]\n\
         WantedBy={target}\n"
    )
}

/// Where units are looked for, systemd.unit(5).
pub(super) fn path(service: &Service<'_>, env: &Env) -> Option<PathBuf> {
    let folder = match service.scope {
        Scope::System => PathBuf::from("/etc/systemd/system"),
        Scope::User => {
            let named = env
                .get("XDG_CONFIG_HOME")
                .map(Path::new)
                .filter(|path| path.is_absolute());
            let config = named
                .map(Path::to_owned)
                .or_else(|| Some(env.home()?.join(".config")));
            config?.join("systemd/user")
        }
    };
    Some(folder.join(file_name(service)))
}

pub(super) fn enable(service: &Service<'_>) -> Vec<Vec<String>> {
    vec![
        systemctl(service, &["daemon-reload"]),
        systemctl(service, &["enable", "--now", &file_name(service)]),
    ]
}

pub(super) fn disable(service: &Service<'_>) -> Vec<Vec<String>> {
    // Apart, since the second can be done without a manager that runs, too.
    vec![
        systemctl(service, &["stop", &file_name(service)]),
        systemctl(service, &["disable", &file_name(service)]),
    ]
}

fn file_name(service: &Service<'_>) -> String {
    format!("{}.service", service.name)
}

fn systemctl(service: &Service<'_>, arguments: &[&str]) -> Vec<String> {
    let scope = (service.scope == Scope::User).then_some("--user");
    let words = ["systemctl"]
        .into_iter()
        .chain(scope)
        .chain(arguments.iter().copied());
    words.map(str::to_owned).collect()
}

/// As systemd reads it: in quotes, with what it would replace escaped.
fn quoted(text: &str) -> String {
    let mut quoted = String::from("\"");
    for c in text.chars() {
        match c {
            '%' => quoted.push_str("%%"),
            '$' => quoted.push_str("$$"),
            '"' => quoted.push_str("\\\""),
            '\\' => quoted.push_str("\\\\"),
            '\n' => quoted.push_str("\\n"),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::name::DaemonName;

    fn service(name: &DaemonName, scope: Scope) -> Service<'_> {
        Service {
            name,
            program: "/opt/my things/100%/my-service",
            stop: Duration::from_secs(5),
            scope,
        }
    }

    #[test]
    fn what_systemd_would_replace_is_escaped() {
        let name = DaemonName::new("my-service").unwrap();
        let unit = unit(&service(&name, Scope::User));
        assert!(
            unit.contains("ExecStart=\"/opt/my things/100%%/my-service\" run\n"),
            "{unit}"
        );
        assert!(
            !unit.contains("Environment") && unit.contains("WantedBy=default.target"),
            "{unit}"
        );
        assert_eq!(quoted("a\"$b\\"), "\"a\\\"$$b\\\\\"");
    }

    #[test]
    fn an_instance_of_the_whole_machine_has_its_own_directory() {
        let name = DaemonName::new("my-service@work").unwrap();
        let unit = unit(&service(&name, Scope::System));
        for line in [
            "RuntimeDirectory=my-service@work",
            "Environment=\"MY_SERVICE_INSTANCE=work\"",
            "Environment=\"MY_SERVICE_DIR=/run/my-service\"",
            "WantedBy=multi-user.target",
        ] {
            assert!(unit.lines().any(|there| there == line), "no {line} in\n{unit}");
        }
    }

    #[test]
    fn units_of_a_user_are_in_its_configuration() {
        let name = DaemonName::new("my-service@work").unwrap();
        let service = service(&name, Scope::User);
        let home = Env::new(1000).with_home("/home/ada");
        let file = "systemd/user/my-service@work.service";
        assert_eq!(
            path(&service, &home),
            Some(Path::new("/home/ada/.config").join(file))
        );
        // On Windows a path is absolute only with its drive.
        let other = std::path::absolute("/c").unwrap();
        let config = home.with("XDG_CONFIG_HOME", &other);
        assert_eq!(path(&service, &config), Some(other.join(file)));
        assert_eq!(path(&service, &Env::new(1000)), None);
    }
}
