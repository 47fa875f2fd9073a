// The configuration of the system, as readers see it: BCryptEnumContexts, BCryptEnumContextFunctions,
// BCryptEnumContextFunctionProviders, BCryptQueryContextConfiguration, BCryptQueryContextFunctionConfiguration,
// BCryptQueryContextFunctionProperty; and BCryptGetFipsAlgorithmMode, BCryptRegisterConfigChangeNotify,
// BCryptUnregisterConfigChangeNotify.
#include <algorithm>

#include "api/api.h"
#include "api/block.h"
#include "api/registry.h"
#include "core/platform.h"

namespace cng::api {
namespace {

// A head of a count and an array of strings, as three structures have it.
template <class Head>
Status give_names(ULONG* pcbBuffer, Head** ppBuffer, ULONG Head::*count, PWSTR* Head::*array,
                  const std::vector<WideView>& names) {
  return give_block(pcbBuffer, ppBuffer, [&](BlockWriter& writer) {
    auto* head = writer.array<Head>(1);
    head->*count = static_cast<ULONG>(names.size());
    head->*array = writer.array<PWSTR>(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) (head->*array)[i] = writer.text(names[i]);
  });
}

// Finds a function of a context.
Result<const Context*> find_function(ULONG table, LPCWSTR context_name, ULONG interface_id, LPCWSTR function) {
  const Result<const Context*> context = find_context(table, context_name);
  if (!context) return context.error();
  if (function == nullptr) return invalid_parameter("pszFunction is NULL");
  const Result<std::vector<WideView>> names = functions_of(**context, interface_id);
  if (!names) return names.error();
  if (std::find(names->begin(), names->end(), wide(function)) == names->end())
    return not_found("the context has no such function");
  return *context;
}

}  // namespace

Status enum_contexts(ULONG dwTable, ULONG* pcbBuffer, CRYPT_CONTEXTS** ppBuffer) {
  if (dwTable != CRYPT_LOCAL && dwTable != CRYPT_DOMAIN) return invalid_parameter("no such configuration table");
  if (pcbBuffer == nullptr) return invalid_parameter("pcbBuffer is NULL");
  if (dwTable != CRYPT_LOCAL) return not_found("the table has no contexts");
  std::vector<WideView> names;
  for (const Context& row : all_contexts()) names.push_back(row.name);
  return give_names(pcbBuffer, ppBuffer, &CRYPT_CONTEXTS::cContexts, &CRYPT_CONTEXTS::rgpszContexts, names);
}

Status enum_context_functions(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface, ULONG* pcbBuffer,
                              CRYPT_CONTEXT_FUNCTIONS** ppBuffer) {
  const Result<const Context*> context = find_context(dwTable, pszContext);
  if (!context) return context.error();
  const Result<std::vector<WideView>> names = functions_of(**context, dwInterface);
  if (!names) return names.error();
  return give_names(pcbBuffer, ppBuffer, &CRYPT_CONTEXT_FUNCTIONS::cFunctions, &CRYPT_CONTEXT_FUNCTIONS::rgpszFunctions,
                    *names);
}

Status enum_context_function_providers(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface, LPCWSTR pszFunction,
                                       ULONG* pcbBuffer, CRYPT_CONTEXT_FUNCTION_PROVIDERS** ppBuffer) {
  const Result<const Context*> context = find_function(dwTable, pszContext, dwInterface, pszFunction);
  if (!context) return context.error();
  std::vector<WideView> names;
  for (const ProviderInfo& provider : all_providers()) {
    const std::vector<WideView> functions = functions_of(provider, dwInterface);
    if (std::find(functions.begin(), functions.end(), wide(pszFunction)) != functions.end())
      names.push_back(provider.name);
  }
  if (names.empty()) return not_found("no provider serves this function");
  return give_names(pcbBuffer, ppBuffer, &CRYPT_CONTEXT_FUNCTION_PROVIDERS::cProviders,
                    &CRYPT_CONTEXT_FUNCTION_PROVIDERS::rgpszProviders, names);
}

Status query_context_configuration(ULONG dwTable, LPCWSTR pszContext, ULONG* pcbBuffer,
                                   CRYPT_CONTEXT_CONFIG** ppBuffer) {
  const Result<const Context*> context = find_context(dwTable, pszContext);
  if (!context) return context.error();
  return give_block(pcbBuffer, ppBuffer, [](BlockWriter& writer) { writer.array<CRYPT_CONTEXT_CONFIG>(1); });
}

Status query_context_function_configuration(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface, LPCWSTR pszFunction,
                                            ULONG* pcbBuffer, CRYPT_CONTEXT_FUNCTION_CONFIG** ppBuffer) {
  const Result<const Context*> context = find_function(dwTable, pszContext, dwInterface, pszFunction);
  if (!context) return context.error();
  return give_block(pcbBuffer, ppBuffer, [](BlockWriter& writer) { writer.array<CRYPT_CONTEXT_FUNCTION_CONFIG>(1); });
}

Status query_context_function_property(ULONG dwTable, LPCWSTR pszContext, ULONG dwInterface, LPCWSTR pszFunction,
                                       LPCWSTR pszProperty, const ULONG* pcbValue) {
  if (pszProperty == nullptr || pcbValue == nullptr) return invalid_parameter("pszProperty or pcbValue is NULL");
  const Result<const Context*> context = find_function(dwTable, pszContext, dwInterface, pszFunction);
  if (!context) return context.error();
  return not_found("the function has no such property");
}

Status get_fips_algorithm_mode(BOOLEAN* pfEnabled) {
  if (pfEnabled == nullptr) return invalid_parameter("pfEnabled is NULL");
  *pfEnabled = platform::wants_fips() ? 1 : 0;
  return {};
}

// Nothing ever changes, so the event is never signalled.
Status register_config_change_notify(HANDLE* phEvent) {
  if (phEvent == nullptr) return invalid_parameter("phEvent is NULL");
  return platform::make_event(phEvent);
}

Status unregister_config_change_notify(HANDLE hEvent) { return platform::close_event(hEvent); }

}  // namespace cng::api
