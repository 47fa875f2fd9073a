// Events that tell of changes in a store, for NCryptNotifyChangeKey. change_event_win.cpp; not_supported on ELF.
#pragma once

#include "core/result.h"
#include "store/key_store.h"

namespace cng::store {

// A handle to wait for, which is signalled when something in the store changes from now on; the store's folder is made
// if it is not there. Its owner ends it by stop_watching; invalid_handle: watch did not make it, or it has ended.
Result<void*> watch(const KeyStore& store);
Status stop_watching(void* event);

}  // namespace cng::store
