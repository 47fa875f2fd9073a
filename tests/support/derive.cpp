#include "support/derive.h"

namespace cngtest {
namespace {

Output derive_with(BCRYPT_SECRET_HANDLE secret, LPCWSTR kdf, BCryptBufferDesc* list, std::size_t size, ULONG flags) {
  MarkedBuffer buffer(size);
  ULONG written = kUntouchedSize;
  Output out;
  out.status = BCryptDeriveKey(secret, kdf, list, buffer.data(), buffer.size(), &written, flags);
  if (out.status != STATUS_SUCCESS) {
    EXPECT_TRUE(buffer.untouched()) << "a refused call wrote to its output";
    return out;
  }
  EXPECT_LE(written, size);
  EXPECT_TRUE(buffer.untouched_from(written)) << "the call wrote behind its size";
  out.bytes = buffer.first(written);
  return out;
}

}  // namespace

KdfParameters& KdfParameters::add(ULONG type, const Bytes& value) {
  values_.push_back(value);
  BCryptBuffer buffer = {};
  buffer.cbBuffer = len(value);
  buffer.BufferType = type;
  buffers_.push_back(buffer);
  return *this;
}

BCryptBufferDesc* KdfParameters::list() {
  for (std::size_t i = 0; i < buffers_.size(); ++i) buffers_[i].pvBuffer = values_[i].data();
  list_.ulVersion = BCRYPTBUFFER_VERSION;
  list_.cBuffers = static_cast<ULONG>(buffers_.size());
  list_.pBuffers = buffers_.data();
  return &list_;
}

Output derive(BCRYPT_SECRET_HANDLE secret, LPCWSTR kdf, KdfParameters parameters, std::size_t size, ULONG flags) {
  return derive_with(secret, kdf, parameters.list(), size, flags);
}

Output derive(BCRYPT_SECRET_HANDLE secret, LPCWSTR kdf, std::size_t size) {
  return derive_with(secret, kdf, nullptr, size, 0);
}

NTSTATUS derive_size(BCRYPT_SECRET_HANDLE secret, LPCWSTR kdf, KdfParameters parameters, ULONG* size, ULONG flags) {
  return BCryptDeriveKey(secret, kdf, parameters.list(), nullptr, 0, size, flags);
}

}  // namespace cngtest
