import { strToU8, zipSync } from 'fflate';
import { quoted } from '../../../shell/aws/command-line';

/** A deployment package of one file. The same file makes the same package. */
export function packed(file: string, source: string): Uint8Array {
  return zipSync({ [file]: [strToU8(source), { mtime: '2026-01-01T00:00:00' }] });
}

/** Lines of the shell that make the package that the AWS CLI's line names. */
export function packing(file: string, source: string): string {
  return `printf %s ${quoted(source)} > ${file} && zip -q function.zip ${file}`;
}
