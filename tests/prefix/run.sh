#!/bin/bash
# run.sh [DLL-FOLDER [PROGRAMS-FOLDER]]: Wine's own crypt32, rsaenh, dssenh and ncrypt in two prefixes, one as Wine makes it
# and one with our bcrypt.dll in system32; every program must give the same results in both, where ncrypt.dll stays Wine's
# own. A third prefix has our ncrypt.dll too, and keeps keys.
# Prints PASS name, FAIL name: why, or SKIP name: why; a SKIP is for what Wine's own bcrypt.dll does not do here either.
set -u
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd -P)
root=${OPENCNG_ROOT:-$(cd "$here/../.." && pwd -P)}
build=${OPENCNG_BUILD:-$root/build}
out=${OPENCNG_OUT:-$root/out}
dlls=$(realpath -m "${1:-$out/x64}")
dll=$dlls/bcrypt.dll
programs=$(realpath -m "${2:-$build/mingw64/bin}")
failed=0
# shellcheck source=/dev/null
. "$root/scripts/wine.sh"
# shellcheck source=/dev/null
. "$here/material.sh"

pass() { printf 'PASS %s\n' "$1"; }
fail() {
  printf 'FAIL %s: %s\n' "$1" "$2"
  failed=1
}
give_up() {
  fail "$1" "$2"
  exit 1
}

work=$(mktemp -d)
# shellcheck disable=SC2317 # called by the trap
clean_up() {
  wine_stop "$work/reference"
  wine_stop "$work/ours"
  wine_stop "$work/whole"
  rm -rf "$work"
}
trap clean_up EXIT
trap 'exit 130' INT TERM HUP

# ---- the prefixes ------------------------------------------------------------------------------------------------------

prepare() {
  local prefix
  for prefix in reference ours whole; do wine_prefix "$work/$prefix" </dev/null >"$work/log" 2>&1 || return 1; done
  put_dll ours bcrypt
  put_dll whole bcrypt
  put_dll whole ncrypt
  mkdir "$work/programs" "$work/material"
  # Away from the DLLs of the build, which Wine would find first.
  cp "$programs"/prefix_*.exe "$work/programs/"
}
# put_dll PREFIX NAME: what is there is a link to Wine's own file, which must stay as it is.
put_dll() {
  rm -f "$work/$1/drive_c/windows/system32/$2.dll"
  cp "$dlls/$2.dll" "$work/$1/drive_c/windows/system32/$2.dll"
}
overrides() {
  printf 'mscoree,mshtml=;winedbg.exe=d;winemenubuilder.exe=d;'
  case $1 in
    ours) printf 'bcrypt=n,b;ncrypt=b' ;;
    whole) printf 'bcrypt,ncrypt=n,b' ;;
    *) printf 'bcrypt,ncrypt=b' ;;
  esac
}
# in_prefix PREFIX COMMAND...: its output goes to PREFIX.out; the pipe of a server or service is none of ours.
in_prefix() {
  local status
  WINEPREFIX=$work/$1 WINEDEBUG=-all WINEDLLOVERRIDES=$(overrides "$1") timeout -k 5 90 "$WINE" "${@:2}" \
    </dev/null >"$work/raw" 2>/dev/null
  status=$?
  tr -d '\r' <"$work/raw" >"$work/$1.out"
  return "$status"
}

# ---- whose bcrypt.dll --------------------------------------------------------------------------------------------------

# only FILE PATTERN: every line of FILE fits, and there are some.
only() { [ -s "$1" ] && ! grep -qvE "$2" "$1"; }

# Without this, all the comparisons would say nothing.
check_answered() {
  local modules='^(crypt32|rsaenh|dssenh|ncrypt)\.dll imports from bcrypt\.dll'
  local name="Wine's own modules are bound to Wine's own bcrypt.dll in the untouched prefix"
  in_prefix reference "$work/programs/prefix_answered.exe"
  if only "$work/reference.out" "$modules: 0 from OpenCNG, [1-9][0-9]* from another$|^ncrypt.dll is: another$|^library: another$"; then
    pass "$name"
  else
    fail "$name" "$(tr '\n' ' ' <"$work/reference.out")"
  fi
  name="Wine's own modules are bound to our bcrypt.dll in the other prefix"
  in_prefix ours "$work/programs/prefix_answered.exe"
  if only "$work/ours.out" "$modules: [1-9][0-9]* from OpenCNG, 0 from another$|^ncrypt.dll is: another$|^library: OpenCNG$"; then
    pass "$name"
  else
    give_up "$name" "$(tr '\n' ' ' <"$work/ours.out")"
  fi
}

# wineboot and what it starts write the registry and register Wine's DLLs, crypt32 and rsaenh among them.
check_update() {
  local name='wineboot updates a prefix that has our bcrypt.dll, and leaves it there'
  if ! in_prefix ours wineboot -u; then
    fail "$name" 'wineboot ended badly'
  elif ! cmp -s "$dll" "$work/ours/drive_c/windows/system32/bcrypt.dll"; then
    fail "$name" 'another bcrypt.dll is there now'
  else
    pass "$name"
  fi
}

# answered PREFIX PROGRAM WHO: takes the program's line about the library out of its output.
answered() {
  local who
  who=$(sed -n 's/^library: //p' "$work/$1.out")
  sed -i '/^library: /d' "$work/$1.out"
  if [ "$who" = "$3" ]; then pass "$2, whose bcrypt.dll ($1)"; else fail "$2, whose bcrypt.dll ($1)" "${who:-it did not say}"; fi
}

# ---- what Wine's modules do --------------------------------------------------------------------------------------------

