// The published client, asked by a test to do things.

import { createIpcClient, getSocketPath } from "@outfitter/daemon";
import { obey } from "./remote";

const client = createIpcClient(getSocketPath(process.argv[2]));

/** Sends all messages before any is answered; the outcomes are in the order in which they came. */
async function sendAll(messages: unknown[]): Promise<object[]> {
  const outcomes: object[] = [];
  await Promise.all(
    messages.map((message, index) =>
      client.send(message).then(
        (reply) => outcomes.push({ index, reply }),
        (error) => outcomes.push({ index, error: error.message }),
      ),
    ),
  );
  return outcomes;
}

/** The promise of the request that was sent by `begin`. */
let begun: Promise<unknown>;

await obey({
  connect: () => client.connect(),
  close: () => client.close(),
  send: (message) => client.send(message),
  sendNothing: () => client.send(undefined),
  sendAll,
  begin: (message) => {
    begun = client.send(message);
    // It may be rejected before `finish` looks at it.
    begun.catch(() => {});
  },
  finish: () => begun,
});
