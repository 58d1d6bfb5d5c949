using System.CommandLine;
using System.Text.Json;
using SegmentationML.Pipeline.Segment.ClusterFiles;
using SegmentationML.Storage.DuckDb;

namespace SegmentationML.Cli;

/// <summary><c>segml cluster score</c>: labels the rows of a file by a stored clustering.</summary>
internal static class ClusterScoreCommand
{
    private static readonly Option<string> Model = new("--model") { Description = "What `segml cluster --model-out` wrote", HelpName = "FILE", Required = true };
    private static readonly Option<string> In = new("--in", "-i") { Description = "The file: CSV (plain or gzip), Parquet or JSON lines, with the features of the fit by name", HelpName = "FILE", Required = true };
    private static readonly Option<string?> Key = new("--key") { Description = "Column of the key (default: rows are numbered)", HelpName = "COLUMN" };
    private static readonly Option<string> Out = new("--out", "-o") { Description = "The file to write: .csv, .parquet or .json", HelpName = "FILE", Required = true };
    private static readonly Option<bool> Json = new("--json") { Description = "Print the summary as JSON" };

    public static Command Create(CommandContext context)
    {
        var command = new Command("score", "Label rows by a stored clustering, prepared as its fit was: cluster, second best, distance and margins") { Model, In, Key, Out, Json };
        command.SetAction((parsed, cancellation) => Task.Run(() => Run(context, parsed, cancellation), cancellation));
        return command.WithExamples("segml cluster score --model model.json --in new-items.csv --key sku --out clusters.csv");
    }

    private static int Run(CommandContext context, ParseResult parsed, CancellationToken cancellation)
    {
        var (output, key) = (parsed.GetRequiredValue(Out), parsed.GetValue(Key));
        _ = ClusterFileOutput.Format(output, key ?? "row");
        using var engine = DuckDbEngine.Open(new DuckDbOptions());
        var score = ClusterFileScoring.Run(engine, ClusterFileScoring.Load(parsed.GetRequiredValue(Model)), parsed.GetRequiredValue(In), key, cancellation);
        ClusterFileOutput.Write(engine, score.Model, score.Assignments, score.Keys, key ?? "row", output, cancellation);
        var counts = score.Assignments.Labels.GroupBy(label => label).OrderBy(group => group.Key < 0 ? int.MaxValue + group.Key : group.Key).Select(group => (Cluster: score.Model.Name(group.Key), Rows: group.Count())).ToArray();
        if (parsed.GetValue(Json))
        {
            var summary = new { Method = score.Model.Model.Method, Digest = score.Model.Digest(), Rows = score.Keys.Length, Clusters = counts.Select(count => new { count.Cluster, count.Rows }), score.Unseen };
            context.Console.Out.WriteLine(JsonSerializer.Serialize(summary, ClusterCommand.JsonForm));
            return ExitCode.Done;
        }

        context.Console.Table(["cluster", ">rows"], counts.Select(count => (IReadOnlyList<string>)[count.Cluster, $"{count.Rows}"]));
        foreach (var unseen in score.Unseen)
        {
            context.Console.Error.WriteLine($"note {unseen.Rows} {(unseen.Rows == 1 ? "row holds" : "rows hold")} a '{unseen.Feature}' that the fit did not see ({string.Join(", ", unseen.Levels.Take(10))}{(unseen.Levels.Count > 10 ? ", …" : "")}): it differs from every known one.");
        }

        return ExitCode.Done;
    }
}
