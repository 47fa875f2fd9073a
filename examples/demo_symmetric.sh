# shellcheck shell=bash
# The part of demo.sh, which reads this file, about AES keys, hashes and HMACs.

# ---- what openssl does -------------------------------------------------------------------------------------------------

# aes_options KEY IV: for openssl enc, in the array `aes`.
aes_options() { aes=("-aes-$(($(stat -c %s "$1") * 8))-cbc" -K "$(hex "$1")" -iv "$(hex "$2")"); }
# openssl enc has no GCM, but openssl cms does: in an authenticated envelope, whose key is wrapped by another one.
wrap=(-id-aes256-wrap -iv A6A6A6A6A6A6A6A6)
# to_envelope CIPHER TAG ENVELOPE: of what the key `aes256` has encrypted with `nonce`, for the recipient's key `kek`.
to_envelope() {
  local wrapped
  openssl enc "${wrap[@]}" -K "$(hex kek)" -in aes256 -out wrapped
  wrapped=$(hex wrapped)
  cat >envelope.cnf <<TEXT
asn1=SEQUENCE:info
[info]
type=OID:id-smime-ct-authEnvelopedData
content=EXPLICIT:0,SEQUENCE:envelope
[envelope]
version=INTEGER:0
recipients=SET:recipients
content=SEQUENCE:content
tag=FORMAT:HEX,OCTETSTRING:$(hex "$2")
[recipients]
kek=IMPLICIT:2,SEQUENCE:kek
[kek]
version=INTEGER:4
identifier=SEQUENCE:identifier
algorithm=SEQUENCE:wrap
key=FORMAT:HEX,OCTETSTRING:$wrapped
[identifier]
name=FORMAT:HEX,OCTETSTRING:01
[wrap]
name=OID:id-aes256-wrap
[content]
type=OID:pkcs7-data
algorithm=SEQUENCE:gcm
cipher=IMPLICIT:0,FORMAT:HEX,OCTETSTRING:$(hex "$1")
[gcm]
name=OID:aes-256-gcm
parameters=SEQUENCE:parameters
[parameters]
nonce=FORMAT:HEX,OCTETSTRING:$(hex nonce)
tag_size=INTEGER:16
TEXT
  openssl asn1parse -genconf envelope.cnf -noout -out "$3"
}
# piece ENVELOPE LINES FILE: the content of the last element whose line of asn1parse fits.
piece() {
  local at header size
  read -r at header size < <(openssl asn1parse -inform DER -in "$1" | tr '=:' '  ' |
    awk -v fits="$2" '$0 ~ fits { found = $1 " " $5 " " $7 } END { print found }')
  tail -c "+$((at + header + 1))" "$1" | head -c "$size" >"$3"
}
# from_envelope ENVELOPE CIPHER TAG NONCE KEY
from_envelope() {
  piece "$1" 'prim +cont' "$2"
  piece "$1" 'OCTET STRING' "$3"
  piece "$1" 'l +12 prim +OCTET STRING' "$4"
  piece "$1" 'l +40 prim +OCTET STRING' wrapped
  openssl enc -d "${wrap[@]}" -K "$(hex kek)" -in wrapped -out "$5"
}

# ---- keys --------------------------------------------------------------------------------------------------------------

# key_data_blob KEY BLOB: a magic, a version, the length and the key itself.
key_data_blob() {
  local size
  printf -v size '\\%03o' "$(stat -c %s "$1")"
  { printf 'KDBM\1\0\0\0%b\0\0\0' "$size" && cat "$1"; } >"$2"
}
make_symmetric_keys() {
  local bits
  openssl rand -out kek 32
  openssl rand -out iv 16
  openssl rand -out nonce 12
  printf 'What is not encrypted, and yet not to be changed, is this.' >additional
  : >empty
  for bits in 128 256; do
    openssl rand -out "aes$bits" $((bits / 8))
    key_data_blob "aes$bits" "aes$bits.blob"
    cngkey verify "aes$bits.blob"
  done
}

# ---- what is shown -----------------------------------------------------------------------------------------------------

