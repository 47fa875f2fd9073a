#include "cli/arguments.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <iostream>
#include <set>

#include "cli/console.h"
#include "cli/output.h"
#include "cli/policy.h"

namespace cng::cli {
namespace {

constexpr const char* kAbout =
    "cngkey: looks into key blobs of Windows CNG, checks them and converts them from and to PEM and DER; keeps the "
    "store "
    "of named keys.";

constexpr const char* kExamples = R"(
FILE may be - for standard input. Exit codes: 0 good, 1 refused or invalid key, 2 wrong usage, 3 I/O or internal error.

Examples:
  cngkey inspect key.blob                              every field, and why the blob is bad if it is
  cngkey inspect key.blob --json | jq .verdict
  cngkey convert key.pem key.blob --to RSAPRIVATEBLOB
  cngkey convert key.pem key.blob --to ECCPRIVATEBLOB --algorithm ECDH_P256
  cngkey convert key.blob key.pem --to pem --form pkcs8
  cngkey convert mlkem.pem key.blob --to MLKEMPRIVATESEEDBLOB
  cngkey convert key.blob - --to pem --public          the public half, to standard output
  cngkey inspect key.blob --curve brainpoolP256r1      where only the handle knew the curve
  cngkey verify key.blob                               primality, orders and that the halves match
  cngkey types                                         what can be imported and exported
  cngkey store import key.pem --name mine --exportable a named key, as NCryptOpenKey finds it
  cngkey store ls                                      all named keys
  cngkey doctor                                        which libraries programs get here, and whether the stores work)";

using Names = std::set<std::string>;

Names type_names() {
  Names names{"pem", "der"};
  for (const codec::BlobCodec& row : codec::all()) names.insert(narrow(row.type));
  return names;
}

// Those of ncrypt too, which have no row in the table of blob types.
Names storage_type_names() {
  Names names = type_names();
  names.insert({"PKCS8_PRIVATEKEY", "CipherKeyBlob", "KDFKeyBlob", "OpaqueTransport"});
  return names;
}

Names algorithm_names() {
  Names names;
  for (const AlgorithmInfo& row : all_algorithms())
    if (row.family != Family::none) names.insert(narrow(row.name));
  return names;
}

Names curve_names() {
  Names names;
  for (const CurveInfo& row : all_curves()) names.insert(narrow(row.name));
  return names;
}

constexpr std::array kForms{provider::Form::pkcs1,          provider::Form::pkcs8, provider::Form::pkcs8_seed,
                            provider::Form::pkcs8_expanded, provider::Form::sec1,  provider::Form::spki};

Names form_names() {
  Names names;
  for (const provider::Form form : kForms) names.insert(form_name(form));
  return names;
}

// What the parser fills; the names become rows when all is parsed.
struct Words {
  std::string algorithm, curve, form;
  std::optional<std::string> policy;
  bool exportable = false;
};

// A choice of names in any case of their letters; `value` becomes the name as it is spelled here.
CLI::Option* add_choice(CLI::App* app, const std::string& name, std::string& value, const Names& names,
                        const std::string& help) {
  std::string list;
  for (const std::string& one : names) list += (list.empty() ? "" : ", ") + one;
  return app->add_option(name, value, help + ": " + list)
      ->transform(CLI::IsMember(names, CLI::ignore_case).description(""))
      ->type_name("NAME");
}

void add_input(CLI::App* app, Arguments& arguments, Words& words, const char* type_option, const Names& types) {
  app->add_option("FILE", arguments.input, "the key file, or - for standard input")->required()->type_name("");
  add_choice(app, type_option, arguments.type, types, "what FILE is, where its first bytes do not tell");
  add_choice(app, "--algorithm", words.algorithm, algorithm_names(), "the algorithm of the key");
  add_choice(app, "--curve", words.curve, curve_names(), "the curve of a blob whose magic names none");
}

void add_json(CLI::App* app, Arguments& arguments) {
  app->add_flag("--json", arguments.json, "print JSON, as docs/cngkey-json.md describes it");
}

void define_inspect(CLI::App& app, Arguments& arguments, Words& words) {
  CLI::App* const sub = app.add_subcommand("inspect", "show every field of a key, the verdict and the reason for it");
  add_input(sub, arguments, words, "--type", type_names());
  add_json(sub, arguments);
  sub->add_flag("--show-secrets", arguments.show_secrets, "print private bytes too");
  sub->callback([&] { arguments.command = Command::inspect; });
}

void define_verify(CLI::App& app, Arguments& arguments, Words& words) {
  CLI::App* const sub = app.add_subcommand("verify", "test a key as far as it can be tested, however long it takes");
  add_input(sub, arguments, words, "--type", type_names());
  add_json(sub, arguments);
  sub->callback([&] { arguments.command = Command::verify; });
}

void define_convert(CLI::App& app, Arguments& arguments, Words& words) {
  CLI::App* const sub = app.add_subcommand("convert", "write a key in another form");
  add_input(sub, arguments, words, "--from", type_names());
  sub->add_option("OUT", arguments.output, "the file to write, or - for standard output")->required()->type_name("");
  add_choice(sub, "--to", arguments.to, type_names(), "what to write")->required();
  add_choice(sub, "--form", words.form, form_names(), "which PEM or DER; without it pkcs8, or spki for a public key");
  sub->add_flag("--public", arguments.public_half, "write the public half only");
  sub->add_flag("--force", arguments.force, "replace OUT if it exists");
  add_json(sub, arguments);
  sub->callback([&] { arguments.command = Command::convert; });
}

void define_types(CLI::App& app, Arguments& arguments) {
  CLI::App* const sub = app.add_subcommand("types", "list the blob types and who imports and exports them");
  CLI::Option* const markdown = sub->add_flag("--markdown", arguments.markdown, "print a table in Markdown");
  sub->add_flag("--json", arguments.json, "print JSON, as docs/cngkey-json.md describes it")->excludes(markdown);
  sub->callback([&] { arguments.command = Command::types; });
}

// ---- store

CLI::App* add_store_command(CLI::App* store, Arguments& arguments, Command command, const char* name,
                            const char* help) {
  CLI::App* const sub = store->add_subcommand(name, help);
  sub->add_flag("--machine", arguments.machine, "the machine's store rather than the user's");
  add_json(sub, arguments);
  sub->callback([&arguments, command] { arguments.command = command; });
  return sub;
}

void add_name(CLI::App* sub, Arguments& arguments) {
  sub->add_option("NAME", arguments.name, "the key, as `cngkey store ls` prints it")->required()->type_name("");
}

void define_store_import(CLI::App* store, Arguments& arguments, Words& words) {
  CLI::App* const sub =
      add_store_command(store, arguments, Command::store_import, "import", "store a key, as NCryptImportKey does");
  add_input(sub, arguments, words, "--type", storage_type_names());
  sub->add_option("--name", arguments.name, "the key's name; not needed where the blob has it")->type_name("NAME");
  sub->add_flag("--overwrite", arguments.overwrite, "replace the key that has the name");
  CLI::Option* const policy =
      sub->add_option("--policy", words.policy,
                      "the export policy: none, or words with commas between: " + all_policies())
          ->type_name("WORDS");
  sub->add_flag("--exportable", words.exportable, "the same as --policy export,plaintext")->excludes(policy);
}

void define_store_export(CLI::App* store, Arguments& arguments, Words& words) {
  CLI::App* const sub = add_store_command(store, arguments, Command::store_export, "export",
                                          "write a key to a file, if its export policy allows that");
  add_name(sub, arguments);
  add_choice(sub, "--to", arguments.to, storage_type_names(),
             "what to write; without it pem, or of a symmetric key the blob that names its algorithm");
  add_choice(sub, "--form", words.form, form_names(), "which PEM or DER; without it pkcs8, or spki for a public key");
  sub->add_option("-o,--output", arguments.output, "the file to write; without it, or with -, standard output")
      ->type_name("OUT");
  sub->add_flag("--public", arguments.public_half, "write the public half only");
  sub->add_flag("--force", arguments.force, "replace OUT if it exists");
}

void define_store(CLI::App& app, Arguments& arguments, Words& words) {
  CLI::App* const store = app.add_subcommand("store", "list, show, add and remove the named keys of ncrypt");
  store->require_subcommand(1);
  add_store_command(store, arguments, Command::store_ls, "ls", "list the keys, and the records that are damaged");
  add_name(add_store_command(store, arguments, Command::store_show, "show", "show what a key is, but not the key"),
           arguments);
  define_store_import(store, arguments, words);
  define_store_export(store, arguments, words);
  add_name(add_store_command(store, arguments, Command::store_rm, "rm", "delete a key for good"), arguments);
  add_store_command(store, arguments, Command::store_fsck, "fsck", "check everything that lies in the store's folder")
      ->add_flag("--repair", arguments.repair, "remove temporary files that are older than a day; never a key");
}

void define_doctor(CLI::App& app, Arguments& arguments) {
  CLI::App* const sub = app.add_subcommand("doctor", "tell which libraries programs get, and whether the stores work");
  add_json(sub, arguments);
  sub->callback([&] { arguments.command = Command::doctor; });
}

// What no single option can see. Empty: nothing is wrong.
std::string complaint(const Arguments& arguments) {
  const bool is_export = arguments.command == Command::store_export;
  if (arguments.command != Command::convert && !is_export) return {};
  const bool to_blob = arguments.to != "pem" && arguments.to != "der" && !(is_export && arguments.to.empty());
  if (arguments.form && to_blob) return "--form is for --to pem and --to der";
  if (arguments.json && arguments.output == "-") return "--json and the key cannot both go to standard output";
  const bool either_half = arguments.form == provider::Form::pkcs1 || arguments.form == provider::Form::spki;
  if (arguments.public_half && arguments.form && !either_half)
    return "--public contradicts --form, which is of private keys";
  return {};
}

void resolve(const Words& words, Arguments& arguments) {
  if (words.exportable) arguments.policy = read_policy("export,plaintext");
  if (words.policy) {
    arguments.policy = read_policy(*words.policy);
    if (!arguments.policy)
      throw CLI::ValidationError("--policy", *words.policy + " is not none or some of " + all_policies());
  }
  if (arguments.command == Command::store_export && arguments.output.empty()) {
    arguments.output = "-";
    arguments.output_given = false;
  }
  if (!words.curve.empty()) arguments.curve = find_curve(wide_name(words.curve));
  if (!words.algorithm.empty()) arguments.algorithm = find_algorithm(wide_name(words.algorithm));
  for (const provider::Form form : kForms)
    if (words.form == form_name(form)) arguments.form = form;
}

}  // namespace

