using System.CommandLine;
using System.Globalization;
using SegmentationML.Core;
using SegmentationML.Core.Forecasting;
using SegmentationML.Pipeline.Forecast.Files;

namespace SegmentationML.Cli;

/// <summary>The options by which <c>segml forecast</c> and <c>segml backtest</c> name a file of series and what to do with it.</summary>
internal sealed class SeriesOptions
{
    private readonly Option<string> _in = new("--in", "-i") { Description = "The file of series in long form: .parquet, .csv, .csv.gz, .tsv", HelpName = "FILE", Required = true };
    private readonly Option<string> _series = new("--series") { Description = "Column of the series' key", HelpName = "COLUMN", Required = true };
    private readonly Option<string> _time = new("--time") { Description = "Column of the time: dates, months (2024-01) or whole numbers", HelpName = "COLUMN", Required = true };
    private readonly Option<string> _value = new("--value") { Description = "Column of the demand", HelpName = "COLUMN", Required = true };
    private readonly Option<string?> _mask = new("--mask") { Description = "Column that is true where the demand is not known, such as out of stock", HelpName = "COLUMN" };
    private readonly Option<string?> _frequency = new Option<string?>("--frequency", "-f") { Description = "Distance of the buckets: day, week, month, quarter, year, none (default: found in the file)" }.AcceptOnlyFromAmong([.. Frequencies.Letters]);
    private readonly Option<int?> _season = new("--season") { Description = "Buckets in a season, 1 = none (default: D 7, W 52, M 12, Q 4, Y and N 1)", HelpName = "N" };
    private readonly Option<int> _horizon = new("--horizon", "-H") { Description = "Buckets to forecast", HelpName = "H", Required = true };
    private readonly Option<string> _methods = new("--methods", "-m") { Description = "auto, or method names joined by commas (see --list-methods); a single one is used without a choice", HelpName = "NAMES", DefaultValueFactory = static _ => "auto" };
    private readonly Option<string> _effort = new Option<string>("--effort") { Description = "Computing that auto may take for smooth series: least (a method each), quick (the trimmed mean of five methods), thorough (a better five, up to half a millisecond a bucket), or auto by how much of them there is", DefaultValueFactory = static _ => "auto" }.AcceptOnlyFromAmong("auto", "least", "quick", "thorough");
    private readonly Option<string> _basis = new Option<string>("--basis") { Description = "Quantiles: auto (combined, taught by the whole file, where demand is intermittent), method (of each series by itself), conformal (the method's own past errors)", DefaultValueFactory = static _ => "auto" }.AcceptOnlyFromAmong("auto", "method", "conformal");
    private readonly Option<string?> _level = new("--level", "-l") { Description = "Central intervals in percent, such as 80,95: two quantile columns each (q10, q90, q025, q975)", HelpName = "PERCENT" };
    private readonly Option<string?> _quantiles = new("--quantiles") { Description = "Quantiles as probabilities, such as 0.5,0.9: a column each (q50, q90)", HelpName = "SHARES" };
    private readonly Option<int> _origins = new("--origins") { Description = "Origins of the back-test, a horizon apart", HelpName = "K", DefaultValueFactory = static _ => 3 };
    private readonly Option<string> _gaps = new Option<string>("--gaps") { Description = "A bucket without a row is zero demand or missing", DefaultValueFactory = static _ => "zero" }.AcceptOnlyFromAmong("zero", "missing");
    private readonly Option<string> _repeats = new Option<string>("--repeats") { Description = "A series with several rows in a bucket is refused, or they are added", DefaultValueFactory = static _ => "refuse" }.AcceptOnlyFromAmong("refuse", "sum");
    private readonly Option<string> _end = new Option<string>("--end") { Description = "A series ends with its own last row, or all end together with the file's (filled like a gap)", DefaultValueFactory = static _ => "own" }.AcceptOnlyFromAmong("own", "together");
    private readonly Option<bool> _fromFirstDemand = new("--from-first-demand") { Description = "Leave the zeros before the first demand of a series out" };
    private readonly Option<string?> _events = new("--events") { Description = "Columns of events such as promotion,holiday: 0 or 1 (or a strength between); rows without demand at the end of a series tell those to come", HelpName = "COLUMNS" };
    private readonly Option<string?> _profile = new("--profile") { Description = "Borrow the season (weekdays, months) from the sum of a group: a column, or total", HelpName = "COLUMN" };
    private readonly Option<string?> _newItems = new("--new-items") { Description = "Forecast new series by what the others of their group did when new: the group's column, further ones for where a group has too few", HelpName = "COLUMNS" };
    private readonly Option<int> _newItemAge = new("--new-item-age") { Description = "Buckets from its first demand in which a series is new", HelpName = "N", DefaultValueFactory = static _ => 13 };
    private readonly Option<string?> _hierarchy = new("--hierarchy") { Description = "Levels above the series, highest first: columns joined by commas, a crossed level by * (family,site,family*site); total and series are added", HelpName = "LEVELS" };
    private readonly Option<string> _reconcile = new("--reconcile") { Description = $"How forecasts of a hierarchy add up: {string.Join(", ", ReconciliationWays.All.Select(static r => r.Name))}, or middle-out=LEVEL", HelpName = "WAY", DefaultValueFactory = static _ => "structural" };
    private readonly Option<int> _threads = new("--threads") { Description = "Threads at most", HelpName = "N", DefaultValueFactory = static _ => Environment.ProcessorCount };

