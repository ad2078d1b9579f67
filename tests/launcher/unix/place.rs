//! Programs that are scripts, and a gate.

use std::fs::File;
use std::os::unix::fs::PermissionsExt;
use std::path::PathBuf;
use std::process::Command;

use crate::place::Place;

impl Place {
    /// A program of one's own.
    pub(crate) fn script(&self, name: &str, body: &str) -> PathBuf {
        let path = self.beside(name);
        // Under another name first, so that no process that is just being made has it open for writing.
        let new = self.beside("new");
        std::fs::write(&new, format!("#!/bin/sh\n{body}\n")).unwrap();
        std::fs::set_permissions(&new, PermissionsExt::from_mode(0o755)).unwrap();
        let moved = Command::new("cp").arg(&new).arg(&path).status().unwrap();
        assert!(moved.success());
        path
    }

    /// A pipe at which `main` waits; see the program.
    pub(crate) fn gate(&self) -> PathBuf {
        let gate = self.beside("gate");
        let made = Command::new("mkfifo").arg(&gate).status().unwrap();
        assert!(made.success());
        gate
    }

    /// Lets whoever waits at the gate go on.
    pub(crate) fn open_gate(&self) {
        drop(File::options().write(true).open(self.beside("gate")).unwrap());
    }
}
