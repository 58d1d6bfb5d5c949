using SegmentationML.Contracts.Outcomes;

namespace SegmentationML.Pipeline.Contract.Checking;

/// <summary>How a table kept its contract, and which of its rows were taken out.</summary>
/// <param name="Report">The report; files are named by their bare names.</param>
/// <param name="WithoutFile">Bare name of the Parquet file of all rows that the table now leaves out, earlier ones included; null when this check took none out.</param>
/// <param name="RowsDigest">SHA-256 in lower-case hex over file and place of each row taken out; null when none was.</param>
internal sealed record CheckedTable(TableReport Report, string? WithoutFile, string? RowsDigest);
