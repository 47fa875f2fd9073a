// BCryptEnumProviders, BCryptEnumRegisteredProviders, BCryptResolveProviders, BCryptQueryProviderRegistration.
#include "api/api.h"
#include "api/block.h"
#include "api/registry.h"
#include "core/algorithm.h"

namespace cng::api {
namespace {

// Kernel mode has no image of ours.
bool is_mode(ULONG mode) { return mode >= CRYPT_UM && mode <= CRYPT_ANY; }
bool serves_mode(ULONG mode) { return mode == CRYPT_UM || mode == CRYPT_ANY; }

struct Match {
  ULONG interface_id;
  WideView function;
  const ProviderInfo* provider;
};

struct Question {
  ULONG interface_id;  // 0: any
  LPCWSTR function;    // null: any
  LPCWSTR provider;    // null: any
  bool all_functions;
};

std::vector<Match> resolve(const Question& question) {
  std::vector<Match> out;
  for (const ProviderInfo& provider : all_providers()) {
    if (question.provider != nullptr && provider.name != wide(question.provider)) continue;
    for (const ULONG id : interfaces_of(provider)) {
      if (question.interface_id != 0 && question.interface_id != id) continue;
      for (const WideView function : functions_of(provider, id)) {
        if (question.function != nullptr && function != wide(question.function)) continue;
        out.push_back({id, function, &provider});
        if (!question.all_functions) return out;
      }
    }
  }
  return out;
}

CRYPT_PROVIDER_REF* put_match(BlockWriter& writer, const Match& match) {
  auto* ref = writer.array<CRYPT_PROVIDER_REF>(1);
  ref->dwInterface = match.interface_id;
  ref->pszFunction = writer.text(match.function);
  ref->pszProvider = writer.text(match.provider->name);
  ref->pUM = writer.array<CRYPT_IMAGE_REF>(1);
  ref->pUM->pszImage = writer.text(match.provider->image);
  return ref;
}

CRYPT_INTERFACE_REG* put_interface(BlockWriter& writer, const ProviderInfo& provider, ULONG id) {
  const std::vector<WideView> functions = functions_of(provider, id);
  auto* reg = writer.array<CRYPT_INTERFACE_REG>(1);
  reg->dwInterface = id;
  reg->cFunctions = static_cast<ULONG>(functions.size());
  reg->rgpszFunctions = writer.array<PWSTR>(functions.size());
  for (std::size_t i = 0; i < functions.size(); ++i) reg->rgpszFunctions[i] = writer.text(functions[i]);
  return reg;
}

}  // namespace

Status enum_providers(LPCWSTR pszAlgId, ULONG* pImplCount, BCRYPT_PROVIDER_NAME** ppImplList, ULONG dwFlags) {
  if (pszAlgId == nullptr || pImplCount == nullptr || ppImplList == nullptr)
    return invalid_parameter("pszAlgId, pImplCount or ppImplList is NULL");
  if (dwFlags != 0) return invalid_parameter("no flag is defined");
  if (find_algorithm(wide(pszAlgId)) == nullptr) return not_found("no such algorithm");
  ULONG size = 0;
  BCRYPT_PROVIDER_NAME* list = nullptr;
  CNG_TRY(give_block(&size, &list, [](BlockWriter& writer) {
    auto* head = writer.array<BCRYPT_PROVIDER_NAME>(1);
    head->pszProviderName = writer.text(MS_PRIMITIVE_PROVIDER);
  }));
  *pImplCount = 1;
  *ppImplList = list;
  return {};
}

Status enum_registered_providers(ULONG* pcbBuffer, CRYPT_PROVIDERS** ppBuffer) {
  return give_block(pcbBuffer, ppBuffer, [](BlockWriter& writer) {
    const auto rows = all_providers();
    auto* head = writer.array<CRYPT_PROVIDERS>(1);
    head->cProviders = static_cast<ULONG>(rows.size());
    head->rgpszProviders = writer.array<PWSTR>(rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i) head->rgpszProviders[i] = writer.text(rows[i].name);
  });
}

Status resolve_providers(LPCWSTR pszContext, ULONG dwInterface, LPCWSTR pszFunction, LPCWSTR pszProvider, ULONG dwMode,
                         ULONG dwFlags, ULONG* pcbBuffer, CRYPT_PROVIDER_REFS** ppBuffer) {
  if (!is_mode(dwMode)) return invalid_parameter("no such mode");
  if ((dwFlags & ~static_cast<ULONG>(CRYPT_ALL_FUNCTIONS | CRYPT_ALL_PROVIDERS)) != 0)
    return invalid_parameter("unknown flag");
  if (pcbBuffer == nullptr) return invalid_parameter("pcbBuffer is NULL");
  if (pszContext != nullptr) {
    const Result<const Context*> context = find_context(CRYPT_LOCAL, pszContext);
    if (!context) return context.error();
    if ((*context)->ssl) return not_found("no provider serves this context");
  }
  if (!serves_mode(dwMode)) return not_found("no provider serves this mode");
  const std::vector<Match> matches =
      resolve({dwInterface, pszFunction, pszProvider, (dwFlags & CRYPT_ALL_FUNCTIONS) != 0});
  if (matches.empty()) return not_found("no provider serves this function");
  return give_block(pcbBuffer, ppBuffer, [&](BlockWriter& writer) {
    auto* head = writer.array<CRYPT_PROVIDER_REFS>(1);
    head->cProviders = static_cast<ULONG>(matches.size());
    head->rgpProviders = writer.array<CRYPT_PROVIDER_REF*>(matches.size());
    for (std::size_t i = 0; i < matches.size(); ++i) head->rgpProviders[i] = put_match(writer, matches[i]);
  });
}

Status query_provider_registration(LPCWSTR pszProvider, ULONG dwMode, ULONG dwInterface, ULONG* pcbBuffer,
                                   CRYPT_PROVIDER_REG** ppBuffer) {
  if (pszProvider == nullptr || pcbBuffer == nullptr) return invalid_parameter("pszProvider or pcbBuffer is NULL");
  if (!is_mode(dwMode)) return invalid_parameter("no such mode");
  const ProviderInfo* provider = find_provider(wide(pszProvider));
  if (provider == nullptr || !serves_mode(dwMode)) return not_found("no such provider in this mode");
  std::vector<ULONG> ids = interfaces_of(*provider);
  if (dwInterface != 0) std::erase_if(ids, [&](ULONG id) { return id != dwInterface; });
  if (ids.empty()) return not_found("the provider does not have this interface");
  return give_block(pcbBuffer, ppBuffer, [&](BlockWriter& writer) {
    auto* head = writer.array<CRYPT_PROVIDER_REG>(1);
    head->pUM = writer.array<CRYPT_IMAGE_REG>(1);
    head->pUM->pszImage = writer.text(provider->image);
    head->pUM->cInterfaces = static_cast<ULONG>(ids.size());
    head->pUM->rgpInterfaces = writer.array<CRYPT_INTERFACE_REG*>(ids.size());
    for (std::size_t i = 0; i < ids.size(); ++i) head->pUM->rgpInterfaces[i] = put_interface(writer, *provider, ids[i]);
  });
}

}  // namespace cng::api