    /// <summary>The options, in the order of the help.</summary>
    public IEnumerable<Option> All => [_in, _series, _time, _value, _mask, _frequency, _season, _horizon, _methods, _effort, _basis, _level, _quantiles, _origins, _gaps, _repeats, _end, _fromFirstDemand, _events, _profile, _newItems, _newItemAge, _hierarchy, _reconcile, _threads];

    /// <summary>Makes no option required: for a call that only lists.</summary>
    public void RequireNothing()
    {
        foreach (var option in All)
        {
            option.Description += option.Required ? " (required)" : "";
            option.Required = false;
        }
    }

    /// <summary>What a call that needs a file lacks.</summary>
    public IEnumerable<Problem> Missing(ParseResult parsed)
        => new Option[] { _in, _series, _time, _value, _horizon }.Where(option => parsed.GetResult(option) is null).Select(option => new Problem(
            "SEG-CLI-020", $"Option '{option.Name}' is required.", $"{option.Description?.Replace(" (required)", "", StringComparison.Ordinal)}."));

    /// <summary>The request that a call makes.</summary>
    /// <exception cref="ProblemException">SEG-CLI-021 for numbers that are none.</exception>
    public FileForecastRequest Request(ParseResult parsed)
        => new()
        {
            Source = new SeriesFileRequest
            {
                Path = parsed.GetRequiredValue(_in),
                Series = parsed.GetRequiredValue(_series),
                Time = parsed.GetRequiredValue(_time),
                Value = parsed.GetRequiredValue(_value),
                Mask = parsed.GetValue(_mask),
                Frequency = parsed.GetValue(_frequency) is { } letter ? Frequencies.Of(letter) : null,
                GapsAreMissing = parsed.GetValue(_gaps) == "missing",
                SumsRepeats = parsed.GetValue(_repeats) == "sum",
                EndsTogether = parsed.GetValue(_end) == "together",
            },
            Horizon = parsed.GetValue(_horizon),
            Season = parsed.GetValue(_season),
            Methods = Names(parsed.GetRequiredValue(_methods)),
            Effort = Enum.Parse<ForecastEffort>(parsed.GetRequiredValue(_effort), ignoreCase: true),
            Basis = Enum.Parse<DistributionChoice>(parsed.GetRequiredValue(_basis), ignoreCase: true),
            Levels = Levels(parsed),
            Origins = parsed.GetValue(_origins),
            FromFirstDemand = parsed.GetValue(_fromFirstDemand),
            Events = [.. (parsed.GetValue(_events) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            Profile = parsed.GetValue(_profile),
            NewItems = [.. (parsed.GetValue(_newItems) ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            NewItemAge = parsed.GetValue(_newItemAge),
            Threads = Math.Max(1, parsed.GetValue(_threads)),
        };

    /// <summary>Refuses the options that only forecasts written to a file know.</summary>
    /// <exception cref="ProblemException">SEG-CLI-027.</exception>
    public void RefuseNewItems(ParseResult parsed)
    {
        if (parsed.GetValue(_newItems) is not null)
        {
            throw new ProblemException(new Problem("SEG-CLI-027", "--new-items goes with forecasts that are written to a file alone.", "Leave it out here."));
        }
    }

    /// <summary>The hierarchy that a call names; null for none.</summary>
    /// <exception cref="ProblemException">SEG-CLI-051 for a way of reconciling that does not exist.</exception>
    public HierarchyRequest? Hierarchy(ParseResult parsed)
    {
        if (parsed.GetValue(_hierarchy) is not { } levels)
        {
            return null;
        }

        if (parsed.GetValue(_events) is not null || parsed.GetValue(_profile) is not null || parsed.GetValue(_newItems) is not null)
        {
            throw new ProblemException(new Problem("SEG-CLI-024", "--events, --profile and --new-items do not go with --hierarchy.", "Leave one of them out."));
        }

        var way = parsed.GetRequiredValue(_reconcile);
        return ReconciliationWays.Request([.. levels.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)], way)
            ?? throw new ProblemException(new Problem("SEG-CLI-051", $"--reconcile names '{way}'.", $"Take {string.Join(", ", ReconciliationWays.All.Select(static r => r.Name))}, or middle-out=LEVEL."));
    }

    private static string[] Names(string methods)
    {
        string[] names = [.. methods.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
        if (names is [] or ["auto"])
        {
            return [];
        }

        _ = ForecasterCatalog.Named(names);
        return names;
    }

    private double[] Levels(ParseResult parsed)
    {
        var bounds = Numbers(parsed.GetValue(_level), "--level").SelectMany(percent => percent is > 0 and < 100
            ? (decimal[])[(100 - percent) / 200, (100 + percent) / 200]
            : throw new ProblemException(new Problem("SEG-CLI-021", $"--level names an interval of {percent} percent.", "Give percent between 0 and 100, such as 80,95.")));
        return [.. bounds.Concat(Numbers(parsed.GetValue(_quantiles), "--quantiles")).Distinct().Order().Select(static level => (double)level)];
    }

    private static IEnumerable<decimal> Numbers(string? list, string option)
        => (list ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(text => decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number
            : throw new ProblemException(new Problem("SEG-CLI-021", $"{option} has '{text}', which is no number.", "Give numbers joined by commas.")));
}
