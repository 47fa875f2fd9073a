#include <windows.h>

// After windows.h, which it needs.
#include <wincrypt.h>

#include <cstring>
#include <string>
#include <utility>

#include "store/dll_win.h"
#include "store/legacy.h"

namespace cng::store::legacy {
namespace {

constexpr wchar_t kDll[] = L"advapi32.dll";

// A function of CryptoAPI, or the error that it leaves.
template <class Function>
struct Call {
  explicit Call(const char* name) : function(find<Function>(kDll, name)) {}
  template <class... Arguments>
  bool operator()(Arguments... arguments) const {
    if (function == nullptr) SetLastError(static_cast<DWORD>(NTE_FAIL));
    return function != nullptr && function(arguments...) != 0;
  }
  Function* const function;
};
#define CNG_CRYPT(name) Call<decltype(name)>(#name)

Error refused() {
  switch (GetLastError()) {
    case static_cast<DWORD>(NTE_EXISTS):
      return {Code::exists, "CryptoAPI has a container of this name"};
    case static_cast<DWORD>(NTE_BAD_KEYSET):
    case static_cast<DWORD>(NTE_KEYSET_NOT_DEF):
    case static_cast<DWORD>(NTE_NO_KEY):
      return bad_keyset("CryptoAPI has no such container or key");
    case static_cast<DWORD>(NTE_BAD_KEYSET_PARAM):
      return invalid_parameter("CryptoAPI takes no container of this name");
    case static_cast<DWORD>(NTE_PERM):
    case ERROR_ACCESS_DENIED:
      return not_permitted("CryptoAPI does not let this account at the container");
    default:
      return {Code::storage_failure, "CryptoAPI refuses"};
  }
}

class Context {
 public:
  Context() = default;
  Context(Context&& other) noexcept : handle_(std::exchange(other.handle_, 0)) {}
  Context& operator=(Context&&) = delete;
  ~Context() { close(); }

  // A container, or CRYPT_NEWKEYSET for a new one, CRYPT_DELETEKEYSET for the end of one.
  static Result<Context> open(const Container& container, DWORD flags) {
    const DWORD machine = container.scope == Scope::machine ? CRYPT_MACHINE_KEYSET : 0u;
    Context context;
    if (!CNG_CRYPT(CryptAcquireContextW)(&context.handle_, container.name.c_str(), nullptr, DWORD{PROV_RSA_AES},
                                         flags | machine | CRYPT_SILENT))
      return refused();
    if (flags == CRYPT_DELETEKEYSET) context.handle_ = 0;
    return context;
  }

  HCRYPTPROV get() const { return handle_; }
  void close() {
    if (handle_ != 0) CNG_CRYPT(CryptReleaseContext)(std::exchange(handle_, 0), DWORD{0});
  }

 private:
  HCRYPTPROV handle_ = 0;
};

class KeyHandle {
 public:
  KeyHandle() = default;
  KeyHandle(const KeyHandle&) = delete;
  KeyHandle& operator=(const KeyHandle&) = delete;
  ~KeyHandle() {
    if (handle_ != 0) CNG_CRYPT(CryptDestroyKey)(handle_);
  }
  HCRYPTKEY get() const { return handle_; }
  HCRYPTKEY* out() { return &handle_; }

