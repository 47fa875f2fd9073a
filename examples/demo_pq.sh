# shellcheck shell=bash
# The part of demo.sh, which reads this file, about ML-KEM, ML-DSA and SLH-DSA. The other side is openssl_peer, a program
# of OpenSSL's own calls: the openssl command of many systems does not know these algorithms yet.

# shellcheck disable=SC2154 # demo.sh sets `build`
peer() { check "openssl_peer $1" "$build/native/bin/openssl_peer" "$@"; }

# make_pq_pair ALGORITHM-SET FILE TYPES: a pair in PEM, and its blobs.
make_pq_pair() {
  peer generate "$1" "$2.pem" "$2.pub.pem"
  cngkey convert "$2.pub.pem" "$2.public" --to "$3PUBLICBLOB"
  cngkey convert "$2.pem" "$2.private" --to "$3PRIVATEBLOB"
}
make_pq_keys() {
  local set
  for set in 512 768 1024; do make_pq_pair "ML-KEM-$set" "mlkem$set" MLKEM; done
  for set in ML-DSA-44 ML-DSA-65 ML-DSA-87 SLH-DSA-SHA2-128s SLH-DSA-SHAKE-128f; do make_pq_pair "$set" "$set" PQDSA; done
  for set in ML-DSA-44 ML-DSA-65 ML-DSA-87; do cngkey convert "$set.pem" "$set.seed" --to PQDSAPRIVATESEEDBLOB; done
}

# What is not written must not be left from the call before.
fresh() { rm -f secret ciphertext expected signature; }

kem() {
  local format=$1 set=$2 key=mlkem$2
  fresh
  use "$format" post_quantum encapsulate MLKEMPUBLICBLOB "$key.public" secret ciphertext
  peer decapsulate "$key.pem" expected ciphertext
  same "ML-KEM-$set: what openssl decapsulates" secret expected
  passed "ML-KEM-$set encapsulate" "$format" BCryptEncapsulate 'openssl decapsulates'
  fresh
  peer encapsulate "$key.pub.pem" expected ciphertext
  use "$format" post_quantum decapsulate MLKEMPRIVATEBLOB "$key.private" secret ciphertext
  same "ML-KEM-$set: what we decapsulate" secret expected
  passed "ML-KEM-$set decapsulate" "$format" BCryptDecapsulate 'openssl encapsulated'
}

# pq_signature FORMAT SET TYPE FILE
pq_signature() {
  local format=$1 set=$2 type=$3 key=$4 algorithm=${2%%-DSA*}-DSA
  fresh
  use "$format" post_quantum sign "$algorithm" "$type" "$key" message signature
  peer verify "$set.pub.pem" message signature
  passed "$set sign" "$format" BCryptSignHash 'openssl verifies'
  fresh
  peer sign "$set.pem" message signature
  use "$format" post_quantum verify "$algorithm" PQDSAPUBLICBLOB "$set.public" message signature
  passed "$set verify" "$format" BCryptVerifySignature 'openssl signed'
}

post_quantum() {
  local format=$1 set
  for set in 512 768 1024; do kem "$format" "$set"; done
  for set in ML-DSA-44 ML-DSA-65 ML-DSA-87; do pq_signature "$format" "$set" PQDSAPRIVATESEEDBLOB "$set.seed"; done
  for set in SLH-DSA-SHA2-128s SLH-DSA-SHAKE-128f; do
    pq_signature "$format" "$set" PQDSAPRIVATEBLOB "$set.private"
  done
}
