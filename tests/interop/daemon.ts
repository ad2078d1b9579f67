// The published lock, daemon and paths, asked by a test to do things.

import {
  acquireDaemonLock,
  createDaemon,
  type Daemon,
  getDaemonDir,
  getLockPath,
  getPidPath,
  getSocketPath,
  isDaemonAlive,
  type LockHandle,
  readLockPid,
  releaseDaemonLock,
} from "@outfitter/daemon";
import { obey } from "./remote";

const tool = process.argv[2];
const lock = getLockPath(tool);
const pidFiles: Record<string, string> = { lock, pid: getPidPath(tool) };
let handle: LockHandle;
let daemon: Daemon;

/** The value of a result, or its error as an exception that names the error's code. */
function unwrap<T>(result: { isOk(): boolean; value?: T; error?: { code?: string; message: string } }): T {
  if (result.isOk()) return result.value as T;
  const { code, message } = result.error!;
  throw new Error(code ? `${code}: ${message}` : message);
}

await obey({
  acquire: async () => {
    handle = unwrap(await acquireDaemonLock(lock));
    return handle.pid;
  },
  // What `acquireDaemonLock` does last, having found no lock a moment before.
  overwrite: () => Bun.write(lock, `${process.pid}\n`),
  release: () => releaseDaemonLock(handle),
  readPid: () => readLockPid(lock),
  isAlive: () => isDaemonAlive(lock),
  start: async (pidFile: string) => {
    daemon = createDaemon({ name: tool, pidFile: pidFiles[pidFile] });
    unwrap(await daemon.start());
  },
  stop: async () => unwrap(await daemon.stop()),
  paths: (of: string) => [getDaemonDir(of), getSocketPath(of), getLockPath(of), getPidPath(of)],
});
