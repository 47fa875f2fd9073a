/* Finds the functions by linking. */
#include "round_trip.h"

int main(void) {
  const struct Functions functions = {BCryptImportKeyPair, BCryptExportKey, BCryptDestroyKey, OpenCngVersion};
  return round_trip(&functions);
}
