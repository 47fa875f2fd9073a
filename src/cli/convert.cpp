#include "cli/commands.h"
#include "cli/console.h"
#include "cli/conversion.h"
#include "cli/file_io.h"
#include "cli/input.h"
#include "provider/provider.h"

namespace cng::cli {
namespace {

Result<SecretBytes> to_blob(const Arguments& arguments, const Report& report, Output& output) {
  const Result<const AlgorithmInfo*> algorithm = choose_algorithm(arguments.algorithm, report);
  if (!algorithm) return algorithm.error();
  const codec::BlobCodec* const row = codec::find(wide_name(arguments.to), (*algorithm)->family);
  if (row == nullptr) return not_supported("keys of this algorithm have no such blob type");
  output.type = narrow(row->type);
  output.has_private = row->half == codec::Half::private_key;
  if (output.has_private && arguments.public_half)
    return invalid_parameter("--public contradicts the blob type, which is of private keys");
  return make_blob(*report.key, *row, **algorithm);
}

bool is_secret(const AlgorithmInfo& algorithm) {
  return algorithm.family == Family::symmetric || algorithm.family == Family::derivation;
}

}  // namespace

Output planned_output(const Arguments& arguments) {
  Output output;
  output.file = arguments.output;
  output.format = arguments.to == "pem" ? Format::pem : arguments.to == "der" ? Format::der : Format::blob;
  return output;
}

Result<SecretBytes> to_encoding(const Arguments& arguments, const Key& key, Output& output) {
  Result<KeyParts> parts = provider::complete(key);
  if (!parts) return parts.error();
  if (arguments.public_half) parts->has_private = false;
  output.form = arguments.form.value_or(parts->has_private ? provider::Form::pkcs8 : provider::Form::spki);
  output.has_private = parts->has_private && output.form != provider::Form::spki;
  return provider::encode(*parts, *output.form, output.format == Format::pem);
}

void save(const Arguments& arguments, const SecretBytes& bytes, Output output, Outcome& outcome,
          std::optional<Output>& done) {
  output.size = bytes.size();
  if (arguments.output == "-" && output_is_terminal()) {
    if (output.format != Format::pem)
      return outcome.end(Verdict::failed, "standard output is a terminal, and the key is binary");
    if (output.has_private && !arguments.output_given)
      return outcome.end(Verdict::failed,
                         "standard output is a terminal, and the key is private; -o - prints it all the same");
  }
  const IoResult written = write_output(output.file, bytes.view(SecretAccess{}), {output.has_private, arguments.force});
  if (!written) return outcome.end(written.verdict, output.file + ": " + written.reason);
  done = std::move(output);
}

Report convert(const Arguments& arguments) {
  Report report;
  report.command = "convert";
  report.is_conversion = true;
  report.file = arguments.input;
  Hints hints{arguments.type, nullptr, arguments.curve};
  if (hints.curve == nullptr && arguments.algorithm != nullptr && arguments.algorithm->curve != CurveId::none)
    hints.curve = &curve(arguments.algorithm->curve);
  // A secret has no magic of its algorithm, so what it is to be is what it is.
  if (arguments.algorithm != nullptr && is_secret(*arguments.algorithm)) hints.algorithm = arguments.algorithm;
  load(hints, report);
  if (report.verdict == Verdict::good && !report.key) report.refuse(kSealed);
  if (report.verdict != Verdict::good) return report;

  Output output = planned_output(arguments);
  const Result<SecretBytes> bytes =
      output.format == Format::blob ? to_blob(arguments, report, output) : to_encoding(arguments, *report.key, output);
  if (!bytes) {
    report.refuse(bytes.error());
    return report;
  }
  save(arguments, *bytes, std::move(output), report, report.output);
  return report;
}

}  // namespace cng::cli
