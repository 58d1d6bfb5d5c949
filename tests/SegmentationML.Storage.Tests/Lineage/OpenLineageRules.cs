using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace SegmentationML.Storage.Tests.Lineage;

/// <summary>What the OpenLineage specification asks of a run event (2-0-2) and of the facets that are written: required members, their types and formats. Written from the specification's text.</summary>
internal static class OpenLineageRules
{
    private static readonly Dictionary<string, (string Schema, string[] Required)> Facets = new()
    {
        ["tags"] = ("TagsRunFacet", ["tags[].key", "tags[].value"]),
        ["errorMessage"] = ("ErrorMessageRunFacet", ["message", "programmingLanguage"]),
        ["jobType"] = ("JobTypeJobFacet", ["processingType", "integration"]),
        ["version"] = ("DatasetVersionDatasetFacet", ["datasetVersion"]),
        ["schema"] = ("SchemaDatasetFacet", ["fields[].name"]),
        ["columnLineage"] = ("ColumnLineageDatasetFacet", ["fields.*.inputFields[].namespace", "fields.*.inputFields[].name", "fields.*.inputFields[].field", "fields.*.inputFields[].transformations[].type"]),
        ["dataQualityAssertions"] = ("DataQualityAssertionsDatasetFacet", ["assertions[].assertion", "assertions[].success?"]),
        ["outputStatistics"] = ("OutputStatisticsOutputDatasetFacet", ["rowCount#", "size#", "fileCount#"]),
    };

    /// <summary>Lists what is wrong with an event.</summary>
    public static List<string> Check(JsonNode e)
    {
        var wrong = new List<string>();
        Require(wrong, "event", e, "eventType", "eventTime", "producer", "schemaURL");
        Is(wrong, "eventType", new[] { "START", "RUNNING", "COMPLETE", "ABORT", "FAIL", "OTHER" }.Contains((string?)e["eventType"]));
        Is(wrong, "eventTime", DateTimeOffset.TryParse((string?)e["eventTime"], CultureInfo.InvariantCulture, out _) && ((string)e["eventTime"]!).EndsWith('Z'));
        Is(wrong, "producer", Uri.TryCreate((string?)e["producer"], UriKind.Absolute, out _));
        Is(wrong, "schemaURL", (string?)e["schemaURL"] == "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent");
        Is(wrong, "run.runId", Guid.TryParseExact((string?)e["run"]?["runId"], "D", out _));
        CheckFacets(wrong, "run", e["run"]?["facets"]);
        Require(wrong, "job", e["job"], "namespace", "name");
        CheckFacets(wrong, "job", e["job"]?["facets"]);
        foreach (var (list, facets) in new[] { ("inputs", "inputFacets"), ("outputs", "outputFacets") })
        {
            foreach (var dataset in e[list]?.AsArray() ?? [])
            {
                Require(wrong, list, dataset, "namespace", "name");
                CheckFacets(wrong, list, dataset!["facets"]);
                CheckFacets(wrong, list, dataset[facets]);
            }
        }

        return wrong;
    }

    private static void CheckFacets(List<string> wrong, string place, JsonNode? facets)
    {
        foreach (var (name, facet) in facets?.AsObject() ?? [])
        {
            if (!Facets.TryGetValue(name, out var known))
            {
                wrong.Add($"{place}.{name} is no facet that is known.");
                continue;
            }

            Require(wrong, $"{place}.{name}", facet, "_producer", "_schemaURL");
            var url = (string?)facet!["_schemaURL"] ?? "";
            Is(wrong, $"{place}.{name}._schemaURL", url.StartsWith("https://openlineage.io/spec/facets/", StringComparison.Ordinal) && url.EndsWith($"/{known.Schema}.json#/$defs/{known.Schema}", StringComparison.Ordinal));
            foreach (var path in known.Required)
            {
                Walk(wrong, $"{place}.{name}", facet, path.Split('.'));
            }
        }
    }

    private static void Walk(List<string> wrong, string place, JsonNode? node, ReadOnlySpan<string> path)
    {
        if (path.Length == 0)
        {
            return;
        }

        if (path[0] == "*")
        {
            foreach (var (key, child) in node!.AsObject())
            {
                Walk(wrong, $"{place}.{key}", child, path[1..]);
            }

            return;
        }

        var name = path[0].TrimEnd('[', ']', '?', '#');
        var value = node?[name];
        if (path[0].EndsWith("[]", StringComparison.Ordinal))
        {
            Is(wrong, $"{place}.{name}", value is JsonArray);
            foreach (var element in value?.AsArray() ?? [])
            {
                Walk(wrong, $"{place}.{name}[]", element, path[1..]);
            }

            return;
        }

        if (path.Length > 1)
        {
            Walk(wrong, $"{place}.{name}", value, path[1..]);
            return;
        }

        Is(wrong, $"{place}.{name}", path[0][^1] switch
        {
            '?' => value?.GetValueKind() is JsonValueKind.True or JsonValueKind.False,
            '#' => value?.GetValueKind() == JsonValueKind.Number && long.TryParse(value.ToJsonString(), NumberStyles.None, CultureInfo.InvariantCulture, out _),
            _ => value?.GetValueKind() == JsonValueKind.String && ((string)value!).Length > 0,
        });
    }

    private static void Require(List<string> wrong, string place, JsonNode? node, params string[] names)
    {
        foreach (var name in names)
        {
            Is(wrong, $"{place}.{name}", node?[name]?.GetValueKind() == JsonValueKind.String && ((string)node[name]!).Length > 0);
        }
    }

    private static void Is(List<string> wrong, string place, bool holds)
    {
        if (!holds)
        {
            wrong.Add($"{place} is missing or has another type or form.");
        }
    }
}
