#include "api/registry.h"

#include <algorithm>

#include "core/algorithm.h"

namespace cng::api {
namespace {

constexpr ProviderInfo kProviders[] = {
    {CNG_W("Microsoft Primitive Provider"), CNG_W("bcrypt.dll")},
    {CNG_W("Microsoft Software Key Storage Provider"), CNG_W("ncrypt.dll")},
};

constexpr Context kContexts[] = {{CNG_W("Default"), false}, {CNG_W("SSL"), true}};

// The function of the one interface that ncrypt.dll serves.
constexpr WideView kKeyStorage = CNG_W("KEY_STORAGE");

// The cipher suites of Schannel and their order, for programs that read it. Nothing here runs TLS. Source: Microsoft,
// "TLS Cipher Suites in Windows 11", those that are enabled by default and need no key that is shared in advance.
constexpr WideView kCipherSuites[] = {
    CNG_W("TLS_AES_256_GCM_SHA384"),
    CNG_W("TLS_AES_128_GCM_SHA256"),
    CNG_W("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"),
    CNG_W("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"),
    CNG_W("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"),
    CNG_W("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"),
    CNG_W("TLS_DHE_RSA_WITH_AES_256_GCM_SHA384"),
    CNG_W("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256"),
    CNG_W("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384"),
    CNG_W("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256"),
    CNG_W("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"),
    CNG_W("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256"),
    CNG_W("TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA"),
    CNG_W("TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA"),
    CNG_W("TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"),
    CNG_W("TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA"),
    CNG_W("TLS_RSA_WITH_AES_256_GCM_SHA384"),
    CNG_W("TLS_RSA_WITH_AES_128_GCM_SHA256"),
    CNG_W("TLS_RSA_WITH_AES_256_CBC_SHA256"),
    CNG_W("TLS_RSA_WITH_AES_128_CBC_SHA256"),
    CNG_W("TLS_RSA_WITH_AES_256_CBC_SHA"),
    CNG_W("TLS_RSA_WITH_AES_128_CBC_SHA"),
};

std::vector<WideView> algorithms_of(ULONG interface_id) {
  std::vector<WideView> names;
  for (const AlgorithmInfo& row : all_algorithms())
    if (static_cast<ULONG>(row.interface) == interface_id) names.push_back(row.name);
  return names;
}

bool is_key_storage(const ProviderInfo& provider) { return &provider != &kProviders[0]; }

}  // namespace

std::span<const ProviderInfo> all_providers() { return kProviders; }

const ProviderInfo* find_provider(WideView name) {
  for (const ProviderInfo& row : kProviders)
    if (row.name == name) return &row;
  return nullptr;
}

std::vector<ULONG> interfaces_of(const ProviderInfo& provider) {
  if (is_key_storage(provider)) return {NCRYPT_KEY_STORAGE_INTERFACE};
  std::vector<ULONG> ids;
  for (const AlgorithmInfo& row : all_algorithms())
    if (std::find(ids.begin(), ids.end(), static_cast<ULONG>(row.interface)) == ids.end())
      ids.push_back(static_cast<ULONG>(row.interface));
  std::sort(ids.begin(), ids.end());
  return ids;
}

std::vector<WideView> functions_of(const ProviderInfo& provider, ULONG interface_id) {
  if (!is_key_storage(provider)) return algorithms_of(interface_id);
  return interface_id == NCRYPT_KEY_STORAGE_INTERFACE ? std::vector<WideView>{kKeyStorage} : std::vector<WideView>{};
}

std::span<const Context> all_contexts() { return kContexts; }

Result<const Context*> find_context(ULONG table, LPCWSTR name) {
  if (table != CRYPT_LOCAL && table != CRYPT_DOMAIN) return invalid_parameter("no such configuration table");
  if (name == nullptr) return invalid_parameter("pszContext is NULL");
  for (const Context& row : kContexts)
    if (table == CRYPT_LOCAL && row.name == wide(name)) return &row;
  return not_found("the table has no such context");
}

Result<std::vector<WideView>> functions_of(const Context& context, ULONG interface_id) {
  std::vector<WideView> names;
  if (context.ssl) {
    if (interface_id == NCRYPT_SCHANNEL_INTERFACE) names.assign(std::begin(kCipherSuites), std::end(kCipherSuites));
  } else {
    for (const ProviderInfo& provider : kProviders) {
      const std::vector<WideView> some = functions_of(provider, interface_id);
      names.insert(names.end(), some.begin(), some.end());
    }
  }
  if (names.empty()) return not_found("the context has no functions of this interface");
  return names;
}

}  // namespace cng::api
