// Key storage: handles that free themselves, and the calls that make them.
#ifndef OPENCNG_TESTS_SUPPORT_STORAGE_H_
#define OPENCNG_TESTS_SUPPORT_STORAGE_H_

#include <utility>

#include "support/handles.h"
#include "support/properties.h"

namespace cngtest {

// Stored frees its NCrypt handle when it dies.
class Stored {
 public:
  Stored() = default;
  explicit Stored(NCRYPT_HANDLE handle) : handle_(handle) {}
  Stored(Stored&& other) noexcept : handle_(other.release()) {}
  Stored& operator=(Stored&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Stored() { reset(); }
  operator NCRYPT_HANDLE() const { return handle_; }
  NCRYPT_HANDLE release() { return std::exchange(handle_, 0); }
  void reset() {
    if (handle_ != 0) NCryptFreeObject(handle_);
    handle_ = 0;
  }

 private:
  NCRYPT_HANDLE handle_ = 0;
};

inline constexpr NCRYPT_HANDLE kUntouchedHandle = 0x5EA1ED00;

// The software provider; the test fails when it cannot be opened.
Stored open_storage(LPCWSTR name = nullptr);

// StoredKey is what a call that makes a storage key did.
struct StoredKey {
  SECURITY_STATUS status = 0;
  Stored handle;
};
// ParameterList is a parameter list with its buffers.
class ParameterList {
 public:
  ParameterList& add(ULONG type, Bytes bytes);
  ParameterList& add(ULONG type, std::string_view ascii) { return add(type, text_bytes(ascii)); }
  NCryptBufferDesc* get();

 private:
  std::vector<std::pair<ULONG, Bytes>> content_;
  std::vector<BCryptBuffer> buffers_;
  NCryptBufferDesc list_{};
};

StoredKey store_import(NCRYPT_PROV_HANDLE provider, LPCWSTR type, const Bytes& blob, DWORD flags = 0,
                       NCryptBufferDesc* parameters = nullptr, NCRYPT_KEY_HANDLE import_key = 0);
StoredKey store_create(NCRYPT_PROV_HANDLE provider, LPCWSTR algorithm, LPCWSTR name = nullptr, DWORD flags = 0);

// A key that is there; the test fails when it is not.
Stored stored_import(NCRYPT_PROV_HANDLE provider, LPCWSTR type, const Bytes& blob, DWORD flags = 0,
                     NCryptBufferDesc* parameters = nullptr);
Stored stored_create(NCRYPT_PROV_HANDLE provider, LPCWSTR algorithm, LPCWSTR name = nullptr, DWORD flags = 0);

// These check that the size query agrees with the call and that nothing behind the size is written.
Output store_export(NCRYPT_KEY_HANDLE key, LPCWSTR type, NCryptBufferDesc* parameters = nullptr,
                    NCRYPT_KEY_HANDLE export_key = 0);
Output store_property(NCRYPT_HANDLE object, LPCWSTR name, DWORD flags = 0);
SECURITY_STATUS set_store_property(NCRYPT_HANDLE object, LPCWSTR name, const Bytes& value, DWORD flags = 0);
SECURITY_STATUS set_store_number(NCRYPT_HANDLE object, LPCWSTR name, DWORD value, DWORD flags = 0);

// The value, or a number or text that cannot be one, which fails the comparison.
DWORD store_number(NCRYPT_HANDLE object, LPCWSTR name);
std::string store_text(NCRYPT_HANDLE object, LPCWSTR name);

}  // namespace cngtest

#endif  // OPENCNG_TESTS_SUPPORT_STORAGE_H_