std::optional<Arguments> parse_arguments(std::vector<std::string> words, int& exit_code) {
  Arguments arguments;
  Words names;
  CLI::App app(kAbout, "cngkey");
  app.footer(kExamples);
  app.set_version_flag("--version", "cngkey " CNGKEY_VERSION);
  app.require_subcommand(1);
  app.fallthrough();
  app.allow_windows_style_options(false);  // /tmp/key is a file everywhere
  add_choice(&app, "--color", arguments.colour, {"auto", "always", "never"}, "colours in text");
  define_inspect(app, arguments, names);
  define_convert(app, arguments, names);
  define_verify(app, arguments, names);
  define_types(app, arguments);
  define_store(app, arguments, names);
  define_doctor(app, arguments);
  try {
    std::reverse(words.begin(), words.end());
    app.parse(std::move(words));
    resolve(names, arguments);
    if (const std::string wrong = complaint(arguments); !wrong.empty()) throw CLI::ValidationError(wrong);
  } catch (const CLI::ParseError& error) {
    const std::vector<std::string> unknown = app.remaining();
    if (error.get_exit_code() != 0 && app.get_subcommands().empty() && !unknown.empty() && unknown[0][0] != '-') {
      std::cerr << unknown[0] << ": there is no such command\nRun with --help for more information.\n";
      exit_code = kExitUsage;
      return std::nullopt;
    }
    exit_code = app.exit(error, std::cout, std::cerr) == 0 ? 0 : kExitUsage;
    return std::nullopt;
  }
  return arguments;
}

}  // namespace cng::cli
