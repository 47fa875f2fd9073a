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
  const codec::BlobCodec* codec = nullptr;
  std::optional<provider::Form> form;
  std::size_t size = 0;
  bool has_private = false;
};

struct Report {
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

  Verdict verdict = Verdict::good;
  std::string reason;        // of a verdict that is not good
  std::string detail;        // the numbers behind it, where there are some
  std::optional<Code> code;  // what an import would say; none for what is no matter of a key

  void refuse(const Error& error) {
    verdict = error.code == Code::internal_error || error.code == Code::no_memory ? Verdict::failed : Verdict::refused;
    reason = error.reason;
    code = error.code;
  }
  void end(Verdict how, std::string why) {
    verdict = how;
    reason = std::move(why);
  }
};

}  // namespace cng::cli
