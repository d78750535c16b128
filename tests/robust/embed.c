/* Starts and stops an interpreter again and again in one process: embed ROUNDS PYTHON CODE.

   PYTHON is the interpreter that was built, where its modules are looked for. A line of output for each round: kilobytes that the
   process has, and bytes that malloc() has given out, 0 where that is not told. */

#include <Python.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

static long
resident_kilobytes(void)
{
    long size, resident = -1;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file != NULL) {
        if (fscanf(file, "%ld %ld", &size, &resident) != 2) {
            resident = -1;
        }
        fclose(file);
    }
    return resident < 0 ? -1 : resident * (sysconf(_SC_PAGESIZE) / 1024);
}

static size_t
given_by_malloc(void)
{
#ifdef __GLIBC__
    struct mallinfo2 given = mallinfo2();
    return given.uordblks + given.hblkhd;
#else
    return 0;
#endif
}

static int
run(const char *python, const char *code)
{
    PyConfig config;
    PyConfig_InitPythonConfig(&config);
    PyStatus status = PyConfig_SetBytesString(&config, &config.program_name, python);
    if (!PyStatus_Exception(status)) {
        status = Py_InitializeFromConfig(&config);
    }
    PyConfig_Clear(&config);
    if (PyStatus_Exception(status)) {
        Py_ExitStatusException(status);
    }
    int failed = PyRun_SimpleString(code);
    return Py_FinalizeEx() < 0 ? -1 : failed;
}

int
main(int argc, char **argv)
{
    if (argc != 4) {
        fprintf(stderr, "usage: %s ROUNDS PYTHON CODE\n", argv[0]);
        return 2;
    }
    long rounds = strtol(argv[1], NULL, 10);
    for (long round = 0; round < rounds; round++) {
        if (run(argv[2], argv[3]) != 0) {
            fprintf(stderr, "round %ld failed\n", round);
            return 1;
        }
        printf("%ld %zu\n", resident_kilobytes(), given_by_malloc());
        fflush(stdout);
    }
    return 0;
}
