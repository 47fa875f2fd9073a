#include "support/use.h"

namespace cngtest {
namespace {

// two_calls asks `call` for the size, then calls it with a buffer of that size.
template <typename Call>
Output two_calls(Call call) {
  ULONG needed = kUntouchedSize;
  Output out;
  out.status = call(nullptr, 0, &needed);
  if (out.status != STATUS_SUCCESS) return out;
  MarkedBuffer buffer(needed);
  ULONG written = kUntouchedSize;
  out.status = call(buffer.data(), buffer.size(), &written);
  if (out.status != STATUS_SUCCESS) {
    EXPECT_TRUE(buffer.untouched()) << "a refused call wrote to its output";
    return out;
  }
  EXPECT_EQ(written, needed) << "query and call give different sizes";
  EXPECT_TRUE(buffer.untouched_from(needed)) << "the call wrote behind its size";
  out.bytes = buffer.first(written);
  return out;
}

}  // namespace

Output sign(BCRYPT_KEY_HANDLE key, PVOID padding, const Bytes& digest, ULONG flags) {
  return two_calls([&](PUCHAR out, ULONG size, ULONG* written) {
    return BCryptSignHash(key, padding, in(digest), len(digest), out, size, written, flags);
  });
}

Output sign(BCRYPT_KEY_HANDLE key, Pkcs1 padding, const Bytes& digest) {
  return sign(key, &padding.info, digest, BCRYPT_PAD_PKCS1);
}

Output sign(BCRYPT_KEY_HANDLE key, Pss padding, const Bytes& digest) {
  return sign(key, &padding.info, digest, BCRYPT_PAD_PSS);
}

NTSTATUS verify(BCRYPT_KEY_HANDLE key, PVOID padding, const Bytes& digest, const Bytes& signature, ULONG flags) {
  return BCryptVerifySignature(key, padding, in(digest), len(digest), in(signature), len(signature), flags);
}

NTSTATUS verify(BCRYPT_KEY_HANDLE key, Pkcs1 padding, const Bytes& digest, const Bytes& signature) {
  return verify(key, &padding.info, digest, signature, BCRYPT_PAD_PKCS1);
}

NTSTATUS verify(BCRYPT_KEY_HANDLE key, Pss padding, const Bytes& digest, const Bytes& signature) {
  return verify(key, &padding.info, digest, signature, BCRYPT_PAD_PSS);
}

Output encrypt(BCRYPT_KEY_HANDLE key, const Bytes& plain, PVOID padding, ULONG flags) {
  return two_calls([&](PUCHAR out, ULONG size, ULONG* written) {
    return BCryptEncrypt(key, in(plain), len(plain), padding, nullptr, 0, out, size, written, flags);
  });
}

Output decrypt(BCRYPT_KEY_HANDLE key, const Bytes& cipher, PVOID padding, ULONG flags) {
  return two_calls([&](PUCHAR out, ULONG size, ULONG* written) {
    return BCryptDecrypt(key, in(cipher), len(cipher), padding, nullptr, 0, out, size, written, flags);
  });
}

}  // namespace cngtest
