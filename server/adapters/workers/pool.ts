import { availableParallelism } from "node:os";
import { Worker } from "node:worker_threads";

/** Threads for work that would hold up every other request. */
export interface WorkerPool<Task, Answer> {
  /** Rejects with the error of the task, or when its thread dies; the next task then gets a new one. */
  run(task: Task): Promise<Answer>;
  close(): Promise<void>;
}

interface Thread {
  readonly worker: Worker;
  readonly waiting: Map<number, { resolve(answer: never): void; reject(error: unknown): void }>;
}

/** What a thread sends back. */
export type Reply = { readonly id: number } & (
  | { readonly answer: unknown }
  | { readonly error: PortableError }
);

/** What is left of an error between threads: it loses its class and its fields, and its code is what counts. */
interface PortableError {
  readonly code: unknown;
  readonly message: string;
}

/** Makes an error ready to be sent back. */
export function portable(error: unknown): PortableError {
  const { code, message } = error as { code?: unknown; message?: unknown };
  return { code, message: String(message) };
}

/**
 * Opens threads that all run one script. Each starts with its first task, and none keeps the process alive.
 *
 * @param script Answers each `{ id, task }` with a {@link Reply}.
 * @param workerData Handed to every thread.
 */
export function openWorkerPool<Task, Answer>(
  script: URL,
  workerData: unknown,
  size = availableParallelism(),
): WorkerPool<Task, Answer> {
  const threads: (Thread | undefined)[] = Array.from({ length: size }, () => undefined);
  let lastId = 0;
  const freest = (): Thread => {
    const loads = threads.map((thread) => thread?.waiting.size ?? 0);
    const at = loads.indexOf(Math.min(...loads));
    threads[at] ??= start(script, workerData, () => {
      threads[at] = undefined;
    });
    return threads[at];
  };
  return {
    run: (task) =>
      new Promise((resolve, reject) => {
        const { worker, waiting } = freest();
        const id = ++lastId;
        waiting.set(id, { resolve, reject });
        worker.ref();
        worker.postMessage({ id, task });
      }),
    close: async () => {
      await Promise.all(threads.map((thread) => thread?.worker.terminate()));
    },
  };
}

function start(script: URL, workerData: unknown, onGone: () => void): Thread {
  const worker = new Worker(script, { workerData });
  const thread: Thread = { worker, waiting: new Map() };
  worker.unref();
  worker.on("message", (reply: Reply) => {
    const waiter = thread.waiting.get(reply.id);
    thread.waiting.delete(reply.id);
    if (thread.waiting.size === 0) worker.unref();
    if ("error" in reply)
      waiter?.reject(Object.assign(new Error(reply.error.message), { code: reply.error.code }));
    else waiter?.resolve(reply.answer as never);
  });
  const end = (error: unknown) => {
    onGone();
    for (const { reject } of thread.waiting.values()) reject(error);
    thread.waiting.clear();
  };
  worker.once("error", end);
  worker.once("exit", () => end(new Error("A worker thread ended.")));
  return thread;
}
