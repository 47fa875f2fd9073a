#include "support/storage.h"

#include <memory>

namespace cngtest {
namespace {

StoredKey made(SECURITY_STATUS status, NCRYPT_KEY_HANDLE raw) {
  if (status != ERROR_SUCCESS) {
    EXPECT_EQ(raw, kUntouchedHandle) << "a refused call wrote the out-handle";
    return {status, Stored()};
  }
  EXPECT_NE(raw, kUntouchedHandle) << "a successful call did not write the out-handle";
  return {status, Stored(raw)};
}

// At least one byte, so that the pointer is never NULL.
std::unique_ptr<UCHAR[]> exact(const Bytes& bytes) {
  std::unique_ptr<UCHAR[]> out(new UCHAR[bytes.empty() ? 1 : bytes.size()]);
  std::copy(bytes.begin(), bytes.end(), out.get());
  return out;
}

template <class Call>
Output asked_twice(Call&& call) {
  DWORD needed = kUntouchedSize;
  Output out;
  out.status = call(nullptr, 0, &needed);
  if (out.status != ERROR_SUCCESS) {
    EXPECT_EQ(needed, kUntouchedSize) << "a refused call wrote the size";
    return out;
  }
  MarkedBuffer buffer(needed);
  DWORD written = kUntouchedSize;
  out.status = call(buffer.data(), buffer.size(), &written);
  if (out.status != ERROR_SUCCESS) return out;
  EXPECT_EQ(written, needed) << "query and call give different sizes";
  EXPECT_TRUE(buffer.untouched_from(needed)) << "the call wrote behind its size";
  out.bytes = buffer.first(written);
  return out;
}

}  // namespace

ParameterList& ParameterList::add(ULONG type, Bytes bytes) {
  content_.emplace_back(type, std::move(bytes));
  return *this;
}

NCryptBufferDesc* ParameterList::get() {
  buffers_.clear();
  for (auto& [type, bytes] : content_) buffers_.push_back({len(bytes), type, bytes.empty() ? nullptr : bytes.data()});
  list_ = {0, static_cast<ULONG>(buffers_.size()), buffers_.data()};
  return &list_;
}

Stored open_storage(LPCWSTR name) {
  NCRYPT_PROV_HANDLE raw = kUntouchedHandle;
  const SECURITY_STATUS status = NCryptOpenStorageProvider(&raw, name, 0);
  EXPECT_THAT(status, IsSuccess());
  return status == ERROR_SUCCESS ? Stored(raw) : Stored();
}

StoredKey store_import(NCRYPT_PROV_HANDLE provider, LPCWSTR type, const Bytes& blob, DWORD flags,
                       NCryptBufferDesc* parameters, NCRYPT_KEY_HANDLE import_key) {
  NCRYPT_KEY_HANDLE raw = kUntouchedHandle;
  const auto bytes = exact(blob);
  const SECURITY_STATUS status =
      NCryptImportKey(provider, import_key, type, parameters, &raw, bytes.get(), len(blob), flags);
  return made(status, raw);
}

StoredKey store_create(NCRYPT_PROV_HANDLE provider, LPCWSTR algorithm, LPCWSTR name, DWORD flags) {
  NCRYPT_KEY_HANDLE raw = kUntouchedHandle;
  const SECURITY_STATUS status = NCryptCreatePersistedKey(provider, &raw, algorithm, name, 0, flags);
  return made(status, raw);
}

Stored stored_import(NCRYPT_PROV_HANDLE provider, LPCWSTR type, const Bytes& blob, DWORD flags,
                     NCryptBufferDesc* parameters) {
  StoredKey key = store_import(provider, type, blob, flags, parameters);
  EXPECT_THAT(key.status, IsSuccess());
  return std::move(key.handle);
}

Stored stored_create(NCRYPT_PROV_HANDLE provider, LPCWSTR algorithm, LPCWSTR name, DWORD flags) {
  StoredKey key = store_create(provider, algorithm, name, flags);
  EXPECT_THAT(key.status, IsSuccess());
  return std::move(key.handle);
}

Output store_export(NCRYPT_KEY_HANDLE key, LPCWSTR type, NCryptBufferDesc* parameters, NCRYPT_KEY_HANDLE export_key) {
  return asked_twice([&](PBYTE out, DWORD size, DWORD* result) {
    return NCryptExportKey(key, export_key, type, parameters, out, size, result, 0);
  });
}

Output store_property(NCRYPT_HANDLE object, LPCWSTR name, DWORD flags) {
  return asked_twice(
      [&](PBYTE out, DWORD size, DWORD* result) { return NCryptGetProperty(object, name, out, size, result, flags); });
}

SECURITY_STATUS set_store_property(NCRYPT_HANDLE object, LPCWSTR name, const Bytes& value, DWORD flags) {
  return NCryptSetProperty(object, name, exact(value).get(), len(value), flags);
}

SECURITY_STATUS set_store_number(NCRYPT_HANDLE object, LPCWSTR name, DWORD value, DWORD flags) {
  return set_store_property(object, name, le32(value), flags);
}

DWORD store_number(NCRYPT_HANDLE object, LPCWSTR name) {
  const Output out = store_property(object, name);
  EXPECT_THAT(out.status, IsSuccess());
  if (out.bytes.size() != 4) return kUntouchedSize;
  return static_cast<DWORD>(out.bytes[0]) | static_cast<DWORD>(out.bytes[1]) << 8 |
         static_cast<DWORD>(out.bytes[2]) << 16 | static_cast<DWORD>(out.bytes[3]) << 24;
}

std::string store_text(NCRYPT_HANDLE object, LPCWSTR name) {
  const Output out = store_property(object, name);
  if (out.status != ERROR_SUCCESS) return status_name(out.status);
  if (out.bytes.size() < 2 || out.bytes.size() % 2 != 0 || out.bytes.back() != 0) return "not a text with its NUL";
  WideText wide;
  for (std::size_t i = 0; i + 2 < out.bytes.size(); i += 2)
    wide += static_cast<WCHAR>(out.bytes[i] | out.bytes[i + 1] << 8);
  return narrow(wide);
}

}  // namespace cngtest
