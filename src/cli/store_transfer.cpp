// cngkey store import, export: between files and NCryptImportKey, NCryptExportKey.
#include "api/storage_algorithm.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/conversion.h"
#include "cli/file_io.h"
#include "cli/input.h"
#include "cli/names.h"
#include "cli/store_output.h"
#include "codec/storage_blob.h"

namespace cng::cli {
namespace {

// ---- import

// What NCryptImportKey is called with.
struct Source {
  WideText type;
  SecretBytes bytes;
  const CurveInfo* curve = nullptr;  // of a magic that names none
};

ByteView bytes_of(const Report& report) { return report.input.view(SecretAccess{}); }

SecretBytes copy_of(const Report& report) { return SecretBytes(bytes_of(report), SecretAccess{}); }

// A secret and its algorithm, as ncrypt wants the two: in one blob.
Source wrap_secret(const Report& report, const AlgorithmInfo& algorithm) {
  const bool is_cipher = algorithm.cipher != nullptr;
  const std::uint32_t magic = is_cipher ? codec::kCipherKeyMagic : codec::kKdfKeyMagic;
  ByteWriter counter;
  codec::write_storage_blob(magic, algorithm.name, bytes_of(report), counter);
  Source source{is_cipher ? CNG_W("CipherKeyBlob") : CNG_W("KDFKeyBlob"), SecretBytes(counter.written())};
  ByteWriter writer(source.bytes.span(SecretAccess{}));
  codec::write_storage_blob(magic, algorithm.name, bytes_of(report), writer);
  return source;
}

// The fullest blob of a key that came in another form, or is to be of another algorithm.
Result<Source> make_source(const Arguments& arguments, const Report& report) {
  if (!report.key) return kSealed;
  const Result<const AlgorithmInfo*> algorithm = choose_algorithm(arguments.algorithm, report);
  if (!algorithm) return algorithm.error();
  const KeyParts& parts = report.key->parts();
  if (parts.family == Family::symmetric || parts.family == Family::derivation) return wrap_secret(report, **algorithm);
  if (!parts.has_private) return invalid_parameter("a public key is not stored");
  const bool named = parts.curve == nullptr || !parts.curve->name.empty();
  Error last = not_supported("keys of this algorithm cannot be stored");
  for (const codec::BlobCodec* row : fullest_rows(parts.family, codec::Half::private_key, named)) {
    Result<SecretBytes> blob = make_blob(*report.key, *row, **algorithm);
    if (blob) return Source{WideText(row->type), std::move(*blob), parts.curve};
    last = blob.error();
  }
  return last;
}

// A blob goes as it is; what is none, or is to be of another algorithm, is made one.
Result<Source> read_source(const Arguments& arguments, Report& report) {
  WideText type = wide_name(arguments.type);
  if (type.empty()) type = codec::identify_storage(bytes_of(report));
  const bool is_storage_type = codec::storage_type(type) != codec::StorageType::none;
  if (is_storage_type) return Source{std::move(type), copy_of(report), nullptr};
  const std::optional<codec::Identity> identity = codec::identify(bytes_of(report));
  if (type.empty() && identity) type = identity->codec->type;
  const bool is_blob = codec::find_any(type) != nullptr;
  if (is_blob && arguments.algorithm == nullptr) return Source{std::move(type), copy_of(report), arguments.curve};
  Hints hints{arguments.type, nullptr, arguments.curve};
  if (arguments.algorithm != nullptr && api::has_one_secret(*arguments.algorithm))
    hints.algorithm = arguments.algorithm;
  if (hints.curve == nullptr && arguments.algorithm != nullptr && arguments.algorithm->curve != CurveId::none)
    hints.curve = &curve(arguments.algorithm->curve);
  examine(hints, report);
  if (report.verdict != Verdict::good) return Error{report.code.value_or(Code::invalid_parameter), ""};
  return make_source(arguments, report);
}

// The list of parameters: the name, and the curve.
class Parameters {
 public:
  Parameters(const std::optional<WideText>& name, const CurveInfo* curve) : list_{NCRYPTBUFFER_VERSION, 0, buffers_} {
    if (name) add(NCRYPTBUFFER_PKCS_KEY_NAME, *name);
    if (curve != nullptr && !curve->name.empty()) add(kCurveName, WideText(curve->name));
  }
  Parameters(const Parameters&) = delete;
  Parameters& operator=(const Parameters&) = delete;
  const NCryptBufferDesc* get() const { return &list_; }

