using System.Text.Json;

namespace SegmentationML.Core.Tests.Forecasting;

/// <summary>One forecast of another program.</summary>
internal sealed class GoldenRecord(JsonElement record)
{
    public string Series => record.GetProperty("series").GetString()!;

    public int Horizon => record.GetProperty("horizon").GetInt32();

    public bool Refused => record.TryGetProperty("error", out _);

    public double[] Forecast => GoldenForecasts.Numbers(record.GetProperty("forecast"));

    public bool HasFitted => record.TryGetProperty("fitted", out _);

    public double[] Fitted => GoldenForecasts.Numbers(record.GetProperty("fitted"));

    /// <summary>A fitted parameter, by its path inside the model.</summary>
    public double Model(params string[] path) => path.Aggregate(record.GetProperty("model"), static (at, name) => at.GetProperty(name)).GetDouble();

    /// <summary>A fitted number of a list, by its place.</summary>
    public double Model(string list, int place) => record.GetProperty("model").GetProperty(list)[place].GetDouble();

    public string Field(string name) => record.GetProperty(name).ToString();

    public string Text(string parameter) => record.GetProperty("params").TryGetProperty(parameter, out var value) ? value.ToString() : string.Empty;

    public double Number(string parameter) => record.GetProperty("params").GetProperty(parameter).GetDouble();

    public override string ToString() => $"{record.GetProperty("package")} {record.GetProperty("version")} {record.GetProperty("method")} {record.GetProperty("params")} on {Series}";
}
