import type { WorkEvent } from '../../../authoring/attempts/events';
import { loadModel, type ServiceName } from '../../../engine/api/index';
import { cliLine } from '../../../shell/aws/command-line';
import { LabClient, type LabListener } from '../../../worker/lab-client';
import type { ConsoleRequest } from '../../../worker/port';
import type { LabConnection } from '../../lab/lab.svelte';

type OfExercise<T> = T extends { exercise: string } ? Omit<T, 'at' | 'exercise'> : never;

/** Something that was done in the lab of an exercise. */
export type LabEvent = OfExercise<
  Extract<WorkEvent, { type: 'RUN' | 'ADVANCE' | 'UNDO' | 'REDO' | 'ANEW' }>
>;

/**
 * A connection to a lab that tells what changes its world, in a form that can be run again: what a
 * console does is told as the line that does the same.
 */
export class RecordingConnection implements LabConnection {
  /** While work is brought back it is not told again, and these answer what its lines ask. */
  silent = true;
  replies: (string | null)[] = [];
  readonly #client: LabClient;
  readonly #tell: (event: LabEvent) => void;
  #answers: (string | null)[] = [];

  constructor(listener: LabListener, tell: (event: LabEvent) => void) {
    this.#tell = tell;
    this.#client = new LabClient({
      ...listener,
      onState: (state) => listener.onState(state),
      onRestart: (reason, cwd) => listener.onRestart(reason, cwd),
      onEvent: (event) => {
        if (event.type === 'asked' && this.silent)
          this.#client.answer(this.replies.shift() ?? null);
        else listener.onEvent(event);
      },
    });
  }

  get world() {
    return this.#client.world;
  }

  async open(request: Parameters<LabClient['open']>[0]) {
    if (!this.silent && request.saved !== null) {
      throw new Error(
        'A world that was kept elsewhere cannot be brought into an assignment. Go back, and open the lab again.',
      );
    }
    const opened = await this.#client.open(request);
    this.#note({ type: 'ANEW' });
    return opened;
  }

  async run(line: string) {
    this.#answers = [];
    const result = await this.#client.run(line);
    const answers = this.#answers;
    if (result.complete)
      this.#note({ type: 'RUN', line, ...(answers.length > 0 ? { answers } : {}) });
    return result;
  }

  async request(request: ConsoleRequest) {
    const answer = await this.#client.request(request);
    const { service, operation, input, region } = request;
    const model = await loadModel(service as ServiceName);
    this.#note({ type: 'RUN', line: cliLine(model, operation, input, region) });
    return answer;
  }

  async undo() {
    const line = await this.#client.undo();
    if (line !== undefined) this.#note({ type: 'UNDO', line });
    return line;
  }

  async redo() {
    const line = await this.#client.redo();
    if (line !== undefined) this.#note({ type: 'REDO', line });
    return line;
  }

  async advance(ms: number) {
    await this.#client.advance(ms);
    this.#note({ type: 'ADVANCE', ms });
  }

  answer(line: string | null) {
    this.#answers.push(line);
    this.#client.answer(line);
  }

  readonly complete: LabClient['complete'] = (...args) => this.#client.complete(...args);
  readonly check: LabClient['check'] = (...args) => this.#client.check(...args);
  readonly exposure: LabClient['exposure'] = (...args) => this.#client.exposure(...args);
  readonly whoCan: LabClient['whoCan'] = (...args) => this.#client.whoCan(...args);
  readonly access: LabClient['access'] = () => this.#client.access();
  readonly identity: LabClient['identity'] = () => this.#client.identity();
  readonly http: LabClient['http'] = (...args) => this.#client.http(...args);
  readonly cost: LabClient['cost'] = () => this.#client.cost();
  readonly foresee: LabClient['foresee'] = (...args) => this.#client.foresee(...args);
  readonly stepsBeforeTheLast: LabClient['stepsBeforeTheLast'] = (...args) =>
    this.#client.stepsBeforeTheLast(...args);
  readonly probe: LabClient['probe'] = (...args) => this.#client.probe(...args);
  readonly interrupt: LabClient['interrupt'] = () => this.#client.interrupt();
  readonly settle: LabClient['settle'] = () => this.#client.settle();
  readonly close: LabClient['close'] = () => this.#client.close();

  #note(event: LabEvent): void {
    if (!this.silent) this.#tell(event);
  }
}
