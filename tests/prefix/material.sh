# shellcheck shell=bash
# What openssl makes for the programs of this folder, in the current folder: keys, certificates, signatures, messages.

make_message() {
  local i bytes=
  for ((i = 0; i < 1000; ++i)); do bytes+=$(printf '\\x%02x' $(((i * 7 + 3) % 256))); done
  # shellcheck disable=SC2059 # the format is the bytes
  printf "$bytes" >message
}
# from_hex DIGITS FILE
from_hex() {
  # shellcheck disable=SC2059,SC2001
  printf "$(sed 's/../\\x&/g' <<<"$1")" >"$2"
}
# changed FILE NEW: its last byte, which is one of the signature, is another.
changed() {
  local last
  last=$(tail -c 1 "$1" | od -An -tu1)
  from_hex "$(printf '%02x' $((last ^ 1)))" "$2.last"
  { head -c -1 "$1" && cat "$2.last"; } >"$2"
}
# renamed FILE NEW: another name of the same length in what is signed.
renamed() { LC_ALL=C sed 's/leaf/beef/g' "$1" >"$2" && ! cmp -s "$1" "$2"; }

make_key() {
  case $1 in
    rsa*) openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$1.pem" ;;
    p256*) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out "$1.pem" ;;
    p384*) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-384 -out "$1.pem" ;;
    p521*) openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-521 -out "$1.pem" ;;
  esac
}
# self_signed NAME HASH: NAME.crt and NAME.der with the key NAME.pem.
self_signed() {
  openssl req -new -x509 -key "$1.pem" "-$2" -subj "/CN=$1" -days 30 -out "$1.crt" \
    -addext basicConstraints=critical,CA:TRUE -addext keyUsage=critical,keyCertSign
  openssl x509 -in "$1.crt" -outform DER -out "$1.der"
}
# certified NAME KEY ISSUER HASH yes|no [OPTION...]: NAME.crt and NAME.der, a CA or not, signed by ISSUER.
certified() {
  local name=$1 key=$2 issuer=$3 hash=$4 ca=$5 usage=digitalSignature authority=FALSE
  if [ "$ca" = yes ]; then usage=keyCertSign authority=TRUE; fi
  printf 'basicConstraints=critical,CA:%s\nkeyUsage=critical,%s\n' "$authority" "$usage" >extensions
  openssl req -new -key "$key.pem" -subj "/CN=$name" -out request
  openssl x509 -req -in request -CA "$issuer.crt" -CAkey "$issuer.pem" -CAcreateserial -days 20 "-$hash" \
    -extfile extensions -out "$name.crt" "${@:6}"
  openssl x509 -in "$name.crt" -outform DER -out "$name.der"
}

make_certificates() {
  local kind hash
  make_key p521.root
  self_signed p521.root sha512
  for kind in rsa p256 p384; do
    make_key "$kind.root"
    make_key "$kind.other"
    make_key "$kind.ca"
    make_key "$kind.leaf"
  done
  for kind in rsa:sha256 p256:sha256 p384:sha384; do
    hash=${kind#*:} kind=${kind%:*}
    self_signed "$kind.root" "$hash"
    self_signed "$kind.other" "$hash"
    certified "$kind.ca" "$kind.ca" "$kind.root" "$hash" yes
    certified "$kind.leaf" "$kind.leaf" "$kind.ca" "$hash" no
    changed "$kind.leaf.der" "$kind.changed.der"
    renamed "$kind.leaf.der" "$kind.renamed.der"
  done
  for hash in md5 sha1 sha384 sha512; do certified "rsa.$hash" rsa.leaf rsa.root "$hash" no; done
  for hash in sha384 sha512; do certified "p256.$hash" p256.leaf p256.root "$hash" no; done
  certified rsa.by.p256 rsa.leaf p256.root sha256 no
  certified p384.by.rsa p384.leaf rsa.root sha256 no
  certified rsa.pss rsa.leaf rsa.root sha256 no -sigopt rsa_padding_mode:pss
}

# ec_signature NAME BYTES HASH: NAME.signature, r and s side by side, as BCrypt has them.
ec_signature() {
  local digits='' number
  openssl dgst "-$3" -sign "$1.pem" -out signature.der message
  for number in $(openssl asn1parse -inform DER -in signature.der | sed -n 's/.*INTEGER *://p'); do
    while [ ${#number} -lt $(($2 * 2)) ]; do number=0$number; done
    digits+=$number
  done
  from_hex "$digits" "$1.signature"
}
make_signatures() {
  local modulus
  openssl dgst -sha256 -sign rsa.leaf.pem -out rsa.leaf.signature message
  ec_signature p256.leaf 32 sha256
  ec_signature p384.leaf 48 sha384
  ec_signature p521.root 66 sha512
  openssl rsa -in rsa.leaf.pem -traditional -outform DER -out rsa.pkcs1
  modulus=$(openssl rsa -in rsa.leaf.pem -noout -modulus)
  # The header: RSA1, 2048 bits, exponent of 3 bytes, modulus of 256, no primes.
  from_hex "525341310008000003000000000100000000000000000000010001${modulus#*=}" rsa.public
}
make_signed_messages() {
  local signer
  for signer in rsa.leaf:sha256 rsa.sha1:sha1 p256.leaf:sha256; do
    local hash=${signer#*:} key=rsa.leaf
    signer=${signer%:*}
    case $signer in p256*) key=p256.leaf ;; esac
    openssl cms -sign -binary -nodetach -nosmimecap -in message -signer "$signer.crt" -inkey "$key.pem" -md "$hash" \
      -outform DER -out "$signer.$hash.p7"
  done
  changed rsa.leaf.sha256.p7 changed.p7
  openssl cms -sign -binary -nodetach -nosmimecap -noattr -in message -signer rsa.leaf.crt -inkey rsa.leaf.pem -md sha256 \
    -outform DER -out plain.p7
}
# A DSA key as openssl writes CryptoAPI's blob of version 2.
make_legacy_dsa() {
  openssl genpkey -genparam -algorithm DSA -pkeyopt dsa_paramgen_bits:1024 -pkeyopt dsa_paramgen_q_bits:160 -out dsa.group
  openssl genpkey -paramfile dsa.group -out dsa.pem
  openssl dsa -in dsa.pem -outform MSBLOB -out dsa.msblob
}
make_material() (
  set -e
  make_legacy_dsa
  make_message
  make_certificates
  make_signatures
  make_signed_messages
)
