using System.Text.Json.Nodes;

namespace SegmentationML.Storage.Tests.Registry.Mlflow;

/// <summary>Requests and answers that were recorded from real MLflow servers: <c>golden/mlflow-exchanges.json</c> beside the public data.</summary>
internal sealed class MlflowExchanges
{
    private static readonly Lazy<JsonArray?> File = new(Load);
    private readonly Dictionary<string, JsonNode> _byName = new(StringComparer.Ordinal);

    /// <summary>The exchanges of one server.</summary>
    /// <param name="server">The beginning of its name, such as <c>mlflow-2.22</c>.</param>
    public MlflowExchanges(string server)
    {
        foreach (var exchange in All().Where(e => ((string)e!["server"]!).StartsWith(server, StringComparison.Ordinal)))
        {
            _byName.TryAdd((string)exchange!["name"]!, exchange);
        }
    }

    /// <summary>All of them; skips the test visibly where they are not.</summary>
    public static JsonArray All()
    {
        Assert.SkipWhen(File.Value is null, "No mlflow-exchanges.json in the folder golden beside SEGML_DATA.");
        return File.Value!;
    }

    /// <summary>The answer of an exchange, to be changed at will.</summary>
    public (int Status, string ContentType, JsonNode? Body) Answer(string name)
    {
        var answer = _byName[name]["response"]!;
        return ((int)answer["status"]!, (string?)answer["headers"]?["Content-Type"] ?? "", answer["body"]?.DeepClone());
    }

    /// <summary>What was sent in an exchange.</summary>
    public JsonNode? Request(string name) => _byName[name]["request"]!["body"];

    private static JsonArray? Load()
    {
        var data = Environment.GetEnvironmentVariable("SEGML_DATA");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); data is null && folder is not null; folder = folder.Parent)
        {
            data = System.IO.File.Exists(Path.Combine(folder.FullName, "SegmentationML.sln")) ? Path.Combine(folder.FullName, "..", "shared", "data") : null;
        }

        var path = Path.Combine(data ?? "", "..", "golden", "mlflow-exchanges.json");
        return System.IO.File.Exists(path) ? JsonNode.Parse(System.IO.File.ReadAllText(path))!["exchanges"]!.AsArray() : null;
    }
}
