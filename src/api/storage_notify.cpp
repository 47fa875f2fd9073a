// NCryptNotifyChangeKey: an event for changes in the user's or the machine's keys.
#include "api/storage_api.h"
#include "api/storage_objects.h"
#include "store/change_event.h"

namespace cng::api {

Status notify_change_key(NCRYPT_PROV_HANDLE hProvider, HANDLE* phEvent, DWORD dwFlags) {
  const Result<Pin<StorageProvider>> provider = find_storage_provider(hProvider);
  if (!provider) return provider.error();
  CNG_TRY(check_storage_flags(dwFlags,
                              NCRYPT_REGISTER_NOTIFY_FLAG | NCRYPT_UNREGISTER_NOTIFY_FLAG | NCRYPT_MACHINE_KEY_FLAG));
  const bool begins = (dwFlags & NCRYPT_REGISTER_NOTIFY_FLAG) != 0,
             ends = (dwFlags & NCRYPT_UNREGISTER_NOTIFY_FLAG) != 0;
  const bool machine = (dwFlags & NCRYPT_MACHINE_KEY_FLAG) != 0;
  if (begins == ends || (ends && machine)) return bad_flags("either the beginning or the end is asked for");
  if (phEvent == nullptr) return invalid_parameter("phEvent is NULL");
  if ((*provider)->kind != ProviderKind::software) return not_supported("cards are not watched");
  if (ends) {
    CNG_TRY(store::stop_watching(*phEvent));
    *phEvent = reinterpret_cast<HANDLE>(~ULONG_PTR{0});  // INVALID_HANDLE_VALUE, which only Windows' headers have
    return {};
  }
  const Result<store::KeyStore> keys = store::KeyStore::open(machine ? store::Scope::machine : store::Scope::user);
  if (!keys) return keys.error();
  const Result<void*> event = store::watch(*keys);
  if (!event) return event.error();
  *phEvent = *event;
  return {};
}

}  // namespace cng::api
