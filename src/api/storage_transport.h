// OpaqueTransport: a key with all that belongs to it, sealed for the account or, if it is the machine's, for the
// machine.
#pragma once

#include "api/storage_record.h"

namespace cng::api {

// The blob of a key that has a private half. not_supported: keys of this algorithm have none; KeyStore's errors when
// the sealing key cannot be made.
Result<SecretBytes> make_transport(StorageKey& key);

// bad_data, whatever is wrong with the blob.
Result<Imported> import_transport(ByteView blob, bool generic);

}  // namespace cng::api
