import { strFromU8, unzip } from 'fflate';

/** A text file that was dropped or chosen; in a folder or an archive its name has the path. */
export interface TextFile {
  readonly name: string;
  readonly text: string;
}

/** What was found, and what was left aside with the reason. */
export interface Collected {
  readonly files: readonly TextFile[];
  readonly left: readonly { readonly name: string; readonly why: string }[];
}

/** Bounds of what is read at all: five thousand students, and no archive that unpacks without end. */
const limits = { files: 5000, bytes: 8 << 20, archive: 200 << 20, unpacked: 1 << 30 } as const;

/** All files below what was dropped, folders included. */
export async function filesOfDrop({ items }: DataTransfer): Promise<File[]> {
  // The entries are gone after the first pause.
  const entries = [...items].map((item) => item.webkitGetAsEntry()).filter((it) => it !== null);
  const files: File[] = [];
  for (const entry of entries) await addFiles(entry, files);
  return files;
}

async function addFiles(entry: FileSystemEntry, files: File[]): Promise<void> {
  if (files.length >= limits.files) return;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) =>
      (entry as FileSystemFileEntry).file(resolve, reject),
    );
    files.push(new File([file], entry.fullPath.replace(/^\//, ''), { type: file.type }));
    return;
  }
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  // A reader gives a hundred at a time, and none at the end.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) =>
      reader.readEntries(resolve, reject),
    );
    if (some.length === 0) return;
    for (const one of some) await addFiles(one, files);
  }
}

/** The texts of JSON files and of those in ZIP archives, as learning platforms hand submissions out. */
export async function collect(files: readonly File[]): Promise<Collected> {
  const found: TextFile[] = [];
  const left: { name: string; why: string }[] = [];
  for (const file of files) {
    const name = file.webkitRelativePath === '' ? file.name : file.webkitRelativePath;
    if (/\.zip$/i.test(name)) await addArchive(file, name, found, left);
    else if (!/\.json$/i.test(name)) left.push({ name, why: 'It is neither JSON nor a ZIP.' });
    else if (file.size > limits.bytes) left.push({ name, why: tooLarge });
    else if (found.length < limits.files) found.push({ name, text: await file.text() });
  }
  return { files: found, left };
}

const tooLarge = 'It is larger than an attempt can be.';

async function addArchive(
  file: File,
  name: string,
  found: TextFile[],
  left: { name: string; why: string }[],
): Promise<void> {
  if (file.size > limits.archive) {
    left.push({ name, why: 'The archive is too large.' });
    return;
  }
  const bytes = new Uint8Array(await file.arrayBuffer());
  let [count, unpacked] = [found.length, 0];
  try {
    const entries = await new Promise<Record<string, Uint8Array>>((resolve, reject) => {
      unzip(
        bytes,
        {
          // What an entry says of its size is all the room it gets.
          filter({ name: path, originalSize }) {
            if (!/\.json$/i.test(path)) return false;
            unpacked += originalSize;
            count += 1;
            const fits = originalSize <= limits.bytes && unpacked <= limits.unpacked;
            if (!fits) left.push({ name: `${name}/${path}`, why: tooLarge });
            return fits && count <= limits.files;
          },
        },
        (error, data) => (error ? reject(new Error(error.message)) : resolve(data)),
      );
    });
    for (const [path, content] of Object.entries(entries)) {
      found.push({ name: `${name}/${path}`, text: strFromU8(content) });
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    left.push({ name, why: `The archive is damaged: ${why}.` });
  }
}
