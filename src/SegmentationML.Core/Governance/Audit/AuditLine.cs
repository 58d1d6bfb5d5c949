using System.Text.Json;

namespace SegmentationML.Core.Governance.Audit;

/// <summary>Reads back the lines of an exported chain.</summary>
public static class AuditLine
{
    /// <summary>The entry of a line; a line that is not exactly what an export writes is refused.</summary>
    /// <param name="line">One line.</param>
    /// <param name="number">Its number, for the message.</param>
    public static AuditEntry Read(string line, long number)
    {
        ArgumentNullException.ThrowIfNull(line);
        try
        {
            using var document = JsonDocument.Parse(line);
            var entry = document.RootElement;
            var facts = entry.GetProperty("facts");
            var read = new AuditEntry(
                entry.GetProperty("sequence").GetInt64(), Text(entry, "time"), Text(entry, "kind"), Text(entry, "subject"), Text(entry, "actor"),
                System.Text.Encoding.UTF8.GetString(CanonicalJson.Of(facts)), Text(entry, "previous"), Text(entry, "hash"));
            return facts.ValueKind == JsonValueKind.Object && read.ToJson() == line ? read : throw Refusal(number, "it is not in the form in which entries are exported", null);
        }
        catch (Exception e) when (e is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or NotSupportedException or ArgumentException)
        {
            throw Refusal(number, e.Message.TrimEnd('.'), e);
        }
    }

    private static string Text(JsonElement entry, string name) => entry.GetProperty(name).GetString() ?? throw new FormatException($"'{name}' is null");

    private static ProblemException Refusal(long number, string why, Exception? inner)
    {
        var problem = new Problem("SEG-AUD-008", $"Line {number} is no entry of an audit chain: {why}.", "Give a file as `segml audit export` writes it, unchanged.");
        return inner is null ? new ProblemException(problem) : new ProblemException(problem, inner);
    }
}
