// The published server with the requests of `quick-start`, as somebody would write it in TypeScript.

import { mkdir } from "node:fs/promises";
import { createIpcServer, getDaemonDir, getSocketPath } from "@outfitter/daemon";
import { obey } from "./remote";

const tool = process.argv[2];
const server = createIpcServer(getSocketPath(tool));

/** How many requests are being held. */
let held = 0;
const { promise: released, resolve: release } = Promise.withResolvers<void>();

server.onMessage(async (payload) => {
  const message = payload as { type: string; [member: string]: any };
  switch (message.type) {
    case "status":
      return { status: "ok", uptime: Math.floor(process.uptime()) };
    case "ping":
      return { pong: true };
    case "add": {
      const sum = message.a + message.b;
      if (sum !== (sum | 0)) throw new Error(`the sum of ${message.a} and ${message.b} is too large`);
      return sum;
    }
    case "echo":
      return message.text;
    case "hold":
      held += 1;
      return await released;
    case "release":
      return release();
    default:
      throw new Error(`unknown command ${message.type}`);
  }
});

await obey({
  listen: async () => {
    await mkdir(getDaemonDir(tool), { recursive: true });
    await server.listen();
  },
  held: () => held,
});