aes_cbc() {
  local format=$1 bits=$2 aes
  aes_options "aes$bits" iv
  use "$format" encrypt_with_aes encrypt cbc "aes$bits.blob" iv message cipher
  check "AES-$bits CBC" openssl enc -d "${aes[@]}" -in cipher -out plain
  same "AES-$bits CBC: what openssl decrypts" plain message
  passed "AES-$bits encrypt, CBC" "$format" BCryptEncrypt 'openssl decrypts'
  rm -f cipher plain
  check "AES-$bits CBC" openssl enc "${aes[@]}" -in message -out cipher
  use "$format" encrypt_with_aes decrypt cbc "aes$bits.blob" iv cipher plain
  same "AES-$bits CBC: what we decrypt" plain message
  passed "AES-$bits decrypt, CBC" "$format" BCryptDecrypt 'openssl encrypted'
}

aes_gcm() {
  local format=$1 kek
  kek=(-secretkey "$(hex kek)" -secretkeyid 01)
  rm -f cipher plain tag
  use "$format" encrypt_with_aes encrypt gcm aes256.blob nonce message cipher tag
  to_envelope cipher tag envelope
  check 'AES-256 GCM' openssl cms -decrypt -binary -inform DER -in envelope "${kek[@]}" -out plain
  same 'AES-256 GCM: what openssl decrypts' plain message
  passed 'AES-256 encrypt, GCM' "$format" BCryptEncrypt 'openssl cms decrypts, tag and all'
  # The check above must be one.
  printf 'no tag of 16 byt' >tag
  to_envelope cipher tag envelope
  if openssl cms -decrypt -binary -inform DER -in envelope "${kek[@]}" -out plain 2>check.log; then
    die 'openssl cms takes any tag'
  fi
  rm -f cipher plain tag
  check 'AES-256 GCM' openssl cms -encrypt -binary -aes-256-gcm "${kek[@]}" -in message -outform DER -out envelope
  from_envelope envelope cipher tag their.nonce their.key
  key_data_blob their.key their.blob
  use "$format" encrypt_with_aes decrypt gcm their.blob their.nonce cipher plain tag
  same 'AES-256 GCM: what we decrypt' plain message
  passed 'AES-256 decrypt, GCM' "$format" BCryptDecrypt 'openssl cms encrypted'
  use "$format" encrypt_with_aes encrypt gcm aes256.blob nonce empty cipher tag additional
  check GMAC openssl mac -cipher AES-256-GCM -macopt "hexkey:$(hex aes256)" -macopt "hexiv:$(hex nonce)" -in additional \
    -binary -out expected GMAC
  same 'AES-256 GCM: the tag of additional data' tag expected
  passed 'AES-256 GCM, additional data only' "$format" BCryptEncrypt 'openssl mac makes the same tag'
}

# openssl's programs take no message together with additional data: here only our two formats meet.
aes_gcm_crosses() {
  local from=$1 to=$2
  rm -f cipher plain tag
  use "$from" encrypt_with_aes encrypt gcm aes256.blob nonce message cipher tag additional
  use "$to" encrypt_with_aes decrypt gcm aes256.blob nonce cipher plain tag additional
  same "AES-256 GCM from $from to $to" plain message
  passed 'AES-256 GCM with additional data' "$to" BCryptDecrypt "our $from format encrypted"
}

hashes() {
  local format=$1 name
  for name in 1 256 384 512; do
    use "$format" hash_message "SHA$name" message hash
    check "SHA$name" openssl dgst "-sha$name" -binary -out expected message
    same "SHA$name" hash expected
    passed "SHA-$name" "$format" BCryptHash 'openssl dgst makes the same'
  done
  for name in 256 512; do
    use "$format" hash_message "SHA$name" message hash aes256
    check "HMAC-SHA$name" openssl dgst "-sha$name" -mac HMAC -macopt "hexkey:$(hex aes256)" -binary -out expected message
    same "HMAC-SHA$name" hash expected
    passed "HMAC-SHA-$name" "$format" BCryptHash 'openssl dgst makes the same'
  done
}
