/**
 * Files that a step writes on a host: beside the old one, with owner and mode, checked by their owner's tool, renamed.
 * What was there is kept in the step's folder of the run, from where `restoreFile` puts it back.
 */
import { type Script, snippet } from './script.ts';

export type FileToWrite = {
  readonly path: string;
  readonly content: string;
  readonly owner?: string;
  readonly group?: string;
  /** Octal digits. */
  readonly mode: string;
  /** Words of the tool that reads such files; `{}` stands for the new file. */
  readonly check?: readonly string[];
  /** Programs go on writing it, so that it is otherwise later tells nothing of people; see run/written.ts. */
  readonly record?: true;
};

/** The secret comes as a systemd credential of this name; see run/start-script.ts. */
export type SecretFileToWrite = Omit<FileToWrite, 'content'> & { readonly credential: string };

export function writeFile({ content, record, ...file }: FileToWrite): Script {
  const data = Buffer.from(content, 'utf8').toString('base64');
  const body = `put() { printf %s "$1" | base64 -d; };\n${replaceFile}`;
  return snippet('write-file', record === true ? body : `${body}${tellWritten}`, data, ...wordsOf(file));
}

export function writeSecretFile({ credential, ...file }: SecretFileToWrite): Script {
  if (!/^[a-z][a-z0-9-]*$/.test(credential)) throw new RangeError('Not the name of a credential.');
  return snippet(
    'write-secret-file',
    `put() { cat "$CREDENTIALS_DIRECTORY/$1"; };\n${replaceFile}${tellWritten}`,
    credential,
    ...wordsOf(file),
  );
}

/**
 * Writes what a filter of ours makes of the file: `put` prints it, with `$1` as its data and the old file as `$file`. For
 * files of which only a part is ours and which an earlier step of the same run may make.
 */
export function editFile({ data, ...file }: Omit<FileToWrite, 'content'> & { readonly data: string }, put: string): Script {
  return snippet('edit-file', `${put}\n${replaceFile}${tellWritten}`, data, ...wordsOf(file));
}

/** Puts back what this step found; does nothing when the step did not get as far as changing it. */
export function restoreFile(path: string): Script {
  return snippet('restore-file', `${putBack}${tellPutBack}`, path);
}

/** A symbolic link, which is replaced by one rename; where it pointed is kept. What is there and is no link is refused. */
export function writeLink(path: string, target: string): Script {
  return snippet('write-link', `${replaceLink}${tellWritten}`, target, path);
}

/** Points it back to where this step found it. */
export function restoreLink(path: string): Script {
  return snippet('restore-link', `${putBackLink}${tellPutBack}`, path);
}

function wordsOf({ path, owner = 'root', group = 'root', mode, check = [] }: Omit<FileToWrite, 'content'>): readonly string[] {
  if (!/^(?:\/[^/\0\n"\\]+){2,}$/.test(path)) throw new RangeError('A file needs an absolute path in a folder.');
  if (!/^0?[0-7]{3}$/.test(mode)) throw new RangeError('A mode is three octal digits.');
  return [path, `${owner}:${group}`, mode, ...check];
}

/** What an undo compares before it puts anything back. A step that could not note that has not succeeded. */
const tellWritten = `
grep -qsxF -- "$file" "$DHIS2_HOSTING_KEPT/written" || printf '%s\\n' "$file" >> "$DHIS2_HOSTING_KEPT/written"
`;

/** What the verification of an undo looks at. A disk without room for it must not keep a file from coming back. */
const tellPutBack = `
[ ! -d "$DHIS2_HOSTING_KEPT" ] || { printf '%s\\n' "$file" >> "$DHIS2_HOSTING_KEPT/put-back"; } 2> /dev/null || :
`;

/** A link is refused: renaming over it would leave its target as it was. */
const replaceFile = `
source=$1 file=$2 owner=$3 mode=$4; shift 4
folder=\${file%/*} kept=$DHIS2_HOSTING_KEPT$file
[ ! -L "$file" ] || { echo "$file is a link" >&2; exit 1; }
if [ ! -d "$folder" ]; then
  mkdir -p -- "$DHIS2_HOSTING_KEPT"
  missing=$folder
  while [ -n "$missing" ] && [ ! -d "$missing" ]; do
    printf '%s\\n' "$missing" >> "$DHIS2_HOSTING_KEPT/made"
    missing=\${missing%/*}
  done
  (umask 022; mkdir -p -- "$folder")
fi
new=$(mktemp -- "$folder/.dhis2-hosting.XXXXXXXX")
trap 'rm -f -- "$new"' EXIT
put "$source" > "$new"
chown -- "$owner" "$new"
chmod -- "$mode" "$new"
sync -- "$new"
if [ $# -gt 0 ]; then
  for word; do
    shift
    [ "$word" != '{}' ] || word=$new
    set -- "$@" "$word"
  done
  "$@"
fi
if [ ! -e "$kept" ] && [ ! -e "$kept.absent" ]; then
  mkdir -p -- "\${kept%/*}"
  if [ -e "$file" ]; then
    cp -a -- "$file" "$kept.part"
    mv -- "$kept.part" "$kept"
  else
    : > "$kept.absent"
  fi
fi
mv -f -- "$new" "$file"
sync -- "$folder"
`;

const replaceLink = `
target=$1 file=$2 kept=$DHIS2_HOSTING_KEPT$2
[ "$(readlink -- "$file" 2> /dev/null)" != "$target" ] || exit 0
[ ! -e "$file" ] || [ -L "$file" ] || { echo "$file is no link" >&2; exit 1; }
if [ ! -L "$kept.link" ] && [ ! -e "$kept.absent" ]; then
  mkdir -p -- "\${kept%/*}"
  if [ -L "$file" ]; then cp -P -- "$file" "$kept.link"; else : > "$kept.absent"; fi
fi
new=$(mktemp -d -- "\${file%/*}/.link.XXXXXXXX")
trap 'rm -rf -- "$new"' EXIT
ln -s -- "$target" "$new/link"
mv -T -- "$new/link" "$file"
sync -- "\${file%/*}"
`;

const putBackLink = `
file=$1 kept=$DHIS2_HOSTING_KEPT$1
if [ -L "$kept.link" ]; then
  cp -P -- "$kept.link" "$file.dhis2-hosting-old"
  mv -fT -- "$file.dhis2-hosting-old" "$file"
elif [ -e "$kept.absent" ]; then
  [ ! -L "$file" ] || rm -- "$file"
fi
`;

const putBack = `
file=$1 kept=$DHIS2_HOSTING_KEPT$1 old=$1.dhis2-hosting-old
if [ -e "$kept" ]; then
  if ! { cp -a -- "$kept" "$old" && mv -f -- "$old" "$file"; }; then
    # A full disk has room for a rename.
    rm -f -- "$old"
    [ "$(stat -c %d -- "\${kept%/*}")" = "$(stat -c %d -- "\${file%/*}")" ] || exit 1
    mv -f -- "$kept" "$file"
  fi
elif [ -e "$kept.absent" ]; then
  rm -f -- "$file"
fi
folder=\${file%/*}
while [ -e "$DHIS2_HOSTING_KEPT/made" ] && grep -qxF -- "$folder" "$DHIS2_HOSTING_KEPT/made"; do
  rmdir -- "$folder" 2> /dev/null || break
  folder=\${folder%/*}
done
`;
