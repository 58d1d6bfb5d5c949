using System.CommandLine;
using System.Text.Json;
using SegmentationML.Cli.Terminal;
using SegmentationML.Core;
using SegmentationML.Notebooks.Client;
using SegmentationML.Pipeline;
using SegmentationML.Pipeline.Ports;

namespace SegmentationML.Cli.Server;

/// <summary><c>segml snapshot list|show|diff|export</c> and <c>segml explain</c> through a service.</summary>
internal static class ServerSnapshots
{
    private const string Current = "current";

    public static async Task<int> ListAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
    {
        var versions = (await client.VersionsAsync(parsed.GetRequiredValue<string>("pipeline"), cancellation)).Reverse().ToArray();
        return Show(context, parsed, versions, () => context.Console.Table(
            [">version", "as of", "published (UTC)", "run", ">entities", "content"],
            versions.Select(v => (IReadOnlyList<string>)[$"{v.Version}", $"{v.AsOf:yyyy-MM-dd}", $"{v.Published.UtcDateTime:yyyy-MM-dd HH:mm:ss}", v.Run, $"{v.Entities:N0}", v.ContentDigest[..12]])));
    }

    public static async Task<int> ShowAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
    {
        var manifest = await client.ManifestAsync(parsed.GetRequiredValue<string>("pipeline"), parsed.GetValue<string?>("--version") ?? Current, cancellation);
        return Show(context, parsed, manifest, () =>
        {
            context.Console.Out.WriteLine($"Version {manifest.Commit.Version} of {manifest.Content.Pipeline}, of data before {manifest.Content.AsOf:yyyy-MM-dd}, published {manifest.Commit.Time.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC by run {manifest.Commit.Run}; content {manifest.Commit.ContentDigest}.");
            context.Console.Table(["table", ">rows", ">columns"], manifest.Content.Tables.Select(t => (IReadOnlyList<string>)[t.Name, $"{t.Rows:N0}", $"{t.Columns.Count}"]));
            context.Console.Table(["file", ">bytes", "SHA-256"], manifest.Content.Files.Select(f => (IReadOnlyList<string>)[f.Name, $"{f.Bytes:N0}", f.Sha256]));
        });
    }

    public static async Task<int> DiffAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
    {
        var diff = await client.DiffAsync(parsed.GetRequiredValue<string>("pipeline"), parsed.GetRequiredValue<string>("--from"), parsed.GetValue<string?>("--to") ?? Current, cancellation);
        return Show(context, parsed, diff, () => VersionDiffView.Print(context.Console, diff));
    }

    public static async Task<int> ExportAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
    {
        var (pipeline, table, path) = (parsed.GetRequiredValue<string>("pipeline"), parsed.GetRequiredValue<string>("--table"), parsed.GetRequiredValue<string>("--out"));
        // The number pins the version: `current` may move while the file is read.
        var version = $"{(await client.ManifestAsync(pipeline, parsed.GetValue<string?>("--version") ?? Current, cancellation)).Commit.Version}";
        var ending = Path.GetExtension(path).ToLowerInvariant();
        await ServerFile.WriteAsync(path, file => ending switch
        {
            ".parquet" or ".arrow" => client.DownloadAsync(pipeline, version, table + ending, file, cancellation),
            ".csv" => client.DownloadCsvAsync(pipeline, version, table, file, cancellation),
            _ => throw new ProblemException(new Problem("SEG-CLI-004", $"The ending of {path} names no format that a server gives.", "End it in .csv, .parquet or .arrow.")),
        });
        context.Console.Out.WriteLine($"{table} of version {version} written to {path}");
        return ExitCode.Done;
    }

    public static async Task<int> ExplainAsync(CommandContext context, SegmlClient client, ParseResult parsed, CancellationToken cancellation)
    {
        var (pipeline, version) = (parsed.GetRequiredValue<string>("pipeline"), parsed.GetValue<string?>("--version") ?? Current);
        var manifest = await client.ManifestAsync(pipeline, version, cancellation);
        var entity = await client.ExplainAsync(pipeline, parsed.GetRequiredValue<string>("entity"), $"{manifest.Commit.Version}", cancellation);
        return Show(context, parsed, entity, () => ExplainView.Print(context.Console, new Snapshot(pipeline, "", manifest.Content, manifest.Commit), entity));
    }

    private static int Show<T>(CommandContext context, ParseResult parsed, T value, Action print)
    {
        if (parsed.GetValue<bool>("--json"))
        {
            context.Console.Out.WriteLine(JsonSerializer.Serialize(value, StepKey.Json));
        }
        else
        {
            print();
        }

        return ExitCode.Done;
    }
}
