import type { Context } from '../../operation';

/**
 * The context of a request as S3 in another Region has it: there are that Region's keys, and other
 * services are asked there. A copy reads its source so.
 */
export function inRegion(ctx: Context, region: string): Context {
  if (region === ctx.region) return ctx;
  return new Proxy(ctx, {
    get(_, name) {
      if (name === 'region') return region;
      if (name === 'call') {
        const call: Context['call'] = (service, operation, input, options) =>
          ctx.call(service, operation, input, { region, ...options });
        return call;
      }
      const value: unknown = Reflect.get(ctx, name, ctx);
      return typeof value === 'function' ? (value.bind(ctx) as unknown) : value;
    },
  });
}
