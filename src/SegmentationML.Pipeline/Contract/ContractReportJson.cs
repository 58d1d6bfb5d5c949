using System.Text.Json;

namespace SegmentationML.Pipeline.Contract;

/// <summary>Writes a check's report as JSON for programs: names in snake_case, enums as words.</summary>
public static class ContractReportJson
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    /// <summary>The report as JSON.</summary>
    /// <param name="report">The report.</param>
    public static string Render(ContractCheckReport report) => JsonSerializer.Serialize(report, Options);
}
