import { kmsPrices, priceWorkload } from '../../engine/prices/index';
import { commonOf, Draw, type About, type Generator } from './generator';
import { catalogue } from './catalogue';
import { Script } from './script';

const about: About = catalogue.bills;

/** The price of keys and requests for a month, by the table of prices. */
export const bills: Generator = {
  ...about,
  async generate(seed) {
    const draw = new Draw(seed);
    const script = new Script();
    const keys = draw.int(1, 25);
    const managed = draw.int(1, 4);
    const requests = draw.int(1, 400) * 10_000;
    const { total } = priceWorkload({
      ...{ region: script.region, months: 1, keys, requestsPerMonth: { request: requests } },
    });
    const { key, request } = kmsPrices;
    const free = request.freePerMonth;
    const cents = (amount: number) => Math.round(amount * 100) / 100;
    const withoutFree = cents(keys * key.usd + (requests / request.per) * request.usd);
    const answer = cents(total);
    return {
      ...commonOf(about, seed, script),
      type: 'compute',
      stem: `For a whole month an account has ${keys} customer managed KMS ${keys === 1 ? 'key' : 'keys'} ($${key.usd.toFixed(2)} each), never rotated, and uses ${managed} AWS managed ${managed === 1 ? 'key' : 'keys'}. It makes ${requests.toLocaleString('en-US')} requests with symmetric keys ($${request.usd} per ${request.per.toLocaleString('en-US')}); ${free.toLocaleString('en-US')} requests a month are free. What does AWS KMS cost in this month?`,
      answer,
      tolerance: 0.005,
      unit: 'USD',
      given: {
        keys: { value: keys },
        keyPrice: { value: key.usd },
        requests: { value: requests },
        free: { value: free, fact: 'kms-request-price' },
        per: { value: request.per, fact: 'kms-request-price' },
        price: { value: request.usd, fact: 'kms-request-price' },
      },
      derive: { expression: 'keys * keyPrice + max(0, requests - free) / per * price' },
      mistakes: [
        {
          answer: withoutFree,
          why: `The first ${free.toLocaleString('en-US')} requests of the month are free.`,
        },
        { answer: cents(total + managed * key.usd), why: 'AWS managed keys cost nothing to keep.' },
        { answer: cents(keys * key.usd), why: 'Requests cost, too.' },
      ].filter((it) => Math.abs(it.answer - answer) > 0.005),
      explanation:
        'Customer managed keys cost by the month, AWS managed keys do not; requests are charged beyond the free ones, whoever owns the key.',
    };
  },
};