 private:
  HCRYPTKEY handle_ = 0;
};

// The algorithm in the blob's header says which place of the container the key goes to.
Status set_spec(ByteSpan blob, std::uint32_t spec) {
  if (blob.size() < sizeof(BLOBHEADER)) return internal_error("the blob is shorter than its header");
  const ALG_ID algorithm = spec == kSignature ? CALG_RSA_SIGN : CALG_RSA_KEYX;
  std::memcpy(blob.data() + offsetof(BLOBHEADER, aiKeyAlg), &algorithm, sizeof algorithm);
  return {};
}

Status import_into(const Context& context, const KeyPair& key, bool exportable) {
  SecretBytes blob(key.blob.view(SecretAccess{}), SecretAccess{});
  CNG_TRY(set_spec(blob.span(SecretAccess{}), key.spec));
  KeyHandle made;
  if (!CNG_CRYPT(CryptImportKey)(context.get(), static_cast<const BYTE*>(blob.view(SecretAccess{}).data()),
                                 static_cast<DWORD>(blob.size()), HCRYPTKEY{0},
                                 exportable ? DWORD{CRYPT_EXPORTABLE} : DWORD{0}, made.out()))
    return refused();
  return {};
}

DWORD number_of(HCRYPTPROV provider, DWORD parameter, DWORD otherwise) {
  DWORD value = 0, size = sizeof value;
  return CNG_CRYPT(CryptGetProvParam)(provider, parameter, reinterpret_cast<BYTE*>(&value), &size, DWORD{0})
             ? value
             : otherwise;
}

// CryptoAPI gives the name in the system's code page, whatever it was given.
Result<WideText> container_of(HCRYPTPROV provider) {
  char name[1024] = {};
  wchar_t wide[1024] = {};
  DWORD size = sizeof name - 1;
  if (!CNG_CRYPT(CryptGetProvParam)(provider, DWORD{PP_CONTAINER}, reinterpret_cast<BYTE*>(name), &size, DWORD{0}))
    return invalid_parameter("the handle names no container");
  if (MultiByteToWideChar(CP_ACP, 0, name, -1, wide, static_cast<int>(std::size(wide))) <= 1)
    return invalid_parameter("the handle names no container");
  return WideText(wide);
}

bool is_rsa_in_software(HCRYPTPROV provider) {
  const DWORD type = number_of(provider, PP_PROVTYPE, 0);
  if (type != PROV_RSA_FULL && type != PROV_RSA_SIG && type != PROV_RSA_SCHANNEL && type != PROV_RSA_AES) return false;
  return (number_of(provider, PP_IMPTYPE, CRYPT_IMPL_SOFTWARE) & CRYPT_IMPL_SOFTWARE) != 0;
}

Result<std::uint32_t> spec_of(HCRYPTKEY key) {
  ALG_ID algorithm = 0;
  DWORD size = sizeof algorithm;
  if (!CNG_CRYPT(CryptGetKeyParam)(key, DWORD{KP_ALGID}, reinterpret_cast<BYTE*>(&algorithm), &size, DWORD{0}))
    return invalid_handle("not a key handle of CryptoAPI");
  if (algorithm == CALG_RSA_KEYX) return kExchange;
  if (algorithm == CALG_RSA_SIGN) return kSignature;
  return not_supported("not an RSA key pair");
}

}  // namespace

Status check_present() { return {}; }

Status write(const Container& container, const KeyPair& key, bool exportable, Existing existing) {
  Result<Context> context = Context::open(container, CRYPT_NEWKEYSET);
  const bool is_new = static_cast<bool>(context);
  if (!is_new && (context.error().code != Code::exists || existing == Existing::keep)) return context.error();
  if (is_new) {
    const Status imported = import_into(*context, key, exportable);
    if (imported) return {};
    context->close();
    (void)Context::open(container, CRYPT_DELETEKEYSET);
    return imported;
  }
  const Result<Context> old = Context::open(container, 0);
  return old ? import_into(*old, key, exportable) : old.error();
}

Result<KeyPair> read(const Container& container, std::uint32_t spec) {
  if (container.name.size() > legacy::kMostNameUnits) return bad_keyset("there is no key of this name");
  const Result<Context> context = Context::open(container, 0);
  if (!context)
    return context.error().code == Code::not_permitted ? context.error() : bad_keyset("there is no key of this name");
  KeyPair out{spec == 0 ? kExchange : spec, SecretBytes()};
  KeyHandle key;
  bool found = CNG_CRYPT(CryptGetUserKey)(context->get(), DWORD{out.spec}, key.out());
  if (!found && spec == 0) {
    out.spec = kSignature;
    found = CNG_CRYPT(CryptGetUserKey)(context->get(), DWORD{out.spec}, key.out());
  }
  if (!found) return bad_keyset("the container of CryptoAPI has no such key");
  DWORD size = 0;
  const Call<decltype(CryptExportKey)> export_key("CryptExportKey");
  const auto ask = [&](BYTE* to) {
    return export_key(key.get(), HCRYPTKEY{0}, DWORD{PRIVATEKEYBLOB}, DWORD{0}, to, &size);
  };
  if (!ask(nullptr)) return bad_keyset("CryptoAPI does not give the key away");
  out.blob = SecretBytes(size);
  if (!ask(out.blob.span(SecretAccess{}).data())) return bad_keyset("CryptoAPI does not give the key away");
  return out;
}

Status remove(const Container& container, std::uint32_t spec) {
  {
    const Result<Context> context = Context::open(container, 0);
    if (!context) return context.error();
    KeyHandle other;
    if (CNG_CRYPT(CryptGetUserKey)(context->get(), DWORD{kExchange + kSignature - spec}, other.out()))
      return not_supported("the container of CryptoAPI has another key besides");
  }
  const Result<Context> gone = Context::open(container, CRYPT_DELETEKEYSET);
  return gone ? Status() : gone.error();
}

Result<Named> identify(std::uintptr_t provider, std::uintptr_t key, std::uint32_t spec) {
  if (provider == 0) return invalid_parameter("hLegacyProv is 0");
  if (!is_rsa_in_software(provider)) return not_supported("not a provider of RSA keys in software");
  Result<WideText> name = container_of(provider);
  if (!name) return name.error();
  if (key != 0) {
    const Result<std::uint32_t> told = spec_of(key);
    if (!told) return told.error();
    spec = *told;
  }
  if (spec != kExchange && spec != kSignature)
    return invalid_parameter("dwLegacyKeySpec is neither AT_KEYEXCHANGE nor AT_SIGNATURE");
  const bool machine = (number_of(provider, PP_KEYSET_TYPE, 0) & CRYPT_MACHINE_KEYSET) != 0;
  return Named{{std::move(*name), machine ? Scope::machine : Scope::user}, spec};
}

}  // namespace cng::store::legacy
