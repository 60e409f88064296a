/** Runs parts of the bench as processes of their own, so that each is charged for its own work, and asks them things. */
import { fork } from 'node:child_process';
import path from 'node:path';

interface Question {
	id: number;
	name: string;
	args: unknown[];
}

type Answer = { id: number; value: unknown } | { id: number; fault: string };

/** More than any part takes; whoever needs longer is stuck. */
const ANSWER_LIMIT_MS = 90_000;

export interface Child extends AsyncDisposable {
	pid: number;
	/** @throws Error with what went wrong in the child */
	ask<T>(name: string, ...args: unknown[]): Promise<T>;
}

/** Starts a module of this folder; its questions wait until it answers. */
export async function startChild(module: string, execArgv: string[] = []): Promise<Child> {
	const child = fork(path.join(import.meta.dirname, module), { execArgv });
	const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: Error) => void }>();
	const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
	void gone.then(() => {
		for (const { reject } of waiting.values()) reject(new Error(`${module} ended before it answered.`));
	});
	const ready = Promise.withResolvers<void>();
	child.on('message', (message: Answer | 'ready') => {
		if (message === 'ready') return ready.resolve();
		const asked = waiting.get(message.id);
		waiting.delete(message.id);
		if ('fault' in message) asked?.reject(new Error(message.fault));
		else asked?.resolve(message.value);
	});
	await Promise.race([ready.promise, gone.then(() => Promise.reject(new Error(`${module} did not start.`)))]);
	let asked = 0;
	const isThere = () => child.exitCode === null && child.signalCode === null;
	return {
		pid: child.pid ?? 0,
		ask<T>(name: string, ...args: unknown[]) {
			if (!isThere()) throw new Error(`${module} has ended.`);
			return new Promise<T>((resolve, reject) => {
				setTimeout(() => reject(new Error(`${module} did not answer in time.`)), ANSWER_LIMIT_MS).unref();
				const question: Question = { id: (asked += 1), name, args };
				waiting.set(question.id, { resolve: resolve as (value: unknown) => void, reject });
				child.send(question);
			});
		},
		async [Symbol.asyncDispose]() {
			waiting.clear();
			if (child.connected) child.disconnect();
			const force = setTimeout(() => child.kill('SIGKILL'), 10_000);
			if (isThere()) await gone;
			clearTimeout(force);
		}
	};
}

/** In the child: answers the parent's questions by name, and ends when the parent has no more. */
export function answerParent(answers: Record<string, (...args: never[]) => Promise<unknown>>): void {
	process.on('message', ({ id, name, args }: Question) => {
		const answer = answers[name] as ((...given: unknown[]) => Promise<unknown>) | undefined;
		void Promise.resolve(answer?.(...args)).then(
			(value) => process.send?.({ id, value }),
			(error: unknown) =>
				process.send?.({ id, fault: error instanceof Error ? (error.stack ?? error.message) : String(error) })
		);
	});
	process.once('disconnect', () => process.exit(0));
	process.send?.('ready');
}
