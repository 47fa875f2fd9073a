// Report: what a command found out, as plain data. The commands fill it; output.h prints it as text or JSON.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "codec/codec.h"
#include "core/bytes.h"
#include "core/key.h"
#include "core/result.h"
#include "core/secret.h"
#include "provider/der.h"

namespace cng::cli {

// How a command ended. The values are the exit codes; 2, a wrong command line, never gets as far as a report.
enum class Verdict : int { good = 0, refused = 1, failed = 3 };

enum class Format : std::uint8_t { unknown, blob, pem, der };

// How a command ended, and why if it did not end well.
struct Outcome {
  Verdict verdict = Verdict::good;
  std::string reason;        // of a verdict that is not good
  std::optional<Code> code;  // what the function of CNG would say; none for what is no matter of CNG

  void refuse(const Error& error) { end(verdict_of(error.code), error.reason, error.code); }
  void end(Verdict how, std::string why, std::optional<Code> said = std::nullopt) {
    verdict = how;
    reason = std::move(why);
    code = said;
  }

 private:
  static Verdict verdict_of(Code code) {
    switch (code) {
      case Code::internal_error:
      case Code::no_memory:
      case Code::not_permitted:  // these three are of the store's files
      case Code::storage_failure:
      case Code::storage_full:
        return Verdict::failed;
      default:
        return Verdict::refused;
    }
  }
};

// A field that a parser took. `bytes` points into Report::input.
struct Field {
  const char* name;
  const char* meaning;
  FieldKind kind;
  std::size_t offset;
  ByteView bytes;
  bool bad = false;
};

// One check and how it went; a check behind a failed one is left out.
struct Check {
  const char* name;
  const char* meaning;
  Status result;
};

// The file that a conversion wrote.
struct Output {
  std::string file;
  Format format = Format::unknown;
  std::string type;  // of a blob
  std::optional<provider::Form> form;
  std::size_t size = 0;
  bool has_private = false;
};

struct Report : Outcome {
  const char* command = "";
  bool is_conversion = false;
  bool show_secrets = false;
  std::string file;
  SecretBytes input;
  Format format = Format::unknown;
  const codec::BlobCodec* codec = nullptr;  // of a blob
  const AlgorithmInfo* algorithm = nullptr;
  std::optional<provider::Form> form;  // of PEM and DER
  bool recognised = false;             // the magic is that of a known blob type
  std::vector<Field> fields;           // of a blob
  std::size_t trailing = 0;            // bytes behind the last field, where they are allowed
  std::unique_ptr<Key> key;            // null: nothing usable was found
  std::vector<Check> checks;
  std::optional<Output> output;

  std::string detail;  // the numbers behind the reason, where there are some
};

}  // namespace cng::cli
