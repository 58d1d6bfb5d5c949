namespace SegmentationML.Storage.DuckDb.Interop;

/// <summary>What a prepared statement does, with the numbers of the enum <c>duckdb_statement_type</c> in duckdb.h; only those that are told apart here.</summary>
internal enum DuckDbStatementType
{
    Invalid = 0,
    Select = 1,
    Explain = 4,
}
