// Sealing: AES-256-GCM under a key of the record's own, which HKDF makes of the store's master key.
#pragma once

#include <array>
#include <optional>

#include "core/bytes.h"
#include "core/result.h"
#include "core/secret.h"
#include "store/key_store.h"
#include "store/record.h"

namespace cng::store {

inline constexpr std::size_t kMasterKeyBytes = 32;

struct MasterKey {
  Protector protector = Protector::master_key;
  std::array<std::uint8_t, 16> id{};  // follows from the key and does not give it away
  SecretBytes bytes;
};

// A new master key, and what is written to disk of one. parse: bad_data, bad_version.
Result<MasterKey> make_master_key();
Result<SecretBytes> write_master_key(const MasterKey& key, Scope scope);
Result<MasterKey> parse_master_key(ByteView file, Scope scope);

// The file of a record.
Result<SecretBytes> seal_record(const Record& record, Scope scope, const MasterKey& master);

// The record of a file. bad_keyset: it was for another boot of the machine.
Result<Record> open_record(ByteView file, Scope scope, const MasterKey& master);

// bad_keyset if the record is for another boot of the machine than this one.
Status check_boot(const RecordFile& file);

}  // namespace cng::store
