import { parseArguments, type OptionSyntax } from '../arguments/parse-arguments';
import { exitCodes, generalError, paramValidation } from '../cli-error';
import { credentialsPath } from '../configuration/profiles';
import { fromUtf8 } from '../../bytes';
import { loadParamFile } from '../parameters/param-file';
import type { ConfigureCommand } from './subcommand';
import { writeSection } from './settings-files';

const options: ReadonlyMap<string, OptionSyntax> = new Map(
  (
    [
      { name: '--csv', destination: 'csv', arity: 'one', required: true },
      { name: '--skip-invalid', destination: 'skip-invalid', arity: 'none' },
      { name: '--profile-prefix', destination: 'profile-prefix', arity: 'one' },
    ] as const
  ).map((option) => [option.name, option]),
);

const headers = ['User Name', 'Access Key ID', 'Secret Access key'] as const;

/** `aws configure import --csv file://…`: access keys as the IAM console hands them out. */
export const configureImport: ConfigureCommand = (words, { ctx }) => {
  const { values, remaining } = parseArguments(words, { options, positionals: [] });
  if (remaining.length > 0) {
    throw paramValidation(`Unknown options: ${remaining.join(', ')}`);
  }
  const given = values.get('csv') as string;
  const loaded = loadParamFile('--csv', given, ctx) ?? given;
  const csv = typeof loaded === 'string' ? loaded : fromUtf8(loaded);
  const prefix = (values.get('profile-prefix') as string | undefined) ?? '';
  const rows = readRows(csv, values.has('skip-invalid'));
  for (const [user, accessKeyId, secretAccessKey] of rows) {
    const settings = {
      aws_access_key_id: accessKeyId,
      aws_secret_access_key: secretAccessKey,
    };
    writeSection(credentialsPath(ctx), prefix + user, settings, ctx);
  }
  ctx.stdout.write(`Successfully imported ${rows.length} profile(s)\n`);
  return exitCodes.success;
};

type Row = readonly [user: string, accessKeyId: string, secretAccessKey: string];

function readRows(csv: string, skipInvalid: boolean): Row[] {
  if (csv.trim() === '') throw generalError('Provided CSV contains no contents');
  const [first = '', ...lines] = csv
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split(/\r?\n/);
  const columns = first.split(',').map((name) => name.trim().toLowerCase());
  const places = headers.map((header) => {
    const place = columns.indexOf(header.toLowerCase());
    if (place < 0) throw generalError(`Expected header "${header}" not found`);
    return place;
  });
  const rows: Row[] = [];
  lines.forEach((line, index) => {
    const cells = line.split(',').map((cell) => cell.trim());
    const [user = '', accessKeyId = '', secretAccessKey = ''] = places.map((at) => cells[at] ?? '');
    const row: Row = [user, accessKeyId, secretAccessKey];
    const missing = headers.find((_, at) => row[at] === '');
    if (missing === undefined) rows.push(row);
    else if (!skipInvalid) {
      throw generalError(
        `Failed to parse entry #${index + 1}: Row missing value for header "${missing}"`,
      );
    }
  });
  return rows;
}
