// The parts of store_stress.
#pragma once

#include <array>
#include <cstdint>
#include <string>

#include "store/key_store.h"
#include "support.h"

namespace cng::store {

// Random bytes inside every private key that a run stores: they must never be found in a file.
using Marker = std::array<std::uint8_t, 16>;
std::string to_text(const Marker& marker);
Marker to_marker(const std::string& text);

constexpr unsigned kNames = 12;
WideText name_of(unsigned number);

// A record of `name` whose private key follows from `seed`, with the marker in it. Its property "stamp" is the seed
// too, until a property write changes it.
Record make_marked(WideView name, std::uint32_t seed, const Marker& marker);
void set_stamp(Record& record, std::uint32_t stamp);

// The stamp of a record that make_marked made; 0 if anything in it does not fit.
std::uint32_t stamp_of(const Record& record, const Marker& marker);

// Creates, overwrites, writes properties and deletes until it is killed, and keeps a journal; arguments: the store's
// folder, the journal, a seed, the marker.
int write_and_tell(const std::vector<std::string>& arguments);

// Prints what was done and found, and PASS or FAIL lines. False: something failed.
bool run_kill_rounds(unsigned rounds, unsigned writers);
bool run_many_keys(unsigned keys);

// One of those lines.
bool check(bool good, const std::string& what);

}  // namespace cng::store
