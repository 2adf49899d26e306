/** Shell functions of ours that bring a file to a host and compare it, before anything looks into it. */

/** Seconds: 500 MB over 64 kbit/s. A download that stands still ends by itself after a minute. */
export const downloadLimit = 18 * 3600;

/**
 * `download URL TOOL SUM FILE`: a part of an earlier try is gone on with. `compare TOOL SUM FILE` deletes what is another
 * file and fails. TOOL is `sha256sum` or `sha512sum`.
 */
export const downloadFunctions = `
download() {
  url=$1 tool=$2 sum=$3 file=$4 tries=0
  until curl --fail --silent --show-error --location --proto '=http,https' --proto-redir '=http,https' --connect-timeout 30 --speed-limit 1000 --speed-time 60 \\
    --continue-at - --output "$file" -- "$url"; do
    code=$? tries=$((tries + 1))
    # 23: it cannot write. What is there would keep the disk full.
    [ "$code" != 23 ] || { rm -f -- "$file"; df -h -- "\${file%/*}" >&2; exit 1; }
    # 22: the server refuses; 33: it cannot go on in the middle; 416 in an answer of 22: all is there already.
    case $code in 22 | 33) [ -s "$file" ] && [ "$tries" -lt 2 ] || exit 1; [ "$("$tool" < "$file" | cut -d ' ' -f 1)" != "$sum" ] || break; rm -f -- "$file" ;; esac
    [ "$tries" -lt 6 ] || exit 1
    sleep 5
  done
}
compare() {
  is=$("$1" < "$3" | cut -d ' ' -f 1)
  [ "$is" != "$2" ] || return 0
  size=$(stat -c %s -- "$3")
  rm -f -- "$3"
  case $1 in sha256sum) name=SHA-256 ;; *) name=SHA-512 ;; esac
  echo "The file has $size bytes and the $name $is instead of $2. It was deleted." >&2
  exit 1
}
`;
