using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using SegmentationML.Pipeline.Definition;
using SegmentationML.Pipeline.Ports;
using SegmentationML.Storage.Ledger;

namespace SegmentationML.Storage.Lineage;

/// <summary>The OpenLineage run event (2-0-2) of a run's begin or end: the same message, the same bytes.</summary>
/// <remarks>Each attempt is a run of its own, with one START and one of COMPLETE, FAIL and ABORT. Datasets: source files by name in the namespace <c>file</c>, published tables as <c>pipeline.table</c>.</remarks>
internal static class LineageEvent
{
    private const string Core = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
    private const string FileNamespace = "file";
    private static readonly string Producer = $"urn:segmentationml:segml:{typeof(SegmentationML.Pipeline.SegmentationRun).Assembly.GetName().Version!.ToString(3)}";

    /// <summary>The event.</summary>
    /// <param name="message">What happened.</param>
    /// <param name="target">Where it goes, with the origins of columns.</param>
    /// <param name="snapshot">The version that the run published; null when it published none.</param>
    /// <param name="ledger">The ledger's name: runs of two workspaces have different ids.</param>
    public static JsonObject Of(RunMessage message, LineageTarget target, Snapshot? snapshot, string ledger)
    {
        var job = new JsonObject { ["namespace"] = target.Options.Namespace, ["name"] = message.Pipeline, ["facets"] = new JsonObject { ["jobType"] = JobType() } };
        return new JsonObject
        {
            ["eventType"] = EventType(message),
            ["eventTime"] = Timestamp.Text(message.Ended ?? message.Started),
            ["run"] = new JsonObject { ["runId"] = RunId(ledger, message), ["facets"] = RunFacets(message) },
            ["job"] = job,
            ["inputs"] = snapshot is null ? [] : Inputs(snapshot.Content, target.Tables),
            ["outputs"] = snapshot is null ? [] : Outputs(snapshot, target),
            ["producer"] = Producer,
            ["schemaURL"] = Core,
        };
    }

