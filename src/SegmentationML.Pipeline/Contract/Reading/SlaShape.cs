using System.Globalization;
using SegmentationML.Contracts.Standard;
using SegmentationML.Pipeline.Definition.Yaml;

namespace SegmentationML.Pipeline.Contract.Reading;

/// <summary>Checks service levels. The standard leaves their names open; only latency and frequency are measured, so only these are checked closely.</summary>
internal static class SlaShape
{
    private static readonly string[] Latency = ["latency", "ly"];
    private static readonly string[] Frequency = ["frequency", "fy"];
    private static readonly string[] Drivers = ["regulatory", "analytics", "operational"];

    private static readonly (string[] Words, Func<DateTime, double, DateTime> Before)[] Units =
    [
        (["s", "sec", "second", "seconds"], (t, n) => t.AddSeconds(-n)),
        (["min", "minute", "minutes"], (t, n) => t.AddMinutes(-n)),
        (["h", "hr", "hour", "hours"], (t, n) => t.AddHours(-n)),
        (["d", "day", "days"], (t, n) => t.AddDays(-n)),
        (["w", "wk", "week", "weeks"], (t, n) => t.AddDays(-7 * n)),
        (["mo", "month", "months"], (t, n) => t.AddMonths(-(int)n)),
        (["y", "yr", "year", "years"], (t, n) => t.AddYears(-(int)n)),
    ];

    /// <summary>True for service levels that say how old the newest row may be.</summary>
    /// <param name="sla">The service level.</param>
    public static bool IsFreshness(SlaProperty sla) => Latency.Concat(Frequency).Contains(sla.Property, StringComparer.OrdinalIgnoreCase);

    /// <summary>The oldest time that the newest row may bear.</summary>
    /// <param name="sla">A checked service level of freshness.</param>
    /// <param name="asOf">What it is measured against.</param>
    public static DateTime OldestAllowed(SlaProperty sla, DateTime asOf) => Unit(sla)!(asOf, Amount(sla)!.Value);

    /// <summary>The columns that a service level is about, as table and column.</summary>
    /// <param name="sla">The service level.</param>
    /// <param name="contract">Its contract.</param>
    /// <returns>Table and column are null where the element names none that exists.</returns>
    public static IEnumerable<(string Element, SchemaObject? Table, SchemaProperty? Column)> Elements(SlaProperty sla, DataContract contract)
    {
        foreach (var element in (sla.Element ?? contract.SlaDefaultElement ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var dot = element.IndexOf('.', StringComparison.Ordinal);
            var table = dot < 0 ? (contract.Schema.Count == 1 ? contract.Schema[0] : null) : contract.Schema.FirstOrDefault(t => t.Name == element[..dot]);
            yield return (element, table, table?.Properties.FirstOrDefault(p => p.Name == element[(dot + 1)..]));
        }
    }

    /// <summary>Lists everything that is wrong.</summary>
    /// <param name="contract">The contract.</param>
    /// <param name="isV32">True when the contract may use what v3.2 brought.</param>
    /// <param name="problems">Takes what is wrong.</param>
    public static void Check(DataContract contract, bool isV32, ShapeProblems problems)
    {
        for (var i = 0; i < contract.SlaProperties.Count; i++)
        {
            var (sla, path) = (contract.SlaProperties[i], $"slaProperties[{i}]");
            ContractShape.CheckId(sla.Id, path, problems);
            ContractShape.Since32(sla.CustomProperties.Count > 0, isV32, $"{path}.customProperties", problems);
            ContractShape.Since32(sla.AuthoritativeDefinitions.Count > 0, isV32, $"{path}.authoritativeDefinitions", problems);
            ExtraSettings.Check(sla.CustomProperties, $"{path}.customProperties", problems);
            if (IsFreshness(sla))
            {
                CheckFreshness(sla, contract, path, problems);
            }
        }
    }

    private static void CheckFreshness(SlaProperty sla, DataContract contract, string path, ShapeProblems problems)
    {
        if (!(Amount(sla) > 0))
        {
            problems.Add($"{path}.value", $"is '{sla.Value}'", "Write a number above 0, with its unit beside it.");
        }

        if (Unit(sla) is null)
        {
            problems.Add($"{path}.unit", sla.Unit is null ? "is missing" : $"is '{sla.Unit}'", $"Write one of {string.Join(", ", Units.Select(u => u.Words[0]))}.");
        }

        if (sla.Driver is { } driver && !Drivers.Contains(driver))
        {
            problems.Add($"{path}.driver", $"is '{driver}'", ClosestMatch.Hint(driver, Drivers));
        }

        var elements = Elements(sla, contract).ToArray();
        if (elements.Length == 0)
        {
            problems.Add($"{path}.element", "is missing", "Name the date column whose newest value counts, as table.column.");
        }

        foreach (var (element, _, column) in elements.Where(_ => contract.Schema.Count > 0))
        {
            if (column is null)
            {
                var names = contract.Schema.SelectMany(t => t.Properties.Select(p => $"{t.Name}.{p.Name}")).ToArray();
                problems.Add($"{path}.element", $"names '{element}', which is no column of the contract", ClosestMatch.Hint(element, names));
            }
            else if (column.LogicalType is not (LogicalType.Date or LogicalType.Timestamp))
            {
                problems.Add($"{path}.element", $"names '{element}', which is not a date", "Name a column of type date or timestamp.");
            }
        }
    }

    private static double? Amount(SlaProperty sla)
        => sla.Value is long or decimal ? Convert.ToDouble(sla.Value, CultureInfo.InvariantCulture)
            : double.TryParse(sla.Value as string, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number
            : null;

    private static Func<DateTime, double, DateTime>? Unit(SlaProperty sla)
        => Units.FirstOrDefault(u => u.Words.Contains(sla.Unit, StringComparer.OrdinalIgnoreCase)).Before;
}
