import { saveWorld } from '../engine/saved-world';
import { splitTarget } from '../engine/signing/index';
import { cloudTrailEvent, trailTable } from '../engine/trail/index';
import { encodeExport } from '../storage/export-file';
import type { WireRequest, WireResponse } from '../wire/http';
import type { Lab } from './lab';
import { worldAsExport } from './world-file';

/** Where the paths begin by which the world itself is asked about and moved on. */
export const controlPrefix = '/_lab/';

const utf8 = new TextDecoder();

/** Answers a request to one of the control paths. */
export async function control(lab: Lab, request: WireRequest): Promise<WireResponse> {
  const { path } = splitTarget(request.target);
  switch (`${request.method} ${path}`) {
    case 'POST /_lab/reset':
      lab.reset();
      return json(200, { now: isoTime(lab.engine.now) });
    case 'POST /_lab/clock':
      return advance(lab, request.body);
    case 'GET /_lab/clock':
      await lab.catchUp();
      return json(200, { now: isoTime(lab.engine.now) });
    case 'GET /_lab/state':
      await lab.catchUp();
      return text(200, encodeExport(worldAsExport(saveWorld(lab.engine.tables))));
    case 'GET /_lab/trail':
      return json(200, trail(lab));
    default:
      return json(404, {
        message:
          'There are POST /_lab/reset, POST /_lab/clock, GET /_lab/clock, GET /_lab/state and GET /_lab/trail.',
      });
  }
}

async function advance(lab: Lab, body: Uint8Array): Promise<WireResponse> {
  const duration = readAdvance(body);
  const now = duration === undefined ? undefined : await lab.advance(duration);
  if (now !== undefined) return json(200, { now: isoTime(now) });
  const message = 'The body has to be {"advance": "P30D"} with an ISO 8601 duration.';
  return json(400, { message });
}

function readAdvance(body: Uint8Array): string | undefined {
  try {
    const parsed: unknown = JSON.parse(utf8.decode(body));
    if (typeof parsed !== 'object' || parsed === null || !('advance' in parsed)) return undefined;
    return typeof parsed.advance === 'string' ? parsed.advance : undefined;
  } catch {
    return undefined;
  }
}

/** The audit trail of all accounts and Regions, oldest first, as CloudTrail would deliver it. */
function trail({ engine }: Lab): object[] {
  return engine.tables.range(trailTable).map(([, event]) => cloudTrailEvent(event));
}

function isoTime(time: number): string {
  return new Date(time).toISOString();
}

function json(status: number, value: unknown): WireResponse {
  return text(status, `${JSON.stringify(value)}\n`);
}

function text(status: number, body: string): WireResponse {
  return { status, headers: { 'content-type': 'application/json' }, body };
}
