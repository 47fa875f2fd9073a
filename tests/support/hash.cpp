#include "support/hash.h"

namespace cngtest {
namespace {

MadeHash made(NTSTATUS status, PVOID raw) {
  MadeHash out;
  out.status = status;
  out.written = raw != untouched();
  if (status == STATUS_SUCCESS && out.written) out.handle = Hash(raw);
  return out;
}

Output checked(NTSTATUS status, const MarkedBuffer& buffer) {
  Output out;
  out.status = status;
  EXPECT_TRUE(buffer.untouched_from(status == STATUS_SUCCESS ? buffer.size() : 0)) << "written where it should not";
  if (status == STATUS_SUCCESS) out.bytes = buffer.first(buffer.size());
  return out;
}

}  // namespace

void destroy_hash(PVOID handle) { EXPECT_THAT(BCryptDestroyHash(handle), IsSuccess()); }

MadeHash create_hash(BCRYPT_ALG_HANDLE algorithm, const Bytes* secret, ULONG flags) {
  UCHAR nothing = 0;
  PUCHAR const key = secret == nullptr ? nullptr : secret->empty() ? &nothing : in(*secret);
  BCRYPT_HASH_HANDLE raw = untouched();
  const NTSTATUS status = BCryptCreateHash(algorithm, &raw, nullptr, 0, key, secret ? len(*secret) : 0, flags);
  return made(status, raw);
}

MadeHash duplicate_hash(BCRYPT_HASH_HANDLE hash) {
  BCRYPT_HASH_HANDLE raw = untouched();
  const NTSTATUS status = BCryptDuplicateHash(hash, &raw, nullptr, 0, 0);
  return made(status, raw);
}

Hash hashing(BCRYPT_ALG_HANDLE algorithm, ULONG flags) {
  MadeHash out = create_hash(algorithm, nullptr, flags);
  EXPECT_THAT(out, IsMade());
  return std::move(out.handle);
}

Hash hashing_with(BCRYPT_ALG_HANDLE algorithm, const Bytes& secret, ULONG flags) {
  MadeHash out = create_hash(algorithm, &secret, flags);
  EXPECT_THAT(out, IsMade());
  return std::move(out.handle);
}

Hash duplicated(BCRYPT_HASH_HANDLE hash) {
  MadeHash out = duplicate_hash(hash);
  EXPECT_THAT(out, IsMade());
  return std::move(out.handle);
}

NTSTATUS feed(BCRYPT_HASH_HANDLE hash, const Bytes& data) { return BCryptHashData(hash, in(data), len(data), 0); }

Output finish(BCRYPT_HASH_HANDLE hash, std::size_t size, ULONG flags) {
  MarkedBuffer buffer(size);
  return checked(BCryptFinishHash(hash, buffer.data(), buffer.size(), flags), buffer);
}

Output hash_once(BCRYPT_ALG_HANDLE algorithm, const Bytes* secret, const Bytes& data, std::size_t size) {
  MarkedBuffer buffer(size);
  UCHAR nothing = 0;
  PUCHAR const key = secret == nullptr ? nullptr : secret->empty() ? &nothing : in(*secret);
  return checked(
      BCryptHash(algorithm, key, secret ? len(*secret) : 0, in(data), len(data), buffer.data(), buffer.size()), buffer);
}

std::string finished(BCRYPT_HASH_HANDLE hash, std::size_t size, ULONG flags) {
  const Output out = finish(hash, size, flags);
  EXPECT_THAT(out.status, IsSuccess());
  return to_hex(out.bytes);
}

std::string digest_of(BCRYPT_HASH_HANDLE hash, const Bytes& data, std::size_t size) {
  EXPECT_THAT(feed(hash, data), IsSuccess());
  return finished(hash, size);
}

}  // namespace cngtest
