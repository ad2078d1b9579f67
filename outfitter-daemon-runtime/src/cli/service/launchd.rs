//! Property lists of launchd, launchd.plist(5). Pure.

use std::path::{Path, PathBuf};

use super::file::MARK;
use super::{Scope, Service};
use crate::paths::{Env, instance};

/// The text of the property list.
pub(super) fn unit(service: &Service<'_>) -> String {
    let name = service.name;
    let environment = name.instance().map_or_else(String::new, |which| {
        format!(
            "\t<key>EnvironmentVariables</key>\n\t<dict>\n\t\t<key>{}</key>\n\t\t<string>{which}</string>\n\t</dict>\n",
            instance::variable(name)
        )
    });
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <!DOCTYPE plist PUBLIC \"-//Apple//DTD PLIST 1.0//EN\" \"http://www.apple.com/DTDs/PropertyList-1.0.dtd\">\n\
         <!-- {MARK} -->\n\
         <plist version=\"1.0\">\n\
         <dict>\n\
         \t<key>Label</key>\n\t<string>{name}</string>\n\
         \t<key>ProgramArguments</key>\n\t<array>\n\t\t<string>{program}</string>\n\t\t<string>run</string>\n\t</array>\n\
         {environment}\
         \t<key>RunAtLoad</key>\n\t<true/>\n\
         \t<key>KeepAlive</key>\n\t<dict>\n\t\t<key>SuccessfulExit</key>\n\t\t<false/>\n\t</dict>\n\
         \t<key>ExitTimeOut</key>\n\t<integer>{stop}</integer>\n\
         </dict>\n\
         </plist>\n",
        program = escaped(service.program),
        stop = service.stop.as_secs() + 5,
    )
}

/// Where property lists are looked for.
pub(super) fn path(service: &Service<'_>, env: &Env) -> Option<PathBuf> {
    let folder = match service.scope {
        Scope::System => PathBuf::from("/Library/LaunchDaemons"),
        Scope::User => env.home()?.join("Library/LaunchAgents"),
    };
    Some(folder.join(format!("{}.plist", service.name)))
}

pub(super) fn enable(service: &Service<'_>, unit: &Path) -> Vec<Vec<String>> {
    let unit = unit.display().to_string();
    vec![launchctl(&["bootstrap", &domain(service), &unit])]
}

pub(super) fn disable(service: &Service<'_>) -> Vec<Vec<String>> {
    let label = format!("{}/{}", domain(service), service.name);
    vec![launchctl(&["bootout", &label])]
}

fn domain(service: &Service<'_>) -> String {
    match service.scope {
        Scope::System => "system".to_owned(),
        Scope::User => format!("gui/{}", crate::process::effective_uid()),
    }
}

fn launchctl(arguments: &[&str]) -> Vec<String> {
    let words = ["launchctl"].into_iter().chain(arguments.iter().copied());
    words.map(str::to_owned).collect()
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::*;
    use crate::name::DaemonName;

    #[test]
    fn is_xml_whatever_the_path() {
        let name = DaemonName::new("my-service@work").unwrap();
        let service = Service {
            name: &name,
            program: "/opt/<R&D>/my-service",
            stop: Duration::from_secs(5),
            scope: Scope::User,
        };
        let unit = unit(&service);
        assert!(
            unit.contains("<string>/opt/&lt;R&amp;D&gt;/my-service</string>"),
            "{unit}"
        );
        assert!(
            unit.contains("<key>MY_SERVICE_INSTANCE</key>\n\t\t<string>work</string>"),
            "{unit}"
        );
        for element in ["dict", "array", "string", "key", "plist"] {
            let count = |tag: &str| unit.matches(tag).count();
            assert_eq!(
                count(&format!("<{element}")),
                count(&format!("</{element}>")),
                "{element}"
            );
        }
    }
}
