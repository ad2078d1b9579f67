// Takes the lock as the original does, and no better: exclusive create, `{"pid":…,"timestamp":…}`, a stale one is
// removed. `node original.mjs LOCK COMMAND…` starts the server if it got the lock and then holds it until its input ends;
// says `locked` or `busy`.
import { spawn } from "node:child_process";
import { closeSync, openSync, readFileSync, unlinkSync, writeSync } from "node:fs";

const [lock, program, ...args] = process.argv.slice(2);

function locked() {
  try {
    const file = openSync(lock, "wx");
    writeSync(file, JSON.stringify({ pid: process.pid, timestamp: Date.now() }));
    closeSync(file);
    return true;
  } catch {
    return false;
  }
}

function isStale() {
  try {
    const { pid, timestamp } = JSON.parse(readFileSync(lock, "utf8"));
    if (Date.now() - timestamp > 60_000) return true;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === "ESRCH";
  }
}

if (!locked()) {
  if (isStale()) unlinkSync(lock);
  if (!locked()) {
    console.log("busy");
    process.exit(0);
  }
}
if (program) spawn(program, args, { detached: true, stdio: "ignore" }).unref();
console.log("locked");
process.stdin.on("end", () => {
  unlinkSync(lock);
  process.exit(0);
});
process.stdin.resume();
