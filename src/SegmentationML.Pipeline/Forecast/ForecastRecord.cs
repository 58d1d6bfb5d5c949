using System.Text.Json;
using SegmentationML.Core;

namespace SegmentationML.Pipeline.Forecast;

/// <summary>How a version's forecasts were made: <c>forecasting.json</c> in the version's folder, beside <see cref="FittedTable.FileName"/>.</summary>
/// <param name="Format">1.</param>
/// <param name="Inputs">Digest of what the forecast was made from: a run with the same inputs is the same cycle, not a later one.</param>
/// <param name="Base">The version whose methods were carried on or begun at; null when there was none.</param>
/// <param name="Age">Versions since the methods were chosen; 0 in the one that chose them.</param>
public sealed record ForecastRecord(int Format, string Inputs, long? Base, int Age)
{
    /// <summary>The file's name, in the step's output and in a version alike.</summary>
    public const string FileName = "forecasting.json";

    private static readonly JsonSerializerOptions Json = new(StepKey.Json) { WriteIndented = true };

    /// <summary>Reads the record of a version; null when it has none.</summary>
    /// <param name="folder">The version's folder.</param>
    public static ForecastRecord? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        try
        {
            return File.Exists(path) ? JsonSerializer.Deserialize<ForecastRecord>(File.ReadAllBytes(path), Json) : null;
        }
        catch (JsonException e)
        {
            throw new ProblemException(new Problem("SEG-FCST-110", $"{path} cannot be read: {e.Message}", "Check the version with `segml snapshot verify`; run with --set forecast.parent=fit when it is damaged."), e);
        }
    }

    /// <summary>Writes it.</summary>
    /// <param name="folder">Where to.</param>
    internal void Write(string folder) => File.WriteAllText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Json).ReplaceLineEndings("\n") + "\n");
}
