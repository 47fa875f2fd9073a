// NCryptGetProperty, NCryptSetProperty: finds out what the handle names; the properties of providers.
#include "api/storage_properties.h"

#include "api/property_output.h"
#include "api/storage_api.h"

namespace cng::api {
namespace {

constexpr std::size_t kLongestName = NCRYPT_MAX_PROPERTY_NAME;
constexpr std::size_t kMostData = NCRYPT_MAX_PROPERTY_DATA;
constexpr DWORD kPersistFlags = static_cast<DWORD>(NCRYPT_PERSIST_FLAG) | static_cast<DWORD>(NCRYPT_PERSIST_ONLY_FLAG);

// Whose flags say which part is meant. There are no security descriptors here; "Security Descr Support" says so.
Status refuse_security_descriptor(DWORD flags) {
  const DWORD parts = flags & ~static_cast<DWORD>(NCRYPT_SILENT_FLAG);
  if (parts == 0) return bad_flags("the flags say which part of the descriptor is meant");
  if ((parts & static_cast<DWORD>(NCRYPT_PERSIST_ONLY_FLAG)) != 0)
    return bad_flags("a security descriptor is not a value of the program");
  return not_supported("keys have no security descriptors here");
}

Status get_provider_property(StorageProvider& provider, WideView name, const Output& out) {
  constexpr DWORD kVersion = 0x00010000, kLongestKeyName = 512;
  const bool software = provider.kind == ProviderKind::software;
  if (name == CNG_W("Name"))
    return put_string(out, software ? CNG_W("Microsoft Software Key Storage Provider")
                                    : CNG_W("Microsoft Smart Card Key Storage Provider"));
  if (name == CNG_W("Impl Type")) {
    constexpr DWORD kCard = NCRYPT_IMPL_HARDWARE_FLAG | NCRYPT_IMPL_REMOVABLE_FLAG;
    return put_dword(out, software ? DWORD{NCRYPT_IMPL_SOFTWARE_FLAG} : kCard);
  }
  if (name == CNG_W("Version")) return put_dword(out, kVersion);
  if (name == CNG_W("Max Name Length")) return put_dword(out, kLongestKeyName);
  if (name == CNG_W("Security Descr Support")) return put_dword(out, 0);
  const std::lock_guard guard(provider.lock);
  if (name == CNG_W("Use Context")) {
    if (provider.use_context.empty()) return not_found("Use Context is not set");
    return put_string(out, provider.use_context);
  }
  if (name == CNG_W("HWND Handle")) {
    if (!provider.window) return not_found("HWND Handle is not set");
    return put_handle(out, *provider.window);
  }
  return kNoSuchProperty;
}

Status set_provider_property(StorageProvider& provider, WideView name, ByteView value) {
  const std::lock_guard guard(provider.lock);
  if (name == CNG_W("Use Context")) {
    provider.use_context.assign(value.size() / sizeof(Char16), 0);
    if (!value.empty()) std::memcpy(provider.use_context.data(), value.data(), value.size() & ~std::size_t{1});
    provider.use_context.resize(provider.use_context.find(Char16{0}) == WideText::npos
                                    ? provider.use_context.size()
                                    : provider.use_context.find(Char16{0}));
    return {};
  }
  if (name != CNG_W("HWND Handle")) return kNoSuchProperty;
  Handle window = 0;
  if (value.size() != sizeof window) return invalid_parameter("the value is not a window handle");
  std::memcpy(&window, value.data(), sizeof window);
  provider.window = window;
  return {};
}

struct Target {
  Pin<StorageKey> key;
  Pin<StorageProvider> provider;
};

Result<Target> find_target(NCRYPT_HANDLE handle) {
  Target target;
  if (Result<Pin<StorageKey>> key = find_storage_key(handle); key)
    return Target{std::move(*key), Pin<StorageProvider>()};
  Result<Pin<StorageProvider>> provider = find_storage_provider(handle);
  if (!provider) return provider.error();
  return Target{Pin<StorageKey>(), std::move(*provider)};
}

Status check_name(LPCWSTR name) {
  if (name == nullptr) return invalid_parameter("pszProperty is NULL");
  if (wide(name).size() > kLongestName) return invalid_parameter("the name of a property has at most 64 characters");
  return {};
}

}  // namespace

Status get_storage_property(NCRYPT_HANDLE hObject, LPCWSTR pszProperty, BYTE* pbOutput, DWORD cbOutput,
                            DWORD* pcbResult, DWORD dwFlags) {
  const Result<Target> target = find_target(hObject);
  if (!target) return target.error();
  CNG_TRY(check_name(pszProperty));
  if (pcbResult == nullptr) return invalid_parameter("pcbResult is NULL");
  const WideView name = wide(pszProperty);
  if (target->key && name == CNG_W("Security Descr")) return refuse_security_descriptor(dwFlags);
  CNG_TRY(check_storage_flags(dwFlags, NCRYPT_PERSIST_ONLY_FLAG));
  const Output out{pbOutput, cbOutput, pcbResult};
  if (target->key) return get_storage_key_property(*target->key, name, out, dwFlags);
  return get_provider_property(*target->provider, name, out);
}

Status set_storage_property(NCRYPT_HANDLE hObject, LPCWSTR pszProperty, const BYTE* pbInput, DWORD cbInput,
                            DWORD dwFlags) {
  const Result<Target> target = find_target(hObject);
  if (!target) return target.error();
  CNG_TRY(check_name(pszProperty));
  if (pbInput == nullptr) return invalid_parameter("pbInput is NULL");
  const WideView name = wide(pszProperty);
  if (target->key && name == CNG_W("Security Descr")) return refuse_security_descriptor(dwFlags);
  CNG_TRY(check_storage_flags(dwFlags, kPersistFlags));
  if (cbInput > kMostData) return invalid_parameter("the value is longer than a property may be");
  const ByteView value(pbInput, cbInput);
  if (target->key) return set_storage_key_property(*target->key, name, value, dwFlags);
  return set_provider_property(*target->provider, name, value);
}

}  // namespace cng::api
