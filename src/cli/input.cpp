#include "cli/input.h"

#include <string_view>

#include "cli/console.h"
#include "cli/explain.h"
#include "cli/file_io.h"
#include "provider/provider.h"

namespace cng::cli {
namespace {

constexpr const char* kLayout = "magic, sizes and total length";
constexpr const char* kNumbers = "what an import checks: ranges, p*q = n, q | p-1, point on curve, matching halves";

class FieldList : public FieldLog {
 public:
  explicit FieldList(std::vector<Field>& fields) : fields_(fields) {}
  void field(const char* name, const char* meaning, FieldKind kind, std::size_t offset, ByteView bytes) override {
    fields_.push_back({name, meaning, kind, offset, bytes, false});
  }

 private:
  std::vector<Field>& fields_;
};

Format guess_format(ByteView bytes) {
  if (codec::identify(bytes)) return Format::blob;
  const std::string_view text(reinterpret_cast<const char*>(bytes.data()), bytes.size());
  if (text.find("-----BEGIN ") != std::string_view::npos) return Format::pem;
  return !bytes.empty() && bytes[0] == 0x30 ? Format::der : Format::unknown;
}

const AlgorithmInfo* first_algorithm(Family family) {
  for (const AlgorithmInfo& row : all_algorithms())
    if (row.family == family) return &row;
  return nullptr;
}

// The row of a type that the user named, for the family of the algorithm, or else for any.
const codec::BlobCodec* find_row(const std::string& type, const AlgorithmInfo* algorithm) {
  const std::basic_string<Char16> name = wide_name(type);
  if (algorithm != nullptr) return codec::find(name, algorithm->family);
  for (const codec::BlobCodec& row : codec::all())
    if (row.type == name) return &row;
  return nullptr;
}

// Sets row and algorithm of a blob from what is in it and what the user said.
Status choose(const Hints& hints, Report& report) {
  const ByteView bytes = report.input.view(SecretAccess{});
  const std::optional<codec::Identity> identity = codec::identify(bytes);
  report.recognised = identity.has_value();
  report.algorithm = hints.algorithm != nullptr ? hints.algorithm : identity ? identity->algorithm : nullptr;
  if (hints.type.empty() && !identity) return not_supported("the first four bytes are the magic of no known blob type");
  const std::string type = hints.type.empty() ? narrow(identity->codec->type) : hints.type;
  report.codec = find_row(type, report.algorithm);
  // The magic may be that of another family than the type that was named; then the type's parser says so.
  if (report.codec == nullptr && hints.algorithm == nullptr) report.codec = find_row(type, report.algorithm = nullptr);
  if (report.codec == nullptr) return not_supported("keys of this algorithm have no such blob type");
  if (report.algorithm == nullptr) report.algorithm = first_algorithm(report.codec->family);
  return {};
}

codec::Target target_of(const codec::BlobCodec& row, const AlgorithmInfo& algorithm, const CurveInfo* curve_hint) {
  const CurveInfo* known = algorithm.curve != CurveId::none ? &curve(algorithm.curve) : curve_hint;
  return {&algorithm, known, row.half, row.generic};
}

Result<KeyParts> parse_blob(const Hints& hints, Report& report) {
  CNG_TRY(choose(hints, report));
  FieldList list(report.fields);
  ByteReader reader(report.input.view(SecretAccess{}), &list);
  const codec::Target target = target_of(*report.codec, *report.algorithm, hints.curve);
  Result<KeyParts> parts = report.codec->parse(reader, target);
  if (parts) {
    report.trailing = reader.rest();
  } else {
    explain(target, parts.error(), report);
  }
  return parts;
}

// A key from DER has to fit into a blob as well: what its parser would refuse is refused here.
Status check_fits_blob(const Key& key) {
  const codec::BlobCodec& row = widest_row(key.parts());
  const Result<SecretBytes> blob = make_blob(key, row, key.algorithm());
  if (!blob) return blob.error();
  ByteReader reader(blob->view(SecretAccess{}));
  const Result<KeyParts> parts = row.parse(reader, target_of(row, key.algorithm(), key.parts().curve));
  return parts ? Status{} : parts.error();
}

Status parse_encoded(const Hints& hints, Report& report, SecretBytes& storage, KeyParts& parts) {
  Result<provider::DecodedKey> decoded = provider::decode_der_or_pem(report.input.view(SecretAccess{}));
  if (!decoded) return decoded.error();
  report.format = decoded->pem ? Format::pem : Format::der;
  report.form = decoded->form;
  storage = std::move(decoded->storage);
  parts = decoded->parts;
  report.algorithm = hints.algorithm != nullptr ? hints.algorithm : &default_algorithm(parts);
  if (report.algorithm->family != parts.family) return not_supported("the key is not one of this algorithm");
  if (!is_curve_of(*report.algorithm, parts)) return not_supported("the key is on another curve than the algorithm");
  parts.nist_magic = report.algorithm->curve != CurveId::none;
  return {};
}

bool add_check(Report& report, const char* name, const char* meaning, const Status& status) {
  report.checks.push_back({name, meaning, status});
  if (!status) report.refuse(status.error());
  return static_cast<bool>(status);
}

// Gives the key its parts; the report has the verdict if it fails.
bool parse(const Hints& hints, Report& report) {
  if (report.format == Format::blob) {
    const Result<KeyParts> parts = parse_blob(hints, report);
    if (!add_check(report, "layout", kLayout, parts ? Status{} : parts.error())) return false;
    if (report.codec->seal == codec::Seal::none) report.key = Key::create(*parts, {report.algorithm, 0});
    return true;
  }
  SecretBytes storage;
  KeyParts parts;
  Status status = parse_encoded(hints, report, storage, parts);
  if (status) {
    report.key = Key::create(parts, {report.algorithm, 0});
    status = check_fits_blob(*report.key);
  }
  if (!status) report.key.reset();
  return add_check(report, "layout", "a key in PEM or DER that fits into a blob", status);
}

}  // namespace

bool is_curve_of(const AlgorithmInfo& algorithm, const KeyParts& parts) {
  if (parts.family != Family::ecc) return true;
  if (algorithm.curve != CurveId::none) return parts.curve != nullptr && parts.curve->id == algorithm.curve;
  return parts.curve == nullptr || !is_montgomery(*parts.curve) || algorithm.interface == Interface::secret_agreement;
}

// An algorithm for the key's curve rather than for any, and for signatures where the key can make them.
const AlgorithmInfo& default_algorithm(const KeyParts& parts) {
  const AlgorithmInfo* found = nullptr;
  for (const AlgorithmInfo& row : all_algorithms()) {
    if (row.family != parts.family || !is_curve_of(row, parts)) continue;
    if (found == nullptr || (found->curve == CurveId::none && row.curve != CurveId::none)) found = &row;
  }
  return *found;
}

const codec::BlobCodec& widest_row(const KeyParts& parts) {
  const codec::Half half = parts.has_private ? codec::Half::private_key : codec::Half::public_key;
  const codec::BlobCodec* found = nullptr;
  for (const codec::BlobCodec& row : codec::all())
    if (row.family == parts.family && row.half == half && !row.generic && row.seal == codec::Seal::none &&
        (found == nullptr || (row.computed_parts && !found->computed_parts)))
      found = &row;
  return *found;
}

Result<SecretBytes> make_blob(const Key& key, const codec::BlobCodec& row, const AlgorithmInfo& algorithm) {
  if (row.seal != codec::Seal::none) return kSealed;
  if (row.half == codec::Half::private_key && !key.parts().has_private)
    return invalid_parameter("a public key cannot become a private one");
  Result<KeyParts> parts = row.computed_parts ? provider::complete(key) : Result<KeyParts>(key.parts());
  if (!parts) return parts.error();
  parts->nist_magic = algorithm.curve != CurveId::none;
  const Result<std::size_t> size = codec::measure(row, *parts, algorithm);
  if (!size) return size.error();
  SecretBytes blob(*size);
  ByteWriter writer(blob.span(SecretAccess{}));
  row.write(*parts, algorithm, writer);
  if (writer.overflowed()) return internal_error("a blob was longer than measured");
  return blob;
}

Result<const AlgorithmInfo*> choose_algorithm(const AlgorithmInfo* wanted, const Report& report) {
  const AlgorithmInfo* const algorithm = wanted != nullptr ? wanted : report.algorithm;
  const KeyParts& parts = report.key->parts();
  if (algorithm->family != parts.family) return not_supported("the key is not one of this algorithm");
  if (!is_curve_of(*algorithm, parts)) return not_supported("the key is on another curve than the algorithm");
  return algorithm;
}

std::vector<const codec::BlobCodec*> fullest_rows(Family family, codec::Half half, bool curve_is_named) {
  struct Type {
    WideView name;
    bool needs_curve_name = false;
  };
  constexpr Type kTypes[] = {
      {CNG_W("RSAFULLPRIVATEBLOB")}, {CNG_W("ECCPRIVATEBLOB"), true}, {CNG_W("ECCFULLPRIVATEBLOB")},
      {CNG_W("DHPRIVATEBLOB")},      {CNG_W("DSAPRIVATEBLOB")},       {CNG_W("MLKEMPRIVATESEEDBLOB")},
      {CNG_W("MLKEMPRIVATEBLOB")},   {CNG_W("PQDSAPRIVATESEEDBLOB")}, {CNG_W("PQDSAPRIVATEBLOB")},
      {CNG_W("RSAPUBLICBLOB")},      {CNG_W("ECCPUBLICBLOB"), true},  {CNG_W("ECCFULLPUBLICBLOB")},
      {CNG_W("DHPUBLICBLOB")},       {CNG_W("DSAPUBLICBLOB")},        {CNG_W("MLKEMPUBLICBLOB")},
      {CNG_W("PQDSAPUBLICBLOB")},
  };
  std::vector<const codec::BlobCodec*> rows;
  for (const Type& type : kTypes) {
    const codec::BlobCodec* const row = codec::find(type.name, family);
    if (row != nullptr && row->half == half && (curve_is_named || !type.needs_curve_name)) rows.push_back(row);
  }
  return rows;
}

void load(const Hints& hints, Report& report) {
  if (IoResult read = read_input(report.file, report.input); !read) return report.end(read.verdict, read.reason);
  examine(hints, report);
}

void examine(const Hints& hints, Report& report) {
  const ByteView bytes = report.input.view(SecretAccess{});
  if (hints.type.empty()) {
    report.format = guess_format(bytes);
  } else {
    report.format = hints.type == "pem" ? Format::pem : hints.type == "der" ? Format::der : Format::blob;
  }
  if (report.format == Format::unknown) {
    report.refuse(
        not_supported("neither a blob, PEM nor DER: the first four bytes are the magic of no known blob type"));
    explain_magic(report);
    return;
  }
  if (!parse(hints, report) || !report.key) return;
  if (!add_check(report, "numbers", kNumbers, provider::check(*report.key, Validation::full))) explain_numbers(report);
}

}  // namespace cng::cli