# both PROGRAM ARGUMENTS...
both() {
  local program=$1 exe=$work/programs/prefix_$1.exe reference ours
  shift
  in_prefix reference "$exe" "$@"
  reference=$?
  in_prefix ours "$exe" "$@"
  ours=$?
  if [ "$reference" -ne 0 ]; then
    # It said what it could before.
    printf "SKIP %s, to its end: with Wine's own bcrypt.dll it ends with %s, with ours with %s\n" "$program" "$reference" "$ours"
  elif [ "$ours" -ne 0 ]; then
    fail "$program, to its end" "it ends with $ours"
  else
    answered reference "$program" another
    answered ours "$program" OpenCNG
  fi
  awk -v program="$program" -f "$here/compare.awk" "$work/reference.out" "$work/ours.out" >"$work/results"
  cat "$work/results"
  if grep -q '^FAIL ' "$work/results"; then failed=1; fi
  if ! grep -q '^PASS ' "$work/results"; then fail "$program" 'nothing in it could be compared'; fi
}

# alone PREFIX WHOSE PROGRAM ARGUMENTS...: every result is ok. There is nothing to compare them with.
alone() {
  local prefix=$1 whose=$2 program=$3 line name result
  shift 3
  in_prefix "$prefix" "$work/programs/prefix_$program.exe" "$@" || fail "$program $*, to its end" "it ends with $?"
  answered "$prefix" "$program $*" "$whose"
  while IFS= read -r line; do
    name=${line%%: *} result=${line#*: }
    if [ "$result" = ok ]; then pass "$program $*, $name"; else fail "$program $*, $name" "$result"; fi
  done <"$work/$prefix.out"
}

# CryptoAPI's blobs to and fro: Wine's rsaenh and dssenh with Wine's own bcrypt.dll on one side, ours on the other.
check_legacy_blobs() {
  alone reference another capi_keys make
  alone ours OpenCNG capi_bcrypt
  alone reference another capi_keys take
}

# Named keys, where they are kept when nothing says otherwise; they outlive the server and all that it knew.
check_named_keys() {
  local name='ncrypt.dll is ours in the prefix that has both'
  in_prefix whole "$work/programs/prefix_answered.exe"
  if grep -qx 'ncrypt.dll is: OpenCNG' "$work/whole.out"; then pass "$name"; else fail "$name" "$(tr '\n' ' ' <"$work/whole.out")"; fi
  alone whole OpenCNG named_key make
  wine_stop "$work/whole"
  wine_server "$work/whole"
  alone whole OpenCNG named_key use
}

check_certificates() {
  local kind leaves=() chains=()
  for kind in rsa p256 p384; do
    leaves+=("$kind root" "$kind.root.der" "$kind.root.der" good "$kind leaf" "$kind.leaf.der" "$kind.ca.der" good)
    leaves+=("$kind with a changed signature" "$kind.changed.der" "$kind.ca.der" bad)
    leaves+=("$kind with a changed name" "$kind.renamed.der" "$kind.ca.der" bad)
    leaves+=("$kind by another issuer" "$kind.leaf.der" "$kind.other.der" bad)
    chains+=("$kind" "$kind.root.der" "$kind.ca.der" "$kind.leaf.der")
    chains+=("$kind with a changed leaf" "$kind.root.der" "$kind.ca.der" "$kind.renamed.der")
    chains+=("$kind with another root" "$kind.other.der" "$kind.ca.der" "$kind.leaf.der")
  done
  for kind in rsa.md5 rsa.sha1 rsa.sha384 rsa.sha512 rsa.pss p384.by.rsa; do
    leaves+=("$kind" "$kind.der" rsa.root.der good)
  done
  for kind in p256.sha384 p256.sha512 rsa.by.p256; do leaves+=("$kind" "$kind.der" p256.root.der good); done
  both certificate "${leaves[@]}" 'p521 root' p521.root.der p521.root.der good
  both chain "${chains[@]}"
}

check_modules() {
  both hash_crypt32
  both hash_rsaenh
  both random
  both cipher_rsaenh
  both sign_rsaenh rsa.pkcs1
  both sign_dssenh
  both protect
  check_legacy_blobs
  check_certificates
  both public_key RSA RSA SHA256 rsa.leaf.der rsa.leaf.signature P-256 ECDSA SHA256 p256.leaf.der p256.leaf.signature \
    P-384 ECDSA SHA384 p384.leaf.der p384.leaf.signature P-521 ECDSA SHA512 p521.root.der p521.root.signature
  both signed_message 'RSA SHA256' rsa.leaf.sha256.p7 rsa.leaf.der good 'RSA SHA1' rsa.sha1.sha1.p7 rsa.sha1.der good \
    'without attributes' plain.p7 rsa.leaf.der good 'P-256' p256.leaf.sha256.p7 p256.leaf.der good \
    'a changed signature' changed.p7 rsa.leaf.der bad 'another signer' plain.p7 rsa.other.der other
  both key_storage rsa.public rsa.leaf.signature
  check_named_keys
}

[ -f "$dll" ] || give_up 'Wine prefix' "${dll#"$root"/} is missing"
[ -f "$programs/prefix_answered.exe" ] || give_up 'Wine prefix' "the programs are missing in ${programs#"$root"/}"
wine_find 2>"$work/log" || give_up 'Wine prefix' "$(cat "$work/log")"
prepare || give_up 'Wine prefix' "$(tail -n 3 "$work/log" | tr '\n' ' ')"
cd "$work/material" || exit 1
make_material >"$work/log" 2>&1 || give_up 'What openssl makes for the prefix' "$(tail -n 3 "$work/log" | tr '\n' ' ')"
wine_server "$work/reference"
wine_server "$work/ours"
wine_server "$work/whole"
check_update
check_answered
check_modules
exit "$failed"
