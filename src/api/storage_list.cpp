// NCryptEnumKeys: a snapshot of the names, taken by the first call, and one name of it a call.
#include "api/storage_list.h"

#include <cstdlib>
#include <cstring>

#include "api/storage_api.h"
#include "api/storage_objects.h"
#include "store/key_store.h"

namespace cng::api {
namespace {

struct Listing {
  std::vector<store::Entry> entries;
  std::size_t next = 0;
  bool machine = false;
  Listing* after = nullptr;  // in the list of all that live
};

constinit Lock g_lock;  // guards what follows
constinit Listing* g_first = nullptr;

// The listing at this address if it is one that lives: a foreign pointer is compared and never followed.
Listing** find_listing(const void* state) {
  for (Listing** link = &g_first; *link != nullptr; link = &(*link)->after)
    if (*link == state) return link;
  return nullptr;
}

Result<std::unique_ptr<Listing>> take_snapshot(const StorageProvider& provider, DWORD flags) {
  auto listing = std::make_unique<Listing>();
  listing->machine = (flags & NCRYPT_MACHINE_KEY_FLAG) != 0;
  if (provider.kind != ProviderKind::software) return listing;
  const Result<store::KeyStore> store =
      store::KeyStore::open(listing->machine ? store::Scope::machine : store::Scope::user);
  if (!store) return store.error();
  Result<std::vector<store::Entry>> entries = store->list();
  if (!entries) return entries.error();
  listing->entries = std::move(*entries);
  return listing;
}

// One block: the structure, then both names.
NCryptKeyName* make_name(const store::Entry& entry, bool machine) {
  const std::size_t units = entry.name.size() + entry.algorithm.size() + 2;
  auto* made = static_cast<NCryptKeyName*>(std::malloc(sizeof(NCryptKeyName) + units * sizeof(Char16)));
  if (made == nullptr) return nullptr;
  auto* text = reinterpret_cast<Char16*>(made + 1);
  std::memcpy(text, entry.name.c_str(), (entry.name.size() + 1) * sizeof(Char16));
  made->pszName = text;
  text += entry.name.size() + 1;
  std::memcpy(text, entry.algorithm.c_str(), (entry.algorithm.size() + 1) * sizeof(Char16));
  made->pszAlgid = text;
  made->dwLegacyKeySpec = entry.legacy_spec;
  made->dwFlags = machine ? NCRYPT_MACHINE_KEY_FLAG : 0;
  return made;
}

// The lock is held.
Status give_next(Listing& listing, NCryptKeyName** out) {
  if (listing.next == listing.entries.size()) return Error{Code::no_more_items, "there are no more keys"};
  NCryptKeyName* name = make_name(listing.entries[listing.next], listing.machine);
  if (name == nullptr) return no_memory("out of memory");
  ++listing.next;
  *out = name;
  return {};
}

}  // namespace

bool free_listing(void* state) {
  std::unique_ptr<Listing> gone;
  const std::lock_guard guard(g_lock);
  Listing** const link = find_listing(state);
  if (link == nullptr) return false;
  gone.reset(*link);
  *link = gone->after;
  return true;
}

Status enum_keys(NCRYPT_PROV_HANDLE hProvider, LPCWSTR pszScope, NCryptKeyName** ppKeyName, void** ppEnumState,
                 DWORD dwFlags) {
  const Result<Pin<StorageProvider>> provider = find_storage_provider(hProvider);
  if (!provider) return provider.error();
  CNG_TRY(check_storage_flags(dwFlags, NCRYPT_MACHINE_KEY_FLAG));
  if (ppKeyName == nullptr || ppEnumState == nullptr) return invalid_parameter("ppKeyName or ppEnumState is NULL");
  if (pszScope != nullptr) return not_supported("there are no scopes");
  if (*ppEnumState != nullptr) {
    const std::lock_guard guard(g_lock);
    Listing** const link = find_listing(*ppEnumState);
    if (link == nullptr) return invalid_parameter("*ppEnumState is not one of ours");
    return give_next(**link, ppKeyName);
  }
  Result<std::unique_ptr<Listing>> listing = take_snapshot(**provider, dwFlags);
  if (!listing) return listing.error();
  CNG_TRY(give_next(**listing, ppKeyName));
  const std::lock_guard guard(g_lock);
  (*listing)->after = g_first;
  g_first = listing->release();
  *ppEnumState = g_first;
  return {};
}

}  // namespace cng::api
