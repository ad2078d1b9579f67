// A server that takes its time: `node server.mjs PORT STARTS ANSWERS [STATUS]` notes its PID in the file STARTS,
// says `initializing` to so many questions, and then STATUS (`ok`).
import { appendFileSync } from "node:fs";
import { createServer } from "node:http";

const [port, starts, answers, status = "ok"] = process.argv.slice(2);
appendFileSync(starts, `${process.pid}\n`);
let left = Number(answers);
const server = createServer((request, response) => {
  if (request.url !== "/health") {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ status: left-- > 0 ? "initializing" : status }));
});
server.listen(Number(port), "127.0.0.1");
