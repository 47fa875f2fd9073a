// The process that is killed, and the records that it writes.
#include <algorithm>
#include <random>

#include "journal.h"
#include "stress.h"

namespace cng::store {
namespace {

constexpr std::size_t kLeastBytes = 64, kMostBytes = 12000;

SecretBytes make_blob(std::uint32_t seed, const Marker& marker) {
  std::minstd_rand random(seed);
  SecretBytes blob(kLeastBytes + random() % kMostBytes);
  const ByteSpan bytes = blob.span(SecretAccess{});
  for (std::uint8_t& byte : bytes) byte = static_cast<std::uint8_t>(random() >> 8);
  std::copy(marker.begin(), marker.end(), bytes.begin() + 16);
  return blob;
}

std::vector<std::uint8_t> bytes_of(std::uint32_t number) {
  return {static_cast<std::uint8_t>(number), static_cast<std::uint8_t>(number >> 8),
          static_cast<std::uint8_t>(number >> 16), static_cast<std::uint8_t>(number >> 24)};
}

enum class Deed : unsigned { create, overwrite, write_property, remove, count };

Code take(const KeyStore& store, Deed deed, WideView name, std::uint32_t stamp, const Marker& marker) {
  if (deed == Deed::remove) return code(store.remove(name));
  if (deed == Deed::write_property) {
    Result<Record> known = store.read(name);
    if (!known) return known.error().code;
    if (stamp_of(*known, marker) == 0) return Code::bad_data;
    set_stamp(*known, stamp);
    return code(store.rewrite(*known));
  }
  Record record = make_marked(name, stamp, marker);
  return code(store.create(record, deed == Deed::create ? Existing::keep : Existing::replace));
}

}  // namespace

std::string to_text(const Marker& marker) {
  std::string text;
  for (const std::uint8_t byte : marker) {
    text += static_cast<char>('a' + (byte >> 4));
    text += static_cast<char>('a' + (byte & 15));
  }
  return text;
}

Marker to_marker(const std::string& text) {
  Marker marker{};
  for (std::size_t i = 0; i < marker.size(); ++i)
    marker[i] = static_cast<std::uint8_t>((text.at(2 * i) - 'a') << 4 | (text.at(2 * i + 1) - 'a'));
  return marker;
}

WideText name_of(unsigned number) {
  WideText name = CNG_W("stressed key ");
  for (const char digit : std::to_string(number)) name += static_cast<Char16>(digit);
  return name;
}

void set_stamp(Record& record, std::uint32_t stamp) { record.properties = {{CNG_W("stamp"), true, bytes_of(stamp)}}; }

Record make_marked(WideView name, std::uint32_t seed, const Marker& marker) {
  Record record;
  record.name = name;
  record.algorithm = CNG_W("RSA");
  record.blob_type = CNG_W("RSAFULLPRIVATEBLOB");
  record.export_policy = seed;
  record.blob = make_blob(seed, marker);
  set_stamp(record, seed);
  return record;
}

std::uint32_t stamp_of(const Record& record, const Marker& marker) {
  const SecretBytes blob = make_blob(record.export_policy, marker);
  if (!equal_constant_time(record.blob.view(SecretAccess{}), blob.view(SecretAccess{}))) return 0;
  if (record.properties.size() != 1 || record.properties[0].value.size() != 4) return 0;
  std::uint32_t stamp = 0;
  for (unsigned i = 4; i-- > 0;) stamp = stamp << 8 | record.properties[0].value[i];
  return stamp;
}

int write_and_tell(const std::vector<std::string>& arguments) {
  const KeyStore store(Scope::user, arguments.at(0));
  Journal journal(arguments.at(1));
  std::mt19937 random(static_cast<unsigned>(std::stoul(arguments.at(2))));
  const Marker marker = to_marker(arguments.at(3));
  for (;;) {
    const auto number = static_cast<unsigned>(random() % kNames);
    const auto stamp = static_cast<std::uint32_t>(random()) | 1;
    const auto deed = static_cast<Deed>(random() % static_cast<unsigned>(Deed::count));
    journal.begin(number, deed == Deed::remove ? Effect::remove : Effect::set, stamp);
    const Code done = take(store, deed, name_of(number), stamp, marker);
    // Another writer was first, or there is no such key.
    if (done != Code::ok && done != Code::exists && done != Code::bad_keyset) return 1;
    journal.end(done == Code::ok);
  }
}

}  // namespace cng::store
