#include "cli/commands.h"
#include "cli/console.h"
#include "cli/file_io.h"
#include "cli/input.h"
#include "provider/provider.h"

namespace cng::cli {
namespace {

// The algorithm that --algorithm or the input gives the output.
Result<const AlgorithmInfo*> choose_algorithm(const Arguments& arguments, const Report& report) {
  const AlgorithmInfo* const algorithm = arguments.algorithm != nullptr ? arguments.algorithm : report.algorithm;
  const KeyParts& parts = report.key->parts();
  if (algorithm->family != parts.family) return not_supported("the key is not one of this algorithm");
  if (!is_curve_of(*algorithm, parts)) return not_supported("the key is on another curve than the algorithm");
  return algorithm;
}

Result<SecretBytes> to_blob(const Arguments& arguments, const Report& report, Output& output) {
  const Result<const AlgorithmInfo*> algorithm = choose_algorithm(arguments, report);
  if (!algorithm) return algorithm.error();
  output.codec = codec::find(wide_name(arguments.to), (*algorithm)->family);
  if (output.codec == nullptr) return not_supported("keys of this algorithm have no such blob type");
  output.has_private = output.codec->half == codec::Half::private_key;
  if (output.has_private && arguments.public_half)
    return invalid_parameter("--public contradicts the blob type, which is of private keys");
  return make_blob(*report.key, *output.codec, **algorithm);
}

Result<SecretBytes> to_encoding(const Arguments& arguments, const Report& report, Output& output) {
  Result<KeyParts> parts = provider::complete(*report.key);
  if (!parts) return parts.error();
  if (arguments.public_half) parts->has_private = false;
  output.form = arguments.form.value_or(parts->has_private ? provider::Form::pkcs8 : provider::Form::spki);
  output.has_private = parts->has_private && output.form != provider::Form::spki;
  return provider::encode(*parts, *output.form, output.format == Format::pem);
}

bool is_secret(const AlgorithmInfo& algorithm) {
  return algorithm.family == Family::symmetric || algorithm.family == Family::derivation;
}

Output describe(const Arguments& arguments) {
  Output output;
  output.file = arguments.output;
  output.format = arguments.to == "pem" ? Format::pem : arguments.to == "der" ? Format::der : Format::blob;
  return output;
}

}  // namespace

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

  Output output = describe(arguments);
  const Result<SecretBytes> bytes =
      output.format == Format::blob ? to_blob(arguments, report, output) : to_encoding(arguments, report, output);
  if (!bytes) {
    report.refuse(bytes.error());
    return report;
  }
  output.size = bytes->size();
  if (arguments.output == "-" && output.format != Format::pem && output_is_terminal()) {
    report.end(Verdict::failed, "standard output is a terminal, and the key is binary");
    return report;
  }
  const IoResult written =
      write_output(output.file, bytes->view(SecretAccess{}), {output.has_private, arguments.force});
  if (!written) {
    report.end(written.verdict, output.file + ": " + written.reason);
  } else {
    report.output = std::move(output);
  }
  return report;
}

}  // namespace cng::cli
