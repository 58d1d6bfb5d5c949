namespace SegmentationML.Storage.DuckDb.Interop;

/// <summary>DuckDB's error classes, with the numbers of the enum <c>duckdb_error_type</c> in duckdb.h; only those that are told apart here.</summary>
internal enum DuckDbErrorType
{
    Invalid = 0,
    OutOfRange = 1,
    Conversion = 2,
    MismatchType = 5,
    DivideByZero = 6,
    Serialization = 9,
    Transaction = 10,
    NotImplemented = 11,
    Catalog = 13,
    Parser = 14,
    Constraint = 18,
    Connection = 21,
    Syntax = 22,
    Binder = 24,
    Io = 28,
    Interrupt = 29,
    Fatal = 30,
    Internal = 31,
    InvalidInput = 32,
    OutOfMemory = 33,
    Permission = 34,
    ParameterNotResolved = 35,
    ParameterNotAllowed = 36,
    Dependency = 37,
    Http = 38,
    MissingExtension = 39,
    Autoload = 40,
    InvalidConfiguration = 42,
}
