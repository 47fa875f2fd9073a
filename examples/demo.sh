#!/bin/bash
# What OpenCNG is for, on real input: keys made by openssl become blobs (cngkey), programs import and use them through our
# library - as PE under Wine with our bcrypt.dll, and natively - and openssl checks every result. ./run demo calls this.
set -euo pipefail
root=${OPENCNG_ROOT:-$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd -P)}
build=${OPENCNG_BUILD:-$root/build}
out=${OPENCNG_OUT:-$root/out}
work=$build/demo
umask 077
red='' green='' plain=''
if [ -t 1 ] && [ -z "${NO_COLOR:-}" ]; then red=$'\e[31m' green=$'\e[32m' plain=$'\e[0m'; fi

die() {
  printf '%sFAILED: %s%s\n' "$red" "$1" "$plain"
  if [ -s "$work/log" ]; then sed 's/^/    /' "$work/log"; fi
  exit 1
}
trap 'die "unexpected error in line $LINENO"' ERR

for need in "$out/x64/bcrypt.dll" "$out/x64/cngkey.exe" "$out/native/bin/cngkey" "$build/native/bin/load_library" \
  "$build/mingw64/bin/load_library.exe"; do
  [ -f "$need" ] || die "${need#"$root"/} is missing; ./run demo builds it"
done
rm -rf "$work"
mkdir -p "$work/x64"
cp "$out/x64/bcrypt.dll" "$out/x64/cngkey.exe" "$build"/mingw64/bin/{sign_with,encrypt_with,export}_imported_key.exe \
  "$build"/mingw64/bin/{agree_with_imported_keys,load_library,encrypt_with_aes,hash_message,post_quantum}.exe "$work/x64/"
cd "$work"

# ---- the two formats ---------------------------------------------------------------------------------------------------

# start FORMAT PROGRAM ARGUMENTS...
start() {
  local format=$1 program=$2
  shift 2
  if [ "$format" = PE ]; then
    "$root/scripts/wine-run" "$build/mingw64/wineprefix" "x64/$program.exe" "$@"
  else
    LD_LIBRARY_PATH=$out/native/lib "$build/native/bin/$program" "$@"
  fi
}
cngkey() { "$out/native/bin/cngkey" "$@" >cngkey.log 2>&1 || { cp cngkey.log log; die "cngkey $*"; }; }

# use FORMAT PROGRAM ARGUMENTS...: runs an example; its calls are in the log. The program ends badly when a status is not
# success or when the library is not ours.
declare -A version
use() {
  start "$@" >log 2>&1 || die "$1: $2 ${*:3}"
  local answer
  answer=$(tr -d '\r' <log | sed -n 's/^OpenCNG //p')
  [ -n "$answer" ] || die "$1: another library than ours answered $2"
  version[$1]=$answer
}
library() { if [ "$1" = PE ]; then printf bcrypt.dll; else printf libcng-bcrypt.so.1; fi; }

# ---- the table ---------------------------------------------------------------------------------------------------------

rows=0
line() { printf '%-33s %-4s %6s %6s  %-10s %11s  %s\n' "$@"; }
# passed WHAT FORMAT CALL CHECK: a row from the last line of CALL in the log.
passed() {
  local sizes
  sizes=$(tr -d '\r' <log | awk -v call="$3" '$1 == call { found = $3 " " $5 " " $7 " " $8 } END { print found }')
  read -r in_size out_size status time <<<"$sizes"
  [ "$status" = 0x00000000 ] || die "$1 ($2): the status of $3 is ${status:-missing}"
  line "$1" "$2" "$in_size" "$out_size" "$status" "$time us" "$4"
  rows=$((rows + 1))
}
# check WHAT COMMAND...
check() { "${@:2}" >check.log 2>&1 || { cp check.log log; die "$1: ${*:2}"; }; }
same() { cmp -s "$2" "$3" || die "$1: $2 and $3 differ"; }

# ---- what openssl does ---------------------------------------------------------------------------------------------------