    /// <summary>The run's UUID: version 8 of RFC 9562, from ledger, pipeline, run and attempt.</summary>
    public static string RunId(string ledger, RunMessage message)
    {
        var bytes = SHA256.HashData(Encoding.UTF8.GetBytes($"{ledger}\n{message.Pipeline}\n{message.Run}\n{message.Attempt}")).AsSpan(0, 16);
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true).ToString("D");
    }

    private static string EventType(RunMessage message) => message.Ended is null ? "START" : message.State switch
    {
        RunState.Published or RunState.Unchanged => "COMPLETE",
        RunState.Cancelled or RunState.Interrupted => "ABORT",
        _ => "FAIL",
    };

    private static JsonObject Facet(string name, string version)
        => new() { ["_producer"] = Producer, ["_schemaURL"] = $"https://openlineage.io/spec/facets/{version}/{name}.json#/$defs/{name}" };

    private static JsonObject JobType()
    {
        var facet = Facet("JobTypeJobFacet", "2-0-3");
        (facet["processingType"], facet["integration"], facet["jobType"]) = ("BATCH", "SEGML", "PIPELINE");
        return facet;
    }

    private static JsonObject RunFacets(RunMessage message)
    {
        var tags = Facet("TagsRunFacet", "1-0-0");
        tags["tags"] = new JsonArray([Tag("segml.run", message.Run), Tag("segml.attempt", $"{message.Attempt}"), Tag("segml.state", message.State.ToString().ToLowerInvariant()), Tag("segml.model", message.Model)]);
        var facets = new JsonObject { ["tags"] = tags };
        if (message.Problem is { } problem)
        {
            var error = Facet("ErrorMessageRunFacet", "1-0-1");
            (error["message"], error["programmingLanguage"]) = (problem, "C#");
            facets["errorMessage"] = error;
        }

        return facets;
    }

    private static JsonObject Tag(string key, string value) => new() { ["key"] = key, ["value"] = value, ["source"] = "SEGML" };

    private static JsonObject Version(string version)
    {
        var facet = Facet("DatasetVersionDatasetFacet", "1-0-1");
        facet["datasetVersion"] = version;
        return facet;
    }

    private static JsonArray Inputs(SnapshotContent content, IReadOnlyDictionary<string, string> tables)
        => [.. content.Inputs.Select(input =>
        {
            var dataset = new JsonObject { ["namespace"] = FileNamespace, ["name"] = input.Name, ["facets"] = new JsonObject { ["version"] = Version($"sha256:{input.Sha256}") } };
            var contracts = content.Contracts.Where(c => c.Table == tables.GetValueOrDefault(input.Source, input.Source)).ToArray();
            if (contracts.Length > 0)
            {
                var quality = Facet("DataQualityAssertionsDatasetFacet", "1-0-1");
                quality["assertions"] = new JsonArray([.. contracts.Select(c => (JsonNode)new JsonObject { ["assertion"] = $"contract {c.Id} {c.Version}: {c.Outcome}", ["success"] = c.Outcome == "pass" })]);
                dataset["inputFacets"] = new JsonObject { ["dataQualityAssertions"] = quality };
            }

            return (JsonNode)dataset;
        })];

    private static JsonArray Outputs(Snapshot snapshot, LineageTarget target)
        => [.. snapshot.Content.Tables.Select(table =>
        {
            var facets = new JsonObject { ["version"] = Version($"{snapshot.Commit.Version}"), ["schema"] = Schema(table) };
            if (Origins(snapshot.Content, table, target.Origins) is { Count: > 0 } fields)
            {
                var lineage = Facet("ColumnLineageDatasetFacet", "1-2-0");
                lineage["fields"] = fields;
                facets["columnLineage"] = lineage;
            }

            return (JsonNode)new JsonObject
            {
                ["namespace"] = target.Options.Namespace,
                ["name"] = $"{snapshot.Pipeline}.{table.Name}",
                ["facets"] = facets,
                ["outputFacets"] = new JsonObject { ["outputStatistics"] = Statistics(snapshot.Content, table) },
            };
        })];

    private static JsonObject Schema(SnapshotTable table)
    {
        var facet = Facet("SchemaDatasetFacet", "1-1-1");
        facet["fields"] = new JsonArray([.. table.Columns.Select(c =>
        {
            var field = new JsonObject { ["name"] = c.Name, ["type"] = c.Type };
            if (c.Unit is { } unit)
            {
                field["description"] = unit;
            }

            return (JsonNode)field;
        })]);
        return facet;
    }

    private static JsonObject Statistics(SnapshotContent content, SnapshotTable table)
    {
        var files = content.Files.Where(f => Path.GetFileNameWithoutExtension(f.Name) == table.Name).ToArray();
        var facet = Facet("OutputStatisticsOutputDatasetFacet", "1-0-2");
        (facet["rowCount"], facet["size"], facet["fileCount"]) = (table.Rows, files.Sum(f => f.Bytes), files.Length);
        return facet;
    }

    private static JsonObject Origins(SnapshotContent content, SnapshotTable table, IReadOnlyList<ColumnOrigin> origins)
    {
        var fields = new JsonObject();
        var names = table.Columns.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        foreach (var column in origins.Where(o => names.Contains(o.Column)).GroupBy(o => o.Column, StringComparer.Ordinal))
        {
            var inputs = from origin in column from input in content.Inputs where input.Source == origin.Source select (JsonNode)new JsonObject
            {
                ["namespace"] = FileNamespace, ["name"] = input.Name, ["field"] = origin.Field,
                ["transformations"] = new JsonArray(new JsonObject { ["type"] = "DIRECT", ["subtype"] = origin.IsIdentity ? "IDENTITY" : "AGGREGATION" }),
            };
            if (inputs.ToArray() is { Length: > 0 } found)
            {
                fields[column.Key] = new JsonObject { ["inputFields"] = new JsonArray(found) };
            }
        }

        return fields;
    }
}
