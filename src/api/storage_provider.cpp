// Providers of key storage: opening, listing, what they have, and the end of every kind of handle.
#include <cstdlib>
#include <cstring>
#include <span>
#include <vector>

#include "api/output.h"
#include "api/storage_algorithm.h"
#include "api/storage_api.h"
#include "api/storage_list.h"
#include "api/storage_objects.h"

namespace cng::api {
namespace {

constexpr WideView kSoftware = CNG_W("Microsoft Software Key Storage Provider");
constexpr WideView kSmartCard = CNG_W("Microsoft Smart Card Key Storage Provider");
// Providers of hardware that is never there for us.
constexpr WideView kHardware[] = {CNG_W("Microsoft Platform Crypto Provider"),
                                  CNG_W("Microsoft Passport Key Storage Provider"),
                                  CNG_W("Microsoft Pluton Cryptographic Provider")};

Result<ProviderKind> find_provider(WideView name) {
  if (name == kSoftware) return ProviderKind::software;
  if (name == kSmartCard) return ProviderKind::smart_card;
  for (const WideView row : kHardware)
    if (name == row) return Error{Code::device_not_ready, "the hardware of this provider is not there"};
  return not_found("no such storage provider");
}

// Copies a string to `*text`, which it moves on, and gives the copy.
Char16* put_text(Char16*& text, WideView from) {
  Char16* const start = text;
  if (!from.empty()) std::memcpy(text, from.data(), from.size() * sizeof(Char16));
  text[from.size()] = 0;
  text += from.size() + 1;
  return start;
}

// One block for an array of `Row` and the strings behind it; null without memory.
template <class Row>
Row* allocate_list(std::size_t rows, std::size_t text_units) {
  return static_cast<Row*>(std::malloc(rows * sizeof(Row) + text_units * sizeof(Char16) + 1));
}

}  // namespace

Status open_storage_provider(NCRYPT_PROV_HANDLE* phProvider, LPCWSTR pszProviderName, DWORD dwFlags) {
  if (phProvider == nullptr) return invalid_parameter("phProvider is NULL");
  CNG_TRY(check_storage_flags(dwFlags, NCRYPT_IGNORE_DEVICE_STATE_FLAG));
  const Result<ProviderKind> kind =
      pszProviderName == nullptr ? ProviderKind::software : find_provider(wide(pszProviderName));
  if (!kind) return kind.error();
  void* handle = nullptr;
  CNG_TRY(give_handle(std::make_unique<StorageProvider>(*kind), Kind::storage_provider, &handle));
  *phProvider = to_handle(handle);
  return {};
}

Status enum_storage_providers(DWORD* pdwProviderCount, NCryptProviderName** ppProviderList, DWORD dwFlags) {
  if (pdwProviderCount == nullptr || ppProviderList == nullptr)
    return invalid_parameter("pdwProviderCount or ppProviderList is NULL");
  CNG_TRY(check_storage_flags(dwFlags, 0));
  constexpr WideView kNames[] = {kSoftware, kSmartCard};
  std::size_t units = 0;
  for (const WideView name : kNames) units += name.size() + 2;  // with its NUL, and an empty comment
  auto* list = allocate_list<NCryptProviderName>(std::size(kNames), units);
  if (list == nullptr) return no_memory("out of memory");
  auto* text = reinterpret_cast<Char16*>(list + std::size(kNames));
  for (std::size_t i = 0; i < std::size(kNames); ++i) {
    list[i].pszName = put_text(text, kNames[i]);
    list[i].pszComment = put_text(text, {});
  }
  *pdwProviderCount = static_cast<DWORD>(std::size(kNames));
  *ppProviderList = list;
  return {};
}

Status enum_storage_algorithms(NCRYPT_PROV_HANDLE hProvider, DWORD dwAlgOperations, DWORD* pdwAlgCount,
                               NCryptAlgorithmName** ppAlgList, DWORD dwFlags) {
  const Result<Pin<StorageProvider>> provider = find_storage_provider(hProvider);
  if (!provider) return provider.error();
  CNG_TRY(check_storage_flags(dwFlags, 0));
  if (pdwAlgCount == nullptr || ppAlgList == nullptr) return invalid_parameter("pdwAlgCount or ppAlgList is NULL");
  constexpr DWORD kAllOperations = 0xFF;
  if ((dwAlgOperations & ~kAllOperations) != 0) return invalid_parameter("unknown operation");
  std::vector<const AlgorithmInfo*> rows;
  std::size_t units = 0;
  for (const AlgorithmInfo& row : all_algorithms()) {
    if (!is_storage_algorithm(row)) continue;
    if (dwAlgOperations != 0 && (storage_operations(row) & dwAlgOperations) == 0) continue;
    rows.push_back(&row);
    units += row.name.size() + 1;
  }
  auto* list = allocate_list<NCryptAlgorithmName>(rows.size(), units);
  if (list == nullptr) return no_memory("out of memory");
  auto* text = reinterpret_cast<Char16*>(list + rows.size());
  for (std::size_t i = 0; i < rows.size(); ++i)
    list[i] = {put_text(text, rows[i]->name), static_cast<DWORD>(rows[i]->interface), storage_operations(*rows[i]), 0};
  *pdwAlgCount = static_cast<DWORD>(rows.size());
  *ppAlgList = list;
  return {};
}

Status is_alg_supported(NCRYPT_PROV_HANDLE hProvider, LPCWSTR pszAlgId, DWORD dwFlags) {
  const Result<Pin<StorageProvider>> provider = find_storage_provider(hProvider);
  if (!provider) return provider.error();
  if (pszAlgId == nullptr) return Error{Code::null_reference, "pszAlgId is NULL"};
  CNG_TRY(check_storage_flags(dwFlags, 0));
  if (find_storage_algorithm(wide(pszAlgId)) == nullptr) return not_supported("no keys of this algorithm are kept");
  return {};
}

Status free_storage_buffer(void* pvInput) {
  if (pvInput == nullptr) return invalid_parameter("pvInput is NULL");
  if (!free_listing(pvInput)) std::free(pvInput);
  return {};
}

Status free_object(NCRYPT_HANDLE hObject) {
  if (release_provider(hObject, false)) return {};
  if (handles().destroy(hObject, Kind::storage_key)) return {};
  if (handles().destroy(hObject, Kind::secret)) return {};
  return invalid_handle("not a handle of ncrypt");
}

bool is_key_handle(NCRYPT_KEY_HANDLE hKey) {
  return static_cast<bool>(handles().pin<StorageKey>(hKey, Kind::storage_key));
}

}  // namespace cng::api
