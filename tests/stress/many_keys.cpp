// Many keys: each is made, listed and opened.
#include <chrono>
#include <iostream>
#include <set>

#include "stress.h"

namespace cng::store {
namespace {

class Clock {
 public:
  // Milliseconds since the last call.
  long lap() {
    const auto now = std::chrono::steady_clock::now();
    return static_cast<long>((now - std::exchange(begun_, now)) / std::chrono::milliseconds(1));
  }

 private:
  std::chrono::steady_clock::time_point begun_ = std::chrono::steady_clock::now();
};

}  // namespace

bool run_many_keys(unsigned keys) {
  const TemporaryFolder temporary;
  const KeyStore store(Scope::user, (temporary.path() / "many").string());
  const Marker marker{1, 2, 3};
  Clock clock;
  unsigned made = 0, opened = 0;
  for (unsigned i = 0; i < keys; ++i) {
    Record record = make_marked(name_of(i), i + 1, marker);
    record.blob = SecretBytes(record.blob.view(SecretAccess{}).first(64), SecretAccess{});
    made += code(store.create(record, Existing::keep)) == Code::ok;
  }
  const long making = clock.lap();
  std::set<WideText> names;
  if (const Result<std::vector<Entry>> entries = store.list(); entries)
    for (const Entry& entry : *entries) names.insert(entry.name);
  const long listing = clock.lap();
  for (unsigned i = 0; i < keys; ++i) {
    const Result<Record> record = store.read(name_of(i));
    opened += record && record->export_policy == i + 1 && names.contains(name_of(i));
  }
  std::cout << keys << " keys: made in " << making << " ms, listed in " << listing << " ms, opened in " << clock.lap()
            << " ms\n";
  bool good = check(made == keys, std::to_string(made) + " of " + std::to_string(keys) + " keys made");
  good &= check(names.size() == keys, std::to_string(names.size()) + " keys listed");
  return good & check(opened == keys, std::to_string(opened) + " keys listed and opened");
}

}  // namespace cng::store
