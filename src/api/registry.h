// What the configuration functions report: which providers there are, and which functions a context has. Windows keeps
// it in its registry; here it follows from the tables, and nothing changes it.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "api/cng_headers.h"
#include "core/result.h"
#include "core/wide_string.h"

namespace cng::api {

struct ProviderInfo {
  WideView name;
  WideView image;
};

// The providers that are served. Each has interfaces and, for them, functions.
std::span<const ProviderInfo> all_providers();
const ProviderInfo* find_provider(WideView name);

// The interfaces of a provider, BCRYPT_*_INTERFACE or NCRYPT_KEY_STORAGE_INTERFACE.
std::vector<ULONG> interfaces_of(const ProviderInfo& provider);

// The functions of a provider for an interface, as algorithm names; empty if it does not have the interface.
std::vector<WideView> functions_of(const ProviderInfo& provider, ULONG interface_id);

// Checks dwTable and finds a context there; not_found: the table has no such context.
struct Context {
  WideView name;
  bool ssl;
};
std::span<const Context> all_contexts();
Result<const Context*> find_context(ULONG table, LPCWSTR name);

// The functions of an interface in a context, in the order of their priority; not_found if there are none.
Result<std::vector<WideView>> functions_of(const Context& context, ULONG interface_id);

}  // namespace cng::api
