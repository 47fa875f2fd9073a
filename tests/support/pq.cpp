#include "support/pq.h"

#include <gtest/gtest.h>

#include <cctype>

#include "support/properties.h"

namespace cngtest {
namespace {

PqSet mlkem(const char* name, ULONG public_size, ULONG private_size, ULONG ciphertext, ULONG strength) {
  return {BCRYPT_MLKEM_ALGORITHM,
          name,
          BCRYPT_MLKEM_PUBLIC_MAGIC,
          BCRYPT_MLKEM_PRIVATE_MAGIC,
          BCRYPT_MLKEM_PRIVATE_SEED_MAGIC,
          BCRYPT_MLKEM_PUBLIC_BLOB,
          BCRYPT_MLKEM_PRIVATE_BLOB,
          BCRYPT_MLKEM_PRIVATE_SEED_BLOB,
          public_size,
          private_size,
          64,
          ciphertext,
          strength};
}

PqSet mldsa(const char* name, ULONG public_size, ULONG private_size, ULONG signature, ULONG strength) {
  return {BCRYPT_MLDSA_ALGORITHM,
          name,
          BCRYPT_MLDSA_PUBLIC_MAGIC,
          BCRYPT_MLDSA_PRIVATE_MAGIC,
          BCRYPT_MLDSA_PRIVATE_SEED_MAGIC,
          BCRYPT_PQDSA_PUBLIC_BLOB,
          BCRYPT_PQDSA_PRIVATE_BLOB,
          BCRYPT_PQDSA_PRIVATE_SEED_BLOB,
          public_size,
          private_size,
          32,
          signature,
          strength};
}

PqSet slhdsa(const char* name, ULONG strength, ULONG signature) {
  return {BCRYPT_SLHDSA_ALGORITHM,
          name,
          BCRYPT_SLHDSA_PUBLIC_MAGIC,
          BCRYPT_SLHDSA_PRIVATE_MAGIC,
          0,
          BCRYPT_PQDSA_PUBLIC_BLOB,
          BCRYPT_PQDSA_PRIVATE_BLOB,
          BCRYPT_PQDSA_PRIVATE_SEED_BLOB,
          strength / 4,
          strength / 2,
          0,
          signature,
          strength};
}

}  // namespace

const PqSet& mlkem_set(int index) {
  static const PqSet sets[] = {mlkem("512", 800, 1632, 768, 128), mlkem("768", 1184, 2400, 1088, 192),
                               mlkem("1024", 1568, 3168, 1568, 256)};
  return sets[index];
}

const PqSet& mldsa_set(int index) {
  static const PqSet sets[] = {mldsa("44", 1312, 2560, 2420, 128), mldsa("65", 1952, 4032, 3309, 192),
                               mldsa("87", 2592, 4896, 4627, 256)};
  return sets[index];
}

const PqSet& slhdsa_set(int index) {
  static const PqSet sets[] = {
      slhdsa("SHA2-128s", 128, 7856),   slhdsa("SHA2-128f", 128, 17088),  slhdsa("SHA2-192s", 192, 16224),
      slhdsa("SHA2-192f", 192, 35664),  slhdsa("SHA2-256s", 256, 29792),  slhdsa("SHA2-256f", 256, 49856),
      slhdsa("SHAKE-128s", 128, 7856),  slhdsa("SHAKE-128f", 128, 17088), slhdsa("SHAKE-192s", 192, 16224),
      slhdsa("SHAKE-192f", 192, 35664), slhdsa("SHAKE-256s", 256, 29792), slhdsa("SHAKE-256f", 256, 49856),
  };
  return sets[index];
}

std::string pq_label(const PqSet& set) {
  std::string out;
  for (const char c : narrow(set.algorithm) + "_" + set.name) out += std::isalnum(static_cast<UCHAR>(c)) ? c : '_';
  return out;
}

Bytes pq_blob(ULONG magic, std::string_view set, const Bytes& key) {
  const Bytes name = text_bytes(set);
  return concat({le32(magic), le32(len(name)), le32(len(key)), name, key});
}

Bytes pq_key(const Bytes& blob) {
  if (blob.size() < 12) return {};
  const std::size_t head = std::size_t{12} + blob[4];
  return blob.size() < head ? Bytes() : Bytes(blob.begin() + static_cast<std::ptrdiff_t>(head), blob.end());
}

Key generated(const PqSet& set) {
  MadeKey made = generate_pair(open(set.algorithm), 0);
  EXPECT_THAT(made, IsMade());
  EXPECT_THAT(set_text(made.handle, BCRYPT_PARAMETER_SET_NAME, set.name), IsSuccess());
  EXPECT_THAT(BCryptFinalizeKeyPair(made.handle, 0), IsSuccess());
  return std::move(made.handle);
}

}  // namespace cngtest
