import type { Exposure, Holder } from '../../learning/exposure';

type Secret = Exposure['secret'];

/** A secret at a place: which one, what holds it, and in which form it stands there. */
export interface Mark {
  readonly secret: Secret;
  readonly holder: string;
  readonly form: Holder['form'];
}

/** One kind of place on the learner's machine with every secret that is readable there. */
export interface Place {
  readonly place: Holder['place'];
  readonly title: string;
  readonly marks: readonly Mark[];
}

/** All shapes of the exposure strip. */
export interface ExposureShapes {
  readonly places: readonly Place[];
  /** Secrets that were in the clear before and are nowhere now. */
  readonly gone: readonly Secret[];
}

const titles: Readonly<Record<Holder['place'], string>> = {
  file: 'Files',
  variable: 'Shell variables',
  screen: 'Screen',
};

/** Sorts secrets by where they are. Pure: the same exposures give the same strip. */
export function exposureLayout(exposures: readonly Exposure[]): ExposureShapes {
  const places = Object.keys(titles) as Holder['place'][];
  return {
    places: places.map((place) => ({
      place,
      title: titles[place],
      marks: exposures.flatMap(({ secret, holders }) =>
        holders
          .filter((holder) => holder.place === place)
          .map(({ name, form }): Mark => ({ secret, holder: name, form })),
      ),
    })),
    gone: exposures.filter(({ holders }) => holders.length === 0).map(({ secret }) => secret),
  };
}

const encodings: Readonly<Record<Holder['form'], string>> = {
  raw: '',
  base64: ', in Base64',
  hex: ', in hexadecimal',
};

/** How a secret is written down, to follow its name; nothing for the secret as it is. */
export function formWords(form: Holder['form']): string {
  return encodings[form];
}

/** Kind and name of a secret, where the name does not say the kind already. */
export function secretTitle({ kind, name }: Secret): string {
  return name.startsWith(kind) ? name : `${kind} ${name}`;
}

const locations: Readonly<Record<Holder['place'], (holder: string) => string>> = {
  file: (path) => `in the file ${path}`,
  variable: (name) => `in the shell variable ${name}`,
  screen: () => 'on the screen',
};

/** The strip in sentences: one for every secret at every place, one for each that is gone. */
export function exposureText({ places, gone }: ExposureShapes): string[] {
  const here = places.flatMap(({ place, marks }) =>
    marks.map(({ secret, holder, form }) => {
      return `The ${secretTitle(secret)} is ${locations[place](holder)}${encodings[form]}.`;
    }),
  );
  const away = gone.map((secret) => `The ${secretTitle(secret)} is nowhere in the clear.`);
  if (here.length + away.length > 0) return [...here, ...away];
  return ['No secret has been in the clear so far.'];
}
