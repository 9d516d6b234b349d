// The content types that the AWS CLI guesses: those of Python's module `mimetypes`, on a machine
// without lists of its own. Source: the documentation of Python 3.13's `mimetypes`, `types_map`.
const types: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  text: {
    javascript: 'js mjs',
    css: 'css',
    csv: 'csv',
    html: 'html htm',
    markdown: 'md markdown',
    n3: 'n3',
    plain: 'txt bat c h ksh pl srt',
    richtext: 'rtx',
    rtf: 'rtf',
    'tab-separated-values': 'tsv',
    vtt: 'vtt',
    'x-python': 'py',
    'x-rst': 'rst',
    'x-setext': 'etx',
    'x-sgml': 'sgm sgml',
    'x-vcard': 'vcf',
    xml: 'xml',
  },
  application: {
    json: 'json',
    'manifest+json': 'webmanifest',
    msword: 'doc dot wiz',
    'n-quads': 'nq',
    'n-triples': 'nt',
    'octet-stream': 'bin a dll exe o obj so',
    oda: 'oda',
    pdf: 'pdf',
    'pkcs7-mime': 'p7c',
    postscript: 'ps ai eps',
    trig: 'trig',
    'vnd.apple.mpegurl': 'm3u m3u8',
    'vnd.ms-excel': 'xls xlb',
    'vnd.ms-powerpoint': 'ppt pot ppa pps pwz',
    wasm: 'wasm',
    'x-bcpio': 'bcpio',
    'x-cpio': 'cpio',
    'x-csh': 'csh',
    'x-dvi': 'dvi',
    'x-gtar': 'gtar',
    'x-hdf': 'hdf',
    'x-hdf5': 'h5',
    'x-latex': 'latex',
    'x-mif': 'mif',
    'x-netcdf': 'cdf nc',
    'x-pkcs12': 'p12 pfx',
    'x-pn-realaudio': 'ram',
    'x-python-code': 'pyc pyo',
    'x-sh': 'sh',
    'x-shar': 'shar',
    'x-shockwave-flash': 'swf',
    'x-sv4cpio': 'sv4cpio',
    'x-sv4crc': 'sv4crc',
    'x-tar': 'tar',
    'x-tcl': 'tcl',
    'x-tex': 'tex',
    'x-texinfo': 'texi texinfo',
    'x-troff': 'roff t tr',
    'x-troff-man': 'man',
    'x-troff-me': 'me',
    'x-troff-ms': 'ms',
    'x-ustar': 'ustar',
    'x-wais-source': 'src',
    xml: 'xsl rdf wsdl xpdl',
    zip: 'zip',
  },
  audio: {
    '3gpp': '3gp 3gpp',
    '3gpp2': '3g2 3gpp2',
    aac: 'aac adts loas ass',
    basic: 'au snd',
    mpeg: 'mp3 mp2',
    opus: 'opus',
    'x-aiff': 'aif aifc aiff',
    'x-pn-realaudio': 'ra',
    'x-wav': 'wav',
  },
  image: {
    avif: 'avif',
    bmp: 'bmp',
    gif: 'gif',
    ief: 'ief',
    jpeg: 'jpg jpe jpeg',
    heic: 'heic',
    heif: 'heif',
    png: 'png',
    'svg+xml': 'svg',
    tiff: 'tiff tif',
    'vnd.microsoft.icon': 'ico',
    webp: 'webp',
    'x-cmu-raster': 'ras',
    'x-portable-anymap': 'pnm',
    'x-portable-bitmap': 'pbm',
    'x-portable-graymap': 'pgm',
    'x-portable-pixmap': 'ppm',
    'x-rgb': 'rgb',
    'x-xbitmap': 'xbm',
    'x-xpixmap': 'xpm',
    'x-xwindowdump': 'xwd',
  },
  message: {
    rfc822: 'eml mht mhtml nws',
  },
  video: {
    mp4: 'mp4',
    mpeg: 'mpeg m1v mpa mpe mpg',
    quicktime: 'mov qt',
    webm: 'webm',
    'x-msvideo': 'avi',
    'x-sgi-movie': 'movie',
  },
};

const byExtension: ReadonlyMap<string, string> = new Map(
  Object.entries(types).flatMap(([type, subtypes]) =>
    Object.entries(subtypes).flatMap(([subtype, extensions]) =>
      extensions.split(' ').map((extension) => [extension, `${type}/${subtype}`] as const),
    ),
  ),
);

/** Endings that say how a file is compressed; the one before says what it is. */
const compressions: ReadonlySet<string> = new Set(['gz', 'Z', 'bz2', 'xz', 'br']);

/** Endings that stand for two. */
const shortened: Readonly<Record<string, string>> = {
  svgz: 'svg', tgz: 'tar', taz: 'tar', tz: 'tar', tbz2: 'tar', txz: 'tar',
}; // prettier-ignore

/** The content type that a file's name suggests; undefined where it suggests none. */
export function guessContentType(path: string): string | undefined {
  const name = path.slice(path.lastIndexOf('/') + 1).replace(/^\.+/, '');
  const endings = name.split('.').slice(1);
  if (compressions.has(endings.at(-1) ?? '')) endings.pop();
  const last = endings.at(-1) ?? '';
  const extension = shortened[last] ?? last;
  return byExtension.get(extension) ?? byExtension.get(extension.toLowerCase());
}
