// What the store asks of the operating system apart from files: where a store is, what protects the master key, which
// boot of the machine this is, the time. system_posix.cpp and system_win.cpp.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "core/bytes.h"
#include "core/result.h"
#include "core/secret.h"
#include "store/key_store.h"
#include "store/record.h"

namespace cng::store::system {

// The folder of a store, UTF-8, absolute. not_permitted: there is no place (a service without a home).
Result<std::string> store_folder(Scope scope);

// A path below a folder.
std::string join(const std::string& folder, const std::string& name);

// What seals a new master key here.
Protector protector();

// A master key as it is written to disk, and back. not_permitted: the system refuses, for instance because the user's
// profile is not loaded; bad_data: it was sealed for another user or machine, or by a protector that is not here.
Result<SecretBytes> wrap(Protector protector, Scope scope, ByteView key);
Result<SecretBytes> unwrap(Protector protector, Scope scope, ByteView wrapped);

// A value that the system has from one boot to the next. Under Wine a boot is one run of the wineserver.
Result<std::array<std::uint8_t, 16>> boot_id();

// FILETIME: 100 ns since 1601, UTC.
std::uint64_t now();

}  // namespace cng::store::system
