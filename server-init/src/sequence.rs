//! The whole course: ask; take the turn; take the original's lock; ask again; start; wait.

use std::error::Error;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Instant;

use outfitter_daemon::lock::Turn;

use crate::health::{Health, HealthCheck};
use crate::holder::is_left_behind;
use crate::lock_file::LockFile;
use crate::settings::Settings;
use crate::spawn::Server;
use crate::wait::{News, Waited, Waiting};
use crate::{platform, speak};

const TOO_SLOW: &str = "ERROR: Server failed to start within timeout";
const STUCK: &str = "ERROR: Server stuck in initializing state";
const NOBODY_DID: &str = "ERROR: Timeout waiting for server";

/// Does what `settings` say, and says how it went.
pub(crate) fn run(settings: Settings) -> ExitCode {
    match Sequence::new(settings).run() {
        Ok(()) => {
            speak::ok();
            ExitCode::SUCCESS
        }
        Err(text) => {
            speak::error(&text);
            ExitCode::FAILURE
        }
    }
}

struct Sequence {
    settings: Settings,
    health: HealthCheck,
    lock: LockFile,
    deadline: Instant,
    news: (Sender<News>, Receiver<News>),
}

/// What stands between us and the server.
enum Step<T> {
    Done,
    Go(T),
}

/// The original's lock, given up at the end.
struct Locked<'a>(&'a LockFile);

impl Drop for Locked<'_> {
    fn drop(&mut self) {
        self.0.release();
    }
}

impl Sequence {
    fn new(settings: Settings) -> Self {
        Self {
            health: HealthCheck::new(&settings.health_url),
            lock: LockFile::at(&settings.lock),
            deadline: Instant::now() + settings.timeout,
            news: channel(),
            settings,
        }
    }

    fn run(&self) -> Result<(), String> {
        // Almost always it runs, and then nothing is locked.
        let Step::Go(()) = self.ask()? else { return Ok(()) };
        self.make_folder()?;
        let lock = self.lock.clone();
        platform::on_signal(move || lock.release())
            .map_err(|error| format!("ERROR: cannot watch for signals: {error}"))?;
        let Step::Go(turn) = self.turn()? else {
            return Ok(());
        };
        let Step::Go(locked) = self.lock_file()? else {
            return Ok(());
        };
        // Whoever had the turn before has probably started it.
        let started = match self.ask()? {
            Step::Done => Ok(()),
            Step::Go(()) => self.start(),
        };
        drop(locked);
        drop(turn);
        started
    }

    /// Asks once; a server that initializes is waited for.
    fn ask(&self) -> Result<Step<()>, String> {
        match self.health.ask(self.waiting().left()) {
            Health::Ok => Ok(Step::Done),
            Health::Down => Ok(Step::Go(())),
            Health::Initializing => {
                speak::note("Server is initializing, waiting...");
                match self.waiting().until_ready() {
                    Waited::Ready => Ok(Step::Done),
                    _ => Err(STUCK.into()),
                }
            }
        }
    }

    fn make_folder(&self) -> Result<(), String> {
        let folder = self.settings.lock.parent().map(std::fs::create_dir_all);
        folder.unwrap_or(Ok(())).map_err(|error| self.lock_error(&error))
    }

    /// Waits until no other process of ours is starting the server, or it is ready.
    fn turn(&self) -> Result<Step<Turn>, String> {
        let mut path = self.settings.lock.clone().into_os_string();
        path.push(".turn");
        let path = PathBuf::from(path);
        if let Some(turn) = Turn::try_take(&path).map_err(|error| self.lock_error(&error))? {
            return Ok(Step::Go(turn));
        }
        speak::note("Another process is starting server, waiting...");
        let mut waiting = self.waiting();
        let (sender, within) = (self.news.0.clone(), waiting.left());
        // Nobody listens any more if the server was ready before.
        std::thread::spawn(move || drop(sender.send(News::Turn(Turn::take_within(&path, within)))));
        match waiting.until_ready_or(&self.news.1) {
            Waited::Ready => Ok(Step::Done),
            Waited::Heard(News::Turn(turn)) => turn
                .map_err(|error| self.lock_error(&error))?
                .map(Step::Go)
                .ok_or_else(|| NOBODY_DID.into()),
            _ => Err(NOBODY_DID.into()),
        }
    }

    /// Waits until the original is not starting the server either, or it is ready.
    fn lock_file(&self) -> Result<Step<Locked<'_>>, String> {
        let failed = |error: std::io::Error| self.lock_error(&error);
        let mut waiting = self.waiting();
        let mut said = false;
        loop {
            if self.lock.create().map_err(failed)? {
                return Ok(Step::Go(Locked(&self.lock)));
            }
            let found = self.lock.look().map_err(failed)?;
            if is_left_behind(&found, self.settings.lock_timeout) && !waiting.left().is_zero() {
                self.lock.remove_stale(&found).map_err(failed)?;
                continue;
            }
            if !std::mem::replace(&mut said, true) {
                speak::note("Another process is starting server, waiting...");
            }
            match waiting.once(None) {
                Waited::Ready => return Ok(Step::Done),
                Waited::TimedOut => return Err(NOBODY_DID.into()),
                Waited::Heard(_) | Waited::Paused => {}
            }
        }
    }

    fn start(&self) -> Result<(), String> {
        speak::note("Server not running, starting...");
        let server = Server::of(&self.settings.command).map_err(|text| format!("ERROR: {text}"))?;
        let started = platform::spawn(&server).map_err(|error| {
            speak::error(&format!("Failed to start server: {error}"));
            "ERROR: Failed to spawn server process".to_owned()
        })?;
        speak::note(&format!("Started server process (pid: {})", started.pid()));
        let sender = self.news.0.clone();
        // Nobody listens any more if the server was ready before.
        std::thread::spawn(move || {
            started
                .wait()
                .map(|status| drop(sender.send(News::Ended(status))))
        });
        let mut waiting = self.waiting();
        loop {
            match waiting.until_ready_or(&self.news.1) {
                Waited::Ready => return Ok(()),
                Waited::TimedOut => return Err(TOO_SLOW.into()),
                // It may have gone into the background by itself, or have found another one there already.
                Waited::Heard(News::Ended(status)) if !status.success() && self.is_down() => {
                    return Err(format!(
                        "ERROR: Server process ended before it was ready ({status})"
                    ));
                }
                Waited::Heard(_) | Waited::Paused => {}
            }
        }
    }

    fn is_down(&self) -> bool {
        self.health.ask(self.waiting().left()) == Health::Down
    }

    fn waiting(&self) -> Waiting<'_> {
        Waiting::new(&self.health, self.deadline, self.settings.poll_interval)
    }

    fn lock_error(&self, error: &dyn Error) -> String {
        let mut text = error.to_string();
        let mut cause = error.source();
        while let Some(error) = cause {
            text = format!("{text}: {error}");
            cause = error.source();
        }
        format!(
            "Lock error: {text} (`{}`; --lock names another)",
            self.settings.lock.display()
        )
    }
}
