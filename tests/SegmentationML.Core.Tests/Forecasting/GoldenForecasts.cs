using System.Text.Json;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>The forecasts of other programs: series and records of golden/forecasts.json.</summary>
internal sealed class GoldenForecasts
{
    private readonly JsonElement _root;

    private GoldenForecasts(JsonElement root) => _root = root;

    public static GoldenForecasts Load()
    {
        // The file was written by programs that print NaN, which JSON does not know.
        var text = File.ReadAllText(SharedData.Golden("forecasts.json")).Replace("NaN", "null", StringComparison.Ordinal);
        using var document = JsonDocument.Parse(text);
        return new GoldenForecasts(document.RootElement.Clone());
    }

    public double[] Series(string name) => Numbers(_root.GetProperty("series").GetProperty(name).GetProperty("values"));

    /// <summary>Buckets in a season.</summary>
    public int Frequency(string name) => _root.GetProperty("series").GetProperty(name).GetProperty("freq").GetInt32();

    public IEnumerable<string> SeriesNames => _root.GetProperty("series").EnumerateObject().Select(static p => p.Name);

    /// <summary>Records of one method of one package; the package name may be a prefix of "package version".</summary>
    public IEnumerable<GoldenRecord> Records(string package, string method)
        => _root.GetProperty("records").EnumerateArray()
            .Where(record => $"{record.GetProperty("package").GetString()} {record.GetProperty("version").GetString()}".StartsWith(package, StringComparison.Ordinal)
                && record.GetProperty("method").GetString() == method)
            .Select(static record => new GoldenRecord(record));

    public IEnumerable<JsonElement> Metrics => _root.GetProperty("metrics").EnumerateArray();

    public static double[] Numbers(JsonElement array)
        => [.. array.EnumerateArray().Select(static x => x.ValueKind == JsonValueKind.Number ? x.GetDouble() : double.NaN)];
}