 private:
  static constexpr ULONG kCurveName = 60;  // NCRYPTBUFFER_ECC_CURVE_NAME, which older headers lack

  void add(ULONG type, const WideText& text) {
    WideText& kept = texts_[list_.cBuffers];
    kept = text;
    buffers_[list_.cBuffers++] = {static_cast<ULONG>((kept.size() + 1) * sizeof(Char16)), type, kept.data()};
  }

  WideText texts_[2];
  NCryptBuffer buffers_[2]{};
  NCryptBufferDesc list_;
};

// The key is finished by itself, so that its policy is set before it is stored.
Result<StorageHandle> import_source(const Arguments& arguments, const Source& source, const StorageHandle& storage) {
  const bool names_itself = codec::storage_type(source.type) == codec::StorageType::opaque_transport;
  if (arguments.name && names_itself) return invalid_parameter("--name is given, and this blob type names its key");
  std::optional<WideText> name;
  if (arguments.name) {
    const Result<WideText> read = read_name(*arguments.name);
    if (!read) return read.error();
    if (read->find(Char16{0}) != WideText::npos) return invalid_parameter("the name of the key has a NUL in it");
    name = *read;
  } else if (!names_itself) {
    return invalid_parameter("--name is missing, and this blob type does not name its key");
  }
  const Parameters parameters(name, source.curve);
  const ByteView bytes = source.bytes.view(SecretAccess{});
  const DWORD flags = NCRYPT_DO_NOT_FINALIZE_FLAG | (arguments.machine ? NCRYPT_MACHINE_KEY_FLAG : 0u) |
                      (arguments.overwrite ? NCRYPT_OVERWRITE_KEY_FLAG : 0u);
  StorageHandle key;
  CNG_TRY(api::import_storage_key({storage.get(), 0, source.type.c_str(), parameters.get(), key.out(), bytes.data(),
                                   static_cast<DWORD>(bytes.size()), flags}));
  if (arguments.policy) {
    DWORD policy = *arguments.policy;
    CNG_TRY(api::set_storage_property(key.get(), NCRYPT_EXPORT_POLICY_PROPERTY, reinterpret_cast<BYTE*>(&policy),
                                      sizeof policy, 0));
  }
  if (stored_text(key, NCRYPT_NAME_PROPERTY).empty()) return invalid_parameter("the blob has no name for its key");
  CNG_TRY(api::finalize_key(key.get(), 0));
  return key;
}

Result<StoredKey> import_file(const Arguments& arguments, Report& report) {
  const Result<StorageHandle> storage = open_storage();
  if (!storage) return storage.error();
  const Result<store::KeyStore> store = open_store(arguments);
  if (!store) return store.error();
  const Result<Source> source = read_source(arguments, report);
  if (!source) return source.error();
  const Result<StorageHandle> key = import_source(arguments, *source, *storage);
  if (!key) return key.error();
  return describe_stored(*key, *store);
}

// ---- export

struct Exported {
  const StorageHandle& key;
  const AlgorithmInfo& algorithm;
};

Result<SecretBytes> export_blob(const StorageHandle& key, WideView type) {
  const WideText name(type);
  DWORD size = 0;
  CNG_TRY(api::export_storage_key({key.get(), 0, name.c_str(), nullptr, nullptr, 0, &size, 0}));
  SecretBytes blob(size);
  CNG_TRY(
      api::export_storage_key({key.get(), 0, name.c_str(), nullptr, blob.span(SecretAccess{}).data(), size, &size, 0}));
  return blob;
}

Result<SecretBytes> export_as_blob(const Arguments& arguments, const Exported& from, Output& output) {
  const WideText type = wide_name(output.type);
  const codec::BlobCodec* const row = codec::find(type, from.algorithm.family);
  output.has_private = row == nullptr || row->half == codec::Half::private_key;
  if (arguments.public_half && output.has_private)
    return invalid_parameter("--public contradicts the blob type, which is of private keys");
  return export_blob(from.key, type);
}

// By way of the fullest blob that the export policy lets out.
Result<SecretBytes> export_encoded(const Arguments& arguments, const Exported& from, Output& output) {
  const CurveInfo* const named = find_curve(stored_text(from.key, BCRYPT_ECC_CURVE_NAME));
  const codec::Half half = arguments.public_half ? codec::Half::public_key : codec::Half::private_key;
  Error last = not_supported("keys of this algorithm have no PEM or DER");
  for (const codec::BlobCodec* row : fullest_rows(from.algorithm.family, half, named != nullptr)) {
    Result<SecretBytes> blob = export_blob(from.key, row->type);
    last = blob ? last : blob.error();
    if (!blob) continue;
    Report scratch;
    scratch.input = std::move(*blob);
    examine({narrow(row->type), nullptr, named}, scratch);
    if (!scratch.key) return internal_error("a stored key does not parse");
    return to_encoding(arguments, *scratch.key, output);
  }
  return last;
}

// What --to leaves open: PEM for pairs, and for secrets the blob that names their algorithm.
void choose_output(const AlgorithmInfo& algorithm, const Arguments& arguments, Output& output) {
  output.type = arguments.to;
  if (output.format != Format::blob) output.type.clear();
  if (!arguments.to.empty()) return;
  output.format = api::has_one_secret(algorithm) ? Format::blob : Format::pem;
  if (output.format == Format::blob) output.type = algorithm.cipher != nullptr ? "CipherKeyBlob" : "KDFKeyBlob";
}

Result<SecretBytes> export_key(const Arguments& arguments, Output& output) {
  const Result<WideText> name = read_name(*arguments.name);
  if (!name) return name.error();
  const Result<StorageHandle> storage = open_storage();
  if (!storage) return storage.error();
  const Result<StorageHandle> key = open_stored(*storage, *name, arguments.machine);
  if (!key) return key.error();
  const AlgorithmInfo* const algorithm = find_algorithm(stored_text(*key, NCRYPT_ALGORITHM_PROPERTY));
  if (algorithm == nullptr) return internal_error("a stored key is of no algorithm");
  choose_output(*algorithm, arguments, output);
  const Exported from{*key, *algorithm};
  return output.format == Format::blob ? export_as_blob(arguments, from, output)
                                       : export_encoded(arguments, from, output);
}

}  // namespace

Verdict store_import(const Arguments& arguments, const Style& style) {
  Report report;
  report.file = arguments.input;
  Json json = json_of("store import");
  json["file"] = report.file;
  json["key"] = Json();
  if (IoResult read = read_input(report.file, report.input); !read) {
    report.end(read.verdict, read.reason);
    return finish(style, json, {}, safe_text(report.file), report);
  }
  const Result<StoredKey> key = import_file(arguments, report);
  if (key) {
    json["key"] = key_json(*key);
  } else if (report.verdict == Verdict::good) {
    report.refuse(key.error());
  } else if (!report.detail.empty()) {
    report.reason += " (" + report.detail + ")";
  }
  return finish(style, json, key ? key_line(*key) : "", safe_text(report.file), report);
}

Verdict store_export(const Arguments& arguments, const Style& style) {
  Outcome outcome;
  Output output = planned_output(arguments);
  std::optional<Output> done;
  const Result<SecretBytes> bytes = export_key(arguments, output);
  if (bytes) {
    save(arguments, *bytes, std::move(output), outcome, done);
  } else {
    outcome.refuse(bytes.error());
  }
  Json json = json_of("store export");
  json["argument"] = *arguments.name;
  json["output"] = done ? output_json(*done) : Json();
  return finish(style, json, done ? output_text(*done) : "", safe_text(*arguments.name), outcome);
}

}  // namespace cng::cli
