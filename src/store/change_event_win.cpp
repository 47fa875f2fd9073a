#include <windows.h>

#include <algorithm>
#include <iterator>
#include <mutex>

#include "core/lock.h"
#include "store/atomic_file.h"
#include "store/change_event.h"

namespace cng::store {
namespace {

// The handles that were made: a caller must not be able to close any other handle of the process.
Lock g_lock;
HANDLE g_events[64];

HANDLE* find_event(HANDLE wanted) {
  HANDLE* const found = std::find(std::begin(g_events), std::end(g_events), wanted);
  return found == std::end(g_events) ? nullptr : found;
}

}  // namespace

Result<void*> watch(const KeyStore& store) {
  const Result<Folder> made = Folder::make(store.folder(), store.scope());
  if (!made) return made.error();
  wchar_t path[4096];
  if (MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, store.folder().c_str(), -1, path,
                          static_cast<int>(std::size(path))) == 0)
    return not_permitted("the folder of the store has too long a name");
  const std::lock_guard guard(g_lock);
  HANDLE* const place = find_event(nullptr);
  if (place == nullptr) return no_memory("too many events");
  const HANDLE event =
      FindFirstChangeNotificationW(path, TRUE, FILE_NOTIFY_CHANGE_FILE_NAME | FILE_NOTIFY_CHANGE_LAST_WRITE);
  if (event == INVALID_HANDLE_VALUE) return Error{Code::storage_failure, "the system does not watch the store"};
  *place = event;
  return event;
}

Status stop_watching(void* event) {
  const std::lock_guard guard(g_lock);
  HANDLE* const place = event == nullptr ? nullptr : find_event(event);
  if (place == nullptr) return invalid_handle("not an event of NCryptNotifyChangeKey");
  *place = nullptr;
  FindCloseChangeNotification(event);
  return {};
}

}  // namespace cng::store
