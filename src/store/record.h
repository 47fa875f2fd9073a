// The file of a record: laid out and taken apart here, sealed and opened in protector.cpp.
#pragma once

#include <array>

#include "core/bytes.h"
#include "core/result.h"
#include "core/secret.h"
#include "store/key_store.h"

namespace cng::store {

// What sealed a record. The numbers are those of the format.
enum class Protector : std::uint32_t {
  master_key = 1,     // a master key that lies beside the records, in clear: the system's file rights protect it
  windows_dpapi = 2,  // a master key that CryptProtectData sealed for the user or the machine
};

struct Seal {
  Protector protector = Protector::master_key;
  std::array<std::uint8_t, 16> master_id{};  // which master key
  std::array<std::uint8_t, 16> boot_tag{};   // which boot of the machine; zeros: any
  std::array<std::uint8_t, 32> salt{};       // of the record's own key
  std::array<std::uint8_t, 12> nonce{};
};

inline constexpr std::size_t kTagBytes = 16;

// A record's file taken apart. The views point into the file; `record` has everything but the blob, which is still
// encrypted.
struct RecordFile {
  Scope scope = Scope::user;
  Seal seal;
  Record record;
  ByteView authenticated, encrypted, tag;
};

// bad_data if it is no record or damaged, bad_version if it is of a later format.
Result<RecordFile> parse_record(ByteView file);

// A file with `blob` in the place of the encrypted bytes and zeros for the tag.
struct RecordLayout {
  SecretBytes file;
  std::size_t blob_at = 0, tag_at = 0;
};

// storage_full if the file would be longer than kMostRecordBytes.
Result<RecordLayout> lay_out_record(Scope scope, const Seal& seal, const Record& record, ByteView blob);

}  // namespace cng::store
