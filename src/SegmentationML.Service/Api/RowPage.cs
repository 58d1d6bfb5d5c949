using System.Text.Json;

namespace SegmentationML.Service.Api;

/// <summary>A page of rows, for the OpenAPI document.</summary>
/// <param name="Since">Of a difference the version before, 0 for none; not there for rows of a table.</param>
/// <param name="Version">The version.</param>
/// <param name="Table">The table.</param>
/// <param name="Rows">The rows, each an object of the table's columns; of a difference with <c>change</c>: in, changed or out.</param>
/// <param name="Next">The cursor of the next page; null on the last.</param>
internal sealed record RowPage(long Version, string Table, IReadOnlyList<IReadOnlyDictionary<string, JsonElement>> Rows, string? Next, long? Since = null);
