namespace SegmentationML.Pipeline.Forecast.Files;

/// <summary>Counts series by method and reason.</summary>
internal sealed class ForecastTally
{
    private const int RefusedShown = 20;

    /// <summary>All series.</summary>
    public int Series { get; private set; }

    /// <summary>Series with a forecast.</summary>
    public int Forecast { get; private set; }

    /// <summary>Series by method.</summary>
    public SortedDictionary<string, int> Methods { get; } = new(StringComparer.Ordinal);

    /// <summary>Series by reason.</summary>
    public SortedDictionary<string, int> Reasons { get; } = new(StringComparer.Ordinal);

    /// <summary>The first series without a forecast, with their reasons.</summary>
    public Dictionary<string, string> Refused { get; } = new(StringComparer.Ordinal);

    /// <summary>Counts a series with a forecast.</summary>
    public void Add(string method, string reason)
    {
        Series++;
        Forecast++;
        Methods[method] = Methods.GetValueOrDefault(method) + 1;
        Reasons[reason] = Reasons.GetValueOrDefault(reason) + 1;
    }

    /// <summary>Counts a series without one.</summary>
    public void Refuse(string name, string reason)
    {
        Series++;
        Reasons[reason] = Reasons.GetValueOrDefault(reason) + 1;
        if (Refused.Count < RefusedShown)
        {
            Refused[name] = reason;
        }
    }
}