hex() { od -An -v -tx1 "$1" | tr -d ' \n'; }
# signature_to_der RAW DER: BCrypt's ECDSA signature is r and s side by side, openssl's a SEQUENCE of two INTEGERs.
signature_to_der() {
  local digits half
  digits=$(hex "$1")
  half=$((${#digits} / 2))
  printf 'asn1=SEQUENCE:rs\n[rs]\nr=INTEGER:0x%s\ns=INTEGER:0x%s\n' "${digits:0:half}" "${digits:half}" >rs.cnf
  openssl asn1parse -genconf rs.cnf -noout -out "$2"
}
oaep=(-pkeyopt rsa_padding_mode:oaep -pkeyopt rsa_oaep_md:sha256)
pss=(-pkeyopt rsa_padding_mode:pss -pkeyopt rsa_pss_saltlen:32)
verify_with_openssl() {
  check "$1" openssl pkeyutl -verify -pubin -inkey "$2" -in digest -sigfile "$3" -pkeyopt digest:sha256 "${@:4}"
}

# ---- keys ------------------------------------------------------------------------------------------------------------------

make_keys() {
  local bits curve use half
  printf 'What is signed, encrypted and agreed upon here is this.' >message
  openssl dgst -sha256 -binary message >digest
  for bits in 2048 3072; do
    openssl genpkey -algorithm RSA -pkeyopt "rsa_keygen_bits:$bits" -out "rsa$bits.pem" 2>log
    openssl pkey -in "rsa$bits.pem" -pubout -out "rsa$bits.pub.pem"
    cngkey convert "rsa$bits.pem" "rsa$bits.private" --to RSAPRIVATEBLOB
    cngkey convert "rsa$bits.pem" "rsa$bits.full" --to RSAFULLPRIVATEBLOB
    cngkey convert "rsa$bits.pem" "rsa$bits.public" --to RSAPUBLICBLOB
  done
  for curve in 256 384 521; do
    for half in mine peer; do
      openssl genpkey -algorithm EC -pkeyopt "ec_paramgen_curve:P-$curve" -out "p$curve.$half.pem" 2>log
      openssl pkey -in "p$curve.$half.pem" -pubout -out "p$curve.$half.pub.pem"
      for use in ECDSA ECDH; do
        cngkey convert "p$curve.$half.pem" "p$curve.$half.$use" --to ECCPRIVATEBLOB --algorithm "${use}_P$curve"
        cngkey convert "p$curve.$half.pem" "p$curve.$half.$use.public" --to ECCPUBLICBLOB --algorithm "${use}_P$curve"
      done
    done
  done
}

# ---- what is shown -----------------------------------------------------------------------------------------------------

rsa_sign() {
  local format=$1 bits=$2 key=rsa$2
  use "$format" sign_with_imported_key RSA RSAPRIVATEBLOB "$key.private" digest signature
  verify_with_openssl "RSA-$bits PKCS #1 signature" "$key.pub.pem" signature
  passed "RSA-$bits sign, PKCS #1" "$format" BCryptSignHash 'openssl verifies'
  use "$format" sign_with_imported_key RSA RSAFULLPRIVATEBLOB "$key.full" digest signature pss
  verify_with_openssl "RSA-$bits PSS signature" "$key.pub.pem" signature "${pss[@]}"
  passed "RSA-$bits sign, PSS" "$format" BCryptSignHash 'openssl verifies'
}

rsa_cipher() {
  local format=$1 bits=$2 key=rsa$2 padding options
  for padding in oaep pkcs1; do
    options=(-pkeyopt rsa_padding_mode:pkcs1)
    if [ "$padding" = oaep ]; then options=("${oaep[@]}"); fi
    rm -f cipher plain
    use "$format" encrypt_with_imported_key encrypt "$padding" RSAPUBLICBLOB "$key.public" message cipher
    check "RSA-$bits $padding" openssl pkeyutl -decrypt -inkey "$key.pem" -in cipher -out plain "${options[@]}"
    same "RSA-$bits $padding: what openssl decrypts" plain message
    passed "RSA-$bits encrypt, ${padding^^}" "$format" BCryptEncrypt 'openssl decrypts'
    rm -f cipher plain
    check "RSA-$bits $padding" openssl pkeyutl -encrypt -pubin -inkey "$key.pub.pem" -in message -out cipher "${options[@]}"
    use "$format" encrypt_with_imported_key decrypt "$padding" RSAPRIVATEBLOB "$key.private" cipher plain
    same "RSA-$bits $padding: what we decrypt" plain message
    passed "RSA-$bits decrypt, ${padding^^}" "$format" BCryptDecrypt 'openssl encrypted'
  done
}

rsa_export() {
  local format=$1 bits=$2 key=rsa$2
  use "$format" export_imported_key RSA RSAPRIVATEBLOB "$key.private" RSAPRIVATEBLOB again RSAPUBLICBLOB public \
    RSAFULLPRIVATEBLOB full
  same "RSA-$bits export" again "$key.private"
  same "RSA-$bits public export" public "$key.public"
  cngkey convert full full.pem --to pem --force
  check "RSA-$bits full export" openssl rsa -in full.pem -check -noout
  openssl pkey -in full.pem -pubout -out full.pub.pem
  same "RSA-$bits full export" full.pub.pem "$key.pub.pem"
  passed "RSA-$bits export" "$format" BCryptExportKey 'openssl checks the key'
}

ec_sign() {
  local format=$1 curve=$2
  use "$format" sign_with_imported_key "ECDSA_P$curve" ECCPRIVATEBLOB "p$curve.mine.ECDSA" digest signature
  signature_to_der signature signature.der
  verify_with_openssl "P-$curve signature" "p$curve.mine.pub.pem" signature.der
  passed "ECDSA P-$curve sign" "$format" BCryptSignHash 'openssl verifies'
}

ec_agree() {
  local format=$1 curve=$2 ours theirs
  use "$format" agree_with_imported_keys "ECDH_P$curve" "p$curve.mine.ECDH" "p$curve.peer.ECDH.public" secret hash
  check "P-$curve" openssl pkeyutl -derive -inkey "p$curve.peer.pem" -peerkey "p$curve.mine.pub.pem" -out expected
  ours=$(hex secret | fold -w 2 | tac | tr -d '\n') # the raw secret has its last byte first
  theirs=$(hex expected)
  [ "$ours" = "$theirs" ] || die "P-$curve: our secret and openssl's differ"
  openssl dgst -sha256 -binary expected >expected.hash
  same "P-$curve: the hash of the secret" hash expected.hash
  passed "ECDH P-$curve agree and derive" "$format" BCryptDeriveKey 'openssl derives the same'
}

ec_export() {
  local format=$1 curve=$2 key=p$2.mine.ECDSA bytes=$((($2 + 7) / 8))
  # A blob whose point is zero: the import computes it from d.
  { head -c 8 "$key"; head -c $((2 * bytes)) /dev/zero; tail -c "$bytes" "$key"; } >zero
  use "$format" export_imported_key "ECDSA_P$curve" ECCPRIVATEBLOB zero ECCPUBLICBLOB public ECCPRIVATEBLOB again
  same "P-$curve export" again "$key"
  same "P-$curve public export" public "$key.public"
  cngkey convert public exported.pem --to pem --force
  same "P-$curve exported key" exported.pem "p$curve.mine.pub.pem"
  passed "P-$curve import d, export all" "$format" BCryptExportKey "equals openssl's key"
}

loaded_at_run_time() {
  local format=$1
  use "$format" load_library "$(library "$format")" RSA RSAPRIVATEBLOB rsa2048.private digest signature
  verify_with_openssl 'RSA signature of load_library' rsa2048.pub.pem signature
  passed 'RSA-2048 sign, loaded at run time' "$format" BCryptSignHash 'openssl verifies'
  use "$format" load_library "$(library "$format")" ECDSA_P256 ECCPRIVATEBLOB p256.mine.ECDSA digest signature
  signature_to_der signature signature.der
  verify_with_openssl 'ECDSA signature of load_library' p256.mine.pub.pem signature.der
  passed 'P-256 sign, loaded at run time' "$format" BCryptSignHash 'openssl verifies'
}

cngkey_under_wine() {
  start PE cngkey convert rsa2048.pem wine.blob --to RSAFULLPRIVATEBLOB >log 2>&1 || die 'cngkey.exe'
  same 'cngkey.exe and cngkey' wine.blob rsa2048.full
  start PE cngkey convert p384.mine.pem wine2.blob --to ECCPRIVATEBLOB --algorithm ECDH_P384 >log 2>&1 || die 'cngkey.exe'
  same 'cngkey.exe and cngkey' wine2.blob p384.mine.ECDH
  line 'cngkey.exe makes the same blobs' PE "$(stat -c %s rsa2048.pem)" "$(stat -c %s wine.blob)" '' '' 'cngkey makes them too'
  rows=$((rows + 1))
}

# Without the override Wine answers with its own bcrypt.dll; a demo that did not see that would prove nothing.
other_library_is_noticed() {
  if OPENCNG_WINEDLLOVERRIDES='mscoree,mshtml=;winedbg.exe=d;winemenubuilder.exe=d;bcrypt=b' \
    start PE export_imported_key RSA RSAPUBLICBLOB rsa2048.public RSAPUBLICBLOB other >log 2>&1; then
    die "Wine's own bcrypt.dll was taken for ours"
  fi
  grep -q "not OpenCNG's" log || die "Wine's own bcrypt.dll was not noticed"
  line "Wine's own bcrypt.dll is noticed" PE '' '' '' '' 'the program ends'
  rows=$((rows + 1))
}

# shellcheck source=/dev/null
. "$root/examples/demo_symmetric.sh"
# shellcheck source=/dev/null
. "$root/examples/demo_pq.sh"
make_keys
make_symmetric_keys
make_pq_keys
line WHAT FORM IN OUT STATUS TIME 'CHECKED BY'
for format in PE ELF; do
  for bits in 2048 3072; do
    rsa_sign "$format" "$bits"
    rsa_cipher "$format" "$bits"
    rsa_export "$format" "$bits"
  done
  for curve in 256 384 521; do
    ec_sign "$format" "$curve"
    ec_agree "$format" "$curve"
    ec_export "$format" "$curve"
  done
  aes_cbc "$format" 128
  aes_cbc "$format" 256
  aes_gcm "$format"
  hashes "$format"
  post_quantum "$format"
  loaded_at_run_time "$format"
done
aes_gcm_crosses PE ELF
aes_gcm_crosses ELF PE
cngkey_under_wine
other_library_is_noticed
printf '\nEach row is a process of its own: its time is that of a first use, in which OpenSSL starts.\n'
printf '%s%d results, each as its row says.%s Who answered: OpenCNG %s (PE under Wine), OpenCNG %s (ELF).\n' \
  "$green" "$rows" "$plain" "${version[PE]}" "${version[ELF]}"
