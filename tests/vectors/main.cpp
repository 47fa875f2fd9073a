// Registers one test per vector and ends with one line that says what the passed ones rest on.
#include <gtest/gtest.h>

#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <exception>
#include <set>

#include "gaps.h"
#include "run_vector.h"

namespace {

using vectors::Gap;
using vectors::Vector;

struct Totals {
  std::map<std::string, int> passed;   // by evidence
  std::map<std::string, int> skipped;  // by reason
  int failed = 0;
};
Totals& totals() {
  static Totals value;
  return value;
}

class VectorTest : public testing::Test {
 public:
  explicit VectorTest(const Vector& vector) : vector_(vector) {}
  void TestBody() override {
    RecordProperty("evidence", vector_.evidence);
    RecordProperty("source", vector_.source);
    if (const Gap* gap = vectors::find_gap(vector_)) {
      // Only a success says that the gap is closed: what is not served refuses bad blobs too.
      if (gap->can_be_tried && vector_.expect == "success" && !vectors::run(vector_)) {
        ++totals().failed;
        FAIL() << vector_.id << " passes: take \"" << gap->reason << "\" out of the gap table, or make it narrower";
      }
      ++totals().skipped[gap->reason];
      GTEST_SKIP() << vector_.id << ": " << gap->reason;
    }
    const std::optional<std::string> wrong = vectors::run(vector_);
    ++(wrong ? totals().failed : totals().passed[vector_.evidence]);
    if (wrong) FAIL() << vector_.id << " (" << vector_.evidence << ", " << vector_.source << "): " << *wrong;
  }

 private:
  const Vector& vector_;
};

// A filter of GoogleTest reads '-', '*', '?' and ':' as its own.
std::string test_name(const std::string& id) {
  std::string out = id.substr(id.find('/') + 1);
  for (char& c : out)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return out;
}

void register_all(const std::vector<Vector>& all) {
  std::set<std::string> names;
  for (const Vector& vector : all) {
    const std::string suite = "Vectors_" + vector.family, name = test_name(vector.id);
    if (!names.insert(suite + "." + name).second) throw std::runtime_error("two vectors are called " + name);
    testing::RegisterTest(suite.c_str(), name.c_str(), nullptr, nullptr, __FILE__, __LINE__,
                          [&vector]() -> testing::Test* { return new VectorTest(vector); });
  }
}

std::string folder(int argc, char** argv) {
  for (int i = 1; i + 1 < argc; ++i)
    if (std::string(argv[i]) == "--vectors") return argv[i + 1];
  const char* const given = std::getenv("OPENCNG_VECTORS");
  return given && *given ? given : VECTORS_FOLDER;
}

void print_summary() {
  int passed = 0, skipped = 0;
  std::string evidence;
  for (const auto& [name, count] : totals().passed) {
    passed += count;
    evidence += (evidence.empty() ? "" : ", ") + name + " " + std::to_string(count);
  }
  for (const auto& [reason, count] : totals().skipped) {
    skipped += count;
    std::printf("skipped %4d: %s\n", count, reason.c_str());
  }
  std::printf("vectors: %d passed (%s), %d failed, %d skipped\n", passed, evidence.c_str(), totals().failed, skipped);
}

}  // namespace

int main(int argc, char** argv) {
  testing::InitGoogleTest(&argc, argv);
  try {
    const std::vector<Vector> all = vectors::load(folder(argc, argv));
    register_all(all);
    const int result = RUN_ALL_TESTS();
    if (!testing::GTEST_FLAG(list_tests)) print_summary();
    return result;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "vector_tests: %s: %s\n", folder(argc, argv).c_str(), error.what());
    return 2;
  }
}
