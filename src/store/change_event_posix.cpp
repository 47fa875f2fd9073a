#include "store/change_event.h"

namespace cng::store {

Result<void*> watch(const KeyStore&) { return not_supported("there are no event handles on this system"); }
Status stop_watching(void*) { return not_supported("there are no event handles on this system"); }

}  // namespace cng::store
