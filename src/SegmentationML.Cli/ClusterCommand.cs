using System.CommandLine;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using SegmentationML.Cli.Terminal;
using SegmentationML.Core;
using SegmentationML.Core.Clustering;
using SegmentationML.Core.Clustering.Density;
using SegmentationML.Core.Clustering.Stability;
using SegmentationML.Pipeline.Segment.ClusterFiles;
using SegmentationML.Service.Worker;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli;

/// <summary><c>segml cluster</c>: clusters the rows of a file, without a pipeline.</summary>
internal static class ClusterCommand
{
    internal static readonly JsonSerializerOptions JsonForm = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private static readonly Option<string> In = new("--in", "-i") { Description = "The file: CSV (plain or gzip), Parquet or JSON lines", HelpName = "FILE", Required = true };
    private static readonly Option<string> Features = new("--features") { Description = "Columns to cluster on, joined by commas: numbers, or names", HelpName = "NAMES", Required = true };
    private static readonly Option<string?> Key = new("--key") { Description = "Column of the key (default: rows are numbered)", HelpName = "COLUMN" };
    private static readonly Option<string> Method = new Option<string>("--method", "-m") { Description = "auto, or a method", DefaultValueFactory = static _ => "auto" }.AcceptOnlyFromAmong(["auto", .. ClustererCatalog.Methods.Select(method => method.Name)]);
    private static readonly Option<string> Clusters = new("--k") { Description = "Number of clusters, or auto", HelpName = "N", DefaultValueFactory = static _ => "auto" };
    private static readonly Option<int> MinimumSize = new("--min-size") { Description = "Least rows of a cluster", HelpName = "N" };
    private static readonly Option<int> MaximumSize = new("--max-size") { Description = "Most rows of a cluster (sized-kmeans)", HelpName = "N" };
    private static readonly Option<string?> MustLink = new("--must-link") { Description = "File of pairs of keys (two columns) that must share a cluster (sized-kmeans)", HelpName = "FILE" };
    private static readonly Option<string?> CannotLink = new("--cannot-link") { Description = "File of pairs of keys (two columns) that must not share a cluster (sized-kmeans)", HelpName = "FILE" };
    private static readonly Option<string?> Together = new("--together") { Description = "Column whose equal values must share a cluster (sized-kmeans)", HelpName = "COLUMN" };
    private static readonly Option<string?> Apart = new("--apart") { Description = "Column whose equal values must not share a cluster (sized-kmeans)", HelpName = "COLUMN" };
    private static readonly Option<string> Scale = new Option<string>("--scale") { Description = "Scale of the numbers", DefaultValueFactory = static _ => "z" }.AcceptOnlyFromAmong("z", "robust", "min-max", "quantile", "none");
    private static readonly Option<string?> Log = new("--log") { Description = "Features whose logarithm is taken first", HelpName = "NAMES" };
    private static readonly Option<string?> Zeros = new("--zeros") { Description = "Features whose zeros are treated apart; rows at zero in all of them are inactive", HelpName = "NAMES" };
    private static readonly Option<string?> Weights = new("--weights") { Description = "Weights, such as value=2,recency=0.5", HelpName = "PAIRS" };
    private static readonly Option<double> Winsorise = new("--winsorise") { Description = "Share of the values pulled in at each end, such as 0.01", HelpName = "SHARE" };
    private static readonly Option<string> Missing = new Option<string>("--missing") { Description = "Empty values are refused, or the median stands in", DefaultValueFactory = static _ => "refuse" }.AcceptOnlyFromAmong("refuse", "median");
    private static readonly Option<string> Unseen = new Option<string>("--unseen") { Description = "At scoring, a name that the fit did not see differs from all others, or is refused", DefaultValueFactory = static _ => "differs" }.AcceptOnlyFromAmong("differs", "refuse");
    private static readonly Option<string> Noise = new Option<string>("--noise") { Description = "Rows in no dense region go to the nearest cluster, or stay unassigned", DefaultValueFactory = static _ => "nearest" }.AcceptOnlyFromAmong("nearest", "unassigned");
    private static readonly Option<bool> Stability = new("--stability") { Description = "A thorough study: 100 resamples, and every number of clusters by silhouette, knee and gap statistic" };
    private static readonly Option<int> Resamples = new("--resamples") { Description = "Resamples that tell how stable the clusters are; 0 for none", HelpName = "N", DefaultValueFactory = static parsed => parsed.GetValue(Stability) ? 100 : 20 };
    private static readonly Option<string?> Against = new("--against") { Description = "Earlier results of this command on other windows of history, oldest first, joined by commas: how the clusters agree from window to window", HelpName = "FILES" };
    private static readonly Option<double?> Gate = new("--gate") { Description = "Fail when a cluster comes back with a mean Jaccard below this, such as 0.6", HelpName = "SHARE" };
    private static readonly Option<ulong> Seed = new("--seed") { Description = "Seed of all random choices", HelpName = "N", DefaultValueFactory = static _ => 1UL };
    private static readonly Option<string> Out = new("--out", "-o") { Description = "The file to write: .csv, .parquet or .json", HelpName = "FILE", Required = true };
    private static readonly Option<string?> Report = new("--report") { Description = "Write a report: scores, stability, rules with SQL, what was tried (Markdown)", HelpName = "FILE" };
    private static readonly Option<string?> Model = new("--model-out") { Description = "Write the fitted model, preparation included, for `segml cluster score` and `segml cluster export` (JSON)", HelpName = "FILE" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the summary as JSON" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("cluster", "Cluster the rows of a file: method and number chosen or given, with margins, stability and rules")
        {
            In, Features, Key, Method, Clusters, MinimumSize, MaximumSize, MustLink, CannotLink, Together, Apart, Scale, Log, Zeros, Weights, Winsorise, Missing, Unseen, Noise, Resamples, Stability, Against, Gate, Seed,
            Out, Report, Model, Json,
        };
        command.Add(ClusterScoreCommand.Create(context));
        command.Add(ClusterExportCommand.Create(context));
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(context, parsed, cancellation), cancellation));
        return command.WithExamples(
            "segml cluster --in customers.csv --key customer_id --features recency,frequency,value --log frequency,value --out clusters.csv --report clusters.md",
            "segml cluster --in items.parquet --key sku --features cv,adi,revenue --method kmeans --k 5 --winsorise 0.01 --out clusters.parquet",
            "segml cluster --in items.csv --key sku --features cv,adi,revenue --k 6 --min-size 200 --gate 0.6 --out clusters.csv --json",
            "segml cluster --in items.csv --key sku --features cv,adi,revenue --k 6 --must-link families.csv --stability --against q1.csv,q2.csv --out q3.csv --model-out model.json",
            "segml cluster --in items.csv --key sku --features revenue,lead_time,supplier_region --method kmedoids --k 4 --out clusters.csv");
    }

    private static int Run(CommandContext context, ParseResult parsed, CancellationToken cancellation)
    {
        var request = Request(parsed);
        var (output, key) = (parsed.GetRequiredValue(Out), request.Key ?? "row");
        _ = ClusterFileOutput.Format(output, key);
        var limits = Limits(parsed, request);
        using var engine = DuckDbEngine.Open(new DuckDbOptions());
        var result = FileClustering.Run(engine, request, cancellation);
        var gate = limits is not null && result.Stability is { } stability ? stability.Gate(limits, result.Model.Name) : [];
        Save(parsed.GetValue(Report), () => Encoding.UTF8.GetBytes(ClusterFileReport.Markdown(result)));
        ProblemException.ThrowIfAny(gate);
        ClusterFileOutput.Write(engine, result.Model, result.Assignments, result.Keys, key, output, cancellation);
        Save(parsed.GetValue(Model), result.Model.ToBytes);
        Print(context.Console, result, parsed.GetValue(Json));
        return ExitCode.Done;
    }

    /// <summary>The limits of the gate; null without one. A gate that nothing is measured for would let everything pass.</summary>
    private static StabilityOptions? Limits(ParseResult parsed, ClusterFileRequest request)
    {
        if (parsed.GetValue(Gate) is not { } limit)
        {
            return null;
        }

        if (request.Stability is null)
        {
            throw new ProblemException(new Problem("SEG-CLI-052", "--gate is asked without resamples: nothing would be measured.", "Leave out --resamples 0, or --gate."));
        }

        var limits = new StabilityOptions { LeastJaccard = limit };
        ProblemException.ThrowIfAny(limits.Validate());
        return limits;
    }

    private static ClusterFileRequest Request(ParseResult parsed) => new()
    {
        Path = parsed.GetRequiredValue(In),
        Features = Names(parsed.GetRequiredValue(Features)),
        Key = parsed.GetValue(Key),
        Method = parsed.GetRequiredValue(Method) is var method && method == "auto" ? null : method,
        Clusters = Count(parsed.GetRequiredValue(Clusters)),
        MinimumSize = parsed.GetValue(MinimumSize),
        MaximumSize = parsed.GetValue(MaximumSize),
        MustLink = parsed.GetValue(MustLink),
        CannotLink = parsed.GetValue(CannotLink),
        Together = parsed.GetValue(Together),
        Apart = parsed.GetValue(Apart),
        Scaling = parsed.GetValue(Scale) switch
        {
            "robust" => FeatureScaling.Robust,
            "min-max" => FeatureScaling.MinMax,
            "quantile" => FeatureScaling.Quantile,
            "none" => FeatureScaling.None,
            _ => FeatureScaling.ZScore,
        },
        Logarithm = Names(parsed.GetValue(Log) ?? ""),
        ZeroInflated = Names(parsed.GetValue(Zeros) ?? ""),
        Weights = Pairs(parsed.GetValue(Weights) ?? ""),
        Winsorise = parsed.GetValue(Winsorise),
        Missing = parsed.GetValue(Missing) == "median" ? MissingRule.Median : MissingRule.Refuse,
        Unseen = parsed.GetValue(Unseen) == "refuse" ? UnseenLevelRule.Refuse : UnseenLevelRule.Differs,
        Noise = parsed.GetValue(Noise) == "unassigned" ? NoiseRule.Unassigned : NoiseRule.Nearest,
        Stability = parsed.GetValue(Resamples) > 0 ? new StabilityOptions { Resamples = parsed.GetValue(Resamples) } : null,
        Counts = parsed.GetValue(Stability),
        Against = Names(parsed.GetValue(Against) ?? ""),
        Seed = parsed.GetValue(Seed),
    };

    private static string[] Names(string joined) => joined.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private static int? Count(string text) => text == "auto" ? null
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0 ? count
        : throw new ProblemException(new Problem("SEG-CLI-022", $"--k is '{text}'.", "Give a whole number from 1 on, or auto."));

    private static Dictionary<string, double> Pairs(string joined)
    {
        var weights = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var pair in Names(joined))
        {
            var at = pair.LastIndexOf('=');
            weights[pair[..Math.Max(at, 0)]] = at > 0 && double.TryParse(pair[(at + 1)..], CultureInfo.InvariantCulture, out var weight)
                ? weight
                : throw new ProblemException(new Problem("SEG-CLI-022", $"--weights holds '{pair}'.", "Write feature=number, joined by commas; the numbers need no sum."));
        }

        return weights;
    }

    /// <summary>Writes a file in one step; null names none.</summary>
    internal static void Save(string? path, Func<byte[]> bytes)
    {
        if (path is null)
        {
            return;
        }

        try
        {
            PartFile.Replace(path, part => File.WriteAllBytes(part, bytes()));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ProblemException(new Problem("SEG-CLI-005", $"{path} cannot be written: {e.Message}", "Check folder, rights and free disk."), e);
        }
    }

    /// <summary>Typical values by feature: numbers as numbers, names as texts, null where none is known.</summary>
    private static Dictionary<string, object?> Typical(ClusterFileResult result, ClusterFileCluster cluster)
        => result.Rules.Features.Zip(cluster.Typical).ToDictionary(
            pair => pair.First,
            pair => pair.Second.Length == 0 ? null : double.TryParse(pair.Second, CultureInfo.InvariantCulture, out var number) ? number : (object?)pair.Second,
            StringComparer.Ordinal);

    private static void Print(SegmlConsole console, ClusterFileResult result, bool isJson)
    {
        if (isJson)
        {
            var summary = new
            {
                result.Method,
                result.Reason,
                Clusters = result.Clusters.Select((cluster, i) => new { cluster.Name, cluster.Rows, Typical = Typical(result, cluster), Jaccard = result.Stability?.Jaccard[i], RuleFidelity = result.Rules.ClusterFidelity[i] }),
                result.Noise,
                result.Inactive,
                result.Scores,
                result.Counts,
                result.Agreements,
                SeedAgreement = result.Stability?.SeedAgreement,
                result.Rules.Fidelity,
                Rules = result.Rules.Lines(label => result.Model.Name(label)),
                Tried = result.Choice?.Candidates,
            };
            console.Out.WriteLine(JsonSerializer.Serialize(summary, JsonForm));
            return;
        }

        console.Out.WriteLine($"{result.Method}, {result.Clusters.Count} {(result.Clusters.Count == 1 ? "cluster" : "clusters")}. {result.Reason}");
        console.Table(
            ["cluster", ">rows", .. result.Rules.Features, ">Jaccard"],
            result.Clusters.Select((cluster, i) => (IReadOnlyList<string>)[cluster.Name, $"{cluster.Rows}", .. cluster.Typical, result.Stability is { } stability ? $"{stability.Jaccard[i]:F2} {StabilityReport.Word(stability.Jaccard[i])}" : ""]));
        if (result.Noise + result.Inactive > 0)
        {
            console.Out.WriteLine($"Noise: {result.Noise} rows; inactive: {result.Inactive} rows.");
        }

        string[] constant = [.. result.Model.Model.Preparation.Features.Where(feature => feature.Dropped).Select(feature => feature.Name)];
        if (constant.Length > 0)
        {
            console.Out.WriteLine($"Left out, since alike in all rows: {string.Join(", ", constant)}.");
        }

        console.Out.WriteLine(
            result.Clusters.Count == 1 ? "One cluster has no silhouette and no other score."
            : double.IsNaN(result.Scores.Silhouette) ? "Without numbers there is no silhouette and no other score."
            : $"Silhouette ({result.Scores.SilhouetteKind}) {result.Scores.Silhouette:F3}, Davies-Bouldin {result.Scores.DaviesBouldin:F3}, DBCV {result.Scores.Dbcv:F3}, Hopkins {result.Scores.Hopkins:F2}.");
        foreach (var pair in result.Agreements)
        {
            console.Out.WriteLine($"From {pair.Earlier} to {pair.Later}: adjusted Rand index {pair.Agreement.AdjustedRand:F2}, adjusted mutual information {pair.Agreement.AdjustedInformation:F2} over {pair.Agreement.Common} common keys ({pair.Agreement.Coverage:P0}).");
        }

        if (result.Counts.Count > 0)
        {
            console.Table([">clusters", ">silhouette", ">gap", ">error", "chosen by"], result.Counts.Select(count => (IReadOnlyList<string>)[$"{count.Clusters}", double.IsNaN(count.Silhouette) ? "" : $"{count.Silhouette:F3}", $"{count.Gap:F3}", $"{count.GapError:F3}", count.ChosenBy]));
        }

        console.Out.WriteLine($"As rules, {result.Rules.Fidelity:P1} faithful:");
        foreach (var rule in result.Rules.Lines(label => result.Model.Name(label)))
        {
            console.Out.WriteLine($"  {rule}");
        }
    }
}
