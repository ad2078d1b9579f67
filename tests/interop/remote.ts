// A process that a test controls: each line of standard input is a command, each line of standard output its
// answer. It ends with its input, so that it cannot outlive the test.

type Command = (argument: any) => unknown;

export async function obey(commands: Record<string, Command>): Promise<never> {
  for await (const line of console) {
    const { command, argument } = JSON.parse(line);
    console.log(JSON.stringify(await answer(commands[command], argument)));
  }
  process.exit(0);
}

async function answer(command: Command, argument: unknown): Promise<object> {
  try {
    return { ok: (await command(argument)) ?? null };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}
