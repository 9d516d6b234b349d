/** Settings of one section; a nested setting (`s3 =` and indented lines below) is a record. */
export type Section = Readonly<Record<string, string | Readonly<Record<string, string>>>>;

/** Sections by their names as written between the brackets. */
export type ConfigFile = ReadonlyMap<string, Section>;

/** Thrown for a file that is no configuration file. */
export class ConfigFileError extends Error {}

/** Reads a file in the format of ~/.aws/config. */
export function readConfigFile(text: string): ConfigFile {
  const sections = new Map<string, Record<string, string | Record<string, string>>>();
  let section: Record<string, string | Record<string, string>> | undefined;
  let lastKey: string | undefined;
  for (const line of text.split(/\r?\n/)) {
    if (/^\s*([#;]|$)/.test(line)) continue;
    const header = /^\[([^\]]+)\]/.exec(line);
    if (header !== null) {
      const name = (header[1] as string).trim();
      section = sections.get(name) ?? {};
      sections.set(name, section);
      lastKey = undefined;
      continue;
    }
    if (section === undefined) throw new ConfigFileError('no section');
    if (/^\s/.test(line) && lastKey !== undefined) {
      const outer = section[lastKey];
      const [key, value] = setting(line);
      const nested = typeof outer === 'object' ? outer : {};
      nested[key] = value;
      section[lastKey] = nested;
      continue;
    }
    const [key, value] = setting(line);
    section[key] = value;
    lastKey = key;
  }
  return sections;
}

function setting(line: string): [key: string, value: string] {
  const match = /^\s*([^=:\s][^=:]*?)\s*[=:]\s*(.*?)\s*$/.exec(line);
  if (match === null) throw new ConfigFileError('no setting');
  return [(match[1] as string).toLowerCase(), match[2] as string];
}

/** The section of ~/.aws/config that holds a profile's settings. */
export function profileSection(profile: string): string {
  if (profile === 'default') return profile;
  return /[ \t]/.test(profile) ? `profile '${profile}'` : `profile ${profile}`;
}

/** The profile whose settings a section of ~/.aws/config holds, or undefined. */
export function profileOfSection(section: string): string | undefined {
  if (section === 'default') return section;
  const match = /^profile\s+(['"]?)(.+?)\1$/.exec(section);
  return match?.[2];
}
